// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// pipe create|modify|delete: the dialog's checks and defaults.
#include "app/cli/kinds.h"
#include "app/cli/options.h"
#include "models/pipecall.h"
#include "models/pipewords.h"
#include "services/inventory/pipecheck.h"
#include "services/inventory/refresher.h"
#include "ui/text/messages.h"
#include "ui/text/units.h"

#include <QJsonArray>

namespace Cistern::Cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct PipeOptions
{
    QString pipe; // to modify or delete
    QString nameText;
    QString from{localSystemId};
    QString to;
    QStringList pairs; // SRC=DST
    QString heartbeat; // seconds
    bool check = false;
    bool tryAnyway = false;
    CommitOptions commit;
};

struct Verdict
{
    QLatin1StringView fact; // in JSON
    QString words;
};

Verdict verdictOf(State state)
{
    switch (state) {
    case State::Error:
        return {"bad"_L1, Command::tr("bad")};
    case State::Warning:
        return {"doubt"_L1, Command::tr("doubt")};
    case State::Info:
        return {"untold"_L1, Command::tr("untold")};
    default:
        return {"good"_L1, Command::tr("good")};
    }
}

// Reads what the systems have and goes on; both sides of a pipe are looked at before it is made.
class PipeCommand : public CommitCommand
{
public:
    PipeCommand(Session &session, const PipeOptions &options)
        : CommitCommand(session, options.commit, u"pipe"_s), m_options(options)
    {}

protected:
    const PipeOptions &options() const { return m_options; }
    const Inventory &inventory() { return services().inventory(); }
    QString nameOf(const QString &systemId)
    {
        const ConnectionSpec *spec = services().book().find(systemId);
        return spec ? spec->name : systemId;
    }
    PipeSides sides(const PipePlan &plan)
    {
        return {.source = nameOf(plan.sourceId), .target = nameOf(plan.targetId)};
    }

    void read(const QStringList &systems, const std::function<void()> &next)
    {
        m_unread = systems;
        m_next = next;
        Refresher &refresher = services().refresher(); // reads what is connected from now on
        connect(&refresher, &Refresher::refreshed, this, [this](const QString &id) { tick(id); });
        connect(&refresher, &Refresher::failed, this,
                [this](const QString &id, const Failure &failure) {
                    if (m_unread.contains(id))
                        failToReach(failure, id);
                });
        reach(systems.first(), [this, systems] {
            for (const QString &id : systems.mid(1)) {
                onDone(session().reach(id, this), this, [this, id](const Outcome<Done> &reached) {
                    if (!reached)
                        failToReach(reached.failure(), id);
                });
            }
        });
    }

    // "SRC=DST" words as pairs of what the two systems have.
    Outcome<QList<PipeEnds>> pairsOf(const PipePlan &plan)
    {
        const QList<EndpointFacts> sources = PipeFacts(inventory(), plan.sourceId).endpoints();
        const QList<EndpointFacts> targets = PipeFacts(inventory(), plan.targetId).endpoints();
        QList<PipeEnds> pairs;
        for (const QString &text : m_options.pairs) {
            if (text.count(u'=') != 1)
                return usage(u"--pair"_s, tr("%1 is no pair; write SOURCE=TARGET").arg(text));
            const Outcome<CimPath> source = endpoint(sources, text.section(u'=', 0, 0),
                                                     nameOf(plan.sourceId));
            const Outcome<CimPath> target = endpoint(targets, text.section(u'=', 1),
                                                     nameOf(plan.targetId));
            if (!source)
                return source.failure();
            if (!target)
                return target.failure();
            pairs.append({.source = *source, .target = *target});
        }
        return pairs;
    }

    // Checks the plan as the dialog does, then asks both systems, or sends.
    void carryOut(PipePlan plan)
    {
        plan.tryAnyway = m_options.tryAnyway;
        if (!m_options.nameText.isEmpty())
            plan.name = m_options.nameText;
        if (!m_options.heartbeat.isEmpty())
            plan.heartbeat = m_options.heartbeat.toUShort();
        if (!m_options.pairs.isEmpty()) {
            const Outcome<QList<PipeEnds>> pairs = pairsOf(plan);
            if (!pairs)
                return fail(pairs.failure());
            plan.pairs = *pairs;
        }
        const MethodCall call = pipeCall(inventory(), plan);
        for (const PipeProblem &problem : pipeProblems(inventory(), plan)) {
            const QString words = pipeProblemText(problem, sides(plan));
            if (!problem.blocks)
                console().note(words);
            else if (problem.kind == PipeProblem::Kind::NotOffered)
                return fail(Failure{.cause = Failure::Cause::NotSupported,
                                    .code = 1,
                                    .parameter = u"CreateOrModifyReplicationPipe"_s},
                            call.isValid() ? &call.decl() : nullptr);
            else if (!m_options.check || problem.kind != PipeProblem::Kind::NothingChanged)
                return fail(usage(optionOf(problem), words));
        }
        if (m_options.check)
            return ask(plan);
        if (!call.isValid())
            return fail(Failure{.cause = Failure::Cause::NotSupported,
                                .parameter = u"CIM_StorageConfigurationService"_s});
        setSystem(calledSystem(inventory(), plan));
        commit(call);
    }

private:
    void tick(const QString &systemId)
    {
        if (m_unread.removeAll(systemId) > 0 && m_unread.isEmpty())
            m_next();
    }

    static QString optionOf(const PipeProblem &problem)
    {
        switch (problem.field()) {
        case PipeProblem::Field::Name:
            return u"--name"_s;
        case PipeProblem::Field::Source:
            return u"--from"_s;
        case PipeProblem::Field::Target:
            return u"--to"_s;
        case PipeProblem::Field::Pairs:
            return u"--pair"_s;
        case PipeProblem::Field::Heartbeat:
            return u"--heartbeat"_s;
        case PipeProblem::Field::All:
            break;
        }
        return u"pipe"_s;
    }

    static Outcome<CimPath> endpoint(const QList<EndpointFacts> &endpoints, const QString &text,
                                     const QString &system)
    {
        const auto path = pathFrom(text);
        QStringList names;
        for (const EndpointFacts &each : endpoints) {
            if (each.name == text || (path && each.path == *path))
                return each.path;
            names.append(each.name);
        }
        return usage(u"--pair"_s,
                     tr("%1 has no endpoint %2; there are: %3")
                         .arg(system, text, names.isEmpty() ? tr("none") : names.join(u", "_s)));
    }

    // The same questions as the dialog's Check; nothing is sent.
    void ask(const PipePlan &plan)
    {
        const PipeFacts source(inventory(), plan.sourceId);
        const PipeFacts target(inventory(), plan.targetId);
        PipeQuestion question{
            .source = {.systemId = plan.sourceId, .service = source.service(), .endpoints = {}},
            .target = {.systemId = plan.targetId, .service = target.service(), .endpoints = {}},
            .creates = plan.creates(),
            .callsTarget = calledSystem(inventory(), plan) == plan.targetId};
        for (const PipeEnds &pair : plan.pairs.value_or(QList<PipeEnds>())) {
            question.source.endpoints.append(pair.source);
            question.target.endpoints.append(pair.target);
        }
        m_check = std::make_unique<PipeCheck>(services().connections(), services().clock(),
                                              question);
        connect(m_check.get(), &PipeCheck::ended, this, [this, plan] { printCheck(plan); });
        m_check->start();
    }

    void printCheck(const PipePlan &plan)
    {
        const QList<PipeCheckLine> lines = pipeCheckLines(m_check->findings(), sides(plan),
                                                          plan.pairs ? int(plan.pairs->size()) : 0);
        bool good = true;
        QJsonArray facts;
        for (const PipeCheckLine &line : lines) {
            good = good && line.state != State::Error;
            const Verdict verdict = verdictOf(line.state);
            const QString why = line.failure ? u' ' + causeText(*line.failure, line.system)
                                             : QString();
            if (console().json())
                facts.append(QJsonObject{{u"verdict"_s, QString(verdict.fact)},
                                         {u"text"_s, line.text + why},
                                         {u"ms"_s, qint64(line.took.count())}});
            else
                console().print(u"%1  %2%3  %4"_s.arg(verdict.words.leftJustified(6), line.text,
                                                      why, formatDuration(line.took)));
        }
        if (console().json())
            console().print({{u"check"_s, facts}, {u"good"_s, good}});
        finish(good ? 0 : 1);
    }

    PipeOptions m_options;
    QStringList m_unread;
    std::function<void()> m_next;
    std::unique_ptr<PipeCheck> m_check;
};

class PipeCreateCommand final : public PipeCommand
{
public:
    using PipeCommand::PipeCommand;

    void start() override
    {
        if (options().from == options().to)
            return fail(usage(u"--to"_s, tr("a pipe joins two different systems")));
        read({options().from, options().to},
             [this] { carryOut({.sourceId = options().from, .targetId = options().to}); });
    }
};

// What both work on: a pipe that a system keeps.
class PipeEditCommand : public PipeCommand
{
public:
    using PipeCommand::PipeCommand;

protected:
    void withPipe(const std::function<void(const Pipe &)> &next)
    {
        QStringList systems{system()};
        if (!options().to.isEmpty() && options().to != system())
            systems.append(options().to);
        read(systems, [this, next] {
            const PipeFacts facts(inventory(), system());
            QList<CimInstance> all;
            for (const Pipe &pipe : facts.pipes())
                all.append(inventory().node(pipe.node)->instance);
            const Outcome<CimPath> path = pick(all, options().pipe, u"PIPE"_s);
            const auto pipe = path ? facts.pipe(*path) : std::nullopt;
            if (pipe)
                next(*pipe);
            else
                fail(path ? Failure{.cause = Failure::Cause::NotFound} : path.failure());
        });
    }
};

class PipeModifyCommand final : public PipeEditCommand
{
public:
    using PipeEditCommand::PipeEditCommand;

    void start() override
    {
        withPipe([this](const Pipe &pipe) {
            PipePlan plan = presentPlan(inventory(), system(), pipe);
            if (!options().pairs.isEmpty() && options().to.isEmpty())
                return fail(
                    usage(u"--to"_s, tr("name the other system, so that its endpoints are known")));
            if (!options().to.isEmpty()) {
                QString &other = plan.sourceId == system() ? plan.targetId : plan.sourceId;
                other = options().to; // which is checked against the pipe
            }
            carryOut(plan);
        });
    }
};

class PipeDeleteCommand final : public PipeEditCommand
{
public:
    using PipeEditCommand::PipeEditCommand;

    void start() override
    {
        withPipe([this](const Pipe &pipe) {
            const auto question = [this](Connection &connection) {
                return connection.identify(this);
            };
            then(session().ask(system(), question),
                 [this, path = pipe.path](const Wsman::IdentifyReply &identity) {
                     // No documented method deletes a pipe; our targets take WS-Man Delete.
                     if (!identity.productVendor.startsWith("Cistern"_L1))
                         return fail(Failure{.cause = Failure::Cause::NotSupported,
                                             .parameter = u"Delete"_s});
                     remove(path);
                 });
        });
    }

private:
    void remove(const CimPath &path)
    {
        if (options().commit.dryRun) {
            if (console().json())
                console().print({{u"delete"_s, path.toText()}});
            else
                console().print(tr("would delete %1").arg(path.toText()));
            return finish();
        }
        then(services().jobs().remove(system(), path, this), [this](qint64 id) { follow(id); });
    }
};

void editGrammar(Grammar &grammar, CLI::App &leaf, PipeOptions &options)
{
    grammar.text(leaf, "--name", options.nameText,
                 Command::tr("of the pipe; the system chooses one otherwise"));
    grammar
        .list(leaf, "--pair", options.pairs,
              Command::tr("an endpoint of each side, 10.0.0.1:4000=10.0.1.1:4000; given again for "
                          "each pair, in order"))
        ->type_name("SOURCE=TARGET");
    check(grammar.text(leaf, "--heartbeat", options.heartbeat,
                       Command::tr("seconds; the system's default otherwise")),
          [](const QString &text) {
              bool number = false;
              const int seconds = text.toInt(&number);
              return number && seconds > 0 && seconds <= longestHeartbeat
                  ? QString()
                  : Command::tr("a heartbeat comes every 1 to %1 seconds").arg(longestHeartbeat);
          });
    grammar.flag(leaf, "--check", options.check,
                 Command::tr("ask both systems whether it would work, and change nothing"));
    grammar.flag(leaf, "--try-anyway", options.tryAnyway,
                 Command::tr("also where the system does not announce pipes"));
    grammar.flag(leaf, "--dry-run", options.commit.dryRun,
                 Command::tr("print the request and change nothing"));
    grammar.flag(leaf, "--wait", options.commit.wait,
                 Command::tr("until the outcome is known, also after a lost answer"));
}

} // namespace

void addPipes(Grammar &grammar)
{
    CLI::App &pipe = grammar.group("pipe",
                                   Command::tr("create, change or delete a replication pipe"));

    auto &create = grammar.own<PipeOptions>();
    CLI::App &createLeaf = grammar.leaf(pipe, "create", Command::tr("join two systems"));
    grammar.text(createLeaf, "--from", create.from, Command::tr("the source system"));
    grammar.text(createLeaf, "--to", create.to, Command::tr("the target system"))->required();
    editGrammar(grammar, createLeaf, create);
    grammar.run<PipeCreateCommand>(createLeaf, create);

    auto &modify = grammar.own<PipeOptions>();
    CLI::App &modifyLeaf = grammar.leaf(pipe, "modify",
                                        Command::tr("rename, or replace all pairs"));
    grammar.text(modifyLeaf, "PIPE", modify.pipe, Command::tr("name or path"))->required();
    grammar.text(modifyLeaf, "--system", modify.commit.system, Command::tr("that keeps the pipe"));
    grammar.text(modifyLeaf, "--to", modify.to,
                 Command::tr("the system at the other end; needed for --pair"));
    editGrammar(grammar, modifyLeaf, modify);
    grammar.run<PipeModifyCommand>(modifyLeaf, modify);

    auto &remove = grammar.own<PipeOptions>();
    CLI::App &removeLeaf = grammar.leaf(pipe, "delete", Command::tr("end a pipe"));
    grammar.text(removeLeaf, "PIPE", remove.pipe, Command::tr("name or path"))->required();
    grammar.text(removeLeaf, "--system", remove.commit.system, Command::tr("that keeps the pipe"));
    grammar.flag(removeLeaf, "--dry-run", remove.commit.dryRun,
                 Command::tr("name what would go and change nothing"));
    grammar.flag(removeLeaf, "--wait", remove.commit.wait,
                 Command::tr("until the outcome is known, also after a lost answer"));
    grammar.run<PipeDeleteCommand>(removeLeaf, remove);
}

} // namespace Cistern::Cli
