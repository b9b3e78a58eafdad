// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The ladder of a connection, with its words and the ways out that its owner can go. Counts while a
// stage is under way. Owned by its window. GUI thread.
#pragma once

#include "services/systems/connections.h"
#include "ui/widgets/ladderview.h"

class QTimer;

namespace Cistern {

class ConnectionLadder : public LadderView
{
    Q_OBJECT

public:
    enum class Remedy : quint8 {
        SignIn,  // as another user, with another password, in another way
        Trust,   // look at the certificate and decide
        TryAgain // now
    };
    Q_ENUM(Remedy)

    // The clock outlives the widget.
    ConnectionLadder(const Clock &clock, const QList<Remedy> &offered, QWidget *parent = nullptr);

    void setLadder(const Ladder &ladder, const ConnectionSpec &spec);
    const Ladder &ladder() const { return m_ladder; }
    // "stopped at Sign-in after 0.2 s"; empty before the first step.
    QString summary() const;
    QPushButton *button(Remedy remedy) const; // null when it is not offered now

Q_SIGNALS:
    void remedyAsked(Cistern::ConnectionLadder::Remedy remedy);

private:
    QList<Remedy> remediesFor(const Rung &rung) const;
    void count();

    const Clock &m_clock;
    QList<Remedy> m_offered;
    Ladder m_ladder;
    QTimer *m_timer;
};

} // namespace Cistern
