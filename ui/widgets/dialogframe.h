// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What every dialog shares: margins, a head, and a row of buttons where side actions stand at the
// leading end and only one button is the default. GUI thread.
#pragma once

#include "models/roles.h"

#include <QDialog>

class QDialogButtonBox;
class QHBoxLayout;
class QPushButton;
class QVBoxLayout;

namespace Cistern {

class Label;
class StateGlyph;

class DialogFrame : public QDialog
{
    Q_OBJECT

public:
    explicit DialogFrame(QWidget *parent = nullptr);

    void setHead(State state, const QString &title, const QString &line);
    // The head on a band of its state's colour, for what nobody may overlook.
    void setLoud(bool loud);
    QVBoxLayout *content() const { return m_content; }
    // The verb that the dialog is for, and the way out.
    QPushButton *addAccept(const QString &text);
    QPushButton *addReject(const QString &text);
    void addSide(QPushButton *button);

    void setVisible(bool visible) override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void makeRoom();

    QVBoxLayout *m_content;
    QHBoxLayout *m_row;
    QDialogButtonBox *m_buttons;
    QWidget *m_head;
    StateGlyph *m_glyph;
    Label *m_title;
    Label *m_line;
    int m_sides = 0;
    bool m_loud = false;
};

} // namespace Cistern
