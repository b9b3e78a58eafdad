// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the WWW-Authenticate headers of a reply say (RFC 9110 section 11.6.1), in one header or in
// many. Pure functions; any thread.
#pragma once

#include "services/core/outcome.h"
#include "services/wsman/auth/scheme.h"
#include "services/wsman/http/httpmessage.h"

namespace Cistern {

struct Challenge
{
    QByteArray word;  // of the scheme, as written
    QByteArray token; // what stands behind it: base64, or parameters

    bool operator==(const Challenge &) const = default;
};

QList<Challenge> challenges(const HttpHeaders &headers);
// What stands behind that word; nothing when it is not there.
std::optional<QByteArray> challengeOf(const HttpHeaders &headers, QByteArrayView word);
// What a 401 means to one who used that scheme: SchemeNotOffered with the offered ones as
// serverText, or SignIn.
Failure refusalOf(const HttpReply &reply, const Scheme &scheme);

} // namespace Cistern
