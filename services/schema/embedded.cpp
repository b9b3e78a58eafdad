// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/schema/embedded.h"

#include "services/schema/schema.h"

#include <QXmlStreamReader>
#include <QXmlStreamWriter>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
// What may stand around the one instance.
constexpr QLatin1StringView wrappers[] = {"CIM"_L1, "DECLARATION"_L1, "DECLARATIONS"_L1,
                                          "DECLGROUP"_L1, "VALUE.OBJECT"_L1};
constexpr qsizetype longestQuote = 200; // characters of a refused text that are told

Failure malformed(const QString &place, const QString &text = {})
{
    return Failure{.cause = Failure::Cause::Malformed,
                   .stage = Failure::Stage::Input,
                   .parameter = place,
                   .serverText = text.left(longestQuote)};
}

struct RawProperty
{
    QString name;
    QString typeName; // empty for a reference
    bool array = false;
    bool reference = false;
    QStringList values = {};
};

struct RawInstance
{
    QString className;
    QList<RawProperty> properties = {};
};

// Walks the text; what the values mean is the caller's matter. Strict: every element has its place.
// Lenient: what has none is skipped, since a server's words must not get lost for their wrapping.
class InstanceReader
{
public:
    InstanceReader(const QString &text, bool strict) : m_xml(text), m_text(text), m_strict(strict)
    {}

    Outcome<RawInstance> read()
    {
        std::optional<RawInstance> instance;
        while (!m_xml.atEnd()) {
            m_xml.readNext();
            if (m_xml.isDTD())
                return malformed(u"DOCTYPE"_s, m_text);
            if (!m_xml.isStartElement())
                continue;
            const QStringView element = m_xml.name();
            if (element == "INSTANCE"_L1 && !instance) {
                instance.emplace();
                instance->className = m_xml.attributes().value("CLASSNAME"_L1).toString();
                const auto done = readProperties(*instance);
                if (m_xml.hasError())
                    break;
                if (!done)
                    return done.failure();
            } else if (m_strict
                       && std::find(std::begin(wrappers), std::end(wrappers), element)
                           == std::end(wrappers)) {
                return malformed(element.toString(), m_text);
            }
        }
        if (m_xml.hasError())
            return malformed(u"XML"_s, m_xml.errorString());
        if (!instance || (m_strict && instance->className.isEmpty()))
            return malformed(u"INSTANCE"_s, instance ? u"CLASSNAME"_s : m_text);
        return *instance;
    }

private:
    Outcome<Done> readProperties(RawInstance &instance)
    {
        while (m_xml.readNextStartElement()) {
            if (!m_xml.name().startsWith("PROPERTY"_L1)) {
                if (m_strict && m_xml.name() != "QUALIFIER"_L1)
                    return malformed(u"INSTANCE"_s, m_xml.name().toString());
                m_xml.skipCurrentElement();
                continue;
            }
            const auto attributes = m_xml.attributes();
            RawProperty property{.name = attributes.value("NAME"_L1).toString(),
                                 .typeName = attributes.value("TYPE"_L1).toString(),
                                 .array = m_xml.name() == "PROPERTY.ARRAY"_L1,
                                 .reference = m_xml.name() == "PROPERTY.REFERENCE"_L1};
            if (m_strict && property.name.isEmpty())
                return malformed(u"PROPERTY"_s, u"NAME"_s);
            if (const auto done = readValues(property, 1); !done)
                return done;
            instance.properties.append(property);
        }
        return Done();
    }

    Outcome<Done> readValues(RawProperty &property, int depth)
    {
        if (depth > 4)
            return malformed(property.name, m_xml.name().toString());
        while (m_xml.readNextStartElement()) {
            const QStringView element = m_xml.name();
            if (element == "VALUE"_L1) {
                property.values.append(m_xml.readElementText(QXmlStreamReader::SkipChildElements));
            } else if (element == "VALUE.ARRAY"_L1 || element == "VALUE.REFARRAY"_L1
                       || element == "VALUE.REFERENCE"_L1) {
                if (const auto inner = readValues(property, depth + 1); !inner)
                    return inner;
            } else if (!m_strict || element == "QUALIFIER"_L1 || element == "VALUE.NULL"_L1) {
                m_xml.skipCurrentElement();
            } else {
                return malformed(property.name, element.toString());
            }
        }
        return Done();
    }

    QXmlStreamReader m_xml;
    QString m_text;
    bool m_strict;
};

Outcome<CimValue> valueOf(const RawProperty &property, CimType type)
{
    if (!property.array && property.values.size() > 1)
        return malformed(property.name, property.values.join(u' '));
    QList<CimValue> elements;
    for (const QString &text : property.values) {
        // Booleans come in any letter case; blanks around numbers are layout.
        const QString plain = type == CimType::String ? text
            : type == CimType::Boolean                ? text.trimmed().toLower()
                                                      : text.trimmed();
        const auto value = CimValue::fromText(type, plain);
        if (!value)
            return malformed(property.name, text);
        elements.append(*value);
    }
    if (property.array)
        return CimValue::array(type, elements);
    return elements.isEmpty() ? CimValue::null(type) : elements.first();
}

Outcome<CimInstance> instanceFrom(const RawInstance &raw, const QString &nameSpace)
{
    const ClassDecl *decl = Schema::findClass(nameSpace, raw.className);
    CimInstance instance = decl ? CimInstance(*decl) : CimInstance(raw.className);
    for (const RawProperty &property : raw.properties) {
        const auto type = property.reference ? CimType::Reference
                                             : cimTypeFromName(property.typeName);
        if (!type)
            return malformed(property.name, property.typeName);
        if (property.values.isEmpty() || property.name.startsWith("__"_L1))
            continue;
        const auto value = valueOf(property, *type);
        if (!value)
            return value.failure();
        const int index = decl ? decl->indexOf(property.name) : -1;
        if (index >= 0) {
            const PropertyDecl &declared = decl->properties[size_t(index)];
            if (declared.type != *type || declared.array != property.array)
                return malformed(property.name, cimTypeName(*type));
        }
        if (instance.has(property.name))
            return malformed(property.name, u"twice"_s);
        instance.set(property.name, *value);
    }
    return instance;
}

void writeValue(QXmlStreamWriter &xml, const CimValue &value)
{
    xml.writeStartElement(u"VALUE"_s);
    // A bare carriage return would be read as a line feed (XML 1.0 section 2.11).
    const QStringList parts = value.toText().split(u'\r');
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (i > 0)
            xml.writeEntityReference(u"#13"_s);
        xml.writeCharacters(parts.at(i));
    }
    xml.writeEndElement();
}

void writeProperty(QXmlStreamWriter &xml, const QString &name, const CimValue &value)
{
    if (value.type() == CimType::Reference) {
        xml.writeStartElement(u"PROPERTY.REFERENCE"_s);
        xml.writeAttribute(u"NAME"_s, name);
        xml.writeStartElement(u"VALUE.REFERENCE"_s);
        writeValue(xml, value);
        xml.writeEndElement();
        xml.writeEndElement();
        return;
    }
    xml.writeStartElement(value.isArray() ? u"PROPERTY.ARRAY"_s : u"PROPERTY"_s);
    xml.writeAttribute(u"NAME"_s, name);
    xml.writeAttribute(u"TYPE"_s, cimTypeName(value.type()));
    if (value.isArray()) {
        xml.writeStartElement(u"VALUE.ARRAY"_s);
        for (const CimValue &element : value.elements())
            writeValue(xml, element);
        xml.writeEndElement();
    } else {
        writeValue(xml, value);
    }
    xml.writeEndElement();
}
} // namespace

QString Embedded::toText(const CimInstance &instance)
{
    QString text;
    QXmlStreamWriter xml(&text);
    xml.writeStartElement(u"INSTANCE"_s);
    xml.writeAttribute(u"CLASSNAME"_s, instance.className());
    for (const auto &[name, value] : instance.properties()) {
        const int index = instance.decl() ? instance.decl()->indexOf(name) : -1;
        const bool key = index >= 0 && instance.decl()->properties[size_t(index)].key;
        if (!value.isNull() && !(key && value.toText().isEmpty()))
            writeProperty(xml, name, value);
    }
    xml.writeEndElement();
    return text;
}

Outcome<CimInstance> Embedded::fromText(const QString &text, const QString &nameSpace)
{
    if (text.size() > longest)
        return Failure{.cause = Failure::Cause::TooLarge,
                       .stage = Failure::Stage::Input,
                       .code = quint32(text.size())};
    const auto raw = InstanceReader(text, true).read();
    if (!raw)
        return raw.failure();
    return instanceFrom(*raw, nameSpace);
}

Outcome<QList<std::pair<QString, QStringList>>> Embedded::textsFrom(const QString &text)
{
    if (text.size() > longest)
        return Failure{.cause = Failure::Cause::TooLarge,
                       .stage = Failure::Stage::Input,
                       .code = quint32(text.size())};
    const auto raw = InstanceReader(text, false).read();
    if (!raw)
        return raw.failure();
    QList<std::pair<QString, QStringList>> texts;
    for (const RawProperty &property : raw->properties)
        texts.append({property.name, property.values});
    return texts;
}

} // namespace Cistern
