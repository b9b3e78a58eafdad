// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a job works with is in use for everybody else: extents that a pool is made of. Rule SP.R33.
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
};

QTEST_GUILESS_MAIN(tst_StoragePoolLocks)
#include "tst_storagepoollocks.moc"
