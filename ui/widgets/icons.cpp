// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/icons.h"

#include "ui/widgets/theme.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

using namespace Qt::Literals::StringLiterals;

namespace Cistern {

namespace {

QString iconPath(const QString &name)
{
    return u":/icons/%1.svg"_s.arg(name);
}

QByteArray drawing(const QString &name, int size, const QColor &colour)
{
    QFile file(iconPath(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray svg = file.readAll();
    svg.replace("currentColor", colour.name(QColor::HexRgb).toLatin1());
    // Larger drawings need thinner lines to look as heavy as the text beside them.
    if (size >= 24)
        svg.replace("stroke-width=\"1.25\"", "stroke-width=\"1.1\"");
    return svg;
}

class SvgIconEngine : public QIconEngine
{
public:
    enum class Ink { Text, Accent };

    SvgIconEngine(QString name, Ink ink) : m_name(std::move(name)), m_ink(ink) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        paintIcon(painter, rect, m_name, colour(mode));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    // size is in device pixels here.
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        const double ratio = scale > 0 ? scale : 1.0;
        const int side = qRound(qMin(size.width(), size.height()) / ratio);
        return iconPixmap(m_name, side, colour(mode), ratio);
    }

    QSize actualSize(const QSize &size, QIcon::Mode, QIcon::State) override
    {
        const int side = qMin(size.width(), size.height());
        return {side, side};
    }

    QIconEngine *clone() const override { return new SvgIconEngine(m_name, m_ink); }
    QString key() const override { return u"CisternSvgIconEngine"_s; }
    QString iconName() override { return m_name; }
    bool isNull() override { return !hasIcon(m_name); }

private:
    QColor colour(QIcon::Mode mode) const
    {
        const QPalette palette = QGuiApplication::palette();
        if (mode == QIcon::Disabled)
            return iconColor(palette, QPalette::Disabled);
        if (mode == QIcon::Selected) // on a filled button
            return palette.color(QPalette::Active, QPalette::HighlightedText);
        if (m_ink == Ink::Accent)
            return palette.color(QPalette::Active, QPalette::Highlight);
        return iconColor(palette);
    }

    QString m_name;
    Ink m_ink;
};

} // namespace

QIcon icon(QLatin1StringView name)
{
    return icon(QString(name));
}

QIcon icon(const QString &name)
{
    return QIcon(new SvgIconEngine(name, SvgIconEngine::Ink::Text));
}

QIcon accentIcon(const QString &name)
{
    return QIcon(new SvgIconEngine(name, SvgIconEngine::Ink::Accent));
}

QIcon applicationIcon()
{
    return QIcon(iconPath(u"cistern"_s));
}

bool hasIcon(const QString &name)
{
    return !name.isEmpty() && QFile::exists(iconPath(name));
}

QPixmap iconPixmap(const QString &name, int size, const QColor &colour, double devicePixelRatio)
{
    const QString key =
        u"cistern:%1:%2:%3:%4"_s.arg(name, colour.name()).arg(size).arg(devicePixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    const int side = qMax(1, qRound(size * devicePixelRatio));
    pixmap = QPixmap(side, side);
    pixmap.fill(Qt::transparent);
    if (const QByteArray svg = drawing(name, size, colour); !svg.isEmpty()) {
        QSvgRenderer renderer(svg);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        renderer.render(&painter, QRectF(0, 0, side, side));
    }
    pixmap.setDevicePixelRatio(devicePixelRatio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

void paintIcon(QPainter *painter, const QRect &rect, const QString &name, const QColor &colour)
{
    const int side = qMin(rect.width(), rect.height());
    if (side <= 0 || name.isEmpty())
        return;
    const QPoint corner(rect.x() + (rect.width() - side) / 2,
                        rect.y() + (rect.height() - side) / 2);
    painter->drawPixmap(corner,
                        iconPixmap(name, side, colour, painter->device()->devicePixelRatio()));
}

} // namespace Cistern
