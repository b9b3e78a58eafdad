// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "models/announced.h"

#include "services/schema/schema.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
// What a method is called in the lists of its service's capabilities; any of the numbers will do.
struct Row
{
    QLatin1StringView nameSpace;
    QLatin1StringView method;
    QLatin1StringView capabilities;
    std::initializer_list<quint64> numbers;
};

constexpr QLatin1StringView storage{"CIM_StorageConfigurationCapabilities"};
constexpr QLatin1StringView replication{"CIM_StorageReplicationCapabilities"};
constexpr QLatin1StringView pooling{"CIM_ResourcePoolConfigurationCapabilities"};

const QList<Row> &table()
{
    using Schema::hypervCluster;
    using Schema::iscsiTarget;
    using Schema::virtualization;
    static const QList<Row> rows{
        {iscsiTarget, "CreateOrModifyStoragePool"_L1, storage, {2, 4}},
        {iscsiTarget, "DeleteStoragePool"_L1, storage, {3}},
        {iscsiTarget, "CreateOrModifyElementFromStoragePool"_L1, storage, {5, 7}},
        {iscsiTarget, "ReturnToStoragePool"_L1, storage, {6}},
        {iscsiTarget, "ScsiScan"_L1, storage, {11}},
        {iscsiTarget, "CreateOrModifyElementFromElements"_L1, storage, {12, 13}},
        {iscsiTarget, "RequestUsageChange"_L1, storage, {14, 15}},
        {iscsiTarget, "CreateReplica"_L1, replication, {2, 3}},
        {iscsiTarget, "ModifySynchronization"_L1, replication, {4, 5}},
        {iscsiTarget, "AttachReplica"_L1, replication, {6, 7}},
        {iscsiTarget, "AttachOrModifyReplica"_L1, replication, {6, 7}},
        {iscsiTarget, "CreateReplicationBuffer"_L1, replication, {8}},
        {iscsiTarget, "CreateOrModifyReplicationPipe"_L1, replication, {9}},
        {virtualization, "CreatePool"_L1, pooling, {32768}},
        {virtualization, "ModifyPoolResources"_L1, pooling, {32769}},
        {virtualization, "ModifyPoolSettings"_L1, pooling, {32770}},
        {virtualization, "DeletePool"_L1, pooling, {32771}},
        {hypervCluster, "CreateResourcePool"_L1, pooling, {2}},
        {hypervCluster, "CreateChildResourcePool"_L1, pooling, {3}},
        {hypervCluster, "DeleteResourcePool"_L1, pooling, {4}},
        {hypervCluster, "AddResourcesToResourcePool"_L1, pooling, {5}},
        {hypervCluster, "RemoveResourcesFromResourcePool"_L1, pooling, {6}},
        {hypervCluster, "ChangeParentResourcePool"_L1, pooling, {7}},
    };
    return rows;
}

constexpr QLatin1StringView lists[] = {
    "SupportedAsynchronousActions"_L1, "SupportedSynchronousActions"_L1,
    "AsynchronousMethodsSupported"_L1, "SynchronousMethodsSupported"_L1};
} // namespace

Announced announced(const Inventory &inventory, const QString &systemId, const MethodDecl &method)
{
    const auto row = std::find_if(table().begin(), table().end(), [&method](const Row &each) {
        return each.method == method.name && each.nameSpace == method.nameSpace;
    });
    if (row == table().end())
        return Announced::Untold;
    bool told = false;
    for (const NodeId id : inventory.objects(systemId, row->capabilities)) {
        const Node *node = inventory.node(id);
        if (!sameNameSpace(node->path.nameSpace(), QString(row->nameSpace)))
            continue;
        told = true;
        for (const QLatin1StringView list : lists) {
            const QList<quint64> numbers = node->instance.value(QString(list)).toUnsigneds();
            for (const quint64 number : row->numbers) {
                if (numbers.contains(number))
                    return Announced::Yes;
            }
        }
    }
    return told ? Announced::No : Announced::Untold;
}

} // namespace Cistern
