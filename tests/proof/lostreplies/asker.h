// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The program's own connections, history and tracker, on a clock that the proof drives, connected
// to a site through its relay. Lives in the thread that made it.
#pragma once

#include "services/jobs/jobhistory.h"
#include "services/jobs/jobtracker.h"
#include "services/systems/connections.h"
#include "tests/proof/lostreplies/changes.h"
#include "tests/proof/lostreplies/pacedclock.h"

namespace Cistern {

// What is planted to see that the proof finds it.
enum class Mutant {
    None,
    Resends, // a change whose answer is lost is sent again
    Trusts,  // … is taken for done
};

// What came of one change.
struct Verdicts
{
    JobRecord record;
    int looks = 0;          // that were answered, until one of them told
    bool stuck = false;     // it is not over
    bool lostAtAll = false; // the relay met the request
    QStringList problems;   // empty: as it must be
};

class Asker
{
public:
    Asker(LossySite &site, Mutant mutant);

    Verdicts change(const ChangeKind &kind, Loss loss, Luck &luck);
    // A create is stopped while it is held, and the request to stop is what is lost.
    Verdicts stop(bool force, Loss loss, Luck &luck);

private:
    std::unique_ptr<Transport> way(const Secret &password);
    const JobRecord *record() const { return m_tracker.find(m_id); }
    void begin(const Change &change);
    // Until it is so, or nothing moves for long.
    bool until(const std::function<bool()> &met, Verdicts &verdicts);
    void pass(Verdicts &verdicts);
    void judge(const Change &change, bool mustBeDone, Verdicts &verdicts);

    LossySite &m_site;
    const Mutant m_mutant;
    Loss m_loss = Loss::None;
    bool m_answered = false; // what the loss needs was done: time, a restart
    bool m_told = false;
    std::function<bool()> m_settled;
    qint64 m_id = 0;
    qsizetype m_before = 0; // objects of the class
    QTemporaryDir m_folder;
    PacedClock m_clock;
    SystemBook m_book;
    Connections m_connections;
    JobHistory m_history;
    JobTracker m_tracker;
};

} // namespace Cistern
