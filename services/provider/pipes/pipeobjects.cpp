// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/pipes/pipeobjects.h"

#include "services/provider/objects.h"
#include "services/schema/schema.h"

#include <QJsonArray>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr QLatin1StringView pipeClass{"CISTERN_ReplicationPipe"};
constexpr QLatin1StringView endpointClass{"CISTERN_TCPProtocolEndpoint"};
constexpr QLatin1StringView settingClass{"CISTERN_ReplicationPipeSettingData"};
constexpr QLatin1StringView endpointLink{"MSISCSITARGET_EndpointOfNetworkPipe"};
constexpr QLatin1StringView systemClass{"MSFTSM_ComputerSystem"};

enum Direction : quint16 { BothWays = 2, OneWay = 3 };
enum Aggregation : quint16 { Alone = 2, Parallel = 3 };
enum End : quint16 { Source = 2, Sink = 3, NotApplicable = 4 };

CimValue text(const QString &value)
{
    return CimValue::string(value);
}

CimPath byId(QLatin1StringView className, const QString &id)
{
    return CimPath(Schema::iscsiTarget, className, {{u"InstanceID"_s, text(id)}});
}

CimInstance pipe(const PipeObjects::Record &record, const QString &id, const QString &name,
                 quint16 aggregation, const QDateTime &now)
{
    CimInstance instance = Objects::made(pipeClass);
    instance.set(u"InstanceID", text(id));
    instance.set(u"Name", text(id));
    instance.set(u"ElementName", text(name));
    instance.set(u"Directionality", CimValue::uint16(record.bothWays ? BothWays : OneWay));
    instance.set(u"AggregationBehavior", CimValue::uint16(aggregation));
    instance.set(u"InstallDate", CimValue::dateTime(CimDateTime::at(now)));
    Objects::setHealthy(instance);
    Objects::setEnabled(instance);
    return instance;
}

void setUnknown(CimInstance &instance)
{
    instance.set(u"OperationalStatus", CimValue::uint16s({0}));
    instance.set(u"StatusDescriptions", CimValue::strings({u"Unknown"_s}));
    instance.set(u"Status", text(u"Unknown"_s));
    instance.set(u"HealthState", CimValue::uint16(0));
    instance.set(u"EnabledState", CimValue::uint16(5)); // not applicable here
}

// The far end as far as it is known here: its system and endpoints, for who walks the links.
void putFarEnd(const ObjectStore &store, StoreChange &change, const PipeObjects::Record &record)
{
    const QJsonObject foreign{{u"foreign"_s, true}};
    const CimPath system = Objects::systemPath(record.peer);
    if (!store.find(system)) {
        CimInstance far = Objects::made(systemClass);
        for (const CimPath::Key &key : system.keys())
            far.set(key.name, key.value);
        far.set(u"ElementName", text(record.peer));
        setUnknown(far);
        change.put(far, foreign);
    }
    for (const PipeObjects::Pair &pair : record.pairs) {
        const auto place = PipePlace::fromText(pair.there);
        if (!place || store.find(PipeObjects::endpointPath(record.peer, pair.there)))
            continue;
        CimInstance endpoint = PipeObjects::endpoint(record.peer, *place);
        setUnknown(endpoint);
        change.put(endpoint, foreign);
        change.put(Objects::link("MSISCSITARGET_HostedAccessPoint"_L1, "Antecedent"_L1, system,
                                 "Dependent"_L1, endpoint.path()));
    }
}

void putEnds(StoreChange &change, const PipeObjects::Record &record, const QString &systemName,
             const QString &leaf, const PipeObjects::Pair &pair)
{
    const auto end = [&](const QString &system, const QString &name, bool source) {
        CimInstance link = Objects::link(endpointLink, "Antecedent"_L1,
                                         PipeObjects::endpointPath(system, name), "Dependent"_L1,
                                         PipeObjects::pipePath(leaf));
        link.set(u"SourceOrSink",
                 CimValue::uint16(record.bothWays ? NotApplicable
                                      : source    ? Source
                                                  : Sink));
        change.put(link);
    };
    end(systemName, pair.here, record.fromHere);
    end(record.peer, pair.there, !record.fromHere);
}
} // namespace

CimPath PipeObjects::capabilitiesPath()
{
    return byId("MSISCSITARGET_StorageReplicationCapabilities"_L1,
                u"Cistern:StorageReplicationCapabilities"_s);
}

CimInstance PipeObjects::capabilities()
{
    CimInstance instance = Objects::made("MSISCSITARGET_StorageReplicationCapabilities"_L1);
    instance.set(u"InstanceID", capabilitiesPath().key(u"InstanceID"));
    instance.set(u"ElementName", text(u"Storage replication capabilities"_s));
    instance.set(u"SupportedSynchronousActions", CimValue::uint16s({9})); // pipes
    instance.set(u"BidirectionalConnectionsSupported", CimValue::boolean(false));
    instance.set(u"MaximumPortsPerConnection", CimValue::uint16(8));
    instance.set(u"MaximumConnectionsPerPort", CimValue::uint16(8));
    instance.set(u"MaximumPeerConnections", CimValue::uint16(32));
    instance.set(u"RemoteReplicationServicePointAccess", CimValue::uint16(3)); // the source
    instance.set(u"PeerConnectionProtocol", text(protocol));
    return instance;
}

CimPath PipeObjects::endpointPath(const QString &systemName, const QString &name)
{
    return CimPath(Schema::iscsiTarget, endpointClass,
                   {{u"SystemCreationClassName"_s, text(systemClass)},
                    {u"SystemName"_s, text(systemName)},
                    {u"CreationClassName"_s, text(endpointClass)},
                    {u"Name"_s, text(name)}});
}

CimInstance PipeObjects::endpoint(const QString &systemName, const PipePlace &place)
{
    CimInstance instance = Objects::made(endpointClass);
    const CimPath path = endpointPath(systemName, place.toText());
    for (const CimPath::Key &key : path.keys())
        instance.set(key.name, key.value);
    instance.set(u"NameFormat", text(u"ADDRESS:PORT"_s));
    instance.set(u"ElementName", text(place.toText()));
    instance.set(u"PortNumber", CimValue::uint32(place.port));
    instance.set(u"ProtocolIFType", CimValue::uint16(4111)); // TCP
    Objects::setHealthy(instance);
    Objects::setEnabled(instance);
    return instance;
}

CimPath PipeObjects::pipePath(const QString &id)
{
    return byId(pipeClass, id);
}

CimPath PipeObjects::settingPath(const QString &pipe)
{
    return byId(settingClass, pipe + u":setting"_s);
}

CimInstance PipeObjects::setting(const QString &pipe, quint16 heartbeat)
{
    CimInstance instance = Objects::made(settingClass);
    instance.set(u"InstanceID", settingPath(pipe).key(u"InstanceID"));
    instance.set(u"HeartbeatInterval", CimValue::uint16(heartbeat));
    return instance;
}

QList<PipeObjects::Record> PipeObjects::all(const ObjectStore &store)
{
    QList<Record> records;
    for (const StoredObject *object : store.ofClass(QString(pipeClass))) {
        const QJsonObject &facts = object->facts;
        if (!facts.contains(u"pairs"_s))
            continue; // a child
        const CimInstance &instance = object->instance;
        Record record{.id = instance.value(u"InstanceID").toString(),
                      .name = instance.value(u"ElementName").toString(),
                      .peer = facts[u"peer"_s].toString(),
                      .fromHere = facts[u"fromHere"_s].toBool(),
                      .bothWays = instance.value(u"Directionality").toUnsigned() == BothWays};
        const auto pairs = facts[u"pairs"_s].toArray();
        for (const QJsonValue &pair : pairs) {
            record.pairs.append({pair[u"here"_s].toString(), pair[u"there"_s].toString()});
            record.leaves.append(pair[u"leaf"_s].toString());
        }
        record.usual = facts[u"usual"_s].toBool();
        record.serial = facts[u"serial"_s].toInt();
        if (const StoredObject *kept = store.find(settingPath(record.id))) {
            const auto seconds = kept->instance.value(u"HeartbeatInterval").toUnsigned();
            record.heartbeat = quint16(seconds.value_or(usualHeartbeat));
            record.settingName = kept->instance.value(u"ElementName").toString();
            record.settingDescription = kept->instance.value(u"Description").toString();
        }
        records.append(record);
    }
    return records;
}

void PipeObjects::setPairs(Record &record, const QList<Pair> &pairs)
{
    record.pairs = pairs;
    record.leaves.clear();
    for (qsizetype i = 0; i < pairs.size(); ++i)
        record.leaves.append(
            pairs.size() == 1 ? record.id
                              : u"%1/%2"_s.arg(record.id).arg(++record.serial, 6, 10, QChar(u'0')));
}

void PipeObjects::remove(StoreChange &change, const Record &record)
{
    for (const QString &leaf : record.leaves)
        change.remove(pipePath(leaf));
    change.remove(pipePath(record.id)); // its links go with it
    change.remove(settingPath(record.id));
}

void PipeObjects::write(const ObjectStore &store, StoreChange &change, const Record &record,
                        const QString &systemName, const QDateTime &now, const Record *before)
{
    if (before) {
        for (const QString &leaf : before->leaves) {
            if (leaf != record.id && !record.leaves.contains(leaf))
                change.remove(pipePath(leaf));
        }
        for (const StoredObject *link :
             store.references(pipePath(record.id), QString(endpointLink)))
            change.remove(link->instance.path());
    }
    putFarEnd(store, change, record);

    QJsonArray pairs;
    for (qsizetype i = 0; i < record.pairs.size(); ++i)
        pairs.append(QJsonObject{{u"here"_s, record.pairs[i].here},
                                 {u"there"_s, record.pairs[i].there},
                                 {u"leaf"_s, record.leaves[i]}});
    const bool alone = record.pairs.size() == 1;
    const auto written = [&](const QString &id, const QString &name, quint16 aggregation) {
        CimInstance instance = pipe(record, id, name, aggregation, now);
        if (const StoredObject *old = before ? store.find(pipePath(id)) : nullptr) {
            for (const QStringView kept : {u"InstallDate", u"EnabledDefault", u"RequestedState"})
                instance.set(kept, old->instance.value(kept));
        }
        return instance;
    };
    const CimInstance top = written(record.id, record.name, alone ? Alone : Parallel);
    change.put(top,
               {{u"peer"_s, record.peer},
                {u"fromHere"_s, record.fromHere},
                {u"usual"_s, record.usual},
                {u"serial"_s, record.serial},
                {u"pairs"_s, pairs}});
    for (qsizetype i = 0; i < record.pairs.size(); ++i) {
        const QString &leaf = record.leaves[i];
        if (!alone) {
            change.put(written(leaf,
                               u"%1, %2 → %3"_s.arg(
                                   record.name,
                                   record.fromHere ? record.pairs[i].here : record.pairs[i].there,
                                   record.fromHere ? record.pairs[i].there : record.pairs[i].here),
                               Alone));
            CimInstance composition = Objects::link("MSISCSITARGET_NetworkPipeComposition"_L1,
                                                    "GroupComponent"_L1, top.path(),
                                                    "PartComponent"_L1, pipePath(leaf));
            composition.set(u"AggregationSequence", CimValue::uint16(0));
            change.put(composition);
        }
        putEnds(change, record, systemName, leaf, record.pairs[i]);
    }

    CimInstance kept = setting(record.id, record.heartbeat);
    kept.set(
        u"ElementName",
        text(record.settingName.isEmpty() ? u"Replication pipe setting"_s : record.settingName));
    if (!record.settingDescription.isEmpty())
        kept.set(u"Description", text(record.settingDescription));
    change.put(kept);
    CimInstance link = Objects::link("MSISCSITARGET_ElementSettingData"_L1, "ManagedElement"_L1,
                                     top.path(), "SettingData"_L1, kept.path());
    link.set(u"IsDefault", CimValue::uint16(record.usual ? 1 : 2));
    link.set(u"IsCurrent", CimValue::uint16(1));
    change.put(link);
}

} // namespace Cistern
