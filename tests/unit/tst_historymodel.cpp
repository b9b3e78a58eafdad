// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The rows of the history: read in pieces, found, sorted, kept in step with what goes on, and
// forgotten when they are old; also when there are 100,000 of them.

#include "models/historymodel.h"
#include "services/core/database.h"
#include "services/jobs/calljson.h"
#include "services/jobs/historyfile.h"
#include "services/jobs/historykeeping.h"
#include "services/jobs/jobtracker.h"
#include "services/schema/schema.h"
#include "tests/support/fakesystem.h"
#include "tests/support/got.h"
#include "tests/support/manualclock.h"

#include <QAbstractItemModelTester>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <ctime>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {
// The name alone: what a record is called and when it was sent.
class Words : public ModelWords
{
public:
    QString jobCell(QLatin1StringView column, const JobRecord &record,
                    const JobFigures &) const override
    {
        return column == "job"_L1   ? record.call.argument(u"ElementName").toString()
            : column == "system"_L1 ? record.systemId
                                    : QString();
    }
};
} // namespace

class TestHistoryModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void rowsAreReadInPieces();
    void wordsSystemStateAndTimeAreFound();
    void anObjectHasItsOwnHistory();
    void sortsByWhatTheFileSorts();
    void whatIsAddedComesUpAndKeepsThePlace();
    void whatEndsIsSeen();
    void aHundredThousandStallNothing();
    void whatIsOldIsForgottenDaily();

private:
    JobRecord record(int number, const QString &system = u"near"_s) const;
    void add(const JobRecord &record);
    void addMany(int count);
    void shows(const HistoryQuery &query);
    QString name(int row) const { return m_model->index(row, 0).data().toString(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<FakeSystem> m_system;
    std::unique_ptr<SystemBook> m_book;
    std::unique_ptr<Connections> m_connections;
    std::unique_ptr<JobHistory> m_history;
    std::unique_ptr<JobTracker> m_tracker;
    std::unique_ptr<HistoryModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    Words m_words;
};

void TestHistoryModel::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_clock = std::make_unique<ManualClock>();
    m_system = std::make_unique<FakeSystem>();
    m_book = std::make_unique<SystemBook>(m_folder->filePath(u"systems.json"_s));
    m_connections = std::make_unique<Connections>(
        *m_book, [this](const ConnectionSpec &, const Secret &) { return m_system->transport(); },
        [](const ConnectionSpec &, QObject *) { return readyAnswer<Secret>(Secret()); }, *m_clock);
    m_history = std::make_unique<JobHistory>(m_folder->filePath(u"history.sqlite"_s));
    m_tracker = std::make_unique<JobTracker>(*m_connections, *m_history, *m_clock);
    m_model = std::make_unique<HistoryModel>(*m_history, *m_tracker, m_words);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestHistoryModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_tracker.reset();
    m_history.reset();
    m_connections.reset();
}

// Sent a minute after the one before; every third failed, every ninth without anybody knowing how.
JobRecord TestHistoryModel::record(int number, const QString &system) const
{
    JobRecord record;
    record.systemId = system;
    record.person = u"ada"_s;
    record.call = MethodCall(*Schema::findMethod(QString(Schema::iscsiTarget),
                                                 u"MSISCSITARGET_StorageConfigurationService",
                                                 u"CreateOrModifyStoragePool"),
                             CimPath());
    record.call.setArgument(u"ElementName", CimValue::string(u"pool%1"_s.arg(number)));
    record.submitted = m_clock->now().addDays(-400).addSecs(60 * qint64(number));
    record.ended = record.submitted.addSecs(5);
    record.state = number % 3 == 0 ? JobRecord::State::Failed : JobRecord::State::Succeeded;
    if (number % 3 == 0)
        record.failure = Failure{.cause = number % 9 == 0 ? Failure::Cause::OutcomeUnknown
                                                          : Failure::Cause::InUse};
    return record;
}

void TestHistoryModel::add(const JobRecord &record)
{
    QVERIFY(got(m_history->add(record, m_history.get())));
}

// Past the program, in one transaction.
void TestHistoryModel::addMany(int count)
{
    const auto text = QString::fromUtf8(
        QJsonDocument(CallJson::toJson(record(1))).toJson(QJsonDocument::Compact));
    const qint64 begin = record(1).submitted.toMSecsSinceEpoch();
    const auto made = m_history->file().run<Done>([=](Database &database) -> Outcome<Done> {
        auto statement = database.prepare(
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
            " INSERT INTO record (submitted, over, content, system, state, words)"
            " SELECT ? + i * 60000, 1, ?, 'near', 5, 'pool' || i FROM n");
        if (!statement)
            return statement.failure();
        statement->bind(0, qint64(count - 1)).bind(1, begin).bind(2, text);
        return statement->run();
    });
    QVERIFY(got(made));
}

void TestHistoryModel::shows(const HistoryQuery &query)
{
    QSignalSpy arrived(m_model.get(), &HistoryModel::arrived);
    m_model->setQuery(query);
    QTRY_VERIFY(!arrived.isEmpty());
}

void TestHistoryModel::rowsAreReadInPieces()
{
    for (int i = 1; i <= 130; ++i)
        add(record(i));
    shows({});
    QCOMPARE(m_model->rowCount(), 130);
    QCOMPARE(name(0), u"pool130"_s);
    QVERIFY(!m_model->record(m_model->index(129, 0)));
    QCOMPARE(name(129), QString()); // asks for it
    QTRY_COMPARE(name(129), u"pool1"_s);
    QCOMPARE(State(m_model->index(127, 0).data(StateRole).toInt()), State::Error);
    QCOMPARE(State(m_model->index(121, 0).data(StateRole).toInt()), State::Warning);
    shows({.words = u"nothing has this"_s});
    QVERIFY(m_model->isEmpty());
}

void TestHistoryModel::wordsSystemStateAndTimeAreFound()
{
    for (int i = 1; i <= 20; ++i)
        add(record(i, i % 2 == 0 ? u"near"_s : u"far"_s));
    shows({.words = u"POOL17"_s});
    QCOMPARE(m_model->rowCount(), 1);
    QCOMPARE(name(0), u"pool17"_s);
    shows({.systemId = u"far"_s});
    QCOMPARE(m_model->rowCount(), 10);
    shows({.states = {JobRecord::State::Failed}});
    QCOMPARE(m_model->rowCount(), 6);
    shows({.states = {JobRecord::State::Failed}, .unknown = true});
    QCOMPARE(m_model->rowCount(), 2); // 9 and 18
    QCOMPARE(name(1), u"pool9"_s);
    shows({.states = {JobRecord::State::Failed}, .unknown = false});
    QCOMPARE(m_model->rowCount(), 4);
    shows({.from = record(5).submitted, .to = record(8).submitted});
    QCOMPARE(m_model->rowCount(), 3);
    QCOMPARE(name(0), u"pool7"_s);
}

void TestHistoryModel::anObjectHasItsOwnHistory()
{
    const CimPath gold(QString(Schema::iscsiTarget), u"MSISCSITARGET_StoragePool"_s,
                       {{u"InstanceID"_s, CimValue::string(u"Gold and \"silver\""_s)}});
    JobRecord asResult = record(1);
    asResult.result = gold;
    JobRecord asArgument = record(2);
    asArgument.call.setArgument(u"Pool", CimValue::reference(gold));
    JobRecord asSource = record(3);
    asSource.call.setArgument(u"InPools", CimValue::strings({gold.toText()}));
    JobRecord asTarget = record(4);
    asTarget.call = MethodCall(asTarget.call.decl(), gold);
    JobRecord workedOn = record(5);
    workedOn.affected = {gold};
    for (const JobRecord &each : {asResult, asArgument, asSource, asTarget, workedOn, record(6)})
        add(each);
    shows({.phrase = gold.toText()});
    QCOMPARE(m_model->rowCount(), 5);
}

void TestHistoryModel::sortsByWhatTheFileSorts()
{
    for (int i = 1; i <= 6; ++i)
        add(record(i, i % 2 == 0 ? u"near"_s : u"far"_s));
    shows({});
    QSignalSpy arrived(m_model.get(), &HistoryModel::arrived);
    m_model->sort(HistoryModel::When, Qt::AscendingOrder);
    QTRY_COMPARE(arrived.size(), 1);
    QCOMPARE(name(0), u"pool1"_s);
    m_model->sort(HistoryModel::System, Qt::AscendingOrder);
    QTRY_COMPARE(arrived.size(), 2);
    QCOMPARE(m_model->index(0, HistoryModel::System).data().toString(), u"far"_s);
    QCOMPARE(m_model->index(5, HistoryModel::System).data().toString(), u"near"_s);
    m_model->sort(HistoryModel::Took, Qt::AscendingOrder); // not sorted by that
    QCOMPARE(m_model->index(0, HistoryModel::System).data().toString(), u"far"_s);
    QCOMPARE(m_model->rowCount(), 6);
}

void TestHistoryModel::whatIsAddedComesUpAndKeepsThePlace()
{
    for (int i = 1; i <= 3; ++i)
        add(record(i));
    shows({});
    const QPersistentModelIndex pointed = m_model->index(0, 0);
    QCOMPARE(pointed.data().toString(), u"pool3"_s);
    add(record(4));
    QSignalSpy reset(m_model.get(), &HistoryModel::modelReset);
    m_model->refresh();
    QTRY_COMPARE(m_model->rowCount(), 4);
    QCOMPARE(name(0), u"pool4"_s);
    QCOMPARE(pointed.row(), 1);
    QCOMPARE(pointed.data().toString(), u"pool3"_s);
    QVERIFY(reset.isEmpty());
}

void TestHistoryModel::whatEndsIsSeen()
{
    m_connections->open(localSystemId);
    QTRY_VERIFY(m_connections->connection(localSystemId));
    shows({});
    QVERIFY(m_model->isEmpty());
    m_system->method = [](const QString &, const MethodReply &) -> Outcome<MethodReply> {
        return MethodReply{.returnValue = 5, .outs = {}};
    };
    MethodCall call = record(1).call;
    call = MethodCall(call.decl(), m_system->service());
    call.setArgument(u"ElementName", CimValue::string(u"new"_s));
    const auto id = m_tracker->run(localSystemId, call, m_tracker.get());
    QTRY_COMPARE(m_model->rowCount(), 1);
    QTRY_COMPARE(State(m_model->index(0, 0).data(StateRole).toInt()), State::Error);
}

// The figures of the window: nothing that the person does waits for more than a few rows.
void TestHistoryModel::aHundredThousandStallNothing()
{
    addMany(100'000);
    // Time of this thread alone: whatever else the machine does is not counted.
    const auto spent = [] {
        timespec time = {};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return qint64(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
    };
    qint64 worst = 0;
    const auto watched = [&](const auto &act) {
        const qint64 before = spent();
        act();
        worst = std::max(worst, spent() - before);
    };
    QSignalSpy arrived(m_model.get(), &HistoryModel::arrived);
    watched([this] { m_model->setQuery({}); });
    QTRY_COMPARE(m_model->rowCount(), 100'000);
    for (const int row : {50'000, 99'999, 10, 75'000}) {
        watched([&] { QCOMPARE(name(row), QString(row < 100 ? u"pool1"_s : QString())); });
        QTRY_VERIFY(m_model->record(m_model->index(row, 0)));
    }
    watched([this] { m_model->setQuery({.words = u"pool77777"_s}); });
    QTRY_COMPARE(m_model->rowCount(), 1);
    QVERIFY2(worst <= 50, qPrintable(QString::number(worst)));
}

void TestHistoryModel::whatIsOldIsForgottenDaily()
{
    JobRecord open = record(1);
    open.state = JobRecord::State::Running;
    open.ended = {};
    add(open);
    add(record(2)); // 400 days ago
    JobRecord young = record(3);
    young.submitted = m_clock->now().addDays(-29).addSecs(-3600);
    add(young);
    HistoryKeeping keeping(*m_history, *m_clock);
    QSignalSpy forgot(&keeping, &HistoryKeeping::forgot);
    keeping.keepFor(std::chrono::days(0));
    m_clock->advance(48h);
    shows({});
    QCOMPARE(m_model->rowCount(), 3);
    keeping.keepFor(std::chrono::days(365));
    QTRY_COMPARE(forgot.size(), 1);
    QCOMPARE(forgot.last().first().toLongLong(), 1);
    keeping.keepFor(std::chrono::days(32));
    for (int day = 0; day < 2; ++day)
        m_clock->advance(24h);
    QTRY_COMPARE(forgot.size(), 2);
    shows({});
    QCOMPARE(m_model->rowCount(), 1); // what goes on stays whatever its age
    QCOMPARE(name(0), u"pool1"_s);
}

QTEST_GUILESS_MAIN(TestHistoryModel)
#include "tst_historymodel.moc"
