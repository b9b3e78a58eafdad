// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/proof/lostreplies/lossyrelay.h"

#include "services/schema/schema.h"
#include "tests/support/httpmessages.h"
#include "tests/support/relay.h"

#include <QSet>

namespace Cistern {

namespace {
bool isChange(const QByteArray &action)
{
    static const QSet<QByteArray> all = [] {
        QSet<QByteArray> names{"Put", "Create", "Delete"};
        for (const MethodDecl *decl : Schema::methods()) {
            if (decl->changes)
                names.insert(QByteArray(decl->name.data(), decl->name.size()));
        }
        return names;
    }();
    return all.contains(action);
}

QByteArray said(const QByteArray &status, const QByteArray &headers, const QByteArray &page)
{
    return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Type: text/html\r\nContent-Length: "
        + QByteArray::number(page.size()) + "\r\n\r\n" + page;
}
} // namespace

// One connection and the one behind it.
struct LossyRelay::Link : public QObject
{
    Link(QTcpSocket *client, LossyRelay &relay) : QObject(client), m_client(client), m_relay(relay)
    {
        connect(client, &QAbstractSocket::readyRead, this, &Link::hear);
        connect(client, &QAbstractSocket::disconnected, this, [this] {
            m_server.abort();
            m_client->deleteLater();
        });
        connect(&m_server, &QAbstractSocket::readyRead, this, &Link::answer);
        connect(&m_server, &QAbstractSocket::disconnected, this,
                [this] { m_client->disconnectFromHost(); });
        connect(&m_server, &QAbstractSocket::errorOccurred, this,
                [this] { m_client->disconnectFromHost(); });
        m_server.connectToHost(QHostAddress::LocalHost, relay.m_target);
    }

    void hear()
    {
        m_asked.add(m_client->readAll());
        while (const auto message = m_asked.take()) {
            const QByteArray &request = message->octets;
            m_loss = m_relay.met(message->body());
            switch (m_loss) {
            case Loss::CutRequest:
            case Loss::ResetRequest:
                m_server.write(request.first(below(*m_relay.m_luck, int(request.size()))));
                if (m_server.state() == QAbstractSocket::ConnectedState)
                    m_server.flush();
                return end({});
            case Loss::LostRequest:
                m_relay.m_struck = true;
                break;
            case Loss::Gateway:
                m_relay.m_struck = true;
                m_client->write(said("502 Bad Gateway", {}, "nobody is there"));
                break;
            default:
                m_server.write(request);
            }
        }
    }

    void answer()
    {
        m_answered.add(m_server.readAll());
        while (const auto message = m_answered.take()) {
            const QByteArray &reply = message->octets;
            const qsizetype head = message->headSize;
            Luck *luck = m_relay.m_luck;
            switch (std::exchange(m_loss, Loss::None)) {
            case Loss::Head:
                return end(reply.first(below(*luck, int(head))));
            case Loss::Body:
                return end(reply.first(head + below(*luck, int(reply.size() - head))));
            case Loss::Reset:
                m_loss = Loss::Reset;
                return end(reply.first(below(*luck, int(reply.size()))));
            case Loss::Silence:
            case Loss::Restart: // its connection goes with the target
                m_relay.m_struck = true;
                break;
            case Loss::Page: {
                static const QByteArray statuses[] = {"500 x", "502 x", "503 x", "504 x", "599 x"};
                m_relay.m_struck = true;
                m_client->write(said(statuses[below(*luck, 5)], {}, "<p>sorry"));
                break;
            }
            case Loss::Unauthorized:
                m_relay.m_struck = true;
                m_client->write(said("401 x", "WWW-Authenticate: Basic realm=\"x\"\r\n", "who?"));
                break;
            default:
                m_client->write(reply);
            }
        }
    }

private:
    // After these bytes nothing more comes, either way.
    void end(const QByteArray &last)
    {
        m_relay.m_struck = true;
        if (m_client->state() == QAbstractSocket::ConnectedState && !last.isEmpty()) {
            m_client->write(last);
            m_client->flush();
        }
        m_server.disconnect(this);
        m_server.abort();
        if (m_loss == Loss::Reset || m_loss == Loss::ResetRequest)
            resetConnection(m_client);
        else
            m_client->disconnectFromHost();
    }

    QTcpSocket *m_client;
    LossyRelay &m_relay;
    QTcpSocket m_server;
    HttpMessages m_asked, m_answered;
    Loss m_loss = Loss::None; // of what is under way
};

LossyRelay::LossyRelay()
{
    connect(&m_server, &QTcpServer::newConnection, this, &LossyRelay::accept);
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("the relay can not listen");
}

void LossyRelay::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection())
        new Link(socket, *this);
}

void LossyRelay::arm(const QByteArray &action, Loss loss, Luck &luck)
{
    m_action = action;
    m_loss = loss;
    m_luck = &luck;
    m_struck = false;
}

void LossyRelay::begin()
{
    m_action.clear();
    m_struck = false;
    m_changes.clear();
    m_messageIds.clear();
}

Loss LossyRelay::met(QByteArrayView request)
{
    const QByteArray address = textOf("Action", request);
    const QByteArray action = address.mid(address.lastIndexOf('/') + 1);
    if (!isChange(action))
        return Loss::None;
    ++m_changes[action];
    m_messageIds.append(textOf("MessageID", request));
    if (action != m_action)
        return Loss::None;
    m_action.clear();
    m_struck = m_loss == Loss::None;
    return m_loss;
}

} // namespace Cistern

#include "moc_lossyrelay.cpp"
