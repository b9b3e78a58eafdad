// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// CreateOrModifyReplicationPipe (rules PIPE.R1 to PIPE.R32). Checks come in the order of the
// precedence of errors; what only the peer can tell is asked last, by the room of pipes.
#include "services/provider/methods/invocation.h"
#include "services/provider/objects.h"
#include "services/provider/pipes/pipes.h"
#include "services/schema/embedded.h"
#include "services/schema/schema.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
using PipeObjects::Pair;
using PipeObjects::Record;

// What the capabilities announce, read anew for each call.
struct Offer
{
    bool enabled = false; // the service works at all
    bool pipes = false;
    bool bothWays = false;
    quint64 pairs = 0;                       // of one pipe; 0: only this system chooses
    quint64 pipesOfPort = 0, pipesInAll = 0; // 0: no limit
    enum Access : quint64 { Source = 3, Target = 4 };
    quint64 access = 0; // which side is called
};

Offer offerOf(const Invocation &call)
{
    Offer offer;
    const auto state = call.target.value(u"EnabledState").toUnsigned().value_or(5);
    offer.enabled = state == 2 || state == 5; // 5 Not Applicable is the default of the class
    for (const StoredObject *link :
         call.store.references(call.target.path(), u"CIM_ElementCapabilities")) {
        const StoredObject *object = call.store.find(
            *link->instance.value(u"Capabilities").toPath());
        if (!object || !object->instance.decl()->isA(u"CIM_StorageReplicationCapabilities"))
            continue;
        const CimInstance &told = object->instance;
        const auto number = [&told](QStringView name) {
            return told.value(name).toUnsigned().value_or(0);
        };
        offer.pipes = told.value(u"SupportedSynchronousActions").toUnsigneds().contains(9);
        offer.bothWays = told.value(u"BidirectionalConnectionsSupported").toBool().value_or(false);
        offer.pairs = number(u"MaximumPortsPerConnection");
        offer.pipesOfPort = number(u"MaximumConnectionsPerPort");
        offer.pipesInAll = number(u"MaximumPeerConnections");
        offer.access = number(u"RemoteReplicationServicePointAccess");
    }
    return offer;
}

// Of a reference to a class or one below it, declared here or not; nothing for any other.
std::optional<CimPath> pathOf(const CimValue &value, QStringView className)
{
    const CimPath *path = value.toPath();
    const bool fits = path && path->isInstance()
        && (path->nameSpace().isEmpty()
            || sameNameSpace(path->nameSpace(), QString(Schema::iscsiTarget)))
        && Schema::isA(QString(Schema::iscsiTarget), path->className(), className);
    return fits ? std::optional(*path) : std::nullopt;
}

// A system that a parameter names, this one or another.
struct Side
{
    QString name;
    bool own = false;
};

std::optional<Side> sideOf(const Invocation &call, QStringView parameter)
{
    const CimValue value = call.in(parameter);
    const auto path = pathOf(value, u"CIM_ComputerSystem");
    const QString name = path ? path->key(u"Name").toString() : QString();
    if (name.isEmpty())
        return std::nullopt;
    if (!sameName(name, call.pipes.systemName()))
        return Side{.name = name, .own = false};
    return call.object(value, u"CIM_ComputerSystem")
        ? std::optional(Side{.name = call.pipes.systemName(), .own = true})
        : std::nullopt;
}

// ADDRESS:PORT of each endpoint in a list, all of one system, none twice. Those of another system
// need not be known here: what they are called says where they are.
std::optional<QStringList> endpointsOf(const Invocation &call, QStringView parameter,
                                       const Side &system)
{
    QStringList names;
    for (const CimValue &value : call.in(parameter).elements()) {
        const auto path = pathOf(value, u"CIM_ProtocolEndpoint");
        if (!path || !sameName(path->key(u"SystemName").toString(), system.name)
            || (system.own && !call.object(value, u"CIM_ProtocolEndpoint")))
            return std::nullopt;
        const auto place = PipePlace::fromText(path->key(u"Name").toString());
        if (!place || names.contains(place->toText()))
            return std::nullopt;
        names.append(place->toText());
    }
    return names;
}

// The values of a goal into the record; false for one that is no setting, or asks too much.
bool readGoal(const Invocation &call, Record &record)
{
    if (!call.given(u"Goal"))
        return true;
    const auto goal = Embedded::fromText(call.in(u"Goal").toString(), QString(Schema::iscsiTarget));
    if (!goal
        || (!sameName(goal->className(), u"CIM_SettingData")
            && !Schema::isA(QString(Schema::iscsiTarget), goal->className(), u"CIM_SettingData")))
        return false;
    const CimValue interval = goal->value(u"HeartbeatInterval");
    if (!interval.isNull()) {
        const auto seconds = interval.toUnsigned();
        if (!seconds || *seconds < PipeObjects::leastHeartbeat
            || *seconds > PipeObjects::mostHeartbeat)
            return false;
        record.heartbeat = quint16(*seconds);
    }
    record.usual = false;
    if (!goal->value(u"ElementName").isNull())
        record.settingName = goal->value(u"ElementName").toString();
    if (!goal->value(u"Description").isNull())
        record.settingDescription = goal->value(u"Description").toString();
    return true;
}

QString freeName(const QList<Record> &records)
{
    for (int number = 1;; ++number) {
        const QString name = u"Pipe %1"_s.arg(number);
        if (std::none_of(records.begin(), records.end(),
                         [&name](const Record &record) { return record.name == name; }))
            return name;
    }
}

// What the call asks for, once its parameters are known to be good.
struct Wish
{
    Record record;
    bool create = false;
    std::optional<QList<Pair>> pairs = {}; // the complete new list; none: as they are, or any
};

// The systems of a create: this one on the side that is called, a peer on the other.
bool readSystems(const Invocation &call, const Offer &offer, Record &record)
{
    const auto source = sideOf(call, u"SourceSystem"), target = sideOf(call, u"TargetSystem");
    if (!source || !target || source->own == target->own)
        return false;
    if ((offer.access == Offer::Source && !source->own)
        || (offer.access == Offer::Target && !target->own))
        return false;
    record.fromHere = source->own;
    record.bothWays = offer.bothWays;
    const QList<Peer> peers = call.pipes.peers();
    const Peer *peer = findPeer(peers, source->own ? target->name : source->name);
    if (peer)
        record.peer = peer->name;
    return peer;
}

// The systems of a modify: given ones are those of the pipe, on their sides. The order counts only
// where the direction does.
bool systemsFit(const Invocation &call, const Record &record)
{
    for (const bool source : {true, false}) {
        const QStringView parameter = source ? u"SourceSystem" : u"TargetSystem";
        if (!call.given(parameter))
            continue;
        const auto side = sideOf(call, parameter);
        if (!side || (!side->own && !sameName(side->name, record.peer))
            || (!record.bothWays && side->own != (source == record.fromHere)))
            return false;
    }
    const auto source = call.given(u"SourceSystem") ? sideOf(call, u"SourceSystem") : std::nullopt;
    const auto target = call.given(u"TargetSystem") ? sideOf(call, u"TargetSystem") : std::nullopt;
    return !source || !target || source->own != target->own;
}

// Which side of the parameters is this system: as the call names them, else as the pipe has it.
bool ownIsSource(const Invocation &call, const Record &record)
{
    if (const auto source = sideOf(call, u"SourceSystem"))
        return source->own;
    if (const auto target = sideOf(call, u"TargetSystem"))
        return !target->own;
    return record.fromHere;
}

bool readPairs(const Invocation &call, const Offer &offer, Wish &wish)
{
    const qsizetype count = call.in(u"SourceEndpoint").elements().size();
    if (count != call.in(u"TargetEndpoint").elements().size())
        return false;
    if (count == 0)
        return true;
    if (quint64(count) > offer.pairs)
        return false;
    const Side own{.name = call.pipes.systemName(), .own = true};
    const Side far{.name = wish.record.peer, .own = false};
    const bool fromHere = ownIsSource(call, wish.record);
    const auto sources = endpointsOf(call, u"SourceEndpoint", fromHere ? own : far);
    const auto targets = endpointsOf(call, u"TargetEndpoint", fromHere ? far : own);
    if (!sources || !targets)
        return false;
    wish.pairs.emplace();
    for (qsizetype i = 0; i < count; ++i)
        wish.pairs->append(fromHere ? Pair{sources->at(i), targets->at(i)}
                                    : Pair{targets->at(i), sources->at(i)});
    return true;
}

// Steps 5 to 9, all of which answer 5.
std::optional<Wish> readWish(const Invocation &call, const Offer &offer)
{
    Wish wish{.record = {}, .create = !call.given(u"ReplicationPipe")};
    const CimValue name = call.in(u"PipeElementName");
    const QList<Record> records = call.pipes.all();
    if (!nameFits(name))
        return std::nullopt;
    if (wish.create) {
        wish.record.id = Objects::newId();
        wish.record.name = freeName(call.pipes.allAndUnderWay());
        if (!readSystems(call, offer, wish.record))
            return std::nullopt;
    } else {
        // Sessions and connections of iSCSI are made by initiators; a child goes with its parent.
        const StoredObject *pipe = call.object(call.in(u"ReplicationPipe"), u"CIM_NetworkPipe");
        const QString id = pipe ? pipe->instance.value(u"InstanceID").toString() : QString();
        const auto found = std::find_if(records.begin(), records.end(),
                                        [&id](const Record &record) { return record.id == id; });
        if (!pipe || !pipe->instance.decl()->isA(u"CISTERN_ReplicationPipe")
            || found == records.end())
            return std::nullopt;
        wish.record = *found;
        if (!systemsFit(call, wish.record))
            return std::nullopt;
    }
    if (!name.isNull())
        wish.record.name = name.toString();
    if (!readPairs(call, offer, wish) || !readGoal(call, wish.record))
        return std::nullopt;
    return wish;
}

// Both ends have room for one more pipe.
bool hasRoom(const Invocation &call, const Offer &offer, const Wish &wish, const Pair &pair)
{
    const auto room = [&](const QString &system, const QString &endpoint) {
        return offer.pipesOfPort == 0
            || quint64(call.pipes.uses(system, endpoint, wish.record.id)) < offer.pipesOfPort;
    };
    return room(call.pipes.systemName(), pair.here) && room(wish.record.peer, pair.there);
}

// Ends that nobody chose: of ours the least used one of the peer's kind of address, to the endpoint
// the peer is known by.
std::optional<Pair> chosenPair(const Invocation &call, const Offer &offer, const Wish &wish)
{
    const QList<Peer> peers = call.pipes.peers();
    const Peer *peer = findPeer(peers, wish.record.peer);
    std::optional<Pair> best;
    int least = 0;
    const QStringList own = call.pipes.identity().endpoints;
    for (const QString &here : own) {
        const auto place = PipePlace::fromText(here);
        const Pair pair{here, peer->place.toText()};
        if (!place || place->address.isLoopback() != peer->place.address.isLoopback()
            || !hasRoom(call, offer, wish, pair))
            continue;
        const int uses = call.pipes.uses(call.pipes.systemName(), here, {});
        if (!best || uses < least) {
            best = pair;
            least = uses;
        }
    }
    return best;
}
} // namespace

void Methods::createOrModifyReplicationPipe(const Invocation &call)
{
    const Offer offer = offerOf(call);
    if (!offer.enabled)
        return call.answer(Failed);
    if (!offer.pipes)
        return call.answer(NotSupported);
    auto wish = readWish(call, offer);
    if (!wish)
        return call.answer(InvalidParameter);

    // 6 is not in the table of this method: what is locked or full answers 4.
    if (call.pipes.busy(wish->record.id))
        return call.answer(Failed);
    if (wish->create && offer.pipesInAll > 0 && quint64(call.pipes.count()) >= offer.pipesInAll)
        return call.answer(Failed);
    if (wish->create && !wish->pairs) {
        const auto pair = chosenPair(call, offer, *wish);
        if (!pair)
            return call.answer(Failed);
        wish->pairs = QList{*pair};
    }
    if (wish->pairs) {
        for (const Pair &pair : std::as_const(*wish->pairs)) {
            if (!hasRoom(call, offer, *wish, pair))
                return call.answer(Failed);
        }
        PipeObjects::setPairs(wish->record, *wish->pairs);
    }

    const CimValue path = CimValue::reference(PipeObjects::pipePath(wish->record.id));
    call.pipes.carryOut({.wanted = wish->record,
                         .create = wish->create,
                         .connects = wish->pairs.has_value(),
                         .service = call.target.path(),
                         .owner = call.caller.user},
                        [reply = call.reply, path](quint32 code) {
                            QList<std::pair<QString, CimValue>> outs;
                            if (code == Completed)
                                outs.append({u"ReplicationPipe"_s, path});
                            reply(code, outs);
                        });
}

} // namespace Cistern
