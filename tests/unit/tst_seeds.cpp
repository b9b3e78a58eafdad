// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Runs of the simulation that once ended in a problem, by their seeds, and that a seed is a run.
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
        QTest::newRow("calls that never left, after a lost answer") << quint64(7);
        QTest::newRow("the same, with a second console") << quint64(10);
        QTest::newRow("an object renamed by others before it could be looked at") << quint64(225);
    }

    void nothingIsLostAndNothingIsDoneTwice()
    {
        QFETCH(quint64, seed);
        QCOMPARE(runWorld(seed).problems, QStringList());
    }
};

QTEST_GUILESS_MAIN(tst_Seeds)
#include "tst_seeds.moc"
