// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A second local target of this process, known to a console as one more system, that can go away
// and come back.
#pragma once

#include "tests/gui/consolefixture.h"
#include "tests/support/targetbehindport.h"

#include "services/credentials/vault.h"
#include "services/systems/secretsource.h"

class ServedTarget
{
public:
    static constexpr quint64 MiB = 1024 * 1024;

    // Signed in and read once this returns.
    explicit ServedTarget(ConsoleFixture &console, const QString &id = QStringLiteral("hv23"),
                          quint64 limit = 512 * MiB)
        : m_id(id), m_target(id, limit)
    {
        const Cistern::ConnectionSpec spec{
            .id = id, .name = id, .url = m_target.url(), .user = TargetBehindPort::user()};
        console.services->vault().keepForThisRun(Cistern::SecretSource::keyOf(spec),
                                                 TargetBehindPort::password());
        [&] { QVERIFY(Cistern::got(console.services->book().add(spec, console.window.get()))); }();
        console.services->connections().open(id);
        // A long first reading shows what it has so far: wait for all of it.
        [&] {
            QTRY_VERIFY_WITH_TIMEOUT(
                !Cistern::StorageFacts(console.services->inventory(), id).pools().isEmpty(), 60000);
        }();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(!console.services->refresher().busy(id), 60000); }();
    }

    QString id() const { return m_id; }
    Cistern::Provider &provider() { return m_target.provider(); }
    void stop() { m_target.stop(); }
    void start() { m_target.start(); }

private:
    QString m_id;
    TargetBehindPort m_target;
};
