// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// peer add|list|remove: the systems that pipes of the local target may go to and come from.
#include "app/cli/grammar.h"
#include "services/provider/pipes/place.h"
#include "services/provider/provider.h"

#include <QJsonArray>

#include <algorithm>

namespace Cistern::Cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct PeerOptions
{
    QString name;
    QString place;
    QString fingerprint;
};

// SHA-256 as 64 hexadecimal digits, colons between them or not; empty for any other text.
QByteArray fingerprintFrom(const QString &text)
{
    QString digits = text;
    digits.remove(u':');
    const bool good = digits.size() == 64 && std::all_of(digits.begin(), digits.end(), [](QChar c) {
                          return (c >= u'0' && c <= u'9')
                              || (c.toLower() >= u'a' && c.toLower() <= u'f');
                      });
    return good ? QByteArray::fromHex(digits.toLatin1()) : QByteArray();
}

QString fingerprintText(const QByteArray &fingerprint)
{
    return QString::fromLatin1(fingerprint.toHex(':').toUpper());
}

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

class PeerAddCommand final : public Command
{
public:
    PeerAddCommand(Session &session, const PeerOptions &options)
        : Command(session), m_options(options)
    {}

    void start() override
    {
        Provider &target = services().localTarget();
        then(target.opened(), [this, &target](const Done &) {
            const PipePeer peer{.name = m_options.name,
                                .place = m_options.place,
                                .fingerprint = fingerprintFrom(m_options.fingerprint)};
            onDone(target.addPeer(peer), this, [this, peer](const Outcome<Done> &added) {
                if (!added)
                    return fail(explained(added.failure()));
                if (console().json())
                    console().print({{u"peer"_s, peer.name}, {u"address"_s, peer.place}});
                finish();
            });
        });
    }

private:
    Failure explained(const Failure &failure) const
    {
        if (failure.cause != Failure::Cause::InvalidValue)
            return failure;
        if (failure.parameter == "fingerprint"_L1)
            return usage(u"--fingerprint"_s,
                         tr("a peer on another machine is known by its certificate; `serve` there "
                            "prints the fingerprint"));
        if (failure.parameter == "name"_L1)
            return usage(u"NAME"_s, tr("%1 is this system itself").arg(m_options.name));
        return failure;
    }

    PeerOptions m_options;
};

class PeerListCommand final : public Command
{
public:
    PeerListCommand(Session &session, const PeerOptions &) : Command(session) {}

    void start() override
    {
        Provider &target = services().localTarget();
        then(target.opened(), [this, &target](const Done &) {
            then(target.pipeIdentity(), [this, &target](const PipeIdentity &identity) {
                then(target.peers(),
                     [this, identity](const QList<PipePeer> &peers) { print(identity, peers); });
            });
        });
    }

private:
    void print(const PipeIdentity &identity, const QList<PipePeer> &peers)
    {
        QJsonArray array;
        QList<QStringList> rows;
        for (const PipePeer &peer : peers) {
            const QString fingerprint = fingerprintText(peer.fingerprint);
            array.append(QJsonObject{{u"name"_s, peer.name},
                                     {u"address"_s, peer.place},
                                     {u"fingerprint"_s, orNull(fingerprint)}});
            rows.append({peer.name, peer.place, fingerprint});
        }
        if (console().json()) {
            console().print({{u"system"_s, identity.systemName},
                             {u"endpoints"_s, QJsonArray::fromStringList(identity.endpoints)},
                             {u"peers"_s, array}});
        } else {
            console().print(tr("This system is %1, at %2")
                                .arg(identity.systemName, identity.endpoints.join(u", "_s)));
            console().table({tr("PEER"), tr("ADDRESS"), tr("FINGERPRINT")}, rows);
        }
        finish();
    }
};

class PeerRemoveCommand final : public Command
{
public:
    PeerRemoveCommand(Session &session, const PeerOptions &options)
        : Command(session), m_name(options.name)
    {}

    void start() override
    {
        Provider &target = services().localTarget();
        then(target.opened(), [this, &target](const Done &) {
            then(target.removePeer(m_name), [this](const Done &) {
                if (console().json())
                    console().print({{u"removed"_s, m_name}});
                finish();
            });
        });
    }

private:
    QString m_name;
};

} // namespace

void addPeers(Grammar &grammar)
{
    CLI::App &peer = grammar.group("peer", Command::tr("systems that replication pipes may link"));

    auto &add = grammar.own<PeerOptions>();
    CLI::App &addLeaf = grammar.leaf(
        peer, "add",
        Command::tr("let pipes come from and go to a system; tell it of this one too"));
    grammar.text(addLeaf, "NAME", add.name, Command::tr("of its system"))->required();
    check(grammar
              .text(addLeaf, "PLACE", add.place,
                    Command::tr("ADDRESS:PORT of one of its pipe endpoints"))
              ->required(),
          [](const QString &text) {
              return PipePlace::fromText(text)
                  ? QString()
                  : Command::tr("%1 is no ADDRESS:PORT with a port from 1 to 65535").arg(text);
          });
    check(grammar.text(addLeaf, "--fingerprint", add.fingerprint,
                       Command::tr("SHA-256 of its certificate; needed for other machines")),
          [](const QString &text) {
              return fingerprintFrom(text).isEmpty()
                  ? Command::tr("%1 is no SHA-256: 64 hexadecimal digits").arg(text)
                  : QString();
          });
    grammar.run<PeerAddCommand>(addLeaf, add);

    auto &list = grammar.own<PeerOptions>();
    grammar.run<PeerListCommand>(
        grammar.leaf(peer, "list", Command::tr("and what they must know of this system")), list);

    auto &remove = grammar.own<PeerOptions>();
    CLI::App &removeLeaf = grammar.leaf(peer, "remove",
                                        Command::tr("one that no pipe goes to any more"));
    grammar.text(removeLeaf, "NAME", remove.name, Command::tr("of its system"))->required();
    grammar.run<PeerRemoveCommand>(removeLeaf, remove);
}

} // namespace Cistern::Cli
