// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/inventory/known.h"

#include "services/inventory/shape.h"
#include "services/schema/schema.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <bit>
#include <limits>
#include <map>
#include <utility>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using Fate = Comparison::Fate;

quint64 hashOf(const CimPath &path)
{
    return qHash(path, QHashSeed::globalSeed());
}

PlacesByHash::PlacesByHash(const std::vector<quint64> &hashes)
{
    const int bits = qMax(1, int(std::bit_width(hashes.size())));
    m_shift = 64 - bits;
    m_starts.resize((size_t(1) << bits) + 1);
    for (const quint64 hash : hashes)
        ++m_starts[bucketOf(hash) + 1];
    for (size_t i = 1; i < m_starts.size(); ++i)
        m_starts[i] += m_starts[i - 1];
    m_places.resize(hashes.size());
    std::vector<quint32> next(m_starts.begin(), m_starts.end() - 1);
    for (size_t i = 0; i < hashes.size(); ++i)
        m_places[next[bucketOf(hashes[i])]++] = quint32(i);
}

std::span<const quint32> PlacesByHash::at(quint64 hash) const
{
    if (m_starts.empty())
        return {};
    const size_t bucket = bucketOf(hash);
    return std::span(m_places).subspan(m_starts[bucket], m_starts[bucket + 1] - m_starts[bucket]);
}

namespace {
bool isPrimordial(const CimInstance &object)
{
    return object.value(u"Primordial").toBool().value_or(false);
}
} // namespace

bool Known::OfClass::holds(const CimInstance &object) const
{
    return decl == object.decl() && (decl || name == object.className())
        && primordial == isPrimordial(object) && nameSpace == object.nameSpace();
}

void Known::indexClasses()
{
    classes.clear();
    using Class = std::pair<const ClassDecl *, QString>;
    QHash<std::pair<Class, std::pair<QString, bool>>, size_t> known;
    size_t last = 0; // objects of one class come together
    for (size_t i = 0; i < objects.size(); ++i) {
        const CimInstance &object = objects[i].instance;
        if (i == 0 || !classes[last].holds(object)) {
            const OfClass own{.decl = object.decl(),
                              .name = object.decl() ? QString() : object.className(),
                              .nameSpace = object.nameSpace(),
                              .primordial = isPrimordial(object)};
            const std::pair key{Class(own.decl, own.name),
                                std::pair(own.nameSpace, own.primordial)};
            last = known.value(key, classes.size());
            if (last == classes.size()) {
                known.insert(key, last);
                classes.push_back(own);
            }
        }
        classes[last].places.push_back(quint32(i));
    }
}

namespace {

bool isIn(const QString &nameSpace, QLatin1StringView row)
{
    return sameNameSpace(nameSpace, QString(row));
}

// Every object, and each after the one that it stands below.
std::vector<quint32> parentsFirst(const std::vector<Known::Object> &objects)
{
    std::vector<quint32> order, chain;
    std::vector<bool> done(objects.size());
    order.reserve(objects.size());
    for (size_t i = 0; i < objects.size(); ++i) {
        for (qint32 at = qint32(i); at >= 0 && !done[size_t(at)]; at = objects[size_t(at)].above) {
            done[size_t(at)] = true;
            chain.push_back(quint32(at));
        }
        order.insert(order.end(), chain.rbegin(), chain.rend());
        chain.clear();
    }
    return order;
}

class Comparing
{
public:
    Comparing(const Known &before, const Findings &findings) : m_before(before)
    {
        gather(findings.objects);
        classify();
        describe();
        link(findings.links, findings.whole);
        openRings();
        m_order = parentsFirst(m_known.objects);
        if (!findings.whole)
            hold();
        match();
        m_known.indexClasses();
    }

    Comparison take() { return std::move(m_result); }

private:
    // What the tables say of a class in a namespace, looked up once.
    struct ObjectFacts
    {
        qint16 group = -1;     // heading of its own
        quint32 linkRows = 0;  // bits: rows of links that may place it
        quint32 computers = 0; // bits: rows of systems that it fits
        quint32 hosted = 0;    // bits: rows of systems in whose namespace it is a service
    };
    struct LinkFacts
    {
        quint32 rows = 0; // bits: rows of links
        QStringList references;
        std::vector<quint16> roles; // of those
    };
    struct End
    {
        QString role;
        quint16 roleNumber;
        quint32 at; // an object, or behind those a stranger
    };

    static bool isA(const ClassDecl *decl, const CimPath &path, QLatin1StringView className)
    {
        return decl ? decl->isA(QString(className))
                    : Schema::isA(path.nameSpace(), path.className(), QString(className));
    }

    void gather(const QList<QList<CimInstance>> &lists)
    {
        qsizetype count = 0;
        for (const auto &list : lists)
            count += list.size();
        auto &objects = m_known.objects;
        objects.reserve(size_t(count));
        m_paths.reserve(size_t(count));
        m_hashes.reserve(size_t(count));
        for (const auto &list : lists) {
            for (const CimInstance &object : list) {
                m_paths.push_back(object.path());
                m_hashes.push_back(hashOf(m_paths.back()));
                objects.push_back({.instance = object, .hash = m_hashes.back()});
            }
        }
        m_known.byPath = PlacesByHash(m_hashes);
        // Doubles give way to the first of them, which gets their word.
        std::vector<size_t> kept;
        kept.reserve(objects.size());
        for (size_t i = 0; i < objects.size(); ++i) {
            const auto first = size_t(objectAt(m_paths[i], m_hashes[i]));
            if (first < i)
                objects[first].instance = objects[i].instance;
            else
                kept.push_back(i);
        }
        if (kept.size() == objects.size())
            return;
        for (size_t i = 0; i < kept.size(); ++i) {
            if (kept[i] == i)
                continue;
            objects[i] = std::move(objects[kept[i]]);
            m_paths[i] = std::move(m_paths[kept[i]]);
            m_hashes[i] = m_hashes[kept[i]];
        }
        objects.resize(kept.size());
        m_paths.resize(kept.size());
        m_hashes.resize(kept.size());
        m_known.byPath = PlacesByHash(m_hashes);
    }

    // -1: not read.
    qint32 objectAt(const CimPath &path, quint64 hash) const
    {
        for (const quint32 place : m_known.byPath.at(hash)) {
            if (m_hashes[place] == hash && m_paths[place] == path)
                return qint32(place);
        }
        return -1;
    }

    void classify()
    {
        struct Key
        {
            const ClassDecl *decl = nullptr;
            QString nameSpace, className;
            bool operator==(const Key &) const = default;
        } last;
        QHash<std::pair<const ClassDecl *, QString>, quint32> known; // class names hold no colon
        quint32 facts = 0;
        m_facts.reserve(m_paths.size());
        for (size_t i = 0; i < m_paths.size(); ++i) {
            const CimPath &path = m_paths[i];
            const ClassDecl *decl = m_known.objects[i].instance.decl();
            Key key{decl, path.nameSpace(), decl ? QString() : path.className()};
            if (i == 0 || key != last) {
                const std::pair at{decl, key.nameSpace + u':' + key.className};
                if (const auto found = known.constFind(at); found != known.cend()) {
                    facts = *found;
                } else {
                    facts = quint32(m_allFacts.size());
                    known.insert(at, facts);
                    m_allFacts.push_back(factsOf(decl, path));
                }
                last = std::move(key);
            }
            m_facts.push_back(facts);
            m_known.objects[i].group = m_allFacts[facts].group;
        }
    }

    static ObjectFacts factsOf(const ClassDecl *decl, const CimPath &path)
    {
        ObjectFacts facts;
        const auto groups = Shape::groups();
        for (size_t row = 0; row < groups.size(); ++row) {
            if (!isIn(path.nameSpace(), groups[row].nameSpace)
                || !isA(decl, path, groups[row].className))
                continue;
            facts.group = groups[row].name.isEmpty() ? -1 : qint16(row);
            break;
        }
        const auto links = Shape::links();
        for (size_t row = 0; row < links.size(); ++row) {
            if (isIn(path.nameSpace(), links[row].nameSpace))
                facts.linkRows |= 1u << row;
        }
        const auto systems = Shape::systems();
        for (size_t row = 0; row < systems.size(); ++row) {
            if (!isIn(path.nameSpace(), systems[row].nameSpace))
                continue;
            if (isA(decl, path, systems[row].className))
                facts.computers |= 1u << row;
            else if (isA(decl, path, "CIM_Service"_L1))
                facts.hosted |= 1u << row;
        }
        return facts;
    }

    const ObjectFacts &factsAt(size_t place) const { return m_allFacts[m_facts[place]]; }

    // The computer that hosts a service, else the first one, of the first row that has any.
    void describe()
    {
        for (size_t row = 0; row < Shape::systems().size(); ++row) {
            QSet<QString> hosts;
            std::vector<size_t> computers;
            for (size_t i = 0; i < m_known.objects.size(); ++i) {
                if (factsAt(i).computers & (1u << row))
                    computers.push_back(i);
                else if (factsAt(i).hosted & (1u << row))
                    hosts.insert(textOf(i, u"SystemName").toCaseFolded());
            }
            if (computers.empty())
                continue;
            const auto hosting = std::find_if(
                computers.begin(), computers.end(), [&](size_t place) {
                    return hosts.contains(textOf(place, u"Name").toCaseFolded());
                });
            m_known.computer =
                m_known.objects[hosting == computers.end() ? computers.front() : *hosting].instance;
            return;
        }
    }

    QString textOf(size_t place, QStringView property) const
    {
        return m_known.objects[place].instance.value(property).toText();
    }

    bool isPrimordial(size_t place)
    {
        if (m_primordial.empty())
            m_primordial.resize(m_known.objects.size(), -1);
        if (m_primordial[place] < 0)
            m_primordial[place] = Cistern::isPrimordial(m_known.objects[place].instance);
        return m_primordial[place] > 0;
    }

    void link(const QList<QList<CimInstance>> &lists, bool whole)
    {
        for (const auto &list : lists)
            m_known.links += list;
        const size_t count = m_known.objects.size();
        m_row.assign(count, noRow);
        if (!whole)
            m_awaited.assign(count, noRow);
        m_known.roles.append(QString());
        std::vector<std::pair<quint32, Known::Tie>> ties; // with their ends
        ties.reserve(size_t(m_known.links.size()) * 2);
        for (qsizetype i = 0; i < m_known.links.size(); ++i) {
            const CimInstance &instance = m_known.links.at(i);
            const LinkFacts &facts = factsOfLink(instance);
            findEnds(instance, facts);
            for (size_t end = 0; end < m_ends.size(); ++end) {
                Known::Tie tie{.link = quint32(i), .role = m_ends[end].roleNumber};
                if (m_ends.size() == 1)
                    ties.emplace_back(m_ends[end].at, tie);
                for (size_t other = 0; other < m_ends.size(); ++other) {
                    if (other == end)
                        continue;
                    tie.other = m_ends[other].at < count ? qint32(m_ends[other].at) : -1;
                    tie.otherRole = m_ends[other].roleNumber;
                    ties.emplace_back(m_ends[end].at, tie);
                }
            }
            for (quint32 rows = facts.rows; rows; rows &= rows - 1)
                hang(size_t(std::countr_zero(rows)));
        }
        // In the order of the links at each end.
        m_known.tieStarts.resize(count + m_known.strangers.size() + 1);
        for (const auto &[end, tie] : ties)
            ++m_known.tieStarts[end + 1];
        for (size_t i = 1; i < m_known.tieStarts.size(); ++i)
            m_known.tieStarts[i] += m_known.tieStarts[i - 1];
        m_known.ties.resize(ties.size());
        std::vector<quint32> next(m_known.tieStarts.begin(), m_known.tieStarts.end() - 1);
        for (const auto &[end, tie] : ties)
            m_known.ties[next[end]++] = tie;
        m_known.strangersByPath = PlacesByHash(m_strangerHashes);
    }

    const LinkFacts &factsOfLink(const CimInstance &instance)
    {
        const ClassDecl *decl = instance.decl();
        if (decl && decl == m_lastLink.first)
            return *m_lastLink.second;
        const CimPath path = decl ? CimPath() : instance.path();
        const QString name = decl ? QString() : path.nameSpace() + u':' + path.className();
        std::unique_ptr<LinkFacts> &facts = m_linkFacts[{decl, name}];
        if (!facts) {
            facts = std::make_unique<LinkFacts>();
            const auto rows = Shape::links();
            for (size_t row = 0; row < rows.size(); ++row) {
                if (isA(decl, path, rows[row].className))
                    facts->rows |= 1u << row;
            }
            if (decl) {
                for (const PropertyDecl &property : decl->properties) {
                    if (property.type != CimType::Reference || property.array)
                        continue;
                    facts->references.append(property.name);
                    facts->roles.push_back(numberOf(property.name));
                }
            }
        }
        m_lastLink = {decl, facts.get()};
        return *facts;
    }

    void findEnds(const CimInstance &instance, const LinkFacts &facts)
    {
        m_ends.clear();
        for (qsizetype i = 0; i < facts.references.size(); ++i) {
            const QString &role = facts.references.at(i);
            if (const CimValue value = instance.value(role); value.toPath())
                m_ends.push_back({role, facts.roles[size_t(i)], endAt(*value.toPath())});
        }
        if (m_ends.size() >= 2)
            return;
        m_ends.clear(); // the class says too little of it
        const auto properties = instance.properties();
        for (const auto &[role, value] : properties) {
            if (value.toPath())
                m_ends.push_back({role, numberOf(role), endAt(*value.toPath())});
        }
    }

    // Of many that only a confused system makes up, the last ones are as good as none.
    quint16 numberOf(const QString &role)
    {
        const auto known = m_roles.constFind(role);
        if (known != m_roles.cend())
            return *known;
        if (m_known.roles.size() > std::numeric_limits<quint16>::max())
            return 0;
        m_known.roles.append(role);
        return *m_roles.insert(role, quint16(m_known.roles.size() - 1));
    }

    quint32 endAt(const CimPath &path)
    {
        const quint64 hash = hashOf(path);
        if (const qint32 place = objectAt(path, hash); place >= 0)
            return quint32(place);
        const auto objects = quint32(m_known.objects.size());
        if (const auto known = m_strangers.constFind(path); known != m_strangers.cend())
            return objects + *known;
        const auto place = quint32(m_known.strangers.size());
        m_known.strangers.push_back(path);
        m_strangerHashes.push_back(hash);
        m_strangers.insert(path, place);
        return objects + place;
    }

    // The first row that fits wins, and of its links the first. Only what has a heading of its own
    // stands in the tree, below it or below another such object: a pool holds devices, too.
    void hang(size_t row)
    {
        const Shape::LinkRow &rule = Shape::links()[row];
        const auto endOf = [this](QLatin1StringView role) {
            const auto found = std::find_if(m_ends.begin(), m_ends.end(), [role](const End &end) {
                return sameName(end.role, QString(role));
            });
            return found == m_ends.end() ? nullptr : &*found;
        };
        const End *parent = endOf(rule.parentRole), *child = endOf(rule.childRole);
        const size_t count = m_known.objects.size();
        if (!parent || !child || child->at >= count || row >= m_row[child->at]
            || m_known.objects[child->at].group < 0 || !(factsAt(child->at).linkRows & (1u << row)))
            return;
        if (parent->at >= count) {
            if (!m_awaited.empty())
                m_awaited[child->at] = qMin(m_awaited[child->at], quint8(row));
            return;
        }
        if (m_known.objects[parent->at].group < 0 || isPrimordial(parent->at) != rule.primordial)
            return;
        m_row[child->at] = quint8(row);
        m_known.objects[child->at].above = qint32(parent->at);
    }

    // A confused system may tell that pools lie in each other: then the first of them stands below
    // its heading.
    void openRings()
    {
        auto &objects = m_known.objects;
        enum class Seen : quint8 { No, Now, Before };
        std::vector<Seen> seen(objects.size(), Seen::No);
        std::vector<quint32> walk;
        for (size_t i = 0; i < objects.size(); ++i) {
            qint32 at = qint32(i);
            for (; at >= 0 && seen[size_t(at)] == Seen::No; at = objects[size_t(at)].above) {
                seen[size_t(at)] = Seen::Now;
                walk.push_back(quint32(at));
            }
            if (at >= 0 && seen[size_t(at)] == Seen::Now) {
                const auto ring = std::find(walk.begin(), walk.end(), quint32(at));
                objects[*std::min_element(ring, walk.end())].above = -1;
            }
            for (const quint32 place : walk)
                seen[place] = Seen::Before;
            walk.clear();
        }
    }

    // Of a reading that goes on: what may find its place below something still to come.
    void hold()
    {
        std::vector<bool> held(m_known.objects.size());
        for (const quint32 place : m_order) {
            Known::Object &object = m_known.objects[place];
            held[place] = m_awaited[place] < m_row[place]
                || (object.above >= 0 && held[size_t(object.above)]);
            if (!held[place])
                continue;
            object.above = -1;
            object.group = -1;
        }
    }

    qint32 placeBefore(size_t place, qint32 guess) const
    {
        const auto isIt = [&](size_t at) {
            const Known::Object &object = m_before.objects[at];
            return object.hash == m_hashes[place] && object.instance.path() == m_paths[place];
        };
        if (size_t(guess) < m_before.objects.size() && isIt(size_t(guess)))
            return guess;
        for (const quint32 at : m_before.byPath.at(m_hashes[place])) {
            if (isIt(at))
                return qint32(at);
        }
        return -1;
    }

    void match()
    {
        auto &objects = m_known.objects;
        std::vector<qint32> old(objects.size());
        qint32 guess = 0; // most come in the order of the last time
        for (size_t i = 0; i < objects.size(); ++i) {
            old[i] = placeBefore(i, guess);
            guess = old[i] >= 0 ? old[i] + 1 : guess;
        }
        const auto stays = [&](const Known::Object &now, const Known::Object &then) {
            if (now.above >= 0 || then.above >= 0) // which it kept, or its node went with that
                return now.above >= 0 && objects[size_t(now.above)].node > 0
                    && old[size_t(now.above)] == then.above;
            return nameOf(now) == nameOf(then);
        };
        std::vector<bool> kept(m_before.objects.size());
        m_result.fates.resize(objects.size(), Fate::New);
        for (const quint32 place : m_order) {
            Known::Object &object = objects[place];
            const Known::Object *then = old[place] < 0 ? nullptr
                                                       : &m_before.objects[size_t(old[place])];
            if (then && stays(object, *then)) {
                kept[size_t(old[place])] = true;
                object.node = then->node;
                m_result.fates[place] = object.instance == then->instance ? Fate::Same
                                                                          : Fate::Changed;
            } else {
                m_result.added.push_back(place);
            }
        }
        if (std::find(kept.begin(), kept.end(), false) != kept.end()) {
            const std::vector<quint32> order = parentsFirst(m_before.objects);
            for (auto place = order.rbegin(); place != order.rend(); ++place) {
                if (!kept[*place])
                    m_result.removed.push_back(m_before.objects[*place].node);
            }
        }
    }

    static QLatin1StringView nameOf(const Known::Object &object)
    {
        return object.group < 0 ? QLatin1StringView() : Shape::groups()[size_t(object.group)].name;
    }

    static constexpr quint8 noRow = 0xff;

    const Known &m_before;
    Comparison m_result{
        .after = std::make_shared<Known>(), .removed = {}, .added = {}, .fates = {}};
    Known &m_known = *m_result.after;
    std::vector<CimPath> m_paths; // by place, like all without another word
    std::vector<quint64> m_hashes;
    std::vector<quint32> m_facts; // in m_allFacts
    std::vector<ObjectFacts> m_allFacts;
    std::vector<qint8> m_primordial; // -1: not asked yet
    std::vector<quint8> m_row;       // of links, that placed it
    std::vector<quint8> m_awaited;   // likewise, that may yet
    std::vector<quint32> m_order;    // parents first
    std::map<std::pair<const ClassDecl *, QString>, std::unique_ptr<LinkFacts>> m_linkFacts;
    std::pair<const ClassDecl *, const LinkFacts *> m_lastLink;
    std::vector<End> m_ends; // of the link that is looked at
    QHash<QString, quint16> m_roles;
    QHash<CimPath, quint32> m_strangers;
    std::vector<quint64> m_strangerHashes;
};

} // namespace

Comparison compare(const Known &before, const Findings &findings)
{
    return Comparing(before, findings).take();
}

} // namespace Cistern
