// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/stateglyph.h"

#include "ui/widgets/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>
#include <QTimer>

namespace Cistern {

namespace {

// All shapes are described in a box of 16.
constexpr QPointF centre(8, 8);

QPen roundPen(const QColor &colour, qreal width)
{
    return QPen(colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
}

void paintDisc(QPainter *p, const QColor &colour)
{
    p->setPen(Qt::NoPen);
    p->setBrush(colour);
    p->drawEllipse(centre, 6.6, 6.6);
}

void paintExclamation(QPainter *p, const QColor &mark, qreal top, qreal bottom, qreal dot)
{
    p->setPen(roundPen(mark, 1.7));
    p->drawLine(QPointF(8, top), QPointF(8, bottom));
    p->setPen(Qt::NoPen);
    p->setBrush(mark);
    p->drawEllipse(QPointF(8, dot), 1.0, 1.0);
}

void paintOk(QPainter *p, const QColor &colour, const QColor &mark)
{
    paintDisc(p, colour);
    p->setPen(roundPen(mark, 1.7));
    p->setBrush(Qt::NoBrush);
    p->drawPolyline(QPolygonF{{5.1, 8.3}, {7.2, 10.3}, {10.9, 6.1}});
}

void paintWarning(QPainter *p, const QColor &colour, const QColor &mark)
{
    p->setPen(roundPen(colour, 1.8));
    p->setBrush(colour);
    p->drawPolygon(QPolygonF{{8, 2.4}, {14.3, 13.3}, {1.7, 13.3}});
    paintExclamation(p, mark, 6.2, 9.2, 11.8);
}

void paintError(QPainter *p, const QColor &colour, const QColor &mark)
{
    p->setPen(Qt::NoPen);
    p->setBrush(colour);
    p->drawRoundedRect(QRectF(1.8, 1.8, 12.4, 12.4), 2, 2);
    p->setPen(roundPen(mark, 1.8));
    p->drawLine(QPointF(5.6, 5.6), QPointF(10.4, 10.4));
    p->drawLine(QPointF(10.4, 5.6), QPointF(5.6, 10.4));
}

void paintShield(QPainter *p, const QColor &colour, const QColor &mark)
{
    QPainterPath shield(QPointF(8, 1.2));
    shield.lineTo(13.9, 3.3);
    shield.lineTo(13.9, 7.4);
    shield.cubicTo(13.9, 11.2, 11.4, 13.7, 8, 15);
    shield.cubicTo(4.6, 13.7, 2.1, 11.2, 2.1, 7.4);
    shield.lineTo(2.1, 3.3);
    shield.closeSubpath();
    p->setPen(Qt::NoPen);
    p->setBrush(colour);
    p->drawPath(shield);
    paintExclamation(p, mark, 4.6, 8.4, 11.2);
}

void paintInfo(QPainter *p, const QColor &colour, const QColor &mark)
{
    paintDisc(p, colour);
    p->setPen(roundPen(mark, 1.7));
    p->drawLine(QPointF(8, 7.6), QPointF(8, 11));
    p->setPen(Qt::NoPen);
    p->setBrush(mark);
    p->drawEllipse(QPointF(8, 5), 1.0, 1.0);
}

void paintBusy(QPainter *p, const QColor &colour, const QColor &track, qreal angle)
{
    const QRectF ring(2.6, 2.6, 10.8, 10.8);
    p->setBrush(Qt::NoBrush);
    p->setPen(QPen(track, 2.2));
    p->drawEllipse(ring);
    p->setPen(QPen(colour, 2.2, Qt::SolidLine, Qt::FlatCap));
    // Qt counts sixteenths of a degree, against the clock.
    p->drawArc(ring, qRound((60 - angle) * 16), 270 * 16);
}

void paintRing(QPainter *p, const QColor &colour)
{
    p->setBrush(Qt::NoBrush);
    p->setPen(QPen(colour, 1.5));
    p->drawEllipse(centre, 5.6, 5.6);
}

void paintDashedRing(QPainter *p, const QColor &colour)
{
    p->setBrush(Qt::NoBrush);
    for (int i = 0; i < 6; ++i) {
        p->setPen(QPen(colour, 1.8, Qt::SolidLine, Qt::FlatCap));
        p->drawArc(QRectF(2.4, 2.4, 11.2, 11.2), (i * 60 + 12) * 16, 36 * 16);
    }
}

} // namespace

void paintStateGlyph(QPainter *painter, const QRectF &box, State state, const QPalette &palette,
                     qreal angle, Ink ink)
{
    if (state == State::None)
        return;
    const qreal side = qMin(box.width(), box.height());
    const QColor colour = inked(stateColor(state, palette), ink);
    const QColor mark = stateMarkColor(palette);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(box.center() - QPointF(side / 2, side / 2));
    painter->scale(side / 16, side / 16);
    switch (state) {
    case State::None:
        break;
    case State::Ok:
        paintOk(painter, colour, mark);
        break;
    case State::Warning:
        paintWarning(painter, colour, mark);
        break;
    case State::Error:
        paintError(painter, colour, mark);
        break;
    case State::Busy:
        paintBusy(painter, colour, barGroove(palette), angle);
        break;
    case State::Retrying:
        paintDashedRing(painter, colour);
        break;
    case State::CertificateChanged:
        paintShield(painter, colour, mark);
        break;
    case State::Info:
        paintInfo(painter, colour, mark);
        break;
    case State::Stopped:
        paintRing(painter, colour);
        painter->setPen(QPen(colour, 1.6, Qt::SolidLine, Qt::RoundCap));
        painter->drawLine(QPointF(5.6, 8), QPointF(10.4, 8));
        break;
    case State::Untried:
        paintRing(painter, colour);
        break;
    }
    painter->restore();
}

qreal busyAngle()
{
    static const QElapsedTimer started = [] {
        QElapsedTimer timer;
        timer.start();
        return timer;
    }();
    return motionAllowed() ? qreal(started.elapsed() % 1000) * 0.36 : 0;
}

bool motionAllowed()
{
    return QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration) > 0;
}

StateGlyph::StateGlyph(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

StateGlyph::StateGlyph(State state, int size, QWidget *parent) : StateGlyph(parent)
{
    setGlyphSize(size);
    setState(state);
}

void StateGlyph::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    setAccessibleName(stateWord(state));
    updateTurning();
    update();
}

void StateGlyph::setInk(Ink ink)
{
    m_ink = ink;
    update();
}

void StateGlyph::setGlyphSize(int size)
{
    m_size = size;
    updateGeometry();
}

QSize StateGlyph::sizeHint() const
{
    return {m_size, m_size};
}

void StateGlyph::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintStateGlyph(&painter, rect(), m_state, palette(), busyAngle(), m_ink);
}

void StateGlyph::showEvent(QShowEvent *)
{
    updateTurning();
}

void StateGlyph::hideEvent(QHideEvent *)
{
    updateTurning();
}

void StateGlyph::updateTurning()
{
    const bool turning = m_state == State::Busy && isVisible() && motionAllowed();
    if (turning && !m_turn) {
        m_turn = new QTimer(this);
        m_turn->setInterval(40);
        connect(m_turn, &QTimer::timeout, this, qOverload<>(&QWidget::update));
    }
    if (m_turn)
        turning ? m_turn->start() : m_turn->stop();
}

} // namespace Cistern
