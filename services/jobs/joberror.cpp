// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/jobs/joberror.h"

#include <QXmlStreamReader>

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

// The text of the first VALUE below the property the reader stands on; leaves it at the property's
// end.
QString firstValue(QXmlStreamReader &reader)
{
    QString value;
    bool found = false;
    for (int depth = 1; depth > 0 && !reader.atEnd();) {
        reader.readNext();
        if (reader.isStartElement() && reader.name() == "VALUE"_L1 && !found) {
            value = reader.readElementText(QXmlStreamReader::SkipChildElements);
            found = true;
        } else if (reader.isStartElement()) {
            ++depth;
        } else if (reader.isEndElement()) {
            --depth;
        }
    }
    return value;
}
} // namespace

std::optional<JobError> parseJobError(QStringView text)
{
    if (text.size() > longestJobError)
        return {};
    QXmlStreamReader reader(text.toString());
    JobError error;
    bool found = false;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isDTD() || reader.isEntityReference())
            return {};
        if (!reader.isStartElement())
            continue;
        if (reader.name() == "INSTANCE"_L1)
            found = true;
        if (reader.name() != "PROPERTY"_L1)
            continue;
        const QString name = reader.attributes().value("NAME"_L1).toString();
        const QString value = firstValue(reader);
        if (name == "Message"_L1)
            error.message = value;
        else if (name == "MessageID"_L1)
            error.messageId = value;
        else if (name == "CIMStatusCode"_L1)
            error.cimStatus = value.toUInt();
    }
    if (reader.hasError() || !found)
        return {};
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

} // namespace Cistern
