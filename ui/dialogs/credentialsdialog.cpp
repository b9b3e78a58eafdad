// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/dialogs/credentialsdialog.h"

#include "services/credentials/credentialbook.h"
#include "services/systems/secretsource.h"
#include "services/systems/systembook.h"
#include "ui/dialogs/credentialsetdialog.h"
#include "ui/dialogs/passwordprompt.h"
#include "ui/text/signinwords.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/cisternstyle.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/failuretext.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/messagebox.h"
#include "ui/widgets/statedelegate.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
enum Column { NameColumn, UserColumn, KindColumn, UseColumn, Columns };
constexpr int IdRole = Qt::UserRole + 100;
} // namespace

CredentialsDialog::CredentialsDialog(const Console &console, QWidget *parent)
    : DialogFrame(parent)
    , m_console(console)
    , m_banner(new Banner(this, Banner::Buttons::Below))
    , m_view(new QTreeView(this))
    , m_model(new QStandardItemModel(0, Columns, this))
    , m_none(new EmptyState(this))
    , m_add(new QPushButton(icon("plus"_L1), tr("&Add…"), this))
    , m_edit(new QPushButton(icon("rename"_L1), tr("&Edit…"), this))
    , m_password(new QPushButton(icon("key"_L1), tr("Change &password…"), this))
    , m_delete(new QPushButton(icon("delete"_L1), tr("&Delete…"), this))
{
    setWindowTitle(tr("Credential sets"));
    setHead(State::None, tr("Credential sets"),
            tr("What systems sign in with. Passwords lie in the keychain of this computer; a "
               "change counts for all systems of the set."));
    m_banner->hide();
    m_model->setHorizontalHeaderLabels({tr("Name"), tr("User"), tr("Kind"), tr("Use")});
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Credential sets"));
    StateDelegate::paintRows(m_view);
    m_view->setRootIsDecorated(false);
    m_view->header()->setSectionResizeMode(QHeaderView::Interactive);
    m_view->header()->setStretchLastSection(true);
    m_none->setText(tr("There is no credential set yet."),
                    tr("Each system signs in with a user of its own."));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    for (QPushButton *button : {m_add, m_edit, m_password, m_delete}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    row->addStretch(1);
    content()->addWidget(m_banner);
    content()->addWidget(m_view, 1);
    content()->addWidget(m_none, 1);
    content()->addLayout(row);
    QPushButton *close = addReject(tr("&Close"));
    close->setDefault(true);

    connect(m_add, &QPushButton::clicked, this, &CredentialsDialog::add);
    connect(m_edit, &QPushButton::clicked, this, &CredentialsDialog::edit);
    connect(m_password, &QPushButton::clicked, this, &CredentialsDialog::changePassword);
    connect(m_delete, &QPushButton::clicked, this, &CredentialsDialog::remove);
    connect(m_view, &QTreeView::doubleClicked, this, &CredentialsDialog::edit);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &CredentialsDialog::follow);
    connect(&m_console.credentials, &CredentialBook::changed, this, &CredentialsDialog::showSets);
    connect(&m_console.book, &SystemBook::changed, this, &CredentialsDialog::showSets);
    showSets();
    resize(760, 420);
    if (m_model->rowCount() > 0)
        m_view->setFocus();
    else
        m_add->setFocus();
}

void CredentialsDialog::showSets()
{
    const auto before = selected();
    m_model->removeRows(0, m_model->rowCount());
    for (const CredentialSet &set : m_console.credentials.sets()) {
        QList<QStandardItem *> row;
        const QString cells[Columns] = {
            set.name,
            set.kind == CredentialSet::Kind::Certificate ? set.certificateFile : set.user,
            kindText(set.kind),
            useText(m_console.credentials.usersOf(set.id).size()),
        };
        for (const QString &cell : cells)
            row.append(new QStandardItem(cell));
        row.first()->setIcon(icon("key"_L1));
        row.first()->setData(set.id, IdRole);
        m_model->appendRow(row);
    }
    for (int column = 0; column < UseColumn; ++column)
        m_view->resizeColumnToContents(column);
    m_view->setVisible(m_model->rowCount() > 0);
    m_none->setVisible(m_model->rowCount() == 0);
    select(before ? before->id : QString());
}

void CredentialsDialog::select(const QString &id)
{
    QModelIndex index = m_model->index(0, NameColumn);
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->index(row, NameColumn).data(IdRole).toString() == id)
            index = m_model->index(row, NameColumn);
    }
    m_view->setCurrentIndex(index);
    follow();
}

std::optional<CredentialSet> CredentialsDialog::selected() const
{
    const QModelIndex index = m_view->currentIndex().siblingAtColumn(NameColumn);
    const CredentialSet *set = m_console.credentials.find(index.data(IdRole).toString());
    return set ? std::optional(*set) : std::nullopt;
}

void CredentialsDialog::follow()
{
    const auto set = selected();
    m_edit->setEnabled(set.has_value());
    m_delete->setEnabled(set.has_value());
    m_password->setEnabled(set && set->kind != CredentialSet::Kind::TicketCache);
    m_password->setText(set && set->kind == CredentialSet::Kind::Certificate
                            ? tr("Change &passphrase…")
                            : tr("Change &password…"));
}

void CredentialsDialog::add()
{
    auto *dialog = new CredentialSetDialog(m_console, this);
    connect(dialog, &CredentialSetDialog::saved, this, &CredentialsDialog::select);
    dialog->open();
}

void CredentialsDialog::edit()
{
    if (const auto set = selected())
        (new CredentialSetDialog(m_console, this, set))->open();
}

void CredentialsDialog::changePassword()
{
    const auto set = selected();
    if (!set)
        return;
    auto *prompt = new PasswordPrompt(*set, m_console.credentials.usersOf(set->id).size(), this);
    connect(prompt, &QDialog::accepted, this, [this, prompt, set] {
        const ToldSecret told = prompt->told();
        onDone(m_console.secrets.change(vaultKey(set->id), told.secret, told.remember, this), this,
               [this, name = set->name](const Outcome<Done> &kept) {
                   if (kept)
                       return m_banner->hide();
                   BannerText words = failureBanner(
                       kept.failure(), QString(),
                       tr("The keychain did not take the password of %1. It is kept until this "
                          "window is closed.")
                           .arg(name));
                   words.state = State::Warning;
                   m_banner->setText(words);
                   m_banner->show();
               });
    });
    prompt->open();
}

// What is used stays, and says by whom.
void CredentialsDialog::remove()
{
    const auto set = selected();
    if (!set)
        return;
    const QStringList users = m_console.credentials.usersOf(set->id);
    auto *box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("Delete a credential set"));
    if (!users.isEmpty()) {
        constexpr qsizetype mostNamed = 10;
        QStringList named = users.first(std::min(users.size(), mostNamed));
        if (users.size() > mostNamed)
            named.append(tr("and %n more", nullptr, int(users.size() - mostNamed)));
        box->setIcon(QMessageBox::Information);
        box->setText(
            tr("%1 can't be deleted: %n systems sign in with it.", nullptr, int(users.size()))
                .arg(set->name));
        inform(box, tr("Choose another way to sign in for: %1").arg(named.join(u", "_s)));
        box->setStandardButtons(QMessageBox::Close);
        box->open();
        return;
    }
    box->setIcon(QMessageBox::Question);
    box->setText(tr("Delete %1?").arg(set->name));
    inform(box,
           tr("Its password is taken out of the keychain. The account itself "
              "stays as it is."));
    QPushButton *cancel = box->addButton(QMessageBox::Cancel);
    QPushButton *deleting = box->addButton(tr("&Delete"), QMessageBox::DestructiveRole);
    setButtonLook(deleting, ButtonLook::Danger);
    box->setDefaultButton(cancel);
    connect(deleting, &QPushButton::clicked, this, [this, id = set->id] { removeConfirmed(id); });
    box->open();
}

void CredentialsDialog::removeConfirmed(const QString &id)
{
    onDone(m_console.credentials.remove(id, this), this, [this, id](const Outcome<Done> &removed) {
        if (removed) {
            m_banner->hide();
            // There may be no keychain, and nothing in it.
            onDone(m_console.secrets.forget(vaultKey(id), this), this,
                   [](const Outcome<Done> &) {});
            return;
        }
        m_banner->setText(
            failureBanner(removed.failure(), QString(), tr("The set was not deleted.")));
        m_banner->show();
    });
}

} // namespace Cistern
