// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// NAME=VALUE words to the typed arguments of a method. Pure functions but for @FILE; any thread.
#pragma once

#include "services/schema/methodcall.h"

#include <QStringList>

namespace Cistern::Cli {

// NAME=VALUE with text, "null", a size with unit where bytes are meant, a path, @FILE for what the
// file holds; NAME:=VALUE takes the text as it stands. Arrays are a name given again. Failures have
// stage Input and the name as parameter.
Outcome<MethodCall> callFrom(const MethodDecl &decl, const CimPath &target,
                             const QStringList &words);

// The one method of that name, "Method" or "Class.Method".
Outcome<const MethodDecl *> methodNamed(const QString &name);

} // namespace Cistern::Cli
