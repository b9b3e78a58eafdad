// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/dialogs/passwordprompt.h"

#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace Cistern {

PasswordPrompt::PasswordPrompt(const ConnectionSpec &spec, QWidget *parent)
    : DialogFrame(parent), m_password(new QLineEdit(this))
{
    setWindowTitle(tr("Sign in"));
    setHead(State::None, tr("Sign in to %1").arg(spec.name),
            tr("%1 at %2. The password is kept for this run; no keychain has it.")
                .arg(spec.user, spec.url.authority()));
    m_password->setEchoMode(QLineEdit::Password);
    auto *label = new Label(Label::Kind::Body, tr("&Password:"), this);
    label->setBuddy(m_password);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(label);
    row->addWidget(m_password, 1);
    content()->addLayout(row);
    content()->addStretch(1);
    addAccept(tr("&Sign in"));
    addReject(tr("Cancel"));
    resize(480, 0);
    m_password->setFocus();
}

Secret PasswordPrompt::password() const
{
    return Secret(m_password->text().toUtf8());
}

} // namespace Cistern
