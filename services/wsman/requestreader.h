// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One request taken out of its document, or the fault that answers it. Part of soapxml.
#pragma once

#include "services/wsman/fragmentpath.h"
#include "services/wsman/names.h"
#include "services/wsman/soapxml.h"
#include "services/wsman/xmlreader.h"

namespace Cistern::Soap {

// What has gone wrong with a request, once there is something to answer to.
using Trouble = std::optional<Wsman::Fault>;
Wsman::Fault sender(QLatin1StringView subcode, QLatin1StringView detail, const QString &reason);

bool mustUnderstand(const XmlElement &header);

class RequestReader
{
public:
    RequestRead read(const QByteArray &bytes);

private:
    Trouble readDocument(const QByteArray &bytes);
    XmlElement header(QLatin1StringView nameSpace, QLatin1StringView name) const;
    Trouble checkHeaders();
    Trouble readOptions();
    Trouble readFragment();
    bool isTransfer(QLatin1StringView operation) const;
    Trouble readAddressing();
    Trouble readLimits();
    Trouble readTarget();
    Trouble readBody();
    template<class Operation>
    Trouble readEmpty();
    Trouble readGet();
    Trouble readPut();
    template<class Operation>
    Trouble readWhole();
    Trouble readMaxElements(const XmlElement &element, quint32 &most) const;
    Trouble readEnumerate();
    Trouble checkEnumerate() const;
    Trouble findFilter(XmlElement &filter) const;
    Trouble readFilter(Wsman::Enumerate &enumerate) const;
    Trouble readSelectorFilter(const XmlElement &content, Wsman::Enumerate &enumerate) const;
    Trouble readAssociationFilter(const XmlElement &content, Wsman::Enumerate &enumerate) const;
    Trouble readContext(QLatin1StringView name, QString &context) const;
    Trouble readPull();
    Trouble readRelease();
    Trouble readSubscribe();
    Trouble readExpires(std::optional<std::chrono::milliseconds> &expires) const;
    QList<Wsman::XmlPart> managerParts() const;
    Trouble readRenew();
    Trouble readUnsubscribe();
    Trouble readInvoke(const QString &method);

    Envelope m_request;
    XmlElement m_header;
    XmlElement m_content;
    QString m_resourceUri;
    QString m_fragmentText;
    std::optional<FragmentPath> m_fragment;
};

} // namespace Cistern::Soap
