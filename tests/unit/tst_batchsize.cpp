// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// How many objects a page is asked for, as quick and slow pages come.
#include "services/wsman/batchsize.h"

#include <QTest>

using namespace Cistern;
using namespace std::chrono_literals;

class tst_BatchSize : public QObject
{
    Q_OBJECT

private slots:
    void quickFullPagesGrow()
    {
        BatchSize size;
        for (int i = 0; i < 10; ++i)
            size.tell(true, size.objects(), 10ms);
        QCOMPARE(size.objects(), 2'000u);
        size.tell(false, 400, 10ms); // as many as its envelope holds: no more fit
        QCOMPARE(size.objects(), 2'000u);
    }

    // A server that fills its envelope with fewer than were asked for is slow with those.
    void aSlowPageHalvesWhatCame()
    {
        BatchSize size;
        for (int i = 0; i < 10; ++i)
            size.tell(true, size.objects(), 10ms);
        size.tell(false, 400, 4s);
        QCOMPARE(size.objects(), 200u);
        size.tell(true, 200, 3s);
        QCOMPARE(size.objects(), 100u);
        size.tell(false, 0, 60s); // nothing was ready
        QCOMPARE(size.objects(), 50u);
        for (int i = 0; i < 5; ++i)
            size.tell(false, 3, 60s);
        QCOMPARE(size.objects(), BatchSize::least);
    }

    void whatDoesNotFitIsNotAskedForAgain()
    {
        BatchSize size;
        QVERIFY(size.shrink(200));
        size.tell(true, 100, 1ms);
        QCOMPARE(size.objects(), 100u);
        QVERIFY(!size.shrink(1));
    }
};

QTEST_GUILESS_MAIN(tst_BatchSize)
#include "tst_batchsize.moc"
