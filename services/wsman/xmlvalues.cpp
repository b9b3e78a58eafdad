// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/xmlvalues.h"

#include "services/schema/embedded.h"
#include "services/wsman/names.h"

#include <algorithm>

namespace Cistern::CimXml {

using namespace Qt::Literals::StringLiterals;
namespace Names = Wsman::Names;

namespace {
constexpr qsizetype shownText = 200;

// Of XML Schema's instance namespace; one client binds its prefix to that of XML Schema itself.
std::optional<QString> schemaAttribute(const XmlElement &element, QLatin1StringView name)
{
    if (auto value = element.attribute(Names::schemaInstance, name))
        return value;
    return element.attribute(Names::schema, name);
}

bool isReference(const XmlElement &holder)
{
    return bool(referenceParameters(holder));
}

// The text of the element or of the one child that wraps it (cim:Datetime, cim:Interval and the
// forms without a namespace); nothing when there is no such wrapper.
std::optional<QString> wrappedTime(const XmlElement &element)
{
    const XmlElement child = element.firstChild();
    if (!child || child.next())
        return std::nullopt;
    for (const QLatin1StringView wrapper :
         {"Datetime"_L1, "Interval"_L1, "CIM_DateTime"_L1, "CIM_DateTimeString"_L1}) {
        if (child.name() == wrapper)
            return child.text().trimmed();
    }
    if (child.nameSpace() != Names::cimCommon && !child.nameSpace().isEmpty())
        return std::nullopt; // these two words are used for members too
    // A day without a time and a time without a day: asterisks say what is not told.
    const QString digits = child.text().trimmed().remove(u'-').remove(u':');
    if (child.name() == "Date"_L1)
        return digits.left(8) + "******.******+000"_L1;
    if (child.name() == "Time"_L1)
        return "********"_L1 + digits.left(6) + ".******+000"_L1;
    return std::nullopt;
}

QString localType(const XmlElement &element)
{
    const QString type = schemaAttribute(element, "type"_L1).value_or(QString()).trimmed();
    return type.sliced(type.indexOf(u':') + 1);
}

// "p:WT_Thing_Type" says WT_Thing; the prefix may be undeclared, so it is never resolved.
QString classOfType(const XmlElement &element)
{
    const QString type = localType(element);
    return type.endsWith("_Type"_L1) ? type.chopped(5) : QString();
}

Failure asFailureAt(const QString &place, const Failure &failure)
{
    return unreadable(place, failure.serverText.isEmpty() ? failure.parameter : failure.serverText);
}

// Either the members themselves, or one child that is the instance, or the instance as text.
Outcome<CimInstance> readEmbedded(const XmlElement &element, const Place &place)
{
    const XmlElement only = element.firstChild();
    if (!only && element.text().trimmed().startsWith(u'<')) {
        const auto instance = Embedded::fromText(element.text(), place.nameSpace);
        if (!instance)
            return asFailureAt(place.name, instance.failure());
        return *instance;
    }
    const QString className = classOfType(element);
    const bool wrapped = only && !only.next() && (className.isEmpty() || only.name() == className)
        && (only.hasChildren() || !classOfType(only).isEmpty());
    if (wrapped)
        return readInstance(only, place.nameSpace, place.side);
    return readMembers(element, className, place.nameSpace, place.side);
}

// What is declared as string may hold an instance, which some servers write as elements; here it is
// the text that it is declared to be. Where no declaration says so, a server has to tell the class.
Outcome<CimValue> readStringOfElements(const XmlElement &element, const Place &place)
{
    const bool told = place.side == Side::FromServer
        && !(classOfType(element) + classOfType(element.firstChild())).isEmpty();
    if (!place.holdsInstance && !told)
        return unreadable(place.name, element.text());
    const auto instance = readEmbedded(element, place);
    if (!instance || instance->className().isEmpty())
        return unreadable(place.name, element.text());
    return CimValue::string(Embedded::toText(*instance));
}

// Numbers as their type takes them: some writers pad them, sign them or fill them with zeros. What
// they mean stays exact.
QString levelled(const QString &text, CimType type)
{
    QString number = text.trimmed();
    if (!isInteger(type))
        return number;
    if (number.size() > 1 && number.startsWith(u'+') && number[1].isDigit())
        number.remove(0, 1);
    const qsizetype first = number.startsWith(u'-') ? 1 : 0;
    while (number.size() > first + 1 && number[first] == u'0' && number[first + 1].isDigit())
        number.remove(first, 1);
    return number;
}

// One server writes the number of the character; one that is itself a digit stands alone.
QString character(const QString &text)
{
    bool number = false;
    const uint code = text.toUInt(&number);
    return text.size() > 1 && number && code <= 0xffff ? QString(QChar(char16_t(code))) : text;
}

Outcome<CimValue> readDateTime(const XmlElement &element, const Place &place)
{
    const auto wrapped = wrappedTime(element);
    const QString text = wrapped ? *wrapped : element.text().trimmed();
    if (wrapped || !element.hasChildren()) {
        if (const auto value = CimValue::fromText(CimType::DateTime, text))
            return *value;
    }
    return unreadable(place.name, text);
}

Outcome<CimValue> readScalar(const XmlElement &element, CimType type, const Place &place)
{
    if (type == CimType::DateTime)
        return readDateTime(element, place);
    if (type == CimType::Instance) {
        const auto instance = readEmbedded(element, place);
        if (!instance)
            return instance.failure();
        return CimValue::instance(*instance);
    }
    if (type == CimType::Reference && isReference(element)) {
        const auto path = readPath(element, place.nameSpace);
        if (!path)
            return path.failure();
        return CimValue::reference(*path);
    }
    if (type == CimType::String && element.hasChildren())
        return readStringOfElements(element, place);
    // A string where a reference belongs is another type, whatever it says; only servers may.
    const bool fits = !element.hasChildren()
        && (type != CimType::Reference || place.side == Side::FromServer);
    QString text = element.text();
    if (type == CimType::Char16)
        text = character(text);
    else if (type != CimType::String)
        text = levelled(text, type);
    if (const auto value = fits ? CimValue::fromText(type, text) : std::nullopt)
        return *value;
    return unreadable(place.name, element.text());
}

CimType typeByShape(const XmlElement &element)
{
    if (!element.hasChildren())
        return CimType::String;
    if (isReference(element))
        return CimType::Reference;
    return wrappedTime(element) ? CimType::DateTime : CimType::Instance;
}

// Octets may come as numbers or, in one element, in base 64: said by its type, or shown by letters.
std::optional<CimValue> octets(const XmlElement &element)
{
    const QString text = element.text().trimmed();
    const bool said = localType(element).endsWith("Base64Binary"_L1, Qt::CaseInsensitive);
    if (text.isEmpty() || (!said && CimValue::fromText(CimType::UInt64, text)))
        return std::nullopt;
    const auto decoded = QByteArray::fromBase64Encoding(text.simplified().remove(u' ').toLatin1(),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return std::nullopt;
    QList<CimValue> values;
    for (const char octet : *decoded)
        values.append(CimValue::uint8(quint8(octet)));
    return CimValue::array(CimType::UInt8, values);
}
} // namespace

Failure unreadable(const QString &place, const QString &text)
{
    return Failure{.cause = Failure::Cause::Malformed,
                   .stage = Failure::Stage::Protocol,
                   .parameter = place,
                   .serverText = text.left(shownText)};
}

Outcome<CimValue> readValue(const Same &same, CimType type, bool array, const Place &place)
{
    if (!array && same.size() != 1)
        return unreadable(place.name, u"more than one value"_s);
    if (same.size() == 1 && isNil(same.first()))
        return CimValue::null(type, array);
    if (array && type == CimType::UInt8 && same.size() == 1) {
        if (const auto decoded = octets(same.first()))
            return *decoded;
    }
    QList<CimValue> values;
    for (const XmlElement &element : same) {
        // Nulls inside arrays are never sent (DSP0227 section 15).
        if (isNil(element))
            return unreadable(place.name, u"null inside an array"_s);
        const auto value = readScalar(element, type, place);
        if (!value || !array)
            return value;
        values.append(*value);
    }
    return CimValue::array(type, values);
}

Outcome<CimValue> readUndeclared(const Same &same, const Place &place)
{
    if (same.size() == 1 && isNil(same.first()))
        return CimValue();
    const CimType type = typeByShape(same.first());
    const bool alike = std::all_of(same.begin(), same.end(), [type](const XmlElement &element) {
        return typeByShape(element) == type;
    });
    if (!alike)
        return unreadable(place.name, u"values of several types"_s);
    return readValue(same, type, same.size() > 1, place);
}

bool isNil(const XmlElement &element)
{
    const auto nil = schemaAttribute(element, "nil"_L1);
    return nil
        && (nil->trimmed().compare("true"_L1, Qt::CaseInsensitive) == 0
            || nil->trimmed() == "1"_L1);
}

// Of the parts of a reference the names alone count: some firmware writes them without a namespace,
// one server with that of eventing.
XmlElement reference(const XmlElement &holder)
{
    if (const XmlElement wrapped = holder.child("EndpointReference"_L1))
        return wrapped;
    return holder;
}

XmlElement referenceParameters(const XmlElement &holder)
{
    const XmlElement epr = reference(holder);
    // Some servers write properties instead of parameters.
    if (const XmlElement parameters = epr.child("ReferenceParameters"_L1))
        return parameters;
    return epr.child("ReferenceProperties"_L1);
}

Same takeSame(XmlElement &element)
{
    Same same{element};
    const XmlElement first = element;
    element = element.next();
    while (element && (element.nameId() == first.nameId() || element.name() == first.name())) {
        same.append(element);
        element = element.next();
    }
    return same;
}

} // namespace Cistern::CimXml
