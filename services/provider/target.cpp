// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/target.h"

#include "services/core/systemclock.h"
#include "services/provider/clusterpools.h"
#include "services/provider/methods/invocation.h"
#include "services/provider/objectjson.h"
#include "services/provider/objects.h"
#include "services/provider/setups.h"
#include "services/provider/virtualizationfigures.h"
#include "services/schema/schema.h"

#include <QDir>
#include <QFileInfo>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr std::chrono::milliseconds longestOperation{60'000}; // MaxTimeoutms of WinRM
constexpr std::chrono::seconds practiceDelay{3};
constexpr std::chrono::seconds progressPause{1};
const QString firstRun = u"first run"_s; // the intent of what a new store gets beside its objects
constexpr quint32 pipesNotSupported = 4096; // Busy (PIPE.R4)

// Root/Virtualization/V2 answers a missing right by a code where the method has one for it; the
// other services by a fault.
std::optional<quint32> deniedCode(const MethodDecl &decl)
{
    if (decl.nameSpace != Schema::virtualization)
        return std::nullopt;
    for (const CodeDecl &code : decl.codes) {
        if (code.meaning == Meaning::AccessDenied)
            return code.first;
    }
    return std::nullopt;
}
} // namespace

Target::Target(const Provider::Options &options) : m_options(options) {}

Target::~Target()
{
    if (m_store)
        m_store->observe({}); // what is put away while all this goes is told to nobody
}

Outcome<Done> Target::open()
{
    if (!m_options.clock)
        m_ownClock =
            std::make_unique<SystemClock>(); // here, because its timers belong to this thread
    m_clock = m_options.clock ? m_options.clock : m_ownClock.get();
    m_practice = PracticeSite::ofStore(m_options.store);
    if (m_practice)
        m_options.faults->setPace(m_practice->pace(QDir(m_options.store).dirName()));
    auto store = ObjectStore::open(m_options.store);
    if (!store) {
        m_unopened = store.failure();
        return store.failure();
    }
    m_store = std::move(*store);
    m_work = std::make_unique<Work>(*m_store, *m_clock, m_options.faults);
    m_store->onWaiting([this] {
        QMetaObject::invokeMethod(
            this, [this] { m_store->flush(); }, Qt::QueuedConnection);
    });
    m_work->foretell([this](StoreChange &change, const std::function<void()> &answer) {
        m_foretelling = &change;
        answer();
        m_foretelling = nullptr;
    });
    m_enumerations = std::make_unique<Enumerations>(*m_clock, *m_store);
    m_subscriptions = std::make_unique<Subscriptions>(*m_clock);
    m_store->observe([this](const ObjectChange &change) {
        m_subscriptions->note(change);
        followProgress();
    });
    // Each on what the one before it left; the first failure is the last thing that is done.
    const std::function<Outcome<Done>()> steps[] = {[this] { return setUp(); },
                                                    [this] { return m_work->recover(); },
                                                    [this] { return takeUpReplies(); }};
    for (const auto &step : steps) {
        if (const auto done = step(); !done) {
            m_unopened = done.failure();
            return done;
        }
    }
    m_pipes = std::make_unique<Pipes>(*m_store, *m_work, *m_clock, m_options.pipes);
    const auto opened = m_pipes->open();
    if (!opened)
        m_unopened = opened.failure();
    return opened;
}

void Target::setUpRest(StoreChange &change, const QString &systemName) const
{
    SetUp::virtualization(*m_store, change, systemName);
    SetUp::cluster(*m_store, change, systemName);
    SetUp::replication(*m_store, change, systemName);
}

Outcome<Done> Target::setUp()
{
    const auto systems = m_store->ofClass(u"MSFTSM_ComputerSystem");
    StoreChange change;
    for (const StoredObject *old : systems) {
        if (old->facts.contains(u"foreign"_s))
            continue;
        // The name is the key of everything and stays; what runs on the host is told anew.
        CimInstance now = Objects::system(old->instance.value(u"Name").toString(),
                                          Objects::hostDescription(), Objects::hostBooted());
        for (const QStringView kept :
             {u"PrimaryOwnerName", u"PrimaryOwnerContact", u"Roles", u"EnabledDefault"})
            now.set(kept, old->instance.value(kept));
        change.put(now);
        setUpRest(change, now.value(u"Name").toString());
    }
    if (!systems.isEmpty()) {
        const auto committed = m_store->commit(change);
        return committed && m_store->intents().contains(firstRun) ? addFirstLocation() : committed;
    }

    const QString name = m_options.systemName.isEmpty() ? Objects::hostName()
                                                        : m_options.systemName;
    const CimInstance system = Objects::system(name, Objects::hostDescription(),
                                               Objects::hostBooted());
    const CimInstance service = Objects::service(name);
    const CimInstance capabilities = Objects::serviceCapabilities();
    for (const CimInstance *instance : {&system, &service, &capabilities})
        change.put(*instance);
    change.put(Objects::link("MSISCSITARGET_HostedService"_L1, "Antecedent"_L1, system.path(),
                             "Dependent"_L1, service.path()));
    change.put(Objects::link("MSISCSITARGET_ElementCapabilities"_L1, "ManagedElement"_L1,
                             service.path(), "Capabilities"_L1, capabilities.path()));
    setUpRest(change, name);
    change.setIntent(firstRun, {{u"step"_s, u"location"_s}});
    if (const auto committed = m_store->commit(change); !committed)
        return committed;
    return addFirstLocation();
}

// Goes on where a first run was stopped.
Outcome<Done> Target::addFirstLocation()
{
    const QString folder = QDir(m_options.store).absoluteFilePath(u"extents"_s);
    QDir().mkpath(folder);
    QFile::setPermissions(folder,
                          QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    const auto added = addLocation(folder, m_options.firstLimit, u"This computer's storage"_s);
    if (!added && added.failure().cause != Failure::Cause::Exists)
        return added.failure();
    StoreChange change;
    change.dropIntent(firstRun);
    return m_store->commit(change);
}

void Target::showFigures(const CimPath &target)
{
    if (target.isInstance() && Schema::isA(target.nameSpace(), target.className(), u"CIM_Job"))
        return m_work->showProgress(target); // most of what is asked
    const QString nameSpace = target.nameSpace();
    m_work->showProgress();
    const Books books = m_work->books();
    // What is kept is right but where work under way books, and of locations.
    const QSet<QString> booked = books.bookedPools();
    QSet<QString> moving = booked + m_shown;
    for (const BookPool &location : books.locations())
        moving.insert(location.id);
    if (std::exchange(m_allShown, true))
        books.showFigures(*m_store, moving);
    else
        books.showFigures(*m_store);
    m_shown = booked;
    if (sameNameSpace(nameSpace, QString(Schema::virtualization))
        && changed(m_virtualShown, books.bookings, Virtualization::freeStorage(books)))
        Virtualization::showFigures(*m_store, books);
    m_pipes->show();
    if (sameNameSpace(nameSpace, QString(Schema::hypervCluster))
        && changed(m_clusterShown, books.bookings))
        ClusterPools::showFigures(*m_store, books.bookings);
}

bool Target::changed(Grounds &last, const QList<Booking> &bookings, quint64 storage) const
{
    const bool underWay = std::any_of(bookings.begin(), bookings.end(), [](const Booking &booking) {
        return !booking.claims.isEmpty();
    });
    const Grounds now{underWay ? -1 : m_store->commits(), storage};
    const Grounds before = std::exchange(last, now);
    return now.commits < 0 || !(now == before);
}

void Target::handle(const Envelope &sent, const Caller &caller, const Pledge<Envelope> &pledge)
{
    const Failure lost{.cause = Failure::Cause::TimedOut, .stage = Failure::Stage::Network};
    if (const auto admitted = admit(); !admitted)
        return pledge.give(admitted.failure());
    const Envelope request = completed(sent, caller);
    struct Waiting
    {
        bool over = false;
        int timer = 0;
    };
    const auto waiting = std::make_shared<Waiting>();
    const auto give = [this, waiting, pledge](const Outcome<Envelope> &reply) {
        if (std::exchange(waiting->over, true))
            return;
        if (waiting->timer)
            m_clock->stop(waiting->timer);
        pledge.give(reply);
    };
    const auto *pull = std::get_if<Wsman::Pull>(&request.body);
    const auto act = [=, this] {
        // What a Pull takes out of a context must not go to one who is answered already.
        if (waiting->over && std::holds_alternative<Wsman::Pull>(request.body))
            return;
        answerOnce(request, caller, [=, this](const Wsman::Body &body) {
            const bool dropped = !onlyAsks(request) && practising(PracticeSwitch::Drop);
            give(dropped ? Outcome<Envelope>(lost) : Outcome<Envelope>(replyTo(request, body)));
        });
    };
    if (practising(PracticeSwitch::Slow))
        m_clock->after(practiceDelay, this, act);
    else
        act();
    // A Pull of events ends itself, with what there is for it.
    if (waiting->over || (pull && m_subscriptions && m_subscriptions->holds(pull->context)))
        return;
    // DSP0226 section 6.1: whoever asks is told by then, though the work may go on; what comes of
    // it is kept for the same message. A Pull may wait as long as it likes, as with WinRM, though
    // no longer than its own MaxTime (WS-Enumeration section 3.2): the context stays good.
    const auto asked = request.operationTimeout.count() > 0 ? request.operationTimeout
                                                            : longestOperation;
    const auto limit = pull ? std::min(asked, pull->maxTime.value_or(asked))
                            : std::min(asked, longestOperation);
    waiting->timer = m_clock->after(limit, this, [give, request, waiting] {
        waiting->timer = 0;
        give(replyTo(request, refusal(Refusal::TimedOut)));
    });
}

// What a request may leave out: a Pull and a Release the namespace of their Enumerate, a resource
// URI of DSP0227 its namespace. Then it is the one that has the class, or that of storage.
Envelope Target::completed(Envelope request, const Caller &caller) const
{
    if (!request.target.nameSpace().isEmpty() || request.target.isEmpty() || m_unopened)
        return request;
    QString context;
    if (const auto *pull = std::get_if<Wsman::Pull>(&request.body))
        context = pull->context;
    const auto opened = m_enumerations->nameSpaceOf(caller.user, context);
    const ClassDecl *decl = Schema::findClass({}, request.target.className());
    request.target.setNameSpace(opened     ? *opened
                                    : decl ? QString(decl->nameSpace)
                                           : QString(Schema::iscsiTarget));
    return request;
}

bool Target::practising(PracticeSwitch which) const
{
    return m_practice && m_practice->isOn(which);
}

Outcome<Done> Target::admit() const
{
    if (practising(PracticeSwitch::Refuse))
        return Failure{.cause = Failure::Cause::Refused, .stage = Failure::Stage::Network};
    return Done();
}

// What a practice site says instead of doing it.
std::optional<Wsman::Body> Target::practisedReply(const MethodDecl &decl,
                                                  const Wsman::Invoke &invoke) const
{
    const auto replied = [&decl](quint32 code, const QList<std::pair<QString, CimValue>> &outs) {
        return Wsman::InvokeReply{decl.name, {.returnValue = code, .outs = outs}};
    };
    if (practising(PracticeSwitch::Busy) && decl.name == "CreateOrModifyReplicationPipe"_L1)
        return replied(pipesNotSupported, {});
    const ParamDecl *size = decl.param(u"Size");
    if (!practising(PracticeSwitch::OddSize) || !size || !size->out()
        || decl.meaning(SizeNotSupported) != Meaning::SizeNotSupported)
        return std::nullopt;
    for (const auto &[name, value] : invoke.arguments) {
        const auto asked = value.toUnsigned();
        if (!sameName(name, u"Size") || !asked)
            continue;
        (void)m_practice->set(PracticeSwitch::OddSize, false).ok(); // once
        const quint64 nearest = std::max(sizeStep, *asked / 10 * 9 / sizeStep * sizeStep);
        return replied(SizeNotSupported, offered(nearest));
    }
    return std::nullopt;
}

// Whether the request is about events; then it is answered, a Pull maybe much later.
bool Target::subscribed(const Envelope &request, const Caller &caller, const Answered &answered)
{
    const auto *pull = std::get_if<Wsman::Pull>(&request.body);
    if (pull && m_subscriptions->holds(pull->context)) {
        m_subscriptions->pull(caller.user, request, answered);
        return true;
    }
    if (!m_options.events || practising(PracticeSwitch::NoEvents))
        return false;
    if (std::holds_alternative<Wsman::Subscribe>(request.body)) {
        answered(m_subscriptions->subscribe(caller.user, request));
        followProgress();
    } else if (const auto *renew = std::get_if<Wsman::Renew>(&request.body)) {
        answered(m_subscriptions->renew(caller.user, *renew));
    } else if (const auto *unsubscribe = std::get_if<Wsman::Unsubscribe>(&request.body)) {
        answered(m_subscriptions->unsubscribe(caller.user, *unsubscribe));
    } else {
        return false;
    }
    return true;
}

// Once a second, while there are jobs and somebody who wants to hear of them.
void Target::followProgress()
{
    if (m_following || m_subscriptions->isEmpty() || !m_work->hasJobs())
        return;
    m_following = true;
    m_clock->after(progressPause, this, [this] {
        m_work->tellProgress();
        m_following = false;
        followProgress();
    });
}

void Target::dispatch(const Envelope &request, const Caller &caller, const Answered &answered)
{
    if (subscribed(request, caller, answered))
        return;
    if (const auto *pull = std::get_if<Wsman::Pull>(&request.body); pull)
        return answered(m_enumerations->pull(caller.user, request));
    if (const auto *release = std::get_if<Wsman::Release>(&request.body))
        return answered(m_enumerations->release(caller.user, release->context));
    if (const auto wrong = checkClass(request.target))
        return answered(*wrong);
    if (std::holds_alternative<Wsman::Enumerate>(request.body))
        return answered(enumerate(request, caller));
    if (std::holds_alternative<Wsman::Invoke>(request.body))
        return invoke(request, caller, answered);
    const bool known = std::holds_alternative<Wsman::Get>(request.body)
        || std::holds_alternative<Wsman::Put>(request.body)
        || std::holds_alternative<Wsman::Create>(request.body)
        || std::holds_alternative<Wsman::Delete>(request.body);
    if (!known)
        return answered(refusal(Refusal::ActionNotSupported, request.action));
    if (!std::holds_alternative<Wsman::Get>(request.body) && caller.role != AccessRole::Manage)
        return answered(refusal(Refusal::AccessDenied));
    if (std::holds_alternative<Wsman::Create>(request.body))
        return answered(create(request));
    if (const auto wrong = checkObject(request.target))
        return answered(*wrong);
    if (std::holds_alternative<Wsman::Put>(request.body))
        return answered(put(request));
    if (std::holds_alternative<Wsman::Delete>(request.body))
        return answered(remove(request));
    showFigures(request.target);
    answered(get(request));
}

std::optional<Wsman::Fault> Target::checkArguments(const MethodDecl &decl,
                                                   const Wsman::Invoke &invoke) const
{
    QStringList seen;
    for (const auto &[name, value] : invoke.arguments) {
        const ParamDecl *param = decl.param(name);
        if (!param || seen.contains(param->name) || (!param->in() && !value.isNull()))
            return refusal(Refusal::InvalidParameter, name);
        seen.append(param->name);
        // One value for an array is an array of one: the wire can not tell them apart.
        if (!value.isNull() && (value.type() != param->type || (value.isArray() && !param->array)))
            return refusal(Refusal::InvalidParameter, name);
    }
    return std::nullopt;
}

void Target::invoke(const Envelope &request, const Caller &caller, const Answered &answered)
{
    const auto &wanted = std::get<Wsman::Invoke>(request.body);
    if (const auto wrong = checkObject(request.target))
        return answered(*wrong);
    const StoredObject *object = m_store->find(request.target);
    const MethodDecl *decl = Schema::findMethod(request.target.nameSpace(),
                                                object->instance.className(), wanted.method);
    const Handler handler = decl ? handlerOf(*decl) : nullptr;
    if (!handler)
        return answered(refusal(Refusal::MethodNotFound, wanted.method));
    if (const auto wrong = checkArguments(*decl, wanted))
        return answered(*wrong);
    if (decl->changes && caller.role != AccessRole::Manage) {
        const auto code = deniedCode(*decl);
        return answered(code ? Wsman::Body(Wsman::InvokeReply{decl->name, {*code, {}}})
                             : Wsman::Body(refusal(Refusal::AccessDenied)));
    }
    if (const auto instead = practisedReply(*decl, wanted))
        return answered(*instead);
    const Invocation invocation{
        .store = *m_store,
        .work = *m_work,
        .pipes = *m_pipes,
        .clock = *m_clock,
        .decl = *decl,
        .target = object->instance,
        .caller = caller,
        .arguments = wanted.arguments,
        .reply = [answered, decl](quint32 code, const QList<std::pair<QString, CimValue>> &outs) {
            answered(Wsman::InvokeReply{decl->name, {.returnValue = code, .outs = outs}});
        }};
    handler(invocation);
}

} // namespace Cistern
