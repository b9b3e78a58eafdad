// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/cim/ciminstance.h"

#include <algorithm>

namespace Cistern {

CimInstance::CimInstance(const ClassDecl &decl) : m_decl(&decl), m_declared(decl.properties.size())
{}

CimInstance::CimInstance(const QString &className) : m_className(className) {}

QString CimInstance::className() const
{
    return m_decl ? QString(m_decl->name) : m_className;
}

bool CimInstance::has(QStringView property) const
{
    if (const int index = m_decl ? m_decl->indexOf(property) : -1; index >= 0)
        return m_declared[size_t(index)].first;
    return std::any_of(m_others.begin(), m_others.end(),
                       [property](const auto &other) { return sameName(other.first, property); });
}

CimValue CimInstance::value(QStringView property) const
{
    if (const int index = m_decl ? m_decl->indexOf(property) : -1; index >= 0) {
        const PropertyDecl &decl = m_decl->properties[size_t(index)];
        const auto &[told, value] = m_declared[size_t(index)];
        return told ? value : CimValue::null(decl.type, decl.array);
    }
    for (const auto &[name, value] : m_others) {
        if (sameName(name, property))
            return value;
    }
    return {};
}

void CimInstance::set(QStringView property, const CimValue &value)
{
    if (const int index = m_decl ? m_decl->indexOf(property) : -1; index >= 0) {
        m_declared[size_t(index)] = {true, value};
        return;
    }
    for (auto &[name, old] : m_others) {
        if (sameName(name, property)) {
            old = value;
            return;
        }
    }
    m_others.append({property.toString(), value});
}

void CimInstance::unset(QStringView property)
{
    if (const int index = m_decl ? m_decl->indexOf(property) : -1; index >= 0) {
        m_declared[size_t(index)] = {};
        return;
    }
    m_others.removeIf([property](const auto &other) { return sameName(other.first, property); });
}

QList<std::pair<QString, CimValue>> CimInstance::properties() const
{
    QList<std::pair<QString, CimValue>> all;
    for (size_t i = 0; i < m_declared.size(); ++i) {
        if (m_declared[i].first)
            all.append({m_decl->properties[i].name, m_declared[i].second});
    }
    return all + m_others;
}

CimPath CimInstance::path(const QString &nameSpace) const
{
    if (!m_path.isEmpty() || !m_decl)
        return m_path;
    QList<CimPath::Key> keys;
    for (size_t i = 0; i < m_declared.size(); ++i) {
        if (m_decl->properties[i].key)
            keys.append({m_decl->properties[i].name, m_declared[i].second});
    }
    if (keys.isEmpty())
        return {};
    return CimPath(nameSpace.isEmpty() ? QString(m_decl->nameSpace) : nameSpace, m_decl->name,
                   keys);
}

bool CimInstance::operator==(const CimInstance &other) const
{
    return m_decl == other.m_decl && m_className == other.m_className
        && m_declared == other.m_declared && m_others == other.m_others;
}

} // namespace Cistern
