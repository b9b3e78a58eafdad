// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Runs of the simulation that once ended in a problem, by their seeds; that a seed is a run; and
// that each planted defect is found.
#include "tests/proof/simulation/world.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class tst_Seeds : public QObject
{
    Q_OBJECT

private slots:
    void oneSeedIsOneRun()
    {
        const WorldReport first = runWorld(11);
        const WorldReport other = runWorld(12);
        const WorldReport again = runWorld(11);
        QVERIFY(!first.trace.isEmpty());
        QCOMPARE(again.trace, first.trace);
        QVERIFY(other.trace != first.trace);
    }

    void nothingIsLostAndNothingIsDoneTwice_data()
    {
        QTest::addColumn<quint64>("seed");
        QTest::newRow("a job of the same user elsewhere failed") << quint64(258);
        QTest::newRow("made, and removed by another before it was looked for") << quint64(739);
        QTest::newRow("a late answer to a stop") << quint64(1163);
        QTest::newRow("one job that three calls took for theirs") << quint64(1165);
        QTest::newRow("a late answer to a stop, of a pool of hosts") << quint64(1166);
        QTest::newRow("settings that another changed afterwards") << quint64(2684);
        QTest::newRow("the same, with other mishaps") << quint64(4111);
    }

    void nothingIsLostAndNothingIsDoneTwice()
    {
        QFETCH(quint64, seed);
        QCOMPARE(runWorld(seed).problems, QStringList());
    }

    void aPlantedDefectIsFound_data()
    {
        QTest::addColumn<Defect>("defect");
        for (const DefectName &each : defectNames)
            QTest::newRow(each.name) << each.defect;
    }

    void aPlantedDefectIsFound()
    {
        QFETCH(Defect, defect);
        constexpr quint64 sample = 100; // seeds, as proof_simulation runs with all tests
        for (quint64 seed = 1; seed <= sample; ++seed) {
            if (!runWorld(seed, {.defect = defect}).problems.isEmpty())
                return;
        }
        QFAIL("no run found it");
    }
};

QTEST_GUILESS_MAIN(tst_Seeds)
#include "tst_seeds.moc"
