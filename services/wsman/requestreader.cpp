// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/soapxml.h"

#include "services/schema/schema.h"
#include "services/wsman/cimxml.h"
#include "services/wsman/fragmentpath.h"
#include "services/wsman/names.h"
#include "services/wsman/resourceuri.h"
#include "services/wsman/soapparts.h"

#include <algorithm>
#include <array>
#include <limits>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using namespace Wsman;
using Soap::trimmedText;

namespace {
// What has gone wrong with a request, once there is something to answer to.
using Trouble = std::optional<Fault>;

Fault sender(QLatin1StringView subcode, QLatin1StringView detail, const QString &reason)
{
    return Fault{.code = u"Sender"_s, .subcode = subcode, .detail = detail, .reason = reason};
}

struct Header
{
    QLatin1StringView nameSpace;
    QLatin1StringView name;
};
// Every header that clients send; the rest is ignored, or refused when it must be understood.
constexpr std::array knownHeaders{
    Header{Names::addressing, "To"_L1},
    Header{Names::addressing, "Action"_L1},
    Header{Names::addressing, "MessageID"_L1},
    Header{Names::addressing, "ReplyTo"_L1},
    Header{Names::addressing, "FaultTo"_L1},
    Header{Names::addressing, "From"_L1},
    Header{Names::eventing, "Identifier"_L1},
    Header{Names::wsman, "ResourceURI"_L1},
    Header{Names::wsman, "SelectorSet"_L1},
    Header{Names::wsman, "OptionSet"_L1},
    Header{Names::wsman, "OperationTimeout"_L1},
    Header{Names::wsman, "MaxEnvelopeSize"_L1},
    Header{Names::wsman, "Locale"_L1},
    Header{Names::wsman, "FragmentTransfer"_L1},
    Header{Names::wsman, "RequestEPR"_L1},
    Header{Names::wsman, "RequestTotalItemsCountEstimate"_L1},
    Header{Names::microsoft, "DataLocale"_L1},
    Header{Names::microsoft, "ActivityId"_L1},
    Header{Names::microsoft, "SessionId"_L1},
    Header{Names::microsoft, "OperationID"_L1},
    Header{Names::microsoft, "SequenceId"_L1},
};

bool mustUnderstand(const XmlElement &header)
{
    const QString must =
        header.attribute(Names::soap, "mustUnderstand"_L1).value_or(QString()).trimmed();
    return must == "true"_L1 || must == "1"_L1;
}

class RequestReader
{
public:
    RequestRead read(const QByteArray &bytes)
    {
        const Trouble trouble = readDocument(bytes);
        if (trouble)
            return {faultEnvelope(*trouble, m_request), true};
        return {m_request, false};
    }

private:
    Trouble readDocument(const QByteArray &bytes)
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
             {&RequestReader::checkHeaders, &RequestReader::readAddressing,
              &RequestReader::readLimits, &RequestReader::readOptions, &RequestReader::readFragment,
              &RequestReader::readTarget, &RequestReader::readBody}) {
            if (const Trouble trouble = (this->*step)())
                return trouble;
        }
        return std::nullopt;
    }

    XmlElement header(QLatin1StringView nameSpace, QLatin1StringView name) const
    {
        return m_header.child(nameSpace, name);
    }

    Trouble checkHeaders()
    {
        std::array<bool, knownHeaders.size()> seen{};
        for (XmlElement element = m_header.firstChild(); element; element = element.next()) {
            const auto known = std::find_if(
                knownHeaders.begin(), knownHeaders.end(),
                [&element](const Header &row) { return element.is(row.nameSpace, row.name); });
            if (known == knownHeaders.end()) {
                // DSP0226 R5.2-2.
                if (mustUnderstand(element))
                    return Fault{
                        .code = u"MustUnderstand"_s,
                        .reason = u"A header is not understood."_s,
                        .notUnderstood = element.name().toString().left(256),
                        .notUnderstoodNameSpace = element.nameSpace().toString().left(256)};
                continue;
            }
            // DSP0226 R13.1-9.
            bool &before = seen[size_t(known - knownHeaders.begin())];
            if (before)
                return sender("InvalidMessageInformationHeader"_L1, {},
                              u"%1 is given twice."_s.arg(element.name()));
            before = true;
        }
        // DSP0226 R6.3-2: a service that can't promise the language says so.
        for (const auto &[nameSpace, name] :
             {Header{Names::wsman, "Locale"_L1}, Header{Names::microsoft, "DataLocale"_L1}}) {
            if (mustUnderstand(header(nameSpace, name)))
                return sender("UnsupportedFeature"_L1, name, u"One language is spoken here."_s);
        }
        return std::nullopt;
    }

    Trouble readOptions()
    {
        constexpr qsizetype mostOptions = 256;
        const XmlElement set = header(Names::wsman, "OptionSet"_L1);
        for (XmlElement element = set.firstChild(); element; element = element.next()) {
            const QString name = element.attribute({}, "Name"_L1).value_or(QString()).trimmed();
            if (!element.is(Names::wsman, "Option"_L1) || name.isEmpty())
                return sender("InvalidOptions"_L1, "InvalidName"_L1, u"An option has no name."_s);
            if (m_request.options.size() == mostOptions)
                return sender("EncodingLimit"_L1, "OptionLimit"_L1,
                              u"There are more than %1 options."_s.arg(mostOptions));
            // What is not known is ignored, also where it must be complied with, as WinRM does.
            m_request.options.append({name, trimmedText(element)});
        }
        return std::nullopt;
    }

    // Only Get and Put know parts of an object (DSP0226 R7.7-1).
    Trouble readFragment()
    {
        const XmlElement fragment = header(Names::wsman, "FragmentTransfer"_L1);
        if (!fragment)
            return std::nullopt;
        if (!mustUnderstand(fragment))
            return sender("InvalidMessageInformationHeader"_L1, {},
                          u"FragmentTransfer must be marked with mustUnderstand."_s);
        if (!isTransfer("/Get"_L1) && !isTransfer("/Put"_L1))
            return sender("UnsupportedFeature"_L1, "FragmentLevelAccess"_L1,
                          u"Only Get and Put know parts of an object."_s);
        const QString dialect = fragment.attribute({}, "Dialect"_L1).value_or(QString()).trimmed();
        if (!dialect.isEmpty() && dialect != Names::xpathDialect) {
            Fault fault = sender("FragmentDialectNotSupported"_L1, {}, dialect.left(200));
            fault.vendorCode = 0x80338090;
            return fault;
        }
        m_fragmentText = trimmedText(fragment);
        m_fragment = FragmentPath::fromText(m_fragmentText);
        if (!m_fragment || fragment.hasChildren()) {
            Fault fault = sender("CannotProcessFilter"_L1, {},
                                 u"The fragment is no property, Property[n] or Property/text()."_s);
            fault.family = u"wsman"_s;
            fault.vendorCode = 0x80338093;
            return fault;
        }
        return std::nullopt;
    }

    bool isTransfer(QLatin1StringView operation) const
    {
        return m_request.action.size() == Names::transfer.size() + operation.size()
            && m_request.action.startsWith(Names::transfer) && m_request.action.endsWith(operation);
    }

    Trouble readAddressing()
    {
        // DSP0226 R5.3-1: every message has a To.
        m_request.to = trimmedText(header(Names::addressing, "To"_L1));
        m_request.action = trimmedText(header(Names::addressing, "Action"_L1));
        const XmlElement replyTo = header(Names::addressing, "ReplyTo"_L1);
        for (const auto &[value, name] :
             {std::pair(m_request.to, "To"_L1), {m_request.action, "Action"_L1}}) {
            if (value.isEmpty())
                return sender("MessageInformationHeaderRequired"_L1, {},
                              u"%1 is missing."_s.arg(name));
        }
        if (!replyTo)
            return sender("MessageInformationHeaderRequired"_L1, {}, u"ReplyTo is missing."_s);
        constexpr qsizetype longestId = 2048; // as WinRM
        if (m_request.messageId.isEmpty() || m_request.messageId.size() > longestId) {
            m_request.messageId.clear();
            return sender("InvalidMessageInformationHeader"_L1, {},
                          u"MessageID must have 1 to 2048 characters."_s);
        }
        for (const XmlElement &endpoint : {replyTo, header(Names::addressing, "FaultTo"_L1)}) {
            if (endpoint
                && trimmedText(endpoint.child(Names::addressing, "Address"_L1)) != Names::anonymous)
                return sender("UnsupportedFeature"_L1, "AddressingMode"_L1,
                              u"Answers go back the way they came."_s);
        }
        return std::nullopt;
    }

    Trouble readLimits()
    {
        if (const XmlElement size = header(Names::wsman, "MaxEnvelopeSize"_L1)) {
            const auto octets = CimValue::fromText(CimType::UInt32, trimmedText(size));
            // DSP0226 R6.2-4.
            if (!octets || *octets->toUnsigned() < leastEnvelopeSize)
                return sender(
                    "EncodingLimit"_L1, "MinimumEnvelopeLimit"_L1,
                    u"MaxEnvelopeSize must be a number from %1 to %2."_s.arg(leastEnvelopeSize)
                        .arg(std::numeric_limits<quint32>::max()));
            m_request.maxEnvelopeSize = quint32(*octets->toUnsigned());
        }
        if (const XmlElement timeout = header(Names::wsman, "OperationTimeout"_L1)) {
            const QString text = trimmedText(timeout);
            const auto time = text.startsWith(u'P') ? CimDateTime::fromWireText(text)
                                                    : std::nullopt;
            if (!time)
                return sender("InvalidMessageInformationHeader"_L1, "InvalidTimeout"_L1,
                              u"OperationTimeout is no duration."_s);
            m_request.operationTimeout = std::chrono::duration_cast<std::chrono::milliseconds>(
                *time->interval());
        }
        return std::nullopt;
    }

    Trouble readTarget()
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
            return sender("InvalidSelectors"_L1, "InvalidValue"_L1,
                          u"Two CIM namespaces are named."_s);
        m_request.target = CimXml::declaredPath(uri->nameSpace.isEmpty() ? selectors->nameSpace
                                                                         : uri->nameSpace,
                                                uri->className, selectors->keys);
        return std::nullopt;
    }

    Trouble readBody()
    {
        if (m_content.next())
            return sender("SchemaValidationError"_L1, {},
                          u"The body holds more than one element."_s);
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
            if (action.size() == row.family.size() + row.name.size()
                && action.startsWith(row.family) && action.endsWith(row.name))
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
    Trouble readEmpty()
    {
        m_request.body = Operation();
        return std::nullopt;
    }

    Trouble readGet()
    {
        m_request.body = Get{m_fragmentText};
        return std::nullopt;
    }

    Trouble readPut()
    {
        if (!m_fragment)
            return readWhole<Put>();
        // The property as an element of the class, or its characters alone (DSP0226 R7.7-1).
        if (!m_content.is(Names::wsman, "XmlFragment"_L1))
            return sender("InvalidRepresentation"_L1, "InvalidFragment"_L1,
                          u"The body is no XmlFragment."_s);
        const QString nameSpace = m_request.target.nameSpace();
        const QString className = m_request.target.className();
        auto instance = CimXml::readMembers(m_content, className, nameSpace,
                                            CimXml::Side::FromClient);
        if (instance && m_fragment->text && !m_content.hasChildren()) {
            const ClassDecl *decl = instance->decl();
            const int index = decl ? decl->indexOf(m_fragment->property) : -1;
            const auto value = CimValue::fromText(index < 0 ? CimType::String
                                                            : decl->properties[size_t(index)].type,
                                                  m_content.text());
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
    Trouble readWhole()
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

    // A positive integer, or the default of 1 (DSP0226 section 8.2.3).
    Trouble readMaxElements(const XmlElement &element, quint32 &most) const
    {
        if (!element)
            return std::nullopt;
        const auto number = CimValue::fromText(CimType::UInt32, trimmedText(element));
        if (!number || *number->toUnsigned() == 0)
            return sender("SchemaValidationError"_L1, {}, u"MaxElements is no positive number."_s);
        most = quint32(*number->toUnsigned());
        return std::nullopt;
    }

    Trouble readEnumerate()
    {
        Enumerate enumerate;
        if (!m_content.is(Names::enumeration, "Enumerate"_L1))
            return sender("SchemaValidationError"_L1, {}, u"The body is no Enumerate."_s);
        // DSP0226 R5.2.1-1: nobody is told elsewhere that an enumeration ended.
        if (m_content.child("EndTo"_L1))
            return sender("UnsupportedFeature"_L1, "AddressingMode"_L1,
                          u"Answers go back the way they came."_s);
        if (const Trouble trouble = checkEnumerate())
            return trouble;
        enumerate.optimize = bool(m_content.child(Names::wsman, "OptimizeEnumeration"_L1));
        if (const Trouble trouble = readMaxElements(m_content.child(Names::wsman, "MaxElements"_L1),
                                                    enumerate.maxElements))
            return trouble;
        const XmlElement mode = m_content.child(Names::wsman, "EnumerationMode"_L1);
        const QString modeName = trimmedText(mode);
        if (!mode)
            enumerate.mode = Mode::Objects;
        else if (modeName == "EnumerateEPR"_L1)
            enumerate.mode = Mode::Paths;
        else if (modeName != "EnumerateObjectAndEPR"_L1)
            return sender("UnsupportedFeature"_L1, "EnumerationMode"_L1, modeName.left(200));
        if (const Trouble trouble = readFilter(enumerate))
            return trouble;
        m_request.body = enumerate;
        return std::nullopt;
    }

    // What is read but has no effect here. Contexts live as long as they are used; subclasses are
    // always included with all they have, as WinRM does (DSP0227 section 9 lets a service choose).
    Trouble checkEnumerate() const
    {
        if (const XmlElement expires = m_content.child(Names::enumeration, "Expires"_L1);
            expires && !CimDateTime::fromWireText(trimmedText(expires))) {
            Fault fault = sender("InvalidExpirationTime"_L1, {},
                                 u"Expires is neither a time nor a duration."_s);
            fault.family = u"wsen"_s;
            fault.vendorCode = 0x80338016;
            return fault;
        }
        const XmlElement mode = m_content.child(Names::binding, "PolymorphismMode"_L1);
        const QString name = trimmedText(mode);
        if (mode && name != "IncludeSubClassProperties"_L1 && name != "ExcludeSubClassProperties"_L1
            && name != "None"_L1)
            return Fault{.code = u"Receiver"_s,
                         .subcode = u"PolymorphismModeNotSupported"_s,
                         .reason = name.left(200),
                         .vendorCode = 0x80338137};
        return std::nullopt;
    }

    static Fault brokenFilter(const QString &words)
    {
        Fault fault = sender("CannotProcessFilter"_L1, {}, words);
        fault.cimStatus = 15; // invalid query
        fault.vendorCode = 0x8033801a;
        return fault;
    }

    // At most one, in whatever namespace.
    Trouble findFilter(XmlElement &filter) const
    {
        for (XmlElement element = m_content.firstChild(); element; element = element.next()) {
            if (element.name() != "Filter"_L1)
                continue;
            if (filter)
                return brokenFilter(u"More than one filter is given."_s);
            filter = element;
        }
        return std::nullopt;
    }

    static QString dialectOf(const XmlElement &filter)
    {
        return filter.attribute({}, "Dialect"_L1).value_or(QString()).trimmed();
    }

    // DSP0226 R8.2.1-3: text or one element, not both.
    static Trouble checkFilter(const XmlElement &filter)
    {
        const XmlElement content = filter.firstChild();
        if (content && (content.next() || !trimmedText(filter).isEmpty()))
            return brokenFilter(u"The filter is neither text nor one element."_s);
        if (content && dialectOf(filter).endsWith(Names::wqlDialectPath))
            return brokenFilter(u"A query is text."_s);
        return std::nullopt;
    }

    static void readFilterText(const XmlElement &filter, auto &read)
    {
        const QString dialect = dialectOf(filter);
        if (dialect.endsWith(Names::wqlDialectPath))
            read = WqlFilter{filter.text()};
        else
            read = UnknownFilter{dialect.left(200)};
    }

    Trouble readFilter(Enumerate &enumerate) const
    {
        XmlElement filter;
        if (const Trouble trouble = findFilter(filter); trouble || !filter)
            return trouble;
        if (const Trouble trouble = checkFilter(filter))
            return trouble;
        const QString dialect = dialectOf(filter);
        if (dialect == Names::selectorDialect)
            return readSelectorFilter(filter.firstChild(), enumerate);
        if (dialect != Names::associationDialect) {
            readFilterText(filter, enumerate.filter);
            return std::nullopt;
        }
        return readAssociationFilter(filter.firstChild(), enumerate);
    }

    Trouble readSelectorFilter(const XmlElement &content, Enumerate &enumerate) const
    {
        SelectorFilter filter;
        if (!content.is(Names::wsman, "SelectorSet"_L1))
            return brokenFilter(u"The filter is no set of selectors."_s);
        for (XmlElement each = content.firstChild(); each; each = each.next()) {
            const QString name = each.attribute({}, "Name"_L1).value_or(QString()).trimmed();
            if (!each.is(Names::wsman, "Selector"_L1) || name.isEmpty() || each.hasChildren())
                return brokenFilter(u"A selector of the filter has no name or no plain value."_s);
            filter.selectors.append({name, each.text()});
        }
        enumerate.filter = filter;
        return std::nullopt;
    }

    Trouble readAssociationFilter(const XmlElement &content, Enumerate &enumerate) const
    {
        AssociationFilter association;
        association.links = content.is(Names::binding, "AssociationInstances"_L1);
        if (!association.links && !content.is(Names::binding, "AssociatedInstances"_L1))
            return brokenFilter(u"The filter is no association filter."_s);
        const auto object = CimXml::readPath(content.child(Names::binding, "Object"_L1),
                                             m_request.target.nameSpace());
        if (!object)
            return brokenFilter(u"The object of the filter is unreadable."_s);
        association.object = *object;
        association.associationClass = trimmedText(
            content.child(Names::binding, "AssociationClassName"_L1));
        association.role = trimmedText(content.child(Names::binding, "Role"_L1));
        association.resultClass = trimmedText(content.child(Names::binding, "ResultClassName"_L1));
        association.resultRole = trimmedText(content.child(Names::binding, "ResultRole"_L1));
        for (XmlElement each = content.firstChild(); each; each = each.next()) {
            if (each.is(Names::binding, "IncludeResultProperty"_L1))
                association.resultProperties.append(trimmedText(each));
        }
        enumerate.filter = association;
        return std::nullopt;
    }

    Trouble readContext(QLatin1StringView name, QString &context) const
    {
        context = trimmedText(m_content.child(Names::enumeration, "EnumerationContext"_L1));
        if (!m_content.is(Names::enumeration, name))
            return sender("SchemaValidationError"_L1, {}, u"The body is no %1."_s.arg(name));
        if (context.isEmpty())
            return Fault{.code = u"Receiver"_s, .subcode = u"InvalidEnumerationContext"_s};
        return std::nullopt;
    }

    Trouble readPull()
    {
        Pull pull;
        if (const Trouble trouble = readContext("Pull"_L1, pull.context))
            return trouble;
        if (const Trouble trouble = readMaxElements(
                m_content.child(Names::enumeration, "MaxElements"_L1), pull.maxElements))
            return trouble;
        if (const XmlElement time = m_content.child(Names::enumeration, "MaxTime"_L1)) {
            const auto read = CimDateTime::fromWireText(trimmedText(time));
            if (!read || !read->interval())
                return sender("SchemaValidationError"_L1, {}, u"MaxTime is no duration."_s);
            pull.maxTime = std::chrono::duration_cast<std::chrono::milliseconds>(*read->interval());
        }
        if (const XmlElement most = m_content.child(Names::enumeration, "MaxCharacters"_L1)) {
            const auto number = CimValue::fromText(CimType::UInt32, trimmedText(most));
            if (!number || *number->toUnsigned() == 0)
                return sender("SchemaValidationError"_L1, {},
                              u"MaxCharacters is no positive number."_s);
            pull.maxCharacters = quint32(*number->toUnsigned());
        }
        m_request.body = pull;
        return std::nullopt;
    }

    Trouble readRelease()
    {
        Release release;
        if (const Trouble trouble = readContext("Release"_L1, release.context))
            return trouble;
        m_request.body = release;
        return std::nullopt;
    }

    // DSP0226 section 10.2; what a delivery other than Pull would need is not looked at.
    Trouble readSubscribe()
    {
        Subscribe subscribe;
        const XmlElement delivery = m_content.child(Names::eventing, "Delivery"_L1);
        if (!m_content.is(Names::eventing, "Subscribe"_L1) || !delivery)
            return sender("InvalidMessage"_L1, {}, u"The body is no Subscribe."_s);
        subscribe.mode =
            delivery.attribute({}, "Mode"_L1).value_or(QString(Names::pushMode)).trimmed();
        if (const XmlElement heartbeats = delivery.child(Names::wsman, "Heartbeats"_L1)) {
            subscribe.heartbeats = Soap::readDuration(heartbeats);
            if (!subscribe.heartbeats)
                return sender("InvalidMessage"_L1, {}, u"Heartbeats is no duration."_s);
        }
        const QString encoding = trimmedText(delivery.child(Names::wsman, "ContentEncoding"_L1))
                                     .toUpper();
        if (!encoding.isEmpty() && encoding != "UTF-8"_L1)
            return sender("EncodingLimit"_L1, "CharacterSet"_L1, encoding.left(200));
        if (const Trouble trouble = readExpires(subscribe.expires))
            return trouble;
        XmlElement filter;
        if (const Trouble trouble = findFilter(filter))
            return trouble;
        if (filter)
            readFilterText(filter, subscribe.filter);
        subscribe.bookmarks = m_content.child(Names::wsman, "SendBookmarks"_L1)
            || m_content.child(Names::wsman, "Bookmark"_L1);
        m_request.body = subscribe;
        return std::nullopt;
    }

    Trouble readExpires(std::optional<std::chrono::milliseconds> &expires) const
    {
        const XmlElement element = m_content.child(Names::eventing, "Expires"_L1);
        if (!element)
            return std::nullopt;
        expires = Soap::readDuration(element);
        const QString text = trimmedText(element);
        if (!expires && CimDateTime::fromWireText(text))
            return sender("UnsupportedExpirationType"_L1, {}, u"Expires must be a duration."_s);
        if (!expires || expires->count() <= 0)
            return sender("InvalidExpirationTime"_L1, {}, text.left(200));
        return std::nullopt;
    }

    QList<XmlPart> managerParts() const
    {
        const XmlElement identifier = header(Names::eventing, "Identifier"_L1);
        return identifier ? QList{Soap::readPart(identifier)} : QList<XmlPart>();
    }

    Trouble readRenew()
    {
        Renew renew{.manager = managerParts()};
        if (!m_content.is(Names::eventing, "Renew"_L1))
            return sender("InvalidMessage"_L1, {}, u"The body is no Renew."_s);
        if (const Trouble trouble = readExpires(renew.expires))
            return trouble;
        m_request.body = renew;
        return std::nullopt;
    }

    Trouble readUnsubscribe()
    {
        if (!m_content.is(Names::eventing, "Unsubscribe"_L1))
            return sender("InvalidMessage"_L1, {}, u"The body is no Unsubscribe."_s);
        m_request.body = Unsubscribe{managerParts()};
        return std::nullopt;
    }

    Trouble readInvoke(const QString &method)
    {
        // A retransmission would act twice here, where nothing is kept to recognise it by.
        if (mustUnderstand(header(Names::microsoft, "OperationID"_L1)))
            return sender("InvalidMessageInformationHeader"_L1, {},
                          u"OperationID is not kept here."_s);
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

    Envelope m_request;
    XmlElement m_header;
    XmlElement m_content;
    QString m_resourceUri;
    QString m_fragmentText;
    std::optional<FragmentPath> m_fragment;
};
} // namespace

RequestRead readRequest(const QByteArray &bytes)
{
    return RequestReader().read(bytes);
}

Envelope faultEnvelope(const Fault &fault, const Envelope &request)
{
    return replyTo(request, fault);
}

} // namespace Cistern
