// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/jobs/joberror.h"

#include "services/schema/embedded.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using Cause = Failure::Cause;

namespace {
// DSP0004 status codes that mean more than "failed".
Cause causeOf(quint32 cimStatus)
{
    switch (cimStatus) {
    case 2:
        return Cause::Denied;
    case 4:
        return Cause::InvalidValue;
    case 6:
        return Cause::NotFound;
    case 7:
        return Cause::NotSupported;
    case 11:
        return Cause::Exists;
    default:
        return Cause::ServerFault;
    }
}

QString cut(const QString &text)
{
    return text.size() > longestServerText ? text.first(longestServerText) + u"…"_s : text;
}

// One line each.
QStringList actionsAmong(const QStringList &values)
{
    QStringList actions;
    for (const QString &value : values) {
        const QString action = cut(value.simplified());
        if (!action.isEmpty() && actions.size() < mostRecommended)
            actions.append(action);
    }
    return actions;
}
} // namespace

std::optional<JobError> parseJobError(QStringView text)
{
    const auto properties = Embedded::textsFrom(text.toString());
    if (!properties)
        return {};
    JobError error;
    for (const auto &[name, values] : *properties) {
        const QString value = values.value(0);
        if (name == "Message"_L1)
            error.message = value;
        else if (name == "MessageID"_L1)
            error.messageId = value;
        else if (name == "CIMStatusCode"_L1)
            error.cimStatus = value.toUInt();
        else if (name == "ProbableCause"_L1)
            error.advice.probableCause = value.toUShort();
        else if (name == "RecommendedActions"_L1)
            error.advice.recommended = actionsAmong(values);
    }
    return error;
}

Failure jobFailure(const CimInstance &job, const QString &errorText)
{
    Failure failure{.cause = Cause::ServerFault, .stage = Failure::Stage::Job};
    if (const auto error = parseJobError(errorText)) {
        failure.cause = causeOf(error->cimStatus);
        failure.code = error->cimStatus;
        failure.parameter = cut(error->messageId);
        failure.serverText = cut(error->message);
        if (error->advice != JobAdvice())
            failure.offered = QVariant::fromValue(error->advice);
    }
    for (const auto &member : {u"ErrorDescription"_s, u"ErrorSummaryDescription"_s,
                               u"StatusDescriptions"_s, u"JobStatus"_s}) {
        if (failure.serverText.isEmpty())
            failure.serverText = cut(job.value(member).toStrings().join(u' '));
    }
    if (failure.code == 0)
        failure.code = quint32(job.value(u"ErrorCode").toUnsigned().value_or(0));
    if (failure.serverText.isEmpty())
        failure.serverText = cut(errorText);
    return failure;
}

JobAdvice adviceOf(const Failure &failure)
{
    return failure.offered.metaType() == QMetaType::fromType<JobAdvice>()
        ? failure.offered.value<JobAdvice>()
        : JobAdvice();
}

bool mayHaveRun(const Failure &failure)
{
    switch (failure.cause) {
    case Cause::OutcomeUnknown:
    case Cause::Cancelled:
        return true;
    case Cause::TooLarge:
        return failure.stage == Failure::Stage::Operation;
    case Cause::TimedOut:
        return failure.stage == Failure::Stage::Protocol
            || failure.stage == Failure::Stage::Operation;
    default:
        return false;
    }
}

} // namespace Cistern
