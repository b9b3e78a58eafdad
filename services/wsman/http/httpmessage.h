// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// HTTP/1.1 requests and replies as values, and the few rules of reading their headers.
// Values and pure functions; any thread.
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>

namespace Cistern {

struct HttpHeader
{
    QByteArray name;
    QByteArray value;

    bool operator==(const HttpHeader &) const = default;
};

using HttpHeaders = QList<HttpHeader>;

struct HttpRequest
{
    QByteArray method = "POST";
    QByteArray target; // as on the request line
    HttpHeaders headers = {};
    QByteArray body = {};

    bool operator==(const HttpRequest &) const = default;
};

struct HttpReply
{
    int status = 0;
    HttpHeaders headers = {};
    QByteArray body = {};

    bool operator==(const HttpReply &) const = default;
};

// Every value of that name, in order; names are compared without case.
QList<QByteArray> headerValues(const HttpHeaders &headers, QByteArrayView name);
// The media type in lower case without parameters; empty unless there is exactly one.
QByteArray mediaType(const HttpHeaders &headers);
// The charset parameter in lower case without quotes; empty when absent.
QByteArray charset(const HttpHeaders &headers);

// What the Date header says (RFC 9110 section 5.6.7), in UTC; invalid without exactly one.
QDateTime date(const HttpHeaders &headers);

HttpHeader dateHeader(const QDateTime &now);

// With Content-Length, which the caller does not add.
QByteArray toBytes(const HttpRequest &request);
QByteArray toBytes(const HttpReply &reply);

inline constexpr const char *soapMediaType = "application/soap+xml";

} // namespace Cistern
