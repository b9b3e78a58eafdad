// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A day's work on a local target in a fixed order with seeded sizes, what was told about it while
// it went on, and whether what is found later agrees with what was told. Of the proofs of storage.
#pragma once

#include "tests/support/jobcalls.h"

#include <QMap>
#include <QStringList>

#include <functional>

namespace Cistern {

struct StoreOp
{
    enum class Kind { Create, Resize, Remove, Cancel, Volume, Return };
    Kind kind;
    QString name;
    quint64 size = 0;  // bytes
    QString pool = {}; // of Volume
};

// Pools and volumes by name, with their bytes.
using StoreState = QMap<QString, quint64>;

// What a client was told, in order. Lines, so that they outlive the process that wrote them:
// "try N", "job N PATH" (accepted), "done N", "failed N WORDS".
class StoreLedger
{
public:
    explicit StoreLedger(const QList<StoreOp> &ops) : m_ops(ops) {}

    void note(const QString &line);
    bool isFinished() const { return m_done == m_ops.size(); }
    // Empty when nothing acknowledged is lost, nothing is half done, every job is over and says
    // how, files and books agree.
    QString problem(ProviderFixture &at) const;
    QStringList lines() const { return m_lines; }

private:
    const QList<StoreOp> &m_ops;
    StoreState m_state;             // acknowledged
    std::optional<StoreOp> m_going; // asked, no answer yet
    std::optional<CimPath> m_job;   // of what is going
    qsizetype m_done = 0;
    QStringList m_lines;
};

class StoreWork
{
public:
    static constexpr quint64 limit = 1024 * MiB; // of the location
    static QList<StoreOp> script(quint32 seed);
    static StoreState after(StoreState state, const StoreOp &op);
    static StoreState found(ProviderFixture &at);
    static bool makesMore(ProviderFixture &at); // a pool, whatever has happened before

    // Does all, one after the other, and says each line as soon as it is true.
    static void run(ProviderFixture &at, const QList<StoreOp> &ops,
                    const std::function<void(const QString &)> &say);
};

} // namespace Cistern
