// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Random readings of confused systems: the tree that is made at once, and the one that follows a
// few steps a turn, stand as the tables of shape.cpp say, and the signals lead to the same.
#include "services/inventory/inventory.h"
#include "services/inventory/shape.h"
#include "services/schema/schema.h"
#include "tests/support/got.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
const QString systemId = u"a"_s;

bool isA(const CimInstance &object, QLatin1StringView className)
{
    const CimPath path = object.path();
    return object.decl() ? object.decl()->isA(QString(className))
                         : Schema::isA(path.nameSpace(), path.className(), QString(className));
}

CimInstance made(QLatin1StringView nameSpace, const QString &className, const QString &id)
{
    CimInstance object(*Schema::findClass(QString(nameSpace), className));
    if (object.decl()->indexOf(u"InstanceID") >= 0) {
        object.set(u"InstanceID", CimValue::string(id));
        return object;
    }
    for (const PropertyDecl &property : object.decl()->properties) {
        if (property.key)
            object.set(QString(property.name), CimValue::string(id));
    }
    return object;
}

CimInstance linked(QLatin1StringView nameSpace, const QString &className, const QString &nearRole,
                   const CimPath &from, const QString &farRole, const CimPath &to)
{
    CimInstance link(*Schema::findClass(QString(nameSpace), className));
    link.set(nearRole, CimValue::reference(from));
    link.set(farRole, CimValue::reference(to));
    return link;
}

struct Reading
{
    QList<CimInstance> objects, links;
};

// Some of a small world, so that much comes, goes, moves and is told twice.
class World
{
public:
    explicit World(quint32 seed) : m_random(seed) {}

    Reading next()
    {
        Reading reading;
        QList<CimInstance> all;
        for (int i = 0; i < 8; ++i) {
            const QString id = QString::number(i);
            all += {pool(Schema::iscsiTarget, u"MSISCSITARGET_StoragePool"_s, u"s"_s + id),
                    pool(Schema::virtualization, u"Msvm_ProcessorPool"_s, u"v"_s + id),
                    made(Schema::iscsiTarget, u"MSISCSITARGET_StorageVolume"_s, id),
                    made(Schema::iscsiTarget, u"CISTERN_ReplicationPipe"_s, u"p"_s + id)};
        }
        all.append(made(Schema::iscsiTarget, u"MSISCSITARGET_StorageConfigurationService"_s,
                        u"service"_s));
        CimInstance strange(u"ACME_Thing"_s);
        strange.setPath(CimPath(QString(Schema::iscsiTarget), u"ACME_Thing"_s,
                                {{u"Id"_s, CimValue::string(u"1"_s)}}));
        all.append(strange);
        for (CimInstance &object : all) {
            if (chance(4))
                object.set(u"ElementName", CimValue::string(QString::number(below(2))));
            if (!chance(4))
                reading.objects.append(object);
            if (chance(20))
                reading.objects.append(object);
        }
        if (chance(2))
            shuffle(reading.objects);
        for (int i = below(30); i > 0; --i) {
            const CimPath from = all.at(below(int(all.size()))).path();
            const CimPath to = all.at(below(int(all.size()))).path();
            switch (below(4)) {
            case 0:
                reading.links.append(linked(Schema::iscsiTarget,
                                            u"MSISCSITARGET_AllocatedFromStoragePool"_s,
                                            u"Antecedent"_s, from, u"Dependent"_s, to));
                break;
            case 1:
                reading.links.append(linked(Schema::iscsiTarget,
                                            u"MSISCSITARGET_NetworkPipeComposition"_s,
                                            u"GroupComponent"_s, from, u"PartComponent"_s, to));
                break;
            case 2:
                reading.links.append(linked(Schema::virtualization,
                                            u"Msvm_ElementAllocatedFromPool"_s, u"Antecedent"_s,
                                            from, u"Dependent"_s, to));
                break;
            default: {
                CimInstance link(u"CIM_ConcreteComponent"_s);
                link.setPath(CimPath(QString(Schema::iscsiTarget), u"CIM_ConcreteComponent"_s,
                                     {{u"Id"_s, CimValue::string(QString::number(i))}}));
                link.set(u"GroupComponent", CimValue::reference(from));
                link.set(u"PartComponent", CimValue::reference(to));
                reading.links.append(link);
            }
            }
        }
        return reading;
    }

    int below(int bound) { return int(m_random.bounded(bound)); }
    bool chance(int in) { return below(in) == 0; }

private:
    CimInstance pool(QLatin1StringView nameSpace, const QString &className, const QString &id)
    {
        CimInstance pool = made(nameSpace, className, id);
        pool.set(u"Primordial", CimValue::boolean(chance(5)));
        return pool;
    }
    void shuffle(QList<CimInstance> &objects)
    {
        for (qsizetype i = objects.size() - 1; i > 0; --i)
            objects.swapItemsAt(i, below(int(i + 1)));
    }

    QRandomGenerator m_random;
};

// Where each object stands, by the rules in their simplest words: the text of the path above, or
// the heading, or nothing.
QHash<QString, QString> spotsOf(const Reading &reading)
{
    QHash<QString, CimInstance> known;
    QStringList order;
    for (const CimInstance &object : reading.objects) {
        const QString path = object.path().toText();
        if (!known.contains(path))
            order.append(path);
        known.insert(path, object);
    }
    const auto headingOf = [](const CimInstance &object) {
        for (const Shape::GroupRow &row : Shape::groups()) {
            if (sameNameSpace(object.path().nameSpace(), QString(row.nameSpace))
                && isA(object, row.className))
                return QString(row.name);
        }
        return QString();
    };
    const auto aboveOf = [&](const CimInstance &object) {
        for (const Shape::LinkRow &row : Shape::links()) {
            if (!sameNameSpace(object.path().nameSpace(), QString(row.nameSpace)))
                continue;
            for (const CimInstance &link : reading.links) {
                const CimValue parent = link.value(QString(row.parentRole));
                const CimValue child = link.value(QString(row.childRole));
                if (!isA(link, row.className) || !parent.toPath() || !child.toPath()
                    || *child.toPath() != object.path())
                    continue;
                const QString above = parent.toPath()->toText();
                if (known.contains(above) && !headingOf(known[above]).isEmpty()
                    && known[above].value(u"Primordial").toBool().value_or(false) == row.primordial)
                    return above;
            }
        }
        return QString();
    };
    QHash<QString, QString> above;
    for (const QString &path : std::as_const(order)) {
        if (!headingOf(known[path]).isEmpty())
            above.insert(path, aboveOf(known[path]));
    }
    for (const QString &path : std::as_const(order)) {
        QStringList walk{path};
        for (QString at = above.value(path); !at.isEmpty() && !walk.contains(at);
             at = above.value(at))
            walk.append(at);
        if (above.value(walk.last()) != path)
            continue;
        const auto first = std::find_if(order.cbegin(), order.cend(),
                                        [&](const QString &each) { return walk.contains(each); });
        if (*first == path)
            above[path].clear();
    }
    QHash<QString, QString> spots;
    for (const QString &path : std::as_const(order))
        spots.insert(path, above.value(path).isEmpty() ? headingOf(known[path]) : above[path]);
    return spots;
}

// What somebody knows who hears the signals only.
class Listener : public QObject
{
public:
    explicit Listener(const Inventory &inventory) : m_inventory(inventory)
    {
        connect(&inventory, &Inventory::changed, this, &Listener::follow);
    }

    QHash<NodeId, NodeId> parents;
    QSet<NodeId> systems;
    QStringList wrongs;
    qsizetype most = 0; // told at once
    int signalCount = 0;
    QList<NodeId> removed;

private:
    // Its system, or something between, was told to be gone.
    bool isLeaving(NodeId id) const
    {
        while (id != 0 && parents.contains(id))
            id = parents.value(id);
        return id != 0;
    }
    void follow(const Changes &changes)
    {
        ++signalCount;
        most = qMax(most, changes.size());
        removed += changes.removed;
        for (const NodeId id : changes.removed) {
            if (m_inventory.node(id))
                wrongs.append(u"removed and there"_s);
            const bool goesWithItsSystem = systems.remove(id) || isLeaving(id);
            if (!goesWithItsSystem
                && std::find(parents.cbegin(), parents.cend(), id) != parents.cend())
                wrongs.append(u"removed before what stands below it"_s);
            if (!parents.remove(id))
                wrongs.append(u"removed and never there"_s);
        }
        for (auto each = parents.cbegin(); each != parents.cend(); ++each) {
            if (isLeaving(each.key()) && m_inventory.node(each.key()))
                wrongs.append(u"there without its system"_s);
        }
        for (const NodeId id : changes.added) {
            const Node *node = m_inventory.node(id);
            if (!node || parents.contains(id))
                wrongs.append(u"added and not there, or twice"_s);
            else if (node->parent != 0 && !parents.contains(node->parent))
                wrongs.append(u"added before its parent"_s);
            else
                parents.insert(id, node->parent);
            if (node && node->kind == Node::Kind::System)
                systems.insert(id);
        }
        for (const NodeId id : changes.updated) {
            if (!parents.contains(id) || changes.added.contains(id))
                wrongs.append(u"updated and not there, or new"_s);
        }
    }

    const Inventory &m_inventory;
};

struct Watched
{
    Watched() { inventory.setSystems({{systemId, systemId}}, {}); }

    void read(const Reading &reading)
    {
        inventory.setObjects(systemId, reading.objects, reading.links, now());
    }
    Answer<Done> take(const Reading &reading, bool whole = true)
    {
        return inventory.take(systemId, {{reading.objects}, {reading.links}, now(), whole});
    }
    static QDateTime now() { return QDateTime::currentDateTimeUtc(); }
    void settle() { QCoreApplication::sendPostedEvents(); }

    const Node *node(const CimPath &path) const
    {
        return inventory.node(inventory.find(systemId, path));
    }
    QString spotOf(const CimPath &path) const
    {
        const Node *above = inventory.node(node(path)->parent);
        return !above                          ? QString()
            : above->kind == Node::Kind::Group ? above->name
                                               : above->path().toText();
    }
    // By the children of each node, from the root on.
    QHash<NodeId, NodeId> tree() const
    {
        QHash<NodeId, NodeId> parents;
        QList<NodeId> all{0};
        for (qsizetype i = 0; i < all.size(); ++i) {
            for (const NodeId child : inventory.node(all.at(i))->children) {
                parents.insert(child, all.at(i));
                all.append(child);
            }
        }
        return parents;
    }

    Inventory inventory;
    Listener listener{inventory};
};

// What the links of path join it to, as they are kept, and read off each link.
QStringList joinedBy(const QList<Inventory::Linked> &links)
{
    QStringList joined;
    for (const Inventory::Linked &each : links)
        joined.append(
            u"%1 %2 %3"_s.arg(each.role.toString(), each.otherRole.toString()).arg(each.other));
    return joined;
}

QStringList joinedBy(const Inventory &inventory, const CimPath &path)
{
    QStringList joined;
    for (const CimInstance &link : inventory.links(systemId, path)) {
        QStringList others;
        for (const auto &[role, value] : link.properties()) {
            if (!value.toPath() || *value.toPath() != path)
                continue;
            for (const auto &[otherRole, other] : link.properties()) {
                if (other.toPath() && otherRole != role)
                    others.append(u"%1 %2 %3"_s.arg(role, otherRole)
                                      .arg(inventory.find(systemId, *other.toPath())));
            }
            if (others.isEmpty())
                others.append(u"%1  -1"_s.arg(role));
        }
        joined += others;
    }
    return joined;
}

// Many volumes below a few pools.
Reading large(int pools, int volumesEach, const QString &name = {})
{
    Reading reading;
    for (int i = 0; i < pools; ++i) {
        const CimInstance pool = made(Schema::iscsiTarget, u"MSISCSITARGET_StoragePool"_s,
                                      QString::number(i));
        reading.objects.append(pool);
        for (int k = 0; k < volumesEach; ++k) {
            CimInstance volume = made(Schema::iscsiTarget, u"MSISCSITARGET_StorageVolume"_s,
                                      u"%1-%2"_s.arg(i).arg(k));
            volume.set(u"ElementName", CimValue::string(name));
            reading.objects.append(volume);
            reading.links.append(
                linked(Schema::iscsiTarget, u"MSISCSITARGET_AllocatedFromStoragePool"_s,
                       u"Antecedent"_s, pool.path(), u"Dependent"_s, volume.path()));
        }
    }
    return reading;
}
} // namespace

class tst_Known : public QObject
{
    Q_OBJECT

private slots:
    void everyWayLeadsToTheSameTree_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 12; ++seed)
            QTest::addRow("%u", seed) << seed;
    }
    void everyWayLeadsToTheSameTree()
    {
        QFETCH(quint32, seed);
        World world(seed);
        Watched atOnce, inSteps;
        QHash<QString, QString> spotsBefore;
        QHash<QString, NodeId> idsBefore;
        for (int round = 0; round < 6; ++round) {
            const Reading reading = world.next();
            atOnce.read(reading);
            const auto taken = inSteps.take(reading);
            if (world.chance(4)) // gives way, or comes after it
                QVERIFY(got(inSteps.take(reading)).ok());
            QVERIFY(got(taken).ok());
            const QHash<QString, QString> spots = spotsOf(reading);
            QHash<QString, NodeId> ids;
            QHash<QString, CimInstance> last;
            for (const CimInstance &object : reading.objects)
                last.insert(object.path().toText(), object);
            for (const CimInstance &object : reading.objects) {
                const QString path = object.path().toText();
                for (Watched *each : {&atOnce, &inSteps}) {
                    QVERIFY(each->node(object.path()));
                    QCOMPARE(each->spotOf(object.path()), spots.value(path));
                    QVERIFY(each->node(object.path())->instance == last.value(path));
                }
                ids.insert(path, atOnce.node(object.path())->id);
            }
            // Ids stay as long as it and all above stand where they stood.
            for (auto id = ids.cbegin(); id != ids.cend(); ++id) {
                bool stays = true;
                for (QString at = id.key(); stays && spots.contains(at); at = spots.value(at))
                    stays = spotsBefore.contains(at) && spotsBefore[at] == spots.value(at);
                QCOMPARE(idsBefore.value(id.key(), -1) == *id, stays);
            }
            for (Watched *each : {&atOnce, &inSteps}) {
                each->settle();
                QCOMPARE(each->listener.wrongs, QStringList());
                QCOMPARE(each->listener.parents, each->tree());
                QCOMPARE(each->inventory.objects(systemId, u"CIM_ManagedElement"_s).size()
                             + each->inventory.objects(systemId, u"acme_thing"_s).size(),
                         spots.size());
            }
            for (auto path = idsBefore.cbegin(); path != idsBefore.cend(); ++path)
                QCOMPARE(ids.contains(path.key()),
                         inSteps.inventory.find(systemId, *CimPath::fromText(path.key())) > 0);
            for (const CimInstance &link : reading.links) {
                const CimPath end = *link.properties().constFirst().second.toPath();
                const auto touching = std::ranges::count_if(
                    reading.links, [&](const CimInstance &other) {
                        return std::ranges::any_of(other.properties(), [&](const auto &property) {
                            return property.second.toPath() && *property.second.toPath() == end;
                        });
                    });
                QCOMPARE(inSteps.inventory.links(systemId, end).size(), touching);
                QCOMPARE(joinedBy(inSteps.inventory.linked(systemId, end)),
                         joinedBy(inSteps.inventory, end));
            }
            const int before = inSteps.listener.signalCount;
            QVERIFY(got(inSteps.take(reading)).ok());
            inSteps.settle();
            QCOMPARE(inSteps.listener.signalCount, before); // nothing changed
            spotsBefore = spots;
            idsBefore = ids;
        }
    }

    // Equal paths hash alike, and keys that hold an equals sign still tell objects apart.
    void hashesFollowWhatIsEqual()
    {
        const auto path = [](const QString &nameSpace, const QString &name, const CimValue &id) {
            return CimPath(nameSpace, name, {{u"Id"_s, id}});
        };
        const CimPath plain = path(u"Root/ACME"_s, u"ACME_Thing"_s, CimValue::uint16(4));
        const CimPath other = path(u"root\\acme"_s, u"acme_thing"_s, CimValue::string(u"4"_s));
        QCOMPARE(plain, other);
        QCOMPARE(hashOf(plain), hashOf(other));
        const CimPath byPath = path(u"Root/ACME"_s, u"ACME_Of"_s, CimValue::reference(plain));
        const CimPath byText = path(u"Root/ACME"_s, u"ACME_Of"_s, CimValue::string(other.toText()));
        QCOMPARE(byPath, byText);
        QCOMPARE(hashOf(byPath), hashOf(byText));
        QSet<quint64> hashes;
        for (int i = 0; i < 1000; ++i) {
            hashes.insert(hashOf(
                path(u"Root/ACME"_s, u"ACME_Thing"_s, CimValue::string(u"size=%1"_s.arg(i)))));
            hashes.insert(hashOf(
                path(u"Root/ACME"_s, u"ACME_Thing"_s, CimValue::string(u"A.B=\"%1\""_s.arg(i)))));
        }
        QVERIFY(hashes.size() > 1990);
    }

    void manyObjectsComeAndGoAFewATurn()
    {
        Watched watched;
        const Reading many = large(20, 400);
        const auto all = many.objects.size() + 3; // a site, if any, the system, two headings
        QVERIFY(got(watched.take(many)).ok());
        watched.settle();
        QVERIFY(watched.listener.most < 1500);
        QVERIFY(watched.listener.signalCount >= 6);
        QVERIFY(watched.listener.parents.size() <= all);
        QVERIFY(watched.listener.parents.size() >= many.objects.size() + 2);
        QCOMPARE(watched.listener.parents, watched.tree());

        watched.inventory.setStale(systemId, true);
        const CimPath last = many.objects.last().path();
        QTRY_VERIFY(watched.node(last)->stale);
        watched.inventory.setStale(systemId, false);
        QTRY_VERIFY(!watched.node(last)->stale);

        QVERIFY(got(watched.take({})).ok());
        watched.settle();
        QVERIFY(watched.listener.most < 1500);
        QCOMPARE(watched.listener.wrongs, QStringList());
        QCOMPARE(watched.listener.parents.size(), 1); // the system
    }

    void whatIsToldDuringAReadingIsNotLost()
    {
        Watched watched;
        const Reading many = large(10, 400);
        CimInstance known = many.objects.at(1), fresh = many.objects.at(2);
        known.set(u"ElementName", CimValue::string(u"told"_s));
        fresh.set(u"ElementName", CimValue::string(u"told too"_s));
        Reading one;
        one.objects = {many.objects.at(1)};
        watched.read(one);
        const auto taken = watched.take(many);
        watched.inventory.update(systemId, known, Watched::now());
        watched.inventory.update(systemId, fresh, Watched::now()); // not there yet
        QCOMPARE(watched.node(known.path())->instance.value(u"ElementName").toString(), u"told"_s);
        QVERIFY(got(taken).ok());
        QCOMPARE(watched.node(known.path())->instance.value(u"ElementName").toString(), u"told"_s);
        QCOMPARE(watched.node(fresh.path())->instance.value(u"ElementName").toString(),
                 u"told too"_s);
        // It is what the next reading is compared with.
        watched.settle();
        const int before = watched.listener.signalCount;
        QVERIFY(got(watched.take(many)).ok());
        watched.settle();
        QCOMPARE(watched.listener.signalCount, before + 1);
        QCOMPARE(watched.node(known.path())->instance.value(u"ElementName").toString(), QString());
    }

    void aReadingAtOnceOvertakesTheOneUnderWay()
    {
        for (const int turns : {0, 3}) {
            Watched watched;
            const auto first = watched.take(large(10, 400, u"old"_s));
            const auto second = watched.take(large(10, 400, u"older"_s));
            for (int i = 0; i < turns; ++i)
                QTest::qWait(1);
            const Reading newest = large(9, 400, u"new"_s);
            watched.read(newest);
            QVERIFY(got(first).ok());
            QVERIFY(got(second).ok());
            QTest::qWait(1);
            watched.settle();
            QCOMPARE(watched.listener.wrongs, QStringList());
            QCOMPARE(watched.listener.parents, watched.tree());
            QCOMPARE(watched.inventory.objects(systemId, u"CIM_ManagedElement"_s).size(),
                     newest.objects.size());
            for (const CimInstance &object : newest.objects)
                QVERIFY(watched.node(object.path())->instance == object);
        }
    }

    void aSystemMayGoDuringAReading()
    {
        for (const int turns : {0, 1, 3}) {
            Watched watched;
            watched.read(large(10, 300));
            const auto taken = watched.take(large(5, 500));
            for (int i = 0; i < turns; ++i)
                QTest::qWait(1);
            watched.inventory.setSystems({}, {});
            QVERIFY(got(taken).ok());
            QTRY_VERIFY(watched.listener.parents.isEmpty());
            QCOMPARE(watched.listener.wrongs, QStringList());
            QVERIFY(watched.inventory.node(0)->children.isEmpty());
        }
    }

    // Whoever listens has to do something for each of them.
    void aLargeSystemGoesAtOnceAndIsToldOfInSteps()
    {
        Watched watched;
        watched.read(large(8, 4000));
        watched.settle();
        const QList<NodeId> known = watched.listener.parents.keys();
        watched.listener.most = 0;
        watched.inventory.setSystems({{u"another"_s, u"another"_s}}, {});
        for (const NodeId id : known)
            QVERIFY(!watched.inventory.node(id));
        watched.settle();
        QVERIFY(watched.listener.systems.contains(watched.inventory.system(u"another"_s)));
        QCOMPARE(watched.listener.systems.size(), 1);
        QVERIFY(watched.listener.parents.size() > known.size() / 2); // the others have time
        QTRY_COMPARE(watched.listener.parents.size(), 1);
        QCOMPARE(watched.listener.wrongs, QStringList());
        QCOMPARE(watched.listener.removed.size(), known.size());
        QVERIFY(watched.listener.most < 12'000);
    }

    void whatNobodyHeardOfGoesWithoutAWord()
    {
        Watched watched;
        watched.settle();
        watched.read(large(2, 400));
        watched.inventory.setSystems({}, {});
        QTRY_VERIFY(watched.listener.parents.isEmpty());
        QCOMPARE(watched.listener.wrongs, QStringList());
        QCOMPARE(watched.listener.removed.size(), 1); // the system
    }

    // What would be elsewhere as soon as more is read is not shown before.
    void whatIsShownEarlyStaysWhereItIs()
    {
        for (quint32 seed = 1; seed <= 20; ++seed) {
            World world(seed);
            const Reading whole = world.next();
            Watched watched;
            Reading some{{}, whole.links};
            for (const CimInstance &object : whole.objects) {
                some.objects.append(object);
                if (!world.chance(6))
                    continue;
                QVERIFY(got(watched.take(some, false)).ok());
            }
            // Rings are opened at their first object, which only the whole tells.
            const auto spots = spotsOf(whole);
            QVERIFY(got(watched.take(whole)).ok());
            watched.settle();
            QCOMPARE(watched.listener.wrongs, QStringList());
            QCOMPARE(watched.listener.parents, watched.tree());
            for (auto spot = spots.cbegin(); spot != spots.cend(); ++spot)
                QCOMPARE(watched.spotOf(*CimPath::fromText(spot.key())), spot.value());
        }
        Watched watched;
        const Reading many = large(4, 100);
        Reading some{{}, many.links};
        for (qsizetype i = many.objects.size() - 1; i >= 0; --i) { // what is above comes last
            some.objects.append(many.objects.at(i));
            if (i % 60 == 0)
                QVERIFY(got(watched.take(some, false)).ok());
        }
        QVERIFY(!watched.tree().isEmpty());
        QVERIFY(got(watched.take(some)).ok());
        watched.settle();
        QVERIFY(watched.listener.removed.isEmpty());
        QCOMPARE(watched.listener.parents, watched.tree());
        QCOMPARE(watched.spotOf(many.objects.at(1).path()), many.objects.at(0).path().toText());
    }
};

QTEST_GUILESS_MAIN(tst_Known)
#include "tst_known.moc"
