// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A reply is cut after each of its octets (FN-01): once by a clean close, once by a reset. Twelve
// exchanges are recorded from the local target over HTTP, then each is asked again of a server that
// gives only the beginning of what was recorded. A cut reply is never taken for an answer, a change
// that got one is of unknown outcome, and nothing is sent twice. --runs is ignored: what there is
// to cut is cut; --sample takes every 16th octet.
#include "services/core/systemclock.h"
#include "services/schema/schema.h"
#include "services/wsman/listener.h"
#include "services/wsman/transports/httptransport.h"
#include "tests/support/httpmessages.h"
#include "tests/support/proof.h"
#include "tests/support/providerfixture.h"
#include "tests/support/relay.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

#include <random>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
const Caller admin{u"admin"_s, AccessRole::Manage};
const QByteArray password("a password");

struct Recorded
{
    const char *name;
    Envelope request;
    QByteArray reply; // as it was on the wire
};

std::unique_ptr<HttpTransport> wayTo(quint16 port, Clock &clock)
{
    HttpTarget target;
    target.url = QUrl(u"http://127.0.0.1:%1/wsman"_s.arg(port));
    target.credentials = {admin.user, Secret(password)};
    return std::make_unique<HttpTransport>(target, clock);
}

Outcome<Envelope> asked(HttpTransport &way, const Envelope &request)
{
    QObject owner;
    std::optional<Outcome<Envelope>> said;
    onDone(way.send(request, &owner), &owner,
           [&said](const Outcome<Envelope> &outcome) { said = outcome; });
    if (!comes([&said] { return said.has_value(); }, 60'000))
        qFatal("no end");
    return *said;
}

// Takes each request whole, writes the first octets of the reply and goes.
class Cutter final : public QTcpServer
{
public:
    QByteArray reply;
    qsizetype after = 0;
    bool resets = false;
    int requests = 0;

    Cutter()
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { take(socket); });
        });
        if (!listen(QHostAddress::LocalHost))
            qFatal("nothing could listen");
    }

private:
    void take(QTcpSocket *socket)
    {
        m_pending[socket].add(socket->readAll());
        if (!m_pending[socket].take())
            return;
        m_pending.remove(socket);
        ++requests;
        socket->write(reply.first(after));
        socket->flush();
        if (!resets)
            return socket->disconnectFromHost();
        resetConnection(socket);
    }

    QHash<QTcpSocket *, HttpMessages> m_pending;
};

std::vector<std::pair<const char *, Envelope>> questions(ProviderFixture &at)
{
    const QString nameSpace(Schema::iscsiTarget);
    const QString settings = u"MSISCSITARGET_StorageSetting"_s;
    const auto request = [](const Wsman::Body &body, const CimPath &target) {
        return Envelope{.body = body, .target = target, .messageId = newMessageId()};
    };
    const auto setting = [&](const QString &name) {
        CimInstance made(*Schema::findClass(nameSpace, settings));
        made.set(u"ElementName", words(name));
        return made;
    };
    const auto path = [&](const QString &name) {
        const auto made = at.create(setting(name));
        if (!std::holds_alternative<CimPath>(made))
            qFatal("no setting");
        return std::get<CimPath>(made);
    };
    const CimPath pool = at.pool(u"kept"_s, MiB), going = at.pool(u"going"_s, MiB);
    const auto create = [&](const QString &name) {
        return Wsman::Invoke{u"CreateOrModifyStoragePool"_s,
                             {{u"ElementName"_s, words(name)},
                              {u"Size"_s, bytes(MiB)},
                              {u"InPools"_s, pathTexts({at.location()})}}};
    };
    CimInstance change(*Schema::findClass(nameSpace, settings));
    change.set(u"ElementName", words(u"changed"_s));
    return {
        {"Identify", request(Wsman::Identify(), {})},
        {"Get", request(Wsman::Get(), pool)},
        {"Get of what is not there",
         request(Wsman::Get(),
                 CimPath(nameSpace, settings, {{u"InstanceID"_s, words(u"none"_s)}}))},
        {"Enumerate",
         request(Wsman::Enumerate{.filter = {}, .maxElements = 10},
                 CimPath(nameSpace, u"MSISCSITARGET_StoragePool"_s))},
        {"associations of a pool",
         request(Wsman::Enumerate{.filter = Wsman::AssociationFilter{.object = pool,
                                                                     .links = false,
                                                                     .associationClass = {},
                                                                     .role = {},
                                                                     .resultClass = {},
                                                                     .resultRole = {}},
                                  .maxElements = 3},
                 CimPath(nameSpace, u"*"_s))},
        {"a method that asks", request(Wsman::Invoke{u"GetSupportedSizeRange"_s, {}}, pool)},
        {"a method that makes", request(create(u"cut"_s), at.service())},
        {"a method that is refused",
         request(Wsman::Invoke{u"DeleteStoragePool"_s, {{u"Pool"_s, ref(at.location())}}},
                 at.service())},
        {"a method that removes",
         request(Wsman::Invoke{u"DeleteStoragePool"_s, {{u"Pool"_s, ref(going)}}}, at.service())},
        {"Put", request(Wsman::Put{change}, path(u"put"_s))},
        {"Create", request(Wsman::Create{setting(u"made"_s)}, CimPath(nameSpace, settings))},
        {"Delete", request(Wsman::Delete(), path(u"deleted"_s))},
    };
}

std::vector<Recorded> record(ProviderFixture &at, Clock &clock)
{
    QTemporaryDir folder;
    const auto users = std::make_shared<UserFile>(folder.filePath(u"users"_s),
                                                  UserFile::leastIterations);
    if (!users->add({admin.user, admin.role}, Secret(password)))
        qFatal("no user");
    Listener listener(ListenOptions(), at.provider().responder(), users, clock);
    if (!listener.listen())
        qFatal("nothing could listen");
    std::vector<Recorded> all;
    for (const auto &[name, request] : questions(at)) {
        const auto relay = Relay::to(listener.port());
        const auto way = wayTo(relay->port(), clock);
        if (!asked(*way, request))
            qFatal("%s: no answer", name);
        all.push_back({name, request, relay->seen().right(relay->passed())});
    }
    return all;
}
} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const ProofRun proof = proofRun(application, 0, 0);
    SystemClock clock;
    QElapsedTimer time;
    time.start();
    std::vector<Recorded> exchanges;
    {
        ProviderFixture at;
        exchanges = record(at, clock);
    }
    std::mt19937 random(proof.seed);
    qint64 cuts = 0, accepted = 0, wrong = 0, repeated = 0, octets = 0;
    Cutter cutter;
    for (const Recorded &each : exchanges) {
        const bool changes = !onlyAsks(each.request);
        cutter.reply = each.reply;
        octets += each.reply.size();
        const auto way = wayTo(cutter.serverPort(), clock);
        // Whole it is an answer, or nothing is proven.
        cutter.after = each.reply.size();
        cutter.resets = false;
        if (!asked(*way, each.request))
            qFatal("%s: what was recorded is no answer", each.name);
        const qsizetype step = proof.sample ? 16 : 1;
        const qsizetype first = proof.sample ? qsizetype(random() % 16) : 0;
        qint64 taken = 0, mistaken = 0;
        for (cutter.after = first; cutter.after < each.reply.size(); cutter.after += step) {
            for (const bool resets : {false, true}) {
                cutter.resets = resets;
                const int before = cutter.requests;
                const auto said = asked(*way, each.request);
                ++cuts;
                taken += said.ok();
                repeated += cutter.requests - before != 1;
                const bool unknown = !said
                    && said.failure().cause == Failure::Cause::OutcomeUnknown;
                if (unknown != changes) {
                    ++mistaken;
                    std::printf("%s, %lld of %lld octets, %s: cause %d\n", each.name,
                                static_cast<long long>(cutter.after),
                                static_cast<long long>(each.reply.size()),
                                resets ? "reset" : "closed", said ? -1 : int(said.failure().cause));
                }
            }
        }
        accepted += taken;
        wrong += mistaken;
        std::printf("%s: %lld octets, %s\n", each.name, static_cast<long long>(each.reply.size()),
                    changes ? "a change" : "a question");
    }
    printFigure("exchanges", qint64(exchanges.size()));
    printFigure("octets", octets);
    printFigure("cut replies", cuts);
    printFigure("accepted", accepted);
    printFigure("changes not unknown, or questions that are", wrong);
    printFigure("requests sent again or not at all", repeated);
    printFigure("seconds", time.elapsed() / 1000);
    return exchanges.size() == 12 && accepted + wrong + repeated == 0 ? 0 : 1;
}
