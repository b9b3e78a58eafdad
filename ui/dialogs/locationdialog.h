// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Makes a folder of this computer a storage location. Owned by its window. GUI thread.
#pragma once

#include "ui/widgets/console.h"
#include "ui/widgets/dialogframe.h"

class QLineEdit;

namespace Cistern {

class FieldProblem;
class SizeEdit;

class LocationDialog : public DialogFrame
{
    Q_OBJECT

public:
    explicit LocationDialog(const Console &console, QWidget *parent = nullptr);

Q_SIGNALS:
    void added();

public Q_SLOTS:
    void accept() override;

private:
    void browse();
    void check();

    Console m_console;
    QLineEdit *m_folder;
    FieldProblem *m_problem;
    SizeEdit *m_limit;
    QPushButton *m_add;
    bool m_adding = false;
};

} // namespace Cistern
