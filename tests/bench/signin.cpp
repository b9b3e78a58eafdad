// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Prints what each way to sign in costs at a served target of this machine, counted on a relay: the
// handshake, which is what the first Get of a connection needs beyond the second one (and so that
// of TLS, too); an Invoke after it; and the time of the first Get against Basic on the same link.
#include "services/core/systemclock.h"
#include "services/wsman/transports/httptransport.h"
#include "tests/support/signinsite.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <vector>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int rounds = 50;

// Passes on and counts. A round trip is a change from what goes up to what comes down.
class Counter : public QObject
{
public:
    explicit Counter(quint16 target)
    {
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, [this, target] {
            QTcpSocket *client = m_server.nextPendingConnection();
            auto *system = new QTcpSocket(client);
            system->connectToHost(QHostAddress::LocalHost, target);
            for (QTcpSocket *socket : {client, system})
                socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
            connect(client, &QTcpSocket::readyRead, this,
                    [=, this] { pass(client, system, true); });
            connect(system, &QTcpSocket::connected, this,
                    [=, this] { pass(client, system, true); });
            connect(system, &QTcpSocket::readyRead, this,
                    [=, this] { pass(system, client, false); });
            connect(client, &QTcpSocket::disconnected, system, &QTcpSocket::disconnectFromHost);
            connect(system, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
        });
    }

    quint16 port() const { return m_server.serverPort(); }
    void reset()
    {
        up = down = trips = 0;
        m_up = false;
    }

    qint64 up = 0, down = 0;
    int trips = 0;

private:
    void pass(QTcpSocket *from, QTcpSocket *to, bool isUp)
    {
        if (to->state() != QAbstractSocket::ConnectedState)
            return;
        const QByteArray bytes = from->readAll();
        if (bytes.isEmpty())
            return;
        (isUp ? up : down) += bytes.size();
        trips += !isUp && m_up;
        m_up = isUp;
        to->write(bytes);
    }

    QTcpServer m_server;
    bool m_up = false;
};

struct Row
{
    const char *name;
    const char *scheme;
    SignInSite::Link link;
    Credentials credentials;
};

struct Counts
{
    int trips = 0;
    long long up = 0, down = 0;
};

Counts median(std::vector<Counts> counts)
{
    const auto middle = [&](auto field) {
        std::sort(counts.begin(), counts.end(),
                  [field](const Counts &a, const Counts &b) { return a.*field < b.*field; });
        return counts[counts.size() / 2].*field;
    };
    return {middle(&Counts::trips), middle(&Counts::up), middle(&Counts::down)};
}

// One row while it is measured.
struct Measured
{
    Measured(const Row &row, const SignInSite &site, quint16 port) : name(row.name), counter(port)
    {
        target.url = QUrl(
            u"%1://localhost:%2/wsman"_s.arg(SignInSite::isTls(row.link) ? u"https"_s : u"http"_s)
                .arg(counter.port()));
        target.credentials = row.credentials;
        target.authorities = QSslCertificate::fromPath(site.pem().authority());
        target.scheme = findScheme(row.scheme);
    }

    double time() // median
    {
        std::sort(times.begin(), times.end());
        return times[times.size() / 2];
    }

    const char *name;
    Counter counter;
    HttpTarget target;
    std::vector<double> times = {}; // of the first Get, in milliseconds
    std::vector<Counts> handshakes = {}, invokes = {};
};

class Bench
{
public:
    explicit Bench(SignInSite &site) : m_site(site) {}

    // All rows of a link, in turns, so that what else the machine does is shared by all. The first
    // is the one that the others are held against.
    bool run(SignInSite::Link link, const std::vector<Row> &rows)
    {
        if (!m_site.serve(link))
            return false;
        std::vector<std::unique_ptr<Measured>> all;
        for (const Row &row : rows) {
            if (row.link == link)
                all.push_back(std::make_unique<Measured>(row, m_site, m_site.site().port()));
        }
        for (int i = 0; i < rounds; ++i) {
            for (const auto &measured : all) {
                if (!measure(*measured))
                    return false;
            }
        }
        for (const auto &measured : all) {
            const Counts handshake = median(measured->handshakes);
            const Counts invoke = median(measured->invokes);
            std::printf("| %s | %d | %lld / %lld | %lld / %lld | %.1f | %.2f |\n", measured->name,
                        handshake.trips, handshake.up, handshake.down, invoke.up, invoke.down,
                        measured->time(), measured->time() / all.front()->time());
        }
        std::fflush(stdout);
        return true;
    }

private:
    // One connection.
    bool measure(Measured &measured)
    {
        const Wsman::Invoke call{.method = u"GetSupportedSizeRange"_s,
                                 .arguments = {{u"ElementType"_s, CimValue::uint16(3)}}};
        const CimPath service = m_site.site().service();
        HttpTransport transport(measured.target, m_clock);
        QElapsedTimer time;
        time.start();
        const auto first = counted(measured.counter, transport, Wsman::Get(), service);
        const double taken = double(time.nsecsElapsed()) / 1e6;
        const auto second = counted(measured.counter, transport, Wsman::Get(), service);
        const auto invoke = counted(measured.counter, transport, call, m_site.site().location());
        if (!first || !second || !invoke)
            return false;
        measured.times.push_back(taken);
        measured.handshakes.push_back(
            {first->trips - second->trips, first->up - second->up, first->down - second->down});
        measured.invokes.push_back(*invoke);
        return true;
    }

    static std::optional<Counts> counted(Counter &counter, HttpTransport &transport,
                                         const Wsman::Body &body, const CimPath &path)
    {
        counter.reset();
        Envelope request;
        request.body = body;
        request.target = path;
        request.messageId = newMessageId();
        request.to = transport.address();
        QObject owner;
        std::optional<Outcome<Envelope>> outcome;
        onDone(transport.send(request, &owner), &owner, [&](const Outcome<Envelope> &reply) {
            outcome = reply;
            QCoreApplication::quit();
        });
        QTimer::singleShot(Child::patience, &owner, &QCoreApplication::quit);
        QCoreApplication::exec();
        if (!outcome || !outcome->ok()) {
            std::fprintf(stderr, "%s\n",
                         outcome ? qPrintable(outcome->failure().serverText) : "timed out");
            return std::nullopt;
        }
        if (std::holds_alternative<Wsman::Fault>((*outcome)->body)) {
            std::fputs("a fault\n", stderr);
            return std::nullopt;
        }
        return Counts{counter.trips, counter.up, counter.down};
    }

    SignInSite &m_site;
    SystemClock m_clock;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (const QString missing = SignInSite::missing(); !missing.isEmpty()) {
        std::fprintf(stderr, "%s is not installed\n", qPrintable(missing));
        return 1;
    }
    SignInSite site;
    if (!site.isReady()) {
        std::fprintf(stderr, "%s\n", site.problem());
        return 1;
    }
    site.kdc().enter();

    const Secret password(ServedSite::password());
    const Credentials keeper{.user = SignInSite::user(), .secret = password};
    const Credentials scribe{.user = SignInSite::ntlmUser(), .secret = password};
    const Credentials alice{.user = SignInSite::domainUser(), .secret = password};
    const Credentials ticket{.useTicketCache = true};
    const PemFiles &pem = site.pem();
    QFile keyFile(pem.clientKey(SignInSite::certificateUser()));
    const Credentials porter{
        .clientCertificate = QSslCertificate::fromPath(
            pem.clientCertificate(SignInSite::certificateUser())),
        .clientKey = keyFile.open(QIODevice::ReadOnly) ? QSslKey(&keyFile, QSsl::Ec) : QSslKey()};
    using Link = SignInSite::Link;
    const std::vector<Row> rows{
        {"Basic, HTTP", "Basic", Link::Http, keeper},
        {"Negotiate (NTLM), HTTP, sealed", "Negotiate", Link::Http, scribe},
        {"Negotiate (Kerberos, password), HTTP, sealed", "Negotiate", Link::Http, alice},
        {"Negotiate (Kerberos, ticket), HTTP, sealed", "Negotiate", Link::Http, ticket},
        {"Kerberos (ticket), HTTP, sealed", "Kerberos", Link::Http, ticket},
        {"Basic, TLS", "Basic", Link::Tls, keeper},
        {"Negotiate (NTLM), TLS", "Negotiate", Link::Tls, scribe},
        {"Negotiate (Kerberos, password), TLS", "Negotiate", Link::Tls, alice},
        {"Negotiate (Kerberos, ticket), TLS", "Negotiate", Link::Tls, ticket},
        {"Kerberos (ticket), TLS", "Kerberos", Link::Tls, ticket},
        {"Certificate, TLS", "Certificate", Link::Tls, porter}};
    std::printf("medians of %d connections each\n", rounds);
    std::puts("| scheme | legs of the handshake | its octets up / down | octets of an Invoke after "
              "it up / down | first Get, ms | against Basic |\n|---|---|---|---|---|---|");
    Bench bench(site);
    for (const Link link : {Link::Http, Link::Tls}) {
        if (!bench.run(link, rows)) {
            std::fprintf(stderr, "no answer: %s\n", site.problem());
            return 1;
        }
    }
    return 0;
}
