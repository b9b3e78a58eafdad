// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "app/cli/commit.h"

#include "app/cli/facts.h"
#include "app/cli/kinds.h"
#include "ui/text/units.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace Cistern::Cli {

using namespace Qt::Literals::StringLiterals;

namespace {
QJsonValue pathValue(const CimPath &path)
{
    return path.isEmpty() ? QJsonValue() : QJsonValue(path.toText());
}
} // namespace

Outcome<CimPath> pick(const QList<CimInstance> &objects, const QString &text,
                      const QString &parameter)
{
    const auto path = pathFrom(text);
    QList<CimPath> found;
    for (const CimInstance &object : objects) {
        if (path && object.path() == *path)
            return object.path();
        if (!path && object.value(u"ElementName").toString() == text)
            found.append(object.path());
    }
    if (found.isEmpty() && !path) {
        for (const CimInstance &object : objects) {
            if (object.value(u"InstanceID").toString() == text
                || object.value(u"DeviceID").toString() == text)
                found.append(object.path());
        }
    }
    if (found.size() == 1)
        return found.first();
    return found.isEmpty()
        ? usage(parameter, Command::tr("there is none that is called %1").arg(text))
        : usage(parameter,
                Command::tr("%n are called %1; give the path that `list --json` prints", nullptr,
                            int(found.size()))
                    .arg(text));
}

int exitCode(const JobRecord &record)
{
    if (record.state == JobRecord::State::Stopped)
        return 4;
    if (!record.failure)
        return 0;
    // A job that was started has ended without success; before it the system refused.
    return !record.isUnknown() && !record.job.isEmpty() ? 4 : exitCode(*record.failure);
}

CommitCommand::CommitCommand(Session &session, const CommitOptions &options,
                             const QString &resultName)
    : Command(session), m_options(options), m_resultName(resultName)
{}

std::optional<int> CommitCommand::interrupted()
{
    if (!m_sending)
        return Command::interrupted();
    tellUnknown();
    return 5;
}

void CommitCommand::tellUnknown()
{
    const Failure unknown{.cause = Failure::Cause::OutcomeUnknown,
                          .stage = Failure::Stage::Operation};
    console().endProgress();
    if (console().json())
        return console().print(
            {{u"error"_s, failureFacts(unknown)},
             {u"record"_s, m_id != 0 ? QJsonValue(QString::number(m_id)) : QJsonValue()}});
    printFailure(console(), unknown);
    if (m_id != 0)
        console().note(tr("  It is number %1 of `cistern-cli jobs`, which looks what became of it.")
                           .arg(m_id));
}

Answer<CimPath> CommitCommand::target(const MethodDecl &decl, const QString &path)
{
    if (!path.isEmpty()) {
        const auto given = pathFrom(path);
        return readyAnswer<CimPath>(
            given ? Outcome<CimPath>(*given)
                  : usage(u"--target"_s, tr("%1 is no path of an object").arg(path)));
    }
    const auto question = [this, &decl](Connection &connection) {
        return connection.enumerate(QString(decl.nameSpace), QString(decl.className), this);
    };
    Pledge<CimPath> pledge;
    onDone(session().ask(system(), question), this,
           [&decl, pledge](const Outcome<QList<CimInstance>> &outcome) {
               const bool missing = outcome ? outcome->isEmpty()
                                            : outcome.failure().cause == Failure::Cause::NotFound;
               if (missing)
                   pledge.give(Failure{.cause = Failure::Cause::NotSupported,
                                       .parameter = QString(decl.className)});
               else if (!outcome)
                   pledge.give(outcome.failure());
               else if (outcome->size() > 1)
                   pledge.give(usage(
                       u"--target"_s,
                       tr("there are %n objects with this method; name one with --target PATH",
                          nullptr, int(outcome->size()))));
               else
                   pledge.give(outcome->first().path());
           });
    return pledge.answer();
}

void CommitCommand::commit(const MethodCall &call)
{
    if (const QList<Failure> problems = call.problems(); !problems.isEmpty())
        return fail(problems.first(), {.call = &call});
    if (m_options.dryRun) {
        const auto text = [&call](Connection &connection) {
            return readyAnswer<QByteArray>(connection.requestText(call));
        };
        return then(session().ask(system(), text), [this](const QByteArray &request) {
            const QString shown = QString::fromUtf8(request);
            const QJsonObject told{{u"request"_s, shown}};
            m_shown.append(told);
            if (!console().json())
                console().print(shown);
            if (!m_next.isEmpty())
                return commit(m_next.takeFirst());
            // One JSON value whatever there is to send.
            if (console().json() && m_shown.size() == 1)
                console().print(told);
            else if (console().json())
                console().print(
                    QString::fromUtf8(QJsonDocument(m_shown).toJson(QJsonDocument::Compact)));
            finish();
        });
    }
    m_sending = true;
    then(services().jobs().run(system(), call, this), [this](qint64 id) { follow(id); });
}

void CommitCommand::commitInTurn(const QList<MethodCall> &calls)
{
    m_next = calls.sliced(1);
    commit(calls.first());
}

void CommitCommand::follow(qint64 id)
{
    m_sending = true;
    m_id = id;
    connect(&services().jobs(), &JobTracker::recordChanged, this, &CommitCommand::recordChanged,
            Qt::UniqueConnection);
    then(services().jobs().ended(id, this), [this](const JobRecord &record) { ended(record); });
    recordChanged(id);
}

void CommitCommand::recordChanged(qint64 id)
{
    const JobRecord *record = id == m_id ? services().jobs().find(id) : nullptr;
    if (!record || record->over())
        return;
    // Work that this process does itself would stop with it, so it is always waited for.
    const bool stay = m_options.wait || services().worksHere(m_options.system) || !m_next.isEmpty();
    const bool accepted = record->state == JobRecord::State::Running
        || record->state == JobRecord::State::Checking;
    if (m_options.wait)
        console().progress(record->call.isValid()
                               ? QCoreApplication::translate("Method", record->call.decl().label)
                               : tr("Delete"),
                           record->percent);
    if (stay || !accepted)
        return;
    m_sending = false;
    const bool unknown = record->state == JobRecord::State::Checking;
    if (unknown && !console().json())
        tellUnknown();
    else
        print(*record);
    finish(unknown ? 5 : 0);
}

void CommitCommand::ended(const JobRecord &record)
{
    m_sending = false;
    console().endProgress();
    if (!m_next.isEmpty() && record.state == JobRecord::State::Succeeded)
        return commit(m_next.takeFirst());
    if (record.failure)
        printFailure(console(), record);
    else
        print(record);
    finish(exitCode(record));
}

void CommitCommand::print(const JobRecord &record)
{
    if (console().json())
        return console().print(
            {{m_resultName, pathValue(record.result)},
             {u"size"_s, record.size ? QJsonValue(bytesText(*record.size)) : QJsonValue()},
             {u"job"_s, pathValue(record.job)},
             {u"state"_s, QString(stateName(record.state))},
             {u"record"_s, QString::number(record.id)}});
    if (!record.over())
        return console().print(tr("started, number %1 of `cistern-cli jobs`").arg(record.id));
    QStringList words{record.state == JobRecord::State::Stopped ? tr("stopped") : tr("done")};
    if (record.size)
        words.append(formatSize(*record.size));
    if (!record.result.isEmpty())
        words.append(record.result.toText());
    console().print(words.join(u"  "_s));
}

} // namespace Cistern::Cli
