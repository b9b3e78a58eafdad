// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the local target does to files, where it could go wrong unseen: rollbacks that fail, bytes
// on their way back, ends that can't be written down, power cuts. Rules SP.R34, SP.R35, JOB.R15.
#include "services/provider/books.h"
#include "services/provider/filework.h"
#include "services/provider/locations.h"
#include "tests/support/jobcalls.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMutex>
#include <QSemaphore>
#include <QTest>
#include <QThreadPool>

#include <atomic>
#include <cerrno>

#include <sys/syscall.h>
#include <unistd.h>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using Step = FaultPoints::Step;
using Act = FaultPoints::Act;

namespace {
QMutex syncMutex;
QStringList syncedPaths;

QStringList takeSynced()
{
    const QMutexLocker lock(&syncMutex);
    return std::exchange(syncedPaths, {});
}

ProviderFixture::Result returnVolume(ProviderFixture &at, const CimPath &volume)
{
    return at.callService(u"ReturnToStoragePool"_s, {{u"TheElement"_s, ref(volume)}});
}

ProviderFixture::Result createVolume(ProviderFixture &at, const CimPath &pool, quint64 size)
{
    return at.callService(u"CreateOrModifyElementFromStoragePool"_s,
                          {{u"ElementType"_s, CimValue::uint16(2)},
                           {u"Size"_s, bytes(size)},
                           {u"InPool"_s, ref(pool)}});
}

bool held(ProviderFixture &at, Step step, int workers = 1)
{
    return QTest::qWaitFor([&] { return at.faults().waiting(step) == workers; }, 10000);
}

void makeFile(const QString &name, quint64 length)
{
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(qint64(length)));
}

std::atomic<quint64> room = 0;        // what the files of a folder may take; 0: any
QSemaphore slowFile, *slow = nullptr; // growth of a file named "slow" waits for it

int allocate(int descriptor, off_t offset, off_t length)
{
    const QFileInfo file(QFile::symLinkTarget(u"/proc/self/fd/%1"_s.arg(descriptor)));
    if (slow && file.fileName() == "slow"_L1)
        slow->acquire();
    quint64 taken = quint64(length);
    for (const QFileInfo &other : file.dir().entryInfoList(QDir::Files))
        taken += quint64(other.size());
    if (room > 0 && taken > room)
        return ENOSPC;
    return ::syscall(SYS_fallocate, descriptor, 0, offset, length) == 0 ? 0 : errno;
}
} // namespace

// In place of the C library's, which it does the same as, and notes which file it was.
extern "C" int fsync(int descriptor)
{
    const QString path = QFile::symLinkTarget(u"/proc/self/fd/%1"_s.arg(descriptor));
    {
        const QMutexLocker lock(&syncMutex);
        syncedPaths.append(path);
    }
    return int(::syscall(SYS_fsync, descriptor));
}
extern "C" int posix_fallocate(int descriptor, off_t offset, off_t length)
{
    return allocate(descriptor, offset, length);
}
extern "C" int posix_fallocate64(int descriptor, off64_t offset, off64_t length)
{
    return allocate(descriptor, offset, length);
}

class tst_TargetFiles : public QObject
{
    Q_OBJECT

private slots:
    void JOB_R15_aRollbackThatFailedIsDoneAtTheNextStart()
    {
        ProviderFixture at({.limit = 512 * MiB});
        at.faults().set(Step::Chunk, Act::Hold, 1);
        const CimPath job = Jobs::begun(at, 256 * MiB, u"half"_s);
        QVERIFY(held(at, Step::Chunk));
        // Neither a file nor removable as one: growth fails, and so does taking it back.
        const QString file = at.store() + u"/extents/"_s + at.files().value(0);
        QVERIFY(QFile::remove(file) && QDir().mkdir(file));
        Jobs::releaseAll(at);
        QVERIFY(at.waitForEnd(job));
        QCOMPARE(at.jobState(job), quint64(Jobs::Exception));
        QVERIFY(QDir().rmdir(file));
        QFile left(file);
        QVERIFY(left.open(QIODevice::WriteOnly) && left.resize(qint64(64 * MiB)));
        left.close();
        at.restart();
        QCOMPARE(Jobs::filesProblem(at), QString());
        QCOMPARE(at.jobState(job), quint64(Jobs::Exception));
    }

    // What a volume took out of its pool's extent goes back into it, though nothing else is free.
    void JOB_R15_aFullDiskDoesNotKeepTheNextStartFromRollingBack()
    {
        ProviderFixture at({.limit = 512 * MiB});
        const CimPath pool = at.pool(u"gold"_s, 128 * MiB);
        at.faults().set(Step::Chunk, Act::Hold, 2);
        const CimPath job = createVolume(at, pool, 128 * MiB).path(u"Job");
        QVERIFY(held(at, Step::Chunk));
        QCOMPARE(at.files().size(), 2);
        at.stop();
        Jobs::releaseAll(at);
        room = 128 * MiB;
        at.restart();
        room = 0;
        QCOMPARE(at.jobState(job), quint64(Jobs::Exception));
        QCOMPARE(Jobs::filesProblem(at), QString());
        QCOMPARE(at.booksProblem(), QString());
    }

    void JOB_R15_aFileThatResistsKeepsOnlyItsOwnJobFromItsEnd()
    {
        ProviderFixture at({.limit = 512 * MiB});
        at.faults().set(Step::Chunk, Act::Hold, 1);
        const CimPath stuck = Jobs::begun(at, 128 * MiB, u"stuck"_s);
        QVERIFY(held(at, Step::Chunk));
        const QString file = at.store() + u"/extents/"_s + at.files().value(0);
        const CimPath other = Jobs::begun(at, 128 * MiB, u"other"_s);
        QVERIFY(held(at, Step::Chunk, 2));
        at.stop();
        Jobs::releaseAll(at);
        QVERIFY(QFile::remove(file) && QDir().mkdir(file));
        at.restart();
        QCOMPARE(at.files(), QStringList());
        QCOMPARE(at.jobState(stuck), quint64(Jobs::Exception));
        QCOMPARE(at.jobState(other), quint64(Jobs::Exception));
        const QString told = at.text(stuck, u"ErrorDescription");
        QVERIFY2(told.contains(file) && !told.contains("was rolled back"_L1), qPrintable(told));
        QVERIFY(at.text(other, u"ErrorDescription").contains("was rolled back"_L1));
        at.pool(u"next"_s, 8 * MiB);
        at.stop();
        QVERIFY(QDir().rmdir(file));
        makeFile(file, 64 * MiB);
        at.restart();
        QCOMPARE(Jobs::filesProblem(at), QString());
    }

    void JOB_R15_aLocationThatIsAwayIsPutRightWhenItIsBack_data()
    {
        QTest::addColumn<bool>("empty");
        QTest::newRow("no folder") << false;
        QTest::newRow("a folder where it belongs") << true;
    }
    void JOB_R15_aLocationThatIsAwayIsPutRightWhenItIsBack()
    {
        QFETCH(bool, empty);
        ProviderFixture at({.limit = 512 * MiB});
        const CimPath far = at.addLocation(u"far"_s, 512 * MiB);
        const QString folder = QFileInfo(at.store()).path() + u"/far"_s;
        const CimPath pool = at.pool(u"gold"_s, 128 * MiB, far);
        at.pool(u"stays"_s, 8 * MiB, far);
        const auto lengths = [&folder] {
            QMap<QString, qint64> found;
            for (const QFileInfo &file : QDir(folder).entryInfoList(QDir::Files))
                found.insert(file.fileName(), file.size());
            return found;
        };
        const auto before = lengths();
        at.faults().set(Step::Chunk, Act::Hold, 2);
        const CimPath job = createVolume(at, pool, 128 * MiB).path(u"Job");
        QVERIFY(held(at, Step::Chunk));
        at.stop();
        Jobs::releaseAll(at);
        QVERIFY(QDir().rename(folder, folder + u"-away"_s));
        QVERIFY(!empty || QDir().mkdir(folder));
        at.restart();
        QCOMPARE(at.jobState(job), quint64(Jobs::Exception));
        QVERIFY(!at.text(job, u"ErrorDescription").contains("was rolled back"_L1));
        QVERIFY2(lengths().isEmpty(), "what belongs there was made elsewhere");
        at.stop();
        QVERIFY(!empty || QDir().rmdir(folder));
        QVERIFY(QDir().rename(folder + u"-away"_s, folder));
        at.restart();
        QCOMPARE(lengths(), before);
        QCOMPARE(at.booksProblem(), QString());
    }

    void aFirstRunThatFailedGoesOn()
    {
        QTemporaryDir folder;
        const QString store = folder.filePath(u"store"_s), extents = store + u"/extents"_s;
        QVERIFY(QDir().mkdir(store));
        makeFile(extents, 0);
        {
            Provider provider(Provider::Options{.store = store});
            QTRY_VERIFY(provider.opened().isFinished());
            QVERIFY(!takenFrom<Done>(provider.opened()));
        }
        QVERIFY(QFile::remove(extents));
        Provider provider(Provider::Options{.store = store});
        QTRY_VERIFY(provider.opened().isFinished());
        QVERIFY(takenFrom<Done>(provider.opened()));
        const auto locations = provider.locations();
        QTRY_VERIFY(locations.isFinished());
        QCOMPARE(takenFrom<QList<StorageLocation>>(locations)->size(), 1);
    }

    void SP_R34_noMoreIsTakenFromAFileThanItHas()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"file"_s);
        makeFile(file, 4 * MiB);
        QVERIFY(!shrinkFile(file, 8 * MiB));
        QCOMPARE(QFileInfo(file).size(), qint64(4 * MiB));
        QVERIFY(shrinkFile(file, MiB));
        QCOMPARE(QFileInfo(file).size(), qint64(3 * MiB));
        QVERIFY(!shrinkFile(folder.filePath(u"none"_s), MiB));
    }

    void SP_R34_aLengthThatCanNotBeReadIsNotZero()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"file"_s);
        makeFile(file, MiB);
        QCOMPARE(*fileLength(file), MiB);
        QCOMPARE(*fileLength(folder.filePath(u"none"_s)), 0u);
        QVERIFY(!fileLength(file + u"/below"_s));
        QVERIFY(!settleFile(file + u"/below"_s, 0));
    }

    void aFileThatTakesLongHoldsUpNoOther()
    {
        QTemporaryDir folder;
        QThreadPool workers;
        workers.setMaxThreadCount(5);
        std::atomic<int> done = 0;
        const auto grow = [&](const QString &name) {
            const QString file = folder.filePath(name);
            workers.start([file, &done] {
                const auto faults = std::make_shared<FaultPoints>();
                FileWork work({{FileStep::Kind::Grow, file, MiB, true}}, {}, faults);
                if (work.runBefore())
                    ++done;
            });
        };
        slow = &slowFile;
        grow(u"slow"_s);
        QTRY_VERIFY(QFile::exists(folder.filePath(u"slow"_s)));
        for (const QString &name : {u"one"_s, u"two"_s, u"three"_s, u"four"_s})
            grow(name);
        // One at least: locks are fewer than files.
        const bool some = QTest::qWaitFor([&done] { return done > 0; });
        slowFile.release();
        workers.waitForDone();
        slow = nullptr;
        QVERIFY(some);
        QCOMPARE(done, 5);
    }

    void aRollbackIsLeftWhenTheTargetEnds()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"file"_s);
        makeFile(file, 192 * MiB);
        const auto faults = std::make_shared<FaultPoints>();
        faults->set(Step::Chunk, Act::Hold, 2);
        faults->set(Step::Undo, Act::Hold);
        FileWork work({{FileStep::Kind::Shrink, file, 192 * MiB}}, {}, faults);
        QThreadPool worker;
        worker.start([&work] { (void)work.runBefore().ok(); });
        QTRY_COMPARE(faults->waiting(Step::Chunk), 1);
        QVERIFY(work.cancel());
        QTRY_COMPARE(faults->waiting(Step::Undo), 1);
        work.abandon();
        worker.waitForDone();
        QCOMPARE(QFileInfo(file).size(), qint64(64 * MiB));
        QVERIFY(!work.rolledBack());
    }

    void SP_R34_bytesOnTheirWayBackAreNotGivenAgain()
    {
        ProviderFixture at({.limit = 256 * MiB});
        const CimPath pool = at.pool(u"gold"_s, 8 * MiB);
        const CimPath volume = at.volume(pool, 8 * MiB);
        at.faults().set(Step::After, Act::Hold);
        const auto going = returnVolume(at, volume);
        QVERIFY(held(at, Step::After));
        const auto refused = createVolume(at, pool, 8 * MiB);
        QCOMPARE(refused.code, 4097u);
        // Nor may what they come back into go.
        QCOMPARE(at.callService(u"DeleteStoragePool"_s, {{u"Pool"_s, ref(pool)}}).code, 6u);
        Jobs::releaseAll(at);
        QVERIFY(at.waitForEnd(going.path(u"Job")));
        QCOMPARE(Jobs::filesProblem(at), QString());
        at.volume(pool, 8 * MiB);
        QCOMPARE(Jobs::filesProblem(at), QString());
        QCOMPARE(at.booksProblem(), QString());
    }

    // A disk that takes no more: the job is over all the same, and stays so.
    void JOB_R15_anEndThatCanNotBeWrittenIsStillSeen_data()
    {
        QTest::addColumn<bool>("committed");
        QTest::addColumn<int>("state");
        QTest::newRow("of a create that failed") << false << int(Jobs::Exception);
        QTest::newRow("of a delete that is committed") << true << int(Jobs::Completed);
    }

    void JOB_R15_anEndThatCanNotBeWrittenIsStillSeen()
    {
        QFETCH(bool, committed);
        QFETCH(int, state);
        ProviderFixture at({.limit = 256 * MiB});
        const CimPath pool = committed ? at.pool(u"gone"_s, 8 * MiB) : CimPath();
        const Step step = committed ? Step::After : Step::Chunk;
        at.faults().set(step, Act::Hold);
        const CimPath job = committed
            ? at.callService(u"DeleteStoragePool"_s, {{u"Pool"_s, ref(pool)}}).path(u"Job")
            : Jobs::begun(at, 8 * MiB, u"never"_s);
        QVERIFY(held(at, step));
        // A folder where the journal belongs: nothing can be written to the store.
        const QString journal = at.store() + u"/target.sqlite-journal"_s;
        QVERIFY(QDir().mkdir(journal));
        Jobs::releaseAll(at);
        QVERIFY(at.waitForEnd(job));
        QCOMPARE(at.jobState(job), quint64(state));
        QCOMPARE(Jobs::error(at, job).has_value(), !committed);
        at.stop();
        QVERIFY(QDir().rmdir(journal));
        at.restart();
        QCOMPARE(at.jobState(job), quint64(state));
        QCOMPARE(Jobs::filesProblem(at), QString());
        QCOMPARE(at.booksProblem(), QString());
    }

    void SP_R35_filesAreDurableBeforeTheBooksSpeakOfThem()
    {
        ProviderFixture at({.limit = 256 * MiB});
        at.faults().set(Step::Commit, Act::Fail); // so all that is seen came before it
        at.faults().set(Step::Undo, Act::Hold);
        takeSynced();
        const CimPath job = Jobs::begun(at, 8 * MiB, u"never"_s);
        QVERIFY(held(at, Step::Undo));
        const QStringList synced = takeSynced();
        const QString folder = at.store() + u"/extents"_s;
        QVERIFY2(synced.contains(folder + u'/' + at.files().value(0)),
                 qPrintable(synced.join(u'\n')));
        QVERIFY2(synced.contains(folder), qPrintable(synced.join(u'\n')));
        Jobs::releaseAll(at);
        QVERIFY(at.waitForEnd(job));
        QVERIFY2(takeSynced().contains(folder),
                 "nor is it forgotten before what was made is gone for good");
    }

    // Two pools drawn from the same one, and a pool drawn from both: its bytes lie there once.
    void SP_R34_bytesReachedOnTwoWaysCountOnce()
    {
        Books books;
        for (const QString &location : {u"one"_s, u"two"_s}) {
            books.elements.insert(u"in "_s + location,
                                  {.kind = BookElement::Kind::Extent,
                                   .id = u"in "_s + location,
                                   .name = {},
                                   .systemName = {},
                                   .size = 4 * MiB,
                                   .location = location,
                                   .home = location,
                                   .user = u"root"_s,
                                   .own = true,
                                   .file = {},
                                   .carved = {}});
        }
        for (const QString &name : {u"root"_s, u"left"_s, u"right"_s, u"leaf"_s})
            books.pools.edit(name).id = name;
        books.pools.edit(u"left"_s).draws.insert(u"root"_s, 4 * MiB);
        books.pools.edit(u"right"_s).draws.insert(u"root"_s, 4 * MiB);
        books.pools.edit(u"leaf"_s).draws = {{u"left"_s, 4 * MiB}, {u"right"_s, 4 * MiB}};
        QCOMPARE(books.carvable(u"leaf"_s), 4 * MiB); // a volume lies in one location
        const auto carve = books.carve(u"leaf"_s, 6 * MiB);
        quint64 sum = 0;
        for (const quint64 part : carve.bytes)
            sum += part;
        QCOMPARE(carve.sum, sum);
    }
};

QTEST_GUILESS_MAIN(tst_TargetFiles)

#include "tst_targetfiles.moc"
