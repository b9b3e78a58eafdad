// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/resourcebooks.h"

#include "services/provider/books.h"

#include <QJsonArray>

#include <algorithm>
#include <limits>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr quint64 endless = std::numeric_limits<quint64>::max();

quint64 less(quint64 from, quint64 what)
{
    return from > what ? from - what : 0;
}

quint64 sum(quint64 a, quint64 b)
{
    return a > endless - b ? endless : a + b;
}

quint64 capped(quint64 value, quint64 limit)
{
    return limit == 0 ? value : std::min(value, limit);
}
} // namespace

QJsonObject ResourceBooks::toJson(const ResourceClaim &claim, qint64 order)
{
    QJsonArray terms;
    for (const ResourceTerms &each : claim.terms)
        terms.append(QJsonObject{{u"reservation"_s, QString::number(each.reservation)},
                                 {u"limit"_s, QString::number(each.limit)},
                                 {u"hosts"_s, QJsonArray::fromStringList(each.hosts)}});
    return {{u"parents"_s, QJsonArray::fromStringList(claim.parents)},
            {u"terms"_s, terms},
            {u"order"_s, order}};
}

ResourceClaim ResourceBooks::fromJson(const QString &id, const QJsonObject &facts)
{
    ResourceClaim claim{.id = id, .parents = {}, .terms = {}};
    const QJsonArray parents = facts.value(u"parents"_s).toArray();
    for (const QJsonValue &parent : parents)
        claim.parents.append(parent.toString());
    const QJsonArray terms = facts.value(u"terms"_s).toArray();
    for (const QJsonValue &each : terms) {
        ResourceTerms read{.reservation = each[u"reservation"].toString().toULongLong(),
                           .limit = each[u"limit"].toString().toULongLong()};
        const QJsonArray hosts = each[u"hosts"].toArray();
        for (const QJsonValue &host : hosts)
            read.hosts.append(host.toString());
        claim.terms.append(read);
    }
    return claim;
}

ResourceBooks ResourceBooks::read(const ObjectStore &store, QStringView nameSpace,
                                  const RootOf &rootOf, const HostKey &hostKey)
{
    ResourceBooks books;
    books.m_hostKey = hostKey;
    QMultiMap<qint64, ResourceClaim> claims;
    for (const StoredObject *object : store.ofClass(u"CIM_ResourcePool", nameSpace)) {
        if (object->facts.contains(u"foreign"_s))
            continue;
        const QString id = object->instance.value(u"InstanceID").toString();
        if (object->facts.contains(u"parents"_s))
            claims.insert(object->facts.value(u"order"_s).toInteger(), fromJson(id, object->facts));
        else
            books.m_roots.insert(id, rootOf(object->instance));
    }
    for (const ResourceClaim &claim : std::as_const(claims))
        books.put(claim);
    return books;
}

qint64 ResourceBooks::orderOf(const ObjectStore &store, const CimPath &pool)
{
    const auto told = [](const StoredObject *object) {
        return object->facts.value(u"order"_s).toInteger();
    };
    const StoredObject *known = store.find(pool);
    if (known && told(known) > 0)
        return told(known);
    qint64 last = 0;
    for (const StoredObject *object : store.ofClass(u"CIM_ResourcePool", pool.nameSpace()))
        last = std::max(last, told(object));
    return last + 1;
}

void ResourceBooks::add(const QList<Booking> &bookings)
{
    for (const Booking &booking : bookings) {
        for (const ResourceClaim &claim : booking.claims) {
            const bool ours = std::all_of(claim.parents.begin(), claim.parents.end(),
                                          [this](const QString &id) { return has(id); });
            if (ours && !claim.parents.isEmpty())
                m_coming.append(claim);
        }
    }
}

void ResourceBooks::put(const ResourceClaim &claim)
{
    const qsizetype at = m_index.value(claim.id, m_claims.size());
    m_index.insert(claim.id, at);
    if (at < m_claims.size())
        m_claims[at] = claim;
    else
        m_claims.append(claim);
}

const ResourceClaim *ResourceBooks::find(const QString &id) const
{
    const auto found = m_index.constFind(id);
    return found == m_index.constEnd() ? nullptr : &m_claims[*found];
}

quint64 ResourceBooks::free(const QString &id) const
{
    return less(capacity(id), reserved(id));
}

quint64 ResourceBooks::drawn(const QString &id, const QString &parent) const
{
    return m_drawn.value(id).value(parent);
}

quint64 ResourceBooks::shortage() const
{
    quint64 short_ = m_unbacked;
    for (auto it = m_reserved.begin(); it != m_reserved.end(); ++it)
        short_ = sum(short_, less(*it, capacity(it.key())));
    return short_;
}

QStringList ResourceBooks::children(const QString &id) const
{
    QStringList found;
    for (const QList<ResourceClaim> *list : {&m_claims, &m_coming}) {
        for (const ResourceClaim &claim : *list) {
            if (claim.parents.contains(id))
                found.append(claim.id);
        }
    }
    return found;
}

QSet<QString> ResourceBooks::withAncestors(const QString &id) const
{
    QSet<QString> found{id};
    QStringList open{id};
    while (!open.isEmpty()) {
        const QString next = open.takeLast();
        for (const QList<ResourceClaim> *list : {&m_claims, &m_coming}) {
            for (const ResourceClaim &claim : *list) {
                if (claim.id != next)
                    continue;
                for (const QString &parent : claim.parents) {
                    if (!found.contains(parent)) {
                        found.insert(parent);
                        open.append(parent);
                    }
                }
            }
        }
    }
    return found;
}

QStringList ResourceBooks::computeHosts(const QString &id)
{
    if (const auto known = m_hosts.constFind(id); known != m_hosts.constEnd())
        return *known;
    m_hosts.insert(id, {}); // a circle ends here
    const ResourceClaim *claim = find(id);
    QStringList keys;
    if (!claim) {
        keys = m_roots.value(id).hosts;
        m_hosts.insert(id, keys);
        return keys;
    }
    for (qsizetype i = 0; i < claim->parents.size(); ++i) {
        const QStringList &own = claim->termsFor(i).hosts;
        if (own.isEmpty()) {
            keys += computeHosts(claim->parents[i]);
        } else {
            for (const QString &host : own)
                keys.append(m_hostKey(host));
        }
    }
    keys.removeDuplicates();
    m_hosts.insert(id, keys);
    return keys;
}

quint64 ResourceBooks::computeCapacity(const QString &id)
{
    if (const auto known = m_capacity.constFind(id); known != m_capacity.constEnd())
        return *known;
    m_capacity.insert(id, 0); // a circle ends here
    quint64 units = 0;
    if (const ResourceClaim *claim = find(id)) {
        for (qsizetype i = 0; i < claim->parents.size(); ++i) {
            const quint64 whole = computeCapacity(claim->parents[i]);
            units = sum(units, claim->shared() ? whole : capped(whole, claim->termsFor(i).limit));
        }
        if (claim->shared())
            units = capped(units, claim->terms.first().limit);
    } else {
        units = m_roots.value(id).capacity;
    }
    m_capacity.insert(id, units);
    return units;
}

quint64 ResourceBooks::totalDrawn(const QString &id) const
{
    quint64 units = 0;
    const auto draws = m_drawn.value(id);
    for (const quint64 each : draws)
        units = sum(units, each);
    return units;
}

// What the limit towards a parent still lets through.
quint64 ResourceBooks::limitRoom(const ResourceClaim &claim, qsizetype parent) const
{
    const quint64 limit = claim.termsFor(parent).limit;
    if (limit == 0)
        return endless;
    return less(limit,
                claim.shared() ? totalDrawn(claim.id) : drawn(claim.id, claim.parents[parent]));
}

quint64 ResourceBooks::available(const QString &id, QHash<QString, quint64> &known) const
{
    if (const auto found = known.constFind(id); found != known.constEnd())
        return *found;
    const quint64 own = free(id);
    const ResourceClaim *claim = find(id);
    if (!claim || own == 0)
        return own;
    quint64 backed = less(totalDrawn(id), reserved(id)); // of its reservation, not handed out
    for (qsizetype i = 0; i < claim->parents.size() && backed < own; ++i)
        backed = sum(backed, std::min(limitRoom(*claim, i), available(claim->parents[i], known)));
    known.insert(id, std::min(own, backed));
    return std::min(own, backed);
}

void ResourceBooks::draw(const ResourceClaim &claim, qsizetype parent, quint64 units)
{
    if (units == 0)
        return;
    const QString &from = claim.parents[parent];
    m_drawn[claim.id][from] = sum(drawn(claim.id, from), units);
    m_reserved[from] = sum(reserved(from), units);
    if (const ResourceClaim *above = find(from))
        spread(*above, less(reserved(from), totalDrawn(from)));
}

// In list order, as much as each parent has free; what nobody has, or may give, stays with the
// first and shows as shortage.
void ResourceBooks::spread(const ResourceClaim &claim, quint64 units)
{
    for (qsizetype i = 0; i < claim.parents.size() && units > 0; ++i) {
        QHash<QString, quint64> known; // of this moment: each draw changes what is available
        const quint64 part = std::min(
            {units, limitRoom(claim, i), available(claim.parents[i], known)});
        draw(claim, i, part);
        units -= part;
    }
    m_unbacked = sum(m_unbacked, units);
    draw(claim, 0, units);
}

// Parents before their children, older before newer.
void ResourceBooks::place(const ResourceClaim &claim, QSet<QString> &placed)
{
    if (placed.contains(claim.id))
        return;
    placed.insert(claim.id);
    for (const QString &parent : claim.parents) {
        if (const ResourceClaim *above = find(parent))
            place(*above, placed);
    }
    if (claim.shared()) {
        spread(claim, claim.terms.first().reservation);
    } else {
        for (qsizetype i = 0; i < claim.parents.size(); ++i)
            draw(claim, i, claim.termsFor(i).reservation);
    }
    spread(claim, less(claim.carried, totalDrawn(claim.id)));
}

void ResourceBooks::settle()
{
    m_capacity.clear();
    m_reserved.clear();
    m_drawn.clear();
    m_hosts.clear();
    m_unbacked = 0;
    for (auto root = m_roots.begin(); root != m_roots.end(); ++root)
        computeCapacity(root.key());
    for (const ResourceClaim &claim : std::as_const(m_claims))
        computeCapacity(claim.id);
    for (auto root = m_roots.begin(); root != m_roots.end(); ++root)
        computeHosts(root.key());
    for (const ResourceClaim &claim : std::as_const(m_claims))
        computeHosts(claim.id);
    QSet<QString> placed;
    for (const ResourceClaim &claim : std::as_const(m_claims))
        place(claim, placed);
    for (ResourceClaim claim : std::as_const(m_coming)) {
        claim.id += u" to come"_s; // beside what the pool has now
        place(claim, placed);
    }
}

} // namespace Cistern
