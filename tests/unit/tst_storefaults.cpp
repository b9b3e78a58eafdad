// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What lies beneath the store of the local target and beneath the history fails: folders that take
// no files, disks without room, journals that went or are another's. What was acknowledged stays,
// what fails says why, and work goes on once it can. Rules FS-06, FS-08 and FS-09.
#include "services/jobs/jobhistory.h"
#include "services/provider/objects.h"
#include "services/provider/objectstore.h"
#include "tests/support/filelimit.h"
#include "tests/support/got.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr uid_t nobody = 65534;

StoreChange putting(const QString &id, qsizetype size = 10)
{
    StoreChange change;
    change.put(Objects::pool(id, QString(size, u'x'), u"here"_s, false));
    return change;
}

QStringList idsOf(const ObjectStore &store)
{
    QStringList ids;
    for (const StoredObject *pool : store.ofClass(u"CIM_StoragePool"))
        ids.append(pool->instance.value(u"InstanceID").toString());
    return ids;
}
} // namespace

class tst_StoreFaults : public QObject
{
    Q_OBJECT

    // Rights bind everybody but root, who becomes somebody else for a test that needs them.
    bool bindRights()
    {
        if (::geteuid() == 0
            && (::chown(QFile::encodeName(m_folder->path()).constData(), nobody, nobody) != 0
                || ::seteuid(nobody) != 0))
            return false;
        return QDir().mkpath(folder());
    }
    void setWritable(bool writable) const
    {
        auto rights = QFileDevice::ReadOwner | QFileDevice::ExeOwner;
        if (writable)
            rights |= QFileDevice::WriteOwner;
        if (!QFile::setPermissions(folder(), rights))
            qFatal("no rights");
    }
    QString folder() const { return m_folder->filePath(u"store"_s); }
    QString historyFile() const { return folder() + u"/history.sqlite"_s; }
    qint64 shown(JobHistory &history)
    {
        const auto page = got(history.page({}, this));
        return page ? page->all : -1;
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup()
    {
        if (::getuid() == 0)
            QCOMPARE(::seteuid(0), 0);
        m_folder.reset();
    }

    void FS_06_aStoreThatCanNotBeWrittenToSaysSo()
    {
        if (!bindRights())
            QSKIP("nobody can be somebody else here");
        {
            auto store = ObjectStore::open(folder());
            QVERIFY(store.ok());
            QVERIFY((*store)->commit(putting(u"a"_s)));
        }
        setWritable(false);
        const auto opened = ObjectStore::open(folder());
        setWritable(true);
        QVERIFY(!opened);
        QCOMPARE(opened.failure().cause, Failure::Cause::Storage);
        QCOMPARE(opened.failure().parameter, folder());
        auto store = ObjectStore::open(folder());
        QVERIFY(store.ok());
        QCOMPARE(idsOf(**store), QStringList{u"a"_s});
    }

    void FS_06_aStoreThatIsClosedToWritingWhileAtWork()
    {
        if (!bindRights())
            QSKIP("nobody can be somebody else here");
        auto store = ObjectStore::open(folder());
        QVERIFY(store.ok());
        QVERIFY((*store)->commit(putting(u"a"_s)));
        setWritable(false);
        for (int time = 0; time < 2; ++time) {
            const auto refused = (*store)->commit(putting(u"b"_s));
            QVERIFY(!refused);
            QCOMPARE(refused.failure().cause, Failure::Cause::Storage);
            QVERIFY(!refused.failure().serverText.isEmpty());
            QCOMPARE(idsOf(**store), QStringList{u"a"_s});
        }
        setWritable(true);
        QVERIFY((*store)->commit(putting(u"c"_s)));
        store->reset();
        store = ObjectStore::open(folder());
        QVERIFY(store.ok());
        QCOMPARE(idsOf(**store), QStringList({u"a"_s, u"c"_s}));
    }

    // What was done can be looked at all the same.
    void FS_06_aHistoryThatCanNotBeWrittenToIsRead()
    {
        if (!bindRights())
            QSKIP("nobody can be somebody else here");
        {
            JobHistory history(historyFile());
            QVERIFY(got(history.add({}, this)));
        }
        setWritable(false);
        {
            JobHistory history(historyFile());
            QCOMPARE(shown(history), 1);
            const auto refused = got(history.add({}, this));
            QVERIFY(!refused);
            QCOMPARE(refused.failure().cause, Failure::Cause::Storage);
            QCOMPARE(shown(history), 1);
            setWritable(true);
            QVERIFY(got(history.add({}, this)));
            QCOMPARE(shown(history), 2);
            setWritable(false); // and now while it is at work
            QVERIFY(!got(history.add({}, this)));
            QCOMPARE(shown(history), 2);
        }
        setWritable(true);
        JobHistory history(historyFile());
        QCOMPARE(shown(history), 2);
    }

    // Left of a transaction that is over, or of nothing at all: nothing of it is applied.
    void FS_08_journalsThatAreNoneAreNotApplied_data()
    {
        QTest::addColumn<QByteArray>("journal");
        const QByteArray magic = QByteArray::fromHex("d9d505f920a163d7");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("of an ended transaction") << QByteArray(4096, '\0');
        QTest::newRow("cut in its header") << magic;
        QTest::newRow("a header without pages") << magic + QByteArray(504, '\0');
        QTest::newRow("something else") << QByteArray("no journal at all ").repeated(1000);
    }
    void FS_08_journalsThatAreNoneAreNotApplied()
    {
        QFETCH(QByteArray, journal);
        {
            auto store = ObjectStore::open(folder());
            for (const QString &id : {u"a"_s, u"b"_s})
                QVERIFY((*store)->commit(putting(id)));
        }
        QFile file(folder() + u"/target.sqlite-journal"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(journal);
        file.close();
        for (int time = 0; time < 2; ++time) {
            auto store = ObjectStore::open(folder());
            QVERIFY(store.ok());
            QCOMPARE(idsOf(**store).size(), 2 + time);
            QVERIFY((*store)->commit(putting(u"c"_s)));
        }
    }

    // The limit is that of a file, which is all there is on so small a disk.
    void FS_09_aTinyDisk_data()
    {
        QTest::addColumn<int>("kibibytes");
        for (const int size : {64, 80, 96, 128, 160, 256, 320, 512, 768, 1024, 1536, 2048})
            QTest::addRow("%d KiB", size) << size;
    }
    void FS_09_aTinyDisk()
    {
        QFETCH(int, kibibytes);
        QSet<QString> there;
        int refused = 0;
        {
            const FileLimit limit(qint64(kibibytes) * 1024);
            auto store = ObjectStore::open(folder());
            QVERIFY(store.ok());
            for (int i = 0; i < 300 && refused < 8; ++i) {
                const QString id = u"p%1"_s.arg(i);
                const auto written = (*store)->commit(putting(id, 1000 + i % 7 * kibibytes * 16));
                if (written)
                    there.insert(id);
                else
                    QCOMPARE(written.failure().cause, Failure::Cause::Storage);
                refused += !written;
                if (i % 5 == 4 && !there.isEmpty()) { // somebody makes room again
                    StoreChange change;
                    const QString gone = *there.begin();
                    change.remove(Objects::poolPath(gone));
                    if ((*store)->commit(change))
                        there.remove(gone);
                }
                const QStringList ids = idsOf(**store);
                QCOMPARE(QSet<QString>(ids.begin(), ids.end()), there);
            }
        }
        QVERIFY(refused > 0 && !there.isEmpty());
        auto store = ObjectStore::open(folder());
        QVERIFY(store.ok());
        const QStringList ids = idsOf(**store);
        QCOMPARE(QSet<QString>(ids.begin(), ids.end()), there);
        QVERIFY((*store)->commit(putting(u"now"_s, 4096 * 1024)));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(tst_StoreFaults)
#include "tst_storefaults.moc"
