// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/dialogframe.h"

#include "ui/widgets/label.h"
#include "ui/widgets/stateglyph.h"
#include "ui/widgets/theme.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace Cistern {

namespace {
constexpr int edgeWidth = 4; // as a banner's
constexpr int bandGap = 12;
} // namespace

DialogFrame::DialogFrame(QWidget *parent)
    : QDialog(parent)
    , m_content(new QVBoxLayout)
    , m_row(new QHBoxLayout)
    , m_buttons(new QDialogButtonBox(this))
    , m_head(new QWidget(this))
    , m_glyph(new StateGlyph(m_head))
    , m_title(new Label(Label::Kind::Title, QString(), m_head))
    , m_line(new Label(Label::Kind::Body, QString(), m_head))
{
    setAttribute(Qt::WA_DeleteOnClose);
    m_glyph->setGlyphSize(32);
    m_title->setWordWrap(true);
    m_line->setWordWrap(true);
    m_line->setGrey(true);
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(m_title);
    words->addWidget(m_line);
    auto *head = new QHBoxLayout(m_head);
    head->setContentsMargins(0, 0, 0, 0);
    head->setSpacing(14);
    head->addWidget(m_glyph);
    head->addLayout(words, 1);
    m_head->hide();

    m_content->setSpacing(8);
    m_row->setSpacing(8);
    m_row->addStretch(1);
    m_row->addWidget(m_buttons);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(16);
    column->addWidget(m_head);
    column->addLayout(m_content, 1);
    column->addLayout(m_row);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void DialogFrame::setHead(State state, const QString &title, const QString &line)
{
    m_glyph->setState(state);
    m_glyph->setVisible(state != State::None);
    m_title->setText(title);
    m_line->setText(line);
    m_line->setVisible(!line.isEmpty());
    m_head->show();
}

void DialogFrame::setLoud(bool loud)
{
    m_loud = loud;
    m_glyph->setGlyphSize(loud ? 40 : 32);
    m_line->setGrey(!loud);
    m_content->setContentsMargins(0, loud ? bandGap : 0, 0, 0);
    update();
}

void DialogFrame::setVisible(bool visible)
{
    if (visible && !isVisible() && testAttribute(Qt::WA_Resized)) {
        ensurePolished();
        makeRoom();
    }
    QDialog::setVisible(visible);
}

bool DialogFrame::event(QEvent *event)
{
    const bool taken = QDialog::event(event);
    if (event->type() == QEvent::LayoutRequest && isVisible())
        makeRoom();
    return taken;
}

// For words that wrap: of those the least height of a window knows nothing.
void DialogFrame::makeRoom()
{
    if (const int least = layout()->minimumHeightForWidth(width()); height() < least)
        resize(width(), least);
}

void DialogFrame::paintEvent(QPaintEvent *event)
{
    QDialog::paintEvent(event);
    if (!m_loud || !m_head->isVisible())
        return;
    QPainter painter(this);
    const QRect band(0, 0, width(),
                     m_head->geometry().bottom() + layout()->contentsMargins().top());
    painter.fillRect(band, stateBackground(m_glyph->state(), palette()));
    const int x = layoutDirection() == Qt::RightToLeft ? width() - edgeWidth : 0;
    painter.fillRect(x, 0, edgeWidth, band.height(), stateColor(m_glyph->state(), palette()));
}

QPushButton *DialogFrame::addAccept(const QString &text)
{
    QPushButton *button = m_buttons->addButton(text, QDialogButtonBox::AcceptRole);
    button->setDefault(true);
    return button;
}

QPushButton *DialogFrame::addReject(const QString &text)
{
    QPushButton *button = m_buttons->addButton(text, QDialogButtonBox::RejectRole);
    button->setAutoDefault(false);
    return button;
}

void DialogFrame::addSide(QPushButton *button)
{
    button->setAutoDefault(false);
    m_row->insertWidget(m_sides++, button);
}

} // namespace Cistern
