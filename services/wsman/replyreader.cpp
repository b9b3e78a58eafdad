// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/soapxml.h"

#include "services/schema/schema.h"
#include "services/wsman/cimxml.h"
#include "services/wsman/flavour.h"
#include "services/wsman/names.h"
#include "services/wsman/querywords.h"
#include "services/wsman/soapparts.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using namespace Wsman;
using Soap::malformed;
using Soap::trimmedText;

namespace {
// The header of that name; a failure when it is there twice. Null when it is not there.
Outcome<XmlElement> single(const XmlElement &header, QLatin1StringView name)
{
    XmlElement found;
    for (XmlElement element = header.firstChild(); element; element = element.next()) {
        if (!element.is(Names::addressing, name))
            continue;
        if (found)
            return malformed(name, u"given twice"_s);
        found = element;
    }
    return found;
}

// A reply must say which request it answers; a server that couldn't read the request can't, so a
// fault may leave it out.
std::optional<Failure> checkRelation(const XmlElement &header, const Envelope &request, bool fault,
                                     Envelope &reply)
{
    const auto relatesTo = single(header, "RelatesTo"_L1);
    if (!relatesTo)
        return relatesTo.failure();
    reply.relatesTo = trimmedText(*relatesTo);
    if (!*relatesTo)
        return fault ? std::nullopt : std::optional(malformed(u"RelatesTo"_s, u"missing"_s));
    if (reply.relatesTo != request.messageId)
        return malformed(u"RelatesTo"_s, reply.relatesTo.left(200));
    return std::nullopt;
}

std::optional<Failure> checkAction(const XmlElement &header, const Envelope &request,
                                   Envelope &reply)
{
    const auto action = single(header, "Action"_L1);
    if (!action)
        return action.failure();
    reply.action = trimmedText(*action);
    const QString asked = requestAction(request);
    // Two servers repeat the action of a method call unchanged.
    const bool echoed = std::holds_alternative<Invoke>(request.body)
        && sameName(reply.action, asked);
    // A server may spell the namespace inside it in another letter case.
    if (!echoed && !sameName(reply.action, QString(asked + "Response"_L1)))
        return malformed(u"Action"_s, reply.action.left(200));
    return std::nullopt;
}

Outcome<Body> readInstanceReply(const XmlElement &element, const Envelope &request)
{
    if (!element)
        return Body(InstanceReply());
    const QString nameSpace = request.target.nameSpace();
    auto instance = element.is(Names::wsman, "XmlFragment"_L1)
        ? CimXml::readFragment(element, request.target.className(), nameSpace)
        : CimXml::readInstance(element, nameSpace, CimXml::Side::FromServer);
    if (!instance)
        return instance.failure();
    if (instance->path(nameSpace).isEmpty())
        instance->setPath(request.target);
    return Body(InstanceReply{std::move(instance).value()});
}

// What a reply to Create may hold: the parts of a reference, one inside another element, and after
// it, from some servers, the object. One that tells only the object tells its keys.
Outcome<Body> readCreateReply(const XmlElement &element, const Envelope &request)
{
    const QString nameSpace = request.target.nameSpace();
    const auto path = CimXml::readPath(element, nameSpace);
    if (path)
        return Body(CreateReply{*path});
    const auto instance = CimXml::readInstance(element, nameSpace, CimXml::Side::FromServer);
    if (!sameName(element.name(), request.target.className()) || !instance)
        return path.failure();
    return Body(CreateReply{instance->path(nameSpace)});
}

// A number as MethodReply has it. Providers of WMI answer with an HRESULT at times, and then the
// sign may be taken for one; -1 and the like are no such number.
std::optional<quint64> returnCode(const QString &text)
{
    if (const auto number = CimValue::fromText(CimType::UInt64, text))
        return number->toUnsigned();
    constexpr quint32 failureBit = 0x80000000, otherBits = 0x30000000;
    const auto number = CimValue::fromText(CimType::SInt32, text);
    const auto code = number ? quint32(*number->toSigned()) : 0;
    if ((code & failureBit) && !(code & otherBits))
        return code;
    return std::nullopt;
}

// The part of an object that was asked for: its property, or the characters alone.
Outcome<Body> readFragmentReply(const XmlElement &element, const Envelope &request,
                                const QString &fragment)
{
    FragmentReply reply{.fragment = fragment, .instance = {}};
    if (element.is(Names::wsman, "XmlFragment"_L1) && !element.hasChildren()) {
        reply.text = element.text();
        return Body(reply);
    }
    if (!element.is(Names::wsman, "XmlFragment"_L1))
        return malformed(u"Body"_s, element.name().toString());
    auto instance = CimXml::readMembers(element, request.target.className(),
                                        request.target.nameSpace(), CimXml::Side::FromServer);
    if (!instance)
        return instance.failure();
    reply.instance = std::move(instance).value();
    return Body(std::move(reply));
}

Outcome<Body> readInvokeReply(const XmlElement &element, const Envelope &request,
                              const Invoke &invoke)
{
    const QString nameSpace = request.target.nameSpace();
    const MethodDecl *decl = Schema::findMethod(nameSpace, request.target.className(),
                                                invoke.method);
    InvokeReply reply{.method = invoke.method, .reply = {}};
    std::optional<CimValue> words;
    for (XmlElement value = element.firstChild(); value; value = value.next()) {
        if (value.name() != "ReturnValue"_L1)
            continue;
        if (reply.reply.returnValue)
            return malformed(u"ReturnValue"_s, u"given twice"_s);
        const QString text = trimmedText(value);
        if (CimXml::isNil(value))
            continue;
        reply.reply.returnValue = returnCode(text);
        if (reply.reply.returnValue)
            continue;
        // A method that no table declares may return anything.
        if (decl || text.isEmpty())
            return malformed(u"ReturnValue"_s, text.left(200));
        words = CimValue::string(value.text());
    }
    auto outs = CimXml::readParameters(element, decl, nameSpace, CimXml::Side::FromServer);
    if (!outs)
        return outs.failure();
    reply.reply.outs = std::move(outs).value();
    if (words)
        reply.reply.outs.append({u"ReturnValue"_s, *words});
    return Body(std::move(reply));
}

Outcome<Body> readIdentifyReply(const XmlElement &element)
{
    const bool usual = element.nameSpace() == Names::identity;
    return Body(IdentifyReply{.protocolVersion = trimmedText(element.child("ProtocolVersion"_L1)),
                              .productVendor = trimmedText(element.child("ProductVendor"_L1)),
                              .productVersion = trimmedText(element.child("ProductVersion"_L1)),
                              .nameSpace = usual ? QString() : element.nameSpace().toString()});
}

// The children of all that holds them: parameters or properties, in whatever namespace, of the
// manager itself or of a reference inside it.
void addManagerParts(const XmlElement &holder, QList<XmlPart> &parts)
{
    for (XmlElement element = holder.firstChild(); element; element = element.next()) {
        if (element.name() == "EndpointReference"_L1)
            addManagerParts(element, parts);
        if (element.name() != "ReferenceParameters"_L1
            && element.name() != "ReferenceProperties"_L1)
            continue;
        for (XmlElement part = element.firstChild(); part; part = part.next())
            parts.append(Soap::readPart(part));
    }
}

Outcome<Body> readSubscribeReply(const XmlElement &element)
{
    if (element.name() != "SubscribeResponse"_L1)
        return malformed(u"Body"_s, element.name().toString());
    SubscribeReply reply;
    addManagerParts(element.child("SubscriptionManager"_L1), reply.manager);
    reply.expires = Soap::readDuration(element.child("Expires"_L1));
    reply.context = trimmedText(element.child("EnumerationContext"_L1));
    if (reply.context.isEmpty())
        return malformed(u"EnumerationContext"_s, u"missing"_s);
    return Body(std::move(reply));
}

// A mark in place of a character is for people to see; in what identifies an object it would name
// another one.
std::optional<QString> markedKey(const CimPath &path)
{
    for (const CimPath::Key &key : path.keys()) {
        if (key.value.toText().contains(QChar::ReplacementCharacter))
            return key.name;
    }
    return std::nullopt;
}

std::optional<QString> markedKey(const Body &body, const QString &nameSpace)
{
    QList<CimPath> paths;
    if (const auto *got = std::get_if<InstanceReply>(&body); got && got->instance) {
        paths.append(got->instance->path(nameSpace));
    } else if (const auto *items = std::get_if<Items>(&body)) {
        paths = items->paths;
        for (const CimInstance &instance : items->instances)
            paths.append(instance.path(nameSpace));
    } else if (const auto *made = std::get_if<CreateReply>(&body)) {
        paths.append(made->path);
    } else if (const auto *result = std::get_if<InvokeReply>(&body)) {
        for (const auto &[name, value] : result->reply.outs)
            paths.append(value.toPaths());
    }
    for (const CimPath &path : paths) {
        if (const auto key = markedKey(path))
            return key;
    }
    return std::nullopt;
}

Outcome<Body> readContent(const XmlElement &element, const Envelope &request)
{
    const QString nameSpace = request.target.nameSpace();
    const bool optional = std::holds_alternative<Put>(request.body)
        || std::holds_alternative<Delete>(request.body)
        || std::holds_alternative<Release>(request.body)
        || std::holds_alternative<Unsubscribe>(request.body);
    if (!element && !optional)
        return malformed(u"Body"_s, u"empty"_s);
    if (const auto *get = std::get_if<Get>(&request.body); get && !get->fragment.isEmpty())
        return readFragmentReply(element, request, get->fragment);
    if (const auto *put = std::get_if<Put>(&request.body);
        put && !put->fragment.isEmpty() && element)
        return readFragmentReply(element, request, put->fragment);
    if (std::holds_alternative<Get>(request.body) || std::holds_alternative<Put>(request.body))
        return readInstanceReply(element, request);
    if (std::holds_alternative<Create>(request.body))
        return readCreateReply(element, request);
    const auto *enumerate = std::get_if<Enumerate>(&request.body);
    const auto *pull = std::get_if<Pull>(&request.body);
    if (enumerate || pull) {
        if (element.name() != (pull ? "PullResponse"_L1 : "EnumerateResponse"_L1))
            return malformed(u"Body"_s, element.name().toString());
        const auto *query = enumerate ? std::get_if<WqlFilter>(&enumerate->filter) : nullptr;
        auto items = Soap::readItems(element, nameSpace,
                                     pull        ? pull->className
                                         : query ? queriedClass(query->query)
                                                 : QString());
        if (!items)
            return items.failure();
        if (enumerate && items->paths.isEmpty() && items->instances.isEmpty())
            items->mode = enumerate->mode;
        return Body(std::move(items).value());
    }
    if (std::holds_alternative<Subscribe>(request.body))
        return readSubscribeReply(element);
    if (std::holds_alternative<Renew>(request.body))
        return Body(RenewReply{Soap::readDuration(element.child("Expires"_L1))});
    if (const auto *invoke = std::get_if<Invoke>(&request.body))
        return readInvokeReply(element, request, *invoke);
    return Body(DoneReply());
}
} // namespace

static Outcome<Envelope> readParts(const QByteArray &bytes, const Envelope &request)
{
    const auto document = XmlDocument::read(bytes, BadReference::Replace);
    if (!document)
        return document.failure();
    const auto parts = Soap::readParts(document->root());
    if (!parts)
        return parts.failure();
    const XmlElement element = parts->body.firstChild();
    const bool creates = std::holds_alternative<Create>(request.body);
    if (element && element.next() && (!creates || element.next().next()))
        return malformed(u"Body"_s, u"more than one element"_s);

    Envelope reply;
    reply.target = request.target;
    reply.form = request.form;
    const bool fault = element.is(Names::soap, "Fault"_L1);
    // Not refused for its form: its vendor has changed the protocol since (WinRM 1).
    const QString action = trimmedText(parts->header.child("Action"_L1));
    if (action.startsWith(Names::oldWsman) || action.startsWith(Names::oldManagement))
        return Failure{.cause = Failure::Cause::NotSupported,
                       .stage = Failure::Stage::Protocol,
                       .parameter = flavourOf(Flavour::Family::WinRm1).name,
                       .serverText = action.left(200)};
    if (std::holds_alternative<Identify>(request.body) && !fault) {
        if (element.name() != "IdentifyResponse"_L1)
            return malformed(u"Body"_s, element.name().toString());
        const auto body = readIdentifyReply(element);
        reply.body = *body;
        return reply;
    }
    if (!std::holds_alternative<Identify>(request.body)) {
        if (const auto problem = checkRelation(parts->header, request, fault, reply))
            return *problem;
    }
    const auto messageId = single(parts->header, "MessageID"_L1);
    if (!messageId)
        return messageId.failure();
    reply.messageId = trimmedText(*messageId);
    if (fault) {
        reply.action = trimmedText(parts->header.child(Names::addressing, "Action"_L1));
        reply.body = Soap::readFault(element, parts->header);
        return reply;
    }
    if (const auto problem = checkAction(parts->header, request, reply))
        return *problem;
    auto body = readContent(element, request);
    if (!body)
        return body.failure();
    if (document->isMended()) {
        if (const auto key = markedKey(*body, request.target.nameSpace()))
            return malformed(*key, u"a character that XML does not have"_s);
    }
    reply.body = std::move(body).value();
    return reply;
}

Outcome<Envelope> readReply(const QByteArray &bytes, const Envelope &request)
{
    Outcome<Envelope> reply = readParts(bytes, request);
    if (reply && !onlyAsks(request))
        reply->asRead.bytes = bytes;
    return reply;
}

} // namespace Cistern
