// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Bytes to a compact tree of elements, under limits that hold before memory or time is spent. No
// document types, no entities of a document's own, UTF-8 only. Pure function and values; any
// thread.
#pragma once

#include "services/core/outcome.h"
#include "services/wsman/xmltree.h"

#include <QByteArray>
#include <QLatin1StringView>
#include <QList>
#include <QString>

#include <memory>
#include <optional>
#include <string_view>

namespace Cistern {

namespace XmlLimit {
inline constexpr qsizetype input = 4 * 1024 * 1024; // octets
inline constexpr int depth = 64;
inline constexpr int attributes = 64;          // of one element, namespace declarations included
inline constexpr int declarations = 128;       // of namespaces in scope
inline constexpr int name = 256;               // octets
inline constexpr qsizetype text = 1024 * 1024; // octets of one element's own text
inline constexpr int elements = 200'000;
} // namespace XmlLimit

// A reference to a character that XML does not have, "&#0;": broken servers write them.
enum class BadReference : quint8 {
    Refuse,
    Replace, // by U+FFFD, and say so in the log
};

// One element; a view that lives as long as its document. A null element answers every question
// with nothing, so that a walk needs no checks on the way.
class XmlElement
{
public:
    XmlElement() = default;

    explicit operator bool() const { return m_tree; }
    QStringView nameSpace() const
    {
        return m_tree ? m_tree->names[node().name].nameSpace : QStringView();
    }
    QStringView name() const // without prefix
    {
        return m_tree ? m_tree->names[node().name].name : QStringView();
    }
    bool is(QLatin1StringView nameSpace, QLatin1StringView name) const;
    // Its own characters in one piece, whatever comments, instructions or CDATA lay between.
    QString text() const;
    std::string_view utf8() const // the same in UTF-8; lives as long as the document
    {
        return m_tree ? std::string_view(m_tree->text).substr(node().from, node().size)
                      : std::string_view();
    }
    // Equal for elements of one document that have namespace and name in common, and small.
    quint32 nameId() const { return m_tree ? node().name : XmlTree::none; }

    bool hasAttributes() const // besides declarations of namespaces
    {
        return m_tree && node().attributes > 0;
    }
    bool hasChildren() const { return bool(firstChild()); }
    XmlElement firstChild() const { return m_tree ? at(node().firstChild) : XmlElement(); }
    XmlElement next() const { return m_tree ? at(node().next) : XmlElement(); }
    XmlElement child(QLatin1StringView name) const; // the first of that name in any namespace
    XmlElement child(QLatin1StringView nameSpace, QLatin1StringView name) const;

    struct Attribute
    {
        QString nameSpace, name, text;
    };
    QList<Attribute> attributes() const; // without namespace declarations
    // An empty namespace means an attribute without one.
    std::optional<QString> attribute(QLatin1StringView nameSpace, QLatin1StringView name) const;
    std::optional<std::string_view> attributeUtf8(QLatin1StringView nameSpace,
                                                  QLatin1StringView name) const;

private:
    friend class XmlDocument;
    XmlElement(const XmlTree *tree, quint32 index) : m_tree(tree), m_index(index) {}
    const XmlTree::Node &node() const { return m_tree->nodes[m_index]; }
    XmlElement at(quint32 index) const
    {
        return index == XmlTree::none ? XmlElement() : XmlElement(m_tree, index);
    }

    const XmlTree *m_tree = nullptr;
    quint32 m_index = 0;
};

class XmlDocument
{
public:
    XmlElement root() const { return {m_tree.get(), 0}; }
    bool isMended() const { return m_mended; } // a bad reference was replaced

    // Failures: TooLarge with the limit in parameter ("depth", "attributes", "declarations",
    // "name", "text", "elements", "size", "document type"), Malformed with "encoding", "after the
    // end" or "form"; serverText says what and where ("line 3, byte 120: …").
    static Outcome<XmlDocument> read(const QByteArray &bytes,
                                     BadReference bad = BadReference::Refuse);

private:
    std::shared_ptr<const XmlTree> m_tree;
    bool m_mended = false;
};

} // namespace Cistern
