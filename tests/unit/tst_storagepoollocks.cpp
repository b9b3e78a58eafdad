// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a job works with is in use for everybody else, from its start until its last byte is in
// place: extents that a pool is made of, volumes whose bytes a rebuilt pool moves, and files that
// are put right after the commit. Rules SP.R33 to SP.R35.
#include "services/provider/methods/pooldraw.h"
#include "tests/support/jobcalls.h"

#include <QFileInfo>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using Step = FaultPoints::Step;
using Act = FaultPoints::Act;

namespace {
const QString poolCall = u"CreateOrModifyStoragePool"_s;
const QString elementCall = u"CreateOrModifyElementFromStoragePool"_s;
const QString returnCall = u"ReturnToStoragePool"_s;

struct Call
{
    QString method;
    Arguments arguments;
};

Call change(const CimPath &element, const Arguments &wanted)
{
    const quint16 type = element.className().endsWith("Volume"_L1) ? 2 : 3;
    return {elementCall,
            Arguments{{u"TheElement"_s, ref(element)}, {u"ElementType"_s, CimValue::uint16(type)}}
                + wanted};
}

Call resize(const CimPath &element, quint64 size)
{
    return change(element, {{u"Size"_s, bytes(size)}});
}

Call newVolume(const CimPath &pool, quint64 size)
{
    return {elementCall,
            {{u"InPool"_s, ref(pool)},
             {u"ElementType"_s, CimValue::uint16(2)},
             {u"Size"_s, bytes(size)}}};
}

Call returned(const CimPath &element)
{
    return {returnCall, {{u"TheElement"_s, ref(element)}}};
}

Call poolOf(const CimPath &extent, quint64 size)
{
    return {poolCall, {{u"InExtents"_s, pathTexts({extent})}, {u"Size"_s, bytes(size)}}};
}

// The job of a call that is held at the step; empty when it was not accepted or did not get there.
CimPath heldAt(ProviderFixture &at, Step step, const Call &call)
{
    at.faults().set(step, Act::Hold);
    const CimPath job = at.callService(call.method, call.arguments).path(u"Job");
    const bool held = !job.isEmpty()
        && QTest::qWaitFor([&] { return at.faults().waiting(step) == 1; }, 10000);
    return held ? job : CimPath();
}

// A pool of two extents of 4 MiB, a child of it, and a volume of the child with 3 MiB of one of
// them.
struct Family
{
    explicit Family(ProviderFixture &at)
    {
        const QList<CimPath> extents{at.extent(4 * MiB), at.extent(4 * MiB)};
        parent = at.createPool({{u"InExtents"_s, pathTexts(extents)}}).path(u"Pool");
        child = at.pool(u"child"_s, 4 * MiB, parent);
        volume = at.volume(child, 3 * MiB);
        const bool first = at.number(extents[0], u"ConsumableBlocks") == MiB / 512;
        from = extents[first ? 0 : 1];
        to = extents[first ? 1 : 0];
    }
    Call rebuild() const
    {
        return {poolCall, {{u"Pool"_s, ref(parent)}, {u"InExtents"_s, pathTexts({to})}}};
    }

    CimPath parent, child, volume, from, to;
};

// Empty when the books balance, and each file is there and has the bytes that are its own.
QString problem(ProviderFixture &at)
{
    QMap<QString, quint64> owned, there;
    for (const CimInstance &extent : at.all(u"CISTERN_StorageExtent"_s))
        owned.insert(extent.value(u"Name").toString(),
                     *extent.value(u"ConsumableBlocks").toUnsigned() * 512);
    for (const CimInstance &volume : at.all(u"CIM_StorageVolume"_s))
        owned.insert(volume.value(u"MSDevicePath").toString(),
                     *volume.value(u"NumberOfBlocks").toUnsigned() * 512);
    for (const QString &name : at.files()) {
        const QString file = at.store() + u"/extents/"_s + name;
        there.insert(file, quint64(QFileInfo(file).size()));
    }
    if (owned == there)
        return at.booksProblem();
    QString told;
    for (const auto &[title, files] :
         {std::pair(u"owned:"_s, owned), std::pair(u" there:"_s, there)}) {
        told += title;
        for (auto file = files.cbegin(); file != files.cend(); ++file)
            told += u" %1 of %2"_s.arg(file.key()).arg(*file);
    }
    return told;
}
} // namespace

class tst_StoragePoolLocks : public QObject
{
    Q_OBJECT

private slots:
    void SP_R33_anExtentThatAPoolIsBeingMadeOfIsInUse_data()
    {
        QTest::addColumn<quint64>("size");
        QTest::newRow("all of it") << 4 * MiB;
        QTest::newRow("a part of it") << 2 * MiB;
    }

    void SP_R33_anExtentThatAPoolIsBeingMadeOfIsInUse()
    {
        QFETCH(quint64, size);
        ProviderFixture at;
        const CimPath extent = at.extent(4 * MiB);
        const CimPath job = heldAt(at, Step::Begin, poolOf(extent, size));
        QVERIFY(!job.isEmpty());
        const QStringList before = at.snapshot();
        for (const Call &call :
             {resize(extent, 6 * MiB), resize(extent, 3 * MiB),
              change(extent, {{u"ElementName"_s, words(u"x"_s)}}), returned(extent)})
            QCOMPARE(at.callService(call.method, call.arguments).code, 6u);
        QCOMPARE(at.snapshot(), before);
        Jobs::releaseAll(at);
        QVERIFY(at.waitForEnd(job));
        QCOMPARE(at.jobState(job), quint64(Jobs::Completed));
        QCOMPARE(at.number(at.madeBy(job), u"TotalManagedSpace"), size);
        QVERIFY(!at.availableExtents(at.location()).contains(extent));
        QCOMPARE(problem(at), QString());
    }

    void SP_R33_whatLiesBelowAPoolThatIsRebuiltIsInUse()
    {
        ProviderFixture at;
        const Family of(at);
        const CimPath grandchild = at.pool(u"grandchild"_s, MiB, of.child);
        const CimPath job = heldAt(at, Step::Chunk, of.rebuild());
        QVERIFY(!job.isEmpty());
        for (const Call &call :
             {resize(of.volume, MiB), returned(of.volume),
              change(of.volume, {{u"ElementName"_s, words(u"x"_s)}}), newVolume(grandchild, MiB)})
            QCOMPARE(at.callService(call.method, call.arguments).code, 6u);
        Jobs::releaseAll(at);
        QVERIFY(at.waitForEnd(job));
        QCOMPARE(at.jobState(job), quint64(Jobs::Completed));
        QCOMPARE(at.availableExtents(at.location()), QList{of.from});
        QCOMPARE(problem(at), QString());
        for (const Call &call : {resize(of.volume, MiB), returned(of.volume)}) {
            QCOMPARE(at.finished(at.callService(call.method, call.arguments)).code, 4096u);
            QCOMPARE(problem(at), QString());
        }
    }

    void SP_R33_aVolumeThatIsBeingChangedStaysWhereItIs_data()
    {
        QTest::addColumn<bool>("returns");
        QTest::newRow("shrunk") << false;
        QTest::newRow("returned") << true;
    }

    void SP_R33_aVolumeThatIsBeingChangedStaysWhereItIs()
    {
        QFETCH(bool, returns);
        ProviderFixture at;
        const Family of(at);
        const CimPath job = heldAt(at, Step::Begin,
                                   returns ? returned(of.volume) : resize(of.volume, MiB));
        QVERIFY(!job.isEmpty());
        const Call rebuild = of.rebuild();
        QCOMPARE(at.callService(rebuild.method, rebuild.arguments).code, 6u);
        Jobs::releaseAll(at);
        QVERIFY(at.waitForEnd(job));
        QCOMPARE(problem(at), QString());
        // Without bytes to move there is nothing that needs a job.
        QCOMPARE(at.finished(at.callService(rebuild.method, rebuild.arguments)).code,
                 returns ? 0u : 4096u);
        QCOMPARE(problem(at), QString());
    }

    // Whatever else may come between plan and commit: no bytes below zero, nothing out of nothing.
    void SP_R34_whatIsGoneIsNotMoved_data()
    {
        QTest::addColumn<bool>("gone");
        QTest::newRow("returned") << true;
        QTest::newRow("shrunk") << false;
    }

    void SP_R34_whatIsGoneIsNotMoved()
    {
        QFETCH(bool, gone);
        Books books;
        BookPool pool;
        pool.id = u"pool"_s;
        pool.given = {u"one"_s, u"two"_s};
        books.pools.insert(pool.id, pool);
        for (const QString &id : std::as_const(pool.given)) {
            BookElement &extent = books.elements.edit(id);
            extent.id = id;
            extent.size = 4 * MiB;
            extent.location = extent.home = u"here"_s;
            extent.user = pool.id;
        }
        BookElement &volume = books.elements.edit(u"volume"_s);
        volume.kind = BookElement::Kind::Volume;
        volume.id = u"volume"_s;
        volume.size = 3 * MiB;
        volume.location = u"here"_s;
        volume.home = pool.id;
        volume.carved.insert(u"one"_s, 3 * MiB);

        PoolDraw draw(books, pool.id, {u"two"_s}, {});
        QVERIFY(draw.take(4 * MiB));
        QVERIFY2(draw.booking().locked.contains(u"volume"_s), "it is being changed as well");
        if (gone)
            books.elements.remove(u"volume"_s);
        else
            books.elements.edit(u"volume"_s).carved[u"one"_s] = MiB;
        draw.apply(books, pool);
        QCOMPARE(books.elements.contains(u"volume"_s), !gone);
        const quint64 left = books.elements[u"volume"_s].carved.value(u"one"_s);
        QCOMPARE(left, gone ? 0 : MiB);
        QCOMPARE(books.elements[u"volume"_s].carved.value(u"two"_s), quint64(0));
    }

    void SP_R34_aPoolDoesNotLeaveWhatItsVolumesLieIn()
    {
        ProviderFixture at;
        const Family all(at);
        const QStringList before = at.snapshot();
        const auto moved = at.callService(
            poolCall, {{u"Pool"_s, ref(all.child)}, {u"InPools"_s, pathTexts({at.location()})}});
        QCOMPARE(moved.code, quint64(6));
        QCOMPARE(at.snapshot(), before);
    }

    void SP_R35_anExtentWhoseBytesComeBackIsInUse()
    {
        ProviderFixture at;
        const Family of(at);
        const CimPath job = heldAt(at, Step::After, of.rebuild());
        QVERIFY(!job.isEmpty());
        for (const Call &call : {returned(of.from), resize(of.from, 2 * MiB),
                                 poolOf(of.from, 4 * MiB), returned(of.volume)})
            QCOMPARE(at.callService(call.method, call.arguments).code, 6u);
        QVERIFY(at.availableExtents(at.location()).isEmpty());
        Jobs::releaseAll(at);
        QVERIFY(at.waitForEnd(job));
        QCOMPARE(at.availableExtents(at.location()), QList{of.from});
        QCOMPARE(at.finished(at.callService(returnCall, {{u"TheElement"_s, ref(of.from)}})).code,
                 4096u);
        QCOMPARE(problem(at), QString());
    }

    void SP_R35_aVolumeIsInUseUntilItsFileIsShort()
    {
        ProviderFixture at;
        const CimPath pool = at.pool(u"gold"_s, 8 * MiB);
        const CimPath volume = at.volume(pool, 8 * MiB);
        const CimPath job = heldAt(at, Step::After, resize(volume, MiB));
        QVERIFY(!job.isEmpty());
        for (const Call &call : {returned(volume), resize(volume, 2 * MiB)})
            QCOMPARE(at.callService(call.method, call.arguments).code, 6u);
        Jobs::releaseAll(at);
        QVERIFY(at.waitForEnd(job));
        QCOMPARE(problem(at), QString());
        QCOMPARE(at.finished(at.callService(returnCall, {{u"TheElement"_s, ref(volume)}})).code,
                 4096u);
        QCOMPARE(problem(at), QString());
    }
};

QTEST_GUILESS_MAIN(tst_StoragePoolLocks)
#include "tst_storagepoollocks.moc"
