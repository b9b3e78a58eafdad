// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What is wrong with a planned pipe, in words for the window and the command line. GUI thread for
// tr().
#pragma once

#include "models/pipecall.h"
#include "services/inventory/pipecheck.h"

#include <QString>

namespace Cistern {

struct PipeSides
{
    QString source; // names as people see them
    QString target;
};

// One sentence. Names and figures that came from a server are data: shown as plain text.
QString pipeProblemText(const PipeProblem &problem, const PipeSides &sides);

// What a check found, good news of one kind in one line. failure says why, where somebody told.
struct PipeCheckLine
{
    State state = State::Ok;
    QString text;
    std::chrono::milliseconds took{0};
    std::optional<Failure> failure = {};
    QString system = {}; // whom the failure is about
};
QList<PipeCheckLine> pipeCheckLines(const QList<PipeFinding> &findings, const PipeSides &sides,
                                    int pairs);
// The worst that was found about one pair, short; State::None when nothing was asked.
PipeCheckLine pairCheckLine(const QList<PipeFinding> &findings, int pair);

// "10.20.4.11:3260 → 10.40.8.11:3260", left to right in every layout.
QString pairText(const PipeEnds &ends, bool bothWays);

} // namespace Cistern
