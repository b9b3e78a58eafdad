// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/soapxml.h"

#include "services/schema/embedded.h"
#include "services/schema/schema.h"
#include "services/wsman/faults.h"
#include "services/wsman/names.h"
#include "services/wsman/resourceuri.h"

#include <KDSoapClient/KDSoapValue.h>

#include <QSysInfo>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using namespace Wsman;

namespace {
// Characters that XML 1.0 cannot say become the replacement mark; whoever sends a person's words
// checks them first (isXmlText).
QString writable(const QString &text)
{
    if (isXmlText(text))
        return text;
    QString clean;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool pair = text[i].isHighSurrogate() && i + 1 < text.size()
            && text[i + 1].isLowSurrogate();
        const QStringView character = QStringView(text).sliced(i, pair ? 2 : 1);
        if (isXmlText(character))
            clean += character;
        else
            clean += QChar(QChar::ReplacementCharacter);
        i += pair ? 1 : 0;
    }
    return clean;
}

// One element of KDSoap's message model, always qualified.
class Node
{
public:
    Node(const QString &nameSpace, const QString &name) : m_value(name, QVariant())
    {
        m_value.setNamespaceUri(nameSpace);
        m_value.setQualified(true);
    }
    Node(const QString &nameSpace, const QString &name, const QString &text) : Node(nameSpace, name)
    {
        // A null QString would read as "no value", which is the same empty element.
        m_value.setValue(writable(text));
    }

    Node &&attribute(const QString &nameSpace, const QString &name, const QString &text) &&
    {
        KDSoapValue value(name, writable(text));
        value.setNamespaceUri(nameSpace);
        value.setQualified(!nameSpace.isEmpty());
        m_value.childValues().attributes().append(value);
        return std::move(*this);
    }
    Node &&text(const QString &text) &&
    {
        m_value.setValue(writable(text));
        return std::move(*this);
    }
    Node &&mustUnderstand(bool must) &&
    {
        return std::move(*this).attribute(Names::soap, u"mustUnderstand"_s,
                                          must ? u"true"_s : u"false"_s);
    }
    Node &&nil() &&
    {
        m_value.setNillable(true);
        return std::move(*this);
    }
    Node &operator<<(const Node &child)
    {
        m_value.childValues().append(child.m_value);
        return *this;
    }
    void declare(const QString &prefix, const QString &nameSpace)
    {
        m_value.addNamespaceDeclaration(QXmlStreamNamespaceDeclaration(prefix, nameSpace));
    }
    QByteArray toXml() const { return m_value.toXml(); }

private:
    KDSoapValue m_value;
};

QString durationText(std::chrono::milliseconds duration)
{
    return u"PT%1.%2S"_s.arg(duration.count() / 1000)
        .arg(duration.count() % 1000, 3, 10, QLatin1Char('0'));
}

const QList<XmlPart> *managerOf(const Body &body)
{
    if (const auto *renew = std::get_if<Renew>(&body))
        return &renew->manager;
    if (const auto *unsubscribe = std::get_if<Unsubscribe>(&body))
        return &unsubscribe->manager;
    return nullptr;
}

class Writer
{
public:
    explicit Writer(const Envelope &envelope) : m_envelope(envelope) {}

    QByteArray write()
    {
        Node root(Names::soap, u"Envelope"_s);
        // Requests look like those of Windows. Of a reply some clients copy endpoint references as
        // text into their next request, which declares what most other servers write.
        const bool reply = !m_envelope.relatesTo.isEmpty()
            || std::holds_alternative<Fault>(m_envelope.body);
        for (const auto &[prefix, nameSpace] : {std::pair("s"_L1, Names::soap),
                                                {reply ? "wsa"_L1 : "a"_L1, Names::addressing},
                                                {reply ? "wsman"_L1 : "w"_L1, Names::wsman},
                                                {reply ? "wsen"_L1 : "n"_L1, Names::enumeration},
                                                {"x"_L1, Names::transfer},
                                                {"b"_L1, Names::binding},
                                                {"cim"_L1, Names::cimCommon}})
            root.declare(prefix, nameSpace);
        if (isOfEvents())
            root.declare(u"e"_s, Names::eventing);
        if (!m_envelope.target.isEmpty())
            root.declare(u"m"_s, writeResourceUri(m_envelope.target, m_envelope.form));
        // DSP0226 R6.3-4: the language of what a person may read.
        if (!isRequest(m_envelope) && !isIdentify())
            root = std::move(root).attribute(Names::xml, u"lang"_s, u"en-US"_s);
        Node body(Names::soap, u"Body"_s);
        std::visit([this, &body](const auto &content) { fill(body, content); }, m_envelope.body);
        root << header() << body;
        return tidied(root.toXml());
    }

private:
    // Without the declaration, which some servers leave out too and none needs; a carriage return
    // would come back as a line feed unless it is written as a reference (XML 1.0 section 2.11).
    static QByteArray tidied(QByteArray xml)
    {
        if (xml.startsWith("<?"))
            xml.remove(0, xml.indexOf("?>") + 2);
        while (xml.endsWith('\n'))
            xml.chop(1);
        if (xml.startsWith('\n'))
            xml.remove(0, 1);
        if (xml.contains('\r'))
            xml.replace("\r", "&#13;");
        return xml;
    }

    bool isIdentify() const
    {
        return std::holds_alternative<Identify>(m_envelope.body)
            || std::holds_alternative<IdentifyReply>(m_envelope.body);
    }

    bool isOfEvents() const
    {
        const Body &body = m_envelope.body;
        return std::holds_alternative<Subscribe>(body) || managerOf(body)
            || std::holds_alternative<SubscribeReply>(body)
            || std::holds_alternative<RenewReply>(body) || std::holds_alternative<Fault>(body);
    }

    Node header() const
    {
        Node header(Names::soap, u"Header"_s);
        if (isIdentify())
            return header;
        if (isRequest(m_envelope))
            fillRequestHeader(header);
        else
            fillReplyHeader(header);
        return header;
    }

    // In the order of the Windows client; the strictest server wants ResourceURI before
    // SelectorSet.
    void fillRequestHeader(Node &header) const
    {
        const XmlPart *uri = managerPart(u"ResourceURI");
        Node replyTo(Names::addressing, u"ReplyTo"_s);
        replyTo << Node(Names::addressing, u"Address"_s, Names::anonymous).mustUnderstand(true);
        header
            << Node(Names::addressing, u"To"_s, m_envelope.to)
            << Node(Names::wsman, u"ResourceURI"_s,
                    uri ? uri->text.trimmed()
                        : writeResourceUri(m_envelope.target, m_envelope.form))
                   .mustUnderstand(true)
            << replyTo
            << Node(Names::addressing, u"Action"_s, requestAction(m_envelope)).mustUnderstand(true);
        // One family heeds the size only where it must be understood, another knows only "true".
        if (m_envelope.maxEnvelopeSize)
            header << Node(Names::wsman, u"MaxEnvelopeSize"_s,
                           QString::number(m_envelope.maxEnvelopeSize))
                          .mustUnderstand(true);
        header << Node(Names::addressing, u"MessageID"_s, m_envelope.messageId);
        if (m_envelope.spelling.locale)
            header << Node(Names::wsman, u"Locale"_s)
                          .attribute(Names::xml, u"lang"_s, u"en-US"_s)
                          .mustUnderstand(false);
        if (const XmlPart *selectors = managerPart(u"SelectorSet"))
            header << node(*selectors);
        else if (m_envelope.form == UriForm::Dmtf || m_envelope.target.isInstance())
            header << selectorSet(m_envelope.target, m_envelope.form);
        if (!m_envelope.options.isEmpty()) {
            Node set(Names::wsman, u"OptionSet"_s);
            for (const Option &option : m_envelope.options)
                set << Node(Names::wsman, u"Option"_s, option.value)
                           .attribute({}, u"Name"_s, option.name);
            header << set;
        }
        const auto *get = std::get_if<Get>(&m_envelope.body);
        const auto *put = std::get_if<Put>(&m_envelope.body);
        if (get || put)
            addFragment(header, get ? get->fragment : put->fragment);
        // Never to be understood: two families then refuse the request.
        if (m_envelope.operationTimeout.count())
            header << Node(Names::wsman, u"OperationTimeout"_s,
                           durationText(m_envelope.operationTimeout));
        if (const auto *manager = managerOf(m_envelope.body)) {
            for (const XmlPart &part : *manager) {
                if (part.name != "ResourceURI"_L1 && part.name != "SelectorSet"_L1)
                    header << node(part);
            }
        }
    }

    // What the manager of a subscription calls itself; it takes the place of the target.
    const XmlPart *managerPart(QStringView name) const
    {
        const auto *manager = managerOf(m_envelope.body);
        if (!manager)
            return nullptr;
        const auto part = std::find_if(manager->begin(), manager->end(), [name](const XmlPart &it) {
            return it.nameSpace == Names::wsman && it.name == name;
        });
        return part == manager->end() ? nullptr : &*part;
    }

    static Node node(const XmlPart &part)
    {
        Node written = part.parts.isEmpty() ? Node(part.nameSpace, part.name, part.text)
                                            : Node(part.nameSpace, part.name);
        for (const XmlPart::Attribute &attribute : part.attributes)
            written = std::move(written).attribute(attribute.nameSpace, attribute.name,
                                                   attribute.text);
        for (const XmlPart &inner : part.parts)
            written << node(inner);
        return written;
    }

    void addFragment(Node &header, const QString &fragment) const
    {
        if (!fragment.isEmpty())
            header << Node(Names::wsman, u"FragmentTransfer"_s, fragment).mustUnderstand(true);
    }

    void fillReplyHeader(Node &header) const
    {
        const auto *fault = std::get_if<Fault>(&m_envelope.body);
        header << Node(Names::addressing, u"Action"_s,
                       fault ? faultAction(*fault) : m_envelope.action)
               << Node(Names::addressing, u"MessageID"_s, m_envelope.messageId)
               << Node(Names::addressing, u"To"_s, Names::anonymous);
        if (!m_envelope.relatesTo.isEmpty())
            header << Node(Names::addressing, u"RelatesTo"_s, m_envelope.relatesTo);
        if (fault && !fault->notUnderstood.isEmpty())
            header << notUnderstood(*fault);
        if (const auto *part = std::get_if<FragmentReply>(&m_envelope.body))
            addFragment(header, part->fragment);
    }

    // SOAP 1.2 section 5.4.8: a qualified name, its prefix declared beside it.
    static Node notUnderstood(const Fault &fault)
    {
        Node node(Names::soap, u"NotUnderstood"_s);
        if (fault.notUnderstoodNameSpace.isEmpty())
            return std::move(node).attribute({}, u"qname"_s, fault.notUnderstood);
        node.declare(u"h"_s, fault.notUnderstoodNameSpace);
        return std::move(node).attribute({}, u"qname"_s, u"h:"_s + fault.notUnderstood);
    }

    // Paths and references

    Node selectorSet(const CimPath &path, UriForm form) const
    {
        Node set(Names::wsman, u"SelectorSet"_s);
        if (form == UriForm::Dmtf && !path.nameSpace().isEmpty())
            set << Node(Names::wsman, u"Selector"_s, path.nameSpace())
                       .attribute({}, u"Name"_s, Names::nameSpaceSelector);
        for (const CimPath::Key &key : path.keys()) {
            if (const CimPath *inner = key.value.toPath()) {
                Node epr(Names::addressing, u"EndpointReference"_s);
                fillReference(epr, *inner);
                Node selector(Names::wsman, u"Selector"_s);
                selector << epr;
                set << std::move(selector).attribute({}, u"Name"_s, key.name);
            } else {
                set << Node(Names::wsman, u"Selector"_s, key.value.toText())
                           .attribute({}, u"Name"_s, key.name);
            }
        }
        return set;
    }

    // The parts of an endpoint reference as children of holder. The address is the anonymous one:
    // whoever reads it answers where it was asked. Only an object of another host is said to be
    // there, so that no one takes it for the one with the same keys here.
    void fillReference(Node &holder, CimPath path) const
    {
        if (path.nameSpace().isEmpty())
            path.setNameSpace(m_envelope.target.nameSpace());
        Node parameters(Names::addressing, u"ReferenceParameters"_s);
        parameters << Node(Names::wsman, u"ResourceURI"_s, writeResourceUri(path, m_envelope.form));
        if (m_envelope.form == UriForm::Dmtf || path.isInstance())
            parameters << selectorSet(path, m_envelope.form);
        const QString address = path.host().isEmpty() ? QString(Names::anonymous)
                                                      : u"http://%1/wsman"_s.arg(path.host());
        holder << Node(Names::addressing, u"Address"_s, address) << parameters;
    }

    Node endpointReference(const CimPath &path) const
    {
        Node epr(Names::addressing, u"EndpointReference"_s);
        fillReference(epr, path);
        return epr;
    }

    // Values

    Node scalar(const QString &nameSpace, const QString &name, const CimValue &value) const
    {
        Node node(nameSpace, name);
        if (const CimPath *path = value.toPath()) {
            fillReference(node, *path);
            return node;
        }
        if (const auto time = value.toDateTime())
            return dateTime(std::move(node), *time, nameSpace.isEmpty());
        if (const CimInstance *instance = value.toInstance())
            return embedded(std::move(node), *instance);
        return Node(nameSpace, name, value.toText());
    }

    // Without a namespace where what holds it has none.
    Node dateTime(Node node, const CimDateTime &time, bool bare) const
    {
        const bool wild = !time.time() && !time.interval();
        switch (m_envelope.spelling.times) {
        case TimeSpelling::Cim:
            return std::move(node).text(time.toCimText());
        case TimeSpelling::Iso:
            return std::move(node).text(time.toWireText());
        case TimeSpelling::Wrapped:
            break;
        }
        // What ISO 8601 can not say goes as it is (DSP0230 section 8.4).
        node << Node(bare ? QString() : QString(Names::cimCommon),
                     wild                    ? u"CIM_DateTime"_s
                         : time.isInterval() ? u"Interval"_s
                                             : u"Datetime"_s,
                     time.toWireText());
        return node;
    }

    // The members alone with the class in xsi:type (DSP0230 section 8.7), or one child that is the
    // instance.
    Node embedded(Node node, const CimInstance &instance) const
    {
        const QString type = "i:"_L1 + instance.className() + "_Type"_L1;
        const QString nameSpace = classNameSpace(instance);
        node.declare(u"i"_s, nameSpace); // here, for an element does not use what it declares
        if (m_envelope.spelling.embedded == EmbeddedSpelling::Child) {
            Node child(nameSpace, instance.className());
            fillMembers(child, nameSpace, instance);
            node << std::move(child).attribute(Names::schemaInstance, u"type"_s, type);
            return node;
        }
        fillMembers(node, nameSpace, instance);
        return std::move(node).attribute(Names::schemaInstance, u"type"_s, type);
    }

    QString classNameSpace(const CimInstance &instance) const
    {
        return writeResourceUri({m_envelope.target.nameSpace(), instance.className()},
                                m_envelope.form);
    }

    // Repeats the element for each element of an array.
    void addValue(Node &parent, const QString &nameSpace, const QString &name,
                  const CimValue &value) const
    {
        if (value.isNull()) {
            Node node = Node(nameSpace, name).nil();
            if (value.isArray() && m_envelope.style.preciseArrays)
                node = std::move(node).attribute(Names::microsoft, u"IsNullArray"_s, u"true"_s);
            parent << node;
            return;
        }
        for (const CimValue &element : value.elements())
            parent << scalar(nameSpace, name, element);
    }

    void fillMembers(Node &node, const QString &nameSpace, const CimInstance &instance) const
    {
        for (const auto &[name, value] : instance.properties())
            addValue(node, nameSpace, name, value);
    }

    Node element(const CimInstance &instance) const
    {
        const QString nameSpace = classNameSpace(instance);
        Node node(nameSpace, instance.className());
        fillMembers(node, nameSpace, instance);
        return node;
    }

    // Bodies of requests

    void fill(Node &body, const Identify &identify) const
    {
        body << Node(identify.nameSpace.isEmpty() ? QString(Names::identity) : identify.nameSpace,
                     u"Identify"_s);
    }
    void fill(Node &, const Get &) const {}
    void fill(Node &, const Delete &) const {}
    void fill(Node &, const UnknownRequest &) const {}
    void fill(Node &body, const Put &put) const
    {
        if (put.fragment.isEmpty())
            body << element(put.instance);
        else
            body << fragment(put.instance);
    }
    void fill(Node &body, const Create &create) const { body << element(create.instance); }

    void fill(Node &body, const Enumerate &enumerate) const
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

    static void addFilter(Node &node, const auto &filter)
    {
        if (const auto *wql = std::get_if<WqlFilter>(&filter)) {
            node << Node(Names::wsman, u"Filter"_s, wql->query)
                        .attribute({}, u"Dialect"_s, Names::wqlDialect);
        } else if (const auto *other = std::get_if<UnknownFilter>(&filter)) {
            node << Node(Names::wsman, u"Filter"_s).attribute({}, u"Dialect"_s, other->dialect);
        }
    }

    static void addExpires(Node &node, std::optional<std::chrono::milliseconds> expires)
    {
        if (expires)
            node << Node(Names::eventing, u"Expires"_s, durationText(*expires));
    }

    // In the order that the strictest server wants.
    void fill(Node &body, const Subscribe &subscribe) const
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

    void fill(Node &body, const Renew &renew) const
    {
        Node node(Names::eventing, u"Renew"_s);
        addExpires(node, renew.expires);
        body << node;
    }

    void fill(Node &body, const Unsubscribe &) const
    {
        body << Node(Names::eventing, u"Unsubscribe"_s);
    }

    // In the order that strict servers check; a name that is not given is left out.
    Node association(const AssociationFilter &filter) const
    {
        Node node(Names::binding,
                  filter.links ? u"AssociationInstances"_s : u"AssociatedInstances"_s);
        Node object(Names::binding, u"Object"_s);
        fillReference(object, filter.object);
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

    void fill(Node &body, const Pull &pull) const
    {
        Node node(Names::enumeration, u"Pull"_s);
        node << Node(Names::enumeration, u"EnumerationContext"_s, pull.context);
        if (pull.maxTime)
            node << Node(Names::enumeration, u"MaxTime"_s,
                         CimDateTime::lasting(*pull.maxTime).toWireText());
        if (pull.maxElements != 1)
            node << Node(Names::enumeration, u"MaxElements"_s, QString::number(pull.maxElements));
        if (pull.maxCharacters)
            node << Node(Names::enumeration, u"MaxCharacters"_s,
                         QString::number(pull.maxCharacters));
        body << node;
    }

    void fill(Node &body, const Release &release) const
    {
        Node node(Names::enumeration, u"Release"_s);
        node << Node(Names::enumeration, u"EnumerationContext"_s, release.context);
        body << node;
    }

    void fill(Node &body, const Invoke &invoke) const
    {
        const QString nameSpace = writeResourceUri(m_envelope.target, m_envelope.form);
        Node node(nameSpace, invoke.method + "_INPUT"_L1);
        for (const auto &[name, value] : invoke.arguments) {
            // A null argument is one that is not given, which every server understands.
            if (!value.isNull())
                addValue(node, nameSpace, name, asTaken(invoke.method, name, value));
        }
        body << node;
    }

    // An instance in a string is text to WinRM; the others want its elements.
    CimValue asTaken(const QString &method, const QString &name, const CimValue &value) const
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

    // Bodies of replies

    void fill(Node &body, const IdentifyReply &reply) const
    {
        const QString nameSpace = reply.nameSpace.isEmpty() ? QString(Names::identity)
                                                            : reply.nameSpace;
        Node node(nameSpace, u"IdentifyResponse"_s);
        node << Node(nameSpace, u"ProtocolVersion"_s, reply.protocolVersion)
             << Node(nameSpace, u"ProductVendor"_s, reply.productVendor)
             << Node(nameSpace, u"ProductVersion"_s, reply.productVersion);
        body << node;
    }

    void fill(Node &body, const InstanceReply &reply) const
    {
        if (reply.instance)
            body << element(*reply.instance);
    }

    Node fragment(const CimInstance &instance) const
    {
        Node node(Names::wsman, u"XmlFragment"_s);
        const CimPath path(m_envelope.target.nameSpace(), instance.className());
        fillMembers(node, writeResourceUri(path, m_envelope.form), instance);
        return node;
    }

    void fill(Node &body, const FragmentReply &reply) const
    {
        if (reply.text)
            body << Node(Names::wsman, u"XmlFragment"_s, *reply.text);
        else
            body << fragment(reply.instance);
    }

    void fill(Node &body, const CreateReply &reply) const
    {
        Node node(Names::transfer, u"ResourceCreated"_s);
        fillReference(node, reply.path);
        body << node;
    }

    void fill(Node &, const DoneReply &) const {}

    void fill(Node &body, const SubscribeReply &reply) const
    {
        Node parameters(Names::addressing, u"ReferenceParameters"_s);
        for (const XmlPart &part : reply.manager)
            parameters << node(part);
        Node manager(Names::eventing, u"SubscriptionManager"_s);
        manager << Node(Names::addressing, u"Address"_s, Names::anonymous) << parameters;
        Node node(Names::eventing, u"SubscribeResponse"_s);
        node << manager;
        addExpires(node, reply.expires);
        body << (node << Node(Names::enumeration, u"EnumerationContext"_s, reply.context));
    }

    void fill(Node &body, const RenewReply &reply) const
    {
        Node node(Names::eventing, u"RenewResponse"_s);
        addExpires(node, reply.expires);
        body << node;
    }

    void fill(Node &body, const Items &items) const
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
            list << endpointReference(path);
        for (const CimInstance &instance : items.instances) {
            if (!items.columns.isEmpty()) {
                list << selected(instance, items.columns);
            } else if (items.mode == Mode::Objects) {
                list << element(instance);
            } else {
                Node item(Names::wsman, u"Item"_s);
                item << element(instance)
                     << endpointReference(instance.path(m_envelope.target.nameSpace()));
                list << item;
            }
        }
        if (!items.paths.isEmpty() || !items.instances.isEmpty() || items.dropped)
            node << list;
        if (items.end)
            node << Node(nameSpace, u"EndOfSequence"_s);
        body << node;
    }

    // What a query with a list of columns tells of an object: only these, in the order of their
    // names, in no namespace, not even the wrapper of a time (as WinRM).
    Node selected(const CimInstance &instance, QList<QStringList> columns) const
    {
        std::sort(columns.begin(), columns.end(), [](const QStringList &a, const QStringList &b) {
            return a.last().compare(b.last(), Qt::CaseInsensitive) < 0;
        });
        Node node(Names::wsman, u"XmlFragment"_s);
        for (const QStringList &steps : columns)
            addValue(node, {}, steps.last(), instance.value(steps.join(u'.')));
        return node;
    }

    void fill(Node &body, const InvokeReply &reply) const
    {
        const QString nameSpace = writeResourceUri(m_envelope.target, m_envelope.form);
        Node node(nameSpace, reply.method + "_OUTPUT"_L1);
        for (const auto &[name, value] : reply.reply.outs)
            addValue(node, nameSpace, name, value);
        if (reply.reply.returnValue)
            node << Node(nameSpace, u"ReturnValue"_s, QString::number(*reply.reply.returnValue));
        body << node;
    }

    // All three kinds of detail, so that every kind of client finds one it knows.
    void fill(Node &body, const Fault &fault) const
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
    static Node vendorFault(const Fault &fault, const QString &words)
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
    Node cimError(const Fault &fault, const QString &words) const
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

    const Envelope &m_envelope;
};
} // namespace

bool isXmlText(QStringView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            ++i;
            continue;
        }
        if ((c < 0x20 && c != u'\t' && c != u'\n' && c != u'\r') || text[i].isSurrogate()
            || c >= 0xfffe)
            return false;
    }
    return true;
}

QByteArray writeEnvelope(const Envelope &envelope)
{
    return Writer(envelope).write();
}

} // namespace Cistern
