// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the calls on child pools of Root/Virtualization/V2 have in common: return codes, what the
// service announces, and the steps of the precedence of errors, each as one function that answers
// a code or Completed. Target's thread.
#pragma once

#include "services/provider/methods/poolservice.h"
#include "services/provider/resourcebooks.h"
#include "services/provider/resourcekinds.h"

namespace Cistern {

// Return codes of the four pool methods; lower ones than 4096 mean nothing there (CP.R25).
namespace PoolCode {
enum : quint32 {
    Failed = 32768,
    NotSupported = 32770,
    InvalidParameter = 32773,
    InUse = 32774,
    InvalidState = 32775,
    WrongType = 32776,
    Unavailable = 32777,
    OutOfMemory = 32778,
    Insufficient = 32780,
    NotFound = 32781,
    Exists = 32788,
};
}

class ChildPoolCall
{
public:
    enum Announcement : quint32 {
        Create = 32768,
        ChangeResources,
        ChangeSettings,
        Delete,
    };

    explicit ChildPoolCall(const Invocation &invocation);

    // Steps 3 and 4.
    quint32 checkService(Announcement method) const;
    // Step 5, for the parameters that the method has. Absent ones are told by the second argument.
    bool readSettings(QStringView parameter);
    bool readChild(QStringView parameter);
    bool readParents(QStringView parameter);
    bool readAllocations(QStringView parameter, bool required);
    bool countsFit() const; // one setting for each parent, or one for all (CP.R12)
    // Steps 6 and 7.
    quint32 findAll();
    // Step 9, in parts.
    bool entriesFitParents() const;
    bool tooManyParents() const;
    // Step 11, in parts.
    bool taken(const QString &poolId, const QString &exceptId = {}) const; // CP.R8
    bool locked(const QString &id) const;                                  // or an ancestor of it
    static bool healthy(const StoredObject *pool);

    bool sharedWanted() const { return claim.shared(); }
    QString takenKey(const QString &poolId) const;
    ResourceTriple tripleOf(const StoredObject *pool) const
    {
        return ResourceTriple::of(pool->instance);
    }
    QString idOf(const StoredObject *pool) const
    {
        return pool->instance.value(u"InstanceID").toString();
    }
    // Lays the order out and starts it. Out of memory on the way: nothing is changed (step 13).
    void start(Announcement method, const QString &caption,
               const std::function<void(WorkOrder &)> &plan) const;

    const Invocation &call;
    Books storage;
    ResourceBooks books;

    CimInstance settings;       // PoolSettings, with PoolID and ElementName filled in
    ResourceTriple triple;      // wanted
    QList<CimInstance> entries; // AllocationSettings
    bool entriesGiven = false;
    QList<CimPath> parentPaths;
    CimPath childPath;
    QList<const StoredObject *> parents;
    const StoredObject *child = nullptr;
    ResourceClaim claim; // of what entries and parents say; id empty for a pool to be made

private:
    quint32 find(const CimPath &path, const StoredObject *&found) const;
    bool ownPath(const CimPath &path) const;

    PoolService m_service;
};

} // namespace Cistern
