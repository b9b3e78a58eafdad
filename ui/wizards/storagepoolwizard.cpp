// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/storagepoolwizard.h"

#include "models/storagefacts.h"
#include "services/schema/schema.h"
#include "services/systems/systembook.h"
#include "ui/wizards/poolnamepage.h"
#include "ui/wizards/poolreviewpage.h"
#include "ui/wizards/poolsizepage.h"
#include "ui/wizards/poolsourcepage.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

StoragePoolWizard::StoragePoolWizard(const Console &console, const QString &systemId,
                                     QWidget *parent)
    : StepWizard(console, systemId, u"pool"_s, parent)
{
    m_call = MethodCall(*Schema::findMethod(QString(Schema::iscsiTarget),
                                            u"MSISCSITARGET_StorageConfigurationService",
                                            u"CreateOrModifyStoragePool"),
                        StorageFacts(console.inventory, systemId).service());
    m_name = new NamePage(*this);
    m_source = new SourcePage(*this);
    m_size = new SizePage(*this);
    m_review = new ReviewPage(*this);
    setPage(NameStep, m_name);
    setPage(SourceStep, m_source);
    setPage(SizeStep, m_size);
    setPage(ReviewStep, m_review);

    setSteps({tr("Name"), tr("Source and quality"), tr("Size"), tr("Review")}, tr("&Create pool"));
    setSystem(systemId);
}

void StoragePoolWizard::setSystem(const QString &systemId)
{
    if (systemId != m_systemId) {
        // Sources of another system can't be meant (SP.R10).
        m_call.setArgument(u"InPools", {});
        m_call.setArgument(u"InExtents", {});
        m_call.setArgument(u"Goal", {});
        m_call.setting.reset();
    }
    m_systemId = systemId;
    m_call.setTarget(StorageFacts(console().inventory, systemId).service());
    setWindowTitle(tr("New storage pool – %1").arg(systemName()));
    Q_EMIT callChanged();
}

void StoragePoolWizard::preset(const MethodCall &call)
{
    const CimPath service = m_call.target();
    m_call = call;
    if (!service.isEmpty())
        m_call.setTarget(service);
    m_source->load();
    Q_EMIT callChanged();
}

void StoragePoolWizard::reopen(const MethodCall &call, const std::optional<Failure> &failure,
                               Page step)
{
    preset(call);
    m_name->load();
    m_size->load();
    if (failure && failure->parameter == "ElementName"_L1)
        step = NameStep;
    else if (failure
             && (failure->parameter == "InPools"_L1 || failure->parameter == "InExtents"_L1))
        step = SourceStep;
    restart();
    while (currentId() < step)
        next();
    if (failure)
        static_cast<PoolPage *>(page(step))->showProblem(*failure);
}

void StoragePoolWizard::setArgument(QStringView name, const CimValue &value)
{
    if (m_call.argument(name) == value)
        return;
    m_call.setArgument(name, value);
    Q_EMIT callChanged();
}

void StoragePoolWizard::setSetting(const std::optional<SettingRequest> &setting)
{
    m_call.setting = setting;
    Q_EMIT callChanged();
}

} // namespace Cistern
