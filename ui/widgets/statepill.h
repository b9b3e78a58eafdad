// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Glyph and word on the state's soft background, beside a title. GUI thread.
#pragma once

#include "models/roles.h"
#include "ui/widgets/ink.h"

#include <QWidget>

namespace Cistern {

class StatePill : public QWidget
{
    Q_OBJECT
public:
    explicit StatePill(QWidget *parent = nullptr);

    // Without text the state's own word is shown; State::None hides the pill.
    void setState(State state, const QString &text = QString(), Ink ink = Ink::Own);
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] QString text() const { return m_text; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QFont textFont() const;

    State m_state = State::None;
    QString m_text;
    Ink m_ink = Ink::Own;
};

} // namespace Cistern
