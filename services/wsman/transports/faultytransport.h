// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A Transport around another one, in which things go wrong on demand: for tests of whoever sends.
// Owned by its Connection; lives in that thread.
#pragma once

#include "services/core/clock.h"
#include "services/wsman/transport.h"

#include <QList>

#include <chrono>
#include <deque>
#include <memory>

namespace Cistern {

struct Mishap
{
    enum class Kind {
        None,      // passes through
        Delay,     // passes through later
        Refuse,    // nothing is sent: failure, Refused by default
        LoseReply, // the other side acts, the reply is cut off
        Garble,    // the other side acts, the reply is unreadable
        Duplicate, // the other side gets it twice, the first reply counts
        Silence,   // the other side never sees it and never answers
    };
    Kind kind = Kind::None;
    std::chrono::milliseconds delay{0};
    Failure failure{.cause = Failure::Cause::Refused, .stage = Failure::Stage::Network};
};

class FaultyTransport final : public Transport
{
    Q_OBJECT

public:
    FaultyTransport(std::unique_ptr<Transport> inner, Clock &clock, QObject *parent = nullptr);
    ~FaultyTransport() override;

    // Each request takes the next mishap; without one it passes through.
    void next(const Mishap &mishap) { m_mishaps.push_back(mishap); }
    const QList<Envelope> &sent() const
    {
        return m_sent;
    }                                             // what was asked of this transport, in order
    qsizetype passed() const { return m_passed; } // how often the inner one was asked

    QString address() const override { return m_inner->address(); }
    Answer<Envelope> send(const Envelope &request, QObject *owner) override;

private:
    Answer<Envelope> pass(const Envelope &request, QObject *owner);

    std::unique_ptr<Transport> m_inner;
    Clock &m_clock;
    std::deque<Mishap> m_mishaps;
    QList<Envelope> m_sent;
    QList<Pledge<Envelope>> m_silent;
    qsizetype m_passed = 0;
};

} // namespace Cistern
