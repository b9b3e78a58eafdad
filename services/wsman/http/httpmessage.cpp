// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/http/httpmessage.h"

#include <QLocale>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString fixedDate = u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s; // RFC 9110 section 5.6.7

QByteArray reasonOf(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 411:
        return "Length Required";
    case 413:
        return "Content Too Large";
    case 415:
        return "Unsupported Media Type";
    case 417:
        return "Expectation Failed";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 503:
        return "Service Unavailable";
    case 505:
        return "HTTP Version Not Supported";
    }
    return {};
}

void appendHeaders(QByteArray &bytes, const HttpHeaders &headers, qsizetype length)
{
    for (const HttpHeader &header : headers)
        bytes.append(header.name).append(": ").append(header.value).append("\r\n");
    bytes += "Content-Length: " + QByteArray::number(length) + "\r\n\r\n";
}

} // namespace

QList<QByteArray> headerValues(const HttpHeaders &headers, QByteArrayView name)
{
    QList<QByteArray> values;
    for (const HttpHeader &header : headers) {
        if (header.name.compare(name, Qt::CaseInsensitive) == 0)
            values << header.value;
    }
    return values;
}

QByteArray mediaType(const HttpHeaders &headers)
{
    const auto values = headerValues(headers, "Content-Type");
    return values.size() == 1 ? values.first().split(';').first().trimmed().toLower()
                              : QByteArray();
}

QByteArray charset(const HttpHeaders &headers)
{
    for (const QByteArray &value : headerValues(headers, "Content-Type")) {
        for (const QByteArray &part : value.split(';').mid(1)) {
            const QByteArray parameter = part.trimmed().toLower();
            if (parameter.startsWith("charset="))
                return parameter.mid(8).replace('"', "").trimmed();
        }
    }
    return {};
}

QDateTime date(const HttpHeaders &headers)
{
    const auto values = headerValues(headers, "Date");
    if (values.size() != 1)
        return {};
    QDateTime time = QLocale::c().toDateTime(QString::fromLatin1(values.first().trimmed()),
                                             fixedDate);
    time.setTimeSpec(Qt::UTC);
    return time;
}

HttpHeader dateHeader(const QDateTime &now)
{
    return {"Date", QLocale::c().toString(now.toUTC(), fixedDate).toLatin1()};
}

QByteArray toBytes(const HttpRequest &request)
{
    // In one piece from the start: a secret in a header must not stay behind in a shorter one.
    qsizetype size = 128 + request.method.size() + request.target.size() + request.body.size();
    for (const HttpHeader &header : request.headers)
        size += header.name.size() + header.value.size() + 4;
    QByteArray bytes;
    bytes.reserve(size);
    bytes += request.method + ' ' + request.target + " HTTP/1.1\r\n";
    appendHeaders(bytes, request.headers, request.body.size());
    bytes += request.body;
    return bytes;
}

QByteArray toBytes(const HttpReply &reply)
{
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(reply.status) + ' ' + reasonOf(reply.status)
        + "\r\n";
    appendHeaders(bytes, reply.headers, reply.body.size());
    return bytes + reply.body;
}

} // namespace Cistern
