// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Single values of elements, of a declared type or by their shape. Private to cimxml and
// instancereader; pure functions, any thread.
#pragma once

#include "services/wsman/cimxml.h"

namespace Cistern::CimXml {

using Same = QList<XmlElement>; // elements of one name, in order

struct Place
{
    QString name; // for failures
    QString nameSpace;
    Side side;
    bool holdsInstance = false; // a string that is declared to
};

Failure unreadable(const QString &place, const QString &text);

// The value is of that type, maybe null.
Outcome<CimValue> readValue(const Same &same, CimType type, bool array, const Place &place);
Outcome<CimValue> readUndeclared(const Same &same, const Place &place);

// The element that holds the parts of a reference: holder itself or the one that it wraps.
XmlElement reference(const XmlElement &holder);
// Of these the one with URI and selectors; null when holder is no reference.
XmlElement referenceParameters(const XmlElement &holder);

// All neighbours of one name that begin at element, which then stands behind them.
Same takeSame(XmlElement &element);

} // namespace Cistern::CimXml
