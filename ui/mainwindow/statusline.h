// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Lasting facts at the foot of the window: how many systems are connected, which are in trouble,
// how many pools are low on space. Owned by the main window; GUI thread.
#pragma once

#include "services/inventory/inventory.h"
#include "ui/widgets/console.h"

#include <QSet>
#include <QStatusBar>

namespace Cistern {

class Label;
class LinkButton;
class StateGlyph;

class StatusLine : public QStatusBar
{
    Q_OBJECT

public:
    explicit StatusLine(const Console &console, QWidget *parent = nullptr);

    void refresh();

Q_SIGNALS:
    void certificateAsked(const QString &systemId); // somebody wants to decide about it
    void signInAsked(const QString &systemId);

private:
    void look(const QList<NodeId> &nodes);

    Console m_console;
    QSet<NodeId> m_lowPools;
    Label *m_connected;
    StateGlyph *m_glyph;
    Label *m_trouble;
    StateGlyph *m_key;
    LinkButton *m_signIns;
    QString m_unknown; // the first system that wants a sign-in
    StateGlyph *m_shield;
    LinkButton *m_certificates;
    QString m_undecided; // the first system whose certificate awaits a decision
    StateGlyph *m_lowGlyph;
    Label *m_low;
};

} // namespace Cistern
