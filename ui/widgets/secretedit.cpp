// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/secretedit.h"

#include "services/core/wipe.h"

namespace Cistern {

SecretEdit::SecretEdit(QWidget *parent) : QLineEdit(parent)
{
    setEchoMode(QLineEdit::Password);
}

SecretEdit::~SecretEdit()
{
    // Shared with the field itself, and thus wiped there.
    QString typed = text();
    wipe(typed);
}

Secret SecretEdit::secret() const
{
    QByteArray utf8 = text().toUtf8();
    const Secret secret(utf8);
    wipe(utf8);
    return secret;
}

} // namespace Cistern

#include "moc_secretedit.cpp"
