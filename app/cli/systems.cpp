// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// systems · system add|remove|check
#include "app/cli/facts.h"
#include "app/cli/grammar.h"
#include "services/credentials/vault.h"
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
            array.append(QJsonObject{
                {u"name"_s, spec.id},
                {u"title"_s, spec.name},
                {u"url"_s, spec.url.toString(QUrl::RemoveUserInfo)},
                {u"user"_s, spec.user.isEmpty() ? QJsonValue() : QJsonValue(spec.user)},
                {u"state"_s, connected ? u"connected"_s : u"failed"_s},
                {u"error"_s, connected ? QJsonValue() : QJsonValue(failureFacts(*failure))}});
            rows.append({spec.id, spec.url.toString(QUrl::RemoveUserInfo), spec.user,
                         connected ? tr("connected") : messageFor(*failure).problem});
        }
        if (console().json())
            console().print({{u"systems"_s, array}});
        else
            console().table({tr("NAME"), tr("ADDRESS"), tr("USER"), tr("STATE")}, rows);
        finish();
    }

    qsizetype m_left = 0;
    QHash<QString, Failure> m_failures;
};

struct AddOptions
{
    QString name;
    QString url;
    QString user;
    QString title;
    QString site;
};

class SystemAddCommand final : public Command
{
public:
    SystemAddCommand(Session &session, const AddOptions &options)
        : Command(session), m_options(options)
    {}

    void start() override
    {
        QUrl url(m_options.url == localSystemId ? u"local:"_s : m_options.url);
        if (!url.password().isEmpty())
            console().note(
                tr("The password in the address was dropped: other people can read arguments."));
        m_spec = {.id = m_options.name,
                  .name = m_options.title.isEmpty() ? m_options.name : m_options.title,
                  .url = {},
                  .user = m_options.user.isEmpty() ? url.userName(QUrl::FullyDecoded)
                                                   : m_options.user,
                  .site = m_options.site,
                  .pin = {}};
        url.setUserInfo({});
        if (url.scheme() == "http"_L1 || url.scheme() == "https"_L1) {
            if (url.port() < 0)
                url.setPort(url.scheme() == "https"_L1 ? 5986 : 5985);
            if (url.path().isEmpty() || url.path() == "/"_L1)
                url.setPath(u"/wsman"_s);
        }
        m_spec.url = url;
        then(session().load(this), [this](const Done &) {
            then(services().book().add(m_spec, this), [this](const Done &) { keepPassword(); });
        });
    }

private:
    void keepPassword()
    {
        if (!session().options().passwordStdin)
            return print();
        then(session().standardInput(this), [this](const Secret &password) {
            onDone(
                services().vault().write(Services::passwordKey(m_spec), password, this), this,
                [this](const Outcome<Done> &outcome) {
                    if (!outcome)
                        console().note(tr(
                            "No keychain took the password; give it again when it is asked for."));
                    print();
                });
        });
    }

    void print()
    {
        const QString address = m_spec.url.toString();
        if (console().json())
            console().print({{u"system"_s, m_spec.id}, {u"url"_s, address}});
        else
            console().print(tr("%1 is %2").arg(m_spec.id, address));
        finish();
    }

    AddOptions m_options;
    ConnectionSpec m_spec;
};

struct NameOption
{
    QString name;
};

class SystemRemoveCommand final : public Command
{
public:
    SystemRemoveCommand(Session &session, const NameOption &options)
        : Command(session), m_name(options.name)
    {}

    void start() override
    {
        then(session().load(this), [this](const Done &) {
            const ConnectionSpec *spec = services().book().find(m_name);
            const QString key = spec ? Services::passwordKey(*spec) : QString();
            then(services().book().remove(m_name, this), [this, key](const Done &) {
                // There may be no keychain, and nothing in it.
                onDone(services().vault().forget(key, this), this, [this](const Outcome<Done> &) {
                    if (console().json())
                        console().print({{u"removed"_s, m_name}});
                    finish();
                });
            });
        });
    }

private:
    QString m_name;
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
            if (spec->user.isEmpty())
                return climb(*spec, {});
            const Answer<Secret> password = session().options().passwordStdin
                ? session().standardInput(this)
                : services().password(*spec, this);
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

    CLI::App &system = grammar.group("system", Command::tr("add, remove or check a system"));
    auto &add = grammar.own<AddOptions>();
    CLI::App &addLeaf = grammar.leaf(system, "add", Command::tr("configure a system"));
    grammar.text(addLeaf, "NAME", add.name, Command::tr("its name in commands"))->required();
    grammar
        .text(addLeaf, "URL", add.url,
              Command::tr("http://host:5985/wsman or https://host:5986/wsman"))
        ->required();
    grammar.text(addLeaf, "--user", add.user, Command::tr("who signs in"));
    grammar.text(addLeaf, "--title", add.title, Command::tr("what the window calls it"));
    grammar.text(addLeaf, "--site", add.site, Command::tr("the folder it is shown in"));
    grammar.run<SystemAddCommand>(addLeaf, add);

    auto &remove = grammar.own<NameOption>();
    CLI::App &removeLeaf = grammar.leaf(system, "remove",
                                        Command::tr("forget a system and its password"));
    grammar.text(removeLeaf, "NAME", remove.name, Command::tr("of the system"))->required();
    grammar.run<SystemRemoveCommand>(removeLeaf, remove);

    auto &checked = grammar.own<NameOption>();
    CLI::App &checkLeaf = grammar.leaf(system, "check",
                                       Command::tr("connect rung by rung, with times"));
    grammar.text(checkLeaf, "NAME", checked.name, Command::tr("of the system"))->required();
    grammar.run<SystemCheckCommand>(checkLeaf, checked);
}

} // namespace Cistern::Cli
