// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/systems/systemevents.h"

#include "services/systems/connections.h"

namespace Cistern {

SystemEvents::SystemEvents(Connections &connections, const QList<EventInterest> &interests,
                           QObject *parent)
    : QObject(parent), m_connections(connections), m_interests(interests)
{
    connect(&m_connections, &Connections::stateChanged, this, &SystemEvents::update);
}

SystemEvents::~SystemEvents()
{
    for (const System &system : std::as_const(m_systems)) {
        if (system.stream)
            system.stream->end();
    }
}

void SystemEvents::setWanted(bool all)
{
    if (std::exchange(m_wanted, all) == all)
        return;
    const QStringList known = m_systems.keys();
    for (const QString &id : known)
        update(id);
}

void SystemEvents::follow(const QString &systemId, const QString &nameSpace)
{
    m_systems[systemId].followed.append(nameSpace);
    update(systemId);
}

void SystemEvents::unfollow(const QString &systemId, const QString &nameSpace)
{
    m_systems[systemId].followed.removeOne(nameSpace);
    update(systemId);
}

bool SystemEvents::watches(const QString &systemId, QStringView nameSpace) const
{
    const auto system = m_systems.constFind(systemId);
    return system != m_systems.constEnd() && system->stream && system->stream->watches(nameSpace);
}

void SystemEvents::update(const QString &systemId)
{
    System &system = m_systems[systemId];
    Connection *connection = m_connections.connection(systemId);
    const bool changed = system.of != connection;
    if (changed) {
        // The stream goes with its connection; nobody is there any more to be told.
        if (system.stream)
            system.stream->disconnect(this);
        system.stream.clear();
        system.of = connection;
    }
    const bool wanted = connection && (m_wanted || !system.followed.isEmpty());
    if (wanted && !system.stream) {
        EventStream *stream = connection->events(m_interests);
        system.stream = stream;
        connect(
            stream, &EventStream::happened, this,
            [this, systemId](const QList<CimEvent> &events) { Q_EMIT happened(systemId, events); });
        connect(stream, &EventStream::missed, this, [this, systemId] { Q_EMIT missed(systemId); });
        connect(stream, &EventStream::watchingChanged, this,
                [this, systemId] { Q_EMIT watchingChanged(systemId); });
        connect(stream, &EventStream::heard, this,
                [this, systemId] { m_connections.seen(systemId); });
        connect(stream, &EventStream::failed, this, [this, systemId](const Failure &failure) {
            m_connections.report(systemId, failure);
        });
    } else if (!wanted && system.stream && system.stream->watchesAnything()) {
        system.stream->disconnect(this);
        system.stream->end();
        system.stream.clear();
    }
    if (system.stream)
        system.stream->setUrgent(system.followed, m_wanted);
    if (changed)
        Q_EMIT watchingChanged(systemId);
}

} // namespace Cistern

#include "moc_systemevents.cpp"
