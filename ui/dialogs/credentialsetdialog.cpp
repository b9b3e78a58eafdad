// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/dialogs/credentialsetdialog.h"

#include "services/credentials/credentialbook.h"
#include "services/systems/secretsource.h"
#include "ui/text/signinwords.h"
#include "ui/widgets/failuretext.h"
#include "ui/widgets/fieldproblem.h"
#include "ui/widgets/label.h"
#include "ui/widgets/secretedit.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace Cistern {

using Kind = CredentialSet::Kind;

namespace {
enum Row {
    NameRow,
    NameProblemRow,
    KindRow,
    UserRow,
    WordsRow,
    CertificateRow,
    CertificateProblemRow,
    KeyRow,
    KeyProblemRow,
    PasswordRow,
    RememberRow
};
} // namespace

CredentialSetDialog::CredentialSetDialog(const Console &console, QWidget *parent,
                                         const std::optional<CredentialSet> &set)
    : DialogFrame(parent)
    , m_console(console)
    , m_old(set.value_or(CredentialSet()))
    , m_grid(new QGridLayout)
    , m_name(new QLineEdit(this))
    , m_nameProblem(new FieldProblem(m_name, this))
    , m_kind(new QComboBox(this))
    , m_user(new QLineEdit(this))
    , m_password(new SecretEdit(this))
    , m_remember(new QCheckBox(tr("Keep it in the key&chain"), this))
    , m_certificate(new QLineEdit(this))
    , m_certificateProblem(new FieldProblem(m_certificate, this))
    , m_key(new QLineEdit(this))
    , m_keyProblem(new FieldProblem(m_key, this))
    , m_ticketWords(
          new Label(Label::Kind::Grey,
                    tr("The Kerberos ticket that you have already is used; no password is kept. "
                       "Leave the user blank for whoever the ticket belongs to."),
                    this))
{
    const bool isNew = m_old.id.isEmpty();
    setWindowTitle(isNew ? tr("New credential set") : tr("Credential set"));
    const int users = isNew ? 0 : int(m_console.credentials.usersOf(m_old.id).size());
    setHead(State::None, isNew ? tr("New credential set") : tr("Change %1").arg(m_old.name),
            users > 0 ? tr("The %n systems that use it sign in anew.", nullptr, users)
                      : tr("Many systems can sign in with it, and its password is changed in one "
                           "place."));
    for (const Kind kind : {Kind::Password, Kind::TicketCache, Kind::Certificate})
        m_kind->addItem(kindText(kind), int(kind));
    // Systems have chosen a way to sign in that suits the kind.
    m_kind->setEnabled(isNew);
    m_name->setText(m_old.name);
    m_kind->setCurrentIndex(m_kind->findData(int(m_old.kind)));
    m_user->setText(m_old.user);
    m_user->setPlaceholderText(tr("name, DOMAIN\\name or name@REALM"));
    m_remember->setChecked(true);
    m_remember->setToolTip(tr("Otherwise it is kept until this window is closed."));
    m_certificate->setText(m_old.certificateFile);
    m_key->setText(m_old.keyFile);
    m_ticketWords->setWordWrap(true);
    layOut();
    m_save = addAccept(isNew ? tr("&Add set") : tr("&Save"));
    addReject(tr("Cancel"));
    for (QLineEdit *field : QList<QLineEdit *>{m_name, m_user, m_password, m_certificate, m_key})
        connect(field, &QLineEdit::textChanged, this, &CredentialSetDialog::check);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &CredentialSetDialog::check);
    check();
    resize(560, 0);
    m_name->setFocus();
}

void CredentialSetDialog::layOut()
{
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(8);
    m_grid->setColumnStretch(1, 1);
    const auto row = [this](int at, const QString &text, QWidget *field, int columns) {
        auto *words = new Label(Label::Kind::Body, text, this);
        words->setBuddy(field);
        m_grid->addWidget(words, at, 0);
        m_grid->addWidget(field, at, 1, 1, columns);
    };
    const auto file = [&](int at, const QString &text, QLineEdit *field, const QString &title) {
        row(at, text, field, 1);
        auto *button = new QPushButton(tr("Browse…"), this);
        button->setAutoDefault(false);
        button->setAccessibleName(title);
        connect(button, &QPushButton::clicked, this,
                [this, field, title] { browse(field, title); });
        m_grid->addWidget(button, at, 2);
    };
    row(NameRow, tr("&Name:"), m_name, 2);
    m_grid->addWidget(m_nameProblem, NameProblemRow, 1, 1, 2);
    row(KindRow, tr("&Kind:"), m_kind, 2);
    row(UserRow, tr("&User:"), m_user, 2);
    m_grid->addWidget(m_ticketWords, WordsRow, 1, 1, 2);
    file(CertificateRow, tr("Ce&rtificate:"), m_certificate, tr("Choose the certificate"));
    m_grid->addWidget(m_certificateProblem, CertificateProblemRow, 1, 1, 2);
    file(KeyRow, tr("K&ey:"), m_key, tr("Choose the key"));
    m_grid->addWidget(m_keyProblem, KeyProblemRow, 1, 1, 2);
    row(PasswordRow, tr("&Password:"), m_password, 2);
    m_grid->addWidget(m_remember, RememberRow, 1, 1, 2);
    content()->addLayout(m_grid);
    content()->addStretch(1);
}

void CredentialSetDialog::browse(QLineEdit *field, const QString &title)
{
    auto *dialog = new QFileDialog(this, title, QFileInfo(field->text()).absolutePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Certificates and keys (*.pem *.crt *.cer *.key)"), tr("All (*)")});
    connect(dialog, &QFileDialog::fileSelected, field, &QLineEdit::setText);
    dialog->open();
}

CredentialSet CredentialSetDialog::set() const
{
    const Kind kind = Kind(m_kind->currentData().toInt());
    const bool files = kind == Kind::Certificate;
    return {.id = m_old.id,
            .name = m_name->text().trimmed(),
            .user = files ? QString() : m_user->text(),
            .kind = kind,
            .certificateFile = files ? QDir::cleanPath(m_certificate->text()) : QString(),
            .keyFile = files ? QDir::cleanPath(m_key->text()) : QString()};
}

void CredentialSetDialog::showRow(int row, bool shown)
{
    for (int column = 0; column < m_grid->columnCount(); ++column) {
        if (QLayoutItem *item = m_grid->itemAtPosition(row, column))
            item->widget()->setVisible(shown);
    }
}

void CredentialSetDialog::check()
{
    CredentialSet set = this->set();
    showRow(UserRow, set.kind != Kind::Certificate);
    showRow(WordsRow, set.kind == Kind::TicketCache);
    showRow(CertificateRow, set.kind == Kind::Certificate);
    showRow(KeyRow, set.kind == Kind::Certificate);
    // The password of a set that is there already has a window of its own.
    showRow(PasswordRow, m_old.id.isEmpty() && set.kind == Kind::Password);
    showRow(RememberRow, m_old.id.isEmpty() && set.kind == Kind::Password);

    const CredentialSet *other = m_console.credentials.named(set.name);
    const bool taken = other && other->id != set.id;
    if (taken)
        m_nameProblem->showProblem(tr("There is a credential set of this name already."));
    else
        m_nameProblem->clear();
    const std::pair<QLineEdit *, FieldProblem *> files[] = {{m_certificate, m_certificateProblem},
                                                            {m_key, m_keyProblem}};
    for (const auto &[field, problem] : files) {
        if (set.kind == Kind::Certificate && !field->text().isEmpty()
            && !QDir::isAbsolutePath(field->text()))
            problem->showProblem(tr("A whole path is needed, such as /home/me/client.pem."));
        else
            problem->clear();
    }
    if (set.id.isEmpty())
        set.id = QStringLiteral("new");
    m_save->setEnabled(!m_saving && !taken && !problemOf(set));
}

void CredentialSetDialog::accept()
{
    if (!m_save->isEnabled())
        return;
    m_saving = true;
    check();
    if (m_old.id.isEmpty()) {
        onDone(m_console.credentials.add(set(), this), this, [this](const Outcome<QString> &id) {
            if (!id)
                return tell(id.failure());
            keepSecret(*id);
        });
        return;
    }
    onDone(m_console.credentials.change(set(), this), this, [this](const Outcome<Done> &changed) {
        if (!changed)
            return tell(changed.failure());
        Q_EMIT saved(m_old.id);
        DialogFrame::accept();
    });
}

// It lives for this run anyway; whether the keychain has it shows when it is asked for again.
void CredentialSetDialog::keepSecret(const QString &id)
{
    if (set().kind == Kind::Password && !m_password->text().isEmpty())
        onDone(m_console.secrets.change(vaultKey(id), m_password->secret(), m_remember->isChecked(),
                                        &m_console.secrets),
               &m_console.secrets, [](const Outcome<Done> &) {});
    Q_EMIT saved(id);
    DialogFrame::accept();
}

void CredentialSetDialog::tell(const Failure &failure)
{
    m_saving = false;
    check();
    const BannerText words = failureBanner(failure, QString(), tr("The set was not saved."));
    m_nameProblem->showProblem(words.problem + u' ' + words.lines.join(u' '));
}

} // namespace Cistern
