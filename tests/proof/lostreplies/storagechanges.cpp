// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/proof/lostreplies/changes.h"
#include "tests/support/jobcalls.h"
#include "tests/support/pipefixture.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
const QString poolClass = u"MSISCSITARGET_StoragePool"_s;
const QString volumeClass = u"CIM_StorageVolume"_s;
constexpr auto onPools = "CreateOrModifyStoragePool";
constexpr auto onElements = "CreateOrModifyElementFromStoragePool";

MethodCall storageCall(LossySite &site, const char *method, const Arguments &arguments)
{
    return callOf(site.target.service(), QString::fromLatin1(method), arguments);
}

Change newPool(LossySite &site)
{
    const QString name = site.newName();
    return {.call = storageCall(site, onPools,
                                {{u"ElementName"_s, words(name)},
                                 {u"Size"_s, bytes(MiB)},
                                 {u"InPools"_s, pathTexts({site.target.location()})}}),
            .more = 1,
            .className = poolClass,
            .done = [&site, name] { return site.named(poolClass, Schema::iscsiTarget, name); }};
}

// Its goal must be made and written before it can be named.
Change newPoolWithGoal(LossySite &site)
{
    Change change = newPool(site);
    change.call.setting = SettingRequest{
        .parameter = u"Goal"_s,
        .capabilities = site.target.capabilitiesOf(site.target.location()),
        .values = {{u"DataRedundancyGoal"_s, CimValue::uint16(1)}}};
    return change;
}

Change beforeTheCall(LossySite &site)
{
    Change change = newPoolWithGoal(site);
    change.before = true;
    return change;
}

Change changedPool(LossySite &site, Luck &luck, bool rename, bool resize)
{
    const CimPath pool = site.storagePool(luck);
    const QString name = site.newName();
    const quint64 size = site.target.number(pool, u"TotalManagedSpace") == MiB ? 2 * MiB : MiB;
    Arguments arguments{{u"Pool"_s, ref(pool)}};
    if (rename)
        arguments.append({u"ElementName"_s, words(name)});
    if (resize)
        arguments.append({u"Size"_s, bytes(size)});
    return {
        .call = storageCall(site, onPools, arguments), .className = poolClass, .done = [=, &site] {
            const bool done = (!rename || site.target.text(pool, u"ElementName") == name)
                && (!resize || site.target.number(pool, u"TotalManagedSpace") == size);
            return done ? QList{pool} : QList<CimPath>();
        }};
}

Change newElement(LossySite &site)
{
    const QString name = site.newName();
    return {.call = storageCall(site, onElements,
                                {{u"ElementName"_s, words(name)},
                                 {u"ElementType"_s, CimValue::uint16(2)},
                                 {u"Size"_s, bytes(MiB)},
                                 {u"InPool"_s, ref(site.ofVolumes())}}),
            .more = 1,
            .className = volumeClass,
            .done = [&site, name] { return site.named(volumeClass, Schema::iscsiTarget, name); }};
}

Change gone(LossySite &site, const char *method, const QString &parameter, const CimPath &path,
            const QString &className)
{
    return {
        .call = storageCall(site, method, {{parameter, ref(path)}}),
        .more = -1,
        .className = className,
        .done = [&site, path] { return site.target.get(path) ? QList<CimPath>() : QList{path}; }};
}

// A job that is held, and told to end by the method itself.
Change endedJob(LossySite &site, Luck &luck)
{
    constexpr quint16 requests[] = {4, 5}, states[] = {8, 9};
    const int how = below(luck, 2);
    site.target.faults().set(FaultPoints::Step::Chunk, FaultPoints::Act::Hold);
    const CimPath job = Jobs::begun(site.target, MiB, site.newName());
    if (!site.target.waitForState(job, Jobs::Running))
        qFatal("no job is at work");
    return {.call = callOf(job, u"RequestStateChange"_s,
                           {{u"RequestedState"_s, CimValue::uint16(requests[how])}}),
            .className = u"CIM_ConcreteJob"_s,
            .done =
                [&site, job, state = states[how]] {
                    return site.target.jobState(job) == state ? QList{job} : QList<CimPath>();
                },
            .settled = [&site, job] { return site.target.jobState(job) != Jobs::ShuttingDown; },
            .after =
                [&site, job] {
                    Jobs::releaseAll(site.target);
                    site.target.waitForEnd(job);
                },
            .restarts = false};
}

// Pipes

const QString pipeClass = u"CIM_NetworkPipe"_s;
constexpr auto onPipes = "CreateOrModifyReplicationPipe";

Change newPipe(LossySite &site)
{
    const QString name = site.newName();
    return {.call = storageCall(site, onPipes,
                                {{u"PipeElementName"_s, words(name)},
                                 {u"SourceSystem"_s, ref(site.target.system())},
                                 {u"TargetSystem"_s, ref(PipeFixture::system(u"beta"_s))}}),
            .more = 1,
            .className = pipeClass,
            .done = [&site, name] { return site.named(pipeClass, Schema::iscsiTarget, name); }};
}

Change renamedPipe(LossySite &site, Luck &luck)
{
    const CimPath pipe = site.pipe(luck);
    const QString name = site.newName();
    return {.call = storageCall(
                site, onPipes,
                {{u"ReplicationPipe"_s, ref(pipe)}, {u"PipeElementName"_s, words(name)}}),
            .className = pipeClass,
            .done = [=, &site] {
                return site.target.text(pipe, u"ElementName") == name ? QList{pipe}
                                                                      : QList<CimPath>();
            }};
}

Change removedPipe(LossySite &site, Luck &luck)
{
    const CimPath pipe = site.pipe(luck);
    return {.removed = pipe, .more = -1, .className = pipeClass, .done = [&site, pipe] {
                return site.target.get(pipe) ? QList<CimPath>() : QList{pipe};
            }};
}
} // namespace

MethodCall callOf(const CimPath &target, const QString &method, const Arguments &arguments)
{
    const MethodDecl *decl = Schema::findMethod(target.nameSpace(), target.className(), method);
    if (!decl)
        qFatal("no method %s", qPrintable(method));
    MethodCall call(*decl, target);
    for (const auto &[name, value] : arguments)
        call.setArgument(name, value);
    if (!call.problems().isEmpty())
        qFatal("%s: %s", qPrintable(method), qPrintable(call.problems().first().parameter));
    return call;
}

std::vector<ChangeKind> storageChanges()
{
    return {
        {"storage pool, create", onPools, [](LossySite &s, Luck &) { return newPool(s); }},
        {"storage pool with a goal, create", onPools,
         [](LossySite &s, Luck &) { return newPoolWithGoal(s); }},
        {"its goal, CreateSetting", "CreateSetting",
         [](LossySite &s, Luck &) { return beforeTheCall(s); }},
        {"its goal, Put", "Put", [](LossySite &s, Luck &) { return beforeTheCall(s); }},
        {"storage pool, rename", onPools,
         [](LossySite &s, Luck &l) { return changedPool(s, l, true, false); }},
        {"storage pool, resize", onPools,
         [](LossySite &s, Luck &l) { return changedPool(s, l, false, true); }},
        {"storage pool, both", onPools,
         [](LossySite &s, Luck &l) { return changedPool(s, l, true, true); }},
        {"DeleteStoragePool", "DeleteStoragePool",
         [](LossySite &s, Luck &l) {
             return gone(s, "DeleteStoragePool", u"Pool"_s, s.storagePool(l), poolClass);
         }},
        {"RequestStateChange, called", "RequestStateChange", endedJob, true},
        {"volume, create", onElements, [](LossySite &s, Luck &) { return newElement(s); }},
        {"ReturnToStoragePool", "ReturnToStoragePool",
         [](LossySite &s, Luck &l) {
             return gone(s, "ReturnToStoragePool", u"TheElement"_s, s.volume(l), volumeClass);
         }},
    };
}

std::vector<ChangeKind> pipeChanges()
{
    return {
        {"pipe, create", onPipes, [](LossySite &s, Luck &) { return newPipe(s); }},
        {"pipe, rename", onPipes, renamedPipe},
        {"pipe, Delete", "Delete", removedPipe},
    };
}

} // namespace Cistern
