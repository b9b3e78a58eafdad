// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/cim/ciminstance.h"

#include "services/cim/cimpack.h"

#include <QSharedData>

#include <algorithm>
#include <optional>
#include <vector>

namespace Cistern {

struct CimInstance::Own : QSharedData
{
    const ClassDecl *decl = nullptr;
    QString className = {};
    std::vector<std::optional<CimValue>> declared = {}; // nothing when absent
    QList<std::pair<QString, CimValue>> others = {};
    CimPath path = {};
};

CimInstance::CimInstance() = default;
CimInstance::CimInstance(const CimInstance &other) = default;
CimInstance::CimInstance(CimInstance &&other) noexcept = default;
CimInstance &CimInstance::operator=(const CimInstance &other) = default;
CimInstance &CimInstance::operator=(CimInstance &&other) noexcept = default;
CimInstance::~CimInstance() = default;

CimInstance::CimInstance(const ClassDecl &decl) : m_own(new Own)
{
    m_own->decl = &decl;
    m_own->declared.resize(decl.properties.size());
}

CimInstance::CimInstance(const QString &className) : m_own(new Own)
{
    m_own->className = className;
}

CimInstance::CimInstance(std::shared_ptr<const CimPack> pack, quint32 row)
    : m_pack(std::move(pack)), m_row(row)
{}

const ClassDecl *CimInstance::decl() const
{
    if (m_pack)
        return m_pack->decl(m_row);
    return m_own ? m_own->decl : nullptr;
}

QString CimInstance::className() const
{
    if (m_pack)
        return m_pack->className(m_row);
    if (!m_own)
        return {};
    return m_own->decl ? QString(m_own->decl->name) : m_own->className;
}

int CimInstance::indexOf(QStringView property) const
{
    const ClassDecl *of = decl();
    return of ? of->indexOf(property) : -1;
}

bool CimInstance::hasDeclared(int property) const
{
    return m_pack ? m_pack->has(m_row, property) : m_own->declared[size_t(property)].has_value();
}

CimValue CimInstance::declared(int property) const
{
    if (m_pack)
        return m_pack->value(m_row, property);
    const PropertyDecl &of = m_own->decl->properties[size_t(property)];
    return m_own->declared[size_t(property)].value_or(CimValue::null(of.type, of.array));
}

const QList<std::pair<QString, CimValue>> &CimInstance::others() const
{
    static const QList<std::pair<QString, CimValue>> none;
    if (m_pack)
        return m_pack->others(m_row);
    return m_own ? m_own->others : none;
}

bool CimInstance::has(QStringView property) const
{
    if (const int index = indexOf(property); index >= 0)
        return hasDeclared(index);
    const auto &undeclared = others();
    return std::any_of(undeclared.begin(), undeclared.end(),
                       [property](const auto &other) { return sameName(other.first, property); });
}

CimValue CimInstance::value(QStringView property) const
{
    if (const int index = indexOf(property); index >= 0)
        return declared(index);
    for (const auto &[name, value] : others()) {
        if (sameName(name, property))
            return value;
    }
    return {};
}

void CimInstance::set(QStringView property, const CimValue &value)
{
    unpack();
    if (const int index = indexOf(property); index >= 0) {
        m_own->declared[size_t(index)] = value;
        return;
    }
    for (auto &[name, old] : m_own->others) {
        if (sameName(name, property)) {
            old = value;
            return;
        }
    }
    m_own->others.append({property.toString(), value});
}

void CimInstance::unset(QStringView property)
{
    unpack();
    if (const int index = indexOf(property); index >= 0) {
        m_own->declared[size_t(index)].reset();
        return;
    }
    m_own->others.removeIf(
        [property](const auto &other) { return sameName(other.first, property); });
}

void CimInstance::tellAll()
{
    unpack();
    for (size_t i = 0; i < m_own->declared.size(); ++i) {
        const PropertyDecl &property = m_own->decl->properties[i];
        if (!m_own->declared[i])
            m_own->declared[i] = CimValue::null(property.type, property.array);
    }
}

std::optional<CimValue> CimInstance::told(size_t index) const
{
    if (!m_pack)
        return m_own->declared[index];
    return hasDeclared(int(index)) ? std::optional(declared(int(index))) : std::nullopt;
}

QList<std::pair<QString, CimValue>> CimInstance::properties() const
{
    QList<std::pair<QString, CimValue>> all;
    const ClassDecl *of = decl();
    for (int i = 0; of && i < int(of->properties.size()); ++i) {
        if (hasDeclared(i))
            all.append({of->properties[size_t(i)].name, declared(i)});
    }
    return all + others();
}

CimPath CimInstance::path(const QString &nameSpace) const
{
    if (const CimPath told = m_pack ? m_pack->path(m_row)
            : m_own                 ? m_own->path
                                    : CimPath();
        !told.isEmpty())
        return told;
    const ClassDecl *of = decl();
    QList<CimPath::Key> keys;
    for (int i = 0; of && i < int(of->properties.size()); ++i) {
        const PropertyDecl &property = of->properties[size_t(i)];
        if (property.key)
            keys.append({property.name, hasDeclared(i) ? declared(i) : CimValue()});
    }
    if (keys.isEmpty())
        return {};
    return CimPath(nameSpace.isEmpty() ? QString(of->nameSpace) : nameSpace, of->name, keys);
}

QString CimInstance::nameSpace() const
{
    if (const QString told = m_pack ? m_pack->nameSpace(m_row)
            : m_own                 ? m_own->path.nameSpace()
                                    : QString();
        !told.isEmpty())
        return told;
    return decl() ? QString(decl()->nameSpace) : QString();
}

void CimInstance::setPath(const CimPath &path)
{
    unpack();
    m_own->path = path;
}

void CimInstance::unpack()
{
    if (!m_pack) {
        if (!m_own)
            m_own = new Own;
        return;
    }
    auto *own = new Own;
    own->decl = decl();
    if (!own->decl)
        own->className = className();
    else
        own->declared.resize(own->decl->properties.size());
    for (size_t i = 0; i < own->declared.size(); ++i) {
        if (hasDeclared(int(i)))
            own->declared[i] = declared(int(i));
    }
    own->others = others();
    own->path = m_pack->path(m_row);
    m_own = own;
    m_pack.reset();
    m_row = 0;
}

bool CimInstance::operator==(const CimInstance &other) const
{
    if (m_pack && other.m_pack)
        return CimPack::same(*m_pack, m_row, *other.m_pack, other.m_row);
    if (!m_pack && m_own == other.m_own && !other.m_pack)
        return true; // shared
    const ClassDecl *of = decl();
    if (of != other.decl() || className() != other.className() || others() != other.others())
        return false;
    for (int i = 0; of && i < int(of->properties.size()); ++i) {
        if (hasDeclared(i) != other.hasDeclared(i)
            || (hasDeclared(i) && !(declared(i) == other.declared(i))))
            return false;
    }
    return true;
}

} // namespace Cistern
