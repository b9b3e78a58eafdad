// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/schema/methodcall.h"

#include "services/schema/embedded.h"
#include "services/schema/schema.h"

#include <algorithm>

namespace Cistern {

namespace {
Failure invalid(const QString &parameter)
{
    return Failure{.cause = Failure::Cause::InvalidValue,
                   .stage = Failure::Stage::Input,
                   .parameter = parameter};
}

// A path in the right place: parses, and is of the class or derived from it as far as we know.
bool fits(const CimPath &path, QStringView nameSpace, QLatin1StringView refClass)
{
    if (!path.isInstance())
        return false;
    const QString ns = path.nameSpace().isEmpty() ? nameSpace.toString() : path.nameSpace();
    // A class that no table declares may well derive from the wanted one: the server decides.
    return refClass.isEmpty() || !Schema::findClass(ns, path.className())
        || Schema::isA(ns, path.className(), QString(refClass));
}

// CP.R6, CP.R11, PIPE.R28: reads as one instance of the class, or of one near it as far as we know:
// typed allocation settings derive from the same CIM class as the one that the documents name.
bool isEmbedded(const QString &text, QStringView nameSpace, QLatin1StringView refClass)
{
    const auto instance = Embedded::fromText(text, nameSpace.toString());
    if (!instance)
        return false;
    const ClassDecl *wanted = Schema::findClass(nameSpace, QString(refClass));
    const QString base = wanted && !wanted->superclass.isEmpty() ? wanted->superclass : refClass;
    return refClass.isEmpty() || !Schema::findClass(nameSpace, instance->className())
        || Schema::isA(nameSpace, instance->className(), QString(refClass))
        || Schema::isA(nameSpace, instance->className(), base);
}

// The same object twice is as wrong in one array (methods 1.4) as an object of another class.
bool repeats(const QList<CimValue> &elements)
{
    for (qsizetype i = 0; i < elements.size(); ++i) {
        const CimPath *path = elements.at(i).toPath();
        for (qsizetype j = 0; path && j < i; ++j) {
            if (elements.at(j).toPath() && *elements.at(j).toPath() == *path)
                return true;
        }
    }
    return false;
}

bool fits(const ParamDecl &param, const CimValue &value, QStringView nameSpace)
{
    const QList<CimValue> elements = value.elements();
    if (repeats(elements))
        return false;
    return std::all_of(elements.begin(), elements.end(), [&](const CimValue &element) {
        if (param.type == CimType::Reference)
            return element.toPath() && fits(*element.toPath(), nameSpace, param.refClass);
        if (param.carries == Carries::Path) {
            const auto path = CimPath::fromText(element.toString());
            return path && fits(*path, nameSpace, param.refClass);
        }
        if (param.carries == Carries::Embedded)
            return isEmbedded(element.toString(), nameSpace, param.refClass);
        if (!param.codes.empty()) {
            const auto number = element.toUnsigned();
            return number
                && std::any_of(param.codes.begin(), param.codes.end(),
                               [number](const CodeName &code) {
                                   return *number >= code.first && *number <= code.last;
                               });
        }
        return true;
    });
}
} // namespace

MethodCall::MethodCall(const MethodDecl &decl, const CimPath &target)
    : m_decl(&decl), m_target(target)
{}

CimValue MethodCall::argument(QStringView name) const
{
    for (const auto &[argument, value] : m_arguments) {
        if (sameName(argument, name))
            return value;
    }
    const ParamDecl *param = m_decl ? m_decl->param(name) : nullptr;
    return param ? CimValue::null(param->type, param->array) : CimValue();
}

void MethodCall::setArgument(QStringView name, const CimValue &value)
{
    const ParamDecl *param = m_decl ? m_decl->param(name) : nullptr;
    const QString spelling = param ? QString(param->name) : name.toString();
    m_arguments.removeIf([name](const auto &argument) { return sameName(argument.first, name); });
    if (!value.isNull())
        m_arguments.append({spelling, value});
}

QList<std::pair<QString, CimValue>> MethodCall::arguments() const
{
    QList<std::pair<QString, CimValue>> ordered = m_arguments;
    const auto place = [this](const QString &name) {
        const auto found = std::find_if(
            m_decl->params.begin(), m_decl->params.end(), [&name](const ParamDecl &param) {
                return name.compare(param.name, Qt::CaseInsensitive) == 0;
            });
        return found - m_decl->params.begin();
    };
    if (m_decl)
        std::stable_sort(ordered.begin(), ordered.end(), [&place](const auto &a, const auto &b) {
            return place(a.first) < place(b.first);
        });
    return ordered;
}

QList<Failure> MethodCall::problems() const
{
    QList<Failure> found;
    if (!m_decl)
        return {invalid({})};
    for (const auto &[name, value] : m_arguments) {
        const ParamDecl *param = m_decl->param(name);
        if (!param || !param->in() || value.type() != param->type || value.isArray() != param->array
            || !fits(*param, value,
                     m_decl->nameSpace.size() ? QString(m_decl->nameSpace) : QString()))
            found.append(invalid(name));
    }
    for (const ParamDecl &param : m_decl->params) {
        const bool made = setting
            && setting->parameter.compare(param.name, Qt::CaseInsensitive) == 0;
        if (param.required && !made && argument(QString(param.name)).isNull())
            found.append(invalid(param.name));
    }
    return found;
}

CimValue MethodReply::out(QStringView name) const
{
    for (const auto &[spelling, value] : outs) {
        if (sameName(spelling, name))
            return value;
    }
    return {};
}

} // namespace Cistern
