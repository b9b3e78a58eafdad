// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/systems/climb.h"

#include "services/wsman/absence.h"

#include <QHostInfo>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
using Presence = NamespaceFact::Presence;
using Stage = Failure::Stage;
using Step = Rung::Step;

Stage stageOf(Step step)
{
    switch (step) {
    case Step::Name:
        return Stage::Name;
    case Step::Network:
        return Stage::Network;
    case Step::Encryption:
        return Stage::Encryption;
    case Step::SignIn:
        return Stage::SignIn;
    case Step::Identify:
        return Stage::Protocol;
    case Step::Namespaces:
        break;
    }
    return Stage::Operation;
}

// What the other namespaces say can't help there.
bool isOfTheWay(const Failure &failure)
{
    return failure.stage == Stage::Name || failure.stage == Stage::Network
        || failure.stage == Stage::Encryption || failure.stage == Stage::SignIn;
}

// A namespace that is not there from a class that is not there, where the system tells.
Presence absenceOf(const Failure &failure)
{
    constexpr quint32 invalidNamespace = 3, wmiInvalidNamespace = 0x8004100e; // DSP0004, WMI
    return failure.code == invalidNamespace || failure.code == wmiInvalidNamespace
        ? Presence::NoNamespace
        : Presence::NoClass;
}
} // namespace

Climb::Climb(const ConnectionSpec &spec, MakeTransport transport, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_spec(spec)
    , m_makeTransport(std::move(transport))
    , m_resolve([](const QString &host, QObject *context, const auto &found) {
        return QHostInfo::lookupHost(host, context, found);
    })
    , m_clock(clock)
{}

Climb::~Climb()
{
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(m_lookup);
}

void Climb::start()
{
    m_clock.after(patience, this, [this] { giveUp(); });
    if (m_spec.url.scheme() != "local"_L1) {
        name();
        return;
    }
    skip(Step::Name);
    skip(Step::Network);
    skip(Step::Encryption);
    signIn();
}

void Climb::giveUp()
{
    fail(
        m_step,
        Failure{.cause = Failure::Cause::TimedOut, .stage = stageOf(m_step), .parameter = place()});
}

QString Climb::place() const
{
    const QString host = m_spec.url.host();
    if (host.isEmpty())
        return {};
    return u"%1:%2"_s.arg(host.contains(u':') ? u'[' + host + u']' : host).arg(m_spec.url.port());
}

void Climb::name()
{
    begin(Step::Name);
    const QHostAddress literal(m_spec.url.host());
    if (!literal.isNull()) {
        pass(Step::Name, literal.toString());
        network({literal});
        return;
    }
    m_lookup = m_resolve(m_spec.url.host(), this, [this](const QHostInfo &info) {
        m_lookup = -1;
        if (m_over)
            return;
        QStringList words;
        for (const QHostAddress &address : info.addresses())
            words.append(address.toString());
        if (words.isEmpty()) {
            fail(Step::Name,
                 Failure{.cause = Failure::Cause::NameNotFound,
                         .stage = Stage::Name,
                         .parameter = m_spec.url.host(),
                         .serverText = info.errorString()});
            return;
        }
        pass(Step::Name, words.join(u", "_s));
        network(info.addresses());
    });
}

void Climb::network(const QList<QHostAddress> &addresses)
{
    if (m_over)
        return;
    begin(Step::Network);
    m_untried = addresses;
    tryNext();
}

// One after the other, without waiting for those that say nothing.
void Climb::tryNext()
{
    m_clock.stop(std::exchange(m_nextTimer, 0));
    if (m_over || m_untried.isEmpty())
        return;
    m_probes.push_back(std::make_unique<SocketProbe>(m_spec.url, m_spec.pin, this));
    SocketProbe *probe = m_probes.back().get();
    onDone(probe->reach(m_untried.takeFirst()), probe,
           [this, probe](const Outcome<QString> &address) { reached(probe, address); });
    m_nextTimer = m_clock.after(nextAddress, this, [this] { tryNext(); });
}

void Climb::reached(SocketProbe *probe, const Outcome<QString> &address)
{
    if (m_over || m_step != Step::Network)
        return;
    // Not deleted from here: this runs in what it told.
    for (auto &other : m_probes) {
        if ((other.get() == probe) != bool(address))
            other.release()->deleteLater();
    }
    std::erase(m_probes, nullptr);
    if (address) {
        m_clock.stop(std::exchange(m_nextTimer, 0));
        m_spec.address = probe->address(); // where all that follows goes too
        pass(Step::Network, *address);
        encryption();
        return;
    }
    // Of several addresses the one that said no tells more than the one that said nothing.
    if (!m_refusal || m_refusal->cause != Failure::Cause::Refused)
        m_refusal = address.failure();
    if (!m_untried.isEmpty())
        return tryNext();
    if (!m_probes.empty())
        return;
    if (m_refusal->parameter.isEmpty())
        m_refusal->parameter = place();
    fail(Step::Network, *m_refusal);
}

void Climb::encryption()
{
    if (m_over)
        return;
    if (m_spec.url.scheme() != "https"_L1) {
        m_probes.clear();
        skip(Step::Encryption);
        signIn();
        return;
    }
    begin(Step::Encryption);
    onDone(m_probes.front()->encrypt(), this, [this](const Outcome<PeerCertificate> &shown) {
        if (m_over)
            return;
        m_ladder.rung(Step::Encryption).certificate = shown ? *shown
                                                            : offeredCertificate(shown.failure());
        if (!shown) {
            fail(Step::Encryption, shown.failure());
            return;
        }
        m_probes.clear();
        pass(Step::Encryption,
             QStringList{shown->protocol, shown->chain.first().issuer}.join(u", "_s));
        signIn();
    });
}

// One question climbs two rungs: the transport tells when the system has taken who asks, the reply
// tells who the system is.
void Climb::signIn()
{
    if (m_over)
        return;
    begin(Step::SignIn);
    std::unique_ptr<Transport> transport = m_makeTransport(m_spec);
    // Queued: whoever hears of it may close this connection, which is in the middle of telling.
    connect(
        transport.get(), &Transport::signedIn, this,
        [this] {
            if (m_step != Step::SignIn)
                return;
            pass(Step::SignIn, m_spec.user);
            begin(Step::Identify);
        },
        Qt::QueuedConnection);
    connect(transport.get(), &Transport::clockRead, this, &Climb::readClock, Qt::QueuedConnection);
    m_connection = std::make_unique<Connection>(std::move(transport), m_clock);
    m_connection->setPatient(false); // what it lacks room for is what the rung has to say
    onDone(m_connection->identify(this), this,
           [this](const Outcome<Wsman::IdentifyReply> &reply) { identified(reply); });
}

void Climb::identified(const Outcome<Wsman::IdentifyReply> &reply)
{
    if (m_over)
        return;
    // Who is known and may not come in stands on the same rung as who is not known.
    if (!reply
        && (reply.failure().stage == Stage::SignIn
            || reply.failure().cause == Failure::Cause::Denied)) {
        m_ladder.rung(Step::Identify).state = Rung::State::NotTried;
        fail(Step::SignIn, reply.failure());
        return;
    }
    const bool letIn = reply.ok() || reply.failure().stage == Stage::Operation
        || reply.failure().cause == Failure::Cause::Unencrypted;
    if (m_step == Step::SignIn && letIn) {
        pass(Step::SignIn, m_spec.user);
        begin(Step::Identify);
    }
    if (!reply) {
        // Who speaks another protocol never came to ask who we are.
        if (m_step == Step::SignIn && reply.failure().stage == Stage::Protocol) {
            skip(Step::SignIn);
            begin(Step::Identify);
        }
        fail(m_step, reply.failure());
        return;
    }
    pass(Step::Identify, u"%1 %2"_s.arg(reply->productVendor, reply->productVersion).trimmed());
    namespaces();
}

void Climb::readClock(const QDateTime &theirs)
{
    if (!m_over)
        m_ladder.clocks = ClockReading{.theirs = theirs, .ours = m_clock.now()};
}

// All at once: one that is slow to say no keeps the others not waiting.
void Climb::namespaces()
{
    if (m_over)
        return;
    for (const KnownNamespace &known : knownNamespaces())
        m_ladder.spaces.append({.name = known.name, .serviceClass = known.serviceClass});
    m_open = m_ladder.spaces.size();
    begin(Step::Namespaces);
    for (qsizetype row = 0; row < m_ladder.spaces.size() && !m_over; ++row) {
        const NamespaceFact &known = m_ladder.spaces.at(row);
        onDone(m_connection->enumerate(known.name, known.serviceClass, this), this,
               [this, row](const Outcome<QList<CimInstance>> &services) { asked(row, services); });
    }
}

void Climb::asked(qsizetype row, const Outcome<QList<CimInstance>> &services)
{
    if (m_over)
        return;
    NamespaceFact &space = m_ladder.spaces[row];
    if (services) {
        space.presence = services->isEmpty() ? Presence::NoInstance : Presence::There;
    } else {
        const Failure &failure = services.failure();
        if (isOfTheWay(failure)) {
            // A system that tells everybody who it is may refuse us only now.
            if (failure.stage == Stage::SignIn) {
                m_ladder.rung(Step::Namespaces).state = Rung::State::NotTried;
                fail(Step::SignIn, failure);
            } else {
                fail(Step::Namespaces, failure);
            }
            return;
        }
        space.failure = failure;
        space.presence = failure.cause == Failure::Cause::Denied ? Presence::Denied
            : Wsman::isAbsence(failure)                          ? absenceOf(failure)
                                                                 : Presence::Failed;
    }
    if (--m_open == 0)
        weigh();
    else
        Q_EMIT progressed();
}

// One that is missing is a fact (SP.R40), and who may not look into one may still manage another.
void Climb::weigh()
{
    QStringList there;
    const NamespaceFact *denied = nullptr, *failed = nullptr, *absent = nullptr;
    for (const NamespaceFact &space : std::as_const(m_ladder.spaces)) {
        if (space.presence == Presence::There)
            there.append(space.name);
        else if (space.presence == Presence::Denied)
            denied = denied ? denied : &space;
        else if (space.presence == Presence::Failed)
            failed = failed ? failed : &space;
        else
            absent = absent ? absent : &space;
    }
    const NamespaceFact *trouble = denied ? denied : failed;
    if (trouble) {
        Failure failure = *trouble->failure;
        failure.parameter = trouble->name;
        if (there.isEmpty()) {
            fail(Step::Namespaces, failure);
            return;
        }
        m_ladder.rung(Step::Namespaces).failure = failure;
    } else if (there.isEmpty()) {
        // Nothing to manage; what else there is can be looked at.
        m_ladder.rung(Step::Namespaces).failure = absent->failure.value_or(
            Failure{.cause = Failure::Cause::NotFound,
                    .stage = Stage::Operation,
                    .parameter = absent->serviceClass});
    }
    pass(Step::Namespaces, there.join(u", "_s));
    m_connection->setPatient(true);
    end();
}

void Climb::begin(Step step)
{
    if (m_over)
        return;
    m_step = step;
    Rung &rung = m_ladder.rung(step);
    rung.state = Rung::State::Climbing;
    rung.began = m_clock.elapsed();
    Q_EMIT progressed();
}

void Climb::pass(Step step, const QString &fact)
{
    if (m_over)
        return;
    Rung &rung = m_ladder.rung(step);
    rung.state = Rung::State::Done;
    rung.took = m_clock.elapsed() - rung.began;
    rung.fact = fact;
    Q_EMIT progressed();
}

void Climb::skip(Step step)
{
    m_ladder.rung(step).state = Rung::State::Skipped;
}

void Climb::fail(Step step, Failure failure)
{
    if (m_over)
        return;
    // The library that refuses a ticket for its time does not say by how much.
    if (failure.cause == Failure::Cause::ClockSkew && !failure.offered.isValid() && m_ladder.clocks)
        failure.offered = m_ladder.clocks->ahead();
    Rung &rung = m_ladder.rung(step);
    if (rung.state != Rung::State::Done)
        rung.took = m_clock.elapsed() - rung.began;
    rung.state = Rung::State::Failed;
    rung.failure = failure;
    if (m_connection)
        m_connection.release()->deleteLater(); // it may be telling this
    end();
}

void Climb::end()
{
    if (std::exchange(m_over, true))
        return;
    // Nothing of it goes on while somebody still looks at what it found.
    m_clock.stop(std::exchange(m_nextTimer, 0));
    for (auto &probe : m_probes)
        probe.release()->deleteLater();
    m_probes.clear();
    Q_EMIT ended();
}

} // namespace Cistern

#include "moc_climb.cpp"
