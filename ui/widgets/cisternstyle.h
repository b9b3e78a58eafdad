// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A thin style over Fusion: soft selection, visible borders in dark, flat filled buttons, flat tool
// bars, headers and tabs. The application owns it. GUI thread.
#pragma once

#include <QProxyStyle>

class QPushButton;
class QTabBar;

namespace Cistern {

enum class ButtonLook {
    Plain,
    Primary,     // filled in Highlight even where it isn't the default
    Danger,      // filled in red: it destroys something
    SafeDefault, // the default beside a danger button: outlined instead of filled
};
void setButtonLook(QPushButton *button, ButtonLook look);

// Draws the border of a line edit, combo box or spin box in the error colour.
void setFieldProblem(QWidget *field, bool problem);

// A small count beside a tab's text; a negative count takes it away.
void setTabCount(QTabBar *bar, int index, int count);

class CisternStyle : public QProxyStyle
{
    Q_OBJECT
public:
    CisternStyle();

    void polish(QWidget *widget) override;
    using QProxyStyle::polish;

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget = nullptr) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget = nullptr) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                            QPainter *painter, const QWidget *widget = nullptr) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget = nullptr) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option,
                         const QWidget *widget = nullptr) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option = nullptr,
                    const QWidget *widget = nullptr) const override;
    int styleHint(StyleHint hint, const QStyleOption *option = nullptr,
                  const QWidget *widget = nullptr,
                  QStyleHintReturn *returnData = nullptr) const override;
};

} // namespace Cistern
