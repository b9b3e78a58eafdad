// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/forms.h"

#include "models/offers.h"
#include "services/jobs/jobhistory.h"
#include "services/jobs/jobtracker.h"
#include "services/systems/connections.h"
#include "services/systems/secretsource.h"
#include "services/inventory/refresher.h"
#include "ui/dialogs/certificatedialog.h"
#include "ui/dialogs/connectdialog.h"
#include "ui/dialogs/credentialsdialog.h"
#include "ui/dialogs/deletedialog.h"
#include "ui/dialogs/locationdialog.h"
#include "ui/dialogs/pipedialog.h"
#include "ui/dialogs/systemdialog.h"
#include "ui/text/certificatewords.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/failuretext.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/jobtext.h"
#include "ui/widgets/messagebox.h"
#include "ui/wizards/childpoolsheet.h"
#include "ui/wizards/childpoolwizard.h"
#include "ui/wizards/methodwizard.h"
#include "ui/wizards/poolsheet.h"
#include "ui/wizards/rootpoolmembers.h"
#include "ui/wizards/rootpoolwizard.h"
#include "ui/wizards/storagepoolwizard.h"
#include "ui/wizards/volumedialog.h"

#include <QBoxLayout>
#include <QPushButton>
#include <QWizard>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

Forms::Forms(const Console &console, QWidget *window)
    : QObject(window), m_console(console), m_window(window), m_drafts(console.history.file())
{}

const Node *Forms::nodeOf(const Subject &subject) const
{
    return subject.nodes.isEmpty() ? nullptr : m_console.inventory.node(subject.nodes.first());
}

QString Forms::systemOf(const Subject &subject) const
{
    const Node *node = nodeOf(subject);
    return node && !node->systemId.isEmpty() ? node->systemId : QString(localSystemId);
}

// What could not even be written down is back in its form, as it was.
void Forms::commit(const QString &systemId, const MethodCall &call)
{
    onDone(m_console.jobs.run(systemId, call, this), this,
           [this, systemId, call](const Outcome<qint64> &id) {
               if (id)
                   Q_EMIT recorded(*id);
               else
                   reopenUnsent(systemId, call, id.failure());
           });
}

void Forms::reopenUnsent(const QString &systemId, const MethodCall &call, const Failure &failure)
{
    JobRecord unsent;
    unsent.systemId = systemId;
    unsent.call = call;
    unsent.failure = failure;
    reopenRecord(unsent, false);
}

void Forms::followCommit(const QString &systemId, const Answer<qint64> &answer)
{
    onDone(answer, this, [this, systemId](const Outcome<qint64> &id) {
        if (id)
            Q_EMIT recorded(*id);
        else
            tell(id.failure(), tr("Nothing was sent."), systemId);
    });
}

void Forms::commitInTurn(const QString &systemId, const QList<MethodCall> &calls)
{
    onDone(m_console.jobs.runInTurn(systemId, calls, this), this,
           [this, systemId, calls](const Outcome<QList<qint64>> &ids) {
               if (!ids)
                   return reopenUnsent(systemId, calls.first(), ids.failure());
               if (!ids->isEmpty())
                   Q_EMIT recorded(ids->first());
           });
}

void Forms::tell(const Failure &failure, const QString &problem, const QString &systemId)
{
    const BannerText text = failureBanner(failure, systemName(m_console, systemId), problem);
    warn(text.problem, text.lines.join(u'\n'));
}

void Forms::warn(const QString &problem, const QString &advice)
{
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Cistern"), problem, QMessageBox::Close,
                                m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    inform(box, advice);
    box->open();
}

void Forms::connectSystem()
{
    auto *dialog = new ConnectDialog(m_console, m_window);
    connect(dialog, &ConnectDialog::connected, this, &Forms::systemAdded);
    dialog->open();
}

void Forms::addLocation()
{
    auto *dialog = new LocationDialog(m_console, m_window);
    connect(dialog, &LocationDialog::added, this,
            [this] { m_console.refresher.refresh(QString(localSystemId)); });
    dialog->open();
}

void Forms::editConnection(const QString &systemId)
{
    if (const ConnectionSpec *spec = m_console.book.find(systemId))
        (new SystemDialog(m_console, *spec, m_window))->open();
}

void Forms::credentialSets()
{
    (new CredentialsDialog(m_console, m_window))->open();
}

void Forms::removeSystem(const QString &systemId)
{
    auto *box = new QMessageBox(QMessageBox::Question, tr("Remove from the list"),
                                tr("Remove %1 from the list?").arg(systemName(m_console, systemId)),
                                QMessageBox::Cancel, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    inform(box, tr("The system itself and everything on it stay as they are."));
    QPushButton *remove = box->addButton(tr("&Remove"), QMessageBox::AcceptRole);
    connect(remove, &QPushButton::clicked, this, [this, systemId] {
        const ConnectionSpec *spec = m_console.book.find(systemId);
        const bool own = spec && spec->credential.isEmpty() && !spec->user.isEmpty();
        const QString key = own ? SecretSource::keyOf(*spec) : QString();
        m_console.connections.close(systemId);
        onDone(m_console.book.remove(systemId, this), this,
               [this, systemId, key](const Outcome<Done> &removed) {
                   if (!removed)
                       return tell(removed.failure(), tr("The list was not changed."), systemId);
                   if (!key.isEmpty()) // there may be no keychain, and nothing in it
                       onDone(m_console.secrets.forget(key, this), this,
                              [](const Outcome<Done> &) {});
               });
    });
    box->open();
}

void Forms::decideTrust(const QString &systemId)
{
    const ConnectionSpec *spec = m_console.book.find(systemId);
    const SystemState state = m_console.connections.state(systemId);
    if (!spec || !state.failure || !Trust::awaitsDecision(*state.failure))
        return;
    if (m_question && m_question->isVisible()) {
        m_question->raise();
        return m_question->activateWindow();
    }
    auto *dialog = new CertificateDialog(*spec, *offeredCertificate(*state.failure),
                                         m_console.clock,
                                         productOf(m_console.connections, systemId), m_window);
    m_question = dialog;
    // The system connects by itself once the list holds the new pin.
    connect(
        dialog, &CertificateDialog::trusted, this, [this, systemId](const PeerCertificate &shown) {
            onDone(Trust::pin(m_console.book, systemId, shown, m_console.clock, this), this,
                   [this, systemId](const Outcome<Done> &pinned) {
                       if (!pinned)
                           tell(pinned.failure(), tr("The certificate was not kept."), systemId);
                   });
        });
    dialog->open();
}

void Forms::certificate(const QString &systemId)
{
    const SystemState state = m_console.connections.state(systemId);
    if (state.failure && Trust::awaitsDecision(*state.failure))
        decideTrust(systemId);
    else
        forgetTrust(systemId);
}

void Forms::forgetTrust(const QString &systemId)
{
    const ConnectionSpec *spec = m_console.book.find(systemId);
    if (!spec || spec->pin.isEmpty())
        return;
    auto *box = new QMessageBox(
        QMessageBox::Question, tr("Forget the trusted certificate"),
        tr("Forget the certificate that is trusted for %1?").arg(systemName(m_console, systemId)),
        QMessageBox::Cancel, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    inform(
        box,
        tr("An authority that this computer knows has to vouch for it then; otherwise the system "
           "is blocked until you decide again.")
            + u"\n\n"_s + fingerprintText(spec->pin, 16));
    QPushButton *forget = box->addButton(tr("&Forget"), QMessageBox::AcceptRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(forget, &QPushButton::clicked, this, [this, systemId] {
        onDone(Trust::forget(m_console.book, systemId, this), this,
               [this, systemId](const Outcome<Done> &forgotten) {
                   if (!forgotten)
                       tell(forgotten.failure(), tr("The list was not changed."), systemId);
               });
    });
    box->open();
}

void Forms::open(Command command, const Subject &subject, bool anyway)
{
    switch (command) {
    case Command::NewPool:
        return newPool(subject, anyway);
    case Command::NewVolume:
    case Command::NewExtent:
        return newElement(subject, command == Command::NewVolume, anyway);
    case Command::Resize:
        return modifyPool(subject, false, anyway);
    case Command::NewChildPool:
        return openChildPoolWizard(subject, anyway);
    case Command::EditSettings:
        return editChildPool(subject, ChildPoolSheet::Settings, anyway);
    case Command::EditResources:
        return editChildPool(subject, ChildPoolSheet::Resources, anyway);
    case Command::NewRootPool:
        return openRootPoolWizard(subject, anyway);
    case Command::EditMembers:
        return editRootPoolMembers(subject, anyway);
    case Command::NewPipe:
        return openPipeDialog(subject, anyway);
    case Command::EditPipe:
        return editPipe(subject, anyway);
    case Command::CallMethod:
        return openMethodWizard(subject);
    case Command::Rename:
        return rename(subject, anyway);
    case Command::Delete:
        return remove(subject);
    default:
        return;
    }
}

// The form in which the thing's name stands.
void Forms::rename(const Subject &subject, bool anyway)
{
    const auto deed = deedOf(Command::Rename, nodeOf(subject));
    if (deed == Deed::ModifyPool)
        modifyPool(subject, true, anyway);
    else if (deed == Deed::ChangeChildSettings)
        editChildPool(subject, ChildPoolSheet::Settings, anyway);
    else if (deed == Deed::ModifyPipe)
        editPipe(subject, anyway);
}

// On top of every page, as long as the form is open.
void Forms::warn(QDialog *form, const QString &systemId) const
{
    const BannerText text{
        .state = State::Warning,
        .problem = tr("%1 does not announce this.").arg(systemName(m_console, systemId)),
        .lines = {tr("It may refuse the call. Nothing is changed then.")},
        .details = {}};
    QList<QWidget *> pages;
    if (const auto *wizard = qobject_cast<QWizard *>(form)) {
        for (const int id : wizard->pageIds())
            pages.append(wizard->page(id));
    } else {
        pages.append(form);
    }
    for (QWidget *page : std::as_const(pages)) {
        auto *banner = new Banner(page);
        banner->setText(text);
        if (auto *column = qobject_cast<QBoxLayout *>(page->layout()))
            column->insertWidget(0, banner);
    }
}

void Forms::newPool(const Subject &subject, bool anyway)
{
    auto *wizard = new StoragePoolWizard(m_console, systemOf(subject), m_window);
    // The pool that is selected is the likely source.
    const Node *node = subject.nodes.size() == 1 ? m_console.inventory.node(subject.nodes.first())
                                                 : nullptr;
    if (node && node->instance.decl() && node->instance.decl()->isA(u"CIM_StoragePool")) {
        MethodCall call = wizard->call();
        call.setArgument(u"InPools", CimValue::strings({node->path().toText()}));
        wizard->preset(call);
    }
    connect(wizard, &StoragePoolWizard::committed, this, &Forms::commit);
    if (anyway)
        warn(wizard, wizard->systemId());
    wizard->open();
    draft(QString(poolDraft), wizard, [wizard](const MethodCall &call) {
        wizard->reopen(call, std::nullopt, StoragePoolWizard::NameStep);
    });
}

void Forms::newElement(const Subject &subject, bool volume, bool anyway)
{
    const Node *node = nodeOf(subject);
    if (!node)
        return;
    auto *dialog = new VolumeDialog(m_console, node->systemId, node->path(),
                                    volume ? VolumeDialog::Volume : VolumeDialog::Extent, m_window);
    connect(dialog, &VolumeDialog::committed, this, &Forms::commit);
    if (anyway)
        warn(dialog, node->systemId);
    dialog->open();
}

void Forms::modifyPool(const Subject &subject, bool rename, bool anyway)
{
    const Node *node = nodeOf(subject);
    if (!node)
        return;
    auto *sheet = new PoolSheet(m_console, node->systemId, node->path(), m_window);
    sheet->focus(rename ? PoolSheet::Name : PoolSheet::Size);
    connect(sheet, &PoolSheet::committed, this, &Forms::commit);
    if (anyway)
        warn(sheet, node->systemId);
    sheet->open();
}

void Forms::remove(const Subject &subject)
{
    QList<CimPath> paths;
    const QString systemId = systemOf(subject);
    for (const NodeId id : subject.nodes) {
        const Node *node = m_console.inventory.node(id);
        if (node && node->kind == Node::Kind::Object && node->systemId == systemId)
            paths.append(node->path());
    }
    auto *dialog = new DeleteDialog(m_console, systemId, paths, m_window);
    connect(
        dialog, &DeleteDialog::committed, this,
        [this](const QString &id, const QList<MethodCall> &calls, const QList<CimPath> &removals) {
            for (const MethodCall &call : calls)
                commit(id, call);
            for (const CimPath &path : removals)
                followCommit(id, m_console.jobs.remove(id, path, this));
        });
    dialog->open();
}

void Forms::openChildPoolWizard(const Subject &subject, bool anyway)
{
    auto *wizard = new ChildPoolWizard(m_console, systemOf(subject), m_window);
    // The pool that is selected is the likely parent.
    if (const Node *node = subject.nodes.size() == 1
            ? m_console.inventory.node(subject.nodes.first())
            : nullptr)
        wizard->setParentPool(node->path());
    connect(wizard, &ChildPoolWizard::committed, this, &Forms::commit);
    if (anyway)
        warn(wizard, wizard->systemId());
    wizard->open();
    draft(QString(childPoolDraft), wizard, [wizard](const MethodCall &call) {
        wizard->reopen(call, std::nullopt, ChildPoolWizard::TypeStep);
    });
}

void Forms::editChildPool(const Subject &subject, int step, bool anyway)
{
    const Node *node = nodeOf(subject);
    if (!node)
        return;
    auto *sheet = new ChildPoolSheet(m_console, node->systemId, node->path(), m_window);
    connect(sheet, &ChildPoolSheet::committed, this, &Forms::commitInTurn);
    if (anyway) {
        sheet->setTryAnyway();
        warn(sheet, node->systemId);
    }
    sheet->open();
    sheet->focus(ChildPoolSheet::Step(step));
}

void Forms::openRootPoolWizard(const Subject &subject, bool anyway)
{
    auto *wizard = new RootPoolWizard(m_console, systemOf(subject), m_window);
    connect(wizard, &RootPoolWizard::committed, this, &Forms::commit);
    if (anyway)
        warn(wizard, wizard->systemId());
    wizard->open();
    draft(QString(rootPoolDraft), wizard, [wizard](const MethodCall &call) {
        wizard->reopen(call, std::nullopt, RootPoolWizard::NameStep);
    });
}

void Forms::editRootPoolMembers(const Subject &subject, bool anyway)
{
    const Node *node = nodeOf(subject);
    if (!node)
        return;
    auto *dialog = new RootPoolMembers(m_console, node->systemId, node->path(), m_window);
    connect(dialog, &RootPoolMembers::committed, this, &Forms::commitInTurn);
    if (anyway) {
        dialog->setTryAnyway();
        warn(dialog, node->systemId);
    }
    dialog->open();
}

void Forms::openMethodWizard(const Subject &subject, const MethodDecl *method)
{
    const Node *node = subject.nodes.size() == 1 ? m_console.inventory.node(subject.nodes.first())
                                                 : nullptr;
    auto *wizard = new MethodWizard(m_console, systemOf(subject), method,
                                    node ? node->path() : CimPath(), m_window);
    connect(wizard, &MethodWizard::committed, this, &Forms::commit);
    wizard->open();
    draft(QString(methodDraft), wizard,
          [wizard](const MethodCall &call) { wizard->reopen(call, std::nullopt); });
}

void Forms::openPipeDialog(const Subject &subject, bool anyway)
{
    auto *dialog = new PipeDialog(m_console, {.sourceId = systemOf(subject), .tryAnyway = anyway},
                                  m_window);
    connect(dialog, &PipeDialog::committed, this, &Forms::commit);
    dialog->open();
    // What a crash interrupted, unless the person was faster.
    onDone(m_drafts.find(QString(pipeDraft), systemOf(subject), dialog), dialog,
           [this, dialog, begun = dialog->plan()](const Outcome<std::optional<Draft>> &found) {
               const bool goesOn = found && *found && dialog->plan() == begun;
               if (goesOn)
                   dialog->setPlan(
                       pipePlan(m_console.inventory, (*found)->systemId, (*found)->call));
               keepPlan(dialog, goesOn ? (*found)->systemId : QString());
           });
}

void Forms::editPipe(const Subject &subject, bool anyway)
{
    const Node *node = nodeOf(subject);
    const auto pipe = node ? PipeFacts(m_console.inventory, node->systemId).pipe(node->path())
                           : std::nullopt;
    if (!pipe)
        return;
    PipePlan plan = presentPlan(m_console.inventory, node->systemId, *pipe);
    plan.tryAnyway = anyway;
    auto *dialog = new PipeDialog(m_console, plan, m_window);
    connect(dialog, &PipeDialog::committed, this, &Forms::commit);
    dialog->open();
}

void Forms::about()
{
    auto *box = new QMessageBox(m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About Cistern"));
    box->setIconPixmap(applicationIcon().pixmap(48));
    box->setText(tr("Cistern %1").arg(QStringLiteral(CISTERN_VERSION)));
    inform(box,
           tr("A console for storage and resource pools of systems that speak "
              "WS-Management.\nFree software under the MIT licence."));
    box->setStandardButtons(QMessageBox::Close);
    box->open();
}

} // namespace Cistern
