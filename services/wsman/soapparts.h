// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The parts that requests and replies have in common, taken out of a document. Pure functions.
#pragma once

#include "services/core/outcome.h"
#include "services/wsman/envelope.h"
#include "services/wsman/xmlreader.h"

namespace Cistern::Soap {

// A document that breaks the protocol at part, in words for a log.
Failure malformed(const QString &part, const QString &words);

struct Parts
{
    XmlElement header; // null when there is none
    XmlElement body;
};
// SOAP 1.2 section 5: at most one Header, then one Body, nothing else. Failures name "Envelope",
// "Header" or "Body"; another SOAP version is "version".
Outcome<Parts> readParts(const XmlElement &root);

// Text of an element without the padding that some writers put around values.
QString trimmedText(const XmlElement &element);

// The element with all that is in it.
Wsman::XmlPart readPart(const XmlElement &element);

// A time to last, zero or more; nothing for a date, an empty element or no duration at all.
std::optional<std::chrono::milliseconds> readDuration(const XmlElement &element);

// Items, context and end of an EnumerateResponse or PullResponse; found by local name, because
// servers mix the two namespaces.
// className: of items that do not say it themselves.
Outcome<Wsman::Items> readItems(const XmlElement &response, const QString &nameSpace,
                                const QString &className);
Wsman::Fault readFault(const XmlElement &fault, const XmlElement &header);

} // namespace Cistern::Soap
