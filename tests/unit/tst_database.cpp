// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/core/database.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

#include <atomic>
#include <thread>
#include <vector>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr const char *first[] = {
    "CREATE TABLE pool(name TEXT PRIMARY KEY, size INTEGER NOT NULL) STRICT;"};
constexpr const char *second[] = {first[0], "ALTER TABLE pool ADD COLUMN note TEXT;"};
constexpr const char *broken[] = {
    first[0], "ALTER TABLE pool ADD COLUMN note TEXT; ALTER TABLE nothing ADD COLUMN x TEXT;"};
constexpr Database::Kind firstKind{.applicationId = 77, .versions = first};
constexpr Database::Kind secondKind{.applicationId = 77, .versions = second};
constexpr Database::Kind brokenKind{.applicationId = 77, .versions = broken};
constexpr Database::Kind otherKind{.applicationId = 78, .versions = first};
constexpr const char *checked[] = {first[0], Database::checkedPages};
constexpr Database::Kind checkedKind{.applicationId = 77, .versions = checked};

// As programs made it that did not check pages yet.
void makeUnchecked(const QString &file, const char *rows)
{
    sqlite3 *database = nullptr;
    sqlite3_open(QFile::encodeName(file).constData(), &database);
    const QByteArray sql = QByteArray("PRAGMA application_id=77; PRAGMA user_version=1; ")
        + first[0] + rows;
    const int result = sqlite3_exec(database, sql.constData(), nullptr, nullptr, nullptr);
    sqlite3_close(database);
    if (result != SQLITE_OK)
        qFatal("no file");
}

// Whoever waits too long for others is told so.
Outcome<std::unique_ptr<Database>> openedInTurn(const QString &file, const Database::Kind &kind)
{
    for (;;) {
        auto opened = Database::open(file, kind);
        if (opened || (opened.failure().code & 0xff) != SQLITE_BUSY)
            return opened;
    }
}

void flip(const QString &name, qint64 at, char by)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadWrite) || !file.seek(at))
        qFatal("no file to change");
    char byte = 0;
    file.getChar(&byte);
    file.seek(at);
    file.putChar(char(byte ^ by));
}

qint64 count(Database &database)
{
    auto statement = database.prepare("SELECT count(*) FROM pool");
    return statement && statement->next() ? statement->number(0) : -1;
}
} // namespace

class tst_Database : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_file = m_folder.filePath(u"%1.sqlite"_s.arg(++m_count)); }

    void valuesAreBoundNotPasted()
    {
        auto database = Database::open(m_file, firstKind);
        QVERIFY(database.ok());
        const QString nasty = u"'; DROP TABLE pool;-- \u20ac \U0001F600"_s;
        auto insert = (*database)->prepare("INSERT INTO pool(name, size) VALUES(?, ?)");
        QVERIFY(insert.ok());
        QVERIFY(insert->bind(0, nasty).bind(1, qint64(4)).run().ok());
        auto read = (*database)->prepare("SELECT name, size FROM pool");
        QVERIFY(read->next().value());
        QCOMPARE(read->text(0), nasty);
        QCOMPARE(read->number(1), 4);
    }

    void transactionsAreAllOrNothing()
    {
        auto database = Database::open(m_file, firstKind);
        {
            auto transaction = Transaction::begin(**database);
            QVERIFY(transaction.ok());
            QVERIFY((*database)->execute("INSERT INTO pool VALUES('a', 1)").ok());
            QCOMPARE(count(**database), 1);
        }
        QCOMPARE(count(**database), 0);
        {
            auto transaction = Transaction::begin(**database);
            QVERIFY((*database)->execute("INSERT INTO pool VALUES('a', 1)").ok());
            QVERIFY(transaction->commit().ok());
        }
        QCOMPARE(count(**database), 1);
    }

    void failuresCarrySqlitesWords()
    {
        auto database = Database::open(m_file, firstKind);
        auto insert = (*database)->prepare("INSERT INTO pool(name, size) VALUES(?, ?)");
        const auto wrong = insert->bind(0, u"a"_s).bind(1, u"not a number"_s).run();
        QVERIFY(!wrong);
        QCOMPARE(wrong.failure().cause, Failure::Cause::Storage);
        QVERIFY(!wrong.failure().serverText.isEmpty());
        QVERIFY2(insert->bind(0, u"a"_s).bind(1, qint64(1)).run().ok(),
                 "the statement is usable again");
    }

    void onlyTheOwnerMayRead()
    {
        QVERIFY(Database::open(m_file, firstKind).ok());
        QCOMPARE(QFileInfo(m_file).permissions() & QFile::Permissions(0x0077),
                 QFile::Permissions());
        QFile::setPermissions(m_file, QFile::Permissions(0x6644));
        QVERIFY(Database::open(m_file, firstKind).ok());
        QCOMPARE(QFileInfo(m_file).permissions() & QFile::Permissions(0x0077),
                 QFile::Permissions());
    }

    void migratesAfterABackup()
    {
        {
            auto database = Database::open(m_file, firstKind);
            QVERIFY((*database)->execute("INSERT INTO pool VALUES('a', 1)").ok());
        }
        auto database = Database::open(m_file, secondKind);
        QVERIFY(database.ok());
        QVERIFY((*database)->execute("UPDATE pool SET note = 'x'").ok());
        QVERIFY(QFileInfo::exists(m_file + u".v1.bak"_s));
    }

    void aFailedMigrationChangesNothing()
    {
        QVERIFY(Database::open(m_file, firstKind).ok());
        QVERIFY(!Database::open(m_file, brokenKind).ok());
        auto database = Database::open(m_file, firstKind);
        QVERIFY(database.ok());
        QVERIFY(!(*database)->prepare("SELECT note FROM pool").ok());
    }

    void refusesForeignNewerAndBrokenFiles()
    {
        QVERIFY(Database::open(m_file, secondKind).ok());
        QVERIFY(!Database::open(m_file, firstKind).ok());
        QVERIFY(!Database::open(m_file, otherKind).ok());
        QVERIFY(Database::open(m_file, secondKind).ok());

        QFile text(m_folder.filePath(u"text.sqlite"_s));
        QVERIFY(text.open(QIODevice::WriteOnly));
        text.write(QByteArray("this is no database at all").repeated(100));
        text.close();
        QVERIFY(!Database::open(text.fileName(), firstKind).ok());
        QVERIFY(!Database::open(m_folder.filePath(u"missing/x.sqlite"_s), firstKind).ok());
    }

    // SQLite alone gives out a name with another letter in it.
    void FS_07_whatTheDiskChangedIsNotRead()
    {
        {
            auto database = Database::open(m_file, firstKind);
            QVERIFY((*database)->execute("INSERT INTO pool VALUES('the name of a pool', 1)").ok());
        }
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const qint64 at = file.readAll().indexOf("the name");
        file.close();
        QVERIFY(at > 0);
        flip(m_file, at, 1);
        auto database = Database::open(m_file, firstKind);
        QVERIFY(database.ok());
        auto read = (*database)->prepare("SELECT name, size FROM pool");
        const auto row = read->next();
        QVERIFY(!row);
        QCOMPARE(row.failure().cause, Failure::Cause::Storage);
        QCOMPARE(row.failure().serverText, u"database disk image is malformed"_s);
        flip(m_file, at, 1);
        database = Database::open(m_file, firstKind);
        QCOMPARE(count(**database), 1);
    }

    // Without the mark nothing would be checked.
    void FS_07_theMarkOfCheckedPagesIsNotLost()
    {
        QVERIFY(Database::open(m_file, firstKind).ok());
        flip(m_file, 20, 8);
        const auto opened = Database::open(m_file, firstKind);
        QVERIFY(!opened);
        QCOMPARE(opened.failure().serverText, u"database disk image is malformed"_s);
    }

    void FS_07_filesOfBeforeAreCheckedFromNowOn()
    {
        makeUnchecked(m_file,
                      "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < "
                      "5000) INSERT INTO pool SELECT printf('%0500d', i), i FROM n;");
        {
            auto database = Database::open(m_file, checkedKind);
            QVERIFY(database.ok());
            QCOMPARE(count(**database), 5000);
            auto check = (*database)->prepare("PRAGMA integrity_check");
            QVERIFY(check->next().value());
            QCOMPARE(check->text(0), u"ok"_s);
        }
        QVERIFY(QFileInfo::exists(m_file + u".v1.bak"_s));
        auto database = Database::open(m_file, checkedKind);
        QCOMPARE(count(**database), 5000);
        database->reset();
        flip(m_file, QFileInfo(m_file).size() / 4, 64);
        database = Database::open(m_file, checkedKind);
        auto read = (*database)->prepare("SELECT sum(length(name)), sum(size) FROM pool");
        QVERIFY(!read->next());
    }

    // The copy that a new version makes is of one state, whoever writes meanwhile.
    void FS_11_aCopyWhileAnotherWritesIsOfOneState()
    {
        for (int time = 0; time < 10; ++time) {
            init();
            std::atomic<bool> over = false;
            std::atomic<int> written = 0;
            {
                auto database = Database::open(m_file, firstKind);
                QVERIFY((*database)
                            ->execute("INSERT INTO pool VALUES('first', 0);"
                                      "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 "
                                      "FROM n WHERE i < 200) INSERT INTO pool SELECT "
                                      "printf('%0500d', i), 0 FROM n;"
                                      "INSERT INTO pool VALUES('last', 0);")
                            .ok());
            }
            std::thread writer([&] {
                auto database = Database::open(m_file, firstKind);
                while (database && !over) {
                    written += (*database)->execute("UPDATE pool SET size = size + 1").ok();
                    std::this_thread::sleep_for(2ms); // a gap for the other
                }
            });
            while (written < 2)
                std::this_thread::yield();
            const auto opened = openedInTurn(m_file, secondKind);
            over = true;
            writer.join();
            QVERIFY(opened.ok());
            auto copy = Database::open(m_file + u".v1.bak"_s, firstKind);
            QVERIFY(copy.ok());
            auto states = (*copy)->prepare("SELECT count(DISTINCT size), count(*) FROM pool");
            QVERIFY(states->next().value());
            QCOMPARE(states->number(0), 1);
            QCOMPARE(states->number(1), 202);
        }
    }

    // As runs of the console share the history: each with a connection of its own.
    void FS_10_manyWritersLoseNothing()
    {
        constexpr int threads = 8, rounds = 15;
        QVERIFY(Database::open(m_file, firstKind).ok());
        std::atomic<int> failed = 0;
        std::vector<std::thread> all;
        for (int thread = 0; thread < threads; ++thread) {
            all.emplace_back([&, thread] {
                auto database = openedInTurn(m_file, firstKind);
                if (!database) {
                    ++failed;
                    return;
                }
                const auto todo = [&](const QString &sql) {
                    // Whoever waits too long for the others says so, and has written nothing.
                    for (;;) {
                        const auto done = (*database)->execute(sql.toUtf8().constData());
                        if (done || (done.failure().code & 0xff) != SQLITE_BUSY)
                            return failed += !done.ok();
                    }
                };
                for (int round = 0; round < rounds; ++round) {
                    const QString name = u"%1-%2"_s.arg(thread).arg(round);
                    todo(u"INSERT INTO pool VALUES('%1', 1)"_s.arg(name));
                    todo(u"UPDATE pool SET size = size + 1 WHERE name = '%1'"_s.arg(name));
                    if (round % 3 == 0)
                        todo(u"DELETE FROM pool WHERE name = '%1'"_s.arg(name));
                }
            });
        }
        for (std::thread &each : all)
            each.join();
        QCOMPARE(failed, 0);
        auto database = Database::open(m_file, firstKind);
        QCOMPARE(count(**database), threads * rounds * 2 / 3);
        auto sizes = (*database)->prepare("SELECT count(*) FROM pool WHERE size <> 2");
        QVERIFY(sizes->next().value());
        QCOMPARE(sizes->number(0), 0);
        auto check = (*database)->prepare("PRAGMA integrity_check");
        QVERIFY(check->next().value());
        QCOMPARE(check->text(0), u"ok"_s);
    }

private:
    QTemporaryDir m_folder;
    QString m_file;
    int m_count = 0;
};

QTEST_GUILESS_MAIN(tst_Database)
#include "tst_database.moc"
