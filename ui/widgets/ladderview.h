// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A connection as it climbs, rung by rung, with the trouble and its fix right under the rung that
// failed. Shows what it is given; knows no connection. GUI thread.
#pragma once

#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"

#include <QList>

#include <optional>

class QVBoxLayout;

namespace Cistern {

struct LadderRung
{
    State state = State::Untried;
    QString name;
    QString text;
    QString time;
    std::optional<BannerText> problem;
    QString command;     // to be run on the server; shown with Copy
    QStringList actions; // at most two buttons under the problem

    bool operator==(const LadderRung &) const = default;
};

class LadderView : public Card
{
    Q_OBJECT
public:
    explicit LadderView(QWidget *parent = nullptr);

    void setRungs(const QList<LadderRung> &rungs);
    [[nodiscard]] const QList<LadderRung> &rungs() const { return m_rungs; }

signals:
    void actionTriggered(int rung, int action);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addRung(const LadderRung &rung, int index, int nameWidth);

    QVBoxLayout *m_column;
    QWidget *m_body = nullptr;
    QList<QWidget *> m_glyphs; // the line between them is drawn by the card
    QList<LadderRung> m_rungs;
};

} // namespace Cistern
