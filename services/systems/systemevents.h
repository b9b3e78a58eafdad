// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What changes on the systems that tell it: one stream of events a connection, for as long as
// somebody looks or follows something there. A system that refuses is not asked again until it is
// connected anew. Owned by app/services; GUI thread.
#pragma once

#include "services/wsman/subscription.h"

#include <QHash>
#include <QObject>
#include <QPointer>

namespace Cistern {

class Connection;
class Connections;

class SystemEvents : public QObject
{
    Q_OBJECT

public:
    SystemEvents(Connections &connections, const QList<EventInterest> &interests,
                 QObject *parent = nullptr);
    ~SystemEvents() override;

    void setWanted(bool all); // of every connected system: somebody looks
    // Something there is followed and each event is waited for; as often undone.
    void follow(const QString &systemId, const QString &nameSpace);
    void unfollow(const QString &systemId, const QString &nameSpace);
    // What happens there is told at once, so that nobody has to ask.
    bool watches(const QString &systemId, QStringView nameSpace) const;

Q_SIGNALS:
    void happened(const QString &systemId, const QList<Cistern::CimEvent> &events);
    void missed(const QString &systemId);          // something may not have been told
    void watchingChanged(const QString &systemId); // begun or ended, for some namespace

private:
    struct System
    {
        QPointer<EventStream> stream;
        QPointer<Connection> of;
        QStringList followed; // namespaces, each as often as it is followed
    };
    void update(const QString &systemId);

    Connections &m_connections;
    QList<EventInterest> m_interests;
    QHash<QString, System> m_systems;
    bool m_wanted = false;
};

} // namespace Cistern
