// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What kind of resource a pool holds, as its three properties say it together, and what is known of
// each kind. Values and constant tables; any thread.
#pragma once

#include "services/cim/ciminstance.h"

#include <QString>

#include <span>

namespace Cistern {

struct ResourceType
{
    quint16 number = 0;   // 0: not told
    QString other = {};   // OtherResourceType, of number 1
    QString subType = {}; // ResourceSubType, of all other numbers

    static ResourceType of(const CimInstance &instance); // a pool, its settings, its capabilities
    void tell(CimInstance &instance) const;              // the three properties

    QString text() const { return number == 1 ? other : subType; }
    // In any letter case; the field writes Fibre Channel in two ways.
    bool operator==(const ResourceType &) const;
};

// What a child pool takes from a parent beside figures.
enum class HostResources : quint8 { None, Folders, Switches, Ports, Devices };

// One row a kind that the documents name.
struct ResourceTypeRow
{
    quint16 number;
    QLatin1StringView text;         // the sub type, or the other type of number 1
    QLatin1StringView settingClass; // of its allocation settings
    HostResources hostResources;
    bool shares;    // several parents can stand behind one limit (CP.R16)
    quint32 weight; // the usual one; 0: the kind knows none
    quint32 weightMost;
    const char *label;      // QT_TRANSLATE_NOOP("ResourceType", …)
    QLatin1StringView icon; // name in resources/icons
};

std::span<const ResourceTypeRow> resourceTypes();
const ResourceTypeRow *resourceTypeRow(const ResourceType &type); // null when the table is silent
// Whoever names a type: its number, its sub type with or without the vendor's prefix, or its label.
const ResourceTypeRow *resourceTypeNamed(QStringView name);
HostResources hostResourcesOf(const ResourceType &type);
// Types that the table does not know are not taken for ones that share.
bool sharesLimit(const ResourceType &type);
QLatin1StringView resourceIcon(const ResourceType &type);

} // namespace Cistern
