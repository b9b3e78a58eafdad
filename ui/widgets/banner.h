// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What went wrong or is worth knowing, in the place it concerns: problem, cause and fix, and at
// most two ways on. All text is plain text. GUI thread.
#pragma once

#include "models/roles.h"

#include <QList>
#include <QStringList>
#include <QWidget>

class QBoxLayout;
class QPushButton;
class QToolButton;

namespace Cistern {

class Label;
class StateGlyph;

struct BannerText
{
    State state = State::Error;
    QString problem;   // bold
    QStringList lines; // cause, fix
    QString details;   // for those who look closer; shown by Details

    bool operator==(const BannerText &) const = default;
};

class Banner : public QWidget
{
    Q_OBJECT
public:
    // Where the buttons go: at the far side of a wide pane, below the text in dialogs.
    enum class Buttons { Beside, Below };

    explicit Banner(QWidget *parent = nullptr, Buttons buttons = Buttons::Beside);

    void setText(const BannerText &text);
    // At most two; any before are taken away.
    void setActions(const QStringList &labels);
    void setClosable(bool closable);

    [[nodiscard]] QPushButton *button(int index) const { return m_buttons.value(index); }

signals:
    void actionTriggered(int index);
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    BannerText m_text;
    StateGlyph *m_glyph;
    Label *m_problem;
    Label *m_lines;
    Label *m_details;
    QPushButton *m_detailsButton;
    QToolButton *m_close = nullptr;
    QBoxLayout *m_buttonRow;
    QBoxLayout *m_outer;
    QList<QPushButton *> m_buttons;
};

} // namespace Cistern
