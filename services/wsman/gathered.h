// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The instances of an enumeration, each once. Paths are made and compared for that, so large pages
// are added on the pool. Value; any thread, one at a time.
#pragma once

#include "services/cim/ciminstance.h"

#include <QHash>
#include <QList>

namespace Cistern {

class Gathered
{
public:
    // Those that were not there; of the others the later word counts. With comparing off nothing
    // tells one from another.
    QList<CimInstance> add(const QList<CimInstance> &page, const QString &nameSpace,
                           bool comparing);

    const QList<CimInstance> &instances() const { return m_instances; }

private:
    QList<CimInstance> m_instances;
    QHash<quint64, qsizetype> m_places; // by hash; where that is taken by another one, by the next
};

} // namespace Cistern
