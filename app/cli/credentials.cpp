// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// credential add|list|change|remove
#include "app/cli/grammar.h"
#include "app/cli/linereader.h"
#include "services/credentials/credentialbook.h"
#include "services/systems/secretsource.h"
#include "ui/text/signinwords.h"

#include <QFileInfo>
#include <QJsonArray>

namespace Cistern::Cli {

using namespace Qt::Literals::StringLiterals;
using Kind = CredentialSet::Kind;

namespace {

struct SetOptions
{
    QString name;
    QString kind = u"password"_s;
    std::optional<QString> newName, user, certificate, key;
    bool sessionOnly = false;
};

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

class CredentialEdit : public Command
{
protected:
    CredentialEdit(Session &session, const SetOptions &options)
        : Command(session), m_options(options)
    {}

    std::optional<Failure> apply()
    {
        if (m_options.newName)
            m_set.name = *m_options.newName;
        if (m_options.user)
            m_set.user = *m_options.user;
        const bool files = m_set.kind == Kind::Certificate;
        if (!files && (m_options.certificate || m_options.key))
            return usage(u"--certificate"_s, tr("only a set of the kind certificate has files"));
        if (m_options.certificate)
            m_set.certificateFile = QFileInfo(*m_options.certificate).absoluteFilePath();
        if (m_options.key)
            m_set.keyFile = QFileInfo(*m_options.key).absoluteFilePath();
        if (!files)
            return {};
        const std::pair<QString, QString> needed[] = {{u"--certificate"_s, m_set.certificateFile},
                                                      {u"--key"_s, m_set.keyFile}};
        for (const auto &[option, file] : needed) {
            if (file.isEmpty())
                return usage(option, tr("a client certificate is a file and the file of its key"));
            if (!QFileInfo(file).isReadable())
                return usage(option, tr("%1 can't be read").arg(file));
        }
        return {};
    }

    Failure explained(const Failure &failure) const
    {
        if (failure.cause == Failure::Cause::Exists)
            return named(
                failure, u"NAME"_s,
                tr("there is a credential set %1 already").arg(failure.offered.toString()));
        if (failure.cause != Failure::Cause::InvalidValue)
            return failure;
        if (failure.parameter == "user"_L1)
            return named(failure, u"--user"_s, tr("a password belongs to a user"));
        if (failure.parameter == "name"_L1)
            return named(failure, u"NAME"_s,
                         tr("a name has 1 to 128 characters and no blanks around them"));
        return failure;
    }

    // From standard input, or the terminal; one that is nowhere is asked for when it is needed.
    void askSecret(bool mayAsk)
    {
        const bool wanted = m_set.kind != Kind::TicketCache
            && (session().options().passwordStdin
                || (mayAsk && m_set.kind == Kind::Password && LineReader::atTerminal()));
        if (m_options.sessionOnly) {
            onDone(services().secrets().forget(vaultKey(m_set.id), this), this,
                   [this](const Outcome<Done> &) { print(false); });
            return;
        }
        if (!wanted)
            return print(false);
        const auto answer = session().options().passwordStdin
            ? session().standardInput(this)
            : session().prompt(tr("Password of %1:").arg(m_set.user), this);
        then(answer, [this](const Secret &secret) {
            onDone(services().secrets().change(vaultKey(m_set.id), secret, true, this), this,
                   [this](const Outcome<Done> &kept) {
                       if (!kept)
                           console().note(tr("No keychain took the password; give it again when "
                                             "it is asked for."));
                       print(kept.ok());
                   });
        });
    }

    SetOptions m_options;
    CredentialSet m_set;

private:
    static Failure named(Failure failure, const QString &option, const QString &words)
    {
        failure.parameter = option;
        failure.serverText = words;
        return failure;
    }

    void print(bool kept)
    {
        if (console().json())
            console().print({{u"credential"_s, m_set.name},
                             {u"kind"_s, QString(kindWord(m_set.kind))},
                             {u"inKeychain"_s, kept}});
        else
            console().print(tr("%1 can be used by systems").arg(m_set.name));
        finish();
    }
};

class CredentialAddCommand final : public CredentialEdit
{
public:
    CredentialAddCommand(Session &session, const SetOptions &options)
        : CredentialEdit(session, options)
    {}

    void start() override
    {
        m_set = {.name = m_options.name, .kind = *kindFrom(m_options.kind)};
        then(session().load(this), [this](const Done &) {
            if (const auto problem = apply())
                return fail(*problem);
            onDone(services().credentials().add(m_set, this), this,
                   [this](const Outcome<QString> &id) {
                       if (!id)
                           return fail(explained(id.failure()));
                       m_set.id = *id;
                       askSecret(true);
                   });
        });
    }
};

class CredentialChangeCommand final : public CredentialEdit
{
public:
    CredentialChangeCommand(Session &session, const SetOptions &options)
        : CredentialEdit(session, options)
    {}

    void start() override
    {
        then(session().load(this), [this](const Done &) {
            const CredentialSet *set = services().credentials().named(m_options.name);
            if (!set)
                return fail(usage(u"NAME"_s, m_options.name));
            m_set = *set;
            if (const auto problem = apply())
                return fail(*problem);
            // Nothing else said: it is the password that is another.
            const bool same = m_set == *set;
            onDone(services().credentials().change(m_set, this), this,
                   [this, same](const Outcome<Done> &changed) {
                       if (!changed)
                           return fail(explained(changed.failure()));
                       askSecret(same);
                   });
        });
    }
};

struct NoOptions
{};

class CredentialListCommand final : public Command
{
public:
    CredentialListCommand(Session &session, const NoOptions &) : Command(session) {}

    void start() override
    {
        then(session().load(this), [this](const Done &) {
            QJsonArray array;
            QList<QStringList> rows;
            for (const CredentialSet &set : services().credentials().sets()) {
                const QStringList users = services().credentials().usersOf(set.id);
                array.append(QJsonObject{{u"name"_s, set.name},
                                         {u"kind"_s, QString(kindWord(set.kind))},
                                         {u"user"_s, orNull(set.user)},
                                         {u"certificate"_s, orNull(set.certificateFile)},
                                         {u"key"_s, orNull(set.keyFile)},
                                         {u"usedBy"_s, users.size()},
                                         {u"systems"_s, QJsonArray::fromStringList(users)}});
                rows.append({set.name, kindWord(set.kind),
                             set.kind == Kind::Certificate ? set.certificateFile : set.user,
                             useText(users.size())});
            }
            if (console().json())
                console().print({{u"credentials"_s, array}});
            else
                console().table({tr("NAME"), tr("KIND"), tr("USER"), tr("USE")}, rows);
            finish();
        });
    }
};

struct NameOption
{
    QString name;
};

class CredentialRemoveCommand final : public Command
{
public:
    CredentialRemoveCommand(Session &session, const NameOption &options)
        : Command(session), m_name(options.name)
    {}

    void start() override
    {
        then(session().load(this), [this](const Done &) {
            const CredentialSet *set = services().credentials().named(m_name);
            if (!set)
                return fail(usage(u"NAME"_s, m_name));
            onDone(services().credentials().remove(set->id, this), this,
                   [this, id = set->id](const Outcome<Done> &removed) {
                       if (!removed)
                           return fail(explained(removed.failure()));
                       // There may be no keychain, and nothing in it.
                       onDone(services().secrets().forget(vaultKey(id), this), this,
                              [this](const Outcome<Done> &) {
                                  if (console().json())
                                      console().print({{u"removed"_s, m_name}});
                                  finish();
                              });
                   });
        });
    }

private:
    Failure explained(Failure failure) const
    {
        if (failure.cause == Failure::Cause::InUse)
            failure.serverText = tr("%1 is used by %2; let them sign in another way first")
                                     .arg(m_name, failure.serverText);
        return failure;
    }

    QString m_name;
};

void addSetOptions(Grammar &grammar, CLI::App &leaf, SetOptions &options)
{
    grammar.optionalText(leaf, "--user", options.user,
                         Command::tr("name, DOMAIN\\name or name@REALM"));
    grammar.optionalText(leaf, "--certificate", options.certificate,
                         Command::tr("file of the client certificate, PEM"));
    grammar.optionalText(leaf, "--key", options.key, Command::tr("file of its key, PEM"));
    grammar.flag(leaf, "--session-only", options.sessionOnly,
                 Command::tr("keeps no password: it is asked for in each run"));
}

} // namespace

void addCredentials(Grammar &grammar)
{
    CLI::App &credential = grammar.group(
        "credential", Command::tr("what many systems sign in with, under one name"));

    auto &add = grammar.own<SetOptions>();
    CLI::App &addLeaf = grammar.leaf(credential, "add", Command::tr("make a credential set"));
    grammar.text(addLeaf, "NAME", add.name, Command::tr("of the set"))->required();
    check(grammar.text(addLeaf, "--kind", add.kind,
                       Command::tr("password, ticket or certificate; password unless you say")),
          [](const QString &word) {
              return kindFrom(word)
                  ? QString()
                  : Command::tr("%1 is none of password, ticket, certificate").arg(word);
          });
    addSetOptions(grammar, addLeaf, add);
    grammar.run<CredentialAddCommand>(addLeaf, add);

    grammar.run<CredentialListCommand>(
        grammar.leaf(credential, "list", Command::tr("the sets, and how many systems use them")),
        grammar.own<NoOptions>());

    auto &change = grammar.own<SetOptions>();
    CLI::App &changeLeaf = grammar.leaf(
        credential, "change", Command::tr("its password, or what else is said, for all systems"));
    grammar.text(changeLeaf, "NAME", change.name, Command::tr("of the set"))->required();
    grammar.optionalText(changeLeaf, "--name", change.newName, Command::tr("the new name"));
    addSetOptions(grammar, changeLeaf, change);
    grammar.run<CredentialChangeCommand>(changeLeaf, change);

    auto &remove = grammar.own<NameOption>();
    CLI::App &removeLeaf = grammar.leaf(credential, "remove",
                                        Command::tr("a set that no system uses, and its password"));
    grammar.text(removeLeaf, "NAME", remove.name, Command::tr("of the set"))->required();
    grammar.run<CredentialRemoveCommand>(removeLeaf, remove);
}

} // namespace Cistern::Cli
