// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/subscriptions.h"

#include "services/provider/events.h"
#include "services/provider/replies.h"
#include "services/provider/weight.h"

#include <QUuid>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr QLatin1StringView pullMode{"http://schemas.dmtf.org/wbem/wsman/1/wsman/Pull"};
constexpr QLatin1StringView eventing{"http://schemas.xmlsoap.org/ws/2004/08/eventing"};
constexpr std::chrono::milliseconds usualTime = 10min;    // of a subscription that names none
constexpr std::chrono::milliseconds usualSilence = 5min;  // between two pulls
constexpr std::chrono::milliseconds shortestSilence = 1s; // less could not be kept
constexpr qsizetype mostPerBatch = 1000;

// A job that got on, and nothing else of it changed.
bool isProgress(const ObjectChange &change)
{
    return change.kind == ObjectChange::Kind::Modified && change.object.decl()
        && change.object.decl()->isA(u"CIM_ConcreteJob")
        && change.object.value(u"JobState") == change.before.value(u"JobState");
}

QString newId()
{
    return u"uuid:"_s + QUuid::createUuid().toString(QUuid::WithoutBraces).toUpper();
}
} // namespace

struct Subscriptions::Open
{
    QString identifier, context, user, nameSpace;
    Events::Interest interest;
    std::chrono::milliseconds until{0};   // its end, unless it is renewed
    std::chrono::milliseconds silence{0}; // that it survives
    std::chrono::milliseconds heard{0};   // the last sign of life

    struct Queued
    {
        CimInstance event;
        QString progressOf; // a job, whose next event of this kind takes the place of this one
    };
    QList<Queued> queue;
    quint32 dropped = 0; // since the last answer
    bool urgent = false; // more than progress is queued
    std::chrono::milliseconds progressDue{0};

    // Progress can wait for as long as the query says (WITHIN); all else is told at once.
    bool ready(std::chrono::milliseconds now) const
    {
        return dropped || urgent || (!queue.isEmpty() && now >= progressDue);
    }

    // The pull that waits.
    Envelope pull;
    std::chrono::milliseconds pullUntil{0};
    Answered answered;

    int timer = 0;
};

Subscriptions::Subscriptions(Clock &clock, QObject *parent) : QObject(parent), m_clock(clock) {}

Subscriptions::~Subscriptions() = default;

Wsman::Body Subscriptions::subscribe(const QString &user, const Envelope &request)
{
    const auto &wanted = std::get<Wsman::Subscribe>(request.body);
    // Whoever asks to be called must be told what can be had instead (DSP0226 section 10.2.9).
    if (wanted.mode != pullMode) {
        Wsman::Fault fault = refusal(Refusal::DeliveryModeUnavailable, wanted.mode);
        fault.deliveryModes = {QString(pullMode)};
        return fault;
    }
    if (wanted.bookmarks)
        return refusal(Refusal::BookmarksUnsupported);
    if (!request.target.keys().isEmpty())
        return refusal(Refusal::UnexpectedSelectors, request.target.keys().first().name);
    auto interest = Events::interestOf(request);
    if (const auto *fault = std::get_if<Wsman::Fault>(&interest))
        return *fault;
    const auto same = std::count_if(m_open.cbegin(), m_open.cend(),
                                    [&user](const OpenPtr &other) { return other->user == user; });
    if (same >= mostPerUser)
        return refusal(Refusal::TooManySubscriptions);

    const auto open = std::make_shared<Open>();
    open->identifier = newId();
    open->context = newId();
    open->user = user;
    open->nameSpace = request.target.nameSpace();
    open->interest = std::get<Events::Interest>(std::move(interest));
    const auto granted = std::min<std::chrono::milliseconds>(wanted.expires.value_or(usualTime),
                                                             longest);
    open->heard = m_clock.elapsed();
    open->until = open->heard + granted;
    open->silence = std::max(wanted.heartbeats.value_or(usualSilence), shortestSilence);
    m_open.insert(open->context, open);
    watch(open);
    return Wsman::SubscribeReply{
        .manager = {{QString(eventing), u"Identifier"_s, open->identifier}},
        .expires = granted,
        .context = open->context};
}

Subscriptions::OpenPtr Subscriptions::byIdentifier(const QString &user,
                                                   const QList<Wsman::XmlPart> &manager) const
{
    const QString identifier = Wsman::identifierOf(manager);
    for (const OpenPtr &open : m_open) {
        if (open->identifier == identifier && open->user == user)
            return open;
    }
    return nullptr;
}

Wsman::Body Subscriptions::renew(const QString &user, const Wsman::Renew &renew)
{
    const OpenPtr open = byIdentifier(user, renew.manager);
    if (!open)
        return refusal(Refusal::UnableToRenew);
    const auto granted = std::min<std::chrono::milliseconds>(renew.expires.value_or(usualTime),
                                                             longest);
    open->until = m_clock.elapsed() + granted;
    watch(open);
    return Wsman::RenewReply{granted};
}

Wsman::Body Subscriptions::unsubscribe(const QString &user, const Wsman::Unsubscribe &unsubscribe)
{
    const OpenPtr open = byIdentifier(user, unsubscribe.manager);
    if (!open)
        return refusal(Refusal::SubscriptionUnknown);
    end(open);
    return Wsman::DoneReply();
}

void Subscriptions::pull(const QString &user, const Envelope &request, const Answered &answered)
{
    const auto &wanted = std::get<Wsman::Pull>(request.body);
    const OpenPtr open = m_open.value(wanted.context);
    if (!open || open->user != user)
        return answered(refusal(Refusal::ContextUnknown));
    if (open->answered)
        return answered(refusal(Refusal::PullInProgress));
    open->heard = m_clock.elapsed();
    open->pull = request;
    open->answered = answered;
    // A client that asked for heartbeats must not wait for longer than that without a word, nor
    // beyond MaxTime.
    const auto allowed = std::max<std::chrono::milliseconds>(request.operationTimeout, 0ms);
    open->pullUntil = open->heard
        + std::min({allowed, wanted.maxTime.value_or(allowed), open->silence});
    if (open->ready(open->heard))
        deliver(open);
    else
        watch(open);
}

void Subscriptions::enqueue(Open &open, const CimInstance &event, const QString &progressOf)
{
    if (!progressOf.isEmpty()) {
        for (Open::Queued &queued : open.queue) {
            if (queued.progressOf == progressOf) {
                queued.event = event;
                return;
            }
        }
    }
    open.urgent = open.urgent || progressOf.isEmpty();
    open.queue.append({event, progressOf});
    if (open.queue.size() > mostQueued) {
        open.queue.removeFirst();
        ++open.dropped;
    }
}

void Subscriptions::note(const ObjectChange &change)
{
    if (m_open.isEmpty())
        return;
    const QString progressOf = isProgress(change) ? keyOf(change.object.path()) : QString();
    const QString nameSpace = change.object.path().nameSpace();
    Events::Made made;
    for (const OpenPtr &open : std::as_const(m_open)) {
        if (!sameNameSpace(nameSpace, open->nameSpace))
            continue;
        const auto event = open->interest.eventOf(change, m_clock.now(), made);
        if (!event)
            continue;
        enqueue(*open, *event, progressOf);
        if (open->answered && !std::exchange(m_announced, true))
            QMetaObject::invokeMethod(this, &Subscriptions::deliverAll, Qt::QueuedConnection);
    }
}

void Subscriptions::deliverAll()
{
    m_announced = false;
    const QList<OpenPtr> all = m_open.values();
    for (const OpenPtr &open : all) {
        if (!open->answered)
            continue;
        if (open->ready(m_clock.elapsed()))
            deliver(open);
        else
            watch(open);
    }
}

void Subscriptions::deliver(const OpenPtr &open)
{
    Wsman::Items items{.mode = Wsman::Mode::Objects,
                       .instances = {},
                       .paths = {},
                       .context = open->context,
                       .end = false,
                       .dropped = std::exchange(open->dropped, 0)};
    const auto wanted = std::get<Wsman::Pull>(open->pull.body).maxElements;
    const auto most = std::min<qsizetype>(std::max<quint32>(wanted, 1), mostPerBatch);
    for (const Open::Queued &queued : std::as_const(open->queue))
        items.instances.append(queued.event);
    qsizetype taken = 0;
    while (!items.instances.isEmpty()
           && (taken = fitting(items.instances, items.mode, open->pull, most)) == 0) {
        items.instances.removeFirst(); // too large for this client, now and later
        open->queue.removeFirst();
        ++items.dropped;
    }
    items.instances.resize(taken);
    open->queue.remove(0, taken);
    open->urgent = std::any_of(open->queue.cbegin(), open->queue.cend(),
                               [](const Open::Queued &left) { return left.progressOf.isEmpty(); });
    open->heard = m_clock.elapsed();
    open->progressDue = open->heard + open->interest.within();
    const Answered answered = std::exchange(open->answered, {});
    watch(open);
    answered(items);
}

// One timer: for the end of the pull, of the silence or of the whole, whichever comes first.
void Subscriptions::watch(const OpenPtr &open)
{
    m_clock.stop(open->timer);
    auto next = std::min(open->until,
                         open->answered ? open->pullUntil : open->heard + open->silence);
    if (open->answered && !open->queue.isEmpty())
        next = std::min(next, open->progressDue);
    open->timer = m_clock.after(std::max<std::chrono::milliseconds>(next - m_clock.elapsed(), 0ms),
                                this, [this, open] { timeUp(open); });
}

void Subscriptions::timeUp(const OpenPtr &open)
{
    const auto now = m_clock.elapsed();
    if (now >= open->until || (!open->answered && now >= open->heard + open->silence))
        return end(open);
    if (open->answered && open->ready(now))
        return deliver(open);
    if (open->answered && now >= open->pullUntil) {
        open->heard = now;
        const Answered answered = std::exchange(open->answered, {});
        watch(open);
        return answered(refusal(Refusal::TimedOut)); // and the subscription lives on
    }
    watch(open);
}

void Subscriptions::end(const OpenPtr &open)
{
    m_clock.stop(open->timer);
    m_open.remove(open->context);
    if (const Answered answered = std::exchange(open->answered, {}))
        answered(refusal(Refusal::ContextUnknown));
}

} // namespace Cistern

#include "moc_subscriptions.cpp"
