// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "models/pipecall.h"

#include "services/schema/embedded.h"
#include "services/schema/schema.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using Kind = PipeProblem::Kind;

namespace {
constexpr auto settingClass = u"CISTERN_ReplicationPipeSettingData";

bool isAway(const Inventory &inventory, const PipeFacts &facts)
{
    const Node *node = inventory.node(inventory.system(facts.systemId()));
    return !node || node->stale || facts.system().isEmpty();
}

std::optional<Pipe> presentPipe(const Inventory &inventory, const PipePlan &plan)
{
    if (plan.creates())
        return std::nullopt;
    return PipeFacts(inventory, calledSystem(inventory, plan)).pipe(plan.pipe);
}

// The reference as the called system must read it: what lies on another machine carries its name.
CimPath seenFrom(const PipeFacts &called, const PipeFacts &owner, const CimPath &path)
{
    CimPath seen = path;
    seen.setHost(owner.systemId() == called.systemId() ? QString() : owner.systemName());
    return seen;
}

CimPath plain(const CimPath &path)
{
    CimPath here = path;
    here.setHost({});
    return here;
}

QString nameKey(const CimValue &reference, QStringView key)
{
    const CimPath *path = reference.toPath();
    return path ? path->key(key).toText() : QString();
}

void addNameProblems(QList<PipeProblem> &found, const PipePlan &plan)
{
    if (plan.name.isEmpty())
        return;
    if (plan.name.trimmed().isEmpty())
        found.append({.kind = Kind::NameBlank});
    else if (plan.name.size() > longestPipeName)
        found.append(
            {.kind = Kind::NameTooLong, .first = int(plan.name.size()), .second = longestPipeName});
    else if (std::any_of(plan.name.begin(), plan.name.end(),
                         [](QChar c) { return c.category() == QChar::Other_Control; }))
        found.append({.kind = Kind::NameControl});
}

void addSystemProblems(QList<PipeProblem> &found, const Inventory &inventory, const PipePlan &plan,
                       const PipeFacts &source, const PipeFacts &target)
{
    const bool create = plan.creates();
    if (plan.sourceId.isEmpty() && create)
        found.append({.kind = Kind::NoSource});
    if (plan.targetId.isEmpty() && create)
        found.append({.kind = Kind::NoTarget});
    if (!plan.sourceId.isEmpty() && plan.sourceId == plan.targetId) {
        found.append({.kind = Kind::SameSystem});
        return;
    }
    // Two ways to one system are one system.
    if (!source.systemName().isEmpty() && source.system() == target.system())
        found.append({.kind = Kind::SameSystem});
    // What only changes a pipe's books needs the system that keeps it alone.
    const bool both = create || plan.pairs.has_value();
    const QString called = calledSystem(inventory, plan);
    // New pairs can't be told to a side that no known system stands for.
    const auto needed = [&](const QString &id) {
        return id.isEmpty() ? !create && plan.pairs.has_value() : both || id == called;
    };
    if (needed(plan.sourceId) && isAway(inventory, source))
        found.append({.kind = Kind::SourceAway});
    if (needed(plan.targetId) && isAway(inventory, target))
        found.append({.kind = Kind::TargetAway});
}

void addPeerProblems(QList<PipeProblem> &found, const PipePlan &plan, const PipeFacts &called,
                     const PipeFacts &source, const PipeFacts &target)
{
    if (called.system().isEmpty())
        return;
    if (!called.offersPipes())
        found.append({.kind = Kind::NotOffered, .blocks = !plan.tryAnyway});
    if (!plan.creates())
        return;
    if (!source.system().isEmpty() && !target.system().isEmpty()
        && source.protocol() != target.protocol()) {
        const bool told = !source.protocol().isEmpty() && !target.protocol().isEmpty();
        found.append({.kind = told ? Kind::ProtocolsDiffer : Kind::ProtocolUnknown,
                      .blocks = told,
                      .subject = source.protocol(),
                      .other = target.protocol()});
    }
    // Others make pipes too, so what was counted a moment ago only warns.
    for (const PipeFacts *side : {&source, &target}) {
        const int most = side->maximumPipes();
        const auto now = int(side->pipes().size());
        if (most > 0 && now >= most)
            found.append({.kind = Kind::TooManyPipes,
                          .blocks = false,
                          .subject = side->systemId(),
                          .first = now,
                          .second = most});
    }
}

void addEndpointProblems(QList<PipeProblem> &found, const PipePlan &plan, const PipeFacts &side,
                         bool isSource)
{
    QList<CimPath> seen;
    const QList<EndpointFacts> endpoints = side.endpoints();
    const int most = side.maximumPipesOfPort();
    for (qsizetype i = 0; i < plan.pairs->size(); ++i) {
        const CimPath end = isSource ? plan.pairs->at(i).source : plan.pairs->at(i).target;
        if (end.isEmpty())
            continue;
        PipeProblem problem{
            .kind = Kind::SourceRepeated, .pair = int(i), .subject = endpointName(end)};
        if (seen.contains(end)) {
            problem.kind = isSource ? Kind::SourceRepeated : Kind::TargetRepeated;
            found.append(problem);
            continue;
        }
        seen.append(end);
        if (side.system().isEmpty())
            continue;
        const auto at = std::find_if(endpoints.begin(), endpoints.end(),
                                     [&](const EndpointFacts &each) { return each.path == end; });
        if (at == endpoints.end()) {
            problem.kind = isSource ? Kind::SourceElsewhere : Kind::TargetElsewhere;
            found.append(problem);
            continue;
        }
        problem.subject = at->name;
        problem.blocks = false;
        if (!at->inService) {
            problem.kind = Kind::EndpointOut;
            found.append(problem);
        }
        problem.first = side.pipesAt(end, plan.pipe);
        problem.second = most;
        if (most > 0 && problem.first >= most) {
            problem.kind = Kind::EndpointFull;
            found.append(problem);
        }
    }
}

void addPairProblems(QList<PipeProblem> &found, const PipePlan &plan, const PipeFacts &called,
                     const PipeFacts &source, const PipeFacts &target)
{
    if (!plan.pairs)
        return;
    if (!called.system().isEmpty() && !called.choosesPorts()) {
        found.append({.kind = Kind::PortsNotChosen});
        return;
    }
    if (plan.pairs->isEmpty())
        found.append({.kind = Kind::NoPairs});
    const auto count = [&](CimPath PipeEnds::*end) {
        return int(std::count_if(plan.pairs->begin(), plan.pairs->end(),
                                 [end](const PipeEnds &pair) { return !(pair.*end).isEmpty(); }));
    };
    const int sources = count(&PipeEnds::source);
    const int targets = count(&PipeEnds::target);
    // A row without either end is one too few of both.
    if (sources != targets || sources != plan.pairs->size())
        found.append({.kind = Kind::CountsDiffer, .first = sources, .second = targets});
    if (called.maximumPairs() > 0 && plan.pairs->size() > called.maximumPairs())
        found.append({.kind = Kind::TooManyPairs,
                      .first = int(plan.pairs->size()),
                      .second = called.maximumPairs()});
    addEndpointProblems(found, plan, source, true);
    addEndpointProblems(found, plan, target, false);
}

void addChangeProblems(QList<PipeProblem> &found, const Inventory &inventory, const PipePlan &plan,
                       const PipeFacts &source, const PipeFacts &target)
{
    if (plan.creates())
        return;
    const std::optional<Pipe> pipe = presentPipe(inventory, plan);
    if (!pipe) {
        found.append({.kind = Kind::PipeGone});
        return;
    }
    const auto other = [](const PipeFacts &side, const QString &name) {
        return !side.systemName().isEmpty() && !name.isEmpty()
            && !sameName(side.systemName(), name);
    };
    const bool straight = !other(source, pipe->sourceName) && !other(target, pipe->targetName);
    const bool swapped = !other(source, pipe->targetName) && !other(target, pipe->sourceName);
    if (!straight && !(pipe->bothWays.value_or(false) && swapped))
        found.append({.kind = Kind::SystemsChanged});
    const MethodCall call = pipeCall(inventory, plan);
    if (call.isValid() && call.arguments().size() <= 1)
        found.append({.kind = Kind::NothingChanged});
}
} // namespace

PipeProblem::Field PipeProblem::field() const
{
    switch (kind) {
    case Kind::NameBlank:
    case Kind::NameTooLong:
    case Kind::NameControl:
        return Field::Name;
    case Kind::NoSource:
    case Kind::SourceAway:
        return Field::Source;
    case Kind::NoTarget:
    case Kind::TargetAway:
    case Kind::SameSystem:
        return Field::Target;
    case Kind::PortsNotChosen:
    case Kind::NoPairs:
    case Kind::CountsDiffer:
    case Kind::TooManyPairs:
    case Kind::SourceRepeated:
    case Kind::TargetRepeated:
    case Kind::SourceElsewhere:
    case Kind::TargetElsewhere:
    case Kind::EndpointFull:
    case Kind::EndpointOut:
        return Field::Pairs;
    case Kind::Heartbeat:
        return Field::Heartbeat;
    case Kind::NotOffered:
    case Kind::ProtocolsDiffer:
    case Kind::ProtocolUnknown:
    case Kind::TooManyPipes:
    case Kind::PipeGone:
    case Kind::SystemsChanged:
    case Kind::NothingChanged:
        break;
    }
    return Field::All;
}

QString calledSystem(const Inventory &inventory, const PipePlan &plan)
{
    const PipeFacts source(inventory, plan.sourceId);
    const PipeFacts target(inventory, plan.targetId);
    if (!plan.creates()) {
        for (const PipeFacts *side : {&source, &target}) {
            if (side->pipe(plan.pipe))
                return side->systemId();
        }
    }
    // A side that announces no pipes has no say in where they are made.
    const PipeFacts &speaker = source.offersPipes() || !target.offersPipes() ? source : target;
    return speaker.access() == PipeFacts::Access::Target ? plan.targetId : plan.sourceId;
}

QList<PipeProblem> pipeProblems(const Inventory &inventory, const PipePlan &plan)
{
    const PipeFacts source(inventory, plan.sourceId);
    const PipeFacts target(inventory, plan.targetId);
    const PipeFacts called(inventory, calledSystem(inventory, plan));
    QList<PipeProblem> found;
    addNameProblems(found, plan);
    addSystemProblems(found, inventory, plan, source, target);
    addPeerProblems(found, plan, called, source, target);
    addPairProblems(found, plan, called, source, target);
    if (plan.heartbeat && (*plan.heartbeat == 0 || *plan.heartbeat > longestHeartbeat))
        found.append(
            {.kind = Kind::Heartbeat, .first = *plan.heartbeat, .second = longestHeartbeat});
    addChangeProblems(found, inventory, plan, source, target);
    return found;
}

bool blocks(const QList<PipeProblem> &problems)
{
    return std::any_of(problems.begin(), problems.end(),
                       [](const PipeProblem &problem) { return problem.blocks; });
}

MethodCall pipeCall(const Inventory &inventory, const PipePlan &plan)
{
    const PipeFacts source(inventory, plan.sourceId);
    const PipeFacts target(inventory, plan.targetId);
    const PipeFacts called(inventory, calledSystem(inventory, plan));
    if (called.service().isEmpty())
        return {};
    MethodCall call(*Schema::findMethod(QString(Schema::iscsiTarget),
                                        u"MSISCSITARGET_StorageConfigurationService",
                                        u"CreateOrModifyReplicationPipe"),
                    called.service());
    const std::optional<Pipe> pipe = presentPipe(inventory, plan);
    if (!plan.name.isEmpty() && (!pipe || plan.name != pipe->name))
        call.setArgument(u"PipeElementName", CimValue::string(plan.name));
    const bool newPairs = plan.pairs && called.choosesPorts()
        && (!pipe || *plan.pairs != pipe->ends());
    if (!plan.creates())
        call.setArgument(u"ReplicationPipe", CimValue::reference(plain(plan.pipe)));
    // A new set of pairs tells its sides: a two-way pipe has no order of its own (PIPE.R10, R13).
    if (plan.creates() || newPairs) {
        if (!source.system().isEmpty())
            call.setArgument(u"SourceSystem",
                             CimValue::reference(seenFrom(called, source, source.system())));
        if (!target.system().isEmpty())
            call.setArgument(u"TargetSystem",
                             CimValue::reference(seenFrom(called, target, target.system())));
    }
    // The whole new set, or nothing where it is the old one (PIPE.R23, R24).
    if (newPairs) {
        QList<CimPath> sources;
        QList<CimPath> targets;
        for (const PipeEnds &pair : *plan.pairs) {
            if (!pair.source.isEmpty())
                sources.append(seenFrom(called, source, pair.source));
            if (!pair.target.isEmpty())
                targets.append(seenFrom(called, target, pair.target));
        }
        call.setArgument(u"SourceEndpoint", CimValue::references(sources));
        call.setArgument(u"TargetEndpoint", CimValue::references(targets));
    }
    if (plan.heartbeat && (!pipe || pipe->heartbeat != plan.heartbeat)) {
        CimInstance setting(*Schema::findClass(QString(Schema::iscsiTarget), settingClass));
        setting.set(u"HeartbeatInterval", CimValue::uint16(*plan.heartbeat));
        call.setArgument(u"Goal", CimValue::string(Embedded::toText(setting)));
    }
    return call;
}

PipePlan pipePlan(const Inventory &inventory, const QString &calledId, const MethodCall &call)
{
    PipePlan plan;
    const CimValue reference = call.argument(u"ReplicationPipe");
    if (reference.toPath()) {
        const auto pipe = PipeFacts(inventory, calledId).pipe(*reference.toPath());
        if (pipe)
            plan = presentPlan(inventory, calledId, *pipe);
        else
            plan.sourceId = calledId;
        plan.pipe = *reference.toPath();
    }
    for (const auto &[parameter, side] : {std::pair(u"SourceSystem", &PipePlan::sourceId),
                                          std::pair(u"TargetSystem", &PipePlan::targetId)}) {
        const QString name = nameKey(call.argument(parameter), u"Name");
        if (const QString id = name.isEmpty() ? QString() : systemCalled(inventory, name);
            !id.isEmpty())
            plan.*side = id;
    }
    if (const QString name = call.argument(u"PipeElementName").toString(); !name.isEmpty())
        plan.name = name;
    const QList<CimPath> sources = call.argument(u"SourceEndpoint").toPaths();
    const QList<CimPath> targets = call.argument(u"TargetEndpoint").toPaths();
    if (!sources.isEmpty() || !targets.isEmpty()) {
        plan.pairs.emplace();
        for (qsizetype i = 0; i < std::max(sources.size(), targets.size()); ++i)
            plan.pairs->append(
                {.source = plain(sources.value(i)), .target = plain(targets.value(i))});
    }
    const auto goal = Embedded::fromText(call.argument(u"Goal").toString(),
                                         QString(Schema::iscsiTarget));
    if (goal) {
        if (const auto seconds = goal->value(u"HeartbeatInterval").toUnsigned())
            plan.heartbeat = quint16(*seconds);
    }
    return plan;
}

PipePlan presentPlan(const Inventory &inventory, const QString &systemId, const Pipe &pipe)
{
    PipePlan plan;
    plan.pipe = pipe.path;
    plan.name = pipe.name;
    plan.heartbeat = pipe.heartbeat;
    plan.sourceId = systemCalled(inventory, pipe.sourceName);
    plan.targetId = systemCalled(inventory, pipe.targetName);
    // The one that keeps it stands on one of the sides, whatever its ends tell.
    if (plan.sourceId != systemId && plan.targetId != systemId)
        (plan.sourceId.isEmpty() ? plan.sourceId : plan.targetId) = systemId;
    return plan;
}

QList<PairChange> pairChanges(const QList<PipeEnds> &before, const QList<PipeEnds> &after)
{
    QList<PairChange> changes;
    for (const PipeEnds &pair : after)
        changes.append(
            {.ends = pair,
             .kind = before.contains(pair) ? PairChange::Kind::Kept : PairChange::Kind::Added});
    for (const PipeEnds &pair : before) {
        if (!after.contains(pair))
            changes.append({.ends = pair, .kind = PairChange::Kind::Removed});
    }
    return changes;
}

} // namespace Cistern
