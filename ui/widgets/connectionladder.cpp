// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/connectionladder.h"

#include "ui/text/connectwords.h"
#include "ui/text/units.h"

#include <QTimer>

namespace Cistern {

namespace {
using Cause = Failure::Cause;
using Remedy = ConnectionLadder::Remedy;

Remedy remedyFor(const Failure &failure)
{
    switch (failure.cause) {
    case Cause::Certificate:
    case Cause::CertificateChanged:
    case Cause::CertificateExpired:
    case Cause::CertificateName:
        return Remedy::Trust;
    case Cause::SignIn:
    case Cause::Account:
    case Cause::Denied:
    case Cause::NoTicket:
    case Cause::SchemeNotOffered:
    case Cause::Unencrypted:
        return Remedy::SignIn;
    case Cause::NotSupported:
        return failure.stage == Failure::Stage::SignIn ? Remedy::SignIn : Remedy::TryAgain;
    default:
        return Remedy::TryAgain;
    }
}

State stateOf(const Rung &rung)
{
    switch (rung.state) {
    case Rung::State::Climbing:
        return State::Busy;
    case Rung::State::Done:
        return rung.failure ? State::Warning : State::Ok;
    case Rung::State::Failed:
        if (rung.failure && wantsSignIn(*rung.failure))
            return State::Warning;
        return rung.failure && remedyFor(*rung.failure) == Remedy::Trust ? State::CertificateChanged
                                                                         : State::Error;
    case Rung::State::Skipped:
        return State::Stopped;
    case Rung::State::NotTried:
        break;
    }
    return State::Untried;
}

QString wordsFor(Remedy remedy)
{
    switch (remedy) {
    case Remedy::SignIn:
        return ConnectionLadder::tr("Sign in as…");
    case Remedy::Trust:
        return ConnectionLadder::tr("Show the certificate…");
    case Remedy::TryAgain:
        return ConnectionLadder::tr("Try now");
    }
    return {};
}
} // namespace

ConnectionLadder::ConnectionLadder(const Clock &clock, const QList<Remedy> &offered,
                                   QWidget *parent)
    : LadderView(parent), m_clock(clock), m_offered(offered), m_timer(new QTimer(this))
{
    m_timer->setInterval(100);
    connect(m_timer, &QTimer::timeout, this, &ConnectionLadder::count);
    connect(this, &LadderView::actionTriggered, this, [this](int rung, int action) {
        const QList<Remedy> remedies = remediesFor(m_ladder.rungs.at(rung));
        if (action < remedies.size())
            Q_EMIT remedyAsked(remedies.at(action));
    });
}

// What cures it first, then trying again.
QList<Remedy> ConnectionLadder::remediesFor(const Rung &rung) const
{
    if (!rung.failure)
        return {};
    QList<Remedy> remedies{remedyFor(*rung.failure)};
    if (!remedies.contains(Remedy::TryAgain))
        remedies.append(Remedy::TryAgain);
    remedies.removeIf([this](Remedy remedy) { return !m_offered.contains(remedy); });
    return remedies;
}

void ConnectionLadder::setLadder(const Ladder &ladder, const ConnectionSpec &spec)
{
    m_ladder = ladder;
    QList<LadderRung> rungs;
    for (const Rung &rung : ladder.rungs) {
        LadderRung shown;
        shown.state = stateOf(rung);
        shown.name = stepText(rung.step);
        shown.text = rungText(rung, ladder, spec);
        if (rung.state == Rung::State::Done || rung.state == Rung::State::Failed)
            shown.time = formatDuration(rung.took);
        if (const auto message = rungMessage(rung, ladder, spec)) {
            shown.problem = BannerText{.state = shown.state,
                                       .problem = message->problem,
                                       .lines = {tr("Cause: %1").arg(message->cause)},
                                       .details = message->details};
            if (!message->fix.isEmpty())
                shown.problem->lines.append(tr("Fix: %1").arg(message->fix));
            shown.command = message->command;
            for (const Remedy remedy : remediesFor(rung))
                shown.actions.append(wordsFor(remedy));
        }
        rungs.append(shown);
    }
    setRungs(rungs);
    if (ladder.climbing()) {
        count();
        m_timer->start();
    } else {
        m_timer->stop();
    }
}

void ConnectionLadder::count()
{
    if (const Rung *rung = m_ladder.climbing())
        setTime(int(rung->step), formatDuration(m_clock.elapsed() - rung->began));
}

QString ConnectionLadder::summary() const
{
    const QString took = formatDuration(m_ladder.took());
    if (const Rung *failed = m_ladder.failed())
        return tr("stopped at “%1” after %2").arg(stepText(failed->step), took);
    if (m_ladder.connected())
        return tr("connected after %1").arg(took);
    return m_ladder.climbing() ? tr("climbing…") : QString();
}

QPushButton *ConnectionLadder::button(Remedy remedy) const
{
    for (const Rung &rung : m_ladder.rungs) {
        const RungRow *shown = row(int(rung.step));
        const auto action = remediesFor(rung).indexOf(remedy);
        if (action >= 0 && shown && shown->trouble())
            return shown->trouble()->button(int(action));
    }
    return nullptr;
}

} // namespace Cistern

#include "moc_connectionladder.cpp"
