// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "app/cli/command.h"
#include "app/cli/facts.h"
#include "services/jobs/joberror.h"
#include "services/jobs/jobrecord.h"
#include "services/wsman/peercertificate.h"
#include "ui/text/doubtwords.h"
#include "ui/text/messages.h"
#include "ui/text/methodwords.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace Cistern::Cli {

using namespace Qt::Literals::StringLiterals;

namespace {
QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue offeredValue(const QVariant &offered)
{
    if (!offered.isValid())
        return {};
    if (offered.metaType() == QMetaType::fromType<PeerCertificate>())
        return QString::fromLatin1(offered.value<PeerCertificate>().fingerprint().toHex());
    return orNull(offered.toString()); // sizes are 64 bits
}

// Without the marks that keep names in their direction: a terminal has its own mind about them.
QString plain(QString text)
{
    return text.removeIf([](QChar c) { return c >= QChar(0x2066) && c <= QChar(0x2069); });
}

void noteMessage(Console &console, const QString &begin, const Message &message)
{
    console.note(begin + plain(message.problem));
    const QStringList lines = QStringList{message.cause, message.fix} + message.advice
        + QStringList{message.details};
    for (const QString &line : lines) {
        if (!line.isEmpty())
            console.note(u"  "_s + plain(line));
    }
}

Message doubtOf(const JobRecord &record)
{
    const QString deed = record.call.isValid()
        ? QCoreApplication::translate("Method", record.call.decl().label)
        : Command::tr("Delete");
    return doubtMessage(record, record.systemId, deed);
}

QString meaningOf(const Failure &failure, const MessageContext &about)
{
    const MethodDecl *method = methodOf(about);
    const CodeDecl *code = method && isReturnCode(failure, *method) ? method->code(failure.code)
                                                                    : nullptr;
    return code ? QString::fromUtf8(code->label) : QString();
}
} // namespace

QJsonObject failureFacts(const Failure &failure, const MessageContext &about)
{
    const JobAdvice told = adviceOf(failure);
    return {{u"cause"_s, QString(causeName(failure.cause))},
            {u"stage"_s, QString(stageName(failure.stage))},
            {u"code"_s, qint64(failure.code)},
            {u"meaning"_s, orNull(meaningOf(failure, about))},
            {u"parameter"_s, orNull(failure.parameter)},
            {u"offered"_s, offeredValue(failure.offered)},
            {u"serverText"_s, orNull(failure.serverText)},
            {u"probableCause"_s,
             told.probableCause > 0 ? QJsonValue(told.probableCause) : QJsonValue()},
            {u"recommendedActions"_s, QJsonArray::fromStringList(told.recommended)},
            {u"hint"_s, orNull(messageFor(failure, about).fix)}};
}

void printFailure(Console &console, const Failure &failure, const MessageContext &about)
{
    if (console.json())
        console.print({{u"error"_s, failureFacts(failure, about)}});
    else
        noteFailure(console, {}, failure, about);
}

void noteFailure(Console &console, const QString &system, const Failure &failure,
                 const MessageContext &about)
{
    const QString begin = system.isEmpty() ? u"cistern-cli: "_s
                                           : u"cistern-cli: %1: "_s.arg(system);
    // What the person wrote is best answered in one line.
    if (failure.stage == Failure::Stage::Input && !failure.serverText.isEmpty())
        return console.note(begin + u"%1: %2"_s.arg(failure.parameter, failure.serverText));
    MessageContext context = about;
    context.system = system;
    if (failure.cause == Failure::Cause::InUse && failure.stage == Failure::Stage::Storage)
        context.problem = Command::tr("Another process has the store %1 open.")
                              .arg(failure.parameter);
    noteMessage(console, begin, messageFor(failure, context));
}

QJsonObject failureFacts(const JobRecord &record)
{
    QJsonObject object = failureFacts(*record.failure, {.call = &record.call});
    if (record.isUnknown())
        object[u"hint"_s] = plain(doubtOf(record).fix);
    return object;
}

void noteFailure(Console &console, const JobRecord &record)
{
    if (!record.isUnknown())
        return noteFailure(console, {}, *record.failure, {.call = &record.call});
    noteMessage(console, u"cistern-cli: "_s, doubtOf(record));
    console.note(
        Command::tr("  `cistern-cli job check %1` looks again what became of it.").arg(record.id));
}

void printFailure(Console &console, const JobRecord &record)
{
    if (!console.json())
        return noteFailure(console, record);
    const QJsonObject known = facts(record);
    console.print({{u"error"_s, failureFacts(record)},
                   {u"doubt"_s, known[u"doubt"_s]},
                   {u"record"_s, known[u"id"_s]}});
}

Failure usage(const QString &parameter, const QString &words)
{
    return {.cause = Failure::Cause::InvalidValue,
            .stage = Failure::Stage::Input,
            .parameter = parameter,
            .serverText = words};
}

} // namespace Cistern::Cli
