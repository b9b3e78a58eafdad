// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/systems/systembook.h"

#include "services/credentials/credentialbook.h"
#include "services/systems/signinways.h"
#include "tests/support/got.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <cerrno>

#ifdef Q_OS_LINUX
#    include <sys/stat.h>
#    include <unistd.h>
#endif

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
ConnectionSpec far()
{
    return {.id = u"far"_s,
            .name = u"Far & away"_s,
            .url = QUrl(u"https://far.example:6000/wsman"_s),
            .user = u"bar"_s,
            .site = u"London"_s,
            .pin = QByteArray("\x00\xff\x10", 3)};
}

void writeFile(const QString &name, const QByteArray &text)
{
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

QByteArray readFile(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

#ifdef Q_OS_LINUX
std::atomic<int> folderErrors = 0; // what the sync of a folder fails with
#endif
} // namespace

#ifdef Q_OS_LINUX
// In place of the C library's: nothing else is synced here that a test could miss.
extern "C" int fsync(int descriptor)
{
    struct stat about = {};
    if (folderErrors != 0 && ::fstat(descriptor, &about) == 0 && S_ISDIR(about.st_mode)) {
        errno = folderErrors;
        return -1;
    }
    return 0;
}
#endif

class TestSystemBook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_file = m_dir->filePath(u"deep/systems.json"_s);
    }

    void firstRunHoldsThisComputerAndWritesNothing()
    {
        SystemBook book(m_file);
        QVERIFY(got(book.load(this)));
        QCOMPARE(book.systems().size(), 1);
        QCOMPARE(book.systems().first().id, QString(localSystemId));
        QCOMPARE(book.systems().first().url, QUrl(u"local:"_s));
        QVERIFY(!QFile::exists(m_file));
    }

    void whatIsAddedIsThereNextTime()
    {
        {
            SystemBook book(m_file);
            QSignalSpy changed(&book, &SystemBook::changed);
            QVERIFY(got(book.load(this)));
            QVERIFY(got(book.add(far(), this)));
            QCOMPARE(changed.count(), 2);
        }
        SystemBook book(m_file);
        QVERIFY(got(book.load(this)));
        QCOMPARE(book.systems().size(), 2);
        QCOMPARE(*book.find(u"far"_s), far());
        QCOMPARE(QFile::permissions(m_file) & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
    }

    void twoChangesAtOnceAreBothKept()
    {
        SystemBook book(m_file);
        ConnectionSpec second = far();
        second.id = u"second"_s;
        second.url = QUrl(u"http://second.example"_s);
        const auto one = book.add(far(), this);
        const auto two = book.add(second, this);
        QVERIFY(got(one));
        QVERIFY(got(two));
        QCOMPARE(book.systems().size(), 3);
        QCOMPARE(book.find(u"second"_s)->url, QUrl(u"http://second.example:5985/wsman"_s));
    }

    void otherStoresOfThisComputerAreSystems()
    {
        const ConnectionSpec store{.id = u"store"_s, .url = QUrl(u"local:///srv/store"_s)};
        {
            SystemBook book(m_file);
            QVERIFY(got(book.load(this)));
            QVERIFY(got(book.add(store, this)));
        }
        SystemBook book(m_file);
        QVERIFY(got(book.load(this)));
        QCOMPARE(book.find(u"store"_s)->url.path(), u"/srv/store"_s);
        QVERIFY(book.find(QString(localSystemId)));
    }

    void lentSystemsAreListedAndNeverSaved()
    {
        ConnectionSpec lent = far();
        lent.name = u"lent"_s;
        lent.url = QUrl(u"local:///srv/far"_s);
        SystemBook book(m_file);
        book.lend({lent});
        QVERIFY(got(book.load(this)));
        QVERIFY(got(book.add(far(), this))); // the file's own of that name
        QCOMPARE(book.systems().size(), 2);
        QCOMPARE(book.find(u"far"_s)->name, u"lent"_s);
        SystemBook next(m_file);
        QVERIFY(got(next.load(this)));
        QCOMPARE(*next.find(u"far"_s), far());
    }

    void whatCanNotBeIsRefused_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("parameter");
        QTest::newRow("no id") << u""_s << u"http://a"_s << u"id"_s;
        QTest::newRow("id with a space") << u"a b"_s << u"http://a"_s << u"id"_s;
        QTest::newRow("id with a slash") << u"../a"_s << u"http://a"_s << u"id"_s;
        QTest::newRow("local without a folder") << u"x"_s << u"local:"_s << u"id"_s;
        QTest::newRow("local beside a folder") << u"x"_s << u"local:store"_s << u"url"_s;
        QTest::newRow("local in a folder") << u"local"_s << u"local:/srv/x"_s << u"id"_s;
        QTest::newRow("local elsewhere") << u"local"_s << u"http://a"_s << u"id"_s;
        QTest::newRow("no host") << u"a"_s << u"http:///wsman"_s << u"url"_s;
        QTest::newRow("other scheme") << u"a"_s << u"ftp://a"_s << u"url"_s;
        QTest::newRow("password in the URL") << u"a"_s << u"https://u:p@a"_s << u"url"_s;
    }
    void whatCanNotBeIsRefused()
    {
        QFETCH(QString, id);
        QFETCH(QString, url);
        QFETCH(QString, parameter);
        SystemBook book(m_file);
        const auto outcome = got(book.add({.id = id, .url = QUrl(url)}, this));
        QVERIFY(!outcome);
        QCOMPARE(outcome.failure().cause, Failure::Cause::InvalidValue);
        QCOMPARE(outcome.failure().parameter, parameter);
        QVERIFY(!QFile::exists(m_file));
    }

    void takenIdsAndUrlsAreRefused()
    {
        SystemBook book(m_file);
        QVERIFY(got(book.add(far(), this)));
        ConnectionSpec again = far();
        again.id = u"FAR"_s;
        QCOMPARE(got(book.add(again, this)).failure().cause, Failure::Cause::Exists);
        again.id = u"other"_s;
        const auto outcome = got(book.add(again, this));
        QCOMPARE(outcome.failure().cause, Failure::Cause::Exists);
        QCOMPARE(outcome.failure().parameter, u"url"_s);
        QCOMPARE(outcome.failure().offered.toString(), u"far"_s);
    }

    void changeAndRemove()
    {
        SystemBook book(m_file);
        QVERIFY(got(book.add(far(), this)));
        ConnectionSpec changed = far();
        changed.name = u"Nearer"_s;
        QVERIFY(got(book.change(changed, this)));
        QCOMPARE(book.find(u"far"_s)->name, u"Nearer"_s);
        QVERIFY(got(book.remove(u"far"_s, this)));
        QVERIFY(!book.find(u"far"_s));
        QCOMPARE(got(book.remove(u"far"_s, this)).failure().cause, Failure::Cause::NotFound);
        QCOMPARE(got(book.remove(localSystemId, this)).failure().cause,
                 Failure::Cause::NotSupported);
    }

    void threeOldCopiesStayBesideTheFile()
    {
        SystemBook book(m_file);
        ConnectionSpec spec = far();
        QVERIFY(got(book.add(spec, this)));
        for (const QString &name : {u"one"_s, u"two"_s, u"three"_s, u"four"_s}) {
            spec.name = name;
            QVERIFY(got(book.change(spec, this)));
        }
        QVERIFY(readFile(m_file).contains("four"));
        QVERIFY(readFile(m_file + u".1"_s).contains("three"));
        QVERIFY(readFile(m_file + u".2"_s).contains("two"));
        QVERIFY(readFile(m_file + u".3"_s).contains("one"));
        QVERIFY(!QFile::exists(m_file + u".4"_s));
    }

    void aSaveThatFailsLeavesTheOldCopies()
    {
        SystemBook book(m_file);
        ConnectionSpec spec = changedTwice(book);
        const QByteArray newest = readFile(m_file + u".1"_s), older = readFile(m_file + u".2"_s);
        QVERIFY(QFile::remove(m_file) && QDir().mkdir(m_file)); // which nothing can be written to
        spec.name = u"three"_s;
        QVERIFY(!got(book.change(spec, this)));
        QCOMPARE(readFile(m_file + u".1"_s), newest);
        QCOMPARE(readFile(m_file + u".2"_s), older);
        QVERIFY(!QFile::exists(m_file + u".3"_s));
    }

    void aCopyThatCanNotBeMadeTakesTheOldOnesNotAway()
    {
        SystemBook book(m_file);
        ConnectionSpec spec = changedTwice(book);
        const QByteArray newest = readFile(m_file + u".1"_s), older = readFile(m_file + u".2"_s);
        QVERIFY(QDir().mkdir(m_file + u".0"_s)); // where a copy is made
        for (int i = 0; i < 3; ++i) {
            spec.name = u"three"_s;
            QVERIFY(!got(book.change(spec, this)));
        }
        QCOMPARE(readFile(m_file + u".1"_s), newest);
        QCOMPARE(readFile(m_file + u".2"_s), older);
    }

    void aSaveIsNotDoneBeforeItsFolderIs()
    {
#ifdef Q_OS_LINUX
        SystemBook book(m_file);
        folderErrors = EIO;
        const auto saved = got(book.add(far(), this));
        folderErrors = 0;
        QVERIFY(!saved);
        QCOMPARE(saved.failure().cause, Failure::Cause::Storage);
#else
        QSKIP("no sync to stand in for here");
#endif
    }

    void aBrokenFileIsNamedByLineAndNeverOverwritten_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<uint>("line");
        QTest::newRow("cut") << QByteArray("{\n\"version\": 1,\n\"systems\": [") << 3u;
        QTest::newRow("empty") << QByteArray("") << 1u;
        QTest::newRow("newer") << QByteArray("{\"version\": 3, \"systems\": []}") << 1u;
        QTest::newRow("no version") << QByteArray("{\"version\": 0, \"systems\": []}") << 1u;
        QTest::newRow("no way to sign in") << QByteArray(
            "{\"version\":2,\"systems\":[{\"id\":\"a\",\"url\":\"http://a:1/w\",\"scheme\":\"\"}]}")
                                           << 1u;
        QTest::newRow("no systems") << QByteArray("{\"version\": 1}") << 1u;
        QTest::newRow("bad url") << QByteArray(
            "{\"version\":1,\"systems\":[{\"id\":\"a\",\"url\":\"gopher:\"}]}")
                                 << 1u;
        QTest::newRow("id twice") << QByteArray(
            "{\"version\":1,\"systems\":[{\"id\":\"a\",\"url\":\"http://a:1/w\"},"
            "{\"id\":\"a\",\"url\":\"http://b:1/w\"}]}")
                                  << 1u;
    }
    void aBrokenFileIsNamedByLineAndNeverOverwritten()
    {
        QFETCH(QByteArray, text);
        QFETCH(uint, line);
        m_file = m_dir->filePath(u"systems.json"_s);
        writeFile(m_file, text);
        SystemBook book(m_file);
        const auto outcome = got(book.load(this));
        QVERIFY(!outcome);
        QCOMPARE(outcome.failure().cause, Failure::Cause::Malformed);
        QCOMPARE(outcome.failure().code, line);
        QCOMPARE(outcome.failure().parameter, m_file);
        QVERIFY(!got(book.add(far(), this)));
        QCOMPARE(readFile(m_file), text);
    }

    void aFileWithoutThisComputerGetsIt()
    {
        m_file = m_dir->filePath(u"systems.json"_s);
        writeFile(m_file,
                  "{\"version\": 1, \"systems\": [{\"id\": \"a\", \"url\": \"http://a:1/w\", "
                  "\"new\": 1}]}");
        SystemBook book(m_file);
        QVERIFY(got(book.load(this)));
        QCOMPARE(book.systems().size(), 2);
        QCOMPARE(book.systems().first().id, QString(localSystemId));
    }

    void aFolderThatCanNotBeWrittenIsAFailureAndNothingChanges()
    {
        m_file = m_dir->filePath(u"file/systems.json"_s);
        writeFile(m_dir->filePath(u"file"_s), "in the way");
        SystemBook book(m_file);
        QCOMPARE(got(book.add(far(), this)).failure().cause, Failure::Cause::Storage);
        QVERIFY(!book.find(u"far"_s));
    }

    void filesOfVersionOneSignInAsTheyDid()
    {
        m_file = m_dir->filePath(u"systems.json"_s);
        writeFile(m_file,
                  "{\"version\": 1, \"systems\": [{\"id\": \"a\", \"name\": \"A\", \"url\": "
                  "\"https://a:1/w\", \"user\": \"bar\"}]}");
        SystemBook book(m_file);
        QVERIFY(got(book.load(this)));
        const ConnectionSpec old = *book.find(u"a"_s);
        QCOMPARE(old.scheme, u"Basic"_s);
        QVERIFY(!old.clearAllowed);
        QVERIFY(old.bindsChannel);
        QVERIFY(got(book.add(far(), this)));
        QVERIFY(readFile(m_file).contains("\"version\": 2"));
        SystemBook next(m_file);
        QVERIFY(got(next.load(this)));
        QCOMPARE(*next.find(u"a"_s), old);
    }

    void howASystemSignsInIsKept()
    {
        CredentialBook sets(m_dir->filePath(u"credentials.json"_s));
        const auto id = got(sets.add({.name = u"lab"_s, .user = u"LAB\\svc"_s}, this));
        QVERIFY(id);
        ConnectionSpec spec = far();
        spec.user.clear();
        spec.credential = *id;
        spec.service = u"WSMAN"_s;
        spec.clearAllowed = true;
        spec.bindsChannel = false;
        {
            SystemBook book(m_file);
            QCOMPARE(got(book.add(spec, this)).failure().parameter, u"credential"_s);
            book.setCredentials(sets);
            QVERIFY(got(book.add(spec, this)));
        }
        SystemBook book(m_file);
        QVERIFY(got(book.load(this))); // a set that is not there is no reason to lose the list
        QCOMPARE(*book.find(u"far"_s), spec);
    }

    void theWayMustSuitTheSetAndTheAddress_data()
    {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QString>("url");
        QTest::addColumn<int>("kind"); // -1: a user of its own
        QTest::addColumn<QString>("parameter");
        const int password = int(CredentialSet::Kind::Password);
        const int ticket = int(CredentialSet::Kind::TicketCache);
        const int certificate = int(CredentialSet::Kind::Certificate);
        const auto row = [](const QString &scheme, const QString &url, int kind,
                            const QString &parameter) {
            QTest::addRow("%s %s %d", qPrintable(scheme), qPrintable(url), kind)
                << scheme << url << kind << parameter;
        };
        row(u"NoSuchScheme"_s, u"https://h"_s, -1, u"scheme"_s);
        for (const SignInWay &way : signInWays()) {
            const QString scheme(way.id);
            if (way.certificate) {
                row(scheme, u"https://h"_s, certificate, QString());
                row(scheme, u"http://h"_s, certificate, u"scheme"_s);
                row(scheme, u"https://h"_s, password, u"credential"_s);
                row(scheme, u"https://h"_s, -1, u"credential"_s);
            } else {
                row(scheme, u"https://h"_s, password, QString());
                row(scheme, u"http://h"_s, -1, QString());
                row(scheme, u"https://h"_s, certificate, u"credential"_s);
                row(scheme, u"https://h"_s, ticket, way.ticket ? QString() : u"credential"_s);
            }
        }
    }
    void theWayMustSuitTheSetAndTheAddress()
    {
        QFETCH(QString, scheme);
        QFETCH(QString, url);
        QFETCH(int, kind);
        QFETCH(QString, parameter);
        CredentialBook sets(m_dir->filePath(u"credentials.json"_s));
        ConnectionSpec spec{.id = u"far"_s, .url = QUrl(url), .scheme = scheme};
        if (kind < 0) {
            spec.user = u"bar"_s;
        } else {
            CredentialSet set{
                .name = u"set"_s, .user = u"bar"_s, .kind = CredentialSet::Kind(kind)};
            if (set.kind == CredentialSet::Kind::Certificate)
                set.certificateFile = set.keyFile = u"/etc/cert.pem"_s;
            const auto id = got(sets.add(set, this));
            QVERIFY(id);
            spec.credential = *id;
        }
        SystemBook book(m_file);
        book.setCredentials(sets);
        const auto added = got(book.add(spec, this));
        QCOMPARE(added ? QString() : added.failure().parameter, parameter);
    }

    void AUTH_whatCanBeReadOnTheWay_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("user");
        QTest::addColumn<bool>("readable");
        QTest::newRow("http elsewhere") << u"http://far.example:5985/wsman"_s << u"bar"_s << true;
        QTest::newRow("https") << u"https://far.example:5986/wsman"_s << u"bar"_s << false;
        QTest::newRow("loopback name") << u"http://localhost:5985/wsman"_s << u"bar"_s << false;
        QTest::newRow("loopback address") << u"http://127.0.0.2:5985/wsman"_s << u"bar"_s << false;
        QTest::newRow("a name like it") << u"http://localhost.example:1/w"_s << u"bar"_s << true;
        QTest::newRow("nobody signs in")
            << u"http://far.example:5985/wsman"_s << QString() << false;
        QTest::newRow("here") << u"local:"_s << u"bar"_s << false;
    }
    void AUTH_whatCanBeReadOnTheWay()
    {
        QFETCH(QString, url);
        QFETCH(QString, user);
        QFETCH(bool, readable);
        ConnectionSpec spec{.url = QUrl(url), .user = user};
        QCOMPARE(isReadableOnTheWay(spec), readable);
        spec.clearAllowed = true; // allowed is not unread
        QCOMPARE(isReadableOnTheWay(spec), readable);
        for (const SignInWay &way : signInWays()) {
            spec.scheme = QString(way.id);
            QVERIFY(way.readable || !isReadableOnTheWay(spec));
        }
    }

private:
    // With two older copies beside it.
    ConnectionSpec changedTwice(SystemBook &book)
    {
        ConnectionSpec spec = far();
        [&] { QVERIFY(got(book.add(spec, this))); }();
        for (const QString &name : {u"one"_s, u"two"_s}) {
            spec.name = name;
            [&] { QVERIFY(got(book.change(spec, this))); }();
        }
        return spec;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_file;
};

QTEST_GUILESS_MAIN(TestSystemBook)
#include "tst_systembook.moc"
