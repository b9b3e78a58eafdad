// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Asks a person for the password of one system. Owned by its window. GUI thread.
#pragma once

#include "services/core/secret.h"
#include "services/systems/connectionspec.h"
#include "ui/widgets/dialogframe.h"

class QLineEdit;

namespace Cistern {

class PasswordPrompt : public DialogFrame
{
    Q_OBJECT

public:
    explicit PasswordPrompt(const ConnectionSpec &spec, QWidget *parent = nullptr);

    Secret password() const;

private:
    QLineEdit *m_password;
};

} // namespace Cistern
