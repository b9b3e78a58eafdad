// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One stage of a ladder: glyph, name, what was found, time, and its trouble right below. Part of
// LadderView. GUI thread.
#pragma once

#include "ui/widgets/troublebox.h"

#include <optional>

namespace Cistern {

struct LadderRung
{
    State state = State::Untried;
    QString name;
    QString text;
    QString time;
    std::optional<BannerText> problem;
    QString command;     // to be run where the problem says; shown with Copy
    QStringList actions; // buttons under the problem

    bool operator==(const LadderRung &) const = default;
};

class RungRow : public QWidget
{
    Q_OBJECT

public:
    explicit RungRow(QWidget *parent = nullptr);

    void setRung(const LadderRung &rung);
    void setTime(const QString &time);
    void setNameWidth(int width);
    QWidget *glyph() const;
    TroubleBox *trouble() const { return m_trouble; } // null when there is none

Q_SIGNALS:
    void actionTriggered(int action);

private:
    LadderRung m_rung;
    QWidget *m_line;
    StateGlyph *m_glyph;
    Label *m_name;
    Label *m_text;
    Label *m_time;
    QWidget *m_below;
    TroubleBox *m_trouble = nullptr;
};

} // namespace Cistern
