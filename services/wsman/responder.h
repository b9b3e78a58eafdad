// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The answering side of the seam, seen from a listener or a LocalTransport.
#pragma once

#include "services/core/async.h"
#include "services/wsman/envelope.h"

#include <QObject>

#include <functional>

namespace Cistern {

enum class AccessRole : quint8 { Nobody, Read, Manage };

struct Caller
{
    QString user; // who signed in; empty for nobody
    AccessRole role = AccessRole::Nobody;
    bool operator==(const Caller &) const = default;
};

// Answers any request envelope with a reply envelope (a Fault included), from any thread, exactly
// once. It must not block the calling thread.
using Responder = std::function<Answer<Envelope>(const Envelope &request, const Caller &caller)>;

} // namespace Cistern
