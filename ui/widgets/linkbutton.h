// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A button that looks like a link: reached by keyboard, no frame. GUI thread.
#pragma once

#include <QPushButton>

namespace Cistern {

class LinkButton : public QPushButton
{
    Q_OBJECT
public:
    explicit LinkButton(const QString &text, QWidget *parent = nullptr);

    // Without the room around the text, so that it lines up with the values above and below.
    void setFlush(bool flush);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    bool m_flush = false;
};

} // namespace Cistern
