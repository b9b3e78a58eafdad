// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Envelopes to bytes and back. Writing goes through KDSoap's message values; reading is strict:
// every limit and rule of what may arrive is held here. Pure functions; any thread.
#pragma once

#include "services/core/outcome.h"
#include "services/wsman/envelope.h"
#include "services/wsman/faults.h"

#include <QByteArray>

namespace Cistern {

// UTF-8 without a declaration and without white space between elements. Characters that XML can not
// say are replaced: ask isXmlText before a person's words are sent.
// profiles: what the listener lets one sign in with, which an identity tells (DSP0226 section 11).
QByteArray writeEnvelope(const Envelope &envelope, const QStringList &profiles = {});
bool isXmlText(QStringView text);

// A reply to request. Failures: Malformed (also for a wrong RelatesTo, action or number of bodies),
// TooLarge (a document type, depth, attributes, names, elements). A Fault is a value, not a
// failure. parameter names the part: what XmlDocument::read tells, a header, or "Class.Property".
Outcome<Envelope> readReply(const QByteArray &bytes, const Envelope &request);

// A request, or the fault envelope to answer it with (DSP0226 section 14): unknown headers that
// must be understood, missing or repeated headers, sizes, selectors.
struct RequestRead
{
    Envelope envelope; // the request, or the fault
    bool fault = false;
};
RequestRead readRequest(const QByteArray &bytes);

// The fault that says failure, as reply to request.
Envelope faultEnvelope(const Wsman::Fault &fault, const Envelope &request);

} // namespace Cistern
