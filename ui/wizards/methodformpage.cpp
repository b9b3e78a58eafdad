// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/methodformpage.h"

#include "ui/widgets/label.h"
#include "ui/wizards/editors/fieldform.h"
#include "ui/wizards/methodwizard.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

MethodFormPage::MethodFormPage(MethodWizard &wizard)
    : m_wizard(wizard)
    , m_area(new QScrollArea(this))
    , m_none(new Label(Label::Kind::Grey, tr("This method takes no values."), this))
{
    setTitle(tr("Fill in the values"));
    setSubTitle(tr("Fields with a star must be given; all others may be left out."));
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->viewport()->setAutoFillBackground(false);
    m_area->setFocusPolicy(Qt::NoFocus);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_none);
    column->addWidget(m_area, 1);
}

void MethodFormPage::initializePage()
{
    const MethodDecl &method = m_wizard.call().decl();
    m_loading = true;
    if (m_shown != &method) {
        m_shown = &method;
        QList<FieldDecl> fields;
        for (const ParamDecl &param : method.params) {
            if (param.in())
                fields.append(FieldDecl::of(param));
        }
        auto *board = new QWidget;
        board->setAutoFillBackground(false);
        m_form = new FieldForm(
            {m_wizard.console().inventory, m_wizard.systemId(), method.nameSpace}, board);
        m_form->setFields(fields);
        auto *column = new QVBoxLayout(board);
        column->setContentsMargins(0, 0, 12, 0); // clear of the scroll bar
        column->addWidget(m_form);
        column->addStretch(1);
        m_area->setWidget(board); // the one before goes
        m_none->setVisible(fields.isEmpty());
        m_area->setVisible(!fields.isEmpty());
        connect(m_form, &FieldForm::changed, this, &MethodFormPage::store);
    }
    for (ValueEdit *edit : m_form->edits())
        edit->setValue(m_wizard.call().argument(edit->field().name));
    m_loading = false;
    check();
}

void MethodFormPage::focusFirst()
{
    if (m_form && !m_form->edits().isEmpty())
        m_form->edits().first()->input()->setFocus();
}

void MethodFormPage::store()
{
    if (m_loading)
        return;
    m_refused.clear();
    for (const ValueEdit *edit : m_form->edits())
        m_wizard.setArgument(edit->field().name, edit->value());
    check();
}

// What is typed first, then what the declaration says of the values.
void MethodFormPage::check()
{
    QHash<QString, QString> texts;
    bool missing = false;
    for (const ValueEdit *edit : m_form->edits()) {
        if (const QString text = edit->problem(); !text.isEmpty())
            texts.insert(edit->field().name, text);
        // A field that nobody has come to yet is not scolded; its star tells.
        missing = missing || (edit->field().required && edit->value().isNull());
    }
    for (const Failure &failure : m_wizard.call().problems()) {
        const ValueEdit *edit = m_form->edit(failure.parameter);
        if (!edit || edit->value().isNull() || texts.contains(edit->field().name))
            continue;
        const QString &wanted = edit->field().refClass;
        texts.insert(edit->field().name,
                     wanted.isEmpty() ? tr("This value is not one that %1 takes.")
                                            .arg(QString(m_wizard.call().decl().name))
                                      : tr("An object of class %1 is needed.").arg(wanted));
    }
    if (!m_refused.isEmpty() && !texts.contains(m_refused))
        texts.insert(m_refused, tr("%1 refused this value.").arg(m_wizard.systemName()));
    m_form->showProblems(texts);
    m_complete = !missing && texts.size() == qsizetype(!m_refused.isEmpty())
        && m_wizard.call().problems().isEmpty();
    Q_EMIT completeChanged();
}

void MethodFormPage::showRefusal(const Failure &failure)
{
    m_refused = m_form->edit(failure.parameter) ? failure.parameter : QString();
    check();
}

} // namespace Cistern
