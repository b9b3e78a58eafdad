// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Makes sentences of failures, for the window and the command line alike: what did not come about,
// why, and what to do. Pure functions; GUI thread for the translations. What a server said goes in
// as data; whoever shows it shows plain text.
#pragma once

#include "services/core/outcome.h"
#include "services/schema/methodcall.h"

#include <QString>
#include <QStringList>

namespace Cistern {

struct Message
{
    QString problem;      // one sentence
    QString cause;        // one or two sentences; may hold words of a server
    QString fix;          // what the person can do; may be empty
    QString command = {}; // to be copied and run where the fix says; may be empty
    QString details;      // numbers for whoever asks: code, meaning, parameter; one line
    // What the system itself recommends, behind a line that says so; mostly empty.
    QStringList advice = {};
};

// What a failure is about, as far as the caller knows.
struct MessageContext
{
    QString system = {};                // its name as people see it
    QString problem = {};               // what did not come about, in the caller's words
    const MethodDecl *method = nullptr; // whose table explains the code
    const MethodCall *call = nullptr;   // what was sent; says which method, too; invalid: a Delete
};

[[nodiscard]] const MethodDecl *methodOf(const MessageContext &context); // null when not known
[[nodiscard]] Message messageFor(const Failure &failure, const MessageContext &context = {});

// NotDone because what it needs could not be made; the call itself never left.
[[nodiscard]] bool isUnsent(const Failure &failure);

// The parts of it, each with a sentence for every value.
[[nodiscard]] QString problemText(Failure::Cause cause);
[[nodiscard]] QString causeText(const Failure &failure, const QString &system);
[[nodiscard]] QString fixText(const Failure &failure);
[[nodiscard]] QString meaningText(Meaning meaning);

} // namespace Cistern
