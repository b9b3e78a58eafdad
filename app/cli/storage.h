// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the storage commands ask the system before they send anything: the service, what it
// announces, its pools and extents. Owned by main; GUI thread.
#pragma once

#include "app/cli/commit.h"

#include <QList>

#include <functional>
#include <optional>

namespace Cistern::Cli {

class StorageCommand : public CommitCommand
{
public:
    using CommitCommand::CommitCommand;

protected:
    // SupportedAsynchronousActions and SupportedSynchronousActions.
    enum class Action : quint16 {
        CreatePool = 2,
        DeletePool = 3,
        ModifyPool = 4,
        CreateElement = 5,
        ReturnElement = 6,
    };
    // SupportedStoragePoolFeatures.
    enum class Feature : quint16 {
        InExtents = 2,
        OnePool = 3,
        SeveralPools = 4,
        ChangeGoal = 5,
        Grow = 6,
        Shrink = 7
    };

    // Reaches the system, reads all of this, goes on; fails when it does not announce the action.
    void prepare(const QString &method, Action action, std::function<void()> next);
    void readDevices(std::function<void()> next); // extents and volumes, where they are wanted

    MethodCall newCall() const;
    const QList<CimInstance> &pools() const { return m_pools; }
    const QList<CimInstance> &devices() const { return m_devices; }
    // True also where the system announces nothing at all.
    bool announces(Feature feature) const;

    // A setting within the capabilities of the pool, made before the call: "NAME=VALUE" words.
    void withQuality(const CimPath &pool, const QStringList &words,
                     std::function<void(const SettingRequest &)> next);

private:
    void readPools(Action action, const std::function<void()> &next);

    const MethodDecl *m_method = nullptr;
    CimPath m_service;
    std::optional<CimInstance> m_capabilities;
    QList<CimInstance> m_pools;
    QList<CimInstance> m_devices;
};

// What is wrong with the name of an element (SP.R14); empty when nothing is.
QString nameProblem(const QString &name);

} // namespace Cistern::Cli
