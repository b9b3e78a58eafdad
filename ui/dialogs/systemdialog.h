// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Changes how a system is reached: address, name, group, sign-in. The connection starts anew when
// that changed. Owned by its window. GUI thread.
#pragma once

#include "services/systems/connectionspec.h"
#include "ui/widgets/console.h"
#include "ui/widgets/dialogframe.h"

class QComboBox;
class QLineEdit;

namespace Cistern {

class FieldProblem;
class SignInFields;

class SystemDialog : public DialogFrame
{
    Q_OBJECT

public:
    SystemDialog(const Console &console, const ConnectionSpec &spec, QWidget *parent = nullptr);

    ConnectionSpec spec() const; // what the fields say

public Q_SLOTS:
    void accept() override;

private:
    void check();
    void makeSet();

    Console m_console;
    ConnectionSpec m_old;
    QLineEdit *m_name;
    QLineEdit *m_address;
    FieldProblem *m_addressProblem;
    SignInFields *m_signIn;
    QComboBox *m_site;
    QPushButton *m_save;
    bool m_saving = false;
};

} // namespace Cistern
