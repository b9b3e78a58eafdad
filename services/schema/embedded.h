// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Embedded instances: one instance as the text of a string parameter, in CIM-XML (DSP0201). Written
// as clients in the field write them, read in both forms that GetText gives: CIM DTD 2.0 and WMI
// DTD 2.0. Pure functions; any thread.
#pragma once

#include "services/cim/ciminstance.h"
#include "services/core/outcome.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <utility>

namespace Cistern::Embedded {

inline constexpr qsizetype longest = 64 * 1024; // characters of one instance

// Only what was told and is not null; keys that are empty are left out.
QString toText(const CimInstance &instance);

// An instance of a class of nameSpace, or of an undeclared one. Declared properties must have their
// declared type; qualifiers, class origins, system properties (__PATH) and empty properties are
// skipped. Malformed (parameter: the property or element, serverText: the text concerned),
// TooLarge. Nothing is fetched or expanded: a document type declaration is Malformed.
Outcome<CimInstance> fromText(const QString &text, const QString &nameSpace);

// The values of its properties as they stand there, of any type or none, for texts of servers that
// are to be shown and not to be used. Malformed and TooLarge as above; unknown elements are
// skipped.
Outcome<QList<std::pair<QString, QStringList>>> textsFrom(const QString &text);

} // namespace Cistern::Embedded
