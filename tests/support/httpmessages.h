// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// HTTP as the peers in tests speak it: whole messages taken out of the octets of a connection, by
// the Content-Length they tell, which is believed; and what such a message holds. Values; any
// thread.
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace Cistern {

struct HttpMessage
{
    QByteArray octets = {};
    qsizetype headSize = 0; // with the empty line that ends it

    QByteArrayView head() const { return QByteArrayView(octets).first(headSize); }
    QByteArrayView body() const { return QByteArrayView(octets).sliced(headSize); }
};

// What comes over one connection, in one direction.
class HttpMessages
{
public:
    HttpMessages() = default;
    explicit HttpMessages(const QByteArray &octets) : m_octets(octets) {}

    void add(const QByteArray &octets) { m_octets += octets; }
    // The first one, taken out; nothing while it is under way. The head is read once, the body
    // never, in however many pieces they come.
    std::optional<HttpMessage> take();

private:
    QByteArray m_octets;
    qsizetype m_headSize = 0, m_size = 0; // of the first message; 0: its head is under way
};

// A request to /wsman on this machine, signed in by Basic.
QByteArray basicPost(const QString &user, const QByteArray &password, const QByteArray &body);

// What stands in the first element of that local name, without white space around it.
QByteArray textOf(QByteArrayView name, QByteArrayView xml);

} // namespace Cistern
