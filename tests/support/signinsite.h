// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A ServedSite where one may sign in by every scheme there is: with a realm of its own, a file of
// NTLM users and an authority for clients. Each scheme has a user of its own, all with
// ServedSite::password(). Owned by a test; lives in that thread.
#pragma once

#include "tests/support/kdc.h"
#include "tests/support/pemfiles.h"
#include "tests/support/servedsite.h"

#include <optional>

namespace Cistern {

class SignInSite
{
public:
    enum class Link : quint8 {
        Http,  // what can be sealed must be
        Clear, // HTTP with --allow-unencrypted
        Tls,
        StrictTls, // with --channel-binding strict
        LaxTls     // with --channel-binding none
    };
    static bool isTls(Link link) { return link != Link::Http && link != Link::Clear; }

    // What is not installed of what this needs; empty: all is there.
    static QString missing();

    SignInSite();

    // False when it did not begin; problem() tells what was said. Stays as it is when it is served
    // so already; otherwise all connections end.
    bool serve(Link link, const PemFiles *identity = nullptr); // null: pem(); outlives that
    bool isReady() const { return m_problem.isEmpty(); }
    const char *problem() const { return m_problem.constData(); }

    ServedSite &site() { return m_site; }
    void stop();
    Kdc &kdc() { return m_kdc; }
    const PemFiles &pem() const { return m_pem; }
    // For a client: with a ticket of domainUser(), and nothing of the machine's own.
    QProcessEnvironment environment() const;

    static QString user() { return ServedSite::user(); } // Basic
    static QString ntlmUser() { return QStringLiteral("WORKGROUP\\scribe"); }
    static QString domainUser() { return Kdc::principal(QStringLiteral("alice")); }
    static QString certificateUser() { return QStringLiteral("porter"); }

private:
    bool prepare();

    Kdc m_kdc;
    PemFiles m_pem;
    ServedSite m_site;
    QByteArray m_problem;
    std::optional<Link> m_link; // as it is served
    const PemFiles *m_identity = nullptr;
};

} // namespace Cistern
