// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Another local target, served over HTTP on this machine, that a console is connected to as "far".
#pragma once

#include "tests/gui/consolefixture.h"

#include "services/provider/provider.h"
#include "services/systems/systembook.h"
#include "services/wsman/auth/userfile.h"
#include "services/wsman/listener.h"

class FarSystem
{
public:
    static QString id() { return QStringLiteral("far"); }

    explicit FarSystem(ConsoleFixture &console)
    {
        using namespace Cistern;
        m_provider = std::make_unique<Provider>(
            Provider::Options{.store = m_dir.filePath(QStringLiteral("store")),
                              .systemName = id(),
                              .firstLimit = 64 * ConsoleFixture::MiB});
        const auto opened = m_provider->opened();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(opened.isFinished(), 30000); }();
        m_users = std::make_shared<UserFile>(m_dir.filePath(QStringLiteral("users")),
                                             UserFile::leastIterations);
        [&] {
            QVERIFY(m_users->add({QStringLiteral("bar"), AccessRole::Manage}, Secret("geheim")));
        }();
        m_listener = std::make_unique<Listener>(ListenOptions(), m_provider->responder(), m_users,
                                                console.services->clock());
        [&] { QVERIFY(m_listener->listen().ok()); }();
        console.services->setPasswordPrompt([](const ConnectionSpec &, QObject *) {
            return readyAnswer<Secret>(Secret("geheim"));
        });
        ConnectionSpec spec;
        spec.id = spec.name = id();
        spec.url = QUrl(QStringLiteral("http://127.0.0.1:%1/wsman").arg(m_listener->port()));
        spec.user = QStringLiteral("bar");
        const auto added = console.services->book().add(spec, console.window.get());
        [&] { QTRY_VERIFY_WITH_TIMEOUT(added.isFinished(), 10000); }();
        console.services->connections().open(id());
        [&] {
            QTRY_VERIFY_WITH_TIMEOUT(
                !StorageFacts(console.services->inventory(), id()).service().isEmpty(), 60000);
        }();
    }
    Cistern::Provider &provider() { return *m_provider; }

private:
    QTemporaryDir m_dir; // goes last
    std::unique_ptr<Cistern::Provider> m_provider;
    std::shared_ptr<Cistern::UserFile> m_users;
    std::unique_ptr<Cistern::Listener> m_listener;
};
