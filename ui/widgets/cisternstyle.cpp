// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/cisternstyle.h"

#include "ui/widgets/styleparts.h"
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
            drawBox(painter, option->rect, {}, highlightOf(palette), 1, 2);
        return;
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option)) {
            if (frame->lineWidth > 0) {
                drawFieldFrame(option, painter, option->rect, palette.color(QPalette::Base),
                               isFocused(option), widget);
                if (hasProblem(widget))
                    drawProblemGlyph(option, painter);
            } else
                painter->fillRect(option->rect, palette.brush(QPalette::Base));
        }
        return;
    case PE_FrameLineEdit:
        drawFieldFrame(option, painter, option->rect, {}, isFocused(option), widget);
        return;
    case PE_Frame:
        if (widget && qobject_cast<const QAbstractScrollArea *>(widget)) {
            drawBox(painter, option->rect, {},
                    isFocused(option) && !qobject_cast<const QAbstractItemView *>(widget)
                        ? highlightOf(palette)
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
        drawBranch(option, painter);
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
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            drawPushButtonLabel(button, painter, widget,
                                styleHint(SH_UnderlineShortcut, option, widget));
            return;
        }
        break;
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
            // QCommonStyle takes the margin off the height too, so the room at the sides is made
            // here.
            grey.rect.adjust(4, 0, -4, 0);
            grey.state &= ~State_On; // Fusion would write the column of the selection in bold
            QProxyStyle::drawControl(element, &grey, painter, widget);
            return;
        }
        break;
    case CE_TabBarTabShape:
        drawTabShape(option, painter);
        return;
    case CE_TabBarTabLabel:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            drawTabLabel(tab, painter, widget);
            return;
        }
        break;
    case CE_ProgressBarGroove:
        drawBox(painter, option->rect, barGroove(option->palette), fieldBorder(option->palette), 1,
                3);
        return;
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
                drawFieldFrame(option, painter, option->rect, fill, isFocused(option), widget);
            else
                painter->fillRect(option->rect, fill);
            if (combo->subControls & SC_ComboBoxArrow) {
                const QRect arrow = subControlRect(control, option, SC_ComboBoxArrow, widget);
                drawArrow(painter, arrow,
                          isEnabled(option) ? iconColor(palette)
                                            : iconColor(palette, QPalette::Disabled));
            }
            return;
        }
    } else if (control == CC_SpinBox) {
        const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
        if (spin) {
            if (spin->frame)
                drawFieldFrame(option, painter, option->rect, palette.color(QPalette::Base),
                               isFocused(option), widget);
            if (spin->buttonSymbols == QAbstractSpinBox::NoButtons)
                return;
            for (const SubControl part : {SC_SpinBoxUp, SC_SpinBoxDown}) {
                const QRect rect = subControlRect(control, option, part, widget);
                const bool up = part == SC_SpinBoxUp;
                const bool can = isEnabled(option)
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
            const bool live = isEnabled(option);
            drawBox(painter, groove, barGroove(palette),
                    live ? fieldBorder(palette) : hairline(palette), 1, 2);
            QRect done = groove;
            // upsideDown is how the slider says that its low end is at the right.
            if (slider->upsideDown)
                done.setLeft(handle.center().x());
            else
                done.setRight(handle.center().x());
            if (live)
                drawBox(painter, done, highlightOf(palette), highlightOf(palette), 1, 2);
            QRect knob(0, 0, 14, 14);
            knob.moveCenter(QPoint(handle.center().x(), groove.center().y()));
            drawBox(painter, knob, palette.color(QPalette::Button),
                    isFocused(option) ? highlightOf(palette)
                        : live        ? fieldBorder(palette)
                                      : hairline(palette),
                    isFocused(option) ? 2 : 1);
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
            result = QSize(wide + (badge ? badge + tabBadgeGap : 0) + 2 * tabPadding,
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
        return visualRect(option->direction, option->rect,
                          QProxyStyle::subElementRect(element, option, widget)
                              .adjusted(4, 0, hasProblem(widget) ? -problemGlyphSize - 8 : -4, 0));
    return QProxyStyle::subElementRect(element, option, widget);
}

int CisternStyle::pixelMetric(PixelMetric metric, const QStyleOption *option,
                              const QWidget *widget) const
{
    switch (metric) {
    case PM_HeaderMargin:
        return 4; // CE_HeaderLabel makes more room at the sides
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

} // namespace Cistern
