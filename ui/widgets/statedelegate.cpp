// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/statedelegate.h"

#include "models/roles.h"
#include "ui/text/units.h"
#include "ui/widgets/capacitybar.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/progressbar.h"
#include "ui/widgets/stateglyph.h"
#include "ui/widgets/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QTextDocument>
#include <QTimer>
#include <QTreeView>
#include <QToolTip>

using namespace Qt::Literals::StringLiterals;

namespace Cistern {

namespace {

constexpr int iconSize = 16;
constexpr int glyphSize = 14;
constexpr int gap = 6;
constexpr int padding = 6;
constexpr int barHeight = 7;
constexpr int treeBarWidth = 48;

} // namespace

// One cell while it is painted: takes pieces from the leading and the trailing side of what is
// left.
class StateDelegate::Row
{
public:
    Row(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index)
        : m_painter(painter)
        , m_option(option)
        , m_index(index)
        , m_left(option.rect.adjusted(padding, 0, -padding, 0))
        , m_palette(option.palette)
    {
        const QVariant state = index.data(StateRole);
        m_state = state.isValid() ? State(state.toInt()) : State::None;
        m_ink = index.data(StaleRole).toBool() ? Ink::Grey : Ink::Own;
    }

    State state() const { return m_state; }
    const QPalette &palette() const { return m_palette; }
    QColor textColor() const
    {
        return m_ink == Ink::Grey ? secondaryText(m_palette)
                                  : m_palette.color(QPalette::Active, QPalette::Text);
    }
    QColor stateTextColor(State state) const
    {
        return m_ink == Ink::Grey ? secondaryText(m_palette)
                                  : Cistern::stateTextColor(state, m_palette);
    }

    QRect takeLeading(int width)
    {
        const QRect logical(m_left.left(), m_left.top(), width, m_left.height());
        m_left.setLeft(m_left.left() + width);
        return place(logical);
    }

    QRect takeTrailing(int width)
    {
        const QRect logical(m_left.right() - width + 1, m_left.top(), width, m_left.height());
        m_left.setRight(m_left.right() - width);
        return place(logical);
    }

    void space(int width) { m_left.setLeft(m_left.left() + width); }
    void spaceTrailing(int width) { m_left.setRight(m_left.right() - width); }
    int room() const { return m_left.width(); }

    // Where QStyledItemDelegate::editorEvent() expects clicks.
    void checkBox(const QStyle *style)
    {
        if (!(m_option.features & QStyleOptionViewItem::HasCheckIndicator))
            return;
        QStyleOptionViewItem box(m_option);
        box.rect = style->subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &m_option,
                                         m_option.widget);
        box.state.setFlag(QStyle::State_HasFocus, false);
        box.state.setFlag(QStyle::State_Enabled, enabled());
        box.state.setFlag(QStyle::State_On, m_option.checkState == Qt::Checked);
        box.state.setFlag(QStyle::State_NoChange, m_option.checkState == Qt::PartiallyChecked);
        style->drawPrimitive(QStyle::PE_IndicatorItemViewItemCheck, &box, m_painter,
                             m_option.widget);
        m_left.setLeft(place(box.rect).right() + 1 + gap);
    }

    void icon()
    {
        const QString name = m_index.data(IconRole).toString();
        if (name.isEmpty())
            return;
        const QRect box = centred(takeLeading(iconSize), iconSize);
        paintIcon(
            m_painter, box, name,
            iconColor(m_palette,
                      enabled() && m_ink == Ink::Own ? QPalette::Active : QPalette::Disabled));
        space(gap);
    }

    void glyph(const QRect &place)
    {
        paintStateGlyph(m_painter, centred(place, glyphSize), m_state, m_palette, busyAngle(),
                        m_ink);
    }

    void leadingGlyph()
    {
        if (m_state == State::None)
            return;
        glyph(takeLeading(glyphSize));
        space(gap);
    }

    void text(const QRect &place, const QString &words, const QColor &colour,
              Qt::Alignment alignment)
    {
        text(place, words, colour, alignment, m_option.font);
    }

    void text(const QRect &place, const QString &words, const QColor &colour,
              Qt::Alignment alignment, const QFont &font)
    {
        m_painter->setFont(font);
        m_painter->setPen(colour);
        const QString shown = QFontMetrics(font).elidedText(words, Qt::ElideRight, place.width());
        const Qt::Alignment side = QStyle::visualAlignment(m_option.direction, alignment)
            | Qt::AlignAbsolute | Qt::AlignVCenter;
        // Foreign text keeps its own order inside a mirrored row.
        m_painter->drawText(place, int(side) | Qt::TextSingleLine,
                            m_option.direction == Qt::RightToLeft ? isolated(shown) : shown);
    }

    void name()
    {
        const QColor colour = enabled() ? textColor()
                                        : m_palette.color(QPalette::Disabled, QPalette::Text);
        text(takeLeading(qMax(0, room())), m_index.data(Qt::DisplayRole).toString(), colour,
             Qt::AlignLeft);
    }

    // Bar and percentage at the far end.
    void capacity(int barWidth)
    {
        const quint64 total = m_index.data(TotalRole).toULongLong();
        const QVariant mark = m_index.data(LowMarkRole);
        const Capacity capacity = Capacity::of(m_index.data(UsedRole).toULongLong(), total,
                                               mark.isValid() ? std::optional(mark.toDouble())
                                                              : std::nullopt,
                                               m_index.data(ChildUsedRole).toULongLong());
        const bool low = capacity.isLow();
        const QString percent = percentText(capacity.used(), total, m_option.locale);
        const QRect figure = takeTrailing(percentWidth());
        text(figure, percent, low ? stateTextColor(State::Warning) : secondaryText(m_palette),
             Qt::AlignRight, low ? scaledFont(m_option.font, 1.0, true) : m_option.font);
        spaceTrailing(gap);
        const QRect bar = takeTrailing(barWidth > 0 ? barWidth : room());
        paintCapacityBar(m_painter, strip(bar), capacity, m_palette, m_option.direction,
                         barWidth > 0 ? MarkStyle::None : MarkStyle::Line, m_ink);
        if (isTrouble(m_state)) {
            spaceTrailing(gap);
            if (barWidth > 0)
                glyph(takeTrailing(glyphSize));
        }
        spaceTrailing(gap);
    }

    void progress(double share)
    {
        const QString percent = percentText(wholePercent(share), m_option.locale);
        const QRect figure = takeTrailing(percentWidth());
        text(figure, percent, m_palette.color(QPalette::Active, QPalette::Text), Qt::AlignRight);
        spaceTrailing(gap);
        paintProgressBar(m_painter, strip(takeLeading(room())), share, m_palette,
                         m_option.direction);
    }

    void unknownProgress()
    {
        spaceTrailing(percentWidth() + gap);
        paintMovingBar(m_painter, strip(takeLeading(room())), m_palette, m_option.direction);
    }

private:
    bool enabled() const
    {
        return m_option.state & QStyle::State_Enabled && m_index.flags() & Qt::ItemIsEnabled;
    }
    QRect place(const QRect &logical) const
    {
        return QStyle::visualRect(m_option.direction, m_option.rect, logical);
    }

    int percentWidth() const
    {
        const QFontMetrics metrics(scaledFont(m_option.font, 1.0, true));
        return metrics.horizontalAdvance(percentText(100, m_option.locale)) + 2;
    }

    static QRect centred(const QRect &place, int side)
    {
        return QRect(place.left() + (place.width() - side) / 2,
                     place.top() + (place.height() - side) / 2, side, side);
    }

    static QRectF strip(const QRect &place)
    {
        return QRectF(place.left(), place.top() + (place.height() - barHeight) / 2, place.width(),
                      barHeight);
    }

    QPainter *m_painter;
    const QStyleOptionViewItem &m_option;
    const QModelIndex &m_index;
    QRect m_left;
    QPalette m_palette;
    State m_state = State::None;
    Ink m_ink = Ink::Own;
};

QString rowDescription(const QModelIndex &index, const QLocale &locale)
{
    QStringList words{index.data(Qt::DisplayRole).toString()};
    const QVariant state = index.data(StateRole);
    QString word = index.data(StateTextRole).toString();
    if (word.isEmpty() && state.isValid())
        word = stateWord(State(state.toInt()));
    words << word;
    if (const QVariant total = index.data(TotalRole); total.isValid()) {
        const QVariant mark = index.data(LowMarkRole);
        Capacity capacity = Capacity::of(index.data(UsedRole).toULongLong(), total.toULongLong(),
                                         mark.isValid() ? std::optional(mark.toDouble())
                                                        : std::nullopt);
        if (const QVariant unit = index.data(UnitRole); unit.isValid())
            capacity.unit = unit.value<ResourceUnit>();
        words << capacityText(capacity, locale);
    } else if (const QVariant share = index.data(ProgressRole); share.isValid()) {
        words << percentText(wholePercent(share.toDouble()), locale);
    }
    if (const QString detail = index.data(DetailRole).toString(); detail != word)
        words << detail;
    words.removeAll(QString());
    return words.join(u", "_s);
}

StateDelegate::StateDelegate(Layout layout, QAbstractItemView *view)
    : QStyledItemDelegate(view)
    , m_layout(layout)
    , m_view(view)
    , m_timer(new QTimer(this))
    , m_rowHeight(layout == Layout::TreeRow ? 26 : 28)
{
    m_timer->setInterval(40);
    connect(m_timer, &QTimer::timeout, this, &StateDelegate::turn);
}

void StateDelegate::paintRows(QTreeView *view,
                              std::initializer_list<std::pair<int, Layout>> columns)
{
    view->setUniformRowHeights(true);
    view->setAllColumnsShowFocus(true);
    view->setTabKeyNavigation(false);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setItemDelegate(new StateDelegate(Layout::Plain, view));
    for (const auto &[column, layout] : columns)
        view->setItemDelegateForColumn(column, new StateDelegate(layout, view));
}

void StateDelegate::repaintAges(QTreeView *view, int column)
{
    const int height = view->viewport()->height();
    for (QModelIndex row = view->indexAt({0, 0});
         row.isValid() && view->visualRect(row).top() < height; row = view->indexBelow(row)) {
        const QModelIndex cell = row.siblingAtColumn(column);
        if (cell.data(StaleRole).toBool() && !cell.data(TotalRole).isValid())
            view->update(cell);
    }
}

void StateDelegate::paint(QPainter *painter, const QStyleOptionViewItem &given,
                          const QModelIndex &index) const
{
    QStyleOptionViewItem option(given);
    initStyleOption(&option, index);
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);

    painter->save();
    Row row(painter, option, index);
    const QPalette &palette = row.palette();
    const QColor text = row.textColor();
    row.checkBox(style);
    switch (m_layout) {
    case Layout::TreeRow:
        row.icon();
        if (index.data(TotalRole).isValid()) {
            if (row.room() > treeBarWidth * 3)
                row.capacity(treeBarWidth);
        } else {
            row.leadingGlyph();
            QString detail = index.data(DetailRole).toString();
            if (detail.isEmpty() && row.state() != State::None) {
                detail = index.data(StateTextRole).toString();
                if (detail.isEmpty())
                    detail = stateWord(row.state());
            }
            // In the view's own weight, also beside a heading; the name keeps half of the row.
            const int wide = QFontMetrics(given.font).horizontalAdvance(detail) + 2;
            const int name = option.fontMetrics.horizontalAdvance(option.text) + gap;
            if (!detail.isEmpty()) {
                const int room = row.room() - qMin(name, row.room() / 2);
                row.text(row.takeTrailing(qMin(wide, room)), detail,
                         row.stateTextColor(row.state()), Qt::AlignRight, given.font);
                row.spaceTrailing(gap);
            }
        }
        row.name();
        break;
    case Layout::State: {
        row.leadingGlyph();
        QString words = index.data(StateTextRole).toString();
        if (words.isEmpty())
            words = index.data(Qt::DisplayRole).toString();
        if (words.isEmpty())
            words = stateWord(row.state());
        row.text(row.takeLeading(row.room()), words, text, Qt::AlignLeft);
        break;
    }
    case Layout::Name:
        row.leadingGlyph();
        row.icon();
        row.name();
        break;
    case Layout::Filled:
        if (index.data(TotalRole).isValid())
            row.capacity(0);
        break;
    case Layout::Progress:
        if (const QVariant progress = index.data(ProgressRole); progress.isValid())
            row.progress(progress.toDouble());
        else if (index.data(BusyRole).toBool())
            row.unknownProgress();
        else
            row.text(row.takeLeading(row.room()), index.data(Qt::DisplayRole).toString(),
                     isTrouble(row.state()) ? text : secondaryText(palette), Qt::AlignLeft);
        break;
    case Layout::Plain:
        row.icon();
        row.text(row.takeLeading(row.room()), index.data(Qt::DisplayRole).toString(), text,
                 option.displayAlignment & Qt::AlignHorizontal_Mask);
        break;
    }
    painter->restore();

    if (option.state & QStyle::State_HasFocus) {
        QStyleOptionFocusRect focus;
        focus.QStyleOption::operator=(option);
        style->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter, option.widget);
    }
    const bool moves = row.state() == State::Busy
        || (m_layout == Layout::Progress && index.data(BusyRole).toBool()
            && !index.data(ProgressRole).isValid());
    if (moves)
        keepTurning(index);
}

QSize StateDelegate::sizeHint(const QStyleOptionViewItem &given, const QModelIndex &index) const
{
    QStyleOptionViewItem option(given);
    initStyleOption(&option, index);
    const int height = qMax(m_rowHeight, option.fontMetrics.height() + 8);
    const bool checkable = option.features & QStyleOptionViewItem::HasCheckIndicator;
    const int checkWidth = checkable ? iconSize + gap : 0;
    const int words = option.fontMetrics.horizontalAdvance(option.text);
    const int extra = m_layout == Layout::Filled || m_layout == Layout::Progress
        ? 120
        : 2 * padding + iconSize + glyphSize + 2 * gap + checkWidth;
    return {words + extra, height};
}

bool StateDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view,
                              const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const QString hint = index.data(Qt::ToolTipRole).toString();
    const bool isNode = index.data(NodeIdRole).isValid();
    if (event->type() == QEvent::ToolTip && (hint.isEmpty() || isNode)
        && index.data(StateRole).isValid()) {
        QString words = rowDescription(index, option.locale);
        if (!hint.isEmpty())
            words += u'\n' + hint;
        if (const QString name = index.data(CimNameRole).toString(); !name.isEmpty())
            words += u'\n' + name;
        // A tooltip guesses whether its text is rich; what comes from a server never is.
        QToolTip::showText(event->globalPos(), Qt::convertFromPlainText(words), view);
        return true;
    }
    return QStyledItemDelegate::helpEvent(event, view, option, index);
}

void StateDelegate::keepTurning(const QModelIndex &index) const
{
    if (!motionAllowed())
        return;
    m_turning.insert(index);
    if (!m_timer->isActive())
        m_timer->start();
}

// A row that is still visible and busy puts itself back into the set when it is painted.
void StateDelegate::turn()
{
    const QSet<QPersistentModelIndex> rows = std::exchange(m_turning, {});
    if (rows.isEmpty())
        m_timer->stop();
    for (const QPersistentModelIndex &row : rows) {
        if (row.isValid())
            m_view->update(row);
    }
}

} // namespace Cistern
