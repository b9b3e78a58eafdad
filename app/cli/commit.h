// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the commands that change something share: find the object to call on, check, send once
// through the tracker, follow, print the result. Owned by main; GUI thread.
#pragma once

#include "app/cli/command.h"
#include "services/jobs/jobrecord.h"

#include <QJsonArray>
#include <QStringList>

namespace Cistern::Cli {

struct CommitOptions
{
    QString system{localSystemId};
    bool wait = false;
    bool dryRun = false;
};

class CommitCommand : public Command
{
public:
    CommitCommand(Session &session, const CommitOptions &options, const QString &resultName);

    std::optional<int> interrupted() override;

protected:
    const QString &system() const { return m_options.system; }
    void setSystem(const QString &id) { m_options.system = id; } // found out by looking

    // The only instance of the method's class, where the person named none. NotSupported when the
    // system does not have the class at all (SP.R40).
    Answer<CimPath> target(const MethodDecl &decl, const QString &path);
    // Checks, then prints the request or sends it; ends the command.
    void commit(const MethodCall &call);
    // Each once the one before it has succeeded; what comes after a failure is not sent.
    void commitInTurn(const QList<MethodCall> &calls);
    // Follows a record that is there already.
    void follow(qint64 id);

private:
    void recordChanged(qint64 id);
    void tellUnknown();
    void ended(const JobRecord &record);
    void print(const JobRecord &record);

    CommitOptions m_options;
    QString m_resultName;     // in JSON
    QList<MethodCall> m_next; // to send after the present one
    QJsonArray m_shown;       // requests of a dry run
    qint64 m_id = 0;
    bool m_sending = false;
};

// Exactly one object that text means: its path, its name or its id. Otherwise a Failure, stage
// Input, about that parameter.
Outcome<CimPath> pick(const QList<CimInstance> &objects, const QString &text,
                      const QString &parameter);
int exitCode(const JobRecord &record);

} // namespace Cistern::Cli
