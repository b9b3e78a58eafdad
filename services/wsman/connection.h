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

class Connection : public QObject
{
    Q_OBJECT

public:
    explicit Connection(std::unique_ptr<Transport> transport, QObject *parent = nullptr);
    ~Connection() override;

    // Every request names its owner: when it goes, the request is aborted (or leaves the line) and
    // its callbacks never run.
    Answer<Wsman::IdentifyReply> identify(QObject *owner);
    Answer<CimInstance> get(const CimPath &path, QObject *owner);
    // Instances of the class and its subclasses, with their paths; whole, or a failure. batch hears
    // of them as they come, in the owner's thread.
    Answer<QList<CimInstance>> enumerate(const QString &nameSpace, const QString &className,
                                         QObject *owner, const BatchReader &batch = {});
    Answer<QList<CimInstance>> associators(const Wsman::AssociationFilter &filter, QObject *owner);
    Answer<MethodReply> invoke(const MethodCall &call, QObject *owner);
    // Writes what the instance holds besides its keys.
    Answer<Done> put(const CimPath &path, const CimInstance &changes, QObject *owner);
    Answer<Done> remove(const CimPath &path, QObject *owner);

    // The exact bytes that invoke(call) would send, but for the message id.
    QByteArray requestText(const MethodCall &call) const;

private:
    Envelope request(const CimPath &target, const Wsman::Body &body) const;
    Envelope invocation(const MethodCall &call) const;
    template<class T, class Take>
    Answer<T> ask(const Envelope &envelope, QObject *owner, Take take);

    std::unique_ptr<RequestLine> m_line;
    UriForm m_form = UriForm::Wmi; // until Identify says otherwise
};

} // namespace Cistern
