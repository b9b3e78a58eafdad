// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a delete of an object means: by which deed it goes, what would keep it, what it gives back.
// Shared by the dialog and the command line. Pure functions; GUI thread.
#pragma once

#include "models/offers.h"
#include "models/resourceunit.h"
#include "services/schema/methodcall.h"

#include <optional>

namespace Cistern::Deletion {

// How objects of a class are deleted; null: they are not.
struct Way
{
    QLatin1StringView nameSpace;
    QLatin1StringView className;
    Deed deed;
    QLatin1StringView linkClass; // its links tell who uses the object; empty: none do
    QLatin1StringView ownRole;   // of the object where the other end keeps it from going
    QLatin1StringView userRole;  // of that other end
    QLatin1StringView parameter; // of the deed's method
};
const Way *wayOf(const CimPath &object);

QList<CimPath> users(const Way &way, const CimPath &object, const QList<CimInstance> &links);

// What comes back to one pool.
struct Return
{
    CimPath pool = {};
    quint64 amount = 0; // in the pool's unit
};
QList<Return> returns(const Inventory &inventory, const QString &systemId, const Way &way,
                      const CimPath &object, const QList<CimInstance> &links);
// Devices of a cluster root pool that are free afterwards.
QList<CimPath> freedDevices(const Inventory &inventory, const QString &systemId,
                            const CimPath &object);

// Nothing where no method does it: then it is a plain Delete of the object.
std::optional<MethodCall> callFor(const Way &way, const CimPath &object, const CimPath &service);

} // namespace Cistern::Deletion
