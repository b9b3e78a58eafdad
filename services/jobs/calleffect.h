// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a call does to the objects of a system, read from its declaration: makes one, changes one or
// removes one. Tells where to look when the answer does not. Pure functions; any thread.
#pragma once

#include "services/schema/methodcall.h"

#include <QList>
#include <QString>

namespace Cistern {

struct CallEffect
{
    enum class Kind { Creates, Modifies, Removes, Other };
    Kind kind = Kind::Other;
    QString parameter; // that holds, or will hold, the object
    QString className; // of the object, the class to enumerate
    CimPath subject;   // of Modifies and Removes
};

CallEffect effectOf(const MethodCall &call);

// All objects that the arguments name, also in strings; and the target.
QList<CimPath> objectsNamedBy(const MethodCall &call);

// The class to enumerate for all that derive from base: the one concrete class declared for it, or
// base itself where there are none or several.
QString enumerableClass(const QString &nameSpace, const QString &base);

// The method as the class of the object declares it, or, for a class no table declares, as any
// class of the namespace does (JOB.R19). Null when nothing of that name is declared.
const MethodDecl *methodOf(const CimPath &object, const QString &method);

} // namespace Cistern
