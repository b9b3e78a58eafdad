// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/text/messages.h"

#include "services/jobs/calleffect.h"
#include "services/systems/trust.h"
#include "ui/text/joberrorwords.h"
#include "ui/text/methodwords.h"
#include "ui/text/units.h"

#include <QCoreApplication>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using Cause = Failure::Cause;
using Stage = Failure::Stage;

namespace {
constexpr quint32 invalidNamespace = 3; // DSP0004 status code

QString tr(const char *text)
{
    return QCoreApplication::translate("Messages", text);
}

// Marks of direction are for sentences that mix directions; everywhere else they would only travel
// along into terminals, logs and copied text.
bool rightToLeft()
{
    return QLocale().textDirection() == Qt::RightToLeft;
}

QString data(const QString &words)
{
    return words.isRightToLeft() != rightToLeft() ? isolated(words) : words;
}

QString figure(const QString &text)
{
    return rightToLeft() ? isolatedLeftToRight(text) : text;
}

// A system without a name is "the system", also at the beginning of a sentence.
QString named(const QString &system)
{
    return system.isEmpty() ? tr("The system") : data(system);
}

// What Identify is refused for; the name is that of the flavour.
bool isFirstWinRm(const Failure &failure)
{
    return failure.stage == Stage::Protocol && failure.parameter == "WinRM 1"_L1;
}

// What was asked of another store of this computer than the one that is open; serverText is its
// folder.
bool isOfAnotherStore(const Failure &failure)
{
    return failure.stage == Stage::Input && failure.parameter == "store"_L1;
}

// Before an answer came: that is no word of the system.
bool isCut(const Failure &failure)
{
    return failure.cause == Cause::ServerFault && failure.stage == Stage::Network;
}

QString sizeOffered(const QVariant &offered)
{
    return formatSize(offered.toULongLong());
}

// What was found instead of what the call would have done; %1 is the system.
struct NotDoneWords
{
    QString cause, fix;
};
NotDoneWords notDoneWords(const MethodCall &call)
{
    if (stopOf(call) != 0)
        return {.cause = tr("The answer was lost. %1 was read again for half a minute, and the job "
                            "goes on, or has come to an end of its own."),
                .fix = tr("Look whether the job still runs before you ask again.")};
    // Without a method it is a Delete.
    const auto kind = call.isValid() ? effectOf(call).kind : CallEffect::Kind::Removes;
    switch (kind) {
    case CallEffect::Kind::Creates:
        return {.cause = tr("The answer was lost. %1 was read again for half a minute, and nothing "
                            "of it is there."),
                .fix = {}};
    case CallEffect::Kind::Modifies:
        return {.cause = tr("The answer was lost. %1 was read again for half a minute, and the "
                            "object is as it was."),
                .fix = {}};
    case CallEffect::Kind::Removes:
        return {.cause = tr("The answer was lost. %1 was read again for half a minute, and the "
                            "object is still there."),
                .fix = tr("Delete it again if it is to go.")};
    case CallEffect::Kind::Other:
        break;
    }
    return {};
}
} // namespace

QString problemText(Cause cause)
{
    switch (cause) {
    case Cause::Cancelled:
        return tr("This was stopped before it was done.");
    case Cause::NameNotFound:
        return tr("The host name was not found.");
    case Cause::Refused:
        return tr("The system can't be reached.");
    case Cause::TimedOut:
        return tr("The system did not answer in time.");
    case Cause::Certificate:
        return tr("The certificate of the system is not trusted.");
    case Cause::SignIn:
        return tr("Signing in failed.");
    case Cause::Denied:
        return tr("This user is not allowed to do this.");
    case Cause::NotSupported:
        return tr("The system does not offer this.");
    case Cause::NotFound:
        return tr("This is not there.");
    case Cause::Exists:
        return tr("The name is taken.");
    case Cause::InvalidValue:
        return tr("A value can't be used.");
    case Cause::SizeNotSupported:
        return tr("The size is not possible.");
    case Cause::InUse:
        return tr("This is in use.");
    case Cause::ServerFault:
        return tr("The system reports a failure.");
    case Cause::Malformed:
        return tr("What arrived could not be read.");
    case Cause::TooLarge:
        return tr("What arrived was too large.");
    case Cause::Storage:
        return tr("A file on this computer could not be used.");
    case Cause::OutcomeUnknown:
        return tr("Whether this was done is not known.");
    case Cause::NotDone:
        return tr("This was not done.");
    case Cause::CertificateChanged:
        return tr("The certificate of the system has changed.");
    case Cause::CertificateExpired:
        return tr("The certificate of the system is not valid now.");
    case Cause::CertificateName:
        return tr("The certificate belongs to another host.");
    case Cause::TlsVersion:
        return tr("No encrypted connection could be made.");
    case Cause::SchemeNotOffered:
        return tr("The system does not offer this way to sign in.");
    case Cause::NoTicket:
        return tr("There is no valid Kerberos ticket.");
    case Cause::ClockSkew:
        return tr("The clocks differ too much.");
    case Cause::KdcUnreachable:
        return tr("No domain controller answers.");
    case Cause::ServiceUnknown:
        return tr("The domain does not know the service.");
    case Cause::Account:
        return tr("The account can't be used.");
    case Cause::Unencrypted:
        return tr("The system takes no unencrypted messages.");
    case Cause::Quota:
        return tr("The system allows no more at this time.");
    }
    return {};
}

QString causeText(const Failure &failure, const QString &system)
{
    const QString who = named(system);
    switch (failure.cause) {
    case Cause::Cancelled:
        return failure.parameter == "turn"_L1
            ? tr("What had to come before it did not succeed, so it was not sent.")
            : failure.stage == Stage::Input
            ? tr("It was recorded, but nothing had been sent when the program ended.")
            : tr("Nobody waits for the answer any more.");
    case Cause::NameNotFound:
        return failure.parameter.isEmpty()
            ? tr("No address belongs to the host name.")
            : tr("No address belongs to \"%1\".").arg(data(failure.parameter));
    case Cause::Refused:
        return tr(
            "Nobody listens at the address and port of the system, or a firewall is in between.");
    case Cause::TimedOut:
        return tr("%1 took longer than the time allowed.").arg(who);
    case Cause::Certificate:
        return offeredCertificate(failure)
            ? tr("%1 showed a certificate with the fingerprint %2.")
                  .arg(who,
                       figure(QString::fromLatin1(
                           offeredCertificate(failure)->fingerprint().toHex(':').toUpper())))
            : tr("An encrypted connection to %1 could not be made.").arg(who);
    case Cause::SignIn:
        return tr("%1 did not accept the user name or the password.").arg(who);
    case Cause::Denied:
        return tr("%1 knows the user, but the user lacks the right.").arg(who);
    case Cause::NotSupported:
        return isFirstWinRm(failure)
            ? tr("%1 speaks WinRM 1, an older protocol that this console does not know.").arg(who)
            : isOfAnotherStore(failure)
            ? tr("It was asked of the pools in another folder: %1.").arg(failure.serverText)
            : tr("The feature is not on this target.");
    case Cause::NotFound:
        return tr("The object, class or namespace is gone, or was never there.");
    case Cause::Exists:
        return !failure.offered.toString().isEmpty()
            ? tr("\"%1\" uses it already.").arg(data(failure.offered.toString()))
            : tr("Something else uses it already.");
    case Cause::InvalidValue:
        return failure.parameter.isEmpty()
            ? tr("%1 refused one of the values.").arg(who)
            : tr("The value of \"%1\" is missing or wrong.").arg(data(failure.parameter));
    case Cause::SizeNotSupported:
        if (!failure.offered.isValid())
            return tr("%1 can't make exactly this size.").arg(who);
        if (failure.offered.toULongLong() == 0)
            return tr("%1 can't make any size from these sources.").arg(who);
        return tr("%1 can't make exactly this size; the nearest is %2.")
            .arg(who, figure(sizeOffered(failure.offered)));
    case Cause::InUse:
        return tr("A job works on it, or something else depends on it.");
    case Cause::ServerFault:
        return isCut(failure) ? tr("%1 closed the connection before it had answered.").arg(who)
            : failure.stage == Stage::Job ? tr("The job ended with an error.")
                                          : tr("%1 could not do it.").arg(who);
    case Cause::Malformed:
        return failure.stage == Stage::Storage
            ? tr("The file is damaged or comes from a newer version; line %1 is wrong.")
                  .arg(failure.code)
            : tr("The answer of %1 breaks the protocol.").arg(who);
    case Cause::TooLarge:
        return tr("It exceeds a limit that protects this computer.");
    case Cause::Storage:
        return failure.parameter.isEmpty()
            ? tr("The disk may be full, or the file may be in use or not allowed.")
            : tr("The file is %1.").arg(data(failure.parameter));
    case Cause::OutcomeUnknown:
        return tr("The request was sent and its answer is lost. It is never sent again by itself.");
    case Cause::NotDone:
        return isUnsent(failure)
            ? tr("What \"%1\" refers to had to be made first, and the answer to that was lost. The "
                 "call itself was never sent.")
                  .arg(data(failure.parameter))
            : tr("The answer was lost. %1 was read again for half a minute, and nothing shows that "
                 "it was done.")
                  .arg(who);
    case Cause::CertificateChanged:
        return tr("%1 showed another certificate than the one trusted for it. Somebody may be in "
                  "between.")
            .arg(who);
    case Cause::CertificateExpired:
        return tr("The certificate of %1 has expired, or is not valid yet; or the clock of this "
                  "computer is wrong.")
            .arg(who);
    case Cause::CertificateName:
        return tr("The certificate of %1 is for other names than the one asked for.").arg(who);
    case Cause::TlsVersion:
        return tr("%1 speaks no version of TLS that this computer accepts, or none at all at this "
                  "port.")
            .arg(who);
    case Cause::SchemeNotOffered:
        return failure.serverText.isEmpty()
            ? tr("%1 does not offer the way to sign in that was chosen for it.").arg(who)
            : tr("%1 offers only %2.").arg(who, data(failure.serverText));
    case Cause::NoTicket:
        return tr(
            "The ticket cache of this computer has no ticket for the user, or it has expired.");
    case Cause::ClockSkew:
        return tr("Kerberos refuses times that are more than a few minutes apart.");
    case Cause::KdcUnreachable:
        return tr("No key distribution center of the Kerberos realm could be reached.");
    case Cause::ServiceUnknown:
        return failure.parameter.isEmpty()
            ? tr("The Kerberos realm has no such service principal.")
            : tr("The Kerberos realm has no principal \"%1\".").arg(data(failure.parameter));
    case Cause::Account:
        return tr("%1 says that the account is locked, disabled or expired, or that its password "
                  "has to be changed.")
            .arg(who);
    case Cause::Unencrypted:
        return tr("%1 refuses bodies that can be read on the way.").arg(who);
    case Cause::Quota:
        return tr("%1 has reached a limit for operations or connections of this user.").arg(who);
    }
    return {};
}

QString fixText(const Failure &failure)
{
    switch (failure.cause) {
    case Cause::Cancelled:
        return failure.stage == Stage::Input ? tr("Run it again if it is still wanted.")
                                             : QString();
    case Cause::NameNotFound:
        return tr("Check the spelling of the host name, or use an address.");
    case Cause::Refused:
        return tr("Check that the system is on, that WS-Management is enabled there, and that the "
                  "port is right.");
    case Cause::TimedOut:
        return tr("Try again; if it stays so, check the load of the system and the network.");
    case Cause::Certificate:
        return tr("Compare the fingerprint with the one shown on the system before you trust it.");
    case Cause::SignIn:
        return tr("Check the user name and enter the password again.");
    case Cause::Denied:
        return tr("Sign in as a user with the right to manage storage.");
    case Cause::NotSupported:
        return isFirstWinRm(failure)
            ? tr("Install Windows Management Framework 2.0 or later on the system.")
            : isOfAnotherStore(failure)
            ? tr("Start the program with --store and that folder; then it is looked at by itself.")
            : tr("Choose another system, or another way.");
    case Cause::NotFound:
        return tr("Refresh and look again.");
    case Cause::Exists:
        return tr("Choose another name.");
    case Cause::InvalidValue:
        return tr("Correct the value.");
    case Cause::SizeNotSupported:
        return failure.offered.toULongLong() > 0
            ? tr("Use %1, or change the sources.").arg(figure(sizeOffered(failure.offered)))
            : tr("Change the sources.");
    case Cause::InUse:
        return tr("Wait for running jobs, or remove what depends on it first.");
    case Cause::ServerFault:
        return isCut(failure)
            ? tr("It may be starting anew. If it stays away, look there whether its "
                 "WS-Management service runs.")
            : failure.stage == Stage::Job
            ? tr("See the details of the job, then look at the present state.")
            : tr("Look at the present state before you try again.");
    case Cause::Malformed:
        return failure.stage == Stage::Storage
            ? tr("Repair the file, or put one of the copies beside it in its place.")
            : tr("Check that the address is that of a WS-Management service.");
    case Cause::TooLarge:
        return tr("Ask for less.");
    case Cause::Storage:
        return tr("Check free space and the rights of the folder.");
    case Cause::OutcomeUnknown:
        return tr("Look at the present state before you try again.");
    case Cause::NotDone:
        return tr("Run it again with these values if it is still wanted.");
    case Cause::CertificateChanged:
        return tr("Find out why it changed, and compare the new fingerprint with the one shown on "
                  "the system, before you trust it.");
    case Cause::CertificateExpired:
        return tr("Renew the certificate on the system, and check the clock of this computer.");
    case Cause::CertificateName:
        return tr("Use the name that stands in the certificate, or compare the fingerprint and "
                  "trust it for this system.");
    case Cause::TlsVersion:
        return tr("Check that the port is that of HTTPS (5986), and that TLS 1.2 or 1.3 is enabled "
                  "on the system.");
    case Cause::SchemeNotOffered:
        return tr("Choose another way to sign in for this system, or enable this one there.");
    case Cause::NoTicket:
        return tr("Get a ticket (kinit), or use a credential set with a password.");
    case Cause::ClockSkew:
        return tr("Set the clocks of this computer, the system and the domain controller right.");
    case Cause::KdcUnreachable:
        return tr("Check the network and the realm's entry in krb5.conf or DNS.");
    case Cause::ServiceUnknown:
        return tr("Use the full host name of the system, not an address or an alias.");
    case Cause::Account:
        return tr("Have the account unlocked or the password changed, then sign in again.");
    case Cause::Unencrypted:
        return tr("Choose Negotiate or Kerberos, which encrypt messages, or use HTTPS.");
    case Cause::Quota:
        return tr("Wait a moment; if it stays so, raise the quota of the service on the system.");
    }
    return {};
}

QString meaningText(Meaning meaning)
{
    switch (meaning) {
    case Meaning::Done:
        return tr("done");
    case Meaning::JobStarted:
        return tr("a job was started");
    case Meaning::NotSupported:
        return tr("not supported");
    case Meaning::Unknown:
        return tr("unknown");
    case Meaning::TimedOut:
        return tr("timed out");
    case Meaning::Failed:
        return tr("failed");
    case Meaning::InvalidParameter:
        return tr("invalid parameter");
    case Meaning::InUse:
        return tr("in use");
    case Meaning::SizeNotSupported:
        return tr("size not supported");
    case Meaning::AccessDenied:
        return tr("access denied");
    case Meaning::NotFound:
        return tr("not found");
    case Meaning::UseSibling:
        return tr("use the other method");
    case Meaning::InvalidTransition:
        return tr("not possible in this state");
    case Meaning::TimeoutNotSupported:
        return tr("time limits are not supported");
    case Meaning::Busy:
        return tr("busy");
    case Meaning::WrongType:
        return tr("wrong type");
    case Meaning::InsufficientResources:
        return tr("not enough resources");
    case Meaning::Exists:
        return tr("exists already");
    case Meaning::InvalidState:
        return tr("not healthy enough");
    case Meaning::Unavailable:
        return tr("the service is stopped");
    case Meaning::OutOfMemory:
        return tr("out of memory");
    case Meaning::Reserved:
        return tr("reserved");
    case Meaning::Vendor:
        return tr("vendor code");
    }
    return {};
}

bool isUnsent(const Failure &failure)
{
    return failure.cause == Cause::NotDone && !failure.parameter.isEmpty();
}

const MethodDecl *methodOf(const MessageContext &context)
{
    return context.call && context.call->isValid() ? &context.call->decl() : context.method;
}

Message messageFor(const Failure &failure, const MessageContext &context)
{
    Message message;
    message.problem = !context.problem.isEmpty() ? context.problem
        : isCut(failure)                         ? tr("The connection was lost.")
                                                 : problemText(failure.cause);
    message.cause = causeText(failure, context.system);
    // The system's own words say more than ours where it only reports that it failed.
    const bool quoted = failure.cause == Cause::ServerFault && !isCut(failure);
    if (quoted && !failure.serverText.isEmpty())
        message.cause = tr("%1 says: %2").arg(named(context.system), data(failure.serverText));
    message.fix = fixText(failure);
    if (failure.cause == Cause::NotDone && !isUnsent(failure) && context.call) {
        const NotDoneWords words = notDoneWords(*context.call);
        if (!words.cause.isEmpty())
            message.cause = words.cause.arg(named(context.system));
        if (!words.fix.isEmpty())
            message.fix = words.fix;
    }
    const MethodDecl *method = methodOf(context);
    if (failure.cause == Cause::NotFound && failure.stage == Stage::Operation
        && failure.code == invalidNamespace && method)
        message.cause = missingNamespaceText(method->nameSpace);

    QStringList details;
    if (failure.code != 0) {
        const QString hex = u"0x"_s + QString::number(failure.code, 16).toUpper();
        details.append(tr("code %1 (%2)").arg(QString::number(failure.code), hex));
    }
    if (method && isReturnCode(failure, *method)) {
        const MethodWords words = methodWords(failure, *method, context.call);
        if (!words.cause.isEmpty())
            message.cause = words.cause;
        if (!words.fix.isEmpty())
            message.fix = words.fix;
        details.append(meaningText(method->meaning(failure.code)));
        // Methods 4.2: clients in the field read some numbers in another way than the documents.
        if (const QString other = otherReadingText(*method, failure.code); !other.isEmpty()) {
            message.cause += u' ' + tr("Some systems use this number for \"%1\".").arg(other);
            details.append(tr("documented as \"%1\"").arg(codeText(*method, failure.code)));
        }
    }
    if (!failure.parameter.isEmpty())
        details.append(data(failure.parameter));
    if (!failure.serverText.isEmpty() && !quoted)
        details.append(data(failure.serverText));
    message.details = details.join(u", "_s);
    addJobError(message, failure);
    return message;
}

} // namespace Cistern
