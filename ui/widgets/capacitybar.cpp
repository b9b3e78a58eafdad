// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/capacitybar.h"

#include "ui/text/amounts.h"
#include "ui/text/units.h"
#include "ui/widgets/stateglyph.h"

#include <QCoreApplication>
#include <QEvent>
#include <QPainter>
#include <QPainterPath>
#include <QVariantAnimation>

#include <algorithm>

namespace Cistern {

namespace {

// Where a part begins and ends, as a share of the bar.
struct Span
{
    double from;
    double to;
};

QRectF placed(const QRectF &bar, Span span, Qt::LayoutDirection direction)
{
    const double left = direction == Qt::RightToLeft ? 1 - span.to : span.from;
    return QRectF(bar.left() + left * bar.width(), bar.top(), (span.to - span.from) * bar.width(),
                  bar.height());
}

void fillHatched(QPainter *painter, const QRectF &rect, const QPalette &palette, Ink tone)
{
    const QColor ink = inked(spaceColor(Space::Used, palette), tone);
    painter->save();
    painter->setClipRect(rect, Qt::IntersectClip);
    painter->fillRect(
        rect,
        mixed(palette.color(QPalette::Active, QPalette::Base), ink, isDark(palette) ? 0.28 : 0.22));
    painter->setPen(QPen(ink, 1.2));
    const double height = rect.height();
    for (double x = rect.left() - height; x < rect.right(); x += 4.5)
        painter->drawLine(QPointF(x, rect.bottom()), QPointF(x + height, rect.top()));
    painter->restore();
}

void paintTriangle(QPainter *painter, QPointF tip, const QColor &fill, const QColor &halo)
{
    const QPolygonF triangle{tip, tip + QPointF(-4, -5), tip + QPointF(4, -5)};
    painter->setPen(QPen(halo, 1.5));
    painter->setBrush(halo);
    painter->drawPolygon(triangle);
    painter->setPen(Qt::NoPen);
    painter->setBrush(fill);
    painter->drawPolygon(triangle);
}

void paintMark(QPainter *painter, const QRectF &groove, double share, const QPalette &palette,
               Qt::LayoutDirection direction, MarkStyle style, Ink tone)
{
    const QColor ink = inked(stateColor(State::Warning, palette), tone);
    const QColor halo = palette.color(QPalette::Active, QPalette::Base);
    const double at = direction == Qt::RightToLeft ? 1 - share : share;
    const double x = std::floor(groove.left() + at * groove.width()) + 0.5;
    const double reach = style == MarkStyle::Triangle ? 2 : 1.5;
    const QPointF top(x, groove.top() - reach);
    const QPointF bottom(x, groove.bottom() + reach);
    painter->setPen(QPen(halo, 4));
    painter->drawLine(QPointF(x, groove.top() + 1), QPointF(x, groove.bottom() - 1));
    painter->setPen(QPen(ink, 1.6));
    painter->drawLine(top, bottom);
    if (style == MarkStyle::Triangle)
        paintTriangle(painter, QPointF(x, groove.top() + 1), ink, halo);
}

QString tr(const char *text)
{
    return QCoreApplication::translate("CapacityBar", text);
}

} // namespace

Capacity Capacity::of(quint64 used, quint64 total, std::optional<double> lowMark,
                      quint64 byChildren)
{
    Capacity capacity;
    capacity.total = total;
    capacity.lowMark = lowMark;
    const quint64 children = std::min(byChildren, used);
    capacity.parts.append({Space::Used, used - children});
    if (children > 0)
        capacity.parts.append({Space::Children, children});
    return capacity;
}

quint64 Capacity::used() const
{
    quint64 sum = 0;
    for (const CapacityPart &part : parts)
        sum += std::min(part.bytes, total - std::min(sum, total)); // never beyond the whole
    return sum;
}

bool Capacity::isLow() const
{
    return lowMark && total > 0 && double(used()) >= *lowMark * double(total);
}

void paintCapacityBar(QPainter *painter, const QRectF &groove, const Capacity &capacity,
                      const QPalette &palette, Qt::LayoutDirection direction, MarkStyle mark,
                      Ink ink)
{
    const double corner = std::min(3.0, groove.height() / 2);
    QPainterPath outline;
    outline.addRoundedRect(groove.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillPath(outline, barGroove(palette));

    painter->save();
    painter->setClipPath(outline, Qt::IntersectClip);
    const bool low = capacity.isLow();
    quint64 done = 0;
    const auto next = [&](quint64 bytes) {
        const double whole = double(std::max<quint64>(capacity.total, 1));
        const Span span{double(done) / whole,
                        double(done + std::min(bytes, capacity.total - done)) / whole};
        done += std::min(bytes, capacity.total - done);
        return placed(groove, span, direction);
    };
    bool first = true;
    for (const CapacityPart &part : capacity.parts) {
        QRectF rect = next(part.bytes);
        if (rect.width() <= 0)
            continue;
        if (!first && rect.width() > 2) // the gap belongs to the later part
            rect.adjust(direction == Qt::RightToLeft ? 0 : 1, 0,
                        direction == Qt::RightToLeft ? -1 : 0, 0);
        if (!first)
            painter->fillRect(rect.adjusted(-1, 0, 1, 0),
                              palette.color(QPalette::Active, QPalette::Base));
        first = false;
        const bool warn = low && (part.space == Space::Used || part.space == Space::Children);
        QColor fill = spaceColor(warn ? Space::Low : part.space, palette);
        if (warn && part.space == Space::Children)
            fill = mixed(fill, palette.color(QPalette::Active, QPalette::Base), 0.35);
        painter->fillRect(rect, inked(fill, ink));
    }
    if (const QRectF planned = next(capacity.planned); planned.width() > 0)
        fillHatched(painter, planned, palette, ink);
    painter->restore();

    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(mixed(fieldBorder(palette), barGroove(palette), 0.35), 1));
    painter->drawPath(outline);
    if (mark != MarkStyle::None && capacity.lowMark && *capacity.lowMark > 0
        && *capacity.lowMark < 1)
        paintMark(painter, groove, *capacity.lowMark, palette, direction, mark, ink);
    painter->restore();
}

void paintSwatch(QPainter *painter, const QRectF &box, Swatch swatch, const QPalette &palette,
                 Ink ink)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (swatch == Swatch::LowMark) {
        paintTriangle(painter, box.center() + QPointF(0, 3),
                      inked(stateColor(State::Warning, palette), ink), Qt::transparent);
        painter->restore();
        return;
    }
    const QRectF square = box.adjusted(0.5, 0.5, -0.5, -0.5);
    QPainterPath outline;
    outline.addRoundedRect(square, 2, 2);
    if (swatch == Swatch::Planned) {
        painter->setClipPath(outline, Qt::IntersectClip);
        fillHatched(painter, square, palette, ink);
        painter->setClipping(false);
    } else {
        painter->fillPath(outline,
                          inked(swatch == Swatch::Used ? spaceColor(Space::Used, palette)
                                    : swatch == Swatch::Children
                                    ? spaceColor(Space::Children, palette)
                                    : swatch == Swatch::Other ? spaceColor(Space::Other, palette)
                                                              : barGroove(palette),
                                ink));
    }
    painter->setPen(QPen(mixed(fieldBorder(palette), barGroove(palette), 0.35), 1));
    painter->drawPath(outline);
    painter->restore();
}

QString capacityText(const Capacity &capacity, const QLocale &locale)
{
    const quint64 used = capacity.used();
    QString text = tr("%1 of %2 used, %3")
                       .arg(formatAmount(used, capacity.unit, locale),
                            formatAmount(capacity.total, capacity.unit, locale),
                            percentText(used, capacity.total, locale));
    if (capacity.planned > 0)
        text += tr(", %1 would be added")
                    .arg(formatAmount(capacity.planned, capacity.unit, locale));
    if (capacity.isLow())
        text += tr(", low on space");
    return text;
}

CapacityBar::CapacityBar(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Space"));
}

void CapacityBar::setCapacity(const Capacity &capacity)
{
    if (m_capacity == capacity)
        return;
    const bool grows = m_capacity.total == capacity.total && capacity.total > 0 && isVisible()
        && motionAllowed();
    const bool markChanged = m_capacity.lowMark.has_value() != capacity.lowMark.has_value();
    m_before = grows ? shown() : capacity;
    m_capacity = capacity;
    describe();
    if (markChanged)
        updateGeometry();
    m_progress = grows ? 0.0 : 1.0;
    if (grows && !m_growth) {
        m_growth = new QVariantAnimation(this);
        m_growth->setStartValue(0.0);
        m_growth->setEndValue(1.0);
        m_growth->setDuration(150);
        connect(m_growth, &QVariantAnimation::valueChanged, this, [this](const QVariant &value) {
            m_progress = value.toDouble();
            update();
        });
    }
    if (m_growth)
        m_growth->stop();
    if (grows)
        m_growth->start();
    update();
}

void CapacityBar::setBarHeight(int height)
{
    m_height = height;
    updateGeometry();
}

void CapacityBar::setInk(Ink ink)
{
    m_ink = ink;
    update();
}

QSize CapacityBar::sizeHint() const
{
    return {240, m_height + 2 * markSpace()};
}

QSize CapacityBar::minimumSizeHint() const
{
    return {40, sizeHint().height()};
}

void CapacityBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRectF groove(0, (height() - m_height) / 2, width(), m_height);
    paintCapacityBar(&painter, groove, shown(), palette(), layoutDirection(),
                     m_height >= 10 ? MarkStyle::Triangle : MarkStyle::Line, m_ink);
}

void CapacityBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LocaleChange || event->type() == QEvent::LanguageChange)
        describe();
    QWidget::changeEvent(event);
}

Capacity CapacityBar::shown() const
{
    if (m_progress >= 1)
        return m_capacity;
    Capacity between(m_capacity);
    const auto blend = [this](quint64 from, quint64 to) {
        return from > to ? from - quint64(double(from - to) * m_progress)
                         : from + quint64(double(to - from) * m_progress);
    };
    for (qsizetype i = 0; i < between.parts.size(); ++i) {
        const quint64 from = i < m_before.parts.size() ? m_before.parts[i].bytes : 0;
        between.parts[i].bytes = blend(from, m_capacity.parts[i].bytes);
    }
    between.planned = blend(m_before.planned, m_capacity.planned);
    return between;
}

int CapacityBar::markSpace() const
{
    return m_capacity.lowMark ? (m_height >= 10 ? 5 : 2) : 0;
}

void CapacityBar::describe()
{
    const QString text = capacityText(m_capacity, locale());
    setAccessibleDescription(text);
    setToolTip(text);
}

} // namespace Cistern
