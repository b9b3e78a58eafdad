// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/text/childpoolwords.h"

#include "ui/text/amounts.h"
#include "ui/text/units.h"

#include <QCoreApplication>

namespace Cistern {

namespace {
struct ChildPools
{
    Q_DECLARE_TR_FUNCTIONS(ChildPool)
};

QString tr(const char *text)
{
    return ChildPools::tr(text);
}
} // namespace

QString resourcePoolName(const ResourcePoolFacts &pool)
{
    if (pool.primordial)
        return ChildPools::tr("Primordial");
    return pool.name;
}

ResourceUnit unitOf(const ChildPool::Plan &plan, const ResourceFacts &facts)
{
    const auto pool = plan.parents.isEmpty() ? facts.primordial(plan.type)
                                             : facts.pool(plan.parents.first());
    return pool ? pool->unit : ResourceUnit();
}

QString childPoolProblemText(const ChildPool::Problem &problem, const ChildPool::Plan &plan,
                             const ResourceFacts &facts, const QString &system)
{
    using Kind = ChildPool::Problem::Kind;
    const auto parent = facts.pool(problem.parent);
    const QString name = isolated(parent ? resourcePoolName(*parent)
                                         : facts.nameOf(problem.parent));
    const QString amount = formatAmount(problem.amount, unitOf(plan, facts));
    const QString typeName = resourceTypeName(plan.type);
    switch (problem.kind) {
    case Kind::NoService:
        return tr("Hyper-V is not installed on %1.").arg(system);
    case Kind::NameMissing:
        return tr("A child pool needs a name.");
    case Kind::NameTooLong:
        return ChildPools::tr("Names have at most %n characters.", nullptr,
                              int(ChildPool::longestName));
    case Kind::NameControl:
        return tr("Control characters can't be part of a name.");
    case Kind::NameReserved:
        return tr("“Primordial” means the pool that all others come from; choose another name.");
    case Kind::NameTaken:
        return tr("%1 has a pool of this type with this name already.").arg(system);
    case Kind::TypeMissing:
        return tr("%1 has no primordial pool of this type (%2), so no child pool can be made of "
                  "it.")
            .arg(system, typeName);
    case Kind::ParentMissing:
        return tr("Choose at least one parent.");
    case Kind::ParentUnknown:
        return tr("%1 is not a resource pool of %2 any more.").arg(name, system);
    case Kind::ParentTwice:
        return tr("%1 is chosen twice.").arg(name);
    case Kind::ParentOfOtherType:
        return tr("%1 holds another type of resource than %2.").arg(name, typeName);
    case Kind::ParentBelow:
        return tr("%1 draws from this pool itself, so it can't be its parent.").arg(name);
    case Kind::TooManyParents:
        return ChildPools::tr("Pools of this type have at most %n parents.", nullptr,
                              int(problem.amount));
    case Kind::CountWrong:
        return tr("There must be one limit for each parent, or one shared by all.");
    case Kind::SharedOfOneParent:
        return tr("A shared limit needs two parents or more.");
    case Kind::SharedNotPossible:
        return tr("Pools of this type (%1) can't share one limit; give one for each parent.")
            .arg(typeName);
    case Kind::ReservationOverLimit:
        return tr("The reservation is above the limit of %1.").arg(amount);
    case Kind::ReservationOverFree:
        return parent ? tr("%1 has %2 left to reserve.").arg(name, amount)
                      : tr("The parents together have %1 left to reserve.").arg(amount);
    case Kind::WeightOutOfRange:
        return tr("The weight is at most %1.").arg(problem.amount);
    case Kind::BelowUse:
        return tr("%1 of this pool are handed out already; it can't hold less.").arg(amount);
    case Kind::ResourceUnknown:
        return tr("%1 does not have %2.").arg(name, isolated(facts.resourceName(problem.text)));
    case Kind::ResourceTwice:
        return tr("%1 is named twice.").arg(isolated(facts.resourceName(problem.text)));
    case Kind::LimitRestrictsNothing:
        return parent ? tr("%1 has %2 in all, so this limit restricts nothing.").arg(name, amount)
                      : tr("The parents have %1 together, so the shared limit restricts nothing.")
                            .arg(amount);
    }
    return {};
}

} // namespace Cistern
