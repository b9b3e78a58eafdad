// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One system as seen through WS-Management; the only class that turns calls into envelopes and
// back. Owned by systems/Connections; GUI thread. At most four requests are in flight; the others
// wait in line.
#pragma once

#include "services/wsman/enumeration.h"
#include "services/wsman/transport.h"

#include <QList>
#include <QObject>

#include <memory>

namespace Cistern {

class Clock;
class EventStream;
struct EventInterest;

class Connection : public QObject
{
    Q_OBJECT

public:
    // clock outlives it.
    Connection(std::unique_ptr<Transport> transport, Clock &clock, QObject *parent = nullptr);
    ~Connection() override;

    // Whether a question that the system has no room for waits and comes again (up to half a
    // minute), or is answered with that at once. At first it waits.
    void setPatient(bool patient);

    // Every request names its owner: when it goes, the request is aborted (or leaves the line) and
    // its callbacks never run.
    // How the others are written follows what this one is told; NotSupported for WinRM 1.
    Answer<Wsman::IdentifyReply> identify(QObject *owner);
    Answer<CimInstance> get(const CimPath &path, QObject *owner);
    // Instances of the class and its subclasses, with their paths; whole, or a failure. batch hears
    // of them as they come, in the owner's thread.
    Answer<QList<CimInstance>> enumerate(const QString &nameSpace, const QString &className,
                                         QObject *owner, const BatchReader &batch = {});
    Answer<QList<CimInstance>> associators(const Wsman::AssociationFilter &filter, QObject *owner);
    // What a query in WQL finds; of a list of columns only those.
    Answer<QList<CimInstance>> query(const QString &nameSpace, const QString &wql, QObject *owner,
                                     const BatchReader &batch = {});
    // messageId: under which the change is known before it leaves; empty: a new one.
    Answer<MethodReply> invoke(const MethodCall &call, QObject *owner,
                               const QString &messageId = {});
    // Writes what the instance holds besides its keys.
    Answer<Done> put(const CimPath &path, const CimInstance &changes, QObject *owner,
                     const QString &messageId = {});
    Answer<Done> remove(const CimPath &path, QObject *owner, const QString &messageId = {});
    // The path of what was made; empty when the system does not tell it.
    Answer<CimPath> create(const QString &nameSpace, const CimInstance &instance, QObject *owner);

    // What happens in some namespaces, if the system tells it. It lives until its end() or with
    // this.
    EventStream *events(const QList<EventInterest> &interests);

    const Flavour &flavour() const;
    // The exact bytes that invoke(call) would send, but for the message id.
    QByteArray requestText(const MethodCall &call) const;

Q_SIGNALS:
    // Of a change, before it leaves and before its answer is given.
    void exchanged(const Exchange &exchange);

private:
    Envelope request(const CimPath &target, const Wsman::Body &body) const;
    Envelope invocation(const MethodCall &call) const;
    std::optional<Failure> unwritable() const; // of a system that makes and removes no objects
    template<class T, class Take>
    Answer<T> ask(const Envelope &envelope, QObject *owner, Take take);

    std::unique_ptr<RequestLine> m_line;
};

} // namespace Cistern
