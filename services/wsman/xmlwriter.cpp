// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/xmlwriter.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <utility>

namespace Cistern::Soap {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qsizetype longestEscape = 6; // "&quot;"
constexpr char replacement[] = "\xef\xbf\xbd";

// What stands for a character below 128; null: itself. An attribute's white space would come back
// as blanks, a carriage return anywhere as a line feed (XML 1.0 sections 2.11 and 3.3.3).
struct Escapes
{
    const char *of[128] = {};

    constexpr explicit Escapes(bool attribute)
    {
        for (int c = 0; c < 0x20; ++c)
            of[c] = replacement;
        of['\t'] = attribute ? "&#9;" : nullptr;
        of['\n'] = attribute ? "&#10;" : nullptr;
        of['\r'] = "&#13;";
        of['<'] = "&lt;";
        of['>'] = "&gt;";
        of['&'] = "&amp;";
        of['"'] = "&quot;";
    }
};
constexpr Escapes inText(false), inAttribute(true);

char *copied(char *to, const char *from)
{
    const size_t size = std::strlen(from);
    std::memcpy(to, from, size);
    return to + size;
}

// At most three octets each, or four of a pair.
char *encoded(char *to, char32_t c)
{
    if (c >= 0x10000) {
        *to++ = char(0xf0 | (c >> 18));
        *to++ = char(0x80 | ((c >> 12) & 0x3f));
    } else if (c >= 0x800) {
        *to++ = char(0xe0 | (c >> 12));
    }
    if (c >= 0x800)
        *to++ = char(0x80 | ((c >> 6) & 0x3f));
    else
        *to++ = char(0xc0 | (c >> 6));
    *to++ = char(0x80 | (c & 0x3f));
    return to;
}

char *escaped(char *to, QStringView text, const Escapes &escapes)
{
    for (auto at = text.utf16(), end = at + text.size(); at != end; ++at) {
        const char16_t c = *at;
        if (c < 128) {
            if (const char *escape = escapes.of[c])
                to = copied(to, escape);
            else
                *to++ = char(c);
        } else if (!QChar::isSurrogate(c) && c < 0xfffe) {
            to = encoded(to, c);
        } else if (QChar::isHighSurrogate(c) && at + 1 != end && QChar::isLowSurrogate(at[1])) {
            to = encoded(to, QChar::surrogateToUcs4(c, at[1]));
            ++at;
        } else {
            to = copied(to, replacement);
        }
    }
    return to;
}
} // namespace

void XmlWriter::know(const QString &prefix, const QString &nameSpace)
{
    m_prefixes.push_back({prefix.toUtf8(), nameSpace});
}

void XmlWriter::open(QAnyStringView nameSpace, QAnyStringView name)
{
    endTag();
    const size_t around = m_prefixes.size();
    const Prefix *prefix = prefixOf(nameSpace);
    put("<");
    const qsizetype from = m_size;
    putName(prefix, name);
    m_open.push_back({from, m_size - from, around});
    m_inTag = true;
    if (m_prefixes.size() > around)
        putDeclaration(m_prefixes.back());
}

void XmlWriter::close()
{
    const Open open = m_open.back();
    m_open.pop_back();
    m_prefixes.resize(open.around);
    if (std::exchange(m_inTag, false))
        return put("/>");
    char *to = room(open.size + 3);
    *to++ = '<';
    *to++ = '/';
    std::memcpy(to, m_octets.constData() + open.from, size_t(open.size));
    to[open.size] = '>';
    m_size += open.size + 3;
}

void XmlWriter::declare(const QString &prefix, const QString &nameSpace)
{
    know(prefix, nameSpace);
    putDeclaration(m_prefixes.back());
}

void XmlWriter::attribute(QAnyStringView nameSpace, QAnyStringView name, QStringView text)
{
    const size_t around = m_prefixes.size();
    const Prefix *prefix = prefixOf(nameSpace);
    if (m_prefixes.size() > around)
        putDeclaration(m_prefixes.back());
    put(" ");
    putName(prefix, name);
    put("=\"");
    m_size = escaped(room(text.size() * longestEscape), text, inAttribute) - m_octets.constData();
    put("\"");
}

void XmlWriter::text(QStringView text)
{
    if (text.isEmpty())
        return; // and the element is written as an empty one
    endTag();
    m_size = escaped(room(text.size() * longestEscape), text, inText) - m_octets.constData();
}

template<class Number>
void XmlWriter::putNumber(Number number)
{
    endTag();
    constexpr qsizetype longest = 20;
    char *to = room(longest);
    m_size = std::to_chars(to, to + longest, number).ptr - m_octets.constData();
}

void XmlWriter::number(quint64 number)
{
    putNumber(number);
}

void XmlWriter::number(qint64 number)
{
    putNumber(number);
}

QByteArray XmlWriter::take()
{
    Q_ASSERT(m_open.empty());
    m_octets.truncate(std::exchange(m_size, 0));
    return std::exchange(m_octets, {});
}

void XmlWriter::endTag()
{
    if (std::exchange(m_inTag, false))
        put(">");
}

// As QXmlStreamWriter: the one declared last, or one that nobody has yet.
const XmlWriter::Prefix *XmlWriter::prefixOf(QAnyStringView nameSpace)
{
    if (nameSpace.isEmpty())
        return nullptr;
    const auto known = std::find_if(
        m_prefixes.rbegin(), m_prefixes.rend(),
        [nameSpace](const Prefix &prefix) { return prefix.nameSpace == nameSpace; });
    if (known != m_prefixes.rend())
        return &*known;
    QByteArray name;
    const auto taken = [this, &name] {
        return std::any_of(m_prefixes.begin(), m_prefixes.end(),
                           [&name](const Prefix &prefix) { return prefix.name == name; });
    };
    for (int number = ++m_made; name.isEmpty() || taken(); ++number)
        name = "n" + QByteArray::number(number);
    m_prefixes.push_back({name, nameSpace.toString()});
    return &m_prefixes.back();
}

void XmlWriter::putName(const Prefix *prefix, QAnyStringView name)
{
    if (prefix) {
        put(prefix->name);
        put(":");
    }
    name.visit([this](auto view) {
        if constexpr (std::is_same_v<decltype(view), QStringView>)
            put(view.toUtf8());
        else
            put(QByteArrayView(view.data(), view.size())); // ASCII, as all names that are declared
    });
}

void XmlWriter::putDeclaration(const Prefix &prefix)
{
    put(" xmlns:");
    put(prefix.name);
    put("=\"");
    m_size = escaped(room(prefix.nameSpace.size() * longestEscape), prefix.nameSpace, inAttribute)
        - m_octets.constData();
    put("\"");
}

void XmlWriter::put(QByteArrayView octets)
{
    std::memcpy(room(octets.size()), octets.data(), size_t(octets.size()));
    m_size += octets.size();
}

char *XmlWriter::room(qsizetype size)
{
    if (m_octets.size() - m_size < size)
        m_octets.resize(std::max(2 * m_octets.size(), m_size + size + 1024));
    return m_octets.data() + m_size;
}

} // namespace Cistern::Soap
