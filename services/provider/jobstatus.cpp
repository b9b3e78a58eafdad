// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/jobstatus.h"

namespace Cistern::JobState {

using namespace Qt::Literals::StringLiterals;

namespace {
struct StateWords
{
    quint16 state;
    std::initializer_list<quint16> operational;
    QLatin1StringView words;
};
// Operational status beside the job state (job-model: 2 OK, 8 starting, 9 stopping, 14 aborted,
// 17 completed, 6 error).
const StateWords stateTable[] = {
    {New, {2}, "New"_L1},
    {Starting, {8}, "Starting"_L1},
    {Running, {2}, "Running"_L1},
    {Suspended, {2}, "Suspended"_L1},
    {ShuttingDown, {9}, "Shutting down"_L1},
    {Completed, {17, 2}, "Completed"_L1},
    {Terminated, {14}, "Terminated"_L1},
    {Killed, {14}, "Killed"_L1},
    {Exception, {17, 6}, "Exception"_L1},
};
} // namespace

bool isFinal(const CimInstance &job)
{
    return isFinal(job.value(u"JobState").toUnsigned().value_or(0));
}

void put(CimInstance &job, quint16 state, const QDateTime &now)
{
    for (const StateWords &row : stateTable) {
        if (row.state != state)
            continue;
        job.set(u"JobState", CimValue::uint16(state));
        job.set(u"OperationalStatus", CimValue::uint16s(row.operational));
        job.set(u"StatusDescriptions",
                CimValue::strings(QStringList(qsizetype(row.operational.size()), row.words)));
        job.set(u"JobStatus", CimValue::string(row.words));
        job.set(u"HealthState", CimValue::uint16(state == Exception ? 20 : 5));
        job.set(u"TimeOfLastStateChange", CimValue::dateTime(CimDateTime::at(now)));
    }
}

void putCompleted(CimInstance &job, const QDateTime &now)
{
    put(job, Completed, now);
    job.set(u"PercentComplete", CimValue::uint16(100));
}

} // namespace Cistern::JobState
