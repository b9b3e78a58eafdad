// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/gathered.h"

#include <algorithm>

namespace Cistern {

namespace {
// What tells an object from all others; empty where its keys are not all told, as in the rows of a
// query for columns, which would all look alike.
CimPath identityOf(const CimInstance &instance, const QString &nameSpace)
{
    CimPath path = instance.path(nameSpace);
    const QList<CimPath::Key> &keys = path.keys();
    const bool told = std::none_of(keys.begin(), keys.end(),
                                   [](const CimPath::Key &key) { return key.value.isNull(); });
    return told && path.isInstance() ? path : CimPath();
}
} // namespace

QList<CimInstance> Gathered::add(const QList<CimInstance> &page, const QString &nameSpace,
                                 bool comparing)
{
    if (!comparing) {
        m_instances += page;
        return page;
    }
    QList<CimInstance> fresh;
    fresh.reserve(page.size());
    for (const CimInstance &instance : page) {
        if (const CimPath path = identityOf(instance, nameSpace); !path.isEmpty()) {
            quint64 hash = qHash(path, QHashSeed::globalSeed());
            auto known = m_places.constFind(hash);
            while (known != m_places.cend() && m_instances.at(*known).path(nameSpace) != path)
                known = m_places.constFind(++hash);
            if (known != m_places.cend()) {
                m_instances[*known] = instance; // told twice: the later word counts
                continue;
            }
            m_places.insert(hash, m_instances.size());
        }
        m_instances.append(instance);
        fresh.append(instance);
    }
    return fresh;
}

} // namespace Cistern
