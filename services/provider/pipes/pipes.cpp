// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/pipes/pipes.h"

#include "services/provider/objects.h"
#include "services/provider/work.h"

#include <QSslCertificate>
#include <QSslKey>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
using PipeObjects::Record;

Failure refused(Failure::Cause cause, const QString &parameter)
{
    return Failure{.cause = cause, .stage = Failure::Stage::Input, .parameter = parameter};
}

bool isOwnEndpoint(const StoredObject &object)
{
    return !object.facts.contains(u"foreign"_s);
}
} // namespace

// A create or modify whose connections are being opened.
struct Pipes::Attempt
{
    Order order;
    Answered answered;
    std::vector<Link> links;
    std::vector<std::optional<PipeLink::Verdict>> verdicts;
    QStringList replaced = {}; // leaves of the pipe as it was
};

Pipes::Pipes(ObjectStore &store, Work &work, Clock &clock, const PipeOptions &options,
             QObject *parent)
    : QObject(parent), m_store(store), m_work(work), m_clock(clock), m_options(options)
{}

Pipes::~Pipes() = default;

Outcome<Done> Pipes::open()
{
    for (const StoredObject *object :
         m_store.ofClass(u"MSISCSITARGET_StorageConfigurationService")) {
        if (isOwnEndpoint(*object))
            m_systemName = object->instance.value(u"SystemName").toString();
    }
    m_gate = std::make_unique<PipeGate>(PipeGate::House{.system = [this] { return m_systemName; },
                                                        .protocol = [this] { return protocol(); },
                                                        .peers = [this] { return peers(); },
                                                        .identity = m_options.identity},
                                        m_clock);
    if (const auto opened = openEndpoints(); !opened)
        return opened;
    const QList<Record> kept = all();
    for (const Record &record : kept)
        openPipe(record);
    return Done();
}

// Those that are kept listen again; an address that has none yet gets free ports.
Outcome<Done> Pipes::openEndpoints()
{
    QList<QHostAddress> wanted = m_options.addresses;
    QList<PipePlace> places;
    for (const StoredObject *object : m_store.ofClass(u"CISTERN_TCPProtocolEndpoint")) {
        const auto place = PipePlace::fromText(object->instance.value(u"Name").toString());
        if (isOwnEndpoint(*object) && place)
            places.append(*place);
    }
    if (wanted.isEmpty() && places.isEmpty())
        wanted.append(QHostAddress(QHostAddress::LocalHost));
    for (const PipePlace &place : std::as_const(places)) {
        const QString name = place.toText();
        if (!m_options.addresses.isEmpty() && !m_options.addresses.contains(place.address)) {
            m_closed[name] = u"Not among the addresses that this system was started with."_s;
        } else if (!place.address.isLoopback() && !m_options.identity) {
            m_closed[name] = u"This system was started without a certificate."_s;
        } else if (const auto listening = m_gate->listen(place); !listening) {
            m_closed[name] = listening.failure().serverText;
        }
    }
    StoreChange change;
    for (const QHostAddress &address : std::as_const(wanted)) {
        const bool known = std::any_of(
            places.begin(), places.end(),
            [&address](const PipePlace &place) { return place.address == address; });
        if (!address.isLoopback() && !m_options.identity)
            return refused(Failure::Cause::InvalidValue, address.toString());
        for (int i = 0; i < endpointsPerAddress && !known; ++i) {
            const auto place = m_gate->listen({address, 0});
            if (!place)
                return place.failure();
            const CimInstance endpoint = PipeObjects::endpoint(m_systemName, *place);
            change.put(endpoint);
            change.put(Objects::link("MSISCSITARGET_HostedAccessPoint"_L1, "Antecedent"_L1,
                                     Objects::systemPath(m_systemName), "Dependent"_L1,
                                     endpoint.path()));
        }
    }
    return m_store.commit(change);
}

QString Pipes::protocol() const
{
    const StoredObject *told = m_store.find(PipeObjects::capabilitiesPath());
    return told ? told->instance.value(u"PeerConnectionProtocol").toString() : QString();
}

PipeLink::Terms Pipes::terms(const Record &record, qsizetype pair) const
{
    const QList<Peer> known = peers();
    const Peer *peer = findPeer(known, record.peer);
    return {.self = m_systemName,
            .peer = peer ? *peer : Peer{.name = record.peer, .place = {}, .fingerprint = {}},
            .here = PipePlace::fromText(record.pairs[pair].here).value_or(PipePlace()),
            .there = PipePlace::fromText(record.pairs[pair].there).value_or(PipePlace()),
            .protocol = protocol(),
            .pipe = record.id,
            .every = std::chrono::seconds(record.heartbeat),
            .identity = m_options.identity};
}

void Pipes::openPipe(const Record &record)
{
    for (qsizetype i = 0; i < record.pairs.size(); ++i) {
        auto link = std::make_unique<PipeLink>(terms(record, i), m_clock);
        link->keep();
        link->open();
        close(std::exchange(m_links[record.leaves[i]], std::move(link)));
    }
}

// It may be the one that calls.
void Pipes::close(Link link)
{
    if (link)
        link.release()->deleteLater();
}

QList<Peer> Pipes::peers() const
{
    const StoredObject *holder = m_store.find(PipeObjects::capabilitiesPath());
    return holder ? peersFromJson(holder->facts[u"peers"_s].toArray()) : QList<Peer>();
}

Outcome<Done> Pipes::addPeer(const Peer &peer)
{
    if (peer.name.trimmed().isEmpty() || peer.name.size() > 256
        || sameName(peer.name, m_systemName))
        return refused(Failure::Cause::InvalidValue, u"name"_s);
    if (peer.place.port == 0)
        return refused(Failure::Cause::InvalidValue, u"place"_s);
    // Names prove nothing where strangers can reach us.
    if (peer.fingerprint.isEmpty() ? !isOfThisMachine(peer.place.address)
                                   : peer.fingerprint.size() != 32)
        return refused(Failure::Cause::InvalidValue, u"fingerprint"_s);
    const StoredObject *holder = m_store.find(PipeObjects::capabilitiesPath());
    if (!holder)
        return refused(Failure::Cause::NotSupported, u"name"_s);
    QList<Peer> now = peers();
    now.removeIf([&peer](const Peer &other) { return sameName(other.name, peer.name); });
    now.append(peer);
    QJsonObject facts = holder->facts;
    facts.insert(u"peers"_s, toJson(now));
    StoreChange change;
    change.put(holder->instance, facts);
    if (const auto committed = m_store.commit(change); !committed)
        return committed;
    // What was known of it before holds no longer.
    m_gate->expel(peer.name);
    const QList<Record> kept = all();
    for (const Record &record : kept) {
        if (sameName(record.peer, peer.name))
            openPipe(record);
    }
    return Done();
}

Outcome<Done> Pipes::removePeer(const QString &name)
{
    QList<Peer> now = peers();
    if (now.removeIf([&name](const Peer &peer) { return sameName(peer.name, name); }) == 0)
        return refused(Failure::Cause::NotFound, name);
    const QList<Record> records = allAndUnderWay();
    const bool used = std::any_of(records.begin(), records.end(), [&name](const Record &record) {
        return sameName(record.peer, name);
    });
    if (used)
        return refused(Failure::Cause::InUse, name);
    const StoredObject *holder = m_store.find(PipeObjects::capabilitiesPath());
    QJsonObject facts = holder->facts;
    facts.insert(u"peers"_s, toJson(now));
    StoreChange change;
    change.put(holder->instance, facts);
    if (const auto committed = m_store.commit(change); !committed)
        return committed;
    m_gate->expel(name);
    return Done();
}

PipeIdentity Pipes::identity() const
{
    PipeIdentity identity{.systemName = m_systemName, .endpoints = {}, .fingerprint = {}};
    for (const StoredObject *object : m_store.ofClass(u"CISTERN_TCPProtocolEndpoint")) {
        const QString name = object->instance.value(u"Name").toString();
        if (isOwnEndpoint(*object) && !m_closed.contains(name))
            identity.endpoints.append(name);
    }
    if (m_options.identity)
        identity.fingerprint = m_options.identity->localCertificate().digest(
            QCryptographicHash::Sha256);
    return identity;
}

int Pipes::count() const
{
    int sum = int(all().size());
    for (const QString &id : m_underWay.keys())
        sum += m_store.find(PipeObjects::pipePath(id)) ? 0 : 1;
    return sum;
}

int Pipes::uses(const QString &system, const QString &endpoint, const QString &except) const
{
    const bool here = sameName(system, m_systemName);
    QSet<QString> users;
    const QList<Record> records = allAndUnderWay();
    for (const Record &record : records) {
        if (record.id == except || (!here && !sameName(record.peer, system)))
            continue;
        for (const PipeObjects::Pair &pair : record.pairs) {
            if ((here ? pair.here : pair.there) == endpoint)
                users.insert(record.id);
        }
    }
    return int(users.size());
}

void Pipes::carryOut(const Order &order, const Answered &answered)
{
    auto attempt = std::make_shared<Attempt>(
        Attempt{.order = order, .answered = answered, .links = {}, .verdicts = {}, .replaced = {}});
    m_underWay.insert(order.wanted.id, order.wanted);
    if (!order.connects)
        return record(attempt);
    const qsizetype pairs = order.wanted.pairs.size();
    attempt->verdicts.resize(std::size_t(pairs));
    for (qsizetype i = 0; i < pairs; ++i) {
        attempt->links.push_back(std::make_unique<PipeLink>(terms(order.wanted, i), m_clock));
        connect(
            attempt->links.back().get(), &PipeLink::tried, this,
            [this, attempt = std::weak_ptr(attempt), i](PipeLink::Verdict verdict) {
                const auto now = attempt.lock();
                if (!now || now->verdicts[std::size_t(i)])
                    return;
                now->verdicts[std::size_t(i)] = verdict;
                const bool open = std::any_of(now->verdicts.begin(), now->verdicts.end(),
                                              [](const auto &each) { return !each; });
                if (!open)
                    record(now);
            },
            // So that no answer comes before all have been asked.
            Qt::QueuedConnection);
    }
    m_attempts.append(attempt);
    for (const Link &link : attempt->links)
        link->open();
}

void Pipes::record(const std::shared_ptr<Attempt> &attempt)
{
    const Order &order = attempt->order;
    const auto end = [this, attempt](quint32 code) {
        m_underWay.remove(attempt->order.wanted.id);
        m_attempts.removeOne(attempt);
        for (Link &link : attempt->links)
            close(std::move(link));
        attempt->answered(code);
    };
    // The first that went wrong decides.
    for (const auto &verdict : attempt->verdicts) {
        if (*verdict != PipeLink::Verdict::Reached)
            return end(*verdict == PipeLink::Verdict::Unreachable ? 3 : 5);
    }
    WorkOrder work{.caption = u"Pipe %1"_s.arg(order.wanted.name),
                   .owner = order.owner,
                   .service = order.service};
    work.record = [this, attempt](const ObjectStore &store, StoreChange &change) {
        const Record &wanted = attempt->order.wanted;
        const QList<Record> records = PipeObjects::all(store);
        const auto before = std::find_if(records.begin(), records.end(),
                                         [&](const Record &each) { return each.id == wanted.id; });
        PipeObjects::write(store, change, wanted, m_systemName, m_clock.now(),
                           before == records.end() ? nullptr : &*before);
        attempt->replaced = before == records.end() ? QStringList() : before->leaves;
    };
    work.onlyAnswers = false;
    m_work.start(work, [this, attempt, end](quint32 code, const CimPath &) {
        if (code != 0)
            return end(code);
        const Record &wanted = attempt->order.wanted;
        if (attempt->order.connects) {
            for (const QString &leaf : std::as_const(attempt->replaced)) {
                close(std::move(m_links[leaf]));
                m_links.erase(leaf);
            }
            for (std::size_t i = 0; i < attempt->links.size(); ++i) {
                attempt->links[i]->disconnect(this);
                const PipeLink::Terms now = terms(wanted, qsizetype(i));
                // The peer may have been told anew meanwhile, with another certificate.
                const bool stale = attempt->links[i]->terms().peer != now.peer;
                if (stale)
                    close(
                        std::exchange(attempt->links[i], std::make_unique<PipeLink>(now, m_clock)));
                attempt->links[i]->keep();
                if (stale)
                    attempt->links[i]->open();
                m_links[wanted.leaves[qsizetype(i)]] = std::move(attempt->links[i]);
            }
        }
        for (const QString &leaf : wanted.leaves)
            m_links[leaf]->setEvery(std::chrono::seconds(wanted.heartbeat));
        end(0);
    });
}

Pipes::Removal Pipes::remove(const CimPath &path)
{
    const StoredObject *object = m_store.find(path);
    const QString id = object ? object->instance.value(u"InstanceID").toString() : QString();
    const QList<Record> records = all();
    const auto found = std::find_if(records.begin(), records.end(),
                                    [&id](const Record &record) { return record.id == id; });
    if (found == records.end())
        return Removal::NotWhole;
    if (busy(id))
        return Removal::Busy;
    for (const QString &leaf : found->leaves + QStringList{id}) {
        if (!m_store.references(PipeObjects::pipePath(leaf), u"CIM_Synchronized").isEmpty())
            return Removal::InUse;
    }
    StoreChange change;
    PipeObjects::remove(change, *found);
    if (!m_store.commit(change))
        return Removal::Failed;
    for (const QString &leaf : found->leaves) {
        close(std::move(m_links[leaf]));
        m_links.erase(leaf);
    }
    return Removal::Removed;
}

} // namespace Cistern

#include "moc_pipes.cpp"
