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
constexpr Family soapFamily{"wsa"_L1, "http://schemas.xmlsoap.org/ws/2004/08/addressing/fault"_L1};
constexpr Family wsmanFamily{"wsman"_L1, "http://schemas.dmtf.org/wbem/wsman/1/wsman/fault"_L1};
constexpr Family enumerationFamily{"wsen"_L1,
                                   "http://schemas.xmlsoap.org/ws/2004/09/enumeration/fault"_L1};
constexpr Family eventingFamily{"e"_L1, "http://schemas.xmlsoap.org/ws/2004/08/eventing/fault"_L1};
constexpr Family transferFamily{"x"_L1, "http://schemas.xmlsoap.org/ws/2004/09/transfer/fault"_L1};
constexpr Family bindingFamily{"b"_L1, "http://schemas.dmtf.org/wbem/wsman/1/cimbinding/fault"_L1};

struct Subcode
{
    QLatin1StringView name;
    const Family *family;
    FaultMeaning meaning;
};
constexpr std::array subcodes{
    Subcode{"ActionNotSupported"_L1, &soapFamily, {Cause::NotSupported, Reaction::Otherwise}},
    Subcode{"DestinationUnreachable"_L1, &soapFamily, {Cause::NotFound}},
    Subcode{"EndpointUnavailable"_L1, &soapFamily, {Cause::ServerFault, Reaction::BackOff}},
    Subcode{"InvalidMessageInformationHeader"_L1, &soapFamily, {Cause::Malformed}},
    Subcode{"MessageInformationHeaderRequired"_L1, &soapFamily, {Cause::Malformed}},
    Subcode{"AccessDenied"_L1, &wsmanFamily, {Cause::Denied}},
    Subcode{"AlreadyExists"_L1, &wsmanFamily, {Cause::Exists}},
    Subcode{"Concurrency"_L1, &wsmanFamily, {Cause::InUse, Reaction::BackOff}},
    Subcode{"DeliveryRefused"_L1, &wsmanFamily, {Cause::ServerFault}},
    Subcode{"EncodingLimit"_L1, &wsmanFamily, {Cause::TooLarge, Reaction::Smaller}},
    Subcode{"EventDeliverToUnusable"_L1, &wsmanFamily, {Cause::NotSupported, Reaction::Otherwise}},
    Subcode{
        "FragmentDialectNotSupported"_L1, &wsmanFamily, {Cause::NotSupported, Reaction::Otherwise}},
    Subcode{"InternalError"_L1, &wsmanFamily, {Cause::ServerFault}},
    Subcode{"InvalidBookmark"_L1, &wsmanFamily, {Cause::InvalidValue, Reaction::Restart}},
    Subcode{"InvalidOptions"_L1, &wsmanFamily, {Cause::NotSupported, Reaction::Otherwise}},
    Subcode{"InvalidParameter"_L1, &wsmanFamily, {Cause::InvalidValue}},
    Subcode{"InvalidSelectors"_L1, &wsmanFamily, {Cause::InvalidValue}},
    Subcode{"NoAck"_L1, &wsmanFamily, {Cause::ServerFault}},
    Subcode{"QuotaLimit"_L1, &wsmanFamily, {Cause::Quota, Reaction::BackOff}},
    Subcode{"SchemaValidationError"_L1, &wsmanFamily, {Cause::Malformed}},
    // The enumeration and eventing families have it too; it means the same there.
    Subcode{"TimedOut"_L1, &wsmanFamily, {Cause::TimedOut, Reaction::Retry}},
    Subcode{"UnsupportedFeature"_L1, &wsmanFamily, {Cause::NotSupported, Reaction::Otherwise}},
    Subcode{"CannotProcessFilter"_L1, &enumerationFamily, {Cause::InvalidValue}},
    Subcode{"FilterDialectRequestedUnavailable"_L1,
            &enumerationFamily,
            {Cause::NotSupported, Reaction::Otherwise}},
    Subcode{
        "FilteringNotSupported"_L1, &enumerationFamily, {Cause::NotSupported, Reaction::Otherwise}},
    Subcode{"InvalidEnumerationContext"_L1,
            &enumerationFamily,
            {Cause::ServerFault, Reaction::Restart}},
    Subcode{"DeliveryModeRequestedUnavailable"_L1,
            &eventingFamily,
            {Cause::NotSupported, Reaction::Otherwise}},
    Subcode{"EventSourceUnableToProcess"_L1, &eventingFamily, {Cause::NotSupported}},
    Subcode{"FilteringRequestedUnavailable"_L1,
            &eventingFamily,
            {Cause::NotSupported, Reaction::Otherwise}},
    // These three are of enumerations too, where no known server offers what they refuse.
    Subcode{
        "InvalidExpirationTime"_L1, &eventingFamily, {Cause::InvalidValue, Reaction::Otherwise}},
    Subcode{"UnsupportedExpirationType"_L1,
            &eventingFamily,
            {Cause::NotSupported, Reaction::Otherwise}},
    Subcode{"UnableToRenew"_L1, &eventingFamily, {Cause::NotSupported, Reaction::Restart}},
    Subcode{"InvalidMessage"_L1, &eventingFamily, {Cause::Malformed}},
    Subcode{"InvalidRepresentation"_L1, &transferFamily, {Cause::InvalidValue}},
    Subcode{"PolymorphismModeNotSupported"_L1,
            &bindingFamily,
            {Cause::NotSupported, Reaction::Otherwise}},
};

// Details that say more than their subcode.
struct Detail
{
    QLatin1StringView subcode;
    QLatin1StringView name;
    FaultMeaning meaning;
};
constexpr Detail details[] = {
    {"EncodingLimit"_L1, "MinimumEnvelopeLimit"_L1, {Cause::TooLarge, Reaction::Larger}},
    {"EncodingLimit"_L1, "MaxEnvelopeSize"_L1, {Cause::TooLarge, Reaction::Narrower}},
    {"EncodingLimit"_L1, "MaxEnvelopeSizeExceeded"_L1, {Cause::TooLarge, Reaction::Larger}},
    {"EncodingLimit"_L1, "ServiceEnvelopeLimit"_L1, {Cause::TooLarge, Reaction::Smaller}},
    {"EncodingLimit"_L1, "UnreportableSuccess"_L1, {Cause::OutcomeUnknown, Reaction::Done}},
    {"EncodingLimit"_L1, "SelectorLimit"_L1, {Cause::TooLarge}},
    {"EncodingLimit"_L1, "OptionLimit"_L1, {Cause::TooLarge}},
    {"EncodingLimit"_L1, "URILimitExceeded"_L1, {Cause::TooLarge}},
    {"EncodingLimit"_L1, "CharacterSet"_L1, {Cause::Malformed}},
    {"EncodingLimit"_L1, "EncodingType"_L1, {Cause::Malformed}},
    {"EncodingLimit"_L1, "Whitespace"_L1, {Cause::Malformed}},
    {"DestinationUnreachable"_L1, "InvalidResourceURI"_L1, {Cause::NotFound, Reaction::Report, 5}},
    {"InvalidMessageInformationHeader"_L1, "InvalidTimeout"_L1, {Cause::Malformed}},
    {"EventSourceUnableToProcess"_L1,
     "UnusableAddress"_L1,
     {Cause::NotSupported, Reaction::Otherwise}},
    {"InvalidOptions"_L1, "InvalidValue"_L1, {Cause::InvalidValue, Reaction::Otherwise}},
    {"InvalidRepresentation"_L1, "InvalidNamespace"_L1, {Cause::Malformed}},
};

const Subcode *find(const QString &name)
{
    for (const Subcode &subcode : subcodes) {
        if (name.compare(subcode.name, Qt::CaseInsensitive) == 0)
            return &subcode;
    }
    return nullptr;
}

const FaultMeaning *findDetail(const Wsman::Fault &fault)
{
    for (const Detail &detail : details) {
        if (fault.detail.compare(detail.name, Qt::CaseInsensitive) == 0
            && fault.subcode.compare(detail.subcode, Qt::CaseInsensitive) == 0)
            return &detail.meaning;
    }
    return nullptr;
}

const Family &familyOf(const Wsman::Fault &fault)
{
    if (fault.subcode.isEmpty())
        return soapFamily;
    // Some names are in several families.
    for (const Family *family : {&wsmanFamily, &enumerationFamily}) {
        if (fault.family == family->prefix)
            return *family;
    }
    const Subcode *subcode = find(fault.subcode);
    return subcode ? *subcode->family : wsmanFamily;
}

struct NumberRow
{
    quint32 number;
    FaultMeaning meaning;
};
// DSP0200 section 5.3.1; 1 (failed) says nothing that the others would not say better.
constexpr NumberRow cimStatuses[] = {
    {2, {Cause::Denied}},
    {3, {Cause::NotFound}},
    {4, {Cause::InvalidValue}},
    {5, {Cause::NotFound}},
    {6, {Cause::NotFound}},
    {7, {Cause::NotSupported, Reaction::Otherwise}},
    {8, {Cause::InUse}},
    {9, {Cause::InUse}},
    {10, {Cause::InvalidValue}},
    {11, {Cause::Exists}},
    {12, {Cause::InvalidValue}},
    {13, {Cause::InvalidValue}},
    {14, {Cause::NotSupported, Reaction::Otherwise}},
    {15, {Cause::InvalidValue}},
    {16, {Cause::NotSupported, Reaction::Otherwise}},
    {17, {Cause::NotSupported, Reaction::Otherwise}},
    {20, {Cause::InUse}},
    {21, {Cause::ServerFault, Reaction::Restart}},
    {22, {Cause::Malformed}},
    {23, {Cause::ServerFault, Reaction::Restart}},
    {24, {Cause::ServerFault, Reaction::Restart}},
    {25, {Cause::NotSupported, Reaction::Otherwise}},
    {26, {Cause::Malformed}},
    {27, {Cause::Quota, Reaction::BackOff}},
    {28, {Cause::ServerFault, Reaction::BackOff}},
};
// Numbers of WS-Management (0x8033…), Win32, COM (0x8007…) and WMI (0x8004…).
constexpr NumberRow vendorNumbers[] = {
    {0x80338000, {Cause::NotFound, Reaction::Report, 6}},
    {0x80338001, {Cause::NotSupported, Reaction::Otherwise}},
    {0x80338006, {Cause::InUse}},
    {0x80338007, {Cause::ServerFault, Reaction::Restart}},
    {0x8033800a, {Cause::ServerFault, Reaction::Restart}},
    {0x8033800b, {Cause::ServerFault, Reaction::Restart}},
    {0x8033800d, {Cause::Malformed}},
    {0x8033800f, {Cause::Malformed}},
    {0x80338010, {Cause::NotSupported, Reaction::Otherwise}},
    {0x80338011, {Cause::Malformed}},
    {0x80338012, {Cause::NotFound}},
    {0x80338013, {Cause::NotSupported, Reaction::Otherwise}},
    {0x80338014, {Cause::ServerFault, Reaction::BackOff}},
    {0x80338015, {Cause::InvalidValue}},
    {0x80338016, {Cause::InvalidValue, Reaction::Otherwise}},
    {0x80338018, {Cause::NotSupported, Reaction::Otherwise}},
    {0x80338019, {Cause::NotSupported, Reaction::Otherwise}},
    {0x8033801a, {Cause::InvalidValue}},
    {0x8033801b, {Cause::ServerFault, Reaction::Restart}},
    {0x8033801c, {Cause::TimedOut, Reaction::Retry}},
    {0x8033801d, {Cause::NotSupported, Reaction::Restart}},
    {0x8033801e, {Cause::NotSupported, Reaction::Otherwise}},
    {0x80338024, {Cause::NotSupported, Reaction::Restart}},
    {0x80338029, {Cause::TimedOut, Reaction::Retry}},
    {0x80338032, {Cause::InUse, Reaction::BackOff}},
    {0x80338033, {Cause::Exists}},
    {0x80338035, {Cause::TooLarge, Reaction::Smaller}},
    {0x8033803b, {Cause::NotFound, Reaction::Report, 5}},
    {0x8033803f, {Cause::Quota, Reaction::BackOff}},
    {0x80338047, {Cause::TooLarge, Reaction::Narrower}},
    {0x80338048, {Cause::TooLarge, Reaction::Larger}},
    {0x80338049, {Cause::TooLarge, Reaction::Smaller}},
    {0x8033804d, {Cause::OutcomeUnknown, Reaction::Done}},
    {0x8033805b, {Cause::InvalidValue}},
    {0x8033807e, {Cause::TooLarge, Reaction::Larger}},
    {0x8033807f, {Cause::TooLarge}},
    {0x80338083, {Cause::ServerFault, Reaction::Restart}},
    {0x80338084, {Cause::ServerFault, Reaction::Restart}},
    {0x803380a9, {Cause::NotSupported, Reaction::Otherwise}},
    {0x803380ed, {Cause::InvalidValue}},
    {0x803380fa, {Cause::InvalidValue}},
    {0x803380fb, {Cause::InvalidValue}},
    {0x80338100, {Cause::TooLarge}},
    {0x80338101, {Cause::NotSupported}},
    {0x80338102, {Cause::NotSupported, Reaction::Otherwise}},
    {0x80338103, {Cause::ServerFault}},
    {0x80338104, {Cause::Denied}},
    {0x80338105, {Cause::Denied}},
    {0x80338106, {Cause::Denied}},
    {0x80338108, {Cause::InvalidValue}},
    {0x8033811a, {Cause::ServerFault, Reaction::BackOff}},
    {0x8033811e, {Cause::InvalidValue}},
    {0x80338139, {Cause::NotSupported, Reaction::Otherwise}},
    {0x8033813a, {Cause::NotSupported, Reaction::Otherwise}},
    {0x8033813b, {Cause::NotSupported, Reaction::Otherwise}},
    {0x803381a5, {Cause::Quota, Reaction::BackOff}},
    {0x803381a6, {Cause::Quota, Reaction::BackOff}},
    {0x803381a7, {Cause::Quota, Reaction::BackOff}},
    {0x803381a8, {Cause::Quota, Reaction::BackOff}},
    {0x803381a9, {Cause::Denied, Reaction::Retry}},
    {0x803381ad, {Cause::Malformed}},
    {0x803381d9, {Cause::InvalidValue}},
    {0x803381dd, {Cause::Denied}},
    {0x803381de, {Cause::ServerFault}},
    {0x803381e1, {Cause::InvalidValue}},
    {0x803381e2, {Cause::InvalidValue}},
    {5, {Cause::Denied}},
    {0x80070005, {Cause::Denied}},
    {0x80041003, {Cause::Denied}},
    {87, {Cause::InvalidValue}},
    {0x80070057, {Cause::InvalidValue}},
    {0x80041008, {Cause::InvalidValue}},
    {50, {Cause::NotSupported, Reaction::Otherwise}},
    {995, {Cause::ServerFault}},
    {1223, {Cause::ServerFault}},
    {0x80041002, {Cause::NotFound, Reaction::Report, 6}},
    {0x8004100e, {Cause::NotFound, Reaction::Report, 3}},
    {0x80041010, {Cause::NotFound, Reaction::Report, 5}},
    {0x80041017, {Cause::InvalidValue}},
    {0x80041019, {Cause::Exists}},
    {0x80041024, {Cause::NotSupported, Reaction::Otherwise}},
    {0x800706ba, {Cause::ServerFault, Reaction::BackOff}},
};

template<size_t n>
const FaultMeaning *find(const NumberRow (&rows)[n], quint64 number)
{
    for (const NumberRow &row : rows) {
        if (row.number == number)
            return &row.meaning;
    }
    return nullptr;
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
        {"DevliveryToUnusable"_L1, "EventDeliverToUnusable"_L1},
        {"MinimumEnvelopeSize"_L1, "MinimumEnvelopeLimit"_L1},
    };
    for (const auto &[wrong, right] : misspelt) {
        if (name.compare(wrong, Qt::CaseInsensitive) == 0)
            return right;
    }
    return name;
}

bool isKnownNumber(quint64 number)
{
    return find(vendorNumbers, number);
}

FaultMeaning meaningOf(const Wsman::Fault &fault)
{
    if (const FaultMeaning *meaning = find(cimStatuses, fault.cimStatus))
        return *meaning;
    if (const FaultMeaning *meaning = find(vendorNumbers, fault.vendorCode))
        return *meaning;
    if (const FaultMeaning *meaning = findDetail(fault))
        return *meaning;
    if (const Subcode *subcode = find(fault.subcode))
        return subcode->meaning;
    if (fault.code == "MustUnderstand"_L1)
        return {Cause::NotSupported, Reaction::Otherwise};
    if (fault.code == "VersionMismatch"_L1)
        return {Cause::Malformed};
    return {};
}

Failure failureOf(const Wsman::Fault &fault)
{
    constexpr quint32 failed = 1;
    const FaultMeaning meaning = meaningOf(fault);
    Failure failure{.cause = meaning.cause,
                    .stage = Failure::Stage::Operation,
                    .code = meaning.cimStatus,
                    .parameter = fault.detail,
                    .serverText = fault.reason};
    if (fault.cimStatus && (fault.cimStatus != failed || !fault.vendorCode))
        failure.code = fault.cimStatus;
    else if (!failure.code)
        failure.code = quint32(fault.vendorCode);
    if (fault.code == "MustUnderstand"_L1)
        failure.parameter = fault.notUnderstood;
    return failure;
}

} // namespace Cistern
