// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A local target of this process, served on a port of 127.0.0.1 that can be closed and opened
// again.
#pragma once

#include "services/core/systemclock.h"
#include "services/provider/provider.h"
#include "services/wsman/auth/userfile.h"
#include "services/wsman/listener.h"
#include "tests/support/child.h"
#include "tests/support/got.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>

class TargetBehindPort
{
public:
    static QString user() { return QStringLiteral("admin"); }
    static Cistern::Secret password() { return Cistern::Secret("a password"); }

    // limit in bytes of its one location; names: what it is called besides its addresses.
    TargetBehindPort(const QString &name, quint64 limit,
                     const std::optional<QSslConfiguration> &tls = {},
                     const QStringList &names = {})
        : m_tls(tls)
        , m_names(names)
        , m_provider(std::make_unique<Cistern::Provider>(
              Cistern::Provider::Options{.store = m_dir.filePath(QStringLiteral("store")),
                                         .systemName = name,
                                         .firstLimit = limit,
                                         .clock = nullptr,
                                         .faults = {}}))
        , m_users(std::make_shared<Cistern::UserFile>(m_dir.filePath(QStringLiteral("users")),
                                                      Cistern::UserFile::leastIterations))
    {
        [&] { QVERIFY(Cistern::got(m_provider->opened())); }();
        [&] { QVERIFY(m_users->add({user(), Cistern::AccessRole::Manage}, password())); }();
        start();
    }

    void start() // on the port it had
    {
        m_listener = std::make_unique<Cistern::Listener>(
            Cistern::ListenOptions{.port = m_port, .tls = m_tls, .names = m_names},
            m_provider->responder(), m_users, m_clock);
        [&] { QVERIFY(m_listener->listen()); }();
    }
    void stop() { m_listener.reset(); } // what it was answering is cut

    QUrl url() const
    {
        return QUrl(QStringLiteral("%1://127.0.0.1:%2/wsman")
                        .arg(m_tls ? QStringLiteral("https") : QStringLiteral("http"))
                        .arg(m_port));
    }
    quint16 port() const { return m_port; }
    int connections() const { return m_listener ? m_listener->connections() : 0; }
    Cistern::Provider &provider() { return *m_provider; }

private:
    QTemporaryDir m_dir; // goes last
    Cistern::SystemClock m_clock;
    std::optional<QSslConfiguration> m_tls;
    QStringList m_names;
    std::unique_ptr<Cistern::Provider> m_provider;
    std::shared_ptr<Cistern::UserFile> m_users;
    std::unique_ptr<Cistern::Listener> m_listener;
    quint16 m_port = Cistern::freePort();
};
