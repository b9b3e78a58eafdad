// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/proof/lostreplies/lossysite.h"

#include "tests/support/pipefixture.h"
#include "tests/support/resourcecalls.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qsizetype mostOfEach = 3;

bool changes(const Envelope &request)
{
    if (const auto *invoke = std::get_if<Wsman::Invoke>(&request.body)) {
        const auto named = Schema::methodsNamed(invoke->method);
        return std::any_of(named.begin(), named.end(),
                           [](const MethodDecl *decl) { return decl->changes; });
    }
    return std::holds_alternative<Wsman::Put>(request.body)
        || std::holds_alternative<Wsman::Create>(request.body)
        || std::holds_alternative<Wsman::Delete>(request.body);
}

CimPath oneOf(const QList<CimPath> &paths, Luck &luck)
{
    return paths.at(below(luck, int(paths.size())));
}

void mustBe(bool good, const char *what)
{
    if (!good)
        qFatal("the site can not be set up: %s", what);
}
} // namespace

LossySite::LossySite(bool jobs)
    : jobs(jobs)
    , peer({.systemName = u"beta"_s})
    , m_users(std::make_shared<UserFile>(m_folder.filePath(u"users"_s), UserFile::leastIterations))
{
    mustBe(m_users->add({user(), AccessRole::Manage}, password()).ok(), "user");
    PipeFixture::befriend(target, peer);
    addDrives();
    m_ofVolumes = target.pool(u"of volumes"_s, 16 * MiB);
    if (!jobs) {
        target.announce(u"SupportedAsynchronousActions", {});
        target.announce(u"SupportedSynchronousActions", {2, 3, 4, 5, 6, 7});
        target.announceMethods({}, {2, 3, 4, 5, 6, 7});
        Resources::allAtOnce(target);
    }
    serve();
}

void LossySite::serve()
{
    const auto counting = [this, inner = target.provider().responder()](const Envelope &request,
                                                                        const Caller &caller) {
        changesThatCame += changes(request);
        return inner(request, caller);
    };
    m_listener = std::make_unique<Listener>(ListenOptions{.port = m_port, .tls = {}, .names = {}},
                                            counting, m_users, m_clock);
    mustBe(m_listener->listen().ok(), "port");
    m_port = m_listener->port();
    relay.setTarget(m_port);
}

// A host that starts does not find them: there are none in it.
void LossySite::addDrives()
{
    m_drives.clear();
    for (int i = 0; i < 12; ++i)
        m_drives.append(target.drive(u"drive%1"_s.arg(i)));
}

void LossySite::restart()
{
    m_listener.reset();
    target.restart();
    addDrives();
    serve();
}

QList<CimPath> LossySite::named(const QString &className, QLatin1StringView nameSpace,
                                const QString &name)
{
    QList<CimPath> paths;
    for (const CimInstance &each : target.all(className, nameSpace)) {
        if (each.value(u"ElementName").toString() == name)
            paths.append(each.path());
    }
    return paths;
}

QList<CimPath> LossySite::volumes()
{
    QList<CimPath> paths;
    for (const CimInstance &each : target.all(u"CIM_StorageVolume"_s))
        paths.append(each.path());
    return paths;
}

QList<CimPath> LossySite::pipes()
{
    QList<CimPath> paths;
    for (const CimInstance &each : PipeFixture::pipes(target))
        paths.append(each.path());
    return paths;
}

QList<CimPath> LossySite::childPools()
{
    QList<CimPath> paths = target.rootPools();
    paths.removeIf([this](const CimPath &pool) { return target.parents(pool).isEmpty(); });
    return paths;
}

CimPath LossySite::storagePool(Luck &luck)
{
    QList<CimPath> pools = target.pools();
    pools.removeAll(m_ofVolumes);
    return pools.isEmpty() ? target.pool(newName(), MiB) : oneOf(pools, luck);
}

CimPath LossySite::volume(Luck &luck)
{
    const QList<CimPath> all = volumes();
    return all.isEmpty() ? target.volume(m_ofVolumes, MiB) : oneOf(all, luck);
}

QList<CimPath> LossySite::rootPools()
{
    QList<CimPath> roots = target.rootPools(), parents;
    for (const CimPath &pool : std::as_const(roots))
        parents += target.parents(pool);
    roots.removeIf([&](const CimPath &pool) {
        return parents.contains(pool) || !target.parents(pool).isEmpty();
    });
    return roots;
}

CimPath LossySite::drive()
{
    for (const CimPath &drive : std::as_const(m_drives)) {
        if (target.links(drive, u"CIM_ConcreteComponent"_s).isEmpty())
            return drive;
    }
    m_drives.append(target.drive(u"drive%1"_s.arg(m_drives.size())));
    return m_drives.last();
}

CimPath LossySite::rootPool(Luck &luck)
{
    const QList<CimPath> pools = rootPools();
    return pools.isEmpty() ? target.rootPool(newName(), u"17"_s, {drive()}) : oneOf(pools, luck);
}

CimPath LossySite::childPool(Luck &luck)
{
    const QList<CimPath> pools = childPools();
    return pools.isEmpty() ? target.childPool(
               newName(), {target.rootPool(newName(), u"17"_s, {drive()})}, {allocation(10)})
                           : oneOf(pools, luck);
}

CimPath LossySite::memoryPool(Luck &luck)
{
    const QList<CimPath> pools = Resources::children(target);
    return pools.isEmpty() ? Resources::pool(target, Resources::Memory, newName(), 8)
                           : oneOf(pools, luck);
}

CimPath LossySite::pipe(Luck &luck)
{
    if (const QList<CimPath> all = pipes(); !all.isEmpty())
        return oneOf(all, luck);
    const auto made = target.callService(
        u"CreateOrModifyReplicationPipe"_s,
        {{u"PipeElementName"_s, words(newName())},
         {u"SourceSystem"_s, ref(target.system())},
         {u"TargetSystem"_s, ref(PipeFixture::system(u"beta"_s))}});
    mustBe(made.code == 0, "pipe");
    return made.path(u"ReplicationPipe");
}

void LossySite::makeRoom()
{
    const auto gone = [this](const CimPath &service, const QString &method,
                             const QString &parameter, const CimPath &path) {
        const auto said = target.finished(target.call(service, method, {{parameter, ref(path)}}));
        mustBe(said.code == 0 || said.code == 4096, "delete");
    };
    QList<CimPath> pools = target.pools();
    pools.removeAll(m_ofVolumes);
    while (pools.size() > mostOfEach)
        gone(target.service(), u"DeleteStoragePool"_s, u"Pool"_s, pools.takeLast());
    for (QList<CimPath> all = volumes(); all.size() > mostOfEach;)
        gone(target.service(), u"ReturnToStoragePool"_s, u"TheElement"_s, all.takeLast());
    for (QList<CimPath> all = childPools(); all.size() > mostOfEach;)
        gone(target.clusterService(), u"DeleteResourcePool"_s, u"Pool"_s, all.takeLast());
    for (QList<CimPath> all = rootPools(); all.size() > mostOfEach;)
        gone(target.clusterService(), u"DeleteResourcePool"_s, u"Pool"_s, all.takeLast());
    for (QList<CimPath> all = Resources::children(target); all.size() > mostOfEach;)
        Resources::remove(target, all.takeLast());
    for (QList<CimPath> all = pipes(); all.size() > mostOfEach;)
        target.send(Wsman::Delete(), all.takeLast());
    target.clock().advance(std::chrono::minutes(10)); // jobs that are over go
}

} // namespace Cistern
