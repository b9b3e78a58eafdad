// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/cisternstyle.h"

#include "ui/widgets/theme.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QLineEdit>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QStyleOption>
#include <QTabBar>
#include <QToolBar>

using namespace Qt::Literals::StringLiterals;

namespace Cistern {

namespace {

constexpr const char *lookProperty = "cisternLook";
constexpr const char *problemProperty = "cisternProblem";
constexpr qreal radius = 4;

ButtonLook lookOf(const QWidget *widget)
{
    return widget ? ButtonLook(widget->property(lookProperty).toInt()) : ButtonLook::Plain;
}

bool hasProblem(const QWidget *widget)
{
    for (; widget; widget = widget->parentWidget()) {
        if (widget->property(problemProperty).toBool())
            return true;
        if (!qobject_cast<const QLineEdit *>(widget)) // the edit inside a spin or combo box
            break;
    }
    return false;
}

// A border of whole logical pixels, drawn inside the rectangle.
void drawBox(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &border,
             qreal width = 1, qreal corner = radius)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const qreal half = width / 2;
    painter->setPen(QPen(border, width));
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter->drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), corner, corner);
    painter->restore();
}

bool enabled(const QStyleOption *option)
{
    return option->state & QStyle::State_Enabled;
}

bool focused(const QStyleOption *option)
{
    return option->state & QStyle::State_HasFocus;
}

QColor highlight(const QPalette &palette)
{
    return palette.color(QPalette::Active, QPalette::Highlight);
}

void drawFieldFrame(const QStyleOption *option, QPainter *painter, const QRect &rect,
                    const QColor &fill, bool focus, const QWidget *widget)
{
    const QPalette &palette = option->palette;
    if (hasProblem(widget))
        drawBox(painter, rect, fill, stateColor(State::Error, palette), 2);
    else if (focus)
        drawBox(painter, rect, fill, highlight(palette), 2);
    else
        drawBox(painter, rect, fill, enabled(option) ? fieldBorder(palette) : hairline(palette));
}

void drawArrow(QPainter *painter, const QRect &rect, const QColor &colour, bool up = false)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colour, 1.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF middle = QRectF(rect).center();
    const qreal dy = up ? -1.75 : 1.75;
    painter->drawPolyline(QPolygonF{middle + QPointF(-3.5, -dy), middle + QPointF(0, dy),
                                    middle + QPointF(3.5, -dy)});
    painter->restore();
}

// How a button is filled; an invalid colour leaves it to the palette's Button.
QColor buttonFill(const QStyleOptionButton *button, const QWidget *widget)
{
    if (!enabled(button))
        return {};
    const ButtonLook look = lookOf(widget);
    if (look == ButtonLook::Danger)
        return dangerFill(button->palette);
    const bool isDefault = button->features & QStyleOptionButton::DefaultButton;
    if (look == ButtonLook::Primary || (isDefault && look != ButtonLook::SafeDefault))
        return highlight(button->palette);
    return {};
}

void drawButton(const QStyleOptionButton *button, QPainter *painter, const QWidget *widget)
{
    const QPalette &palette = button->palette;
    const bool down = button->state & (QStyle::State_Sunken | QStyle::State_On);
    const bool hover = enabled(button) && (button->state & QStyle::State_MouseOver);
    if (button->features & QStyleOptionButton::Flat) {
        if (down || hover)
            drawBox(painter, button->rect,
                    mixed(palette.color(QPalette::Window), palette.color(QPalette::Text),
                          down ? 0.14 : 0.07),
                    Qt::transparent);
        return;
    }
    const QColor filled = buttonFill(button, widget);
    QColor fill = filled.isValid() ? filled : palette.color(QPalette::Button);
    if (down)
        fill = mixed(fill, filled.isValid() ? QColor(Qt::black) : palette.color(QPalette::Text),
                     0.14);
    else if (hover)
        fill = mixed(fill, filled.isValid() ? QColor(Qt::black) : palette.color(QPalette::Text),
                     0.06);
    const bool safe = lookOf(widget) == ButtonLook::SafeDefault
        && (button->features & QStyleOptionButton::DefaultButton);
    if (safe)
        drawBox(painter, button->rect, fill, highlight(palette), 2);
    else if (filled.isValid())
        drawBox(painter, button->rect, fill, fill);
    else
        drawBox(painter, button->rect, fill,
                enabled(button) ? fieldBorder(palette) : hairline(palette));
    if (focused(button) && (button->state & QStyle::State_KeyboardFocusChange)) {
        // White inside a filled button, Highlight inside a plain one.
        drawBox(painter, button->rect.adjusted(2, 2, -2, -2), {},
                filled.isValid() ? QColor(Qt::white) : highlight(palette), 1, radius - 2);
    }
}

void drawCheckBox(const QStyleOption *option, QPainter *painter, const QRect &rect)
{
    const QPalette &palette = option->palette;
    const bool on = option->state & QStyle::State_On;
    const bool partly = option->state & QStyle::State_NoChange;
    const int side = qMin(rect.width(), rect.height());
    QRect box(0, 0, side, side);
    box.moveCenter(rect.center());
    const QColor accent = enabled(option)
        ? highlight(palette)
        : mixed(palette.color(QPalette::Active, QPalette::Text),
                palette.color(QPalette::Active, QPalette::Base), 0.6);
    if (on || partly) {
        drawBox(painter, box, accent, accent, 1, 3);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(palette.color(QPalette::Active, QPalette::HighlightedText), 1.8,
                             Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const QPointF c = QRectF(box).center();
        if (partly)
            painter->drawLine(c + QPointF(-3, 0), c + QPointF(3, 0));
        else
            painter->drawPolyline(
                QPolygonF{c + QPointF(-3.2, 0.2), c + QPointF(-0.9, 2.5), c + QPointF(3.4, -2.4)});
        painter->restore();
    } else {
        drawBox(painter, box, palette.color(QPalette::Base),
                enabled(option) ? fieldBorder(palette) : hairline(palette), 1, 3);
    }
    if (focused(option) && (option->state & QStyle::State_KeyboardFocusChange))
        drawBox(painter, box.adjusted(-2, -2, 2, 2), {}, highlight(palette), 1, 4);
}

void drawRadio(const QStyleOption *option, QPainter *painter)
{
    const QPalette &palette = option->palette;
    const bool on = option->state & QStyle::State_On;
    const QPointF c = QRectF(option->rect).center();
    const qreal r = qMin(option->rect.width(), option->rect.height()) / 2.0;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QColor accent = enabled(option) ? highlight(palette) : hairline(palette);
    painter->setPen(on ? QPen(Qt::NoPen)
                       : QPen(enabled(option) ? fieldBorder(palette) : hairline(palette), 1));
    painter->setBrush(on ? accent : palette.color(QPalette::Base));
    painter->drawEllipse(c, r - (on ? 0 : 0.5), r - (on ? 0 : 0.5));
    if (on) {
        painter->setBrush(palette.color(QPalette::Active, QPalette::HighlightedText));
        painter->drawEllipse(c, r * 0.36, r * 0.36);
    }
    if (focused(option) && (option->state & QStyle::State_KeyboardFocusChange)) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(highlight(palette), 1));
        painter->drawEllipse(c, r + 1.5, r + 1.5);
    }
    painter->restore();
}

QString badgeText(const QStyleOptionTab *tab, const QWidget *widget)
{
    const auto *bar = qobject_cast<const QTabBar *>(widget);
    if (!bar)
        return {};
    const QVariant count = bar->tabData(tab->tabIndex);
    return count.isValid() ? bar->locale().toString(count.toInt()) : QString();
}

int badgeWidth(const QString &text, const QFont &font)
{
    return text.isEmpty() ? 0 : QFontMetrics(font).horizontalAdvance(text) + 10;
}

constexpr int badgeGap = 8;
constexpr int tabPadding = 12;

void drawToolButton(const QStyleOption *option, QPainter *painter)
{
    const QPalette &palette = option->palette;
    const QColor window = palette.color(QPalette::Active, QPalette::Window);
    const QColor text = palette.color(QPalette::Active, QPalette::Text);
    const bool on = option->state & QStyle::State_On;
    const bool down = option->state & QStyle::State_Sunken;
    const bool hover = (option->state & QStyle::State_MouseOver) && enabled(option);
    const bool raised = !(option->state & QStyle::State_AutoRaise);
    const double depth = on || down ? 0.12 : hover ? 0.06 : 0;
    if (raised)
        drawBox(painter, option->rect,
                depth > 0 ? mixed(palette.color(QPalette::Button), text, depth)
                          : palette.color(QPalette::Button),
                enabled(option) ? fieldBorder(palette) : hairline(palette));
    else if (depth > 0)
        drawBox(painter, option->rect, mixed(window, text, depth), Qt::transparent);
}

bool isSelected(const QStyleOption *option)
{
    return option->state & QStyle::State_Selected;
}

} // namespace

void setButtonLook(QPushButton *button, ButtonLook look)
{
    button->setProperty(lookProperty, int(look));
    button->update();
}

void setFieldProblem(QWidget *field, bool problem)
{
    if (field->property(problemProperty).toBool() == problem)
        return;
    field->setProperty(problemProperty, problem);
    field->update();
}

void setTabCount(QTabBar *bar, int index, int count)
{
    const QVariant data = count < 0 ? QVariant() : QVariant(count);
    if (bar->tabData(index) == data)
        return;
    bar->setTabData(index, data);
    // The bar asks for sizes only when a text changes.
    const QString text = bar->tabText(index);
    bar->setTabText(index, QString());
    bar->setTabText(index, text);
}

CisternStyle::CisternStyle() : QProxyStyle(u"Fusion"_s) {}

void CisternStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QComboBox *>(widget) || qobject_cast<QLineEdit *>(widget))
        widget->setAttribute(Qt::WA_Hover);
    if (auto *bar = qobject_cast<QTabBar *>(widget)) {
        bar->setDrawBase(false);
        bar->setExpanding(false);
    }
}

void CisternStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                                 QPainter *painter, const QWidget *widget) const
{
    const QPalette &palette = option->palette;
    switch (element) {
    case PE_PanelItemViewRow:
        // Row and cells in one opaque colour, so that the branch area doesn't stand apart.
        if (isSelected(option)) {
            painter->fillRect(option->rect, softSelection(palette));
        } else if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option);
                   item && item->features & QStyleOptionViewItem::Alternate) {
            painter->fillRect(option->rect, palette.color(QPalette::AlternateBase));
        }
        return;
    case PE_PanelItemViewItem:
        if (isSelected(option)) {
            painter->fillRect(option->rect, softSelection(palette));
        } else if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option);
                   item && item->backgroundBrush.style() != Qt::NoBrush) {
            painter->fillRect(option->rect, item->backgroundBrush);
        }
        return;
    case PE_FrameFocusRect:
        if (option->state & State_KeyboardFocusChange
            || qobject_cast<const QAbstractItemView *>(widget))
            drawBox(painter, option->rect, {}, highlight(palette), 1, 2);
        return;
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option)) {
            if (frame->lineWidth > 0)
                drawFieldFrame(option, painter, option->rect, palette.color(QPalette::Base),
                               focused(option), widget);
            else
                painter->fillRect(option->rect, palette.brush(QPalette::Base));
        }
        return;
    case PE_FrameLineEdit:
        drawFieldFrame(option, painter, option->rect, {}, focused(option), widget);
        return;
    case PE_Frame:
        if (widget && qobject_cast<const QAbstractScrollArea *>(widget)) {
            drawBox(painter, option->rect, {},
                    focused(option) && !qobject_cast<const QAbstractItemView *>(widget)
                        ? highlight(palette)
                        : viewFrame(palette),
                    1, 0);
            return;
        }
        break;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        drawCheckBox(option, painter, option->rect);
        return;
    case PE_IndicatorRadioButton:
        drawRadio(option, painter);
        return;
    case PE_PanelButtonCommand:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            drawButton(button, painter, widget);
            return;
        }
        break;
    case PE_FrameDefaultButton:
        return;
    case PE_PanelButtonTool:
        drawToolButton(option, painter);
        return;
    case PE_FrameTabBarBase:
        painter->fillRect(
            QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
            hairline(palette));
        return;
    case PE_FrameTabWidget:
        return;
    case PE_IndicatorBranch:
        if (option->state & State_Children) {
            const bool open = option->state & State_Open;
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(
                QPen(secondaryText(palette), 1.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            const QPointF c = QRectF(option->rect).center();
            const qreal x = option->direction == Qt::RightToLeft ? -1 : 1;
            if (open)
                painter->drawPolyline(
                    QPolygonF{c + QPointF(-4, -2), c + QPointF(0, 2), c + QPointF(4, -2)});
            else
                painter->drawPolyline(QPolygonF{c + QPointF(-2 * x, -4), c + QPointF(2 * x, 0),
                                                c + QPointF(-2 * x, 4)});
            painter->restore();
        }
        return;
    case PE_IndicatorToolBarSeparator: {
        const QRect r = option->rect;
        painter->fillRect(QRect(r.center().x(), r.top() + 4, 1, r.height() - 8), hairline(palette));
        return;
    }
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void CisternStyle::drawControl(ControlElement element, const QStyleOption *option,
                               QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case CE_ItemViewItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option)) {
            QStyleOptionViewItem soft(*item);
            for (const QPalette::ColorGroup group : {QPalette::Active, QPalette::Inactive}) {
                soft.palette.setColor(group, QPalette::HighlightedText,
                                      item->palette.color(group, QPalette::Text));
            }
            QProxyStyle::drawControl(element, &soft, painter, widget);
            return;
        }
        break;
    case CE_PushButtonLabel:
        drawPushButtonLabel(option, painter, widget);
        return;
    case CE_ToolBar: {
        const QRect r = option->rect;
        painter->fillRect(r, option->palette.brush(QPalette::Window));
        painter->fillRect(QRect(r.left(), r.bottom(), r.width(), 1), hairline(option->palette));
        return;
    }
    case CE_HeaderSection:
        drawHeaderSection(option, painter);
        return;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, option->palette.color(QPalette::AlternateBase));
        painter->fillRect(
            QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
            hairline(option->palette));
        return;
    case CE_HeaderLabel:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            QStyleOptionHeader grey(*header);
            grey.palette.setColor(QPalette::ButtonText, secondaryText(header->palette));
            grey.state &= ~State_On; // Fusion would write the column of the selection in bold
            QProxyStyle::drawControl(element, &grey, painter, widget);
            return;
        }
        break;
    case CE_TabBarTabShape:
        drawTabShape(option, painter);
        return;
    case CE_TabBarTabLabel:
        drawTabLabel(option, painter, widget);
        return;
    case CE_ProgressBarGroove:
        drawBox(painter, option->rect, barGroove(option->palette), fieldBorder(option->palette), 1,
                3);
        return;
    case CE_ComboBoxLabel:
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
            // Fusion leaves the text where its own arrow box would begin.
            QProxyStyle::drawControl(element, combo, painter, widget);
            return;
        }
        break;
    case CE_Splitter:
        painter->fillRect(option->rect, option->palette.brush(QPalette::Window));
        if (option->state & State_Horizontal)
            painter->fillRect(
                QRect(option->rect.center().x(), option->rect.top(), 1, option->rect.height()),
                hairline(option->palette));
        else
            painter->fillRect(
                QRect(option->rect.left(), option->rect.center().y(), option->rect.width(), 1),
                hairline(option->palette));
        return;
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, option->palette.brush(QPalette::Window));
        return;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void CisternStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                      QPainter *painter, const QWidget *widget) const
{
    const QPalette &palette = option->palette;
    if (control == CC_ComboBox) {
        const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
        if (combo) {
            const QColor fill = combo->editable ? palette.color(QPalette::Base)
                                                : palette.color(QPalette::Button);
            if (combo->frame)
                drawFieldFrame(option, painter, option->rect, fill, focused(option), widget);
            else
                painter->fillRect(option->rect, fill);
            if (combo->subControls & SC_ComboBoxArrow) {
                const QRect arrow = subControlRect(control, option, SC_ComboBoxArrow, widget);
                drawArrow(painter, arrow,
                          enabled(option) ? iconColor(palette)
                                          : iconColor(palette, QPalette::Disabled));
            }
            return;
        }
    } else if (control == CC_SpinBox) {
        const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
        if (spin) {
            if (spin->frame)
                drawFieldFrame(option, painter, option->rect, palette.color(QPalette::Base),
                               focused(option), widget);
            if (spin->buttonSymbols == QAbstractSpinBox::NoButtons)
                return;
            for (const SubControl part : {SC_SpinBoxUp, SC_SpinBoxDown}) {
                const QRect rect = subControlRect(control, option, part, widget);
                const bool up = part == SC_SpinBoxUp;
                const bool can = enabled(option)
                    && (spin->stepEnabled
                        & (up ? QAbstractSpinBox::StepUpEnabled
                              : QAbstractSpinBox::StepDownEnabled));
                drawArrow(painter, rect,
                          iconColor(palette, can ? QPalette::Active : QPalette::Disabled), up);
            }
            return;
        }
    } else if (control == CC_Slider) {
        const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (slider && slider->orientation == Qt::Horizontal
            && slider->tickPosition == QSlider::NoTicks) {
            const QRect handle = subControlRect(control, option, SC_SliderHandle, widget);
            QRect groove = subControlRect(control, option, SC_SliderGroove, widget);
            groove = QRect(groove.left(), groove.center().y() - 2, groove.width(), 5);
            const bool live = enabled(option);
            drawBox(painter, groove, barGroove(palette),
                    live ? fieldBorder(palette) : hairline(palette), 1, 2);
            QRect done = groove;
            // upsideDown is how the slider says that its low end is at the right.
            if (slider->upsideDown)
                done.setLeft(handle.center().x());
            else
                done.setRight(handle.center().x());
            if (live)
                drawBox(painter, done, highlight(palette), highlight(palette), 1, 2);
            QRect knob(0, 0, 14, 14);
            knob.moveCenter(QPoint(handle.center().x(), groove.center().y()));
            drawBox(painter, knob, palette.color(QPalette::Button),
                    focused(option) ? highlight(palette)
                        : live      ? fieldBorder(palette)
                                    : hairline(palette),
                    focused(option) ? 2 : 1);
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QSize CisternStyle::sizeFromContents(ContentsType type, const QStyleOption *option,
                                     const QSize &size, const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    const int text = option ? option->fontMetrics.height() : size.height();
    switch (type) {
    case CT_PushButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            const int mark = button->icon.isNull() ? 0 : button->iconSize.width() + 4;
            const int wide = button->fontMetrics.size(Qt::TextShowMnemonic, button->text).width();
            result.setWidth(wide + mark + (button->text.isEmpty() ? 14 : 24)
                            + (button->features & QStyleOptionButton::HasMenu ? 16 : 0));
        }
        result.setHeight(qMax(30, text + 12));
        break;
    case CT_ComboBox:
    case CT_SpinBox:
    case CT_LineEdit:
        if (type != CT_LineEdit)
            result.rwidth() += 12; // the edit inside has room at its ends
        result.setHeight(qMax(30, qMax(text + 12, result.height())));
        break;
    case CT_ItemViewItem:
        result.setHeight(qMax(26, result.height()));
        break;
    case CT_HeaderSection:
        result.setHeight(qMax(28, text + 10));
        result.rwidth() += 8;
        break;
    case CT_TabBarTab:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            // As wide as when it is selected and its text is heavier, so that nothing moves.
            const QFont font = widget ? widget->font() : QFont();
            const int wide = QFontMetrics(scaledFont(font, 1, true))
                                 .size(Qt::TextShowMnemonic, tab->text)
                                 .width();
            const int badge = badgeWidth(badgeText(tab, widget), scaledFont(font, 0.9));
            result = QSize(wide + (badge ? badge + badgeGap : 0) + 2 * tabPadding,
                           qMax(36, text + 16));
        }
        break;
    case CT_ToolButton:
        result.setHeight(qMax(30, result.height()));
        break;
    default:
        break;
    }
    return result;
}

QRect CisternStyle::subElementRect(SubElement element, const QStyleOption *option,
                                   const QWidget *widget) const
{
    if (element == SE_LineEditContents)
        return QProxyStyle::subElementRect(element, option, widget).adjusted(4, 0, -4, 0);
    if (element == SE_HeaderLabel) {
        const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
        const bool sorted = header && header->sortIndicator != QStyleOptionHeader::None;
        return visualRect(option->direction, option->rect,
                          option->rect.adjusted(8, 0, sorted ? -20 : -8, 0));
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

int CisternStyle::pixelMetric(PixelMetric metric, const QStyleOption *option,
                              const QWidget *widget) const
{
    switch (metric) {
    case PM_HeaderMargin:
        return 4; // SE_HeaderLabel has the room at the sides
    case PM_ToolBarItemMargin:
        return 6;
    case PM_ToolBarFrameWidth:
        return 0;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 14;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_TabBarIconSize:
        return 16;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
        return 0;
    case PM_TabBarTabOverlap:
    case PM_TabBarBaseOverlap:
        return 0;
    case PM_TreeViewIndentation:
        return 16;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return 6;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int CisternStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                            QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_TabBar_Alignment:
        return Qt::AlignLeft;
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
        return 0;
    case SH_ToolTip_WakeUpDelay:
        return 400;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

void CisternStyle::drawPushButtonLabel(const QStyleOption *option, QPainter *painter,
                                       const QWidget *widget) const
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    if (!button)
        return;
    const bool filled = buttonFill(button, widget).isValid()
        && !(button->features & QStyleOptionButton::Flat);
    const QPalette &palette = button->palette;
    const QColor colour = filled ? palette.color(QPalette::Active, QPalette::BrightText)
                                 : palette.color(QPalette::ButtonText);
    QRect rect = button->rect;
    if (button->features & QStyleOptionButton::HasMenu) {
        const QRect arrow = visualRect(button->direction, rect,
                                       QRect(rect.right() - 19, rect.top(), 14, rect.height()));
        drawArrow(painter, arrow, colour);
        rect = visualRect(button->direction, rect, rect.adjusted(0, 0, -14, 0));
    }
    int flags = Qt::AlignVCenter | Qt::TextShowMnemonic | Qt::TextSingleLine;
    if (!styleHint(SH_UnderlineShortcut, button, widget))
        flags |= Qt::TextHideMnemonic;
    const int textWidth = button->fontMetrics.size(flags, button->text).width();
    const int mark = button->icon.isNull() ? 0 : button->iconSize.width();
    const int gap = mark && !button->text.isEmpty() ? 4 : 0;
    QRect content(0, rect.top(), qMin(rect.width() - 8, mark + gap + textWidth), rect.height());
    content.moveLeft(rect.left() + (rect.width() - content.width()) / 2);
    if (mark) {
        const QIcon::Mode mode = !enabled(button) ? QIcon::Disabled
            : filled                              ? QIcon::Selected
                                                  : QIcon::Normal;
        const QRect spot = visualRect(
            button->direction, content,
            QRect(content.left(), content.center().y() - mark / 2, mark, mark));
        button->icon.paint(painter, spot, Qt::AlignCenter, mode);
    }
    const QRect text = visualRect(button->direction, content,
                                  content.adjusted(mark + gap, 0, 0, 0));
    painter->setPen(colour);
    painter->drawText(text, flags | Qt::AlignHCenter, button->text);
}

void CisternStyle::drawTabShape(const QStyleOption *option, QPainter *painter) const
{
    const QPalette &palette = option->palette;
    const QRect r = option->rect;
    if (isSelected(option)) {
        const QRect line(r.left() + tabPadding - 4, r.bottom() - 2,
                         r.width() - 2 * (tabPadding - 4), 3);
        painter->fillRect(line, highlight(palette));
    } else if (option->state & State_MouseOver && enabled(option)) {
        const QRect line(r.left() + tabPadding - 4, r.bottom() - 2,
                         r.width() - 2 * (tabPadding - 4), 3);
        painter->fillRect(line, hairline(palette));
    }
    if (focused(option))
        drawBox(painter, r.adjusted(2, 4, -2, -6), {}, highlight(palette), 1, 3);
}

void CisternStyle::drawTabLabel(const QStyleOption *option, QPainter *painter,
                                const QWidget *widget) const
{
    const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option);
    if (!tab)
        return;
    const QPalette &palette = tab->palette;
    const bool selected = isSelected(tab);
    const QFont font = widget ? widget->font() : painter->font();
    const QString badge = badgeText(tab, widget);
    const QFont small = scaledFont(font, 0.9);
    const int badgeSpace = badge.isEmpty() ? 0 : badgeWidth(badge, small);
    const QRect content = tab->rect.adjusted(tabPadding, 0, -tabPadding, 0);
    painter->save();
    painter->setFont(selected ? scaledFont(font, 1, true) : font);
    painter->setPen(!enabled(tab)  ? palette.color(QPalette::Disabled, QPalette::WindowText)
                        : selected ? palette.color(QPalette::WindowText)
                                   : secondaryText(palette));
    const QRect text = visualRect(
        tab->direction, content,
        content.adjusted(0, 0, badgeSpace ? -badgeSpace - badgeGap : 0, 0));
    painter->drawText(text, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine, tab->text);
    if (badgeSpace) {
        const int height = QFontMetrics(small).height() + 2;
        const QRect spot = visualRect(tab->direction, content,
                                      QRect(content.right() - badgeSpace + 1,
                                            content.center().y() - height / 2, badgeSpace, height));
        drawBox(painter, spot, barGroove(palette), Qt::transparent, 1, height / 2.0);
        painter->setFont(small);
        painter->setPen(palette.color(QPalette::Active, QPalette::Text));
        painter->drawText(spot, Qt::AlignCenter, badge);
    }
    painter->restore();
}

void CisternStyle::drawHeaderSection(const QStyleOption *option, QPainter *painter) const
{
    const QPalette &palette = option->palette;
    const QRect r = option->rect;
    painter->fillRect(r, palette.color(QPalette::Active, QPalette::AlternateBase));
    painter->fillRect(QRect(r.left(), r.bottom(), r.width(), 1), hairline(palette));
    const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
    const bool last = header
        && (header->position == QStyleOptionHeader::End
            || header->position == QStyleOptionHeader::OnlyOneSection);
    if (!last) {
        const int x = option->direction == Qt::RightToLeft ? r.left() : r.right();
        painter->fillRect(QRect(x, r.top() + 5, 1, r.height() - 10), hairline(palette));
    }
}

} // namespace Cistern
