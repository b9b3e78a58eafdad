// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Values of one class: declared properties by position in their ClassDecl, unknown ones by name.
// A property may be absent (not told), null (told to be null) or hold a value. Value; any thread.
#pragma once

#include "services/cim/cimpath.h"
#include "services/cim/cimvalue.h"
#include "services/cim/classdecl.h"

#include <QList>
#include <QString>

#include <utility>
#include <vector>

namespace Cistern {

class CimInstance
{
public:
    CimInstance() = default;
    explicit CimInstance(const ClassDecl &decl);    // the declaration outlives all instances
    explicit CimInstance(const QString &className); // of a class that no table declares

    QString className() const;
    const ClassDecl *decl() const { return m_decl; } // null for an undeclared class

    bool has(QStringView property) const;       // told, maybe as null
    CimValue value(QStringView property) const; // null when absent
    void set(QStringView property, const CimValue &value);
    void unset(QStringView property);

    // All that were told, declared ones first, in the order of the declaration.
    QList<std::pair<QString, CimValue>> properties() const;

    // As a server told it, or made from the key properties in nameSpace (of the declaration when
    // empty). Empty for a class without declared keys whose path nobody told.
    CimPath path(const QString &nameSpace = {}) const;
    void setPath(const CimPath &path) { m_path = path; }

    bool operator==(
        const CimInstance &other) const; // class and all values; not how the path was told

private:
    const ClassDecl *m_decl = nullptr;
    QString m_className;
    std::vector<std::pair<bool, CimValue>> m_declared; // told?, value
    QList<std::pair<QString, CimValue>> m_others;
    CimPath m_path;
};

} // namespace Cistern
