// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// systems · system check
#include "app/cli/facts.h"
#include "app/cli/grammar.h"
#include "services/credentials/credentialbook.h"
#include "services/systems/secretsource.h"
#include "services/systems/signinways.h"
#include "ui/text/connectwords.h"
#include "ui/text/units.h"

#include <QJsonArray>

namespace Cistern::Cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct NoOptions
{};

// All are tried at once, and none waits for a person.
class SystemsCommand final : public Command
{
public:
    SystemsCommand(Session &session, const NoOptions &) : Command(session) {}

    void start() override
    {
        session().mayPrompt = false;
        then(session().load(this), [this](const Done &) {
            if (session().options().passwordStdin)
                then(session().standardInput(this), [this](const Secret &) { reachAll(); });
            else
                reachAll();
        });
    }

private:
    void reachAll()
    {
        const QList<ConnectionSpec> systems = services().book().systems();
        m_left = systems.size();
        for (const ConnectionSpec &spec : systems) {
            onDone(session().reach(spec.id, this), this,
                   [this, id = spec.id](const Outcome<Done> &outcome) {
                       if (!outcome)
                           m_failures.insert(id, outcome.failure());
                       if (--m_left == 0)
                           print();
                   });
        }
    }

    void print()
    {
        QJsonArray array;
        QList<QStringList> rows;
        for (const ConnectionSpec &spec : services().book().systems()) {
            const auto failure = m_failures.constFind(spec.id);
            const bool connected = failure == m_failures.constEnd();
            const bool local = spec.url.scheme() == "local"_L1;
            const CredentialSet *set = services().credentials().find(spec.credential);
            array.append(QJsonObject{
                {u"name"_s, spec.id},
                {u"title"_s, spec.name},
                {u"url"_s, spec.url.toString(QUrl::RemoveUserInfo)},
                {u"user"_s, spec.user.isEmpty() ? QJsonValue() : QJsonValue(spec.user)},
                {u"credential"_s, set ? QJsonValue(set->name) : QJsonValue()},
                {u"scheme"_s, local ? QJsonValue() : QJsonValue(spec.scheme)},
                {u"readable"_s, isReadableOnTheWay(spec)},
                {u"state"_s, connected ? u"connected"_s : u"failed"_s},
                {u"error"_s, connected ? QJsonValue() : QJsonValue(failureFacts(*failure))}});
            const QString way = local      ? QString()
                : isReadableOnTheWay(spec) ? tr("%1, readable on the way").arg(spec.scheme)
                                           : spec.scheme;
            rows.append({spec.id, spec.url.toString(QUrl::RemoveUserInfo),
                         set ? set->name : spec.user, way,
                         connected ? tr("connected") : messageFor(*failure).problem});
        }
        if (console().json())
            console().print({{u"systems"_s, array}});
        else
            console().table({tr("NAME"), tr("ADDRESS"), tr("USER"), tr("SIGN-IN"), tr("STATE")},
                            rows);
        finish();
    }

    qsizetype m_left = 0;
    QHash<QString, Failure> m_failures;
};

struct NameOption
{
    QString name;
};

class SystemCheckCommand final : public Command
{
public:
    SystemCheckCommand(Session &session, const NameOption &options)
        : Command(session), m_name(options.name)
    {}

    void start() override
    {
        then(session().load(this), [this](const Done &) {
            const ConnectionSpec *spec = services().book().find(m_name);
            if (!spec)
                return fail(usage(u"NAME"_s, m_name));
            if (spec->user.isEmpty() && spec->credential.isEmpty())
                return climb(*spec, {});
            const Answer<Secret> password = session().options().passwordStdin
                ? session().standardInput(this)
                : services().secrets().secret(*spec, this);
            then(password, [this, spec = *spec](const Secret &secret) { climb(spec, secret); });
        });
    }

private:
    // Each rung is a line as soon as it is climbed; JSON is one object at the end.
    void climb(const ConnectionSpec &spec, const Secret &password)
    {
        m_spec = spec;
        then(services().connections().check(spec, password, this,
                                            [this](const Ladder &ladder) { follow(ladder); }),
             [this](const Ladder &ladder) {
                 follow(ladder);
                 print(ladder);
             });
    }

    void follow(const Ladder &ladder)
    {
        if (console().json())
            return;
        for (; m_told < ladder.rungs.size(); ++m_told) {
            const Rung &rung = ladder.rungs.at(m_told);
            const bool over = rung.state != Rung::State::NotTried
                && rung.state != Rung::State::Climbing;
            if (!over && !ladder.failed())
                return;
            const bool timed = rung.state == Rung::State::Done || rung.state == Rung::State::Failed;
            console().print(u"%1  %2  %3  %4"_s.arg(stepText(rung.step), -12)
                                .arg(stateWordOf(rung), -9)
                                .arg(timed ? formatDuration(rung.took) : QString(), 8)
                                .arg(rungText(rung, ladder, m_spec)));
            if (const auto message = rungMessage(rung, ladder, m_spec))
                explain(*message);
        }
    }

    static QString stateWordOf(const Rung &rung)
    {
        switch (rung.state) {
        case Rung::State::Done:
            return rung.failure ? tr("remarkable") : tr("done");
        case Rung::State::Failed:
            return tr("failed");
        case Rung::State::Skipped:
            return tr("skipped");
        default:
            return tr("not tried");
        }
    }

    void explain(const Message &message)
    {
        for (const QString &line : {message.problem, message.cause, message.fix}) {
            if (!line.isEmpty())
                console().print(u"    "_s + line);
        }
        if (!message.command.isEmpty())
            console().print(u"        "_s + message.command);
        if (!message.details.isEmpty())
            console().print(u"    "_s + tr("Details: %1").arg(message.details));
    }

    void print(const Ladder &ladder)
    {
        const bool connected = ladder.connected();
        for (const QString &hint : {clockHint(ladder, m_spec), readableHint(m_spec)}) {
            if (!hint.isEmpty() && !console().json())
                console().print(hint);
        }
        if (console().json()) {
            QJsonArray rungs;
            for (const Rung &rung : ladder.rungs) {
                QJsonObject object = facts(rung);
                object.insert(u"error"_s,
                              rung.failure ? QJsonValue(errorOf(rung, ladder)) : QJsonValue());
                rungs.append(object);
            }
            console().print({{u"system"_s, m_name},
                             {u"connected"_s, connected},
                             {u"readable"_s, isReadableOnTheWay(m_spec)},
                             {u"milliseconds"_s, qint64(ladder.took().count())},
                             {u"rungs"_s, rungs},
                             {u"namespaces"_s, spaceFacts(ladder)},
                             {u"clock"_s, clockFacts(ladder)}});
        }
        finish(connected ? 0 : 3);
    }

    QJsonObject errorOf(const Rung &rung, const Ladder &ladder) const
    {
        QJsonObject error = failureFacts(*rung.failure);
        if (const auto message = rungMessage(rung, ladder, m_spec)) {
            error.insert(u"problem"_s, message->problem);
            error.insert(u"explanation"_s, message->cause);
            error.insert(u"hint"_s, message->fix);
            error.insert(u"command"_s,
                         message->command.isEmpty() ? QJsonValue() : QJsonValue(message->command));
        }
        return error;
    }

    QString m_name;
    ConnectionSpec m_spec;
    qsizetype m_told = 0;
};

} // namespace

void addSystems(Grammar &grammar)
{
    grammar.run<SystemsCommand>(
        grammar.leaf("systems", Command::tr("configured systems and their state")),
        grammar.own<NoOptions>());

    CLI::App &system = grammar.group("system",
                                     Command::tr("add, change, remove or check a system"));
    addSystemChanges(grammar, system);

    auto &checked = grammar.own<NameOption>();
    CLI::App &checkLeaf = grammar.leaf(system, "check",
                                       Command::tr("connect rung by rung, with times"));
    grammar.text(checkLeaf, "NAME", checked.name, Command::tr("of the system"))->required();
    grammar.run<SystemCheckCommand>(checkLeaf, checked);
}

} // namespace Cistern::Cli
