// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What is answered to a message that comes again: the same as before, without acting, also over an
// end of this process; another message with its id is refused.
#include "services/provider/methods/invocation.h"
#include "services/provider/objectjson.h"
#include "services/provider/target.h"
#include "services/schema/schema.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr std::chrono::minutes replyKept{10};
constexpr std::chrono::seconds doubtPause{1};  // between two looks whether the disk answers again
constexpr std::chrono::minutes forgetPause{1}; // between removals of replies from the store
// A store that was away longer than any clock is set by mistake is asked by nobody any more.
constexpr qint64 mostDaysAway = 1;
constexpr size_t mostRecent = 4096;
constexpr qsizetype mostRecentObjects = 50'000; // some 1.5 KB each
constexpr qsizetype longestMessageId = 2048;    // as WinRM

bool asksAndMayRepeat(const Wsman::Body &body)
{
    return std::holds_alternative<Wsman::Get>(body)
        || std::holds_alternative<Wsman::Enumerate>(body);
}
} // namespace

// The same message again gets the same reply without acting; another one with its id is refused.
void Target::answerOnce(const Envelope &request, const Caller &caller, const Answered &answered)
{
    if (const auto *identify = std::get_if<Wsman::Identify>(&request.body)) {
        // Strangers are not told how old this is (as WinRM).
        const QString version = caller.role == AccessRole::Nobody
            ? u"0.0.0"_s
            : QString::fromLatin1(CISTERN_VERSION);
        return answered(Wsman::IdentifyReply{u"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"_s,
                                             u"Cistern"_s, version, identify->nameSpace});
    }
    if (m_unopened)
        return answered(refusal(Refusal::Failed,
                                u"%1 %2"_s.arg(m_unopened->parameter, m_unopened->serverText)));
    if (caller.role == AccessRole::Nobody)
        return answered(refusal(Refusal::AccessDenied));
    if (request.messageId.trimmed().isEmpty() || request.messageId.size() > longestMessageId)
        return answered(refusal(Refusal::MessageIdMissing));

    const QString name = caller.user + u'\n' + request.messageId;
    const QByteArray digest = digestOf(request);
    const auto now = m_clock->elapsed();
    if (const auto recent = m_recent.constFind(name);
        recent != m_recent.constEnd() && recent->until > now) {
        if (recent->digest != digest)
            return answered(refusal(Refusal::MessageIdReused));
        if (recent->body)
            return answered(*recent->body);
        if (recent->usedUp)
            return answered(refusal(Refusal::ContextUnknown)); // nobody waits for it any more
    }
    if (onlyAsks(request) || caller.role != AccessRole::Manage) {
        // As little as what became of the change can be told what there is.
        if (!m_store->isSure())
            return answered(refusal(Refusal::Failed,
                                    u"The disk does not tell what became of the last change."_s));
        return dispatch(request, caller, [=, this](const Wsman::Body &body) {
            // Pull and Release use something up, so that their replies must be kept as well.
            const bool usedUp = !asksAndMayRepeat(request.body);
            remember(name,
                     {.digest = digest,
                      .until = now + replyKept,
                      .body = usedUp ? std::optional(body) : std::nullopt,
                      .usedUp = usedUp});
            answered(body);
        });
    }
    changeOnce(request, caller, digest, answered);
}

// Of the oldest replies no objects are kept, of the very oldest nothing.
void Target::remember(const QString &name, const Recent &recent)
{
    const auto objectsIn = [](const Recent &of) {
        const auto *items = of.body ? std::get_if<Wsman::Items>(&*of.body) : nullptr;
        return items ? items->instances.size() + items->paths.size() : 0;
    };
    const auto dropObjects = [&](const QString &of) {
        const auto found = m_recent.find(of);
        const qsizetype objects = found == m_recent.end() ? 0 : objectsIn(*found);
        if (objects > 0)
            found->body.reset();
        m_recentObjects -= objects;
    };
    if (!m_recent.contains(name))
        m_recentOrder.push_back(name);
    dropObjects(name);
    m_recent.insert(name, recent);
    m_recentObjects += objectsIn(recent);
    for (; m_recentObjects > mostRecentObjects && m_recentEmptied + 1 < m_recentOrder.size();
         ++m_recentEmptied)
        dropObjects(m_recentOrder[m_recentEmptied]);
    for (; m_recentOrder.size() > mostRecent; m_recentOrder.pop_front()) {
        dropObjects(m_recentOrder.front());
        m_recent.remove(m_recentOrder.front());
        m_recentEmptied -= m_recentEmptied > 0 ? 1 : 0;
    }
}

// What changes something is acted on once, also over an end of this process in the middle of it:
// that the message was acted on is durable with the first thing that it changes, and the answer
// with the last one where that is known by then.
void Target::changeOnce(const Envelope &request, const Caller &caller, const QByteArray &digest,
                        const Answered &answered)
{
    const MessageName name{caller.user, request.messageId};
    if (const auto same = m_inFlight.find(name); same != m_inFlight.end()) {
        if (same->digest != digest)
            return answered(refusal(Refusal::MessageIdReused));
        same->waiting.append(answered);
        return;
    }
    expireReplies();
    if (m_kept.contains(name)) {
        if (!m_store->isSure())
            return whenSettled([=, this] { changeOnce(request, caller, digest, answered); });
        const auto kept = m_store->keptReply(caller.user, request.messageId);
        if (!kept)
            return answered(refusal(Refusal::Failed, kept.failure().serverText));
        if (*kept) {
            if ((*kept)->digest != digest)
                return answered(refusal(Refusal::MessageIdReused));
            const auto body = replyFromJson((*kept)->reply);
            return answered(body ? *body : Wsman::Body(refusal(Refusal::Interrupted)));
        }
    }
    const KeptReply mark{caller.user,
                         request.messageId,
                         digest,
                         {},
                         m_clock->now().addSecs(std::chrono::seconds(replyKept).count())};
    m_store->markWithNext(mark);
    // What acts without a change of the store, or much later, is marked before it begins.
    const auto markNow = [this, name]() -> Outcome<Done> {
        const auto waiting = m_store->takeMark();
        if (!waiting)
            return Done();
        StoreChange change;
        change.keep(*waiting);
        const auto marked = m_store->commit(change);
        if (marked)
            keepOn(name);
        return marked;
    };
    if (actsLater(request)) {
        if (const auto marked = markNow(); !marked)
            return answered(refusal(Refusal::Failed, marked.failure().serverText));
    }
    m_inFlight.insert(name, {digest, {answered}});
    const auto foretold = std::make_shared<QJsonObject>();
    dispatch(request, caller, [this, name, mark, foretold](const Wsman::Body &body) {
        KeptReply reply = mark;
        reply.reply = replyToJson(body);
        if (m_foretelling) {
            *foretold = reply.reply;
            return m_foretelling->keep(reply);
        }
        const auto answerAll = [this, name, body](const Outcome<Done> &) {
            keepOn(name);
            const auto waiting = m_inFlight.take(name).waiting;
            for (const Answered &each : waiting)
                each(body);
        };
        whenSettled([this, foretold, reply, answerAll] {
            if (*foretold == reply.reply)
                return answerAll(Done());
            m_store->commitSoon(
                [reply] {
                    StoreChange result;
                    result.keep(reply);
                    return result;
                },
                answerAll); // when it can't be kept the mark stays: it is not done twice
        });
    });
    if (m_inFlight.contains(name))
        (void)markNow().ok(); // went with the first change, or there was nothing yet to lose
    (void)m_store->takeMark();
}

// A change that could not be written may be in the file all the same, and this process may end
// before it is undone: what came of it can be told only when the disk answers again.
void Target::whenSettled(const std::function<void()> &then)
{
    if (!m_store || m_store->isSure())
        return then();
    m_clock->after(doubtPause, this, [this, then] { whenSettled(then); });
}

// Whether a request does something before, or long after, it changes the store.
bool Target::actsLater(const Envelope &request) const
{
    const auto *wanted = std::get_if<Wsman::Invoke>(&request.body);
    const StoredObject *object = wanted ? m_store->find(request.target) : nullptr;
    const MethodDecl *decl = object
        ? Schema::findMethod(request.target.nameSpace(), object->instance.className(),
                             wanted->method)
        : nullptr;
    return decl && handlerActsLater(*decl);
}

// How long the target was away, the wall clock may tell wrongly: replies of earlier runs are kept
// as long as new ones.
Outcome<Done> Target::takeUpReplies()
{
    if (const auto forgotten = m_store->forgetReplies(m_clock->now().addDays(-mostDaysAway));
        !forgotten)
        return forgotten;
    const auto kept = m_store->keptReplies();
    if (!kept)
        return kept.failure();
    for (const MessageName &name : *kept)
        keepOn(name);
    return Done();
}

void Target::keepOn(const MessageName &name)
{
    const auto until = m_clock->elapsed() + replyKept;
    m_kept.insert(name, until);
    m_keptOrder.emplace_back(until, name);
}

void Target::expireReplies()
{
    const auto now = m_clock->elapsed();
    for (; !m_keptOrder.empty() && m_keptOrder.front().first <= now; m_keptOrder.pop_front()) {
        const auto &[until, name] = m_keptOrder.front();
        if (m_kept.value(name) != until) // kept longer since
            continue;
        m_kept.remove(name);
        m_expired.append(name);
    }
    if (m_expired.isEmpty() || now < m_nextForget)
        return;
    m_nextForget = now + forgetPause;
    QList<MessageName> gone;
    for (const MessageName &name : std::as_const(m_expired)) {
        if (!m_kept.contains(name))
            gone.append(name);
    }
    if (m_store->forgetReplies(gone).ok())
        m_expired.clear();
}

} // namespace Cistern
