// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Changes that the real command line program is to make on a served local target of this process,
// and the truth about them, as that target knows it. Owned by a proof; its thread.
#pragma once

#include "services/core/systemclock.h"
#include "services/wsman/auth/userfile.h"
#include "services/wsman/listener.h"
#include "tests/support/providerfixture.h"

namespace Cistern {

class KilledTarget
{
public:
    // What somebody asks for at the console.
    struct Deed
    {
        QStringList arguments;
        QString name;    // that it gives to what it makes or changes; empty: it removes
        CimPath subject; // that it removes
    };
    enum class Kind {
        MakePool,
        RenamePool,
        DeletePool,
        MakeVolume,
        DeleteVolume,
        MakeChild,
        RenameChild,
        DeleteChild
    };
    static constexpr int kinds = 8;

    KilledTarget();

    QString url() const;
    static QByteArray password() { return "a password\n"; }
    Deed prepared(Kind kind); // with what it needs in place
    int timesDone(const Deed &deed);
    QString booksProblem() { return m_at.booksProblem(); }

private:
    ProviderFixture m_at;
    QTemporaryDir m_folder;
    SystemClock m_clock;
    std::shared_ptr<UserFile> m_users;
    std::unique_ptr<Listener> m_listener;
    CimPath m_pool; // for volumes
    int m_made = 0;
};

} // namespace Cistern
