// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/support/wire.h"

#include "services/wsman/listener.h"
#include "services/wsman/transports/httptransport.h"
#include "services/wsman/transports/localtransport.h"

#include <QTemporaryDir>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
const Caller administrator{u"admin"_s, AccessRole::Manage};

// Users of all listeners of a test program, so that each password is hashed once.
class Users
{
    QTemporaryDir m_folder; // before what lies in it

public:
    std::shared_ptr<UserFile> file = std::make_shared<UserFile>(m_folder.filePath(u"users"_s),
                                                                UserFile::leastIterations);

    Credentials of(const Caller &caller)
    {
        if (caller.role == AccessRole::Nobody)
            return {};
        const Secret secret("of " + caller.user.toUtf8());
        if (!m_added.contains(caller.user)) {
            if (!file->add({caller.user, caller.role}, secret))
                qFatal("the user could not be added");
            m_added.insert(caller.user);
        }
        return {caller.user, secret};
    }

    static Users &all()
    {
        static Users users;
        return users;
    }

private:
    QSet<QString> m_added;
};

// Passes everything through and keeps the last body that came back.
class Tap final : public Transport
{
public:
    Tap(std::unique_ptr<Transport> inner, std::shared_ptr<Wsman::Body> heard)
        : m_inner(std::move(inner)), m_heard(std::move(heard))
    {}
    QString address() const override { return m_inner->address(); }
    Answer<Envelope> send(const Envelope &request, QObject *owner) override
    {
        const Answer<Envelope> answer = m_inner->send(request, owner);
        onDone(answer, this, [this](const Outcome<Envelope> &reply) {
            *m_heard = reply ? reply->body : Wsman::Body(Wsman::Identify());
        });
        return answer;
    }

private:
    std::unique_ptr<Transport> m_inner;
    std::shared_ptr<Wsman::Body> m_heard;
};
} // namespace

Wire::Kind Wire::kind()
{
    const QString word = qEnvironmentVariable("CISTERN_TEST_TRANSPORT", u"direct"_s);
    if (word == "local"_L1)
        return Kind::Local;
    if (word == "http"_L1)
        return Kind::Http;
    if (word != "direct"_L1)
        qFatal("CISTERN_TEST_TRANSPORT is direct, local or http");
    return Kind::Direct;
}

Wire::Wire(const Responder &responder)
    : m_responder(responder), m_heard(std::make_shared<Wsman::Body>())
{
    if (kind() == Kind::Direct)
        return;
    if (kind() == Kind::Http) {
        m_listener = std::make_unique<Listener>(ListenOptions(), responder, Users::all().file,
                                                m_clock);
        if (!m_listener->listen())
            qFatal("nothing could listen");
    }
    m_connection = std::make_unique<Connection>(
        std::make_unique<Tap>(transport(administrator), m_heard), m_clock);
}

Wire::~Wire()
{
    m_connection.reset();
    qDeleteAll(m_transports);
}

std::unique_ptr<Transport> Wire::transport(const Caller &caller)
{
    if (kind() == Kind::Local)
        return std::make_unique<LocalTransport>(m_responder, caller, m_clock);
    HttpTarget target;
    target.url = QUrl(u"http://127.0.0.1:%1/wsman"_s.arg(m_listener->port()));
    target.credentials = Users::all().of(caller);
    return std::make_unique<HttpTransport>(target, m_clock);
}

Answer<Envelope> Wire::send(const Envelope &request, const Caller &caller)
{
    if (kind() == Kind::Direct)
        return m_responder(request, caller);
    Transport *&way = m_transports[caller.user + QString::number(int(caller.role))];
    if (!way)
        way = transport(caller).release();
    return way->send(request, this);
}

} // namespace Cistern
