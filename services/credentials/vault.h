// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Secrets in the system's keychain and nowhere else; without a keychain they live for this run.
// Each is read once a run. Owned by app/services; GUI thread.
#pragma once

#include "services/core/async.h"
#include "services/core/secret.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>

namespace QKeychain {
class Job;
}

namespace Cistern {

class Vault : public QObject
{
    Q_OBJECT

public:
    // How long a keychain, and a person at its prompt, may take. By the clock of the machine: the
    // one who is late is another process.
    static constexpr std::chrono::milliseconds usualPatience{30'000};

    explicit Vault(QObject *parent = nullptr, std::chrono::milliseconds patience = usualPatience);
    ~Vault() override;

    // NotFound when nothing is kept; NotSupported when no keychain answers; SignIn when a person or
    // the keychain refuses to open it; TimedOut when it takes too long, and at once while it still
    // does.
    Answer<Secret> read(const QString &key, QObject *owner);
    // Keeps it for this run at once; the answer tells whether the keychain has it too.
    Answer<Done> write(const QString &key, const Secret &secret, QObject *owner);
    Answer<Done> forget(const QString &key, QObject *owner); // also what is not there
    void keepForThisRun(const QString &key, const Secret &secret);
    bool mayKeep() const { return !m_absent; } // nothing says that there is no keychain
    bool knows(const QString &key) const { return m_known.contains(key); }
    // The system did not take it: NotFound from now on, until another one is kept or written.
    void refuse(const QString &key);

private:
    // One at a time: an open prompt of the keychain holds the others.
    struct Task
    {
        std::function<std::unique_ptr<QKeychain::Job>()> make;
        std::function<void(const QKeychain::Job &job)> done;
        std::function<void(const Failure &failure)> refused; // no keychain, nothing was tried
        bool again = false;                                  // it failed once
    };
    void append(Task task);
    void startNext();
    void ended();
    void tooLate();
    void refuseAll(const Failure &failure);

    QHash<QString, Secret> m_known;
    QSet<QString> m_refused;
    QHash<QString, Pledge<Secret>> m_reading;
    QList<Task> m_line;
    std::unique_ptr<QKeychain::Job> m_job;
    QTimer m_patience;
    bool m_absent = false; // no keychain answered
    bool m_stuck = false;  // the job is still out after its time
};

} // namespace Cistern
