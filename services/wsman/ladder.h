// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The rungs of a connect, from the name to the namespaces: what was reached, when, and why not.
// Value; any thread.
#pragma once

#include "services/core/outcome.h"
#include "services/wsman/peercertificate.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <span>

namespace Cistern {

// A namespace that this program manages, and the service that is on each target that has it.
struct KnownNamespace
{
    QLatin1StringView name;
    QLatin1StringView serviceClass;
};
std::span<const KnownNamespace> knownNamespaces();

// What a target said of a known namespace.
struct NamespaceFact
{
    enum class Presence {
        Unasked,
        There,
        NoInstance, // the class is known, its service is not
        NoClass,
        NoNamespace,
        Denied, // this user may not look
        Failed
    };
    QString name;
    QString serviceClass;
    Presence presence = Presence::Unasked;
    std::optional<Failure> failure = {}; // what was said instead

    bool operator==(const NamespaceFact &) const = default;
};

// The same moment on two clocks, both in UTC; theirs in whole seconds.
struct ClockReading
{
    QDateTime theirs;
    QDateTime ours;

    qint64 ahead() const { return ours.secsTo(theirs); } // seconds; negative: theirs is behind
    bool operator==(const ClockReading &) const = default;
};

struct Rung
{
    enum class Step { Name, Network, Encryption, SignIn, Identify, Namespaces };
    enum class State {
        NotTried,
        Climbing,
        Done,
        Skipped,
        Failed
    }; // Skipped: does not apply (local:, http:)
    Step step = Step::Name;
    State state = State::NotTried;
    std::chrono::milliseconds took{0};
    std::chrono::milliseconds began{0}; // monotonic, by the clock that climbed
    // Addresses, address reached, TLS version and issuer, user, product, namespaces found: data.
    QString fact = {};
    // Why it failed; of one that is done, what is remarkable about it.
    std::optional<Failure> failure = {};
    std::optional<PeerCertificate> certificate = {}; // of Encryption, also where it was accepted

    bool operator==(const Rung &) const = default;
};

struct Ladder
{
    QList<Rung> rungs;
    QList<NamespaceFact> spaces = {};        // every known one, once the last rung was begun
    std::optional<ClockReading> clocks = {}; // where the system told its time

    static Ladder untried();    // all rungs, from the name up
    bool connected() const;     // all done or skipped
    const Rung *failed() const; // null when none is
    const Rung *climbing() const;
    std::chrono::milliseconds took() const; // all rungs together
    Rung &rung(Rung::Step step) { return rungs[int(step)]; }
    const Rung &rung(Rung::Step step) const { return rungs[int(step)]; }
    // What the Namespaces rung found; a known namespace that is missing is "not on this target"
    // (SP.R40).
    QStringList namespaces() const;

    bool operator==(const Ladder &) const = default;
};

} // namespace Cistern
