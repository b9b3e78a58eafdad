// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Records are found by id and by job, also after some of them went or came to know their job.
#include "services/jobs/jobrecords.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
CimPath jobPath(int number)
{
    return CimPath(u"Root/X"_s, u"CIM_Job"_s, {{u"Id"_s, CimValue::uint32(quint32(number))}});
}

JobRecord record(qint64 id, const CimPath &job = {})
{
    JobRecord record;
    record.id = id;
    record.systemId = u"far"_s;
    record.job = job;
    return record;
}
} // namespace

class tst_JobRecords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsByIdAndJob()
    {
        JobRecords records;
        for (int i = 1; i <= 100; ++i)
            records.put(record(i, jobPath(i)));
        QCOMPARE(records.all().size(), 100);
        QCOMPARE(records.all().first().id, 1);
        QCOMPARE(records.find(70)->job, jobPath(70));
        QVERIFY(!records.find(101));
        QCOMPARE(records.follower(u"far"_s, jobPath(33)), 33);
        QCOMPARE(records.follower(u"near"_s, jobPath(33)), 0);

        QCOMPARE(records.removeIf([](const JobRecord &each) { return each.id % 2; }), 50);
        QVERIFY(!records.find(33));
        QCOMPARE(records.follower(u"far"_s, jobPath(33)), 0);
        QCOMPARE(records.find(34)->id, 34);
        QCOMPARE(records.follower(u"far"_s, jobPath(34)), 34);
    }

    void followsWhatARecordComesToKnow()
    {
        JobRecords records;
        records.put(record(1));
        QCOMPARE(records.follower(u"far"_s, {}), 0);
        records.put(record(1, jobPath(1)));
        QCOMPARE(records.all().size(), 1);
        QCOMPARE(records.follower(u"far"_s, jobPath(1)), 1);
        records.put(record(2, jobPath(1)));
        QCOMPARE(records.follower(u"far"_s, jobPath(1)), 1);
        records.put(record(1, jobPath(3)));
        QCOMPARE(records.follower(u"far"_s, jobPath(1)), 2);
        QCOMPARE(records.follower(u"far"_s, jobPath(3)), 1);
    }
};

QTEST_GUILESS_MAIN(tst_JobRecords)
#include "tst_jobrecords.moc"
