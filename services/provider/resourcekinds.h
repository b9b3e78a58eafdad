// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The types of resource that pools of this target are made of, one row each, and what tells two
// types apart. Constant; any thread.
#pragma once

#include "services/cim/ciminstance.h"

#include <QLatin1StringView>
#include <QString>

#include <span>

namespace Cistern {

// What pools, their settings and what they take from a parent must agree in (CP.R19).
struct ResourceTriple
{
    quint64 type = 0;
    QString other, subType;

    static ResourceTriple of(const CimInstance &instance);
    void writeTo(CimInstance &instance) const;
    QString key() const; // equal for equal triples
    // Letter case is levelled, and so are the two spellings of Fibre Channel in the field.
    bool operator==(const ResourceTriple &other) const { return key() == other.key(); }
};

struct ResourceKind
{
    quint16 type;
    QLatin1StringView subType;
    QLatin1StringView poolClass, settingClass;
    QLatin1StringView unit; // of Capacity, Reservation and Limit
    QLatin1StringView name;

    ResourceTriple triple() const { return {type, {}, QString(subType)}; }
};

std::span<const ResourceKind> resourceKinds();                  // those with a primordial pool
const ResourceKind *resourceKind(const ResourceTriple &triple); // null when there is none
QLatin1StringView unitOf(quint64 type);
bool mayShare(quint64 type); // one setting over several parents (CP.R16)

} // namespace Cistern
