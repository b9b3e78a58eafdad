// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/wql/query.h"

#include "services/provider/wql/lexer.h"
#include "services/schema/schema.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using Wql::Condition;

namespace {
// Of the classes below, the first declaration of the property.
const PropertyDecl *declared(const QList<const ClassDecl *> &classes, QStringView name)
{
    for (const ClassDecl *decl : classes) {
        if (const int index = decl->indexOf(name); index >= 0)
            return &decl->properties[size_t(index)];
    }
    return nullptr;
}

std::optional<Failure> checkProperty(const QList<const ClassDecl *> &classes,
                                     const QStringList &steps, qsizetype at)
{
    if (steps.isEmpty() || Wql::isSystemProperty(steps.first()))
        return std::nullopt;
    const PropertyDecl *property = declared(classes, steps.first());
    if (!property)
        return Wql::brokenAt(at, u"the class has no property %1"_s.arg(steps.first()));
    if (steps.size() > 1 && property->type != CimType::Instance)
        return Wql::brokenAt(at, u"%1 holds no object"_s.arg(steps.first()));
    return std::nullopt;
}

std::optional<Failure> checkCondition(const QList<const ClassDecl *> &classes,
                                      const Condition &condition)
{
    for (const Condition &part : condition.parts) {
        if (const auto wrong = checkCondition(classes, part))
            return wrong;
    }
    for (const Wql::Operand *side : {&condition.left, &condition.right}) {
        if (const auto wrong = checkProperty(classes, side->property, side->at))
            return wrong;
        const PropertyDecl *property = side->property.size() == 1
            ? declared(classes, side->property.first())
            : nullptr;
        if (!property)
            continue;
        const bool compares = condition.kind == Condition::Kind::Compare
            || condition.kind == Condition::Kind::Like;
        if (compares && (property->array || property->type == CimType::Instance))
            return Wql::brokenAt(side->at, u"%1 holds no single value"_s.arg(property->name));
    }
    return std::nullopt;
}

QString demanded(const Condition &condition, QStringView property)
{
    if (condition.kind == Condition::Kind::IsA && condition.left.property.size() == 1
        && sameName(condition.left.property.first(), property))
        return condition.className;
    if (condition.kind == Condition::Kind::And) {
        for (const Condition &part : condition.parts) {
            if (const QString name = demanded(part, property); !name.isEmpty())
                return name;
        }
    }
    return {};
}
} // namespace

QString WqlQuery::demandedClass(QStringView property) const
{
    return demanded(m_where, property);
}

bool WqlQuery::matches(const CimInstance &instance) const
{
    return m_where.truthIn(instance).value_or(false);
}

Outcome<Done> WqlQuery::check(QStringView nameSpace) const
{
    const auto classes = Schema::classesBelow(nameSpace, m_className);
    if (classes.isEmpty())
        return Failure{.cause = Failure::Cause::NotFound,
                       .stage = Failure::Stage::Input,
                       .parameter = m_className};
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        if (const auto wrong = checkProperty(classes, m_columns[i], m_columnsAt[i]))
            return *wrong;
    }
    if (const auto wrong = checkCondition(classes, m_where))
        return *wrong;
    return Done();
}

} // namespace Cistern
