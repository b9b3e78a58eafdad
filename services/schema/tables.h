// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The tables of each namespace, for schema.cpp alone.
#pragma once

#include "services/schema/declaration.h"

#include <QtGlobal>

namespace Cistern::Schema {

std::span<const ClassDecl> iscsiTargetClasses();
std::span<const MethodDecl> iscsiTargetMethods();

} // namespace Cistern::Schema
