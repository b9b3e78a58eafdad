// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What is open: one Connection for each configured system, climbing, connected, or waiting to try
// again (1 to 60 s with jitter). At most 16 connects at once; who does not answer slows nobody.
// Owned by app/services; GUI thread.
#pragma once

#include "services/core/clock.h"
#include "services/core/secret.h"
#include "services/systems/hostlookup.h"
#include "services/systems/systembook.h"
#include "services/wsman/connection.h"
#include "services/wsman/ladder.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace Cistern {

// Makes the transport for a system; the one function that knows which kinds there are.
using TransportFactory =
    std::function<std::unique_ptr<Transport>(const ConnectionSpec &spec, const Secret &password)>;
// Finds a password: keychain, this run's memory, or a person. SignIn when there is none.
using PasswordSource = std::function<Answer<Secret>(const ConnectionSpec &spec, QObject *owner)>;

struct SystemState
{
    enum class Phase {
        Idle,
        Connecting,
        Connected,
        Waiting,
        Failed
    }; // Waiting: will try again by itself
    Phase phase = Phase::Idle;
    std::optional<Failure> failure;
    QDateTime lastSeen; // UTC; invalid when never
    QDateTime nextTry;  // UTC; of Waiting
    Ladder ladder;      // the rungs of the last climb

    bool wantsSignIn() const;
};

// No secret is known: it waits for a person who says it, and for nothing else.
bool wantsSignIn(const Failure &failure);

class Connections : public QObject
{
    Q_OBJECT

public:
    static constexpr int connectsAtOnce = 16;

    Connections(SystemBook &book, TransportFactory transports, PasswordSource passwords,
                Clock &clock, QObject *parent = nullptr);
    ~Connections() override;

    // For a person, who may be asked for the password. At once and before those that failed, also
    // when it waits; no-op while connecting or connected.
    void open(const QString &id);
    // By itself: nobody is asked. One whose secret is not known fails at once and wants a sign-in.
    void openUnasked(const QString &id);
    void close(const QString &id);
    // What it signs in with is another now: at once, unless nobody wants it open.
    void signInAnew(const QString &id);
    // It stands in the book, or may do so as long as that was not read.
    bool isConfigured(const QString &id) const;
    SystemState state(const QString &id) const;
    Connection *connection(const QString &id) const; // null unless connected
    // After the network changed or the machine slept: who is connected over it is asked whether it
    // is still there, who waits for his next try begins again at once.
    void startOver();
    // The source for what is opened by itself, which asks nobody; without it the usual one.
    void setKnownPasswords(const PasswordSource &known) { m_knownPasswords = known; }
    // Instead of the machine's own, for those that are opened from now on.
    void setLookup(const HostLookup &lookup) { m_lookup = lookup; }
    // Climbs once without keeping anything: for the connect dialog and `system check`.
    Answer<Ladder> check(const ConnectionSpec &spec, const Secret &password, QObject *owner,
                         std::function<void(const Ladder &)> progress = {});
    // To be told by those who send: a failure of the connection itself moves the state.
    void report(const QString &id, const Failure &failure);
    void seen(const QString &id); // it has just answered; says nothing to anybody

Q_SIGNALS:
    void stateChanged(const QString &id);

private:
    struct System;
    System *find(const QString &id) const;
    void followBook();
    void begin(const QString &id, bool wanted);
    void standInLine(const QString &id);
    void startNext();
    void makeRoom();
    void displace(const QString &id);
    void verify(const QString &id);
    void askPassword(const QString &id);
    void climb(const QString &id);
    void climbEnded(const QString &id);
    void lose(System &system, const Failure &failure);

    SystemBook &m_book;
    TransportFactory m_transports;
    PasswordSource m_passwords;
    PasswordSource m_knownPasswords; // empty: those
    Clock &m_clock;
    HostLookup m_lookup; // empty: the machine's own
    QHash<QString, std::shared_ptr<System>> m_systems;
    QList<QString> m_line; // with a password, waiting for one of the places
    int m_climbing = 0;
    bool m_watching = false; // whether those who climb get on
};

} // namespace Cistern
