// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// trust NAME
#include "app/cli/command.h"
#include "app/cli/facts.h"
#include "app/cli/grammar.h"
#include "app/cli/linereader.h"
#include "services/systems/socketprobe.h"
#include "ui/text/certificatewords.h"

#include <memory>

namespace Cistern::Cli {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr auto patience = 15s;
constexpr int refused = 3; // what is shown may not be signed in to

struct TrustOptions
{
    QString name;
    QString fingerprint;
    bool forget = false;
};

// Shows what the system shows now, and pins it only when the person has proved to know its
// fingerprint, or says yes at the terminal. Nothing but the handshake is sent.
class TrustCommand final : public Command
{
public:
    TrustCommand(Session &session, const TrustOptions &options)
        : Command(session), m_options(options)
    {}

    void start() override
    {
        m_wanted = fingerprintFromText(m_options.fingerprint);
        if (!m_options.fingerprint.isEmpty() && m_wanted.isEmpty())
            return fail(
                usage(u"--fingerprint"_s, tr("a SHA-256 fingerprint has 64 hexadecimal digits")));
        then(session().load(this), [this](const Done &) {
            const ConnectionSpec *spec = services().book().find(m_options.name);
            if (!spec)
                return fail(usage(u"NAME"_s, m_options.name));
            m_spec = *spec;
            if (m_options.forget)
                return forget();
            if (m_spec.url.scheme() != "https"_L1)
                return fail(usage(
                    u"NAME"_s,
                    tr("%1 is not reached over TLS: it has no certificate").arg(m_options.name)));
            reach();
        });
    }

private:
    void forget()
    {
        const QByteArray pin = m_spec.pin;
        then(Trust::forget(services().book(), m_spec.id, this), [this, pin](const Done &) {
            if (console().json())
                console().print(
                    {{u"system"_s, m_spec.id},
                     {u"forgotten"_s, pin.isEmpty() ? QJsonValue() : QJsonValue(hex(pin))}});
            else if (pin.isEmpty())
                console().print(tr("No certificate was pinned for %1.").arg(m_spec.id));
            else
                console().print(tr("The certificate pinned for %1 is forgotten: %2")
                                    .arg(m_spec.id, fingerprintText(pin)));
            finish();
        });
    }

    void reach()
    {
        m_probe = std::make_unique<SocketProbe>(m_spec.url, m_spec.pin, nullptr);
        services().clock().after(patience, m_probe.get(), [this] {
            fail({.cause = Failure::Cause::TimedOut, .stage = Failure::Stage::Network});
        });
        then(m_probe->reach(), [this](const QString &) {
            onDone(m_probe->encrypt(), this, [this](const Outcome<PeerCertificate> &found) {
                const auto shown = found ? *found : offeredCertificate(found.failure());
                if (!shown || shown->chain.isEmpty())
                    return fail(found.failure());
                m_probe.reset();
                m_shown = *shown;
                decide();
            });
        });
    }

    void decide()
    {
        if (!console().json())
            describe();
        if (!m_options.fingerprint.isEmpty() && m_wanted != m_shown.fingerprint())
            return refuse(
                tr("%1 shows another fingerprint than the one given. Nothing was changed.")
                    .arg(m_spec.id));
        const bool pinnedAlready = m_spec.pin == m_shown.fingerprint();
        if (m_options.fingerprint.isEmpty() || pinnedAlready) {
            if (m_shown.isGood())
                return end(m_spec.pin);
            return ask();
        }
        if (!m_shown.canBeTrusted())
            return refuse(tr("This certificate can't be trusted. Nothing was changed."));
        pin();
    }

    void ask()
    {
        // Whoever reads JSON is no person.
        if (!m_shown.canBeTrusted() || console().json() || !LineReader::atTerminal())
            return refuse(m_shown.canBeTrusted()
                              ? tr("To trust it, compare the fingerprint with the one that the "
                                   "server itself shows, and give it with --fingerprint.")
                              : tr("This certificate can't be trusted."));
        const auto answer = session().openLine(
            tr("Did you compare the fingerprint, and is this certificate to be trusted for %1? "
               "[y/N]")
                .arg(m_spec.id));
        onDone(answer, this, [this](const Outcome<Secret> &line) {
            const QByteArray said = line ? line->reveal().toByteArray().trimmed().toLower()
                                         : QByteArray();
            if (said == "y" || said == "yes")
                pin();
            else
                refuse(tr("Nothing was changed."));
        });
    }

    void pin()
    {
        then(Trust::pin(services().book(), m_spec.id, m_shown, services().clock(), this),
             [this](const Done &) {
                 m_changed = true;
                 end(m_shown.fingerprint());
             });
    }

    void refuse(const QString &words)
    {
        if (!console().json())
            console().note(words);
        end(m_spec.pin, refused);
    }

    void end(const QByteArray &pin, int code = 0)
    {
        if (console().json()) {
            const auto objection = objectionTo(m_shown);
            QJsonObject object{
                {u"system"_s, m_spec.id},
                {u"trusted"_s, code == 0},
                {u"changed"_s, m_changed},
                {u"pin"_s, pin.isEmpty() ? QJsonValue() : QJsonValue(hex(pin))},
                {u"certificate"_s, toJson(m_shown)},
                {u"cause"_s,
                 objection ? QJsonValue(QString(causeName(objection->cause))) : QJsonValue()}};
            console().print(object);
        } else if (m_changed) {
            console().print(
                tr("From now on this certificate, and no other, is good for %1.").arg(m_spec.id));
        }
        finish(code);
    }

    void describe()
    {
        QList<QStringList> rows;
        for (const CertificateRow &row : rowsOf(m_shown.chain.first()))
            rows.append({row.label, row.value});
        rows.append({tr("SHA-256"), fingerprintText(m_shown.fingerprint())});
        rows.append({tr("SHA-1"), fingerprintText(m_shown.chain.first().sha1)});
        rows.append({tr("Pinned"), pinText()});
        rows.append({tr("Encryption"), u"%1, %2"_s.arg(m_shown.protocol, m_shown.cipher)});
        for (qsizetype i = 1; i < m_shown.chain.size(); ++i)
            rows.append({tr("Chain %1").arg(i),
                         u"%1 · %2 · %3"_s.arg(m_shown.chain.at(i).subject,
                                               validityText(m_shown.chain.at(i)),
                                               fingerprintText(m_shown.chain.at(i).sha256))});
        for (const CertificateProblem &problem : m_shown.problems)
            rows.append({tr("Problem"), problemText(problem, m_shown)});
        rows.append({tr("State"), stateText()});
        console().table({tr("CERTIFICATE"), tr("OF %1").arg(m_spec.id)}, rows);
        if (m_shown.isGood())
            return;
        console().note(tr("On the server itself this shows the fingerprint:"));
        for (const ServerKind kind : {ServerKind::Windows, ServerKind::Linux}) {
            for (const FingerprintCommand &way : fingerprintCommands(kind, m_spec.url))
                console().note(
                    u"  %1: %2\n    %3"_s.arg(serverKindText(kind), way.shows, way.command));
        }
    }

    QString pinText() const
    {
        if (m_spec.pin.isEmpty())
            return tr("none");
        return m_spec.pin == m_shown.fingerprint() ? tr("this one") : fingerprintText(m_spec.pin);
    }

    QString stateText() const
    {
        if (!m_shown.isGood())
            return tr("blocked: nothing is sent to %1").arg(m_spec.id);
        return m_spec.pin.isEmpty() ? tr("good: an authority vouches for it")
                                    : tr("good: it is the pinned one");
    }

    static QString hex(const QByteArray &bytes) { return QString::fromLatin1(bytes.toHex()); }

    TrustOptions m_options;
    QByteArray m_wanted;
    ConnectionSpec m_spec;
    std::unique_ptr<SocketProbe> m_probe;
    PeerCertificate m_shown;
    bool m_changed = false;
};

} // namespace

void addTrust(Grammar &grammar)
{
    auto &options = grammar.own<TrustOptions>();
    CLI::App &leaf = grammar.leaf(
        "trust", Command::tr("show, then pin or refuse, the certificate of a system"));
    grammar.text(leaf, "NAME", options.name, Command::tr("of the system"))->required();
    CLI::Option *fingerprint = grammar.text(
        leaf, "--fingerprint", options.fingerprint,
        Command::tr("SHA-256 that the server itself shows; pins when it shows it here too"));
    grammar
        .flag(leaf, "--forget", options.forget,
              Command::tr("pin none: an authority has to vouch for it again"))
        ->excludes(fingerprint);
    grammar.run<TrustCommand>(leaf, options);
}

} // namespace Cistern::Cli
