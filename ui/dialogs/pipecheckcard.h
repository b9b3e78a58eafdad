// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Check: asks both systems before anything is sent, a line for each thing that was asked. GUI
// thread.
#pragma once

#include "models/pipewords.h"
#include "services/inventory/pipecheck.h"
#include "ui/widgets/card.h"
#include "ui/widgets/console.h"

#include <QDateTime>

#include <memory>
#include <optional>

class QPushButton;
class QVBoxLayout;

namespace Cistern {

class Label;

class PipeCheckCard : public Card
{
    Q_OBJECT

public:
    explicit PipeCheckCard(const Console &console, QWidget *parent = nullptr);

    // What would be asked; none: there is nothing to ask yet. Another question makes the answers of
    // the last one old.
    void setQuestion(const std::optional<PipeQuestion> &question, const PipeSides &sides);
    void start();
    bool isRunning() const { return m_check && !m_check->over(); }
    bool isCurrent() const; // asked, all answered, and still the same question
    // Empty when they are old.
    QList<PipeFinding> findings() const;
    QList<PipeCheckLine> lines() const;
    QPushButton *button() const { return m_button; }

Q_SIGNALS:
    void changed();

private:
    void stop();
    void toggle();
    void show(const QString &summary);
    void follow();

    Console m_console;
    std::optional<PipeQuestion> m_question;
    std::optional<PipeQuestion> m_asked;
    PipeSides m_sides;
    std::unique_ptr<PipeCheck> m_check;
    QDateTime m_ended; // UTC
    Label *m_summary;
    QPushButton *m_button;
    QVBoxLayout *m_column;
    QWidget *m_body = nullptr;
};

} // namespace Cistern
