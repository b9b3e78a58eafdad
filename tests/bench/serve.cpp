// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Prints how fast the local target tells all its pools: as values, as octets, and served by a
// process of its own over HTTP, TLS and HTTP sealed with Kerberos; with the processor time that
// the server took for it. And what a Get of one of many resource pools takes.
//
//   bench_serve [--objects N] [--elements N]     100,000 pools, 1,000 a page
#include "services/core/systemclock.h"
#include "services/provider/objects.h"
#include "services/provider/objectstore.h"
#include "services/provider/resourcebooks.h"
#include "services/schema/schema.h"
#include "services/wsman/soapxml.h"
#include "services/wsman/transports/httptransport.h"
#include "tests/bench/parts/figures.h"
#include "tests/support/httpmessages.h"
#include "tests/support/providerfixture.h"
#include "tests/support/signinsite.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QSslCertificate>
#include <QSslSocket>

#include <cstdio>
#include <functional>
#include <memory>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Pages
{
    qint64 objects = 0, pages = 0, octets = 0;
    double seconds = 0;
};

double secondsOf(const QElapsedTimer &time)
{
    return double(time.nsecsElapsed()) / 1e9;
}

void fill(const QString &store, int count)
{
    auto opened = ObjectStore::open(store);
    if (!opened)
        qFatal("the store does not open");
    const QString system = (*opened)
                               ->ofClass(u"MSFTSM_ComputerSystem")
                               .constFirst()
                               ->instance.value(u"Name")
                               .toString();
    constexpr int atOnce = 10'000;
    for (int first = 0; first < count; first += atOnce) {
        StoreChange change;
        for (int i = first; i < std::min(first + atOnce, count); ++i) {
            CimInstance pool = Objects::pool(Objects::newId(), u"Pool %1"_s.arg(i), system, false);
            for (const QStringView name :
                 {u"TotalManagedSpace", u"RemainingManagedSpace", u"Capacity", u"Reserved"})
                pool.set(name, CimValue::uint64(0));
            change.put(pool);
            change.put(Objects::link("MSISCSITARGET_HostedStoragePool"_L1, "GroupComponent"_L1,
                                     Objects::systemPath(system), "PartComponent"_L1, pool.path()));
        }
        if (!(*opened)->commit(change))
            qFatal("the store does not take the pools");
    }
}

Envelope request(const Wsman::Body &body)
{
    Envelope envelope;
    envelope.to = u"http://localhost/wsman"_s;
    envelope.target = CimPath(Schema::iscsiTarget, u"MSISCSITARGET_StoragePool"_s);
    envelope.messageId = newMessageId();
    envelope.body = body;
    return envelope;
}

// One enumeration to its end; ask sends an envelope and tells the reply's items.
using Ask = std::function<Wsman::Items(const Envelope &)>;
Pages enumerated(quint32 elements, const Ask &ask)
{
    Pages all;
    QElapsedTimer time;
    time.start();
    Wsman::Items items = ask(request(Wsman::Enumerate{.filter = {}, .maxElements = elements}));
    for (;;) {
        ++all.pages;
        all.objects += items.instances.size();
        if (items.end)
            break;
        items = ask(request(Wsman::Pull{.context = items.context, .maxElements = elements}));
    }
    all.seconds = secondsOf(time);
    return all;
}

// The octets alone, as cheap as they can be had: one connection, nothing is decoded.
class Plain
{
public:
    Plain(const SignInSite &site, SignInSite &served, bool tls) : m_port(served.site().port())
    {
        if (tls) {
            QSslConfiguration configuration = m_socket.sslConfiguration();
            configuration.setCaCertificates(QSslCertificate::fromPath(site.pem().authority()));
            m_socket.setSslConfiguration(configuration);
            m_socket.connectToHostEncrypted(u"localhost"_s, m_port);
            if (!m_socket.waitForEncrypted())
                qFatal("no TLS: %s", qPrintable(m_socket.errorString()));
        } else {
            m_socket.connectToHost(u"localhost"_s, m_port);
            if (!m_socket.waitForConnected())
                qFatal("no connection");
        }
        m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    }

    Wsman::Items ask(const Envelope &envelope)
    {
        m_socket.write(
            basicPost(SignInSite::user(), ServedSite::password(), writeEnvelope(envelope)));
        HttpMessages heard;
        std::optional<HttpMessage> reply;
        while (!reply) {
            if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(120'000))
                qFatal("no answer: %s", qPrintable(m_socket.errorString()));
            heard.add(m_socket.readAll());
            reply = heard.take();
        }
        octets += reply->octets.size();
        Wsman::Items items{.instances = {}, .paths = {}, .context = {}};
        items.end = reply->octets.contains("EndOfSequence");
        items.context = QString::fromUtf8(textOf("EnumerationContext", reply->body()));
        objects += reply->octets.count("<wsman:Item>");
        return items;
    }

    qint64 octets = 0, objects = 0;

private:
    QSslSocket m_socket;
    quint16 m_port;
};

void getResourcePools()
{
    constexpr int pools = 2'000, gets = 200;
    QTemporaryDir folder;
    const QString store = folder.filePath(u"store"_s);
    {
        ProviderFixture first({.limit = {}, .store = store});
    }
    CimPath last;
    {
        auto opened = ObjectStore::open(store);
        StoreChange change;
        const QString parent = (*opened)
                                   ->ofClass(u"CIM_ResourcePool", QString(Schema::virtualization))
                                   .constFirst()
                                   ->instance.value(u"InstanceID")
                                   .toString();
        for (int i = 0; i < pools; ++i) {
            const ResourceClaim claim{
                .id = u"Microsoft:%1"_s.arg(i), .parents = {parent}, .terms = {ResourceTerms{}}};
            CimInstance pool = Objects::made(QString(Schema::virtualization),
                                             "Msvm_ResourcePool"_L1);
            pool.set(u"InstanceID", CimValue::string(claim.id));
            change.put(pool, ResourceBooks::toJson(claim, i + 1));
            last = pool.path();
        }
        if (!(*opened)->commit(change))
            qFatal("the store does not take the pools");
    }
    ProviderFixture target({.limit = {}, .store = store});
    QElapsedTimer time;
    time.start();
    for (int i = 0; i < gets; ++i) {
        if (!target.get(last))
            qFatal("no pool");
    }
    std::printf("Get of one of %d resource pools: %.0f us\n", pools, secondsOf(time) * 1e6 / gets);
}

void print(const char *name, const Pages &pages, double server = 0)
{
    const double megabytes = double(pages.octets) / 1e6;
    std::printf("%-28s %7lld objects in %5lld pages, %6.3f s, %8.0f objects/s, %7.1f MB/s", name,
                static_cast<long long>(pages.objects), static_cast<long long>(pages.pages),
                pages.seconds, double(pages.objects) / pages.seconds, megabytes / pages.seconds);
    if (server > 0)
        std::printf(", server %6.3f s: %6.1f MB/s of one core", server, megabytes / server);
    std::puts("");
    std::fflush(stdout);
}

void inProcess(const QString &store, quint32 elements)
{
    ProviderFixture target({.limit = {}, .store = store});
    QList<Envelope> replies;
    const Responder responder = target.provider().responder();
    Pages values = enumerated(elements, [&](const Envelope &sent) {
        const auto reply = target.await(responder(sent, {u"admin"_s, AccessRole::Manage}));
        replies.append(*reply);
        return std::get<Wsman::Items>(reply->body);
    });
    Pages octets = values;
    QElapsedTimer time;
    time.start();
    for (const Envelope &reply : std::as_const(replies))
        octets.octets += writeEnvelope(reply).size();
    octets.seconds = secondsOf(time);
    values.octets = octets.octets;
    print("provider, values", values);
    print("written, octets", octets);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    qunsetenv("CISTERN_TEST_TRANSPORT");
    QCommandLineParser parser;
    const QCommandLineOption objects(u"objects"_s, {}, u"N"_s, u"100000"_s);
    const QCommandLineOption perPage(u"elements"_s, {}, u"N"_s, u"1000"_s);
    const QCommandLineOption rounds(u"rounds"_s, {}, u"N"_s, u"1"_s);
    const QCommandLineOption only(u"only"_s, {}, u"http|tls|kerberos|values"_s);
    parser.addOptions({objects, perPage, rounds, only});
    parser.process(application);
    const quint32 elements = parser.value(perPage).toUInt();
    const QString one = parser.value(only);

    SignInSite site;
    if (!site.isReady())
        qFatal("%s", site.problem());
    site.kdc().enter();
    fill(site.site().home().store(), parser.value(objects).toInt());
    if (one.isEmpty() || one == u"values")
        getResourcePools();
    if (one.isEmpty() || one == u"values")
        inProcess(site.site().home().store(), elements);

    SystemClock clock;
    using Link = SignInSite::Link;
    qint64 plainOctets = 0;
    const auto plain = [&](const char *name, Link link) {
        if (!site.serve(link))
            qFatal("%s", site.problem());
        for (int i = 0; i < parser.value(rounds).toInt(); ++i) {
            Plain client(site, site, SignInSite::isTls(link));
            const double before = cpuSeconds(site.site().server().id());
            Pages pages = enumerated(elements,
                                     [&](const Envelope &sent) { return client.ask(sent); });
            pages.octets = plainOctets = client.octets;
            pages.objects = client.objects;
            print(name, pages, cpuSeconds(site.site().server().id()) - before);
        }
    };
    const auto console = [&](const char *name, Link link, const Credentials &credentials,
                             const char *scheme) {
        if (!site.serve(link))
            qFatal("%s", site.problem());
        HttpTarget target;
        target.url = QUrl(
            u"%1://localhost:%2/wsman"_s.arg(SignInSite::isTls(link) ? u"https"_s : u"http"_s)
                .arg(site.site().port()));
        target.credentials = credentials;
        target.authorities = QSslCertificate::fromPath(site.pem().authority());
        target.scheme = findScheme(scheme);
        target.clearAllowed = true;
        HttpTransport transport(target, clock);
        const double before = cpuSeconds(site.site().server().id());
        Pages pages = enumerated(elements, [&](const Envelope &sent) {
            QObject owner;
            std::optional<Outcome<Envelope>> outcome;
            onDone(transport.send(sent, &owner), &owner, [&](const Outcome<Envelope> &reply) {
                outcome = reply;
                QCoreApplication::quit();
            });
            QCoreApplication::exec();
            if (!outcome->ok())
                qFatal("%s", qPrintable(outcome->failure().serverText));
            return std::get<Wsman::Items>((*outcome)->body);
        });
        pages.octets = plainOctets;
        print(name, pages, cpuSeconds(site.site().server().id()) - before);
    };
    const Credentials keeper{.user = SignInSite::user(), .secret = Secret(ServedSite::password())};
    if (one.isEmpty() || one == u"http") {
        plain("HTTP", Link::Clear);
        console("HTTP, our reader", Link::Clear, keeper, "Basic");
    }
    if (one.isEmpty() || one == u"tls") {
        plain("TLS", Link::Tls);
    }
    if (one.isEmpty() || one == u"kerberos")
        console("HTTP, Kerberos sealed", Link::Http, {.useTicketCache = true}, "Kerberos");
    return 0;
}
