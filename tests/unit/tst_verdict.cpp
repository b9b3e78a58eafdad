// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What is decided about a call whose answer was lost, from what its system shows: never a guess.

#include "services/jobs/verdict.h"
#include "services/schema/embedded.h"
#include "services/schema/schema.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using Kind = Verdict::Kind;

namespace {
const QString nameSpace = Schema::iscsiTarget;
const QString hosts = Schema::virtualization;
constexpr quint16 running = 4, done = 7, failed = 10;

CimPath path(const QString &className, const QString &id)
{
    return CimPath(nameSpace, className, {{u"InstanceID"_s, CimValue::string(id)}});
}
CimPath poolPath(const QString &id)
{
    return path(u"MSISCSITARGET_StoragePool"_s, id);
}
CimPath jobPath(const QString &id)
{
    return path(u"MSISCSITARGET_ConcreteJob"_s, id);
}

CimInstance made(const CimPath &at)
{
    const ClassDecl *decl = Schema::findClass(nameSpace, at.className());
    CimInstance instance = decl ? CimInstance(*decl) : CimInstance(at.className());
    instance.setPath(at);
    return instance;
}

CimInstance pool(const QString &id, const QString &name, quint64 size = 42)
{
    CimInstance pool = made(poolPath(id));
    pool.set(u"ElementName", CimValue::string(name));
    pool.set(u"TotalManagedSpace", CimValue::uint64(size));
    return pool;
}

CimInstance job(const QString &id, quint16 state, const QString &owner = {})
{
    CimInstance job = made(jobPath(id));
    job.set(u"JobState", CimValue::uint16(state));
    if (!owner.isEmpty())
        job.set(u"Owner", CimValue::string(owner));
    return job;
}

CimInstance affects(const CimPath &job, const CimPath &element, quint16 effect)
{
    CimInstance link(u"MSISCSITARGET_AffectedJobElement"_s);
    link.set(u"AffectingElement", CimValue::reference(job));
    link.set(u"AffectedElement", CimValue::reference(element));
    link.set(u"ElementEffects", CimValue::uint16s({effect}));
    return link;
}

MethodCall call(const QString &method)
{
    return MethodCall(
        *Schema::findMethod(nameSpace, u"MSISCSITARGET_StorageConfigurationService", method),
        path(u"MSISCSITARGET_StorageConfigurationService"_s, u"s"_s));
}

// One that made, or was to make, the pool "gold" beside "old".
JobRecord create()
{
    JobRecord record;
    record.signedInAs = u"LAB\\alice"_s;
    record.call = call(u"CreateOrModifyStoragePool"_s);
    record.call.setArgument(u"ElementName", CimValue::string(u"gold"_s));
    record.call.setArgument(u"InPools", CimValue::strings({poolPath(u"primordial"_s).toText()}));
    record.before = {poolPath(u"primordial"_s), poolPath(u"old"_s), jobPath(u"earlier"_s)};
    return record;
}

JobRecord modify()
{
    JobRecord record = create();
    record.call = call(u"CreateOrModifyStoragePool"_s);
    record.call.setArgument(u"Pool", CimValue::reference(poolPath(u"old"_s)));
    record.call.setArgument(u"Size", CimValue::uint64(84));
    CimInstance was(u"MSISCSITARGET_StoragePool"_s);
    was.set(u"TotalManagedSpace", CimValue::uint64(42));
    record.subjectBefore = was;
    return record;
}

// One that was to call the memory pool "gold" "platinum".
CimInstance resourcePool(const QString &name)
{
    const CimPath at(QString(Schema::virtualization), u"Msvm_ResourcePool"_s,
                     {{u"InstanceID"_s, CimValue::string(u"Microsoft:1"_s)}});
    CimInstance pool(*Schema::findClass(at.nameSpace(), at.className()));
    pool.setPath(at);
    pool.set(u"ElementName", CimValue::string(name));
    return pool;
}
CimInstance settings(const QString &name)
{
    CimInstance settings(
        *Schema::findClass(QString(Schema::virtualization), u"Msvm_ResourcePoolSettingData"));
    settings.set(u"ElementName", CimValue::string(name));
    settings.set(u"PoolID", CimValue::string(name));
    return settings;
}
JobRecord resettled()
{
    const QString service = u"Msvm_ResourcePoolConfigurationService"_s;
    JobRecord record;
    record.call = MethodCall(
        *Schema::findMethod(QString(Schema::virtualization), service, u"ModifyPoolSettings"),
        CimPath(QString(Schema::virtualization), service, {{u"Name"_s, CimValue::string(u"s"_s)}}));
    record.call.setArgument(u"ChildPool", CimValue::reference(resourcePool(u"gold"_s).path()));
    record.call.setArgument(u"PoolSettings",
                            CimValue::string(Embedded::toText(settings(u"platinum"_s))));
    record.before = QList<CimPath>();
    record.subjectBefore = CimInstance(u"Msvm_ResourcePool"_s);
    record.subjectBefore->set(u"ElementName", CimValue::string(u"gold"_s));
    return record;
}

JobRecord removal()
{
    JobRecord record = create();
    record.call = call(u"DeleteStoragePool"_s);
    record.call.setArgument(u"Pool", CimValue::reference(poolPath(u"old"_s)));
    return record;
}

// A pool of memory that took 8 and was to take 24.
CimPath hostPool(const QString &id)
{
    return CimPath(hosts, u"Msvm_ResourcePool"_s, {{u"InstanceID"_s, CimValue::string(id)}});
}
CimInstance takes(quint64 reservation)
{
    CimInstance entry(*Schema::findClass(hosts, u"Msvm_MemorySettingData"_s));
    entry.set(u"InstanceID", CimValue::string(u"entry %1"_s.arg(reservation)));
    entry.set(u"Reservation", CimValue::uint64(reservation));
    return entry;
}
JobRecord takeMore()
{
    JobRecord record;
    record.call = MethodCall(*Schema::findMethod(hosts, u"Msvm_ResourcePoolConfigurationService",
                                                 u"ModifyPoolResources"),
                             hostPool(u"service"_s));
    record.call.setArgument(u"ChildPool", CimValue::reference(hostPool(u"old"_s)));
    record.call.setArgument(u"ParentPools", CimValue::references({hostPool(u"root"_s)}));
    record.call.setArgument(u"AllocationSettings",
                            CimValue::strings({Embedded::toText(takes(24))}));
    record.before.emplace();
    const CallEffect effect = effectOf(record.call);
    record.subjectBefore = CimInstance(u"Msvm_ResourcePool"_s);
    record.subjectBefore->set(effect.termsParameter, shownTerms(effect, {takes(8)}));
    return record;
}
Evidence taking(const std::optional<QList<CimInstance>> &terms)
{
    CimInstance pool(u"Msvm_ResourcePool"_s);
    pool.setPath(hostPool(u"old"_s));
    CimInstance link(u"Msvm_ElementAllocatedFromPool"_s);
    link.set(u"Antecedent", CimValue::reference(hostPool(u"root"_s)));
    link.set(u"Dependent", CimValue::reference(hostPool(u"old"_s)));
    return {.objects = {pool},
            .subjectThere = true,
            .subject = pool,
            .terms = terms,
            .links = QList<CimInstance>{link},
            .jobs = QList<CimInstance>()};
}

// A device was to be taken out of a cluster's pool.
JobRecord takeOut()
{
    const QString cluster(Schema::hypervCluster);
    const auto at = [&cluster](const QString &className, const QString &id) {
        return CimPath(cluster, className, {{u"InstanceID"_s, CimValue::string(id)}});
    };
    JobRecord record;
    record.call = MethodCall(*Schema::findMethod(cluster, u"CIM_ResourcePoolConfigurationService",
                                                 u"RemoveResourcesFromResourcePool"),
                             at(u"CIM_ResourcePoolConfigurationService"_s, u"service"_s));
    record.call.setArgument(u"Pool", CimValue::reference(at(u"CIM_ResourcePool"_s, u"root"_s)));
    record.call.setArgument(u"HostResources",
                            CimValue::references({at(u"CIM_StorageExtent"_s, u"d1"_s)}));
    record.before.emplace();
    record.subjectBefore = CimInstance(u"CIM_ResourcePool"_s);
    return record;
}
Evidence withLinks(const std::optional<QList<CimInstance>> &links)
{
    CimInstance pool(u"CIM_ResourcePool"_s);
    pool.setPath(effectOf(takeOut().call).subject);
    return {.objects = {pool},
            .subjectThere = true,
            .subject = pool,
            .links = links,
            .jobs = QList<CimInstance>()};
}

// A pool of memory "gold" was to be made, by an identity that only one can have.
JobRecord createUnique()
{
    JobRecord record = resettled();
    record.call = MethodCall(
        *Schema::findMethod(hosts, u"Msvm_ResourcePoolConfigurationService", u"CreatePool"),
        record.call.target());
    record.call.setArgument(u"PoolSettings",
                            CimValue::string(Embedded::toText(settings(u"gold"_s))));
    record.subjectBefore.reset();
    return record;
}

Verdict happened(const CimPath &object = {})
{
    return {.kind = Kind::Happened, .object = object};
}
Verdict atWork(const QString &id, bool busy, const CimPath &object = {})
{
    return {.kind = Kind::AtWork, .object = object, .job = jobPath(id), .busy = busy};
}
Verdict doubtful(Doubt doubt, bool busy = false)
{
    return {.kind = Kind::CannotTell, .doubt = doubt, .busy = busy};
}
Verdict notDone(bool busy = false)
{
    return {.kind = Kind::DidNotHappen, .busy = busy};
}
} // namespace

class TestVerdict : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyEvidenceHasItsVerdict_data()
    {
        QTest::addColumn<JobRecord>("record");
        QTest::addColumn<Evidence>("evidence");
        QTest::addColumn<Verdict>("verdict");
        const auto row = [](const char *name, const JobRecord &record, const Evidence &evidence,
                            const Verdict &verdict) {
            QTest::newRow(name) << record << evidence << verdict;
        };
        using Objects = QList<CimInstance>;
        const Objects old{pool(u"old"_s, u"gold"_s)};
        const Objects noJobs;

        row("nothing new", create(), {.objects = old, .jobs = noJobs}, notDone());
        row("one new pool of the name", create(),
            {.objects = old + Objects{pool(u"1"_s, u"gold"_s)}, .jobs = noJobs},
            happened(poolPath(u"1"_s)));
        // Somebody may have renamed it since.
        const Objects silver = old + Objects{pool(u"1"_s, u"silver"_s)};
        const Objects maker{affects(jobPath(u"a"_s), poolPath(u"1"_s), 5)};
        row("a new pool of another name", create(), {.objects = silver, .jobs = noJobs},
            doubtful(Doubt::NewOtherwise));
        row("a new pool of another name that a job of ours made", create(),
            {.objects = silver, .jobs = Objects{job(u"a"_s, done, u"alice"_s)}, .jobLinks = maker},
            doubtful(Doubt::NewOtherwise));
        row("a new pool of another name that another user's job made", create(),
            {.objects = silver, .jobs = Objects{job(u"a"_s, done, u"bob"_s)}, .jobLinks = maker},
            notDone());
        row("a new pool of another name that another call of ours made", create(),
            {.objects = silver, .jobs = noJobs, .claimed = {poolPath(u"1"_s)}}, notDone());
        row("a new pool of another name that the job of another call of ours made", create(),
            {.objects = silver,
             .jobs = Objects{job(u"a"_s, done, u"alice"_s)},
             .jobLinks = maker,
             .claimed = {jobPath(u"a"_s)}},
            notDone());
        const Objects two{pool(u"1"_s, u"gold"_s), pool(u"2"_s, u"gold"_s)};
        row("two new pools of the name", create(), {.objects = two, .jobs = noJobs},
            doubtful(Doubt::SeveralFit));
        row("two, of which another call made one", create(),
            {.objects = two, .jobs = noJobs, .claimed = {poolPath(u"2"_s)}},
            happened(poolPath(u"1"_s)));
        row("two, and our job made one", create(),
            {.objects = two,
             .jobs = Objects{job(u"a"_s, done, u"alice"_s), job(u"b"_s, done, u"bob"_s)},
             .jobLinks = {affects(jobPath(u"a"_s), poolPath(u"2"_s), 5),
                          affects(jobPath(u"b"_s), poolPath(u"1"_s), 5)}},
            atWork(u"a"_s, false, poolPath(u"2"_s)));
        JobRecord nameless = create();
        nameless.call.setArgument(u"ElementName", CimValue());
        row("one new pool, and no name was asked for", nameless,
            {.objects = old + Objects{pool(u"1"_s, u"gold"_s)}, .jobs = noJobs},
            doubtful(Doubt::NewUnmarked));
        row("one new pool, no name was asked for, and our job made it", nameless,
            {.objects = old + Objects{pool(u"1"_s, u"gold"_s)},
             .jobs = Objects{job(u"a"_s, done, u"alice"_s)},
             .jobLinks = {affects(jobPath(u"a"_s), poolPath(u"1"_s), 5)}},
            atWork(u"a"_s, false, poolPath(u"1"_s)));
        JobRecord ended = nameless;
        ended.job = jobPath(u"a"_s);
        ended.jobFound = true;
        row("one new pool, no name was asked for, and the job that was followed made it", ended,
            {.objects = old + Objects{pool(u"1"_s, u"gold"_s)},
             .jobs = Objects{job(u"a"_s, done, u"alice"_s)},
             .jobLinks = {affects(jobPath(u"a"_s), poolPath(u"1"_s), 5)}},
            happened(poolPath(u"1"_s)));
        row("one new pool, while a job of nobody that may be making it is at work", create(),
            {.objects = old + Objects{pool(u"1"_s, u"gold"_s)},
             .jobs = Objects{job(u"a"_s, running)}},
            doubtful(Doubt::OthersAtWork, true));
        row("one new pool, while a job of nobody waits for somebody", create(),
            {.objects = old + Objects{pool(u"1"_s, u"gold"_s)}, .jobs = Objects{job(u"a"_s, 5)}},
            happened(poolPath(u"1"_s)));
        row("nothing new, while a job of nobody waits for somebody", create(),
            {.objects = old, .jobs = Objects{job(u"a"_s, 5)}}, doubtful(Doubt::OthersAtWork));
        row("nothing new, while a job of nobody is at work", create(),
            {.objects = old, .jobs = Objects{job(u"a"_s, running)}},
            doubtful(Doubt::OthersAtWork, true));
        JobRecord halfBlind = create();
        halfBlind.jobsBefore = false;
        row("one new pool, while a job that may have been there before is at work", halfBlind,
            {.objects = old + Objects{pool(u"1"_s, u"gold"_s)},
             .jobs = Objects{job(u"a"_s, running, u"alice"_s)}},
            doubtful(Doubt::OthersAtWork, true));
        row("one new pool, and a job that may have been there before has ended", halfBlind,
            {.objects = old + Objects{pool(u"1"_s, u"gold"_s)},
             .jobs = Objects{job(u"a"_s, done, u"alice"_s)}},
            happened(poolPath(u"1"_s)));
        row("nothing new, and nobody knows of the jobs before", halfBlind,
            {.objects = old, .jobs = noJobs}, doubtful(Doubt::NotReadable));
        CimInstance known = resourcePool(u"gold"_s);
        known.set(u"PoolID", CimValue::string(u"gold"_s));
        row("the only one of its identity, which was not there before", createUnique(),
            {.objects = {known}, .jobs = noJobs}, happened(known.path()));
        JobRecord blindly = createUnique();
        blindly.before.reset();
        row("the only one of its identity, which may have been there before", blindly,
            {.objects = {known}, .jobs = noJobs}, doubtful(Doubt::UnknownBefore));
        row("taken out, as the links say", takeOut(), withLinks(Objects()),
            happened(effectOf(takeOut().call).subject));
        row("taken out, and nobody shows the links", takeOut(), withLinks(std::nullopt),
            doubtful(Doubt::NotReadable));
        JobRecord blind = create();
        blind.before.reset();
        row("what was there before is not known", blind, {.objects = two, .jobs = noJobs},
            doubtful(Doubt::UnknownBefore));

        row("our job is at work", create(),
            {.objects = old, .jobs = Objects{job(u"a"_s, running, u"alice@LAB.EXAMPLE"_s)}},
            atWork(u"a"_s, true));
        row("our job has failed", create(),
            {.objects = old, .jobs = Objects{job(u"a"_s, failed, u"lab\\ALICE"_s)}},
            atWork(u"a"_s, false));
        row("another's job is at work", create(),
            {.objects = old, .jobs = Objects{job(u"b"_s, running, u"bob"_s)}}, notDone());
        row("a job that was there before", create(),
            {.objects = old, .jobs = Objects{job(u"earlier"_s, running, u"alice"_s)}}, notDone());
        row("the job of another call of ours", create(),
            {.objects = old,
             .jobs = Objects{job(u"a"_s, running, u"alice"_s)},
             .claimed = {jobPath(u"a"_s)}},
            notDone());
        row("a job of nobody is at work", create(),
            {.objects = old, .jobs = Objects{job(u"a"_s, running)}},
            doubtful(Doubt::OthersAtWork, true));
        row("a job of nobody has ended", create(),
            {.objects = old, .jobs = Objects{job(u"a"_s, done)}}, doubtful(Doubt::OthersAtWork));
        row("a job of nobody that has to do with other things", create(),
            {.objects = old,
             .jobs = Objects{job(u"a"_s, running)},
             .jobLinks = {affects(jobPath(u"a"_s), poolPath(u"old"_s), 2)}},
            notDone());
        row("a job of nobody that made another pool", create(),
            {.objects = old + Objects{pool(u"9"_s, u"silver"_s)},
             .jobs = Objects{job(u"a"_s, running)},
             .jobLinks = {affects(jobPath(u"a"_s), poolPath(u"9"_s), 5),
                          affects(jobPath(u"a"_s), poolPath(u"primordial"_s), 3)}},
            doubtful(Doubt::NewOtherwise));
        row("jobs can't be read", create(), {.objects = old, .jobs = {}},
            doubtful(Doubt::NotReadable));
        JobRecord followed = create();
        followed.job = jobPath(u"gone"_s);
        row("its job is gone", followed, {.objects = old, .jobs = noJobs},
            doubtful(Doubt::JobGone));
        row("its job is gone, and the pool is there", followed,
            {.objects = {pool(u"1"_s, u"gold"_s)}, .jobs = noJobs}, happened(poolPath(u"1"_s)));

        row("as wanted", modify(),
            {.objects = {pool(u"old"_s, u"gold"_s, 84)}, .subjectThere = true, .jobs = noJobs},
            happened(poolPath(u"old"_s)));
        row("as it was", modify(), {.objects = old, .subjectThere = true, .jobs = noJobs},
            notDone());
        const CimInstance other = pool(u"old"_s, u"gold"_s, 60);
        row("neither", modify(),
            {.objects = {other}, .subjectThere = true, .subject = other, .jobs = noJobs},
            doubtful(Doubt::ChangedOtherwise));
        row("neither, where settings tell of it", resettled(),
            {.objects = {settings(u"silver"_s)},
             .subjectThere = true,
             .subject = resourcePool(u"silver"_s)},
            doubtful(Doubt::ChangedOtherwise));
        row("as it was, where settings tell of it", resettled(),
            {.objects = {settings(u"gold"_s)},
             .subjectThere = true,
             .subject = resourcePool(u"gold"_s),
             .jobs = noJobs},
            notDone());
        row("as wanted, where settings tell of it", resettled(),
            {.objects = {settings(u"platinum"_s)},
             .subjectThere = true,
             .subject = resourcePool(u"platinum"_s)},
            happened(resourcePool(u"gold"_s).path()));
        JobRecord notRead = modify();
        notRead.subjectBefore.reset();
        row("not as wanted, and nobody knows how it was", notRead,
            {.objects = old, .subjectThere = true, .jobs = noJobs}, doubtful(Doubt::UnknownBefore));
        row("the subject is gone", modify(), {.jobs = noJobs}, doubtful(Doubt::SubjectGone));
        row("a job of nobody is at it", modify(),
            {.objects = old,
             .subjectThere = true,
             .jobs = Objects{job(u"a"_s, running)},
             .jobLinks = {affects(jobPath(u"a"_s), poolPath(u"old"_s), 2)}},
            atWork(u"a"_s, true));

        row("deleted", removal(), {.subjectThere = false, .jobs = noJobs}, happened());
        row("still there", removal(), {.subjectThere = true, .jobs = noJobs}, notDone());
        JobRecord plain;
        plain.removed = poolPath(u"old"_s);
        row("an object deleted", plain, {.subjectThere = false}, happened());
        row("an object still there", plain, {.subjectThere = true}, notDone());
        JobRecord unseen = create();
        unseen.call = call(u"RequestStateChange"_s);
        row("nothing to see", unseen, {}, doubtful(Doubt::NothingToSee));

        JobRecord stop = create();
        stop.call = MethodCall(
            *Schema::findMethod(nameSpace, u"MSISCSITARGET_ConcreteJob", u"RequestStateChange"),
            jobPath(u"a"_s));
        stop.call.setArgument(u"RequestedState", CimValue::uint16(4));
        stop.subjectBefore = CimInstance(u"MSISCSITARGET_ConcreteJob"_s);
        stop.subjectBefore->set(u"JobState", CimValue::uint16(running));
        row("a job that was to end has ended so", stop,
            {.objects = {job(u"a"_s, 8)}, .subjectThere = true, .subject = job(u"a"_s, 8)},
            happened(jobPath(u"a"_s)));
        row("it runs on", stop,
            {.objects = {job(u"a"_s, running)},
             .subjectThere = true,
             .subject = job(u"a"_s, running)},
            notDone());
        row("it is shutting down", stop,
            {.objects = {job(u"a"_s, 6)}, .subjectThere = true, .subject = job(u"a"_s, 6)},
            doubtful(Doubt::ChangedOtherwise, true));
        row("it came to its end before", stop,
            {.objects = {job(u"a"_s, done)}, .subjectThere = true, .subject = job(u"a"_s, done)},
            notDone());
        JobRecord kill = stop;
        kill.call.setArgument(u"RequestedState", CimValue::uint16(5));
        kill.subjectBefore->set(u"JobState", CimValue::uint16(6));
        row("it was shutting down, and still is", kill,
            {.objects = {job(u"a"_s, 6)}, .subjectThere = true, .subject = job(u"a"_s, 6)},
            doubtful(Doubt::ChangedOtherwise, true));
        row("it had not begun, and works now", kill,
            {.objects = {job(u"a"_s, running)},
             .subjectThere = true,
             .subject = job(u"a"_s, running)},
            notDone());
        row("it has failed since", stop,
            {.objects = {job(u"a"_s, failed)},
             .subjectThere = true,
             .subject = job(u"a"_s, failed)},
            notDone());
        JobRecord start = stop;
        start.call.setArgument(u"RequestedState", CimValue::uint16(2));
        row("a job that was to go on has ended since", start,
            {.objects = {job(u"a"_s, done)}, .subjectThere = true, .subject = job(u"a"_s, done)},
            doubtful(Doubt::ChangedOtherwise));
        row("it is not listed any more", stop, {}, doubtful(Doubt::JobToStopGone));
        row("somebody has killed it", stop,
            {.objects = {job(u"a"_s, 9)}, .subjectThere = true, .subject = job(u"a"_s, 9)},
            doubtful(Doubt::ChangedOtherwise));

        row("takes what was wanted", takeMore(), taking(Objects{takes(24)}),
            happened(hostPool(u"old"_s)));
        row("takes what it took", takeMore(), taking(Objects{takes(8)}), notDone());
        row("takes something else", takeMore(), taking(Objects{takes(16)}),
            doubtful(Doubt::ChangedOtherwise));
        row("takes more than what was wanted", takeMore(), taking(Objects{takes(24), takes(8)}),
            doubtful(Doubt::ChangedOtherwise));
        row("what it takes can't be read", takeMore(), taking({}), doubtful(Doubt::NotReadable));
        JobRecord unread = takeMore();
        unread.subjectBefore.reset();
        row("what it took is not known", unread, taking(Objects{takes(8)}),
            doubtful(Doubt::UnknownBefore));
        row("what it took is not known, but what was wanted is there", unread,
            taking(Objects{takes(24)}), happened(hostPool(u"old"_s)));
    }
    void everyEvidenceHasItsVerdict()
    {
        QFETCH(JobRecord, record);
        QFETCH(Evidence, evidence);
        QFETCH(Verdict, verdict);
        CallEffect effect = effectOf(record.call);
        if (!record.removed.isEmpty())
            effect = {.kind = CallEffect::Kind::Removes, .subject = record.removed};
        const Verdict judged = verdictOn(record, effect, evidence);
        QCOMPARE(int(judged.kind), int(verdict.kind));
        QCOMPARE(judged.object, verdict.object);
        QCOMPARE(judged.job, verdict.job);
        QCOMPARE(int(judged.doubt), int(verdict.doubt));
        QCOMPARE(judged.busy, verdict.busy);
    }
};

QTEST_APPLESS_MAIN(TestVerdict)
#include "tst_verdict.moc"
