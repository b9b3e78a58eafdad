// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/methodwizard.h"

#include "ui/wizards/methodanswerpage.h"
#include "ui/wizards/methodformpage.h"
#include "ui/wizards/methodreviewpage.h"
#include "ui/wizards/methodtargetpage.h"

#include <QCoreApplication>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

QString methodLabel(const MethodDecl &method)
{
    return method.label ? QCoreApplication::translate("Method", method.label)
                        : QString(method.name);
}

MethodWizard::MethodWizard(const Console &console, const QString &systemId,
                           const MethodDecl *method, const CimPath &target, QWidget *parent)
    : StepWizard(console, systemId, u"code"_s, parent)
    , m_target(new MethodTargetPage(*this))
    , m_form(new MethodFormPage(*this))
{
    setPage(TargetStep, m_target);
    setPage(FormStep, m_form);
    setPage(ReviewStep, new MethodReviewPage(*this));
    setPage(AnswerStep, new MethodAnswerPage(*this));
    setFirstFocus(TargetStep, m_target->list());
    // Its fields are made when the page is reached.
    connect(this, &QWizard::currentIdChanged, this, [this](int id) {
        if (id == FormStep)
            m_form->focusFirst();
    });
    setMethod(method);
    m_target->load(target);
}

void MethodWizard::nameIt()
{
    QStringList steps{tr("Method and object"), tr("Values"), tr("Review")};
    if (hasMethod() && !m_call.decl().changes)
        steps.append(tr("Answer"));
    setSteps(steps, hasMethod() && !m_call.decl().changes ? tr("&Close") : tr("&Call method"));
    setWindowTitle(hasMethod() ? tr("%1 – %2").arg(methodLabel(m_call.decl()), systemName())
                               : tr("Call a method – %1").arg(systemName()));
}

// What only asks goes on to its answer; for all else the review is the end.
int MethodWizard::nextId() const
{
    if (currentId() == ReviewStep)
        return hasMethod() && !m_call.decl().changes ? AnswerStep : -1;
    return currentId() == AnswerStep ? -1 : currentId() + 1;
}

void MethodWizard::setMethod(const MethodDecl *method)
{
    if (method && hasMethod() && &m_call.decl() == method)
        return;
    m_call = method ? MethodCall(*method, {}) : MethodCall();
    nameIt();
    Q_EMIT callChanged();
}

void MethodWizard::setTarget(const CimPath &target)
{
    if (!hasMethod() || m_call.target() == target)
        return;
    m_call.setTarget(target);
    Q_EMIT callChanged();
}

void MethodWizard::setArgument(QStringView name, const CimValue &value)
{
    if (m_call.argument(name) == value)
        return;
    m_call.setArgument(name, value);
    if (m_call.setting && m_call.setting->parameter == name)
        m_call.setting.reset(); // what the person chose instead counts
    Q_EMIT callChanged();
}

void MethodWizard::reopen(const MethodCall &call, const std::optional<Failure> &failure)
{
    setMethod(&call.decl());
    m_call = call;
    m_target->load(call.target());
    restart();
    if (m_target->isComplete())
        next();
    if (failure && currentId() == FormStep)
        m_form->showRefusal(*failure);
}

// A question leaves no record; its answer was shown.
void MethodWizard::accept()
{
    if (hasMethod() && !m_call.decl().changes)
        QWizard::accept();
    else
        StepWizard::accept();
}

} // namespace Cistern
