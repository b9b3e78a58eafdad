// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/methods/clusterwork.h"

#include "services/provider/clusterpools.h"
#include "services/provider/methods/poolservice.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
// What the job of a method is called (Msvm_ConcreteJob.JobType).
quint16 jobType(ClusterWork::Method method)
{
    switch (method) {
    case ClusterWork::Add:
        return 80;
    case ClusterWork::Remove:
        return 81;
    case ClusterWork::ChangeParent:
        return 151;
    case ClusterWork::Delete:
        return 153;
    case ClusterWork::CreateRoot:
    case ClusterWork::CreateChild:
        break;
    }
    return 150;
}
} // namespace

WorkOrder ClusterWork::order(const Invocation &call, const QString &caption,
                             const CimInstance &pool, Method method)
{
    return WorkOrder{.caption = caption.arg(pool.value(u"ElementName").toString()),
                     .owner = call.caller.user,
                     .service = call.target.path(),
                     .asJob = PoolService(call).asJob(method),
                     .jobType = jobType(method)};
}

void ClusterWork::start(const Invocation &call, const WorkOrder &order)
{
    call.work.start(order,
                    [reply = call.reply, made = order.made](quint32 code, const CimPath &job) {
                        QList<std::pair<QString, CimValue>> outs;
                        // A pool that a job has yet to make is not there to be read (CRP.R16).
                        if (code == Completed && !made.isEmpty())
                            outs.append({u"Pool"_s, CimValue::reference(made)});
                        if (code == JobStarted)
                            outs.append({u"Job"_s, CimValue::reference(job)});
                        reply(code, outs);
                    });
}

CimPath ClusterWork::systemOf(const Invocation &call)
{
    const auto hosts = call.store.references(call.target.path(), u"CIM_HostedService");
    return hosts.isEmpty() ? ClusterPools::systemPath(call.systemName())
                           : *hosts.first()->instance.value(u"Antecedent").toPath();
}

void ClusterWork::dropSettings(const ObjectStore &store, StoreChange &change, const CimPath &pool)
{
    for (const StoredObject *link :
         store.references(pool, u"CIM_SettingsDefineState", u"ManagedElement"))
        change.remove(*link->instance.value(u"SettingData").toPath());
}

} // namespace Cistern
