// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/dialogs/pipedialog.h"

#include "services/inventory/refresher.h"
#include "services/systems/connections.h"
#include "ui/dialogs/pairmodel.h"
#include "ui/dialogs/pairtable.h"
#include "ui/dialogs/pipecheckcard.h"
#include "ui/dialogs/pipereview.h"
#include "ui/dialogs/pipeside.h"
#include "ui/text/units.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/failuretext.h"
#include "ui/widgets/fieldproblem.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/jobtext.h"
#include "ui/widgets/label.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using Field = PipeProblem::Field;
using Kind = PipeProblem::Kind;

namespace {
enum Page { FormPage, ReviewPage };

// Told by an empty field or by the state beside a system, not as an error.
bool isPlain(Kind kind)
{
    return kind == Kind::NoSource || kind == Kind::NoTarget || kind == Kind::SourceAway
        || kind == Kind::TargetAway || kind == Kind::NothingChanged;
}

bool haveMet(const PipeFacts &a, const PipeFacts &b)
{
    const auto joins = [](const PipeFacts &keeper, const QString &other) {
        const QList<Pipe> pipes = keeper.pipes();
        return std::any_of(pipes.begin(), pipes.end(), [&](const Pipe &pipe) {
            return sameName(pipe.sourceName, other) || sameName(pipe.targetName, other);
        });
    };
    return joins(a, b.systemName()) || joins(b, a.systemName());
}
} // namespace

PipeDialog::PipeDialog(const Console &console, const PipePlan &plan, QWidget *parent)
    : DialogFrame(parent)
    , m_console(console)
    , m_pipe(plan.pipe)
    , m_keeper(plan.creates() ? QString() : calledSystem(console.inventory, plan))
    , m_tryAnyway(plan.tryAnyway)
    , m_pages(new QStackedWidget(this))
    , m_banner(new Banner(this, Banner::Buttons::Below))
    , m_name(new QLineEdit(this))
    , m_nameProblem(new FieldProblem(m_name, this))
    , m_source(new PipeSide(console, PipeSide::Part::Source, this))
    , m_target(new PipeSide(console, PipeSide::Part::Target, this))
    , m_arrow(new Label(Label::Kind::Body, QString(), this))
    , m_swap(new QPushButton(this))
    , m_swapLabel(new Label(Label::Kind::Grey, tr("S&wap"), this))
    , m_peerProblem(new FieldProblem(nullptr, this))
    , m_portsNote(new Label(Label::Kind::Grey, tr("The systems choose the endpoints."), this))
    , m_leave(new QRadioButton(this))
    , m_choose(new QRadioButton(this))
    , m_add(new QPushButton(icon(u"plus"_s), tr("&Add pair"), this))
    , m_remove(new QPushButton(tr("Remo&ve"), this))
    , m_pairs(new PairTable(this))
    , m_replaceNote(new Label(Label::Kind::Grey, QString(), this))
    , m_pairProblem(new FieldProblem(m_pairs, this))
    , m_heartbeatLabel(new Label(Label::Kind::Body, tr("&Heartbeat:"), this))
    , m_heartbeat(new QSpinBox(this))
    , m_heartbeatHint(new Label(Label::Kind::Grey,
                                tr("How often each end tells the other that it is there."), this))
    , m_check(new PipeCheckCard(console, this))
    , m_review(new PipeReview(console, this))
    , m_later(new QTimer(this))
{
    const std::optional<Pipe> pipe = before();
    const bool create = plan.creates();
    setWindowTitle(
        create
            ? tr("New replication pipe")
            : tr("Change pipe – %1").arg(pipe ? pipe->name : m_pipe.key(u"InstanceID").toText()));
    m_leave->setText(create ? tr("&Let the systems choose") : tr("K&eep the present pairs"));
    m_choose->setText(create ? tr("Choose the &pairs") : tr("Replace the &pairs"));
    m_heartbeat->setRange(0, longestHeartbeat);
    m_heartbeat->setSpecialValueText(create ? tr("The system's default") : tr("As it is"));
    m_heartbeat->setSuffix(tr(" s"));
    m_heartbeat->setAccessibleName(tr("Heartbeat in seconds"));
    m_banner->hide();
    m_pages->addWidget(formPage());
    m_pages->addWidget(m_review);
    content()->addWidget(m_pages, 1);

    m_back = new QPushButton(tr("&Back"), this);
    addSide(m_back);
    m_next = addAccept(QString());
    addReject(tr("Cancel"));
    connect(m_back, &QPushButton::clicked, this, &PipeDialog::back);
    m_pages->setCurrentIndex(FormPage);
    m_back->hide();

    fill(plan);
    m_later->setSingleShot(true);
    m_later->setInterval(0);
    connect(m_later, &QTimer::timeout, this, &PipeDialog::followSystems);
    connect(&console.inventory, &Inventory::changed, m_later, qOverload<>(&QTimer::start));
    connect(&console.connections, &Connections::stateChanged, m_later, qOverload<>(&QTimer::start));
    connect(&console.book, &SystemBook::changed, m_later, qOverload<>(&QTimer::start));
    connect(m_name, &QLineEdit::textChanged, this, &PipeDialog::follow);
    for (PipeSide *side : {m_source, m_target})
        connect(side, &PipeSide::systemChanged, this, [this] {
            m_pairs->pairs()->setPairs({}); // they were of another system
            m_started = false;
            follow();
        });
    connect(m_swap, &QPushButton::clicked, this, &PipeDialog::swap);
    connect(m_choose, &QRadioButton::toggled, this, &PipeDialog::follow);
    connect(m_add, &QPushButton::clicked, m_pairs, &PairTable::addPair);
    connect(m_remove, &QPushButton::clicked, m_pairs, &PairTable::removePair);
    connect(m_pairs->pairs(), &PairModel::edited, this, &PipeDialog::follow);
    connect(m_heartbeat, &QSpinBox::valueChanged, this, &PipeDialog::follow);
    connect(m_check, &PipeCheckCard::changed, this, &PipeDialog::showCheckSummary);
    connect(m_peerProblem, &FieldProblem::offerTaken, this, [this] {
        m_tryAnyway = true;
        follow();
    });
    follow();
    resize(880, 740);
    m_name->setFocus();
}

QWidget *PipeDialog::formPage()
{
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_banner);
    column->addLayout(nameRow());
    column->addLayout(sidesRow());
    column->addWidget(m_peerProblem);
    column->addLayout(endpointsRow());
    column->addWidget(m_pairs, 1);
    column->addWidget(m_replaceNote);
    column->addWidget(m_pairProblem);
    column->addLayout(heartbeatRow());
    column->addWidget(m_check);
    column->addStretch(0); // takes what is left while there is no table
    m_pairs->setMinimumHeight(28 + 3 * 30);
    m_portsNote->setWordWrap(true);
    return page;
}

QLayout *PipeDialog::nameRow()
{
    auto *label = new Label(Label::Kind::Body, tr("&Name:"), this);
    label->setBuddy(m_name);
    m_name->setMinimumWidth(320);
    m_name->setMaximumWidth(480);
    m_name->setAccessibleName(tr("Name of the pipe"));
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(label);
    row->addWidget(m_name, 1);
    row->addWidget(
        new Label(Label::Kind::Grey, m_pipe.isEmpty() ? tr("Optional") : QString(), this));
    row->addStretch(1);
    auto *column = new QVBoxLayout;
    column->setSpacing(6);
    column->addLayout(row);
    column->addWidget(m_nameProblem);
    return column;
}

QLayout *PipeDialog::sidesRow()
{
    m_swap->setIcon(icon(u"swap"_s));
    m_swap->setAutoDefault(false);
    m_swap->setFixedWidth(40);
    m_swap->setAccessibleName(tr("Swap source and target"));
    m_swap->setToolTip(tr("Swap source and target"));
    m_swapLabel->setBuddy(m_swap);
    m_arrow->setAlignment(Qt::AlignCenter);
    auto *middle = new QVBoxLayout;
    middle->setSpacing(6);
    middle->addStretch(1);
    middle->addWidget(m_arrow, 0, Qt::AlignHCenter);
    middle->addWidget(m_swap, 0, Qt::AlignHCenter);
    middle->addWidget(m_swapLabel, 0, Qt::AlignHCenter);
    middle->addStretch(1);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(m_source, 1);
    row->addLayout(middle);
    row->addWidget(m_target, 1);
    setTabOrder(m_source, m_swap);
    setTabOrder(m_swap, m_target->chooser());
    return row;
}

QLayout *PipeDialog::endpointsRow()
{
    for (QPushButton *button : {m_add, m_remove})
        button->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(new Label(Label::Kind::Heading, tr("Endpoints"), this));
    row->addWidget(m_portsNote);
    row->addWidget(m_leave);
    row->addWidget(m_choose);
    row->addStretch(1);
    row->addWidget(m_add);
    row->addWidget(m_remove);
    return row;
}

QLayout *PipeDialog::heartbeatRow()
{
    m_heartbeatLabel->setBuddy(m_heartbeat);
    m_heartbeat->setMinimumWidth(
        m_heartbeat->fontMetrics().horizontalAdvance(m_heartbeat->specialValueText()) + 56);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(m_heartbeatLabel);
    row->addWidget(m_heartbeat);
    row->addWidget(m_heartbeatHint, 1);
    return row;
}

void PipeDialog::fill(const PipePlan &plan)
{
    const std::optional<Pipe> pipe = before();
    m_nameBefore = pipe ? pipe->name : QString();
    m_heartbeatBefore = pipe ? pipe->heartbeat : std::nullopt;
    m_name->setText(plan.name);
    m_source->setSystem(plan.sourceId);
    m_target->setSystem(plan.targetId);
    if (!plan.creates()) {
        m_source->setFixed(pipe ? pipe->sourceName : QString());
        m_target->setFixed(pipe ? pipe->targetName : QString());
    }
    m_heartbeat->setValue(plan.heartbeat.value_or(0));
    (plan.pairs ? m_choose : m_leave)->setChecked(true);
    m_pairs->pairs()->setPairs(plan.pairs ? *plan.pairs : pipe ? pipe->ends() : QList<PipeEnds>());
    m_started = plan.pairs || !plan.creates()
        || (!plan.sourceId.isEmpty() && !plan.targetId.isEmpty());
    if (!plan.creates() || !plan.targetId.isEmpty())
        return;
    // With one other system at hand there is nothing to choose.
    QStringList others;
    for (const ConnectionSpec &spec : m_console.book.systems()) {
        if (spec.id != plan.sourceId && m_console.connections.connection(spec.id))
            others.append(spec.id);
    }
    if (others.size() == 1 && !plan.sourceId.isEmpty())
        m_target->setSystem(others.first());
}

void PipeDialog::setPlan(const PipePlan &plan)
{
    fill(plan);
    follow();
}

std::optional<Pipe> PipeDialog::before() const
{
    return m_pipe.isEmpty() ? std::nullopt : PipeFacts(m_console.inventory, m_keeper).pipe(m_pipe);
}

bool PipeDialog::bothWays(const PipeFacts &called) const
{
    if (const std::optional<Pipe> pipe = before(); pipe && pipe->bothWays)
        return *pipe->bothWays;
    return called.bothWays();
}

bool PipeDialog::choosesPorts(const PipeFacts &called)
{
    return called.system().isEmpty() || called.choosesPorts();
}

PipePlan PipeDialog::plan() const
{
    PipePlan plan{.sourceId = m_source->systemId(),
                  .targetId = m_target->systemId(),
                  .pipe = m_pipe,
                  .name = {},
                  .pairs = {},
                  .heartbeat = {},
                  .tryAnyway = m_tryAnyway};
    if (m_choose->isChecked())
        plan.pairs = m_pairs->pairs()->pairs();
    // What nobody touched here is not sent, whatever it has become elsewhere meanwhile.
    if (m_name->text() != m_nameBefore)
        plan.name = m_name->text();
    if (m_heartbeat->value() > 0 && m_heartbeat->value() != m_heartbeatBefore)
        plan.heartbeat = quint16(m_heartbeat->value());
    return plan;
}

QList<PipeProblem> PipeDialog::problems() const
{
    return pipeProblems(m_console.inventory, plan());
}

void PipeDialog::setProblem(const Failure &failure, const QString &calledId)
{
    const MethodCall sent = pipeCall(m_console.inventory, plan());
    const QString problem = failure.cause == Failure::Cause::OutcomeUnknown
        ? tr("It is not known what became of the pipe.")
        : !m_pipe.isEmpty() ? tr("The pipe was not changed.")
        : m_name->text().isEmpty()
        ? tr("The pipe was not created.")
        : tr("The pipe %1 was not created.").arg(isolated(m_name->text()));
    BannerText text = failureBanner(failure, systemName(m_console, calledId), problem,
                                    sent.isValid() ? &sent : nullptr);
    // Systems that never met can't find each other's endpoints.
    if (failure.cause == Failure::Cause::InvalidValue && m_pipe.isEmpty() && !plan().pairs
        && choosesPorts(PipeFacts(m_console.inventory, calledId)))
        text.lines.append(tr("Systems that have not met before need pairs: choose them below."));
    // A target of ours takes pipes from peers alone, and says no more than that a value is wrong.
    const PipeFacts called(m_console.inventory, calledId);
    if (failure.cause == Failure::Cause::InvalidValue && m_pipe.isEmpty()
        && called.takesHeartbeat())
        text.lines.append(
            tr("Each system must know the other as a peer: run “cistern-cli peer add” "
               "on both."));
    m_banner->setText(text);
    m_banner->setClosable(true);
    connect(m_banner, &Banner::closed, m_banner, &QWidget::hide);
    m_banner->show();
}

void PipeDialog::swap()
{
    QList<PipeEnds> pairs = m_pairs->pairs()->pairs();
    for (PipeEnds &pair : pairs)
        std::swap(pair.source, pair.target);
    const bool started = m_started;
    const QString source = m_source->systemId();
    m_source->setSystem(m_target->systemId());
    m_target->setSystem(source);
    m_pairs->pairs()->setPairs(pairs);
    m_started = started;
    follow();
}

void PipeDialog::followSystems()
{
    m_source->refresh();
    m_target->refresh();
    follow();
}

void PipeDialog::follow()
{
    const PipeFacts source(m_console.inventory, m_source->systemId());
    const PipeFacts target(m_console.inventory, m_target->systemId());
    const bool create = m_pipe.isEmpty();
    // No field but the two systems has a say in it.
    const PipeFacts called(m_console.inventory, calledSystem(m_console.inventory, plan()));
    const bool both = bothWays(called);
    const bool chooses = choosesPorts(called);
    const bool known = !source.system().isEmpty() && !target.system().isEmpty();
    m_pairs->pairs()->setEndpoints(source.endpoints(), target.endpoints());
    // Systems that never met can't choose for themselves; the first pair is proposed once.
    if (create && known && chooses && !m_started && source.system() != target.system()) {
        m_started = true;
        if (!haveMet(source, target))
            m_choose->setChecked(true);
        m_pairs->addPair(); // comes back here
        return;
    }
    if (!chooses)
        m_leave->setChecked(true);
    const bool pairs = m_choose->isChecked();
    m_portsNote->setVisible(!chooses);
    m_leave->setVisible(chooses);
    m_choose->setVisible(chooses);
    m_choose->setEnabled(create || known);
    m_add->setVisible(chooses && pairs);
    m_remove->setVisible(chooses && pairs);
    m_remove->setEnabled(!m_pairs->pairs()->pairs().isEmpty());
    m_pairs->setVisible(pairs || !create);
    m_pairs->pairs()->setEditable(pairs);
    const std::optional<Pipe> present = before();
    m_pairs->setChangesShown(pairs && present);
    m_pairs->pairs()->setBefore(present && pairs ? std::optional(present->ends()) : std::nullopt);
    m_replaceNote->setText(tr("These pairs replace all existing pairs."));
    m_replaceNote->setVisible(pairs && !create);
    if (!pairs && present)
        m_pairs->pairs()->setPairs(present->ends());
    m_pairs->setBothWays(both);
    m_source->setBothWays(both);
    m_target->setBothWays(both);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    m_arrow->setPixmap(accentIcon(both           ? u"pipe"_s
                                      : mirrored ? u"arrow-left"_s
                                                 : u"arrow-right"_s)
                           .pixmap(24));
    m_arrow->setAccessibleName(both ? tr("both ways") : tr("from source to target"));
    m_swap->setVisible(create);
    m_swapLabel->setVisible(create);
    const bool beats = called.system().isEmpty() || called.takesHeartbeat();
    for (QWidget *part :
         {static_cast<QWidget *>(m_heartbeatLabel), static_cast<QWidget *>(m_heartbeat),
          static_cast<QWidget *>(m_heartbeatHint)})
        part->setVisible(beats);
    m_check->setQuestion(question(), {m_source->displayName(), m_target->displayName()});
    showProblems();
    showCheckSummary();
    Q_EMIT planChanged();
}

void PipeDialog::showProblems()
{
    const PipeSides sides{m_source->displayName(), m_target->displayName()};
    const QList<PipeProblem> found = problems();
    const auto first = [&](Field field) -> const PipeProblem * {
        const PipeProblem *shown = nullptr;
        for (const PipeProblem &each : found) {
            if (each.field() == field && !isPlain(each.kind)
                && (!shown || (each.blocks && !shown->blocks)))
                shown = &each;
        }
        return shown;
    };
    const auto tell = [&](FieldProblem *line, Field field) {
        const PipeProblem *problem = first(field);
        if (!problem)
            return line->clear();
        const bool mayOffer = problem->kind == Kind::NotOffered && problem->blocks;
        const auto isOurs = [&] {
            const auto state = m_console.connections.state(
                calledSystem(m_console.inventory, plan()));
            return state.ladder.rungs.size() > int(Rung::Step::Identify)
                && state.ladder.rung(Rung::Step::Identify).fact.startsWith("Cistern"_L1);
        };
        const bool offer = mayOffer && !isOurs();
        line->showProblem(pipeProblemText(*problem, sides), offer ? tr("&Try anyway") : QString(),
                          problem->blocks ? State::Error : State::Warning);
    };
    tell(m_nameProblem, Field::Name);
    tell(m_pairProblem, Field::Pairs);
    tell(m_peerProblem, Field::All);
    const PipeProblem *target = first(Field::Target);
    m_target->showProblem(target ? pipeProblemText(*target, sides) : QString());
    const bool blocked = blocks(found);
    m_next->setEnabled(!blocked && pipeCall(m_console.inventory, plan()).isValid());
    m_next->setText(!isReviewing()         ? tr("&Review…")
                        : m_pipe.isEmpty() ? tr("&Create pipe")
                                           : tr("&Change pipe"));
    const auto plain = std::find_if(found.begin(), found.end(), [](const PipeProblem &each) {
        return each.blocks && isPlain(each.kind);
    });
    m_next->setToolTip(plain == found.end() ? QString() : pipeProblemText(*plain, sides));
}

std::optional<PipeQuestion> PipeDialog::question() const
{
    const PipePlan wanted = plan();
    const PipeFacts source(m_console.inventory, wanted.sourceId);
    const PipeFacts target(m_console.inventory, wanted.targetId);
    if (source.service().isEmpty() || target.service().isEmpty()
        || wanted.sourceId == wanted.targetId)
        return std::nullopt;
    PipeQuestion question{
        .source = {.systemId = wanted.sourceId, .service = source.service(), .endpoints = {}},
        .target = {.systemId = wanted.targetId, .service = target.service(), .endpoints = {}},
        .creates = wanted.creates(),
        .callsTarget = calledSystem(m_console.inventory, wanted) == wanted.targetId};
    const std::optional<Pipe> present = before();
    for (const PipeEnds &pair : wanted.pairs ? *wanted.pairs
             : present                       ? present->ends()
                                             : QList<PipeEnds>()) {
        question.source.endpoints.append(pair.source);
        question.target.endpoints.append(pair.target);
    }
    return question;
}

void PipeDialog::showCheckSummary()
{
    const QList<PipeFinding> findings = m_check->findings();
    QList<PipeCheckLine> ofPairs;
    for (int i = 0; !findings.isEmpty() && i < m_pairs->pairs()->pairs().size(); ++i)
        ofPairs.append(pairCheckLine(findings, i));
    m_pairs->pairs()->setChecks(ofPairs);
    for (const bool target : {false, true}) {
        QString words;
        State state = State::Ok;
        for (const PipeFinding &finding : findings) {
            if (finding.subject != PipeFinding::Subject::Rights || finding.target != target)
                continue;
            const bool denied = finding.failure && finding.failure->cause == Failure::Cause::Denied;
            state = denied ? State::Warning : State::Ok;
            words = finding.verdict == PipeFinding::Verdict::Good
                ? tr("Connected, may manage pipes")
                : denied ? tr("Connected, may not manage pipes")
                         : QString();
        }
        (target ? m_target : m_source)->setRights(words, state);
    }

    const QList<PipeCheckLine> lines = m_check->lines();
    const auto worst = [&](State state) {
        return std::find_if(lines.begin(), lines.end(),
                            [state](const PipeCheckLine &line) { return line.state == state; });
    };
    if (m_check->isRunning()) {
        m_review->showCheck(tr("Checking both systems…"), State::Busy);
    } else if (!m_check->isCurrent()) {
        m_review->showCheck(tr("Not checked."), State::Untried);
    } else if (worst(State::Error) != lines.end()) {
        m_review->showCheck(tr("The check found trouble. %1").arg(worst(State::Error)->text),
                            State::Error);
    } else if (worst(State::Warning) != lines.end()) {
        m_review->showCheck(tr("The check found a doubt. %1").arg(worst(State::Warning)->text),
                            State::Warning);
    } else {
        m_review->showCheck(tr("Both systems were checked; nothing stands in the way."), State::Ok);
    }
}

bool PipeDialog::isReviewing() const
{
    return m_pages->currentIndex() == ReviewPage;
}

void PipeDialog::showReview()
{
    if (!m_check->isCurrent() && !m_check->isRunning())
        m_check->start();
    const PipePlan wanted = plan();
    const QString called = calledSystem(m_console.inventory, wanted);
    m_reviewed = {called, pipeCall(m_console.inventory, wanted)};
    m_review->show(wanted, before(), {m_source->displayName(), m_target->displayName()},
                   bothWays(PipeFacts(m_console.inventory, called)));
    m_pages->setCurrentIndex(ReviewPage);
    m_back->show();
    showProblems();
    m_next->setFocus();
}

void PipeDialog::accept()
{
    if (m_committed || !m_next->isEnabled())
        return;
    if (!isReviewing()) {
        showReview();
        return;
    }
    const PipePlan wanted = plan();
    const MethodCall call = pipeCall(m_console.inventory, wanted);
    if (blocks(problems()) || !call.isValid() || !call.problems().isEmpty())
        return;
    const QString called = calledSystem(m_console.inventory, wanted);
    // The systems may have changed since it was read.
    if (m_reviewed != std::pair(called, call)) {
        showReview();
        return;
    }
    m_committed = true;
    // First it is written down, then its draft is forgotten.
    Q_EMIT committed(called, call);
    DialogFrame::accept();
}

void PipeDialog::back()
{
    m_pages->setCurrentIndex(FormPage);
    m_back->hide();
    showProblems();
    m_name->setFocus();
}

} // namespace Cistern

#include "moc_pipedialog.cpp"
