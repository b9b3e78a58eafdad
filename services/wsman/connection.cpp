// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/connection.h"

#include "services/wsman/requestline.h"
#include "services/wsman/soapxml.h"

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

// WinRM finds every class by the WMI form alone; the other families know only the DMTF form.
UriForm formFor(const IdentifyReply &reply)
{
    const bool wmi = reply.productVendor.startsWith("Microsoft Corporation"_L1)
        || reply.productVendor.startsWith("Cistern"_L1);
    return wmi ? UriForm::Wmi : UriForm::Dmtf;
}
} // namespace

Connection::Connection(std::unique_ptr<Transport> transport, QObject *parent)
    : QObject(parent), m_line(std::make_unique<RequestLine>(std::move(transport)))
{}

Connection::~Connection() = default;

Envelope Connection::request(const CimPath &target, const Body &body) const
{
    Envelope envelope;
    envelope.body = body;
    envelope.target = target;
    envelope.form = m_form;
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
    const auto reply = ask<IdentifyReply>(request({}, Identify()), owner,
                                          [](const Envelope &envelope) -> Outcome<IdentifyReply> {
                                              return std::get<IdentifyReply>(envelope.body);
                                          });
    onDone(reply, this, [this](const Outcome<IdentifyReply> &identity) {
        if (identity)
            m_form = formFor(*identity);
    });
    return reply;
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
    return (new Enumeration(*m_line, envelope, owner, {}))->answer();
}

Answer<MethodReply> Connection::invoke(const MethodCall &call, QObject *owner)
{
    if (const auto problem = unsendable(call.arguments()))
        return readyAnswer<MethodReply>(*problem);
    return ask<MethodReply>(invocation(call), owner,
                            [](const Envelope &envelope) -> Outcome<MethodReply> {
                                return std::get<InvokeReply>(envelope.body).reply;
                            });
}

Answer<Done> Connection::put(const CimPath &path, const CimInstance &changes, QObject *owner)
{
    if (const auto problem = unsendable(changes.properties()))
        return readyAnswer<Done>(*problem);
    return ask<Done>(request(path, Put{changes}), owner,
                     [](const Envelope &) -> Outcome<Done> { return Done(); });
}

Answer<Done> Connection::remove(const CimPath &path, QObject *owner)
{
    return ask<Done>(request(path, Delete()), owner,
                     [](const Envelope &) -> Outcome<Done> { return Done(); });
}

Envelope Connection::invocation(const MethodCall &call) const
{
    return request(call.target(), Invoke{call.decl().name, call.arguments()});
}

QByteArray Connection::requestText(const MethodCall &call) const
{
    Envelope envelope = invocation(call);
    envelope.to = m_line->transport().address();
    envelope.messageId = u"uuid:00000000-0000-0000-0000-000000000000"_s;
    return writeEnvelope(envelope);
}

} // namespace Cistern
