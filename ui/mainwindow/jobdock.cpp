// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/jobdock.h"

#include "models/filtermodel.h"
#include "models/jobmodel.h"
#include "services/core/clock.h"
#include "services/jobs/jobtracker.h"
#include "ui/mainwindow/actions.h"
#include "ui/mainwindow/jobreasons.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/label.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/statedelegate.h"
#include "ui/widgets/stateglyph.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <utility>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
// What can be done with a job: one set of buttons each.
enum Kind { overKind, unknownKind, joblessKind, cancelKind, requestKind, fixedKind, killKind };

// The base class lays out all rows anew for the widgets in some of them at each run of rows that
// comes or goes; here they get their places once a turn, before anything is painted.
class JobView : public QTreeView
{
public:
    using QTreeView::QTreeView;

protected:
    void updateEditorGeometries() override
    {
        if (!std::exchange(m_soon, true))
            QMetaObject::invokeMethod(
                this,
                [this] {
                    m_soon = false;
                    QTreeView::updateEditorGeometries();
                },
                Qt::QueuedConnection);
    }

private:
    bool m_soon = false;
};
} // namespace

JobDock::JobDock(const Console &console, const ModelWords &words, Actions &actions, QWidget *parent)
    : QWidget(parent)
    , m_console(console)
    , m_actions(actions)
    , m_model(new JobModel(console.jobs, console.clock, words, this))
    , m_filter(new FilterModel(m_model, this))
    , m_head(new QWidget(this))
    , m_counts(new Label(Label::Kind::Grey, QString(), m_head))
    , m_filterField(new QLineEdit(m_head))
    , m_draft(new LinkButton(QString(), m_head))
    , m_clear(new LinkButton(tr("Clear finished"), m_head))
    , m_fold(new QToolButton(m_head))
    , m_stack(new QStackedWidget(this))
    , m_view(new JobView(this))
    , m_tick(new QTimer(this))
    , m_soon(new QTimer(this))
{
    auto *title = new Label(Label::Kind::Heading, tr("Jobs"), m_head);
    m_filterField->setPlaceholderText(tr("Filter jobs"));
    m_filterField->setAccessibleName(tr("Filter jobs"));
    m_filterField->addAction(icon("filter"_L1), QLineEdit::LeadingPosition);
    m_filterField->setClearButtonEnabled(true);
    m_filterField->setFixedWidth(fontMetrics().averageCharWidth() * 28);
    m_fold->setAutoRaise(true);
    m_fold->setIcon(icon("chevron-down"_L1));

    auto *row = new QHBoxLayout(m_head);
    row->setContentsMargins(12, 4, 12, 4);
    row->setSpacing(6);
    row->addWidget(title);
    row->addSpacing(6);
    row->addWidget(m_counts);
    for (const State state : {State::Busy, State::Warning, State::Error}) {
        auto *glyph = new StateGlyph(state, 14, m_head);
        auto *label = new Label(Label::Kind::Body, QString(), m_head);
        label->setState(state);
        row->addWidget(glyph);
        row->addWidget(label);
        row->addSpacing(8);
        m_states.append({glyph, label});
    }
    row->addStretch(1);
    row->addWidget(m_draft);
    row->addSpacing(8);
    row->addWidget(m_clear);
    row->addSpacing(8);
    row->addWidget(m_filterField);
    row->addWidget(m_fold);

    m_filter->sort(JobModel::Started, Qt::DescendingOrder);
    m_view->setModel(m_filter);
    m_view->setAccessibleName(tr("Jobs"));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setRootIsDecorated(false);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    StateDelegate::paintRows(m_view,
                             {{JobModel::Job, StateDelegate::Layout::Name},
                              {JobModel::Progress, StateDelegate::Layout::Progress}});
    QHeaderView *header = m_view->header();
    header->setSectionsMovable(false);
    header->setStretchLastSection(false);
    const int unit = fontMetrics().averageCharWidth();
    header->setSectionResizeMode(JobModel::Job, QHeaderView::Stretch);
    header->resizeSection(JobModel::System, unit * 18);
    header->resizeSection(JobModel::Progress, unit * 30);
    header->resizeSection(JobModel::Amount, unit * 32);
    header->resizeSection(JobModel::Result, unit * 44);
    header->resizeSection(JobModel::Started, unit * 13);
    header->resizeSection(JobModel::Buttons, unit * 40);

    m_stack->addWidget(m_view);
    auto *none = new Label(Label::Kind::Grey,
                           tr("Jobs you start appear here, with progress and a full record."),
                           this);
    none->setAlignment(Qt::AlignCenter);
    none->setAutoFillBackground(true);
    none->setBackgroundRole(QPalette::Base);
    m_stack->addWidget(none);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_stack, 1);

    m_tick->setInterval(1000);
    connect(m_tick, &QTimer::timeout, m_model, &JobModel::refreshTimes);
    connect(m_filterField, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter->setText(text);
        placeButtons();
    });
    connect(m_clear, &QPushButton::clicked, actions.action(Command::ClearFinished),
            &QAction::trigger);
    m_draft->hide();
    m_draft->setToolTip(tr("The program ended while this was being filled in."));
    connect(m_draft, &QPushButton::clicked, this, &JobDock::draftAsked);
    connect(m_fold, &QToolButton::clicked, this, [this] { setFolded(!m_folded); });
    connect(m_view, &QTreeView::doubleClicked, this, [this] { Q_EMIT detailsAsked(selected()); });
    connect(m_view, &QTreeView::customContextMenuRequested, this, [this](const QPoint &at) {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        m_actions.fillJobContext(menu);
        menu->popup(m_view->viewport()->mapToGlobal(at));
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &JobDock::selectionChanged);
    // Once a turn, however many jobs have changed.
    m_soon->setSingleShot(true);
    m_soon->setInterval(0);
    connect(m_soon, &QTimer::timeout, this, &JobDock::showCounts);
    const auto soon = [this] {
        if (!m_soon->isActive())
            m_soon->start();
    };
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_filter, signal, m_soon, soon);
    connect(m_filter, &QAbstractItemModel::dataChanged, m_soon, soon);
    connect(m_filter, &QAbstractItemModel::layoutChanged, m_soon, soon);
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, m_soon, soon);
    m_view->viewport()->installEventFilter(this);
    showCounts();
}

qint64 JobDock::selected() const
{
    const QModelIndexList rows = m_view->selectionModel()->selectedRows();
    return rows.isEmpty() ? 0 : m_model->jobId(m_filter->mapToSource(rows.first()));
}

void JobDock::select(qint64 id)
{
    m_filterField->clear();
    const QModelIndex index = m_filter->mapFromSource(m_model->indexOf(id));
    if (index.isValid()) {
        // Whatever keys are held down: this is no click of the person's.
        m_view->selectionModel()->setCurrentIndex(
            index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        m_view->scrollTo(index);
    }
}

int JobDock::headHeight() const
{
    return m_head->sizeHint().height();
}

void JobDock::offerDraft(const QString &what)
{
    m_draft->setText(QString(what).replace(u'&', "&&"_L1)); // no letter of a name is a key
    m_draft->setVisible(!what.isEmpty());
}

void JobDock::setFolded(bool folded)
{
    if (folded == m_folded)
        return;
    m_folded = folded;
    m_stack->setVisible(!folded);
    m_fold->setIcon(icon(folded ? "chevron-up"_L1 : "chevron-down"_L1));
    setMaximumHeight(folded ? headHeight() : QWIDGETSIZE_MAX);
    showCounts();
    Q_EMIT foldedChanged(folded);
}

void JobDock::showCounts()
{
    const int all = m_model->rowCount();
    const int running = m_model->count(State::Busy);
    const QString texts[] = {tr("%n running", nullptr, running),
                             tr("%n outcome unknown", nullptr, m_model->count(State::Warning)),
                             tr("%n failed", nullptr, m_model->count(State::Error))};
    const State states[] = {State::Busy, State::Warning, State::Error};
    bool any = false;
    for (int i = 0; i < m_states.size(); ++i) {
        const bool shown = m_model->count(states[i]) > 0;
        any = any || shown;
        m_states[i].first->setVisible(shown);
        m_states[i].second->setVisible(shown);
        m_states[i].second->setText(texts[i]);
    }
    m_counts->setVisible(!any);
    m_counts->setText(all == 0 ? tr("none yet") : tr("%n done", nullptr, all));
    m_stack->setCurrentIndex(all == 0 ? 1 : 0);
    m_filterField->setVisible(all > 0 && !m_folded);
    m_clear->setVisible(m_model->finished() > 0 && !m_folded);
    m_fold->setToolTip(m_folded ? tr("Show the jobs") : tr("Fold the jobs away"));
    m_fold->setAccessibleName(m_fold->toolTip());
    if (running > 0)
        m_tick->start();
    else
        m_tick->stop();
    placeButtons();
    Q_EMIT selectionChanged();
}

int JobDock::kindOf(const JobRecord &record) const
{
    if (record.over())
        return record.mayCheck() ? unknownKind : overKind;
    if (record.job.isEmpty() || record.state == JobRecord::State::Checking)
        return joblessKind;
    if (!record.mayStop())
        return fixedKind;
    if (record.mayKill(m_console.clock.now()))
        return killKind;
    return record.stoppable ? cancelKind : requestKind;
}

bool JobDock::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && !m_soon->isActive())
        m_soon->start(); // other rows are in sight
    return QWidget::eventFilter(watched, event);
}

// Each row in sight has what can be done with it; the words follow the state of the job. Some more
// have it, for who goes on with the keyboard; thousands of widgets would make the list slow.
void JobDock::placeButtons()
{
    constexpr int margin = 40;
    const QModelIndex top = m_view->indexAt(QPoint(0, 0));
    const QModelIndex bottom = m_view->indexAt(QPoint(0, m_view->viewport()->height() - 1));
    const int first = qMax(top.row() - margin, 0);
    const int last = qMin((bottom.isValid() ? bottom.row() : first + margin) + margin,
                          m_filter->rowCount() - 1);
    for (const QPersistentModelIndex &index : std::exchange(m_placed, {})) {
        if (index.row() < first || index.row() > last)
            m_view->setIndexWidget(index, nullptr);
    }
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = m_filter->index(row, JobModel::Buttons);
        const qint64 id = m_model->jobId(m_filter->mapToSource(index));
        const JobRecord *record = m_console.jobs.find(id);
        if (!record)
            continue;
        const int kind = kindOf(*record);
        QWidget *present = m_view->indexWidget(index);
        if (!present || present->property("kind").toInt() != kind
            || present->property("job").toLongLong() != id)
            m_view->setIndexWidget(index, buttonsFor(id));
        m_placed.append(index);
    }
}

QWidget *JobDock::buttonsFor(qint64 id)
{
    const JobRecord *record = m_console.jobs.find(id);
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(4, 2, 4, 2);
    row->setSpacing(6);
    const auto button = [box, row](const QString &text) {
        auto *made = new QPushButton(text, box);
        made->setProperty("small", true);
        made->setFixedHeight(22);
        row->addWidget(made);
        return made;
    };
    box->setProperty("job", id);
    box->setProperty("kind", kindOf(*record));
    if (!record->over()) {
        QPushButton *stop = button(record->stoppable ? tr("Cancel") : tr("Request stop"));
        stop->setEnabled(record->mayStop());
        const QString obstacle = stopObstacle(*record);
        stop->setToolTip(obstacle.isEmpty() ? tr("Asks the system to stop the job.") : obstacle);
        connect(stop, &QPushButton::clicked, this, [this, id] { Q_EMIT stopAsked(id); });
        if (kindOf(*record) == killKind) {
            stop->hide(); // it was asked for, and nothing came of it
            QPushButton *kill = button(tr("Kill…"));
            kill->setToolTip(record->knowsNoOtherEnd()
                                 ? tr("The system knows no gentler end for it.")
                                 : tr("It was asked to stop and goes on."));
            connect(kill, &QPushButton::clicked, this, [this, id] { Q_EMIT killAsked(id); });
        }
    }
    if (record->mayCheck()) {
        QPushButton *check = button(tr("Check again"));
        check->setToolTip(tr("Reads again from the system what became of it. Nothing is sent a "
                             "second time."));
        connect(check, &QPushButton::clicked, this, [this, id] { Q_EMIT checkAsked(id); });
    }
    if (record->over() && record->state != JobRecord::State::Succeeded && record->isRepeatable()) {
        connect(button(record->failure && !record->isUnknown() ? tr("Change and try again…")
                                                               : tr("Run again…")),
                &QPushButton::clicked, this, [this, id] { Q_EMIT againAsked(id); });
    }
    connect(button(tr("Details")), &QPushButton::clicked, this,
            [this, id] { Q_EMIT detailsAsked(id); });
    row->addStretch(1);
    return box;
}

} // namespace Cistern
