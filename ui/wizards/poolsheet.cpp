// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/poolsheet.h"

#include "models/storagefacts.h"
#include "services/schema/schema.h"
#include "ui/text/units.h"
#include "ui/widgets/card.h"
#include "ui/widgets/fieldproblem.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/jobtext.h"
#include "ui/widgets/label.h"
#include "ui/widgets/propertygrid.h"
#include "ui/widgets/requestdialog.h"
#include "ui/widgets/sizeedit.h"
#include "ui/wizards/candidates.h"
#include "ui/wizards/nameedit.h"
#include "ui/wizards/sizequestion.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace Cistern {

PoolSheet::PoolSheet(const Console &console, const QString &systemId, const CimPath &pool,
                     QWidget *parent)
    : DialogFrame(parent)
    , m_console(console)
    , m_systemId(systemId)
    , m_pool(pool)
    , m_name(new NameEdit(this))
    , m_size(new SizeEdit(this))
    , m_sizeHint(new Label(Label::Kind::Grey, QString(), this))
    , m_sources(new SourcePicker(this))
    , m_sourceProblem(new FieldProblem(nullptr, this))
    , m_changes(new PropertyGrid(this))
    , m_question(new SizeQuestion(console, this))
{
    const StorageFacts facts(console.inventory, systemId);
    QStringList others;
    for (const PoolFacts &each : facts.pools()) {
        if (each.path == pool) {
            m_oldName = each.name;
            m_oldSize = each.total;
            m_used = each.used();
        } else if (!each.primordial) {
            others.append(each.name);
        }
    }
    m_oldPools = facts.sources(pool);
    setWindowTitle(tr("Change pool – %1").arg(systemName(console, systemId)));
    setHead(State::None, tr("Change %1").arg(isolated(m_oldName)),
            tr("Only what you change is sent."));

    auto *nameLabel = new Label(Label::Kind::Body, tr("&Name:"), this);
    nameLabel->setBuddy(m_name->lineEdit());
    nameLabel->setMinimumHeight(m_name->lineEdit()->sizeHint().height());
    auto *sizeLabel = new Label(Label::Kind::Body, tr("&Size:"), this);
    sizeLabel->setBuddy(m_size->lineEdit());
    sizeLabel->setMinimumHeight(m_size->lineEdit()->sizeHint().height());
    auto *sourceLabel = new Label(Label::Kind::Body, tr("&From:"), this);
    sourceLabel->setBuddy(m_sources->view());
    m_sizeHint->setWordWrap(true);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    grid->addWidget(nameLabel, 0, 0, Qt::AlignTop);
    grid->addWidget(m_name, 0, 1);
    grid->addWidget(sizeLabel, 1, 0, Qt::AlignTop);
    grid->addWidget(m_size, 1, 1);
    grid->addWidget(m_sizeHint, 2, 1);
    grid->addWidget(sourceLabel, 3, 0, Qt::AlignTop);
    grid->addWidget(m_sources, 3, 1);
    grid->addWidget(m_sourceProblem, 4, 1);
    grid->setRowStretch(3, 1);
    auto *card = new Card(this, Card::Look::Quiet);
    auto *cardColumn = new QVBoxLayout(card);
    cardColumn->setContentsMargins(16, 12, 16, 12);
    m_changes->setMaximumColumns(1);
    cardColumn->addWidget(m_changes);
    content()->addLayout(grid, 1);
    content()->addWidget(card);

    auto *request = new QPushButton(icon(QStringLiteral("code")), tr("Show &request"), this);
    addSide(request);
    connect(request, &QPushButton::clicked, this,
            [this] { (new RequestDialog(m_console, m_systemId, {call()}, this))->open(); });
    m_change = addAccept(tr("&Change pool"));
    addReject(tr("Cancel"));

    m_name->setOptional(false);
    m_name->setOthers(others);
    m_name->setName(m_oldName);
    m_size->setSize(m_oldSize);
    fillSources();
    m_sources->setTicked(m_oldPools, {});
    connect(m_name, &NameEdit::changed, this, &PoolSheet::check);
    connect(m_size, &SizeEdit::sizeChanged, this, &PoolSheet::check);
    connect(m_sources, &SourcePicker::changed, this, [this] {
        askRange();
        check();
    });
    connect(m_question, &SizeQuestion::answered, this, &PoolSheet::takeRange);
    askRange();
    check();
    resize(680, 620);
}

void PoolSheet::focus(Field field)
{
    QLineEdit *edit = field == Name ? m_name->lineEdit() : m_size->lineEdit();
    edit->selectAll();
    edit->setFocus();
}

void PoolSheet::fillSources()
{
    const StorageFacts facts(m_console.inventory, m_systemId);
    m_sources->setCandidates(sourceCandidates(facts, {}, m_console.jobs, m_systemId, m_pool),
                             sourceRules(facts));
}

bool PoolSheet::holds(const MethodCall &call)
{
    return call.argument(u"InExtents").isNull() && call.argument(u"Goal").isNull() && !call.setting;
}

void PoolSheet::setCall(const MethodCall &call)
{
    if (!call.argument(u"ElementName").isNull())
        m_name->setName(call.argument(u"ElementName").toString());
    if (!call.argument(u"Size").isNull())
        m_size->setSize(call.argument(u"Size").toUnsigned());
    if (!call.argument(u"InPools").isNull())
        m_sources->setTicked(pathsIn(call.argument(u"InPools")), {});
    check();
}

void PoolSheet::setProblem(const Failure &failure)
{
    const quint64 offered = failure.offered.toULongLong();
    if (failure.cause == Failure::Cause::SizeNotSupported)
        m_size->showProblem(tr("%1 can't make this size.").arg(systemName(m_console, m_systemId)),
                            offered > 0 ? std::optional(offered) : std::nullopt);
    else if (failure.parameter == QLatin1StringView("ElementName"))
        m_name->showProblem(tr("%1 refused this name.").arg(systemName(m_console, m_systemId)));
    check();
}

void PoolSheet::askRange()
{
    QList<CimPath> pools;
    for (const SourceCandidate &pool : m_sources->tickedPools())
        pools.append(pool.path);
    m_question->ask(m_systemId, pools, 0, SizeQuestion::Pool);
}

// From what is in use up to what the sources add to the present size (SP.R25).
void PoolSheet::takeRange()
{
    const StorageFacts facts(m_console.inventory, m_systemId);
    const bool grows = facts.offers(StorageFacts::Grow);
    const bool shrinks = facts.offers(StorageFacts::Shrink);
    const auto &range = m_question->range();
    const quint64 step = range ? std::max<quint64>(1, range->step) : 1;
    const quint64 needed = std::max(range ? range->least : step, (m_used + step - 1) / step * step);
    const quint64 least = shrinks ? std::min(needed, m_oldSize) : m_oldSize;
    const quint64 most = !grows ? m_oldSize : range ? m_oldSize + range->most : ~quint64(0);
    m_size->setRange(least, most, step);
    m_size->setSliderVisible(range && most > least);
    m_sizeHint->setText(
        !grows && !shrinks ? tr("Pools of this system keep their size.")
            : !grows       ? tr("This system does not let pools grow.")
            : !shrinks     ? tr("This system does not let pools shrink.")
            : m_used > 0   ? tr("%1 are in use; the pool can't be smaller.").arg(formatSize(m_used))
                           : tr("The new total, now %1.").arg(formatSize(m_oldSize)));
    m_size->setEnabled(grows || shrinks);
    check();
}

bool PoolSheet::nameChanged() const
{
    return m_name->name() != m_oldName;
}

bool PoolSheet::sizeChanged() const
{
    return m_size->size() && *m_size->size() != m_oldSize;
}

bool PoolSheet::sourcesChanged() const
{
    QList<CimPath> now;
    for (const SourceCandidate &pool : m_sources->tickedPools())
        now.append(pool.path);
    if (now.size() != m_oldPools.size())
        return true;
    return !std::all_of(now.begin(), now.end(),
                        [this](const CimPath &path) { return m_oldPools.contains(path); });
}

MethodCall PoolSheet::call() const
{
    MethodCall call(*Schema::findMethod(QString(Schema::iscsiTarget),
                                        u"MSISCSITARGET_StorageConfigurationService",
                                        u"CreateOrModifyStoragePool"),
                    StorageFacts(m_console.inventory, m_systemId).service());
    call.setArgument(u"Pool", CimValue::reference(m_pool));
    if (nameChanged())
        call.setArgument(u"ElementName", CimValue::string(m_name->name()));
    if (sizeChanged())
        call.setArgument(u"Size", CimValue::uint64(*m_size->size()));
    if (sourcesChanged())
        call.setArgument(u"InPools",
                         pathTexts(m_sources->tickedPools())); // the complete list (SP.R31)
    return call;
}

void PoolSheet::check()
{
    const StorageFacts facts(m_console.inventory, m_systemId);
    PropertyGroup group{.title = tr("Changes"), .rows = {}};
    const auto row = [&group](const QString &label, const QString &before, const QString &after) {
        PropertyRow added;
        added.label = label;
        added.value = isolatedLeftToRight(PoolSheet::tr("%1 → %2").arg(before, after));
        group.rows.append(added);
    };
    if (nameChanged())
        row(tr("Name"), isolated(m_oldName), isolated(visibleName(m_name->name())));
    if (sizeChanged())
        row(tr("Size"), formatSize(m_oldSize), formatSize(*m_size->size()));
    if (sourcesChanged()) {
        QStringList added;
        QStringList dropped;
        QList<CimPath> now;
        for (const SourceCandidate &pool : m_sources->tickedPools()) {
            now.append(pool.path);
            if (!m_oldPools.contains(pool.path))
                added.append(isolated(pool.name));
        }
        for (const CimPath &path : m_oldPools) {
            if (!now.contains(path))
                dropped.append(isolated(facts.nameOf(path)));
        }
        PropertyRow change;
        change.label = tr("Sources");
        QStringList words;
        if (!added.isEmpty())
            words.append(tr("added: %1").arg(locale().createSeparatedList(added)));
        if (!dropped.isEmpty())
            words.append(tr("dropped: %1").arg(locale().createSeparatedList(dropped)));
        change.value = words.join(QStringLiteral("; "));
        group.rows.append(change);
    }
    const bool any = !group.rows.isEmpty();
    if (!any) {
        PropertyRow none;
        none.label = tr("None yet");
        group.rows.append(none);
    }
    m_changes->setGroups({group});
    // An empty list means "unchanged", so it can't be emptied (SP.R31).
    const bool emptied = m_sources->tickedPools().isEmpty() && !m_oldPools.isEmpty();
    if (emptied)
        m_sourceProblem->showProblem(tr("A pool keeps at least one source; tick one."));
    else
        m_sourceProblem->clear();
    m_change->setEnabled(any && !emptied && m_name->isAcceptable() && m_size->isAcceptable()
                         && m_size->size());
}

void PoolSheet::accept()
{
    if (m_committed || !m_change->isEnabled())
        return;
    m_committed = true;
    const MethodCall wanted = call();
    DialogFrame::accept();
    Q_EMIT committed(m_systemId, wanted);
}

} // namespace Cistern
