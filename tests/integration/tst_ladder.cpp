// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Why a connection stops: each cause with a server that really behaves like that, the rung on which
// it shows, and the words and the command that a person gets. Prints rung × causes at the end.

#include "services/core/systemclock.h"
#include "services/schema/schema.h"
#include "services/systems/connections.h"
#include "services/wsman/listener.h"
#include "services/wsman/transports/httptransport.h"
#include "tests/support/certificates.h"
#include "tests/support/child.h"
#include "tests/support/fakesystem.h"
#include "tests/support/relay.h"
#include "tests/support/tlsserver.h"
#include "ui/text/connectwords.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Cause = Failure::Cause;
using Stage = Failure::Stage;
using Step = Rung::Step;
using Presence = NamespaceFact::Presence;

namespace {
constexpr int patience = 20'000; // ms, only ever reached by a failing test

Wsman::Fault fault(const QString &subcode, quint32 cimStatus, quint64 vendorCode)
{
    return {.code = u"Sender"_s,
            .subcode = subcode,
            .detail = {},
            .reason = u"words of the server"_s,
            .cimStatus = cimStatus,
            .vendorCode = vendorCode,
            .notUnderstood = {}};
}

QByteArray bare(const QByteArray &status, const QByteArray &headers = {},
                const QByteArray &body = {})
{
    return "HTTP/1.1 " + status + "\r\n" + headers
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}
} // namespace

class TestLadder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_users = std::make_shared<UserFile>(m_folder.filePath(u"users"_s),
                                             UserFile::leastIterations);
        QVERIFY(m_users->add({u"bar"_s, AccessRole::Manage}, Secret("right")));
        m_book = std::make_unique<SystemBook>(m_folder.filePath(u"systems.json"_s));
        m_connections = std::make_unique<Connections>(
            *m_book,
            [this](const ConnectionSpec &spec, const Secret &password) {
                if (m_transport)
                    return m_transport();
                return std::unique_ptr<Transport>(std::make_unique<HttpTransport>(
                    HttpTarget{.url = spec.url,
                               .credentials = {.user = spec.user, .secret = password},
                               .pin = spec.pin},
                    m_clock));
            },
            [](const ConnectionSpec &, QObject *) { return readyAnswer<Secret>(Secret("right")); },
            m_clock);
    }

    void init()
    {
        m_transport = {};
        m_answer = {};
    }

    void cleanupTestCase()
    {
        m_connections.reset();
        for (auto row = m_seen.cbegin(); row != m_seen.cend(); ++row)
            qInfo().noquote() << u"| %1 | %2 |"_s.arg(stepText(Step(row.key())),
                                                      QStringList(row.value()).join(u", "_s));
    }

    void aNameThatNobodyKnows()
    {
        const Ladder ladder = climbed(QUrl(u"http://nobody.invalid:5985/wsman"_s));
        verify(ladder, Step::Name, Cause::NameNotFound, u"nobody.invalid"_s,
               u"nslookup nobody.invalid"_s);
    }

    void aClosedPort()
    {
        const quint16 port = freePort();
        verify(climbed(url(port)), Step::Network, Cause::Refused,
               u"Nothing listens at 127.0.0.1:%1."_s.arg(port), u"Enable-PSRemoting -Force"_s);
        verify(climbed(url(port, u"https"_s)), Step::Network, Cause::Refused, u"HTTPS listener"_s,
               u"winrm quickconfig -transport:https"_s);
    }

    // Every address of the name is tried, and the one that listens is the one that counts.
    void everyAddressIsTried()
    {
        Relay relay([](int, const QByteArray &) { return Relay::Act{.bytes = bare("404 x")}; });
        const Ladder ladder = climbed(QUrl(u"http://localhost:%1/wsman"_s.arg(relay.port())));
        QVERIFY(ladder.rung(Step::Name).fact.contains(u"127.0.0.1"_s));
        QCOMPARE(ladder.rung(Step::Network).state, Rung::State::Done);
        QVERIFY(ladder.rung(Step::Network).fact.startsWith(u"127.0.0.1:"_s));
    }

    void statuses_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<int>("step");
        QTest::addColumn<int>("cause");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("command");
        const auto row = [](const char *name, const QByteArray &reply, Step step, Cause cause,
                            const char *words, const char *command) {
            QTest::newRow(name) << reply << int(step) << int(cause) << QString::fromLatin1(words)
                                << QString::fromLatin1(command);
        };
        row("401", bare("401 x", "WWW-Authenticate: Basic realm=\"WSMAN\"\r\n"), Step::SignIn,
            Cause::SignIn, "did not let bar in", "");
        row("401, other schemes",
            bare("401 x", "WWW-Authenticate: Negotiate\r\nWWW-Authenticate: Kerberos\r\n"),
            Step::SignIn, Cause::SchemeNotOffered, "It offers Negotiate, Kerberos",
            "winrm set winrm/config/service/auth '@{Basic=\"true\"}'");
        row("403", bare("403 x"), Step::SignIn, Cause::Denied, "HTTP 403",
            "winrm get winrm/config/service");
        row("404", bare("404 x"), Step::Identify, Cause::NotFound, "no WS-Management at /wsman",
            "winrm enumerate winrm/config/listener");
        row("405", bare("405 x"), Step::Identify, Cause::NotSupported,
            "is no WS-Management service", "");
        row("500, empty", bare("500 x"), Step::Identify, Cause::Unencrypted,
            "Negotiate or Kerberos, which encrypt messages", "winrm quickconfig -transport:https");
        row("503", bare("503 x"), Step::Identify, Cause::ServerFault, "WinRM is stopped",
            "Start-Service WinRM");
        row("429", bare("429 x"), Step::Identify, Cause::ServerFault, "asked too often", "");
        row("431", bare("431 x"), Step::Identify, Cause::TooLarge, "very many groups",
            "MaxFieldLength");
        row("redirect", bare("301 x", "Location: http://elsewhere.example/\r\n"), Step::Identify,
            Cause::NotSupported, "http://elsewhere.example/", "");
        row("a web page",
            bare("200 OK", "Content-Type: text/html\r\n", "<html><b>Log in</b></html>"),
            Step::Identify, Cause::Malformed, "A web page came back", "");
        row("no HTTP at all", "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n", Step::Identify,
            Cause::Malformed, "does not speak WS-Management", "");
        row("SOAP of another kind",
            bare("200 OK", "Content-Type: application/soap+xml;charset=UTF-8\r\n", "<a/>"),
            Step::Identify, Cause::Malformed, "answer", "");
    }
    void statuses()
    {
        QFETCH(QByteArray, reply);
        QFETCH(int, step);
        QFETCH(int, cause);
        QFETCH(QString, words);
        QFETCH(QString, command);
        Relay relay([&](int, const QByteArray &) {
            return Relay::Act{.bytes = reply, .close = !reply.startsWith("HTTP")};
        });
        verify(climbed(url(relay.port())), Step(step), Cause(cause), words, command);
    }

    void whatEncryptionMayMeet_data()
    {
        QTest::addColumn<Authority::Wish>("wish");
        QTest::addColumn<QByteArray>("pin");
        QTest::addColumn<int>("cause");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("command");
        const QDateTime now = QDateTime::currentDateTimeUtc();
        QTest::newRow("unknown") << Authority::Wish() << QByteArray() << int(Cause::Certificate)
                                 << u"No authority that this computer trusts"_s
                                 << u"GetCertHashString('SHA256')"_s;
        QTest::newRow("expired") << Authority::Wish{.from = now.addDays(-10), .to = now.addDays(-1)}
                                 << QByteArray() << int(Cause::CertificateExpired)
                                 << u"It has expired"_s
                                 << u"New-SelfSignedCertificate -DnsName 127.0.0.1"_s;
        QTest::newRow("of another host")
            << Authority::Wish{.name = u"elsewhere.example"_s,
                               .alternatives = u"DNS:elsewhere.example"_s}
            << QByteArray() << int(Cause::CertificateName) << u"belongs to another host"_s
            << u"New-SelfSignedCertificate -DnsName 127.0.0.1"_s;
        QTest::newRow("changed") << Authority::Wish() << QByteArray(32, 'x')
                                 << int(Cause::CertificateChanged) << u"has changed"_s
                                 << u"GetCertHashString('SHA256')"_s;
    }
    void whatEncryptionMayMeet()
    {
        QFETCH(Authority::Wish, wish);
        QFETCH(QByteArray, pin);
        QFETCH(int, cause);
        QFETCH(QString, words);
        QFETCH(QString, command);
        const Authority authority;
        TlsServer server(authority.server(wish));
        verify(climbed(url(server.serverPort(), u"https"_s), pin), Step::Encryption, Cause(cause),
               words, command);
        QVERIFY(server.heard.isEmpty());
    }

    void aPortWithoutTls()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, this, [&server] {
            server.nextPendingConnection()->write("HTTP/1.1 400 Bad Request\r\n\r\n");
        });
        verify(climbed(url(server.serverPort(), u"https"_s)), Step::Encryption, Cause::TlsVersion,
               u"none at all at port %1"_s.arg(server.serverPort()), u"TLS 1.2\\Server"_s);
    }

    void aVersionOfTlsThatIsTooOld()
    {
        const Authority authority;
        const OpensslServer server(authority.files({}),
                                   {u"-tls1_1"_s, u"-cipher"_s, u"ALL:@SECLEVEL=0"_s});
        if (server.port() == 0)
            QSKIP("this openssl has no TLS 1.1");
        verify(climbed(url(server.port(), u"https"_s)), Step::Encryption, Cause::TlsVersion,
               u"no version of TLS"_s, u"TLS 1.2\\Server"_s);
    }

    void aServerThatHangsUp()
    {
        Relay relay([](int, const QByteArray &) { return Relay::Act{.close = true}; });
        verify(climbed(url(relay.port())), Step::SignIn, Cause::ServerFault, u"broke off"_s,
               u"Get-WinEvent"_s);
    }

    void whatWsManagementFaultsMean_data()
    {
        QTest::addColumn<QString>("subcode");
        QTest::addColumn<quint32>("cimStatus");
        QTest::addColumn<quint64>("vendorCode");
        QTest::addColumn<bool>("atIdentify");
        QTest::addColumn<int>("step");
        QTest::addColumn<int>("cause");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("command");
        const auto row = [](const char *name, const char *subcode, quint32 cimStatus,
                            quint64 vendorCode, bool atIdentify, Step step, Cause cause,
                            const char *words, const char *command) {
            QTest::newRow(name) << QString::fromLatin1(subcode) << cimStatus << vendorCode
                                << atIdentify << int(step) << int(cause)
                                << QString::fromLatin1(words) << QString::fromLatin1(command);
        };
        row("access denied", "AccessDenied", 0, 5, true, Step::SignIn, Cause::Denied,
            "LocalAccountTokenFilterPolicy",
            "Add-LocalGroupMember -Group \"Remote Management Users\" -Member bar");
        row("remote access disabled", "InternalError", 0, 0x803381dd, true, Step::SignIn,
            Cause::Denied, "AllowRemoteAccess is off", "Enable-PSRemoting -Force");
        row("internal error", "InternalError", 0, 1359, true, Step::Identify, Cause::ServerFault,
            "broke off", "Get-WinEvent");
        row("operations quota", "InternalError", 0, 0x803381a6, false, Step::Namespaces,
            Cause::Quota, "reached a limit", "MaxConcurrentOperationsPerUser");
        row("quota", "QuotaLimit", 0, 0, false, Step::Namespaces, Cause::Quota, "reached a limit",
            "MaxConcurrentOperationsPerUser");
        row("WMI rights", "AccessDenied", 0, 0x80041003, false, Step::Namespaces, Cause::Denied,
            "Remote Enable", "wmimgmt.msc");
        row("provider failed", "InternalError", 0, 0x80041001, false, Step::Namespaces,
            Cause::ServerFault, "iSCSI target", "WMI-Activity");
        row("DSP0004 access denied", "AccessDenied", 2, 0, false, Step::Namespaces, Cause::Denied,
            "Remote Enable", "wmimgmt.msc");
        row("timed out", "TimedOut", 0, 0x80338029, false, Step::Namespaces, Cause::TimedOut,
            "did not say in time", "Restart-Service Winmgmt");
    }
    void whatWsManagementFaultsMean()
    {
        QFETCH(QString, subcode);
        QFETCH(quint32, cimStatus);
        QFETCH(quint64, vendorCode);
        QFETCH(bool, atIdentify);
        QFETCH(int, step);
        QFETCH(int, cause);
        QFETCH(QString, words);
        QFETCH(QString, command);
        m_answer = [&](const Envelope &request) -> Wsman::Body {
            if (std::holds_alternative<Wsman::Identify>(request.body) && !atIdentify)
                return identity();
            return fault(subcode, cimStatus, vendorCode);
        };
        verify(climbedServed(), Step(step), Cause(cause), words, command);
    }

    void SP_R40_eachNamespaceIsTold_data()
    {
        QTest::addColumn<QList<int>>("said"); // of each known namespace, in their order
        QTest::addColumn<bool>("connected");
        QTest::addColumn<QString>("words");
        const auto there = int(Presence::There), none = int(Presence::NoNamespace),
                   noClass = int(Presence::NoClass), empty = int(Presence::NoInstance),
                   denied = int(Presence::Denied);
        QTest::newRow("all") << QList<int>{there, there, there} << true << QString();
        QTest::newRow("one") << QList<int>{there, none, noClass} << true << QString();
        QTest::newRow("Hyper-V not for this user")
            << QList<int>{there, denied, none} << true << u"Hyper-V Administrators"_s;
        QTest::newRow("only Hyper-V, and not for this user")
            << QList<int>{none, denied, none} << false << u"Hyper-V Administrators"_s;
        QTest::newRow("none") << QList<int>{none, none, noClass} << true
                              << u"roles that this program manages are not installed"_s;
        QTest::newRow("stopped") << QList<int>{empty, none, none} << true
                                 << u"its service does not run"_s;
    }
    void SP_R40_eachNamespaceIsTold()
    {
        QFETCH(QList<int>, said);
        QFETCH(bool, connected);
        QFETCH(QString, words);
        m_answer = [&](const Envelope &request) -> Wsman::Body {
            if (std::holds_alternative<Wsman::Identify>(request.body))
                return identity();
            const auto known = knownNamespaces();
            qsizetype row = 0;
            while (known[size_t(row)].name.compare(request.target.nameSpace(), Qt::CaseInsensitive)
                   != 0)
                ++row;
            switch (Presence(said.at(row))) {
            case Presence::NoNamespace:
                return fault(u"DestinationUnreachable"_s, row == 2 ? 0 : 3, 0x8004100e);
            case Presence::NoClass:
                return fault(u"DestinationUnreachable"_s, 5, 0);
            case Presence::Denied:
                return fault(u"AccessDenied"_s, 0, 5);
            default:
                break;
            }
            Wsman::Items items{.mode = std::get<Wsman::Enumerate>(request.body).mode,
                               .instances = {},
                               .paths = {},
                               .context = {},
                               .end = true};
            if (Presence(said.at(row)) == Presence::There) {
                const QString declared = row == 2 ? u"CISTERN_ResourcePoolConfigurationService"_s
                                                  : QString(known[size_t(row)].serviceClass);
                CimInstance service(*Schema::findClass(QString(known[size_t(row)].name), declared));
                for (const QString &key : {u"SystemCreationClassName"_s, u"SystemName"_s,
                                           u"CreationClassName"_s, u"Name"_s})
                    service.set(key, CimValue::string(u"x"_s));
                items.instances.append(service);
            }
            return items;
        };
        const Ladder ladder = climbedServed();
        QCOMPARE(ladder.connected(), connected);
        QCOMPARE(ladder.spaces.size(), 3);
        for (qsizetype row = 0; row < 3; ++row)
            QCOMPARE(int(ladder.spaces.at(row).presence), said.at(row));
        const Rung &rung = ladder.rung(Step::Namespaces);
        const auto message = rungMessage(rung, ladder, m_spec);
        QCOMPARE(message.has_value(), !words.isEmpty());
        if (message) {
            note(rung.step, *rung.failure);
            QVERIFY2(QString(message->cause + message->fix + message->command).contains(words),
                     qPrintable(message->cause + message->fix + message->command));
        }
        QCOMPARE(ladder.namespaces().size(), said.count(there()));
    }

    // What the libraries for Kerberos say, which have no server on this machine here.
    void whatSigningInMayMeet_data()
    {
        QTest::addColumn<Failure>("failure");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("command");
        const auto row = [](const char *name, const Failure &failure, const char *words,
                            const char *command) {
            QTest::newRow(name) << failure << QString::fromLatin1(words)
                                << QString::fromLatin1(command);
        };
        const auto of = [](Cause cause) { return Failure{.cause = cause, .stage = Stage::SignIn}; };
        row("no ticket", of(Cause::NoTicket), "ticket cache", "kinit bar");
        row("clocks", of(Cause::ClockSkew), "five minutes", "w32tm /resync");
        row("no KDC", of(Cause::KdcUnreachable), "key distribution center", "");
        row("service unknown",
            Failure{.cause = Cause::ServiceUnknown,
                    .stage = Stage::SignIn,
                    .parameter = u"HTTP/far.example"_s},
            "HTTP/far.example", "setspn -Q HTTP/");
        row("locked", of(Cause::Account), "locked, disabled or expired", "Unlock-ADAccount bar");
        row("no password",
            Failure{.cause = Cause::SignIn, .stage = Stage::SignIn, .parameter = u"password"_s},
            "keychain", "");
        row("Basic in clear",
            Failure{.cause = Cause::NotSupported, .stage = Stage::SignIn, .parameter = u"url"_s},
            "would show the password", "");
    }
    void whatSigningInMayMeet()
    {
        QFETCH(Failure, failure);
        QFETCH(QString, words);
        QFETCH(QString, command);
        Relay relay([](int, const QByteArray &) { return Relay::Act{}; }); // that there is a port
        FakeSystem system;
        system.signInFailure = failure;
        m_transport = [&] { return system.transport(); };
        verify(climbed(url(relay.port())), Step::SignIn, failure.cause, words, command);
    }

    // By any reply, also one that says no.
    void theClockOfTheOtherSideIsRead()
    {
        const QDateTime then = QDateTime::currentDateTimeUtc().addSecs(-500);
        const QByteArray date =
            QLocale::c().toString(then, u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s).toLatin1();
        Relay relay([&](int, const QByteArray &) {
            return Relay::Act{.bytes = bare("404 x", "Date: " + date + "\r\n")};
        });
        const Ladder ladder = climbed(url(relay.port()));
        QVERIFY(ladder.clocks);
        QVERIFY2(std::abs(ladder.clocks->ahead() + 500) <= 2,
                 qPrintable(QString::number(ladder.clocks->ahead())));
        const QString hint = clockHint(ladder, m_spec);
        QVERIFY2(hint.contains(u"8 min"_s) && hint.contains(u"behind"_s), qPrintable(hint));
        QVERIFY(hint.contains(then.toLocalTime().time().toString(u"HH:mm:ss"_s)));

        Ladder skewed = ladder;
        skewed.rung(Step::SignIn) = Rung{
            .step = Step::SignIn,
            .state = Rung::State::Failed,
            .failure = Failure{.cause = Cause::ClockSkew, .stage = Stage::SignIn, .offered = -500}};
        const auto message = rungMessage(skewed.rung(Step::SignIn), skewed, m_spec);
        QVERIFY(message->cause.contains(hint));
    }

    void aServerThatIsRightGivesNoHint()
    {
        m_answer = [](const Envelope &) -> Wsman::Body { return identity(); };
        const Ladder ladder = climbedServed();
        QVERIFY(ladder.clocks);
        QVERIFY(std::abs(ladder.clocks->ahead()) <= 2);
        QVERIFY(clockHint(ladder, m_spec).isEmpty());
    }

    // Each rung is told within 100 ms of its beginning, and so is the end.
    void eachStepIsToldAtOnce()
    {
        m_answer = [](const Envelope &request) -> Wsman::Body {
            if (std::holds_alternative<Wsman::Identify>(request.body))
                return identity();
            return fault(u"DestinationUnreachable"_s, 3, 0);
        };
        QList<std::pair<Step, std::chrono::milliseconds>> begun;
        m_progress = [&](const Ladder &ladder) {
            if (const Rung *rung = ladder.climbing();
                rung && (begun.isEmpty() || begun.last().first != rung->step))
                begun.append({rung->step, m_clock.elapsed() - rung->began});
        };
        const Ladder ladder = climbedServed();
        m_progress = {};
        QVERIFY(ladder.connected());
        QCOMPARE(begun.size(), 5); // all but encryption
        std::chrono::milliseconds latest{0};
        for (const auto &[step, late] : begun)
            latest = std::max(latest, late);
        qInfo() << "latest stage told after" << latest.count() << "ms; whole climb"
                << ladder.took().count() << "ms";
        QVERIFY(latest <= 100ms);
    }

    void stoppingIsAtOnce_data()
    {
        QTest::addColumn<QString>("scheme");
        QTest::newRow("while TLS is silent") << u"https"_s;
        QTest::newRow("while HTTP is silent") << u"http"_s;
    }
    void stoppingIsAtOnce()
    {
        QFETCH(QString, scheme);
        Relay relay([](int, const QByteArray &) { return Relay::Act{.silent = true}; });
        auto owner = std::make_unique<QObject>();
        int told = 0;
        m_spec = {
            .id = u"far"_s, .name = u"far"_s, .url = url(relay.port(), scheme), .user = u"bar"_s};
        const auto answer = m_connections->check(m_spec, Secret("right"), owner.get(),
                                                 [&](const Ladder &) { ++told; });
        const auto hanging = [&] {
            return scheme == u"https" ? relay.bytesRead() > 0 : relay.requests() > 0;
        };
        // A TLS greeting is no request, so it is counted by its octets.
        QVERIFY(QTest::qWaitFor(hanging, patience));
        const int before = told;
        QElapsedTimer timer;
        timer.start();
        owner.reset();
        QVERIFY(QTest::qWaitFor([&] { return relay.open() == 0; }, patience));
        qInfo() << "stopped after" << timer.elapsed() << "ms";
        QVERIFY(timer.elapsed() <= 100);
        QCOMPARE(told, before);
    }

private:
    static int there() { return int(Presence::There); }
    static Wsman::Body identity()
    {
        return Wsman::IdentifyReply{
            .protocolVersion = u"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"_s,
            .productVendor = u"Microsoft Corporation"_s,
            .productVersion = u"OS: 10.0.20348 SP: 0.0 Stack: 3.0"_s};
    }

    static QUrl url(quint16 port, const QString &scheme = u"http"_s)
    {
        return QUrl(u"%1://127.0.0.1:%2/wsman"_s.arg(scheme).arg(port));
    }

    Ladder climbed(const QUrl &where, const QByteArray &pin = {})
    {
        m_spec = {.id = u"far"_s, .name = u"far"_s, .url = where, .user = u"bar"_s, .pin = pin};
        const auto answer = m_connections->check(m_spec, Secret("right"), this,
                                                 [this](const Ladder &ladder) {
                                                     if (m_progress)
                                                         m_progress(ladder);
                                                 });
        return QTest::qWaitFor([&] { return answer.isFinished(); }, patience)
            ? takenFrom(answer).value()
            : Ladder();
    }

    // By a listener that speaks HTTP and signs in, and answers as m_answer says.
    Ladder climbedServed()
    {
        Listener listener(
            {},
            [this](const Envelope &request, const Caller &) {
                return readyAnswer<Envelope>(replyTo(request, m_answer(request)));
            },
            m_users, m_clock);
        return listener.listen() ? climbed(url(listener.port())) : Ladder();
    }

    void verify(const Ladder &ladder, Step step, Cause cause, const QString &words,
                const QString &command)
    {
        const Rung *failed = ladder.failed();
        QVERIFY(failed);
        QVERIFY2(failed->step == step, qPrintable(stepText(failed->step)));
        QVERIFY2(failed->failure->cause == cause,
                 qPrintable(problemText(failed->failure->cause) + failed->failure->serverText));
        for (const Rung &rung : ladder.rungs) {
            if (rung.step < step)
                QVERIFY(rung.state == Rung::State::Done || rung.state == Rung::State::Skipped);
            else if (rung.step > step)
                QVERIFY(rung.state == Rung::State::NotTried);
        }
        const auto message = rungMessage(*failed, ladder, m_spec);
        QVERIFY(message);
        const QString all = message->problem + u'\n' + message->cause + u'\n' + message->fix;
        QVERIFY2(all.contains(words), qPrintable(all));
        QVERIFY2(message->problem.endsWith(u'.'), qPrintable(all));
        QVERIFY2(!message->fix.isEmpty(), qPrintable(all));
        QVERIFY2(!all.contains(u'{') && !all.contains(u"  "_s), qPrintable(all));
        QVERIFY2(command.isEmpty() ? message->command.isEmpty()
                                   : message->command.contains(command),
                 qPrintable(message->command));
        note(step, *failed->failure);
    }

    void note(Step step, const Failure &failure)
    {
        const QString what = shortCause(failure)
            + (failure.code ? u" (0x%1)"_s.arg(failure.code, 0, 16) : QString());
        if (!m_seen[int(step)].contains(what))
            m_seen[int(step)].append(what);
    }

    QTemporaryDir m_folder;
    SystemClock m_clock;
    std::shared_ptr<UserFile> m_users;
    std::unique_ptr<SystemBook> m_book;
    std::unique_ptr<Connections> m_connections;
    std::function<std::unique_ptr<Transport>()> m_transport;
    std::function<Wsman::Body(const Envelope &)> m_answer;
    std::function<void(const Ladder &)> m_progress;
    ConnectionSpec m_spec;
    QMap<int, QStringList> m_seen;
};

QTEST_GUILESS_MAIN(TestLadder)
#include "tst_ladder.moc"
