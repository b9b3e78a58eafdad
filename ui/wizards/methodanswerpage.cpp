// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/methodanswerpage.h"

#include "services/core/async.h"
#include "services/schema/replyfailure.h"
#include "services/systems/connections.h"
#include "services/wsman/connection.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/failuretext.h"
#include "ui/widgets/propertygrid.h"
#include "ui/wizards/editors/valueedit.h"
#include "ui/wizards/methodwizard.h"
#include "ui/wizards/valuewords.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

MethodAnswerPage::MethodAnswerPage(MethodWizard &wizard)
    : m_wizard(wizard)
    , m_outs(new PropertyGrid(this))
    , m_failure(new Banner(this, Banner::Buttons::Below))
{
    setTitle(tr("Answer"));
    m_outs->setMaximumColumns(1);
    auto *area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    auto *board = new QWidget(area);
    auto *column = new QVBoxLayout(board);
    column->addWidget(m_outs);
    column->addStretch(1);
    area->setWidget(board);
    auto *page = new QVBoxLayout(this);
    page->addWidget(m_failure);
    page->addWidget(area, 1);
}

void MethodAnswerPage::initializePage()
{
    setSubTitle(tr("Asking %1…").arg(m_wizard.systemName()));
    m_failure->hide();
    m_outs->setGroups({});
    delete m_question;
    m_question = new QObject(this);
    Connection *connection = m_wizard.console().connections.connection(m_wizard.systemId());
    if (!connection)
        return show(Failure{.cause = Failure::Cause::Refused, .stage = Failure::Stage::Network});
    onDone(connection->invoke(m_wizard.call(), m_question), m_question,
           [this](const Outcome<MethodReply> &reply) { show(reply); });
}

void MethodAnswerPage::cleanupPage()
{
    delete m_question;
    m_question = nullptr;
}

void MethodAnswerPage::show(const Outcome<MethodReply> &reply)
{
    const MethodDecl &method = m_wizard.call().decl();
    setSubTitle(tr("What %1 answered.").arg(m_wizard.systemName()));
    const std::optional<Failure> failure = reply ? failureOf(method, *reply)
                                                 : std::optional(reply.failure());
    m_failure->setVisible(failure.has_value());
    if (failure)
        m_failure->setText(
            failureBanner(*failure, m_wizard.systemName(), tr("The question was not answered.")));
    PropertyGroup group;
    for (const ParamDecl &param : method.params) {
        if (!param.out() || !reply)
            continue;
        const CimValue value = reply->out(QString(param.name));
        group.rows.append({.label = FieldDecl::of(param).label,
                           .value = value.isNull()
                               ? tr("Nothing")
                               : valueWords(m_wizard.console().inventory, m_wizard.systemId(),
                                            method.nameSpace, param, value),
                           .exact = {},
                           .cimName = param.name});
    }
    if (reply && reply->returnValue)
        group.rows.append({.label = tr("Return code"),
                           .value = QString::number(*reply->returnValue),
                           .exact = {},
                           .cimName = u"ReturnValue"_s});
    m_outs->setGroups({group});
}

} // namespace Cistern
