// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// HTTP requests and replies whose body a security context seals. Only for negotiate.cpp.
#pragma once

#include "services/wsman/auth/gss.h"
#include "services/wsman/http/httpmessage.h"

#include <algorithm>

namespace Cistern {

// Message is an HttpRequest or an HttpReply; its Content-Type moves into the sealed part.
template<class Message>
Outcome<Message> sealedMessage(Gss::Context &context, const QByteArray &protocol, bool tab,
                               const Message &message)
{
    const auto isType = [](const HttpHeader &header) {
        return header.name.compare("Content-Type", Qt::CaseInsensitive) == 0;
    };
    SealedBody sealed{.protocol = protocol,
                      .type = headerValues(message.headers, "Content-Type").value(0),
                      .tab = tab};
    const Outcome<SealedPart> part = context.seal(message.body);
    if (!part)
        return part.failure();
    sealed.parts << *part;
    Message dressed = message;
    dressed.headers.removeIf(isType);
    dressed.headers << HttpHeader{"Content-Type", sealedContentType(sealed)};
    dressed.body = toBytes(sealed);
    return dressed;
}

// Malformed for all that is not sealed as it should be. tab says how the request was written.
template<class Message>
Outcome<Message> unsealedMessage(Gss::Context &context, const Message &message, bool *tab = nullptr)
{
    if (!context.complete() || !isSealedType(mediaType(message.headers))) {
        return Failure{.cause = Failure::Cause::Malformed,
                       .stage = Failure::Stage::Protocol,
                       .serverText = QStringLiteral("a body that is not sealed")};
    }
    const Outcome<SealedBody> sealed = sealedBody(message.body);
    if (!sealed)
        return sealed.failure();
    Message readable = message;
    readable.body.clear();
    for (const SealedPart &part : sealed->parts) {
        const Outcome<QByteArray> plain = context.unseal(part);
        if (!plain)
            return plain.failure();
        readable.body += *plain;
    }
    for (HttpHeader &header : readable.headers) {
        if (header.name.compare("Content-Type", Qt::CaseInsensitive) == 0)
            header.value = sealed->type;
    }
    if (tab)
        *tab = sealed->tab;
    return readable;
}

} // namespace Cistern
