// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/carefulxml.h"

#include "services/wsman/xmlreader.h"
#include "services/wsman/xmltree.h"

#include <QHash>

#include <expat.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
// Before a namespace name in what expat hands out; it can't be part of an element's name.
constexpr char separator = '\n';

Failure broken(Failure::Cause cause, const QString &what, quint64 line, qint64 byte,
               const QString &words)
{
    return Failure{.cause = cause,
                   .stage = Failure::Stage::Protocol,
                   .parameter = what,
                   .serverText = u"line %1, byte %2: %3"_s.arg(line).arg(byte).arg(words)};
}

// Walks the markup once without building anything, so that depth, attributes, declarations, names
// and elements are known to be in bounds before the parser sees a byte. It need not notice
// ill-formed text: up to the first such place it reads the same tags as the parser, and that stops
// there.
class Survey
{
public:
    explicit Survey(std::string_view bytes) : m_bytes(bytes) {}

    std::optional<Failure> problem()
    {
        while (!m_problem) {
            const size_t open = m_bytes.find('<', m_at);
            if (open == std::string_view::npos)
                break;
            m_at = open;
            if (m_ended && !startsWith("</"))
                tell(Failure::Cause::Malformed, u"after the end"_s,
                     u"more markup after the document"_s);
            else if (startsWith("<!--"))
                skip("-->");
            else if (startsWith("<![CDATA["))
                skip("]]>");
            else if (startsWith("<?"))
                skip("?>");
            else if (startsWith("<!"))
                tell(Failure::Cause::TooLarge, u"document type"_s, u"document types are refused"_s);
            else if (startsWith("</"))
                close();
            else
                start();
        }
        return m_problem;
    }

private:
    bool startsWith(std::string_view text) const
    {
        return m_bytes.substr(m_at, text.size()) == text;
    }

    void skip(std::string_view end)
    {
        const size_t found = m_bytes.find(end, m_at + 2);
        m_at = found == std::string_view::npos ? m_bytes.size() : found + end.size();
    }

    void close()
    {
        skip(">");
        if (m_depth > 0)
            leave();
    }

    void leave()
    {
        m_declared -= m_declaredAt[size_t(--m_depth)];
        m_ended = m_depth == 0;
    }

    void start()
    {
        if (m_depth == XmlLimit::depth)
            return limit(u"depth"_s, XmlLimit::depth);
        if (++m_elements > XmlLimit::elements)
            return limit(u"elements"_s, XmlLimit::elements);
        int attributes = 0, declarations = 0;
        size_t nameStart = m_at + 1;
        char quote = 0;
        for (size_t i = m_at + 1; i < m_bytes.size(); ++i) {
            const char c = m_bytes[i];
            if (quote) {
                if (c == quote) {
                    quote = 0;
                    nameStart = i + 1;
                }
                continue;
            }
            if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                nameStart = i + 1;
            } else if (c == '=') {
                if (++attributes > XmlLimit::attributes)
                    return limit(u"attributes"_s, XmlLimit::attributes);
                const std::string_view name = m_bytes.substr(nameStart, i - nameStart);
                if (name.empty() || name.substr(0, 5) == "xmlns")
                    ++declarations; // an empty one: blanks before the sign; counted to be safe
                nameStart = i + 1;
            } else if (c == '>') {
                enter(declarations);
                if (m_bytes[i - 1] == '/' && !m_problem)
                    leave();
                m_at = i + 1;
                return;
            } else if (c != '/' && i - nameStart >= XmlLimit::name) {
                return limit(u"name"_s, XmlLimit::name);
            }
        }
        m_at = m_bytes.size();
    }

    void enter(int declarations)
    {
        m_declared += declarations;
        if (m_declared > XmlLimit::declarations)
            return limit(u"declarations"_s, XmlLimit::declarations);
        m_declaredAt[size_t(m_depth++)] = declarations;
    }

    void limit(const QString &what, int most)
    {
        tell(Failure::Cause::TooLarge, what, u"more than %1"_s.arg(most));
    }

    void tell(Failure::Cause cause, const QString &what, const QString &words)
    {
        const auto line = 1 + std::count(m_bytes.begin(), m_bytes.begin() + qptrdiff(m_at), '\n');
        m_problem = broken(cause, what, quint64(line), qint64(m_at), words);
    }

    std::string_view m_bytes;
    size_t m_at = 0;
    int m_depth = 0;
    int m_elements = 0;
    int m_declared = 0;
    std::array<int, XmlLimit::depth> m_declaredAt{};
    bool m_ended = false;
    std::optional<Failure> m_problem;
};

class Builder
{
public:
    Outcome<std::shared_ptr<const XmlTree>> read(const QByteArray &bytes)
    {
        const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(
            XML_ParserCreateNS(nullptr, separator), &XML_ParserFree);
        m_parser = parser.get();
        XML_SetUserData(m_parser, this);
        XML_SetXmlDeclHandler(m_parser, [](void *self, const char *, const char *encoding, int) {
            static_cast<Builder *>(self)->declare(encoding);
        });
        XML_SetElementHandler(
            m_parser,
            [](void *self, const char *name, const char **attributes) {
                static_cast<Builder *>(self)->start(name, attributes);
            },
            [](void *self, const char *) { static_cast<Builder *>(self)->end(); });
        XML_SetCharacterDataHandler(m_parser, [](void *self, const char *text, int size) {
            static_cast<Builder *>(self)->characters(text, size);
        });
        m_tree->nodes.reserve(size_t(bytes.size()) / 40);
        m_tree->text.reserve(size_t(bytes.size()) / 3);
        if (XML_Parse(m_parser, bytes.constData(), int(bytes.size()), 1) != XML_STATUS_OK) {
            const XML_Error error = XML_GetErrorCode(m_parser);
            const bool encoding = error == XML_ERROR_UNKNOWN_ENCODING
                || error == XML_ERROR_INCORRECT_ENCODING;
            if (!m_problem)
                tell(Failure::Cause::Malformed, encoding ? u"encoding"_s : u"form"_s,
                     QString::fromUtf8(XML_ErrorString(error)));
            return *m_problem;
        }
        return std::shared_ptr<const XmlTree>(m_tree);
    }

private:
    void declare(const char *encoding)
    {
        const QByteArray name = QByteArray(encoding).toLower();
        if (!name.isEmpty() && name != "utf-8" && name != "utf8" && name != "us-ascii")
            stop(Failure::Cause::Malformed, u"encoding"_s, u"only UTF-8 is read"_s);
    }

    void start(const char *name, const char **attributes)
    {
        const auto index = quint32(m_tree->nodes.size());
        XmlTree::Node node{.name = idOf(name)};
        node.firstAttribute = quint32(m_tree->attributes.size());
        for (; *attributes; attributes += 2) {
            const std::string_view value = attributes[1];
            m_tree->attributes.push_back(
                {idOf(attributes[0]), quint32(m_tree->text.size()), quint32(value.size())});
            m_tree->text.append(value);
            ++node.attributes;
        }
        m_tree->nodes.push_back(node);
        if (!m_open.empty()) {
            Open &parent = m_open.back();
            (parent.lastChild == XmlTree::none ? m_tree->nodes[parent.node].firstChild
                                               : m_tree->nodes[parent.lastChild].next) = index;
            parent.lastChild = index;
        }
        m_open.push_back({index, XmlTree::none, takeBuffer()});
    }

    void end()
    {
        Open &open = m_open.back();
        XmlTree::Node &node = m_tree->nodes[open.node];
        node.from = quint32(m_tree->text.size());
        node.size = quint32(open.text.size());
        m_tree->text.append(open.text);
        m_spare.push_back(std::move(open.text));
        m_open.pop_back();
    }

    void characters(const char *text, int size)
    {
        std::string &own = m_open.back().text;
        if (qsizetype(own.size()) + size > XmlLimit::text)
            return stop(Failure::Cause::TooLarge, u"text"_s,
                        u"more than %1 octets"_s.arg(XmlLimit::text));
        own.append(text, size_t(size));
    }

    std::string takeBuffer()
    {
        if (m_spare.empty())
            return {};
        std::string buffer = std::move(m_spare.back());
        m_spare.pop_back();
        buffer.clear();
        return buffer;
    }

    quint32 idOf(const char *name)
    {
        const auto length = qsizetype(std::char_traits<char>::length(name));
        const auto known = m_ids.constFind(QByteArray::fromRawData(name, length));
        if (known != m_ids.cend())
            return *known;
        const QByteArray key(name, length);
        const qsizetype split = key.lastIndexOf(separator);
        m_tree->names.push_back({QString::fromUtf8(key.first(qMax(split, qsizetype(0)))),
                                 QString::fromUtf8(key.sliced(split + 1))});
        const auto id = quint32(m_tree->names.size() - 1);
        m_ids.insert(key, id);
        return id;
    }

    void stop(Failure::Cause cause, const QString &what, const QString &words)
    {
        if (!m_problem)
            tell(cause, what, words);
        XML_StopParser(m_parser, XML_FALSE);
    }

    void tell(Failure::Cause cause, const QString &what, const QString &words)
    {
        m_problem = broken(cause, what, XML_GetCurrentLineNumber(m_parser),
                           XML_GetCurrentByteIndex(m_parser), words);
    }

    struct Open
    {
        quint32 node;
        quint32 lastChild;
        std::string text;
    };

    XML_Parser m_parser = nullptr;
    std::shared_ptr<XmlTree> m_tree = std::make_shared<XmlTree>();
    std::vector<Open> m_open;
    std::vector<std::string> m_spare;
    QHash<QByteArray, quint32> m_ids;
    std::optional<Failure> m_problem;
};

// The number that "&#…;" at the start of text refers to; nothing for anything else.
std::optional<quint32> referred(std::string_view text, size_t &size)
{
    if (text.substr(0, 2) != "&#")
        return std::nullopt;
    const size_t end = text.substr(0, XmlLimit::name + 1).find(';');
    if (end == std::string_view::npos)
        return std::nullopt;
    size = end + 1;
    const bool hex = text[2] == 'x';
    const QByteArray digits(text.data() + (hex ? 3 : 2), qsizetype(end - (hex ? 3 : 2)));
    bool ok = false;
    const uint number = digits.toUInt(&ok, hex ? 16 : 10);
    return ok && digits[0] != '+' ? std::optional(number) : std::nullopt;
}

bool isXmlCharacter(quint32 c)
{
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xd800)
        || (c >= 0xe000 && c < 0xfffe) || (c >= 0x10000 && c <= 0x10ffff);
}

// Other encodings show themselves in the first octets: a mark, or the zeroes around "<".
bool looksLikeUtf16(const QByteArray &bytes)
{
    return bytes.startsWith("\xff\xfe") || bytes.startsWith("\xfe\xff")
        || bytes.first(qMin(bytes.size(), 4)).contains('\0');
}
} // namespace

// One pass over the whole, however many there are; those in CDATA parts and comments are no
// references.
QByteArray CarefulXml::withoutBadReferences(const QByteArray &bytes, int &replaced)
{
    QByteArray clean;
    clean.reserve(bytes.size());
    const std::string_view text(bytes.constData(), size_t(bytes.size()));
    size_t at = 0;
    while (at < text.size()) {
        const size_t next = std::min(text.find_first_of("&<", at), text.size());
        clean.append(text.data() + at, qsizetype(next - at));
        at = next;
        size_t size = 1;
        for (const auto &[open, close] :
             {std::pair<std::string_view, std::string_view>("<![CDATA[", "]]>"), {"<!--", "-->"}}) {
            if (text.substr(at, open.size()) == open)
                size = std::min(text.find(close, at), text.size()) - at;
        }
        const auto number = referred(text.substr(at), size);
        if (number && !isXmlCharacter(*number)) {
            clean.append("&#xFFFD;");
            ++replaced;
        } else {
            clean.append(text.data() + at, qsizetype(std::min(size, text.size() - at)));
        }
        at += size;
    }
    return clean;
}

Outcome<std::shared_ptr<const XmlTree>> CarefulXml::read(const QByteArray &bytes)
{
    if (bytes.size() > XmlLimit::input)
        return broken(Failure::Cause::TooLarge, u"size"_s, 1, XmlLimit::input,
                      u"more than %1 octets"_s.arg(XmlLimit::input));
    if (looksLikeUtf16(bytes))
        return broken(Failure::Cause::Malformed, u"encoding"_s, 1, 0, u"only UTF-8 is read"_s);
    if (const auto problem = Survey({bytes.constData(), size_t(bytes.size())}).problem())
        return *problem;
    return Builder().read(bytes);
}

} // namespace Cistern
