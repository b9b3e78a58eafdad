// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What an HTTP reply means to the one who sent an envelope. Pure functions; any thread.
#pragma once

#include "services/core/outcome.h"
#include "services/wsman/auth/scheme.h"
#include "services/wsman/envelope.h"
#include "services/wsman/http/httpmessage.h"

namespace Cistern {

// How the request went that a reply came to.
struct HttpManner
{
    const Scheme *scheme = &schemes().back();
    bool readable = false; // somebody signed in, and the body went over plain HTTP as it is
};

// The envelope in it, whatever its status when that is a Fault; else the Failure that the bare
// status, the media type or the reader says.
Outcome<Envelope> envelopeOf(const HttpReply &reply, const Envelope &request,
                             const HttpManner &manner = {});

// A change whose reply is lost or unreadable is OutcomeUnknown: it must be read, never sent again.
Failure lostReply(const Failure &failure, const Envelope &request);

} // namespace Cistern
