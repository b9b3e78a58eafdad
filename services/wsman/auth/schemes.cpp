// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/auth/basic.h"
#include "services/wsman/auth/scheme.h"

namespace Cistern {

std::span<const Scheme> schemes()
{
    static const Scheme table[] = {basicScheme()};
    return table;
}

const Scheme *findScheme(QByteArrayView id)
{
    for (const Scheme &scheme : schemes()) {
        if (QLatin1StringView(id).compare(scheme.id, Qt::CaseInsensitive) == 0)
            return &scheme;
    }
    return nullptr;
}

} // namespace Cistern
