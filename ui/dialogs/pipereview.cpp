// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/dialogs/pipereview.h"

#include "ui/text/units.h"
#include "ui/widgets/calltexts.h"
#include "ui/widgets/card.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/jobtext.h"
#include "ui/widgets/label.h"
#include "ui/widgets/propertygrid.h"
#include "ui/widgets/stateglyph.h"
#include "ui/widgets/texttabs.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QScrollArea>
#include <QTabBar>
#include <QVBoxLayout>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
QString changeWord(PairChange::Kind kind)
{
    switch (kind) {
    case PairChange::Kind::Kept:
        return PipeReview::tr("Kept");
    case PairChange::Kind::Added:
        return PipeReview::tr("Added");
    case PairChange::Kind::Removed:
        break;
    }
    return PipeReview::tr("Removed");
}

QString changeIcon(PairChange::Kind kind)
{
    return kind == PairChange::Kind::Kept ? u"check"_s
        : kind == PairChange::Kind::Added ? u"plus"_s
                                          : u"minus"_s;
}

QString seconds(quint16 count)
{
    return PipeReview::tr("every %n seconds", nullptr, count);
}
} // namespace

PipeReview::PipeReview(const Console &console, QWidget *parent)
    : QWidget(parent)
    , m_console(console)
    , m_tabs(new TextTabs(this))
    , m_summary(new PropertyGrid(this))
    , m_pairsTitle(new Label(Label::Kind::Heading, QString(), this))
    , m_pairsNote(new Label(Label::Kind::Grey, QString(), this))
    , m_pairs(new QVBoxLayout)
    , m_glyph(new StateGlyph(this))
    , m_check(new Label(Label::Kind::Body, QString(), this))
    , m_warningGlyph(new StateGlyph(State::Warning, 16, this))
    , m_warnings(new Label(Label::Kind::Body, QString(), this))
{
    m_summary->setMaximumColumns(1);
    for (Label *label : {m_pairsNote, m_check, m_warnings})
        label->setWordWrap(true);
    auto *card = new Card;
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(12);
    column->addWidget(m_summary);
    column->addWidget(new Hairline(card));
    column->addWidget(m_pairsTitle);
    column->addWidget(m_pairsNote);
    column->addLayout(m_pairs);
    column->addWidget(new Hairline(card));
    const auto line = [column](StateGlyph *glyph, Label *text) {
        auto *row = new QHBoxLayout;
        row->setSpacing(8);
        row->addWidget(glyph, 0, Qt::AlignTop);
        row->addWidget(text, 1);
        column->addLayout(row);
    };
    line(m_glyph, m_check);
    line(m_warningGlyph, m_warnings);
    column->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(card);
    m_tabs->addPage(tr("Summary"), scroll);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(m_tabs);
}

void PipeReview::show(const PipePlan &plan, const std::optional<Pipe> &before,
                      const PipeSides &sides, bool bothWays)
{
    const QString called = calledSystem(m_console.inventory, plan);
    const QString calledName = systemName(m_console, called);
    const auto change = [](const QString &old, const QString &now) {
        return old == now ? now : isolatedLeftToRight(tr("%1 → %2").arg(old, now));
    };
    PropertyGroup group;
    group.rows.append(
        {.label = tr("Name"),
         .value = plan.name.isEmpty()
             ? (before ? isolated(before->name) : tr("%1 chooses one").arg(calledName))
             : change(before ? isolated(before->name) : isolated(plan.name), isolated(plan.name)),
         .cimName = u"PipeElementName"_s});
    group.rows.append({.label = tr("Source"), .value = sides.source, .cimName = u"SourceSystem"_s});
    group.rows.append({.label = tr("Target"), .value = sides.target, .cimName = u"TargetSystem"_s});
    group.rows.append({.label = tr("Direction"),
                       .value = bothWays ? tr("Both ways") : tr("From source to target")});
    const bool sets = plan.heartbeat && (!before || before->heartbeat != plan.heartbeat);
    QString beat = tr("As the system does by default");
    if (sets && before && before->heartbeat)
        beat = change(seconds(*before->heartbeat), seconds(*plan.heartbeat));
    else if (plan.heartbeat)
        beat = seconds(*plan.heartbeat);
    else if (before && before->heartbeat)
        beat = seconds(*before->heartbeat);
    group.rows.append({.label = tr("Heartbeat"), .value = beat, .cimName = u"Goal"_s});
    group.rows.append({.label = tr("Sent to"), .value = calledName});
    m_summary->setGroups({group});
    showPairs(plan, before, bothWays);

    QStringList warnings;
    for (const PipeProblem &problem : pipeProblems(m_console.inventory, plan)) {
        if (!problem.blocks)
            warnings.append(pipeProblemText(problem, sides));
    }
    m_warnings->setText(warnings.join(u'\n'));
    m_warnings->setVisible(!warnings.isEmpty());
    m_warningGlyph->setVisible(!warnings.isEmpty());

    const MethodCall call = pipeCall(m_console.inventory, plan);
    m_tabs->setTexts(call.isValid() ? callTexts(m_console, called, call) : QList<TextTab>());
    m_tabs->tabs()->setCurrentIndex(0);
}

void PipeReview::showPairs(const PipePlan &plan, const std::optional<Pipe> &before, bool bothWays)
{
    delete m_pairRows;
    m_pairRows = nullptr;
    const QList<PipeEnds> old = before ? before->ends() : QList<PipeEnds>();
    const bool replaces = plan.pairs && (!before || *plan.pairs != old);
    m_pairsTitle->setText(tr("Endpoints"));
    m_pairsNote->setText(!replaces && before ? tr("The present pairs stay.")
                             : !replaces     ? tr("The systems choose the endpoints.")
                             : before        ? tr("These pairs replace all existing pairs.")
                                             : QString());
    m_pairsNote->setVisible(!m_pairsNote->text().isEmpty());
    const QList<PipeEnds> after = replaces ? *plan.pairs : old;
    if (after.isEmpty())
        return;
    m_pairRows = new QWidget(this);
    auto *grid = new QGridLayout(m_pairRows);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(2, 1);
    int number = 0;
    for (const PairChange &pair : pairChanges(old, after)) {
        const int row = grid->rowCount();
        const bool gone = pair.kind == PairChange::Kind::Removed;
        if (before && replaces) {
            auto *picture = new QLabel(m_pairRows);
            picture->setPixmap(icon(changeIcon(pair.kind)).pixmap(16));
            grid->addWidget(picture, row, 0);
            grid->addWidget(new Label(Label::Kind::Grey, changeWord(pair.kind), m_pairRows), row,
                            1);
        } else {
            grid->addWidget(new Label(Label::Kind::Grey, locale().toString(++number), m_pairRows),
                            row, 0);
        }
        auto *ends = new Label(gone ? Label::Kind::Grey : Label::Kind::Body,
                               pairText(pair.ends, bothWays), m_pairRows);
        ends->setSelectable();
        grid->addWidget(ends, row, 2);
    }
    m_pairs->addWidget(m_pairRows);
}

void PipeReview::showCheck(const QString &summary, State state)
{
    m_glyph->setState(state);
    m_check->setText(summary);
}

} // namespace Cistern

#include "moc_pipereview.cpp"
