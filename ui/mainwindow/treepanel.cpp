// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/treepanel.h"

#include "models/systemtreemodel.h"
#include "services/systems/connections.h"
#include "ui/mainwindow/actions.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/label.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/statedelegate.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QSettings>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

TreePanel::TreePanel(const Console &console, const ModelWords &words, Actions &actions,
                     QWidget *parent)
    : QWidget(parent)
    , m_console(console)
    , m_model(new SystemTreeModel(console.inventory, console.connections, words, this))
    , m_field(new QLineEdit(this))
    , m_view(new QTreeView(this))
    , m_noHits(new EmptyState(this))
    , m_clear(new LinkButton(tr("Clear the filter"), this))
    , m_noHitsBox(new QWidget(this))
    , m_noOthers(new EmptyState(this, EmptyState::Align::Leading))
{
    m_field->setPlaceholderText(tr("Filter  (Ctrl+F)"));
    m_field->setAccessibleName(tr("Filter the tree"));
    m_field->addAction(icon("filter"_L1), QLineEdit::LeadingPosition);
    m_field->setClearButtonEnabled(true);

    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Systems"));
    m_view->setHeaderHidden(true);
    m_view->setUniformRowHeights(true);
    m_view->setIndentation(16);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setTabKeyNavigation(false);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setItemDelegate(new StateDelegate(StateDelegate::Layout::TreeRow, m_view));
    m_view->header()->setSectionResizeMode(QHeaderView::Stretch);

    auto *noHits = new QVBoxLayout(m_noHitsBox);
    noHits->addWidget(m_noHits);
    noHits->addWidget(m_clear, 0, Qt::AlignHCenter);
    m_noHits->setText(tr("No hits"));
    m_noHitsBox->hide();
    m_noOthers->setText(tr("No other systems yet"),
                        tr("Add the servers you look after, one by one."));
    m_noOthers->setActions({actions.action(Command::Connect)});

    auto *head = new QVBoxLayout;
    head->setContentsMargins(8, 12, 8, 8);
    head->setSpacing(8);
    auto *title = new Label(Label::Kind::Heading, tr("Systems"), this);
    title->setContentsMargins(4, 0, 0, 0);
    head->addWidget(title);
    head->addWidget(m_field);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_noHitsBox);
    column->addWidget(m_view, 1);
    auto *foot = new QWidget(this);
    foot->setAutoFillBackground(true);
    foot->setBackgroundRole(QPalette::Base);
    auto *footColumn = new QVBoxLayout(foot);
    footColumn->setContentsMargins(16, 12, 16, 16);
    footColumn->addWidget(m_noOthers);
    column->addWidget(foot);
    setMinimumWidth(fontMetrics().averageCharWidth() * 30);

    connect(m_field, &QLineEdit::textChanged, this, &TreePanel::applyFilter);
    connect(m_clear, &QPushButton::clicked, m_field, &QLineEdit::clear);
    connect(m_view, &QTreeView::customContextMenuRequested, this, [this](const QPoint &at) {
        Q_EMIT contextMenuAsked(m_view->viewport()->mapToGlobal(at));
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (!m_settling) {
            m_wanted.clear(); // the person has gone elsewhere
            m_wantedNode = -1;
            m_chosen = selected().value(0, -1);
        }
        Q_EMIT selectionChanged();
    });
    connect(m_view, &QTreeView::collapsed, this, [this](const QModelIndex &index) {
        if (!m_settling)
            noteExpansion(index, false);
    });
    connect(m_view, &QTreeView::expanded, this, [this](const QModelIndex &index) {
        if (!m_settling)
            noteExpansion(index, true);
    });
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &TreePanel::noteRows);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &TreePanel::followSoon);
    connect(m_model, &SystemTreeModel::filtered, this, &TreePanel::followFilter);
    connect(&console.book, &SystemBook::changed, this, &TreePanel::followSoon);
    m_arrived = m_model->withRows();
    followRows();
}

QString TreePanel::keyOf(NodeId id) const
{
    const Node *node = m_console.inventory.node(id);
    if (!node)
        return {};
    return u"%1/%2/%3"_s.arg(node->systemId,
                             node->kind == Node::Kind::Object ? QString() : node->name,
                             node->path().toText());
}

void TreePanel::noteExpansion(const QModelIndex &index, bool open)
{
    const QString key = keyOf(m_model->nodeId(index));
    if (open) {
        m_folded.remove(key);
        m_opened.insert(key);
    } else {
        m_opened.remove(key);
        m_folded.insert(key);
    }
}

// Sites, systems and headings are open unless somebody closed them, objects closed unless somebody
// opened them; a filter opens all that it keeps.
void TreePanel::expandWanted(NodeId id)
{
    const QModelIndex index = m_model->indexOf(id);
    const Node *node = m_console.inventory.node(id);
    if (!node || !m_model->hasChildren(index))
        return;
    const bool heading = node->kind != Node::Kind::Object && node->name != "extents"_L1
        && node->name != "jobs"_L1;
    const QString key = keyOf(id);
    const bool open = heading ? !m_folded.contains(key) : m_opened.contains(key);
    m_view->setExpanded(index, open || m_model->isFiltering());
}

bool TreePanel::isWanted(NodeId id) const
{
    const Node *node = m_console.inventory.node(id);
    return node && m_wanted.startsWith(node->systemId) && keyOf(id) == m_wanted;
}

// Each new row is looked at once, however many there are by now.
void TreePanel::noteRows(const QModelIndex &parent, int first, int last)
{
    if (parent.isValid())
        m_arrived.append(m_model->nodeId(parent));
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = m_model->index(row, 0, parent);
        if (!m_wanted.isEmpty() && isWanted(m_model->nodeId(index)))
            m_wantedNode = m_model->nodeId(index);
        if (const int below = m_model->rowCount(index); below > 0)
            noteRows(index, 0, below - 1);
    }
    followSoon();
}

void TreePanel::followSoon()
{
    if (std::exchange(m_following, true))
        return;
    QMetaObject::invokeMethod(this, &TreePanel::followRows, Qt::QueuedConnection);
}

void TreePanel::followRows()
{
    m_following = false;
    m_settling = true;
    QSet<NodeId> done;
    const QList<NodeId> arrived = std::exchange(m_arrived, {});
    for (const NodeId id : arrived) {
        if (!done.contains(id))
            expandWanted(id);
        done.insert(id);
    }
    m_settling = false;
    ensureSelection();
    Q_EMIT grown();
}

void TreePanel::ensureSelection()
{
    if (const QModelIndex last = m_model->indexOf(m_wantedNode); last.isValid())
        choose(last);
    if (m_view->selectionModel()->selectedRows().isEmpty() && m_model->rowCount() > 0) {
        // Never nothing: the removed one's neighbour, or the first system.
        const QModelIndex current = m_view->currentIndex();
        m_settling = true;
        choose(current.isValid() ? current : m_model->index(0, 0));
        m_settling = false;
        if (m_wanted.isEmpty())
            m_wantedNode = m_chosen; // until the filter lets it through again
    }
    const bool empty = m_model->isFiltering() && m_model->rowCount() == 0;
    m_noHitsBox->setVisible(empty);
    m_noOthers->parentWidget()->setVisible(m_console.book.systems().size() <= 1
                                           && !m_model->isFiltering());
}

void TreePanel::followFilter()
{
    m_settling = true;
    const QList<NodeId> all = m_model->withRows();
    for (const NodeId id : all)
        expandWanted(id);
    m_settling = false;
    // Rows that a filter took away took their selection along without a word.
    const QItemSelection before = m_view->selectionModel()->selection();
    QItemSelection stays;
    for (const QItemSelectionRange &range : before) {
        if (range.isValid())
            stays.append(range);
    }
    if (stays.size() != before.size()) {
        m_settling = true;
        m_view->selectionModel()->select(stays, QItemSelectionModel::ClearAndSelect);
        m_settling = false;
    }
    ensureSelection();
    if (const QList<NodeId> ids = selected(); !ids.isEmpty())
        m_view->scrollTo(m_model->indexOf(ids.first()));
    if (m_model->isFiltered() && std::exchange(m_hitAwaited, false))
        selectFirstHit();
}

QList<NodeId> TreePanel::selected() const
{
    QList<NodeId> ids;
    const QModelIndexList rows = m_view->selectionModel()->selectedRows();
    for (const QModelIndex &row : rows)
        ids.append(m_model->nodeId(row));
    return ids;
}

// Whatever keys are held down: this is no click of the person's.
void TreePanel::choose(const QModelIndex &index)
{
    m_view->selectionModel()->setCurrentIndex(
        index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

bool TreePanel::select(NodeId id)
{
    const QModelIndex index = m_model->indexOf(id);
    if (!index.isValid())
        return false;
    m_wanted.clear();
    choose(index);
    m_view->scrollTo(index);
    return true;
}

void TreePanel::setFilter(const QString &text)
{
    m_field->setText(text);
}

QString TreePanel::filter() const
{
    return m_field->text();
}

void TreePanel::applyFilter(const QString &text)
{
    m_hitAwaited = false;
    m_model->setFilter(text);
    Q_EMIT filterChanged(text);
}

// The first row, from the top, that holds the words itself.
bool TreePanel::selectFirstHit()
{
    m_hitAwaited = !m_model->isFiltered();
    if (m_hitAwaited)
        return false;
    const QStringList words = filter().simplified().split(u' ', Qt::SkipEmptyParts);
    for (QModelIndex index = m_model->index(0, 0); index.isValid();
         index = m_view->indexBelow(index)) {
        const QString name = index.data(Qt::DisplayRole).toString();
        if (std::all_of(words.begin(), words.end(), [&](const QString &word) {
                return name.contains(word, Qt::CaseInsensitive);
            })) {
            choose(index);
            m_view->setFocus();
            return true;
        }
    }
    return false;
}

void TreePanel::refreshWords()
{
    m_model->refreshNames();
    StateDelegate::repaintAges(m_view);
}

void TreePanel::refreshWaiting()
{
    const auto &systems = m_console.book.systems();
    QStringList waiting;
    for (const ConnectionSpec &spec : systems) {
        if (m_console.connections.state(spec.id).phase == SystemState::Phase::Waiting)
            waiting.append(spec.id);
    }
    m_model->refreshSystems(waiting);
}

void TreePanel::save(QSettings &settings) const
{
    settings.setValue(u"tree/folded"_s, QStringList(m_folded.cbegin(), m_folded.cend()));
    settings.setValue(u"tree/opened"_s, QStringList(m_opened.cbegin(), m_opened.cend()));
    const QList<NodeId> ids = selected();
    settings.setValue(u"tree/selected"_s, ids.isEmpty() ? QString() : keyOf(ids.first()));
}

void TreePanel::restore(const QSettings &settings)
{
    const QStringList folded = settings.value(u"tree/folded"_s).toStringList();
    m_folded = QSet<QString>(folded.cbegin(), folded.cend());
    const QStringList opened = settings.value(u"tree/opened"_s).toStringList();
    m_opened = QSet<QString>(opened.cbegin(), opened.cend());
    m_wanted = settings.value(u"tree/selected"_s).toString();
    if (const int rows = m_model->rowCount(); rows > 0)
        noteRows({}, 0, rows - 1);
    followRows();
}

} // namespace Cistern
