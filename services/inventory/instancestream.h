// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Instances to octets and back, for what the program keeps for itself. Classes and properties go by
// name, so that what an older version wrote is read as far as it still means something. Pure
// functions; any thread.
#pragma once

#include "services/cim/ciminstance.h"

#include <QDataStream>
#include <QList>

namespace Cistern {

void writeInstances(QDataStream &out, const QList<CimInstance> &instances);
// Rows of one pack. The stream's status tells whether all was read.
QList<CimInstance> readInstances(QDataStream &in);

} // namespace Cistern
