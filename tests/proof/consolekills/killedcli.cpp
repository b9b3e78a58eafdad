// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/proof/consolekills/killedcli.h"

#include "services/schema/schema.h"
#include "tests/support/pipefixture.h"
#include "tests/support/resourcecalls.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

KilledTarget::KilledTarget()
    : m_peer({.systemName = u"beta"_s})
    , m_users(std::make_shared<UserFile>(m_folder.filePath(u"users"_s), UserFile::leastIterations))
{
    if (!m_users->add({u"admin"_s, AccessRole::Manage}, Secret("a password")))
        qFatal("no user");
    PipeFixture::befriend(m_at, m_peer);
    CimInstance offer = m_at.all(u"MSISCSITARGET_StorageReplicationCapabilities"_s).value(0);
    offer.set(u"MaximumConnectionsPerPort", CimValue::uint16(0)); // no limit
    offer.set(u"MaximumPeerConnections", CimValue::uint16(0));
    if (!m_at.await(m_at.provider().adjust(offer)))
        qFatal("no pipes");
    m_listener = std::make_unique<Listener>(ListenOptions{.port = 0, .tls = {}, .names = {}},
                                            m_at.provider().responder(), m_users, m_clock);
    if (!m_listener->listen())
        qFatal("no port");
    m_more = m_at.addLocation(u"more"_s, 3072 * MiB);
    m_pool = m_at.pool(u"of volumes"_s, 1024 * MiB, m_more);
}

QString KilledTarget::url() const
{
    return u"http://127.0.0.1:%1/wsman"_s.arg(m_listener->port());
}

// The deeds, each on objects of its own. Pools are small, and those of earlier deeds go.
struct KilledDeeds
{
    using Deed = KilledTarget::Deed;

    static QString newName(KilledTarget &t) { return u"n%1"_s.arg(++t.m_made); }

    static std::function<int()> there(KilledTarget &t, const QString &className,
                                      QLatin1StringView nameSpace, const QString &name)
    {
        return [&t, className, nameSpace, name] {
            const auto objects = t.m_at.all(className, nameSpace);
            return int(std::count_if(objects.begin(), objects.end(), [&](const CimInstance &each) {
                return each.value(u"ElementName").toString() == name;
            }));
        };
    }
    static std::function<int()> gone(KilledTarget &t, const CimPath &path)
    {
        return [&t, path] { return t.m_at.get(path) ? 0 : 1; };
    }

    // Storage
    static CimPath pool(KilledTarget &t)
    {
        return t.m_at.pool(u"old%1"_s.arg(++t.m_made), MiB, t.m_more);
    }
    static Deed makePool(KilledTarget &t)
    {
        const QString name = newName(t);
        return {.arguments = {u"pool"_s, u"create"_s, u"--name"_s, name, u"--size"_s, u"1MiB"_s,
                              u"--from"_s, t.m_more.toText()},
                .timesDone = there(t, u"CIM_StoragePool"_s, Schema::iscsiTarget, name)};
    }
    static Deed renamePool(KilledTarget &t)
    {
        const QString name = newName(t);
        return {.arguments = {u"pool"_s, u"modify"_s, pool(t).toText(), u"--name"_s, name},
                .timesDone = there(t, u"CIM_StoragePool"_s, Schema::iscsiTarget, name)};
    }
    static Deed resizePool(KilledTarget &t)
    {
        const CimPath path = pool(t);
        return {.arguments = {u"pool"_s, u"modify"_s, path.toText(), u"--size"_s, u"2MiB"_s},
                .timesDone = [&t, path] {
                    return int(t.m_at.number(path, u"TotalManagedSpace") == 2 * MiB);
                }};
    }
    static Deed deletePool(KilledTarget &t)
    {
        const CimPath path = pool(t);
        return {.arguments = {u"pool"_s, u"delete"_s, path.toText()}, .timesDone = gone(t, path)};
    }
    static Deed makeVolume(KilledTarget &t)
    {
        const QString name = newName(t);
        return {.arguments = {u"volume"_s, u"create"_s, u"--name"_s, name, u"--size"_s, u"1MiB"_s,
                              u"--from"_s, t.m_pool.toText()},
                .timesDone = there(t, u"CIM_StorageVolume"_s, Schema::iscsiTarget, name)};
    }
    static Deed deleteVolume(KilledTarget &t)
    {
        const CimPath volume = t.m_at.volume(t.m_pool, MiB);
        return {.arguments = {u"volume"_s, u"delete"_s, volume.toText()},
                .timesDone = gone(t, volume)};
    }
    // A job that is at work until the console that follows it is dead.
    static Deed followJob(KilledTarget &t)
    {
        Deed deed = makePool(t);
        deed.held = true;
        return deed;
    }
    static Deed stopJob(KilledTarget &t)
    {
        Deed deed = makePool(t);
        deed.first = std::exchange(deed.arguments, {u"job"_s, u"stop"_s, u"1"_s});
        deed.held = true;
        return deed;
    }

    // Pools of the host
    static CimPath child(KilledTarget &t)
    {
        return Resources::pool(t.m_at, Resources::Memory, u"old%1"_s.arg(++t.m_made), 1, 1);
    }
    static Deed makeChild(KilledTarget &t)
    {
        const QString name = newName(t);
        return {.arguments = {u"child-pool"_s, u"create"_s, u"--name"_s, name, u"--type"_s,
                              u"memory"_s, u"--reservation"_s, u"1MiB"_s},
                .timesDone = there(t, u"CIM_ResourcePool"_s, Schema::virtualization, name)};
    }
    static Deed renameChild(KilledTarget &t)
    {
        const QString name = newName(t);
        return {.arguments = {u"child-pool"_s, u"modify"_s, child(t).toText(), u"--name"_s, name},
                .timesDone = there(t, u"CIM_ResourcePool"_s, Schema::virtualization, name)};
    }
    static Deed growChild(KilledTarget &t)
    {
        const CimPath path = child(t);
        return {.arguments = {u"child-pool"_s, u"modify"_s, path.toText(), u"--reservation"_s,
                              u"3MiB"_s, u"--limit"_s, u"5MiB"_s},
                .timesDone = [&t, path] {
                    const auto terms = t.m_at.associated(path, u"Msvm_SettingsDefineState"_s,
                                                         u"CIM_ResourceAllocationSettingData"_s);
                    return int(std::any_of(terms.begin(), terms.end(), [](const CimInstance &each) {
                        return each.value(u"Reservation").toUnsigned() == quint64(3);
                    }));
                }};
    }
    static Deed deleteChild(KilledTarget &t)
    {
        const CimPath path = child(t);
        return {.arguments = {u"child-pool"_s, u"delete"_s, path.toText()},
                .timesDone = gone(t, path)};
    }

    // Pools of the cluster
    static CimPath root(KilledTarget &t, bool empty = false)
    {
        QList<CimPath> drives;
        if (!empty)
            drives.append(t.m_at.drive(u"drive%1"_s.arg(++t.m_made)));
        return t.m_at.rootPool(u"old%1"_s.arg(++t.m_made), u"17"_s, drives);
    }
    static Deed makeRoot(KilledTarget &t)
    {
        const QString name = newName(t);
        const CimPath drive = t.m_at.drive(u"of "_s + name);
        return {.arguments = {u"root-pool"_s, u"create"_s, u"--name"_s, name, u"--device"_s,
                              drive.toText()},
                .timesDone = there(t, u"CIM_ResourcePool"_s, Schema::hypervCluster, name)};
    }
    static Deed addDevice(KilledTarget &t)
    {
        const CimPath path = root(t), drive = t.m_at.drive(u"drive%1"_s.arg(++t.m_made));
        return {
            .arguments = {u"root-pool"_s, u"add"_s, path.toText(), u"--device"_s, drive.toText()},
            .timesDone = [&t, path, drive] { return int(t.m_at.members(path).contains(drive)); }};
    }
    static Deed removeDevice(KilledTarget &t)
    {
        const CimPath path = root(t), drive = t.m_at.members(path).value(0);
        return {
            .arguments = {u"root-pool"_s, u"remove"_s, path.toText(), u"--device"_s,
                          drive.toText()},
            .timesDone = [&t, path, drive] { return int(!t.m_at.members(path).contains(drive)); }};
    }
    static Deed deleteRoot(KilledTarget &t)
    {
        const CimPath path = root(t, true);
        return {.arguments = {u"root-pool"_s, u"delete"_s, path.toText()},
                .timesDone = gone(t, path)};
    }

    // Pipes
    static Arguments pipeArguments(KilledTarget &t, const QString &name)
    {
        return {{u"PipeElementName"_s, words(name)},
                {u"SourceSystem"_s, ref(t.m_at.system())},
                {u"TargetSystem"_s, ref(PipeFixture::system(u"beta"_s))}};
    }
    // So many are open to a peer and no more: those that were judged long ago go.
    static void makeRoomForPipe(KilledTarget &t, const QString &name)
    {
        constexpr qsizetype most = 40;
        t.m_pipes.append(name);
        if (t.m_pipes.size() <= most)
            return;
        const QString old = t.m_pipes.takeFirst();
        for (const CimInstance &pipe : PipeFixture::pipes(t.m_at)) {
            if (pipe.value(u"ElementName").toString() == old)
                t.m_at.send(Wsman::Delete(), pipe.path());
        }
    }
    static CimPath pipe(KilledTarget &t)
    {
        const QString name = u"old%1"_s.arg(++t.m_made);
        makeRoomForPipe(t, name);
        const auto made = t.m_at.callService(u"CreateOrModifyReplicationPipe"_s,
                                             pipeArguments(t, name));
        if (made.code != 0)
            qFatal("no pipe: %llu", static_cast<unsigned long long>(made.code));
        return made.path(u"ReplicationPipe");
    }
    // As its dialog sends it; the command for it needs the other system as well.
    static Deed makePipe(KilledTarget &t)
    {
        const QString name = newName(t);
        makeRoomForPipe(t, name);
        QStringList arguments{u"call"_s, u"CreateOrModifyReplicationPipe"_s};
        const Arguments wanted = pipeArguments(t, name);
        for (const auto &[parameter, value] : wanted)
            arguments.append(parameter + u'=' + value.toText());
        return {.arguments = arguments,
                .timesDone = there(t, u"CIM_NetworkPipe"_s, Schema::iscsiTarget, name)};
    }
    static Deed renamePipe(KilledTarget &t)
    {
        const QString name = newName(t);
        const CimPath path = pipe(t);
        makeRoomForPipe(t, name);
        return {.arguments = {u"pipe"_s, u"modify"_s, path.toText(), u"--name"_s, name},
                .timesDone = there(t, u"CIM_NetworkPipe"_s, Schema::iscsiTarget, name)};
    }
    static Deed deletePipe(KilledTarget &t)
    {
        const CimPath path = pipe(t);
        return {.arguments = {u"pipe"_s, u"delete"_s, path.toText()}, .timesDone = gone(t, path)};
    }
};

const std::vector<KilledTarget::Kind> &KilledTarget::kinds()
{
    static const std::vector<Kind> all{
        {"storage pool, create", KilledDeeds::makePool},
        {"storage pool, rename", KilledDeeds::renamePool},
        {"storage pool, resize", KilledDeeds::resizePool},
        {"storage pool, delete", KilledDeeds::deletePool},
        {"volume, create", KilledDeeds::makeVolume},
        {"volume, delete", KilledDeeds::deleteVolume},
        {"child pool, create", KilledDeeds::makeChild},
        {"child pool, rename", KilledDeeds::renameChild},
        {"child pool, resize", KilledDeeds::growChild},
        {"child pool, delete", KilledDeeds::deleteChild},
        {"root pool, create", KilledDeeds::makeRoot},
        {"root pool, add a device", KilledDeeds::addDevice},
        {"root pool, take one out", KilledDeeds::removeDevice},
        {"root pool, delete", KilledDeeds::deleteRoot},
        {"pipe, create", KilledDeeds::makePipe},
        {"pipe, rename", KilledDeeds::renamePipe},
        {"pipe, delete", KilledDeeds::deletePipe},
        {"job, followed", KilledDeeds::followJob},
        {"job, stopped", KilledDeeds::stopJob},
    };
    return all;
}

} // namespace Cistern
