// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/systems/connections.h"

#include "services/systems/climb.h"
#include "services/systems/signinways.h"

#include <QRandomGenerator>

#include <algorithm>
#include <tuple>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

using Phase = SystemState::Phase;

// One system that was opened at least once.
struct Connections::System
{
    ConnectionSpec spec;
    SystemState state;
    Secret password;
    std::unique_ptr<Climb> climb;
    std::unique_ptr<Connection> connection;
    QObject *attempt = nullptr;         // owns what this attempt waits for
    int attempts = 0;                   // its number: what an earlier one still says is not heard
    int failures = 0;                   // in a row
    int displaced = 0;                  // in this attempt: how often it gave its place to another
    bool wanted = false;                // a person asks for it now
    bool verifying = false;             // whether it still answers
    std::chrono::milliseconds heard{0}; // monotonic, when the climb last got on

    // Others go before it.
    bool doubtful() const { return displaced > 0 || (failures > 0 && !wanted); }

    ~System() { delete attempt; }
    // The old one may be in the middle of telling what leads to the new one.
    void newAttempt()
    {
        if (attempt)
            attempt->deleteLater();
        attempt = new QObject;
        verifying = false;
        ++attempts;
    }
    void drop()
    {
        if (connection)
            connection.release()->deleteLater();
        if (climb) {
            climb->disconnect();
            climb.release()->deleteLater();
        }
    }
};

namespace {
constexpr std::chrono::milliseconds shortestWait = 1s;
constexpr std::chrono::milliseconds longestWait = 60s;

// While others stand in line, nobody holds a place in silence: whoever has not failed yet gives it
// back after the first of these and stands behind; the second time, or after a failure, the second
// is all there is.
constexpr std::chrono::milliseconds firstSilence = 1s;
constexpr std::chrono::milliseconds secondSilence = 4s;
constexpr std::chrono::milliseconds lookAround = 250ms;
constexpr int placesOfDoubtful = 12; // so that four are never held by those that failed before

// Whether the passing of time may cure it; the others wait for a person.
bool mayPass(const Failure &failure)
{
    switch (failure.cause) {
    case Failure::Cause::NameNotFound:
    case Failure::Cause::Refused:
    case Failure::Cause::TimedOut:
    case Failure::Cause::ServerFault:
    case Failure::Cause::OutcomeUnknown:
    case Failure::Cause::Storage:
    case Failure::Cause::InUse:
    case Failure::Cause::Cancelled:
    case Failure::Cause::KdcUnreachable:
    case Failure::Cause::Quota:
        return true;
    default:
        return failure.stage == Failure::Stage::Network;
    }
}

// Whether the failure is one of the connection and not of what was asked through it.
bool isOfConnection(const Failure &failure)
{
    switch (failure.stage) {
    case Failure::Stage::Name:
    case Failure::Stage::Network:
    case Failure::Stage::Encryption:
    case Failure::Stage::SignIn:
        return failure.cause != Failure::Cause::Cancelled;
    default:
        return failure.cause == Failure::Cause::Refused || failure.cause == Failure::Cause::SignIn;
    }
}

// Doubles from the shortest to the longest; the jitter keeps many systems that went down together
// from coming back together.
std::chrono::milliseconds waitAfter(int failures)
{
    const auto plain = std::min(longestWait, shortestWait * (1 << std::min(failures - 1, 6)));
    const auto jittered = plain * QRandomGenerator::global()->bounded(80, 121) / 100;
    return std::clamp<std::chrono::milliseconds>(jittered, shortestWait, longestWait);
}

// Whether what a connection was made of is as it was.
bool sameWay(const ConnectionSpec &a, const ConnectionSpec &b)
{
    return std::tie(a.url, a.user, a.pin, a.credential, a.scheme, a.service, a.clearAllowed,
                    a.bindsChannel)
        == std::tie(b.url, b.user, b.pin, b.credential, b.scheme, b.service, b.clearAllowed,
                    b.bindsChannel);
}
} // namespace

bool SystemState::wantsSignIn() const
{
    return phase == Phase::Failed && failure && Cistern::wantsSignIn(*failure);
}

bool wantsSignIn(const Failure &failure)
{
    return failure.cause == Failure::Cause::SignIn && failure.parameter == "password"_L1;
}

Connections::Connections(SystemBook &book, TransportFactory transports, PasswordSource passwords,
                         Clock &clock, QObject *parent)
    : QObject(parent)
    , m_book(book)
    , m_transports(std::move(transports))
    , m_passwords(std::move(passwords))
    , m_clock(clock)
{
    connect(&m_book, &SystemBook::changed, this, &Connections::followBook);
}

Connections::~Connections() = default;

Connections::System *Connections::find(const QString &id) const
{
    return m_systems.value(id).get();
}

// A system that left the book closes; one whose address or way to sign in changed starts again.
void Connections::followBook()
{
    const QStringList ids = m_systems.keys();
    for (const QString &id : ids) {
        const ConnectionSpec *spec = m_book.find(id);
        System &system = *find(id);
        if (spec && sameWay(*spec, system.spec)) {
            system.spec = *spec;
            continue;
        }
        const bool wasOpen = system.state.phase != Phase::Idle;
        close(id);
        if (!spec)
            m_systems.remove(id);
        else if (wasOpen)
            open(id);
    }
}

void Connections::open(const QString &id)
{
    begin(id, true);
}

void Connections::openUnasked(const QString &id)
{
    begin(id, false);
}

void Connections::begin(const QString &id, bool wanted)
{
    const ConnectionSpec *spec = m_book.find(id);
    if (!spec)
        return;
    std::shared_ptr<System> &system = m_systems[id];
    if (!system)
        system = std::make_shared<System>();
    if (system->state.phase == Phase::Connecting)
        system->wanted |= wanted;
    if (system->state.phase == Phase::Connecting || system->state.phase == Phase::Connected)
        return;
    system->spec = *spec;
    system->state.phase = Phase::Connecting;
    system->state.ladder = Ladder::untried();
    system->state.nextTry = {};
    system->displaced = 0;
    system->wanted = wanted;
    system->newAttempt();
    askPassword(id);
    Q_EMIT stateChanged(id);
}

void Connections::close(const QString &id)
{
    System *system = find(id);
    if (!system || system->state.phase == Phase::Idle)
        return;
    if (system->climb)
        --m_climbing;
    m_line.removeAll(id);
    system->drop();
    system->newAttempt();
    system->password = {};
    system->failures = 0;
    system->state.phase = Phase::Idle;
    system->state.failure.reset();
    system->state.nextTry = {};
    // Others may be closed in the same breath, and what was open there is not gone yet.
    QMetaObject::invokeMethod(this, &Connections::startNext, Qt::QueuedConnection);
    Q_EMIT stateChanged(id);
}

void Connections::signInAnew(const QString &id)
{
    const System *system = find(id);
    if (!system || system->state.phase == Phase::Idle)
        return;
    close(id);
    open(id);
}

bool Connections::isConfigured(const QString &id) const
{
    return m_book.find(id) || !m_book.isRead();
}

SystemState Connections::state(const QString &id) const
{
    const System *system = find(id);
    return system ? system->state : SystemState();
}

Connection *Connections::connection(const QString &id) const
{
    const System *system = find(id);
    return system ? system->connection.get() : nullptr;
}

// The question may wait for a person, so it takes none of the sixteen places and no part of the
// time.
void Connections::askPassword(const QString &id)
{
    System &system = *find(id);
    const bool nobody = system.spec.user.isEmpty() && system.spec.credential.isEmpty();
    if (nobody || !system.password.isEmpty()) {
        standInLine(id);
        return;
    }
    const bool askNobody = !system.wanted && m_knownPasswords;
    const PasswordSource &source = askNobody ? m_knownPasswords : m_passwords;
    onDone(source(system.spec, system.attempt), system.attempt,
           [this, id, askNobody, attempt = system.attempts](const Outcome<Secret> &password) {
               System *found = find(id);
               if (!found || found->attempts != attempt)
                   return;
               System &asked = *found;
               if (!password && askNobody && asked.wanted)
                   return askPassword(id); // somebody came for it meanwhile
               if (!password) {
                   asked.state.ladder.rung(Rung::Step::SignIn) = Rung{
                       .step = Rung::Step::SignIn,
                       .state = Rung::State::Failed,
                       .failure = password.failure()};
                   Failure failure = password.failure();
                   if (failure.cause == Failure::Cause::SignIn && failure.parameter.isEmpty())
                       failure.parameter = u"password"_s; // it was not refused: there is none
                   asked.state.ladder.rung(Rung::Step::SignIn).failure = failure;
                   lose(asked, failure);
                   return;
               }
               asked.password = *password;
               standInLine(id);
           });
}

void Connections::standInLine(const QString &id)
{
    m_line.append(id);
    startNext();
}

// Those that did not fail before go first, in the order they came.
void Connections::startNext()
{
    const auto next = [this] {
        const auto doubtful = [this](const QString &id) { return find(id)->doubtful(); };
        const auto fresh = std::find_if_not(m_line.begin(), m_line.end(), doubtful);
        if (fresh != m_line.end())
            return fresh;
        int held = 0;
        for (const auto &system : std::as_const(m_systems))
            held += system->climb && system->doubtful();
        return held < placesOfDoubtful ? m_line.begin() : m_line.end();
    };
    while (m_climbing < connectsAtOnce && !m_line.isEmpty()) {
        const auto first = next();
        if (first == m_line.end())
            break;
        const QString id = *first;
        m_line.erase(first);
        climb(id);
    }
    if (m_line.isEmpty() || m_watching)
        return;
    m_watching = true;
    m_clock.after(lookAround, this, [this] {
        m_watching = false;
        makeRoom();
        startNext();
    });
}

// As many places as there are systems in line, from those that are silent for longest.
void Connections::makeRoom()
{
    QList<QString> silent;
    const auto now = m_clock.elapsed();
    for (auto system = m_systems.cbegin(); system != m_systems.cend(); ++system) {
        if (system.value()->climb
            && now - system.value()->heard
                >= (system.value()->doubtful() ? secondSilence : firstSilence))
            silent.append(system.key());
    }
    std::sort(silent.begin(), silent.end(), [this](const QString &a, const QString &b) {
        return find(a)->heard < find(b)->heard;
    });
    const qsizetype waiting = m_line.size();
    for (const QString &id : silent.first(std::min(silent.size(), waiting)))
        displace(id);
}

void Connections::displace(const QString &id)
{
    System &system = *find(id);
    if (system.doubtful()) {
        system.climb->giveUp();
        return;
    }
    --m_climbing;
    ++system.displaced;
    system.drop();
    system.state.ladder = Ladder::untried();
    m_line.append(id);
    Q_EMIT stateChanged(id);
}

void Connections::climb(const QString &id)
{
    System &system = *find(id);
    ++m_climbing;
    system.climb = std::make_unique<Climb>(
        system.spec,
        [this, password = system.password](const ConnectionSpec &spec) {
            return m_transports(spec, password);
        },
        m_clock, nullptr);
    Climb *climbing = system.climb.get();
    if (m_lookup)
        climbing->setLookup(m_lookup);
    system.heard = m_clock.elapsed();
    connect(climbing, &Climb::progressed, this, [this, id, climbing] {
        System &on = *find(id);
        on.heard = m_clock.elapsed();
        on.state.ladder = climbing->ladder();
        Q_EMIT stateChanged(id);
    });
    connect(climbing, &Climb::ended, this, [this, id] { climbEnded(id); });
    climbing->start();
}

void Connections::climbEnded(const QString &id)
{
    System &system = *find(id);
    --m_climbing;
    system.state.ladder = system.climb->ladder();
    if (const Rung *failed = system.state.ladder.failed()) {
        lose(system, *failed->failure);
    } else {
        system.connection = system.climb->takeConnection();
        system.failures = 0;
        system.state.phase = Phase::Connected;
        system.state.failure.reset();
        system.state.lastSeen = m_clock.now();
        system.climb.release()->deleteLater();
        Q_EMIT stateChanged(id);
    }
    startNext();
}

void Connections::lose(System &system, const Failure &failure)
{
    const QString id = system.spec.id;
    system.drop();
    if (failure.cause == Failure::Cause::SignIn)
        system.password = {};
    system.newAttempt();
    system.state.failure = failure;
    system.state.phase = Phase::Failed;
    if (mayPass(failure)) {
        const auto wait = waitAfter(++system.failures);
        system.state.phase = Phase::Waiting;
        system.state.nextTry = m_clock.now().addMSecs(wait.count());
        m_clock.after(wait, system.attempt, [this, id, attempt = system.attempts] {
            if (const System *waiting = find(id); waiting && waiting->attempts == attempt)
                begin(id, false);
        });
    }
    Q_EMIT stateChanged(id);
}

// The waits of before say nothing of now, and a socket of before may stay silent for minutes: who
// is connected is asked, and what is under way there goes on if it answers.
void Connections::startOver()
{
    const QStringList ids = m_systems.keys();
    for (const QString &id : ids) {
        System *system = find(id);
        if (!system || system->spec.url.scheme() == "local"_L1 || staysHere(system->spec.url))
            continue;
        if (system->state.phase == Phase::Connected)
            verify(id);
        else if (system->climb)
            system->climb->giveUp();
        if (system = find(id); system && system->state.phase == Phase::Waiting) {
            system->failures = 0;
            begin(id, false);
        }
    }
}

void Connections::report(const QString &id, const Failure &failure)
{
    System *system = find(id);
    if (!system || system->state.phase != Phase::Connected)
        return;
    if (isOfConnection(failure)) {
        // What became of the request is a matter of its sender; all that follows did not even
        // leave.
        Failure broken = failure;
        if (broken.cause == Failure::Cause::OutcomeUnknown)
            broken.cause = Failure::Cause::TimedOut;
        lose(*system, broken);
    } else if (failure.cause == Failure::Cause::TimedOut)
        verify(id);
}

// One question that took too long is no lost connection, unless the system does not even say who
// it is any more: a machine that lost its power closes nothing.
void Connections::verify(const QString &id)
{
    System &system = *find(id);
    if (std::exchange(system.verifying, true))
        return;
    const auto judge = [this, id,
                        attempt = system.attempts](const std::optional<Failure> &failure) {
        System *asked = find(id);
        if (!asked || asked->attempts != attempt || !asked->verifying)
            return;
        asked->verifying = false;
        if (failure && asked->state.phase == Phase::Connected)
            lose(*asked, *failure);
    };
    m_clock.after(Climb::patience, system.attempt, [judge] {
        judge(Failure{.cause = Failure::Cause::TimedOut, .stage = Failure::Stage::Network});
    });
    onDone(system.connection->identify(system.attempt), system.attempt,
           [judge](const Outcome<Wsman::IdentifyReply> &reply) {
               judge(reply ? std::nullopt : std::optional(reply.failure()));
           });
}

void Connections::seen(const QString &id)
{
    if (System *system = find(id))
        system->state.lastSeen = m_clock.now();
}

Answer<Ladder> Connections::check(const ConnectionSpec &spec, const Secret &password,
                                  QObject *owner, std::function<void(const Ladder &)> progress)
{
    auto *climbing = new Climb(
        spec,
        [this, password](const ConnectionSpec &reached) { return m_transports(reached, password); },
        m_clock, owner);
    if (m_lookup)
        climbing->setLookup(m_lookup);
    Pledge<Ladder> pledge;
    if (progress)
        connect(climbing, &Climb::progressed, owner,
                [climbing, progress] { progress(climbing->ladder()); });
    connect(climbing, &Climb::ended, owner, [climbing, pledge] {
        pledge.give(climbing->ladder());
        climbing->deleteLater();
    });
    climbing->start();
    return pledge.answer();
}

} // namespace Cistern

#include "moc_connections.cpp"
