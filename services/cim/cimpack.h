// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The instances of one reply, packed: eight octets a number, characters in one piece, what repeats
// from row to row once. So a hundred thousand objects fit in memory, and comparing two of them is
// quick. Made by CimPacker, then immutable and shared by the instances that are its rows; any
// thread.
#pragma once

#include "services/cim/cimpath.h"
#include "services/cim/cimvalue.h"
#include "services/cim/classdecl.h"

#include <QList>
#include <QString>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace Cistern {

class CimPack
{
public:
    using Others = QList<std::pair<QString, CimValue>>; // undeclared properties, by name

    const ClassDecl *decl(quint32 row) const { return layoutOf(row).decl; }
    QString className(quint32 row) const;
    bool has(quint32 row, int property) const
    {
        return layoutOf(row).cells[size_t(property)] != absent;
    }
    CimValue value(quint32 row, int property) const; // null when absent
    const Others &others(quint32 row) const;
    CimPath path(quint32 row) const;      // as it was told; empty when it was not
    QString nameSpace(quint32 row) const; // of that path

    // Whether class and all values are alike; not how the path was told.
    static bool same(const CimPack &a, quint32 rowA, const CimPack &b, quint32 rowB);

private:
    friend class CimPacker;

    // How the value of a declared property is kept; follows from its declaration alone.
    enum class Form : quint8 {
        Number, // in its cell
        Octets, // a slice of m_octets, which its cell names
        Boxed,  // a value in m_boxed, whose place its cell is
    };
    static constexpr qint16 absent = -1, null = -2;
    struct Layout // of all rows that were told the same properties of one class
    {
        const ClassDecl *decl = nullptr;
        QString className = {};         // of an undeclared class
        std::vector<qint16> cells = {}; // by property: its cell in the row, absent or null
        bool keyed = false;             // the path is made of the keys, and
        QString host = {};              // of this host
    };
    struct Row
    {
        quint32 layout = 0;
        quint32 first = 0; // cell
        quint32 extra = 0; // place in m_extras and one more; 0: none
    };
    struct Extra
    {
        Others others = {};
        CimPath path = {};
    };

    static Form formOf(const PropertyDecl &decl);
    const Layout &layoutOf(quint32 row) const { return m_layouts[m_rows[row].layout]; }
    std::string_view slice(quint64 cell) const
    {
        return std::string_view(m_octets).substr(size_t(cell >> 32), cell & 0xffff'ffff);
    }
    CimValue scalar(CimType type, std::string_view octets) const;
    static constexpr size_t wildTime = 25; // octets of a time with asterisks: its text
    static CimDateTime readTime(std::string_view octets);
    CimPath readPath(std::string_view octets) const;
    bool sameValue(quint64 cell, const CimPack &other, quint64 otherCell,
                   const PropertyDecl &decl) const;

    std::vector<Layout> m_layouts;
    std::vector<Row> m_rows;
    std::vector<quint64> m_cells;
    std::string m_octets;
    std::vector<QString> m_names; // of hosts, namespaces, classes and keys in references
    std::vector<CimValue> m_boxed;
    std::vector<Extra> m_extras;
};

} // namespace Cistern
