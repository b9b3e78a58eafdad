// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/faults.h"

#include "services/wsman/names.h"

#include <array>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using Cause = Failure::Cause;

namespace {
struct Family
{
    QLatin1StringView prefix;
    QLatin1StringView action;
};
constexpr Family soapFamily{"a"_L1, "http://schemas.xmlsoap.org/ws/2004/08/addressing/fault"_L1};
constexpr Family wsmanFamily{"w"_L1, "http://schemas.dmtf.org/wbem/wsman/1/wsman/fault"_L1};
constexpr Family enumerationFamily{"n"_L1,
                                   "http://schemas.xmlsoap.org/ws/2004/09/enumeration/fault"_L1};
constexpr Family eventingFamily{"e"_L1, "http://schemas.xmlsoap.org/ws/2004/08/eventing/fault"_L1};
constexpr Family transferFamily{"x"_L1, "http://schemas.xmlsoap.org/ws/2004/09/transfer/fault"_L1};
constexpr Family bindingFamily{"b"_L1, "http://schemas.dmtf.org/wbem/wsman/1/cimbinding/fault"_L1};

struct Subcode
{
    QLatin1StringView name;
    const Family *family;
    Cause cause;
};
constexpr std::array subcodes{
    Subcode{"ActionNotSupported"_L1, &soapFamily, Cause::NotSupported},
    Subcode{"DestinationUnreachable"_L1, &soapFamily, Cause::NotFound},
    Subcode{"EndpointUnavailable"_L1, &soapFamily, Cause::ServerFault},
    Subcode{"InvalidMessageInformationHeader"_L1, &soapFamily, Cause::Malformed},
    Subcode{"MessageInformationHeaderRequired"_L1, &soapFamily, Cause::Malformed},
    Subcode{"AccessDenied"_L1, &wsmanFamily, Cause::Denied},
    Subcode{"AlreadyExists"_L1, &wsmanFamily, Cause::Exists},
    Subcode{"Concurrency"_L1, &wsmanFamily, Cause::InUse},
    Subcode{"EncodingLimit"_L1, &wsmanFamily, Cause::TooLarge},
    Subcode{"InternalError"_L1, &wsmanFamily, Cause::ServerFault},
    Subcode{"InvalidOptions"_L1, &wsmanFamily, Cause::NotSupported},
    Subcode{"InvalidParameter"_L1, &wsmanFamily, Cause::InvalidValue},
    Subcode{"InvalidSelectors"_L1, &wsmanFamily, Cause::InvalidValue},
    Subcode{"QuotaLimit"_L1, &wsmanFamily, Cause::ServerFault},
    Subcode{"SchemaValidationError"_L1, &wsmanFamily, Cause::Malformed},
    Subcode{"TimedOut"_L1, &wsmanFamily, Cause::TimedOut},
    Subcode{"UnsupportedFeature"_L1, &wsmanFamily, Cause::NotSupported},
    Subcode{"CannotProcessFilter"_L1, &enumerationFamily, Cause::InvalidValue},
    Subcode{"FilterDialectRequestedUnavailable"_L1, &enumerationFamily, Cause::NotSupported},
    Subcode{"FilteringNotSupported"_L1, &enumerationFamily, Cause::NotSupported},
    Subcode{"InvalidEnumerationContext"_L1, &enumerationFamily, Cause::ServerFault},
    Subcode{"DeliveryModeRequestedUnavailable"_L1, &eventingFamily, Cause::NotSupported},
    Subcode{"EventSourceUnableToProcess"_L1, &eventingFamily, Cause::NotSupported},
    Subcode{"FilteringRequestedUnavailable"_L1, &eventingFamily, Cause::NotSupported},
    Subcode{"InvalidExpirationTime"_L1, &eventingFamily, Cause::InvalidValue},
    Subcode{"UnsupportedExpirationType"_L1, &eventingFamily, Cause::NotSupported},
    Subcode{"InvalidMessage"_L1, &eventingFamily, Cause::Malformed},
    Subcode{"UnableToRenew"_L1, &eventingFamily, Cause::NotSupported},
    Subcode{"InvalidRepresentation"_L1, &transferFamily, Cause::InvalidValue},
    Subcode{"PolymorphismModeNotSupported"_L1, &bindingFamily, Cause::NotSupported},
};

const Subcode *find(const QString &name)
{
    for (const Subcode &subcode : subcodes) {
        if (name.compare(subcode.name, Qt::CaseInsensitive) == 0)
            return &subcode;
    }
    return nullptr;
}

const Family &familyOf(const Wsman::Fault &fault)
{
    if (fault.subcode.isEmpty())
        return soapFamily;
    const Subcode *subcode = find(fault.subcode);
    return subcode ? *subcode->family : wsmanFamily;
}

struct NumberRow
{
    quint32 number;
    Cause cause;
};
// DSP0200 section 5.3.1; 1 (failed) says nothing that the subcode would not say better.
constexpr NumberRow cimStatuses[] = {
    {2, Cause::Denied},        {3, Cause::NotFound},      {4, Cause::InvalidValue},
    {5, Cause::NotFound},      {6, Cause::NotFound},      {7, Cause::NotSupported},
    {8, Cause::InUse},         {9, Cause::InUse},         {11, Cause::Exists},
    {12, Cause::InvalidValue}, {13, Cause::InvalidValue}, {14, Cause::NotSupported},
    {15, Cause::InvalidValue}, {16, Cause::NotSupported}, {17, Cause::NotSupported},
    {20, Cause::InUse},        {25, Cause::NotSupported},
};
// WSMan, Win32 and WMI numbers with a meaning of their own.
constexpr NumberRow vendorNumbers[] = {
    {0x80338000, Cause::NotFound},
    {0x80338012, Cause::NotFound},
    {0x80338029, Cause::TimedOut},
    {0x80338048, Cause::TooLarge},
    {0x803380a9, Cause::NotSupported},
    {0x80338102, Cause::NotSupported},
    {0x80338104, Cause::Denied},
    {0x80338105, Cause::Denied},
    {0x80338106, Cause::Denied},
    {0x8033811e, Cause::InvalidValue},
    {5, Cause::Denied},
    {0x80070005, Cause::Denied},
    {0x80041003, Cause::Denied},
    {87, Cause::InvalidValue},
    {0x80070057, Cause::InvalidValue},
    {0x80041008, Cause::InvalidValue},
    {50, Cause::NotSupported},
    {0x80041024, Cause::NotSupported},
    {0x80041002, Cause::NotFound},
    {0x8004100e, Cause::NotFound},
    {0x80041010, Cause::NotFound},
    {0x80041019, Cause::Exists},
};

template<size_t n>
std::optional<Cause> causeIn(const NumberRow (&rows)[n], quint64 number)
{
    for (const NumberRow &row : rows) {
        if (row.number == number)
            return row.cause;
    }
    return std::nullopt;
}
} // namespace

QString faultPrefix(const Wsman::Fault &fault)
{
    return familyOf(fault).prefix;
}

QString faultAction(const Wsman::Fault &fault)
{
    return familyOf(fault).action;
}

QString spelledName(const QString &name)
{
    static constexpr std::pair<QLatin1StringView, QLatin1StringView> misspelt[] = {
        {"AmbigousSelectors"_L1, "AmbiguousSelectors"_L1},
        {"CharechterSet"_L1, "CharacterSet"_L1},
        {"AutherizationMode"_L1, "AuthorizationMode"_L1},
        {"FormatSecurityTocken"_L1, "FormatSecurityToken"_L1},
        {"UriLimitExceeded"_L1, "URILimitExceeded"_L1},
        {"EndpointUnavilable"_L1, "EndpointUnavailable"_L1},
    };
    for (const auto &[wrong, right] : misspelt) {
        if (name.compare(wrong, Qt::CaseInsensitive) == 0)
            return right;
    }
    return name;
}

// The most reliable fact decides: CIM status, then the vendor's number, the subcode, the SOAP code.
Failure failureOf(const Wsman::Fault &fault)
{
    Failure failure{.cause = Cause::ServerFault,
                    .stage = Failure::Stage::Operation,
                    .code = fault.cimStatus ? fault.cimStatus : quint32(fault.vendorCode),
                    .parameter = fault.detail,
                    .serverText = fault.reason};
    if (const auto cause = causeIn(cimStatuses, fault.cimStatus))
        failure.cause = *cause;
    else if (const auto byNumber = causeIn(vendorNumbers, fault.vendorCode))
        failure.cause = *byNumber;
    else if (fault.detail == "UnreportableSuccess"_L1)
        failure.cause = Cause::OutcomeUnknown; // it ran; only its answer did not fit
    else if (const Subcode *subcode = find(fault.subcode))
        failure.cause = subcode->cause;
    else if (fault.code == "MustUnderstand"_L1)
        failure.cause = Cause::NotSupported;
    else if (fault.code == "VersionMismatch"_L1)
        failure.cause = Cause::Malformed;
    if (fault.code == "MustUnderstand"_L1)
        failure.parameter = fault.notUnderstood;
    return failure;
}

} // namespace Cistern
