// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/subscription.h"

#include "services/schema/schema.h"
#include "services/wsman/names.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr quint32 mostEvents = 200; // of one answer
constexpr std::chrono::milliseconds rest = 1s;
constexpr std::chrono::milliseconds longestBackOff = 60s;
constexpr std::chrono::milliseconds lasting = 60s; // a subscription that lived so long is sound
constexpr std::chrono::milliseconds coldFor = 20s; // what is not urgent waits so long

bool isTimeOut(const Wsman::Fault &fault)
{
    constexpr quint64 timedOut = 0x80338029;
    return fault.subcode == "TimedOut"_L1 || fault.vendorCode == timedOut;
}

// May be otherwise in a while; any other refusal is one for good.
bool mayPass(const Wsman::Fault &fault)
{
    constexpr QLatin1StringView passing[] = {
        "QuotaLimit"_L1, "InternalError"_L1, "EndpointUnavailable"_L1,
        "TimedOut"_L1,   "Concurrency"_L1,   "InvalidEnumerationContext"_L1};
    return std::find(std::begin(passing), std::end(passing), fault.subcode) != std::end(passing);
}

// From an event instance of either model; nothing for a class that tells no change of an object.
std::optional<CimEvent> eventOf(const CimInstance &told, const QString &nameSpace)
{
    const QString name = told.className();
    CimEvent event{.kind = CimEvent::Kind::Modified, .nameSpace = nameSpace, .object = {}};
    if (name.contains("Creation"_L1, Qt::CaseInsensitive))
        event.kind = CimEvent::Kind::Created;
    else if (name.contains("Deletion"_L1, Qt::CaseInsensitive))
        event.kind = CimEvent::Kind::Deleted;
    else if (!name.contains("Modification"_L1, Qt::CaseInsensitive))
        return std::nullopt;
    for (const QStringView member : {u"TargetInstance", u"SourceInstance"}) {
        const CimValue value = told.value(member);
        if (const CimInstance *object = value.toInstance()) {
            event.object = *object;
            return event;
        }
    }
    return std::nullopt;
}
} // namespace

bool CimEvent::isOf(const CimPath &path) const
{
    if (!sameNameSpace(nameSpace, path.nameSpace()))
        return false;
    const bool sameClass = sameName(object.className(), path.className())
        || Schema::isA(path.nameSpace(), object.className(), path.className());
    const auto keys = path.keys();
    return sameClass && !keys.isEmpty()
        && std::all_of(keys.begin(), keys.end(), [this](const CimPath::Key &key) {
               return object.value(key.name).toText() == key.value.toText();
           });
}

EventStream::EventStream(RequestLine &line, const QList<EventInterest> &interests)
    : QObject(&line), m_line(line), m_clock(line.clock())
{
    const bool offered = m_line.habits().flavour().subscribes;
    for (const EventInterest &interest : interests) {
        Watch watch;
        watch.interest = interest;
        watch.state = offered ? Watch::State::Lost : Watch::State::Refused;
        m_watches.push_back(watch);
    }
}

EventStream::~EventStream()
{
    m_clock.stop(m_timer);
}

bool EventStream::watches(QStringView nameSpace) const
{
    const auto on = std::count_if(m_watches.begin(), m_watches.end(), [](const Watch &watch) {
        return watch.wanted && watch.state == Watch::State::On;
    });
    return std::any_of(m_watches.begin(), m_watches.end(), [&](const Watch &watch) {
        return watch.wanted && watch.state == Watch::State::On && (on == 1 || watch.pulledAsUrgent)
            && sameNameSpace(watch.interest.nameSpace, nameSpace);
    });
}

bool EventStream::watchesAnything() const
{
    return std::any_of(m_watches.begin(), m_watches.end(),
                       [](const Watch &watch) { return watch.state != Watch::State::Refused; });
}

void EventStream::setUrgent(const QStringList &nameSpaces, bool others)
{
    for (Watch &watch : m_watches) {
        watch.urgent = std::any_of(nameSpaces.begin(), nameSpaces.end(),
                                   [&watch](const QString &nameSpace) {
                                       return sameNameSpace(nameSpace, watch.interest.nameSpace);
                                   });
        watch.pulledAsUrgent = watch.pulledAsUrgent && watch.urgent;
        watch.wanted = others || watch.urgent;
    }
    QMetaObject::invokeMethod(this, &EventStream::next, Qt::QueuedConnection);
}

void EventStream::end()
{
    for (const Watch &watch : m_watches) {
        if (watch.state == Watch::State::On)
            unsubscribe(watch, watch.manager);
    }
    m_clock.stop(m_timer);
    m_watches.clear();
    deleteLater();
}

Envelope EventStream::request(const Watch &watch, const Wsman::Body &body) const
{
    Envelope envelope;
    envelope.body = body;
    envelope.target = CimPath(watch.interest.nameSpace, u"*"_s);
    const Flavour &flavour = m_line.habits().flavour();
    envelope.form = flavour.form;
    envelope.spelling = flavour.spelling;
    envelope.maxEnvelopeSize = m_line.habits().envelopeSize();
    return envelope;
}

template<class Take>
void EventStream::send(const Envelope &request, Take take)
{
    m_busy = true;
    onDone(m_line.sendOnce(request, this), this, [this, take](const Outcome<Envelope> &reply) {
        m_busy = false;
        if (m_watches.empty())
            return; // ended meanwhile
        take(reply);
        next();
    });
}

// One thing at a time: what is not subscribed to, what runs out, then the next pull.
void EventStream::next()
{
    if (m_busy || m_watches.empty())
        return;
    m_clock.stop(m_timer);
    const auto now = m_clock.elapsed();
    auto soonest = std::chrono::milliseconds::max();
    if (now >= m_notBefore) {
        for (Watch &watch : m_watches) {
            if (!watch.wanted || watch.state == Watch::State::Refused)
                continue;
            if (now >= watch.due)
                return watch.state == Watch::State::On ? renew(watch) : subscribe(watch);
            soonest = std::min(soonest, watch.due);
        }
        std::chrono::milliseconds wait{0};
        if (Watch *watch = turn(wait))
            return pull(*watch,
                        std::min(wait, std::max<std::chrono::milliseconds>(soonest - now, glance)));
    } else {
        soonest = m_notBefore;
    }
    if (soonest != std::chrono::milliseconds::max())
        m_timer = m_clock.after(soonest - now, this, [this] { next(); });
}

// Who is to be asked, and for how long it may keep the answer. Where nobody waits for what happens
// is looked at briefly, often enough for the subscription to stay.
EventStream::Watch *EventStream::turn(std::chrono::milliseconds &wait)
{
    const auto now = m_clock.elapsed();
    Watch *urgent = nullptr, *other = nullptr;
    int urgents = 0, others = 0;
    for (Watch &watch : m_watches) {
        if (!watch.wanted || watch.state != Watch::State::On)
            continue;
        Watch *&first = watch.urgent ? urgent : other;
        ++(watch.urgent ? urgents : others);
        if (!first || watch.pulled < first->pulled)
            first = &watch;
    }
    if (urgent && other && now - other->pulled >= coldFor) {
        wait = glance;
        return other;
    }
    if (urgent) {
        wait = urgents > 1 ? glance : others > 0 ? coldFor : longestPull;
        return urgent;
    }
    wait = others > 1 ? std::chrono::milliseconds(turnPull) : longestPull;
    return other;
}

void EventStream::subscribe(Watch &watch)
{
    const Wsman::Subscribe wanted{.mode = QString(Wsman::Names::pullMode),
                                  .filter = Wsman::WqlFilter{watch.interest.query},
                                  .expires = asked,
                                  .heartbeats = silence};
    send(request(watch, wanted), [this, &watch](const Outcome<Envelope> &reply) {
        if (!reply) {
            lose(watch);
            report(reply.failure());
            return;
        }
        Q_EMIT heard();
        if (const auto *fault = std::get_if<Wsman::Fault>(&reply->body))
            return refused(watch, *fault);
        const auto &subscribed = std::get<Wsman::SubscribeReply>(reply->body);
        if (!watch.oldManager.isEmpty())
            unsubscribe(watch, std::exchange(watch.oldManager, {}));
        watch.state = Watch::State::On;
        watch.manager = subscribed.manager;
        watch.context = subscribed.context;
        watch.pulled = m_clock.elapsed();
        watch.began = watch.pulled;
        const auto granted = subscribed.expires.value_or(asked);
        watch.due = m_clock.elapsed() + std::max<std::chrono::milliseconds>(granted * 3 / 4, rest);
        const bool again = std::exchange(watch.wasOn, true);
        Q_EMIT watchingChanged();
        if (again)
            Q_EMIT missed();
    });
}

// Some servers keep a subscription going; for the others a new one takes the place of the old.
void EventStream::renew(Watch &watch)
{
    if (!watch.renews) {
        watch.oldManager = watch.manager;
        return subscribe(watch);
    }
    send(request(watch, Wsman::Renew{watch.manager, asked}),
         [this, &watch](const Outcome<Envelope> &reply) {
             if (!reply) {
                 lose(watch);
                 report(reply.failure());
                 return;
             }
             const auto *renewed = std::get_if<Wsman::RenewReply>(&reply->body);
             watch.renews = renewed;
             if (renewed) {
                 const auto granted = renewed->expires.value_or(asked);
                 watch.due = m_clock.elapsed()
                     + std::max<std::chrono::milliseconds>(granted * 3 / 4, rest);
             }
         });
}

void EventStream::pull(Watch &watch, std::chrono::milliseconds wait)
{
    Envelope asking = request(watch, Wsman::Pull{watch.context, mostEvents});
    asking.operationTimeout = wait;
    const auto begun = m_clock.elapsed();
    watch.pulled = begun;
    if (watch.urgent && !std::exchange(watch.pulledAsUrgent, true))
        Q_EMIT watchingChanged();
    send(asking, [this, &watch, begun](const Outcome<Envelope> &reply) {
        watch.pulled = m_clock.elapsed();
        if (!reply) {
            lose(watch);
            report(reply.failure());
            return;
        }
        Q_EMIT heard();
        const auto *fault = std::get_if<Wsman::Fault>(&reply->body);
        if (!fault) {
            const auto &items = std::get<Wsman::Items>(reply->body);
            // A server that does not wait must not be asked without a pause.
            if (items.instances.isEmpty() && watch.pulled - begun < rest)
                m_notBefore = watch.pulled + rest;
            return taken(watch, items);
        }
        if (isTimeOut(*fault)) {
            if (hasLasted(watch))
                watch.failures = 0;
            if (watch.pulled - begun < rest / 2)
                m_notBefore = watch.pulled + rest;
        } else if (fault->subcode == "Concurrency"_L1) {
            m_notBefore = watch.pulled + rest; // an earlier one waits still
        } else if (fault->subcode == "AccessDenied"_L1) {
            refused(watch, *fault);
        } else {
            lose(watch);
        }
    });
}

void EventStream::taken(Watch &watch, const Wsman::Items &items)
{
    // An empty answer alone proves nothing: one that ends itself gives it, too.
    if (hasLasted(watch) || (!items.instances.isEmpty() && !items.end))
        watch.failures = 0;
    if (!items.context.isEmpty())
        watch.context = items.context;
    QList<CimEvent> events;
    for (const CimInstance &instance : items.instances) {
        if (const auto event = eventOf(instance, watch.interest.nameSpace))
            events.append(*event);
    }
    if (!events.isEmpty())
        Q_EMIT happened(events);
    if (items.dropped)
        Q_EMIT missed();
    if (items.end && !m_watches.empty()) { // not ended by who heard of it
        // Never at once: after each new one all is read again.
        watch.failures = std::max(watch.failures, 1);
        lose(watch);
    }
}

bool EventStream::hasLasted(const Watch &watch) const
{
    return m_clock.elapsed() - watch.began >= lasting;
}

void EventStream::refused(Watch &watch, const Wsman::Fault &fault)
{
    if (mayPass(fault) && watch.failures < mostFailures)
        return lose(watch);
    watch.state = Watch::State::Refused;
    Q_EMIT watchingChanged();
}

// Again at once the first time, then after a growing pause.
void EventStream::lose(Watch &watch)
{
    watch.state = Watch::State::Lost;
    watch.pulledAsUrgent = false;
    if (++watch.failures > mostFailures)
        watch.state = Watch::State::Refused;
    const auto pause = watch.failures == 1
        ? 0ms
        : std::min<std::chrono::milliseconds>(rest * (1 << (watch.failures - 2)), longestBackOff);
    watch.due = m_clock.elapsed() + pause;
    Q_EMIT watchingChanged();
}

// A server that keeps a Pull for ever is one that tells nothing, not one that is away: whoever asks
// it something else will notice that.
void EventStream::report(const Failure &failure)
{
    if (failure.cause != Failure::Cause::TimedOut)
        Q_EMIT failed(failure);
}

void EventStream::unsubscribe(const Watch &watch, const QList<Wsman::XmlPart> &manager)
{
    // Asked by the line itself: this may go, and nobody waits for the answer.
    onDone(m_line.sendOnce(request(watch, Wsman::Unsubscribe{manager}), &m_line), &m_line,
           [](const Outcome<Envelope> &) {});
}

} // namespace Cistern

#include "moc_subscription.cpp"
