// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/connection.h"

#include "services/wsman/linkwalk.h"
#include "services/wsman/querywords.h"
#include "services/wsman/requestline.h"
#include "services/wsman/soapxml.h"
#include "services/wsman/subscription.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using namespace Wsman;

namespace {
// XML has no way to say some characters; a person's words are refused rather than altered.
bool isSendable(const CimValue &value)
{
    for (const CimValue &element : value.elements()) {
        if (const CimInstance *instance = element.toInstance()) {
            for (const auto &[name, member] : instance->properties()) {
                if (!isSendable(member))
                    return false;
            }
        } else if (!isXmlText(element.toText())) {
            return false;
        }
    }
    return true;
}

template<class Values>
std::optional<Failure> unsendable(const Values &values)
{
    for (const auto &[name, value] : values) {
        if (!isSendable(value))
            return Failure{.cause = Failure::Cause::InvalidValue,
                           .stage = Failure::Stage::Input,
                           .parameter = name};
    }
    return std::nullopt;
}

std::optional<Failure> unsendable(const CimPath &path)
{
    for (const CimPath::Key &key : path.keys()) {
        if (!isSendable(key.value))
            return Failure{.cause = Failure::Cause::InvalidValue,
                           .stage = Failure::Stage::Input,
                           .parameter = key.name};
    }
    return std::nullopt;
}

// It ran, but what it had to say did not fit: whoever wants to know reads it (DSP0226
// section 13.1).
bool hasRun(const Failure &failure)
{
    return failure.cause == Failure::Cause::OutcomeUnknown
        && failure.parameter == "UnreportableSuccess"_L1;
}

template<class T>
Answer<T> unlessItRan(const Answer<T> &answer, QObject *owner)
{
    Pledge<T> pledge;
    onDone(answer, owner, [pledge](const Outcome<T> &outcome) {
        pledge.give(!outcome && hasRun(outcome.failure()) ? Outcome<T>(T()) : outcome);
    });
    return pledge.answer();
}
} // namespace

Connection::Connection(std::unique_ptr<Transport> transport, Clock &clock, QObject *parent)
    : QObject(parent), m_line(std::make_unique<RequestLine>(std::move(transport), clock))
{
    connect(m_line.get(), &RequestLine::exchanged, this, &Connection::exchanged);
}

Connection::~Connection() = default;

void Connection::setPatient(bool patient)
{
    m_line->setPatient(patient);
}

const Flavour &Connection::flavour() const
{
    return m_line->habits().flavour();
}

Envelope Connection::request(const CimPath &target, const Body &body) const
{
    Envelope envelope;
    envelope.body = body;
    envelope.target = target;
    envelope.form = flavour().form;
    envelope.spelling = flavour().spelling;
    envelope.maxEnvelopeSize = m_line->habits().envelopeSize();
    return envelope;
}

template<class T, class Take>
Answer<T> Connection::ask(const Envelope &envelope, QObject *owner, Take take)
{
    if (const auto problem = unsendable(envelope.target))
        return readyAnswer<T>(*problem);
    return andThen(m_line->send(envelope, owner), owner,
                   [take](const Envelope &reply) { return readyAnswer<T>(take(reply)); });
}

Answer<IdentifyReply> Connection::identify(QObject *owner)
{
    return ask<IdentifyReply>(
        request({}, Identify()), owner,
        [self = QPointer(this)](const Envelope &envelope) -> Outcome<IdentifyReply> {
            const IdentifyReply &identity = std::get<IdentifyReply>(envelope.body);
            const Flavour &flavour = flavourOf(identity);
            if (flavour.family == Flavour::Family::WinRm1)
                return Failure{.cause = Failure::Cause::NotSupported,
                               .stage = Failure::Stage::Protocol,
                               .parameter = flavour.name,
                               .serverText = identity.productVersion};
            if (self)
                self->m_line->habits().setFlavour(flavour);
            return identity;
        });
}

Answer<CimInstance> Connection::get(const CimPath &path, QObject *owner)
{
    return ask<CimInstance>(request(path, Get()), owner,
                            [](const Envelope &envelope) -> Outcome<CimInstance> {
                                return *std::get<InstanceReply>(envelope.body)
                                            .instance; // a reply without one is Malformed
                            });
}

Answer<QList<CimInstance>> Connection::enumerate(const QString &nameSpace, const QString &className,
                                                 QObject *owner, const BatchReader &batch)
{
    const Envelope envelope = request({nameSpace, className}, Enumerate{.filter = {}});
    return (new Enumeration(*m_line, envelope, owner, batch))->answer();
}

Answer<QList<CimInstance>> Connection::associators(const AssociationFilter &filter, QObject *owner)
{
    if (const auto problem = unsendable(filter.object))
        return readyAnswer<QList<CimInstance>>(*problem);
    const Envelope envelope = request({filter.object.nameSpace(), u"*"_s},
                                      Enumerate{.filter = filter});
    const auto walk = [this, envelope, filter, owner] {
        return (new LinkWalk(*m_line, envelope, filter, owner))->answer();
    };
    if (!m_line->habits().associationFilter())
        return walk();
    Pledge<QList<CimInstance>> pledge;
    onDone((new Enumeration(*m_line, envelope, owner, {}))->answer(), owner,
           [this, line = QPointer(m_line.get()), walk, owner,
            pledge](const Outcome<QList<CimInstance>> &found) {
               if (found || !line || line->habits().associationFilter())
                   return pledge.give(found);
               onDone(walk(), owner,
                      [pledge](const Outcome<QList<CimInstance>> &walked) { pledge.give(walked); });
           });
    return pledge.answer();
}

Answer<QList<CimInstance>> Connection::query(const QString &nameSpace, const QString &wql,
                                             QObject *owner, const BatchReader &batch)
{
    if (!isXmlText(wql))
        return readyAnswer<QList<CimInstance>>(Failure{.cause = Failure::Cause::InvalidValue,
                                                       .stage = Failure::Stage::Input,
                                                       .parameter = u"query"_s});
    const QString named = flavour().wqlOnClass ? queriedClass(wql) : QString();
    const Envelope envelope = request({nameSpace, named.isEmpty() ? u"*"_s : named},
                                      Enumerate{.filter = WqlFilter{wql}});
    return (new Enumeration(*m_line, envelope, owner, batch))->answer();
}

Answer<MethodReply> Connection::invoke(const MethodCall &call, QObject *owner,
                                       const QString &messageId)
{
    if (const auto problem = unsendable(call.arguments()))
        return readyAnswer<MethodReply>(*problem);
    Envelope asked = invocation(call);
    asked.messageId = messageId;
    return ask<MethodReply>(asked, owner, [](const Envelope &envelope) -> Outcome<MethodReply> {
        return std::get<InvokeReply>(envelope.body).reply;
    });
}

Answer<Done> Connection::put(const CimPath &path, const CimInstance &changes, QObject *owner,
                             const QString &messageId)
{
    if (const auto problem = unsendable(changes.properties()))
        return readyAnswer<Done>(*problem);
    Envelope asked = request(path, Put{changes});
    asked.messageId = messageId;
    return unlessItRan(
        ask<Done>(asked, owner, [](const Envelope &) -> Outcome<Done> { return Done(); }), owner);
}

std::optional<Failure> Connection::unwritable() const
{
    if (flavour().writesObjects)
        return std::nullopt;
    return Failure{.cause = Failure::Cause::NotSupported, .parameter = flavour().name};
}

Answer<Done> Connection::remove(const CimPath &path, QObject *owner, const QString &messageId)
{
    if (const auto problem = unwritable())
        return readyAnswer<Done>(*problem);
    Envelope asked = request(path, Delete());
    asked.messageId = messageId;
    return unlessItRan(
        ask<Done>(asked, owner, [](const Envelope &) -> Outcome<Done> { return Done(); }), owner);
}

Answer<CimPath> Connection::create(const QString &nameSpace, const CimInstance &instance,
                                   QObject *owner)
{
    if (const auto problem = unwritable())
        return readyAnswer<CimPath>(*problem);
    if (const auto problem = unsendable(instance.properties()))
        return readyAnswer<CimPath>(*problem);
    const Envelope envelope = request({nameSpace, instance.className()}, Create{instance});
    return unlessItRan(ask<CimPath>(envelope, owner,
                                    [](const Envelope &reply) -> Outcome<CimPath> {
                                        return std::get<CreateReply>(reply.body).path;
                                    }),
                       owner);
}

EventStream *Connection::events(const QList<EventInterest> &interests)
{
    return new EventStream(*m_line, interests);
}

Envelope Connection::invocation(const MethodCall &call) const
{
    return request(call.target(), Invoke{call.decl().name, call.arguments()});
}

QByteArray Connection::requestText(const MethodCall &call) const
{
    Envelope envelope = m_line->habits().adapted(invocation(call));
    envelope.to = m_line->transport().address();
    envelope.messageId = u"uuid:00000000-0000-0000-0000-000000000000"_s;
    return writeEnvelope(envelope);
}

} // namespace Cistern
