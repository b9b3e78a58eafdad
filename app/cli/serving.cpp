// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// serve · user add|list|remove
#include "app/cli/grammar.h"
#include "app/cli/linereader.h"
#include "services/core/onpool.h"
#include "services/provider/provider.h"
#include "services/wsman/listener.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QJsonArray>
#include <QSslCertificate>
#include <QSslKey>

namespace Cistern::Cli {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr quint16 plainPort = 5985, tlsPort = 5986;

QString usersPath(Services &services)
{
    return services.store() + u"/users.json"_s;
}

struct Place
{
    QHostAddress address{QHostAddress::LocalHost};
    std::optional<quint16> port;
};

// ADDRESS, ADDRESS:PORT, [ADDRESS]:PORT.
std::optional<Place> placeFrom(const QString &text)
{
    Place place;
    const qsizetype colon = text.lastIndexOf(u':');
    QString host = text;
    if (colon >= 0 && (text.count(u':') == 1 || text.startsWith(u'['))) {
        const QString digits = text.mid(colon + 1);
        bool ok = false;
        const uint port = digits.toUInt(&ok, 10);
        const bool plain = std::all_of(digits.begin(), digits.end(),
                                       [](QChar c) { return c >= u'0' && c <= u'9'; });
        if (!ok || !plain || port < 1 || port > 65535)
            return std::nullopt;
        place.port = static_cast<quint16>(port);
        host = text.left(colon);
    }
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.sliced(1).chopped(1);
    if (!place.address.setAddress(host))
        return std::nullopt;
    return place;
}

// As the levels of WinRM's CbtHardeningLevel.
const QHash<QString, ChannelBinding> &channelBindings()
{
    static const QHash<QString, ChannelBinding> all{{u"relaxed"_s, ChannelBinding::Relaxed},
                                                    {u"strict"_s, ChannelBinding::Strict},
                                                    {u"none"_s, ChannelBinding::None}};
    return all;
}

struct ServeOptions
{
    QString listen;
    QString certificate;
    QString key;
    QStringList pipeListen;
    QString keytab;
    QString ntlmUsers;
    QString clientAuthority;
    QString channelBinding = u"relaxed"_s;
    bool unsealed = false;
};

class ServeCommand final : public Command
{
public:
    ServeCommand(Session &session, const ServeOptions &options)
        : Command(session), m_options(options)
    {}

    // The provider stops at a safe point when it goes, which is at the end of main.
    std::optional<int> interrupted() override
    {
        if (m_listener)
            m_listener->close();
        return 0;
    }

    void start() override
    {
        ListenOptions options;
        if (!m_options.certificate.isEmpty()) {
            const Outcome<QSslConfiguration> tls = configuration();
            if (!tls)
                return fail(tls.failure());
            options.tls = *tls;
        }
        options.keytab = m_options.keytab;
        options.ntlmUsers = m_options.ntlmUsers;
        options.sealing = !m_options.unsealed;
        options.channelBinding = channelBindings().value(m_options.channelBinding);
        if (const std::optional<Failure> problem = checkProofs(options))
            return fail(*problem);
        PipeOptions pipes{.addresses = {}, .identity = options.tls};
        for (const QString &text : std::as_const(m_options.pipeListen)) {
            const QHostAddress address(text);
            if (!address.isLoopback() && !options.tls)
                return fail(usage(u"--pipe-listen"_s,
                                  tr("without --certificate and --key only an address of this "
                                     "machine, 127.0.0.1, say")));
            pipes.addresses.append(address);
        }
        services().setPipes(pipes);
        const Place place = m_options.listen.isEmpty() ? Place() : *placeFrom(m_options.listen);
        options.address = place.address;
        options.port = place.port.value_or(options.tls ? tlsPort : plainPort);
        Provider &target = services().localTarget();
        then(target.opened(), [this, &target, options](const Done &) {
            m_listener = std::make_unique<Listener>(
                options, target.responder(), std::make_shared<UserFile>(usersPath(services())),
                services().clock());
            if (const Outcome<Done> listening = m_listener->listen(); !listening)
                return refuse(listening.failure(), options);
            const QString host = options.address.protocol() == QAbstractSocket::IPv6Protocol
                ? u'[' + options.address.toString() + u']'
                : options.address.toString();
            const QString url = u"%1://%2:%3/wsman"_s
                                    .arg(options.tls ? u"https"_s : u"http"_s, host)
                                    .arg(m_listener->port());
            then(target.pipeIdentity(),
                 [this, url](const PipeIdentity &identity) { tell(url, identity); });
        });
    }

private:
    void tell(const QString &url, const PipeIdentity &identity)
    {
        const QString fingerprint = QString::fromLatin1(identity.fingerprint.toHex(':').toUpper());
        if (console().json()) {
            console().print({{u"listening"_s, url},
                             {u"system"_s, identity.systemName},
                             {u"pipes"_s, QJsonArray::fromStringList(identity.endpoints)},
                             {u"fingerprint"_s,
                              fingerprint.isEmpty() ? QJsonValue() : QJsonValue(fingerprint)}});
            return;
        }
        console().print(tr("listening on %1").arg(url));
        console().print(
            tr("pipes to %1: %2").arg(identity.systemName, identity.endpoints.join(u", "_s)));
        if (!fingerprint.isEmpty())
            console().print(tr("certificate %1").arg(fingerprint));
    }

    // Nothing was to be reached here, so a port that is taken is a failure like any other.
    void refuse(const Failure &failure, const ListenOptions &options)
    {
        Failure named = failure;
        if (named.stage == Failure::Stage::Input)
            named.serverText = tr(
                "without --certificate and --key only an address of this machine, 127.0.0.1, say");
        else
            named.serverText = u"%1:%2: %3"_s.arg(options.address.toString())
                                   .arg(options.port)
                                   .arg(failure.serverText);
        printFailure(console(), named);
        finish(named.stage == Failure::Stage::Input ? 2 : 1);
    }

    // The files that others are proven with, which are read when somebody comes.
    std::optional<Failure> checkProofs(ListenOptions &options) const
    {
        for (const auto &[option, path] :
             {std::pair{u"--keytab"_s, m_options.keytab},
              std::pair{u"--ntlm-users"_s, m_options.ntlmUsers},
              std::pair{u"--client-authority"_s, m_options.clientAuthority}}) {
            QFile file(path);
            if (!path.isEmpty() && !file.open(QIODevice::ReadOnly))
                return usage(option, u"%1: %2"_s.arg(path, file.errorString()));
        }
        // It holds passwords as they are.
        if (!m_options.ntlmUsers.isEmpty()
            && QFileInfo(m_options.ntlmUsers).permissions()
                & (QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteGroup
                   | QFileDevice::WriteOther)) {
            return usage(u"--ntlm-users"_s,
                         tr("%1 must be readable by its owner alone").arg(m_options.ntlmUsers));
        }
        if (m_options.clientAuthority.isEmpty())
            return std::nullopt;
        options.clientAuthorities = QSslCertificate::fromPath(m_options.clientAuthority);
        if (options.clientAuthorities.isEmpty()) {
            return usage(u"--client-authority"_s,
                         tr("%1 holds no certificate").arg(m_options.clientAuthority));
        }
        return std::nullopt;
    }

    Outcome<QSslConfiguration> configuration() const
    {
        QFile certificate(m_options.certificate), key(m_options.key);
        for (QFile *file : {&certificate, &key}) {
            if (!file->open(QIODevice::ReadOnly))
                return usage(file->fileName(), file->errorString());
        }
        const QList<QSslCertificate> chain = QSslCertificate::fromDevice(&certificate);
        const QByteArray pem = key.readAll();
        QSslKey privateKey;
        for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec}) {
            if (privateKey.isNull())
                privateKey = QSslKey(pem, algorithm);
        }
        if (chain.isEmpty())
            return usage(u"--certificate"_s,
                         tr("%1 holds no certificate").arg(m_options.certificate));
        if (privateKey.isNull())
            return usage(u"--key"_s,
                         tr("%1 holds no private key without a passphrase").arg(m_options.key));
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificateChain(chain);
        tls.setPrivateKey(privateKey);
        return tls;
    }

    ServeOptions m_options;
    std::unique_ptr<Listener> m_listener;
};

struct UserOptions
{
    QString name;
    QString role = u"manage"_s;
    bool external = false;
};

class UserAddCommand final : public Command
{
public:
    UserAddCommand(Session &session, const UserOptions &options)
        : Command(session), m_options(options)
    {}

    void start() override
    {
        if (m_options.external)
            return add({});
        const Answer<Secret> password = session().options().passwordStdin
                || !LineReader::atTerminal()
            ? session().standardInput(this)
            : session().prompt(tr("Password for %1:").arg(m_options.name), this);
        then(password, [this](const Secret &secret) { add(secret); });
    }

private:
    void add(const Secret &secret)
    {
        const User user{.name = m_options.name,
                        .role = m_options.role == "read"_L1 ? AccessRole::Read : AccessRole::Manage,
                        .external = m_options.external};
        const QString path = usersPath(services());
        const auto add = [path, user, secret] {
            QDir().mkpath(QFileInfo(path).absolutePath()); // the store may not be there yet
            UserFile users(path);
            return user.external ? users.addExternal(user) : users.add(user, secret);
        };
        then(onPool(add), [this](const Done &) {
            if (console().json())
                console().print({{u"user"_s, m_options.name},
                                 {u"role"_s, m_options.role},
                                 {u"external"_s, m_options.external}});
            finish();
        });
    }

    UserOptions m_options;
};

class UserListCommand final : public Command
{
public:
    UserListCommand(Session &session, const UserOptions &) : Command(session) {}

    void start() override
    {
        const QString path = usersPath(services());
        then(onPool([path] { return UserFile(path).users(); }), [this](const QList<User> &users) {
            QJsonArray array;
            QList<QStringList> rows;
            for (const User &user : users) {
                const QString role = user.role == AccessRole::Manage ? u"manage"_s : u"read"_s;
                array.append(QJsonObject{
                    {u"name"_s, user.name}, {u"role"_s, role}, {u"external"_s, user.external}});
                rows.append({user.name, role, user.external ? tr("elsewhere") : tr("password")});
            }
            if (console().json())
                console().print({{u"users"_s, array}});
            else
                console().table({tr("NAME"), tr("ROLE"), tr("PROVEN BY")}, rows);
            finish();
        });
    }
};

class UserRemoveCommand final : public Command
{
public:
    UserRemoveCommand(Session &session, const UserOptions &options)
        : Command(session), m_name(options.name)
    {}

    void start() override
    {
        const QString path = usersPath(services());
        then(onPool([path, name = m_name] { return UserFile(path).remove(name); }),
             [this](const Done &) {
                 if (console().json())
                     console().print({{u"removed"_s, m_name}});
                 finish();
             });
    }

private:
    QString m_name;
};

} // namespace

void addServing(Grammar &grammar)
{
    auto &serve = grammar.own<ServeOptions>();
    CLI::App &serveLeaf = grammar.leaf("serve", Command::tr("let other machines manage this one"));
    check(grammar.text(serveLeaf, "--listen", serve.listen,
                       Command::tr("ADDRESS:PORT; 127.0.0.1:5985 otherwise")),
          [](const QString &text) {
              return placeFrom(text)
                  ? QString()
                  : Command::tr("%1 is no ADDRESS:PORT with a port from 1 to 65535").arg(text);
          });
    CLI::Option *certificate = grammar.text(serveLeaf, "--certificate", serve.certificate,
                                            Command::tr("PEM file; with it all is encrypted"));
    CLI::Option *key = grammar.text(serveLeaf, "--key", serve.key,
                                    Command::tr("PEM file of the private key"));
    check(grammar
              .list(serveLeaf, "--pipe-listen", serve.pipeListen,
                    Command::tr("where replication pipes come in; once for each address; as "
                                "before, at first 127.0.0.1, otherwise"))
              ->type_name("ADDRESS"),
          [](const QString &text) {
              const QHostAddress address(text);
              return address.isNull() || address == QHostAddress(QHostAddress::AnyIPv4)
                      || address == QHostAddress(QHostAddress::AnyIPv6)
                  ? Command::tr("%1 is no address of this machine").arg(text)
                  : QString();
          });
    certificate->needs(key);
    key->needs(certificate);
    grammar.text(serveLeaf, "--keytab", serve.keytab,
                 Command::tr("keys of HTTP/NAME and the like; with them Kerberos is served"));
    grammar.text(serveLeaf, "--ntlm-users", serve.ntlmUsers,
                 Command::tr("file of DOMAIN:USER:PASSWORD lines; with it NTLM is served"));
    grammar
        .text(serveLeaf, "--client-authority", serve.clientAuthority,
              Command::tr("PEM file; who has a certificate of it signs in with that"))
        ->needs(certificate);
    CLI::Option *binding = grammar.text(
        serveLeaf, "--channel-binding", serve.channelBinding,
        Command::tr("relaxed (otherwise), strict or none: whether Kerberos and NTLM must name the "
                    "certificate of the connection; none for a target behind a front"));
    check(binding, [](const QString &text) {
        return channelBindings().contains(text)
            ? QString()
            : Command::tr("%1 is none of relaxed, strict, none").arg(text);
    });
    binding->needs(certificate);
    grammar.flag(serveLeaf, "--allow-unencrypted", serve.unsealed,
                 Command::tr("take readable requests without --certificate after Kerberos and "
                             "NTLM, too"));
    grammar.run<ServeCommand>(serveLeaf, serve);

    CLI::App &user = grammar.group("user", Command::tr("who may sign in to `serve`"));
    auto &add = grammar.own<UserOptions>();
    CLI::App &addLeaf = grammar.leaf(user, "add",
                                     Command::tr("with a password from standard input or typed"));
    grammar.text(addLeaf, "NAME", add.name, Command::tr("of the user"))->required();
    check(grammar.text(addLeaf, "--role", add.role, Command::tr("read or manage")),
          [](const QString &role) {
              return role == "read"_L1 || role == "manage"_L1
                  ? QString()
                  : Command::tr("%1 is neither read nor manage").arg(role);
          });
    grammar.flag(addLeaf, "--external", add.external,
                 Command::tr("without a password: NAME is user@REALM of Kerberos, DOMAIN\\user of "
                             "NTLM, or the common name in a client certificate"));
    grammar.run<UserAddCommand>(addLeaf, add);

    auto &list = grammar.own<UserOptions>();
    grammar.run<UserListCommand>(grammar.leaf(user, "list", Command::tr("with their roles")), list);

    auto &remove = grammar.own<UserOptions>();
    CLI::App &removeLeaf = grammar.leaf(user, "remove", Command::tr("no longer let sign in"));
    grammar.text(removeLeaf, "NAME", remove.name, Command::tr("of the user"))->required();
    grammar.run<UserRemoveCommand>(removeLeaf, remove);
}

} // namespace Cistern::Cli
