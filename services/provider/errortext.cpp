// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/errortext.h"

#include "services/schema/embedded.h"
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
constexpr ErrorRow unsettled{
    4, 47, 1, 6, 5, "Cistern:4"_L1, "The work failed; its rollback goes on at the next start."_L1};
} // namespace

QString errorText(const Failure &failure, const QString &element, QStringView nameSpace,
                  bool settled)
{
    const bool msvm = sameNameSpace(nameSpace, QString(Schema::virtualization));
    const bool cancelled = failure.cause == Failure::Cause::Cancelled;
    const bool full = failure.cause == Failure::Cause::Storage
        && (failure.code == ENOSPC || failure.code == EDQUOT);
    const ErrorRow &row = !settled ? unsettled : cancelled ? stopped : full ? noSpace : internal;
    CimInstance error(msvm ? *Schema::findClass(QString(Schema::virtualization), u"Msvm_Error")
                           : *Schema::findClass(QString(Schema::iscsiTarget), u"CIM_Error"));
    error.set(u"ErrorType", CimValue::uint16(quint16(row.errorType)));
    if (cancelled)
        error.set(u"OtherErrorType", CimValue::string(u"Cancelled"_s));
    error.set(u"OwningEntity", CimValue::string(u"Cistern"_s));
    error.set(u"MessageID", CimValue::string(row.messageId));
    const QString detail = failure.serverText.isEmpty() ? QString() : u' ' + failure.serverText;
    error.set(u"Message", CimValue::string(row.message + detail));
    if (!failure.serverText.isEmpty())
        error.set(u"MessageArguments", CimValue::strings({failure.serverText}));
    error.set(u"PerceivedSeverity",
              CimValue::uint16(quint16(msvm ? row.msvmSeverity : row.severity)));
    error.set(u"ProbableCause", CimValue::uint16(quint16(row.probableCause)));
    if (!element.isEmpty()) {
        constexpr quint16 objectPath = 2; // ErrorSourceFormat
        error.set(u"ErrorSource", CimValue::string(element));
        error.set(u"ErrorSourceFormat", CimValue::uint16(objectPath));
    }
    error.set(u"CIMStatusCode", CimValue::uint32(row.cimStatus));
    return Embedded::toText(error);
}

} // namespace Cistern
