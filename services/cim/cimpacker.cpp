// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/cim/cimpacker.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <type_traits>

namespace Cistern {

namespace {
template<class Number>
void put(std::string &out, Number number)
{
    static_assert(std::is_trivially_copyable_v<Number>);
    out.append(reinterpret_cast<const char *>(&number), sizeof number);
}

void put(std::string &out, const QString &text)
{
    const QByteArray octets = text.toUtf8();
    out.append(octets.constData(), size_t(octets.size()));
}

// What function appends, behind its size; false when it says so.
template<class Function>
bool putSized(std::string &out, Function function)
{
    const size_t from = out.size();
    put(out, quint32(0));
    const bool done = function();
    const auto size = quint32(out.size() - from - sizeof(quint32));
    out.replace(from, sizeof size, reinterpret_cast<const char *>(&size), sizeof size);
    return done;
}

// Decimal digits alone, in range; anything else needs more care.
std::optional<quint64> unsignedCell(CimType type, std::string_view text)
{
    quint64 number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole && number <= unsignedMaximum(type) ? std::optional(number) : std::nullopt;
}

std::optional<quint64> signedCell(CimType type, std::string_view text)
{
    qint64 number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    const bool fits = number >= signedMinimum(type) && number <= signedMaximum(type);
    return whole && fits ? std::optional(quint64(number)) : std::nullopt;
}

std::optional<quint64> numberCell(CimType type, std::string_view text)
{
    if (isUnsigned(type))
        return unsignedCell(type, text);
    if (isSigned(type))
        return signedCell(type, text);
    if (type == CimType::Boolean && (text == "true" || text == "false"))
        return text == "true";
    return std::nullopt;
}

quint64 numberCell(const CimValue &value)
{
    if (const auto truth = value.toBool())
        return *truth;
    if (isReal(value.type()))
        return std::bit_cast<quint64>(value.toReal().value_or(0));
    return isSigned(value.type()) ? quint64(value.toSigned().value_or(0))
                                  : value.toUnsigned().value_or(0);
}
} // namespace

CimPacker::CimPacker() : m_pack(std::make_shared<CimPack>()) {}

// Rows may be kept for long.
CimPacker::~CimPacker()
{
    m_pack->m_rows.shrink_to_fit();
    m_pack->m_cells.shrink_to_fit();
    m_pack->m_octets.shrink_to_fit();
}

void CimPacker::begin(const ClassDecl &decl)
{
    if (!m_class || m_class->decl != &decl) {
        const auto known = std::find_if(m_classes.begin(), m_classes.end(),
                                        [&](const auto &each) { return each->decl == &decl; });
        if (known == m_classes.end()) {
            m_classes.push_back(std::make_unique<OfClass>());
            m_class = m_classes.back().get();
            m_class->decl = &decl;
            for (const PropertyDecl &property : decl.properties)
                m_class->forms.push_back(CimPack::formOf(property));
            m_class->last.resize(decl.properties.size());
            m_class->hasLast.resize(decl.properties.size());
        } else {
            m_class = known->get();
        }
    }
    m_kinds.assign(decl.properties.size(), CimPack::absent);
    m_cells.resize(decl.properties.size());
    m_row = {};
    m_keyed = false;
}

void CimPacker::begin(const QString &className)
{
    m_class = nullptr;
    m_className = className;
    m_kinds.clear();
    m_row = {};
    m_keyed = false;
}

bool CimPacker::hasOther(QStringView name) const
{
    if (!m_row.extra)
        return false;
    const CimPack::Others &others = m_pack->m_extras[m_row.extra - 1].others;
    return std::any_of(others.begin(), others.end(),
                       [name](const auto &other) { return sameName(other.first, name); });
}

void CimPacker::addNull(int property)
{
    m_kinds[size_t(property)] = CimPack::null;
}

// What the row before says, too, is not kept twice.
quint64 CimPacker::slice(int property, std::string_view octets)
{
    const auto place = size_t(property);
    if (m_class->hasLast[place] && m_pack->slice(m_class->last[place]) == octets)
        return m_class->last[place];
    const quint64 cell = quint64(m_pack->m_octets.size()) << 32 | octets.size();
    m_pack->m_octets.append(octets);
    m_class->last[place] = cell;
    m_class->hasLast[place] = true;
    return cell;
}

bool CimPacker::addText(int property, std::string_view text)
{
    const auto place = size_t(property);
    const PropertyDecl &decl = m_class->decl->properties[place];
    if (decl.array)
        return addTexts(property, {&text, 1});
    if (decl.type == CimType::String) {
        m_cells[place] = slice(property, text);
    } else if (const auto cell = numberCell(decl.type, text)) {
        m_cells[place] = *cell;
    } else {
        m_scratch.clear();
        if (decl.type != CimType::DateTime || !write(m_scratch, decl.type, text))
            return false;
        m_cells[place] = slice(property, m_scratch);
    }
    m_kinds[place] = 0;
    return true;
}

bool CimPacker::addTexts(int property, std::span<const std::string_view> texts)
{
    const auto place = size_t(property);
    const PropertyDecl &decl = m_class->decl->properties[place];
    // Octets come as numbers or in base 64.
    if (!decl.array || decl.type == CimType::UInt8)
        return false;
    m_scratch.clear();
    for (const std::string_view text : texts) {
        const bool sized = putSized(m_scratch, [&] { return write(m_scratch, decl.type, text); });
        if (!sized)
            return false;
    }
    m_cells[place] = slice(property, m_scratch);
    m_kinds[place] = 0;
    return true;
}

void CimPacker::add(int property, const CimValue &value)
{
    if (value.isNull())
        return addNull(property);
    const auto place = size_t(property);
    Q_ASSERT(value.type() == m_class->decl->properties[place].type);
    m_kinds[place] = 0;
    switch (m_class->forms[place]) {
    case CimPack::Form::Number:
        m_cells[place] = numberCell(value);
        return;
    case CimPack::Form::Boxed:
        m_cells[place] = m_pack->m_boxed.size();
        m_pack->m_boxed.push_back(value);
        return;
    case CimPack::Form::Octets:
        break;
    }
    m_scratch.clear();
    if (value.isArray()) {
        const QList<CimValue> elements = value.elements();
        for (const CimValue &element : elements) {
            putSized(m_scratch, [&] {
                write(m_scratch, element);
                return true;
            });
        }
    } else {
        write(m_scratch, value);
    }
    m_cells[place] = slice(property, m_scratch);
}

// Of a number, string or time; false for what needs more care.
bool CimPacker::write(std::string &out, CimType type, std::string_view text)
{
    if (type == CimType::String) {
        out += text;
        return true;
    }
    if (type == CimType::DateTime) {
        // Longer than any of its texts needs more care, too.
        std::array<char16_t, 40> wide;
        if (text.size() > wide.size())
            return false;
        std::transform(text.begin(), text.end(), wide.begin(),
                       [](char c) { return char16_t(quint8(c)); });
        const auto time = CimDateTime::fromWireText(
            QStringView(wide.data(), qsizetype(text.size())));
        if (time)
            write(out, *time);
        return time.has_value();
    }
    const auto cell = numberCell(type, text);
    if (cell)
        put(out, *cell);
    return cell.has_value();
}

void CimPacker::write(std::string &out, const CimDateTime &time)
{
    if (time.m_wild)
        return put(out, time.m_wildText);
    put(out, time.m_microseconds);
    put(out, time.m_offset);
    put(out, quint8(time.m_interval));
}

void CimPacker::write(std::string &out, const CimValue &scalar)
{
    if (const CimPath *path = scalar.toPath())
        write(out, *path);
    else if (const auto time = scalar.toDateTime())
        write(out, *time);
    else if (isInteger(scalar.type()) || isReal(scalar.type()) || scalar.toBool())
        put(out, numberCell(scalar));
    else
        put(out, scalar.toText());
}

void CimPacker::write(std::string &out, const CimPath &path)
{
    put(out, nameId(path.host()));
    put(out, nameId(path.nameSpace()));
    put(out, nameId(path.className()));
    for (const CimPath::Key &key : path.keys()) {
        put(out, nameId(key.name));
        put(out, quint8(key.value.type()));
        put(out, quint8(!key.value.isNull()));
        putSized(out, [&] {
            if (!key.value.isNull())
                write(out, key.value);
            return true;
        });
    }
}

quint32 CimPacker::nameId(const QString &name)
{
    if (const auto known = m_nameIds.constFind(name); known != m_nameIds.cend())
        return *known;
    const auto id = quint32(m_pack->m_names.size());
    m_pack->m_names.push_back(name);
    m_nameIds.insert(name, id);
    return id;
}

CimPack::Extra &CimPacker::extra()
{
    if (!m_row.extra) {
        m_pack->m_extras.emplace_back();
        m_row.extra = quint32(m_pack->m_extras.size());
    }
    return m_pack->m_extras[m_row.extra - 1];
}

void CimPacker::addOther(const QString &name, const CimValue &value)
{
    extra().others.append({name, value});
}

bool CimPacker::says(int property, std::string_view text)
{
    const auto place = size_t(property);
    const PropertyDecl &decl = m_class->decl->properties[place];
    if (m_kinds[place] < 0 || decl.array)
        return false;
    if (decl.type == CimType::String)
        return m_pack->slice(m_cells[place]) == text;
    const auto cell = numberCell(decl.type, text);
    return cell && *cell == m_cells[place];
}

void CimPacker::setPath(const CimPath &path)
{
    extra().path = path;
}

void CimPacker::setKeyedPath(const QString &host)
{
    m_keyed = true;
    m_host = host;
}

// Nearly always that of the row before.
quint32 CimPacker::layout()
{
    const auto fits = [this](const CimPack::Layout &layout) {
        if (layout.decl != (m_class ? m_class->decl : nullptr) || layout.keyed != m_keyed
            || (m_keyed && layout.host != m_host) || layout.cells.size() != m_kinds.size()
            || (!m_class && layout.className != m_className))
            return false;
        for (size_t i = 0; i < m_kinds.size(); ++i) {
            if (std::min(layout.cells[i], qint16(0)) != m_kinds[i])
                return false;
        }
        return true;
    };
    auto &layouts = m_pack->m_layouts;
    if (m_class && m_class->hasLayout && fits(layouts[m_class->layout]))
        return m_class->layout;
    // A reply whose rows are all different gains nothing from a longer search.
    constexpr size_t mostTried = 16;
    const auto from = layouts.begin()
        + qptrdiff(layouts.size() - std::min(layouts.size(), mostTried));
    const auto place = size_t(std::find_if(from, layouts.end(), fits) - layouts.begin());
    if (place == layouts.size()) {
        CimPack::Layout layout{.decl = m_class ? m_class->decl : nullptr,
                               .className = m_class ? QString() : m_className,
                               .cells = m_kinds,
                               .keyed = m_keyed,
                               .host = m_keyed ? m_host : QString()};
        qint16 cells = 0;
        for (qint16 &cell : layout.cells) {
            if (cell == 0)
                cell = cells++;
        }
        layouts.push_back(std::move(layout));
    }
    if (m_class) {
        m_class->layout = quint32(place);
        m_class->hasLayout = true;
    }
    return quint32(place);
}

CimInstance CimPacker::end()
{
    m_row.layout = layout();
    m_row.first = quint32(m_pack->m_cells.size());
    for (size_t i = 0; i < m_kinds.size(); ++i) {
        if (m_kinds[i] >= 0)
            m_pack->m_cells.push_back(m_cells[i]);
    }
    m_pack->m_rows.push_back(m_row);
    return CimInstance(m_pack, quint32(m_pack->m_rows.size() - 1));
}

} // namespace Cistern
