// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a pipe's form would do, and exactly what will be sent. GUI thread.
#pragma once

#include "models/pipewords.h"
#include "services/schema/methodcall.h"
#include "ui/widgets/console.h"

#include <QWidget>

class QVBoxLayout;

namespace Cistern {

class Label;
class PropertyGrid;
class StateGlyph;
class TextTabs;

class PipeReview : public QWidget
{
    Q_OBJECT

public:
    explicit PipeReview(const Console &console, QWidget *parent = nullptr);

    // before: of a pipe that is changed.
    void show(const PipePlan &plan, const std::optional<Pipe> &before, const PipeSides &sides,
              bool bothWays);
    void showCheck(const QString &summary, State state);
    TextTabs *tabs() const { return m_tabs; }

private:
    void showPairs(const PipePlan &plan, const std::optional<Pipe> &before, bool bothWays);

    Console m_console;
    TextTabs *m_tabs;
    PropertyGrid *m_summary;
    Label *m_pairsTitle;
    Label *m_pairsNote;
    QVBoxLayout *m_pairs;
    QWidget *m_pairRows = nullptr;
    StateGlyph *m_glyph;
    Label *m_check;
    StateGlyph *m_warningGlyph;
    Label *m_warnings;
};

} // namespace Cistern
