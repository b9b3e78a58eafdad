// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Values of one class: declared properties by position in their ClassDecl, unknown ones by name.
// A property may be absent (not told), null (told to be null) or hold a value. What a server told
// is a row of the pack of its reply until it is changed; holding one row keeps that pack, so who
// keeps a few for long unpacks them. Value, implicitly shared; any thread.
#pragma once

#include "services/cim/cimpath.h"
#include "services/cim/cimvalue.h"
#include "services/cim/classdecl.h"

#include <QList>
#include <QSharedDataPointer>
#include <QString>

#include <memory>
#include <optional>
#include <utility>

namespace Cistern {

class CimPack;

class CimInstance
{
public:
    CimInstance();
    explicit CimInstance(const ClassDecl &decl);    // the declaration outlives all instances
    explicit CimInstance(const QString &className); // of a class that no table declares
    CimInstance(std::shared_ptr<const CimPack> pack, quint32 row);
    CimInstance(const CimInstance &other);
    CimInstance(CimInstance &&other) noexcept;
    CimInstance &operator=(const CimInstance &other);
    CimInstance &operator=(CimInstance &&other) noexcept;
    ~CimInstance();

    QString className() const;
    const ClassDecl *decl() const; // null for an undeclared class

    bool has(QStringView property) const;       // told, maybe as null
    CimValue value(QStringView property) const; // null when absent
    void set(QStringView property, const CimValue &value);
    void unset(QStringView property);
    // What its class declares and was not told is told to be null.
    void tellAll();

    // All that were told, declared ones first, in the order of the declaration.
    QList<std::pair<QString, CimValue>> properties() const;
    // The same one by one: the property at that place of the declaration, nothing when it was not
    // told; and those that are not declared.
    std::optional<CimValue> told(size_t index) const;
    const QList<std::pair<QString, CimValue>> &others() const;

    // As a server told it, or made from the key properties in nameSpace (of the declaration when
    // empty). Empty for a class without declared keys whose path nobody told.
    CimPath path(const QString &nameSpace = {}) const;
    QString nameSpace() const; // of the path, which need not be made for it
    void setPath(const CimPath &path);

    void unpack(); // keeps its own values from now on

    bool operator==(
        const CimInstance &other) const; // class and all values; not how the path was told

private:
    struct Own;

    int indexOf(QStringView property) const;
    bool hasDeclared(int property) const;
    CimValue declared(int property) const;

    // Either of them, or none: an instance of nothing.
    std::shared_ptr<const CimPack> m_pack;
    QSharedDataPointer<Own> m_own;
    quint32 m_row = 0; // of the pack
};

} // namespace Cistern
