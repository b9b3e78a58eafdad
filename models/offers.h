// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a system lets be done, as it announces it: one table of deeds, the method behind each and
// the number its capabilities know it by. A look at the moment; make a new one after a change. GUI
// thread.
#pragma once

#include "services/inventory/inventory.h"
#include "services/schema/declaration.h"

#include <QString>

#include <span>

namespace Cistern {

class Connections;

enum class Deed : quint8 {
    CreatePool,
    ModifyPool,
    DeletePool,
    CreateVolume,
    CreateExtent,
    ReturnElement,
    CreatePipe,
    ModifyPipe,
    DeletePipe, // by no method: a plain Delete of the object
    CreateChildPool,
    ChangeChildResources,
    ChangeChildSettings,
    DeleteChildPool,
    CreateRootPool,
    CreateClusterChild,
    AddDevices,
    RemoveDevices,
    ChangeClusterParent,
    DeleteClusterPool,
};

// Where a deed stands in the schema. Constant; any thread.
struct DeedRow
{
    Deed deed;
    QLatin1StringView nameSpace;
    QLatin1StringView serviceClass;
    QLatin1StringView method; // empty: none does it
    QLatin1StringView capabilitiesClass;
    quint32 action;                 // as the capabilities number it; 0: they don't
    QLatin1StringView feature = {}; // the list that must hold featureId besides
    quint32 featureId = 0;
    bool announced = false; // an optional part: no capabilities is a no, too (PIPE.R30)
};
std::span<const DeedRow> deeds();
const DeedRow &deedRow(Deed deed);

// What stands in the way of a deed, the first of these.
enum class Obstacle : quint8 {
    None,
    NotConnected,
    NotRead,        // connected a moment ago; what is shown may be old
    NotInstalled,   // the system has no such namespace (CP.R30, CRP.R25, PIPE.R32, SP.R40)
    NoService,      // the namespace, but no service that does it
    ServiceStopped, // neither enabled nor not applicable
    NotAnnounced,   // CP.R27, CRP.R22, PIPE.R30, SP.R39
    NoMethod,       // no documented method does it, and the system is none that does it otherwise
};

struct Offer
{
    Deed deed = Deed::CreatePool;
    Obstacle obstacle = Obstacle::None;
    bool foreign = false; // not the local target

    bool works() const { return obstacle == Obstacle::None; }
    // Announcements can be wrong: on a foreign system people may try all the same.
    bool mayTry() const { return foreign && obstacle == Obstacle::NotAnnounced; }
    bool operator==(const Offer &) const = default;
};

class Offers
{
public:
    // Both outlive the look.
    Offers(const Inventory &inventory, const Connections &connections, const QString &systemId);

    Offer of(Deed deed) const;
    // Of any declared method: a deed of the table, or whether its service can be called at all.
    Obstacle obstacleOf(const MethodDecl &method) const;
    CimPath service(Deed deed) const; // empty when there is none
    bool isInstalled(QStringView nameSpace) const;

private:
    const Node *object(QStringView nameSpace, QStringView className) const;
    bool lists(const CimInstance &capabilities, const DeedRow &row) const;
    Obstacle common(QStringView nameSpace) const;
    Obstacle serviceObstacle(QStringView nameSpace, QStringView serviceClass) const;

    const Inventory &m_inventory;
    const Connections &m_connections;
    QString m_systemId;
};

// The product that the system named itself as when it was connected; empty when it did not.
QString productOf(const Connections &connections, const QString &systemId);

} // namespace Cistern
