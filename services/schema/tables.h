// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The tables, one a file, for schema.cpp alone.
#pragma once

#include "services/schema/declaration.h"

#include <QtGlobal>

namespace Cistern::Schema {

std::span<const ClassDecl> iscsiTargetClasses();
std::span<const ClassDecl> replicationClasses();
std::span<const ClassDecl> virtualizationClasses();
std::span<const ClassDecl> allocationSettingClasses();
std::span<const ClassDecl> hypervClusterClasses();
std::span<const ClassDecl> clusterDeviceClasses();

std::span<const MethodDecl> iscsiTargetMethods();
std::span<const MethodDecl> virtualizationMethods();
std::span<const MethodDecl> hypervClusterMethods();

} // namespace Cistern::Schema
