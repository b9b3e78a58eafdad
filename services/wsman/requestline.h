// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The requests of one connection, at most four with the transport, the others in order behind them.
// Owned by its Connection; lives in that thread.
#pragma once

#include "services/core/clock.h"
#include "services/wsman/serverhabits.h"
#include "services/wsman/transport.h"

#include <QObject>
#include <QPointer>

#include <deque>
#include <memory>

namespace Cistern {

class RequestLine final : public QObject
{
    Q_OBJECT

public:
    static constexpr int mostInFlight = 4;

    RequestLine(std::unique_ptr<Transport> transport, Clock &clock);
    ~RequestLine() override;

    const Transport &transport() const { return *m_transport; }
    Clock &clock() const { return m_clock; }
    ServerHabits &habits() { return m_habits; }
    const ServerHabits &habits() const { return m_habits; }
    bool isPatient() const { return m_patient; }
    void setPatient(bool patient) { m_patient = patient; }

    // The reply, never a Fault: that comes as the Failure it means. A change whose reply is a
    // time-out is OutcomeUnknown. When owner goes, the request leaves the line or is aborted.
    Answer<Envelope> send(const Envelope &request, QObject *owner);
    // The same, with Faults as they are. Both ask a question again where that helps.
    Answer<Envelope> sendForAny(const Envelope &request, QObject *owner);
    // The same, and exactly once. A request without a message id gets one.
    Answer<Envelope> sendOnce(const Envelope &request, QObject *owner);

Q_SIGNALS:
    // Of a change, before it leaves and before its answer is given.
    void exchanged(const Exchange &exchange);

private:
    struct Waiting
    {
        Envelope request;
        QPointer<QObject> owner;
        Pledge<Envelope> pledge;
    };
    void startNext();

    std::unique_ptr<Transport> m_transport;
    Clock &m_clock;
    ServerHabits m_habits;
    std::deque<Waiting> m_waiting;
    int m_inFlight = 0;
    bool m_patient = true;
};

} // namespace Cistern
