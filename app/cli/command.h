// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One command of the command line: starts on the event loop, prints, ends once with an exit code.
// Owned by main; GUI thread.
#pragma once

#include "app/cli/session.h"
#include "ui/text/messages.h"

#include <QObject>

namespace Cistern {
struct JobRecord;
}

namespace Cistern::Cli {

class Command : public QObject
{
    Q_OBJECT

public:
    explicit Command(Session &session) : m_session(session) {}

    virtual void start() = 0;
    // A signal asks to end: the exit code to end with at once; nothing when the command ends by
    // itself.
    virtual std::optional<int> interrupted();

Q_SIGNALS:
    void finished(int exitCode);

protected:
    Session &session() { return m_session; }
    Services &services() { return m_session.services(); }
    Console &console() { return m_session.console(); }

    // Both end the command; what comes later is dropped.
    void finish(int exitCode = 0);
    void fail(const Failure &failure, const MessageContext &about = {});
    void fail(const Failure &failure, const MethodDecl *method)
    {
        fail(failure, MessageContext{.method = method});
    }
    void failToReach(const Failure &failure, const QString &systemId);

    // Goes on with the value after a success and fails the command otherwise.
    template<class T, class Next>
    void then(const Answer<T> &answer, Next next)
    {
        onDone(answer, this, [this, next = std::move(next)](const Outcome<T> &outcome) mutable {
            if (outcome)
                next(*outcome);
            else
                fail(outcome.failure());
        });
    }
    // Loads the book, signs in, goes on.
    template<class Next>
    void reach(const QString &systemId, Next next)
    {
        then(m_session.load(this), [this, systemId, next = std::move(next)](const Done &) mutable {
            onDone(m_session.reach(systemId, this), this,
                   [this, systemId, next = std::move(next)](const Outcome<Done> &outcome) mutable {
                       if (outcome)
                           next();
                       else
                           failToReach(outcome.failure(), systemId);
                   });
        });
    }

private:
    Session &m_session;
    bool m_over = false;
};

// {"cause", "stage", "code", "meaning", "parameter", "offered", "serverText", "hint"}
QJsonObject failureFacts(const Failure &failure, const MessageContext &about = {});
// The same for people on standard error: what, why, what to do; system may be empty.
void noteFailure(Console &console, const QString &system, const Failure &failure,
                 const MessageContext &about = {});
// Whichever the person asked for.
void printFailure(Console &console, const Failure &failure, const MessageContext &about = {});
// Of a record that failed: where nobody knows its end, why, and how to look again.
QJsonObject failureFacts(const JobRecord &record);
void noteFailure(Console &console, const JobRecord &record);
void printFailure(Console &console, const JobRecord &record);
// A usage failure that only shows after parsing.
Failure usage(const QString &parameter, const QString &words);

} // namespace Cistern::Cli
