// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One climb of the connection ladder, rung by rung; gives up after 15 s. Owned by Connections; GUI
// thread. Ends exactly once; destroying it stops the climb.
#pragma once

#include "services/core/clock.h"
#include "services/systems/connectionspec.h"
#include "services/systems/socketprobe.h"
#include "services/wsman/connection.h"
#include "services/wsman/ladder.h"

#include <QObject>

#include <functional>
#include <memory>

namespace Cistern {

class Climb : public QObject
{
    Q_OBJECT

public:
    using MakeTransport = std::function<std::unique_ptr<Transport>()>;

    Climb(const ConnectionSpec &spec, MakeTransport transport, Clock &clock, QObject *parent);

    void start();
    const Ladder &ladder() const { return m_ladder; }
    std::unique_ptr<Connection> takeConnection()
    {
        return std::move(m_connection);
    } // after success

Q_SIGNALS:
    void progressed();
    void ended();

private:
    void name();
    void network();
    void encryption();
    void signIn();
    void namespaces();
    void askNamespace(int row);
    void begin(Rung::Step step);
    void pass(Rung::Step step, const QString &fact);
    void skip(Rung::Step step);
    void fail(Rung::Step step, const Failure &failure);

    ConnectionSpec m_spec;
    MakeTransport m_makeTransport;
    Clock &m_clock;
    Ladder m_ladder = Ladder::untried();
    Rung::Step m_step = Rung::Step::Name;
    std::chrono::milliseconds m_begun{0};
    std::unique_ptr<SocketProbe> m_probe;
    std::unique_ptr<Connection> m_connection;
    QStringList m_found;
    bool m_over = false;
};

} // namespace Cistern
