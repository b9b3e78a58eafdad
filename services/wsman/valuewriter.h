// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// CIM values, objects and references as elements (DSP0230), in the form and the spelling of the
// envelope that they are part of: octets, which soapxml puts into the frame. Part of soapxml.
#pragma once

#include "services/wsman/soapnode.h"
#include "services/wsman/xmlwriter.h"

#include <unordered_map>
#include <vector>

namespace Cistern::Soap {

using NamedValues = QList<std::pair<QString, CimValue>>;
void sortByName(NamedValues &values); // in any letter case

// Prefixes and namespaces that the root of a message declares.
QList<std::pair<QString, QString>> declarations(const Envelope &envelope);

class ValueWriter
{
public:
    explicit ValueWriter(const Envelope &envelope);

    // Each writes behind what was written since the last moveTo().
    void selectorSet(const CimPath &path);
    void reference(CimPath path); // the parts of an endpoint reference, without the element
    void endpointReference(const CimPath &path);
    void value(QAnyStringView nameSpace, QAnyStringView name, const CimValue &value);
    void members(const CimInstance &instance);
    void element(const CimInstance &instance);

    // What was written becomes a part of holder: a place that filled() finds again in the octets
    // of the message.
    void moveTo(Node &holder);
    QByteArray filled(const QByteArray &message) const;

protected:
    const Envelope &m_envelope;
    XmlWriter m_out;

private:
    // What all objects of a class have in common.
    struct Shape
    {
        QString nameSpace;         // as a resource URI
        std::vector<size_t> order; // in which its properties are written
    };
    const Shape &shapeOf(const ClassDecl &decl);
    QString nameSpaceOf(const CimInstance &instance);
    void scalar(const CimValue &value, bool bare);
    void dateTime(const CimDateTime &time, bool bare);
    void embedded(const CimInstance &instance);
    void fill(QAnyStringView nameSpace, const CimInstance &instance);

    QList<QByteArray> m_moved;
    std::unordered_map<const ClassDecl *, Shape> m_shapes;
    CimPath m_class; // the last whose resource URI was written
    QString m_uri;
};

} // namespace Cistern::Soap
