// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What enumerations and subscriptions are asked for (DSP0226 sections 8 and 10).
#include "services/wsman/cimxml.h"
#include "services/wsman/requestreader.h"
#include "services/wsman/soapparts.h"

namespace Cistern::Soap {

using namespace Qt::Literals::StringLiterals;
using namespace Wsman;

namespace {
Fault brokenFilter(const QString &words)
{
    Fault fault = sender("CannotProcessFilter"_L1, {}, words);
    fault.cimStatus = 15; // invalid query
    fault.vendorCode = 0x8033801a;
    return fault;
}

QString dialectOf(const XmlElement &filter)
{
    return filter.attribute({}, "Dialect"_L1).value_or(QString()).trimmed();
}

// DSP0226 R8.2.1-3: text or one element, not both.
Trouble checkFilter(const XmlElement &filter)
{
    const XmlElement content = filter.firstChild();
    if (content && (content.next() || !trimmedText(filter).isEmpty()))
        return brokenFilter(u"The filter is neither text nor one element."_s);
    if (content && dialectOf(filter).endsWith(Names::wqlDialectPath))
        return brokenFilter(u"A query is text."_s);
    return std::nullopt;
}

void readFilterText(const XmlElement &filter, auto &read)
{
    const QString dialect = dialectOf(filter);
    if (dialect.endsWith(Names::wqlDialectPath))
        read = WqlFilter{filter.text()};
    else
        read = UnknownFilter{dialect.left(200)};
}
} // namespace

// A positive integer, or the default of 1 (DSP0226 section 8.2.3).
Trouble RequestReader::readMaxElements(const XmlElement &element, quint32 &most) const
{
    if (!element)
        return std::nullopt;
    const auto number = CimValue::fromText(CimType::UInt32, trimmedText(element));
    if (!number || *number->toUnsigned() == 0)
        return sender("SchemaValidationError"_L1, {}, u"MaxElements is no positive number."_s);
    most = quint32(*number->toUnsigned());
    return std::nullopt;
}

Trouble RequestReader::readEnumerate()
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
Trouble RequestReader::checkEnumerate() const
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

// At most one, in whatever namespace.
Trouble RequestReader::findFilter(XmlElement &filter) const
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

Trouble RequestReader::readFilter(Enumerate &enumerate) const
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

Trouble RequestReader::readSelectorFilter(const XmlElement &content, Enumerate &enumerate) const
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

Trouble RequestReader::readAssociationFilter(const XmlElement &content, Enumerate &enumerate) const
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

Trouble RequestReader::readContext(QLatin1StringView name, QString &context) const
{
    context = trimmedText(m_content.child(Names::enumeration, "EnumerationContext"_L1));
    if (!m_content.is(Names::enumeration, name))
        return sender("SchemaValidationError"_L1, {}, u"The body is no %1."_s.arg(name));
    if (context.isEmpty())
        return Fault{.code = u"Receiver"_s, .subcode = u"InvalidEnumerationContext"_s};
    return std::nullopt;
}

Trouble RequestReader::readPull()
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

Trouble RequestReader::readRelease()
{
    Release release;
    if (const Trouble trouble = readContext("Release"_L1, release.context))
        return trouble;
    m_request.body = release;
    return std::nullopt;
}

// DSP0226 section 10.2; what a delivery other than Pull would need is not looked at.
Trouble RequestReader::readSubscribe()
{
    Subscribe subscribe;
    const XmlElement delivery = m_content.child(Names::eventing, "Delivery"_L1);
    if (!m_content.is(Names::eventing, "Subscribe"_L1) || !delivery)
        return sender("InvalidMessage"_L1, {}, u"The body is no Subscribe."_s);
    subscribe.mode = delivery.attribute({}, "Mode"_L1).value_or(QString(Names::pushMode)).trimmed();
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

Trouble RequestReader::readExpires(std::optional<std::chrono::milliseconds> &expires) const
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

QList<XmlPart> RequestReader::managerParts() const
{
    const XmlElement identifier = header(Names::eventing, "Identifier"_L1);
    return identifier ? QList{Soap::readPart(identifier)} : QList<XmlPart>();
}

Trouble RequestReader::readRenew()
{
    Renew renew{.manager = managerParts()};
    if (!m_content.is(Names::eventing, "Renew"_L1))
        return sender("InvalidMessage"_L1, {}, u"The body is no Renew."_s);
    if (const Trouble trouble = readExpires(renew.expires))
        return trouble;
    m_request.body = renew;
    return std::nullopt;
}

Trouble RequestReader::readUnsubscribe()
{
    if (!m_content.is(Names::eventing, "Unsubscribe"_L1))
        return sender("InvalidMessage"_L1, {}, u"The body is no Unsubscribe."_s);
    m_request.body = Unsubscribe{managerParts()};
    return std::nullopt;
}

} // namespace Cistern::Soap
