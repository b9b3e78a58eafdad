// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/core/database.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

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

private:
    QTemporaryDir m_folder;
    QString m_file;
    int m_count = 0;
};

QTEST_GUILESS_MAIN(tst_Database)
#include "tst_database.moc"
