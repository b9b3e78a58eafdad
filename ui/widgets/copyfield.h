// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A command to be run elsewhere, in one line, with a button that copies it. GUI thread.
#pragma once

#include <QWidget>

class QLineEdit;

namespace Cistern {

class CopyField : public QWidget
{
    Q_OBJECT
public:
    explicit CopyField(const QString &text, QWidget *parent = nullptr);
    [[nodiscard]] QString text() const;

private:
    QLineEdit *m_field;
};

} // namespace Cistern
