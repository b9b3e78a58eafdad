// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A second local target of this process, served over HTTP on a port of its own and known to a
// console as one more system.
#pragma once

#include "tests/gui/consolefixture.h"

#include "services/core/systemclock.h"
#include "services/credentials/vault.h"
#include "services/provider/provider.h"
#include "services/systems/secretsource.h"
#include "services/wsman/listener.h"

class ServedTarget
{
public:
    static constexpr quint64 MiB = 1024 * 1024;
    static QString id() { return QStringLiteral("hv23"); }

    // Signed in and read once this returns.
    explicit ServedTarget(ConsoleFixture &console, quint64 limit = 512 * MiB)
    {
        m_provider = std::make_unique<Cistern::Provider>(
            Cistern::Provider::Options{.store = m_dir.filePath(QStringLiteral("store")),
                                       .systemName = id(),
                                       .firstLimit = limit,
                                       .clock = nullptr,
                                       .faults = {}});
        const auto opened = m_provider->opened();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(opened.isFinished(), 20000); }();
        const auto users = std::make_shared<Cistern::UserFile>(
            m_dir.filePath(QStringLiteral("users")), Cistern::UserFile::leastIterations);
        const Cistern::Secret password("a password");
        [&] {
            QVERIFY(users->add({QStringLiteral("admin"), Cistern::AccessRole::Manage}, password));
        }();
        m_listener = std::make_unique<Cistern::Listener>(Cistern::ListenOptions(),
                                                         m_provider->responder(), users, m_clock);
        [&] { QVERIFY(m_listener->listen().ok()); }();
        const Cistern::ConnectionSpec spec{
            .id = id(),
            .name = id(),
            .url = QUrl(QStringLiteral("http://127.0.0.1:%1/wsman").arg(m_listener->port())),
            .user = QStringLiteral("admin"),
            .site = {},
            .pin = {}};
        console.services->vault().keepForThisRun(Cistern::SecretSource::keyOf(spec), password);
        const auto added = console.services->book().add(spec, console.window.get());
        [&] { QTRY_VERIFY(added.isFinished()); }();
        console.services->connections().open(id());
        [&] {
            QTRY_VERIFY_WITH_TIMEOUT(
                !Cistern::StorageFacts(console.services->inventory(), id()).pools().isEmpty(),
                30000);
        }();
    }

    Cistern::Provider &provider() { return *m_provider; }

private:
    QTemporaryDir m_dir; // goes last
    Cistern::SystemClock m_clock;
    std::unique_ptr<Cistern::Provider> m_provider;
    std::unique_ptr<Cistern::Listener> m_listener;
};
