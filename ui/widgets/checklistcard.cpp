// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/checklistcard.h"

#include "ui/widgets/actionbutton.h"
#include "ui/widgets/capacitybar.h"
#include "ui/widgets/cisternstyle.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/label.h"
#include "ui/widgets/stateglyph.h"
#include "ui/widgets/steplist.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace Cistern {

namespace {

constexpr int circle = 24;

class StepMark : public QWidget
{
public:
    StepMark(const ChecklistStep &step, int number, QWidget *parent)
        : QWidget(parent), m_done(step.done), m_ready(step.ready), m_number(number)
    {
        setFixedSize(circle, circle);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        if (m_done) {
            paintStateGlyph(&painter, rect(), State::Ok, palette());
            return;
        }
        const QColor ink = m_ready ? palette().color(QPalette::Link) : secondaryText(palette());
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(ink, 1.4));
        painter.drawEllipse(QRectF(rect()).adjusted(1, 1, -1, -1));
        painter.setFont(scaledFont(font(), 0.95, true));
        painter.drawText(rect(), Qt::AlignCenter, locale().toString(m_number));
    }

private:
    bool m_done;
    bool m_ready;
    int m_number;
};

} // namespace

ChecklistCard::ChecklistCard(const QString &title, QWidget *parent)
    : Card(parent)
    , m_bar(new CapacityBar(this))
    , m_count(new Label(Label::Kind::Secondary, QString(), this))
    , m_column(new QVBoxLayout(this))
{
    setAccessibleName(title);
    m_bar->setBarHeight(7);
    m_bar->setFixedWidth(120);
    auto *close = new QToolButton(this);
    close->setAutoRaise(true);
    close->setIcon(icon("close"_L1));
    close->setAccessibleName(tr("Close the list of first steps"));
    close->setToolTip(tr("Close"));
    connect(close, &QToolButton::clicked, this, &ChecklistCard::closed);

    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(new Label(Label::Kind::CardTitle, title, this));
    head->addWidget(m_bar);
    head->addWidget(m_count);
    head->addStretch(1);
    head->addWidget(close);
    m_column->setContentsMargins(18, 8, 12, 12);
    m_column->setSpacing(4);
    m_column->addLayout(head);
}

void ChecklistCard::setSteps(const QList<ChecklistStep> &steps)
{
    delete m_steps;
    m_steps = new QWidget(this);
    auto *column = new QVBoxLayout(m_steps);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(7);
    m_column->addWidget(m_steps);

    bool given = false;
    for (int i = 0; i < steps.size(); ++i) {
        if (i > 0)
            column->addWidget(new Hairline(m_steps));
        const bool next = !given && !steps[i].done && steps[i].ready;
        given = given || next;
        addStep(steps[i], i + 1, next);
    }
    const auto done = std::count_if(steps.cbegin(), steps.cend(),
                                    [](const ChecklistStep &step) { return step.done; });
    Capacity share;
    share.total = quint64(steps.size());
    share.parts.append({Space::Good, quint64(done)});
    m_bar->setCapacity(share);
    m_count->setText(tr("%1 of %2 done").arg(done).arg(steps.size()));
    m_bar->setAccessibleDescription(m_count->text());
    m_bar->setToolTip(QString());
}

void ChecklistCard::addStep(const ChecklistStep &step, int number, bool next)
{
    auto *title = new Label(Label::Kind::Heading, step.title, m_steps);
    auto *text = new Label(Label::Kind::Secondary, step.text, m_steps);
    text->setWordWrap(true);
    if (step.done || !step.ready)
        title->setGrey(true);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(title);
    words->addWidget(text);

    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(new StepMark(step, number, m_steps), 0, Qt::AlignVCenter);
    row->addSpacing(8);
    row->addLayout(words, 1);
    if (!step.done) {
        for (QAction *action : step.actions) {
            auto *button = new ActionButton(action, m_steps);
            if (next && action == step.actions.constLast())
                setButtonLook(button, ButtonLook::Primary);
            row->addWidget(button, 0, Qt::AlignVCenter);
        }
    }
    static_cast<QVBoxLayout *>(m_steps->layout())->addLayout(row);
}

} // namespace Cistern
