// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/xmlreader.h"

#include "services/wsman/carefulxml.h"
#include "services/wsman/plainxml.h"

#include <QLoggingCategory>

namespace Cistern {

namespace {
Q_LOGGING_CATEGORY(xmlLog, "cistern.wsman.xml")

QString slice(const std::string &text, quint32 from, quint32 size)
{
    return QString::fromUtf8(text.data() + from, qsizetype(size));
}
} // namespace

Outcome<XmlDocument> XmlDocument::read(const QByteArray &bytes, BadReference bad)
{
    XmlDocument document;
    document.m_tree = PlainXml::read(bytes);
    if (document.m_tree)
        return document;
    auto tree = CarefulXml::read(bytes);
    const bool illFormed = !tree && tree.failure().cause == Failure::Cause::Malformed;
    if (illFormed && bad == BadReference::Replace) {
        int replaced = 0;
        const QByteArray clean = CarefulXml::withoutBadReferences(bytes, replaced);
        if (replaced > 0) {
            qCWarning(xmlLog, "%d references to characters that XML does not have were replaced",
                      replaced);
            tree = CarefulXml::read(clean);
            document.m_mended = true;
        }
    }
    if (!tree)
        return tree.failure();
    document.m_tree = *tree;
    return document;
}

bool XmlElement::is(QLatin1StringView nameSpace, QLatin1StringView name) const
{
    return this->name() == name && this->nameSpace() == nameSpace;
}

QString XmlElement::text() const
{
    const std::string_view characters = utf8();
    return QString::fromUtf8(characters.data(), qsizetype(characters.size()));
}

XmlElement XmlElement::child(QLatin1StringView name) const
{
    XmlElement element = firstChild();
    while (element && element.name() != name)
        element = element.next();
    return element;
}

XmlElement XmlElement::child(QLatin1StringView nameSpace, QLatin1StringView name) const
{
    XmlElement element = firstChild();
    while (element && !element.is(nameSpace, name))
        element = element.next();
    return element;
}

QList<XmlElement::Attribute> XmlElement::attributes() const
{
    QList<Attribute> all;
    if (!m_tree)
        return all;
    const XmlTree::Node &node = m_tree->nodes[m_index];
    for (quint32 i = node.firstAttribute; i < node.firstAttribute + node.attributes; ++i) {
        const XmlTree::Attribute &attribute = m_tree->attributes[i];
        const XmlTree::QName &name = m_tree->names[attribute.name];
        all.append(
            {name.nameSpace, name.name, slice(m_tree->text, attribute.from, attribute.size)});
    }
    return all;
}

std::optional<std::string_view> XmlElement::attributeUtf8(QLatin1StringView nameSpace,
                                                          QLatin1StringView name) const
{
    if (!m_tree)
        return std::nullopt;
    const XmlTree::Node &node = m_tree->nodes[m_index];
    for (quint32 i = node.firstAttribute; i < node.firstAttribute + node.attributes; ++i) {
        const XmlTree::Attribute &attribute = m_tree->attributes[i];
        const XmlTree::QName &known = m_tree->names[attribute.name];
        if (known.name == name && known.nameSpace == nameSpace)
            return std::string_view(m_tree->text).substr(attribute.from, attribute.size);
    }
    return std::nullopt;
}

std::optional<QString> XmlElement::attribute(QLatin1StringView nameSpace,
                                             QLatin1StringView name) const
{
    const auto octets = attributeUtf8(nameSpace, name);
    if (!octets)
        return std::nullopt;
    return QString::fromUtf8(octets->data(), qsizetype(octets->size()));
}

} // namespace Cistern
