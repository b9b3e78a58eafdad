// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/dialogs/pipecheckcard.h"

#include "ui/text/messages.h"
#include "ui/text/units.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/label.h"
#include "ui/widgets/stateglyph.h"

#include <QGridLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

PipeCheckCard::PipeCheckCard(const Console &console, QWidget *parent)
    : Card(parent)
    , m_console(console)
    , m_summary(new Label(Label::Kind::Grey, QString(), this))
    , m_button(new QPushButton(icon(u"refresh"_s), tr("Chec&k"), this))
    , m_column(new QVBoxLayout(this))
{
    m_button->setAutoDefault(false);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum); // no taller than its lines
    m_summary->setElided(true);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(new Label(Label::Kind::Heading, tr("Check"), this));
    head->addWidget(m_summary, 1);
    head->addWidget(m_button);
    m_column->setContentsMargins(16, 8, 16, 12);
    m_column->setSpacing(6);
    m_column->addLayout(head);
    connect(m_button, &QPushButton::clicked, this, &PipeCheckCard::toggle);
    follow();
}

void PipeCheckCard::setQuestion(const std::optional<PipeQuestion> &question, const PipeSides &sides)
{
    const bool same = question == m_question;
    m_question = question;
    m_sides = sides;
    if (same)
        return;
    if (isRunning())
        stop();
    follow();
    Q_EMIT changed();
}

bool PipeCheckCard::isCurrent() const
{
    return m_check && m_check->over() && m_asked == m_question;
}

QList<PipeFinding> PipeCheckCard::findings() const
{
    return m_check && m_asked == m_question ? m_check->findings() : QList<PipeFinding>();
}

QList<PipeCheckLine> PipeCheckCard::lines() const
{
    return m_question
        ? pipeCheckLines(findings(), m_sides, int(m_question->source.endpoints.size()))
        : QList<PipeCheckLine>();
}

void PipeCheckCard::toggle()
{
    if (isRunning()) {
        stop();
        follow();
        Q_EMIT changed();
    } else {
        start();
    }
}

void PipeCheckCard::start()
{
    if (!m_question)
        return;
    m_asked = m_question;
    m_check = std::make_unique<PipeCheck>(m_console.connections, m_console.clock, *m_question);
    connect(m_check.get(), &PipeCheck::progressed, this, [this] {
        follow();
        Q_EMIT changed();
    });
    connect(m_check.get(), &PipeCheck::ended, this, [this] {
        m_ended = m_console.clock.now();
        follow();
        Q_EMIT changed();
    });
    m_check->start();
    follow();
    Q_EMIT changed();
}

// At once: the questions go with their owner.
void PipeCheckCard::stop()
{
    if (m_check)
        m_check.release()->deleteLater();
    m_asked.reset();
}

void PipeCheckCard::follow()
{
    m_button->setEnabled(m_question.has_value());
    m_button->setText(isRunning() ? tr("St&op") : isCurrent() ? tr("Chec&k again") : tr("Chec&k"));
    m_button->setIcon(isRunning() ? icon(u"stop"_s) : icon(u"refresh"_s));
    if (isRunning())
        show(tr("Asking both systems…"));
    else if (isCurrent())
        show(tr("on both systems, %1. Nothing was changed.")
                 .arg(isolatedLeftToRight(
                     locale().toString(m_ended.toLocalTime().time(), u"HH:mm:ss"_s))));
    else if (m_check && m_question)
        show(tr("What was checked has changed since."));
    else if (m_question)
        show(tr("Asks both systems before anything is sent."));
    else
        show(tr("Choose two connected systems first."));
}

void PipeCheckCard::show(const QString &summary)
{
    m_summary->setText(summary);
    delete m_body;
    m_body = nullptr;
    const QList<PipeCheckLine> all = lines();
    if (all.isEmpty())
        return;
    m_body = new QWidget(this);
    auto *grid = new QGridLayout(m_body);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(1, 1);
    for (const PipeCheckLine &line : all) {
        const int row = grid->rowCount();
        auto *glyph = new StateGlyph(line.state, 14, m_body);
        QString words = line.text;
        if (line.failure)
            words += u' ' + causeText(*line.failure, line.system);
        auto *text = new Label(Label::Kind::Body, words.trimmed(), m_body);
        text->setWordWrap(true);
        auto *took = new Label(Label::Kind::Grey, isolatedLeftToRight(formatDuration(line.took)),
                               m_body);
        grid->addWidget(glyph, row, 0, Qt::AlignTop);
        grid->addWidget(text, row, 1);
        grid->addWidget(took, row, 2, Qt::AlignTop | Qt::AlignTrailing);
    }
    m_column->addWidget(m_body);
}

} // namespace Cistern

#include "moc_pipecheckcard.cpp"
