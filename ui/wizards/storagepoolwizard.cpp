// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/storagepoolwizard.h"

#include "models/storagefacts.h"
#include "services/schema/schema.h"
#include "services/systems/systembook.h"
#include "ui/widgets/cisternstyle.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/steplist.h"
#include "ui/wizards/poolnamepage.h"
#include "ui/wizards/poolreviewpage.h"
#include "ui/wizards/poolsizepage.h"
#include "ui/wizards/poolsourcepage.h"

#include <QAbstractButton>
#include <QPushButton>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

StoragePoolWizard::StoragePoolWizard(const Console &console, const QString &systemId,
                                     QWidget *parent)
    : QWizard(parent), m_console(console), m_systemId(systemId), m_steps(new StepList(this))
{
    m_call = MethodCall(*Schema::findMethod(QString(Schema::iscsiTarget),
                                            u"MSISCSITARGET_StorageConfigurationService",
                                            u"CreateOrModifyStoragePool"),
                        StorageFacts(console.inventory, systemId).service());
    setWizardStyle(QWizard::ModernStyle);
    setOptions(QWizard::NoBackButtonOnStartPage | QWizard::NoDefaultButton);
    setOption(QWizard::NoDefaultButton, false);
    setPixmap(QWizard::LogoPixmap, accentIcon(u"pool"_s).pixmap(32));
    m_steps->setSteps({tr("Name"), tr("Source and quality"), tr("Size"), tr("Review")});
    setSideWidget(m_steps);

    m_name = new NamePage(*this);
    m_source = new SourcePage(*this);
    m_size = new SizePage(*this);
    m_review = new ReviewPage(*this);
    setPage(NameStep, m_name);
    setPage(SourceStep, m_source);
    setPage(SizeStep, m_size);
    setPage(ReviewStep, m_review);

    setButtonText(QWizard::NextButton, tr("&Next"));
    setButtonText(QWizard::BackButton, tr("&Back"));
    setButtonText(QWizard::FinishButton, tr("&Create pool"));
    connect(this, &QWizard::currentIdChanged, this, &StoragePoolWizard::showStep);
    setSystem(systemId);
    resize(860, 600);
}

QString StoragePoolWizard::systemName() const
{
    const ConnectionSpec *spec = m_console.book.find(m_systemId);
    return spec ? spec->name : m_systemId;
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
    m_call.setTarget(StorageFacts(m_console.inventory, systemId).service());
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

void StoragePoolWizard::showStep(int id)
{
    m_steps->setCurrent(id);
}

// Enter held down and double clicks arrive here more than once; they are one intent (WF-18).
void StoragePoolWizard::accept()
{
    if (m_committed || !currentPage()->validatePage())
        return;
    m_committed = true;
    QWizard::accept();
    Q_EMIT committed(m_systemId, m_call);
}

} // namespace Cistern
