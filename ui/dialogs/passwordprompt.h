// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Asks a person for the password of a system or of a credential set, to sign in or because it is
// another now. Owned by its window. GUI thread.
#pragma once

#include "services/systems/secretsource.h"
#include "ui/widgets/dialogframe.h"

class QCheckBox;
class QLineEdit;

namespace Cistern {

class SecretEdit;

class PasswordPrompt : public DialogFrame
{
    Q_OBJECT

public:
    explicit PasswordPrompt(const SecretQuestion &question, QWidget *parent = nullptr);
    // The new one of a set.
    PasswordPrompt(const CredentialSet &set, qsizetype systems, QWidget *parent = nullptr);

    ToldSecret told() const;

private:
    void layOut(const QString &label, const QString &verb, bool keeps);

    SecretEdit *m_password;
    QCheckBox *m_remember;
};

// The window asks when no keychain has it; closing the prompt refuses the sign-in.
SecretPrompt promptOver(QWidget *window);

} // namespace Cistern
