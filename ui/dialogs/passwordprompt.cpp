// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/dialogs/passwordprompt.h"

#include "ui/text/signinwords.h"
#include "ui/widgets/label.h"
#include "ui/widgets/secretedit.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace Cistern {

namespace {
QString passwordLabel(const std::optional<CredentialSet> &set)
{
    return set && set->kind == CredentialSet::Kind::Certificate ? PasswordPrompt::tr("&Passphrase:")
                                                                : PasswordPrompt::tr("&Password:");
}

QStringList linesFor(const SecretQuestion &question)
{
    QStringList lines;
    if (!question.set)
        lines.append(
            PasswordPrompt::tr("%1 at %2.").arg(question.spec.user, question.spec.url.authority()));
    else if (question.set->kind == CredentialSet::Kind::Certificate)
        lines.append(PasswordPrompt::tr("The key %1 needs its passphrase, for %n systems.", nullptr,
                                        int(question.systems))
                         .arg(question.set->keyFile));
    else
        lines.append(PasswordPrompt::tr("%1, for %n systems. %2 wants it now.", nullptr,
                                        int(question.systems))
                         .arg(question.set->user, question.spec.name));
    if (question.refused)
        lines.append(PasswordPrompt::tr("The one that was tried before was refused."));
    if (!question.keychain.isEmpty())
        lines.append(PasswordPrompt::tr("The keychain says: %1").arg(question.keychain));
    if (!question.keeps)
        lines.append(
            PasswordPrompt::tr("It is kept until this window is closed; no keychain answers."));
    return lines;
}
} // namespace

PasswordPrompt::PasswordPrompt(const SecretQuestion &question, QWidget *parent)
    : DialogFrame(parent)
    , m_password(new SecretEdit(this))
    , m_remember(new QCheckBox(tr("&Keep it in the keychain"), this))
{
    setWindowTitle(tr("Sign in"));
    setHead(question.refused ? State::Warning : State::None,
            question.set ? tr("Sign in with %1").arg(question.set->name)
                         : tr("Sign in to %1").arg(question.spec.name),
            linesFor(question).join(u' '));
    layOut(passwordLabel(question.set), tr("&Sign in"), question.keeps);
}

PasswordPrompt::PasswordPrompt(const CredentialSet &set, qsizetype systems, QWidget *parent)
    : DialogFrame(parent)
    , m_password(new SecretEdit(this))
    , m_remember(new QCheckBox(tr("&Keep it in the keychain"), this))
{
    setWindowTitle(tr("Change password"));
    setHead(State::None, tr("Change the password of %1").arg(set.name),
            systems > 0 ? tr("The %n systems that use it sign in anew. Their own accounts are "
                             "not changed.",
                             nullptr, int(systems))
                        : tr("No system uses it yet."));
    layOut(passwordLabel(set), tr("&Change password"), true);
}

void PasswordPrompt::layOut(const QString &label, const QString &verb, bool keeps)
{
    m_remember->setChecked(keeps);
    m_remember->setVisible(keeps);
    m_remember->setToolTip(tr("Otherwise it is kept until this window is closed."));
    auto *words = new Label(Label::Kind::Body, label, this);
    words->setBuddy(m_password);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->addWidget(words, 0, 0);
    grid->addWidget(m_password, 0, 1);
    grid->addWidget(m_remember, 1, 1);
    content()->addLayout(grid);
    content()->addStretch(1);
    addAccept(verb);
    addReject(tr("Cancel"));
    resize(480, 0);
    m_password->setFocus();
}

ToldSecret PasswordPrompt::told() const
{
    return {.secret = m_password->secret(), .remember = m_remember->isChecked()};
}

SecretPrompt promptOver(QWidget *window)
{
    return [window](const SecretQuestion &question, QObject *) {
        Pledge<ToldSecret> pledge;
        auto *prompt = new PasswordPrompt(question, window);
        QObject::connect(prompt, &QDialog::finished, prompt, [prompt, pledge](int result) {
            if (result == QDialog::Accepted)
                pledge.give(prompt->told());
            else
                pledge.give(
                    Failure{.cause = Failure::Cause::SignIn, .stage = Failure::Stage::SignIn});
        });
        prompt->open();
        return pledge.answer();
    };
}

} // namespace Cistern
