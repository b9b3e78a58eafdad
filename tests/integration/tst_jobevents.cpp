// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A job of a real target over HTTP, followed by events and by asking again and again: both end in
// the same place, and the figures say at what price. What others do appears by itself.
#include "services/core/systemclock.h"
#include "services/inventory/refresher.h"
#include "services/inventory/shape.h"
#include "services/jobs/jobhistory.h"
#include "services/jobs/jobtracker.h"
#include "services/provider/provider.h"
#include "services/schema/schema.h"
#include "services/systems/connections.h"
#include "services/systems/systemevents.h"
#include "services/wsman/listener.h"
#include "services/wsman/transports/httptransport.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using State = JobRecord::State;

namespace {
constexpr quint64 MiB = 1024 * 1024;
const QString nameSpace(Schema::iscsiTarget);

// Counts what passes, and takes events away when a test says so.
struct Traffic
{
    QHash<QString, int> counts;
    bool refusesEvents = false;
    QList<std::pair<Envelope, Pledge<Envelope>>> pulls; // under way

    int all() const
    {
        int sum = 0;
        for (const int count : counts)
            sum += count;
        return sum;
    }
    void refuseEvents()
    {
        refusesEvents = true;
        for (const auto &[request, pledge] : std::as_const(pulls))
            pledge.give(replyTo(
                request,
                Wsman::Fault{.code = u"Receiver"_s, .subcode = u"InvalidEnumerationContext"_s}));
    }
};

class CountedTransport final : public Transport
{
public:
    CountedTransport(std::unique_ptr<Transport> inner, Traffic &traffic)
        : m_inner(std::move(inner)), m_traffic(traffic)
    {}
    QString address() const override { return m_inner->address(); }
    Answer<Envelope> send(const Envelope &request, QObject *owner) override
    {
        const bool subscribes = std::holds_alternative<Wsman::Subscribe>(request.body);
        const bool pulls = std::holds_alternative<Wsman::Pull>(request.body);
        const bool job = std::holds_alternative<Wsman::Get>(request.body)
            && request.target.className() == "MSISCSITARGET_ConcreteJob"_L1;
        ++m_traffic.counts[job              ? u"Get job"_s
                               : pulls      ? u"Pull"_s
                               : subscribes ? u"Subscribe"_s
                                            : u"other"_s];
        if (subscribes && m_traffic.refusesEvents)
            return readyAnswer<Envelope>(replyTo(
                request, Wsman::Fault{.code = u"Sender"_s, .subcode = u"ActionNotSupported"_s}));
        const Answer<Envelope> answer = m_inner->send(request, owner);
        if (!pulls)
            return answer;
        const Pledge<Envelope> pledge;
        m_traffic.pulls.append({request, pledge});
        onDone(answer, this, [pledge](const Outcome<Envelope> &reply) { pledge.give(reply); });
        return pledge.answer();
    }

private:
    std::unique_ptr<Transport> m_inner;
    Traffic &m_traffic;
};

QString storeTemplate()
{
    const QString memory = u"/dev/shm"_s;
    return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) + u"/cistern-XXXXXX"_s;
}

// A served target.
struct Served
{
    explicit Served(Clock &clock, bool events) : folder(storeTemplate())
    {
        provider = std::make_unique<Provider>(
            Provider::Options{.store = folder.filePath(u"store"_s),
                              .systemName = u"san9"_s,
                              .firstLimit = 1024 * MiB,
                              .faults = faults,
                              .events = events});
        const auto opened = provider->opened();
        if (!QTest::qWaitFor([&] { return opened.isFinished(); }, 20000))
            qFatal("the store did not open");
        users = std::make_shared<UserFile>(folder.filePath(u"users"_s), UserFile::leastIterations);
        if (!users->add({u"admin"_s, AccessRole::Manage}, password))
            qFatal("the user could not be added");
        listener = std::make_unique<Listener>(ListenOptions(), provider->responder(), users, clock);
        if (!listener->listen())
            qFatal("nothing could listen");
    }

    QTemporaryDir folder; // goes last
    Secret password{"a password"};
    std::shared_ptr<FaultPoints> faults = std::make_shared<FaultPoints>();
    std::unique_ptr<Provider> provider;
    std::shared_ptr<UserFile> users;
    std::unique_ptr<Listener> listener;
};

// One run of the program that knows only this system.
struct Program
{
    Program(Served &served, Clock &clock, const QString &folder)
        : book(folder + u"/systems.json"_s)
        , connections(
              book,
              [&served, &clock, this](const ConnectionSpec &, const Secret &) {
                  HttpTarget target;
                  target.url = QUrl(u"http://127.0.0.1:%1/wsman"_s.arg(served.listener->port()));
                  target.credentials.user = u"admin"_s;
                  target.credentials.secret = served.password;
                  return std::make_unique<CountedTransport>(
                      std::make_unique<HttpTransport>(target, clock), traffic);
              },
              [](const ConnectionSpec &, QObject *) { return readyAnswer<Secret>(Secret()); },
              clock)
        , events(connections, Shape::interests())
        , history(folder + u"/history.sqlite"_s)
        , tracker(connections, history, clock, nullptr, &events)
        , refresher(book, connections, inventory, clock, nullptr, &events)
    {
        connections.open(localSystemId);
        if (!QTest::qWaitFor([this] { return connection() != nullptr; }, 20000))
            qFatal("no connection");
    }
    Connection *connection() const { return connections.connection(localSystemId); }

    template<class T>
    T read(const Answer<T> &answer)
    {
        if (!QTest::qWaitFor([&] { return answer.isFinished(); }, 20000))
            qFatal("no answer");
        const auto outcome = takenFrom(answer);
        if (!outcome)
            qFatal("%s", qPrintable(outcome.failure().serverText));
        return *outcome;
    }
    QList<CimInstance> all(const QString &className)
    {
        return read(connection()->enumerate(nameSpace, className, &context));
    }
    MethodCall createPool(const QString &name, quint64 size)
    {
        const CimPath service = all(u"MSISCSITARGET_StorageConfigurationService"_s).first().path();
        QString source;
        for (const CimInstance &pool : all(u"MSISCSITARGET_StoragePool"_s)) {
            if (pool.value(u"Primordial").toBool().value_or(false))
                source = pool.path().toText();
        }
        MethodCall call(*Schema::findMethod(nameSpace, u"MSISCSITARGET_StorageConfigurationService",
                                            u"CreateOrModifyStoragePool"),
                        service);
        call.setArgument(u"ElementName", CimValue::string(name));
        call.setArgument(u"Size", CimValue::uint64(size));
        call.setArgument(u"InPools", CimValue::strings({source}));
        return call;
    }

    Traffic traffic; // before what counts in it
    QObject context;
    SystemBook book;
    Connections connections;
    SystemEvents events;
    JobHistory history;
    JobTracker tracker;
    Inventory inventory;
    Refresher refresher;
};

struct Told
{
    JobRecord record;
    QHash<QString, int> counts;
    int requests = 0;
    qint64 delay = 0; // ms from the end of the job to its being known
};
} // namespace

class tst_JobEvents : public QObject
{
    Q_OBJECT

private:
    SystemClock m_clock;

    Told followed(bool events, quint64 size, quint64 pace)
    {
        Served served(m_clock, events);
        const QTemporaryDir folder;
        Program program(served, m_clock, folder.path());
        const MethodCall call = program.createPool(u"gold"_s, size);
        served.faults->setPace(pace);
        program.traffic.counts.clear();
        const qint64 id = program.read(program.tracker.run(localSystemId, call, this));
        const auto ended = program.tracker.ended(id, this);
        if (!QTest::qWaitFor([&] { return ended.isFinished(); }, 120000))
            qFatal("the job did not end");
        Told told;
        told.record = *takenFrom(ended);
        told.counts = program.traffic.counts;
        told.requests = program.traffic.all();
        const CimInstance job = program.read(
            program.connection()->get(told.record.job, &program.context));
        told.delay =
            job.value(u"TimeOfLastStateChange").toDateTime()->time()->msecsTo(told.record.ended);
        return told;
    }

private slots:
    void eventsAndAskingEndInTheSamePlace()
    {
        // Some seconds of work; a longer one by hand for the note.
        const quint64 seconds = qEnvironmentVariable("CISTERN_JOB_SECONDS", u"6"_s).toULongLong();
        const Told byEvents = followed(true, seconds * 16 * MiB, 16 * MiB);
        const Told byAsking = followed(false, seconds * 16 * MiB, 16 * MiB);
        for (const auto &[name, told] : {std::pair("by events", byEvents), {"by asking", byAsking}})
            qInfo() << name << "requests" << told.requests << told.counts << "seen after"
                    << told.delay << "ms";

        QCOMPARE(byEvents.record.state, State::Succeeded);
        QCOMPARE(byAsking.record.state, State::Succeeded);
        QCOMPARE(byEvents.record.jobState, byAsking.record.jobState);
        QCOMPARE(byEvents.record.percent, byAsking.record.percent);
        QCOMPARE(byEvents.record.statusText, byAsking.record.statusText);
        QCOMPARE(byEvents.record.stoppable, byAsking.record.stoppable);
        QCOMPARE(byEvents.record.size, byAsking.record.size);
        QCOMPARE(byEvents.record.result.className(), byAsking.record.result.className());
        QVERIFY(!byEvents.record.result.isEmpty());

        QVERIFY(byEvents.counts.value(u"Pull"_s) > 0);
        QVERIFY(byEvents.counts.value(u"Get job"_s) <= 3);
        QCOMPARE(byAsking.counts.value(u"Pull"_s), 0);
        QCOMPARE(byAsking.counts.value(u"Subscribe"_s), 1); // refused once, not asked again
        QVERIFY(byAsking.counts.value(u"Get job"_s) > byEvents.counts.value(u"Get job"_s));
    }

    void whenEventsEndTheJobIsAskedForAgainAtOnce()
    {
        Served served(m_clock, true);
        const QTemporaryDir folder;
        Program program(served, m_clock, folder.path());
        const MethodCall call = program.createPool(u"gold"_s, 512 * MiB);
        served.faults->setPace(16 * MiB);
        const qint64 id = program.read(program.tracker.run(localSystemId, call, this));
        QTRY_VERIFY_WITH_TIMEOUT(program.events.watches(localSystemId, nameSpace), 20000);
        QSignalSpy changed(&program.tracker, &JobTracker::recordChanged);
        // A read that was due already may still come; then events tell the rest.
        QTRY_VERIFY_WITH_TIMEOUT(changed.size() >= 3, 20000);
        const int before = program.traffic.counts.value(u"Get job"_s);
        changed.clear();
        QTRY_VERIFY_WITH_TIMEOUT(!changed.isEmpty(), 15000);
        QCOMPARE(program.traffic.counts.value(u"Get job"_s), before);

        QElapsedTimer since;
        since.start();
        program.traffic.refuseEvents();
        QTRY_COMPARE_WITH_TIMEOUT(program.traffic.counts.value(u"Get job"_s), before + 1, 10000);
        QTRY_VERIFY_WITH_TIMEOUT(program.traffic.counts.value(u"Get job"_s) >= before + 3, 20000);
        QVERIFY(since.elapsed() < 25000); // the safety net alone would take longer
        served.faults->setPace(0);
        const auto ended = program.tracker.ended(id, this);
        QTRY_VERIFY_WITH_TIMEOUT(ended.isFinished(), 30000);
        QCOMPARE(takenFrom(ended)->state, State::Succeeded);
    }

    void whatAnotherPersonMakesAppearsByItself()
    {
        Served served(m_clock, true);
        const QTemporaryDir folder, otherFolder;
        Program program(served, m_clock, folder.path());
        Program other(served, m_clock, otherFolder.path());
        const MethodCall call = other.createPool(u"silver"_s, 4 * MiB);
        QSignalSpy refreshed(&program.refresher, &Refresher::refreshed);
        program.refresher.setVisible(true);
        QTRY_VERIFY_WITH_TIMEOUT(!refreshed.isEmpty() && !program.refresher.busy(localSystemId),
                                 30000);
        const auto pools = [&program] {
            QStringList names;
            for (const NodeId id :
                 program.inventory.objects(localSystemId, u"MSISCSITARGET_StoragePool"_s))
                names.append(program.inventory.node(id)->instance.value(u"ElementName").toString());
            return names;
        };
        QVERIFY(!pools().contains(u"silver"_s));
        QTRY_VERIFY_WITH_TIMEOUT(program.traffic.counts.value(u"Pull"_s) > 0, 20000);
        QElapsedTimer since;
        since.start();
        other.read(other.tracker.run(localSystemId, call, this));
        QTRY_VERIFY_WITH_TIMEOUT(pools().contains(u"silver"_s), 25000);
        qInfo() << "another person's pool was seen after" << since.elapsed() << "ms";
    }

    void aReadingThatFindsNothingNewIsToldToNobody()
    {
        Served served(m_clock, true);
        const QTemporaryDir folder;
        Program program(served, m_clock, folder.path());
        const auto read = [&program] {
            const QSignalSpy refreshed(&program.refresher, &Refresher::refreshed);
            program.refresher.refresh(localSystemId);
            return QTest::qWaitFor(
                [&] { return !refreshed.isEmpty() && !program.refresher.busy(localSystemId); },
                30000);
        };
        // What a reading leads to is told before the next one, with all its requests, has ended.
        QVERIFY(read());
        QVERIFY(read());
        const QSignalSpy changed(&program.inventory, &Inventory::changed);
        QVERIFY(read());
        QVERIFY(read());
        QCOMPARE(changed.size(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_JobEvents)
#include "tst_jobevents.moc"
