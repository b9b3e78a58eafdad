// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The identity of a CIM object: namespace, class and keys. Equal when a server would call it equal:
// names in any letter case, namespaces with either slash, keys in any order, numbers and quoted
// numbers alike; the host is not part of it (one connection is one host). Value; any thread.
#pragma once

#include "services/cim/cimvalue.h"

#include <QHashFunctions>
#include <QList>
#include <QString>

#include <optional>

namespace Cistern {

class CimPath
{
public:
    struct Key
    {
        QString name;
        CimValue value;
    };

    CimPath() = default;
    CimPath(const QString &nameSpace, const QString &className, QList<Key> keys = {});

    // Object path text (WMI, DSP0207): [\\HOST\ns:]Class[.Key="value",Key2=3] or Class=@. Either
    // slash; a missing namespace stays empty. Nothing for any other text.
    static std::optional<CimPath> fromText(QStringView text);
    QString toText() const; // with "\\HOST\" when there is a host

    bool isEmpty() const { return m_className.isEmpty(); }
    QString host() const { return m_host; }
    void setHost(const QString &host) { m_host = host; }
    QString nameSpace() const { return m_nameSpace; } // "Root/CIMv2", slashes forward
    void setNameSpace(const QString &nameSpace);
    QString className() const { return m_className; }
    const QList<Key> &keys() const { return m_keys; } // ordered by name
    CimValue key(QStringView name) const;             // null when there is none
    bool isInstance() const { return !m_keys.isEmpty(); }

    bool operator==(const CimPath &other) const;

private:
    QString m_host;
    QString m_nameSpace;
    QString m_className;
    QList<Key> m_keys;
};

size_t qHash(const CimPath &path, size_t seed = 0);

// "." and "localhost" are told by the caller; here only slashes and letter case are levelled.
bool sameNameSpace(QStringView a, QStringView b);
bool sameName(QStringView a, QStringView b);

} // namespace Cistern
