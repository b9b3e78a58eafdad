// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "models/pipewords.h"

#include <QCoreApplication>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using Kind = PipeProblem::Kind;

namespace {
struct Pipes
{
    Q_DECLARE_TR_FUNCTIONS(Pipes)
};

QString away(const QString &system)
{
    return Pipes::tr("%1 is not connected; connect to it first.").arg(system);
}

QString repeated(const PipeProblem &problem)
{
    return Pipes::tr("Pair %1: %2 is in a pair above already.")
        .arg(problem.pair + 1)
        .arg(problem.subject);
}

QString elsewhere(const PipeProblem &problem, const QString &system)
{
    return Pipes::tr("Pair %1: %2 is no endpoint of %3.")
        .arg(problem.pair + 1)
        .arg(problem.subject, system);
}
} // namespace

QString pipeProblemText(const PipeProblem &problem, const PipeSides &sides)
{
    switch (problem.kind) {
    case Kind::NoSource:
        return Pipes::tr("Choose the source system.");
    case Kind::NoTarget:
        return Pipes::tr("Choose the target system.");
    case Kind::SameSystem:
        return Pipes::tr("A pipe joins two different systems; choose another one.");
    case Kind::SourceAway:
        return away(sides.source);
    case Kind::TargetAway:
        return away(sides.target);
    case Kind::NotOffered:
        return Pipes::tr("This system does not offer replication pipes.");
    case Kind::ProtocolsDiffer:
        return Pipes::tr("%1 speaks %2 and %3 speaks %4; a pipe needs one protocol.")
            .arg(sides.source, problem.subject, sides.target, problem.other);
    case Kind::ProtocolUnknown:
        return Pipes::tr("%1 does not tell which protocol its pipes speak.")
            .arg(problem.subject.isEmpty() ? sides.source : sides.target);
    case Kind::TooManyPipes:
        return Pipes::tr("A system has %1 of at most %2 pipes and may refuse another one.")
            .arg(problem.first)
            .arg(problem.second);
    case Kind::NameBlank:
        return Pipes::tr("A name can't consist of blanks.");
    case Kind::NameTooLong:
        return Pipes::tr("Names have at most %n characters.", nullptr, problem.second);
    case Kind::NameControl:
        return Pipes::tr("Control characters can't be part of a name.");
    case Kind::PipeGone:
        return Pipes::tr("The pipe is gone.");
    case Kind::SystemsChanged:
        return Pipes::tr("A pipe keeps its two systems; make a new one instead.");
    case Kind::PortsNotChosen:
        return Pipes::tr("These systems choose the endpoints themselves.");
    case Kind::NoPairs:
        return Pipes::tr("Add a pair, or let the systems choose.");
    case Kind::CountsDiffer:
        return Pipes::tr("%1 and %2: each pair needs both ends.")
            .arg(Pipes::tr("%n source endpoints", nullptr, problem.first),
                 Pipes::tr("%n target endpoints", nullptr, problem.second));
    case Kind::TooManyPairs:
        return Pipes::tr("%1 pairs; a pipe has at most %2 here.")
            .arg(problem.first)
            .arg(problem.second);
    case Kind::SourceRepeated:
    case Kind::TargetRepeated:
        return repeated(problem);
    case Kind::SourceElsewhere:
        return elsewhere(problem, sides.source);
    case Kind::TargetElsewhere:
        return elsewhere(problem, sides.target);
    case Kind::EndpointFull:
        return Pipes::tr("Pair %1: %2 carries %3 of at most %4 pipes.")
            .arg(problem.pair + 1)
            .arg(problem.subject)
            .arg(problem.first)
            .arg(problem.second);
    case Kind::EndpointOut:
        return Pipes::tr("Pair %1: %2 is not in service. The pipe works once it is.")
            .arg(problem.pair + 1)
            .arg(problem.subject);
    case Kind::Heartbeat:
        return Pipes::tr("A heartbeat comes every 1 to %1 seconds.").arg(problem.second);
    case Kind::NothingChanged:
        return Pipes::tr("Nothing is changed yet.");
    }
    return {};
}

namespace {
using Subject = PipeFinding::Subject;
using Verdict = PipeFinding::Verdict;

State stateFor(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Good:
        return State::Ok;
    case Verdict::Doubt:
        return State::Warning;
    case Verdict::Bad:
        return State::Error;
    case Verdict::Untold:
        break;
    }
    return State::Info;
}

QString answersText(const PipeFinding &finding, const QString &system)
{
    if (finding.failure && finding.failure->cause == Failure::Cause::TimedOut
        && finding.took >= PipeCheck::patience)
        return Pipes::tr("Not all questions were answered in time.");
    return finding.verdict == Verdict::Good ? Pipes::tr("%1 answers.").arg(system)
                                            : Pipes::tr("%1 does not answer.").arg(system);
}

QString rightsText(const PipeFinding &finding, const QString &system)
{
    if (finding.verdict == Verdict::Good)
        return Pipes::tr("%1 lets you manage pipes.").arg(system);
    if (finding.verdict == Verdict::Untold)
        return Pipes::tr("%1 tells only at a change whether it lets you manage pipes.").arg(system);
    const auto cause = finding.failure ? finding.failure->cause : Failure::Cause::ServerFault;
    if (cause == Failure::Cause::Denied)
        return Pipes::tr("%1 does not let you manage pipes.").arg(system);
    if (cause == Failure::Cause::NotSupported)
        return Pipes::tr("%1 does not offer replication pipes.").arg(system);
    return Pipes::tr("%1 can't manage pipes now.").arg(system);
}

QString roomText(const PipeFinding &finding, const QString &system)
{
    if (finding.failure)
        return Pipes::tr("%1 did not tell about its pipes.").arg(system);
    if (finding.verdict == Verdict::Good)
        return Pipes::tr("%1 can take another pipe.").arg(system);
    return Pipes::tr("%1 has %2 of at most %3 pipes.")
        .arg(system)
        .arg(finding.count)
        .arg(finding.most);
}

QString endpointText(const PipeFinding &finding, const QString &system)
{
    if (finding.verdict == Verdict::Doubt)
        return Pipes::tr("Pair %1: %2 on %3 is not in service. The pipe works once it is, or "
                         "remove the pair.")
            .arg(finding.pair + 1)
            .arg(finding.first, system);
    return Pipes::tr("Pair %1: %2 can't be read from %3.")
        .arg(finding.pair + 1)
        .arg(finding.first, system);
}

QString findingText(const PipeFinding &finding, const PipeSides &sides)
{
    const QString system = finding.target ? sides.target : sides.source;
    switch (finding.subject) {
    case Subject::Answers:
        return answersText(finding, system);
    case Subject::Rights:
        return rightsText(finding, system);
    case Subject::Room:
        return roomText(finding, system);
    case Subject::Endpoint:
        return endpointText(finding, system);
    case Subject::Protocol:
        if (finding.verdict == Verdict::Good)
            return Pipes::tr("Both speak %1.").arg(finding.first);
        return pipeProblemText({.kind = finding.verdict == Verdict::Bad ? Kind::ProtocolsDiffer
                                                                        : Kind::ProtocolUnknown,
                                .subject = finding.first,
                                .other = finding.second},
                               sides);
    case Subject::Reach:
        break;
    }
    return Pipes::tr("Pair %1: %2 does not take connections from this computer. %3 may still reach "
                     "it.")
        .arg(finding.pair + 1)
        .arg(finding.first, sides.source);
}

// Good news about both systems, or about all pairs, in one line each.
struct GoodNews
{
    const QList<PipeFinding> &findings;

    int count(Subject subject) const
    {
        return int(std::count_if(findings.begin(), findings.end(), [subject](const auto &each) {
            return each.subject == subject && each.verdict == Verdict::Good;
        }));
    }
    std::chrono::milliseconds took(std::initializer_list<Subject> subjects) const
    {
        std::chrono::milliseconds longest{0};
        for (const PipeFinding &each : findings) {
            if (std::find(subjects.begin(), subjects.end(), each.subject) != subjects.end())
                longest = std::max(longest, each.took);
        }
        return longest;
    }
};
} // namespace

QList<PipeCheckLine> pipeCheckLines(const QList<PipeFinding> &findings, const PipeSides &sides,
                                    int pairs)
{
    const GoodNews good{findings};
    QList<PipeCheckLine> lines;
    QList<Subject> told;
    if (good.count(Subject::Answers) == 2 && good.count(Subject::Rights) == 2) {
        lines.append({.state = State::Ok,
                      .text = Pipes::tr("Both systems answer and let you manage pipes."),
                      .took = good.took({Subject::Answers, Subject::Rights})});
        told += {Subject::Answers, Subject::Rights};
    } else if (good.count(Subject::Answers) == 2) {
        lines.append({.state = State::Ok,
                      .text = Pipes::tr("Both systems answer."),
                      .took = good.took({Subject::Answers})});
        told += {Subject::Answers};
    }
    if (good.count(Subject::Protocol) == 1 && good.count(Subject::Room) == 2) {
        const auto at = std::find_if(findings.begin(), findings.end(), [](const auto &each) {
            return each.subject == Subject::Protocol;
        });
        lines.append({.state = State::Ok,
                      .text = Pipes::tr("Both speak %1 and can take another pipe.").arg(at->first),
                      .took = good.took({Subject::Protocol, Subject::Room})});
        told += {Subject::Protocol, Subject::Room};
    }
    if (pairs > 0 && good.count(Subject::Endpoint) == 2 * pairs)
        lines.append({.state = State::Ok,
                      .text = Pipes::tr("All endpoints are in service: %n pairs.", nullptr, pairs),
                      .took = good.took({Subject::Endpoint})});
    if (const int reached = good.count(Subject::Reach); reached > 0)
        lines.append({.state = State::Ok,
                      .text = Pipes::tr("%n target endpoints take connections from this computer.",
                                        nullptr, reached),
                      .took = good.took({Subject::Reach})});
    // Good news about an endpoint alone is in the table; of the rest each has its line.
    for (const PipeFinding &finding : findings) {
        const bool ofPair = finding.subject == Subject::Endpoint
            || finding.subject == Subject::Reach;
        if (finding.verdict == Verdict::Good && (ofPair || told.contains(finding.subject)))
            continue;
        const bool why = finding.subject == Subject::Answers && finding.took < PipeCheck::patience;
        lines.append({.state = stateFor(finding.verdict),
                      .text = findingText(finding, sides),
                      .took = finding.took,
                      .failure = why ? finding.failure : std::nullopt,
                      .system = finding.target ? sides.target : sides.source});
    }
    std::stable_sort(lines.begin(), lines.end(), [](const auto &a, const auto &b) {
        return (a.state == State::Ok) && b.state != State::Ok;
    });
    return lines;
}

PipeCheckLine pairCheckLine(const QList<PipeFinding> &findings, int pair)
{
    PipeCheckLine worst{.state = State::None, .text = {}};
    for (const PipeFinding &finding : findings) {
        const bool endpoint = finding.subject == Subject::Endpoint;
        if (finding.pair != pair || (!endpoint && finding.subject != Subject::Reach))
            continue;
        const State state = stateFor(finding.verdict);
        const bool worse = state == State::Error
            || (state == State::Warning && worst.state != State::Error)
            || worst.state == State::None
            || (worst.state == State::Ok && finding.subject == Subject::Reach);
        if (!worse)
            continue;
        worst.state = state;
        worst.took = finding.took;
        worst.text = state == State::Error        ? Pipes::tr("Gone")
            : state == State::Warning && endpoint ? Pipes::tr("Not in service")
            : state == State::Warning             ? Pipes::tr("Not reached from here")
            : endpoint                            ? Pipes::tr("In service")
                                                  : Pipes::tr("Reached");
    }
    return worst;
}

QString pairText(const PipeEnds &ends, bool bothWays)
{
    const auto name = [](const CimPath &end) { return end.isEmpty() ? u"–"_s : endpointName(end); };
    // Isolated and left to right, so that a mirrored layout doesn't turn addresses around.
    return u"\u2066%1 %2 %3\u2069"_s.arg(name(ends.source), bothWays ? u"⇄"_s : u"→"_s,
                                         name(ends.target));
}

} // namespace Cistern
