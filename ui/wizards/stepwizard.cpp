// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/stepwizard.h"

#include "services/systems/connections.h"
#include "ui/text/connectwords.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/label.h"
#include "ui/widgets/steplist.h"

#include <QApplication>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace Cistern {

using namespace std::chrono_literals;

StepWizard::StepWizard(const Console &console, const QString &systemId, const QString &icon,
                       QWidget *parent)
    : QWizard(parent)
    , m_systemId(systemId)
    , m_console(console)
    , m_steps(new StepList(this))
    , m_away(new Label(Label::Kind::Body, QString(), this))
    , m_tick(new QTimer(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWizardStyle(QWizard::ModernStyle);
    setOptions(QWizard::NoBackButtonOnStartPage);
    setPixmap(QWizard::LogoPixmap, accentIcon(icon).pixmap(32));
    m_away->setWordWrap(true);
    m_away->setState(State::Warning);
    m_away->setContentsMargins(16, 8, 8, 16);
    auto *side = new QWidget(this);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_steps, 1);
    column->addWidget(m_away);
    setSideWidget(side);
    setButtonText(QWizard::NextButton, tr("Ne&xt"));
    setButtonText(QWizard::BackButton, tr("&Back"));
    connect(this, &QWizard::currentIdChanged, this, [this](int id) {
        m_steps->setCurrent(id);
        if (QWidget *field = m_firstFocus.value(id))
            field->setFocus();
    });
    connect(&console.connections, &Connections::stateChanged, this, &StepWizard::showAway);
    connect(this, &StepWizard::callChanged, this, &StepWizard::showAway); // for another system
    connect(m_tick, &QTimer::timeout, this, &StepWizard::showAway);
    showAway();
    resize(860, 600);
}

// What was entered stays whatever becomes of the connection; only sending has to wait.
bool StepWizard::isAway() const
{
    return !m_systemId.isEmpty() && m_console.book.find(m_systemId)
        && !m_console.connections.connection(m_systemId);
}

void StepWizard::showAway()
{
    const bool away = isAway();
    m_away->setVisible(away);
    if (!away) {
        m_tick->stop();
        return;
    }
    const SystemState state = m_console.connections.state(m_systemId);
    m_away->setText(tr("%1 is not connected (%2). Nothing can be sent until it is back; what you "
                       "entered stays.")
                        .arg(systemName(), stateText(state, m_console.clock.now())));
    m_tick->start(1s);
}

void StepWizard::setSteps(const QStringList &names, const QString &verb)
{
    m_steps->setSteps(names);
    setButtonText(QWizard::FinishButton, verb);
}

QString StepWizard::systemName() const
{
    const ConnectionSpec *spec = m_console.book.find(m_systemId);
    return spec ? spec->name : m_systemId;
}

void StepWizard::accept()
{
    if (m_committed || !currentPage()->validatePage())
        return;
    if (isAway()) {
        showAway();
        QApplication::alert(this);
        return;
    }
    m_committed = true;
    const MethodCall wanted = call();
    // First it is written down, then its draft is forgotten.
    Q_EMIT committed(m_systemId, wanted);
    QWizard::accept();
}

} // namespace Cistern
