// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/transports/httpoutcome.h"

#include "services/wsman/auth/challenge.h"
#include "services/wsman/soapxml.h"

#include <algorithm>
#include <iterator>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {

using Cause = Failure::Cause;
using Stage = Failure::Stage;

// What a status without an envelope says. Only those rows are here that tell that nothing ran: a
// front that loses the one behind it in the middle says 503 as well as 502 or 504.
struct BareStatus
{
    int status;
    Cause cause;
    Stage stage;
};
constexpr BareStatus bareStatuses[] = {
    {400, Cause::Malformed, Stage::Protocol}, // our request, to that server
    {403, Cause::Denied, Stage::SignIn},
    {404, Cause::NotFound, Stage::Protocol},     // the path, or an address filter
    {405, Cause::NotSupported, Stage::Protocol}, // not a WS-Management server
    {411, Cause::NotSupported, Stage::Protocol},
    {413, Cause::TooLarge, Stage::Protocol},
    {415, Cause::NotSupported, Stage::Protocol},
    {425, Cause::ServerFault, Stage::Protocol}, // throttled
    {429, Cause::ServerFault, Stage::Protocol},
    {431, Cause::TooLarge, Stage::Protocol},
    {501, Cause::NotSupported, Stage::Protocol},
    {505, Cause::NotSupported, Stage::Protocol},
};

QString described(const HttpReply &reply, const QString &words)
{
    const QByteArray type = mediaType(reply.headers);
    QString text = u"HTTP %1, %2"_s.arg(reply.status)
                       .arg(type.isEmpty() ? u"no content type"_s : QString::fromLatin1(type));
    return words.isEmpty() ? text : text + u": "_s + words;
}

Failure bareFailure(const HttpReply &reply, const Envelope &request, const HttpManner &manner)
{
    const quint32 code = quint32(reply.status);
    if (reply.status == 401) {
        Failure refusal = refusalOf(reply, *manner.scheme);
        if (refusal.serverText.isEmpty())
            refusal.serverText = described(reply, {});
        return refusal;
    }
    if (reply.status >= 300 && reply.status < 400) {
        const QString other = QString::fromLatin1(headerValues(reply.headers, "Location").value(0));
        const Failure failure{.cause = Cause::NotSupported,
                              .stage = Stage::Protocol,
                              .code = code,
                              .serverText = other};
        // "See other" sends people to the result of something that was done.
        return reply.status == 303 ? lostReply(failure, request) : failure;
    }
    const auto *row = std::find_if(
        std::begin(bareStatuses), std::end(bareStatuses),
        [&](const BareStatus &bare) { return bare.status == reply.status; });
    if (row != std::end(bareStatuses))
        return {.cause = row->cause,
                .stage = row->stage,
                .code = code,
                .serverText = described(reply, {})};
    // This is all that WinRM says to a body that it could have read on the way. Others say as
    // little when they break down, so of a change it is no proof that nothing ran.
    if (reply.status == 500 && reply.body.isEmpty() && manner.readable && onlyAsks(request)) {
        return {.cause = Cause::Unencrypted,
                .stage = Stage::Protocol,
                .code = code,
                .serverText = described(reply, {})};
    }
    const Cause cause = reply.status >= 500 ? Cause::ServerFault : Cause::Malformed;
    return lostReply({.cause = cause,
                      .stage = Stage::Protocol,
                      .code = code,
                      .serverText = described(reply, {})},
                     request);
}

} // namespace

Outcome<Envelope> envelopeOf(const HttpReply &reply, const Envelope &request,
                             const HttpManner &manner)
{
    // openwsman says with 401 and a fault that somebody may not, and then asks for nothing.
    if (reply.status == 401 && !headerValues(reply.headers, "WWW-Authenticate").isEmpty())
        return bareFailure(reply, request, manner);
    const QByteArray letters = charset(reply.headers);
    if (mediaType(reply.headers) != soapMediaType || (!letters.isEmpty() && letters != "utf-8"))
        return bareFailure(reply, request, manner);
    // Some servers announce the type and send nothing, which says no more than the status.
    if (reply.body.isEmpty() && reply.status != 200)
        return bareFailure(reply, request, manner);

    Outcome<Envelope> read = readReply(reply.body, request);
    if (read.ok() && std::holds_alternative<Wsman::Fault>(read->body))
        return read; // openwsman sends some with 200
    if (read.ok() && reply.status == 200)
        return read;
    Failure failure{.cause = Cause::Malformed, .stage = Stage::Protocol};
    if (!read.ok())
        failure = read.failure();
    failure.code = quint32(reply.status);
    failure.serverText = described(reply, failure.serverText);
    return lostReply(failure, request);
}

Failure lostReply(const Failure &failure, const Envelope &request)
{
    Failure lost = failure;
    if (!onlyAsks(request))
        lost.cause = Cause::OutcomeUnknown;
    return lost;
}

} // namespace Cistern
