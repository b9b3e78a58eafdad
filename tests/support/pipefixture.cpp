// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/support/pipefixture.h"

#include "services/provider/objects.h"
#include "services/provider/pipes/pipeobjects.h"

#include <QTest>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

PipeFixture::PipeFixture(const PipeOptions &options)
    : alpha({.systemName = u"alpha"_s, .pipes = options})
    , beta({.systemName = u"beta"_s, .pipes = options})
{
    befriend(alpha, beta);
}

void PipeFixture::befriend(ProviderFixture &one, ProviderFixture &other,
                           const QByteArray &fingerprintOfOther)
{
    const auto first = one.await(one.provider().pipeIdentity());
    const auto second = other.await(other.provider().pipeIdentity());
    if (!one.await(one.provider().addPeer(
            {second->systemName, second->endpoints.value(0), fingerprintOfOther}))
        || !other.await(other.provider().addPeer(
            {first->systemName, first->endpoints.value(0),
             fingerprintOfOther.isEmpty() ? QByteArray() : first->fingerprint})))
        qFatal("the peers do not get to know each other");
}

CimPath PipeFixture::system(const QString &name)
{
    return Objects::systemPath(name);
}

CimPath PipeFixture::endpoint(const QString &systemName, const QString &place)
{
    return PipeObjects::endpointPath(systemName, place);
}

QList<CimPath> PipeFixture::endpoints(ProviderFixture &at)
{
    const auto identity = at.await(at.provider().pipeIdentity());
    QList<CimPath> paths;
    for (const QString &place : identity->endpoints)
        paths.append(endpoint(identity->systemName, place));
    return paths;
}

Arguments PipeFixture::arguments(int pairs, const Arguments &others)
{
    Arguments all{{u"SourceSystem"_s, ref(system(u"alpha"_s))},
                  {u"TargetSystem"_s, ref(system(u"beta"_s))}};
    if (pairs > 0) {
        all.append({u"SourceEndpoint"_s, CimValue::references(here(pairs))});
        all.append({u"TargetEndpoint"_s, CimValue::references(there(pairs))});
    }
    for (const auto &other : others) {
        const auto same = std::find_if(all.begin(), all.end(), [&other](const auto &argument) {
            return argument.first == other.first;
        });
        if (same == all.end())
            all.append(other);
        else
            *same = other;
    }
    return all;
}

ProviderFixture::Result PipeFixture::create(int pairs, const Arguments &others)
{
    return alpha.callService(u"CreateOrModifyReplicationPipe"_s, arguments(pairs, others));
}

CimPath PipeFixture::pipe(int pairs, const QString &name)
{
    const auto result = create(
        pairs, name.isEmpty() ? Arguments() : Arguments{{u"PipeElementName"_s, words(name)}});
    if (result.code != 0)
        qFatal("no pipe: %llu", static_cast<unsigned long long>(result.code));
    return result.path(u"ReplicationPipe");
}

ProviderFixture::Result PipeFixture::change(const CimPath &pipe, const Arguments &others)
{
    Arguments all = others;
    all.append({u"ReplicationPipe"_s, ref(pipe)});
    return alpha.callService(u"CreateOrModifyReplicationPipe"_s, all);
}

QList<CimInstance> PipeFixture::pipes(ProviderFixture &at)
{
    QList<CimPath> parts;
    for (const CimInstance &link : at.all(u"MSISCSITARGET_NetworkPipeComposition"_s))
        parts.append(*link.value(u"PartComponent").toPath());
    QList<CimInstance> pipes = at.all(u"CIM_NetworkPipe"_s);
    pipes.removeIf([&parts](const CimInstance &pipe) { return parts.contains(pipe.path()); });
    return pipes;
}

QList<CimInstance> PipeFixture::children(ProviderFixture &at, const CimPath &pipe)
{
    return at.associated(pipe, u"CIM_NetworkPipeComposition"_s, {}, u"GroupComponent"_s);
}

QList<CimPath> PipeFixture::leaves(ProviderFixture &at, const CimPath &pipe)
{
    QList<CimPath> leaves;
    for (const CimInstance &child : children(at, pipe))
        leaves.append(child.path());
    return leaves.isEmpty() ? QList{pipe} : leaves;
}

QStringList PipeFixture::ends(ProviderFixture &at, const CimPath &pipe)
{
    QStringList ends;
    for (const CimPath &leaf : leaves(at, pipe)) {
        QString source, sink;
        for (const CimInstance &link : at.links(leaf, u"CIM_EndpointOfNetworkPipe"_s)) {
            const QString name = link.value(u"Antecedent").toPath()->key(u"Name").toString();
            (link.value(u"SourceOrSink").toUnsigned() == 3 ? sink : source) += name;
        }
        ends.append(source + u'>' + sink);
    }
    return ends;
}

quint64 PipeFixture::state(ProviderFixture &at, const CimPath &pipe)
{
    const auto instance = at.get(pipe);
    return instance ? instance->value(u"OperationalStatus").toUnsigneds().value(0) : 0;
}

bool PipeFixture::waitForState(ProviderFixture &at, const CimPath &pipe, quint64 wanted,
                               int timeout)
{
    return QTest::qWaitFor([&] { return state(at, pipe) == wanted; }, timeout);
}

QStringList PipeFixture::kept(ProviderFixture &at)
{
    static const QStringList shown{u"TimeOfLastContact"_s,
                                   u"RoundTripTime"_s,
                                   u"OperationalStatus"_s,
                                   u"TimeOfLastStateChange"_s,
                                   u"StatusDescriptions"_s,
                                   u"Encrypted"_s,
                                   u"Status"_s,
                                   u"HealthState"_s,
                                   u"EnabledState"_s};
    QStringList lines;
    for (const QString &className :
         {u"CIM_NetworkPipe"_s, u"CIM_EndpointOfNetworkPipe"_s, u"CIM_NetworkPipeComposition"_s,
          u"CIM_ProtocolEndpoint"_s, u"CIM_HostedAccessPoint"_s, u"CIM_ComputerSystem"_s,
          u"CISTERN_ReplicationPipeSettingData"_s, u"CIM_ElementSettingData"_s}) {
        for (const CimInstance &instance : at.all(className)) {
            QString line = instance.path().toText();
            for (const auto &[name, value] : instance.properties()) {
                if (!value.isNull() && !shown.contains(name))
                    line += u'\n' + name + u'=' + value.toText();
            }
            lines.append(line);
        }
    }
    return lines;
}

void PipeFixture::announce(QStringView property, const CimValue &value)
{
    CimInstance capabilities = alpha.all(u"MSISCSITARGET_StorageReplicationCapabilities"_s)
                                   .value(0);
    capabilities.set(property, value);
    if (!alpha.await(alpha.provider().adjust(capabilities)))
        qFatal("the capabilities could not be adjusted");
}

} // namespace Cistern
