// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/editors/valueedit.h"

#include <QCoreApplication>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

FieldDecl FieldDecl::of(const ParamDecl &param)
{
    return {.name = param.name,
            .label = param.label ? QCoreApplication::translate("Parameter", param.label)
                                 : QString(param.name),
            .type = param.type,
            .array = param.array,
            .carries = param.carries,
            .refClass = param.refClass,
            .required = param.required,
            .unit = param.unit,
            .codes = param.codes};
}

FieldDecl FieldDecl::of(const PropertyDecl &property)
{
    return {.name = property.name,
            .label = property.label ? QCoreApplication::translate("Property", property.label)
                                    : QString(property.name),
            .type = property.type,
            .array = property.array,
            .carries = Carries::Text,
            .refClass = property.refClass,
            .required = false,
            .unit = property.unit,
            .codes = property.codes};
}

FieldDecl FieldDecl::element() const
{
    FieldDecl one = *this;
    one.array = false;
    one.required = true;
    return one;
}

QString FieldDecl::typeText() const
{
    QString text = type == CimType::Reference
        ? ValueEdit::tr("reference to %1", "a class").arg(refClass)
        : QString(cimTypeName(type));
    if (carries == Carries::Path)
        text = ValueEdit::tr("%1 (path of %2)", "type, class").arg(text, refClass);
    else if (carries == Carries::Embedded)
        text = ValueEdit::tr("%1 (instance of %2)", "type, class").arg(text, refClass);
    return array ? text + u"[]"_s : text;
}

ValueEdit::ValueEdit(const FieldDecl &field, QWidget *parent) : QWidget(parent), m_field(field) {}

} // namespace Cistern
