// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The side of pipes that is called: listens at this system's endpoints, lets peers in and answers
// their heartbeats. Who is nobody's address is closed before a byte of his is read; who does not
// prove to be a peer within the deadline goes. Owned by Pipes; its thread.
#pragma once

#include "services/core/clock.h"
#include "services/core/outcome.h"
#include "services/provider/pipes/peer.h"

#include <QObject>
#include <QSslConfiguration>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QTcpServer;

namespace Cistern {

class PipeGate : public QObject
{
    Q_OBJECT

public:
    // Asked anew for each connection.
    struct House
    {
        std::function<QString()> system, protocol;
        std::function<QList<Peer>()> peers;
        std::optional<QSslConfiguration> identity = {}; // without one only plain connections
    };
    static constexpr int mostGuests = 128; // that have proven who they are
    static constexpr int mostOfPeer = 64;
    static constexpr int mostUnproven = 16;
    static constexpr std::chrono::milliseconds proofDeadline{5'000};

    PipeGate(House house, Clock &clock, QObject *parent = nullptr);
    ~PipeGate() override;

    // Port 0: any free one. Refused, with the system's words, when the port is taken.
    Outcome<PipePlace> listen(const PipePlace &place);
    void expel(const QString &peer); // ends all connections of a peer
    int guests() const { return int(m_guests.size()); }

private:
    class Guest;

    void accept(qintptr descriptor);
    void leave(Guest *guest);
    void makeRoom();
    bool hasRoomFor(const QString &peer) const;

    House m_house;
    Clock &m_clock;
    std::vector<std::unique_ptr<QTcpServer>> m_servers;
    std::vector<std::unique_ptr<Guest>> m_guests; // the oldest first
};

} // namespace Cistern
