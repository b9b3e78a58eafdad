// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A state as a painted shape. Never alone: a word, a time or a percentage stands beside it.
// GUI thread.
#pragma once

#include "models/roles.h"
#include "ui/widgets/ink.h"

#include <QRectF>
#include <QWidget>

class QPainter;
class QPalette;
class QTimer;

namespace Cistern {

// Drawn as a square in the middle of box. busyAngle in degrees, clockwise, turns the arc of Busy.
void paintStateGlyph(QPainter *painter, const QRectF &box, State state, const QPalette &palette,
                     qreal busyAngle = 0, Ink ink = Ink::Own);

// One turn a second for everybody, so that all arcs on screen turn together; stands still at 0 when
// the system asks for reduced motion.
[[nodiscard]] qreal busyAngle();
[[nodiscard]] bool motionAllowed();

class StateGlyph : public QWidget
{
    Q_OBJECT
public:
    explicit StateGlyph(QWidget *parent = nullptr);
    StateGlyph(State state, int size, QWidget *parent = nullptr);

    [[nodiscard]] State state() const { return m_state; }
    void setState(State state);
    void setInk(Ink ink);
    // Side of the square in logical pixels: 14 in pills, 16, 18 in banners, 32 to 44 in dialog
    // heads.
    void setGlyphSize(int size);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void updateTurning();

    State m_state = State::None;
    Ink m_ink = Ink::Own;
    int m_size = 16;
    QTimer *m_turn = nullptr;
};

} // namespace Cistern
