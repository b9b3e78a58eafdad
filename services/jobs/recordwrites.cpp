// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/jobs/recordwrites.h"

#include "services/jobs/jobhistory.h"

namespace Cistern {

using namespace std::chrono_literals;

namespace {
constexpr auto pause = 5s;
}

RecordWrites::RecordWrites(JobHistory &history, Clock &clock, QObject *parent)
    : QObject(parent), m_history(history), m_clock(clock)
{}

RecordWrites::~RecordWrites()
{
    for (const qint64 id : std::as_const(m_owed))
        m_history.update(m_latest[id].record, this); // it does what it was given before it goes
}

void RecordWrites::write(const JobRecord &record)
{
    const quint64 number = ++m_given;
    m_latest[record.id] = {record, number};
    onDone(m_history.update(record, this), this,
           [this, id = record.id, number](const Outcome<Done> &written) {
               if (!written)
                   return owe(id, written.failure());
               // A later word is still on its way, or was not written.
               if (m_latest.value(id).number != number)
                   return;
               m_latest.remove(id);
               if (m_owed.remove(id) && m_owed.isEmpty())
                   Q_EMIT recovered();
           });
}

void RecordWrites::owe(qint64 id, const Failure &failure)
{
    if (!m_latest.contains(id))
        return; // a later word was written
    const bool first = m_owed.isEmpty();
    m_owed.insert(id);
    if (first)
        Q_EMIT failed(failure);
    if (!std::exchange(m_waits, true))
        m_clock.after(pause, this, [this] { writeAgain(); });
}

void RecordWrites::writeAgain()
{
    m_waits = false;
    const QSet<qint64> owed = m_owed;
    for (const qint64 id : owed)
        write(JobRecord(m_latest[id].record));
}

} // namespace Cistern

#include "moc_recordwrites.cpp"
