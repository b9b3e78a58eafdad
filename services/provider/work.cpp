// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/work.h"

#include "services/provider/errortext.h"
#include "services/provider/jobstatus.h"
#include "services/provider/objects.h"
#include "services/provider/recovery.h"
#include "services/schema/schema.h"

#include <QJsonArray>

#include <cerrno>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr std::chrono::seconds doubtPause{1}; // between two looks whether the disk answers again
} // namespace

struct Work::Active
{
    QString id;
    WorkOrder order;
    std::shared_ptr<FileWork> files;
    Answered answered;
    quint16 state = JobState::New;
    quint16 endsIn = JobState::Terminated; // after a cancel
    bool deleteAtEnd = false;
    bool counted = false; // its result is in the books, though it may not be durable yet
    int percent = 0;
    int toldPercent = 0;                // to those who watch
    QDateTime started;                  // by the wall clock, which may be set meanwhile
    std::chrono::milliseconds begun{0}; // by the one that nobody sets
    QList<Requested> waiting;           // kill requests that wait for the rollback

    const Objects::JobClasses &classes() const
    {
        return Objects::jobClasses(order.service.nameSpace());
    }
    CimPath path() const { return Objects::jobPath(classes(), id); }
};

Work::Work(ObjectStore &store, Clock &clock, std::shared_ptr<FaultPoints> faults, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_clock(clock)
    , m_faults(std::move(faults))
    , m_ended(store, clock)
{
    m_workers.setMaxThreadCount(8);
}

Work::~Work()
{
    for (const auto &[id, active] : m_active)
        active->files->abandon();
    m_workers.waitForDone();
}

QList<Booking> Work::bookings() const
{
    QList<Booking> bookings;
    for (const auto &[id, active] : m_active) {
        Booking booking = active->order.booking;
        booking.written = active->files->written();
        bookings.append(booking);
    }
    return bookings;
}

Books Work::books() const
{
    Books books = Books::read(m_store);
    books.bookings = bookings();
    return books;
}

CimInstance Work::jobOf(const WorkOrder &order, const QString &id) const
{
    const Objects::JobClasses &classes = Objects::jobClasses(order.service.nameSpace());
    CimInstance job = Objects::made(QString(classes.nameSpace), classes.job);
    const QDateTime now = m_clock.now();
    job.set(u"InstanceID", CimValue::string(id));
    job.set(u"Name", CimValue::string(order.caption));
    job.set(u"ElementName", CimValue::string(order.caption));
    job.set(u"Caption", CimValue::string(order.caption));
    job.set(u"Owner", CimValue::string(order.owner));
    job.set(u"TimeSubmitted", CimValue::dateTime(CimDateTime::at(now)));
    job.set(u"ElapsedTime", CimValue::dateTime(CimDateTime()));
    job.set(u"TimeBeforeRemoval",
            CimValue::dateTime(CimDateTime::lasting(EndedJobs::keptByDefault)));
    job.set(u"DeleteOnCompletion", CimValue::boolean(true));
    job.set(u"JobRunTimes", CimValue::uint32(1));
    job.set(u"PercentComplete", CimValue::uint16(0));
    job.set(u"ErrorCode", CimValue::uint16(0));
    if (order.jobType != 0) {
        job.set(u"JobType", CimValue::uint16(order.jobType));
        job.set(u"Cancellable", CimValue::boolean(true));
    }
    JobState::put(job, JobState::New, now);
    return job;
}

void Work::linkJob(const ActivePtr &active, StoreChange &change, const CimPath &element,
                   quint16 effect) const
{
    const Objects::JobClasses &classes = active->classes();
    CimInstance link = Objects::link(classes.affected, "AffectedElement"_L1, element,
                                     "AffectingElement"_L1, active->path());
    link.set(u"ElementEffects", CimValue::uint16s({effect}));
    change.put(link);
}

void Work::start(WorkOrder order, const Answered &answered)
{
    auto active = std::make_shared<Active>();
    active->id = Objects::newId(m_store);
    active->files = std::make_shared<FileWork>(order.before, order.after, m_faults);
    active->order = std::move(order);
    active->answered = answered;
    const WorkOrder &wanted = active->order;

    if (!m_faults->passNow(FaultPoints::Step::Intent))
        return answered(4, {});
    m_active.emplace(active->id, active); // what it books counts from now on
    if (active->files->isEmpty() && !wanted.asJob)
        return commit(active);
    m_store.commitSoon(
        [this, active] { return intentOf(active); },
        [this, active](const Outcome<Done> &written) { begin(active, written.ok()); });
}

StoreChange Work::intentOf(const ActivePtr &active) const
{
    const WorkOrder &wanted = active->order;
    StoreChange change;
    change.setIntent(active->id,
                     {{u"files"_s, QJsonArray::fromStringList(active->files->files())}});
    if (!wanted.asJob)
        return change;
    const CimInstance job = jobOf(wanted, active->id);
    change.put(job);
    change.put(Objects::link(active->classes().owning, "OwningElement"_L1, wanted.service,
                             "OwnedElement"_L1, job.path()));
    if (!wanted.changed.isEmpty())
        linkJob(active, change, wanted.changed, 2); // exclusive use
    for (const CimPath &source : wanted.sources)
        linkJob(active, change, source, 3); // performance impact
    foretellAnswer(active, change, 4096);
    return change;
}

void Work::begin(const ActivePtr &active, bool durable)
{
    if (!durable) {
        m_active.erase(active->id);
        return active->answered(4, {});
    }
    if (active->order.asJob)
        active->answered(4096, active->path());
    if (!active->order.asJob && active->order.before.isEmpty())
        return commit(active);
    takeUp(active);
}

void Work::onWorker(const ActivePtr &active, std::function<Outcome<Done>()> work,
                    std::function<void(const Outcome<Done> &)> then)
{
    m_workers.start([this, active, work = std::move(work), then = std::move(then)] {
        const Outcome<Done> outcome = work();
        if (active->files->abandoned())
            return; // this object waits for us in its destructor
        QMetaObject::invokeMethod(
            this, [then, outcome] { then(outcome); }, Qt::QueuedConnection);
    });
}

void Work::takeUp(const ActivePtr &active)
{
    const auto files = active->files;
    const auto leave = [files] { return files->leaving(); };
    const auto pass = [files, leave](FaultPoints::Step step) -> Outcome<Done> {
        if (!files->faults().pass(step, leave))
            return Failure{
                .cause = Failure::Cause::Storage, .stage = Failure::Stage::Job, .code = EIO};
        return Done();
    };
    const auto run = [this, active, files](const Outcome<Done> &begun) {
        if (!begun)
            return failed(active, begun.failure());
        if (active->state == JobState::Starting)
            setState(active, JobState::Running);
        onWorker(
            active, [files] { return files->runBefore(); },
            [this, active](const Outcome<Done> &done) {
                done ? commit(active) : failed(active, done.failure());
            });
    };
    const auto begin = [this, active, pass, run](const Outcome<Done> &queued) {
        if (!m_active.contains(active->id))
            return; // stopped while it waited for a worker
        if (!queued)
            return failed(active, queued.failure());
        active->started = m_clock.now();
        active->begun = m_clock.elapsed();
        if (active->state == JobState::New)
            setState(active, JobState::Starting);
        onWorker(
            active, [pass] { return pass(FaultPoints::Step::Begin); }, run);
    };
    onWorker(
        active, [pass] { return pass(FaultPoints::Step::Queue); }, begin);
}

CimInstance Work::current(const ActivePtr &active) const
{
    const StoredObject *object = m_store.find(active->path());
    CimInstance job = object ? object->instance : jobOf(active->order, active->id);
    if (active->started.isValid()) {
        job.set(u"StartTime", CimValue::dateTime(CimDateTime::at(active->started)));
        job.set(u"ElapsedTime",
                CimValue::dateTime(CimDateTime::lasting(m_clock.elapsed() - active->begun)));
    }
    active->percent = std::max(active->percent, std::min(99, active->files->percent()));
    job.set(u"PercentComplete", CimValue::uint16(quint16(active->percent)));
    return job;
}

void Work::show(const ActivePtr &active)
{
    if (!active->order.asJob)
        return;
    const CimInstance job = current(active);
    for (const QStringView name : {u"StartTime", u"ElapsedTime", u"PercentComplete"})
        m_store.show(active->path(), name, job.value(name));
}

void Work::showProgress()
{
    for (const auto &[id, active] : m_active)
        show(active);
}

void Work::showProgress(const CimPath &job)
{
    const StoredObject *object = m_store.find(job);
    const auto found = object ? m_active.find(object->instance.value(u"InstanceID").toString())
                              : m_active.end();
    if (found != m_active.end())
        show(found->second);
}

bool Work::hasJobs() const
{
    return std::any_of(m_active.begin(), m_active.end(),
                       [](const auto &each) { return each.second->order.asJob; });
}

void Work::tellProgress()
{
    for (const auto &[id, active] : m_active) {
        if (!active->order.asJob)
            continue;
        const CimInstance job = current(active); // also counts
        if (std::exchange(active->toldPercent, active->percent) != active->percent)
            m_store.showChanged(job);
    }
}

void Work::setState(const ActivePtr &active, quint16 state)
{
    active->state = state;
    const StoredObject *object = m_store.find(active->path());
    if (!object)
        return;
    CimInstance job = object->instance;
    JobState::put(job, state, m_clock.now());
    m_store.showChanged(job);
}

void Work::commit(const ActivePtr &active)
{
    if (!m_faults->passNow(FaultPoints::Step::Commit))
        return rollBack(
            active, {.cause = Failure::Cause::Storage, .stage = Failure::Stage::Job, .code = EIO});
    m_store.commitSoon([this, active] { return resultOf(active); },
                       [this, active](const Outcome<Done> &written) {
                           active->counted = false;
                           written ? committed(active) : rollBack(active, written.failure());
                       });
}

StoreChange Work::resultOf(const ActivePtr &active)
{
    const bool more = !active->order.after.isEmpty();
    Books books = Books::read(m_store);
    for (const auto &[id, other] : m_active) {
        if (other == active || other->counted)
            continue;
        books.bookings.append(other->order.booking);
        books.bookings.last().written = other->files->written();
    }
    active->counted = true;
    StoreChange change;
    if (active->order.apply) {
        active->order.apply(books);
        books.write(m_store, change);
    }
    if (active->order.record)
        active->order.record(m_store, change);
    if (active->order.asJob) {
        CimInstance job = current(active);
        if (!more) {
            JobState::putCompleted(job, m_clock.now());
        }
        change.put(job);
        if (!active->order.made.isEmpty())
            linkJob(active, change, active->order.made, 5); // create
    }
    if (!more && !active->order.asJob)
        foretellAnswer(active, change, 0);
    if (more)
        change.setIntent(active->id,
                         {{u"files"_s, QJsonArray::fromStringList(active->files->files())},
                          {u"committed"_s, true}});
    else
        change.dropIntent(active->id);
    return change;
}

void Work::committed(const ActivePtr &active)
{
    const Booking before = std::exchange(active->order.booking, {});
    if (active->order.after.isEmpty())
        return finish(active);
    // Nobody else gets at files that are not as long as they must be, and bytes that have yet to
    // come back into an extent can't be carved out of it again.
    Booking &booking = active->order.booking;
    booking.locked = before.locked;
    const Books books = Books::read(m_store);
    for (const FileStep &step : active->order.after) {
        const QString element = books.elementOfFile(step.file);
        if (element.isEmpty())
            continue;
        booking.locked.insert(element);
        if (step.kind == FileStep::Kind::Grow)
            booking.fromExtents[element] += step.bytes;
    }
    onWorker(
        active, [files = active->files] { return files->runAfter(); },
        [this, active](const Outcome<Done> &done) { finishAfter(active, done.ok()); });
}

// After a commit that failed. The files stay while it may have happened all the same: should this
// process end now, they must fit what the next start finds in the books.
void Work::rollBack(const ActivePtr &active, const Failure &failure)
{
    if (!m_store.isSure()) {
        m_clock.after(doubtPause, this, [this, active, failure] { rollBack(active, failure); });
        return;
    }
    // The worker's gate is past, so the rollback is said outright.
    onWorker(
        active,
        [files = active->files] {
            files->rollBack();
            return Outcome<Done>(Done());
        },
        [this, active, failure](const Outcome<Done> &) { failed(active, failure); });
}

// The books are final already; a file that resisted is put right at the next start.
void Work::finishAfter(const ActivePtr &active, bool settled)
{
    StoreChange change;
    if (settled)
        change.dropIntent(active->id);
    const Booking over = std::exchange(active->order.booking, {});
    books().write(m_store, change, over);
    CimInstance job;
    if (active->order.asJob) {
        job = current(active);
        JobState::putCompleted(job, m_clock.now());
        change.put(job);
    }
    endJob(change, job);
    finish(active);
}

// When the end can't be written down the intent stays, and start-up comes to the same end. Until
// then readers must not wait for a job that nobody works on.
void Work::endJob(const StoreChange &change, const CimInstance &job, const QJsonObject &facts)
{
    if (!m_store.commit(change))
        m_store.showChanged(job, facts);
}

void Work::finish(const ActivePtr &active)
{
    m_active.erase(active->id);
    if (!active->order.asJob)
        active->answered(0, {});
    for (const Requested &requested : active->waiting)
        requested(1); // it ended well before it could be stopped
    if (const StoredObject *job = m_store.find(active->path()))
        m_ended.add(job->instance);
}

void Work::foretellAnswer(const ActivePtr &active, StoreChange &change, quint32 code) const
{
    if (m_foretelling && active->order.onlyAnswers)
        m_foretelling(change, [active, code] {
            active->answered(code, active->order.asJob ? active->path() : CimPath());
        });
}

void Work::failed(const ActivePtr &active, const Failure &failure)
{
    const bool stopped = failure.cause == Failure::Cause::Cancelled;
    StoreChange change;
    if (active->files->rolledBack())
        change.dropIntent(active->id);
    const CimPath path = active->path();
    CimInstance job;
    QJsonObject facts;
    if (active->order.asJob) {
        job = current(active);
        JobState::put(job, stopped ? active->endsIn : quint16(JobState::Exception), m_clock.now());
        const QString element =
            (active->order.changed.isEmpty() ? active->order.made : active->order.changed).toText();
        job.set(u"ErrorCode", CimValue::uint16(stopped ? 1 : 4));
        job.set(u"ErrorDescription",
                CimValue::string(
                    stopped ? u"Stopped by a client."_s
                            : u"%1 failed: %2"_s.arg(active->order.caption, failure.serverText)));
        facts = {{u"error"_s,
                  errorText(failure, element, path.nameSpace(), active->files->rolledBack())}};
        if (active->deleteAtEnd)
            change.remove(path);
        else
            change.put(job, facts);
        // What the work would have locked or taken is not affected by it any more.
    }
    const Booking over = std::exchange(active->order.booking, {});
    books().write(m_store, change, over);
    endJob(change, job, facts);
    m_active.erase(active->id);
    if (!active->order.asJob)
        active->answered(4, {});
    for (const Requested &requested : active->waiting)
        requested(0);
    if (active->order.asJob && !active->deleteAtEnd)
        m_ended.add(job);
}

void Work::request(const CimPath &path, quint16 wanted, const Requested &answered)
{
    enum { Start = 2, Suspend, Terminate, Kill, Service };
    const StoredObject *object = m_store.find(path);
    const auto found = object ? m_active.find(object->instance.value(u"InstanceID").toString())
                              : m_active.end();
    if (found == m_active.end())
        return answered(4097); // a final state is left by nobody
    const ActivePtr active = found->second;
    const quint16 state = active->state;
    if (wanted == Service)
        return answered(1);
    if (wanted == Start) {
        if (state != JobState::New && state != JobState::Suspended)
            return answered(4097);
        setState(active, JobState::Starting);
        if (state == JobState::Suspended) {
            active->files->resume();
            QMetaObject::invokeMethod(
                this,
                [this, active] {
                    if (active->state == JobState::Starting)
                        setState(active, JobState::Running);
                },
                Qt::QueuedConnection);
        }
        return answered(4096);
    }
    if (wanted == Suspend) {
        if (state != JobState::Running)
            return answered(4097);
        if (!active->files->suspend())
            return answered(1);
        setState(active, JobState::Suspended);
        return answered(0);
    }
    if (wanted == Terminate && state == JobState::ShuttingDown)
        return answered(0);
    if (!active->files->cancel())
        return answered(1);
    active->endsIn = wanted == Kill ? JobState::Killed : JobState::Terminated;
    if (state
        == JobState::New) { // no worker has touched anything, and the next free one may be far off
        failed(active, Failure{.cause = Failure::Cause::Cancelled, .stage = Failure::Stage::Job});
        return answered(0);
    }
    if (state != JobState::ShuttingDown)
        setState(active, JobState::ShuttingDown);
    if (wanted == Kill) // is over when it answers
        active->waiting.append(answered);
    else
        answered(4096);
}

void Work::kill(const CimPath &path, bool deleteOnKill, const Requested &answered)
{
    const StoredObject *object = m_store.find(path);
    const auto found = object ? m_active.find(object->instance.value(u"InstanceID").toString())
                              : m_active.end();
    if (found == m_active.end())
        return answered(4);
    found->second->deleteAtEnd = deleteOnKill;
    request(path, 5, answered);
}

Outcome<Done> Work::recover()
{
    const auto recovered = recoverWork(m_store, m_clock.now());
    if (recovered)
        m_ended.sweep();
    return recovered;
}

} // namespace Cistern
