// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What an HTTP reply means to the one who sent an envelope. Pure functions; any thread.
#pragma once

#include "services/wsman/envelope.h"
#include "services/wsman/http/httpmessage.h"
#include "services/core/outcome.h"

namespace Cistern {

// The envelope in it, whatever its status when that is a Fault; else the Failure that the bare
// status, the media type or the reader says.
Outcome<Envelope> envelopeOf(const HttpReply &reply, const Envelope &request);

// A change whose reply is lost or unreadable is OutcomeUnknown: it must be read, never sent again.
Failure lostReply(const Failure &failure, const Envelope &request);

} // namespace Cistern
