// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// CreatePool of Root/Virtualization/V2 (rules CP.R1 to CP.R30). Checks come in the order of the
// precedence of errors; what they find is booked before anything is answered.
#include "services/provider/methods/childpoolcall.h"
#include "services/provider/virtualizationobjects.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
// Step 8: pool settings, every parent and every setting are of one type (CP.R19).
bool typesAgree(const ChildPoolCall &wish)
{
    return std::all_of(wish.parents.begin(), wish.parents.end(),
                       [&wish](const auto *parent) { return wish.tripleOf(parent) == wish.triple; })
        && std::all_of(wish.entries.begin(), wish.entries.end(), [&wish](const auto &entry) {
               return ResourceTriple::of(entry) == wish.triple;
           });
}

// Step 11 for the pools that give.
quint32 checkParents(const ChildPoolCall &wish)
{
    for (const StoredObject *parent : wish.parents) {
        if (wish.locked(wish.idOf(parent)))
            return PoolCode::InUse;
    }
    for (const StoredObject *parent : wish.parents) {
        if (!ChildPoolCall::healthy(parent))
            return PoolCode::InvalidState;
    }
    return Completed;
}

// Step 12: each reservation fits what its parent, or all of them together, have free, and what
// goes beyond the parents' own reservations fits further up (CP.R20, CP.R28).
bool fits(const ResourceBooks &before, const ResourceBooks &after, const ResourceClaim &claim)
{
    quint64 together = 0;
    for (qsizetype i = 0; i < claim.parents.size(); ++i) {
        const quint64 free = before.free(claim.parents[i]);
        together += std::min(free, ~quint64(0) - together);
        if (!claim.shared() && claim.termsFor(i).reservation > free)
            return false;
    }
    if (claim.shared() && claim.terms.first().reservation > together)
        return false;
    return after.shortage() <= before.shortage();
}

// What children, and theirs in turn, name as theirs is still there for them (CP.R21).
bool keepsChildren(const ResourceBooks &after, const QString &changed)
{
    QStringList below = after.children(changed);
    QSet<QString> seen(below.begin(), below.end());
    while (!below.isEmpty()) {
        const QString child = below.takeLast();
        for (const QString &further : after.children(child)) {
            if (!seen.contains(further)) {
                seen.insert(further);
                below.append(further);
            }
        }
        const ResourceClaim *claim = after.find(child);
        QStringList may;
        for (const QString &parent : claim ? claim->parents : QStringList())
            may += after.hosts(parent);
        for (const QString &host : claim ? after.hosts(child) : QStringList()) {
            if (!may.contains(host))
                return false;
        }
    }
    return true;
}
} // namespace

void Methods::createPool(const Invocation &call)
{
    ChildPoolCall wish(call);
    if (const quint32 code = wish.checkService(ChildPoolCall::Create); code != Completed)
        return call.answer(code);
    if (!wish.readSettings(u"PoolSettings") || !wish.readParents(u"ParentPools")
        || wish.tooManyParents() || !wish.readAllocations(u"AllocationSettings", true)
        || !wish.countsFit())
        return call.answer(PoolCode::InvalidParameter);
    if (const quint32 code = wish.findAll(); code != Completed)
        return call.answer(code);
    if (!typesAgree(wish))
        return call.answer(PoolCode::WrongType);
    if (!wish.entriesFitParents())
        return call.answer(PoolCode::InvalidParameter);
    if (wish.sharedWanted() && !mayShare(wish.triple.type))
        return call.answer(PoolCode::NotSupported);
    const QString poolId = wish.settings.value(u"PoolID").toString();
    if (wish.taken(poolId))
        return call.answer(PoolCode::Exists);
    if (const quint32 code = checkParents(wish); code != Completed)
        return call.answer(code);
    wish.claim.id = Virtualization::newPoolId();
    ResourceBooks after = wish.books;
    after.put(wish.claim);
    after.settle();
    if (!fits(wish.books, after, wish.claim))
        return call.answer(PoolCode::Insufficient);

    wish.start(
        ChildPoolCall::Create,
        u"Create child pool %1"_s.arg(wish.settings.value(u"ElementName").toString()),
        [&wish, &poolId](WorkOrder &order) {
            const ResourceClaim claim = wish.claim;
            const CimInstance like = wish.parents.first()->instance;
            Virtualization::Pool pool{
                .instance = Virtualization::pool(like.className(), claim.id, wish.settings, false),
                .settings = Virtualization::settings(claim.id, wish.settings),
                .allocations = {}};
            for (const StoredObject *parent : std::as_const(wish.parents))
                pool.parents.append(parent->instance.path());
            order.made = pool.instance.path();
            order.sources = pool.parents;
            order.booking.claims = {claim};
            order.booking.taken = {wish.takenKey(poolId)};
            order.record = [pool, claim, entries = wish.entries, system = wish.call.systemName()](
                               const ObjectStore &store, StoreChange &change) {
                Virtualization::Pool whole = pool;
                whole.allocations = Virtualization::allocations(store, claim, entries,
                                                                pool.parents);
                Virtualization::putPool(
                    change, whole, system,
                    ResourceBooks::toJson(claim,
                                          ResourceBooks::orderOf(store, pool.instance.path())));
            };
        });
}

void Methods::modifyPoolResources(const Invocation &call)
{
    ChildPoolCall wish(call);
    if (const quint32 code = wish.checkService(ChildPoolCall::ChangeResources); code != Completed)
        return call.answer(code);
    if (!wish.readChild(u"ChildPool") || !wish.readParents(u"ParentPools")
        || !wish.readAllocations(u"AllocationSettings", false)
        || (wish.entriesGiven && !wish.countsFit()))
        return call.answer(PoolCode::InvalidParameter);
    if (const quint32 code = wish.findAll(); code != Completed)
        return call.answer(code);
    wish.triple = wish.tripleOf(wish.child);
    if (wish.tooManyParents())
        return call.answer(PoolCode::InvalidParameter);
    if (!typesAgree(wish))
        return call.answer(PoolCode::WrongType);
    const QString id = wish.claim.id;
    const ResourceClaim *now = wish.books.find(id);
    if (!now)
        return call.answer(PoolCode::InvalidParameter); // primordial
    if (!wish.entriesGiven) { // the terms stay what they are, as far as they still say something
        wish.claim.terms = now->terms;
        if (!wish.countsFit())
            return call.answer(PoolCode::InvalidParameter);
    }
    for (const QString &parent : std::as_const(wish.claim.parents)) {
        if (wish.books.withAncestors(parent).contains(id))
            return call.answer(PoolCode::InvalidParameter);
    }
    if (!wish.entriesFitParents())
        return call.answer(PoolCode::InvalidParameter);
    if (wish.sharedWanted() && !mayShare(wish.triple.type))
        return call.answer(PoolCode::NotSupported);
    if (wish.locked(id))
        return call.answer(PoolCode::InUse);

    ResourceBooks after = wish.books;
    after.put(wish.claim);
    after.settle();
    if (after.capacity(id) < wish.books.reserved(id) || !keepsChildren(after, id))
        return call.answer(PoolCode::InUse);
    if (const quint32 code = checkParents(wish); code != Completed)
        return call.answer(code);
    if (after.shortage() > wish.books.shortage())
        return call.answer(PoolCode::Insufficient);

    wish.start(
        ChildPoolCall::ChangeResources,
        u"Change what pool %1 takes"_s.arg(wish.child->instance.value(u"ElementName").toString()),
        [&wish, &id, &after](WorkOrder &order) {
            const CimPath path = wish.child->instance.path();
            QList<CimPath> parents;
            for (const StoredObject *parent : std::as_const(wish.parents))
                parents.append(parent->instance.path());
            order.changed = path;
            order.sources = parents;
            order.booking.locked = {id};
            ResourceClaim coming = wish.claim;
            coming.carried = after.reserved(id);
            order.booking.claims = {coming};
            order.record = [path, parents, claim = wish.claim,
                            entries = wish.entries](const ObjectStore &store, StoreChange &change) {
                const StoredObject *pool = store.find(path);
                QList<CimInstance> told = entries;
                if (told.isEmpty()) {
                    for (const StoredObject *old : Virtualization::allocationsOf(store, path))
                        told.append(old->instance);
                }
                change.put(pool->instance,
                           ResourceBooks::toJson(claim, ResourceBooks::orderOf(store, path)));
                Virtualization::putAllocations(
                    store, change,
                    {.instance = pool->instance,
                     .settings = {},
                     .allocations = Virtualization::allocations(store, claim, told, parents),
                     .parents = parents});
            };
        });
}

void Methods::modifyPoolSettings(const Invocation &call)
{
    ChildPoolCall wish(call);
    if (const quint32 code = wish.checkService(ChildPoolCall::ChangeSettings); code != Completed)
        return call.answer(code);
    if (!wish.readChild(u"ChildPool") || !wish.readSettings(u"PoolSettings"))
        return call.answer(PoolCode::InvalidParameter);
    if (const quint32 code = wish.findAll(); code != Completed)
        return call.answer(code);
    if (wish.tripleOf(wish.child) != wish.triple)
        return call.answer(PoolCode::WrongType);
    const QString id = wish.claim.id;
    if (!wish.books.find(id))
        return call.answer(PoolCode::InvalidParameter); // primordial
    const QString poolId = wish.settings.value(u"PoolID").toString();
    if (wish.taken(poolId, id))
        return call.answer(PoolCode::Exists);
    if (wish.storage.locked(id))
        return call.answer(PoolCode::InUse);

    wish.start(ChildPoolCall::ChangeSettings,
               u"Change the settings of pool %1"_s.arg(
                   wish.child->instance.value(u"ElementName").toString()),
               [&wish, &id, &poolId](WorkOrder &order) {
                   const CimPath path = wish.child->instance.path();
                   order.changed = path;
                   order.booking.locked = {id};
                   order.booking.taken = {wish.takenKey(poolId)};
                   order.record = [path, told = Virtualization::settings(id, wish.settings)](
                                      const ObjectStore &store, StoreChange &change) {
                       Virtualization::putSettings(store, change, path, told);
                   };
               });
}

void Methods::deletePool(const Invocation &call)
{
    ChildPoolCall wish(call);
    if (const quint32 code = wish.checkService(ChildPoolCall::Delete); code != Completed)
        return call.answer(code);
    if (!wish.readChild(u"Pool"))
        return call.answer(PoolCode::InvalidParameter);
    if (const quint32 code = wish.findAll(); code != Completed)
        return call.answer(code);
    const QString id = wish.claim.id;
    if (!wish.books.find(id))
        return call.answer(PoolCode::InvalidParameter); // primordial
    if (wish.storage.locked(id) || !wish.books.children(id).isEmpty())
        return call.answer(PoolCode::InUse);

    wish.start(ChildPoolCall::Delete,
               u"Delete pool %1"_s.arg(wish.child->instance.value(u"ElementName").toString()),
               [&wish, &id](WorkOrder &order) {
                   const CimPath path = wish.child->instance.path();
                   order.changed = path;
                   order.booking.locked = {id};
                   order.record = [path](const ObjectStore &store, StoreChange &change) {
                       Virtualization::removePool(store, change, path);
                   };
               });
}

} // namespace Cistern
