// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Fills a pack, one instance after the other, and hands out its rows. Owned by who decodes a reply;
// any one thread.
#pragma once

#include "services/cim/ciminstance.h"
#include "services/cim/cimpack.h"

#include <QHash>

#include <memory>
#include <span>

namespace Cistern {

class CimPacker
{
public:
    CimPacker();
    ~CimPacker();
    Q_DISABLE_COPY_MOVE(CimPacker)

    void begin(const ClassDecl &decl);
    void begin(const QString &className); // of a class that no table declares

    bool has(int property) const { return m_kinds[size_t(property)] != CimPack::absent; }
    bool hasOther(QStringView name) const;
    bool isTime(int property) const
    {
        return m_class->decl->properties[size_t(property)].type == CimType::DateTime;
    }
    void addNull(int property);
    // A single value as it came, in UTF-8; false when it has to be read with more care, and then
    // nothing was added.
    bool addText(int property, std::string_view text);
    // The same of the elements of an array, at least one.
    bool addTexts(int property, std::span<const std::string_view> texts);
    // value is of the declared type.
    void add(int property, const CimValue &value);
    void addOther(const QString &name, const CimValue &value);
    // Whether the property was told just this text.
    bool says(int property, std::string_view text);

    void setPath(const CimPath &path);
    void setKeyedPath(const QString &host); // all keys were told, and the path says no more

    CimInstance end(); // the instance that was begun; one that was not ended is forgotten

private:
    struct OfClass // what the rows of one class have in common so far
    {
        const ClassDecl *decl = nullptr;
        std::vector<CimPack::Form> forms = {};
        std::vector<quint64> last = {}; // cell by property, of the last row that has one
        std::vector<bool> hasLast = {};
        quint32 layout = 0;
        bool hasLayout = false;
    };

    quint64 slice(int property, std::string_view octets);
    static bool write(std::string &out, CimType type, std::string_view text);
    void write(std::string &out, const CimValue &scalar);
    static void write(std::string &out, const CimDateTime &time);
    void write(std::string &out, const CimPath &path);
    quint32 nameId(const QString &name);
    quint32 layout();
    CimPack::Extra &extra();

    std::shared_ptr<CimPack> m_pack;
    std::vector<std::unique_ptr<OfClass>> m_classes;
    OfClass *m_class = nullptr;   // of the instance that was begun
    QString m_className;          // likewise, undeclared
    std::vector<qint16> m_kinds;  // by property: absent, null, or 0
    std::vector<quint64> m_cells; // likewise
    CimPack::Row m_row;
    bool m_keyed = false;
    QString m_host;
    std::string m_scratch;
    QHash<QString, quint32> m_nameIds;
};

} // namespace Cistern
