// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Open enumerations: what is left to hand out, to whom, and for how long. Owned by the target; its
// thread.
#pragma once

#include "services/core/clock.h"
#include "services/wsman/envelope.h"

#include <QHash>

namespace Cistern {

class Enumerations
{
public:
    explicit Enumerations(Clock &clock) : m_clock(clock) {}

    // The first batch of an optimised enumeration, or a context and no objects; a Fault.
    Wsman::Body open(const QString &user, const Envelope &request, const QList<CimInstance> &found);
    Wsman::Body pull(const QString &user, const Envelope &request);
    Wsman::Body release(const QString &user, const QString &context);

private:
    struct Open
    {
        QString user;
        Wsman::Mode mode;
        QList<CimInstance> left;
        std::chrono::milliseconds until{0};
    };
    void expire();
    // Takes as many as are wanted and fit; nothing when not even one does.
    std::optional<Wsman::Items> batch(Open &open, const Envelope &request, quint32 wanted);

    Clock &m_clock;
    QHash<QString, Open> m_open; // by context
};

} // namespace Cistern
