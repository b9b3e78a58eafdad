// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/systems/climb.h"

#include <QHostAddress>
#include <QHostInfo>

#include <iterator>

#include "services/wsman/absence.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr auto patience = 15s;

// A namespace is on a target when its configuration service can be read there.
struct KnownNamespace
{
    QLatin1StringView name;
    QLatin1StringView serviceClass;
};
constexpr KnownNamespace knownNamespaces[] = {
    {"Root/CIMv2/Storage/iScsiTarget"_L1, "MSISCSITARGET_StorageConfigurationService"_L1},
};
} // namespace

Climb::Climb(const ConnectionSpec &spec, MakeTransport transport, Clock &clock, QObject *parent)
    : QObject(parent), m_spec(spec), m_makeTransport(std::move(transport)), m_clock(clock)
{}

void Climb::start()
{
    m_clock.after(patience, this, [this] {
        fail(m_step, Failure{.cause = Failure::Cause::TimedOut, .stage = Failure::Stage::Network});
    });
    if (m_spec.url.scheme() != "local"_L1) {
        name();
        return;
    }
    skip(Rung::Step::Name);
    skip(Rung::Step::Network);
    skip(Rung::Step::Encryption);
    signIn();
}

void Climb::name()
{
    begin(Rung::Step::Name);
    const QHostAddress literal(m_spec.url.host());
    if (!literal.isNull()) {
        pass(Rung::Step::Name, literal.toString());
        network();
        return;
    }
    QHostInfo::lookupHost(m_spec.url.host(), this, [this](const QHostInfo &info) {
        if (m_over)
            return;
        if (info.addresses().isEmpty()) {
            fail(Rung::Step::Name,
                 Failure{.cause = Failure::Cause::NameNotFound,
                         .stage = Failure::Stage::Name,
                         .parameter = m_spec.url.host(),
                         .serverText = info.errorString()});
            return;
        }
        pass(Rung::Step::Name, info.addresses().constFirst().toString());
        network();
    });
}

void Climb::network()
{
    begin(Rung::Step::Network);
    m_probe = std::make_unique<SocketProbe>(m_spec.url, m_spec.pin, this);
    onDone(m_probe->reach(), this, [this](const Outcome<QString> &address) {
        if (!address) {
            fail(Rung::Step::Network, address.failure());
            return;
        }
        pass(Rung::Step::Network, *address);
        encryption();
    });
}

void Climb::encryption()
{
    if (m_spec.url.scheme() != "https"_L1) {
        m_probe.reset();
        skip(Rung::Step::Encryption);
        signIn();
        return;
    }
    begin(Rung::Step::Encryption);
    onDone(m_probe->encrypt(), this, [this](const Outcome<PeerCertificate> &shown) {
        Rung &rung = m_ladder.rung(Rung::Step::Encryption);
        rung.certificate = shown ? *shown : offeredCertificate(shown.failure());
        if (!shown) {
            fail(Rung::Step::Encryption, shown.failure());
            return;
        }
        m_probe.reset();
        pass(Rung::Step::Encryption,
             QStringList{shown->protocol, shown->chain.first().issuer}.join(u", "_s));
        signIn();
    });
}

void Climb::signIn()
{
    if (m_over)
        return;
    begin(Rung::Step::SignIn);
    m_connection = std::make_unique<Connection>(m_makeTransport(), m_clock);
    m_connection->setPatient(false); // what it lacks room for is what the rung has to say
    onDone(m_connection->identify(this), this, [this](const Outcome<Wsman::IdentifyReply> &reply) {
        if (!reply) {
            // One request climbs both rungs; what the system said tells which of them broke.
            const bool letIn = reply.failure().stage == Failure::Stage::Protocol
                || reply.failure().stage == Failure::Stage::Operation;
            if (letIn)
                pass(Rung::Step::SignIn, m_spec.user);
            fail(letIn ? Rung::Step::Identify : Rung::Step::SignIn, reply.failure());
            return;
        }
        pass(Rung::Step::SignIn, m_spec.user);
        begin(Rung::Step::Identify);
        pass(Rung::Step::Identify,
             u"%1 %2"_s.arg(reply->productVendor, reply->productVersion).trimmed());
        namespaces();
    });
}

void Climb::namespaces()
{
    if (m_over)
        return;
    begin(Rung::Step::Namespaces);
    askNamespace(0);
}

void Climb::askNamespace(int row)
{
    if (row == std::ssize(knownNamespaces)) {
        pass(Rung::Step::Namespaces, m_found.join(u", "_s));
        m_over = true;
        m_connection->setPatient(true);
        Q_EMIT ended();
        return;
    }
    const auto &known = knownNamespaces[row];
    onDone(m_connection->enumerate(known.name, known.serviceClass, this), this,
           [this, row](const Outcome<QList<CimInstance>> &services) {
               if (m_over)
                   return;
               if (!services && !Wsman::isAbsence(services.failure())) {
                   fail(Rung::Step::Namespaces, services.failure());
                   return;
               }
               if (services && !services->isEmpty())
                   m_found.append(knownNamespaces[row].name);
               askNamespace(row + 1);
           });
}

void Climb::begin(Rung::Step step)
{
    if (m_over)
        return;
    m_step = step;
    m_begun = m_clock.elapsed();
    m_ladder.rung(step).state = Rung::State::Climbing;
    Q_EMIT progressed();
}

void Climb::pass(Rung::Step step, const QString &fact)
{
    if (m_over)
        return;
    Rung &rung = m_ladder.rung(step);
    rung.state = Rung::State::Done;
    rung.took = m_clock.elapsed() - m_begun;
    rung.fact = fact;
    Q_EMIT progressed();
}

void Climb::skip(Rung::Step step)
{
    m_ladder.rung(step).state = Rung::State::Skipped;
}

void Climb::fail(Rung::Step step, const Failure &failure)
{
    if (m_over)
        return;
    m_over = true;
    Rung &rung = m_ladder.rung(step);
    rung.state = Rung::State::Failed;
    rung.took = m_clock.elapsed() - m_begun;
    rung.failure = failure;
    Q_EMIT ended();
}

} // namespace Cistern

#include "moc_climb.cpp"
