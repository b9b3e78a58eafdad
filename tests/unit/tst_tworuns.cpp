// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Two runs of the program over one history: what a living one follows or fills in is left to it.

#include "services/jobs/drafts.h"
#include "tests/support/got.h"
#include "tests/support/trackedsystem.h"

#include <QDir>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using State = JobRecord::State;

class TestTwoRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m = std::make_unique<TrackedSystem>();
        QVERIFY(m->connect());
    }
    void cleanup() { m.reset(); }

    void whatALivingRunFollowsIsLeftToIt()
    {
        m->answerByJob();
        const qint64 id = m->started(m->create(u"gold"_s));
        QTRY_COMPARE(m->find(id)->state, State::Running);
        auto first = std::move(m->program);
        m->begin();
        QVERIFY(m->connect());
        QVERIFY(got(m->tracker().resume(&m->owner)));
        QVERIFY(!m->find(id));
        // It is still seen, as it is told.
        const auto seen = got(m->program->history.unfinished(&m->owner));
        QVERIFY(seen);
        QCOMPARE(seen->size(), 1);
        QCOMPARE(seen->first().state, State::Running);
        // Nor is it looked at again from here.
        const auto looked = got(m->tracker().recheck(id, &m->owner));
        QVERIFY(!looked);
        QCOMPARE(looked.failure().cause, Failure::Cause::InUse);
        QVERIFY(!m->find(id));

        first.reset(); // it ends, however it ends
        QVERIFY(got(m->tracker().resume(&m->owner)));
        QVERIFY(m->find(id));
        QCOMPARE(m->find(id)->state, State::Running);
        // Now it is this one's, also for a third.
        auto second = std::move(m->program);
        m->begin();
        QVERIFY(got(m->tracker().resume(&m->owner)));
        QVERIFY(!m->find(id));
    }

    void draftsOfALivingRunAreNotOffered()
    {
        Drafts ours(m->program->history.file());
        const Draft draft{
            .systemId = localSystemId, .call = m->create(u"begun"_s), .changed = m->clock.now()};
        QVERIFY(got(ours.keep(u"storage-pool"_s, draft, &m->owner)));
        auto first = std::move(m->program);
        m->begin();
        Drafts theirs(m->program->history.file());
        QVERIFY(got(theirs.all(&m->owner))->isEmpty());
        QVERIFY(!got(theirs.find(u"storage-pool"_s, localSystemId, &m->owner))->has_value());
        // Neither does the second run's own take the place of the first one's, nor its end remove
        // it.
        Draft other = draft;
        other.call = m->create(u"another"_s);
        QVERIFY(got(theirs.keep(u"storage-pool"_s, other, &m->owner)));
        QVERIFY(got(theirs.forget(u"storage-pool"_s, localSystemId, &m->owner)));
        const auto still = got(ours.find(u"storage-pool"_s, localSystemId, &m->owner));
        QVERIFY(still && still->has_value());
        QCOMPARE((*still)->call.argument(u"ElementName").toString(), u"begun"_s);

        first.reset();
        const auto left = got(theirs.find(u"storage-pool"_s, localSystemId, &m->owner));
        QVERIFY(left && left->has_value());
        QVERIFY(got(theirs.forget(u"storage-pool"_s, localSystemId, &m->owner)));
        QVERIFY(got(theirs.all(&m->owner))->isEmpty());
    }

    void whatAnotherSystemLeftIsNotForgotten()
    {
        const auto leave = [this](const QString &systemId) {
            Drafts drafts(m->program->history.file());
            QVERIFY(got(drafts.keep(
                u"storage-pool"_s,
                {.systemId = systemId, .call = m->create(systemId), .changed = m->clock.now()},
                &m->owner)));
            m->clock.advance(1s);
            m->end();
            m->begin();
        };
        leave(localSystemId);
        leave(u"far"_s);
        Drafts drafts(m->program->history.file());
        const auto systems = [&] {
            QStringList found;
            const auto all = got(drafts.all(&m->owner));
            for (const KeptDraft &each : all ? *all : QList<KeptDraft>())
                found.append(each.draft.systemId);
            return found;
        };
        QCOMPARE(systems(), QStringList({u"far"_s, QString(localSystemId)}));
        const auto found = got(drafts.find(u"storage-pool"_s, localSystemId, &m->owner));
        QVERIFY(found && *found);
        QCOMPARE((*found)->systemId, QString(localSystemId));
        QVERIFY(got(drafts.forget(u"storage-pool"_s, {}, &m->owner))); // no other went on
        QCOMPARE(systems().size(), 2);
        QVERIFY(got(drafts.forget(u"storage-pool"_s, localSystemId, &m->owner)));
        QCOMPARE(systems(), QStringList{u"far"_s});
    }

    void noLockIsLeftBehind()
    {
        const auto locks = [this] {
            return QDir(m->folder.path()).entryList({u"*.run-*"_s}, QDir::Files | QDir::Hidden);
        };
        QVERIFY(got(m->program->history.unfinished(&m->owner)));
        QCOMPARE(locks().size(), 1);
        m->end();
        QVERIFY(locks().isEmpty());
        // Of a run that was killed; in a container the next one has its number.
        QFile left(m->folder.filePath(u"history.sqlite.run-gone"_s));
        QVERIFY(left.open(QIODevice::WriteOnly));
        left.write(QByteArray::number(QCoreApplication::applicationPid()) + "\n"
                   + QCoreApplication::applicationName().toUtf8() + "\n"
                   + QSysInfo::machineHostName().toUtf8() + "\n" + QSysInfo::machineUniqueId()
                   + "\n" + QSysInfo::bootUniqueId() + "\n");
        left.close();
        m->begin();
        QVERIFY(got(m->program->history.unfinished(&m->owner)));
        QCOMPARE(locks().size(), 1);
    }

private:
    std::unique_ptr<TrackedSystem> m;
};

QTEST_GUILESS_MAIN(TestTwoRuns)
#include "tst_tworuns.moc"
