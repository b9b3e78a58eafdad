// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/cim/classdecl.h"

#include <algorithm>

namespace Cistern {

int ClassDecl::indexOf(QStringView property) const
{
    const auto found = std::find_if(
        properties.begin(), properties.end(), [property](const PropertyDecl &decl) {
            // The sizes first: they tell most names apart for nothing.
            return property.size() == decl.name.size()
                && property.compare(decl.name, Qt::CaseInsensitive) == 0;
        });
    return found == properties.end() ? -1 : int(found - properties.begin());
}

bool ClassDecl::isA(QStringView className) const
{
    return className.compare(name, Qt::CaseInsensitive) == 0
        || std::any_of(ancestors.begin(), ancestors.end(), [className](QLatin1StringView ancestor) {
               return className.compare(ancestor, Qt::CaseInsensitive) == 0;
           });
}

} // namespace Cistern
