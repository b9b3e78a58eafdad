// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/support/fakesystem.h"

#include "services/schema/schema.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using namespace Wsman;

namespace {
constexpr quint32 failed = 1, accessDenied = 2, invalidNamespace = 3, invalidClass = 5,
                  notFound = 6, methodNotFound = 17;

CimInstance made(const QString &className)
{
    return CimInstance(*Schema::findClass(QString(Schema::iscsiTarget), className));
}

Fault fault(quint32 cimStatus, const QString &reason)
{
    return Fault{.code = u"Sender"_s,
                 .subcode = {},
                 .detail = {},
                 .reason = reason,
                 .cimStatus = cimStatus,
                 .vendorCode = 0,
                 .notUnderstood = {}};
}

// Answers from the event loop, as a network does.
class FakeTransport final : public Transport
{
public:
    explicit FakeTransport(FakeSystem &system) : m_system(system) {}

    QString address() const override { return u"local:"_s; }

    Answer<Envelope> send(const Envelope &request, QObject *owner) override
    {
        Pledge<Envelope> pledge;
        if (m_system.isSilentOn(request)) {
            m_unanswered.append(pledge);
            return pledge.answer();
        }
        QMetaObject::invokeMethod(
            owner, [this, request, pledge] { pledge.give(m_system.answer(request)); },
            Qt::QueuedConnection);
        return pledge.answer();
    }

private:
    FakeSystem &m_system;
    QList<Pledge<Envelope>> m_unanswered;
};

QString enumeratedClass(const Envelope &request)
{
    const auto *enumerate = std::get_if<Enumerate>(&request.body);
    const auto *filter = enumerate ? std::get_if<AssociationFilter>(&enumerate->filter) : nullptr;
    return filter ? filter->resultClass : enumerate ? request.target.className() : QString();
}

QString nameOf(const Envelope &request)
{
    if (const auto *invoke = std::get_if<Invoke>(&request.body))
        return u"Invoke "_s + invoke->method;
    if (std::holds_alternative<Identify>(request.body))
        return u"Identify"_s;
    if (std::holds_alternative<Get>(request.body))
        return u"Get "_s + request.target.className();
    if (std::holds_alternative<Put>(request.body))
        return u"Put "_s + request.target.className();
    if (std::holds_alternative<Delete>(request.body))
        return u"Delete "_s + request.target.className();
    return u"Enumerate "_s + request.target.className();
}
} // namespace

FakeSystem::FakeSystem() : nameSpaces{QString(Schema::iscsiTarget)}
{
    CimInstance computer = made(u"MSFTSM_ComputerSystem"_s);
    computer.set(u"CreationClassName", CimValue::string(u"MSFTSM_ComputerSystem"_s));
    computer.set(u"Name", CimValue::string(u"iscsi01"_s));
    instances.append(computer);
    CimInstance configuration = made(u"MSISCSITARGET_StorageConfigurationService"_s);
    for (const auto &[key, value] :
         {std::pair(u"SystemCreationClassName"_s, u"MSFTSM_ComputerSystem"_s),
          std::pair(u"SystemName"_s, u"iscsi01"_s),
          std::pair(u"CreationClassName"_s, u"MSISCSITARGET_StorageConfigurationService"_s),
          std::pair(u"Name"_s, u"storage"_s)})
        configuration.set(key, CimValue::string(value));
    instances.append(configuration);
    addPool(u"E:"_s, 1'000'000'000);
    instances.last().set(u"Primordial", CimValue::boolean(true));
}

std::unique_ptr<Transport> FakeSystem::transport()
{
    return std::make_unique<FakeTransport>(*this);
}

CimInstance *FakeSystem::find(const CimPath &path)
{
    const auto found = std::find_if(
        instances.begin(), instances.end(),
        [&path](const CimInstance &instance) { return instance.path() == path; });
    return found == instances.end() ? nullptr : &*found;
}

CimPath FakeSystem::service() const
{
    return instances.at(1).path();
}

CimPath FakeSystem::primordial() const
{
    return instances.at(2).path();
}

CimInstance FakeSystem::addPool(const QString &name, quint64 size)
{
    CimInstance pool = made(u"MSISCSITARGET_StoragePool"_s);
    pool.set(u"InstanceID", CimValue::string(u"Fake:Pool%1"_s.arg(++m_made)));
    pool.set(u"ElementName", CimValue::string(name));
    pool.set(u"Primordial", CimValue::boolean(false));
    pool.set(u"TotalManagedSpace", CimValue::uint64(size));
    pool.set(u"RemainingManagedSpace", CimValue::uint64(size));
    pool.set(u"OperationalStatus", CimValue::uint16s({2}));
    instances.append(pool);
    return pool;
}

CimInstance FakeSystem::addJob(const QString &id, quint16 state)
{
    CimInstance job = made(u"MSISCSITARGET_ConcreteJob"_s);
    job.set(u"InstanceID", CimValue::string(id));
    job.set(u"JobState", CimValue::uint16(state));
    instances.append(job);
    return job;
}

void FakeSystem::addAffected(const CimPath &job, const CimPath &element,
                             std::initializer_list<quint16> effects)
{
    CimInstance link = made(u"MSISCSITARGET_AffectedJobElement"_s);
    link.set(u"AffectingElement", CimValue::reference(job));
    link.set(u"AffectedElement", CimValue::reference(element));
    link.set(u"ElementEffects", CimValue::uint16s(effects));
    instances.append(link);
}

void FakeSystem::remove(const CimPath &path)
{
    instances.removeIf([&path](const CimInstance &instance) {
        const CimValue job = instance.value(u"AffectingElement");
        return instance.path() == path || (job.toPath() && *job.toPath() == path);
    });
}

bool FakeSystem::isSilentOn(const Envelope &request) const
{
    return silentClasses.contains(enumeratedClass(request));
}

Outcome<Envelope> FakeSystem::answer(const Envelope &request)
{
    sent.append(nameOf(request));
    if (!onlyAsks(request))
        messageIds.append(request.messageId);
    if (linkDown)
        return Failure{.cause = Failure::Cause::Refused, .stage = Failure::Stage::Network};
    if (signInFailure)
        return *signInFailure;
    if (readFailure && onlyAsks(request))
        return *readFailure;
    const Body body = answerBody(request);
    if (losesReplies && !onlyAsks(request))
        return Failure{.cause = Failure::Cause::OutcomeUnknown, .stage = Failure::Stage::Protocol};
    return replyTo(request, body);
}

Body FakeSystem::answerBody(const Envelope &request)
{
    if (std::holds_alternative<Identify>(request.body))
        return IdentifyReply{.protocolVersion = u"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"_s,
                             .productVendor = u"Cistern"_s,
                             .productVersion = u"0"_s};
    const auto concerned = [&request](const QString &nameSpace) {
        return sameNameSpace(request.target.nameSpace(), nameSpace);
    };
    if (std::none_of(nameSpaces.cbegin(), nameSpaces.cend(), concerned))
        return fault(invalidNamespace, u"no such namespace"_s);
    if (std::any_of(deniedSpaces.cbegin(), deniedSpaces.cend(), concerned))
        return fault(accessDenied, u"not for you"_s);
    if (const auto *enumerate = std::get_if<Enumerate>(&request.body)) {
        Items items{
            .mode = enumerate->mode, .instances = {}, .paths = {}, .context = {}, .end = true};
        const auto *filter = std::get_if<AssociationFilter>(&enumerate->filter);
        const QString className = enumeratedClass(request);
        if (brokenClasses.contains(className))
            return fault(failed, className);
        if (Schema::classesBelow(request.target.nameSpace(), className).isEmpty())
            return fault(invalidClass, className);
        for (const CimInstance &instance : std::as_const(instances)) {
            const CimValue job = instance.value(u"AffectingElement");
            const bool wanted = !filter || (job.toPath() && *job.toPath() == filter->object);
            const bool here = instance.decl() // of a class that no table declares none is told
                && sameNameSpace(QString(instance.decl()->nameSpace), request.target.nameSpace());
            if (wanted && here && instance.decl()->isA(className))
                items.instances.append(instance);
        }
        return items;
    }
    CimInstance *target = find(request.target);
    if (target && target->className() == "MSISCSITARGET_ConcreteJob"_L1 && beforeJobRead
        && std::holds_alternative<Get>(request.body)) {
        CimInstance job = *target;
        beforeJobRead(job);
        target = find(request.target);
        if (target)
            *target = job;
    }
    if (!target)
        return fault(notFound, u"no such object"_s);
    if (std::holds_alternative<Get>(request.body))
        return InstanceReply{*target};
    if (const auto *put = std::get_if<Put>(&request.body)) {
        const auto values = put->instance.properties();
        for (const auto &[name, value] : values)
            target->set(name, value);
        return InstanceReply{*target};
    }
    if (std::holds_alternative<Delete>(request.body)) {
        remove(request.target);
        return DoneReply();
    }
    const auto *invoke = std::get_if<Invoke>(&request.body);
    if (!invoke || !method)
        return fault(methodNotFound, u"no such method"_s);
    const auto reply = method(invoke->method,
                              MethodReply{.returnValue = {}, .outs = invoke->arguments});
    if (!reply)
        return fault(reply.failure().code, reply.failure().serverText);
    return InvokeReply{invoke->method, *reply};
}

} // namespace Cistern
