// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A label for text that may come from anywhere: always plain text, in one of the type sizes, and in
// a colour that follows the palette. Owned by its parent. GUI thread.
#pragma once

#include "models/roles.h"

#include <QLabel>

namespace Cistern {

class Label : public QLabel
{
    Q_OBJECT
public:
    enum class Kind {
        Body,
        Secondary, // grey, a little smaller
        Grey,      // grey at body size: labels of properties
        Heading,   // of a section
        CardTitle,
        Figure,
        Title, // of a pane or dialog
        Fixed, // requests, fingerprints, commands
    };

    explicit Label(Kind kind, const QString &text = QString(), QWidget *parent = nullptr);

    // Coloured as the state is; State::None goes back to the kind's own colour.
    void setState(State state);
    // A heading of something that is done or not ready yet.
    void setGrey(bool grey);
    // So that it can be read out, marked and copied.
    void setSelectable();
    // May be narrower than its text, which then ends in "…" and is told in full by the tooltip.
    void setElided(bool elided);

    // Counted from the layout's leading side; Qt's own would follow the direction of the text.
    void setAlignment(Qt::Alignment alignment);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void dress();
    void dye();
    void align();

    Kind m_kind;
    Qt::Alignment m_alignment = Qt::AlignLeading | Qt::AlignVCenter;
    State m_state = State::None;
    bool m_elided = false;
    bool m_grey = false;
};

} // namespace Cistern
