// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/inventory/pipecheck.h"

#include "services/schema/methodcall.h"
#include "services/schema/schema.h"
#include "services/systems/connections.h"
#include "services/systems/socketprobe.h"

#include <QHostAddress>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using Subject = PipeFinding::Subject;
using Verdict = PipeFinding::Verdict;

namespace {
// Return codes of CreateOrModifyReplicationPipe that speak of the service, not of the arguments.
bool isRefusal(quint64 code)
{
    return code == 1 || code == 4 || code == 4096;
}

bool isSession(const CimInstance &pipe)
{
    const ClassDecl *decl = pipe.decl();
    return decl && (decl->isA(u"CIM_iSCSISession") || decl->isA(u"CIM_iSCSIConnection"));
}

// The states that an endpoint can't work in: disabled or quiesced, and in error or stopped.
bool inService(const CimInstance &endpoint)
{
    const quint64 enabled = endpoint.value(u"EnabledState").toUnsigned().value_or(5);
    constexpr quint64 bad[] = {6, 7, 10, 12, 13, 14, 16};
    const QList<quint64> states = endpoint.value(u"OperationalStatus").toUnsigneds();
    return enabled != 3 && enabled != 9
        && std::none_of(std::begin(bad), std::end(bad),
                        [&](quint64 state) { return states.contains(state); });
}

// Only an address that means the same machine here as there can be tried from here.
bool canBeTriedFromHere(const QUrl &address, const QUrl &system)
{
    const QHostAddress end(address.host());
    if (address.port() <= 0 || end.isNull())
        return false;
    const QHostAddress host(system.host());
    const bool systemIsHere = system.host().isEmpty() || host.isLoopback()
        || system.host() == "localhost"_L1;
    return !end.isLoopback() || systemIsHere;
}
} // namespace

PipeCheck::PipeCheck(Connections &connections, Clock &clock, const PipeQuestion &question,
                     QObject *parent)
    : QObject(parent), m_connections(connections), m_clock(clock), m_question(question)
{}

PipeCheck::~PipeCheck() = default;

const PipeQuestion::Side &PipeCheck::side(bool target) const
{
    return target ? m_question.target : m_question.source;
}

void PipeCheck::start()
{
    m_clock.after(patience, this, [this] {
        if (m_over)
            return;
        put({.subject = Subject::Answers,
             .verdict = Verdict::Doubt,
             .took = patience,
             .failure = Failure{.cause = Failure::Cause::TimedOut,
                                .stage = Failure::Stage::Network}});
        end();
    });
    begin(); // so that the end comes after all were asked
    for (const bool target : {false, true})
        askIdentity(target);
    done();
}

void PipeCheck::askIdentity(bool target)
{
    Connection *connection = m_connections.connection(side(target).systemId);
    if (!connection) {
        const auto failure = m_connections.state(side(target).systemId).failure;
        put({.subject = Subject::Answers,
             .verdict = Verdict::Bad,
             .target = target,
             .failure = failure.value_or(
                 Failure{.cause = Failure::Cause::Refused, .stage = Failure::Stage::Network})});
        return;
    }
    begin();
    const Time begun = m_clock.elapsed();
    onDone(
        connection->identify(this), this,
        [this, target, begun](const Outcome<Wsman::IdentifyReply> &reply) {
            put({.subject = Subject::Answers,
                 .verdict = reply ? Verdict::Good : Verdict::Bad,
                 .target = target,
                 .took = m_clock.elapsed() - begun,
                 .failure = reply ? std::optional<Failure>() : reply.failure()});
            // It may have gone meanwhile.
            Connection *open = m_connections.connection(side(target).systemId);
            if (reply && open) {
                if (reply->productVendor.startsWith("Cistern"_L1))
                    askRights(target, *open);
                else
                    put({.subject = Subject::Rights, .verdict = Verdict::Untold, .target = target});
                askLimits(target, *open);
                for (int i = 0; i < side(target).endpoints.size(); ++i)
                    askEndpoint(target, i, *open);
            }
            done();
        });
}

// A target of ours looks at the caller's right before it looks at the arguments, and no pipe has
// this name: the call ends with "invalid parameter", or it never gets so far. Others are not asked.
void PipeCheck::askRights(bool target, Connection &connection)
{
    const QString nameSpace(Schema::iscsiTarget);
    MethodCall call(*Schema::findMethod(nameSpace, u"MSISCSITARGET_StorageConfigurationService",
                                        u"CreateOrModifyReplicationPipe"),
                    side(target).service);
    call.setArgument(u"ReplicationPipe",
                     CimValue::reference(
                         CimPath(nameSpace, u"CISTERN_ReplicationPipe"_s,
                                 {{u"InstanceID"_s, CimValue::string(u"Cistern:NoSuchPipe"_s)}})));
    begin();
    const Time begun = m_clock.elapsed();
    onDone(connection.invoke(call, this), this,
           [this, target, begun](const Outcome<MethodReply> &reply) {
               PipeFinding finding{
                   .subject = Subject::Rights, .target = target, .took = m_clock.elapsed() - begun};
               const bool called = target == m_question.callsTarget;
               if (!reply) {
                   finding.failure = reply.failure();
                   finding.verdict = called ? Verdict::Bad : Verdict::Doubt;
               } else if (const quint64 code = reply->returnValue.value_or(0); isRefusal(code)) {
                   finding.failure = Failure{.cause = code == 4 ? Failure::Cause::ServerFault
                                                                : Failure::Cause::NotSupported,
                                             .stage = Failure::Stage::Operation,
                                             .code = quint32(code)};
                   finding.verdict = called ? Verdict::Bad : Verdict::Doubt;
               }
               put(finding);
               done();
           });
}

void PipeCheck::askLimits(bool target, Connection &connection)
{
    const QString nameSpace(Schema::iscsiTarget);
    const Time begun = m_clock.elapsed();
    m_seen[target].open = 3;
    const auto read = [&](const QString &className, const auto &take) {
        begin();
        onDone(connection.enumerate(nameSpace, className, this), this,
               [this, target, begun, take](const Outcome<QList<CimInstance>> &all) {
                   if (all)
                       take(m_seen[target], *all);
                   limitsRead(target, begun,
                              all ? std::optional<Failure>() : std::optional(all.failure()));
                   done();
               });
    };
    read(u"CIM_StorageReplicationCapabilities"_s, [](Seen &seen, const QList<CimInstance> &all) {
        if (all.isEmpty())
            return;
        seen.protocol = all.first().value(u"PeerConnectionProtocol").toString();
        seen.most = int(all.first().value(u"MaximumPeerConnections").toUnsigned().value_or(0));
    });
    read(u"CIM_NetworkPipe"_s, [](Seen &seen, const QList<CimInstance> &all) { seen.pipes = all; });
    read(u"CIM_NetworkPipeComposition"_s,
         [](Seen &seen, const QList<CimInstance> &all) { seen.parts = all; });
}

void PipeCheck::limitsRead(bool target, Time begun, const std::optional<Failure> &failure)
{
    Seen &seen = m_seen[target];
    --seen.open;
    // A class that is not there has no instances; what is missing shows in what is known.
    const bool broken = failure && failure->cause != Failure::Cause::NotFound
        && failure->cause != Failure::Cause::NotSupported;
    if (broken)
        put({.subject = Subject::Room,
             .verdict = Verdict::Doubt,
             .target = target,
             .took = m_clock.elapsed() - begun,
             .failure = failure});
    if (seen.open > 0)
        return;
    const Time took = m_clock.elapsed() - begun;
    const auto isPart = [&](const CimInstance &pipe) {
        return std::any_of(seen.parts.begin(), seen.parts.end(), [&](const CimInstance &link) {
            const CimValue part = link.value(u"PartComponent");
            return part.toPath() && *part.toPath() == pipe.path();
        });
    };
    const auto count = int(
        std::count_if(seen.pipes.begin(), seen.pipes.end(),
                      [&](const CimInstance &pipe) { return !isSession(pipe) && !isPart(pipe); }));
    const int most = seen.most.value_or(0);
    if (m_question.creates)
        put({.subject = Subject::Room,
             .verdict = most > 0 && count >= most ? Verdict::Bad : Verdict::Good,
             .target = target,
             .count = count,
             .most = most,
             .took = took});
    comparePeers(took);
}

void PipeCheck::comparePeers(Time took)
{
    for (const bool target : {false, true}) {
        if (!m_seen.contains(target) || m_seen.value(target).open > 0)
            return;
    }
    const QString source = m_seen.value(false).protocol.value_or(QString());
    const QString target = m_seen.value(true).protocol.value_or(QString());
    put({.subject = Subject::Protocol,
         .verdict = source.isEmpty() || target.isEmpty() ? Verdict::Doubt
             : source == target                          ? Verdict::Good
                                                         : Verdict::Bad,
         .first = source,
         .second = target,
         .took = took});
}

void PipeCheck::askEndpoint(bool target, int pair, Connection &connection)
{
    CimPath path = side(target).endpoints.at(pair);
    path.setHost({});
    const QString name = path.key(u"Name").toText();
    if (path.isEmpty())
        return;
    begin();
    const Time begun = m_clock.elapsed();
    onDone(connection.get(path, this), this,
           [this, target, pair, name, begun](const Outcome<CimInstance> &endpoint) {
               const bool serves = endpoint && inService(*endpoint);
               put({.subject = Subject::Endpoint,
                    .verdict = !endpoint ? Verdict::Bad
                        : serves         ? Verdict::Good
                                         : Verdict::Doubt,
                    .target = target,
                    .pair = pair,
                    .first = name,
                    .took = m_clock.elapsed() - begun,
                    .failure = endpoint ? std::optional<Failure>() : endpoint.failure()});
               if (serves && target)
                   reach(pair, name);
               done();
           });
}

void PipeCheck::reach(int pair, const QString &address)
{
    const QUrl url(u"tcp://"_s + address);
    const Ladder ladder = m_connections.state(side(true).systemId).ladder;
    const QString fact = ladder.rungs.isEmpty() ? QString() : ladder.rung(Rung::Step::Network).fact;
    // Of a local target the rung is skipped and tells nothing.
    if (!canBeTriedFromHere(url, fact.isEmpty() ? QUrl() : QUrl(u"tcp://"_s + fact)))
        return;
    begin();
    auto *probe = new SocketProbe(url, {}, this);
    const Time begun = m_clock.elapsed();
    onDone(probe->reach(), this, [this, probe, pair, address, begun](const Outcome<QString> &made) {
        put({.subject = Subject::Reach,
             .verdict = made ? Verdict::Good : Verdict::Doubt,
             .target = true,
             .pair = pair,
             .first = address,
             .took = m_clock.elapsed() - begun,
             .failure = made ? std::optional<Failure>() : made.failure()});
        probe->deleteLater();
        done();
    });
}

void PipeCheck::put(PipeFinding finding)
{
    if (m_over)
        return;
    m_findings.append(std::move(finding));
    Q_EMIT progressed();
}

void PipeCheck::done()
{
    if (--m_open == 0)
        end();
}

void PipeCheck::end()
{
    if (m_over)
        return;
    m_over = true;
    Q_EMIT ended();
}

} // namespace Cistern

#include "moc_pipecheck.cpp"
