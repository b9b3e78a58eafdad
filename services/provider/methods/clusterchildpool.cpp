// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Child pools of a cluster: CreateChildResourcePool and ChangeParentResourcePool. Checks come in
// the order of the precedence of errors; what they find is booked before anything is answered.
#include "services/provider/clusterpools.h"
#include "services/provider/methods/clusterwork.h"
#include "services/provider/methods/poolservice.h"
#include "services/provider/objects.h"
#include "services/schema/embedded.h"
#include "services/schema/schema.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
QString idOf(const StoredObject *pool)
{
    return pool->instance.value(u"InstanceID").toString();
}

// The settings as instances of the class that this target keeps; nothing when one is no good.
std::optional<QList<CimInstance>> readSettings(const CimValue &argument)
{
    const QString space(Schema::hypervCluster);
    QList<CimInstance> settings;
    for (const QString &text : argument.toStrings()) {
        const auto told = Embedded::fromText(text, space);
        if (!told
            || !(Schema::isA(space, told->className(), u"CIM_ResourceAllocationSettingData")
                 || sameName(told->className(), u"CIM_StorageAllocationSettingData")))
            return std::nullopt;
        CimInstance kept = Objects::made(space, "CISTERN_ResourceAllocationSettingData"_L1);
        for (const auto &[name, value] : told->properties()) {
            const int index = kept.decl()->indexOf(name);
            if (index < 0 || value.isNull())
                continue;
            const PropertyDecl &property = kept.decl()->properties[size_t(index)];
            if (value.type() != property.type || value.isArray() != property.array)
                return std::nullopt;
            kept.set(name, value);
        }
        settings.append(kept);
    }
    return settings;
}

// What a child draws from: parents in their order, with one setting each or one for all.
struct Terms
{
    QList<const StoredObject *> parents;
    QList<CimInstance> settings;
};

// Step 5 to 7 of parents and settings.
std::optional<Terms> readTerms(const Invocation &call)
{
    const auto parents = call.objects(call.in(u"ParentPool"), u"CIM_ResourcePool");
    const auto settings = readSettings(call.in(u"Settings"));
    if (!parents || parents->isEmpty() || !settings
        || (!settings->isEmpty() && settings->size() != 1 && settings->size() != parents->size()))
        return std::nullopt;
    return Terms{*parents, *settings};
}

// Step 8: one type for parents and settings. What a setting does not say agrees.
bool typesAgree(const Terms &terms, const CimInstance &pool)
{
    const auto agrees = [&pool](const CimInstance &other) {
        for (const QStringView name : {u"ResourceType", u"OtherResourceType", u"ResourceSubType"}) {
            const CimValue told = other.value(name);
            if (!told.isNull() && !(told == pool.value(name)))
                return false;
        }
        return true;
    };
    return std::all_of(terms.parents.begin(), terms.parents.end(),
                       [&agrees](const StoredObject *parent) { return agrees(parent->instance); })
        && std::all_of(terms.settings.begin(), terms.settings.end(), agrees);
}

quint64 reservationIn(const CimInstance &setting)
{
    return setting.value(u"Reservation").toUnsigned().value_or(0);
}

quint64 limitIn(const CimInstance &setting) // 0: none
{
    return setting.value(u"Limit").toUnsigned().value_or(0);
}

// Step 9: amounts within themselves and in the unit of the parents, setting i for parent i.
bool settingsFit(const Terms &terms)
{
    for (qsizetype i = 0; i < terms.settings.size(); ++i) {
        const CimInstance &setting = terms.settings[i];
        const CimInstance &parent = terms.parents[i]->instance;
        const QString unit = setting.value(u"AllocationUnits").toString();
        const QString poolId = setting.value(u"PoolID").toString();
        const bool one = terms.settings.size() == terms.parents.size();
        if ((limitIn(setting) > 0 && reservationIn(setting) > limitIn(setting))
            || (!unit.isEmpty() && unit != parent.value(u"AllocationUnits").toString())
            || (one && !poolId.isEmpty() && !sameName(poolId, parent.value(u"PoolID").toString())))
            return false;
    }
    return true;
}

// Step 11 of the parents: neither they nor what is above them is being changed, and well enough to
// give something.
bool parentsReady(const QList<Booking> &bookings, const ResourceBooks &books, const Terms &terms)
{
    return std::all_of(terms.parents.begin(), terms.parents.end(), [&](const StoredObject *parent) {
        enum { Ok = 2, Degraded = 3 };
        const auto states = parent->instance.value(u"OperationalStatus").toUnsigneds();
        const bool well = states.isEmpty() || states.first() == Ok || states.first() == Degraded;
        // A pool further up that moves takes the parent with it.
        const QSet<QString> line = books.withAncestors(idOf(parent));
        return well && std::none_of(line.begin(), line.end(), [&bookings](const QString &id) {
                   return isLocked(bookings, id);
               });
    });
}

ResourceClaim claimOf(const QString &id, const Terms &terms)
{
    ResourceClaim claim{.id = id, .parents = {}, .terms = {}};
    for (const StoredObject *parent : terms.parents)
        claim.parents.append(idOf(parent));
    for (const CimInstance &setting : terms.settings)
        claim.terms.append(
            {.reservation = reservationIn(setting), .limit = limitIn(setting), .hosts = {}});
    return claim;
}

// The terms that a child had, for other parents: each its own where the count stays the same, else
// their sum for all.
QList<ResourceTerms> keptTerms(const ResourceClaim &before, qsizetype parents)
{
    if (before.terms.size() == 1 || before.terms.size() == parents)
        return before.terms;
    ResourceTerms sum;
    bool limited = true;
    const auto add = [](quint64 &to, quint64 what) { to += std::min(what, ~quint64(0) - to); };
    for (const ResourceTerms &each : before.terms) {
        add(sum.reservation, each.reservation);
        add(sum.limit, each.limit);
        limited = limited && each.limit > 0;
    }
    sum.limit = limited ? sum.limit : 0;
    return {sum};
}

// Kept beside the pool, one a parent or one for all, so that a form can show what was agreed.
void putSettings(const ObjectStore &store, StoreChange &change, const CimInstance &pool,
                 const QList<CimInstance> &settings, const QList<CimPath> &parents)
{
    for (qsizetype i = 0; i < settings.size(); ++i) {
        CimInstance setting = settings[i];
        const StoredObject *parent = store.find(parents[i]);
        setting.set(u"InstanceID", CimValue::string(Objects::newId()));
        if (setting.value(u"ElementName").isNull())
            setting.set(u"ElementName", pool.value(u"ElementName"));
        setting.set(u"ResourceType", pool.value(u"ResourceType"));
        setting.set(u"AllocationUnits", pool.value(u"AllocationUnits"));
        if (parent && settings.size() == parents.size())
            setting.set(u"PoolID", parent->instance.value(u"PoolID"));
        change.put(setting);
        change.put(Objects::link("Msvm_SettingsDefineState"_L1, "ManagedElement"_L1, pool.path(),
                                 "SettingData"_L1, setting.path()));
    }
}

// The settings that a pool has, made to say what its claim will be: those of its parents in their
// order where each had its own, else the first.
QList<CimInstance> keptSettings(const ObjectStore &store, const CimPath &pool,
                                const ResourceClaim &claim)
{
    QList<CimInstance> told;
    for (const StoredObject *link :
         store.references(pool, u"CIM_SettingsDefineState", u"ManagedElement")) {
        if (const auto *setting = store.find(*link->instance.value(u"SettingData").toPath()))
            told.append(setting->instance);
    }
    if (told.isEmpty())
        return {};
    const StoredObject *child = store.find(pool);
    QStringList order;
    for (const QString &id :
         child ? ResourceBooks::fromJson(claim.id, child->facts).parents : QStringList()) {
        const StoredObject *parent = store.find(ClusterPools::poolPath(id));
        order.append(parent ? parent->instance.value(u"PoolID").toString() : id);
    }
    std::stable_sort(told.begin(), told.end(), [&order](const auto &a, const auto &b) {
        return order.indexOf(a.value(u"PoolID").toString())
            < order.indexOf(b.value(u"PoolID").toString());
    });
    QList<CimInstance> kept;
    for (qsizetype i = 0; i < claim.terms.size(); ++i) {
        kept.append(told.value(i, told.first()));
        const CimValue none = CimValue::null(CimType::String);
        kept.last().set(u"PoolID", none); // of a parent that it leaves
        kept.last().set(u"Reservation", CimValue::uint64(claim.terms[i].reservation));
        if (claim.terms[i].limit > 0 || !kept.last().value(u"Limit").isNull())
            kept.last().set(u"Limit", CimValue::uint64(claim.terms[i].limit)); // 0: none
    }
    return kept;
}

CimInstance parentLink(const CimPath &parent, const CimPath &child)
{
    return Objects::link("CISTERN_ElementAllocatedFromPool"_L1, "Antecedent"_L1, parent,
                         "Dependent"_L1, child);
}

// Whether the parents have what the claim wants; nobody else's promise may break for it.
bool isBacked(const ResourceBooks &before, const ResourceClaim &claim)
{
    ResourceBooks planned = before;
    planned.put(claim);
    planned.settle();
    return planned.shortage() <= before.shortage();
}

// Books the claim and starts what makes it true.
void carryOut(const Invocation &call, WorkOrder order, const CimInstance &pool,
              const ResourceClaim &claim, const Terms &terms, const CimPath &hostedBy)
{
    for (const StoredObject *parent : terms.parents)
        order.sources.append(parent->instance.path());
    // Paths only: the parents may have been written anew by the time of the commit.
    order.record = [pool, claim, settings = terms.settings, hostedBy,
                    parents = order.sources](const ObjectStore &store, StoreChange &change) {
        const QList<CimInstance> agreed = settings.isEmpty()
            ? keptSettings(store, pool.path(), claim)
            : settings;
        change.put(pool, ResourceBooks::toJson(claim, ResourceBooks::orderOf(store, pool.path())));
        for (const StoredObject *link :
             store.references(pool.path(), u"CIM_ElementAllocatedFromPool", u"Dependent"))
            change.remove(link->instance.path());
        for (const CimPath &parent : parents)
            change.put(parentLink(parent, pool.path()));
        ClusterWork::dropSettings(store, change, pool.path());
        putSettings(store, change, pool, agreed, parents);
        if (!hostedBy.isEmpty())
            change.put(Objects::link("CISTERN_HostedResourcePool"_L1, "GroupComponent"_L1, hostedBy,
                                     "PartComponent"_L1, pool.path()));
    };
    ClusterWork::start(call, order);
}
} // namespace

void Methods::createChildResourcePool(const Invocation &call)
{
    const PoolService service(call);
    if (!service.enabled())
        return call.answer(Failed);
    if (!service.has(ClusterWork::CreateChild))
        return call.answer(NotSupported);
    const CimValue name = call.in(u"ElementName");
    const auto terms = readTerms(call);
    if (!nameFits(name) || !terms || terms->settings.isEmpty())
        return call.answer(InvalidParameter);
    const CimInstance &first = terms->parents.first()->instance;
    if (!typesAgree(*terms, first))
        return call.answer(ClusterWork::wrongType);
    if (!settingsFit(*terms))
        return call.answer(InvalidParameter);
    const QList<Booking> bookings = call.work.bookings();
    const ResourceBooks before = ClusterPools::books(call.store, bookings);
    if (!parentsReady(bookings, before, *terms))
        return call.answer(InUse);

    const QString id = Objects::newId();
    const ResourceClaim claim = claimOf(id, *terms);
    if (!isBacked(before, claim))
        return call.answer(ClusterWork::insufficient);

    CimInstance pool = ClusterPools::pool(
        id, name.isNull() ? ClusterPools::freeName(call.store) : name.toString(),
        quint16(first.value(u"ResourceType").toUnsigned().value_or(1)));
    for (const QStringView inherited :
         {u"OtherResourceType", u"ResourceSubType", u"AllocationUnits"})
        pool.set(inherited, first.value(inherited));
    WorkOrder order = ClusterWork::order(call, u"Create child pool %1"_s, pool,
                                         ClusterWork::CreateChild);
    order.made = pool.path();
    order.booking.claims.append(claim);
    carryOut(call, order, pool, claim, *terms, ClusterWork::systemOf(call));
}

void Methods::changeParentResourcePool(const Invocation &call)
{
    const PoolService service(call);
    if (!service.enabled())
        return call.answer(Failed);
    if (!service.has(ClusterWork::ChangeParent))
        return call.answer(NotSupported);
    const StoredObject *child = call.object(call.in(u"ChildPool"), u"CIM_ResourcePool");
    const auto terms = readTerms(call);
    if (!child || !terms)
        return call.answer(InvalidParameter);
    const CimInstance pool = child->instance;
    const QString id = idOf(child);
    if (!typesAgree(*terms, pool))
        return call.answer(ClusterWork::wrongType);
    const QList<Booking> bookings = call.work.bookings();
    const ResourceBooks before = ClusterPools::books(call.store, bookings);
    const bool cyclic = std::any_of(terms->parents.begin(), terms->parents.end(),
                                    [&](const StoredObject *parent) {
                                        return before.withAncestors(idOf(parent)).contains(id);
                                    });
    if (cyclic || !settingsFit(*terms))
        return call.answer(InvalidParameter);
    const ResourceClaim *old = before.find(id);
    if (!old)
        return call.answer(NotSupported); // a root pool stays one
    if (isLocked(bookings, id) || !parentsReady(bookings, before, *terms))
        return call.answer(InUse);
    ResourceClaim claim = claimOf(id, *terms);
    if (claim.terms.isEmpty())
        claim.terms = keptTerms(*old, claim.parents.size());
    if (!isBacked(before, claim))
        return call.answer(ClusterWork::insufficient);

    WorkOrder order = ClusterWork::order(call, u"Change the parents of pool %1"_s, pool,
                                         ClusterWork::ChangeParent);
    order.changed = pool.path();
    order.booking.locked.insert(id);
    // Beside what it draws from its old parents, until these are left.
    order.booking.claims.append(claim);
    order.booking.claims.last().carried = before.reserved(id);
    carryOut(call, order, pool, claim, *terms, {});
}

} // namespace Cistern
