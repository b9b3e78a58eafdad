// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A far system in memory, the tracker that works on it, and its time; for tests of what happens to
// calls and jobs. The program can end and begin again over the same history. Header only.
#pragma once

#include "services/jobs/jobhistory.h"
#include "services/jobs/jobtracker.h"
#include "services/schema/schema.h"
#include "services/systems/connections.h"
#include "tests/support/fakesystem.h"
#include "tests/support/manualclock.h"

#include <QTemporaryDir>
#include <QTest>

namespace Cistern {

class TrackedSystem
{
public:
    // One run of the program.
    struct Program
    {
        Program(FakeSystem &system, const QString &folder, ManualClock &clock)
            : book(folder + QStringLiteral("/systems.json"))
            , connections(
                  book,
                  [&system](const ConnectionSpec &, const Secret &) { return system.transport(); },
                  [](const ConnectionSpec &, QObject *) { return readyAnswer<Secret>(Secret()); },
                  clock)
            , history(folder + QStringLiteral("/history.sqlite"))
            , tracker(connections, history, clock)
        {}

        SystemBook book;
        Connections connections;
        JobHistory history;
        JobTracker tracker;
    };

    TrackedSystem() { begin(); }

    // With the list of systems read, as the program does it.
    void begin()
    {
        program = std::make_unique<Program>(system, folder.path(), clock);
        const auto read = program->book.load(&owner);
        [&] { QTRY_VERIFY(read.isFinished()); }();
    }
    void end() { program.reset(); }
    bool connect()
    {
        program->connections.open(localSystemId);
        return QTest::qWaitFor(
            [this] { return program->connections.connection(localSystemId) != nullptr; });
    }
    JobTracker &tracker() { return program->tracker; }
    const JobRecord *find(qint64 id) { return program->tracker.find(id); }

    MethodCall create(const QString &name, quint64 size = 42) const
    {
        MethodCall call(*Schema::findMethod(QString(Schema::iscsiTarget),
                                            u"MSISCSITARGET_StorageConfigurationService",
                                            u"CreateOrModifyStoragePool"),
                        system.service());
        call.setArgument(QStringLiteral("ElementName"), CimValue::string(name));
        call.setArgument(QStringLiteral("Size"), CimValue::uint64(size));
        call.setArgument(QStringLiteral("InPools"),
                         CimValue::strings({system.primordial().toText()}));
        return call;
    }
    static MethodReply replied(quint64 code, QList<std::pair<QString, CimValue>> outs = {})
    {
        return MethodReply{.returnValue = code, .outs = std::move(outs)};
    }
    // No other method is there.
    void answerCreate(const std::function<Outcome<MethodReply>(const MethodReply &)> &answer)
    {
        system.method = [answer](const QString &name,
                                 const MethodReply &arguments) -> Outcome<MethodReply> {
            if (name == QLatin1StringView("CreateOrModifyStoragePool"))
                return answer(arguments);
            return Failure{.code = 17, .serverText = QStringLiteral("no such method")};
        };
    }
    // A job that runs until a test ends it; other methods answer as `others` says.
    using Method = std::function<Outcome<MethodReply>(const QString &name, const MethodReply &)>;
    void answerByJob(const Method &others = {})
    {
        system.method = [this, others,
                         made = 0](const QString &name,
                                   const MethodReply &arguments) mutable -> Outcome<MethodReply> {
            if (name != QLatin1StringView("CreateOrModifyStoragePool"))
                return others ? others(name, arguments) : Outcome<MethodReply>(Failure{.code = 17});
            const CimPath job = system.addJob(QStringLiteral("Fake:J%1").arg(++made), 4).path();
            return replied(4096, {{QStringLiteral("Job"), CimValue::reference(job)}});
        };
    }

    static void finish(CimInstance &job)
    {
        job.set(u"JobState", CimValue::uint16(7));
        job.set(u"PercentComplete", CimValue::uint16(100));
        job.set(u"OperationalStatus", CimValue::uint16s({17, 2}));
        job.set(u"ErrorCode", CimValue::uint16(0));
    }

    qint64 started(const MethodCall &call)
    {
        const auto id = tracker().run(localSystemId, call, &owner);
        return QTest::qWaitFor([&id] { return id.isFinished(); }) && takenFrom(id) ? *takenFrom(id)
                                                                                   : 0;
    }
    // Lets everything happen that is due, then moves the time.
    void pass(std::chrono::milliseconds time)
    {
        settle();
        clock.advance(time);
        settle();
    }
    // Until nothing is under way: what the history's thread was given is done and what that posted
    // is delivered, several times without another request.
    void settle()
    {
        for (int quiet = 0; quiet < 3; ++quiet) {
            const qsizetype sent = system.sent.size();
            const auto written = program->history.unfinished(&owner);
            if (!QTest::qWaitFor([&written] { return written.isFinished(); }))
                return;
            QTest::qWait(0);
            if (system.sent.size() > sent)
                quiet = -1;
        }
    }
    JobRecord over(qint64 id)
    {
        for (int i = 0; i < 300; ++i) {
            if (const JobRecord *record = find(id); record && record->over())
                return *record;
            pass(std::chrono::seconds(1));
        }
        return {};
    }
    JobRecord ran(const MethodCall &call) { return over(started(call)); }

    QObject owner;
    QTemporaryDir folder;
    ManualClock clock;
    FakeSystem system;
    std::unique_ptr<Program> program;
};

} // namespace Cistern
