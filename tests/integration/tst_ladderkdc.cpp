// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Why a sign-in by Kerberos stops, as an administrator reads it on the ladder: each cause with a
// real KDC and a real server that behave like that.

#include "services/core/systemclock.h"
#include "services/systems/connections.h"
#include "services/wsman/listener.h"
#include "services/wsman/transports/httptransport.h"
#include "tests/support/kdc.h"
#include "ui/text/connectwords.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using Cause = Failure::Cause;
using Step = Rung::Step;

namespace {
const QByteArray rightPassword = "down the rabbit hole";
}

class TestLadderKdc : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void AUTH_whoIsKnownComesToTheTop();
    void AUTH_passwords_data();
    void AUTH_passwords();
    void AUTH_noTicket();
    void AUTH_anExpiredTicket();
    void AUTH_theKdcsClockDiffers();
    void AUTH_theServersClockDiffers();
    void AUTH_noKdcAnswers();
    void AUTH_anUnknownService_data();
    void AUTH_anUnknownService();
    void AUTH_aServerWithAnOldKey();
    void AUTH_aUserWhomTheServerDoesNotKnow();

private:
    Ladder climbed(const Credentials &credentials, const QString &host = u"localhost"_s,
                   const QString &service = {});
    static Credentials ticketOf(const QString &user)
    {
        return {.user = Kdc::principal(user), .useTicketCache = true};
    }
    void verify(const Ladder &ladder, Cause cause, const QString &words, const QString &command);

    SystemClock m_clock;
    QTemporaryDir m_folder;
    std::unique_ptr<Kdc> m_kdc;
    std::unique_ptr<Listener> m_listener;
    ConnectionSpec m_spec;
};

void TestLadderKdc::initTestCase()
{
    if (const QString program = Kdc::missing(); !program.isEmpty())
        QSKIP(qPrintable(program + u" is not installed"_s));
    m_kdc = std::make_unique<Kdc>();
    QVERIFY2(m_kdc->isReady(), m_kdc->problem());
    const std::pair<QString, QStringList> users[] = {
        {u"alice"_s, {}},
        {u"stranger"_s, {}},
        {u"expired"_s, {u"-expire"_s, u"yesterday"_s}},
        {u"stale"_s, {u"-pwexpire"_s, u"yesterday"_s}},
        {u"locked"_s, {u"-allow_tix"_s}},
    };
    for (const auto &[name, options] : users)
        QVERIFY2(m_kdc->addUser(name, rightPassword, options), m_kdc->problem());
    m_kdc->enter();
    const auto file = std::make_shared<UserFile>(m_folder.filePath(u"users.json"_s));
    QVERIFY(file->addExternal({Kdc::principal(u"alice"_s), AccessRole::Manage}).ok());
    ListenOptions options;
    options.keytab = m_kdc->keytab();
    m_listener = std::make_unique<Listener>(
        options,
        [](const Envelope &request, const Caller &) {
            return readyAnswer<Envelope>(
                replyTo(request, Wsman::IdentifyReply{u"1"_s, u"Hatter"_s, {}}));
        },
        file, m_clock);
    QVERIFY(m_listener->listen().ok());
}

void TestLadderKdc::init()
{
    QFile::remove(m_kdc->filePath(u"cache"_s));
}

Ladder TestLadderKdc::climbed(const Credentials &credentials, const QString &host,
                              const QString &service)
{
    m_spec = {.id = u"far"_s,
              .name = u"far"_s,
              .url = QUrl(u"http://%1:%2/wsman"_s.arg(host).arg(m_listener->port())),
              .user = credentials.user,
              .scheme = u"Kerberos"_s,
              .service = service};
    SystemBook book(m_folder.filePath(u"systems.json"_s));
    Connections connections(
        book,
        [&](const ConnectionSpec &spec, const Secret &) {
            return std::make_unique<HttpTransport>(
                HttpTarget{.url = spec.url,
                           .credentials = credentials,
                           .scheme = findScheme(spec.scheme.toLatin1()),
                           .service = spec.service},
                m_clock);
        },
        [](const ConnectionSpec &, QObject *) { return readyAnswer<Secret>(Secret()); }, m_clock);
    const auto answer = connections.check(m_spec, credentials.secret, this, [](const Ladder &) {});
    return QTest::qWaitFor([&] { return answer.isFinished(); }, Child::patience)
        ? takenFrom(answer).value()
        : Ladder();
}

void TestLadderKdc::verify(const Ladder &ladder, Cause cause, const QString &words,
                           const QString &command)
{
    const Rung *failed = ladder.failed();
    QVERIFY(failed);
    QCOMPARE(failed->step, Step::SignIn);
    QVERIFY2(failed->failure->cause == cause,
             qPrintable(problemText(failed->failure->cause) + u' ' + failed->failure->serverText));
    const auto message = rungMessage(*failed, ladder, m_spec);
    QVERIFY(message);
    const QString all = message->problem + u'\n' + message->cause + u'\n' + message->fix;
    QVERIFY2(all.contains(words), qPrintable(all));
    QVERIFY2(!message->fix.isEmpty() && !all.contains(u'{'), qPrintable(all));
    QVERIFY2(command.isEmpty() ? message->command.isEmpty() : message->command == command,
             qPrintable(message->command));
}

void TestLadderKdc::AUTH_whoIsKnownComesToTheTop()
{
    const Ladder ladder = climbed({Kdc::principal(u"alice"_s), Secret(rightPassword)});
    QVERIFY(!ladder.failed() || ladder.failed()->step > Step::Identify);
    QCOMPARE(ladder.rung(Step::Identify).state, Rung::State::Done);
}

void TestLadderKdc::AUTH_passwords_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<int>("cause");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("command");
    const auto row = [](const char *name, const QString &user, const QByteArray &password,
                        Cause cause, const QString &words, const QString &command) {
        QTest::newRow(name) << user << password << int(cause) << words << command;
    };
    row("wrong", u"alice"_s, "up the hill", Cause::SignIn,
        u"far did not let alice@CISTERN.TEST in."_s, {});
    row("of nobody", u"nobody"_s, rightPassword, Cause::SignIn,
        u"far did not let nobody@CISTERN.TEST in."_s, {});
    row("of an expired account", u"expired"_s, rightPassword, Cause::Account,
        u"The account expired@CISTERN.TEST can't be used."_s, u"Unlock-ADAccount expired"_s);
    row("of a locked account", u"locked"_s, rightPassword, Cause::Account,
        u"locked, disabled or expired"_s, u"Unlock-ADAccount locked"_s);
    row("that has to be changed", u"stale"_s, rightPassword, Cause::Account,
        u"or that its password has to be changed"_s, u"Unlock-ADAccount stale"_s);
}

void TestLadderKdc::AUTH_passwords()
{
    QFETCH(QString, user);
    QFETCH(QByteArray, password);
    QFETCH(int, cause);
    QFETCH(QString, words);
    QFETCH(QString, command);
    verify(climbed({Kdc::principal(user), Secret(password)}), Cause(cause), words, command);
}

void TestLadderKdc::AUTH_noTicket()
{
    verify(climbed(ticketOf(u"alice"_s)), Cause::NoTicket,
           u"There is no valid Kerberos ticket for alice@CISTERN.TEST."_s,
           u"kinit alice@CISTERN.TEST"_s);
}

void TestLadderKdc::AUTH_anExpiredTicket()
{
    const QString cache = m_kdc->ticket(u"alice"_s, rightPassword);
    QVERIFY2(!cache.isEmpty(), m_kdc->problem());
    QVERIFY(Kdc::shiftClock(cache, 30 * 24 * 3600));
    verify(climbed(ticketOf(u"alice"_s)), Cause::NoTicket, u"or it has expired"_s,
           u"kinit alice@CISTERN.TEST"_s);
}

void TestLadderKdc::AUTH_theKdcsClockDiffers()
{
    const QString cache = m_kdc->ticket(u"alice"_s, rightPassword);
    QVERIFY2(!cache.isEmpty(), m_kdc->problem());
    QVERIFY(Kdc::shiftClock(cache, 3600));
    verify(climbed(ticketOf(u"alice"_s)), Cause::ClockSkew, u"more than five minutes apart"_s,
           u"w32tm /resync"_s);
}

// The ticket for the service is there already, so that the KDC has nothing to say.
void TestLadderKdc::AUTH_theServersClockDiffers()
{
    const QString cache = m_kdc->ticket(u"alice"_s, rightPassword);
    QVERIFY2(!cache.isEmpty(), m_kdc->problem());
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    m_kdc->insertInto(environment);
    int code = -1;
    Child::output(u"kvno"_s, {u"-c"_s, cache, u"-S"_s, u"HTTP"_s, u"localhost"_s}, environment, {},
                  &code);
    QCOMPARE(code, 0);
    QVERIFY(Kdc::shiftClock(cache, 3600));
    const Ladder ladder = climbed(ticketOf(u"alice"_s));
    // Both clocks.
    verify(ladder, Cause::ClockSkew, u"The clock of far says "_s, u"w32tm /resync"_s);
    verify(ladder, Cause::ClockSkew, u", that of this computer "_s, u"w32tm /resync"_s);
}

void TestLadderKdc::AUTH_noKdcAnswers()
{
    m_kdc->stop();
    const Ladder ladder = climbed({Kdc::principal(u"alice"_s), Secret(rightPassword)});
    QVERIFY2(m_kdc->start(), m_kdc->problem());
    verify(ladder, Cause::KdcUnreachable, u"No domain controller answers."_s,
           u"nslookup -type=SRV _kerberos._tcp.CISTERN.TEST"_s);
}

void TestLadderKdc::AUTH_anUnknownService_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("words");
    QTest::newRow("of its own name") << u"localhost"_s << u"CROQUET"_s << u"CROQUET/localhost"_s;
    QTest::newRow("at an address") << u"127.0.0.1"_s << QString() << u"HTTP/127.0.0.1"_s;
}

void TestLadderKdc::AUTH_anUnknownService()
{
    QFETCH(QString, host);
    QFETCH(QString, service);
    QFETCH(QString, words);
    verify(climbed({Kdc::principal(u"alice"_s), Secret(rightPassword)}, host, service),
           Cause::ServiceUnknown, words, u"setspn -Q HTTP/"_s + host);
}

// As after the machine joined the domain anew.
void TestLadderKdc::AUTH_aServerWithAnOldKey()
{
    QVERIFY2(m_kdc->addService(u"OLD/localhost"_s), m_kdc->problem());
    QVERIFY2(m_kdc->changeKey(u"OLD/localhost"_s), m_kdc->problem());
    const Ladder ladder = climbed({Kdc::principal(u"alice"_s), Secret(rightPassword)},
                                  u"localhost"_s, u"OLD"_s);
    verify(ladder, Cause::SignIn, u"far did not let alice@CISTERN.TEST in."_s, {});
}

void TestLadderKdc::AUTH_aUserWhomTheServerDoesNotKnow()
{
    verify(climbed({Kdc::principal(u"stranger"_s), Secret(rightPassword)}), Cause::SignIn,
           u"this account may not sign in over the network"_s, {});
}

QTEST_GUILESS_MAIN(TestLadderKdc)
#include "tst_ladderkdc.moc"
