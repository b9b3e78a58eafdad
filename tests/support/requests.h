// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Requests as values, and what came of them in a word, for tests that speak to a responder.
#pragma once

#include "services/wsman/responder.h"

namespace Cistern {

inline Envelope requestOf(const Wsman::Body &body, const CimPath &target)
{
    Envelope request;
    request.body = body;
    request.target = target;
    request.to = QStringLiteral("http://localhost/wsman");
    request.messageId = newMessageId();
    return request;
}

inline Caller anAdmin()
{
    return {QStringLiteral("admin"), AccessRole::Manage};
}

inline QString subcode(const Wsman::Body &body)
{
    const auto *fault = std::get_if<Wsman::Fault>(&body);
    return fault ? fault->subcode : QStringLiteral("no fault");
}

} // namespace Cistern
