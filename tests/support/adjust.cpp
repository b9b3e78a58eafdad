// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/support/adjust.h"

#include "services/inventory/refresher.h"
#include "services/provider/provider.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

bool adjustLocalTarget(Cistern::Services &services, const Cistern::CimInstance &object)
{
    const auto done = services.localTarget().adjust(object);
    return QTest::qWaitFor([&] { return done.isFinished(); }, 10000)
        && Cistern::takenFrom(done).ok();
}

bool announceActions(Cistern::Services &services, std::initializer_list<quint16> actions)
{
    const QString local(Cistern::localSystemId);
    Cistern::Inventory &inventory = services.inventory();
    const auto id = inventory.objects(local, u"CIM_StorageConfigurationCapabilities"_s).first();
    Cistern::CimInstance capabilities = inventory.node(id)->instance;
    for (const QStringView property :
         {u"SupportedAsynchronousActions", u"SupportedSynchronousActions"})
        capabilities.set(property, Cistern::CimValue::uint16s(actions));
    const bool done = adjustLocalTarget(services, capabilities);
    services.refresher().refresh(local);
    return done;
}
