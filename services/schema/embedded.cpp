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

// The values of one property element, whose start has been read; reads up to its end.
class PropertyReader
{
public:
    explicit PropertyReader(QXmlStreamReader &xml) : m_xml(xml) {}

    QString name, place;
    CimType type = CimType::String;
    bool array = false;
    QStringList values;

    Outcome<Done> read()
    {
        const auto attributes = m_xml.attributes();
        name = attributes.value("NAME"_L1).toString();
        place = name.isEmpty() ? u"PROPERTY"_s : name;
        array = m_xml.name() == "PROPERTY.ARRAY"_L1;
        if (name.isEmpty())
            return malformed(place, u"NAME"_s);
        if (m_xml.name() == "PROPERTY.REFERENCE"_L1) {
            type = CimType::Reference;
        } else {
            const auto told = cimTypeFromName(attributes.value("TYPE"_L1).toString());
            if (!told)
                return malformed(place, attributes.value("TYPE"_L1).toString());
            type = *told;
        }
        return readInside(1);
    }

private:
    Outcome<Done> readInside(int depth)
    {
        if (depth > 4)
            return malformed(place, m_xml.name().toString());
        while (m_xml.readNextStartElement()) {
            const QStringView element = m_xml.name();
            if (element == "VALUE"_L1) {
                values.append(m_xml.readElementText(QXmlStreamReader::SkipChildElements));
            } else if (element == "VALUE.ARRAY"_L1 || element == "VALUE.REFARRAY"_L1
                       || element == "VALUE.REFERENCE"_L1) {
                if (const auto inner = readInside(depth + 1); !inner)
                    return inner;
            } else if (element == "QUALIFIER"_L1 || element == "VALUE.NULL"_L1) {
                m_xml.skipCurrentElement();
            } else {
                return malformed(place, element.toString());
            }
        }
        return Done();
    }

    QXmlStreamReader &m_xml;
};

Outcome<CimValue> valueOf(const PropertyReader &property)
{
    if (!property.array && property.values.size() > 1)
        return malformed(property.place, property.values.join(u' '));
    QList<CimValue> elements;
    for (const QString &text : property.values) {
        // Booleans come in any letter case; blanks around numbers are layout.
        const QString plain = property.type == CimType::String ? text
            : property.type == CimType::Boolean                ? text.trimmed().toLower()
                                                               : text.trimmed();
        const auto value = CimValue::fromText(property.type, plain);
        if (!value)
            return malformed(property.place, text);
        elements.append(*value);
    }
    if (property.array)
        return CimValue::array(property.type, elements);
    return elements.isEmpty() ? CimValue::null(property.type) : elements.first();
}

Outcome<CimInstance> readInstance(QXmlStreamReader &xml, const QString &nameSpace)
{
    const QString className = xml.attributes().value("CLASSNAME"_L1).toString();
    if (className.isEmpty())
        return malformed(u"INSTANCE"_s, u"CLASSNAME"_s);
    const ClassDecl *decl = Schema::findClass(nameSpace, className);
    CimInstance instance = decl ? CimInstance(*decl) : CimInstance(className);
    while (xml.readNextStartElement()) {
        if (xml.name() == "QUALIFIER"_L1) {
            xml.skipCurrentElement();
            continue;
        }
        if (!xml.name().startsWith("PROPERTY"_L1))
            return malformed(u"INSTANCE"_s, xml.name().toString());
        PropertyReader property(xml);
        if (const auto done = property.read(); !done)
            return done.failure();
        if (property.values.isEmpty() || property.name.startsWith("__"_L1))
            continue;
        const auto value = valueOf(property);
        if (!value)
            return value.failure();
        const int index = decl ? decl->indexOf(property.name) : -1;
        if (index >= 0) {
            const PropertyDecl &declared = decl->properties[size_t(index)];
            if (declared.type != property.type || declared.array != property.array)
                return malformed(property.name, cimTypeName(property.type));
        }
        if (instance.has(property.name))
            return malformed(property.name, u"twice"_s);
        instance.set(property.name, *value);
    }
    return instance;
}

void writeValue(QXmlStreamWriter &xml, const CimValue &value)
{
    xml.writeTextElement(u"VALUE"_s, value.toText());
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
    QXmlStreamReader xml(text);
    std::optional<CimInstance> instance;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isDTD())
            return malformed(u"DOCTYPE"_s, text);
        if (!xml.isStartElement())
            continue;
        const QStringView element = xml.name();
        if (!instance && element == "INSTANCE"_L1) {
            const auto read = readInstance(xml, nameSpace);
            if (xml.hasError())
                break;
            if (!read)
                return read.failure();
            instance = *read;
        } else if (std::find(std::begin(wrappers), std::end(wrappers), element)
                   == std::end(wrappers)) {
            return malformed(element.toString(), text);
        }
    }
    if (xml.hasError())
        return malformed(u"XML"_s, xml.errorString());
    if (!instance)
        return malformed(u"INSTANCE"_s, text);
    return *instance;
}

} // namespace Cistern
