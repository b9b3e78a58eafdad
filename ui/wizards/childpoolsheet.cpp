// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/childpoolsheet.h"

#include "services/schema/schema.h"
#include "ui/text/childpoolwords.h"
#include "ui/text/messages.h"
#include "ui/text/offertext.h"
#include "ui/text/units.h"
#include "ui/widgets/card.h"
#include "ui/widgets/fieldproblem.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/jobtext.h"
#include "ui/widgets/label.h"
#include "ui/widgets/propertygrid.h"
#include "ui/widgets/requestdialog.h"
#include "ui/wizards/allocationedit.h"
#include "ui/wizards/childreviewpage.h"
#include "ui/wizards/nameedit.h"
#include "ui/wizards/parentpicker.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTabWidget>
#include <QTreeView>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using Kind = ChildPool::Problem::Kind;

namespace {
QString arrow(const QString &before, const QString &after)
{
    return isolatedLeftToRight(
        ChildPoolSheet::tr("%1 → %2").arg(isolated(before), isolated(after)));
}

QString namesOf(const QList<CimPath> &parents, const ResourceFacts &facts)
{
    QStringList names;
    for (const CimPath &path : parents) {
        const auto parent = facts.pool(path);
        names.append(isolated(parent ? resourcePoolName(*parent) : facts.nameOf(path)));
    }
    return QLocale().createSeparatedList(names);
}
} // namespace

ChildPoolSheet::ChildPoolSheet(const Console &console, const QString &systemId, const CimPath &pool,
                               QWidget *parent)
    : DialogFrame(parent)
    , m_console(console)
    , m_systemId(systemId)
    , m_system(systemName(console, systemId))
    , m_pool(pool)
    , m_before(ChildPool::planOfPool(pool, facts()))
    , m_plan(m_before)
    , m_tabs(new QTabWidget(this))
    , m_name(new NameEdit(this))
    , m_notes(new QPlainTextEdit(this))
    , m_parents(new ParentPicker(this))
    , m_parentProblem(new FieldProblem(nullptr, this))
    , m_allocation(new AllocationEdit(this))
    , m_changes(new PropertyGrid(this))
{
    setWindowTitle(tr("Change child pool – %1").arg(m_system));
    setHead(State::None, tr("Change %1").arg(isolated(m_before.name)),
            tr("Settings and resources are changed by two calls; only what you change is sent."));
    m_name->setOptional(false);
    m_notes->setAccessibleName(tr("Notes"));
    m_notes->setTabChangesFocus(true);
    m_parents->view()->setMinimumHeight(fontMetrics().lineSpacing() * 6);

    auto *nameLabel = new Label(Label::Kind::Body, tr("&Name:"), this);
    nameLabel->setBuddy(m_name->lineEdit());
    nameLabel->setMinimumHeight(m_name->lineEdit()->sizeHint().height());
    auto *notesLabel = new Label(Label::Kind::Body, tr("N&otes:"), this);
    notesLabel->setBuddy(m_notes);
    auto *settings = new QWidget(this);
    auto *grid = new QGridLayout(settings);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    grid->addWidget(nameLabel, 0, 0, Qt::AlignTop);
    grid->addWidget(m_name, 0, 1);
    grid->addWidget(notesLabel, 1, 0, Qt::AlignTop);
    grid->addWidget(m_notes, 1, 1);
    grid->setRowStretch(1, 1);

    auto *parentLabel = new Label(Label::Kind::Body, tr("&From:"), this);
    parentLabel->setBuddy(m_parents->view());
    auto *inside = new QWidget(this);
    auto *column = new QVBoxLayout(inside);
    column->setSpacing(8);
    column->addWidget(parentLabel);
    column->addWidget(m_parents, 1);
    column->addWidget(m_parentProblem);
    column->addWidget(m_allocation);
    auto *resources = new QScrollArea(this);
    resources->setWidgetResizable(true);
    resources->setFrameShape(QFrame::NoFrame);
    resources->setFocusPolicy(Qt::NoFocus);
    resources->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    resources->setWidget(inside);
    for (QWidget *clear : {static_cast<QWidget *>(resources->viewport()), inside})
        clear->setAutoFillBackground(false);
    m_tabs->addTab(settings, tr("&1 Settings"));
    m_tabs->addTab(resources, tr("&2 Resources"));

    auto *card = new Card(this, Card::Look::Quiet);
    auto *cardColumn = new QVBoxLayout(card);
    cardColumn->setContentsMargins(16, 12, 16, 12);
    m_changes->setMaximumColumns(1);
    cardColumn->addWidget(m_changes);
    content()->addWidget(m_tabs, 1);
    content()->addWidget(card);
    m_hindrance = new FieldProblem(nullptr, this);
    content()->addWidget(m_hindrance);
    m_request = new QPushButton(icon(u"code"_s), tr("Show &request"), this);
    addSide(m_request);
    m_change = addAccept(tr("&Change pool"));
    addReject(tr("Cancel"));

    connect(m_request, &QPushButton::clicked, this,
            [this] { (new RequestDialog(m_console, m_systemId, calls(), this))->open(); });
    connect(m_name, &NameEdit::changed, this, &ChildPoolSheet::check);
    connect(m_notes, &QPlainTextEdit::textChanged, this, &ChildPoolSheet::check);
    connect(m_parents, &ParentPicker::changed, this, &ChildPoolSheet::takeParents);
    connect(m_allocation, &AllocationEdit::changed, this, &ChildPoolSheet::takeTerms);
    load();
    resize(760, 700);
}

ResourceFacts ChildPoolSheet::facts() const
{
    return {m_console.inventory, m_systemId, QString(Schema::virtualization)};
}

void ChildPoolSheet::setTryAnyway()
{
    m_anyway = true;
    check();
}

void ChildPoolSheet::focus(Step step)
{
    m_tabs->setCurrentIndex(step);
    if (step == Settings) {
        m_name->lineEdit()->selectAll();
        m_name->setFocus();
    } else {
        m_allocation->focusFirst();
    }
}

void ChildPoolSheet::setCall(const MethodCall &call)
{
    const ResourceFacts known = facts();
    m_plan = ChildPool::completed(ChildPool::planOfCall(call, known), known);
    load();
    m_tabs->setCurrentIndex(call.decl().name == "ModifyPoolResources"_L1 ? Resources : Settings);
}

void ChildPoolSheet::load()
{
    const ResourceFacts known = facts();
    m_loading = true;
    m_name->setName(m_plan.name);
    m_notes->setPlainText(m_plan.notes);
    m_parents->setChosen(m_plan.parents);
    m_parents->setPools(known, m_plan.type, m_pool);
    m_allocation->setPlan(m_plan, known, m_system, m_pool);
    m_loading = false;
    check();
}

void ChildPoolSheet::takeParents()
{
    const ResourceFacts known = facts();
    const ChildPool::Plan before = m_plan;
    m_plan.parents = m_parents->chosen();
    if (!m_plan.shared || m_plan.parents.size() < 2) {
        m_plan.shared = false;
        m_plan.terms.clear();
        for (const CimPath &parent : std::as_const(m_plan.parents)) {
            const qsizetype place = before.shared ? -1 : before.parents.indexOf(parent);
            m_plan.terms.append(place >= 0 && place < before.terms.size()
                                    ? before.terms.at(place)
                                    : ChildPool::usualTerms(m_plan.type));
        }
    }
    m_loading = true;
    m_allocation->setPlan(m_plan, known, m_system, m_pool);
    m_loading = false;
    check();
}

void ChildPoolSheet::takeTerms()
{
    if (m_loading)
        return;
    if (m_plan.shared != m_allocation->isShared()) {
        m_plan.shared = m_allocation->isShared();
        m_plan.terms = m_allocation->plannedTerms();
        m_plan = ChildPool::completed(m_plan, facts());
        m_loading = true;
        m_allocation->setPlan(m_plan, facts(), m_system, m_pool);
        m_loading = false;
    } else {
        m_plan.terms = m_allocation->terms();
    }
    check();
}

void ChildPoolSheet::check()
{
    if (m_loading)
        return;
    m_plan.name = m_name->name();
    m_plan.notes = m_notes->toPlainText();
    const ResourceFacts known = facts();
    const auto problems = ChildPool::problems(m_plan, known, m_pool);
    m_parentProblem->clear();
    for (const ChildPool::Problem &problem : problems) {
        const QString words = childPoolProblemText(problem, m_plan, known, m_system);
        if (problem.kind == Kind::NameTaken || problem.kind == Kind::NameReserved) {
            m_loading = true; // it tells of this as of a change
            m_name->showProblem(words);
            m_loading = false;
        } else if (problem.blocks() && problem.parameter == "ParentPools"_L1) {
            m_parentProblem->showProblem(words);
        }
    }
    m_allocation->showProblems(problems, m_plan, known, m_system);
    showChanges(problems);
}

// Old → new under the call that brings it about.
void ChildPoolSheet::showChanges(const QList<ChildPool::Problem> &problems)
{
    const ResourceFacts known = facts();
    const ResourceUnit unit = unitOf(m_plan, known);
    PropertyGroup settings;
    PropertyGroup resources;
    if (m_plan.name != m_before.name)
        settings.rows.append(
            {.label = tr("Name"), .value = arrow(m_before.name, visibleName(m_plan.name))});
    if (m_plan.notes != m_before.notes)
        settings.rows.append(
            {.label = tr("Notes"),
             .value = arrow(m_before.notes.isEmpty() ? tr("none") : m_before.notes.simplified(),
                            m_plan.notes.isEmpty() ? tr("none") : m_plan.notes.simplified())});
    if (m_plan.parents != m_before.parents)
        resources.rows.append(
            {.label = tr("Parents"),
             .value = arrow(namesOf(m_before.parents, known), namesOf(m_plan.parents, known))});
    if (m_plan.shared != m_before.shared)
        resources.rows.append(
            {.label = tr("Limit"),
             .value = m_plan.shared ? tr("one shared by all parents") : tr("one for each parent")});
    for (qsizetype i = 0; i < m_plan.terms.size(); ++i) {
        const CimPath parent = m_plan.parents.value(i);
        const qsizetype place = m_plan.shared ? 0 : m_before.parents.indexOf(parent);
        const bool there = place >= 0 && place < m_before.terms.size()
            && m_plan.shared == m_before.shared;
        const ChildPool::Terms &now = m_plan.terms.at(i);
        if (there && m_before.terms.at(place) == now)
            continue;
        const QString label = m_plan.shared ? tr("All parents") : namesOf({parent}, known);
        const QString before = there ? termsText(m_before.terms.at(place), unit) : tr("nothing");
        const QString after = termsText(now, unit);
        if (!there || before != after)
            resources.rows.append({.label = label, .value = arrow(before, after)});
        if (!there || m_before.terms.at(place).hostResources != now.hostResources) {
            QStringList names;
            for (const QString &resource : now.hostResources)
                names.append(isolated(known.resourceName(resource)));
            if (!names.isEmpty() || there)
                resources.rows.append({.label = tr("Taken from %1").arg(label),
                                       .value = names.isEmpty()
                                           ? tr("nothing")
                                           : QLocale().createSeparatedList(names)});
        }
    }
    const auto wanted = calls();
    QList<PropertyGroup> groups;
    int number = 0;
    for (const MethodCall &call : wanted) {
        const bool first = call.decl().name == "ModifyPoolSettings"_L1;
        PropertyGroup group = first ? settings : resources;
        group.title = wanted.size() == 1 ? tr("One call: %1").arg(QString(call.decl().name))
            : ++number == 1
            ? tr("First call: %1").arg(QString(call.decl().name))
            : tr("Second call, once the first has succeeded: %1").arg(QString(call.decl().name));
        groups.append(group);
    }
    if (groups.isEmpty())
        groups.append({.title = tr("Changes"), .rows = {{.label = tr("None yet"), .value = {}}}});
    m_changes->setGroups(groups);
    // Each step has an announcement of its own (CP.R27).
    QString hindrance;
    for (const MethodCall &call : wanted) {
        const bool first = call.decl().name == "ModifyPoolSettings"_L1;
        const auto action = first ? ResourceFacts::ModifySettings : ResourceFacts::ModifyResources;
        if (hindrance.isEmpty() && !m_anyway && !known.offers(action))
            hindrance = obstacleText(
                {.deed = first ? Deed::ChangeChildSettings : Deed::ChangeChildResources,
                 .obstacle = Obstacle::NotAnnounced});
    }
    if (hindrance.isEmpty())
        m_hindrance->clear();
    else
        m_hindrance->showProblem(hindrance, QString(), State::Error);
    m_request->setEnabled(!wanted.isEmpty());
    m_change->setEnabled(!wanted.isEmpty() && hindrance.isEmpty() && !ChildPool::blocks(problems)
                         && m_allocation->isReadable());
}

QList<MethodCall> ChildPoolSheet::calls() const
{
    return ChildPool::change(m_pool, m_plan, facts(), m_before);
}

void ChildPoolSheet::setProblem(const Failure &failure, Step step)
{
    if (step == Settings) {
        m_loading = true;
        m_name->showProblem(
            failure.cause == Failure::Cause::Exists
                ? tr("%1 has a pool of this type with this name already.").arg(m_system)
                : tr("%1 refused these settings.").arg(m_system));
        m_loading = false;
    } else {
        const QList<MethodCall> wanted = calls();
        const Message message = messageFor(
            failure, {.system = m_system, .call = wanted.isEmpty() ? nullptr : &wanted.last()});
        m_allocation->showRefusal(message.cause, {message.fix},
                                  failure.cause == Failure::Cause::NotSupported && m_plan.shared);
    }
    focus(step);
}

void ChildPoolSheet::accept()
{
    if (m_committed || !m_change->isEnabled())
        return;
    m_committed = true;
    const QList<MethodCall> wanted = calls();
    DialogFrame::accept();
    Q_EMIT committed(m_systemId, wanted);
}

} // namespace Cistern
