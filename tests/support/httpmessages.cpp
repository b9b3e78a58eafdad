// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/support/httpmessages.h"

#include <algorithm>
#include <utility>

namespace Cistern {

std::optional<HttpMessage> HttpMessages::take()
{
    if (m_size == 0) {
        const qsizetype end = m_octets.indexOf("\r\n\r\n");
        if (end < 0)
            return std::nullopt;
        m_headSize = m_size = end + 4;
        const QByteArray head = m_octets.first(m_headSize).toLower();
        const QByteArray name = "\r\ncontent-length:";
        if (const qsizetype at = head.indexOf(name); at >= 0) {
            const qsizetype from = at + name.size();
            m_size += head.mid(from, head.indexOf('\r', from) - from).trimmed().toLongLong();
        }
    }
    if (m_octets.size() < m_size)
        return std::nullopt;
    HttpMessage first{.headSize = std::exchange(m_headSize, 0)};
    const qsizetype size = std::exchange(m_size, 0);
    if (m_octets.size() == size) { // as mostly, and not copied
        first.octets = std::exchange(m_octets, {});
    } else {
        first.octets = m_octets.first(size);
        m_octets.remove(0, size);
    }
    return first;
}

QByteArray basicPost(const QString &user, const QByteArray &password, const QByteArray &body)
{
    return "POST /wsman HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic "
        + (user.toUtf8() + ':' + password).toBase64()
        + "\r\nContent-Type: application/soap+xml;charset=UTF-8\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray textOf(QByteArrayView name, QByteArrayView xml)
{
    for (qsizetype at = xml.indexOf(name); at > 0; at = xml.indexOf(name, at + 1)) {
        const char before = xml[at - 1];
        const QByteArrayView behind = xml.sliced(at + name.size());
        const bool opens = (before == '<' || before == ':')
            && (behind.startsWith('>') || behind.startsWith(' '));
        if (!opens)
            continue;
        const QByteArrayView text = behind.sliced(behind.indexOf('>') + 1);
        return text.first(std::max<qsizetype>(text.indexOf('<'), 0)).trimmed().toByteArray();
    }
    return {};
}

} // namespace Cistern
