// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/replies.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
struct Row
{
    Refusal why;
    QLatin1StringView code, subcode, detail;
    quint32 cimStatus;
    quint64 vendorCode; // what WinRM says in the same case
    bool byProvider;    // what it says as words of WMI, not of the protocol
    QLatin1StringView reason;
};
// clang-format off
constexpr Row table[] = {
    {Refusal::AccessDenied, "Sender"_L1, "AccessDenied"_L1, {}, 2, 5, false, "The user may not do this."_L1},
    {Refusal::InvalidNamespace, "Sender"_L1, "DestinationUnreachable"_L1, "InvalidResourceURI"_L1, 3, 2150858811, false, "There is no such namespace."_L1},
    {Refusal::InvalidClass, "Sender"_L1, "DestinationUnreachable"_L1, "InvalidResourceURI"_L1, 5, 2150858811, false, "There is no such class."_L1},
    {Refusal::NotFound, "Sender"_L1, "DestinationUnreachable"_L1, {}, 6, 2150858752, true, "There is no such object."_L1},
    {Refusal::InsufficientSelectors, "Sender"_L1, "InvalidSelectors"_L1, "InsufficientSelectors"_L1, 4, 2150858842, false, "A key is missing."_L1},
    {Refusal::UnexpectedSelectors, "Sender"_L1, "InvalidSelectors"_L1, "UnexpectedSelectors"_L1, 4, 2150858843, false, "A selector is no key of the class."_L1},
    {Refusal::DuplicateSelectors, "Sender"_L1, "InvalidSelectors"_L1, "DuplicateSelectors"_L1, 4, 2150858847, false, "A selector is given twice."_L1},
    {Refusal::KeysNotWanted, "Sender"_L1, "InvalidSelectors"_L1, "UnexpectedSelectors"_L1, 4, 2150859016, false, "The operation is on a class, so that no keys belong to it."_L1},
    {Refusal::MethodNotFound, "Sender"_L1, "ActionNotSupported"_L1, {}, 17, 2150858771, false, "The class has no such method."_L1},
    {Refusal::ActionNotSupported, "Sender"_L1, "ActionNotSupported"_L1, {}, 7, 2150858771, false, "The action is not known."_L1},
    {Refusal::NotSupported, "Sender"_L1, "ActionNotSupported"_L1, {}, 7, 2150859010, true, "The object does not allow this."_L1},
    {Refusal::InvalidParameter, "Sender"_L1, "InvalidParameter"_L1, "InvalidValue"_L1, 4, 87, true, "A value is not valid."_L1},
    {Refusal::KeyChanged, "Sender"_L1, "InvalidParameter"_L1, "InvalidValue"_L1, 4, 2150858989, true, "A key can not be changed."_L1},
    {Refusal::TypeMismatch, "Sender"_L1, "InvalidParameter"_L1, "TypeMismatch"_L1, 4, 87, true, "A value is of another type."_L1},
    {Refusal::NoSuchProperty, "Sender"_L1, "InvalidParameter"_L1, "InvalidName"_L1, 12, 87, true, "The class has no such property."_L1},
    {Refusal::InvalidRepresentation, "Sender"_L1, "InvalidRepresentation"_L1, "InvalidValues"_L1, 4, 2150858838, false, "The object can not be made like this."_L1},
    {Refusal::AlreadyExists, "Sender"_L1, "AlreadyExists"_L1, {}, 11, 2150858803, true, "There is such an object already."_L1},
    {Refusal::TooManyObjects, "Sender"_L1, "QuotaLimit"_L1, {}, 27, 2150859173, true, "No more objects of this class can be made."_L1},
    {Refusal::Busy, "Sender"_L1, "Concurrency"_L1, {}, 1, 2150858802, true, "The object is in use."_L1},
    {Refusal::MessageIdMissing, "Sender"_L1, "InvalidMessageInformationHeader"_L1, {}, 0, 2150858767, false, "The message has no usable id."_L1},
    {Refusal::MessageIdReused, "Sender"_L1, "InvalidMessageInformationHeader"_L1, {}, 0, 2150858767, false, "Another message had the same id."_L1},
    {Refusal::ContextUnknown, "Receiver"_L1, "InvalidEnumerationContext"_L1, {}, 0, 2150858779, false, "There is no such enumeration."_L1},
    {Refusal::TooManyContexts, "Sender"_L1, "QuotaLimit"_L1, {}, 27, 2150859174, false, "The user has too many enumerations open."_L1},
    {Refusal::PullDiffers, "Sender"_L1, "InvalidParameter"_L1, "InvalidValue"_L1, 0, 2150859181, false, "MaxElements and MaxEnvelopeSize must be those of the Enumerate."_L1},
    {Refusal::FilterNotProcessed, "Sender"_L1, "CannotProcessFilter"_L1, {}, 15, 2147749911, true, "The filter can not be processed."_L1},
    {Refusal::FragmentNotProcessed, "Sender"_L1, "CannotProcessFilter"_L1, {}, 12, 2150858899, false, "The object has no such part."_L1},
    {Refusal::FilterDialectUnavailable, "Sender"_L1, "FilterDialectRequestedUnavailable"_L1, {}, 14, 2150858777, false, "The filter dialect is not known."_L1},
    {Refusal::InstanceTooLarge, "Sender"_L1, "EncodingLimit"_L1, "MaxEnvelopeSizeExceeded"_L1, 0, 2150858824, false, "The object does not fit into the reply that was allowed."_L1},
    {Refusal::TimedOut, "Receiver"_L1, "TimedOut"_L1, {}, 0, 2150858793, false, "Nothing came of it in the time that was allowed."_L1},
    {Refusal::PullInProgress, "Sender"_L1, "Concurrency"_L1, {}, 0, 2150858758, false, "Another Pull waits already."_L1},
    {Refusal::DeliveryModeUnavailable, "Sender"_L1, "DeliveryModeRequestedUnavailable"_L1, {}, 0, 2150858782, false, "Events can only be pulled."_L1},
    {Refusal::BookmarksUnsupported, "Sender"_L1, "UnsupportedFeature"_L1, "Bookmarks"_L1, 0, 2150858862, false, "No bookmarks are kept."_L1},
    {Refusal::FilteringRequired, "Sender"_L1, "UnsupportedFeature"_L1, "FilteringRequired"_L1, 0, 2150858831, false, "The events wanted must be named."_L1},
    {Refusal::FilteringUnavailable, "Sender"_L1, "FilteringRequestedUnavailable"_L1, {}, 14, 2150858786, false, "The filter dialect is not known."_L1},
    {Refusal::NoEventSource, "Receiver"_L1, "EventSourceUnableToProcess"_L1, {}, 0, 2150858787, false, "No events come from there."_L1},
    {Refusal::TooManySubscriptions, "Sender"_L1, "QuotaLimit"_L1, {}, 27, 2150859174, false, "The user has too many subscriptions."_L1},
    {Refusal::SubscriptionUnknown, "Sender"_L1, "InvalidMessage"_L1, {}, 0, 2150858789, false, "There is no such subscription."_L1},
    {Refusal::UnableToRenew, "Receiver"_L1, "UnableToRenew"_L1, {}, 0, 2150858788, false, "There is no such subscription."_L1},
    {Refusal::Interrupted, "Receiver"_L1, "InternalError"_L1, {}, 1, 1359, true, "The target was stopped while it acted on this message. It is not done again; what came of it, the objects and jobs show."_L1},
    {Refusal::Failed, "Receiver"_L1, "InternalError"_L1, {}, 1, 1359, true, "The target failed."_L1},
};
// clang-format on
} // namespace

Wsman::Fault refusal(Refusal why, const QString &about)
{
    for (const Row &row : table) {
        if (row.why == why) {
            Wsman::Fault fault{.code = row.code,
                               .subcode = row.subcode,
                               .detail = row.detail,
                               .reason = about.isEmpty()
                                   ? QString(row.reason)
                                   : u"%1 (%2)"_s.arg(row.reason, about.left(256)),
                               .cimStatus = row.cimStatus,
                               .vendorCode = row.vendorCode,
                               .byProvider = row.byProvider};
            if (why == Refusal::FragmentNotProcessed)
                fault.family = u"wsman"_s; // enumeration has a fault of that name too
            return fault;
        }
    }
    return refusal(Refusal::Failed, about);
}

} // namespace Cistern
