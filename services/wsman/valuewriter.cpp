// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/valuewriter.h"

#include "services/wsman/resourceuri.h"

#include <algorithm>

namespace Cistern::Soap {

using namespace Qt::Literals::StringLiterals;
using namespace Wsman;

void sortByName(NamedValues &values)
{
    std::stable_sort(values.begin(), values.end(), [](const auto &a, const auto &b) {
        return a.first.compare(b.first, Qt::CaseInsensitive) < 0;
    });
}

Node ValueWriter::selectorSet(const CimPath &path, UriForm form) const
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
void ValueWriter::fillReference(Node &holder, CimPath path) const
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

Node ValueWriter::endpointReference(const CimPath &path) const
{
    Node epr(Names::addressing, u"EndpointReference"_s);
    fillReference(epr, path);
    return epr;
}

Node ValueWriter::scalar(const QString &nameSpace, const QString &name, const CimValue &value) const
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
Node ValueWriter::dateTime(Node node, const CimDateTime &time, bool bare) const
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
Node ValueWriter::embedded(Node node, const CimInstance &instance) const
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

QString ValueWriter::classNameSpace(const CimInstance &instance) const
{
    return writeResourceUri({m_envelope.target.nameSpace(), instance.className()}, m_envelope.form);
}

// Repeats the element for each element of an array.
void ValueWriter::addValue(Node &parent, const QString &nameSpace, const QString &name,
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

// As WinRM in the order of their names; in a request as declared, which the strictest server wants.
void ValueWriter::fillMembers(Node &node, const QString &nameSpace,
                              const CimInstance &instance) const
{
    NamedValues members = instance.properties();
    if (!isRequest(m_envelope))
        sortByName(members);
    for (const auto &[name, value] : std::as_const(members))
        addValue(node, nameSpace, name, value);
}

Node ValueWriter::element(const CimInstance &instance) const
{
    const QString nameSpace = classNameSpace(instance);
    Node node(nameSpace, instance.className());
    fillMembers(node, nameSpace, instance);
    return node;
}

} // namespace Cistern::Soap
