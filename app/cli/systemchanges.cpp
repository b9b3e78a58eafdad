// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// system add|change|remove
#include "app/cli/grammar.h"
#include "services/credentials/credentialbook.h"
#include "services/systems/secretsource.h"
#include "services/systems/signinways.h"

namespace Cistern::Cli {

using namespace Qt::Literals::StringLiterals;

namespace {

// What add and change can say; what is not said stays as it is.
struct SystemOptions
{
    QString name;
    std::optional<QString> url, user, credential, scheme, service, title, site;
    bool allowClear = false, forbidClear = false;
    bool bindChannel = false, leaveChannel = false;
};

QString wayWords()
{
    QStringList words;
    for (const SignInWay &way : signInWays())
        words.append(QString(way.id).toLower());
    return words.join(u", "_s);
}

// Adds to an address what a person leaves out.
QUrl completed(QUrl url)
{
    url.setUserInfo({});
    if (url.scheme() == "http"_L1 || url.scheme() == "https"_L1) {
        if (url.port() < 0)
            url.setPort(url.scheme() == "https"_L1 ? 5986 : 5985);
        if (url.path().isEmpty() || url.path() == "/"_L1)
            url.setPath(u"/wsman"_s);
    }
    return url;
}

class SystemEdit : public Command
{
protected:
    SystemEdit(Session &session, const SystemOptions &options)
        : Command(session), m_options(options)
    {}

    // What the options say, on top of what m_spec holds. Nothing when it can't be.
    std::optional<Failure> apply()
    {
        if (m_options.url) {
            const QUrl url(*m_options.url == localSystemId ? u"local:"_s : *m_options.url);
            if (!url.password().isEmpty())
                console().note(tr(
                    "The password in the address was dropped: other people can read arguments."));
            if (m_spec.user.isEmpty())
                m_spec.user = url.userName(QUrl::FullyDecoded);
            m_spec.url = completed(url);
        }
        if (m_options.title)
            m_spec.name = *m_options.title;
        if (m_options.site)
            m_spec.site = *m_options.site;
        if (m_options.service)
            m_spec.service = *m_options.service;
        if (m_options.allowClear || m_options.forbidClear)
            m_spec.clearAllowed = m_options.allowClear;
        if (m_options.bindChannel || m_options.leaveChannel)
            m_spec.bindsChannel = m_options.bindChannel;
        if (m_options.user) {
            m_spec.user = *m_options.user;
            m_spec.credential.clear();
        }
        const CredentialSet *set = nullptr;
        if (m_options.credential) {
            set = services().credentials().named(*m_options.credential);
            if (!set)
                return usage(u"--credential"_s,
                             tr("there is no credential set %1").arg(*m_options.credential));
            m_spec.credential = set->id;
            m_spec.user.clear();
        }
        if (m_options.scheme)
            m_spec.scheme = QString(findWay(*m_options.scheme)->id);
        if (!set)
            set = services().credentials().find(m_spec.credential);
        if (m_spec.scheme.isEmpty()) {
            std::optional<CredentialSet::Kind> kind;
            if (set || !m_spec.user.isEmpty())
                kind = set ? set->kind : CredentialSet::Kind::Password;
            m_spec.scheme = proposedScheme(kind);
        }
        return problem(set);
    }

    void keepPassword()
    {
        if (!session().options().passwordStdin)
            return print();
        then(session().standardInput(this), [this](const Secret &password) {
            onDone(
                services().secrets().change(SecretSource::keyOf(m_spec), password, true, this),
                this, [this](const Outcome<Done> &outcome) {
                    if (!outcome)
                        console().note(tr(
                            "No keychain took the password; give it again when it is asked for."));
                    print();
                });
        });
    }

    SystemOptions m_options;
    ConnectionSpec m_spec;

private:
    std::optional<Failure> problem(const CredentialSet *set)
    {
        const SignInWay *way = findWay(m_spec.scheme);
        if (way && way->certificate && m_spec.url.scheme() != "https"_L1)
            return usage(u"--scheme"_s, tr("a client certificate is shown over https alone"));
        if (way && !way->takes(set ? set->kind : CredentialSet::Kind::Password))
            return usage(
                u"--credential"_s,
                set ? tr("%1 can't sign in with %2").arg(set->name, m_spec.scheme)
                    : tr("%1 needs a credential set of the kind certificate").arg(m_spec.scheme));
        if (isReadableOnTheWay(m_spec) && !m_spec.clearAllowed)
            return usage(u"--scheme"_s,
                         tr("with %1 over http everybody on the way can read the password; use "
                            "https, another scheme, or say --allow-clear")
                             .arg(m_spec.scheme));
        if (set && session().options().passwordStdin)
            return usage(
                u"--password-stdin"_s,
                tr("the password is the credential set's: `credential change %1`").arg(set->name));
        return {};
    }

    void print()
    {
        const QString address = m_spec.url.toString();
        if (isReadableOnTheWay(m_spec))
            console().note(tr("%1: everybody on the way can read the password.").arg(m_spec.id));
        if (console().json())
            console().print({{u"system"_s, m_spec.id},
                             {u"url"_s, address},
                             {u"scheme"_s, m_spec.scheme},
                             {u"readable"_s, isReadableOnTheWay(m_spec)}});
        else
            console().print(tr("%1 is %2").arg(m_spec.id, address));
        finish();
    }
};

class SystemAddCommand final : public SystemEdit
{
public:
    SystemAddCommand(Session &session, const SystemOptions &options) : SystemEdit(session, options)
    {}

    void start() override
    {
        m_spec = {.id = m_options.name, .name = m_options.name, .scheme = {}};
        then(session().load(this), [this](const Done &) {
            if (const auto problem = apply())
                return fail(*problem);
            then(services().book().add(m_spec, this), [this](const Done &) { keepPassword(); });
        });
    }
};

class SystemChangeCommand final : public SystemEdit
{
public:
    SystemChangeCommand(Session &session, const SystemOptions &options)
        : SystemEdit(session, options)
    {}

    void start() override
    {
        then(session().load(this), [this](const Done &) {
            const ConnectionSpec *spec = services().book().find(m_options.name);
            if (!spec)
                return fail(usage(u"NAME"_s, m_options.name));
            m_spec = *spec;
            if (const auto problem = apply())
                return fail(*problem);
            then(services().book().change(m_spec, this), [this](const Done &) { keepPassword(); });
        });
    }
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
            const ConnectionSpec *found = services().book().find(m_name);
            const ConnectionSpec spec = found ? *found : ConnectionSpec();
            then(services().book().remove(m_name, this), [this, spec](const Done &) {
                if (spec.user.isEmpty() || !spec.credential.isEmpty())
                    return print();
                // There may be no keychain, and nothing in it.
                onDone(services().secrets().forget(SecretSource::keyOf(spec), this), this,
                       [this](const Outcome<Done> &) { print(); });
            });
        });
    }

private:
    void print()
    {
        if (console().json())
            console().print({{u"removed"_s, m_name}});
        finish();
    }

    QString m_name;
};

void addEditOptions(Grammar &grammar, CLI::App &leaf, SystemOptions &options)
{
    const auto text = [&](const char *name, std::optional<QString> &target, const QString &help) {
        return grammar.optionalText(leaf, name, target, help);
    };
    CLI::Option *user = text("--user", options.user, Command::tr("who signs in, there alone"));
    text("--credential", options.credential, Command::tr("name of the credential set to use"))
        ->excludes(user);
    check(text("--scheme", options.scheme,
               Command::tr("how to sign in: %1; for a new system %2 unless you say")
                   .arg(wayWords(), proposedScheme(CredentialSet::Kind::Password).toLower())),
          [](const QString &word) {
              return findWay(word) ? QString()
                                   : Command::tr("%1 is none of %2").arg(word, wayWords());
          });
    text("--service", options.service,
         Command::tr("Kerberos service to ask for; HTTP, then HOST and WSMAN unless you say"));
    text("--title", options.title, Command::tr("what the window calls it"));
    text("--site", options.site, Command::tr("the folder it is shown in"));
    grammar.flag(leaf, "--allow-clear", options.allowClear,
                 Command::tr("a password that can be read on the way, over http"));
    grammar.flag(leaf, "--no-channel-binding", options.leaveChannel,
                 Command::tr("where TLS ends before the system"));
}

} // namespace

void addSystemChanges(Grammar &grammar, CLI::App &system)
{
    auto &add = grammar.own<SystemOptions>();
    CLI::App &addLeaf = grammar.leaf(system, "add", Command::tr("configure a system"));
    grammar.text(addLeaf, "NAME", add.name, Command::tr("its name in commands"))->required();
    grammar
        .optionalText(addLeaf, "URL", add.url,
                      Command::tr("http://host:5985/wsman or https://host:5986/wsman"))
        ->required();
    addEditOptions(grammar, addLeaf, add);
    grammar.run<SystemAddCommand>(addLeaf, add);

    auto &change = grammar.own<SystemOptions>();
    CLI::App &changeLeaf = grammar.leaf(system, "change",
                                        Command::tr("another address or way to sign in"));
    grammar.text(changeLeaf, "NAME", change.name, Command::tr("of the system"))->required();
    grammar.optionalText(changeLeaf, "--url", change.url, Command::tr("its new address"));
    addEditOptions(grammar, changeLeaf, change);
    grammar.flag(changeLeaf, "--forbid-clear", change.forbidClear,
                 Command::tr("takes --allow-clear back"));
    grammar.flag(changeLeaf, "--channel-binding", change.bindChannel,
                 Command::tr("takes --no-channel-binding back"));
    grammar.run<SystemChangeCommand>(changeLeaf, change);

    auto &remove = grammar.own<NameOption>();
    CLI::App &removeLeaf = grammar.leaf(system, "remove",
                                        Command::tr("forget a system and its own password"));
    grammar.text(removeLeaf, "NAME", remove.name, Command::tr("of the system"))->required();
    grammar.run<SystemRemoveCommand>(removeLeaf, remove);
}

} // namespace Cistern::Cli
