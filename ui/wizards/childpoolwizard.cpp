// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/childpoolwizard.h"

#include "services/schema/schema.h"
#include "ui/widgets/icons.h"
#include "ui/wizards/childallocationpage.h"
#include "ui/wizards/childparentspage.h"
#include "ui/wizards/childreviewpage.h"
#include "ui/wizards/childtypepage.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
// The page that a refused call is mended on.
ChildPoolWizard::Page pageOf(const Failure &failure, ChildPoolWizard::Page otherwise)
{
    if (failure.parameter == "PoolSettings"_L1 || failure.cause == Failure::Cause::Exists)
        return ChildPoolWizard::TypeStep;
    if (failure.parameter == "ParentPools"_L1 || failure.cause == Failure::Cause::NotFound)
        return ChildPoolWizard::ParentStep;
    if (failure.parameter == "AllocationSettings"_L1
        || failure.cause == Failure::Cause::NotSupported
        || failure.cause == Failure::Cause::InvalidValue)
        return ChildPoolWizard::AllocationStep;
    return otherwise;
}
} // namespace

ChildPoolWizard::ChildPoolWizard(const Console &console, const QString &systemId, QWidget *parent)
    : StepWizard(console, systemId, u"hyperv"_s, parent)
{
    setWindowTitle(tr("New child pool – %1").arg(systemName()));
    setSteps({tr("Type and name"), tr("Parents"), tr("Allocation"), tr("Review")},
             tr("&Create child pool"));
    const ResourceFacts known = facts();
    const auto types = known.types();
    // Memory is what most child pools are made of.
    const auto memory = std::find_if(types.begin(), types.end(),
                                     [](const ResourceType &type) { return type.number == 4; });
    if (!types.isEmpty())
        m_plan.type = memory == types.end() ? types.first() : *memory;
    m_plan = ChildPool::completed(m_plan, known);
    add(TypeStep, new ChildTypePage(*this));
    add(ParentStep, new ChildParentsPage(*this));
    add(AllocationStep, new ChildAllocationPage(*this));
    add(ReviewStep, new ChildReviewPage(*this));
    connect(this, &StepWizard::callChanged, this, &ChildPoolWizard::followType);
    followType();
}

void ChildPoolWizard::add(Page step, ChildPoolPage *page)
{
    setPage(step, page);
    m_pages.append(page);
}

void ChildPoolWizard::setParentPool(const CimPath &pool)
{
    const ResourceFacts known = facts();
    const auto parent = known.pool(pool);
    if (!parent)
        return;
    ChildPool::Plan plan = m_plan;
    plan.type = parent->type;
    plan.parents = {pool};
    plan.terms.clear();
    setPlan(ChildPool::completed(plan, known));
    for (ChildPoolPage *page : std::as_const(m_pages))
        page->load();
}

MethodCall ChildPoolWizard::call() const
{
    return ChildPool::create(m_plan, facts());
}

ResourceFacts ChildPoolWizard::facts() const
{
    return {console().inventory, systemId(), QString(Schema::virtualization)};
}

QList<ChildPool::Problem> ChildPoolWizard::problems() const
{
    return ChildPool::problems(m_plan, facts());
}

bool ChildPoolWizard::isBlocked(QStringView parameter) const
{
    const auto all = problems();
    return std::any_of(all.begin(), all.end(), [parameter](const ChildPool::Problem &problem) {
        return problem.blocks() && problem.parameter == parameter;
    });
}

void ChildPoolWizard::setPlan(const ChildPool::Plan &plan)
{
    if (plan == m_plan)
        return;
    m_plan = plan;
    Q_EMIT callChanged();
}

void ChildPoolWizard::followType()
{
    setPixmap(QWizard::LogoPixmap, accentIcon(QString(resourceIcon(m_plan.type))).pixmap(32));
}

void ChildPoolWizard::reopen(const MethodCall &call, const std::optional<Failure> &failure,
                             Page step)
{
    const ResourceFacts known = facts();
    // A draft may stop anywhere; from here on counts fit again.
    setPlan(ChildPool::completed(ChildPool::planOfCall(call, known), known));
    for (ChildPoolPage *page : std::as_const(m_pages))
        page->load();
    if (failure)
        step = pageOf(*failure, step);
    restart();
    while (currentId() < step && currentPage()->isComplete())
        next();
    if (failure && currentId() == step)
        m_pages.at(step)->showFailure(*failure);
}

} // namespace Cistern
