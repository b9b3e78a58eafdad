// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What was painted, as colours that can be held against others.
#pragma once

#include <QColor>
#include <QImage>
#include <QPainter>

#include <functional>

namespace Cistern {

inline QImage painted(const QSize &size, const QColor &background,
                      const std::function<void(QPainter *)> &paint)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(background);
    QPainter painter(&image);
    paint(&painter);
    return image;
}

inline bool near(const QColor &a, const QColor &b, int tolerance = 6)
{
    return qAbs(a.red() - b.red()) <= tolerance && qAbs(a.green() - b.green()) <= tolerance
        && qAbs(a.blue() - b.blue()) <= tolerance;
}

} // namespace Cistern
