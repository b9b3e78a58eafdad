// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The table of what can stop a connection: on which rung, by which cause and number, with problem,
// cause, fix and command. {names} in the texts are filled in by connectwords.cpp. Constant.
#pragma once

#include "services/systems/connections.h"

#include <span>

namespace Cistern {

struct ConnectCause
{
    enum Steps : quint8 {
        Any = 0,
        Name = 1 << int(Rung::Step::Name),
        Network = 1 << int(Rung::Step::Network),
        Encryption = 1 << int(Rung::Step::Encryption),
        SignIn = 1 << int(Rung::Step::SignIn),
        Identify = 1 << int(Rung::Step::Identify),
        Namespaces = 1 << int(Rung::Step::Namespaces),
    };
    enum class Link : quint8 { Any, Plain, Tls };

    quint8 steps;
    Failure::Cause cause;
    quint32 code;               // 0: any
    Link link = Link::Any;      // of the system's address
    const char *parameter = ""; // of the failure; empty: any
    const char *problem;        // QT_TRANSLATE_NOOP("ConnectWords", …), as the two below
    const char *why;
    const char *fix;
    const char *command = ""; // shown with Copy; left out when a {name} in it is not known
};

// The first that fits counts: the particular ones stand before the general ones.
std::span<const ConnectCause> connectCauses();

} // namespace Cistern
