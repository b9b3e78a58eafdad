// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/bodywriter.h"

#include "services/schema/embedded.h"
#include "services/schema/schema.h"
#include "services/wsman/resourceuri.h"

namespace Cistern::Soap {

using namespace Qt::Literals::StringLiterals;
using namespace Wsman;

namespace {
void addFilter(Node &node, const auto &filter)
{
    if (const auto *wql = std::get_if<WqlFilter>(&filter)) {
        node << Node(Names::wsman, u"Filter"_s, wql->query)
                    .attribute({}, u"Dialect"_s, Names::wqlDialect);
    } else if (const auto *other = std::get_if<UnknownFilter>(&filter)) {
        node << Node(Names::wsman, u"Filter"_s).attribute({}, u"Dialect"_s, other->dialect);
    }
}
} // namespace

Node BodyWriter::body()
{
    Node body(Names::soap, u"Body"_s);
    std::visit([this, &body](const auto &content) { fill(body, content); }, m_envelope.body);
    return body;
}

void addExpires(Node &node, std::optional<std::chrono::milliseconds> expires)
{
    if (expires)
        node << Node(Names::eventing, u"Expires"_s, durationText(*expires));
}

void BodyWriter::fill(Node &body, const Identify &identify) const
{
    body << Node(identify.nameSpace.isEmpty() ? QString(Names::identity) : identify.nameSpace,
                 u"Identify"_s);
}

void BodyWriter::fill(Node &, const Get &) const {}

void BodyWriter::fill(Node &, const Delete &) const {}

void BodyWriter::fill(Node &, const UnknownRequest &) const {}

void BodyWriter::fill(Node &body, const Put &put)
{
    if (!put.fragment.isEmpty()) {
        body << fragment(put.instance);
        return;
    }
    element(put.instance);
    moveTo(body);
}

void BodyWriter::fill(Node &body, const Create &create)
{
    element(create.instance);
    moveTo(body);
}

void BodyWriter::fill(Node &body, const Enumerate &enumerate)
{
    Node node(Names::enumeration, u"Enumerate"_s);
    if (enumerate.optimize)
        node << Node(Names::wsman, u"OptimizeEnumeration"_s);
    if (enumerate.maxElements != 1)
        node << Node(Names::wsman, u"MaxElements"_s, QString::number(enumerate.maxElements));
    if (enumerate.mode != Mode::Objects)
        node << Node(Names::wsman, u"EnumerationMode"_s,
                     enumerate.mode == Mode::Paths ? u"EnumerateEPR"_s
                                                   : u"EnumerateObjectAndEPR"_s);
    if (const auto *filter = std::get_if<AssociationFilter>(&enumerate.filter)) {
        Node holder(Names::wsman, u"Filter"_s);
        holder << association(*filter);
        node << std::move(holder).attribute({}, u"Dialect"_s, Names::associationDialect);
    } else if (const auto *equal = std::get_if<SelectorFilter>(&enumerate.filter)) {
        Node set(Names::wsman, u"SelectorSet"_s);
        for (const auto &[name, value] : equal->selectors)
            set << Node(Names::wsman, u"Selector"_s, value).attribute({}, u"Name"_s, name);
        Node holder(Names::wsman, u"Filter"_s);
        holder << set;
        node << std::move(holder).attribute({}, u"Dialect"_s, Names::selectorDialect);
    } else {
        addFilter(node, enumerate.filter);
    }
    body << node;
}

// In the order that the strictest server wants.
void BodyWriter::fill(Node &body, const Subscribe &subscribe) const
{
    Node delivery(Names::eventing, u"Delivery"_s);
    if (subscribe.heartbeats)
        delivery << Node(Names::wsman, u"Heartbeats"_s, durationText(*subscribe.heartbeats));
    Node node(Names::eventing, u"Subscribe"_s);
    node << (subscribe.mode.isEmpty()
                 ? delivery
                 : std::move(delivery).attribute({}, u"Mode"_s, subscribe.mode));
    addExpires(node, subscribe.expires);
    addFilter(node, subscribe.filter);
    if (subscribe.bookmarks)
        node << Node(Names::wsman, u"SendBookmarks"_s);
    body << node;
}

void BodyWriter::fill(Node &body, const Renew &renew) const
{
    Node node(Names::eventing, u"Renew"_s);
    addExpires(node, renew.expires);
    body << node;
}

void BodyWriter::fill(Node &body, const Unsubscribe &) const
{
    body << Node(Names::eventing, u"Unsubscribe"_s);
}

// In the order that strict servers check; a name that is not given is left out.
Node BodyWriter::association(const AssociationFilter &filter)
{
    Node node(Names::binding, filter.links ? u"AssociationInstances"_s : u"AssociatedInstances"_s);
    Node object(Names::binding, u"Object"_s);
    reference(filter.object);
    moveTo(object);
    node << object;
    const auto add = [&node](const QString &name, const QString &text) {
        if (!text.isEmpty())
            node << Node(Names::binding, name, text);
    };
    if (filter.links) {
        add(u"ResultClassName"_s, filter.resultClass);
        add(u"Role"_s, filter.role);
    } else {
        add(u"AssociationClassName"_s, filter.associationClass);
        add(u"Role"_s, filter.role);
        add(u"ResultClassName"_s, filter.resultClass);
        add(u"ResultRole"_s, filter.resultRole);
    }
    for (const QString &property : filter.resultProperties)
        add(u"IncludeResultProperty"_s, property);
    return node;
}

void BodyWriter::fill(Node &body, const Pull &pull) const
{
    Node node(Names::enumeration, u"Pull"_s);
    node << Node(Names::enumeration, u"EnumerationContext"_s, pull.context);
    if (pull.maxTime)
        node << Node(Names::enumeration, u"MaxTime"_s,
                     CimDateTime::lasting(*pull.maxTime).toWireText());
    if (pull.maxElements != 1)
        node << Node(Names::enumeration, u"MaxElements"_s, QString::number(pull.maxElements));
    if (pull.maxCharacters)
        node << Node(Names::enumeration, u"MaxCharacters"_s, QString::number(pull.maxCharacters));
    body << node;
}

void BodyWriter::fill(Node &body, const Release &release) const
{
    Node node(Names::enumeration, u"Release"_s);
    node << Node(Names::enumeration, u"EnumerationContext"_s, release.context);
    body << node;
}

void BodyWriter::fill(Node &body, const Invoke &invoke)
{
    const QString nameSpace = writeResourceUri(m_envelope.target, m_envelope.form);
    Node node(nameSpace, invoke.method + "_INPUT"_L1);
    for (const auto &[name, argument] : invoke.arguments) {
        // A null argument is one that is not given, which every server understands.
        if (!argument.isNull())
            value(nameSpace, name, asTaken(invoke.method, name, argument));
    }
    moveTo(node);
    body << node;
}

// An instance in a string is text to WinRM; the others want its elements.
CimValue BodyWriter::asTaken(const QString &method, const QString &name,
                             const CimValue &value) const
{
    if (m_envelope.spelling.embedded == EmbeddedSpelling::Text)
        return value;
    const MethodDecl *decl = Schema::findMethod(m_envelope.target.nameSpace(),
                                                m_envelope.target.className(), method);
    const ParamDecl *param = decl ? decl->param(name) : nullptr;
    if (!param || param->carries != Carries::Embedded)
        return value;
    QList<CimValue> instances;
    for (const QString &text : value.toStrings()) {
        const auto instance = Embedded::fromText(text, m_envelope.target.nameSpace());
        if (!instance)
            return value; // refused there with better words than could be found here
        instances.append(CimValue::instance(*instance));
    }
    return CimValue::array(CimType::Instance, instances);
}

} // namespace Cistern::Soap
