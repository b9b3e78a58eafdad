// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One line right under a field: what is wrong with its value, and the value that would do as a
// button. Takes no room while there is nothing to say. GUI thread.
#pragma once

#include "models/roles.h"

#include <QPointer>
#include <QWidget>

class QPushButton;

namespace Cistern {

class Label;
class StateGlyph;

class FieldProblem : public QWidget
{
    Q_OBJECT
public:
    // field gets the coloured border and the text as its accessible description; may be nullptr.
    explicit FieldProblem(QWidget *field, QWidget *parent = nullptr);

    // offer is the label of the button; empty: no button.
    void showProblem(const QString &text, const QString &offer = QString(),
                     State state = State::Error);
    void clear();
    [[nodiscard]] bool isShown() const { return m_state != State::None; }
    [[nodiscard]] QString text() const;

signals:
    void offerTaken();

private:
    QPointer<QWidget> m_field;
    StateGlyph *m_glyph;
    Label *m_text;
    QPushButton *m_offer;
    State m_state = State::None;
};

} // namespace Cistern
