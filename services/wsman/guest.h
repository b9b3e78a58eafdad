// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One connection of the serving side: signs in, and hands one envelope after another to a
// Responder. Signing in, reading and writing of envelopes run on pools. Owned by the Listener;
// lives in its thread.
#pragma once

#include "services/wsman/auth/scheme.h"
#include "services/wsman/encodings.h"
#include "services/wsman/http/httpserverconnection.h"
#include "services/wsman/responder.h"

#include <QObject>

#include <memory>

namespace Cistern {

class Guest final : public QObject
{
    Q_OBJECT

public:
    static constexpr const char *anonymousPath = "/wsman-anon/identify";

    Guest(std::unique_ptr<HttpServerConnection> connection, const SignInRules &rules,
          const QByteArray &binding, bool anonymousIdentify, const Responder &responder);
    ~Guest() override;

    HttpServerConnection &connection() { return *m_connection; }
    bool proven() const { return m_proven; }

Q_SIGNALS:
    void left();

private:
    // Of what was proven: nothing, a part of it, or who it is. With a scheme that does not last
    // each request begins at New.
    enum class State : quint8 { New, Continue, Ready };

    void receive(const HttpRequest &request);
    void signIn(const HttpRequest &request, const QByteArray &authorization);
    void judge(const HttpRequest &request, const ServerSignIn::Verdict &verdict);
    void admit(const HttpRequest &request);
    void read(const HttpRequest &request, bool identifyOnly);
    void respond(const Envelope &request);
    void write(const Envelope &reply, const Envelope &request);
    void answer(const HttpReply &reply);
    void refuse(const HttpRequest &request, const QByteArray &token = {});
    void forget();
    Channel channel(const HttpRequest &request) const;
    QStringList profiles(const HttpRequest &request, const Envelope &asked) const;

    std::unique_ptr<HttpServerConnection> m_connection;
    SignInRules m_rules;
    QByteArray m_binding;
    bool m_anonymousIdentify;
    Responder m_responder;
    bool m_proven = false; // once: for the count of strangers

    State m_state = State::New;
    const Scheme *m_scheme = nullptr; // of the context, null when New
    std::shared_ptr<ServerSignIn> m_context;
    Caller m_caller;
    QByteArray m_token;    // for the next answer: completes the other half of the context
    bool m_sealed = false; // what is being answered came sealed
    Encoding m_encoding = Encoding::Utf8; // and in this
    QStringList m_profiles;               // that its reply tells
};

} // namespace Cistern
