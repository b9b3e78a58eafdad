// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Records in the order they came, found by id and by the job they follow however many there are.
// Owned by who keeps them; GUI thread.
#pragma once

#include "services/jobs/jobrecord.h"

#include <QHash>
#include <QList>

#include <algorithm>

namespace Cistern {

class JobRecords
{
public:
    const QList<JobRecord> &all() const { return m_records; } // oldest first
    const JobRecord *find(qint64 id) const; // null when unknown; good until the next change
    JobRecord *find(qint64 id);             // whose job stays as it is
    qint64 follower(const QString &systemId, const CimPath &job) const; // 0 when there is none

    void put(const JobRecord &record); // at the end, or in the place of the one with its id
    // How many there were.
    template<class Predicate>
    qsizetype removeIf(Predicate predicate)
    {
        const qsizetype removed = m_records.removeIf(predicate);
        if (removed > 0)
            index();
        return removed;
    }

private:
    using Job = std::pair<QString, CimPath>;

    void index();
    void index(const JobRecord &record);

    QList<JobRecord> m_records;
    QHash<qint64, qsizetype> m_places;
    QHash<Job, qint64> m_followers; // the first of each
};

} // namespace Cistern
