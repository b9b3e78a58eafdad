// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The calling side of one pair of endpoints: one connection, opened, proven, kept alive by
// heartbeats, and opened again with a growing pause when it is lost. Owned by Pipes; its thread.
#pragma once

#include "services/core/clock.h"
#include "services/provider/pipes/onetimer.h"
#include "services/provider/pipes/peer.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSslConfiguration>
#include <QSslSocket>

#include <chrono>
#include <memory>
#include <optional>

namespace Cistern {

class PipeLink : public QObject
{
    Q_OBJECT

public:
    struct Terms
    {
        QString self; // name of this system
        Peer peer;    // who must be at the far end
        PipePlace here, there;
        QString protocol;                               // PeerConnectionProtocol of this system
        QString pipe;                                   // InstanceID, told to the far end
        std::chrono::milliseconds every{2000};          // between heartbeats
        std::optional<QSslConfiguration> identity = {}; // of this system
    };
    enum class State { Opening, Up, Lost };
    enum class Verdict { Reached, Unreachable, Refused };

    // One attempt, from the first packet to the first answered heartbeat.
    static constexpr std::chrono::milliseconds attemptDeadline{10'000};
    static constexpr std::chrono::milliseconds firstPause{2'000};
    static constexpr std::chrono::milliseconds longestPause{10'000};
    // How long a heartbeat may stay unanswered.
    static std::chrono::milliseconds patience(std::chrono::milliseconds every);

    PipeLink(const Terms &terms, Clock &clock, QObject *parent = nullptr);
    ~PipeLink() override;

    // Makes one attempt and tells tried(); until keep() a failure is the end of it.
    void open();
    // From now on it opens itself again whenever it is lost.
    void keep();
    // The far end goes by what it was told in the greeting: one that stands is opened anew.
    void setEvery(std::chrono::milliseconds every);

    const Terms &terms() const { return m_terms; }
    State state() const { return m_state; }
    QString trouble() const { return m_trouble; } // why it is lost
    bool encrypted() const { return m_state == State::Up && m_socket->isEncrypted(); }
    QDateTime lastContact() const { return m_lastContact; } // UTC; invalid when there was none
    std::optional<std::chrono::microseconds> roundTrip() const { return m_roundTrip; }
    QDateTime changed() const { return m_changed; } // when the state did

Q_SIGNALS:
    void tried(Cistern::PipeLink::Verdict verdict);
    void stateChanged();

private:
    void greet();
    void read();
    void take(const QJsonObject &frame);
    void send(const QJsonObject &frame);
    void beat();
    void answered(qint64 number);
    void fail(Verdict verdict, const QString &trouble);
    void setState(State state);
    void dropSocket();
    void stopTimers();

    Terms m_terms;
    Clock &m_clock;
    std::unique_ptr<QSslSocket> m_socket;
    State m_state = State::Opening;
    bool m_kept = false;
    bool m_welcome = false;
    QString m_trouble;
    QDateTime m_lastContact, m_changed;
    std::optional<std::chrono::microseconds> m_roundTrip;
    qint64 m_sent = 0;      // number of the last heartbeat
    bool m_waiting = false; // for its answer
    QElapsedTimer m_sentAt; // real time, also where the clock is not: a round trip is measured
    std::chrono::milliseconds m_pause{firstPause};
    OneTimer m_deadline, m_next; // of what is waited for; of the next heartbeat or attempt
};

} // namespace Cistern
