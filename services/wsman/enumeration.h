// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One enumeration from the first request to its end: pulls on, restarts once, asks for less where
// something does not fit, stops what never ends, releases what it leaves. Child of its RequestLine;
// deletes itself, when its owner goes too, but not before the server's context is released.
#pragma once

#include "services/wsman/attempts.h"
#include "services/wsman/gathered.h"

#include <QList>

#include <functional>
#include <memory>

namespace Cistern {

// Hears of instances as they come; those of a page that had to be read again come again.
using BatchReader = std::function<void(const QList<CimInstance> &)>;

class Enumeration final : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype mostObjects = 250'000;
    static constexpr int mostEmptyPulls = 3;  // in a row
    static constexpr int mostTimeOuts = 60;   // in a row; an hour at the usual time-out
    static constexpr int mostChanges = 16;    // of the request, until it suits the server
    static constexpr qsizetype mostHere = 32; // objects of a page that need no pool

    // request holds target, form and the Enumerate with its filter.
    Enumeration(RequestLine &line, const Envelope &request, QObject *owner, BatchReader batch);
    ~Enumeration() override;

    Answer<QList<CimInstance>> answer() const { return m_pledge.answer(); }

private:
    void start();
    void pull();
    void ask(const Envelope &request);
    void read(const Outcome<Envelope> &reply);
    void readFault(const Wsman::Fault &fault);
    bool suit(const Wsman::Fault &fault); // the request is another now
    void take(const Wsman::Items &items);
    void go(const QList<CimInstance> &fresh);
    void abandon();
    void stop(const Failure &failure);
    void release();
    void finish(const Outcome<QList<CimInstance>> &outcome);

    RequestLine &m_line;
    Envelope m_request;
    BatchReader m_batch;
    Pledge<QList<CimInstance>> m_pledge;
    std::shared_ptr<Gathered> m_gathered; // the pool's while it adds a page
    QString m_context;
    QPointer<Attempts> m_attempts;        // while a request is under way
    std::chrono::milliseconds m_asked{0}; // when, on the monotonic clock
    QString m_queryClass;                 // of a query
    bool m_wholeObjects = true;           // a query with a list of columns has no paths to tell
    bool m_pulling = false;
    bool m_restarted = false;
    bool m_optimize = true;
    bool m_abandoned = false;
    int m_changes = 0;
    int m_emptyPulls = 0;
    int m_timeOuts = 0;
};

} // namespace Cistern
