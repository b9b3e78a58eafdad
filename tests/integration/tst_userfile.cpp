// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/auth/userfile.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using Cause = Failure::Cause;

namespace {
Credentials claim(const QString &user, const QByteArray &password)
{
    return {user, Secret(password)};
}
} // namespace

class TestUserFile : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void withoutAFileNobodySignsIn();
    void whoIsAddedSignsIn();
    void wrongClaimsAreRefused_data();
    void wrongClaimsAreRefused();
    void addingAgainReplaces();
    void whoIsRemovedIsOut();
    void aChangeByAnotherProcessCounts();
    void theFileHoldsNoPasswordAndIsOurs();
    void aFileThatOthersReadIsRefused();
    void brokenFilesLetNobodyIn_data();
    void brokenFilesLetNobodyIn();
    void whatCanNotBeAdded_data();
    void whatCanNotBeAdded();
    void aKnownPasswordIsNotHashedAgain();
    void whoIsProvenElsewhereNeedsAnEntry();
    void whoIsProvenElsewhereHasNoPassword();

private:
    QString path() const { return m_folder->filePath(u"users.json"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestUserFile::withoutAFileNobodySignsIn()
{
    UserFile users(path());
    QVERIFY(users.users().ok());
    QVERIFY(users.users()->isEmpty());
    QCOMPARE(users.verify(claim(u"bar"_s, "pw")).failure().cause, Cause::SignIn);
}

void TestUserFile::whoIsAddedSignsIn()
{
    UserFile users(path());
    QVERIFY(users.add({u"bar"_s, AccessRole::Manage}, Secret("pä ss")).ok());
    QVERIFY(users.add({u"Zoë"_s, AccessRole::Read}, Secret("other")).ok());
    QCOMPARE(*users.verify(claim(u"bar"_s, "pä ss")), (Caller{u"bar"_s, AccessRole::Manage}));
    QCOMPARE(*UserFile(path()).verify(claim(u"Zoë"_s, "other")),
             (Caller{u"Zoë"_s, AccessRole::Read}));
    QCOMPARE(*users.users(),
             (QList<User>{{u"bar"_s, AccessRole::Manage}, {u"Zoë"_s, AccessRole::Read}}));
}

void TestUserFile::wrongClaimsAreRefused_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QByteArray>("password");
    QTest::newRow("password") << u"bar"_s << QByteArray("wrong");
    QTest::newRow("no password") << u"bar"_s << QByteArray();
    QTest::newRow("case") << u"Bar"_s << QByteArray("right");
    QTest::newRow("nobody") << QString() << QByteArray();
    QTest::newRow("nobody with the password") << QString() << QByteArray("right");
    QTest::newRow("stranger") << u"foo"_s << QByteArray("right");
    QTest::newRow("longer") << u"bar"_s << QByteArray("right\0", 6);
    QTest::newRow("endless") << u"bar"_s << QByteArray(100'000, 'x');
}

void TestUserFile::wrongClaimsAreRefused()
{
    QFETCH(QString, user);
    QFETCH(QByteArray, password);
    UserFile users(path());
    QVERIFY(users.add({u"bar"_s, AccessRole::Manage}, Secret("right")).ok());
    QVERIFY(users.verify(claim(u"bar"_s, "right")).ok());
    QCOMPARE(users.verify(claim(user, password)).failure().cause, Cause::SignIn);
}

void TestUserFile::addingAgainReplaces()
{
    UserFile users(path());
    QVERIFY(users.add({u"bar"_s, AccessRole::Manage}, Secret("old")).ok());
    QVERIFY(users.verify(claim(u"bar"_s, "old")).ok());
    QVERIFY(users.add({u"bar"_s, AccessRole::Read}, Secret("new")).ok());
    QCOMPARE(users.verify(claim(u"bar"_s, "old")).failure().cause, Cause::SignIn);
    QCOMPARE(users.verify(claim(u"bar"_s, "new"))->role, AccessRole::Read);
    QCOMPARE(users.users()->size(), 1);
}

void TestUserFile::whoIsRemovedIsOut()
{
    UserFile users(path());
    QVERIFY(users.add({u"bar"_s, AccessRole::Manage}, Secret("pw")).ok());
    QVERIFY(users.verify(claim(u"bar"_s, "pw")).ok());
    QVERIFY(users.remove(u"bar"_s).ok());
    QCOMPARE(users.verify(claim(u"bar"_s, "pw")).failure().cause, Cause::SignIn);
    QCOMPARE(users.remove(u"bar"_s).failure().cause, Cause::NotFound);
}

void TestUserFile::aChangeByAnotherProcessCounts()
{
    UserFile serving(path());
    QCOMPARE(serving.verify(claim(u"bar"_s, "pw")).failure().cause, Cause::SignIn);
    QVERIFY(UserFile(path()).add({u"bar"_s, AccessRole::Manage}, Secret("pw")).ok());
    QVERIFY(serving.verify(claim(u"bar"_s, "pw")).ok());
    QVERIFY(UserFile(path()).remove(u"bar"_s).ok());
    QCOMPARE(serving.verify(claim(u"bar"_s, "pw")).failure().cause, Cause::SignIn);
}

void TestUserFile::theFileHoldsNoPasswordAndIsOurs()
{
    UserFile users(path());
    QVERIFY(users.add({u"one"_s, AccessRole::Read}, Secret("canary-in-the-mine")).ok());
    QVERIFY(users.add({u"two"_s, AccessRole::Read}, Secret("canary-in-the-mine")).ok());
    QFile file(path());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QVERIFY(!bytes.contains("canary"));
    QVERIFY(!bytes.contains(QByteArray("canary-in-the-mine").toBase64()));
    // The same password, but not the same line.
    const qsizetype first = bytes.indexOf("\"hash\"");
    QVERIFY(bytes.mid(first, 40) != bytes.mid(bytes.indexOf("\"hash\"", first + 1), 40));
    const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup
        | QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;
    QCOMPARE(QFileInfo(path()).permissions() & others, QFileDevice::Permissions());
}

void TestUserFile::aFileThatOthersReadIsRefused()
{
    UserFile users(path());
    QVERIFY(users.add({u"bar"_s, AccessRole::Manage}, Secret("pw")).ok());
    QVERIFY(QFile::setPermissions(
        path(), QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadGroup));
    QCOMPARE(UserFile(path()).verify(claim(u"bar"_s, "pw")).failure().cause, Cause::Storage);
    QCOMPARE(users.add({u"foo"_s, AccessRole::Manage}, Secret("pw")).failure().cause,
             Cause::Storage);
}

void TestUserFile::brokenFilesLetNobodyIn_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray salt = QByteArray(16, 's').toBase64();
    const QByteArray hash = QByteArray(32, 'h').toBase64();
    const auto file = [&](const QByteArray &entry) {
        return "{\"version\":1,\"users\":[" + entry + "]}";
    };
    const auto entry = [&](const QByteArray &name, const QByteArray &role,
                           const QByteArray &iterations, const QByteArray &saltNow,
                           const QByteArray &hashNow) {
        return "{\"name\":\"" + name + "\",\"role\":\"" + role + "\",\"iterations\":" + iterations
            + ",\"salt\":\"" + saltNow + "\",\"hash\":\"" + hashNow + "\"}";
    };
    const QByteArray good = entry("bar", "read", "100000", salt, hash);
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut") << file(good).chopped(1);
    QTest::newRow("newer") << file(good).replace("1,", "2,");
    QTest::newRow("few rounds") << file(entry("bar", "read", "1", salt, hash));
    QTest::newRow("endless rounds") << file(entry("bar", "read", "2000000000", salt, hash));
    QTest::newRow("unknown role") << file(entry("bar", "root", "100000", salt, hash));
    QTest::newRow("no name") << file(entry("", "read", "100000", salt, hash));
    QTest::newRow("no hash") << file(entry("bar", "read", "100000", salt, ""));
    QTest::newRow("no salt") << file(entry("bar", "read", "100000", "", hash));
    QTest::newRow("twice") << file(good + ',' + good);
}

void TestUserFile::brokenFilesLetNobodyIn()
{
    QFETCH(QByteArray, bytes);
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner));
    file.write(bytes);
    file.close();
    UserFile users(path());
    QCOMPARE(users.verify(claim(u"bar"_s, "pw")).failure().cause, Cause::Malformed);
    QCOMPARE(users.users().failure().cause, Cause::Malformed);
    // Nor is it written over.
    QVERIFY(!users.add({u"foo"_s, AccessRole::Read}, Secret("pw")).ok());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), bytes);
}

void TestUserFile::whatCanNotBeAdded_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<int>("role");
    QTest::addColumn<QString>("parameter");
    const int read = int(AccessRole::Read);
    QTest::newRow("no name") << QString() << QByteArray("pw") << read << u"user"_s;
    QTest::newRow("colon") << u"a:b"_s << QByteArray("pw") << read << u"user"_s;
    QTest::newRow("line break") << u"a\nb"_s << QByteArray("pw") << read << u"user"_s;
    QTest::newRow("blank at the end") << u"bar "_s << QByteArray("pw") << read << u"user"_s;
    QTest::newRow("long") << QString(257, u'x') << QByteArray("pw") << read << u"user"_s;
    QTest::newRow("no password") << u"bar"_s << QByteArray() << read << u"password"_s;
    QTest::newRow("long password") << u"bar"_s << QByteArray(1025, 'x') << read << u"password"_s;
    QTest::newRow("NUL in the password")
        << u"bar"_s << QByteArray("pw\0", 3) << read << u"password"_s;
    QTest::newRow("no role") << u"bar"_s << QByteArray("pw") << int(AccessRole::Nobody)
                             << u"role"_s;
}

void TestUserFile::whatCanNotBeAdded()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, password);
    QFETCH(int, role);
    UserFile users(path());
    const auto added = users.add({name, AccessRole(role)}, Secret(password));
    QCOMPARE(added.failure().cause, Cause::InvalidValue);
    QTEST(added.failure().parameter, "parameter");
    QVERIFY(!QFile::exists(path()));
}

void TestUserFile::aKnownPasswordIsNotHashedAgain()
{
    UserFile users(path());
    QVERIFY(users.add({u"bar"_s, AccessRole::Manage}, Secret("pw")).ok());
    const int before = users.hashesMade();
    for (int i = 0; i < 100; ++i)
        QVERIFY(users.verify(claim(u"bar"_s, "pw")).ok());
    QCOMPARE(users.hashesMade(), before + 1);
    QVERIFY(!users.verify(claim(u"bar"_s, "pX")).ok());
    QCOMPARE(users.hashesMade(), before + 2);
}

void TestUserFile::whoIsProvenElsewhereNeedsAnEntry()
{
    UserFile users(path());
    QVERIFY(users.addExternal({u"alice@WONDER.LAND"_s, AccessRole::Read}).ok());
    QVERIFY(users.add({u"bar"_s, AccessRole::Manage}, Secret("pw")).ok());
    UserFile again(path());
    const Caller alice{u"alice@WONDER.LAND"_s, AccessRole::Read};
    QCOMPARE(*again.known(u"alice@WONDER.LAND"_s, Qt::CaseSensitive), alice);
    QCOMPARE(*again.known(u"ALICE@wonder.land"_s, Qt::CaseInsensitive), alice);
    QCOMPARE(again.known(u"ALICE@wonder.land"_s, Qt::CaseSensitive).failure().cause, Cause::SignIn);
    QCOMPARE(again.known(u"bob@WONDER.LAND"_s, Qt::CaseSensitive).failure().cause, Cause::SignIn);
    // One with a password is proven by that alone.
    QCOMPARE(again.known(u"bar"_s, Qt::CaseSensitive).failure().cause, Cause::SignIn);
    QCOMPARE(again.known(QString(), Qt::CaseInsensitive).failure().cause, Cause::SignIn);
}

void TestUserFile::whoIsProvenElsewhereHasNoPassword()
{
    UserFile users(path());
    QVERIFY(users.addExternal({u"alice"_s, AccessRole::Manage}).ok());
    for (const char *password : {"", "alice", "pw"})
        QCOMPARE(users.verify(claim(u"alice"_s, password)).failure().cause, Cause::SignIn);
    // No faster than anybody else, so that nobody learns who is there.
    QVERIFY(users.hashesMade() >= 2);
}

QTEST_GUILESS_MAIN(TestUserFile)
#include "tst_userfile.moc"
