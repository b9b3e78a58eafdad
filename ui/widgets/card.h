// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A block on Base with a fine border and round corners; put a layout into it. GUI thread.
#pragma once

#include <QWidget>

namespace Cistern {

class Card : public QWidget
{
    Q_OBJECT
public:
    enum class Look { Framed, Quiet }; // quiet: AlternateBase and no border

    explicit Card(QWidget *parent = nullptr, Look look = Look::Framed);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Look m_look;
};

// A line of one pixel between blocks.
class Hairline : public QWidget
{
    Q_OBJECT
public:
    explicit Hairline(QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace Cistern
