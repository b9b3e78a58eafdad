// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A field for a password: shows dots, and leaves nothing of it behind. GUI thread.
#pragma once

#include "services/core/secret.h"

#include <QLineEdit>

namespace Cistern {

class SecretEdit : public QLineEdit
{
    Q_OBJECT

public:
    explicit SecretEdit(QWidget *parent = nullptr);
    ~SecretEdit() override;

    Secret secret() const;
};

} // namespace Cistern
