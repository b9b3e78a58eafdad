// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/text/offertext.h"

#include "services/schema/schema.h"

#include <QCoreApplication>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
struct Offering
{
    Q_DECLARE_TR_FUNCTIONS(Offering)
};

QString notAnnouncedText(Deed deed)
{
    switch (deed) {
    case Deed::CreatePool:
        return Offering::tr("This system does not create pools.");
    case Deed::ModifyPool:
        return Offering::tr("This system does not change pools.");
    case Deed::DeletePool:
        return Offering::tr("This system does not delete pools.");
    case Deed::CreateVolume:
        return Offering::tr("This system does not create volumes.");
    case Deed::CreateExtent:
        return Offering::tr("This system does not create extents.");
    case Deed::ReturnElement:
        return Offering::tr("This system does not delete volumes or extents.");
    case Deed::CreatePipe:
    case Deed::ModifyPipe:
    case Deed::DeletePipe:
        return Offering::tr("This system does not offer replication pipes.");
    case Deed::CreateChildPool:
        return Offering::tr("This system makes no Hyper-V child pools.");
    case Deed::ChangeChildResources:
        return Offering::tr("This system does not change the resources of Hyper-V pools.");
    case Deed::ChangeChildSettings:
        return Offering::tr("This system does not change the settings of Hyper-V pools.");
    case Deed::DeleteChildPool:
        return Offering::tr("This system does not delete Hyper-V pools.");
    case Deed::CreateRootPool:
        return Offering::tr("This system makes no cluster root pools.");
    case Deed::CreateClusterChild:
        return Offering::tr("This system makes no cluster child pools.");
    case Deed::AddDevices:
        return Offering::tr("This system adds no devices to cluster pools.");
    case Deed::RemoveDevices:
        return Offering::tr("This system removes no devices from cluster pools.");
    case Deed::ChangeClusterParent:
        return Offering::tr("This system does not move cluster pools.");
    case Deed::DeleteClusterPool:
        return Offering::tr("This system does not delete cluster pools.");
    }
    return {};
}

QString commonText(Obstacle obstacle, QStringView nameSpace)
{
    switch (obstacle) {
    case Obstacle::NotConnected:
        return Offering::tr("The system is not connected.");
    case Obstacle::NotRead:
        return Offering::tr("The system is being read.");
    case Obstacle::NotInstalled:
        return notInstalledText(nameSpace);
    case Obstacle::NoService:
        if (sameNameSpace(nameSpace, QString(Schema::virtualization)))
            return Offering::tr("This system has no service for Hyper-V pools.");
        if (sameNameSpace(nameSpace, QString(Schema::hypervCluster)))
            return Offering::tr("This system has no service for cluster pools.");
        return Offering::tr("This system offers no storage pools.");
    case Obstacle::ServiceStopped:
        return Offering::tr("The service for this is stopped on the system.");
    case Obstacle::NotAnnounced:
        return Offering::tr("This system does not announce this method.");
    case Obstacle::NoMethod:
        return Offering::tr("No documented method deletes a pipe.");
    case Obstacle::None:
        break;
    }
    return {};
}
} // namespace

QString obstacleText(const Offer &offer)
{
    if (offer.obstacle == Obstacle::NotAnnounced)
        return notAnnouncedText(offer.deed);
    return commonText(offer.obstacle, QString(deedRow(offer.deed).nameSpace));
}

QString obstacleText(Obstacle obstacle, const MethodDecl &method)
{
    return commonText(obstacle, QString(method.nameSpace));
}

QString notInstalledText(QStringView nameSpace)
{
    if (sameNameSpace(nameSpace, QString(Schema::virtualization)))
        return Offering::tr("Hyper-V is not installed on this system.");
    if (sameNameSpace(nameSpace, QString(Schema::hypervCluster)))
        return Offering::tr("Hyper-V clustering is not installed on this system.");
    return Offering::tr("The iSCSI target is not installed on this system.");
}

QString featureText(QStringView nameSpace)
{
    if (sameNameSpace(nameSpace, QString(Schema::virtualization)))
        return Offering::tr("Hyper-V pools");
    if (sameNameSpace(nameSpace, QString(Schema::hypervCluster)))
        return Offering::tr("Cluster pools");
    return Offering::tr("Storage pools");
}

} // namespace Cistern
