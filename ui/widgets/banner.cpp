// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/banner.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/label.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/stateglyph.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace Cistern {

namespace {
constexpr int edgeWidth = 4;
} // namespace

Banner::Banner(QWidget *parent, Buttons buttons)
    : QWidget(parent)
    , m_glyph(new StateGlyph(State::Error, 18, this))
    , m_problem(new Label(Label::Kind::Heading, QString(), this))
    , m_lines(new Label(Label::Kind::Body, QString(), this))
    , m_details(new Label(Label::Kind::Fixed, QString(), this))
    , m_detailsButton(new LinkButton(tr("Details"), this))
    , m_buttonRow(new QHBoxLayout)
    , m_outer(new QHBoxLayout(this))
{
    setForegroundRole(QPalette::Text);
    for (Label *label : {m_problem, m_lines, m_details}) {
        label->setWordWrap(true);
        label->setSelectable();
    }
    m_details->hide();
    m_detailsButton->setCheckable(true);

    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(m_problem);
    words->addWidget(m_lines);
    m_buttonRow->setSpacing(8);
    m_buttonRow->addWidget(m_detailsButton);

    m_outer->setContentsMargins(16, 10, 12, 10);
    m_outer->setSpacing(12);
    m_outer->addWidget(m_glyph, 0, Qt::AlignTop);
    m_outer->addLayout(words, 1);
    if (buttons == Buttons::Beside) {
        m_outer->addLayout(m_buttonRow);
    } else {
        m_buttonRow->addStretch(1);
        words->addLayout(m_buttonRow);
    }
    words->addWidget(m_details);

    connect(m_detailsButton, &QPushButton::toggled, m_details, &QWidget::setVisible);
    setText({});
}

void Banner::setText(const BannerText &text)
{
    m_text = text;
    m_glyph->setState(text.state);
    m_problem->setText(text.problem);
    m_lines->setText(text.lines.join(u'\n'));
    m_lines->setVisible(!text.lines.isEmpty());
    m_details->setText(text.details);
    m_detailsButton->setChecked(false);
    m_detailsButton->setVisible(!text.details.isEmpty());
    setAccessibleName(u"%1: %2"_s.arg(stateWord(text.state), text.problem));
    setAccessibleDescription(text.lines.join(u' '));
    update();
}

void Banner::setActions(const QStringList &labels)
{
    qDeleteAll(m_buttons);
    m_buttons.clear();
    for (const QString &label : labels) {
        const int index = int(m_buttons.size());
        auto *button = new QPushButton(label, this);
        button->setAutoDefault(false);
        m_buttonRow->insertWidget(index, button);
        connect(button, &QPushButton::clicked, this,
                [this, index] { Q_EMIT actionTriggered(index); });
        m_buttons.append(button);
    }
}

void Banner::setClosable(bool closable)
{
    if (closable && !m_close) {
        m_close = new QToolButton(this);
        m_close->setAutoRaise(true);
        m_close->setIcon(icon("close"_L1));
        m_close->setAccessibleName(tr("Close this message"));
        m_close->setToolTip(m_close->accessibleName());
        m_outer->addWidget(m_close, 0, Qt::AlignTop);
        connect(m_close, &QToolButton::clicked, this, &Banner::closed);
    }
    if (m_close)
        m_close->setVisible(closable);
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(stateOutline(m_text.state, palette()));
    painter.setBrush(stateBackground(m_text.state, palette()));
    painter.drawRoundedRect(box, 6, 6);

    QPainterPath outline;
    outline.addRoundedRect(QRectF(rect()), 6, 6);
    painter.setClipPath(outline);
    const int x = layoutDirection() == Qt::RightToLeft ? width() - edgeWidth : 0;
    painter.fillRect(x, 0, edgeWidth, height(), stateColor(m_text.state, palette()));
}

} // namespace Cistern
