// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One climb of the connection ladder, rung by rung; gives up after 15 s. Tells each step as it is
// taken. Owned by Connections; GUI thread. Ends exactly once; destroying it stops the climb.
#pragma once

#include "services/core/clock.h"
#include "services/systems/connectionspec.h"
#include "services/systems/hostlookup.h"
#include "services/systems/socketprobe.h"
#include "services/wsman/connection.h"
#include "services/wsman/ladder.h"

#include <QHostAddress>
#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace Cistern {

class Climb : public QObject
{
    Q_OBJECT

public:
    // For the system with the address that answered in it.
    using MakeTransport = std::function<std::unique_ptr<Transport>(const ConnectionSpec &)>;
    static constexpr std::chrono::milliseconds patience{15'000}; // for the whole
    // After which the next address is tried beside those that do not answer (RFC 8305 section 5).
    static constexpr std::chrono::milliseconds nextAddress{250};

    Climb(const ConnectionSpec &spec, MakeTransport transport, Clock &clock, QObject *parent);
    ~Climb() override;

    void setLookup(const HostLookup &lookup) { m_resolve = lookup; } // before start()
    void start();
    void giveUp(); // as if its time were over
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
    void network(const QList<QHostAddress> &addresses);
    void tryNext();
    void reached(SocketProbe *probe, const Outcome<QString> &address);
    void encryption();
    void signIn();
    void identified(const Outcome<Wsman::IdentifyReply> &reply);
    void readClock(const QDateTime &theirs);
    void namespaces();
    void asked(qsizetype row, const Outcome<QList<CimInstance>> &services);
    void weigh();
    void begin(Rung::Step step);
    void pass(Rung::Step step, const QString &fact);
    void skip(Rung::Step step);
    void fail(Rung::Step step, Failure failure);
    void end();
    QString place() const; // host:port, for people

    ConnectionSpec m_spec;
    MakeTransport m_makeTransport;
    HostLookup m_resolve;
    Clock &m_clock;
    Ladder m_ladder = Ladder::untried();
    Rung::Step m_step = Rung::Step::Name;
    int m_lookup = -1;
    QList<QHostAddress> m_untried;
    std::vector<std::unique_ptr<SocketProbe>> m_probes; // under way; then the one that got through
    std::optional<Failure> m_refusal;                   // of the addresses so far
    int m_nextTimer = 0;
    std::unique_ptr<Connection> m_connection;
    qsizetype m_open = 0; // namespaces that have not answered
    bool m_over = false;
};

} // namespace Cistern
