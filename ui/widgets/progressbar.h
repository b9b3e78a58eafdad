// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// How far a job has come, in the look of the capacity bars. For delegates and widgets. GUI thread.
#pragma once

#include <QRectF>
#include <qnamespace.h>

class QPainter;
class QPalette;

namespace Cistern {

// share 0..1 from the leading side.
void paintProgressBar(QPainter *painter, const QRectF &groove, double share,
                      const QPalette &palette, Qt::LayoutDirection direction);

// For where no share is known: a piece that moves through in 1.2 s, or stands in the middle when
// the system asks for reduced motion.
void paintMovingBar(QPainter *painter, const QRectF &groove, const QPalette &palette,
                    Qt::LayoutDirection direction);

} // namespace Cistern
