// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/support/pipesamples.h"

#include "services/schema/schema.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
CimInstance made(QStringView className)
{
    return CimInstance(*Schema::findClass(QString(Schema::iscsiTarget), className));
}

CimInstance linked(QStringView className, QStringView roleA, const CimPath &a, QStringView roleB,
                   const CimPath &b)
{
    CimInstance link = made(className);
    link.set(roleA, CimValue::reference(a));
    link.set(roleB, CimValue::reference(b));
    return link;
}

CimInstance pipeOf(const QString &id, const QString &name, bool bothWays, quint16 aggregation)
{
    CimInstance pipe = made(u"CISTERN_ReplicationPipe");
    pipe.set(u"InstanceID", CimValue::string(id));
    pipe.set(u"ElementName", CimValue::string(name));
    pipe.set(u"Directionality", CimValue::uint16(bothWays ? 2 : 3));
    pipe.set(u"AggregationBehavior", CimValue::uint16(aggregation));
    pipe.set(u"OperationalStatus", CimValue::uint16s({2}));
    return pipe;
}
} // namespace

PipeSample::PipeSample(const QString &systemName, const QStringList &endpointNames)
    : name(systemName)
{
    CimInstance computer = made(u"MSFTSM_ComputerSystem");
    computer.set(u"CreationClassName", CimValue::string(u"MSFTSM_ComputerSystem"_s));
    computer.set(u"Name", CimValue::string(name));
    computer.set(u"ElementName", CimValue::string(name));
    system = computer.path();
    CimInstance configuration = made(u"MSISCSITARGET_StorageConfigurationService");
    configuration.set(u"SystemCreationClassName", CimValue::string(u"MSFTSM_ComputerSystem"_s));
    configuration.set(u"SystemName", CimValue::string(name));
    configuration.set(u"CreationClassName", CimValue::string(configuration.className()));
    configuration.set(u"Name", CimValue::string(u"StorageConfigurationService"_s));
    service = configuration.path();
    CimInstance able = made(u"MSISCSITARGET_StorageReplicationCapabilities");
    able.set(u"InstanceID", CimValue::string(name + u":Replication"_s));
    able.set(u"ElementName", CimValue::string(u"Replication"_s));
    able.set(u"SupportedSynchronousActions", CimValue::uint16s({9}));
    able.set(u"BidirectionalConnectionsSupported", CimValue::boolean(false));
    able.set(u"MaximumPortsPerConnection", CimValue::uint16(4));
    able.set(u"MaximumConnectionsPerPort", CimValue::uint16(2));
    able.set(u"MaximumPeerConnections", CimValue::uint16(16));
    able.set(u"PeerConnectionProtocol", CimValue::string(u"CISTERN-TCP/1"_s));
    able.set(u"RemoteReplicationServicePointAccess", CimValue::uint16(3));
    objects = {computer, configuration, able};
    for (const QString &endpointName : endpointNames)
        addEndpoint(endpointName);
}

CimInstance *PipeSample::find(const CimPath &path)
{
    const auto found = std::find_if(objects.begin(), objects.end(),
                                    [&](const CimInstance &one) { return one.path() == path; });
    return found == objects.end() ? nullptr : &*found;
}

CimPath PipeSample::endpoint(const QString &endpointName) const
{
    return CimPath(QString(Schema::iscsiTarget), u"CISTERN_TCPProtocolEndpoint"_s,
                   {{u"SystemCreationClassName"_s, CimValue::string(u"MSFTSM_ComputerSystem"_s)},
                    {u"SystemName"_s, CimValue::string(name)},
                    {u"CreationClassName"_s, CimValue::string(u"CISTERN_TCPProtocolEndpoint"_s)},
                    {u"Name"_s, CimValue::string(endpointName)}});
}

CimInstance PipeSample::addEndpoint(const QString &endpointName, quint16 enabledState)
{
    CimInstance end = made(u"CISTERN_TCPProtocolEndpoint");
    const CimPath path = endpoint(endpointName);
    for (const CimPath::Key &key : path.keys())
        end.set(key.name, key.value);
    end.set(u"ElementName", CimValue::string(endpointName));
    end.set(u"EnabledState", CimValue::uint16(enabledState));
    end.set(u"OperationalStatus", CimValue::uint16s({2}));
    end.set(u"PortNumber", CimValue::uint32(endpointName.section(u':', -1).toUInt()));
    objects.append(end);
    links.append(
        linked(u"MSISCSITARGET_HostedAccessPoint", u"Antecedent", system, u"Dependent", path));
    return end;
}

void PipeSample::addPair(const CimPath &pipe, const std::pair<CimPath, CimPath> &ends,
                         bool bothWays)
{
    for (const bool source : {true, false}) {
        CimInstance link = linked(u"MSISCSITARGET_EndpointOfNetworkPipe", u"Antecedent",
                                  source ? ends.first : ends.second, u"Dependent", pipe);
        link.set(u"SourceOrSink", CimValue::uint16(bothWays ? 4 : source ? 2 : 3));
        links.append(link);
    }
}

CimPath PipeSample::addPipe(const QString &id, const QString &elementName,
                            const QList<std::pair<CimPath, CimPath>> &pairs, bool bothWays,
                            quint16 heartbeat)
{
    const bool several = pairs.size() > 1;
    const CimInstance pipe = pipeOf(id, elementName, bothWays, several ? 3 : 2);
    objects.append(pipe);
    for (qsizetype i = 0; several && i < pairs.size(); ++i) {
        const CimInstance child = pipeOf(u"%1/%2"_s.arg(id).arg(i + 1), elementName, bothWays, 2);
        objects.append(child);
        links.append(linked(u"MSISCSITARGET_NetworkPipeComposition", u"GroupComponent", pipe.path(),
                            u"PartComponent", child.path()));
        addPair(child.path(), pairs.at(i), bothWays);
    }
    if (!several && !pairs.isEmpty())
        addPair(pipe.path(), pairs.first(), bothWays);
    if (heartbeat > 0) {
        CimInstance setting = made(u"CISTERN_ReplicationPipeSettingData");
        setting.set(u"InstanceID", CimValue::string(id + u":Setting"_s));
        setting.set(u"HeartbeatInterval", CimValue::uint16(heartbeat));
        objects.append(setting);
        links.append(linked(u"MSISCSITARGET_ElementSettingData", u"ManagedElement", pipe.path(),
                            u"SettingData", setting.path()));
    }
    return pipe.path();
}

} // namespace Cistern
