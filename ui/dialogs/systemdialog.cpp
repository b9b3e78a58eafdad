// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/dialogs/systemdialog.h"

#include "services/systems/secretsource.h"
#include "services/systems/systembook.h"
#include "ui/dialogs/address.h"
#include "ui/dialogs/credentialsetdialog.h"
#include "ui/widgets/failuretext.h"
#include "ui/widgets/fieldproblem.h"
#include "ui/widgets/label.h"
#include "ui/widgets/signinfields.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

SystemDialog::SystemDialog(const Console &console, const ConnectionSpec &spec, QWidget *parent)
    : DialogFrame(parent)
    , m_console(console)
    , m_old(spec)
    , m_name(new QLineEdit(spec.name, this))
    , m_address(new QLineEdit(spec.url.toString(QUrl::RemoveUserInfo), this))
    , m_addressProblem(new FieldProblem(m_address, this))
    , m_signIn(new SignInFields(console, this))
    , m_site(new QComboBox(this))
{
    setWindowTitle(tr("Connection of %1").arg(spec.name));
    m_site->setEditable(true);
    m_site->lineEdit()->setPlaceholderText(tr("None"));
    QStringList sites;
    for (const ConnectionSpec &other : console.book.systems()) {
        if (!other.site.isEmpty() && !sites.contains(other.site))
            sites.append(other.site);
    }
    m_site->addItems(sites);
    m_site->setCurrentText(spec.site);
    m_site->setMinimumContentsLength(20);
    m_signIn->setSpec(spec);

    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    grid->setColumnMinimumWidth(0, m_signIn->labelWidth());
    const auto label = [this, grid](int row, const QString &text, QWidget *buddy) {
        auto *words = new Label(Label::Kind::Body, text, this);
        words->setBuddy(buddy);
        grid->addWidget(words, row, 0);
    };
    label(0, tr("&Name:"), m_name);
    grid->addWidget(m_name, 0, 1);
    label(1, tr("&Address:"), m_address);
    grid->addWidget(m_address, 1, 1);
    grid->addWidget(m_addressProblem, 2, 1);
    grid->addWidget(m_signIn, 3, 0, 1, 2);
    label(4, tr("&Group:"), m_site);
    grid->addWidget(m_site, 4, 1, Qt::AlignLeading);
    content()->addLayout(grid);
    content()->addStretch(1);
    m_save = addAccept(tr("Sa&ve"));
    addReject(tr("Cancel"));
    for (QLineEdit *field : {m_name, m_address})
        connect(field, &QLineEdit::textChanged, this, &SystemDialog::check);
    connect(m_signIn, &SignInFields::changed, this, &SystemDialog::check);
    connect(m_signIn, &SignInFields::newSetAsked, this, &SystemDialog::makeSet);
    check();
    resize(640, 0);
    m_address->setFocus();
}

ConnectionSpec SystemDialog::spec() const
{
    ConnectionSpec spec = m_old;
    spec.name = m_name->text().trimmed();
    spec.url = readAddress(m_address->text(), true).url;
    spec.site = m_site->currentText().trimmed();
    // Who was trusted at another address is not trusted at this one.
    if (spec.url != m_old.url) {
        spec.pin.clear();
        spec.pinned = {};
        spec.pinnedSince = {};
    }
    m_signIn->applyTo(spec);
    return spec;
}

void SystemDialog::makeSet()
{
    auto *dialog = new CredentialSetDialog(m_console, this);
    connect(dialog, &CredentialSetDialog::saved, m_signIn, &SignInFields::chooseSet);
    dialog->open();
}

void SystemDialog::check()
{
    const Address address = readAddress(m_address->text(), true);
    if (address.problem.isEmpty())
        m_addressProblem->clear();
    else
        m_addressProblem->showProblem(address.problem);
    m_signIn->setAddress(address.url);
    m_save->setEnabled(!m_saving && address.problem.isEmpty() && !m_name->text().trimmed().isEmpty()
                       && m_signIn->isComplete());
}

void SystemDialog::accept()
{
    if (!m_save->isEnabled())
        return;
    m_saving = true;
    check();
    const ConnectionSpec changed = spec();
    const QString key = SecretSource::keyOf(changed);
    const bool newKey = key != SecretSource::keyOf(m_old);
    const auto secret = m_signIn->secret();
    // First, since the connection starts anew with the change.
    if (secret)
        onDone(m_console.secrets.change(key, *secret, m_signIn->remembers(), &m_console.secrets),
               &m_console.secrets, [](const Outcome<Done> &) {});
    onDone(m_console.book.change(changed, this), this,
           [this, changed, key, unused = secret && newKey](const Outcome<Done> &saved) {
               m_saving = false;
               check();
               if (saved)
                   return DialogFrame::accept();
               if (unused)
                   onDone(m_console.secrets.forget(key, &m_console.secrets), &m_console.secrets,
                          [](const Outcome<Done> &) {});
               const BannerText words = failureBanner(saved.failure(), changed.name,
                                                      tr("The system was not changed."));
               m_addressProblem->showProblem(words.problem + u' ' + words.lines.join(u' '));
           });
}

} // namespace Cistern
