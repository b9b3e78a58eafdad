// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/dialogs/pairtable.h"

#include "ui/dialogs/pairmodel.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/statedelegate.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStandardItemModel>
#include <QTimer>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int pairHeight = 30;

// Shows an end and lets choose another one of its system; ends of other pairs are greyed
// (PIPE.R20).
class EndDelegate : public StateDelegate
{
public:
    EndDelegate(PairModel *model, QAbstractItemView *view)
        : StateDelegate(Layout::Plain, view), m_model(model)
    {
        setRowHeight(pairHeight);
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        StateDelegate::paint(painter, option, index);
        if (!(index.flags() & Qt::ItemIsEditable))
            return;
        const QRect logical(option.rect.right() - 20, option.rect.top(), 14, option.rect.height());
        paintIcon(painter, QStyle::visualRect(option.direction, option.rect, logical),
                  u"chevron-down"_s, secondaryText(option.palette));
    }

    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &,
                          const QModelIndex &index) const override
    {
        const bool source = index.column() == PairModel::SourceColumn;
        auto *combo = new QComboBox(parent);
        combo->setAccessibleName(
            source ? PairTable::tr("Source endpoint of pair %1").arg(index.row() + 1)
                   : PairTable::tr("Target endpoint of pair %1").arg(index.row() + 1));
        for (const EndpointFacts &each : m_model->endpoints(source)) {
            combo->addItem(icon(u"endpoint"_s),
                           each.inService ? each.name
                                          : PairTable::tr("%1 (not in service)").arg(each.name),
                           QVariant::fromValue(each.path.toText()));
            auto *items = qobject_cast<QStandardItemModel *>(combo->model());
            if (items && m_model->isTaken(each.path, source, index.row()))
                items->item(combo->count() - 1)->setEnabled(false);
        }
        connect(combo, &QComboBox::activated, this, [this, combo] {
            auto *self = const_cast<EndDelegate *>(this);
            Q_EMIT self->commitData(combo);
            Q_EMIT self->closeEditor(combo);
        });
        return combo;
    }

    void setEditorData(QWidget *editor, const QModelIndex &index) const override
    {
        auto *combo = static_cast<QComboBox *>(editor);
        combo->setCurrentIndex(combo->findData(index.data(PathRole).toString()));
    }

    void setModelData(QWidget *editor, QAbstractItemModel *,
                      const QModelIndex &index) const override
    {
        const auto *combo = static_cast<QComboBox *>(editor);
        const auto path = CimPath::fromText(combo->currentData().toString());
        if (path)
            m_model->setEnd(index.row(), index.column() == PairModel::SourceColumn, *path);
    }

private:
    PairModel *m_model;
};
} // namespace

PairTable::PairTable(QWidget *parent) : QTableView(parent), m_model(new PairModel(this))
{
    setModel(m_model);
    setAccessibleName(tr("Pairs of endpoints"));
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(EditKeyPressed);
    setTabKeyNavigation(false);
    setShowGrid(false);
    setCornerButtonEnabled(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setWordWrap(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(pairHeight);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    auto *plain = new StateDelegate(StateDelegate::Layout::Plain, this);
    auto *state = new StateDelegate(StateDelegate::Layout::Name, this);
    auto *ends = new EndDelegate(m_model, this);
    setItemDelegate(plain);
    setItemDelegateForColumn(PairModel::SourceColumn, ends);
    setItemDelegateForColumn(PairModel::TargetColumn, ends);
    setItemDelegateForColumn(PairModel::CheckColumn, state);
    QHeaderView *head = horizontalHeader();
    head->setHighlightSections(false);
    head->setSectionsMovable(false);
    head->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    head->setMinimumSectionSize(28);
    head->setSectionResizeMode(QHeaderView::Interactive);
    head->setSectionResizeMode(PairModel::SourceColumn, QHeaderView::Stretch);
    head->setSectionResizeMode(PairModel::TargetColumn, QHeaderView::Stretch);
    const QFontMetrics metrics = fontMetrics();
    setColumnWidth(PairModel::NumberColumn, metrics.horizontalAdvance(u"000"_s) + 20);
    setColumnWidth(PairModel::ArrowColumn, 44);
    setColumnWidth(PairModel::ChangeColumn, metrics.horizontalAdvance(tr("Removed")) + 60);
    setColumnWidth(PairModel::CheckColumn,
                   metrics.horizontalAdvance(tr("Not reached from here")) + 56);
    setChangesShown(false);
    setBothWays(false);
    connect(this, &QTableView::clicked, this, &PairTable::openEnd);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &now) {
                if (now.isValid())
                    m_current = now.row();
            });
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] { selectPair(m_current); });
}

void PairTable::setBothWays(bool bothWays)
{
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    m_model->setArrow(bothWays ? u"swap"_s : mirrored ? u"arrow-left"_s : u"arrow-right"_s);
}

void PairTable::setChangesShown(bool shown)
{
    setColumnHidden(PairModel::ChangeColumn, !shown);
}

void PairTable::addPair()
{
    selectPair(m_model->addPair());
}

void PairTable::removePair()
{
    if (m_model->isEditable())
        m_model->removePair(currentIndex().row());
}

void PairTable::selectPair(int row)
{
    const auto last = int(m_model->pairs().size()) - 1;
    if (last < 0)
        return;
    const int column = std::max<int>(PairModel::SourceColumn, currentIndex().column());
    setCurrentIndex(m_model->index(std::clamp(row, 0, last), column));
}

void PairTable::openEnd(const QModelIndex &index)
{
    if (!(index.flags() & Qt::ItemIsEditable))
        return;
    edit(index);
    QTimer::singleShot(0, this, [this] {
        if (auto *combo = viewport()->findChild<QComboBox *>())
            combo->showPopup();
    });
}

void PairTable::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex now = currentIndex();
    const bool end = now.isValid() && now.flags() & Qt::ItemIsEditable;
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (end) {
            edit(now);
            return;
        }
        break;
    case Qt::Key_Delete:
        removePair();
        return;
    default:
        break;
    }
    QTableView::keyPressEvent(event);
}

} // namespace Cistern

#include "moc_pairtable.cpp"
