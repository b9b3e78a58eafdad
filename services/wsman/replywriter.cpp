// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/bodywriter.h"
#include "services/wsman/faults.h"
#include "services/wsman/resourceuri.h"

#include <QSysInfo>

#include <algorithm>

namespace Cistern::Soap {

using namespace Qt::Literals::StringLiterals;
using namespace Wsman;

namespace {
QList<QStringList> sorted(QList<QStringList> columns)
{
    std::sort(columns.begin(), columns.end(), [](const QStringList &a, const QStringList &b) {
        return a.last().compare(b.last(), Qt::CaseInsensitive) < 0;
    });
    return columns;
}
} // namespace

void BodyWriter::fill(Node &body, const IdentifyReply &reply) const
{
    const QString nameSpace = reply.nameSpace.isEmpty() ? QString(Names::identity)
                                                        : reply.nameSpace;
    Node node(nameSpace, u"IdentifyResponse"_s);
    node << Node(nameSpace, u"ProtocolVersion"_s, reply.protocolVersion)
         << Node(nameSpace, u"ProductVendor"_s, reply.productVendor)
         << Node(nameSpace, u"ProductVersion"_s, reply.productVersion);
    Node profiles(nameSpace, u"SecurityProfiles"_s);
    for (const QString &profile : m_profiles)
        profiles << Node(nameSpace, u"SecurityProfileName"_s, profile);
    if (!m_profiles.isEmpty())
        node << profiles;
    body << node;
}

void BodyWriter::fill(Node &body, const InstanceReply &reply)
{
    if (!reply.instance)
        return;
    element(*reply.instance);
    moveTo(body);
}

Node BodyWriter::fragment(const CimInstance &instance)
{
    Node node(Names::wsman, u"XmlFragment"_s);
    members(instance);
    moveTo(node);
    return node;
}

void BodyWriter::fill(Node &body, const FragmentReply &reply)
{
    if (reply.text)
        body << Node(Names::wsman, u"XmlFragment"_s, *reply.text);
    else
        body << fragment(reply.instance);
}

void BodyWriter::fill(Node &body, const CreateReply &reply)
{
    Node node(Names::transfer, u"ResourceCreated"_s);
    reference(reply.path);
    moveTo(node);
    body << node;
}

void BodyWriter::fill(Node &, const DoneReply &) const {}

void BodyWriter::fill(Node &body, const SubscribeReply &reply) const
{
    Node parameters(Names::addressing, u"ReferenceParameters"_s);
    for (const XmlPart &part : reply.manager)
        parameters << nodeOf(part);
    Node manager(Names::eventing, u"SubscriptionManager"_s);
    manager << Node(Names::addressing, u"Address"_s, Names::anonymous) << parameters;
    Node node(Names::eventing, u"SubscribeResponse"_s);
    node << manager;
    addExpires(node, reply.expires);
    body << (node << Node(Names::enumeration, u"EnumerationContext"_s, reply.context));
}

void BodyWriter::fill(Node &body, const RenewReply &reply) const
{
    Node node(Names::eventing, u"RenewResponse"_s);
    addExpires(node, reply.expires);
    body << node;
}

void BodyWriter::fill(Node &body, const Items &items)
{
    const bool pulled = m_envelope.action.endsWith("/PullResponse"_L1);
    const QString nameSpace = pulled ? Names::enumeration : Names::wsman;
    Node node(Names::enumeration, pulled ? u"PullResponse"_s : u"EnumerateResponse"_s);
    if (!items.end || !pulled)
        node << Node(Names::enumeration, u"EnumerationContext"_s,
                     items.end ? QString() : items.context);
    Node list(nameSpace, u"Items"_s);
    if (items.dropped)
        list << Node(Names::wsman, u"DroppedEvents"_s, QString::number(items.dropped))
                    .attribute({}, u"Action"_s, Names::droppedEvents);
    for (const CimPath &path : items.paths)
        endpointReference(path);
    const QList<QStringList> columns = sorted(items.columns);
    for (const CimInstance &instance : items.instances) {
        if (!columns.isEmpty()) {
            selected(instance, columns);
        } else if (items.mode == Mode::Objects) {
            element(instance);
        } else {
            m_out.open(Names::wsman, "Item"_L1);
            element(instance);
            endpointReference(instance.path(m_envelope.target.nameSpace()));
            m_out.close();
        }
    }
    if (!items.paths.isEmpty() || !items.instances.isEmpty() || items.dropped) {
        moveTo(list);
        node << list;
    }
    if (items.end)
        node << Node(nameSpace, u"EndOfSequence"_s);
    body << node;
}

// What a query with a list of columns tells of an object: only these, in the order of their
// names, in no namespace, not even the wrapper of a time (as WinRM).
void BodyWriter::selected(const CimInstance &instance, const QList<QStringList> &columns)
{
    m_out.open(Names::wsman, "XmlFragment"_L1);
    for (const QStringList &steps : columns)
        value({}, steps.last(), instance.value(steps.join(u'.')));
    m_out.close();
}

void BodyWriter::fill(Node &body, const InvokeReply &reply)
{
    const QString nameSpace = writeResourceUri(m_envelope.target, m_envelope.form);
    Node node(nameSpace, reply.method + "_OUTPUT"_L1);
    NamedValues outs = reply.reply.outs;
    if (reply.reply.returnValue)
        outs.append({u"ReturnValue"_s, CimValue::uint64(*reply.reply.returnValue)});
    sortByName(outs);
    for (const auto &[name, out] : std::as_const(outs))
        value(nameSpace, name, out);
    moveTo(node);
    body << node;
}

// All three kinds of detail, so that every kind of client finds one it knows.
void BodyWriter::fill(Node &body, const Fault &fault) const
{
    Node code(Names::soap, u"Code"_s);
    code << Node(Names::soap, u"Value"_s, "s:"_L1 + fault.code);
    if (!fault.subcode.isEmpty()) {
        Node subcode(Names::soap, u"Subcode"_s);
        subcode << Node(Names::soap, u"Value"_s, faultPrefix(fault) + u':' + fault.subcode);
        code << subcode;
    }
    // Said three times, with each character written as up to six, within the smallest envelope.
    constexpr qsizetype longestReason = 256;
    Node reason(Names::soap, u"Reason"_s);
    const QString words = fault.reason.left(longestReason);
    reason << Node(Names::soap, u"Text"_s, words).attribute(Names::xml, u"lang"_s, u"en-US"_s);
    Node detail(Names::soap, u"Detail"_s);
    for (const QString &mode : fault.deliveryModes)
        detail << Node(Names::eventing, u"SupportedDeliveryMode"_s, mode);
    if (!fault.detail.isEmpty())
        detail << Node(Names::wsman, u"FaultDetail"_s, Names::faultDetail + fault.detail);
    if (fault.vendorCode)
        detail << vendorFault(fault, words);
    if (fault.cimStatus)
        detail << cimError(fault, words);
    Node node(Names::soap, u"Fault"_s);
    node << code << reason;
    if (!fault.detail.isEmpty() || fault.vendorCode || fault.cimStatus
        || !fault.deliveryModes.isEmpty())
        node << detail;
    body << node;
}

// What is behind the protocol is named as such, within the outer frame (WSManFault of WinRM).
Node BodyWriter::vendorFault(const Fault &fault, const QString &words)
{
    const auto frame = [&fault](const Node &content) {
        static const QString machine = QSysInfo::machineHostName();
        Node node(Names::microsoftFault, u"WSManFault"_s);
        node << content;
        return std::move(node)
            .attribute({}, u"Code"_s, QString::number(fault.vendorCode))
            .attribute({}, u"Machine"_s, machine);
    };
    const Node message(Names::microsoftFault, u"Message"_s, words);
    if (!fault.byProvider)
        return frame(message);
    Node provider(Names::microsoftFault, u"ProviderFault"_s);
    provider << frame(message);
    Node outer(Names::microsoftFault, u"Message"_s);
    outer << std::move(provider).attribute({}, u"provider"_s, u"Cistern"_s);
    return frame(outer);
}

// A CIM error instance (DSP0227 section 16.2); the Windows client reads one of its own class,
// in which members without a value are told too.
Node BodyWriter::cimError(const Fault &fault, const QString &words) const
{
    const bool mi = m_envelope.style.miErrors;
    const QString className = mi ? u"MSFT_WmiError"_s : u"CIM_Error"_s;
    const bool here = mi && m_envelope.form == UriForm::Wmi && !m_envelope.target.isEmpty();
    const QString nameSpace = writeResourceUri(
        CimPath(here ? m_envelope.target.nameSpace() : QString(), className),
        here ? UriForm::Wmi : UriForm::Dmtf);
    Node error(nameSpace, className);
    const auto add = [&](const QString &name, const QString &text) {
        error << Node(nameSpace, name, text);
    };
    add(u"CIMStatusCode"_s, QString::number(fault.cimStatus));
    if (mi) {
        add(u"ErrorType"_s, u"0"_s);
        error << Node(nameSpace, u"ErrorSource"_s).nil();
    }
    add(u"Message"_s, words);
    if (mi) {
        add(u"MessageID"_s, u"HRESULT 0x%1"_s.arg(fault.vendorCode, 8, 16, QLatin1Char('0')));
        error << Node(nameSpace, u"OwningEntity"_s).nil();
        add(u"PerceivedSeverity"_s, u"0"_s);
        add(u"ProbableCause"_s, u"0"_s);
        add(u"error_Category"_s, u"0"_s);
        add(u"error_Code"_s, QString::number(fault.vendorCode));
        add(u"error_Type"_s, u"HRESULT"_s);
    }
    return std::move(error).attribute(Names::binding, u"IsCIM_Error"_s, u"true"_s);
}

} // namespace Cistern::Soap
