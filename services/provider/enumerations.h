// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Open enumerations: what is left to hand out, to whom, and for how long. Owned by the target; its
// thread.
#pragma once

#include "services/core/clock.h"
#include "services/provider/objectstore.h"
#include "services/wsman/envelope.h"

#include <QHash>

namespace Cistern {

// What an Enumerate found. Objects are read page by page, as they are then; those that have gone
// in the meantime are left out.
struct Found
{
    QStringList keys;                // as the store files them
    QList<QStringList> columns = {}; // that a query selects
    QStringList properties = {};     // that an association filter asks for; empty: all
};

class Enumerations
{
public:
    Enumerations(Clock &clock, const ObjectStore &store) : m_clock(clock), m_store(store) {}

    // The first batch of an optimised enumeration, or a context and no objects; a Fault.
    Wsman::Body open(const QString &user, const Envelope &request, const Found &found);
    // Answered in one go, so that there never is a second Pull on a context.
    Wsman::Body pull(const QString &user, const Envelope &request);
    Wsman::Body release(const QString &user, const QString &context);
    // Whether the user has such an enumeration, and of which namespace.
    std::optional<QString> nameSpaceOf(const QString &user, const QString &context);

private:
    struct Open
    {
        QString user;
        QString nameSpace;
        Wsman::Mode mode;
        Found found;
        qsizetype next = 0;                 // of found.paths
        std::optional<quint32> maxElements; // that the Enumerate asked for; nothing: it did not
        quint32 maxEnvelopeSize = 0;
        std::chrono::milliseconds until{0};
    };
    using OpenPtr = std::shared_ptr<Open>;
    void expire();
    OpenPtr find(const QString &user, const QString &context);
    CimInstance told(const CimInstance &object, const Found &found) const;
    // Takes as many as are wanted and fit; nothing when not even one does.
    std::optional<Wsman::Items> batch(Open &open, const Envelope &request, quint32 wanted,
                                      quint32 maxCharacters);

    Clock &m_clock;
    const ObjectStore &m_store;
    QHash<QString, OpenPtr> m_open; // by context
};

} // namespace Cistern
