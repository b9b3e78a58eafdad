// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/methodreviewpage.h"

#include "models/offers.h"
#include "services/schema/embedded.h"
#include "ui/text/units.h"
#include "ui/widgets/calltexts.h"
#include "ui/widgets/card.h"
#include "ui/widgets/label.h"
#include "ui/widgets/propertygrid.h"
#include "ui/widgets/stateglyph.h"
#include "ui/widgets/texttabs.h"
#include "ui/wizards/editors/valueedit.h"
#include "ui/wizards/methodwizard.h"
#include "ui/wizards/valuewords.h"

#include <QScrollArea>
#include <QTabBar>
#include <QVBoxLayout>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

MethodReviewPage::MethodReviewPage(MethodWizard &wizard)
    : m_wizard(wizard)
    , m_tabs(new TextTabs(this))
    , m_summary(new PropertyGrid(this))
    , m_glyph(new StateGlyph(State::Warning, 16, this))
    , m_note(new Label(Label::Kind::Body, QString(), this))
{
    setTitle(tr("Review and call"));
    m_summary->setMaximumColumns(1);
    m_note->setWordWrap(true);
    auto *card = new Card(this);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(12);
    column->addWidget(m_summary);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_glyph, 0, Qt::AlignTop);
    row->addWidget(m_note, 1);
    column->addLayout(row);
    column->addStretch(1);
    auto *area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidget(card);
    m_tabs->addPage(tr("Summary"), area);
    auto *page = new QVBoxLayout(this);
    page->addWidget(m_tabs, 1);
}

void MethodReviewPage::initializePage()
{
    const MethodCall call = m_wizard.call();
    const bool asks = !call.decl().changes;
    setSubTitle(asks ? tr("This only asks %1; nothing is changed there.").arg(m_wizard.systemName())
                     : tr("Nothing has been sent yet. What %1 answers stands in Jobs.")
                           .arg(m_wizard.systemName()));
    PropertyGroup group;
    group.rows = {
        {.label = tr("Method"),
         .value = methodLabel(call.decl()),
         .exact = call.decl().name,
         .cimName = call.decl().className},
        {.label = tr("System"), .value = m_wizard.systemName()},
        {.label = tr("On"),
         .value = pathWords(m_wizard.console().inventory, m_wizard.systemId(), call.target()),
         .cimName = call.target().toText()}};
    for (const ParamDecl &param : call.decl().params) {
        if (!param.in())
            continue;
        const CimValue value = call.argument(QString(param.name));
        group.rows.append({.label = FieldDecl::of(param).label,
                           .value = value.isNull()
                               ? tr("Not given")
                               : valueWords(m_wizard.console().inventory, m_wizard.systemId(),
                                            call.decl().nameSpace, param, value),
                           .exact = {},
                           .cimName = param.name});
    }
    m_summary->setGroups({group});
    m_tabs->setTexts(callTexts(m_wizard.console(), m_wizard.systemId(), call));
    m_tabs->tabs()->setCurrentIndex(0);
    const Offers offers(m_wizard.console().inventory, m_wizard.console().connections,
                        m_wizard.systemId());
    const bool denied = offers.obstacleOf(call.decl()) == Obstacle::NotAnnounced;
    m_glyph->setVisible(denied);
    m_note->setVisible(denied);
    m_note->setState(denied ? State::Warning : State::None);
    m_note->setText(denied ? tr("%1 does not announce this method. It can be called all the same; "
                                "the system will most likely refuse it.")
                                 .arg(m_wizard.systemName())
                           : QString());
    setButtonText(QWizard::NextButton, tr("&Ask"));
}

} // namespace Cistern
