// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/credentials/credentialbook.h"
#include "tests/support/got.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using Kind = CredentialSet::Kind;

namespace {
CredentialSet lab()
{
    return {.name = u"lab"_s, .user = u"LAB\\svc"_s};
}
} // namespace

class TestCredentialBook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_file = m_dir->filePath(u"deep/credentials.json"_s);
    }

    void whatIsAddedIsThereNextTime()
    {
        const CredentialSet sets[] = {
            lab(),
            {.name = u"Ticket of mine"_s, .kind = Kind::TicketCache},
            {.name = u"Übung"_s,
             .kind = Kind::Certificate,
             .certificateFile = u"/etc/me.pem"_s,
             .keyFile = u"/etc/me.key"_s},
        };
        CredentialBook book(m_file);
        QVERIFY(got(book.load(this)));
        QVERIFY(book.sets().isEmpty());
        QVERIFY(!QFile::exists(m_file));
        QStringList ids;
        for (const CredentialSet &set : sets) {
            const auto id = got(book.add(set, this));
            QVERIFY(id);
            ids.append(*id);
        }
        QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), 3);
        CredentialBook next(m_file);
        QVERIFY(got(next.load(this)));
        QCOMPARE(next.sets().size(), 3);
        for (int i = 0; i < 3; ++i) {
            CredentialSet expected = sets[i];
            expected.id = ids.at(i);
            QCOMPARE(*next.find(ids.at(i)), expected);
        }
        QCOMPARE(QFile::permissions(m_file) & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
    }

    void namesAreUniqueWithoutCase()
    {
        CredentialBook book(m_file);
        QVERIFY(got(book.add(lab(), this)));
        CredentialSet again = lab();
        again.name = u"LAB"_s;
        const auto outcome = got(book.add(again, this));
        QCOMPARE(outcome.failure().cause, Failure::Cause::Exists);
        QCOMPARE(outcome.failure().parameter, u"name"_s);
        QCOMPARE(outcome.failure().offered.toString(), u"lab"_s);
        QCOMPARE(book.named(u"Lab"_s)->user, u"LAB\\svc"_s);
    }

    void whatCanNotBeIsRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("user");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("parameter");
        QTest::newRow("no name") << QString() << u"u"_s << 0 << QString() << u"name"_s;
        QTest::newRow("blanks") << u" a "_s << u"u"_s << 0 << QString() << u"name"_s;
        QTest::newRow("line") << u"a\nb"_s << u"u"_s << 0 << QString() << u"name"_s;
        QTest::newRow("long") << QString(129, u'a') << u"u"_s << 0 << QString() << u"name"_s;
        QTest::newRow("no user") << u"a"_s << QString() << 0 << QString() << u"user"_s;
        QTest::newRow("no file") << u"a"_s << QString() << int(Kind::Certificate) << QString()
                                 << u"certificateFile"_s;
        QTest::newRow("half a path")
            << u"a"_s << QString() << int(Kind::Certificate) << u"me.pem"_s << u"certificateFile"_s;
        QTest::newRow("a file too many")
            << u"a"_s << u"u"_s << 0 << u"/etc/me.pem"_s << u"certificateFile"_s;
    }
    void whatCanNotBeIsRefused()
    {
        QFETCH(QString, name);
        QFETCH(QString, user);
        QFETCH(int, kind);
        QFETCH(QString, certificate);
        QFETCH(QString, parameter);
        CredentialBook book(m_file);
        const auto outcome = got(book.add({.name = name,
                                           .user = user,
                                           .kind = Kind(kind),
                                           .certificateFile = certificate,
                                           .keyFile = certificate},
                                          this));
        QVERIFY(!outcome);
        QCOMPARE(outcome.failure().cause, Failure::Cause::InvalidValue);
        QCOMPARE(outcome.failure().parameter, parameter);
        QVERIFY(!QFile::exists(m_file));
    }

    void aSetThatIsUsedStaysAndSaysByWhom()
    {
        CredentialBook book(m_file);
        const QString id = got(book.add(lab(), this)).value();
        QStringList users{u"iscsi01"_s, u"iscsi02"_s};
        book.setUsers([&](const QString &asked) { return asked == id ? users : QStringList(); });
        const auto refused = got(book.remove(id, this));
        QCOMPARE(refused.failure().cause, Failure::Cause::InUse);
        QCOMPARE(refused.failure().serverText, u"iscsi01, iscsi02"_s);
        QVERIFY(book.find(id));
        users.clear();
        QVERIFY(got(book.remove(id, this)));
        QVERIFY(!book.find(id));
        QCOMPARE(got(book.remove(id, this)).failure().cause, Failure::Cause::NotFound);
    }

    void whoSignsInIsToldApartFromHowItIsCalled()
    {
        CredentialBook book(m_file);
        CredentialSet set = lab();
        set.id = got(book.add(set, this)).value();
        QSignalSpy other(&book, &CredentialBook::setChanged);
        set.name = u"laboratory"_s;
        QVERIFY(got(book.change(set, this)));
        QCOMPARE(other.count(), 0);
        set.user = u"LAB\\other"_s;
        QVERIFY(got(book.change(set, this)));
        QCOMPARE(other.count(), 1);
        QCOMPARE(other.first().first().toString(), set.id);
    }

    void aBrokenFileIsNamedByLineAndNeverOverwritten_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<uint>("line");
        QTest::newRow("cut") << QByteArray("{\n\"version\": 1,\n\"credentials\": [") << 3u;
        QTest::newRow("newer") << QByteArray("{\"version\": 2, \"credentials\": []}") << 1u;
        QTest::newRow("other file") << QByteArray("{\"version\": 1, \"systems\": []}") << 1u;
        QTest::newRow("no id") << QByteArray("{\"version\":1,\"credentials\":[{\"name\":\"a\","
                                             "\"kind\":\"password\",\"user\":\"u\"}]}")
                               << 1u;
        QTest::newRow("unknown kind") << QByteArray(
            "{\"version\":1,\"credentials\":[{\"id\":\"1\",\"name\":\"a\",\"kind\":\"card\"}]}")
                                      << 1u;
        QTest::newRow("name twice")
            << QByteArray("{\"version\":1,\"credentials\":["
                          "{\"id\":\"1\",\"name\":\"a\",\"kind\":\"ticket\"},"
                          "{\"id\":\"2\",\"name\":\"A\",\"kind\":\"ticket\"}]}")
            << 1u;
    }
    void aBrokenFileIsNamedByLineAndNeverOverwritten()
    {
        QFETCH(QByteArray, text);
        QFETCH(uint, line);
        m_file = m_dir->filePath(u"credentials.json"_s);
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        CredentialBook book(m_file);
        const auto outcome = got(book.load(this));
        QVERIFY(!outcome);
        QCOMPARE(outcome.failure().cause, Failure::Cause::Malformed);
        QCOMPARE(outcome.failure().code, line);
        QCOMPARE(outcome.failure().parameter, m_file);
        QVERIFY(!got(book.add(lab(), this)));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), text);
    }

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_file;
};

QTEST_GUILESS_MAIN(TestCredentialBook)
#include "tst_credentialbook.moc"
