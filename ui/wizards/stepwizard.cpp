// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/stepwizard.h"

#include "services/systems/systembook.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/steplist.h"

namespace Cistern {

StepWizard::StepWizard(const Console &console, const QString &systemId, const QString &icon,
                       QWidget *parent)
    : QWizard(parent), m_systemId(systemId), m_console(console), m_steps(new StepList(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWizardStyle(QWizard::ModernStyle);
    setOptions(QWizard::NoBackButtonOnStartPage);
    setPixmap(QWizard::LogoPixmap, accentIcon(icon).pixmap(32));
    setSideWidget(m_steps);
    setButtonText(QWizard::NextButton, tr("&Next"));
    setButtonText(QWizard::BackButton, tr("&Back"));
    connect(this, &QWizard::currentIdChanged, this, [this](int id) {
        m_steps->setCurrent(id);
        if (QWidget *field = m_firstFocus.value(id))
            field->setFocus();
    });
    resize(860, 600);
}

void StepWizard::setSteps(const QStringList &names, const QString &verb)
{
    m_steps->setSteps(names);
    setButtonText(QWizard::FinishButton, verb);
}

QString StepWizard::systemName() const
{
    const ConnectionSpec *spec = m_console.book.find(m_systemId);
    return spec ? spec->name : m_systemId;
}

void StepWizard::accept()
{
    if (m_committed || !currentPage()->validatePage())
        return;
    m_committed = true;
    const MethodCall wanted = call();
    QWizard::accept();
    Q_EMIT committed(m_systemId, wanted);
}

} // namespace Cistern
