// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The rungs of a connect, from the name to the namespaces: what was reached, when, and why not.
// Value; any thread.
#pragma once

#include "services/core/outcome.h"
#include "services/wsman/peercertificate.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace Cistern {

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
    QString fact = {}; // address, TLS version and issuer, product, namespaces found: data
    std::optional<Failure> failure = {};
    std::optional<PeerCertificate> certificate = {}; // of Encryption, also where it was accepted

    bool operator==(const Rung &) const = default;
};

struct Ladder
{
    QList<Rung> rungs;

    static Ladder untried();    // all rungs, from the name up
    bool connected() const;     // all done or skipped
    const Rung *failed() const; // null when none is
    Rung &rung(Rung::Step step) { return rungs[int(step)]; }
    const Rung &rung(Rung::Step step) const { return rungs[int(step)]; }
    // What the Namespaces rung found; a known namespace that is missing is "not on this target"
    // (SP.R40).
    QStringList namespaces() const;

    bool operator==(const Ladder &) const = default;
};

} // namespace Cistern
