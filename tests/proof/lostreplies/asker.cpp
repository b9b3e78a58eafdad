// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/proof/lostreplies/asker.h"

#include "services/wsman/transports/httptransport.h"
#include "tests/support/proof.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using State = JobRecord::State;
using Cause = Failure::Cause;
using Phase = SystemState::Phase;
using Step = FaultPoints::Step;
using Act = FaultPoints::Act;

namespace {
const QString far = u"far"_s;
constexpr auto wholeDeadline = 80s; // more than any of an exchange
constexpr int patience = 120'000;   // ms of real time for one change; the machine may be busy

// A console with a defect.
class Defect final : public Transport
{
public:
    Defect(std::unique_ptr<Transport> inner, Mutant mutant)
        : m_inner(std::move(inner)), m_mutant(mutant)
    {
        connect(m_inner.get(), &Transport::signedIn, this, &Transport::signedIn);
    }
    QString address() const override { return m_inner->address(); }
    Answer<Envelope> send(const Envelope &request, QObject *owner) override
    {
        const Pledge<Envelope> pledge;
        onDone(m_inner->send(request, this), this,
               [this, request, pledge](const Outcome<Envelope> &said) {
                   if (said || said.failure().cause != Cause::OutcomeUnknown)
                       return pledge.give(said);
                   if (m_mutant == Mutant::Trusts)
                       return pledge.give(taken(request, said));
                   Envelope again = request;
                   again.messageId = newMessageId();
                   onDone(m_inner->send(again, this), this,
                          [pledge, said](const Outcome<Envelope> &) { pledge.give(said); });
               });
        return ownedBy(owner, pledge.answer());
    }

private:
    static Outcome<Envelope> taken(const Envelope &request, const Outcome<Envelope> &said)
    {
        if (const auto *invoke = std::get_if<Wsman::Invoke>(&request.body))
            return replyTo(request,
                           Wsman::InvokeReply{invoke->method, {.returnValue = 0, .outs = {}}});
        return std::holds_alternative<Wsman::Delete>(request.body)
            ? Outcome<Envelope>(replyTo(request, Wsman::DoneReply()))
            : said;
    }

    std::unique_ptr<Transport> m_inner;
    Mutant m_mutant;
};

QString folderTemplate()
{
    return (QDir(u"/dev/shm"_s).exists() ? u"/dev/shm"_s : QDir::tempPath()) + u"/cistern-XXXXXX"_s;
}
} // namespace

Asker::Asker(LossySite &site, Mutant mutant)
    : m_site(site)
    , m_mutant(mutant)
    , m_folder(folderTemplate())
    , m_book(m_folder.filePath(u"systems.json"_s))
    , m_connections(
          m_book, [this](const ConnectionSpec &, const Secret &password) { return way(password); },
          [](const ConnectionSpec &, QObject *) {
              return readyAnswer<Secret>(LossySite::password());
          },
          m_clock)
    , m_history(m_folder.filePath(u"history.sqlite"_s))
    , m_tracker(m_connections, m_history, m_clock)
{
    m_tracker.setAsker(
        {.person = u"prover"_s, .signedInAs = [](const QString &) { return LossySite::user(); }});
    ConnectionSpec spec{.id = far, .name = far};
    spec.url = QUrl(u"http://127.0.0.1:%1/wsman"_s.arg(site.relay.port()));
    spec.user = LossySite::user();
    spec.clearAllowed = true;
    m_book.lend({spec});
    m_connections.open(far);
    if (!comes([this] { return m_connections.connection(far) != nullptr; }, patience))
        qFatal("the console does not connect");
}

std::unique_ptr<Transport> Asker::way(const Secret &password)
{
    HttpTarget target;
    target.url = QUrl(u"http://127.0.0.1:%1/wsman"_s.arg(m_site.relay.port()));
    target.credentials = {LossySite::user(), password};
    auto http = std::make_unique<HttpTransport>(target, m_clock);
    return m_mutant == Mutant::None ? std::unique_ptr<Transport>(std::move(http))
                                    : std::make_unique<Defect>(std::move(http), m_mutant);
}

void Asker::begin(const Change &change)
{
    // Who was cut off before is back before the next one begins.
    const auto back = [this] {
        const SystemState state = m_connections.state(far);
        if (state.phase == Phase::Waiting)
            m_clock.advance(61s);
        return m_connections.connection(far) != nullptr;
    };
    if (!comes(back, patience))
        qFatal("the console does not come back");
    m_clock.advance(1s); // what was over before this one claims nothing
    m_before = m_site.target.all(change.className, change.nameSpace).size();
    m_site.relay.begin();
    m_site.changesThatCame = 0;
    m_answered = m_told = false;
    m_settled = change.settled;
}

// Moves the time where, and only where, nothing else can happen.
void Asker::pass(Verdicts &verdicts)
{
    if (m_site.relay.struck() && !std::exchange(m_answered, true)) {
        if (m_loss == Loss::Restart)
            return m_site.restart();
        if (m_loss == Loss::Silence || m_loss == Loss::LostRequest)
            return m_clock.advance(wholeDeadline);
    }
    const SystemState state = m_connections.state(far);
    const auto due = m_clock.due();
    if (!due || state.phase == Phase::Connecting || (m_settled && !m_settled()))
        return;
    if (state.phase == Phase::Waiting) {
        const std::chrono::milliseconds next(m_clock.now().msecsTo(state.nextTry));
        return m_clock.advance(std::clamp<std::chrono::milliseconds>(next, 0ms, *due));
    }
    // A look that was answered and told nothing.
    verdicts.looks += record()->state == State::Checking && !record()->linkLost && !m_told;
    m_clock.advance(*due);
}

bool Asker::until(const std::function<bool()> &met, Verdicts &verdicts)
{
    QElapsedTimer time;
    time.start();
    const auto moved = [&] {
        m_told |= record()->state == State::Running || record()->state == State::Stopping;
        if (!met())
            pass(verdicts);
        return met();
    };
    return comes(moved, patience);
}

Verdicts Asker::change(const ChangeKind &kind, Loss loss, Luck &luck)
{
    Verdicts verdicts;
    const Change change = kind.make(m_site, luck);
    begin(change);
    if (loss == Loss::Restart && !change.restarts)
        loss = Loss::Head;
    m_loss = loss;
    m_site.relay.arm(kind.lost, loss, luck);
    const auto id = change.call.isValid() ? m_tracker.run(far, change.call, &m_tracker)
                                          : m_tracker.remove(far, change.removed, &m_tracker);
    if (!comes([&id] { return id.isFinished(); }, patience) || !takenFrom(id))
        qFatal("%s: it is not even recorded", kind.name);
    m_id = *takenFrom(id);
    verdicts.stuck = !until([this] { return record()->over(); }, verdicts);
    verdicts.record = *record();
    const auto row = std::find_if(std::begin(lossRows), std::end(lossRows),
                                  [loss](const LossRow &each) { return each.loss == loss; });
    judge(change, row->acted && (!change.before || loss == Loss::None), verdicts);
    // Of the request that is lost there is one; whatever else the change needs, once as well.
    const auto &sent = m_site.relay.changes();
    if (sent.value(kind.lost) != 1)
        verdicts.problems.append(u"%1 requests"_s.arg(sent.value(kind.lost)));
    if (!change.before && loss != Loss::Restart && row->acted && verdicts.looks + 1 > 2)
        verdicts.problems.append(u"%1 looks"_s.arg(verdicts.looks + 1));
    if (change.after)
        change.after();
    return verdicts;
}

Verdicts Asker::stop(bool force, Loss loss, Luck &luck)
{
    Verdicts verdicts;
    const ChangeKind create = storageChanges().front();
    const Change change = create.make(m_site, luck);
    begin(change);
    m_loss = Loss::None;
    m_site.target.faults().set(Step::Chunk, Act::Hold);
    const auto id = m_tracker.run(far, change.call, &m_tracker);
    if (!comes([&id] { return id.isFinished(); }, patience) || !takenFrom(id))
        qFatal("the create is not even recorded");
    m_id = *takenFrom(id);
    verdicts.stuck = !until(
        [this] {
            return record()->over()
                || (record()->jobState == 4 && m_site.target.faults().waiting(Step::Chunk) > 0);
        },
        verdicts);
    m_loss = loss;
    m_site.relay.arm("RequestStateChange", loss, luck);
    m_tracker.stop(m_id, force);
    verdicts.stuck |= !until(
        [this] {
            return record()->over() || record()->stopFailure || record()->stopAsked.isValid();
        },
        verdicts);
    m_site.target.faults().set(Step::Chunk, Act::Pass);
    const auto &records = m_tracker.records(); // also of the stop, when its answer is lost
    verdicts.stuck |= !until(
        [&records] {
            return std::all_of(records.begin(), records.end(),
                               [](const JobRecord &each) { return each.over(); });
        },
        verdicts);
    verdicts.record = *record();
    const bool stopped = verdicts.record.state == State::Stopped;
    for (const JobRecord &each : records) {
        const bool untold = each.failure && each.failure->cause == Cause::OutcomeUnknown;
        if (each.id != m_id && (untold || (each.state == State::Succeeded) != stopped))
            verdicts.problems.append(
                u"the stop is left in state %1, doubt %2"_s.arg(int(each.state))
                    .arg(int(each.doubt)));
    }
    const auto row = std::find_if(std::begin(lossRows), std::end(lossRows),
                                  [loss](const LossRow &each) { return each.loss == loss; });
    judge(change, !row->acted, verdicts);
    if (row->acted && !verdicts.stuck && !stopped && loss != Loss::Restart)
        verdicts.problems.append(u"it is not told to be stopped"_s);
    const auto &sent = m_site.relay.changes();
    if (sent.value("RequestStateChange") != 1 || sent.value(create.lost) != 1)
        verdicts.problems.append(u"%1 requests to stop"_s.arg(sent.value("RequestStateChange")));
    return verdicts;
}

void Asker::judge(const Change &change, bool mustBeDone, Verdicts &verdicts)
{
    const JobRecord &record = verdicts.record;
    QStringList &problems = verdicts.problems;
    verdicts.lostAtAll = m_site.relay.struck();
    if (!verdicts.lostAtAll)
        problems.append(u"its request never came"_s);
    const QList<CimPath> done = change.done();
    const qsizetype more = m_site.target.all(change.className, change.nameSpace).size() - m_before;
    if (done.size() > 1)
        problems.append(u"it is there %1 times"_s.arg(done.size()));
    // What is at work when the target ends may go on or be rolled back.
    if (m_loss != Loss::Restart && mustBeDone != (done.size() == 1))
        problems.append(mustBeDone ? u"the target has not done it"_s : u"the target has done it"_s);
    if (more != change.more * done.size())
        problems.append(u"%1 more objects"_s.arg(more));
    for (const auto &[action, times] : m_site.relay.changes().asKeyValueRange()) {
        if (times > 1)
            problems.append(u"%1 was sent %2 times"_s.arg(QString::fromLatin1(action)).arg(times));
    }
    const bool whole = !record.messageId.isEmpty()
        && m_site.relay.messageIds().contains(record.messageId.toLatin1());
    if (!whole && (!change.before || m_loss == Loss::None))
        problems.append(u"its MessageID is not the one in the record"_s);
    if (verdicts.stuck) {
        problems.append(u"it is left in state %1"_s.arg(int(record.state)));
    } else if (record.failure && record.failure->cause == Cause::OutcomeUnknown) {
        problems.append(u"it can't be told, doubt %1"_s.arg(int(record.doubt)));
    } else if ((record.state == State::Succeeded) != (done.size() == 1)) {
        problems.append(u"it is told to be %1 (cause %2, code %3), and %4"_s
                            .arg(record.state == State::Succeeded ? u"done"_s : u"not done"_s)
                            .arg(record.failure ? int(record.failure->cause) : -1)
                            .arg(record.failure ? int(record.failure->code) : -1)
                            .arg(done.isEmpty() ? u"is not"_s : u"is"_s));
    } else if (record.state == State::Succeeded && change.more == 1
               && record.result != done.first()) {
        problems.append(u"another object is shown for it"_s);
    }
    m_tracker.clearFinished();
}

} // namespace Cistern
