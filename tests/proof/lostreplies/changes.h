// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One row for each way in which the console changes a target: what it sends, and by what the target
// shows that it was done. One thread.
#pragma once

#include "tests/proof/lostreplies/lossysite.h"

#include <functional>
#include <vector>

namespace Cistern {

struct Change
{
    MethodCall call = {};
    CimPath removed = {}; // by a plain Delete, instead
    int more = 0;         // objects of the class there will be more, once it is done
    QString className = {};
    QLatin1StringView nameSpace = Schema::iscsiTarget;
    // Whatever shows what was asked for: what was made, or the subject. Asked past the wire.
    std::function<QList<CimPath>()> done = {};
    // What is lost comes before the call, which must then not leave at all.
    bool before = false;
    std::function<bool()> settled = {}; // no work is under way that takes real time
    std::function<void()> after = {};   // puts right what make() prepared
    bool restarts = true;               // what it is about is still there after a restart
};

struct ChangeKind
{
    const char *name;
    const char *lost; // the action of the request that is lost
    std::function<Change(LossySite &, Luck &)> make;
    bool ofJobs = false; // only where things are done by jobs
};

std::vector<ChangeKind> storageChanges();
std::vector<ChangeKind> clusterChanges();
std::vector<ChangeKind> virtualizationChanges();
std::vector<ChangeKind> pipeChanges();

// The call, which must have no problems of its own.
MethodCall callOf(const CimPath &target, const QString &method, const Arguments &arguments);

} // namespace Cistern
