// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/methods/childpoolcall.h"

#include "services/provider/objects.h"
#include "services/provider/virtualizationfigures.h"
#include "services/schema/embedded.h"
#include "services/schema/schema.h"

#include <algorithm>
#include <new>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
const QString nameSpace(Schema::virtualization);
constexpr quint64 mostIops = 1000000000;
constexpr quint64 mostWeight = 10000;

// An embedded instance of the class or below it (CP.R4, CP.R6).
std::optional<CimInstance> embedded(const CimValue &text, QStringView className)
{
    auto read = Embedded::fromText(text.toString(), nameSpace);
    if (!read || !read->decl() || !read->decl()->isA(className))
        return std::nullopt;
    return *read;
}

// Every value that has a value map is one of its codes.
bool codesFit(const CimInstance &instance, std::initializer_list<QStringView> names)
{
    return std::all_of(names.begin(), names.end(), [&instance](QStringView name) {
        const int index = instance.decl()->indexOf(name);
        const auto code = instance.value(name).toUnsigned();
        if (index < 0 || !code)
            return true;
        const auto &codes = instance.decl()->properties[size_t(index)].codes;
        return codes.empty() || std::any_of(codes.begin(), codes.end(), [code](const auto &row) {
                   return *code >= row.first && *code <= row.last;
               });
    });
}

quint64 number(const CimInstance &instance, QStringView name)
{
    return instance.value(name).toUnsigned().value_or(0);
}

// Reservation within Limit; an absent or zero limit is none (CP.R20).
bool amountsFit(const CimInstance &entry)
{
    const auto within = [&entry](QStringView reservation, QStringView limit) {
        const quint64 most = number(entry, limit);
        return most == 0 || number(entry, reservation) <= most;
    };
    return within(u"Reservation", u"Limit") && within(u"IOPSReservation", u"IOPSLimit")
        && number(entry, u"IOPSLimit") <= mostIops && number(entry, u"IOPSReservation") <= mostIops
        && number(entry, u"Weight") <= mostWeight && codesFit(entry, {u"MappingBehavior"});
}

bool shortEnough(const QString &name)
{
    return name.toUcs4().size() <= 256;
}

// What is left of a unit when it is told in another spelling.
QString plainUnit(const QString &unit)
{
    return QString(unit).remove(u' ').toCaseFolded();
}
} // namespace

ChildPoolCall::ChildPoolCall(const Invocation &invocation)
    : call(invocation)
    , storage(invocation.work.books())
    , books(Virtualization::books(invocation.store, storage))
    , m_service(invocation)
{}

quint32 ChildPoolCall::checkService(Announcement method) const
{
    if (!m_service.enabled())
        return PoolCode::Unavailable;
    if (!m_service.has(method))
        return PoolCode::NotSupported;
    return Completed;
}

bool ChildPoolCall::readSettings(QStringView parameter)
{
    const auto told = embedded(call.in(parameter), u"Msvm_ResourcePoolSettingData");
    if (!told || told->value(u"ResourceType").isNull()
        || !codesFit(*told, {u"LoadBalancingBehavior", u"MappingBehavior"}))
        return false;
    settings = *told;
    triple = ResourceTriple::of(settings);
    QString id = settings.value(u"PoolID").toString();
    QString name = settings.value(u"ElementName").toString();
    if (id.trimmed().isEmpty())
        id = name;
    if (name.trimmed().isEmpty())
        name = id;
    if (id.trimmed().isEmpty() || !shortEnough(id) || !shortEnough(name))
        return false;
    settings.set(u"PoolID", CimValue::string(id));
    settings.set(u"ElementName", CimValue::string(name));
    return true;
}

// A path of a pool, well formed and of a fitting class; it may lead nowhere.
bool ChildPoolCall::ownPath(const CimPath &path) const
{
    return path.isInstance() && sameNameSpace(path.nameSpace(), nameSpace)
        && Schema::isA(nameSpace, path.className(), u"CIM_ResourcePool") && path.keys().size() == 1
        && sameName(path.keys().first().name, u"InstanceID");
}

bool ChildPoolCall::readChild(QStringView parameter)
{
    const CimValue told = call.in(parameter);
    if (!told.toPath())
        return false;
    childPath = *told.toPath();
    if (childPath.nameSpace().isEmpty())
        childPath.setNameSpace(nameSpace);
    return ownPath(childPath);
}

bool ChildPoolCall::readParents(QStringView parameter)
{
    QSet<QString> seen;
    for (CimPath path : call.in(parameter).toPaths()) {
        if (path.nameSpace().isEmpty())
            path.setNameSpace(nameSpace);
        const QString id = path.key(u"InstanceID").toString();
        if (!ownPath(path) || seen.contains(id.toCaseFolded()))
            return false;
        seen.insert(id.toCaseFolded());
        parentPaths.append(path);
        claim.parents.append(id);
    }
    return !parentPaths.isEmpty();
}

bool ChildPoolCall::readAllocations(QStringView parameter, bool required)
{
    const auto texts = call.in(parameter).elements();
    entriesGiven = !texts.isEmpty();
    if (!entriesGiven)
        return !required;
    for (const CimValue &text : texts) {
        const auto entry = embedded(text, u"CIM_ResourceAllocationSettingData");
        if (!entry || !amountsFit(*entry))
            return false;
        ResourceTerms terms{.reservation = number(*entry, u"Reservation"),
                            .limit = number(*entry, u"Limit"),
                            .hosts = entry->value(u"HostResource").toStrings()};
        QSet<QString> keys;
        for (const QString &host : std::as_const(terms.hosts)) {
            const QString key = Virtualization::hostKey(host);
            if (host.trimmed().isEmpty() || keys.contains(key))
                return false;
            keys.insert(key);
        }
        entries.append(*entry);
        claim.terms.append(terms);
    }
    return true;
}

bool ChildPoolCall::countsFit() const
{
    return claim.terms.size() == 1 || claim.terms.size() == claim.parents.size();
}

quint32 ChildPoolCall::find(const CimPath &path, const StoredObject *&found) const
{
    found = call.store.find(path);
    return found ? quint32(Completed) : quint32(PoolCode::NotFound);
}

quint32 ChildPoolCall::findAll()
{
    QList<CimPath> named;
    if (!childPath.isEmpty()) {
        named.append(childPath);
        if (const quint32 code = find(childPath, child); code != Completed)
            return code;
    }
    for (const CimPath &path : std::as_const(parentPaths)) {
        const StoredObject *parent = nullptr;
        if (const quint32 code = find(path, parent); code != Completed)
            return code;
        parents.append(parent);
        named.append(path);
    }
    const QStringList known = Virtualization::hosts(call.store, storage);
    for (const ResourceTerms &terms : std::as_const(claim.terms)) {
        for (const QString &host : terms.hosts) {
            if (!known.contains(Virtualization::hostKey(host)))
                return PoolCode::NotFound;
        }
    }
    for (const CimPath &path : std::as_const(named)) {
        if (!Objects::isThisHost(path.host(), call.systemName()))
            return PoolCode::InvalidParameter;
    }
    QList<const StoredObject *> objects = parents;
    if (child)
        objects.append(child);
    for (const StoredObject *object : std::as_const(objects)) {
        if (object->facts.contains(u"foreign"_s))
            return PoolCode::InvalidParameter;
    }
    // Ids as the store has them, whatever the letter case of the call.
    for (qsizetype i = 0; i < parents.size(); ++i)
        claim.parents[i] = idOf(parents[i]);
    if (child)
        claim.id = idOf(child);
    return Completed;
}

bool ChildPoolCall::entriesFitParents() const
{
    for (qsizetype i = 0; i < parents.size(); ++i) {
        if (claim.shared())
            break;
        const CimInstance entry = entries.value(i);
        const QString told = entry.value(u"PoolID").toString();
        const QString poolId = parents[i]->instance.value(u"PoolID").toString();
        const bool primordial = poolId.isEmpty() && sameName(told, u"Primordial");
        if (!told.isEmpty() && !primordial && !sameName(told, poolId))
            return false;
    }
    for (const CimInstance &entry : entries) {
        const QString unit = entry.value(u"AllocationUnits").toString();
        if (!unit.isEmpty() && plainUnit(unit) != plainUnit(unitOf(triple.type)))
            return false;
    }
    for (qsizetype i = 0; i < claim.terms.size(); ++i) {
        QStringList may;
        if (claim.shared()) {
            for (const QString &parent : claim.parents)
                may += books.hosts(parent);
        } else {
            may = books.hosts(claim.parents[i]);
        }
        for (const QString &host : claim.terms[i].hosts) {
            if (!may.contains(Virtualization::hostKey(host)))
                return false;
        }
    }
    return true;
}

// The registration of the type; 0, or no registration, is no limit (CP.R10).
bool ChildPoolCall::tooManyParents() const
{
    for (const StoredObject *object :
         call.store.ofClass(u"Msvm_ResourcePoolComponent", nameSpace)) {
        const QString name = object->instance.value(u"Name").toString();
        const ResourceTriple about{triple.type, triple.other, name.section(u'|', 1, 1)};
        const quint64 most = number(object->instance, u"MaxParentPools");
        if (about == triple && most > 0 && quint64(parentPaths.size()) > most)
            return true;
    }
    return false;
}

QString ChildPoolCall::takenKey(const QString &poolId) const
{
    return u"pool of "_s + triple.key() + u'\n' + poolId.toCaseFolded();
}

bool ChildPoolCall::taken(const QString &poolId, const QString &exceptId) const
{
    if (sameName(poolId, u"Primordial"))
        return true; // clients show the empty id of a primordial pool so
    for (const StoredObject *object : call.store.ofClass(u"CIM_ResourcePool", nameSpace)) {
        if (!object->facts.contains(u"foreign"_s) && idOf(object) != exceptId
            && ResourceTriple::of(object->instance) == triple
            && object->instance.value(u"PoolID").toString().toCaseFolded() == poolId.toCaseFolded())
            return true;
    }
    return isTaken(storage.bookings, takenKey(poolId));
}

bool ChildPoolCall::locked(const QString &id) const
{
    const QSet<QString> line = books.withAncestors(id);
    return std::any_of(line.begin(), line.end(),
                       [this](const QString &pool) { return storage.locked(pool); });
}

bool ChildPoolCall::healthy(const StoredObject *pool)
{
    const QList<quint64> states = pool->instance.value(u"OperationalStatus").toUnsigneds();
    return states.isEmpty() || states.first() == 2;
}

void ChildPoolCall::start(Announcement method, const QString &caption,
                          const std::function<void(WorkOrder &)> &plan) const
{
    constexpr quint32 firstJobType = 150; // create pool, change parents, change settings, delete
    WorkOrder order{.caption = caption,
                    .owner = call.caller.user,
                    .service = call.target.path(),
                    .asJob = m_service.asJob(method),
                    .jobType = quint16(firstJobType + (method - Create))};
    try {
        if (!call.work.faults().passNow(FaultPoints::Step::Memory))
            throw std::bad_alloc();
        plan(order);
    } catch (const std::bad_alloc &) {
        return call.answer(PoolCode::OutOfMemory);
    }
    call.work.start(
        order, [reply = call.reply, made = order.made](quint32 code, const CimPath &job) {
            QList<std::pair<QString, CimValue>> outs;
            // A pool that a job has yet to make is not there to be read (CP.R24).
            if (code == Completed && !made.isEmpty())
                outs.append({u"Pool"_s, CimValue::reference(made)});
            if (code == JobStarted)
                outs.append({u"Job"_s, CimValue::reference(job)});
            reply(code == Completed || code == JobStarted ? code : quint32(PoolCode::Failed), outs);
        });
}

} // namespace Cistern
