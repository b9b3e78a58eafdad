// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "models/childpoolcall.h"

#include "services/schema/embedded.h"
#include "services/schema/schema.h"

#include <QtNumeric>

#include <algorithm>

namespace Cistern::ChildPool {

using namespace Qt::Literals::StringLiterals;

namespace {
using Kind = Problem::Kind;

constexpr QStringView serviceClass = u"Msvm_ResourcePoolConfigurationService";
constexpr auto plainSetting = "Msvm_ResourceAllocationSettingData"_L1;
constexpr auto primordialName = "Primordial"_L1; // what clients in the field call the empty PoolID

QString nameSpace()
{
    return QString(Schema::virtualization);
}

MethodCall callOf(QStringView method, const ResourceFacts &facts)
{
    return {*Schema::findMethod(nameSpace(), serviceClass, method), facts.service()};
}

quint64 sum(quint64 a, quint64 b)
{
    quint64 total = 0;
    return qAddOverflow(a, b, &total) ? ~quint64(0) : total;
}

quint64 atMost(quint64 limit, quint64 capacity)
{
    return limit == 0 ? capacity : std::min(limit, capacity);
}

QString settingClass(const ResourceType &type)
{
    const ResourceTypeRow *row = resourceTypeRow(type);
    const QString typed = row ? QString(row->settingClass) : QString();
    return Schema::findClass(nameSpace(), typed) ? typed : QString(plainSetting);
}

CimInstance ofClass(const QString &className)
{
    return CimInstance(*Schema::findClass(nameSpace(), className));
}

// The settings of the pool as it is keep what no form asks for.
CimInstance poolSettings(const Plan &plan, const ResourceFacts &facts, const CimPath &pool)
{
    CimInstance settings = pool.isEmpty() ? CimInstance() : facts.settings(pool);
    if (settings.className().isEmpty())
        settings = ofClass(u"Msvm_ResourcePoolSettingData"_s);
    settings.unset(u"InstanceID");
    plan.type.tell(settings);
    settings.set(u"PoolID", CimValue::string(plan.name));
    settings.set(u"ElementName", CimValue::string(plan.name));
    if (plan.notes.isEmpty() && !settings.has(u"Notes"))
        settings.unset(u"Notes");
    else
        settings.set(u"Notes", CimValue::string(plan.notes));
    return settings;
}

QString settingText(const Plan &plan, qsizetype place, const ResourceFacts &facts,
                    const CimPath &pool)
{
    const CimPath parent = plan.shared ? CimPath() : plan.parents.value(place);
    CimInstance setting;
    if (!pool.isEmpty()) {
        const auto present = facts.allocations(pool);
        for (const AllocationFacts &each : present) {
            if (each.parent == parent)
                setting = each.setting;
        }
    }
    if (setting.className().isEmpty())
        setting = ofClass(settingClass(plan.type));
    setting.unset(u"InstanceID");
    plan.type.tell(setting);
    const Terms &terms = plan.terms.at(place);
    const auto source = facts.pool(plan.parents.value(plan.shared ? 0 : place));
    // Which parent an entry is for is said twice: by its place and by this (CP.R13).
    if (plan.shared)
        setting.unset(u"PoolID");
    else
        setting.set(u"PoolID", CimValue::string(source ? source->poolId : QString()));
    if (source && !source->unit.text.isEmpty())
        setting.set(u"AllocationUnits", CimValue::string(source->unit.text));
    setting.set(u"Reservation", CimValue::uint64(terms.reservation));
    if (terms.limit > 0)
        setting.set(u"Limit", CimValue::uint64(terms.limit));
    else
        setting.unset(u"Limit"); // told as nothing, which every reader takes for "none" (CP.R20)
    if (terms.weight)
        setting.set(u"Weight", CimValue::uint32(*terms.weight));
    if (terms.hostResources.isEmpty())
        setting.unset(u"HostResource");
    else
        setting.set(u"HostResource", CimValue::strings(terms.hostResources));
    return Embedded::toText(setting);
}

CimValue settingTexts(const Plan &plan, const ResourceFacts &facts, const CimPath &pool)
{
    QStringList texts;
    for (qsizetype i = 0; i < plan.terms.size(); ++i)
        texts.append(settingText(plan, i, facts, pool));
    return CimValue::strings(texts);
}

Terms termsOf(const CimInstance &setting)
{
    Terms terms{.reservation = setting.value(u"Reservation").toUnsigned().value_or(0),
                .limit = setting.value(u"Limit").toUnsigned().value_or(0),
                .hostResources = setting.value(u"HostResource").toStrings()};
    if (const auto weight = setting.value(u"Weight").toUnsigned())
        terms.weight = quint32(*weight);
    return terms;
}

bool isBlank(const QString &name)
{
    return std::all_of(name.begin(), name.end(), [](QChar c) { return c.isSpace(); });
}

void checkName(const Plan &plan, const ResourceFacts &facts, const CimPath &pool,
               QList<Problem> &found)
{
    const auto add = [&](Kind kind) {
        found.append({.kind = kind, .parameter = u"PoolSettings"_s, .text = plan.name});
    };
    if (isBlank(plan.name))
        return add(Kind::NameMissing);
    if (plan.name.size() > longestName)
        return add(Kind::NameTooLong);
    if (std::any_of(plan.name.begin(), plan.name.end(),
                    [](QChar c) { return c.category() == QChar::Other_Control; }))
        return add(Kind::NameControl);
    if (plan.name.compare(primordialName, Qt::CaseInsensitive) == 0)
        return add(Kind::NameReserved);
    const auto taken = facts.pool(plan.type, plan.name);
    if (taken && taken->path != pool)
        add(Kind::NameTaken);
}

void checkParents(const Plan &plan, const ResourceFacts &facts, const CimPath &pool,
                  QList<Problem> &found)
{
    const auto add = [&](Kind kind, qsizetype place = -1, quint64 amount = 0) {
        found.append({.kind = kind,
                      .parameter = u"ParentPools"_s,
                      .place = place,
                      .parent = plan.parents.value(place),
                      .amount = amount});
    };
    if (plan.parents.isEmpty())
        add(Kind::ParentMissing);
    for (qsizetype i = 0; i < plan.parents.size(); ++i) {
        const CimPath &path = plan.parents.at(i);
        const auto parent = facts.pool(path);
        if (plan.parents.indexOf(path) < i)
            add(Kind::ParentTwice, i);
        else if (!parent)
            add(Kind::ParentUnknown, i);
        else if (!(parent->type == plan.type))
            add(Kind::ParentOfOtherType, i);
        else if (!pool.isEmpty() && (path == pool || facts.descends(path, pool)))
            add(Kind::ParentBelow, i);
    }
    if (const auto most = facts.mostParents(plan.type);
        most && quint64(plan.parents.size()) > *most)
        add(Kind::TooManyParents, -1, *most);
}

void checkCounts(const Plan &plan, QList<Problem> &found)
{
    const auto add = [&](Kind kind) {
        found.append({.kind = kind, .parameter = u"AllocationSettings"_s});
    };
    if (plan.shared && plan.parents.size() < 2)
        add(Kind::SharedOfOneParent);
    else if (plan.shared && !sharesLimit(plan.type))
        add(Kind::SharedNotPossible);
    if (plan.terms.size() != (plan.shared ? 1 : plan.parents.size()) || plan.terms.isEmpty())
        add(Kind::CountWrong);
}

void checkResources(const Plan &plan, qsizetype place, const ResourceFacts &facts,
                    QList<Problem> &found)
{
    const QStringList &wanted = plan.terms.at(place).hostResources;
    const CimPath parent = plan.parents.value(place);
    const QStringList offered = facts.hostResources(parent);
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        const auto add = [&](Kind kind) {
            found.append({.kind = kind,
                          .parameter = u"AllocationSettings"_s,
                          .place = place,
                          .parent = parent,
                          .text = wanted.at(i)});
        };
        if (wanted.indexOf(wanted.at(i)) < i)
            add(Kind::ResourceTwice);
        else if (!offered.isEmpty() && !offered.contains(wanted.at(i)))
            add(Kind::ResourceUnknown);
    }
}

void checkTerms(const Plan &plan, const ResourceFacts &facts, const CimPath &pool,
                QList<Problem> &found)
{
    const ResourceTypeRow *row = resourceTypeRow(plan.type);
    const quint32 weightMost = row && row->weightMost > 0 ? row->weightMost : 10000;
    for (qsizetype i = 0; i < plan.terms.size(); ++i) {
        const Terms &terms = plan.terms.at(i);
        const CimPath parent = plan.shared ? CimPath() : plan.parents.value(i);
        quint64 free = 0;
        quint64 capacity = 0;
        bool told = false;
        for (qsizetype p = 0; p < plan.parents.size(); ++p) {
            const auto source = facts.pool(plan.parents.at(p));
            if ((!plan.shared && p != i) || !source || !source->told)
                continue;
            told = true;
            free = sum(free, freeFor(source->path, facts, pool));
            capacity = sum(capacity, source->capacity);
        }
        const auto add = [&](Kind kind, quint64 amount) {
            found.append({.kind = kind,
                          .parameter = u"AllocationSettings"_s,
                          .place = i,
                          .parent = parent,
                          .amount = amount});
        };
        if (terms.limit > 0 && terms.reservation > terms.limit)
            add(Kind::ReservationOverLimit, terms.limit);
        else if (told && terms.reservation > free)
            add(Kind::ReservationOverFree, free);
        if (terms.weight && *terms.weight > weightMost)
            add(Kind::WeightOutOfRange, weightMost);
        if (told && terms.limit >= capacity && terms.limit > 0)
            add(Kind::LimitRestrictsNothing, capacity);
        // A shared limit is there to stay below the sum of the parents (CP.R15).
        else if (told && plan.shared && terms.limit == 0)
            add(Kind::LimitRestrictsNothing, capacity);
        checkResources(plan, i, facts, found);
    }
    const auto present = pool.isEmpty() ? std::nullopt : facts.pool(pool);
    if (present && mostOf(plan, facts) < present->reserved)
        found.append({.kind = Kind::BelowUse,
                      .parameter = u"AllocationSettings"_s,
                      .amount = present->reserved});
}
} // namespace

Terms usualTerms(const ResourceType &type)
{
    Terms terms;
    const ResourceTypeRow *row = resourceTypeRow(type);
    if (row && row->weight > 0)
        terms.weight = row->weight;
    return terms;
}

Plan completed(Plan plan, const ResourceFacts &facts)
{
    if (plan.parents.isEmpty()) {
        if (const auto primordial = facts.primordial(plan.type))
            plan.parents.append(primordial->path);
    }
    if (plan.parents.size() < 2)
        plan.shared = false; // one parent and one setting are never shared (CP.R18)
    const qsizetype count = plan.shared ? 1 : plan.parents.size();
    while (plan.terms.size() > count)
        plan.terms.removeLast();
    while (plan.terms.size() < count)
        plan.terms.append(usualTerms(plan.type));
    return plan;
}

quint64 leastOf(const Plan &plan)
{
    quint64 least = 0;
    for (const Terms &terms : plan.terms)
        least = sum(least, terms.reservation);
    return least;
}

quint64 mostOf(const Plan &plan, const ResourceFacts &facts)
{
    quint64 most = 0;
    for (qsizetype i = 0; i < plan.parents.size(); ++i) {
        const auto parent = facts.pool(plan.parents.at(i));
        const quint64 capacity = parent ? parent->capacity : 0;
        most = sum(most, plan.shared ? capacity : atMost(plan.terms.value(i).limit, capacity));
    }
    return plan.shared ? atMost(plan.terms.value(0).limit, most) : most;
}

// Draws of a shared setting are booked in the order of the parents, as the rule has it (CP.R14).
quint64 freeFor(const CimPath &parent, const ResourceFacts &facts, const CimPath &pool)
{
    const auto source = facts.pool(parent);
    if (!source)
        return 0;
    quint64 drawn = 0;
    if (!pool.isEmpty()) {
        const auto present = facts.allocations(pool);
        for (const AllocationFacts &each : present) {
            if (each.parent == parent
                || (each.parent.isEmpty() && facts.parents(pool).value(0) == parent))
                drawn = sum(drawn, each.reservation);
        }
    }
    return std::min(source->capacity, sum(source->free(), drawn));
}

QList<Problem> problems(const Plan &plan, const ResourceFacts &facts, const CimPath &pool)
{
    QList<Problem> found;
    if (facts.service().isEmpty())
        found.append({.kind = Kind::NoService, .parameter = {}});
    if (!facts.primordial(plan.type))
        found.append({.kind = Kind::TypeMissing, .parameter = u"PoolSettings"_s});
    checkName(plan, facts, pool, found);
    checkParents(plan, facts, pool, found);
    checkCounts(plan, found);
    checkTerms(plan, facts, pool, found);
    return found;
}

bool blocks(const QList<Problem> &problems)
{
    return std::any_of(problems.begin(), problems.end(),
                       [](const Problem &problem) { return problem.blocks(); });
}

MethodCall create(const Plan &plan, const ResourceFacts &facts)
{
    MethodCall call = callOf(u"CreatePool", facts);
    call.setArgument(u"PoolSettings",
                     CimValue::string(Embedded::toText(poolSettings(plan, facts, {}))));
    call.setArgument(u"ParentPools", CimValue::references(plan.parents));
    call.setArgument(u"AllocationSettings", settingTexts(plan, facts, {}));
    return call;
}

MethodCall destroy(const CimPath &pool, const ResourceFacts &facts)
{
    MethodCall call = callOf(u"DeletePool", facts);
    call.setArgument(u"Pool", CimValue::reference(pool));
    return call;
}

QList<MethodCall> change(const CimPath &pool, const Plan &wanted, const ResourceFacts &facts,
                         const std::optional<Plan> &from)
{
    QList<MethodCall> calls;
    const Plan before = planOfPool(pool, facts);
    Plan plan = wanted;
    if (from && plan.name == from->name)
        plan.name = before.name;
    if (from && plan.notes == from->notes)
        plan.notes = before.notes;
    // These three say one thing together.
    if (from && plan.parents == from->parents && plan.shared == from->shared
        && plan.terms == from->terms) {
        plan.parents = before.parents;
        plan.shared = before.shared;
        plan.terms = before.terms;
    }
    if (plan.name != before.name || plan.notes != before.notes) {
        MethodCall call = callOf(u"ModifyPoolSettings", facts);
        call.setArgument(u"ChildPool", CimValue::reference(pool));
        call.setArgument(u"PoolSettings",
                         CimValue::string(Embedded::toText(poolSettings(plan, facts, pool))));
        calls.append(call);
    }
    if (plan.parents != before.parents || plan.shared != before.shared
        || plan.terms != before.terms) {
        MethodCall call = callOf(u"ModifyPoolResources", facts);
        call.setArgument(u"ChildPool", CimValue::reference(pool));
        call.setArgument(u"ParentPools", CimValue::references(plan.parents));
        call.setArgument(u"AllocationSettings", settingTexts(plan, facts, pool));
        calls.append(call);
    }
    return calls;
}

Plan planOfPool(const CimPath &pool, const ResourceFacts &facts)
{
    Plan plan;
    const auto present = facts.pool(pool);
    if (!present)
        return plan;
    plan.type = present->type;
    plan.name = present->poolId;
    plan.notes = facts.settings(pool).value(u"Notes").toString();
    plan.parents = facts.parents(pool);
    const auto allocations = facts.allocations(pool);
    plan.shared = allocations.size() == 1 && plan.parents.size() > 1;
    for (const AllocationFacts &each : allocations)
        plan.terms.append(termsOf(each.setting));
    return completed(plan, facts);
}

Plan planOfCall(const MethodCall &call, const ResourceFacts &facts)
{
    Plan plan;
    const CimValue changed = call.argument(u"ChildPool");
    if (changed.toPath())
        plan = planOfPool(*changed.toPath(), facts);
    const QString text = call.argument(u"PoolSettings").toString();
    if (const auto settings = Embedded::fromText(text, nameSpace()); !text.isEmpty() && settings) {
        plan.type = ResourceType::of(*settings);
        plan.name = settings->value(u"PoolID").toString();
        if (plan.name.isEmpty())
            plan.name = settings->value(u"ElementName").toString();
        plan.notes = settings->value(u"Notes").toString();
    }
    if (const auto parents = call.argument(u"ParentPools").toPaths(); !parents.isEmpty())
        plan.parents = parents;
    const QStringList texts = call.argument(u"AllocationSettings").toStrings();
    if (!texts.isEmpty()) {
        plan.terms.clear();
        plan.shared = texts.size() == 1 && plan.parents.size() > 1;
    }
    for (const QString &each : texts) {
        if (const auto setting = Embedded::fromText(each, nameSpace()))
            plan.terms.append(termsOf(*setting));
    }
    return plan;
}

} // namespace Cistern::ChildPool
