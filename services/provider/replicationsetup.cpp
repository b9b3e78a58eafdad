// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Replication: what this system can do. Its endpoints come from who opens them, the room of pipes.
#include "services/provider/objects.h"
#include "services/provider/pipes/pipeobjects.h"
#include "services/provider/setups.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

void SetUp::replication(const ObjectStore &store, StoreChange &change, const QString &systemName)
{
    if (store.find(PipeObjects::capabilitiesPath()))
        return;
    change.put(PipeObjects::capabilities());
    change.put(Objects::link("MSISCSITARGET_ElementCapabilities"_L1, "ManagedElement"_L1,
                             Objects::servicePath(systemName), "Capabilities"_L1,
                             PipeObjects::capabilitiesPath()));
}

} // namespace Cistern
