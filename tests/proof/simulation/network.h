// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What lies between consoles and the far host in a simulation: it delays, loses, repeats and cuts,
// and counts what passed. Messages cross it as bytes. One thread.
#pragma once

#include "services/wsman/transport.h"
#include "tests/proof/simulation/defects.h"
#include "tests/proof/simulation/farhost.h"

#include <QHash>
#include <QSet>

namespace Cistern {

struct NetworkWeather
{
    int mishapsOfChanges = 0; // in a hundred
    int mishapsOfReads = 0;
    bool isCut = false; // nothing passes
};

// A change as the network saw it.
struct ChangeSeen
{
    QString user;
    Wsman::Body body;
    CimPath target;
    int sent = 0;      // by the console
    int delivered = 0; // to the far host, which may get one twice
    bool lost = false; // its sender was not told the answer
};

class Network final : public QObject
{
    Q_OBJECT

public:
    enum class Fate {
        Passes,
        Refused,      // before anything left
        RequestLost,  // and the sender waits in vain
        ReplyLost,    // likewise, and the far host acts
        RequestLate,  // cut, and what was sent arrives all the same
        Twice,        // a front end sends it on a second time; the first reply counts
        ReplyCut,     // at some byte
        StatusBefore, // 503, 401 or 403 of a front end, which passes nothing on
        StatusAfter,  // 500, 502 or 504 after the far host acted
    };

    Network(FarHost &host, Agenda &agenda, Luck &luck)
        : m_host(host), m_agenda(agenda), m_luck(luck)
    {}

    NetworkWeather weather;
    Defect defect = Defect::None; // of those at its ends
    std::unique_ptr<Transport> transport(const QString &user);
    const QHash<QString, ChangeSeen> &changes() const { return m_changes; } // by message id
    std::function<void(const QString &line)> trace;

    Answer<Envelope> send(const Envelope &request, const QString &user, QObject *owner);

private:
    class Flight;
    Fate fateOf(const Envelope &request);
    void sendAgain(Envelope request, const QString &user);

    FarHost &m_host;
    Agenda &m_agenda;
    Luck &m_luck;
    QHash<QString, ChangeSeen> m_changes;
    QSet<QString> m_sentAgain;
};

} // namespace Cistern
