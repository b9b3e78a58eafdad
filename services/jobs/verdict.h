// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What became of a call whose answer is lost, decided from what was read of the system since. It
// judges; JobRun reads. Pure functions; any thread.
#pragma once

#include "services/jobs/calleffect.h"
#include "services/jobs/jobrecord.h"

#include <QList>

#include <optional>

namespace Cistern {

// What a system showed, all of it read after the call left.
struct Evidence
{
    QList<CimInstance> objects =
        {};                    // Creates: of its class; Modifies: the subject, or its settings
    bool subjectThere = false; // Modifies, Removes
    std::optional<CimInstance> subject = {};      // itself, also where its settings show more
    std::optional<QList<CimInstance>> terms = {}; // settings of the subject, where they matter
    // Of the classes that the effect names; none: they could not be read.
    std::optional<QList<CimInstance>> links = QList<CimInstance>();
    std::optional<QList<CimInstance>> jobs = {}; // none: they could not be read, or there are none
    QList<CimInstance> jobLinks = {};            // CIM_AffectedJobElement
    QList<CimPath> claimed = {}; // jobs and objects that other calls of ours are known to have made
};

struct Verdict
{
    enum class Kind {
        Happened,     // object is what was made or changed; may stay empty
        AtWork,       // job is the one that does it, or did it
        DidNotHappen, // as far as can be seen now
        CannotTell,   // doubt says why
    };
    Kind kind = Kind::CannotTell;
    CimPath object = {};
    CimPath job = {};
    Doubt doubt = Doubt::None;
    bool busy = false; // somebody's job is at work that may be this call's: look again

    bool operator==(const Verdict &) const = default;
};

// Job model 6, step 5. Never a guess: of several that fit none is taken.
Verdict verdictOn(const JobRecord &record, const CallEffect &effect, const Evidence &evidence);

} // namespace Cistern
