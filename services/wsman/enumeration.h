// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One enumeration from the first request to its end: pulls on, restarts once, stops what never
// ends, releases what it leaves. Child of its RequestLine; deletes itself.
#pragma once

#include "services/wsman/requestline.h"

#include <QHash>
#include <QList>

#include <functional>

namespace Cistern {

// Hears of instances as they come; those of a page that had to be read again come again.
using BatchReader = std::function<void(const QList<CimInstance> &)>;

class Enumeration final : public QObject
{
    Q_OBJECT

public:
    static constexpr quint32 pageSize = 200; // objects asked for at once
    static constexpr qsizetype mostObjects = 250'000;
    static constexpr int mostEmptyPulls = 3; // in a row
    static constexpr int mostTimeOuts = 60;  // in a row; an hour at the usual time-out

    // request holds target, form and the Enumerate with its filter.
    Enumeration(RequestLine &line, const Envelope &request, QObject *owner, BatchReader batch);
    ~Enumeration() override;

    Answer<QList<CimInstance>> answer() const { return m_pledge.answer(); }

private:
    void start();
    void pull();
    void read(const Outcome<Envelope> &reply);
    void readFault(const Wsman::Fault &fault);
    void take(const Wsman::Items &items);
    void stop(const Failure &failure);
    void release();
    void finish(const Outcome<QList<CimInstance>> &outcome);

    RequestLine &m_line;
    Envelope m_request;
    QPointer<QObject> m_owner;
    BatchReader m_batch;
    Pledge<QList<CimInstance>> m_pledge;
    QList<CimInstance> m_instances;
    QHash<CimPath, qsizetype> m_known; // where in m_instances
    QString m_context;
    bool m_pulling = false;
    bool m_restarted = false;
    int m_emptyPulls = 0;
    int m_timeOuts = 0;
};

} // namespace Cistern
