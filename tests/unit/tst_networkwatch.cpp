// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What counts as another network, or as a machine that slept.

#include "services/systems/networkwatch.h"
#include "tests/support/manualclock.h"

#include <QSignalSpy>
#include <QTest>

using namespace Cistern;
using namespace std::chrono_literals;
using Reachability = QNetworkInformation::Reachability;

class TestNetworkWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNetworkThatComesBackCounts()
    {
        NetworkWatch watch(m_clock);
        QSignalSpy changed(&watch, &NetworkWatch::changed);
        watch.follow(Reachability::Online); // as it was at the start
        watch.follow(Reachability::Site);   // the way out is gone, the systems are not
        watch.follow(Reachability::Online);
        watch.follow(Reachability::Unknown); // the service that knows is started anew
        watch.follow(Reachability::Online);
        QCOMPARE(changed.size(), 0);
        watch.follow(Reachability::Disconnected); // nobody can be reached now
        watch.follow(Reachability::Unknown);
        QCOMPARE(changed.size(), 0);
        watch.follow(Reachability::Local);
        QCOMPARE(changed.size(), 1);
        watch.follow(Reachability::Online); // the same one, further up
        QCOMPARE(changed.size(), 1);
    }

    void timeThatPassedUnseenWasSleep_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<bool>("slept");
        QTest::newRow("a clock that is set a little") << qint64(20) << false;
        QTest::newRow("half a minute and more") << qint64(31) << true;
        QTest::newRow("a night") << qint64(8 * 3600) << true;
        QTest::newRow("a clock that is set back") << qint64(-3600) << false;
    }
    void timeThatPassedUnseenWasSleep()
    {
        QFETCH(qint64, seconds);
        QFETCH(bool, slept);
        ManualClock clock;
        NetworkWatch watch(clock);
        QSignalSpy changed(&watch, &NetworkWatch::changed);
        watch.start();
        clock.advance(5min); // awake
        QCOMPARE(changed.size(), 0);
        // The wall clock goes on in a machine that sleeps, what its timers count does not.
        clock.setNow(clock.now().addSecs(seconds));
        clock.advance(NetworkWatch::look);
        QCOMPARE(changed.size(), slept ? 1 : 0);
        clock.advance(5min);
        QCOMPARE(changed.size(), slept ? 1 : 0); // told once
    }

private:
    ManualClock m_clock;
};

QTEST_GUILESS_MAIN(TestNetworkWatch)
#include "tst_networkwatch.moc"
