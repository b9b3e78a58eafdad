// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/proof/consolekills/killedcli.h"

#include "services/schema/schema.h"
#include "tests/support/resourcecalls.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

KilledTarget::KilledTarget()
    : m_at({.limit = 3072 * MiB})
    , m_users(std::make_shared<UserFile>(m_folder.filePath(u"users"_s), UserFile::leastIterations))
{
    if (!m_users->add({u"admin"_s, AccessRole::Manage}, Secret("a password")))
        qFatal("no user");
    m_listener = std::make_unique<Listener>(ListenOptions{.port = 0, .tls = {}, .names = {}},
                                            m_at.provider().responder(), m_users, m_clock);
    if (!m_listener->listen())
        qFatal("no port");
    m_pool = m_at.pool(u"of volumes"_s, 1024 * MiB);
}

QString KilledTarget::url() const
{
    return u"http://127.0.0.1:%1/wsman"_s.arg(m_listener->port());
}

KilledTarget::Deed KilledTarget::prepared(Kind kind)
{
    const QString name = u"n%1"_s.arg(++m_made), old = u"old%1"_s.arg(m_made);
    switch (kind) {
    case Kind::MakePool:
        return {{u"pool"_s, u"create"_s, u"--name"_s, name, u"--size"_s, u"1MiB"_s, u"--from"_s,
                 m_at.location().toText()},
                name,
                {}};
    case Kind::RenamePool: {
        const CimPath pool = m_at.pool(old, MiB);
        return {{u"pool"_s, u"modify"_s, pool.toText(), u"--name"_s, name}, name, {}};
    }
    case Kind::DeletePool: {
        const CimPath pool = m_at.pool(old, MiB);
        return {{u"pool"_s, u"delete"_s, pool.toText()}, {}, pool};
    }
    case Kind::MakeVolume:
        return {{u"volume"_s, u"create"_s, u"--name"_s, name, u"--size"_s, u"1MiB"_s, u"--from"_s,
                 m_pool.toText()},
                name,
                {}};
    case Kind::DeleteVolume: {
        const CimPath volume = m_at.volume(m_pool, MiB);
        return {{u"volume"_s, u"delete"_s, volume.toText()}, {}, volume};
    }
    case Kind::MakeChild:
        return {{u"child-pool"_s, u"create"_s, u"--name"_s, name, u"--type"_s, u"memory"_s,
                 u"--reservation"_s, u"1MiB"_s},
                name,
                {}};
    case Kind::RenameChild: {
        const CimPath pool = Resources::pool(m_at, Resources::Memory, old);
        return {{u"child-pool"_s, u"modify"_s, pool.toText(), u"--name"_s, name}, name, {}};
    }
    case Kind::DeleteChild: {
        const CimPath pool = Resources::pool(m_at, Resources::Memory, old);
        return {{u"child-pool"_s, u"delete"_s, pool.toText()}, {}, pool};
    }
    }
    return {};
}

int KilledTarget::timesDone(const Deed &deed)
{
    if (deed.name.isEmpty())
        return m_at.get(deed.subject) ? 0 : 1;
    const auto objects = m_at.all(u"CIM_StoragePool"_s) + m_at.all(u"CIM_StorageVolume"_s)
        + m_at.all(u"CIM_ResourcePool"_s, Schema::virtualization);
    return int(std::count_if(objects.begin(), objects.end(), [&deed](const CimInstance &object) {
        return object.value(u"ElementName").toString() == deed.name;
    }));
}

} // namespace Cistern
