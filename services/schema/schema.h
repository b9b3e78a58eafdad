// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Looks classes and methods up by name. The tables are constant; any thread.
#pragma once

#include "services/schema/declaration.h"

#include <QList>

namespace Cistern::Schema {

inline constexpr QLatin1StringView iscsiTarget{"Root/CIMv2/Storage/iScsiTarget"};
inline constexpr QLatin1StringView virtualization{"Root/Virtualization/V2"};
inline constexpr QLatin1StringView hypervCluster{"Root/HyperVCluster/v2"};

// Every declared one, namespace by namespace, in the order of the tables.
const QList<const ClassDecl *> &classes();
const QList<const MethodDecl *> &methods();
// Of one namespace (either letter case): the class itself and all below it; empty for a name that
// no table knows, also as a base.
QList<const ClassDecl *> classesBelow(QStringView nameSpace, QStringView className);
bool hasNameSpace(QStringView nameSpace); // some class of it is declared

// Either letter case; an empty namespace matches the first class or method of that name.
const ClassDecl *findClass(QStringView nameSpace, QStringView className);
// The method of the class or of the nearest ancestor that has it.
const MethodDecl *findMethod(QStringView nameSpace, QStringView className, QStringView method);
// By "Method" or "Class.Method"; several when the bare name is not unique.
QList<const MethodDecl *> methodsNamed(QStringView name);
// className is, or derives from, ancestor; for undeclared classes only equal names are.
bool isA(QStringView nameSpace, QStringView className, QStringView ancestor);

} // namespace Cistern::Schema
