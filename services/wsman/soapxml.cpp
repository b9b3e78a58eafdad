// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/soapxml.h"

#include "services/wsman/bodywriter.h"
#include "services/wsman/faults.h"
#include "services/wsman/resourceuri.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using namespace Wsman;
using Soap::Node;

namespace {
const QList<XmlPart> *managerOf(const Body &body)
{
    if (const auto *renew = std::get_if<Renew>(&body))
        return &renew->manager;
    if (const auto *unsubscribe = std::get_if<Unsubscribe>(&body))
        return &unsubscribe->manager;
    return nullptr;
}

bool isOfEvents(const Body &body)
{
    return std::holds_alternative<Subscribe>(body) || managerOf(body)
        || std::holds_alternative<SubscribeReply>(body) || std::holds_alternative<RenewReply>(body)
        || std::holds_alternative<Fault>(body);
}

class Writer : Soap::BodyWriter
{
public:
    using BodyWriter::BodyWriter;

    QByteArray write()
    {
        Node root(Names::soap, u"Envelope"_s);
        for (const auto &[prefix, nameSpace] : Soap::declarations(m_envelope))
            root.declare(prefix, nameSpace);
        // DSP0226 R6.3-4: the language of what a person may read.
        if (!isRequest(m_envelope) && !isIdentify())
            root = std::move(root).attribute(Names::xml, u"lang"_s, u"en-US"_s);
        root << header() << body();
        return filled(tidied(root.toXml()));
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

    Node header()
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
    void fillRequestHeader(Node &header)
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
            header << Soap::nodeOf(*selectors);
        else if (m_envelope.form == UriForm::Dmtf || m_envelope.target.isInstance())
            addSelectors(header);
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
                           Soap::durationText(m_envelope.operationTimeout));
        if (const auto *manager = managerOf(m_envelope.body)) {
            for (const XmlPart &part : *manager) {
                if (part.name != "ResourceURI"_L1 && part.name != "SelectorSet"_L1)
                    header << Soap::nodeOf(part);
            }
        }
    }

    void addSelectors(Node &header)
    {
        selectorSet(m_envelope.target);
        moveTo(header);
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
};
} // namespace

// Requests look like those of Windows. Of a reply some clients copy endpoint references as text
// into their next request, which declares what most other servers write.
QList<std::pair<QString, QString>> Soap::declarations(const Envelope &envelope)
{
    const bool reply = !envelope.relatesTo.isEmpty()
        || std::holds_alternative<Fault>(envelope.body);
    QList<std::pair<QString, QString>> declared{{u"s"_s, Names::soap},
                                                {reply ? u"wsa"_s : u"a"_s, Names::addressing},
                                                {reply ? u"wsman"_s : u"w"_s, Names::wsman},
                                                {reply ? u"wsen"_s : u"n"_s, Names::enumeration},
                                                {u"x"_s, Names::transfer},
                                                {u"b"_s, Names::binding},
                                                {u"cim"_s, Names::cimCommon}};
    if (isOfEvents(envelope.body))
        declared.append({u"e"_s, Names::eventing});
    if (!envelope.target.isEmpty())
        declared.append({u"m"_s, writeResourceUri(envelope.target, envelope.form)});
    return declared;
}

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

QByteArray writeEnvelope(const Envelope &envelope, const QStringList &profiles)
{
    return Writer(envelope, profiles).write();
}

} // namespace Cistern
