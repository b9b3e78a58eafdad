// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/termscard.h"

#include "ui/text/amounts.h"
#include "ui/text/childpoolwords.h"
#include "ui/text/units.h"
#include "ui/widgets/capacitybar.h"
#include "ui/widgets/cisternstyle.h"
#include "ui/widgets/fieldproblem.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/label.h"
#include "ui/wizards/amountedit.h"
#include "ui/wizards/resourcelist.h"

#include <QHBoxLayout>
#include <QSpinBox>
#include <QVBoxLayout>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

TermsCard::TermsCard(QWidget *parent)
    : Card(parent)
    , m_icon(new QLabel(this))
    , m_name(new Label(Label::Kind::Heading, QString(), this))
    , m_above(new Label(Label::Kind::Grey, QString(), this))
    , m_left(new Label(Label::Kind::Grey, QString(), this))
    , m_bar(new CapacityBar(this))
    , m_reservation(new AmountEdit(this))
    , m_limit(new AmountEdit(this))
    , m_weightLabel(new Label(Label::Kind::Grey, tr("Weight"), this))
    , m_weight(new QSpinBox(this))
    , m_resourceLabel(new Label(Label::Kind::Grey, QString(), this))
    , m_resources(new ResourceList(this))
    , m_problem(new FieldProblem(nullptr, this))
{
    m_bar->setBarHeight(12);
    m_name->setElided(true);
    m_weight->setRange(0, 10000);
    auto *reservation = new Label(Label::Kind::Grey, tr("Reservation"), this);
    reservation->setBuddy(m_reservation);
    auto *limit = new Label(Label::Kind::Grey, tr("Limit"), this);
    limit->setBuddy(m_limit);
    m_weightLabel->setBuddy(m_weight);

    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_icon);
    head->addWidget(m_name);
    head->addWidget(m_above);
    head->addStretch(1);
    head->addWidget(m_left);
    auto *fields = new QHBoxLayout;
    fields->setSpacing(9);
    fields->addWidget(reservation);
    fields->addWidget(m_reservation);
    fields->addSpacing(11);
    fields->addWidget(limit);
    fields->addWidget(m_limit);
    fields->addWidget(new Label(Label::Kind::Secondary, tr("0 = no limit"), this));
    fields->addStretch(1);
    fields->addWidget(m_weightLabel);
    fields->addWidget(m_weight);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(m_bar);
    column->addLayout(fields);
    column->addWidget(m_resourceLabel);
    column->addWidget(m_resources);
    column->addWidget(m_problem);

    for (AmountEdit *edit : {m_reservation, m_limit})
        connect(edit, &AmountEdit::amountChanged, this, &TermsCard::follow);
    connect(m_weight, &QSpinBox::valueChanged, this, &TermsCard::follow);
    connect(m_resources, &ResourceList::changed, this, &TermsCard::follow);
}

void TermsCard::setParents(const QList<CimPath> &parents, const ChildPool::Plan &plan,
                           const ResourceFacts &facts, const CimPath &pool)
{
    m_parents = parents;
    m_unit = unitOf(plan, facts);
    m_capacity = 0;
    m_free = 0;
    m_told = false;
    QStringList names;
    for (const CimPath &path : parents) {
        const auto parent = facts.pool(path);
        if (!parent)
            continue;
        names.append(isolated(resourcePoolName(*parent)));
        m_capacity += parent->capacity;
        m_free += ChildPool::freeFor(path, facts, pool);
        m_told = m_told || parent->told;
    }
    const QString name = locale().createSeparatedList(names);
    m_icon->setPixmap(icon(QString(resourceIcon(plan.type))).pixmap(16));
    m_name->setText(name);
    const auto above = parents.size() == 1 ? facts.parents(parents.first()) : QList<CimPath>();
    QStringList grandparents;
    for (const CimPath &path : above) {
        if (const auto parent = facts.pool(path))
            grandparents.append(isolated(resourcePoolName(*parent)));
    }
    m_above->setText(grandparents.isEmpty()
                         ? QString()
                         : tr("child of %1").arg(locale().createSeparatedList(grandparents)));
    m_bar->setAccessibleName(name);
    m_bar->setVisible(m_told);
    m_reservation->setUnit(m_unit);
    m_reservation->setAccessibleName(tr("Reservation from %1").arg(name));
    m_limit->setUnit(m_unit);
    m_limit->setAccessibleName(tr("Limit of %1, 0 for none").arg(name));
    m_weight->setAccessibleName(tr("Weight with %1").arg(name));
    const ResourceTypeRow *row = resourceTypeRow(plan.type);
    m_weighs = row && row->weight > 0;
    m_weight->setRange(0, int(row && row->weightMost > 0 ? row->weightMost : 10000));
    m_weightLabel->setVisible(m_weighs);
    m_weight->setVisible(m_weighs);

    const HostResources kind = hostResourcesOf(plan.type);
    m_listed = kind != HostResources::None && parents.size() == 1;
    m_resourceLabel->setVisible(m_listed);
    m_resources->setVisible(m_listed);
    m_resourceLabel->setText(kind == HostResources::Folders        ? tr("Folders taken from it")
                                 : kind == HostResources::Switches ? tr("Connections taken from it")
                                 : kind == HostResources::Ports    ? tr("Ports taken from it")
                                                                   : tr("Devices taken from it"));
    const qsizetype place = plan.shared ? 0 : plan.parents.indexOf(parents.value(0));
    m_loading = true;
    if (m_listed)
        m_resources->setResources(facts, kind, facts.hostResources(parents.first()),
                                  plan.terms.value(place).hostResources);
    m_loading = false;
    follow();
}

void TermsCard::setTerms(const ChildPool::Terms &terms)
{
    m_loading = true;
    m_reservation->setAmount(terms.reservation);
    m_limit->setAmount(terms.limit);
    m_weight->setValue(int(terms.weight.value_or(0)));
    m_weightBefore = terms.weight;
    m_resourcesBefore = terms.hostResources;
    m_loading = false;
    follow();
}

ChildPool::Terms TermsCard::terms() const
{
    ChildPool::Terms terms{.reservation = m_reservation->amount().value_or(0),
                           .limit = m_limit->amount().value_or(0),
                           .hostResources = {}};
    const auto weight = quint32(m_weight->value());
    terms.weight = m_weightBefore;
    if (m_weighs && weight != m_weightBefore.value_or(0))
        terms.weight = weight;
    // The card may have listed what another type has before.
    terms.hostResources = m_listed ? m_resources->chosen() : m_resourcesBefore;
    return terms;
}

bool TermsCard::isReadable() const
{
    return m_reservation->amount() && m_limit->amount();
}

void TermsCard::follow()
{
    const quint64 wanted = m_reservation->amount().value_or(0);
    const quint64 stays = m_free - std::min(m_free, wanted);
    Capacity capacity = Capacity::of(m_capacity - std::min(m_capacity, m_free), m_capacity);
    capacity.planned = std::min(wanted, m_free);
    capacity.unit = m_unit;
    m_bar->setCapacity(capacity);
    const QString text = tr("%1 of %2 stay free to reserve")
                             .arg(formatAmount(stays, m_unit, locale()),
                                  formatAmount(m_capacity, m_unit, locale()));
    m_left->setText(m_told ? text : QString());
    if (!m_loading)
        Q_EMIT changed();
}

void TermsCard::showProblem(const QString &text, bool blocks)
{
    m_problem->showProblem(text, QString(), blocks ? State::Error : State::Warning);
    const bool limit = !m_limit->amount();
    setFieldProblem(m_reservation, blocks && !limit);
    setFieldProblem(m_limit, blocks && limit);
    m_reservation->setAccessibleDescription(text);
}

void TermsCard::clearProblem()
{
    const QString unread = !m_reservation->amount() ? m_reservation->problemText()
        : !m_limit->amount()                        ? m_limit->problemText()
                                                    : QString();
    if (!unread.isEmpty())
        return showProblem(unread, true);
    m_problem->clear();
    for (QWidget *field : {static_cast<QWidget *>(m_reservation), static_cast<QWidget *>(m_limit)})
        setFieldProblem(field, false);
    m_reservation->setAccessibleDescription(QString());
}

void TermsCard::focusFirst()
{
    m_reservation->selectAll();
    m_reservation->setFocus();
}

} // namespace Cistern
