// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/goals.h"

#include "services/provider/writable.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qint64 keptSeconds = 3600; // they may vanish, after five minutes at least
} // namespace

QJsonObject Goals::madeAt(const QDateTime &now)
{
    return {{u"made"_s, now.toMSecsSinceEpoch()}};
}

qsizetype Goals::reap(const ObjectStore &store, const QDateTime &now, StoreChange &change)
{
    qsizetype kept = 0;
    const auto settings = store.ofClass(u"CIM_StorageSetting");
    for (const StoredObject *setting : settings) {
        if (!Writable::isChangeable(setting->instance))
            continue;
        const QJsonValue made = setting->facts.value(u"made"_s);
        if (!made.isUndefined()
            && QDateTime::fromMSecsSinceEpoch(made.toInteger(), Qt::UTC).secsTo(now) > keptSeconds)
            change.remove(setting->instance.path());
        else
            ++kept;
    }
    return kept;
}

} // namespace Cistern
