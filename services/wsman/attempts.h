// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One question, asked again as long as its faults say that this helps; a change is never given to
// it. Child of its RequestLine; deletes itself, and goes with the one who asked.
#pragma once

#include "services/core/clock.h"
#include "services/wsman/requestline.h"

#include <QObject>

#include <chrono>
#include <optional>

namespace Cistern {

class Attempts final : public QObject
{
    Q_OBJECT

public:
    static constexpr int mostPauses = 5; // 1, 2, 4, 8 and 16 s, each a fifth more or less
    static constexpr int mostBarePauses =
        3;                                 // where the front end has no place, without an envelope
    static constexpr int mostTimeOuts = 2; // of a Get
    static constexpr int mostAdaptations = 8; // of sizes and headers

    Attempts(RequestLine &line, Clock &clock, const Envelope &request, QObject *owner);

    Answer<Envelope> answer() const { return m_pledge.answer(); }
    // The answer is awaited, but nothing is asked again. Cancelled when there is none to come.
    void stopAsking();

private:
    void send();
    void read(const Outcome<Envelope> &reply);
    bool again(const Outcome<Envelope> &reply); // it is on its way
    bool againAfter(const Wsman::Fault &fault);
    bool pause(int most);

    RequestLine &m_line;
    Clock &m_clock;
    Envelope m_request;
    Pledge<Envelope> m_pledge;
    std::optional<int> m_pausing; // the timer
    bool m_last = false;
    int m_pauses = 0;
    int m_timeOuts = 0;
    int m_adaptations = 0;
    bool m_retried = false;
};

} // namespace Cistern
