// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The faults that the local target answers with, one row each (DSP0226 section 14, DSP0227 annex).
#pragma once

#include "services/wsman/envelope.h"

namespace Cistern {

enum class Refusal {
    AccessDenied,
    InvalidNamespace,
    InvalidClass,
    NotFound,
    InsufficientSelectors,
    UnexpectedSelectors,
    DuplicateSelectors,
    MethodNotFound,
    ActionNotSupported,
    NotSupported,
    InvalidParameter,
    KeyChanged,
    TypeMismatch,
    NoSuchProperty,
    InvalidRepresentation,
    AlreadyExists,
    TooManyObjects,
    Busy,
    MessageIdMissing,
    MessageIdReused,
    ContextUnknown,
    TooManyContexts,
    PullDiffers,
    KeysNotWanted,
    FilterNotProcessed,
    FragmentNotProcessed,
    FilterDialectUnavailable,
    InstanceTooLarge,
    TimedOut,
    PullInProgress,
    DeliveryModeUnavailable,
    BookmarksUnsupported,
    FilteringRequired,
    FilteringUnavailable,
    NoEventSource,
    TooManySubscriptions,
    SubscriptionUnknown,
    UnableToRenew,
    Interrupted,
    Failed,
};

Wsman::Fault refusal(Refusal why, const QString &about = {});

} // namespace Cistern
