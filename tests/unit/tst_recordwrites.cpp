// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A history that takes nothing for a while, as on a full disk: what became of calls is kept until
// it takes it.

#include "services/core/database.h"
#include "services/jobs/historyfile.h"
#include "services/jobs/recordwrites.h"
#include "tests/support/trackedsystem.h"

#include <QSignalSpy>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using State = JobRecord::State;

class TestRecordWrites : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m = std::make_unique<TrackedSystem>();
        QVERIFY(m->connect());
    }
    void cleanup() { m.reset(); }

    void whatCouldNotBeWrittenIsWrittenLater()
    {
        QSignalSpy failed(&m->tracker(), &JobTracker::writingFailed);
        QSignalSpy recovered(&m->tracker(), &JobTracker::writingRecovered);
        m->answerCreate([this](const MethodReply &) {
            takeNothing(true);
            m->system.addPool(u"gold"_s, 5);
            return TrackedSystem::replied(0);
        });
        const qint64 id = m->started(m->create(u"gold"_s));
        QTRY_VERIFY(m->find(id)->over());
        QCOMPARE(m->find(id)->state, State::Succeeded);
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed.first().first().value<Failure>().cause, Failure::Cause::Storage);
        m->pass(5s);
        m->pass(5s);
        QCOMPARE(recovered.size(), 0);
        QCOMPARE(failed.size(), 1); // told once
        takeNothing(false);
        m->pass(5s);
        QTRY_COMPARE(recovered.size(), 1);
        QCOMPARE(kept(id).state, State::Succeeded);
        QCOMPARE(kept(id).result, m->find(id)->result);
        m->end();
        m->begin();
        QTRY_COMPARE(kept(id).state, State::Succeeded);
    }

    void itsEndIsWrittenWhenTheProgramEnds()
    {
        m->answerCreate([this](const MethodReply &) {
            takeNothing(true);
            return TrackedSystem::replied(4);
        });
        QSignalSpy failed(&m->tracker(), &JobTracker::writingFailed);
        const qint64 id = m->started(m->create(u"gold"_s));
        QTRY_VERIFY(m->find(id)->over());
        QTRY_COMPARE(failed.size(), 1);
        takeNothing(false);
        m->end();
        m->begin();
        QCOMPARE(kept(id).state, State::Failed);
        QCOMPARE(kept(id).returnValue, 4U);
    }

    void anOlderWordNeverTakesThePlaceOfALaterOne()
    {
        JobRecord record;
        record.systemId = localSystemId;
        record.submitted = m->clock.now();
        record.call = m->create(u"gold"_s);
        const auto added = m->program->history.add(record, &m->owner);
        QTRY_VERIFY(added.isFinished());
        record.id = *takenFrom(added);
        RecordWrites writes(m->program->history, m->clock, nullptr);
        takeNothing(true);
        record.state = State::Sent;
        writes.write(record);
        takeNothing(false); // behind it in the queue
        record.state = State::Running;
        writes.write(record);
        m->settle();
        QVERIFY(writes.allWritten());
        m->pass(5s);
        m->pass(5s);
        QCOMPARE(kept(record.id).state, State::Running);
    }

private:
    void takeNothing(bool nothing)
    {
        m->program->history.file().run<Done>([nothing](Database &database) -> Outcome<Done> {
            const char *words = nothing ? "CREATE TRIGGER full BEFORE UPDATE ON record BEGIN "
                                          "SELECT RAISE(FAIL, 'disk is full'); END"
                                        : "DROP TRIGGER full";
            return database.prepare(words)->run();
        });
    }
    JobRecord kept(qint64 id)
    {
        const auto found = m->program->history.record(id, &m->owner);
        return QTest::qWaitFor([&found] { return found.isFinished(); }) && takenFrom(found)
            ? *takenFrom(found)
            : JobRecord();
    }

    std::unique_ptr<TrackedSystem> m;
};

QTEST_GUILESS_MAIN(TestRecordWrites)
#include "tst_recordwrites.moc"
