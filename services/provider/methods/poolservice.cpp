// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/methods/poolservice.h"

#include <algorithm>

namespace Cistern {

PoolService::PoolService(const Invocation &invocation)
{
    const auto state = invocation.target.value(u"EnabledState").toUnsigned().value_or(5);
    m_enabled = state == 2 || state == 5; // 5 Not Applicable is the default of the class
    for (const StoredObject *link :
         invocation.store.references(invocation.target.path(), u"CIM_ElementCapabilities")) {
        const StoredObject *object = invocation.store.find(
            *link->instance.value(u"Capabilities").toPath());
        if (!object || object->instance.decl()->indexOf(u"AsynchronousMethodsSupported") < 0)
            continue;
        m_jobs = object->instance.value(u"AsynchronousMethodsSupported").toUnsigneds();
        m_atOnce = object->instance.value(u"SynchronousMethodsSupported").toUnsigneds();
    }
}

bool isLocked(const QList<Booking> &bookings, const QString &id)
{
    return std::any_of(bookings.begin(), bookings.end(),
                       [&id](const Booking &each) { return each.locked.contains(id); });
}

bool isTaken(const QList<Booking> &bookings, const QString &what)
{
    return std::any_of(bookings.begin(), bookings.end(),
                       [&what](const Booking &each) { return each.taken.contains(what); });
}

} // namespace Cistern
