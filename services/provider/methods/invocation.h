// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One method call on its way through the local target: message checked (steps 1 and 2 of the
// precedence of errors), object found. A handler answers it exactly once. Target's thread.
#pragma once

#include "services/provider/work.h"
#include "services/schema/declaration.h"
#include "services/schema/methodcall.h"
#include "services/wsman/responder.h"

#include <functional>
#include <optional>

namespace Cistern {

class Pipes;

struct Invocation
{
    ObjectStore &store;
    Work &work;
    Pipes &pipes;
    Clock &clock;
    const MethodDecl &decl;
    CimInstance target;
    Caller caller;
    QList<std::pair<QString, CimValue>> arguments;
    std::function<void(quint32 code, const QList<std::pair<QString, CimValue>> &outs)> reply;

    CimValue in(QStringView name) const; // null when absent
    bool given(QStringView name) const { return !in(name).isNull(); }
    void answer(quint32 code, const QList<std::pair<QString, CimValue>> &outs = {}) const
    {
        reply(code, outs);
    }

    // The object that an argument, a reference or path text, names: of this system, in the
    // namespace of the method, and of the class or below it.
    const StoredObject *object(const CimValue &argument, QStringView className) const;
    // Several paths, none twice; nothing when one is no good. Empty for a null argument.
    std::optional<QList<const StoredObject *>> objects(const CimValue &argument,
                                                       QStringView className) const;
    QString systemName() const;     // of the service that answers
    QStringList ownSystems() const; // that one and, where it is a cluster, its nodes
};

using Handler = void (*)(const Invocation &invocation);
Handler handlerOf(const MethodDecl &decl); // null when none is offered
// Whether it does something before it first changes the store: it connects, or stops work.
bool handlerActsLater(const MethodDecl &decl);

// Return codes that mean the same in all storage methods.
enum StorageCode : quint32 {
    Completed = 0,
    NotSupported = 1,
    UseSibling = 2,
    Failed = 4,
    InvalidParameter = 5,
    InUse = 6,
    JobStarted = 4096,
    SizeNotSupported = 4097,
};

// What the service has announced in its capabilities, read anew for each call.
class Announced
{
public:
    enum Action : quint16 {
        CreatePool = 2,
        DeletePool,
        ModifyPool,
        CreateElement,
        ReturnElement,
        ModifyElement
    };

    explicit Announced(const Invocation &invocation);

    bool enabled() const { return m_enabled; } // the service works at all
    bool has(Action action) const { return m_jobs.contains(action) || m_atOnce.contains(action); }
    // Which form it takes: where both are announced, what moves bytes is a job.
    bool asJob(Action action, bool movesBytes) const;
    bool poolFeature(quint64 feature) const { return m_poolFeatures.contains(feature); }
    bool elementFeature(quint64 feature) const { return m_elementFeatures.contains(feature); }
    bool elementType(quint64 type) const { return m_elementTypes.contains(type); }

private:
    bool m_enabled = false;
    QList<quint64> m_jobs, m_atOnce, m_poolFeatures, m_elementFeatures, m_elementTypes;
};

// The goal is within what the pool can do, and within itself: min <= goal <= max.
bool goalFits(const Invocation &invocation, const CimInstance &goal, const QString &pool);
// An argument ElementName: null, or 1 to 256 characters that are not all blank.
bool nameFits(const CimValue &name);

// The file work between two states of the books. Extents of which a rest is split off give it up
// before the commit; other bytes are given up after it.
void planFiles(const Books &before, const Books &after, const QSet<QString> &split,
               WorkOrder &order);

// The offer beside 4097.
QList<std::pair<QString, CimValue>> offered(quint64 size);
// Rounds a size up to whole steps; the size must be within the range of what is there.
quint64 wholeSteps(quint64 size);

namespace Methods {
void createOrModifyStoragePool(const Invocation &invocation);
void deleteStoragePool(const Invocation &invocation);
void createOrModifyElementFromStoragePool(const Invocation &invocation);
void returnToStoragePool(const Invocation &invocation);
void getAvailableExtents(const Invocation &invocation);
void getSupportedSizeRange(const Invocation &invocation);
void getSupportedSizes(const Invocation &invocation);
void createSetting(const Invocation &invocation);
void createOrModifyReplicationPipe(const Invocation &invocation);
void requestStateChange(const Invocation &invocation);
void killJob(const Invocation &invocation);
void getError(const Invocation &invocation);
void createResourcePool(const Invocation &invocation);
void createChildResourcePool(const Invocation &invocation);
void addResourcesToResourcePool(const Invocation &invocation);
void removeResourcesFromResourcePool(const Invocation &invocation);
void changeParentResourcePool(const Invocation &invocation);
void deleteResourcePool(const Invocation &invocation);
// Of the jobs of Root/HyperVCluster/v2, which have codes of their own.
void requestClusterJobState(const Invocation &invocation);
void getErrorEx(const Invocation &invocation);
void notSupported(const Invocation &invocation); // declared, and refused by its documents
void createPool(const Invocation &invocation);
void modifyPoolResources(const Invocation &invocation);
void modifyPoolSettings(const Invocation &invocation);
void deletePool(const Invocation &invocation);
} // namespace Methods

} // namespace Cistern
