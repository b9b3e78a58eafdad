// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What is known of faults, of all families of servers: what they mean to the one who asked, and
// what may be done about them (DSP0226 section 14, DSP0227 section 16). Pure functions; any thread.
#pragma once

#include "services/core/outcome.h"
#include "services/wsman/envelope.h"

namespace Cistern {

// The prefix that a writer binds to the namespace of the subcode, and the action of its family.
QString faultPrefix(const Wsman::Fault &fault);
QString faultAction(const Wsman::Fault &fault);

// The right name for one that a known server misspells; otherwise the name itself.
QString spelledName(const QString &name);

// A number of WS-Management, Windows or WMI that has a meaning of its own.
bool isKnownNumber(quint64 number);

// What helps. Only a question is ever sent again.
enum class Reaction : quint8 {
    Report,    // nothing: a person has to know
    Retry,     // the same again, at once
    BackOff,   // the same again, after a pause that grows
    Restart,   // the context is gone: the enumeration or subscription from its start
    Smaller,   // fewer objects in a page
    Larger,    // a larger envelope, and fewer objects in a page
    Narrower,  // the server takes no envelope as large as this
    Otherwise, // this server does not know a part of the request: without it
    Done,      // it ran; only its answer did not fit
};

struct FaultMeaning
{
    Failure::Cause cause = Failure::Cause::ServerFault;
    Reaction reaction = Reaction::Report;
    quint32 cimStatus = 0; // that says the same, 0 when none does

    bool operator==(const FaultMeaning &) const = default;
};

// The most reliable fact decides: the CIM status unless it only says "failed", the vendor's number,
// the fault detail, the subcode, the SOAP code.
FaultMeaning meaningOf(const Wsman::Fault &fault);

// The failure that a fault means to the one who asked: cause; CIM status, else vendor number, else
// 0 as code; the fault detail (of MustUnderstand the header) as parameter; the reason as server
// text.
Failure failureOf(const Wsman::Fault &fault);

} // namespace Cistern
