// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The headers of a request (DSP0226 sections 5 and 6).
#include "services/wsman/requestreader.h"
#include "services/wsman/soapparts.h"

#include <algorithm>
#include <array>
#include <limits>

namespace Cistern::Soap {

using namespace Qt::Literals::StringLiterals;
using namespace Wsman;

namespace {
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
} // namespace

bool mustUnderstand(const XmlElement &header)
{
    const QString must =
        header.attribute(Names::soap, "mustUnderstand"_L1).value_or(QString()).trimmed();
    return must == "true"_L1 || must == "1"_L1;
}

Trouble RequestReader::checkHeaders()
{
    std::array<bool, knownHeaders.size()> seen{};
    for (XmlElement element = m_header.firstChild(); element; element = element.next()) {
        const auto known = std::find_if(
            knownHeaders.begin(), knownHeaders.end(),
            [&element](const Header &row) { return element.is(row.nameSpace, row.name); });
        if (known == knownHeaders.end()) {
            // DSP0226 R5.2-2.
            if (mustUnderstand(element))
                return Fault{.code = u"MustUnderstand"_s,
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

Trouble RequestReader::readOptions()
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
Trouble RequestReader::readFragment()
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

bool RequestReader::isTransfer(QLatin1StringView operation) const
{
    return m_request.action.size() == Names::transfer.size() + operation.size()
        && m_request.action.startsWith(Names::transfer) && m_request.action.endsWith(operation);
}

Trouble RequestReader::readAddressing()
{
    // DSP0226 R5.3-1: every message has a To.
    m_request.to = trimmedText(header(Names::addressing, "To"_L1));
    m_request.action = trimmedText(header(Names::addressing, "Action"_L1));
    const XmlElement replyTo = header(Names::addressing, "ReplyTo"_L1);
    for (const auto &[value, name] :
         {std::pair(m_request.to, "To"_L1), {m_request.action, "Action"_L1}}) {
        if (value.isEmpty())
            return sender("MessageInformationHeaderRequired"_L1, {}, u"%1 is missing."_s.arg(name));
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

Trouble RequestReader::readLimits()
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
        const auto time = text.startsWith(u'P') ? CimDateTime::fromWireText(text) : std::nullopt;
        if (!time)
            return sender("InvalidMessageInformationHeader"_L1, "InvalidTimeout"_L1,
                          u"OperationTimeout is no duration."_s);
        m_request.operationTimeout = std::chrono::duration_cast<std::chrono::milliseconds>(
            *time->interval());
    }
    return std::nullopt;
}

} // namespace Cistern::Soap
