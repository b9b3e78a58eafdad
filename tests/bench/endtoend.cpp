// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// 100,000 pools from a store on disk through the served target, loopback and our own connection
// into instances: over HTTP, over TLS and sealed with Kerberos, beside curl, which fetches the same
// replies with the same pulls and throws them away.
#include "services/core/systemclock.h"
#include "services/schema/schema.h"
#include "services/wsman/auth/userfile.h"
#include "services/wsman/connection.h"
#include "services/wsman/soapxml.h"
#include "services/wsman/transports/httptransport.h"
#include "tests/bench/parts/curlreplay.h"
#include "tests/bench/parts/figures.h"
#include "tests/bench/parts/generatedstore.h"
#include "tests/bench/parts/sampleobjects.h"
#include "tests/support/httpmessages.h"
#include "tests/support/proof.h"
#include "tests/support/relay.h"
#include "tests/support/signinsite.h"

#include <QCoreApplication>
#include <QSslCertificate>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
// One way from the target to here.
struct Way
{
    QString name;
    SignInSite::Link link;
    bool sealed = false;
};

class EndToEnd
{
public:
    explicit EndToEnd(const BenchSize &size)
        : m_size(size), m_count(size.of(1'000, 100'000)), m_full(SignInSite::missing().isEmpty())
    {
        if (m_full)
            m_signIn = std::make_unique<SignInSite>();
        else
            m_plain = std::make_unique<ServedSite>();
    }

    int run()
    {
        const auto filled = timed(1, [this] {
            if (!fillStore(site().home().store(), Sample::poolClass(), 0, m_count))
                qFatal("the store can't be filled");
        });
        m_figures.tell({.name = u"store filled"_s, .unit = u"ms"_s, .samples = filled});
        // Of the store as it was, and the location.
        m_expected = m_count + ServedSite::pools + 1;
        const Way http{u"HTTP"_s, SignInSite::Link::Clear};
        if (!serve(http) || !record())
            return 1;
        decode();
        measure(http, true);
        measure({u"TLS"_s, SignInSite::Link::Tls}, true);
        if (!m_full || !m_signIn->isReady()) {
            m_figures.remark(u"Kerberos is left out: a KDC is not installed"_s);
            return m_figures.exitCode();
        }
        m_signIn->kdc().enter();
        seal();
        measure({u"HTTP sealed with Kerberos"_s, SignInSite::Link::Http, true}, false);
        return m_figures.exitCode();
    }

private:
    ServedSite &site() { return m_signIn ? m_signIn->site() : *m_plain; }
    const PemFiles &pem() const { return m_signIn ? m_signIn->pem() : m_ownPem; }
    static bool isTls(const Way &way) { return SignInSite::isTls(way.link); }

    bool serve(const Way &way)
    {
        bool served = false;
        const auto took = timed(1, [&] {
            served = way.sealed ? m_signIn->serve(way.link)
                                : site().serve({}, isTls(way) ? &pem() : nullptr);
        });
        if (!served)
            std::fputs(site().problem(), stderr);
        m_figures.tell(
            {.name = u"server started, "_s + way.name, .unit = u"ms"_s, .samples = took});
        return served;
    }

    HttpTarget target(const Way &way, quint16 port) const
    {
        HttpTarget target;
        target.url = QUrl(
            u"%1://localhost:%2/wsman"_s.arg(isTls(way) ? u"https"_s : u"http"_s).arg(port));
        if (way.sealed)
            target.credentials = {.useTicketCache = true};
        else
            target.credentials = {.user = ServedSite::user(),
                                  .secret = Secret(ServedSite::password())};
        target.scheme = findScheme(way.sealed ? "Kerberos" : "Basic");
        if (isTls(way))
            target.authorities = QSslCertificate::fromPath(pem().authority());
        return target;
    }

    // How many came, by a connection that knows who serves, and nothing else yet.
    qsizetype enumerate(const Way &way, quint16 port)
    {
        QObject owner;
        Connection connection(std::make_unique<HttpTransport>(target(way, port), m_clock), m_clock);
        std::optional<Outcome<QList<CimInstance>>> found;
        const auto ask = [&](const Outcome<Wsman::IdentifyReply> &) {
            onDone(connection.enumerate(Schema::iscsiTarget, QString(Sample::className), &owner),
                   &owner, [&](const Outcome<QList<CimInstance>> &outcome) {
                       found = outcome;
                       QCoreApplication::quit();
                   });
        };
        onDone(connection.identify(&owner), &owner, ask);
        QTimer::singleShot(600'000, &owner, &QCoreApplication::quit);
        QCoreApplication::exec();
        if (!found || !*found)
            std::fprintf(stderr, "%s\n",
                         found ? qPrintable(found->failure().serverText) : "timed out");
        return found && *found ? found->value().size() : 0;
    }

    // What we ask and are told, once, with nobody looking at the time.
    bool record()
    {
        const auto relay = Relay::to(site().port());
        m_figures.must(u"all objects come, recorded"_s,
                       enumerate({u"HTTP"_s, SignInSite::Link::Clear}, relay->port())
                           == m_expected);
        m_replay = CurlReplay::recorded(relay->seen());
        m_replay.requests.removeFirst(); // who it is
        m_replay.replies.removeFirst();
        m_figures.tell(u"requests of an enumeration"_s, {}, double(m_replay.requests.size()));
        m_figures.tell(u"octets of its replies"_s, u"bytes"_s, double(m_replay.bytes()));
        return !m_replay.requests.isEmpty();
    }

    // The share of reading in what follows, on one core; and that each object was told once.
    void decode()
    {
        qsizetype objects = 0;
        const auto read = computed(m_size.runs, [&] {
            objects = 0;
            for (qsizetype i = 0; i < m_replay.replies.size(); ++i) {
                Envelope request = Sample::request();
                request.messageId = QString::fromUtf8(textOf("MessageID", m_replay.requests[i]));
                if (m_replay.requests[i].contains("enumeration/Pull"))
                    request.body = Wsman::Pull{.context = {}, .className = {}};
                const auto reply = readReply(m_replay.replies[i], request);
                if (!reply)
                    continue;
                if (const auto *items = std::get_if<Wsman::Items>(&reply->body))
                    objects += items->instances.size();
            }
        });
        m_figures.must(u"no object is told twice"_s, objects == m_expected);
        m_figures.tell(figure(u"share of decoding, one core"_s, read));
    }

    // The share of the seal, by the two halves of the scheme in this process.
    void seal()
    {
        const Channel channel{.host = u"localhost"_s, .loopback = true};
        const Scheme *scheme = findScheme("Kerberos");
        const auto client = scheme->signIn({.useTicketCache = true}, channel);
        const auto server = scheme->accept(
            {.users = std::make_shared<UserFile>(site().home().store() + u"/users.json"_s),
             .keytab = m_signIn->kdc().keytab()},
            channel);
        std::optional<HttpReply> came;
        for (int leg = 0; leg < 8 && server; ++leg) {
            const auto token = client->next(came);
            if (!token || token->isEmpty())
                break;
            const auto verdict = server->check(token->mid(token->indexOf(' ') + 1));
            if (!verdict)
                break;
            const bool ready = verdict->state == ServerSignIn::Verdict::State::Ready;
            came = HttpReply{.status = ready ? 200 : 401,
                             .headers = {{"WWW-Authenticate",
                                          QByteArray(scheme->word.data(), scheme->word.size()) + ' '
                                              + verdict->token}}};
        }
        std::vector<double> sealing, opening;
        bool same = true;
        for (int run = 0; run < m_size.runs && same; ++run) {
            double sealed = 0, opened = 0;
            for (const QByteArray &body : std::as_const(m_replay.replies)) {
                const HttpReply plain{
                    .status = 200,
                    .headers = {{"Content-Type", "application/soap+xml;charset=UTF-8"}},
                    .body = body};
                std::optional<Outcome<HttpReply>> on, off;
                sealed += computed(1, [&] { on = server->dress(plain); }).front();
                if (!*on)
                    return m_figures.remark(u"the seal can't be measured alone"_s);
                opened += computed(1, [&] { off = client->undress(on->value()); }).front();
                same = *off && off->value().body == body;
            }
            sealing.push_back(sealed);
            opening.push_back(opened);
        }
        m_figures.must(u"what was sealed is read as it was"_s, same);
        m_figures.tell(figure(u"share of sealing (server), one core"_s, sealing));
        m_figures.tell(figure(u"share of unsealing, one core"_s, opening));
    }

    void measure(const Way &way, bool byCurl)
    {
        if (!serve(way))
            return m_figures.must(u"it is served over "_s + way.name, false);
        const qint64 server = site().server().id();
        std::vector<double> wall, own, curl, curlServes, serves;
        const quint16 port = site().port();
        for (int run = 0; run < m_size.runs; ++run) {
            const double before = cpuSeconds(server), mine = cpuSeconds();
            qsizetype came = 0;
            wall.push_back(timed(1, [&] { came = enumerate(way, port); }).front());
            own.push_back((cpuSeconds() - mine) * 1000);
            serves.push_back((cpuSeconds(server) - before) * 1000);
            m_figures.must(u"all objects come over "_s + way.name, came == m_expected);
            if (!byCurl)
                continue;
            const double between = cpuSeconds(server);
            const auto fetched = m_replay.fetch(
                u"%1://127.0.0.1:%2/wsman"_s.arg(isTls(way) ? u"https"_s : u"http"_s).arg(port),
                isTls(way) ? pem().authority() : QString());
            curl.push_back(fetched.milliseconds);
            curlServes.push_back((cpuSeconds(server) - between) * 1000);
            m_figures.must(u"curl fetches the same octets over "_s + way.name,
                           fetched.bytes == m_replay.bytes());
        }
        QList<Reach> reaches{byCurl ? against(u"curl, "_s + way.name, 1.5)
                                    : against(u"curl, HTTP"_s)};
        if (way.name != "HTTP"_L1)
            reaches << against(u"enumerated, HTTP"_s);
        m_figures.tell(figure(u"enumerated, "_s + way.name, wall, reaches));
        m_figures.tell(figure(u"its CPU here, "_s + way.name, own));
        m_figures.tell(figure(u"its CPU at the server, "_s + way.name, serves, {atLeast(100)}));
        if (byCurl) {
            m_figures.tell(figure(u"curl, "_s + way.name, curl));
            m_figures.tell(figure(u"its CPU at the server, curl, "_s + way.name, curlServes));
        }
        m_figures.tell(u"memory of the server, "_s + way.name, u"bytes"_s,
                       double(residentBytes(server)));
    }

    Figure figure(const QString &name, std::vector<double> samples,
                  const QList<Reach> &reaches = {}) const
    {
        return {.name = name,
                .unit = u"ms"_s,
                .samples = std::move(samples),
                .bytes = double(m_replay.bytes()),
                .reaches = reaches};
    }

    const BenchSize m_size;
    const qint64 m_count;
    const bool m_full; // all ways to sign in are there
    qint64 m_expected = 0;
    Figures m_figures{u"end to end"_s};
    SystemClock m_clock;
    PemFiles m_ownPem;
    std::unique_ptr<SignInSite> m_signIn;
    std::unique_ptr<ServedSite> m_plain;
    CurlReplay m_replay;
};
} // namespace

int main(int count, char **values)
{
    const QCoreApplication application(count, values);
    qunsetenv("CISTERN_TEST_TRANSPORT");
    return EndToEnd(benchSize(QCoreApplication::arguments())).run();
}
