// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/cim/cimpath.h"

#include <QVarLengthArray>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
bool isNameStart(QChar c)
{
    return c == u'_' || (c.unicode() < 128 && c.isLetter());
}

bool isName(QStringView text)
{
    return !text.isEmpty() && isNameStart(text.front())
        && std::all_of(text.begin(), text.end(),
                       [](QChar c) { return isNameStart(c) || (c >= u'0' && c <= u'9'); });
}

QString quoted(QString text)
{
    text.replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1);
    return u'"' + text + u'"';
}

// Reads a quoted key value; rest starts behind the closing quote afterwards.
std::optional<QString> unquote(QStringView &rest)
{
    const QChar quote = rest.front();
    QString text;
    for (qsizetype i = 1; i < rest.size(); ++i) {
        if (rest[i] == u'\\') {
            if (++i == rest.size())
                return std::nullopt;
            text += rest[i];
        } else if (rest[i] == quote) {
            rest = rest.sliced(i + 1);
            return text;
        } else {
            text += rest[i];
        }
    }
    return std::nullopt;
}

// A value without quotes: a boolean or an integer.
std::optional<CimValue> bareValue(QStringView text)
{
    if (sameName(text, u"true") || sameName(text, u"false"))
        return CimValue::fromText(CimType::Boolean, text);
    if (const auto value = CimValue::fromText(CimType::UInt64, text))
        return value;
    return CimValue::fromText(CimType::SInt64, text);
}

// Key values are compared as text, because a selector or a quoted path says "4" where an instance
// says uint16 4; references compare as paths.
bool sameKeyValue(const CimValue &a, const CimValue &b)
{
    if (a.toPath() || b.toPath()) {
        const auto pathOf = [](const CimValue &value) {
            return value.toPath() ? std::optional<CimPath>(*value.toPath())
                                  : CimPath::fromText(value.toText());
        };
        const auto pathA = pathOf(a), pathB = pathOf(b);
        return pathA && pathB && *pathA == *pathB;
    }
    return a.toText() == b.toText();
}
} // namespace

bool sameName(QStringView a, QStringView b)
{
    // Most are spelled alike, and letters are folded one by one.
    return a.size() == b.size() && (a == b || a.compare(b, Qt::CaseInsensitive) == 0);
}

bool sameNameSpace(QStringView a, QStringView b)
{
    if (a.size() != b.size())
        return false;
    if (a == b)
        return true;
    for (qsizetype i = 0; i < a.size(); ++i) {
        const QChar x = a[i] == u'\\' ? QChar(u'/') : a[i].toCaseFolded();
        const QChar y = b[i] == u'\\' ? QChar(u'/') : b[i].toCaseFolded();
        if (x != y)
            return false;
    }
    return true;
}

CimPath::CimPath(const QString &nameSpace, const QString &className, QList<Key> keys)
    : m_className(className), m_keys(std::move(keys))
{
    setNameSpace(nameSpace);
    std::stable_sort(m_keys.begin(), m_keys.end(), [](const Key &a, const Key &b) {
        return a.name.compare(b.name, Qt::CaseInsensitive) < 0;
    });
}

void CimPath::setNameSpace(const QString &nameSpace)
{
    m_nameSpace = nameSpace;
    m_nameSpace.replace(u'\\', u'/');
}

std::optional<CimPath> CimPath::fromText(QStringView text)
{
    QString host, nameSpace;
    const auto isSlash = [](QChar c) { return c == u'\\' || c == u'/'; };
    // The first colon before any key separates namespace and class; key values may hold colons.
    const qsizetype firstKey = text.indexOf(u'=');
    const qsizetype colon = text.indexOf(u':');
    if (colon >= 0 && (firstKey < 0 || colon < firstKey)) {
        QStringView place = text.first(colon);
        text = text.sliced(colon + 1);
        if (place.size() > 2 && isSlash(place[0]) && isSlash(place[1])) {
            place = place.sliced(2);
            const auto end = std::find_if(place.begin(), place.end(), isSlash);
            if (end == place.begin() || end == place.end())
                return std::nullopt;
            host = place.first(end - place.begin()).toString();
            place = place.sliced(end - place.begin() + 1);
        }
        nameSpace = place.toString().replace(u'\\', u'/');
        for (const QString &part : nameSpace.split(u'/')) {
            // "v2" and "iScsiTarget" are names; a digit may not lead.
            if (!isName(part))
                return std::nullopt;
        }
    }
    if (text.endsWith("=@"_L1) && isName(text.chopped(2))) {
        CimPath path(nameSpace, text.chopped(2).toString());
        path.m_host = host;
        return path;
    }
    const qsizetype dot = text.indexOf(u'.');
    const QStringView className = dot < 0 ? text : text.first(dot);
    if (!isName(className))
        return std::nullopt;
    QList<Key> keys;
    QStringView rest = dot < 0 ? QStringView() : text.sliced(dot + 1);
    if (dot >= 0 && rest.isEmpty())
        return std::nullopt;
    while (!rest.isEmpty()) {
        const qsizetype equals = rest.indexOf(u'=');
        if (equals < 0 || !isName(rest.first(equals)))
            return std::nullopt;
        Key key{rest.first(equals).toString(), {}};
        for (const Key &other : std::as_const(keys)) {
            if (sameName(other.name, key.name))
                return std::nullopt;
        }
        rest = rest.sliced(equals + 1);
        if (rest.isEmpty())
            return std::nullopt;
        if (rest.front() == u'"' || rest.front() == u'\'') {
            const auto value = unquote(rest);
            if (!value)
                return std::nullopt;
            key.value = CimValue::string(*value);
        } else {
            const qsizetype comma = rest.indexOf(u',');
            const auto value = bareValue(comma < 0 ? rest : rest.first(comma));
            if (!value)
                return std::nullopt;
            key.value = *value;
            rest = comma < 0 ? QStringView() : rest.sliced(comma);
        }
        keys.append(key);
        if (rest.isEmpty())
            break;
        if (rest.front() != u',' || rest.size() == 1)
            return std::nullopt;
        rest = rest.sliced(1);
    }
    CimPath path(nameSpace, className.toString(), keys);
    path.m_host = host;
    return path;
}

QString CimPath::toText() const
{
    QString text;
    QString nameSpace = m_nameSpace;
    nameSpace.replace(u'/', u'\\');
    if (!m_host.isEmpty())
        text = u"\\\\"_s + m_host + u'\\';
    if (!nameSpace.isEmpty())
        text += nameSpace + u':';
    text += m_className;
    QChar separator = u'.';
    for (const Key &key : m_keys) {
        const bool bare = isInteger(key.value.type()) || key.value.type() == CimType::Boolean;
        text += separator + key.name + u'='
            + (bare ? key.value.toText() : quoted(key.value.toText()));
        separator = u',';
    }
    return text;
}

CimValue CimPath::key(QStringView name) const
{
    for (const Key &key : m_keys) {
        if (sameName(key.name, name))
            return key.value;
    }
    return {};
}

bool CimPath::operator==(const CimPath &other) const
{
    if (!sameName(m_className, other.m_className) || !sameNameSpace(m_nameSpace, other.m_nameSpace)
        || m_keys.size() != other.m_keys.size())
        return false;
    for (qsizetype i = 0; i < m_keys.size(); ++i) {
        if (!sameName(m_keys[i].name, other.m_keys[i].name)
            || !sameKeyValue(m_keys[i].value, other.m_keys[i].value))
            return false;
    }
    return true;
}

namespace {
// Equal for names that are sameName; nothing is allocated.
size_t hashOfName(QStringView name)
{
    QVarLengthArray<char16_t, 128> folded(name.size());
    std::transform(name.utf16(), name.utf16() + name.size(), folded.begin(), [](char16_t c) {
        if (c < 128)
            return char16_t(c >= u'A' && c <= u'Z' ? c | 0x20 : c);
        // Pairs fold as one; they need not tell two names apart.
        return QChar::isSurrogate(c) ? u'\xd800' : char16_t(QChar::toCaseFolded(c));
    });
    return qHash(QStringView(folded.data(), folded.size()));
}

// References equal their text in any form, so both count as the path that they are.
size_t hashOfKey(const CimValue &value)
{
    if (const CimPath *path = value.toPath())
        return qHash(*path);
    const QString text = value.toText();
    if (text.contains(u'=')) {
        if (const auto path = CimPath::fromText(text))
            return qHash(*path);
    }
    return qHash(text);
}
} // namespace

size_t qHash(const CimPath &path, size_t seed)
{
    QtPrivate::QHashCombine combine;
    seed = combine(seed, hashOfName(path.className()));
    seed = combine(seed, hashOfName(path.nameSpace()));
    for (const CimPath::Key &key : path.keys()) {
        seed = combine(seed, hashOfName(key.name));
        seed = combine(seed, hashOfKey(key.value));
    }
    return seed;
}

} // namespace Cistern
