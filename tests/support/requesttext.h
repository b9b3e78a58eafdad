// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A request as text whose parts a test replaces, and the fault that answers it as it is read.
#pragma once

#include "services/wsman/soapxml.h"

#include <QMetaType>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

inline const QByteArray classUri =
    "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/storage/iscsitarget/";
inline const QByteArray anonymous =
    "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous";

// A request whose parts a test replaces; null takes a part away.
struct RequestText
{
    QByteArray to = "<a:To>http://san1.lab.example:5985/wsman</a:To>";
    QByteArray resource = "<w:ResourceURI s:mustUnderstand='true'>" + classUri
        + "MSISCSITARGET_StoragePool</w:ResourceURI>";
    QByteArray replyTo = "<a:ReplyTo><a:Address>" + anonymous + "</a:Address></a:ReplyTo>";
    QByteArray action = "<a:Action>http://schemas.xmlsoap.org/ws/2004/09/transfer/Get</a:Action>";
    QByteArray messageId = "<a:MessageID>uuid:1</a:MessageID>";
    QByteArray selectors =
        "<w:SelectorSet><w:Selector Name='InstanceID'>p1</w:Selector></w:SelectorSet>";
    QByteArray more = {};
    QByteArray body = {};

    QByteArray text() const
    {
        return "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope' "
               "xmlns:a='http://schemas.xmlsoap.org/ws/2004/08/"
               "addressing' xmlns:w='http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd' "
               "xmlns:n='http://schemas.xmlsoap.org/ws/"
               "2004/09/enumeration' xmlns:p='http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd' "
               "xmlns:b='http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd' "
               "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><s:Header>"
            + to + resource + replyTo + action + messageId + selectors + more
            + "</s:Header><s:Body>" + body + "</s:Body></s:Envelope>";
    }
};

inline RequestText enumerate(const QByteArray &content)
{
    return {.resource = "<w:ResourceURI>" + classUri + "*</w:ResourceURI>",
            .action =
                "<a:Action>http://schemas.xmlsoap.org/ws/2004/09/enumeration/Enumerate</a:Action>",
            .selectors = {},
            .body = "<n:Enumerate>" + content + "</n:Enumerate>"};
}

// "Subcode/Detail", or the SOAP code alone; empty when the request is taken.
inline QString faultOf(const RequestText &request)
{
    const RequestRead read = readRequest(request.text());
    if (!read.fault)
        return {};
    const Wsman::Fault &fault = std::get<Wsman::Fault>(read.envelope.body);
    return fault.subcode.isEmpty() ? fault.code
        : fault.detail.isEmpty()   ? fault.subcode
                                   : fault.subcode + u'/' + fault.detail;
}

} // namespace Cistern

Q_DECLARE_METATYPE(Cistern::RequestText)
