// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/dialogs/pipeside.h"

#include "services/inventory/refresher.h"
#include "services/systems/connections.h"
#include "ui/dialogs/connectdialog.h"
#include "ui/text/messages.h"
#include "ui/text/units.h"
#include "ui/widgets/fieldproblem.h"
#include "ui/widgets/jobtext.h"
#include "ui/widgets/label.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/stateglyph.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QGridLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
// The item that adds a system; no id looks like this.
const QString anotherSystem = u"?"_s;

State stateOf(const SystemState &system)
{
    switch (system.phase) {
    case SystemState::Phase::Connected:
        return State::Ok;
    case SystemState::Phase::Connecting:
        return State::Busy;
    case SystemState::Phase::Waiting:
        return State::Retrying;
    case SystemState::Phase::Failed:
        return State::Error;
    case SystemState::Phase::Idle:
        break;
    }
    return State::Untried;
}

QIcon glyphIcon(State state, const QWidget *widget)
{
    constexpr int side = 14;
    QPixmap picture(QSize(side, side) * widget->devicePixelRatioF());
    picture.setDevicePixelRatio(widget->devicePixelRatioF());
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    paintStateGlyph(&painter, QRectF(0, 0, side, side), state, widget->palette());
    return QIcon(picture);
}
} // namespace

PipeSide::PipeSide(const Console &console, Part part, QWidget *parent)
    : Card(parent)
    , m_console(console)
    , m_part(part)
    , m_chooser(new QComboBox(this))
    , m_line(new Label(Label::Kind::Grey, QString(), this))
    , m_problem(new FieldProblem(m_chooser, this))
    , m_glyph(new StateGlyph(State::Untried, 14, this))
    , m_state(new Label(Label::Kind::Body, QString(), this))
    , m_connect(new LinkButton(tr("Connect"), this))
    , m_pipes(new Label(Label::Kind::Body, QString(), this))
    , m_protocol(new Label(Label::Kind::Body, QString(), this))
{
    const bool source = part == Part::Source;
    auto *title = new Label(Label::Kind::Heading, source ? tr("&Source") : tr("&Target"), this);
    title->setBuddy(m_chooser);
    m_chooser->setAccessibleName(source ? tr("Source system") : tr("Target system"));
    m_chooser->setPlaceholderText(tr("Choose a system…"));
    m_chooser->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_chooser->setMinimumContentsLength(24);
    for (Label *value : {m_state, m_pipes, m_protocol})
        value->setElided(true);
    m_connect->setFlush(true);

    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(title);
    head->addWidget(m_line, 1);
    auto *state = new QHBoxLayout;
    state->setSpacing(8);
    state->addWidget(m_glyph);
    state->addWidget(m_state, 1);
    state->addWidget(m_connect);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(1, 1);
    const auto row = [this, grid](int at, const QString &text) {
        grid->addWidget(new Label(Label::Kind::Grey, text, this), at, 0);
    };
    row(0, tr("State"));
    grid->addLayout(state, 0, 1);
    row(1, tr("Pipes"));
    grid->addWidget(m_pipes, 1, 1);
    row(2, tr("Protocol"));
    grid->addWidget(m_protocol, 2, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(m_chooser);
    column->addWidget(m_problem);
    column->addLayout(grid);
    column->addStretch(1);

    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(m_chooser, &QComboBox::currentIndexChanged, this, &PipeSide::chosen);
    connect(m_connect, &QPushButton::clicked, this, [this] { m_console.connections.open(m_id); });
    setBothWays(false);
    fill();
    showState();
}

QString PipeSide::systemId() const
{
    return m_id;
}

QString PipeSide::displayName() const
{
    if (!m_id.isEmpty())
        return systemName(m_console, m_id);
    return m_fixedName.isEmpty() ? tr("the other system") : m_fixedName;
}

void PipeSide::setSystem(const QString &id)
{
    if (id == m_id)
        return;
    m_id = id;
    // What it has now counts, not what was seen a while ago.
    if (!id.isEmpty() && m_console.connections.connection(id))
        m_console.refresher.refresh(id);
    fill();
    showState();
    Q_EMIT systemChanged();
}

void PipeSide::setFixed(const QString &name)
{
    m_fixedName = name.isEmpty() ? tr("Unknown system") : name;
    m_chooser->setEnabled(false);
    fill();
    showState();
}

void PipeSide::setBothWays(bool bothWays)
{
    m_line->setText(bothWays                     ? tr("sends and receives")
                        : m_part == Part::Source ? tr("sends the data")
                                                 : tr("receives the data"));
}

void PipeSide::setRights(const QString &words, State state)
{
    if (words == m_rights)
        return;
    m_rights = words;
    m_rightsState = state;
    showState();
}

void PipeSide::showProblem(const QString &text)
{
    if (text.isEmpty())
        m_problem->clear();
    else
        m_problem->showProblem(text);
}

void PipeSide::fill()
{
    m_filling = true;
    m_chooser->clear();
    for (const ConnectionSpec &spec : m_console.book.systems()) {
        const QString name = systemName(m_console, spec.id);
        m_chooser->addItem(glyphIcon(stateOf(m_console.connections.state(spec.id)), this),
                           spec.site.isEmpty() ? name : tr("%1 · %2").arg(name, spec.site),
                           spec.id);
    }
    if (m_fixedName.isEmpty()) {
        m_chooser->insertSeparator(m_chooser->count());
        m_chooser->addItem(tr("Connect to another system…"), anotherSystem);
    } else if (m_id.isEmpty()) {
        m_chooser->addItem(m_fixedName, QString());
        m_chooser->setCurrentIndex(m_chooser->count() - 1);
    }
    if (!m_id.isEmpty() || m_fixedName.isEmpty())
        m_chooser->setCurrentIndex(m_id.isEmpty() ? -1 : m_chooser->findData(m_id));
    m_filling = false;
}

void PipeSide::chosen(int index)
{
    if (m_filling || index < 0)
        return;
    const QString id = m_chooser->itemData(index).toString();
    if (id != anotherSystem) {
        setSystem(id);
        return;
    }
    fill(); // back to what was chosen, until the new one is there
    auto *dialog = new ConnectDialog(m_console, window());
    connect(dialog, &ConnectDialog::connected, this, &PipeSide::setSystem);
    dialog->open();
}

void PipeSide::refresh()
{
    if (!m_chooser->view()->isVisible())
        fill();
    showState();
}

void PipeSide::showState()
{
    if (m_id.isEmpty()) {
        m_glyph->setState(State::Untried);
        m_state->setText(m_fixedName.isEmpty() ? tr("Not chosen yet")
                                               : tr("Not among the systems here"));
        m_connect->hide();
        m_pipes->setText(u"–"_s);
        m_protocol->setText(u"–"_s);
        return;
    }
    const SystemState system = m_console.connections.state(m_id);
    const PipeFacts facts(m_console.inventory, m_id);
    State state = stateOf(system);
    QString words;
    switch (system.phase) {
    case SystemState::Phase::Connected:
        words = facts.system().isEmpty() ? tr("Connected, being read…")
            : !facts.offersPipes()       ? tr("Connected, offers no pipes")
            : m_rights.isEmpty()         ? tr("Connected")
                                         : m_rights;
        if (facts.system().isEmpty())
            state = State::Busy;
        else if (!facts.offersPipes())
            state = State::Info;
        else if (!m_rights.isEmpty())
            state = m_rightsState;
        break;
    case SystemState::Phase::Connecting:
        words = tr("Connecting…");
        break;
    case SystemState::Phase::Waiting:
    case SystemState::Phase::Failed:
        words = system.failure ? causeText(*system.failure, displayName()) : tr("Not connected");
        break;
    case SystemState::Phase::Idle:
        words = tr("Not connected");
        break;
    }
    m_glyph->setState(state);
    m_state->setText(words);
    m_connect->setVisible(system.phase != SystemState::Phase::Connected
                          && system.phase != SystemState::Phase::Connecting);
    const auto pipes = int(facts.pipes().size());
    m_pipes->setText(facts.system().isEmpty() ? u"–"_s
                         : facts.maximumPipes() > 0
                         ? tr("%1 of at most %2").arg(pipes).arg(facts.maximumPipes())
                         : locale().toString(pipes));
    m_protocol->setText(facts.protocol().isEmpty() ? u"–"_s : isolated(facts.protocol()));
}

} // namespace Cistern

#include "moc_pipeside.cpp"
