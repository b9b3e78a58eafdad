// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Elements to CIM values of the exact declared type (DSP0230), from every shape that a known server
// gives them. What no table declares becomes a string, a path or an instance by its shape. Pure
// functions; any thread.
#pragma once

#include "services/cim/ciminstance.h"
#include "services/core/outcome.h"
#include "services/schema/declaration.h"
#include "services/wsman/xmlreader.h"

#include <QList>
#include <QString>

#include <utility>

namespace Cistern::CimXml {

// What arrived from a server may come in any shape that some server writes; what a client sends
// must have the shape that the declaration asks for, because it is about to change something.
enum class Side { FromServer, FromClient };

struct Selectors
{
    QString nameSpace; // of __cimnamespace; empty when there is none
    QList<CimPath::Key> keys;
};

// Every failure is Malformed: parameter names the place ("Class.Property", a parameter, a
// selector), serverText holds the text as it arrived, for selectors the fault detail that says what
// is wrong.

// A SelectorSet; values become text, or paths where an endpoint reference is inside.
Outcome<Selectors> readSelectors(const XmlElement &set, const QString &nameSpace);
// The path of class and selectors, spelled and typed as its declaration does.
CimPath declaredPath(const QString &nameSpace, const QString &className,
                     const QList<CimPath::Key> &keys);
// An endpoint reference in any of its shapes: the element itself, its children, or wrapped inside.
// nameSpace fills in where a DMTF resource URI comes without one. The address is never followed; a
// host in it becomes the host of the path, so that a foreign one can be told.
Outcome<CimPath> readPath(const XmlElement &holder, const QString &nameSpace);
// An instance, its class taken from the element's name. Repeated elements are arrays.
Outcome<CimInstance> readInstance(const XmlElement &element, const QString &nameSpace, Side side);
// What a server tells of an object of that class in an XmlFragment: members alone, mostly without a
// namespace (DSP0226 section 9.2).
Outcome<CimInstance> readFragment(const XmlElement &element, const QString &className,
                                  const QString &nameSpace);

// xsi:nil in its spellings.
bool isNil(const XmlElement &element);
// The same of an element that only holds the members, of whatever name.
Outcome<CimInstance> readMembers(const XmlElement &element, const QString &className,
                                 const QString &nameSpace, Side side);

using NamedValues = QList<std::pair<QString, CimValue>>;
// Children of a method's element but ReturnValue. Parameters that are null or undeclared for this
// direction: null ones are left out; from a client, an undeclared or out-only one is a failure.
Outcome<NamedValues> readParameters(const XmlElement &root, const MethodDecl *decl,
                                    const QString &nameSpace, Side side);

} // namespace Cistern::CimXml
