// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What is wrong with a stage, and the ways out of it: message, a command to copy, buttons, and the
// details for those who look closer. All text is plain text. GUI thread.
#pragma once

#include "ui/widgets/banner.h"

class QBoxLayout;

namespace Cistern {

class CopyField;
class LinkButton;

struct Trouble
{
    BannerText text;
    QString command;     // to be run where the text says; shown with Copy
    QStringList actions; // the first is the nearest way out

    bool operator==(const Trouble &) const = default;
};

class TroubleBox : public QWidget
{
    Q_OBJECT

public:
    explicit TroubleBox(QWidget *parent = nullptr);

    // Shown again unchanged it keeps focus and what was opened.
    void setTrouble(const Trouble &trouble);
    QPushButton *button(int action) const { return m_buttons.value(action); }

Q_SIGNALS:
    void actionTriggered(int action);

private:
    Trouble m_trouble;
    Banner *m_banner;
    CopyField *m_command = nullptr;
    QBoxLayout *m_column;
    QBoxLayout *m_row;
    LinkButton *m_detailsButton;
    Label *m_details;
    QList<QPushButton *> m_buttons;
};

} // namespace Cistern
