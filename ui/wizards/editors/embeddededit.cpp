// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/editors/embeddededit.h"

#include "services/schema/embedded.h"
#include "services/schema/schema.h"
#include "ui/wizards/editors/fieldform.h"

#include <QComboBox>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int keptRole = Qt::UserRole + 1;
} // namespace

EmbeddedEdit::EmbeddedEdit(const FieldDecl &field, const EditorPlace &place, QWidget *parent)
    : ValueEdit(field, parent)
    , m_place(place)
    , m_class(new QComboBox(this))
    , m_form(new FieldForm(place, this))
{
    m_class->setAccessibleName(tr("Class of %1").arg(field.label));
    m_class->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_class->addItem(field.required ? tr("Choose…") : tr("Not given"));
    for (const ClassDecl *decl : Schema::classesBelow(place.nameSpace, field.refClass)) {
        if (!decl->abstract && !decl->association)
            m_class->addItem(decl->name, QString(decl->name));
    }
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_class, 0, Qt::AlignLeft);
    column->addWidget(m_form);
    m_form->hide();
    setFocusProxy(m_class);
    connect(m_class, &QComboBox::currentIndexChanged, this, [this] {
        chooseClass();
        Q_EMIT changed();
    });
    connect(m_form, &FieldForm::changed, this, &ValueEdit::changed);
    // The only class there is needs no choice where one must be given.
    if (field.required && m_class->count() == 2)
        m_class->setCurrentIndex(1);
}

const ClassDecl *EmbeddedEdit::chosen() const
{
    const QString name = m_class->currentData().toString();
    return name.isEmpty() ? nullptr : Schema::findClass(m_place.nameSpace, name);
}

void EmbeddedEdit::chooseClass()
{
    const ClassDecl *decl = chosen();
    QList<FieldDecl> labelled;
    QList<FieldDecl> others;
    if (decl) {
        for (const PropertyDecl &property : decl->properties)
            (property.label ? labelled : others).append(FieldDecl::of(property));
    }
    m_form->setFields(labelled, others);
    m_form->setVisible(decl);
}

CimInstance EmbeddedEdit::instance() const
{
    const ClassDecl *decl = chosen();
    if (!decl)
        return {};
    CimInstance made(*decl);
    for (const ValueEdit *edit : m_form->edits()) {
        if (const CimValue value = edit->value(); !value.isNull())
            made.set(edit->field().name, value);
    }
    return made;
}

CimValue EmbeddedEdit::value() const
{
    if (m_class->currentData(keptRole).toBool())
        return CimValue::string(m_kept);
    return chosen() ? CimValue::string(Embedded::toText(instance())) : null();
}

void EmbeddedEdit::setValue(const CimValue &value)
{
    const auto given = value.isNull() ? Outcome<CimInstance>(CimInstance())
                                      : Embedded::fromText(value.toString(), m_place.nameSpace);
    const bool known = given && given->decl();
    int place = known ? m_class->findData(QString(given->decl()->name)) : 0;
    if (known && place < 0) {
        m_class->addItem(given->decl()->name, QString(given->decl()->name));
        place = m_class->count() - 1;
    }
    // What can't be shown as a form is not thrown away.
    if (!known && !value.toString().isEmpty()) {
        m_kept = value.toString();
        place = m_class->findData(true, keptRole);
        if (place < 0) {
            m_class->addItem(tr("Of an unknown class, kept as it is"));
            place = m_class->count() - 1;
            m_class->setItemData(place, true, keptRole);
        }
    }
    m_class->setCurrentIndex(place);
    if (!known)
        return;
    for (ValueEdit *edit : m_form->edits())
        edit->setValue(given->value(edit->field().name));
}

QString EmbeddedEdit::problem() const
{
    for (const ValueEdit *edit : m_form->edits()) {
        if (const QString text = edit->problem(); chosen() && !text.isEmpty())
            return tr("%1: %2").arg(edit->field().label, text);
    }
    return chosen() && Embedded::toText(instance()).size() > Embedded::longest
        ? tr("This instance is too long to be sent.")
        : QString();
}

QWidget *EmbeddedEdit::input()
{
    return m_class;
}

} // namespace Cistern
