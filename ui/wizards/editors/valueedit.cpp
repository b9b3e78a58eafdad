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
    QString text = type == CimType::Reference ? u"ref "_s + refClass : QString(cimTypeName(type));
    if (carries == Carries::Path)
        text += u" (path of "_s + refClass + u')';
    else if (carries == Carries::Embedded)
        text += u" (instance of "_s + refClass + u')';
    return array ? text + u"[]"_s : text;
}

ValueEdit::ValueEdit(const FieldDecl &field, QWidget *parent) : QWidget(parent), m_field(field) {}

} // namespace Cistern
