// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The part of Forms that is about jobs: their details, and the forms that made them, or undo them,
// filled in.
#include "models/reversecall.h"
#include "services/jobs/calleffect.h"
#include "services/jobs/jobtracker.h"
#include "services/systems/connections.h"
#include "ui/dialogs/jobdetailsdialog.h"
#include "ui/dialogs/pipedialog.h"
#include "ui/mainwindow/forms.h"
#include "ui/text/units.h"
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

#include <QPushButton>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

void Forms::jobDetails(qint64 job)
{
    if (const JobRecord *record = m_console.jobs.find(job))
        recordDetails(*record);
}

void Forms::recordDetails(const JobRecord &record)
{
    auto *dialog = new JobDetailsDialog(m_console, record, m_window);
    connect(dialog, &JobDetailsDialog::checkAsked, this, &Forms::checkAgain);
    connect(dialog, &JobDetailsDialog::reopenAsked, this, &Forms::reopenRecord);
    connect(dialog, &JobDetailsDialog::reverseAsked, this, &Forms::prepareReverse);
    dialog->open();
}

void Forms::checkAgain(qint64 job)
{
    onDone(m_console.jobs.recheck(job, this), this, [this](const Outcome<qint64> &begun) {
        if (!begun)
            tell(begun.failure(), tr("It can't be looked for what became of this."));
    });
}

void Forms::killJob(qint64 job)
{
    const JobRecord *record = m_console.jobs.find(job);
    if (!record)
        return;
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Kill the job"),
                                tr("Kill “%1”?").arg(jobTitle(m_console, *record)),
                                QMessageBox::Cancel, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    inform(
        box,
        tr("%1 ends it at once and saves nothing. Parts of its work may stay behind, and processes "
           "may go on. Look at the present state afterwards.")
            .arg(systemName(m_console, record->systemId)));
    QPushButton *kill = box->addButton(tr("&Kill"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(kill, &QPushButton::clicked, this, [this, job] { m_console.jobs.stop(job, true); });
    box->open();
}

// What is not in the inventory may be there all the same while nobody is connected, or nothing has
// been read yet.
void Forms::tellAbsent(const QString &problem, const QString &systemId)
{
    const Node *system = m_console.inventory.node(m_console.inventory.system(systemId));
    const bool connected = m_console.connections.connection(systemId);
    if (connected && (!system || !system->read.isValid() || system->stale))
        warn(tr("%1 is still being read.").arg(isolated(systemName(m_console, systemId))),
             tr("Try again when its objects show in the tree."));
    else if (connected)
        tell(Failure{.cause = Failure::Cause::NotFound, .stage = Failure::Stage::Input}, problem,
             systemId);
    else
        tell(m_console.connections.state(systemId).failure.value_or(
                 Failure{.cause = Failure::Cause::Refused, .stage = Failure::Stage::Network}),
             tr("This can go on once the system is connected."), systemId);
}

void Forms::prepareReverse(const JobRecord &record)
{
    const auto reverse = reverseOf(record);
    if (!reverse)
        return;
    if (reverse->call.isValid()) {
        JobRecord undone = record;
        undone.call = reverse->call;
        undone.failure.reset();
        return reopenRecord(undone, false);
    }
    const NodeId id = m_console.inventory.find(record.systemId, reverse->object);
    if (id >= 0)
        return remove({.nodes = {id}});
    tellAbsent(tr("There is nothing to undo: what was made is not there any more."),
               record.systemId);
}

void Forms::reverse(qint64 job)
{
    if (const JobRecord *record = m_console.jobs.find(job))
        prepareReverse(JobRecord(*record));
}

void Forms::reopen(qint64 job, bool useOffered)
{
    if (const JobRecord *record = m_console.jobs.find(job))
        reopenRecord(JobRecord(*record), useOffered);
}

// A deletion is asked about like any other, while there is something to delete.
void Forms::removeAgain(const JobRecord &record, const CimPath &path)
{
    const NodeId id = m_console.inventory.find(record.systemId, path);
    if (id >= 0)
        return remove({.nodes = {id}});
    tellAbsent(tr("There is nothing to delete: it is not there any more."), record.systemId);
}

void Forms::reopenRecord(const JobRecord &record, bool useOffered)
{
    if (!record.removed.isEmpty())
        return removeAgain(record, record.removed);
    if (!record.call.isValid())
        return;
    MethodCall call = record.call;
    const quint64 offered = record.failure ? record.failure->offered.toULongLong() : 0;
    if (useOffered && offered > 0)
        call.setArgument(u"Size", CimValue::uint64(offered));
    const QLatin1StringView method = call.decl().name;
    if (method == "CreateOrModifyStoragePool"_L1
        && (call.argument(u"Pool").isNull() || PoolSheet::holds(call))) {
        reopenPool(record, call, useOffered);
    } else if (method == "CreatePool"_L1 || method == "ModifyPoolSettings"_L1
               || method == "ModifyPoolResources"_L1) {
        reopenChildPool(record);
    } else if (method == "CreateResourcePool"_L1 || method == "AddResourcesToResourcePool"_L1
               || method == "RemoveResourcesFromResourcePool"_L1) {
        reopenRootPool(record);
    } else if (method == "CreateOrModifyReplicationPipe"_L1) {
        reopenPipe(record);
    } else if (method == "CreateOrModifyElementFromStoragePool"_L1 && VolumeDialog::holds(call)) {
        const auto kind = call.argument(u"ElementType").toUnsigned() == 3 ? VolumeDialog::Extent
                                                                          : VolumeDialog::Volume;
        auto *dialog = new VolumeDialog(m_console, record.systemId,
                                        *call.argument(u"InPool").toPath(), kind, m_window);
        dialog->setCall(call);
        if (record.failure && !useOffered)
            dialog->setProblem(*record.failure);
        connect(dialog, &VolumeDialog::committed, this, &Forms::commit);
        dialog->open();
    } else if (const CallEffect effect = effectOf(call); effect.kind == CallEffect::Kind::Removes) {
        removeAgain(record, effect.subject);
    } else {
        auto *wizard = new MethodWizard(m_console, record.systemId, &call.decl(), call.target(),
                                        m_window);
        connect(wizard, &MethodWizard::committed, this, &Forms::commit);
        keepCall(QString(methodDraft), wizard);
        wizard->open();
        wizard->reopen(call, useOffered ? std::nullopt : record.failure);
    }
}

void Forms::reopenPool(const JobRecord &record, const MethodCall &call, bool useOffered)
{
    const CimValue pool = call.argument(u"Pool");
    if (const CimPath *path = pool.toPath()) {
        auto *sheet = new PoolSheet(m_console, record.systemId, *path, m_window);
        sheet->setCall(call);
        if (record.failure && !useOffered)
            sheet->setProblem(*record.failure);
        connect(sheet, &PoolSheet::committed, this, &Forms::commit);
        sheet->open();
        return;
    }
    auto *wizard = new StoragePoolWizard(m_console, record.systemId, m_window);
    connect(wizard, &StoragePoolWizard::committed, this, &Forms::commit);
    keepCall(QString(poolDraft), wizard);
    wizard->open();
    wizard->reopen(call, useOffered ? std::nullopt : record.failure,
                   useOffered ? StoragePoolWizard::ReviewStep : StoragePoolWizard::SizeStep);
}

void Forms::reopenChildPool(const JobRecord &record)
{
    const CimValue pool = record.call.argument(u"ChildPool");
    if (pool.toPath()) {
        auto *sheet = new ChildPoolSheet(m_console, record.systemId, *pool.toPath(), m_window);
        const auto step = record.call.decl().name == "ModifyPoolResources"_L1
            ? ChildPoolSheet::Resources
            : ChildPoolSheet::Settings;
        sheet->setCall(record.call);
        connect(sheet, &ChildPoolSheet::committed, this, &Forms::commitInTurn);
        sheet->open();
        if (record.failure)
            sheet->setProblem(*record.failure, step);
        return;
    }
    auto *wizard = new ChildPoolWizard(m_console, record.systemId, m_window);
    connect(wizard, &ChildPoolWizard::committed, this, &Forms::commit);
    keepCall(QString(childPoolDraft), wizard);
    wizard->open();
    wizard->reopen(record.call, record.failure, ChildPoolWizard::ReviewStep);
}

void Forms::reopenRootPool(const JobRecord &record)
{
    const CimValue pool = record.call.argument(u"Pool");
    if (pool.toPath()) {
        auto *dialog = new RootPoolMembers(m_console, record.systemId, *pool.toPath(), m_window);
        dialog->setCall(record.call);
        if (record.failure)
            dialog->setProblem(*record.failure, record.call);
        connect(dialog, &RootPoolMembers::committed, this, &Forms::commitInTurn);
        dialog->open();
        return;
    }
    auto *wizard = new RootPoolWizard(m_console, record.systemId, m_window);
    connect(wizard, &RootPoolWizard::committed, this, &Forms::commit);
    keepCall(QString(rootPoolDraft), wizard);
    wizard->open();
    wizard->reopen(record.call, record.failure, RootPoolWizard::ReviewStep);
}

void Forms::reopenPipe(const JobRecord &record)
{
    const PipePlan plan = pipePlan(m_console.inventory, record.systemId, record.call);
    auto *dialog = new PipeDialog(m_console, plan, m_window);
    if (record.failure)
        dialog->setProblem(*record.failure, record.systemId);
    connect(dialog, &PipeDialog::committed, this, &Forms::commit);
    if (plan.creates()) // what goes on with a draft makes a new one
        keepPlan(dialog);
    dialog->open();
}

} // namespace Cistern
