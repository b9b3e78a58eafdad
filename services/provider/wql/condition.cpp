// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/wql/condition.h"

#include "services/schema/schema.h"

#include <algorithm>

namespace Cistern::Wql {

using namespace Qt::Literals::StringLiterals;

namespace {
struct SystemProperty
{
    QLatin1StringView name;
    CimValue (*of)(const CimInstance &instance);
};

QString text(QLatin1StringView words)
{
    return words;
}

CimValue words(const QString &value)
{
    return value.isEmpty() ? CimValue() : CimValue::string(value);
}

QStringList ancestorsOf(const CimInstance &instance)
{
    QStringList names;
    if (instance.decl()) {
        for (const QLatin1StringView ancestor : instance.decl()->ancestors)
            names.append(ancestor);
    }
    return names;
}

QString relativePath(const CimInstance &instance)
{
    CimPath path = instance.path();
    path.setHost({});
    path.setNameSpace({});
    return path.isEmpty() ? QString() : path.toText();
}

constexpr SystemProperty systemProperties[] = {
    {"__CLASS"_L1, [](const CimInstance &each) { return words(each.className()); }},
    {"__SUPERCLASS"_L1,
     [](const CimInstance &each) {
         return each.decl() ? words(text(each.decl()->superclass)) : CimValue();
     }},
    {"__DYNASTY"_L1,
     [](const CimInstance &each) {
         const QStringList ancestors = ancestorsOf(each);
         return words(ancestors.isEmpty() ? each.className() : ancestors.last());
     }},
    {"__DERIVATION"_L1,
     [](const CimInstance &each) { return CimValue::strings(ancestorsOf(each)); }},
    {"__GENUS"_L1, [](const CimInstance &) { return CimValue::uint32(2); }}, // an instance
    {"__NAMESPACE"_L1,
     [](const CimInstance &each) { return words(each.path().nameSpace().replace(u'/', u'\\')); }},
    {"__SERVER"_L1, [](const CimInstance &each) { return words(each.path().host()); }},
    {"__PATH"_L1,
     [](const CimInstance &each) {
         const CimPath path = each.path();
         return path.isEmpty() ? CimValue() : words(path.toText());
     }},
    {"__RELPATH"_L1, [](const CimInstance &each) { return words(relativePath(each)); }},
    {"__PROPERTY_COUNT"_L1,
     [](const CimInstance &each) { return CimValue::uint32(quint32(each.properties().size())); }},
};

// The order of two numbers. Integers are told exactly: a double would blur those beyond 2^53.
std::optional<int> numberOrder(const CimValue &a, const CimValue &b)
{
    if (const auto x = a.toUnsigned(), y = b.toUnsigned(); x && y)
        return *x < *y ? -1 : *x > *y;
    if (const auto x = a.toSigned(), y = b.toSigned(); x && y)
        return *x < *y ? -1 : *x > *y;
    if (isInteger(a.type()) && isInteger(b.type())) // one below zero, one beyond 2^63
        return a.toSigned() ? -1 : 1;
    const auto real = [](const CimValue &value) -> std::optional<long double> {
        if (const auto whole = value.toUnsigned())
            return static_cast<long double>(*whole);
        if (const auto whole = value.toSigned())
            return static_cast<long double>(*whole);
        return value.toReal();
    };
    const auto x = real(a), y = real(b);
    if (!x || !y || *x != *x || *y != *y)
        return std::nullopt;
    return *x < *y ? -1 : *x > *y;
}

bool isNumber(const CimValue &value)
{
    return isInteger(value.type()) || value.type() == CimType::Real32
        || value.type() == CimType::Real64;
}

// Points in time by when they are, whatever their offset; lengths by how long. To the microsecond,
// which the text in UTC has.
std::optional<int> timeOrder(const CimDateTime &a, const CimDateTime &b)
{
    if (const auto x = a.interval(), y = b.interval(); x && y)
        return *x < *y ? -1 : *x > *y;
    if (a.time() && b.time())
        return qBound(-1, a.toWireText().compare(b.toWireText()), 1);
    return std::nullopt;
}

// References are the same or not; a text without a namespace means the one of the other.
std::optional<int> pathOrder(const CimPath &value, const CimValue &literal)
{
    auto other = literal.toPath() ? std::optional(*literal.toPath())
                                  : CimPath::fromText(literal.toText());
    if (!other)
        return std::nullopt;
    if (other->nameSpace().isEmpty())
        other->setNameSpace(value.nameSpace());
    return *other == value ? 0 : 1;
}

// -1, 0 or 1; nothing when either is null or they can't be compared.
std::optional<int> orderOf(const CimValue &a, const CimValue &b)
{
    if (a.isNull() || b.isNull() || a.isArray() || b.isArray())
        return std::nullopt;
    if (isNumber(a) && isNumber(b))
        return numberOrder(a, b);
    // A literal takes the type of what it is compared with.
    const auto turned = [](std::optional<int> order) {
        return order ? std::optional(-*order) : std::nullopt;
    };
    if (isNumber(a) && b.type() == CimType::String) {
        for (const CimType type : {CimType::UInt64, CimType::SInt64, CimType::Real64}) {
            if (const auto number = CimValue::fromText(type, b.toString()))
                return numberOrder(a, *number);
        }
        return std::nullopt;
    }
    if (a.type() == CimType::Boolean) {
        auto value = b.toBool();
        if (const auto number = b.toUnsigned(); number && *number <= 1)
            value = *number == 1;
        if (!value && b.type() == CimType::String) {
            if (const auto read = CimValue::fromText(CimType::Boolean, b.toString()))
                value = read->toBool();
        }
        return value ? std::optional(int(*a.toBool()) - int(*value)) : std::nullopt;
    }
    if (a.type() == CimType::DateTime && b.type() == CimType::String) {
        const auto time = CimDateTime::fromWireText(b.toString());
        return time ? timeOrder(*a.toDateTime(), *time) : std::nullopt;
    }
    if (a.type() == CimType::DateTime && b.type() == CimType::DateTime)
        return timeOrder(*a.toDateTime(), *b.toDateTime());
    if (const CimPath *path = a.toPath())
        return pathOrder(*path, b);
    if (a.type() == CimType::String || a.type() == CimType::Char16) {
        if (b.type() == CimType::DateTime || b.type() == CimType::Boolean || b.toPath()
            || isNumber(b))
            return b.type() == CimType::Boolean || isNumber(b) ? std::optional(
                       qBound(-1, a.toString().compare(b.toText(), Qt::CaseInsensitive), 1))
                                                               : turned(orderOf(b, a));
        if (b.type() == CimType::String || b.type() == CimType::Char16)
            return qBound(-1, a.toString().compare(b.toString(), Qt::CaseInsensitive), 1);
    }
    return std::nullopt;
}

bool holds(Comparison comparison, int order)
{
    switch (comparison) {
    case Comparison::Equal:
        return order == 0;
    case Comparison::Unequal:
        return order != 0;
    case Comparison::Less:
        return order < 0;
    case Comparison::Greater:
        return order > 0;
    case Comparison::AtMost:
        return order <= 0;
    case Comparison::AtLeast:
        return order >= 0;
    }
    return false;
}

// Of an embedded instance, or of what a reference leads to.
std::optional<bool> isA(const CimValue &value, const QString &className)
{
    if (const CimInstance *instance = value.toInstance())
        return instance->decl() ? instance->decl()->isA(className)
                                : Schema::isA({}, instance->className(), className);
    if (const CimPath *path = value.toPath())
        return Schema::isA(path->nameSpace(), path->className(), className);
    return std::nullopt;
}

// And: false wins, then unknown; Or: true wins, then unknown.
std::optional<bool> truthOfAll(const std::vector<Condition> &parts, const CimInstance &instance,
                               bool winner)
{
    bool known = true;
    for (const Condition &part : parts) {
        const auto truth = part.truthIn(instance);
        if (truth == winner)
            return winner;
        known = known && truth;
    }
    return known ? std::optional(!winner) : std::nullopt;
}
} // namespace

bool isSystemProperty(QStringView name)
{
    return sameName(name, u"__this")
        || std::any_of(std::begin(systemProperties), std::end(systemProperties),
                       [name](const SystemProperty &row) {
                           return name.compare(row.name, Qt::CaseInsensitive) == 0;
                       });
}

CimValue propertyIn(const CimInstance &instance, const QStringList &properties)
{
    CimValue value = CimValue::instance(instance);
    for (const QString &name : properties) {
        const CimInstance *holder = value.toInstance();
        if (!holder)
            return {};
        if (sameName(name, u"__this"))
            continue;
        const auto row = std::find_if(std::begin(systemProperties), std::end(systemProperties),
                                      [&name](const SystemProperty &each) {
                                          return name.compare(each.name, Qt::CaseInsensitive) == 0;
                                      });
        const CimValue next = row != std::end(systemProperties) ? row->of(*holder)
                                                                : holder->value(name);
        value = next; // which may free holder
    }
    return value;
}

CimValue Operand::valueIn(const CimInstance &instance) const
{
    if (property.isEmpty())
        return literal;
    // The usual case, without a copy of the whole object.
    if (property.size() == 1 && !property.first().startsWith("__"_L1))
        return instance.value(property.first());
    return propertyIn(instance, property);
}

std::optional<bool> Condition::truthIn(const CimInstance &instance) const
{
    switch (kind) {
    case Kind::Always:
        return true;
    case Kind::And:
        return truthOfAll(parts, instance, false);
    case Kind::Or:
        return truthOfAll(parts, instance, true);
    case Kind::Not: {
        const auto truth = parts.front().truthIn(instance);
        return truth ? std::optional(!*truth) : std::nullopt;
    }
    case Kind::Compare: {
        const auto order = orderOf(left.valueIn(instance), right.valueIn(instance));
        return order ? std::optional(holds(comparison, *order)) : std::nullopt;
    }
    case Kind::Like: {
        const CimValue value = left.valueIn(instance);
        if (value.isNull() || value.isArray())
            return std::nullopt;
        return pattern.matches(value.toText());
    }
    case Kind::IsA:
        return isA(left.valueIn(instance), className);
    case Kind::IsNull:
        return left.valueIn(instance).isNull();
    }
    return std::nullopt;
}

} // namespace Cistern::Wql
