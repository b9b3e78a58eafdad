// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Goals that nobody promised to keep make room for others.

#include "services/provider/goals.h"
#include "services/provider/objects.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class TestGoals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oldTransientOnesMakeRoom()
    {
        QTemporaryDir folder;
        auto store = ObjectStore::open(folder.filePath(u"store"_s));
        QVERIFY(store);
        const QDateTime start(QDate(2026, 3, 4), QTime(8, 15), Qt::UTC);
        StoreChange made;
        for (int i = 0; i < 40; ++i) {
            const CimInstance setting = Objects::setting(u"goal %1"_s.arg(i), u"Goal"_s,
                                                         Objects::capabilities({}, {}), true);
            made.put(setting, i < 30 ? Goals::madeAt(start.addSecs(i)) : QJsonObject());
        }
        made.put(Objects::setting(u"of a pool"_s, u"Pool"_s, Objects::capabilities({}, {}), false));
        QVERIFY((*store)->commit(made));
        const auto keptAt = [&](const QDateTime &now) {
            StoreChange reaped;
            const qsizetype kept = Goals::reap(**store, now, reaped);
            return (*store)->commit(reaped) ? kept : -1;
        };
        QCOMPARE(keptAt(start.addSecs(3600)), 40);
        QCOMPARE(keptAt(start.addSecs(3600 + 10)), 30);
        QCOMPARE(keptAt(start.addDays(1)), 10);
        QCOMPARE((*store)->ofClass(u"CIM_StorageSetting").size(), 11);
    }
};

QTEST_GUILESS_MAIN(TestGoals)
#include "tst_goals.moc"
