// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A store with some objects in it and `cistern-cli serve` on top, as a process of its own, for
// clients that share nothing with this one. Owned by a test; lives in that thread.
#pragma once

#include "services/cim/cimpath.h"
#include "tests/support/child.h"
#include "tests/support/clihome.h"
#include "tests/support/kdc.h"
#include "tests/support/pemfiles.h"

#include <QList>
#include <QUrl>

#include <memory>
#include <optional>

namespace Cistern {

class ServedSite
{
public:
    static constexpr int pools = 100; // named p0 …; enough for a reply of more than 64 KiB

    ServedSite();

    static QString user() { return QStringLiteral("keeper"); }
    static QByteArray password() { return "C4nary-Green!"; }
    bool addUser(const QString &name, const QByteArray &password);
    bool addExternal(const QString &name); // proven elsewhere

    // At https with `pem`. False when it does not begin to listen; problem() tells what it said.
    bool serve(const QStringList &arguments = {}, const PemFiles *pem = nullptr,
               const QProcessEnvironment &environment = {});
    // By every scheme: with the keytab of that realm and the NTLM users in its file "ntlm", which
    // may be filled later; at https (with pem's certificate or another one) also for clients of
    // pem.
    bool serveAll(const Kdc &kdc, const PemFiles &pem, bool tls, const QStringList &arguments = {},
                  const PemFiles *identity = nullptr);
    void stop() { m_server.reset(); }
    const char *problem() const { return m_problem.constData(); }
    Child &server() { return *m_server; }

    quint16 port() const { return m_port; }
    QUrl url() const { return m_url; } // of `localhost`
    CliHome &home() { return m_home; }

    CimPath service() const { return m_service; }
    CimPath system() const { return m_system; }
    CimPath location() const { return m_location; } // the primordial pool

private:
    CliHome m_home;
    CimPath m_service, m_system, m_location;
    std::unique_ptr<Child> m_server;
    QByteArray m_problem;
    quint16 m_port = 0;
    QUrl m_url;
};

} // namespace Cistern
