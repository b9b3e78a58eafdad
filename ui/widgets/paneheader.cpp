// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/paneheader.h"

#include "ui/widgets/actionbutton.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/label.h"
#include "ui/widgets/statepill.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include <utility>

namespace Cistern {

namespace {
constexpr int iconSize = 32;
} // namespace

PaneHeader::PaneHeader(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_title(new Label(Label::Kind::Title, QString(), this))
    , m_line(new Label(Label::Kind::Secondary, QString(), this))
    , m_pill(new StatePill(this))
    , m_row(new QHBoxLayout(this))
{
    m_icon->setFixedSize(iconSize, iconSize);
    m_title->setElided(true);
    m_line->setElided(true);

    auto *titleRow = new QHBoxLayout;
    titleRow->setSpacing(12);
    titleRow->addWidget(m_title);
    titleRow->addWidget(m_pill, 0, Qt::AlignVCenter);
    titleRow->addStretch(1);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addLayout(titleRow);
    words->addWidget(m_line);

    m_row->setContentsMargins(24, 12, 24, 4);
    m_row->setSpacing(8);
    m_row->addWidget(m_icon, 0, Qt::AlignVCenter);
    m_row->addSpacing(4);
    m_row->addLayout(words, 1);
}

void PaneHeader::setIconName(const QString &name)
{
    if (std::exchange(m_iconName, name) != name)
        showIcon();
}

void PaneHeader::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

void PaneHeader::setState(State state, const QString &text, Ink ink)
{
    m_pill->setState(state, text, ink);
}

void PaneHeader::setLine(const QString &line)
{
    m_line->setText(line);
    setAccessibleDescription(line);
}

void PaneHeader::setActions(const QList<QAction *> &actions)
{
    if (std::exchange(m_actions, actions) == actions)
        return; // nobody loses a button under the pointer or the keyboard
    qDeleteAll(m_buttons);
    m_buttons.clear();
    for (QAction *action : actions) {
        auto *button = new ActionButton(action, this);
        m_row->addWidget(button, 0, Qt::AlignVCenter);
        m_buttons.append(button);
    }
}

void PaneHeader::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        showIcon();
    QWidget::changeEvent(event);
}

void PaneHeader::showIcon()
{
    m_icon->setPixmap(
        accentIcon(m_iconName).pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
}

} // namespace Cistern
