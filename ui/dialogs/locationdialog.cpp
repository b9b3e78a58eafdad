// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/dialogs/locationdialog.h"

#include "ui/widgets/failuretext.h"
#include "ui/widgets/fieldproblem.h"
#include "ui/widgets/label.h"
#include "ui/widgets/sizeedit.h"

#include <QDir>
#include <QFileDialog>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace Cistern {

LocationDialog::LocationDialog(const Console &console, QWidget *parent)
    : DialogFrame(parent)
    , m_console(console)
    , m_folder(new QLineEdit(this))
    , m_problem(new FieldProblem(m_folder, this))
    , m_limit(new SizeEdit(this))
{
    setWindowTitle(tr("Add a storage location"));
    setHead(State::None, tr("Add a storage location"),
            tr("Pools of this computer take their space from a folder. Its free space is read from "
               "the file system; 5 % of it, at least 1 GiB, stays untouched."));
    auto *folderLabel = new Label(Label::Kind::Body, tr("&Folder:"), this);
    folderLabel->setBuddy(m_folder);
    auto *browse = new QPushButton(tr("&Browse…"), this);
    browse->setAutoDefault(false);
    auto *limitLabel = new Label(Label::Kind::Body, tr("&Limit:"), this);
    limitLabel->setBuddy(m_limit->lineEdit());
    limitLabel->setMinimumHeight(m_limit->lineEdit()->sizeHint().height());
    m_limit->setOptional(true);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->addWidget(folderLabel, 0, 0);
    grid->addWidget(m_folder, 0, 1);
    grid->addWidget(browse, 0, 2);
    grid->addWidget(m_problem, 1, 1, 1, 2);
    grid->addWidget(limitLabel, 2, 0, Qt::AlignTop);
    grid->addWidget(m_limit, 2, 1, 1, 2);
    grid->addWidget(
        new Label(Label::Kind::Grey, tr("Optional. Leave it blank to use all that is free."), this),
        3, 1, 1, 2);
    content()->addLayout(grid);
    content()->addStretch(1);
    m_add = addAccept(tr("&Add location"));
    addReject(tr("Cancel"));
    connect(browse, &QPushButton::clicked, this, &LocationDialog::browse);
    connect(m_folder, &QLineEdit::textChanged, this, &LocationDialog::check);
    connect(m_limit, &SizeEdit::sizeChanged, this, &LocationDialog::check);
    check();
    resize(620, 300);
    m_folder->setFocus();
}

void LocationDialog::browse()
{
    auto *dialog = new QFileDialog(this, tr("Choose a folder"), m_folder->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, m_folder, &QLineEdit::setText);
    dialog->open();
}

void LocationDialog::check()
{
    const QString folder = m_folder->text();
    if (!folder.isEmpty() && !QDir::isAbsolutePath(folder))
        m_problem->showProblem(tr("A whole path is needed, such as /srv/cistern."));
    else
        m_problem->clear();
    m_add->setEnabled(!m_adding && QDir::isAbsolutePath(folder) && m_limit->isAcceptable());
}

void LocationDialog::accept()
{
    if (!m_add->isEnabled())
        return;
    m_adding = true;
    check();
    onDone(m_console.addLocation(QDir::cleanPath(m_folder->text()), m_limit->size(), this), this,
           [this](const Outcome<Done> &outcome) {
               m_adding = false;
               check();
               if (!outcome) {
                   const BannerText words = failureBanner(outcome.failure(), tr("This computer"),
                                                          tr("The location was not added."));
                   m_problem->showProblem(words.problem + u' ' + words.lines.join(u' '));
                   return;
               }
               Q_EMIT added();
               DialogFrame::accept();
           });
}

} // namespace Cistern
