// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Looks classes and methods up by name. The tables are constant; any thread.
#pragma once

#include "services/schema/declaration.h"

#include <QList>

#include <span>

namespace Cistern::Schema {

inline constexpr QLatin1StringView iscsiTarget{"Root/CIMv2/Storage/iScsiTarget"};

std::span<const ClassDecl> classes();
std::span<const MethodDecl> methods();

// Either letter case; an empty namespace matches the first class or method of that name.
const ClassDecl *findClass(QStringView nameSpace, QStringView className);
// The method of the class or of the nearest ancestor that has it.
const MethodDecl *findMethod(QStringView nameSpace, QStringView className, QStringView method);
// By "Method" or "Class.Method"; several when the bare name is not unique.
QList<const MethodDecl *> methodsNamed(QStringView name);
// className is, or derives from, ancestor; for undeclared classes only equal names are.
bool isA(QStringView nameSpace, QStringView className, QStringView ancestor);

} // namespace Cistern::Schema
