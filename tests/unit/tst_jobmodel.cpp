// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The rows of the jobs dock: progress, rate and time left out of several readings.

#include "models/jobmodel.h"
#include "services/jobs/jobhistory.h"
#include "services/jobs/jobtracker.h"
#include "services/schema/schema.h"
#include "tests/support/fakesystem.h"
#include "tests/support/manualclock.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr quint64 size = 1000;
}

class TestJobModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_clock = std::make_unique<ManualClock>();
        m_system = std::make_unique<FakeSystem>();
        m_percent = -1;
        m_reads = 0;
        m_state = 4;
        m_system->method = [this](const QString &, const MethodReply &) -> Outcome<MethodReply> {
            const CimPath job = m_system->addJob(u"Fake:Job"_s, 4).path();
            return MethodReply{.returnValue = 4096,
                               .outs = {{u"Job"_s, CimValue::reference(job)},
                                        {u"Size"_s, CimValue::uint64(size)}}};
        };
        m_system->beforeJobRead = [this](CimInstance &job) {
            ++m_reads;
            job.set(u"JobState", CimValue::uint16(m_state));
            job.set(u"PercentComplete",
                    m_percent < 0 ? CimValue::null(CimType::UInt16)
                                  : CimValue::uint16(quint16(m_percent)));
        };
        m_book = std::make_unique<SystemBook>(m_folder->filePath(u"systems.json"_s));
        m_connections = std::make_unique<Connections>(
            *m_book,
            [this](const ConnectionSpec &, const Secret &) { return m_system->transport(); },
            [](const ConnectionSpec &, QObject *) { return readyAnswer<Secret>(Secret()); },
            *m_clock);
        m_history = std::make_unique<JobHistory>(m_folder->filePath(u"history.sqlite"_s));
        m_tracker = std::make_unique<JobTracker>(*m_connections, *m_history, *m_clock);
        m_model = std::make_unique<JobModel>(*m_tracker, *m_clock, m_words);
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_connections->open(localSystemId);
        QTRY_VERIFY(m_connections->connection(localSystemId));
    }

    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_tracker.reset();
        m_history.reset();
        m_connections.reset();
    }

    void anUnknownProgressIsOnlyBusy_data()
    {
        QTest::addColumn<int>("percent");
        QTest::newRow("NULL") << -1;
        QTest::newRow("0") << 0;
    }
    void anUnknownProgressIsOnlyBusy()
    {
        QFETCH(int, percent);
        m_percent = percent;
        start();
        QCOMPARE(m_model->count(State::Busy), 1);
        QCOMPARE(State(row().data(StateRole).toInt()), State::None); // what is short only flickers
        m_clock->advance(500ms);
        QCOMPARE(State(row().data(StateRole).toInt()), State::Busy);
        QVERIFY(!row().data(BusyRole).toBool());
        m_clock->advance(4500ms);
        QVERIFY(row().data(BusyRole).toBool());
        QVERIFY(!row().data(ProgressRole).isValid());
    }

    void rateAndTimeLeftComeFromReadingsThatGrew()
    {
        m_percent = 10;
        start();
        QVERIFY(!row().data(RateRole).isValid());
        reading(20);
        QCOMPARE(row().data(RateRole).toULongLong(), 100u); // a tenth of 1000 bytes in a second
        QVERIFY(!row().data(TimeLeftRole).isValid());       // two readings are no trend
        reading(30);
        QCOMPARE(row().data(TimeLeftRole).toLongLong(), 7000);
        QCOMPARE(m_model->figures(m_tracker->records().first()).bytesDone,
                 std::optional<quint64>(300));
        QVERIFY(!row().data(ProgressRole).isValid()); // a bar is for what takes longer
        for (const int percent : {40, 50, 60})
            reading(percent);
        QCOMPARE(row().data(ProgressRole).toDouble(), 0.6);
    }

    void noChangeForTwoMinutesIsSaidInsteadOfALie()
    {
        m_percent = 10;
        start();
        reading(20);
        reading(30);
        QVERIFY(!row().data(StalledRole).toBool());
        for (int i = 0; i < 130 && !row().data(StalledRole).toBool(); ++i)
            reading(30);
        QVERIFY(row().data(StalledRole).toBool());
        QVERIFY(!row().data(TimeLeftRole).isValid());
        for (int i = 0; i < 50 && row().data(StalledRole).toBool(); ++i)
            reading(40);
        QVERIFY(!row().data(StalledRole).toBool());
    }

    void theEndIsShownAndCanBeCleared()
    {
        m_percent = 50;
        start();
        m_state = 7;
        m_clock->advance(1s);
        QTRY_VERIFY(m_tracker->records().first().over());
        QCOMPARE(State(row().data(StateRole).toInt()), State::Ok);
        QVERIFY(!row().data(BusyRole).toBool());
        QVERIFY(!row().data(RateRole).isValid());
        m_tracker->clearFinished();
        QCOMPARE(m_model->rowCount(), 0);
    }

    void theNewestStandsFirst()
    {
        start();
        const qint64 first = m_model->jobId(row());
        m_state = 4;
        start();
        QCOMPARE(m_model->rowCount(), 2);
        QVERIFY(m_model->jobId(row()) > first);
        QCOMPARE(m_model->indexOf(first).row(), 1);
    }

private:
    void start()
    {
        MethodCall call(*Schema::findMethod(QString(Schema::iscsiTarget),
                                            u"MSISCSITARGET_StorageConfigurationService",
                                            u"CreateOrModifyStoragePool"),
                        m_system->service());
        call.setArgument(u"Size", CimValue::uint64(size));
        const int reads = m_reads;
        const auto id = m_tracker->run(localSystemId, call, this);
        QTRY_VERIFY(id.isFinished() && takenFrom(id));
        QTRY_VERIFY(m_reads > reads && m_tracker->find(*takenFrom(id))->jobState == 4);
    }

    // The next reading tells this; it is taken in when the row has changed. Later readings are five
    // seconds apart, so that a second may pass without one.
    void reading(int percent)
    {
        m_percent = percent;
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        m_clock->advance(1s);
        const bool early = m_tracker->records().first().submitted.secsTo(m_clock->now()) < 29;
        QTRY_VERIFY_WITH_TIMEOUT(!changed.isEmpty() || !early, early ? 5000 : 20);
        QCoreApplication::processEvents();
    }

    QModelIndex row() const { return m_model->index(0, 0); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<FakeSystem> m_system;
    std::unique_ptr<SystemBook> m_book;
    std::unique_ptr<Connections> m_connections;
    std::unique_ptr<JobHistory> m_history;
    std::unique_ptr<JobTracker> m_tracker;
    ModelWords m_words;
    std::unique_ptr<JobModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    int m_percent = -1;
    int m_reads = 0;
    quint16 m_state = 4;
};

QTEST_GUILESS_MAIN(TestJobModel)
#include "tst_jobmodel.moc"
