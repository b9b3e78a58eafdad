// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// jobs [--follow] · job stop ID · job show ID [--request] · job check ID · history
#include "app/cli/commit.h"
#include "app/cli/facts.h"
#include "app/cli/grammar.h"
#include "services/jobs/jobhistory.h"
#include "services/jobs/jobtracker.h"
#include "services/wsman/readablexml.h"
#include "ui/text/doubtwords.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

namespace Cistern::Cli {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject fullFacts(const JobRecord &record)
{
    QJsonObject object = facts(record);
    object.insert(u"error"_s, record.failure ? QJsonValue(failureFacts(record)) : QJsonValue());
    return object;
}

QStringList cells(const JobRecord &record)
{
    return {QString::number(record.id),
            record.systemId,
            record.call.isValid() ? QString(record.call.decl().name) : Command::tr("Delete"),
            record.doubt == Doubt::None ? QString(stateName(record.state))
                                        : Command::tr("unknown: %1").arg(doubtText(record.doubt)),
            record.percent ? u"%1 %"_s.arg(*record.percent) : QString(),
            record.submitted.toLocalTime().toString(Qt::ISODate)};
}

void printRecords(Console &console, const QString &name, const QList<JobRecord> &records)
{
    QJsonArray array;
    QList<QStringList> rows;
    for (const JobRecord &record : records) {
        array.append(fullFacts(record));
        rows.append(cells(record));
    }
    if (console.json())
        console.print({{name, array}});
    else
        console.table({Command::tr("ID"), Command::tr("SYSTEM"), Command::tr("METHOD"),
                       Command::tr("STATE"), Command::tr("DONE"), Command::tr("SUBMITTED")},
                      rows);
}

// Signs in to every system that has something unfinished, then takes it all up.
class UnfinishedCommand : public Command
{
public:
    using Command::Command;

    void start() override
    {
        then(session().load(this), [this](const Done &) {
            then(services().history().unfinished(this), [this](const QList<JobRecord> &records) {
                QSet<QString> systems;
                m_unfinished = records;
                for (const JobRecord &record : records)
                    systems.insert(record.systemId);
                m_systems = systems.values();
                next();
            });
        });
    }

protected:
    virtual void ready() = 0;
    // Followed by another run of the program, a window that is open, say.
    QList<JobRecord> elsewhere()
    {
        QList<JobRecord> found = m_unfinished;
        found.removeIf([this](const JobRecord &each) { return services().jobs().find(each.id); });
        return found;
    }

private:
    void next()
    {
        if (m_systems.isEmpty())
            return then(services().jobs().resume(this), [this](const Done &) { ready(); });
        const QString id = m_systems.takeFirst();
        onDone(session().reach(id, this), this, [this, id](const Outcome<Done> &outcome) {
            if (!outcome && !console().json())
                console().note(tr("%1 can't be asked now; what is known of it is old.").arg(id));
            next();
        });
    }

    QList<JobRecord> m_unfinished;
    QStringList m_systems;
};

struct JobsOptions
{
    bool follow = false;
};

class JobsCommand final : public UnfinishedCommand
{
public:
    JobsCommand(Session &session, const JobsOptions &options)
        : UnfinishedCommand(session), m_options(options)
    {}

protected:
    void ready() override
    {
        const QList<JobRecord> records = services().jobs().records();
        const QList<JobRecord> others = elsewhere();
        printRecords(console(), u"jobs"_s, records + others);
        if (!others.isEmpty() && !console().json())
            console().note(
                tr("%n followed by another run of the program.", nullptr, int(others.size())));
        if (!m_options.follow)
            return finish();
        connect(&services().jobs(), &JobTracker::recordChanged, this, &JobsCommand::recordChanged);
        for (const JobRecord &record : records) {
            ++m_left;
            onDone(services().jobs().ended(record.id, this), this,
                   [this](const Outcome<JobRecord> &outcome) {
                       if (outcome)
                           m_code = std::max(m_code, exitCode(*outcome));
                       if (--m_left == 0)
                           finish(m_code);
                   });
        }
        if (m_left == 0)
            finish();
    }

private:
    void recordChanged(qint64 id)
    {
        const JobRecord *record = services().jobs().find(id);
        if (!record)
            return;
        const auto now = std::pair(record->state, record->percent);
        if (m_told.value(id) == now)
            return;
        m_told[id] = now;
        if (console().json())
            console().print(fullFacts(*record));
        else
            console().print(cells(*record).join(u"  "_s));
    }

    JobsOptions m_options;
    int m_left = 0;
    int m_code = 0;
    QHash<qint64, std::pair<JobRecord::State, std::optional<int>>> m_told;
};

struct StopOptions
{
    qint64 id = 0;
    bool force = false;
};

class JobStopCommand final : public UnfinishedCommand
{
public:
    JobStopCommand(Session &session, const StopOptions &options)
        : UnfinishedCommand(session), m_options(options)
    {}

protected:
    void ready() override
    {
        const JobRecord *record = services().jobs().find(m_options.id);
        const QList<JobRecord> others = elsewhere();
        if (std::any_of(others.begin(), others.end(),
                        [this](const JobRecord &each) { return each.id == m_options.id; }))
            return fail(usage(
                u"ID"_s,
                tr("another run of the program follows %1; stop it there").arg(m_options.id)));
        if (!record || record->over())
            return fail(usage(
                u"ID"_s,
                tr("%1 is no job under way; `cistern-cli jobs` lists them").arg(m_options.id)));
        connect(&services().jobs(), &JobTracker::recordChanged, this,
                &JobStopCommand::recordChanged);
        recordChanged(m_options.id);
        then(services().jobs().ended(m_options.id, this), [this](const JobRecord &ended) {
            if (console().json())
                console().print(fullFacts(ended));
            else
                console().print(cells(ended).join(u"  "_s));
            // Stopped is what was asked for; anything else is not.
            finish(ended.state == JobRecord::State::Stopped ? 0 : 4);
        });
    }

private:
    // A record just taken up may not know its job yet.
    void recordChanged(qint64 id)
    {
        const JobRecord *record = services().jobs().find(id);
        if (id != m_options.id || !record)
            return;
        if (m_asked && record->stopRefused)
            return fail(record->stopFailure.value_or(
                Failure{.cause = Failure::Cause::NotSupported, .stage = Failure::Stage::Job}));
        if (!m_asked && record->state == JobRecord::State::Running && !record->job.isEmpty()
            && !record->mayStop())
            return fail(
                Failure{.cause = Failure::Cause::NotSupported, .stage = Failure::Stage::Job});
        if (!m_asked && record->mayStop()) {
            m_asked = true;
            services().jobs().stop(id, m_options.force);
        }
    }

    StopOptions m_options;
    bool m_asked = false;
};

struct ShowOptions
{
    qint64 id = 0;
    bool request = false;
};

// Of one number, which the person may have mistaken.
class RecordCommand : public Command
{
public:
    RecordCommand(Session &session, const ShowOptions &options)
        : Command(session), m_options(options)
    {}

    void start() override
    {
        onDone(services().history().record(m_options.id, this), this,
               [this](const Outcome<JobRecord> &record) {
                   if (record)
                       found(*record);
                   else if (record.failure().cause == Failure::Cause::NotFound)
                       fail(
                           usage(u"ID"_s,
                                 tr("%1 is no number in `cistern-cli history`").arg(m_options.id)));
                   else
                       fail(record.failure());
               });
    }

protected:
    virtual void found(const JobRecord &record) = 0;
    const ShowOptions &options() const { return m_options; }

private:
    ShowOptions m_options;
};

// What is kept of one call, or what was said on the wire about it.
class JobShowCommand final : public RecordCommand
{
public:
    using RecordCommand::RecordCommand;

protected:
    void found(const JobRecord &record) override
    {
        if (options().request)
            return showExchange();
        const QJsonObject object = fullFacts(record);
        if (console().json())
            console().print(object);
        else
            showFacts(object);
        finish();
    }

private:
    void showExchange()
    {
        then(services().history().exchange(options().id, this), [this](const ExchangeText &said) {
            const QString request = QString::fromUtf8(said.request);
            const QString reply = QString::fromUtf8(said.reply);
            if (console().json()) {
                console().print({{u"request"_s, request}, {u"reply"_s, reply}});
            } else {
                showLines(request.isEmpty() ? tr("No request is kept.")
                                            : readableXml(said.request));
                console().print(QString());
                showLines(reply.isEmpty() ? tr("No reply came.") : readableXml(said.reply));
            }
            finish();
        });
    }

    void showLines(const QString &text)
    {
        const QStringList lines = text.split(u'\n');
        for (const QString &line : lines)
            console().print(line);
    }

    void showFacts(const QJsonObject &object)
    {
        QList<QStringList> rows;
        for (auto fact = object.begin(); fact != object.end(); ++fact) {
            const QString text = fact->isString() ? fact->toString()
                : fact->isNull()                  ? QString()
                : fact->toVariant().canConvert<QString>()
                ? fact->toVariant().toString()
                : QString::fromUtf8(
                    QJsonDocument::fromVariant(fact->toVariant()).toJson(QJsonDocument::Compact));
            if (!text.isEmpty() && text != "{}"_L1)
                rows.append({fact.key(), text});
        }
        const QJsonArray actions = object[u"error"_s][u"recommendedActions"_s].toArray();
        for (const QJsonValue &action : actions)
            rows.append({u"recommended"_s, action.toString()});
        console().table({tr("FACT"), tr("VALUE")}, rows);
    }
};

// Looks again what became of a call of which nobody knows it. Nothing is sent again.
class JobCheckCommand final : public RecordCommand
{
public:
    using RecordCommand::RecordCommand;

protected:
    void found(const JobRecord &record) override
    {
        if (record.over() && !record.mayCheck())
            return tell(record); // it is known
        then(session().load(this), [this, system = record.systemId](const Done &) {
            then(session().reach(system, this), [this](const Done &) { check(); });
        });
    }

private:
    void check()
    {
        onDone(
            services().jobs().recheck(options().id, this), this, [this](const Outcome<qint64> &id) {
                if (!id && id.failure().cause == Failure::Cause::InUse)
                    return fail(usage(u"ID"_s,
                                      tr("another run of the program follows %1; look at it there")
                                          .arg(options().id)));
                if (!id)
                    return fail(id.failure());
                then(services().jobs().ended(*id, this),
                     [this](const JobRecord &ended) { tell(ended); });
            });
    }

    void tell(const JobRecord &record)
    {
        if (console().json())
            console().print(fullFacts(record));
        else
            console().print(cells(record).join(u"  "_s));
        if (record.isUnknown() && !console().json())
            noteFailure(console(), record);
        finish(exitCode(record));
    }
};

struct HistoryOptions
{
    QString since;
    int limit = 100;
};

QDateTime timeFrom(const QString &text)
{
    return text.isEmpty() ? QDateTime::fromSecsSinceEpoch(0)
                          : QDateTime::fromString(text, Qt::ISODate);
}

class HistoryCommand final : public Command
{
public:
    HistoryCommand(Session &session, const HistoryOptions &options)
        : Command(session), m_options(options)
    {}

    void start() override
    {
        then(services().history().since(timeFrom(m_options.since).toUTC(), m_options.limit, this),
             [this](const QList<JobRecord> &records) {
                 printRecords(console(), u"history"_s, records);
                 finish();
             });
    }

private:
    HistoryOptions m_options;
};

} // namespace

void addJobs(Grammar &grammar)
{
    auto &jobs = grammar.own<JobsOptions>();
    CLI::App &jobsLeaf = grammar.leaf("jobs", Command::tr("what was started here and is not over"));
    grammar.flag(jobsLeaf, "--follow", jobs.follow, Command::tr("until all of it is over"));
    grammar.run<JobsCommand>(jobsLeaf, jobs);

    CLI::App &job = grammar.group("job", Command::tr("stop, show or check a job"));
    auto &stop = grammar.own<StopOptions>();
    CLI::App &stopLeaf = grammar.leaf(job, "stop", Command::tr("ask the system to stop it"));
    stopLeaf.add_option("ID", stop.id, Command::tr("number in `jobs`").toStdString())->required();
    grammar.flag(stopLeaf, "--force", stop.force, Command::tr("kill it"));
    grammar.run<JobStopCommand>(stopLeaf, stop);
    const std::string number = Command::tr("number in `history`").toStdString();
    auto &show = grammar.own<ShowOptions>();
    CLI::App &showLeaf = grammar.leaf(job, "show", Command::tr("what is known of it"));
    showLeaf.add_option("ID", show.id, number)->required();
    grammar.flag(showLeaf, "--request", show.request,
                 Command::tr("what was sent and what came back"));
    grammar.run<JobShowCommand>(showLeaf, show);
    auto &again = grammar.own<ShowOptions>();
    CLI::App &checkLeaf = grammar.leaf(job, "check", Command::tr("look again what became of it"));
    checkLeaf.add_option("ID", again.id, number)->required();
    grammar.run<JobCheckCommand>(checkLeaf, again);

    auto &history = grammar.own<HistoryOptions>();
    CLI::App &historyLeaf = grammar.leaf("history",
                                         Command::tr("all that was done from here, newest first"));
    check(grammar.text(historyLeaf, "--since", history.since,
                       Command::tr("2026-03-04 or 2026-03-04T08:00:00")),
          [](const QString &text) {
              return timeFrom(text).isValid()
                  ? QString()
                  : Command::tr("%1 is no date; write 2026-03-04").arg(text);
          });
    historyLeaf.add_option("--limit", history.limit, Command::tr("at most so many").toStdString())
        ->check(CLI::Range(1, 100'000));
    grammar.run<HistoryCommand>(historyLeaf, history);
}

} // namespace Cistern::Cli
