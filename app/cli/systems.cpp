// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// systems · system check
#include "app/cli/facts.h"
#include "app/cli/grammar.h"
#include "services/credentials/credentialbook.h"
#include "services/systems/secretsource.h"
#include "services/systems/signinways.h"
#include "ui/text/messages.h"
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
    void climb(const ConnectionSpec &spec, const Secret &password)
    {
        then(services().connections().check(spec, password, this),
             [this](const Ladder &ladder) { print(ladder); });
    }

    void print(const Ladder &ladder)
    {
        QJsonArray rungs;
        QList<QStringList> rows;
        for (const Rung &rung : ladder.rungs) {
            QJsonObject object = facts(rung);
            object.insert(u"error"_s,
                          rung.failure ? QJsonValue(failureFacts(*rung.failure)) : QJsonValue());
            rungs.append(object);
            rows.append({QString(stepName(rung.step)), object.value(u"state"_s).toString(),
                         formatDuration(rung.took),
                         rung.failure ? messageFor(*rung.failure).problem : rung.fact});
        }
        const bool connected = ladder.connected();
        if (console().json())
            console().print(
                {{u"system"_s, m_name}, {u"connected"_s, connected}, {u"rungs"_s, rungs}});
        else
            console().table({tr("RUNG"), tr("STATE"), tr("TIME"), tr("FOUND")}, rows);
        finish(connected ? 0 : 3);
    }

    QString m_name;
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
