// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/proof/simulation/wishes.h"

#include "services/provider/jobstatus.h"
#include "services/schema/embedded.h"
#include "services/schema/schema.h"
#include "tests/support/resourcecalls.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
QList<CimInstance> keptOf(FarHost &host, QLatin1StringView className)
{
    QList<CimInstance> found;
    for (const CimInstance &each : host.kept()) {
        if (each.decl()->isA(QString(className)))
            found.append(each);
    }
    return found;
}

bool isPrimordial(const CimInstance &instance)
{
    return instance.value(u"Primordial").toBool().value_or(false);
}

QList<CimPath> pathsOf(const QList<CimInstance> &instances, bool primordial)
{
    QList<CimPath> paths;
    for (const CimInstance &instance : instances) {
        if (isPrimordial(instance) == primordial)
            paths.append(instance.path());
    }
    return paths;
}

MethodCall called(const CimPath &service, const QString &method, const Arguments &arguments)
{
    MethodCall call(*Schema::findMethod(service.nameSpace(), service.className(), method), service);
    for (const auto &[name, value] : arguments)
        call.setArgument(name, value);
    return call;
}

constexpr quint64 unit = MiB; // bytes

MethodCall storageWish(FarHost &host, Luck &luck, const QString &name)
{
    const CimPath service = host.service(Schema::iscsiTarget,
                                         "MSISCSITARGET_StorageConfigurationService"_L1);
    const auto allPools = keptOf(host, "CIM_StoragePool"_L1);
    const QList<CimPath> made = pathsOf(allPools, false), roots = pathsOf(allPools, true);
    const QList<CimPath> elements = pathsOf(keptOf(host, "CIM_StorageExtent"_L1), false);
    const CimPath pool = luck.oneOf(made + roots);
    const CimValue size = bytes(unit * quint64(luck.between(1, 6)));
    const int choice = luck.below(10);
    if (choice < 2 && !made.isEmpty())
        return called(service, u"DeleteStoragePool"_s, {{u"Pool"_s, ref(luck.oneOf(made))}});
    if (choice < 3 && !elements.isEmpty())
        return called(service, u"ReturnToStoragePool"_s,
                      {{u"TheElement"_s, ref(luck.oneOf(elements))}});
    if (choice < 5 && !made.isEmpty()) {
        Arguments arguments{{u"ElementName"_s, words(name)}, {u"Pool"_s, ref(luck.oneOf(made))}};
        if (luck.inHundred(50))
            arguments.append({u"Size"_s, size});
        return called(service, u"CreateOrModifyStoragePool"_s, arguments);
    }
    if (choice < 7)
        return called(service, u"CreateOrModifyElementFromStoragePool"_s,
                      {{u"ElementName"_s, words(name)},
                       {u"ElementType"_s, CimValue::uint16(luck.inHundred(50) ? 2 : 3)},
                       {u"Size"_s, size},
                       {u"InPool"_s, ref(pool)}});
    return called(
        service, u"CreateOrModifyStoragePool"_s,
        {{u"ElementName"_s, words(name)}, {u"Size"_s, size}, {u"InPools"_s, pathTexts({pool})}});
}

MethodCall resourceWish(FarHost &host, Luck &luck, const QString &name)
{
    const CimPath service = host.service(Schema::virtualization,
                                         "Msvm_ResourcePoolConfigurationService"_L1);
    QList<CimPath> made, roots;
    for (const CimInstance &pool : keptOf(host, "CIM_ResourcePool"_L1)) {
        if (pool.value(u"ResourceType").toUnsigned() == Resources::Memory)
            (isPrimordial(pool) ? roots : made).append(pool.path());
    }
    const CimPath parent = luck.oneOf(made + roots);
    const int choice = luck.below(6);
    if (choice == 0 && !made.isEmpty())
        return called(service, u"DeletePool"_s, {{u"Pool"_s, ref(luck.oneOf(made))}});
    const CimInstance settings = Resources::settings(Resources::Memory, name);
    if (choice == 1 && !made.isEmpty())
        return called(service, u"ModifyPoolSettings"_s,
                      {{u"ChildPool"_s, ref(luck.oneOf(made))},
                       {u"PoolSettings"_s, Resources::text(settings)}});
    return called(
        service, u"CreatePool"_s,
        Resources::creation(
            settings, {parent},
            {Resources::entry(Resources::Memory, {.reservation = quint64(luck.between(0, 64))})}));
}
} // namespace

std::optional<MethodCall> Wishes::next(FarHost &host, Luck &luck, const QString &name)
{
    if (!host.isUp())
        return std::nullopt;
    const MethodCall call = luck.inHundred(75) ? storageWish(host, luck, name)
                                               : resourceWish(host, luck, name);
    if (const auto problems = call.problems(); !problems.isEmpty())
        qFatal("%s: %s %s", qPrintable(QString(call.decl().name)),
               qPrintable(problems.first().parameter), qPrintable(problems.first().serverText));
    return call;
}

CimPath Wishes::oldJob(FarHost &host, Luck &luck)
{
    QList<CimPath> over;
    if (host.isUp()) {
        for (const CimInstance &job : host.all(Schema::iscsiTarget, u"CIM_ConcreteJob"_s)) {
            if (JobState::isFinal(job))
                over.append(job.path());
        }
    }
    return over.isEmpty() ? CimPath() : luck.oneOf(over);
}

QString Wishes::nameOf(const MethodCall &call)
{
    if (!call.isValid())
        return {};
    if (const QString name = call.argument(u"ElementName").toString(); !name.isEmpty())
        return name;
    const QString settings = call.argument(u"PoolSettings").toString();
    if (settings.isEmpty())
        return {};
    const auto read = Embedded::fromText(settings, call.target().nameSpace());
    return read ? read->value(u"ElementName").toString() : QString();
}

QList<Thing> Wishes::things(FarHost &host)
{
    QList<Thing> things;
    for (const CimInstance &instance : host.kept()) {
        if (!isPrimordial(instance))
            things.append({instance.path(), instance.value(u"ElementName").toString()});
    }
    return things;
}

QStringList Wishes::booksProblems(FarHost &host)
{
    QStringList problems;
    const auto links = host.all(Schema::iscsiTarget, u"CIM_AllocatedFromStoragePool"_s);
    for (const CimInstance &pool : host.all(Schema::iscsiTarget, u"CIM_StoragePool"_s)) {
        quint64 consumed = 0;
        for (const CimInstance &link : links) {
            if (*link.value(u"Antecedent").toPath() == pool.path())
                consumed += link.value(u"SpaceConsumed").toUnsigned().value_or(0);
        }
        const quint64 total = pool.value(u"TotalManagedSpace").toUnsigned().value_or(0);
        const quint64 remaining = pool.value(u"RemainingManagedSpace").toUnsigned().value_or(0);
        if (total != remaining + consumed)
            problems.append(u"the books of %1: %2 is not %3 and %4"_s.arg(pool.path().toText())
                                .arg(total)
                                .arg(remaining)
                                .arg(consumed));
    }
    return problems;
}

} // namespace Cistern
