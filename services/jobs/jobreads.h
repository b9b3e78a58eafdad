// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Reads jobs for those that follow them: one by one, or, where many run, all of a system in one
// (job model 7). Owned by JobTracker; GUI thread.
#pragma once

#include "services/cim/ciminstance.h"
#include "services/core/async.h"
#include "services/core/clock.h"

#include <QHash>
#include <QObject>

#include <chrono>
#include <optional>
#include <utility>

namespace Cistern {

class Connections;

// A system that refuses so will say so again.
bool isLasting(const Failure &failure);

// Whether what is read again and again is not there any more. That all of its class is missing is
// believed once it has been said for a while: a service that starts again says so, too.
class Disappearance
{
public:
    bool seenBy(const Failure &failure);
    void reset() { m_missing = 0; } // it was read

private:
    int m_missing = 0; // answers in a row that its whole class is not there
};

class JobReads : public QObject
{
    Q_OBJECT

public:
    static constexpr int mostAlone = 10; // read one by one

    JobReads(Connections &connections, Clock &clock, QObject *parent = nullptr);

    // A job is followed from now on, or no more; each once.
    void begin(const QString &systemId, const CimPath &job);
    void end(const QString &systemId, const CimPath &job);

    // The job as it is, or was a moment ago; NotFound when it is gone.
    Answer<CimInstance> read(const QString &systemId, const CimPath &job, QObject *owner);

private:
    using Place = std::pair<QString, QString>; // system, namespace
    struct Batch
    {
        int followed = 0;
        bool underWay = false;
        QList<std::pair<CimPath, Pledge<CimInstance>>> waiting = {};
        QHash<CimPath, CimInstance> jobs = {}; // as last read
        std::optional<std::chrono::milliseconds> read = {};
    };
    static Place placeOf(const QString &systemId, const CimPath &job);
    void readAll(const Place &place);
    void readOne(const QString &systemId, const CimPath &job, const Pledge<CimInstance> &pledge);

    Connections &m_connections;
    Clock &m_clock;
    QHash<Place, Batch> m_batches;
};

} // namespace Cistern
