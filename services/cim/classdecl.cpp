// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/cim/classdecl.h"

#include <algorithm>

namespace Cistern {

namespace {
bool isSame(QStringView name, QLatin1StringView declared)
{
    // The sizes first: they tell most names apart for nothing.
    return name.size() == declared.size() && name.compare(declared, Qt::CaseInsensitive) == 0;
}
} // namespace

int ClassDecl::indexOf(QStringView property) const
{
    const auto found = std::find_if(
        properties.begin(), properties.end(),
        [property](const PropertyDecl &decl) { return isSame(property, decl.name); });
    return found == properties.end() ? -1 : int(found - properties.begin());
}

bool ClassDecl::isA(QStringView className) const
{
    return isSame(className, name)
        || std::any_of(ancestors.begin(), ancestors.end(), [className](QLatin1StringView ancestor) {
               return isSame(className, ancestor);
           });
}

} // namespace Cistern
