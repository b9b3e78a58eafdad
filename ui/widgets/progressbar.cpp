// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/progressbar.h"

#include "ui/widgets/stateglyph.h"
#include "ui/widgets/theme.h"

#include <QElapsedTimer>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace Cistern {

namespace {

constexpr qint64 period = 1200; // ms
constexpr double piece = 0.28;  // of the bar

// from and to are shares counted from the leading side.
void paintPart(QPainter *painter, const QRectF &groove, double from, double to,
               const QPalette &palette, Qt::LayoutDirection direction)
{
    const double corner = std::min(3.0, groove.height() / 2);
    QPainterPath outline;
    outline.addRoundedRect(groove.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner);
    const double left = direction == Qt::RightToLeft ? 1 - to : from;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillPath(outline, barGroove(palette));
    QPainterPath filled;
    filled.addRect(QRectF(groove.left() + left * groove.width(), groove.top(),
                          (to - from) * groove.width(), groove.height()));
    painter->fillPath(outline.intersected(filled), spaceColor(Space::Busy, palette));
    painter->setPen(QPen(mixed(fieldBorder(palette), barGroove(palette), 0.35), 1));
    painter->drawPath(outline);
    painter->restore();
}

} // namespace

void paintProgressBar(QPainter *painter, const QRectF &groove, double share,
                      const QPalette &palette, Qt::LayoutDirection direction)
{
    paintPart(painter, groove, 0, std::clamp(share, 0.0, 1.0), palette, direction);
}

void paintMovingBar(QPainter *painter, const QRectF &groove, const QPalette &palette,
                    Qt::LayoutDirection direction)
{
    static const QElapsedTimer started = [] {
        QElapsedTimer timer;
        timer.start();
        return timer;
    }();
    double from = 0.36;
    if (motionAllowed())
        from = double(started.elapsed() % period) / double(period) * (1 + piece) - piece;
    paintPart(painter, groove, std::max(0.0, from), std::min(1.0, from + piece), palette,
              direction);
}

} // namespace Cistern
