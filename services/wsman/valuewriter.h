// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// CIM values, objects and references as elements (DSP0230), in the form and the spelling of the
// envelope that they are part of. Part of soapxml.
#pragma once

#include "services/wsman/soapnode.h"

namespace Cistern::Soap {

using NamedValues = QList<std::pair<QString, CimValue>>;
void sortByName(NamedValues &values); // in any letter case

class ValueWriter
{
public:
    explicit ValueWriter(const Envelope &envelope) : m_envelope(envelope) {}

    Node selectorSet(const CimPath &path, UriForm form) const;
    void fillReference(Node &holder, CimPath path) const;
    Node endpointReference(const CimPath &path) const;
    Node scalar(const QString &nameSpace, const QString &name, const CimValue &value) const;
    Node dateTime(Node node, const CimDateTime &time, bool bare) const;
    Node embedded(Node node, const CimInstance &instance) const;
    QString classNameSpace(const CimInstance &instance) const;
    void addValue(Node &parent, const QString &nameSpace, const QString &name,
                  const CimValue &value) const;
    void fillMembers(Node &node, const QString &nameSpace, const CimInstance &instance) const;
    Node element(const CimInstance &instance) const;

protected:
    const Envelope &m_envelope;
};

} // namespace Cistern::Soap
