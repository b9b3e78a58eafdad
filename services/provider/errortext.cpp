// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// CIM_Error in the one encoding that clients of every kind read.
#include "services/provider/work.h"

#include "services/schema/schema.h"

#include <cerrno>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
struct ErrorRow
{
    quint32 errorType, probableCause, cimStatus, severity, msvmSeverity;
    QLatin1StringView messageId, message;
};
// Situations of job-model 4.3.
constexpr ErrorRow stopped{1,
                           1,
                           1,
                           2,
                           2,
                           "Cistern:1"_L1,
                           "The job was stopped by a client; everything was rolled back."_L1};
constexpr ErrorRow noSpace{
    8, 50, 1, 5, 4, "Cistern:2"_L1, "There is not enough space; everything was rolled back."_L1};
constexpr ErrorRow internal{
    4, 47, 1, 6, 5, "Cistern:3"_L1, "The work failed; everything was rolled back."_L1};

QString property(QLatin1StringView name, QLatin1StringView type, const QString &value)
{
    return u"<PROPERTY NAME=\"%1\" TYPE=\"%2\"><VALUE>%3</VALUE></PROPERTY>"_s.arg(
        name, type, value.toHtmlEscaped());
}
} // namespace

QString errorText(const Failure &failure, const QString &element, QStringView nameSpace)
{
    const bool msvm = sameNameSpace(nameSpace, QString(Schema::virtualization));
    const bool cancelled = failure.cause == Failure::Cause::Cancelled;
    const bool full = failure.cause == Failure::Cause::Storage
        && (failure.code == ENOSPC || failure.code == EDQUOT);
    const ErrorRow &row = cancelled ? stopped : full ? noSpace : internal;
    QString xml = u"<INSTANCE CLASSNAME=\"%1\">"_s.arg(msvm ? "Msvm_Error"_L1 : "CIM_Error"_L1);
    xml += property("ErrorType"_L1, "uint16"_L1, QString::number(row.errorType));
    if (cancelled)
        xml += property("OtherErrorType"_L1, "string"_L1, u"Cancelled"_s);
    xml += property("OwningEntity"_L1, "string"_L1, u"Cistern"_s);
    xml += property("MessageID"_L1, "string"_L1, row.messageId);
    const QString detail = failure.serverText.isEmpty() ? QString() : u' ' + failure.serverText;
    xml += property("Message"_L1, "string"_L1, row.message + detail);
    if (!failure.serverText.isEmpty())
        xml +=
            u"<PROPERTY.ARRAY NAME=\"MessageArguments\" TYPE=\"string\"><VALUE.ARRAY><VALUE>%1</VALUE></VALUE.ARRAY></PROPERTY.ARRAY>"_s
                .arg(failure.serverText.toHtmlEscaped());
    xml += property("PerceivedSeverity"_L1, "uint16"_L1,
                    QString::number(msvm ? row.msvmSeverity : row.severity));
    xml += property("ProbableCause"_L1, "uint16"_L1, QString::number(row.probableCause));
    if (!element.isEmpty()) {
        xml += property("ErrorSource"_L1, "string"_L1, element);
        xml += property("ErrorSourceFormat"_L1, "uint16"_L1, u"2"_s);
    }
    xml += property("CIMStatusCode"_L1, "uint32"_L1, QString::number(row.cimStatus));
    return xml + u"</INSTANCE>"_s;
}

} // namespace Cistern
