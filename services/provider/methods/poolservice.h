// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a pool configuration service of the Hyper-V namespaces has announced, read anew for each
// call. Target's thread.
#pragma once

#include "services/provider/methods/invocation.h"

namespace Cistern {

class PoolService
{
public:
    explicit PoolService(const Invocation &invocation);

    bool enabled() const { return m_enabled; }
    bool has(quint64 method) const { return m_jobs.contains(method) || m_atOnce.contains(method); }
    bool asJob(quint64 method) const { return m_jobs.contains(method); }

private:
    bool m_enabled = false;
    QList<quint64> m_jobs, m_atOnce;
};

// Work under way that changes the element, or has taken the identity or device.
bool isLocked(const QList<Booking> &bookings, const QString &id);
bool isTaken(const QList<Booking> &bookings, const QString &what);

} // namespace Cistern
