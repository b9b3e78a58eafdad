// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/endedjobs.h"

#include "services/provider/jobstatus.h"
#include "services/provider/objects.h"

#include <algorithm>

namespace Cistern {

namespace {
constexpr std::chrono::seconds reapPause{1}; // so that jobs that end together go together
} // namespace

void EndedJobs::add(const CimInstance &job)
{
    note(job);
    reap();
}

void EndedJobs::sweep()
{
    m_due.clear();
    m_nextReap = m_clock.elapsed();
    for (const Objects::JobClasses &classes : Objects::jobClasses()) {
        for (const StoredObject *job :
             m_store.ofClass(QString(classes.job), QString(classes.nameSpace))) {
            if (JobState::isFinal(job->instance))
                note(job->instance);
        }
    }
    reap();
}

// Of a job that ended in an earlier run only the wall clock tells how long ago that was, and it may
// have been set since: its time counts anew.
void EndedJobs::note(const CimInstance &job)
{
    const CimPath path = job.path();
    const QString key = keyOf(path);
    if (!m_ended.contains(key))
        m_ended.insert(key, m_clock.elapsed());
    if (!job.value(u"DeleteOnCompletion").toBool().value_or(true))
        return;
    const auto kept = job.value(u"TimeBeforeRemoval").toDateTime();
    const auto interval = kept ? kept->interval().value_or(keptByDefault) : keptByDefault;
    m_due.emplace(
        m_ended.value(key) + std::chrono::duration_cast<std::chrono::milliseconds>(interval), path);
}

void EndedJobs::reap()
{
    m_clock.stop(m_timer);
    m_timer = 0;
    const auto now = m_clock.elapsed();
    if (now >= m_nextReap && !m_due.empty() && m_due.begin()->first <= now) {
        StoreChange change;
        const auto end = m_due.upper_bound(now);
        for (auto each = m_due.begin(); each != end; ++each)
            change.remove(each->second);
        if (m_store.commit(change)) { // else they are removed another time
            for (auto each = m_due.begin(); each != end; ++each)
                m_ended.remove(keyOf(each->second));
            m_due.erase(m_due.begin(), end);
        }
        m_nextReap = now + reapPause;
    }
    if (!m_due.empty())
        m_timer = m_clock.after(std::max(m_due.begin()->first, m_nextReap) - now, this,
                                [this] { reap(); });
}

} // namespace Cistern

#include "moc_endedjobs.cpp"
