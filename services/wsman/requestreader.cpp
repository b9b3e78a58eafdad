// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/requestreader.h"

#include "services/schema/schema.h"
#include "services/wsman/cimxml.h"
#include "services/wsman/resourceuri.h"
#include "services/wsman/soapparts.h"

namespace Cistern::Soap {

using namespace Qt::Literals::StringLiterals;
using namespace Wsman;

Fault sender(QLatin1StringView subcode, QLatin1StringView detail, const QString &reason)
{
    return Fault{.code = u"Sender"_s, .subcode = subcode, .detail = detail, .reason = reason};
}

RequestRead RequestReader::read(const QByteArray &bytes)
{
    const Trouble trouble = readDocument(bytes);
    if (trouble)
        return {faultEnvelope(*trouble, m_request), true};
    return {m_request, false};
}

Trouble RequestReader::readDocument(const QByteArray &bytes)
{
    const auto document = XmlDocument::read(bytes);
    if (!document) {
        const Failure &failure = document.failure();
        if (failure.parameter == "encoding"_L1)
            return sender("EncodingLimit"_L1, "CharacterSet"_L1, failure.serverText);
        return sender("SchemaValidationError"_L1, {}, failure.serverText);
    }
    const auto parts = Soap::readParts(document->root());
    if (!parts) {
        if (parts.failure().parameter == "version"_L1)
            return Fault{.code = u"VersionMismatch"_s, .reason = u"SOAP 1.2 is spoken here"_s};
        return sender("SchemaValidationError"_L1, {}, parts.failure().parameter);
    }
    m_header = parts->header;
    m_content = parts->body.firstChild();
    // Identify has no headers of note; the body alone tells, in whatever spelling of its
    // namespace (DSP0226 section 11).
    if (m_content.name() == "Identify"_L1 && !m_header.child(Names::addressing, "Action"_L1)) {
        m_request.body = Identify{m_content.nameSpace() == Names::identity
                                      ? QString()
                                      : m_content.nameSpace().toString().left(256)};
        return std::nullopt;
    }
    // First, so that every later fault can say what it answers.
    m_request.messageId = trimmedText(header(Names::addressing, "MessageID"_L1));
    for (const auto step :
         {&RequestReader::checkHeaders, &RequestReader::readAddressing, &RequestReader::readLimits,
          &RequestReader::readOptions, &RequestReader::readFragment, &RequestReader::readTarget,
          &RequestReader::readBody}) {
        if (const Trouble trouble = (this->*step)())
            return trouble;
    }
    return std::nullopt;
}

XmlElement RequestReader::header(QLatin1StringView nameSpace, QLatin1StringView name) const
{
    return m_header.child(nameSpace, name);
}

Trouble RequestReader::readTarget()
{
    m_resourceUri = trimmedText(header(Names::wsman, "ResourceURI"_L1));
    const auto uri = readResourceUri(m_resourceUri);
    if (!uri) {
        Fault fault = sender("DestinationUnreachable"_L1, "InvalidResourceURI"_L1,
                             u"The resource URI names no CIM class."_s);
        fault.cimStatus = 5; // invalid class
        return fault;
    }
    m_request.form = uri->form;
    const auto selectors = CimXml::readSelectors(header(Names::wsman, "SelectorSet"_L1),
                                                 uri->nameSpace);
    if (!selectors)
        return Fault{.code = u"Sender"_s,
                     .subcode = u"InvalidSelectors"_s,
                     .detail = selectors.failure().serverText,
                     .reason = selectors.failure().parameter};
    const bool both = !uri->nameSpace.isEmpty() && !selectors->nameSpace.isEmpty();
    if (both && !sameNameSpace(uri->nameSpace, selectors->nameSpace))
        return sender("InvalidSelectors"_L1, "InvalidValue"_L1, u"Two CIM namespaces are named."_s);
    m_request.target = CimXml::declaredPath(uri->nameSpace.isEmpty() ? selectors->nameSpace
                                                                     : uri->nameSpace,
                                            uri->className, selectors->keys);
    return std::nullopt;
}

Trouble RequestReader::readBody()
{
    if (m_content.next())
        return sender("SchemaValidationError"_L1, {}, u"The body holds more than one element."_s);
    struct Row
    {
        QLatin1StringView family;
        QLatin1StringView name;
        Trouble (RequestReader::*read)();
    };
    static constexpr Row rows[] = {
        {Names::transfer, "/Get"_L1, &RequestReader::readGet},
        {Names::transfer, "/Delete"_L1, &RequestReader::readEmpty<Delete>},
        {Names::transfer, "/Put"_L1, &RequestReader::readPut},
        {Names::transfer, "/Create"_L1, &RequestReader::readWhole<Create>},
        {Names::enumeration, "/Enumerate"_L1, &RequestReader::readEnumerate},
        {Names::enumeration, "/Pull"_L1, &RequestReader::readPull},
        {Names::enumeration, "/Release"_L1, &RequestReader::readRelease},
        {Names::eventing, "/Subscribe"_L1, &RequestReader::readSubscribe},
        {Names::eventing, "/Renew"_L1, &RequestReader::readRenew},
        {Names::eventing, "/Unsubscribe"_L1, &RequestReader::readUnsubscribe},
    };
    const QStringView action = m_request.action;
    for (const Row &row : rows) {
        if (action.size() == row.family.size() + row.name.size() && action.startsWith(row.family)
            && action.endsWith(row.name))
            return (this->*row.read)();
    }
    const QString prefix = m_resourceUri + u'/';
    if (action.startsWith(prefix, Qt::CaseInsensitive)
        && !action.sliced(prefix.size()).contains(u'/'))
        return readInvoke(action.sliced(prefix.size()).toString());
    m_request.body = UnknownRequest();
    return std::nullopt;
}

template<class Operation>
Trouble RequestReader::readEmpty()
{
    m_request.body = Operation();
    return std::nullopt;
}

Trouble RequestReader::readGet()
{
    m_request.body = Get{m_fragmentText};
    return std::nullopt;
}

Trouble RequestReader::readPut()
{
    if (!m_fragment)
        return readWhole<Put>();
    // The property as an element of the class, or its characters alone (DSP0226 R7.7-1).
    if (!m_content.is(Names::wsman, "XmlFragment"_L1))
        return sender("InvalidRepresentation"_L1, "InvalidFragment"_L1,
                      u"The body is no XmlFragment."_s);
    const QString nameSpace = m_request.target.nameSpace();
    const QString className = m_request.target.className();
    auto instance = CimXml::readMembers(m_content, className, nameSpace, CimXml::Side::FromClient);
    if (instance && m_fragment->text && !m_content.hasChildren()) {
        const ClassDecl *decl = instance->decl();
        const int index = decl ? decl->indexOf(m_fragment->property) : -1;
        const auto value = CimValue::fromText(
            index < 0 ? CimType::String : decl->properties[size_t(index)].type, m_content.text());
        if (value)
            instance->set(m_fragment->property, *value);
    }
    if (!instance || instance->properties().size() != 1 || !instance->has(m_fragment->property))
        return sender(
            "InvalidRepresentation"_L1, "InvalidFragment"_L1,
            u"The XmlFragment does not hold %1 and nothing else."_s.arg(m_fragment->property));
    m_request.body = Put{*instance, m_fragmentText};
    return std::nullopt;
}

template<class Operation>
Trouble RequestReader::readWhole()
{
    const auto instance = CimXml::readInstance(m_content, m_request.target.nameSpace(),
                                               CimXml::Side::FromClient);
    if (!instance)
        return sender("InvalidRepresentation"_L1, "InvalidValues"_L1,
                      instance.failure().parameter + ": "_L1 + instance.failure().serverText);
    if (!Schema::isA(m_request.target.nameSpace(), instance->className(),
                     m_request.target.className()))
        return sender("InvalidRepresentation"_L1, "InvalidNamespace"_L1,
                      u"The body is of another class."_s);
    m_request.body = Operation{*instance};
    return std::nullopt;
}

Trouble RequestReader::readInvoke(const QString &method)
{
    // A retransmission would act twice here, where nothing is kept to recognise it by.
    if (mustUnderstand(header(Names::microsoft, "OperationID"_L1)))
        return sender("InvalidMessageInformationHeader"_L1, {}, u"OperationID is not kept here."_s);
    const bool rightName = m_content.name().compare(QString(method + "_INPUT"_L1),
                                                    Qt::CaseInsensitive)
        == 0;
    if (!rightName || m_content.nameSpace().compare(m_resourceUri, Qt::CaseInsensitive) != 0)
        return sender("SchemaValidationError"_L1, {},
                      u"The body is no %1_INPUT of this class."_s.arg(method.left(200)));
    const MethodDecl *decl = Schema::findMethod(m_request.target.nameSpace(),
                                                m_request.target.className(), method);
    auto arguments = CimXml::readParameters(m_content, decl, m_request.target.nameSpace(),
                                            CimXml::Side::FromClient);
    if (!arguments) {
        Fault fault = sender("InvalidParameter"_L1, "TypeMismatch"_L1,
                             arguments.failure().parameter + ": "_L1
                                 + arguments.failure().serverText);
        fault.cimStatus = 4; // invalid parameter
        return fault;
    }
    m_request.body = Invoke{decl ? QString(decl->name) : method, std::move(arguments).value()};
    return std::nullopt;
}

} // namespace Cistern::Soap

namespace Cistern {

RequestRead readRequest(const QByteArray &bytes)
{
    return Soap::RequestReader().read(bytes);
}

Envelope faultEnvelope(const Wsman::Fault &fault, const Envelope &request)
{
    return replyTo(request, fault);
}

} // namespace Cistern
