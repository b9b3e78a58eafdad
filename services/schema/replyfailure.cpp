// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/schema/replyfailure.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using Cause = Failure::Cause;

Cause causeOf(Meaning meaning)
{
    switch (meaning) {
    case Meaning::Unknown:
    case Meaning::TimedOut:
        return Cause::OutcomeUnknown;
    case Meaning::NotSupported:
    case Meaning::UseSibling:
    case Meaning::TimeoutNotSupported:
        return Cause::NotSupported;
    case Meaning::InvalidParameter:
    case Meaning::WrongType:
    case Meaning::InsufficientResources:
        return Cause::InvalidValue;
    case Meaning::Exists:
        return Cause::Exists;
    case Meaning::InUse:
    case Meaning::Busy:
    case Meaning::InvalidTransition:
    case Meaning::InvalidState:
        return Cause::InUse;
    case Meaning::SizeNotSupported:
        return Cause::SizeNotSupported;
    case Meaning::AccessDenied:
        return Cause::Denied;
    case Meaning::NotFound:
        return Cause::NotFound;
    case Meaning::Done:
    case Meaning::JobStarted:
    case Meaning::Failed:
    case Meaning::Unavailable:
    case Meaning::OutOfMemory:
    case Meaning::Reserved:
    case Meaning::Vendor:
        break;
    }
    return Cause::ServerFault;
}

bool isOutcomeUnknown(Meaning meaning)
{
    return meaning == Meaning::Unknown || meaning == Meaning::TimedOut;
}

std::optional<Failure> failureOf(const MethodDecl &decl, const MethodReply &reply)
{
    if (!reply.returnValue)
        return Failure{.cause = Cause::OutcomeUnknown, .stage = Failure::Stage::Operation};
    const Meaning meaning = decl.meaning(*reply.returnValue);
    if (meaning == Meaning::Done || meaning == Meaning::JobStarted)
        return {};
    Failure failure{.cause = causeOf(meaning),
                    .stage = Failure::Stage::Operation,
                    .code = quint32(*reply.returnValue)};
    if (meaning == Meaning::SizeNotSupported) {
        failure.parameter = u"Size"_s;
        if (const auto nearest = reply.out(u"Size").toUnsigned())
            failure.offered = *nearest;
    }
    return failure;
}

} // namespace Cistern
