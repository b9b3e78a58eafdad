// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "models/pipefacts.h"

#include "models/objectfacts.h"
#include "services/schema/schema.h"

#include <algorithm>
#include <utility>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr quint64 pipeAction = 9;          // SupportedSynchronousActions: NetworkPipe Creation
constexpr quint64 outOfService[] = {3, 9}; // EnabledState: Disabled, Quiesce

// SourceOrSink.
enum End : quint64 { SourceEnd = 2, SinkEnd = 3 };

bool linkIsA(const CimInstance &link, const QString &className)
{
    if (link.decl())
        return link.decl()->isA(className);
    return sameName(link.className().section(u'_', 1), className.section(u'_', 1));
}

CimPath end(const CimInstance &link, QStringView role)
{
    const CimValue value = link.value(role);
    return value.toPath() ? *value.toPath() : CimPath();
}

QString keyText(const CimPath &path, QStringView key)
{
    return path.key(key).toText();
}

bool isA(const CimPath &path, QStringView className)
{
    return Schema::isA(path.nameSpace(), path.className(), className);
}

QDateTime timeOf(const CimInstance &instance)
{
    const auto told = instance.value(u"TimeOfLastContact").toDateTime();
    return told ? told->time().value_or(QDateTime()) : QDateTime();
}

template<class T>
void sortByName(QList<T> &all)
{
    std::stable_sort(all.begin(), all.end(), [](const T &a, const T &b) {
        return QString::localeAwareCompare(a.name, b.name) < 0;
    });
}
} // namespace

QString endpointName(const CimPath &endpoint)
{
    const QString name = keyText(endpoint, u"Name");
    return name.isEmpty() ? endpoint.className() : name;
}

EndpointFacts endpointFacts(const CimInstance &endpoint)
{
    const auto enabled = endpoint.value(u"EnabledState").toUnsigned();
    EndpointFacts facts{.path = endpoint.path(),
                        .name = endpoint.value(u"Name").toString(),
                        .state = objectState(endpoint),
                        .inService = true};
    const bool disabled = enabled
        && std::find(std::begin(outOfService), std::end(outOfService), *enabled)
            != std::end(outOfService);
    if (facts.name.isEmpty())
        facts.name = endpointName(facts.path);
    facts.inService = !disabled && facts.state != State::Error && facts.state != State::Stopped;
    if (disabled && facts.state != State::Error)
        facts.state = State::Stopped;
    return facts;
}

bool isReplicationPipe(const CimPath &path)
{
    return isA(path, u"CIM_NetworkPipe") && !isA(path, u"CIM_iSCSISession")
        && !isA(path, u"CIM_iSCSIConnection");
}

QString systemCalled(const Inventory &inventory, const QString &name)
{
    if (name.isEmpty())
        return {};
    QList<NodeId> open{0};
    while (!open.isEmpty()) {
        const Node *node = inventory.node(open.takeFirst());
        if (!node)
            continue;
        if (node->kind != Node::Kind::System) {
            if (node->kind == Node::Kind::Root || node->kind == Node::Kind::Site)
                open += node->children;
            continue;
        }
        // Looking through all objects of a system is for those that look right.
        if (sameName(node->instance.value(u"Name").toString(), name)
            && sameName(PipeFacts(inventory, node->systemId).systemName(), name))
            return node->systemId;
    }
    return {};
}

QList<PipeEnds> Pipe::ends() const
{
    QList<PipeEnds> all;
    for (const PairFacts &pair : pairs)
        all.append(pair.ends);
    return all;
}

PipeFacts::PipeFacts(const Inventory &inventory, const QString &systemId)
    : m_inventory(inventory), m_systemId(systemId)
{
    const auto services = inventory.objects(systemId, u"CIM_StorageConfigurationService"_s);
    if (!services.isEmpty())
        m_service = inventory.node(services.first())->path();
    // A store may know its peers as computer systems too; its own one hosts the service.
    const QString own = keyText(m_service, u"SystemName");
    const auto systems = inventory.objects(systemId, u"CIM_ComputerSystem"_s);
    for (const NodeId id : systems) {
        const CimPath path = inventory.node(id)->path();
        if (sameName(keyText(path, u"Name"), own)
            && sameNameSpace(path.nameSpace(), m_service.nameSpace()))
            m_system = path;
    }
    if (m_system.isEmpty()) {
        const Node *node = inventory.node(inventory.system(systemId));
        const CimPath path = node ? node->instance.path() : CimPath();
        if (sameName(keyText(path, u"Name"), own))
            m_system = path;
    }
    const auto capabilities = inventory.objects(systemId, u"CIM_StorageReplicationCapabilities"_s);
    if (!capabilities.isEmpty()) {
        m_capabilities = inventory.node(capabilities.first())->instance;
        m_knowsCapabilities = true;
    }
}

QString PipeFacts::systemName() const
{
    return keyText(m_system, u"Name");
}

quint64 PipeFacts::number(QStringView property) const
{
    return m_capabilities.value(property).toUnsigned().value_or(0);
}

bool PipeFacts::offersPipes() const
{
    return !m_service.isEmpty()
        && m_capabilities.value(u"SupportedSynchronousActions").toUnsigneds().contains(pipeAction);
}

bool PipeFacts::bothWays() const
{
    return m_capabilities.value(u"BidirectionalConnectionsSupported").toBool().value_or(false);
}

int PipeFacts::maximumPairs() const
{
    return int(number(u"MaximumPortsPerConnection"));
}

int PipeFacts::maximumPipesOfPort() const
{
    return int(number(u"MaximumConnectionsPerPort"));
}

int PipeFacts::maximumPipes() const
{
    return int(number(u"MaximumPeerConnections"));
}

PipeFacts::Access PipeFacts::access() const
{
    const quint64 told = number(u"RemoteReplicationServicePointAccess");
    return told >= 3 && told <= 5 ? Access(told) : Access::NotSpecified;
}

QString PipeFacts::protocol() const
{
    return m_capabilities.value(u"PeerConnectionProtocol").toString();
}

bool PipeFacts::takesHeartbeat() const
{
    return protocol().startsWith("Cistern"_L1, Qt::CaseInsensitive);
}

bool PipeFacts::hosts(const CimPath &endpoint) const
{
    const QList<CimInstance> links = m_inventory.links(m_systemId, endpoint);
    return !m_system.isEmpty() && std::any_of(links.begin(), links.end(), [&](const auto &link) {
        return linkIsA(link, u"CIM_HostedAccessPoint"_s) && end(link, u"Dependent") == endpoint
            && end(link, u"Antecedent") == m_system;
    });
}

QList<EndpointFacts> PipeFacts::endpoints() const
{
    QList<EndpointFacts> all;
    const auto nodes = m_inventory.objects(m_systemId, u"CIM_ProtocolEndpoint"_s);
    for (const NodeId id : nodes) {
        const Node *node = m_inventory.node(id);
        EndpointFacts facts = endpointFacts(node->instance);
        if (!hosts(facts.path))
            continue;
        all.append(facts);
    }
    sortByName(all);
    return all;
}

QList<CimPath> PipeFacts::children(const CimPath &pipe) const
{
    QList<std::pair<quint64, CimPath>> found;
    const QList<CimInstance> links = m_inventory.links(m_systemId, pipe);
    for (const CimInstance &link : links) {
        if (linkIsA(link, u"CIM_NetworkPipeComposition"_s) && end(link, u"GroupComponent") == pipe)
            found.append({link.value(u"AggregationSequence").toUnsigned().value_or(0),
                          end(link, u"PartComponent")});
    }
    std::stable_sort(found.begin(), found.end(), [](const auto &a, const auto &b) {
        // Without a sequence the children's ids sort as the pairs were sent.
        return a.first != b.first
            ? a.first < b.first
            : keyText(a.second, u"InstanceID") < keyText(b.second, u"InstanceID");
    });
    QList<CimPath> paths;
    for (const auto &[sequence, path] : std::as_const(found))
        paths.append(path);
    return paths;
}

PairFacts PipeFacts::pairOf(const Node &node) const
{
    PairFacts pair{.ends = {},
                   .pipe = node.path(),
                   .state = objectState(node.instance),
                   .lastContact = timeOf(node.instance),
                   .roundTrip = node.instance.value(u"RoundTripTime").toUnsigned()};
    QList<CimPath> unmarked;
    const QList<CimInstance> links = m_inventory.links(m_systemId, pair.pipe);
    for (const CimInstance &link : links) {
        if (!linkIsA(link, u"CIM_EndpointOfNetworkPipe"_s) || end(link, u"Dependent") != pair.pipe)
            continue;
        const CimPath endpoint = end(link, u"Antecedent");
        const quint64 side = link.value(u"SourceOrSink").toUnsigned().value_or(0);
        if (side == SourceEnd)
            pair.ends.source = endpoint;
        else if (side == SinkEnd)
            pair.ends.target = endpoint;
        else
            unmarked.append(endpoint);
    }
    // Where both ends send, the own one is shown as the source; the order has no effect (PIPE.R13).
    for (const CimPath &endpoint : std::as_const(unmarked)) {
        const bool own = hosts(endpoint)
            || sameName(keyText(endpoint, u"SystemName"), systemName());
        CimPath &first = own ? pair.ends.source : pair.ends.target;
        CimPath &second = own ? pair.ends.target : pair.ends.source;
        (first.isEmpty() ? first : second) = endpoint;
    }
    return pair;
}

Pipe PipeFacts::factsOf(const Node &node) const
{
    const CimInstance &instance = node.instance;
    Pipe pipe{.node = node.id,
              .path = node.path(),
              .name = instance.value(u"ElementName").toString(),
              .state = objectState(instance),
              .bothWays = {},
              .sourceName = {},
              .targetName = {},
              .pairs = {},
              .lastContact = timeOf(instance),
              .roundTrip = instance.value(u"RoundTripTime").toUnsigned(),
              .encrypted = instance.value(u"Encrypted").toBool(),
              .heartbeat = {}};
    if (pipe.name.isEmpty())
        pipe.name = keyText(pipe.path, u"InstanceID");
    const quint64 direction = instance.value(u"Directionality").toUnsigned().value_or(0);
    if (direction == 2 || direction == 3)
        pipe.bothWays = direction == 2;
    const QList<CimPath> parts = children(pipe.path);
    for (const CimPath &part : parts) {
        if (const Node *child = m_inventory.node(m_inventory.find(m_systemId, part)))
            pipe.pairs.append(pairOf(*child));
    }
    if (pipe.pairs.isEmpty()) {
        const PairFacts own = pairOf(node);
        if (!own.ends.source.isEmpty() || !own.ends.target.isEmpty())
            pipe.pairs.append(own);
    }
    for (const PairFacts &pair : std::as_const(pipe.pairs)) {
        if (pipe.sourceName.isEmpty())
            pipe.sourceName = keyText(pair.ends.source, u"SystemName");
        if (pipe.targetName.isEmpty())
            pipe.targetName = keyText(pair.ends.target, u"SystemName");
        if (pair.lastContact.isValid()
            && (!pipe.lastContact.isValid() || pair.lastContact > pipe.lastContact))
            pipe.lastContact = pair.lastContact;
        if (pair.roundTrip && (!pipe.roundTrip || *pair.roundTrip > *pipe.roundTrip))
            pipe.roundTrip = pair.roundTrip;
    }
    const QList<CimInstance> links = m_inventory.links(m_systemId, pipe.path);
    for (const CimInstance &link : links) {
        if (!linkIsA(link, u"CIM_ElementSettingData"_s)
            || end(link, u"ManagedElement") != pipe.path)
            continue;
        const Node *setting = m_inventory.node(
            m_inventory.find(m_systemId, end(link, u"SettingData")));
        const auto seconds = setting ? setting->instance.value(u"HeartbeatInterval").toUnsigned()
                                     : std::nullopt;
        if (seconds)
            pipe.heartbeat = quint16(*seconds);
    }
    return pipe;
}

QList<Pipe> PipeFacts::pipes() const
{
    QList<Pipe> all;
    const auto nodes = m_inventory.objects(m_systemId, u"CIM_NetworkPipe"_s);
    for (const NodeId id : nodes) {
        const Node *node = m_inventory.node(id);
        const CimPath path = node->path();
        const QList<CimInstance> links = m_inventory.links(m_systemId, path);
        const bool part = std::any_of(links.begin(), links.end(), [&](const CimInstance &link) {
            return linkIsA(link, u"CIM_NetworkPipeComposition"_s)
                && end(link, u"PartComponent") == path;
        });
        if (!part && isReplicationPipe(path))
            all.append(factsOf(*node));
    }
    sortByName(all);
    return all;
}

std::optional<Pipe> PipeFacts::pipe(const CimPath &path) const
{
    const Node *node = m_inventory.node(m_inventory.find(m_systemId, path));
    if (!node || !isReplicationPipe(node->path()))
        return std::nullopt;
    return factsOf(*node);
}

int PipeFacts::pipesAt(const CimPath &endpoint, const CimPath &except) const
{
    const QList<CimPath> own = except.isEmpty() ? QList<CimPath>()
                                                : children(except) + QList<CimPath>{except};
    const QList<CimInstance> links = m_inventory.links(m_systemId, endpoint);
    return int(std::count_if(links.begin(), links.end(), [&](const CimInstance &link) {
        const CimPath pipe = end(link, u"Dependent");
        return linkIsA(link, u"CIM_EndpointOfNetworkPipe"_s) && end(link, u"Antecedent") == endpoint
            && isReplicationPipe(pipe) && !own.contains(pipe);
    }));
}

} // namespace Cistern
