// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Changes what the local target has or announces, past all rules.
#pragma once

#include "app/services.h"
#include "services/cim/ciminstance.h"

// Puts an object as it is.
bool adjustLocalTarget(Cistern::Services &services, const Cistern::CimInstance &object);
// What its service for storage says it can do, by jobs or at once; the inventory asks for it again.
bool announceActions(Cistern::Services &services, std::initializer_list<quint16> actions);
