// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/soapparts.h"

#include "services/wsman/cimxml.h"
#include "services/wsman/faults.h"
#include "services/wsman/instancereader.h"
#include "services/wsman/names.h"

#include <algorithm>

namespace Cistern::Soap {

using namespace Qt::Literals::StringLiterals;
namespace Names = Wsman::Names;

Failure malformed(const QString &part, const QString &words)
{
    return Failure{.cause = Failure::Cause::Malformed,
                   .stage = Failure::Stage::Protocol,
                   .parameter = part,
                   .serverText = words};
}

Outcome<Parts> readParts(const XmlElement &root)
{
    if (root.name() != "Envelope"_L1)
        return malformed(u"Envelope"_s, u"the document is <%1>"_s.arg(root.name()));
    if (root.nameSpace() != Names::soap)
        return malformed(u"version"_s, root.nameSpace().toString());
    Parts parts;
    for (XmlElement element = root.firstChild(); element; element = element.next()) {
        if (element.is(Names::soap, "Header"_L1) && !parts.header && !parts.body)
            parts.header = element;
        else if (element.is(Names::soap, "Body"_L1) && !parts.body)
            parts.body = element;
        else
            return malformed(element.name().toString(), u"not expected here"_s);
    }
    if (!parts.body)
        return malformed(u"Body"_s, u"missing"_s);
    return parts;
}

QString trimmedText(const XmlElement &element)
{
    return element.text().trimmed();
}

Wsman::XmlPart readPart(const XmlElement &element)
{
    Wsman::XmlPart part{element.nameSpace().toString(), element.name().toString(), element.text()};
    for (const XmlElement::Attribute &attribute : element.attributes())
        part.attributes.append({attribute.nameSpace, attribute.name, attribute.text});
    for (XmlElement child = element.firstChild(); child; child = child.next())
        part.parts.append(readPart(child));
    return part;
}

std::optional<std::chrono::milliseconds> readDuration(const XmlElement &element)
{
    const QString text = trimmedText(element);
    const auto time = text.startsWith(u'P') ? CimDateTime::fromWireText(text) : std::nullopt;
    const auto interval = time ? time->interval() : std::nullopt;
    if (!interval)
        return std::nullopt;
    return std::chrono::duration_cast<std::chrono::milliseconds>(*interval);
}

namespace {
Outcome<CimInstance> readItem(const XmlElement &item, CimXml::InstanceReader &reader)
{
    XmlElement object, path;
    for (XmlElement element = item.firstChild(); element; element = element.next()) {
        if (element.name() == "EndpointReference"_L1 && !path)
            path = element;
        else if (!object)
            object = element;
        else
            return malformed(u"Item"_s, u"more than one instance"_s);
    }
    if (!object || !path)
        return malformed(u"Item"_s, u"an instance or its path is missing"_s);
    return reader.read(object, path);
}

// The deepest words are the server's own; those around them are only frames.
QString deepestMessage(const XmlElement &element)
{
    QString words;
    for (XmlElement child = element.firstChild(); child; child = child.next()) {
        if (const QString inner = deepestMessage(child); !inner.isEmpty())
            words = inner;
    }
    if (words.isEmpty() && element.nameSpace() == Names::microsoftFault
        && (element.name() == "Message"_L1 || element.name() == "ProviderFault"_L1))
        words = trimmedText(element);
    return words;
}

// Codes of a WSManFault and of those inside it, from the outermost to the deepest, then the status
// that WMI adds.
void gatherCodes(const XmlElement &element, QList<quint64> &codes)
{
    if (element.name() == "WSManFault"_L1)
        codes.append(element.attribute({}, "Code"_L1).value_or(QString()).trimmed().toULongLong());
    else if (element.name() == "StatusCode"_L1)
        codes.append(trimmedText(element).toULongLong());
    for (XmlElement child = element.firstChild(); child; child = child.next())
        gatherCodes(child, codes);
}

// The first that says something: the frame of a provider's fault often tells no more than that the
// provider failed.
quint64 tellingCode(const XmlElement &wsmanFault)
{
    QList<quint64> codes;
    gatherCodes(wsmanFault, codes);
    const auto telling = std::find_if(codes.cbegin(), codes.cend(), isKnownNumber);
    return telling == codes.cend() ? codes.value(0) : *telling;
}

// A CIM error instance of whatever class and namespace (DSP0227 section 16.2), with what WinRM
// and OMI add to it.
void readCimError(const XmlElement &error, Wsman::Fault &fault)
{
    constexpr quint32 timedOut = 111; // a ProbableCause
    const auto text = [&error](QLatin1StringView name) { return trimmedText(error.child(name)); };
    fault.cimStatus = text("CIMStatusCode"_L1).toUInt();
    const QString errorType = text("error_Type"_L1);
    if (!fault.vendorCode && errorType.compare("MI"_L1, Qt::CaseInsensitive) != 0)
        fault.vendorCode = text("error_Code"_L1).toULongLong();
    const QString messageId = text("MessageID"_L1); // "HRESULT 0x803381a6"
    if (!fault.vendorCode && messageId.startsWith("HRESULT 0x"_L1, Qt::CaseInsensitive))
        fault.vendorCode = messageId.sliced(10).toULongLong(nullptr, 16);
    if (fault.cimStatus <= 1 && !fault.vendorCode && text("ProbableCause"_L1).toUInt() == timedOut)
        fault.subcode = u"TimedOut"_s;
    for (const QLatin1StringView words :
         {"Message"_L1, "OMI_ErrorMessage"_L1, "error_WindowsErrorMessage"_L1}) {
        if (const QString said = text(words); !said.isEmpty()) {
            fault.reason = said;
            break;
        }
    }
}

void readDetail(const XmlElement &detail, Wsman::Fault &fault)
{
    for (XmlElement element = detail.firstChild(); element; element = element.next()) {
        if (element.name() == "FaultDetail"_L1) {
            const QString uri = trimmedText(element);
            fault.detail = spelledName(uri.sliced(uri.lastIndexOf(u'/') + 1));
        } else if (element.name() == "SupportedDeliveryMode"_L1) {
            fault.deliveryModes.append(trimmedText(element));
        } else if (element.is(Names::microsoftFault, "WSManFault"_L1)) {
            fault.vendorCode = tellingCode(element);
            if (const QString words = deepestMessage(element); !words.isEmpty())
                fault.reason = words;
        } else if (element.child("CIMStatusCode"_L1)
                   || element.attribute(Names::binding, "IsCIM_Error"_L1)) {
            readCimError(element, fault);
        }
    }
}

// "w:InvalidSelectors": the prefix may be undeclared, and local names say enough.
QString localName(const XmlElement &value)
{
    const QString name = trimmedText(value);
    return spelledName(name.sliced(name.indexOf(u':') + 1));
}
} // namespace

Outcome<Wsman::Items> readItems(const XmlElement &response, const QString &nameSpace,
                                const QString &className)
{
    Wsman::Items items;
    const XmlElement context = response.child("EnumerationContext"_L1);
    items.context = trimmedText(context);
    // A PullResponse may leave the context out when the old one stays good (WS-Enumeration 3.2).
    const bool leftOut = !context && response.name() == "PullResponse"_L1;
    items.end = response.child("EndOfSequence"_L1) || (items.context.isEmpty() && !leftOut);
    if (items.end)
        items.context.clear();
    CimXml::InstanceReader reader(nameSpace, CimXml::Side::FromServer);
    for (XmlElement element = response.child("Items"_L1).firstChild(); element;
         element = element.next()) {
        if (element.name() == "EndpointReference"_L1) {
            const auto path = CimXml::readPath(element, nameSpace);
            if (!path)
                return path.failure();
            items.mode = Wsman::Mode::Paths;
            items.paths.append(*path);
            continue;
        }
        if (element.is(Names::wsman, "DroppedEvents"_L1)) {
            items.dropped += std::max(1U, trimmedText(element).toUInt());
            continue;
        }
        // Some sources wrap events as they do in batches; a heartbeat is a wrapper without one.
        if (element.is(Names::wsman, "Event"_L1) && !element.firstChild())
            continue;
        const bool pair = element.is(Names::wsman, "Item"_L1);
        const XmlElement inner = element.is(Names::wsman, "Event"_L1) ? element.firstChild()
                                                                      : element;
        auto instance = pair                             ? readItem(element, reader)
            : element.is(Names::wsman, "XmlFragment"_L1) ? reader.readMembers(element, className)
                                                         : reader.read(inner);
        if (!instance)
            return instance.failure();
        items.mode = pair ? Wsman::Mode::ObjectsAndPaths : Wsman::Mode::Objects;
        items.instances.append(std::move(instance).value());
    }
    return items;
}

Wsman::Fault readFault(const XmlElement &element, const XmlElement &header)
{
    Wsman::Fault fault;
    XmlElement code = element.child(Names::soap, "Code"_L1);
    fault.code = localName(code.child(Names::soap, "Value"_L1));
    while ((code = code.child(Names::soap, "Subcode"_L1)))
        fault.subcode = localName(code.child(Names::soap, "Value"_L1));
    for (XmlElement text = element.child(Names::soap, "Reason"_L1).firstChild();
         text && fault.reason.isEmpty(); text = text.next())
        fault.reason = trimmedText(text);
    readDetail(element.child(Names::soap, "Detail"_L1), fault);
    if (const XmlElement unknown = header.child(Names::soap, "NotUnderstood"_L1)) {
        const QString name = unknown.attribute({}, "qname"_L1).value_or(QString()).trimmed();
        fault.notUnderstood = name.sliced(name.indexOf(u':') + 1);
    }
    return fault;
}

} // namespace Cistern::Soap
