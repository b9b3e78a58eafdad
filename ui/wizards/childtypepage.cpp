// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/childtypepage.h"

#include "ui/text/amounts.h"
#include "ui/text/childpoolwords.h"
#include "ui/text/units.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/label.h"
#include "ui/widgets/statedelegate.h"
#include "ui/wizards/nameedit.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

ChildTypePage::ChildTypePage(ChildPoolWizard &wizard)
    : ChildPoolPage(wizard)
    , m_name(new NameEdit(this))
    , m_types(new QComboBox(this))
    , m_typeHint(new Label(Label::Kind::Grey, QString(), this))
    , m_notes(new QPlainTextEdit(this))
    , m_heading(new Label(Label::Kind::Heading, QString(), this))
    , m_view(new QTreeView(this))
    , m_pools(new QStandardItemModel(this))
    , m_noPools(new Label(Label::Kind::Grey, tr("None yet."), this))
{
    setTitle(tr("Choose type and name"));
    setSubTitle(tr("A child pool draws one type of resource from pools that are there already."));
    m_name->setOptional(false);
    m_types->setAccessibleName(tr("Type"));
    m_types->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_notes->setAccessibleName(tr("Notes"));
    m_notes->setTabChangesFocus(true);
    m_notes->setFixedHeight(fontMetrics().lineSpacing() * 2 + 14);
    m_typeHint->setWordWrap(true);

    auto *nameLabel = new Label(Label::Kind::Body, tr("&Name:"), this);
    nameLabel->setBuddy(m_name->lineEdit());
    nameLabel->setMinimumHeight(m_name->lineEdit()->sizeHint().height());
    auto *typeLabel = new Label(Label::Kind::Body, tr("&Type:"), this);
    typeLabel->setBuddy(m_types);
    auto *notesLabel = new Label(Label::Kind::Body, tr("N&otes:"), this);
    notesLabel->setBuddy(m_notes);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    grid->addWidget(nameLabel, 0, 0, Qt::AlignTop);
    grid->addWidget(m_name, 0, 1);
    grid->addWidget(typeLabel, 1, 0);
    grid->addWidget(m_types, 1, 1, Qt::AlignLeft);
    grid->addWidget(m_typeHint, 2, 1);
    grid->addWidget(notesLabel, 3, 0, Qt::AlignTop);
    grid->addWidget(m_notes, 3, 1);

    m_view->setModel(m_pools);
    m_view->setRootIsDecorated(false);
    m_view->setSelectionMode(QAbstractItemView::NoSelection);
    StateDelegate::paintRows(
        m_view, {{2, StateDelegate::Layout::Filled}, {3, StateDelegate::Layout::State}});

    auto *column = new QVBoxLayout(this);
    column->setSpacing(8);
    column->addLayout(grid);
    column->addSpacing(8);
    column->addWidget(m_heading);
    column->addWidget(m_noPools);
    column->addWidget(m_view, 1);
    column->addStretch(0);

    connect(m_name, &NameEdit::changed, this, &ChildTypePage::store);
    connect(m_notes, &QPlainTextEdit::textChanged, this, &ChildTypePage::store);
    connect(m_types, &QComboBox::activated, this, &ChildTypePage::chooseType);
    load();
}

void ChildTypePage::initializePage()
{
    load();
    m_name->lineEdit()->selectAll();
    m_name->setFocus();
}

void ChildTypePage::load()
{
    m_loading = true;
    const ResourceFacts facts = m_wizard.facts();
    const auto types = facts.types();
    m_types->clear();
    for (const ResourceType &type : types) {
        m_types->addItem(icon(QString(resourceIcon(type))), resourceTypeName(type));
        if (type == m_wizard.plan().type)
            m_types->setCurrentIndex(m_types->count() - 1);
    }
    m_name->setName(m_wizard.plan().name);
    if (m_notes->toPlainText() != m_wizard.plan().notes)
        m_notes->setPlainText(m_wizard.plan().notes);
    m_loading = false;
    showType();
    check();
}

void ChildTypePage::chooseType(int index)
{
    const ResourceFacts facts = m_wizard.facts();
    const auto types = facts.types();
    ChildPool::Plan plan = m_wizard.plan();
    if (index < 0 || index >= types.size() || types.at(index) == plan.type)
        return;
    // Parents of another type can't be meant (CP.R19).
    plan.type = types.at(index);
    plan.parents.clear();
    plan.terms.clear();
    m_wizard.setPlan(ChildPool::completed(plan, facts));
    showType();
    m_name->setName(m_name->name());
    check();
}

void ChildTypePage::store()
{
    if (m_loading)
        return;
    ChildPool::Plan plan = m_wizard.plan();
    plan.name = m_name->name();
    plan.notes = m_notes->toPlainText();
    m_wizard.setPlan(plan);
    check();
}

// What the field itself can't know: names that are taken for this type.
void ChildTypePage::check()
{
    using Kind = ChildPool::Problem::Kind;
    const ResourceFacts facts = m_wizard.facts();
    for (const ChildPool::Problem &problem : m_wizard.problems()) {
        if ((problem.kind != Kind::NameTaken && problem.kind != Kind::NameReserved) || m_loading)
            continue;
        m_loading = true; // it tells of this as of a change
        m_name->showProblem(
            childPoolProblemText(problem, m_wizard.plan(), facts, m_wizard.systemName()));
        m_loading = false;
    }
    Q_EMIT completeChanged();
}

bool ChildTypePage::isComplete() const
{
    return !m_wizard.isBlocked(u"PoolSettings") && !m_wizard.facts().service().isEmpty();
}

void ChildTypePage::showFailure(const Failure &failure)
{
    m_loading = true;
    m_name->showProblem(
        failure.cause == Failure::Cause::Exists
            ? tr("%1 has a pool of this type with this name already.").arg(m_wizard.systemName())
            : tr("%1 refused this name.").arg(m_wizard.systemName()));
    m_loading = false;
}

void ChildTypePage::showType()
{
    const ResourceFacts facts = m_wizard.facts();
    const ResourceType &type = m_wizard.plan().type;
    const auto primordial = facts.primordial(type);
    const QString typeName = resourceTypeName(type);
    if (!primordial)
        m_typeHint->setText(
            tr("%1 has no pool that a child pool can draw from.").arg(m_wizard.systemName()));
    else if (primordial->told)
        m_typeHint->setText(
            tr("%1 has %2 of %3 free to reserve.")
                .arg(m_wizard.systemName(),
                     formatAmount(primordial->free(), primordial->unit, locale()),
                     formatAmount(primordial->capacity, primordial->unit, locale())));
    else
        m_typeHint->setText(
            tr("%1 does not tell how much of it there is.").arg(m_wizard.systemName()));

    m_heading->setText(tr("Child pools of this type on %1").arg(m_wizard.systemName()));
    m_pools->clear();
    m_pools->setHorizontalHeaderLabels({tr("Pool"), tr("Size"), tr("Reserved"), tr("State")});
    m_pools->horizontalHeaderItem(1)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    const auto pools = facts.pools();
    for (const ResourcePoolFacts &pool : pools) {
        if (pool.primordial || !(pool.type == type))
            continue;
        auto *name = new QStandardItem(resourcePoolName(pool));
        name->setData(QString(resourceIcon(type)), IconRole);
        auto *size = new QStandardItem(pool.told ? formatAmount(pool.capacity, pool.unit, locale())
                                                 : QString());
        size->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        auto *filled = new QStandardItem;
        if (pool.told) {
            filled->setData(QVariant::fromValue(pool.capacity - pool.free()), UsedRole);
            filled->setData(QVariant::fromValue(pool.capacity), TotalRole);
            filled->setData(QVariant::fromValue(pool.unit), UnitRole);
        }
        auto *state = new QStandardItem;
        state->setData(int(pool.state), StateRole);
        m_pools->appendRow({name, size, filled, state});
    }
    QHeaderView *header = m_view->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(0, QHeaderView::Stretch);
    header->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    header->resizeSection(2, fontMetrics().averageCharWidth() * 20);
    header->resizeSection(3, fontMetrics().averageCharWidth() * 22);
    const bool any = m_pools->rowCount() > 0;
    m_view->setAccessibleName(m_heading->text());
    m_view->setVisible(any);
    m_noPools->setVisible(!any);
    static_cast<QVBoxLayout *>(layout())->setStretch(layout()->count() - 1, any ? 0 : 1);
}

} // namespace Cistern
