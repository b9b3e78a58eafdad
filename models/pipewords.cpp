// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "models/pipewords.h"

#include <QCoreApplication>

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

QString pairText(const PipeEnds &ends, bool bothWays)
{
    const auto name = [](const CimPath &end) { return end.isEmpty() ? u"–"_s : endpointName(end); };
    // Isolated and left to right, so that a mirrored layout doesn't turn addresses around.
    return u"\u2066%1 %2 %3\u2069"_s.arg(name(ends.source), bothWays ? u"⇄"_s : u"→"_s,
                                         name(ends.target));
}

} // namespace Cistern
