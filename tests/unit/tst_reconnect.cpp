// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Which of a host's addresses a connection uses, and what becomes of connections when the network
// changes: on sockets, with names that only this test knows.

#include "app/services.h"
#include "services/credentials/vault.h"
#include "services/systems/connections.h"
#include "services/systems/secretsource.h"
#include "services/systems/systembook.h"
#include "tests/support/certificates.h"
#include "tests/support/targetbehindport.h"

#include <QElapsedTimer>
#include <QHostInfo>
#include <QPointer>
#include <QTemporaryDir>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using Phase = SystemState::Phase;
using Step = Rung::Step;

namespace {
constexpr quint64 MiB = 1024 * 1024;

// 127.0.0.2 on a port where the queue of connections is full: who comes hears nothing.
class SilentAddress
{
public:
    explicit SilentAddress(quint16 port)
    {
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_port = htons(port);
        place.sin_addr.s_addr = htonl(0x7f000002);
        const auto *where = reinterpret_cast<const sockaddr *>(&place);
        m_sockets[0] = socket(AF_INET, SOCK_STREAM, 0);
        m_good = bind(m_sockets[0], where, sizeof place) == 0 && listen(m_sockets[0], 0) == 0;
        for (size_t i = 1; i < m_sockets.size(); ++i) {
            m_sockets[i] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
            (void)connect(m_sockets[i], where, sizeof place);
        }
    }
    ~SilentAddress()
    {
        for (const int descriptor : m_sockets)
            close(descriptor);
    }
    bool isGood() const { return m_good; }

private:
    std::array<int, 5> m_sockets{};
    bool m_good = false;
};

class Site
{
public:
    Site()
        : services({.store = m_dir.filePath(u"store"_s),
                    .configDir = m_dir.filePath(u"config"_s),
                    .dataDir = m_dir.filePath(u"data"_s)})
    {
        services.connections().setLookup(
            [this](const QString &host, QObject *context, const auto &found) {
                QHostInfo info;
                info.setHostName(host);
                info.setAddresses(addresses);
                QMetaObject::invokeMethod(
                    context, [found, info] { found(info); }, Qt::QueuedConnection);
                return -1;
            });
    }

    void add(const TargetBehindPort &far, const QByteArray &pin = {})
    {
        QUrl url = far.url();
        url.setHost(u"far.example"_s);
        const ConnectionSpec spec{.id = u"far"_s,
                                  .name = u"far"_s,
                                  .url = url,
                                  .user = TargetBehindPort::user(),
                                  .pin = pin,
                                  .clearAllowed = true};
        services.vault().keepForThisRun(SecretSource::keyOf(spec), TargetBehindPort::password());
        QVERIFY(got(services.book().add(spec, &services)));
        services.connections().open(u"far"_s);
    }

    SystemState state() { return services.connections().state(u"far"_s); }

    QList<QHostAddress> addresses{QHostAddress(u"127.0.0.1"_s)};

private:
    QTemporaryDir m_dir; // goes last

public:
    Services services;
};
} // namespace

class TestReconnect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void RFC_8305_aSilentAddressKeepsNobodyWaiting_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::newRow("http") << false;
        QTest::newRow("https") << true;
    }
    void RFC_8305_aSilentAddressKeepsNobodyWaiting()
    {
        QFETCH(bool, tls);
        const Authority authority;
        const auto shown = tls ? std::optional(authority.server(
                               {.name = u"far.example"_s, .alternatives = u"DNS:far.example"_s}))
                               : std::nullopt;
        TargetBehindPort far(u"far"_s, 64 * MiB, shown, {u"far.example"_s});
        const SilentAddress silent(far.port());
        QVERIFY(silent.isGood());
        Site site;
        site.addresses.prepend(QHostAddress(u"127.0.0.2"_s));
        QElapsedTimer timer;
        timer.start();
        site.add(far,
                 shown ? shown->localCertificate().digest(QCryptographicHash::Sha256)
                       : QByteArray());
        QTRY_COMPARE_WITH_TIMEOUT(site.state().phase, Phase::Connected, 30000);
        const Ladder ladder = site.state().ladder;
        qInfo() << "connected past a silent address after" << timer.elapsed() << "ms";
        QVERIFY(timer.elapsed() < 5000); // one time-out of a connection is twice that
        QVERIFY(ladder.rung(Step::Name).fact.startsWith(u"127.0.0.2"_s));
        QVERIFY(ladder.rung(Step::Network).fact.startsWith(u"127.0.0.1:"_s));
        QVERIFY(ladder.rung(Step::Network).took < std::chrono::seconds(2));
        // The name is who is meant: the server was asked for under it, as was its certificate.
        if (tls) {
            const auto certificate = ladder.rung(Step::Encryption).certificate;
            QVERIFY(certificate);
            QCOMPARE(certificate->host, u"far.example"_s);
            for (const CertificateProblem &problem : certificate->problems)
                QVERIFY(problem.kind != CertificateProblem::Kind::Name);
        }
        QVERIFY(site.services.book().find(u"far"_s)->address.isEmpty()); // not for ever
    }

    // Who waits for his next try need not wait for it on another network.
    void anotherNetworkEndsTheBackOff()
    {
        TargetBehindPort far(u"far"_s, 64 * MiB, {}, {u"far.example"_s});
        Site site;
        far.stop();
        site.add(far);
        // After the second failure, so that the next try is not at hand.
        int failures = 0;
        QObject::connect(&site.services.connections(), &Connections::stateChanged, this,
                         [&] { failures += site.state().phase == Phase::Waiting; });
        QTRY_VERIFY_WITH_TIMEOUT(failures >= 3, 30000);
        far.start();
        site.services.connections().startOver();
        QCOMPARE(site.state().phase, Phase::Connecting); // at once
        QTRY_COMPARE_WITH_TIMEOUT(site.state().phase, Phase::Connected, 30000);
    }

    // What is connected is asked, and goes on if it still answers, with all that is under way
    // there.
    void anotherNetworkKeepsWhoStillAnswers()
    {
        TargetBehindPort far(u"far"_s, 64 * MiB, {}, {u"far.example"_s});
        Site site;
        site.add(far);
        QTRY_COMPARE_WITH_TIMEOUT(site.state().phase, Phase::Connected, 30000);
        const QPointer<Connection> old = site.services.connections().connection(u"far"_s);
        QVERIFY(old);
        site.services.connections().startOver();
        QVERIFY(got(old->identify(this)));
        QCOMPARE(site.services.connections().connection(u"far"_s), old.data());
        QCOMPARE(site.state().phase, Phase::Connected);
    }

    // Its way never leaves the machine.
    void whatIsHereStaysConnected()
    {
        Site site;
        QVERIFY(got(site.services.load(&site.services)));
        Connections &connections = site.services.connections();
        const QString local{localSystemId};
        connections.open(local);
        QTRY_COMPARE_WITH_TIMEOUT(connections.state(local).phase, Phase::Connected, 30000);
        const Connection *before = connections.connection(local);
        connections.startOver();
        QCOMPARE(connections.connection(local), before);
    }
};

QTEST_GUILESS_MAIN(TestReconnect)
#include "tst_reconnect.moc"
