// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/text/connectwords.h"

#include "services/schema/schema.h"
#include "services/systems/signinways.h"
#include "ui/text/connectcauses.h"
#include "ui/text/units.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using Cause = Failure::Cause;
using Presence = NamespaceFact::Presence;
using Step = Rung::Step;

namespace {
constexpr qint64 worthTelling = 120; // seconds between two clocks

struct ConnectWordsTr
{
    Q_DECLARE_TR_FUNCTIONS(ConnectWords)
};

QString tr(const char *text)
{
    return ConnectWordsTr::tr(text);
}

using Values = QHash<QString, QString>;

// A name without a value is left out of a sentence.
QString filled(const QString &text, const Values &values)
{
    static const QRegularExpression name(u"\\{([a-zA-Z]+)\\}"_s);
    QString result;
    qsizetype at = 0;
    for (auto it = name.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        result += text.mid(at, match.capturedStart() - at) + values.value(match.captured(1));
        at = match.capturedEnd();
    }
    return (result + text.mid(at)).trimmed();
}

// What goes into a command as it stands; anything else is quoted as PowerShell reads it.
QString word(const QString &text)
{
    static const QRegularExpression plain(u"^[A-Za-z0-9._\\\\@:/-]+$"_s);
    if (text.isEmpty() || plain.match(text).hasMatch())
        return text;
    QString quoted;
    for (const QChar c : text) {
        if (c == u'\'' || (c >= QChar(0x2018) && c <= QChar(0x201B)))
            quoted += c;
        if (c.isPrint())
            quoted += c;
    }
    return u'\'' + quoted + u'\'';
}

// Nothing where something that belongs into it is not known.
QString commandOf(const ConnectCause &row, const Values &values)
{
    static const QRegularExpression name(u"\\{([a-zA-Z]+)\\}"_s);
    Values words;
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        words.insert(it.key(), word(it.value()));
    const QString text = QString::fromLatin1(row.command);
    for (auto it = name.globalMatch(text); it.hasNext();) {
        if (!values.contains(it.next().captured(1)))
            return {};
    }
    return filled(text, words);
}

QString userPart(const QString &user)
{
    return user.contains(u'\\') ? user.section(u'\\', 1) : user.section(u'@', 0, 0);
}

QString principalOf(const QString &user)
{
    return user.contains(u'\\')
        ? user.section(u'\\', 1) + u'@' + user.section(u'\\', 0, 0).toUpper()
        : user;
}

QString clocksText(const ClockReading &clocks, const QString &system)
{
    const QLocale locale;
    const auto time = [&](const QDateTime &moment) {
        return locale.toString(moment.toLocalTime().time(), u"HH:mm:ss"_s);
    };
    const qint64 ahead = clocks.ahead();
    const QString apart = formatDuration(std::chrono::seconds(std::abs(ahead)));
    return (ahead < 0
                ? tr("The clock of %1 says %2, that of this computer %3: theirs is %4 behind.")
                : tr("The clock of %1 says %2, that of this computer %3: theirs is %4 ahead."))
        .arg(system, time(clocks.theirs), time(clocks.ours), apart);
}

QString presenceText(const NamespaceFact &space)
{
    switch (space.presence) {
    case Presence::There:
        return tr("there");
    case Presence::NoInstance:
        return tr("installed, but its service does not run");
    case Presence::NoClass:
        return tr("no class %1").arg(space.serviceClass);
    case Presence::NoNamespace:
        return tr("no namespace %1").arg(space.name);
    case Presence::Denied:
        return tr("not for this user");
    case Presence::Failed:
        return tr("could not be read");
    case Presence::Unasked:
        break;
    }
    return tr("not asked");
}

// "iSCSI target: there · Hyper-V: no namespace Root/Virtualization/V2"
QString spacesText(const Ladder &ladder, bool absentOnly)
{
    QStringList parts;
    for (const NamespaceFact &space : ladder.spaces) {
        if (!absentOnly || space.presence != Presence::There)
            parts.append(tr("%1: %2").arg(featureText(space.name), presenceText(space)));
    }
    return parts.join(u" · "_s);
}

QString fingerprintText(const Failure &failure)
{
    const auto shown = offeredCertificate(failure);
    return shown && !shown->chain.isEmpty()
        ? tr(" (SHA-256 %1)").arg(QString::fromLatin1(shown->fingerprint().toHex(':').toUpper()))
        : QString();
}

QString inQuotes(const QString &text)
{
    return text.isEmpty() ? QString() : u" (“%1”)"_s.arg(text);
}

QString accountsText(const ConnectionSpec &spec)
{
    if (spec.scheme == "Certificate"_L1)
        return tr("Check that the certificate is mapped to an account there (winrm enumerate "
                  "winrm/config/service/certmapping).");
    if (spec.scheme == "Basic"_L1)
        return tr(
            "Check the user name and enter the password again. With Basic, Windows knows only "
            "accounts of that machine, written without a domain.");
    return tr("Check the user name (DOMAIN\\user or user@domain) and enter the password again.");
}

Values valuesFor(const Failure &failure, const Ladder &ladder, const ConnectionSpec &spec)
{
    const QString host = spec.url.host();
    const QString port = QString::number(
        spec.url.port(spec.url.scheme() == "https"_L1 ? 5986 : 5985));
    const QString system = spec.name.isEmpty() ? host : spec.name;
    Values values{
        {u"host"_s, host.isEmpty() ? system : host},
        {u"port"_s, port},
        {u"place"_s, (host.contains(u':') ? u'[' + host + u']' : host) + u':' + port},
        {u"path"_s, spec.url.path().isEmpty() ? u"/wsman"_s : spec.url.path()},
        {u"system"_s, system},
        {u"scheme"_s, spec.scheme},
        {u"offers"_s,
         failure.serverText.isEmpty() ? tr("nothing that is known here") : failure.serverText},
        {u"fingerprint"_s, fingerprintText(failure)},
        {u"parameter"_s, failure.parameter},
        {u"named"_s, inQuotes(failure.parameter)},
        {u"elsewhere"_s,
         failure.code >= 300 && failure.code < 400 ? inQuotes(failure.serverText) : QString()},
        {u"feature"_s, featureText(failure.parameter)},
        {u"ofFeature"_s, inQuotes(featureText(failure.parameter))},
        {u"says"_s,
         failure.serverText.isEmpty() ? QString()
                                      : u' ' + tr("It says: %1").arg(failure.serverText)},
        {u"missing"_s, spacesText(ladder, true)},
        {u"accounts"_s, accountsText(spec)},
        {u"principal"_s, principalOf(spec.user)},
    };
    if (!spec.user.isEmpty()) {
        values.insert(u"user"_s, spec.user);
        values.insert(u"account"_s, userPart(spec.user));
    }
    const QString principal = principalOf(spec.user);
    const QString realm = principal.contains(u'@') ? principal.section(u'@', 1)
                                                   : host.section(u'.', 1);
    if (!realm.isEmpty() && !realm.at(0).isDigit())
        values.insert(u"realm"_s, realm);
    if (ladder.clocks)
        values.insert(u"clocks"_s, clocksText(*ladder.clocks, system));
    return values;
}

// The failure stands on some rung even where nobody says which.
Step stepOf(const Failure &failure)
{
    switch (failure.stage) {
    case Failure::Stage::Name:
        return Step::Name;
    case Failure::Stage::Network:
        return Step::Network;
    case Failure::Stage::Encryption:
        return Step::Encryption;
    case Failure::Stage::SignIn:
        return Step::SignIn;
    case Failure::Stage::Protocol:
        return Step::Identify;
    default:
        return Step::Namespaces;
    }
}

Message messageAt(const Failure &failure, Step step, const Ladder &ladder,
                  const ConnectionSpec &spec)
{
    Message message = messageFor(failure, {.system = spec.name});
    const auto words = connectWords(failure, step, ladder, spec);
    if (!words)
        return message;
    message.problem = words->problem;
    message.cause = words->cause;
    message.fix = words->fix;
    message.command = words->command;
    // There it stands in the cause.
    if (failure.cause == Cause::ServerFault && !failure.serverText.isEmpty())
        message.details += (message.details.isEmpty() ? QString() : u", "_s) + failure.serverText;
    return message;
}
} // namespace

QString stepText(Step step)
{
    switch (step) {
    case Step::Name:
        return tr("Name");
    case Step::Network:
        return tr("Network");
    case Step::Encryption:
        return tr("Encryption");
    case Step::SignIn:
        return tr("Sign-in");
    case Step::Identify:
        return tr("Identify");
    case Step::Namespaces:
        return tr("Namespaces");
    }
    return {};
}

QString featureText(const QString &nameSpace)
{
    static constexpr std::pair<QLatin1StringView, const char *> features[] = {
        {Schema::iscsiTarget, QT_TRANSLATE_NOOP("ConnectWords", "iSCSI target")},
        {Schema::virtualization, QT_TRANSLATE_NOOP("ConnectWords", "Hyper-V")},
        {Schema::hypervCluster, QT_TRANSLATE_NOOP("ConnectWords", "Hyper-V cluster")},
    };
    for (const auto &[name, text] : features) {
        if (nameSpace.compare(name, Qt::CaseInsensitive) == 0)
            return tr(text);
    }
    return nameSpace;
}

QString rungText(const Rung &rung, const Ladder &ladder, const ConnectionSpec &spec)
{
    switch (rung.state) {
    case Rung::State::NotTried: {
        if (rung.step != Step::Namespaces)
            return tr("Not tried");
        QStringList features;
        for (const KnownNamespace &known : knownNamespaces())
            features.append(featureText(known.name));
        return tr("Not tried: %1").arg(features.join(u", "_s));
    }
    case Rung::State::Skipped:
        return rung.step == Step::SignIn ? tr("Was not asked for") : tr("Not needed here");
    case Rung::State::Climbing:
        switch (rung.step) {
        case Step::Name:
            return tr("Looking up %1…").arg(spec.url.host());
        case Step::Network:
            return tr("Trying port %1…").arg(spec.url.port());
        case Step::Encryption:
            return tr("Agreeing on TLS…");
        case Step::SignIn:
            return spec.user.isEmpty() ? tr("Signing in…") : tr("Signing in as %1…").arg(spec.user);
        case Step::Identify:
            return tr("Asking who it is…");
        case Step::Namespaces:
            return spacesText(ladder, false);
        }
        return {};
    case Rung::State::Failed:
        if (rung.step == Step::Namespaces && !ladder.spaces.isEmpty())
            return spacesText(ladder, false);
        return rung.failure ? shortCause(*rung.failure) : tr("Failed");
    case Rung::State::Done:
        break;
    }
    switch (rung.step) {
    case Step::Network:
        return tr("Port %1 is open (%2)").arg(spec.url.port()).arg(rung.fact);
    case Step::SignIn:
        return rung.fact.isEmpty() ? tr("Nobody has to sign in")
                                   : tr("%1, by %2").arg(rung.fact, spec.scheme);
    case Step::Namespaces:
        return ladder.spaces.isEmpty() ? rung.fact : spacesText(ladder, false);
    default:
        return rung.fact;
    }
}

std::optional<ConnectWords> connectWords(const Failure &failure, Step step, const Ladder &ladder,
                                         const ConnectionSpec &spec)
{
    using Link = ConnectCause::Link;
    const Link link = spec.url.scheme() == "https"_L1 ? Link::Tls : Link::Plain;
    const auto rows = connectCauses();
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const ConnectCause &candidate) {
        const QLatin1StringView parameter(candidate.parameter);
        return candidate.cause == failure.cause
            && (candidate.steps == ConnectCause::Any || (candidate.steps & (1 << int(step))))
            && (candidate.code == 0 || candidate.code == failure.code)
            && (candidate.link == Link::Any || candidate.link == link)
            && (parameter.isEmpty()
                || failure.parameter.compare(parameter, Qt::CaseInsensitive) == 0);
    });
    if (row == rows.end())
        return std::nullopt;
    const Values values = valuesFor(failure, ladder, spec);
    Values sentence = values;
    if (!sentence.contains(u"user"_s))
        sentence.insert(u"user"_s, tr("this account"));
    return ConnectWords{.problem = filled(tr(row->problem), sentence),
                        .cause = filled(tr(row->why), sentence),
                        .fix = filled(tr(row->fix), sentence),
                        .command = commandOf(*row, values)};
}

std::optional<Message> rungMessage(const Rung &rung, const Ladder &ladder,
                                   const ConnectionSpec &spec)
{
    if (!rung.failure)
        return std::nullopt;
    return messageAt(*rung.failure, rung.step, ladder, spec);
}

std::optional<Message> connectionMessage(const SystemState &state, const ConnectionSpec &spec)
{
    for (const Rung &rung : state.ladder.rungs) {
        if (auto message = rungMessage(rung, state.ladder, spec))
            return message;
    }
    if (!state.failure || state.phase == SystemState::Phase::Connected)
        return std::nullopt;
    // It broke after the climb.
    return messageAt(*state.failure, stepOf(*state.failure), state.ladder, spec);
}

Ladder brokenLadder(const Ladder &ladder, const Failure &failure)
{
    Ladder broken = ladder;
    const Step step = stepOf(failure);
    for (Rung &rung : broken.rungs) {
        if (rung.step == step)
            rung = {.step = step, .state = Rung::State::Failed, .failure = failure};
        else if (rung.step > step)
            rung = {.step = rung.step};
    }
    return broken;
}

QString clockHint(const Ladder &ladder, const ConnectionSpec &spec)
{
    if (!ladder.clocks || std::abs(ladder.clocks->ahead()) <= worthTelling)
        return {};
    return clocksText(*ladder.clocks, spec.name.isEmpty() ? spec.url.host() : spec.name);
}

QString readableHint(const ConnectionSpec &spec)
{
    if (!isReadableOnTheWay(spec))
        return {};
    return tr("%1 over HTTP shows the password to everybody on the way to %2. Use HTTPS, or "
              "Negotiate or Kerberos.")
        .arg(spec.scheme, spec.url.host());
}

QString stateText(const SystemState &state, const QDateTime &now)
{
    switch (state.phase) {
    case SystemState::Phase::Idle:
        return tr("Not connected");
    case SystemState::Phase::Connecting: {
        const Rung *rung = state.ladder.climbing();
        if (!rung)
            return tr("Connecting…");
        switch (rung->step) {
        case Step::Name:
            return tr("Looking up…");
        case Step::Network:
            return tr("Reaching…");
        case Step::Encryption:
            return tr("Encrypting…");
        case Step::SignIn:
            return tr("Signing in…");
        case Step::Identify:
        case Step::Namespaces:
            return tr("Asking…");
        }
        return {};
    }
    case SystemState::Phase::Connected: {
        const auto remark = state.ladder.rungs.isEmpty()
            ? std::nullopt
            : state.ladder.rung(Step::Namespaces).failure;
        return remark ? shortCause(*remark) : tr("OK");
    }
    case SystemState::Phase::Waiting:
        return ConnectWordsTr::tr(
            "Retry in %n s", nullptr,
            int(std::max<qint64>(0, (now.msecsTo(state.nextTry) + 999) / 1000)));
    case SystemState::Phase::Failed:
        break;
    }
    return state.failure ? shortCause(*state.failure) : tr("Not connected");
}

QString seenText(const QDateTime &seen, const QDateTime &now)
{
    const qint64 age = std::max<qint64>(0, seen.secsTo(now));
    if (age < 2)
        return tr("seen just now");
    if (age <= 90)
        return ConnectWordsTr::tr("seen %n s ago", nullptr, int(age));
    const QDateTime local = seen.toLocalTime();
    const bool today = local.date() == now.toLocalTime().date();
    return tr("seen %1, %2 ago")
        .arg(QLocale().toString(local, today ? u"HH:mm"_s : u"yyyy-MM-dd HH:mm"_s),
             formatDuration(std::chrono::minutes(age / 60)));
}

QString shortCause(const Failure &failure)
{
    static constexpr std::pair<Cause, const char *> words[] = {
        {Cause::NameNotFound, QT_TRANSLATE_NOOP("ConnectWords", "Name not found")},
        {Cause::Refused, QT_TRANSLATE_NOOP("ConnectWords", "Nobody listens")},
        {Cause::TimedOut, QT_TRANSLATE_NOOP("ConnectWords", "No answer")},
        {Cause::Certificate, QT_TRANSLATE_NOOP("ConnectWords", "Certificate unknown")},
        {Cause::CertificateChanged, QT_TRANSLATE_NOOP("ConnectWords", "Certificate changed")},
        {Cause::CertificateExpired, QT_TRANSLATE_NOOP("ConnectWords", "Certificate expired")},
        {Cause::CertificateName, QT_TRANSLATE_NOOP("ConnectWords", "Certificate of another host")},
        {Cause::TlsVersion, QT_TRANSLATE_NOOP("ConnectWords", "No TLS")},
        {Cause::SignIn, QT_TRANSLATE_NOOP("ConnectWords", "Sign-in refused")},
        {Cause::Account, QT_TRANSLATE_NOOP("ConnectWords", "Account locked")},
        {Cause::Denied, QT_TRANSLATE_NOOP("ConnectWords", "Access denied")},
        {Cause::SchemeNotOffered, QT_TRANSLATE_NOOP("ConnectWords", "Sign-in not offered")},
        {Cause::NoTicket, QT_TRANSLATE_NOOP("ConnectWords", "No ticket")},
        {Cause::ClockSkew, QT_TRANSLATE_NOOP("ConnectWords", "Clocks differ")},
        {Cause::KdcUnreachable, QT_TRANSLATE_NOOP("ConnectWords", "No domain controller")},
        {Cause::ServiceUnknown, QT_TRANSLATE_NOOP("ConnectWords", "Service unknown")},
        {Cause::Unencrypted, QT_TRANSLATE_NOOP("ConnectWords", "Encryption demanded")},
        {Cause::Quota, QT_TRANSLATE_NOOP("ConnectWords", "Quota reached")},
        {Cause::NotFound, QT_TRANSLATE_NOOP("ConnectWords", "Nothing to manage")},
        {Cause::NotSupported, QT_TRANSLATE_NOOP("ConnectWords", "Not WS-Management")},
        {Cause::Malformed, QT_TRANSLATE_NOOP("ConnectWords", "Not WS-Management")},
        {Cause::ServerFault, QT_TRANSLATE_NOOP("ConnectWords", "Service in trouble")},
    };
    if (wantsSignIn(failure))
        return tr("Sign-in needed");
    if (failure.cause == Cause::NotFound && failure.code == 404)
        return tr("Wrong path");
    if (failure.cause == Cause::NotSupported && failure.parameter == "url"_L1)
        return tr("Password unprotected");
    for (const auto &[cause, text] : words) {
        if (cause == failure.cause)
            return tr(text);
    }
    return tr("Not connected");
}

} // namespace Cistern
