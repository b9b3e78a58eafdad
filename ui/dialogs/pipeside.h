// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One side of a pipe: which system, whether it is connected, how many pipes it has, which protocol
// they speak. Lets sign in or add a system right here. GUI thread.
#pragma once

#include "models/pipefacts.h"
#include "ui/widgets/card.h"
#include "ui/widgets/console.h"

class QComboBox;

namespace Cistern {

class FieldProblem;
class Label;
class LinkButton;
class StateGlyph;

class PipeSide : public Card
{
    Q_OBJECT

public:
    enum class Part { Source, Target };

    PipeSide(const Console &console, Part part, QWidget *parent = nullptr);

    QString systemId() const;
    void setSystem(const QString &id);
    // name: of the system where it is none of the configured ones. It can't be chosen any more.
    void setFixed(const QString &name);
    void setBothWays(bool bothWays);
    // What the last check found about this person's rights; empty: not asked.
    void setRights(const QString &words, State state);
    void showProblem(const QString &text);
    QString displayName() const;
    QComboBox *chooser() const { return m_chooser; }
    void refresh(); // after a change of connections or of the inventory

Q_SIGNALS:
    void systemChanged();

private:
    void fill();
    void chosen(int index);
    void showState();

    Console m_console;
    Part m_part;
    QString m_id;
    QString m_fixedName;
    QString m_rights;
    State m_rightsState = State::Ok;
    bool m_filling = false;
    QComboBox *m_chooser;
    Label *m_line;
    FieldProblem *m_problem;
    StateGlyph *m_glyph;
    Label *m_state;
    LinkButton *m_connect;
    Label *m_pipes;
    Label *m_protocol;
};

} // namespace Cistern
