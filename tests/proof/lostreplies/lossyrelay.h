// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A relay on 127.0.0.1 that passes whole requests and replies on, counts what would change
// something, and loses one exchange as it was told. Lives in the thread that made it.
#pragma once

#include "tests/proof/lostreplies/losses.h"

#include <QMap>
#include <QTcpServer>
#include <QTcpSocket>

namespace Cistern {

class LossyRelay : public QObject
{
    Q_OBJECT

public:
    LossyRelay();

    quint16 port() const { return m_server.serverPort(); }
    void setTarget(quint16 port) { m_target = port; }

    // The next request with that action (the last part of its address) is lost so. Where it is cut,
    // and what is said instead, is luck.
    void arm(const QByteArray &action, Loss loss, Luck &luck);
    bool struck() const { return m_struck; } // it came, and its loss was done
    void begin();                            // counts anew
    // Requests that came to be passed on and would change something, by action.
    const QMap<QByteArray, int> &changes() const { return m_changes; }
    const QList<QByteArray> &messageIds() const { return m_messageIds; } // of those

private:
    struct Link;
    void accept();
    Loss met(QByteArrayView request);

    QTcpServer m_server;
    quint16 m_target = 0;
    QByteArray m_action;
    Loss m_loss = Loss::None;
    Luck *m_luck = nullptr;
    bool m_struck = false;
    QMap<QByteArray, int> m_changes;
    QList<QByteArray> m_messageIds;
};

} // namespace Cistern
