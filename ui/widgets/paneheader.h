// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The top of a pane: icon, title, state, one grey line and what can be done here. GUI thread.
#pragma once

#include "models/roles.h"
#include "ui/widgets/ink.h"

#include <QList>
#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;
class QPushButton;

namespace Cistern {

class Label;
class StatePill;

class PaneHeader : public QWidget
{
    Q_OBJECT
public:
    explicit PaneHeader(QWidget *parent = nullptr);

    void setIconName(const QString &name);
    void setTitle(const QString &title);
    void setState(State state, const QString &text = QString(), Ink ink = Ink::Own);
    // Kind, system, site, age: "Storage pool on iscsi01 · London · seen 2 s ago".
    void setLine(const QString &line);
    // At most four; the rest lives in the menu.
    void setActions(const QList<QAction *> &actions);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showIcon();

    QString m_iconName;
    QLabel *m_icon;
    Label *m_title;
    Label *m_line;
    StatePill *m_pill;
    QHBoxLayout *m_row;
    QList<QAction *> m_actions;
    QList<QPushButton *> m_buttons;
};

} // namespace Cistern
