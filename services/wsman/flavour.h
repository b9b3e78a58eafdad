// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The families of servers and how one speaks to each. One table; a connection takes its row from
// what Identify says. Common to all rows, because the strictest server wants it so: no white space
// between elements, one header order, MaxEnvelopeSize to be understood, no OptionSet, no
// PolymorphismMode, null arguments left out. Values; any thread.
#pragma once

#include "services/wsman/envelope.h"

namespace Cistern {

struct Flavour
{
    enum class Family : quint8 {
        WinRm,     // Windows Server 2012 and later
        WinRm2008, // 2008 R2
        WinRm1,    // older: another protocol, refused
        Omi,
        Openwsman,
        Pegasus,
        Cistern,
        Other, // hardware controllers above all
    };

    Family family = Family::WinRm;
    QLatin1StringView name = {}; // for logs
    UriForm form = UriForm::Wmi; // the DMTF form goes with the selector __cimnamespace
    bool wqlOnClass = false;     // a query names its class in the resource URI, not "*"
    Wsman::Spelling spelling = {};
    quint32 envelopeSize = Wsman::defaultEnvelopeSize; // octets asked for
    quint32 firstElements = 200; // of one page, as long as nobody knows how long one takes
    quint32 mostElements = 2'000;
    bool writesObjects = true;                         // Create and Delete
    bool subscribes = false;                           // delivers events by Pull
};

const Flavour &flavourOf(Flavour::Family family);
// The first row of what the reply says: its namespace, vendor and version.
const Flavour &flavourOf(const Wsman::IdentifyReply &identity);

} // namespace Cistern
