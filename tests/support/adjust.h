// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Puts an object of the local target as it is, past all rules.
#pragma once

#include "app/services.h"
#include "services/cim/ciminstance.h"

bool adjustLocalTarget(Cistern::Services &services, const Cistern::CimInstance &object);
