// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/cim/cimpack.h"

#include <bit>
#include <cstring>

namespace Cistern {

namespace {
QString text(std::string_view octets)
{
    return QString::fromUtf8(octets.data(), qsizetype(octets.size()));
}

template<class Number>
Number take(std::string_view &octets)
{
    Number number;
    std::memcpy(&number, octets.data(), sizeof number);
    octets.remove_prefix(sizeof number);
    return number;
}

std::string_view takeSized(std::string_view &octets)
{
    const auto size = take<quint32>(octets);
    const std::string_view part = octets.substr(0, size);
    octets.remove_prefix(size);
    return part;
}

CimValue number(CimType type, quint64 cell)
{
    if (type == CimType::Boolean)
        return CimValue::boolean(cell != 0);
    if (isReal(type))
        return CimValue::ofReal(type, std::bit_cast<double>(cell));
    return isSigned(type) ? CimValue::ofSigned(type, qint64(cell))
                          : CimValue::ofUnsigned(type, cell);
}

bool isNumber(CimType type)
{
    return isInteger(type) || isReal(type) || type == CimType::Boolean;
}
} // namespace

CimPack::Form CimPack::formOf(const PropertyDecl &decl)
{
    if (decl.type == CimType::Instance)
        return Form::Boxed;
    return isNumber(decl.type) && !decl.array ? Form::Number : Form::Octets;
}

QString CimPack::className(quint32 row) const
{
    const Layout &layout = layoutOf(row);
    return layout.decl ? QString(layout.decl->name) : layout.className;
}

CimDateTime CimPack::readTime(std::string_view octets)
{
    CimDateTime time;
    if (octets.size() == wildTime)
        return CimDateTime::fromCimText(text(octets)).value_or(time);
    time.m_microseconds = take<qint64>(octets);
    time.m_offset = take<qint16>(octets);
    time.m_interval = take<quint8>(octets);
    return time;
}

CimValue CimPack::scalar(CimType type, std::string_view octets) const
{
    if (isNumber(type))
        return number(type, take<quint64>(octets));
    if (type == CimType::DateTime)
        return CimValue::dateTime(readTime(octets));
    if (type == CimType::Reference)
        return CimValue::reference(readPath(octets));
    if (type == CimType::String)
        return CimValue::string(text(octets));
    return CimValue::fromText(type, text(octets)).value_or(CimValue::null(type));
}

CimValue CimPack::value(quint32 row, int property) const
{
    const Row &at = m_rows[row];
    const Layout &layout = m_layouts[at.layout];
    const PropertyDecl &decl = layout.decl->properties[size_t(property)];
    const qint16 place = layout.cells[size_t(property)];
    if (place < 0)
        return CimValue::null(decl.type, decl.array);
    const quint64 cell = m_cells[at.first + size_t(place)];
    switch (formOf(decl)) {
    case Form::Number:
        return number(decl.type, cell);
    case Form::Boxed:
        return m_boxed[size_t(cell)];
    case Form::Octets:
        break;
    }
    std::string_view octets = slice(cell);
    if (!decl.array)
        return scalar(decl.type, octets);
    QList<CimValue> elements;
    while (!octets.empty())
        elements.append(scalar(decl.type, takeSized(octets)));
    return CimValue::array(decl.type, elements);
}

CimPath CimPack::readPath(std::string_view octets) const
{
    const QString host = m_names[take<quint32>(octets)];
    const QString nameSpace = m_names[take<quint32>(octets)];
    const QString className = m_names[take<quint32>(octets)];
    QList<CimPath::Key> keys;
    while (!octets.empty()) {
        const QString name = m_names[take<quint32>(octets)];
        const auto type = CimType(take<quint8>(octets));
        const bool told = take<quint8>(octets) != 0;
        const std::string_view value = takeSized(octets);
        keys.append({name, told ? scalar(type, value) : CimValue::null(type)});
    }
    CimPath path(nameSpace, className, keys);
    path.setHost(host);
    return path;
}

const CimPack::Others &CimPack::others(quint32 row) const
{
    static const Others none;
    const quint32 extra = m_rows[row].extra;
    return extra ? m_extras[extra - 1].others : none;
}

CimPath CimPack::path(quint32 row) const
{
    const Row &at = m_rows[row];
    const Layout &layout = m_layouts[at.layout];
    if (!layout.keyed)
        return at.extra ? m_extras[at.extra - 1].path : CimPath();
    QList<CimPath::Key> keys;
    for (size_t i = 0; i < layout.decl->properties.size(); ++i) {
        const PropertyDecl &property = layout.decl->properties[i];
        if (property.key)
            keys.append({property.name, value(row, int(i))});
    }
    CimPath path(layout.decl->nameSpace, layout.decl->name, keys);
    path.setHost(layout.host);
    return path;
}

QString CimPack::nameSpace(quint32 row) const
{
    const Row &at = m_rows[row];
    if (const Layout &layout = m_layouts[at.layout]; layout.keyed)
        return layout.decl->nameSpace;
    return at.extra ? m_extras[at.extra - 1].path.nameSpace() : QString();
}

bool CimPack::sameValue(quint64 cell, const CimPack &other, quint64 otherCell,
                        const PropertyDecl &decl) const
{
    switch (formOf(decl)) {
    case Form::Number:
        return cell == otherCell;
    case Form::Boxed:
        return m_boxed[size_t(cell)] == other.m_boxed[size_t(otherCell)];
    case Form::Octets:
        break;
    }
    if (decl.type != CimType::Reference)
        return slice(cell) == other.slice(otherCell);
    // Each pack numbers its names for itself.
    if (decl.array)
        return false;
    return readPath(slice(cell)) == other.readPath(other.slice(otherCell));
}

bool CimPack::same(const CimPack &a, quint32 rowA, const CimPack &b, quint32 rowB)
{
    const Row &first = a.m_rows[rowA], &second = b.m_rows[rowB];
    const Layout &mine = a.m_layouts[first.layout], &other = b.m_layouts[second.layout];
    if (mine.decl != other.decl || mine.className != other.className || mine.cells != other.cells
        || a.others(rowA) != b.others(rowB))
        return false;
    for (size_t i = 0; i < mine.cells.size(); ++i) {
        const qint16 place = mine.cells[i];
        if (place < 0)
            continue;
        const PropertyDecl &decl = mine.decl->properties[i];
        if (a.sameValue(a.m_cells[first.first + size_t(place)], b,
                        b.m_cells[second.first + size_t(place)], decl))
            continue;
        const bool references = decl.array && decl.type == CimType::Reference;
        if (!references || !(a.value(rowA, int(i)) == b.value(rowB, int(i))))
            return false;
    }
    return true;
}

} // namespace Cistern
