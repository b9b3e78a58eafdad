// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/plainxml.h"

#include "services/wsman/xmlreader.h"
#include "services/wsman/xmltree.h"

#include <QHash>

#include <pugixml.hpp>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace Cistern {

namespace {
using namespace std::string_view_literals;

// Spaces are kept as they are; what would be dropped in silence becomes a node, and is refused.
constexpr unsigned parsing = pugi::parse_escapes | pugi::parse_wconv_attribute
    | pugi::parse_ws_pcdata | pugi::parse_embed_pcdata | pugi::parse_comments | pugi::parse_cdata
    | pugi::parse_pi | pugi::parse_doctype | pugi::parse_declaration;

constexpr QLatin1StringView xmlNameSpace{"http://www.w3.org/XML/1998/namespace"};

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

// Without a declaration that says what is so anyway, and without the space around the document.
std::string_view withoutProlog(std::string_view text)
{
    for (const std::string_view prolog : {"\xEF\xBB\xBF"sv, "<?xml version=\"1.0\"?>"sv,
                                          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"sv,
                                          "<?xml version=\"1.0\" encoding=\"utf-8\"?>"sv}) {
        if (text.starts_with(prolog))
            text.remove_prefix(prolog.size());
    }
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    return text;
}

// Whether only the five entities of XML are referred to. Numbers are left to the careful way.
bool hasPlainReferences(std::string_view text)
{
    for (size_t at = text.find('&'); at != text.npos; at = text.find('&', at + 1)) {
        const std::string_view rest = text.substr(at + 1, 5);
        const bool known = rest.starts_with("lt;") || rest.starts_with("gt;")
            || rest.starts_with("amp;") || rest == "quot;" || rest == "apos;";
        if (!known)
            return false;
    }
    return true;
}

struct Census
{
    bool control = false; // a character that XML does not have, or a line end that it levels
    bool ascii = true;
    qsizetype tags = 0; // and what looks like one
};

// In blocks, whose inner loop the compiler turns into few instructions.
Census census(std::string_view text)
{
    constexpr size_t block = 128; // whose signs an octet can count
    Census census;
    quint8 control = 0, all = 0;
    for (size_t from = 0; from < text.size(); from += block) {
        const std::string_view part = text.substr(from, block);
        quint8 tags = 0;
        for (const char each : part) {
            const auto c = quint8(each);
            control |= quint8(c < 0x20) & quint8(c != '\t') & quint8(c != '\n');
            all |= c;
            tags += quint8(c == '<');
        }
        census.tags += tags;
    }
    census.control = control;
    census.ascii = !(all & 0x80);
    return census;
}

// What the parser does not look at: that all octets are characters of XML, and that none of them
// asks for more than elements, attributes, text and the five entities.
bool isPlain(std::string_view text)
{
    const Census found = census(text);
    if (found.control || found.tags > 2 * XmlLimit::elements || text.find("]]>") != text.npos
        || !hasPlainReferences(text))
        return false;
    return found.ascii
        || (QByteArray::fromRawData(text.data(), qsizetype(text.size())).isValidUtf8()
            && text.find("\xEF\xBF\xBE") == text.npos && text.find("\xEF\xBF\xBF") == text.npos);
}

// Gives each pair of namespace and name its number. Sets of declarations that say the same are one
// scope, so that a thousand siblings, each declaring its prefix, need one number a name.
class Names
{
public:
    explicit Names(XmlTree &tree) : m_tree(tree) { m_scopes.push_back({}); }

    // The scope of what stands below the declaration in scope; nothing when it is not plain.
    std::optional<quint32> declare(quint32 scope, std::string_view prefix, std::string_view uri)
    {
        if (uri.empty() || prefix == "xml" || prefix == "xmlns"
            || uri == std::string_view(xmlNameSpace.data(), size_t(xmlNameSpace.size()))
            || uri == "http://www.w3.org/2000/xmlns/")
            return std::nullopt; // an undeclaration, or reserved
        const QByteArray key = QByteArray::number(scope) + ' ' + bytes(prefix) + ' ' + bytes(uri);
        if (const auto known = m_scopeIds.constFind(key); known != m_scopeIds.cend())
            return *known;
        const auto id = quint32(m_scopes.size());
        const qsizetype depth = m_scopes[scope].depth + 1;
        if (depth > XmlLimit::declarations)
            return std::nullopt;
        m_scopes.push_back({scope, depth, bytes(prefix), QString::fromUtf8(bytes(uri))});
        m_scopeIds.insert(key, id);
        return id;
    }

    // raw lives as long as this. Without a prefix an attribute is in no namespace.
    std::optional<quint32> idOf(const char *raw, quint32 scope, bool attribute)
    {
        // What came behind the last name before most likely comes behind it again.
        const quint32 guess = m_known[m_last].successor;
        const Known &guessed = m_known[guess];
        if (guessed.scope == scope && guessed.attribute == attribute
            && std::strcmp(guessed.raw, raw) == 0) {
            m_last = guess;
            return guessed.id;
        }
        const auto found = look(raw, scope, attribute);
        if (!found)
            return std::nullopt;
        m_known[m_last].successor = *found;
        m_last = *found;
        return m_known[*found].id;
    }

private:
    struct Scope
    {
        quint32 above = 0;
        qsizetype depth = 0; // declarations down to this one
        QByteArray prefix = {};
        QString uri = {};
    };
    struct Known // a name as it is written
    {
        const char *raw = "";
        quint32 scope = 0;
        bool attribute = false;
        quint32 id = 0;
        quint32 successor = 0; // place of the name that came behind it
    };
    using Written = std::pair<QByteArray, std::pair<quint32, bool>>;

    static QByteArray bytes(std::string_view text)
    {
        return QByteArray(text.data(), qsizetype(text.size()));
    }

    // Its place among those that are known.
    std::optional<quint32> look(const char *raw, quint32 scope, bool attribute)
    {
        const Written written(raw, {scope, attribute});
        if (const auto known = m_places.constFind(written); known != m_places.cend())
            return *known;
        const auto id = number(raw, scope, attribute);
        if (!id)
            return std::nullopt;
        const auto place = quint32(m_known.size());
        m_known.push_back({raw, scope, attribute, *id});
        m_places.insert(written, place);
        return place;
    }

    std::optional<quint32> number(std::string_view raw, quint32 scope, bool attribute)
    {
        const size_t colon = raw.find(':');
        const std::string_view prefix = colon == raw.npos ? ""sv : raw.substr(0, colon);
        const std::string_view local = colon == raw.npos ? raw : raw.substr(colon + 1);
        // The parser takes any letter of any script, and any number of colons.
        const bool plain = raw.size() <= XmlLimit::name && !local.empty()
            && (colon == raw.npos || !prefix.empty()) && local.find(':') == local.npos
            && !(local[0] >= '0' && local[0] <= '9') && local[0] != '-' && local[0] != '.'
            && std::all_of(raw.begin(), raw.end(), [](char c) { return !(quint8(c) & 0x80); });
        if (!plain)
            return std::nullopt;
        QString nameSpace;
        if (!prefix.empty() || !attribute) {
            while (scope != 0 && m_scopes[scope].prefix != bytes(prefix))
                scope = m_scopes[scope].above;
            if (prefix == "xml") // needs no declaration
                nameSpace = QString(xmlNameSpace);
            else if (scope == 0 && !prefix.empty())
                return std::nullopt;
            else
                nameSpace = m_scopes[scope].uri;
        }
        const std::pair key(nameSpace, QString::fromLatin1(bytes(local)));
        if (const auto known = m_ids.constFind(key); known != m_ids.cend())
            return *known;
        const auto id = quint32(m_tree.names.size());
        m_tree.names.push_back({key.first, key.second});
        m_ids.insert(key, id);
        return id;
    }

    XmlTree &m_tree;
    std::vector<Scope> m_scopes; // the first declares nothing
    QHash<QByteArray, quint32> m_scopeIds;
    QHash<std::pair<QString, QString>, quint32> m_ids;
    std::vector<Known> m_known{Known()}; // the first is none
    QHash<Written, quint32> m_places;
    quint32 m_last = 0; // place
};

// Copies what the parser found, in document order; false as soon as something is not plain.
class Copy
{
public:
    explicit Copy(XmlTree &tree) : m_tree(tree), m_names(tree), m_start(tree.text.data()) {}

    bool take(pugi::xml_node root)
    {
        if (!enter(root))
            return false;
        while (m_depth > 0) {
            Open &open = m_open[size_t(m_depth - 1)];
            const pugi::xml_node next = open.next;
            if (!next) {
                if (!leave(open))
                    return false;
                continue;
            }
            open.next = next.next_sibling();
            const bool taken = next.type() == pugi::node_element ? enter(next)
                : next.type() == pugi::node_pcdata               ? append(open, next.value())
                                                                 : false;
            if (!taken)
                return false;
        }
        // The parser is done with the octets: what had to be joined goes behind them.
        m_tree.text += m_joined;
        return true;
    }

private:
    struct Open
    {
        pugi::xml_node next; // child
        quint32 node = 0;
        quint32 lastChild = XmlTree::none;
        quint32 scope = 0;
        bool joins = false;
        std::string text = {}; // when it joins
    };

    quint32 at(const char *text) const { return quint32(text - m_start); }

    bool enter(pugi::xml_node element)
    {
        if (m_depth == XmlLimit::depth || m_tree.nodes.size() >= size_t(XmlLimit::elements))
            return false;
        quint32 scope = m_depth > 0 ? m_open[size_t(m_depth - 1)].scope : 0;
        const pugi::xml_attribute first = element.first_attribute();
        if (first && !declareAll(first, scope))
            return false;
        const auto name = m_names.idOf(element.name(), scope, false);
        if (!name)
            return false;
        const auto index = quint32(m_tree.nodes.size());
        XmlTree::Node node{.name = *name};
        node.firstAttribute = quint32(m_tree.attributes.size());
        if (first && !addAttributes(first, scope, node))
            return false;
        // An empty value lies somewhere else.
        if (const char *text = element.value(); *text != '\0') {
            node.from = at(text);
            node.size = quint32(std::strlen(text));
            if (node.size > quint32(XmlLimit::text))
                return false;
        }
        m_tree.nodes.push_back(node);
        if (m_depth > 0) {
            Open &parent = m_open[size_t(m_depth - 1)];
            (parent.lastChild == XmlTree::none ? m_tree.nodes[parent.node].firstChild
                                               : m_tree.nodes[parent.lastChild].next) = index;
            parent.lastChild = index;
        }
        if (const pugi::xml_node child = element.first_child()) {
            Open &open = m_open[size_t(m_depth++)];
            open.next = child;
            open.node = index;
            open.lastChild = XmlTree::none;
            open.scope = scope;
            open.joins = false;
        }
        return true;
    }

    // Text between or behind children; rare, but for the line ends of who writes for people.
    bool append(Open &open, std::string_view text)
    {
        if (!std::exchange(open.joins, true)) {
            const XmlTree::Node &node = m_tree.nodes[open.node];
            open.text.assign(m_start + node.from, node.size);
        }
        open.text += text;
        return open.text.size() <= size_t(XmlLimit::text);
    }

    bool leave(Open &open)
    {
        if (open.joins) {
            XmlTree::Node &node = m_tree.nodes[open.node];
            const size_t from = m_tree.text.size() + m_joined.size();
            m_joined += open.text;
            // Joining again and again what is one inside the other may add up.
            if (m_joined.size() > size_t(XmlLimit::input))
                return false;
            node.from = quint32(from);
            node.size = quint32(open.text.size());
        }
        --m_depth;
        return true;
    }

    static bool declares(std::string_view name)
    {
        return name == "xmlns" || name.starts_with("xmlns:");
    }

    static std::string_view declared(std::string_view name)
    {
        return name.size() > 6 ? name.substr(6) : ""sv;
    }

    bool declareAll(pugi::xml_attribute first, quint32 &scope)
    {
        int count = 0;
        for (pugi::xml_attribute each = first; each; each = each.next_attribute()) {
            const std::string_view name = each.name();
            if (++count > XmlLimit::attributes || std::strchr(each.value(), '<'))
                return false; // the parser takes such a sign
            if (!declares(name))
                continue;
            for (pugi::xml_attribute other = first; other != each; other = other.next_attribute()) {
                if (name == other.name())
                    return false;
            }
            if (name == "xmlns:" || name.size() > size_t(XmlLimit::name)
                || !std::all_of(name.begin(), name.end(), [](char c) { return !(c & 0x80); })
                || name.find(':', 6) != name.npos
                || (name.size() > 6 && (name[6] < 'A' || (name[6] > 'Z' && name[6] < '_'))))
                return false;
            const auto below = m_names.declare(scope, declared(name), each.value());
            if (!below)
                return false;
            scope = *below;
        }
        return true;
    }

    bool addAttributes(pugi::xml_attribute first, quint32 scope, XmlTree::Node &node)
    {
        for (pugi::xml_attribute each = first; each; each = each.next_attribute()) {
            const std::string_view name = each.name();
            if (declares(name))
                continue;
            const auto id = m_names.idOf(each.name(), scope, true);
            if (!id)
                return false;
            for (quint32 i = node.firstAttribute; i < m_tree.attributes.size(); ++i) {
                if (m_tree.attributes[i].name == *id)
                    return false; // given twice
            }
            const std::string_view value = each.value();
            m_tree.attributes.push_back(
                {*id, value.empty() ? 0 : at(value.data()), quint32(value.size())});
            ++node.attributes;
        }
        return true;
    }

    XmlTree &m_tree;
    Names m_names;
    const char *m_start;
    std::array<Open, XmlLimit::depth> m_open{};
    int m_depth = 0;
    std::string m_joined;
};
} // namespace

std::shared_ptr<const XmlTree> PlainXml::read(const QByteArray &bytes)
{
    if (bytes.size() > XmlLimit::input)
        return nullptr;
    const std::string_view text = withoutProlog({bytes.constData(), size_t(bytes.size())});
    if (!text.starts_with('<') || !isPlain(text))
        return nullptr;
    const auto tree = std::make_shared<XmlTree>();
    tree->text = text;
    pugi::xml_document document;
    if (!document.load_buffer_inplace(tree->text.data(), tree->text.size(), parsing,
                                      pugi::encoding_utf8))
        return nullptr;
    // The parser passes over what stands outside the one element.
    const pugi::xml_node root = document.first_child();
    const std::string end = "</" + std::string(root.name()) + '>';
    if (root.type() != pugi::node_element || root.next_sibling() || !text.ends_with(end))
        return nullptr;
    tree->nodes.reserve(text.size() / 50);
    if (!Copy(*tree).take(root))
        return nullptr;
    return tree;
}

} // namespace Cistern
