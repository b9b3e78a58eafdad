// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/jobs/jobrecords.h"

namespace Cistern {

const JobRecord *JobRecords::find(qint64 id) const
{
    const qsizetype place = m_places.value(id, -1);
    return place < 0 ? nullptr : &m_records.at(place);
}

JobRecord *JobRecords::find(qint64 id)
{
    const qsizetype place = m_places.value(id, -1);
    return place < 0 ? nullptr : &m_records[place];
}

qint64 JobRecords::follower(const QString &systemId, const CimPath &job) const
{
    return m_followers.value({systemId, job});
}

void JobRecords::put(const JobRecord &record)
{
    const qsizetype place = m_places.value(record.id, -1);
    if (place < 0) {
        m_places.insert(record.id, m_records.size());
        m_records.append(record);
        return index(record);
    }
    const CimPath before = m_records.at(place).job;
    m_records[place] = record;
    if (before.isEmpty())
        index(record);
    else if (before != record.job)
        index();
}

void JobRecords::index(const JobRecord &record)
{
    const Job job(record.systemId, record.job);
    if (!record.job.isEmpty() && !m_followers.contains(job))
        m_followers.insert(job, record.id);
}

void JobRecords::index()
{
    m_places.clear();
    m_followers.clear();
    for (qsizetype place = 0; place < m_records.size(); ++place) {
        m_places.insert(m_records.at(place).id, place);
        index(m_records.at(place));
    }
}

} // namespace Cistern
