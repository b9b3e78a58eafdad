// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// How a test's envelopes get to a responder: as the values they are, through a LocalTransport, or
// over HTTP on a port of this machine. The environment variable CISTERN_TEST_TRANSPORT chooses:
// "direct" (or nothing), "local", "http". Owned by a fixture; lives in the thread of the test.
#pragma once

#include "services/core/systemclock.h"
#include "services/wsman/connection.h"
#include "services/wsman/responder.h"

#include <QHash>
#include <QObject>

#include <memory>

namespace Cistern {

class Listener;
class UserFile;

class Wire : public QObject
{
    Q_OBJECT

public:
    enum class Kind { Direct, Local, Http };
    static Kind kind();

    explicit Wire(const Responder &responder);
    ~Wire() override;

    // Exactly this envelope. Whoever calls is known on the other side as caller.
    Answer<Envelope> send(const Envelope &request, const Caller &caller);
    // What the program itself would use, signed in as an administrator; null when direct.
    Connection *connection() { return m_connection.get(); }
    // The body of the last reply that the connection got, before it made a Failure of it.
    const Wsman::Body &heard() const { return *m_heard; }

private:
    std::unique_ptr<Transport> transport(const Caller &caller);

    SystemClock m_clock; // deadlines of sockets are real, whatever time it is for the provider
    Responder m_responder;
    std::unique_ptr<Listener> m_listener;
    QHash<QString, Transport *> m_transports; // by caller; our children
    std::unique_ptr<Connection> m_connection;
    std::shared_ptr<Wsman::Body> m_heard;
};

} // namespace Cistern
