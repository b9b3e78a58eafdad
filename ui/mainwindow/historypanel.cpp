// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/historypanel.h"

#include "models/historyexport.h"
#include "models/historymodel.h"
#include "services/jobs/jobtracker.h"
#include "services/systems/systembook.h"
#include "ui/mainwindow/jobreasons.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/failuretext.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/label.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/messagebox.h"
#include "ui/widgets/statedelegate.h"

#include <QComboBox>
#include <QDateEdit>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>
#include <QTreeView>
#include <QVBoxLayout>

#include <array>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using RecordState = JobRecord::State;

namespace {
// What the choice of states offers, in its order.
struct StateChoice
{
    const char *text;
    QList<RecordState> states;
    std::optional<bool> unknown = {};
};
const std::array<StateChoice, 6> &stateChoices()
{
    static const std::array<StateChoice, 6> choices{
        {{.text = QT_TRANSLATE_NOOP("Cistern::HistoryPanel", "Any state"), .states = {}},
         {.text = QT_TRANSLATE_NOOP("Cistern::HistoryPanel", "Going on"),
          .states = {RecordState::Recorded, RecordState::Sent, RecordState::Running,
                     RecordState::Stopping, RecordState::Checking}},
         {.text = QT_TRANSLATE_NOOP("Cistern::HistoryPanel", "Done"),
          .states = {RecordState::Succeeded}},
         {.text = QT_TRANSLATE_NOOP("Cistern::HistoryPanel", "Failed"),
          .states = {RecordState::Failed},
          .unknown = false},
         {.text = QT_TRANSLATE_NOOP("Cistern::HistoryPanel", "Outcome unknown"),
          .states = {RecordState::Failed},
          .unknown = true},
         {.text = QT_TRANSLATE_NOOP("Cistern::HistoryPanel", "Stopped"),
          .states = {RecordState::Stopped}}}};
    return choices;
}

// Days back from now; 0: any time; −1: between two dates.
constexpr std::pair<int, const char *> timeChoices[] = {
    {0, QT_TRANSLATE_NOOP("Cistern::HistoryPanel", "Any time")},
    {1, QT_TRANSLATE_NOOP("Cistern::HistoryPanel", "Last 24 hours")},
    {7, QT_TRANSLATE_NOOP("Cistern::HistoryPanel", "Last 7 days")},
    {30, QT_TRANSLATE_NOOP("Cistern::HistoryPanel", "Last 30 days")},
    {-1, QT_TRANSLATE_NOOP("Cistern::HistoryPanel", "Between two days…")},
};
constexpr std::pair<int, const char *> keepChoices[] = {
    {0, QT_TRANSLATE_NOOP("Cistern::HistoryPanel", "Keep for ever")},
    {365, QT_TRANSLATE_NOOP("Cistern::HistoryPanel", "Keep for 365 days")},
    {90, QT_TRANSLATE_NOOP("Cistern::HistoryPanel", "Keep for 90 days")},
    {30, QT_TRANSLATE_NOOP("Cistern::HistoryPanel", "Keep for 30 days")},
};
constexpr int typingMilliseconds = 200; // between letters of one word
} // namespace

HistoryPanel::HistoryPanel(const Console &console, const ModelWords &words, QWidget *parent)
    : QWidget(parent)
    , m_console(console)
    , m_model(new HistoryModel(console.history, console.jobs, words, this))
    , m_search(new QLineEdit(this))
    , m_system(new QComboBox(this))
    , m_state(new QComboBox(this))
    , m_time(new QComboBox(this))
    , m_dates(new QWidget(this))
    , m_from(new QDateEdit(m_dates))
    , m_to(new QDateEdit(m_dates))
    , m_export(new QPushButton(icon("export"_L1), tr("E&xport"), this))
    , m_stack(new QStackedWidget(this))
    , m_view(new QTreeView(this))
    , m_none(new EmptyState(this))
    , m_clear(new LinkButton(tr("Show everything"), this))
    , m_count(new Label(Label::Kind::Grey, QString(), this))
    , m_keep(new QComboBox(this))
    , m_soon(new QTimer(this))
{
    layOut();
    connectParts();
}

void HistoryPanel::layOut()
{
    m_search->setPlaceholderText(tr("Search names, methods, messages, people"));
    m_search->setAccessibleName(tr("Search the history"));
    m_search->addAction(icon("search"_L1), QLineEdit::LeadingPosition);
    m_search->setClearButtonEnabled(true);
    m_system->setAccessibleName(tr("Of which system"));
    m_state->setAccessibleName(tr("In which state"));
    m_time->setAccessibleName(tr("From which time"));
    m_keep->setAccessibleName(tr("How long records are kept"));
    for (const StateChoice &choice : stateChoices())
        m_state->addItem(tr(choice.text));
    for (const auto &[days, text] : timeChoices)
        m_time->addItem(tr(text), days);
    for (const auto &[days, text] : keepChoices)
        m_keep->addItem(tr(text), days);
    auto *files = new QMenu(m_export);
    for (const auto &[text, format] : {std::pair(tr("Table (&CSV)…"), ExportFormat::Csv),
                                       std::pair(tr("&JSON…"), ExportFormat::Json)})
        connect(files->addAction(text), &QAction::triggered, this,
                [this, format = format] { askFile(format); });
    m_export->setMenu(files);
    m_export->setToolTip(tr("Writes all that is found to a file"));

    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_search, 1);
    row->addWidget(m_system);
    row->addWidget(m_state);
    row->addWidget(m_time);
    row->addWidget(m_export);
    auto *dates = new QHBoxLayout(m_dates);
    dates->setContentsMargins(0, 0, 0, 0);
    dates->setSpacing(8);
    dates->addStretch(1);
    const QDate today = m_console.clock.now().toLocalTime().date();
    for (const auto &[text, edit, date] : {std::tuple(tr("F&rom"), m_from, today.addDays(-7)),
                                           std::tuple(tr("to an&d with"), m_to, today)}) {
        auto *label = new Label(Label::Kind::Grey, text, m_dates);
        label->setBuddy(edit);
        edit->setCalendarPopup(true);
        edit->setDate(date);
        dates->addWidget(label);
        dates->addWidget(edit);
    }
    m_dates->hide();

    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("History"));
    m_view->setRootIsDecorated(false);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    StateDelegate::paintRows(m_view, {{HistoryModel::Job, StateDelegate::Layout::Name}});
    QHeaderView *header = m_view->header();
    header->setSectionsMovable(false);
    header->setStretchLastSection(false);
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(true);
    header->setSortIndicator(HistoryModel::When, Qt::DescendingOrder);
    const int unit = fontMetrics().averageCharWidth();
    header->setSectionResizeMode(HistoryModel::Job, QHeaderView::Stretch);
    header->resizeSection(HistoryModel::System, unit * 18);
    header->resizeSection(HistoryModel::Result, unit * 34);
    header->resizeSection(HistoryModel::Person, unit * 14);
    header->resizeSection(HistoryModel::When, unit * 28);
    header->resizeSection(HistoryModel::Took, unit * 15);
    auto *none = new QWidget(this);
    auto *noneColumn = new QVBoxLayout(none);
    noneColumn->addStretch(1);
    noneColumn->addWidget(m_none);
    noneColumn->addWidget(m_clear, 0, Qt::AlignHCenter);
    noneColumn->addStretch(2);
    m_stack->addWidget(m_view);
    m_stack->addWidget(none);

    auto *foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(m_count, 1);
    foot->addWidget(m_keep);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 16, 24, 16);
    column->setSpacing(8);
    column->addLayout(row);
    column->addWidget(m_dates);
    column->addWidget(m_stack, 1);
    column->addLayout(foot);
}

void HistoryPanel::connectParts()
{
    m_soon->setSingleShot(true);
    m_soon->setInterval(typingMilliseconds);
    connect(m_soon, &QTimer::timeout, this, &HistoryPanel::ask);
    connect(m_search, &QLineEdit::textChanged, m_soon, qOverload<>(&QTimer::start));
    for (QComboBox *box : {m_system, m_state, m_time})
        connect(box, &QComboBox::currentIndexChanged, this, &HistoryPanel::ask);
    for (QDateEdit *edit : {m_from, m_to})
        connect(edit, &QDateEdit::dateChanged, m_soon, qOverload<>(&QTimer::start));
    connect(m_clear, &QPushButton::clicked, this, [this] {
        m_search->clear();
        for (QComboBox *box : {m_system, m_state, m_time})
            box->setCurrentIndex(0);
        m_search->setFocus();
    });
    connect(&m_console.book, &SystemBook::changed, this, &HistoryPanel::followBook);
    connect(m_keep, &QComboBox::activated, this, &HistoryPanel::chooseKept);
    connect(m_view->header(), &QHeaderView::sortIndicatorChanged, this,
            [this](int column, Qt::SortOrder order) {
                if (HistoryModel::isSorted(column))
                    return m_model->sort(column, order);
                // The others are put together from too much to be put in order.
                const QSignalBlocker blocker(m_view->header());
                m_view->header()->setSortIndicator(HistoryModel::When, Qt::DescendingOrder);
                m_model->sort(HistoryModel::When, Qt::DescendingOrder);
            });
    connect(m_view, &QTreeView::activated, this, [this] {
        if (const JobRecord *record = selected())
            Q_EMIT detailsAsked(*record);
    });
    connect(m_view, &QTreeView::customContextMenuRequested, this, &HistoryPanel::openMenu);
    connect(m_model, &HistoryModel::arrived, this, &HistoryPanel::follow);
    connect(m_model, &HistoryModel::failed, this, [this](const Failure &failure) {
        const BannerText text = failureBanner(failure, QString(),
                                              tr("The history could not be read."));
        m_none->setText(text.problem, text.lines.join(u' '));
        m_clear->hide();
        m_stack->setCurrentIndex(1);
        m_count->setText(QString());
    });
}

void HistoryPanel::setSubject(const QString &systemId, const CimPath &object)
{
    if (!m_stale && systemId == m_systemId && object == m_object)
        return;
    m_systemId = systemId;
    m_object = object;
    m_system->setVisible(systemId.isEmpty());
    m_stale = true;
    if (isVisible())
        ask();
}

void HistoryPanel::refresh()
{
    m_model->refresh();
}

void HistoryPanel::showEvent(QShowEvent *event)
{
    readSystems();
    followBook();
    if (m_stale)
        ask();
    QWidget::showEvent(event);
}

void HistoryPanel::fillChoices()
{
    const QSignalBlocker blocker(m_system);
    const QString chosen = m_system->currentData().toString();
    m_system->clear();
    m_system->addItem(tr("All systems"));
    const auto systems = m_console.book.systems();
    for (const ConnectionSpec &spec : systems)
        m_system->addItem(spec.name, spec.id);
    // Those that were taken out of the list.
    for (const QString &id : std::as_const(m_systems)) {
        if (!m_console.book.find(id))
            m_system->addItem(id, id);
    }
    m_system->setCurrentIndex(std::max(0, m_system->findData(chosen)));
}

void HistoryPanel::readSystems()
{
    onDone(m_console.history.systems(this), this, [this](const Outcome<QStringList> &systems) {
        if (!systems)
            return; // the page itself says so
        m_systems = *systems;
        fillChoices();
    });
}

// What is found and how it is sorted hangs on what systems are called.
void HistoryPanel::followBook()
{
    if (!isVisible())
        return;
    fillChoices();
    if (!m_stale && systemNames() != m_model->query().names)
        ask();
}

SystemNames HistoryPanel::systemNames() const
{
    SystemNames names;
    const auto systems = m_console.book.systems();
    for (const ConnectionSpec &spec : systems)
        names.insert(spec.id, spec.name);
    return names;
}

void HistoryPanel::setKept(std::chrono::days days)
{
    m_kept = days;
    m_keep->setCurrentIndex(std::max(0, m_keep->findData(int(days.count()))));
}

// What is removed is gone for good: a shorter time is asked about.
void HistoryPanel::chooseKept()
{
    const std::chrono::days chosen(m_keep->currentData().toInt());
    const bool shorter = chosen.count() > 0 && (m_kept.count() == 0 || chosen < m_kept);
    if (!shorter) {
        Q_EMIT keepAsked(chosen);
        return;
    }
    const QDate first = m_console.clock.now().toLocalTime().date().addDays(-chosen.count());
    auto *box = new QMessageBox(
        QMessageBox::Question, tr("Keep for a shorter time"),
        tr("Remove all records from before %1?").arg(locale().toString(first)), QMessageBox::Cancel,
        this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    inform(box,
           tr("They are removed from this computer for good, and from now on "
              "others as they reach this age. Export them first if they may be "
              "needed. The systems themselves stay as they are."));
    QPushButton *remove = box->addButton(tr("&Remove"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(remove, &QPushButton::clicked, this, [this, chosen] { Q_EMIT keepAsked(chosen); });
    // Until it is done, what holds is shown.
    connect(box, &QMessageBox::finished, this, [this] { setKept(m_kept); });
    box->open();
}

HistoryQuery HistoryPanel::query() const
{
    HistoryQuery query;
    query.names = systemNames();
    query.words = m_search->text();
    query.systemId = m_systemId.isEmpty() ? m_system->currentData().toString() : m_systemId;
    query.phrase = m_object.isEmpty() ? QString() : m_object.toText();
    const StateChoice &choice = stateChoices().at(size_t(std::max(0, m_state->currentIndex())));
    query.states = choice.states;
    query.unknown = choice.unknown;
    const int days = m_time->currentData().toInt();
    if (days > 0) {
        query.from = m_console.clock.now().addDays(-days);
    } else if (days < 0) {
        query.from = m_from->date().startOfDay().toUTC();
        query.to = m_to->date().addDays(1).startOfDay().toUTC();
    }
    query.order = m_model->query().order;
    query.ascending = m_model->query().ascending;
    return query;
}

void HistoryPanel::ask()
{
    m_soon->stop();
    m_dates->setVisible(m_time->currentData().toInt() < 0);
    m_stale = !isVisible();
    if (m_stale)
        return;
    m_model->setQuery(query());
    m_stack->setCurrentIndex(0);
}

void HistoryPanel::follow()
{
    const bool filtered = !m_search->text().isEmpty() || m_state->currentIndex() > 0
        || m_time->currentIndex() > 0 || (m_systemId.isEmpty() && m_system->currentIndex() > 0);
    m_stack->setCurrentIndex(m_model->isEmpty() ? 1 : 0);
    m_none->setText(filtered ? tr("No hits") : tr("Nothing yet"),
                    filtered ? QString()
                             : tr("All that is asked for from this computer is kept here, also "
                                  "after the system has forgotten it."));
    m_clear->setVisible(filtered);
    m_export->setEnabled(!m_model->isEmpty());
    m_count->setText(tr("%n records", nullptr, m_model->rowCount()));
}

const JobRecord *HistoryPanel::selected() const
{
    return m_model->record(m_view->currentIndex());
}

void HistoryPanel::openMenu(const QPoint &at)
{
    const JobRecord *record = selected();
    if (!record)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    connect(menu->addAction(icon("info"_L1), tr("&Details…")), &QAction::triggered, this,
            [this, record = *record] { Q_EMIT detailsAsked(record); });
    if (record->mayCheck())
        connect(menu->addAction(tr("&Check again")), &QAction::triggered, this,
                [this, id = record->id] { Q_EMIT checkAsked(id); });
    QAction *again = menu->addAction(icon("refresh"_L1), tr("Run &again with these values…"));
    again->setToolTip(againObstacle(*record));
    again->setEnabled(againObstacle(*record).isEmpty());
    connect(again, &QAction::triggered, this,
            [this, record = *record] { Q_EMIT againAsked(record); });
    QAction *reverse = menu->addAction(tr("&Prepare the reverse action…"));
    reverse->setToolTip(reverseObstacle(*record));
    reverse->setEnabled(reverseObstacle(*record).isEmpty());
    connect(reverse, &QAction::triggered, this,
            [this, record = *record] { Q_EMIT reverseAsked(record); });
    menu->popup(m_view->viewport()->mapToGlobal(at));
}

void HistoryPanel::askFile(ExportFormat format)
{
    const bool csv = format == ExportFormat::Csv;
    auto *dialog = new QFileDialog(this, tr("Export the history"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(csv ? u"csv"_s : u"json"_s);
    dialog->selectFile(csv ? u"history.csv"_s : u"history.json"_s);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, format](const QString &name) { write(format, name); });
    dialog->open();
}

void HistoryPanel::write(ExportFormat format, const QString &fileName)
{
    auto *work = new HistoryExport(m_console.history, systemNames(), this);
    m_export->setEnabled(false);
    connect(work, &HistoryExport::wrote, this, [this](qint64 written, qint64 all) {
        m_count->setText(
            tr("%1 of %2 written").arg(locale().toString(written), locale().toString(all)));
    });
    onDone(work->write(query(), format, fileName), this,
           [this, work, fileName](const Outcome<qint64> &written) {
               work->deleteLater();
               m_export->setEnabled(true);
               if (written)
                   m_count->setText(
                       tr("%n records written to %1", nullptr, int(*written)).arg(fileName));
               else
                   tell(tr("The history was not exported."), written.failure());
           });
}

void HistoryPanel::tell(const QString &problem, const Failure &failure)
{
    const BannerText text = failureBanner(failure, QString(), problem);
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Cistern"), text.problem,
                                QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    inform(box, text.lines.join(u'\n'));
    box->open();
}

} // namespace Cistern

#include "moc_historypanel.cpp"
