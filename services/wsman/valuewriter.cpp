// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/valuewriter.h"

#include "services/wsman/resourceuri.h"

#include <algorithm>
#include <numeric>

namespace Cistern::Soap {

using namespace Qt::Literals::StringLiterals;
using namespace Wsman;

namespace {
// Of an element that nothing can be read from, for a name has no blank.
const QString placeName = u"Written "_s;
} // namespace

void sortByName(NamedValues &values)
{
    std::stable_sort(values.begin(), values.end(), [](const auto &a, const auto &b) {
        return a.first.compare(b.first, Qt::CaseInsensitive) < 0;
    });
}

ValueWriter::ValueWriter(const Envelope &envelope) : m_envelope(envelope)
{
    m_out.know(u"xsi"_s, Names::schemaInstance); // by KDSoap
    for (const auto &[prefix, nameSpace] : declarations(envelope))
        m_out.know(prefix, nameSpace);
}

void ValueWriter::moveTo(Node &holder)
{
    if (m_out.isEmpty())
        return;
    holder << Node(Names::soap, placeName + QString::number(m_moved.size()));
    m_moved.append(m_out.take());
}

QByteArray ValueWriter::filled(const QByteArray &message) const
{
    qsizetype size = message.size();
    for (const QByteArray &octets : m_moved)
        size += octets.size();
    QByteArray whole;
    whole.reserve(size);
    const QByteArray place = "<s:" + placeName.toLatin1();
    qsizetype from = 0;
    for (qsizetype at = 0; (at = message.indexOf(place, from)) >= 0;) {
        const qsizetype number = at + place.size(), end = message.indexOf("/>", number);
        whole += QByteArrayView(message).sliced(from, at - from);
        whole += m_moved[message.sliced(number, end - number).toLongLong()];
        from = end + 2;
    }
    return whole += QByteArrayView(message).sliced(from);
}

void ValueWriter::selectorSet(const CimPath &path)
{
    const auto selector = [this](QStringView name) {
        m_out.open(Names::wsman, "Selector"_L1);
        m_out.attribute({}, "Name"_L1, name);
    };
    m_out.open(Names::wsman, "SelectorSet"_L1);
    if (m_envelope.form == UriForm::Dmtf && !path.nameSpace().isEmpty()) {
        selector(QString(Names::nameSpaceSelector));
        m_out.text(path.nameSpace());
        m_out.close();
    }
    for (const CimPath::Key &key : path.keys()) {
        selector(key.name);
        if (const CimPath *inner = key.value.toPath())
            endpointReference(*inner);
        else
            m_out.text(key.value.toText());
        m_out.close();
    }
    m_out.close();
}

// The address is the anonymous one: whoever reads it answers where it was asked. Only an object of
// another host is said to be there, so that no one takes it for the one with the same keys here.
void ValueWriter::reference(CimPath path)
{
    if (path.nameSpace().isEmpty())
        path.setNameSpace(m_envelope.target.nameSpace());
    if (m_uri.isEmpty() || path.className() != m_class.className()
        || path.nameSpace() != m_class.nameSpace()) {
        m_class = CimPath(path.nameSpace(), path.className());
        m_uri = writeResourceUri(m_class, m_envelope.form);
    }
    m_out.leaf(Names::addressing, "Address"_L1,
               path.host().isEmpty() ? QString(Names::anonymous)
                                     : u"http://%1/wsman"_s.arg(path.host()));
    m_out.open(Names::addressing, "ReferenceParameters"_L1);
    m_out.leaf(Names::wsman, "ResourceURI"_L1, m_uri);
    if (m_envelope.form == UriForm::Dmtf || path.isInstance())
        selectorSet(path);
    m_out.close();
}

void ValueWriter::endpointReference(const CimPath &path)
{
    m_out.open(Names::addressing, "EndpointReference"_L1);
    reference(path);
    m_out.close();
}

void ValueWriter::scalar(const CimValue &value, bool bare)
{
    if (value.type() == CimType::String)
        m_out.text(value.toString());
    else if (const CimPath *path = value.toPath())
        reference(*path);
    else if (const auto time = value.toDateTime())
        dateTime(*time, bare);
    else if (const CimInstance *instance = value.toInstance())
        embedded(*instance);
    else if (const auto number = value.toUnsigned())
        m_out.number(*number);
    else
        m_out.text(value.toText());
}

// Without a namespace where what holds it has none.
void ValueWriter::dateTime(const CimDateTime &time, bool bare)
{
    const bool wild = !time.time() && !time.interval();
    switch (m_envelope.spelling.times) {
    case TimeSpelling::Cim:
        return m_out.text(time.toCimText());
    case TimeSpelling::Iso:
        return m_out.text(time.toWireText());
    case TimeSpelling::Wrapped:
        break;
    }
    // What ISO 8601 can not say goes as it is (DSP0230 section 8.4).
    m_out.leaf(bare ? QAnyStringView() : QAnyStringView(Names::cimCommon),
               wild                    ? "CIM_DateTime"_L1
                   : time.isInterval() ? "Interval"_L1
                                       : "Datetime"_L1,
               time.toWireText());
}

// The members alone with the class in xsi:type (DSP0230 section 8.7), or one child that is the
// instance.
void ValueWriter::embedded(const CimInstance &instance)
{
    const QString nameSpace = nameSpaceOf(instance);
    const bool child = m_envelope.spelling.embedded == EmbeddedSpelling::Child;
    m_out.declare(u"i"_s, nameSpace); // here, for an element does not use what it declares
    if (child)
        m_out.open(nameSpace, instance.className());
    m_out.attribute(Names::schemaInstance, "type"_L1,
                    QString("i:"_L1 + instance.className() + "_Type"_L1));
    fill(nameSpace, instance);
    if (child)
        m_out.close();
}

const ValueWriter::Shape &ValueWriter::shapeOf(const ClassDecl &decl)
{
    const auto [entry, isNew] = m_shapes.try_emplace(&decl);
    Shape &shape = entry->second;
    if (!isNew)
        return shape;
    shape.nameSpace = writeResourceUri({m_envelope.target.nameSpace(), decl.name}, m_envelope.form);
    shape.order.resize(decl.properties.size());
    std::iota(shape.order.begin(), shape.order.end(), size_t(0));
    // As WinRM in the order of their names; in a request as declared, which the strictest server
    // wants.
    if (!isRequest(m_envelope)) {
        std::stable_sort(shape.order.begin(), shape.order.end(), [&decl](size_t a, size_t b) {
            return decl.properties[a].name.compare(decl.properties[b].name, Qt::CaseInsensitive)
                < 0;
        });
    }
    return shape;
}

QString ValueWriter::nameSpaceOf(const CimInstance &instance)
{
    return instance.decl()
        ? shapeOf(*instance.decl()).nameSpace
        : writeResourceUri({m_envelope.target.nameSpace(), instance.className()}, m_envelope.form);
}

// Repeats the element for each element of an array.
void ValueWriter::value(QAnyStringView nameSpace, QAnyStringView name, const CimValue &value)
{
    if (value.isNull()) {
        m_out.open(nameSpace, name);
        m_out.attribute(Names::schemaInstance, "nil"_L1, u"true");
        if (value.isArray() && m_envelope.style.preciseArrays)
            m_out.attribute(Names::microsoft, "IsNullArray"_L1, u"true");
        return m_out.close();
    }
    value.eachElement([&](const CimValue &element) {
        m_out.open(nameSpace, name);
        scalar(element, nameSpace.isEmpty());
        m_out.close();
    });
}

void ValueWriter::fill(QAnyStringView nameSpace, const CimInstance &instance)
{
    if (const ClassDecl *decl = instance.decl(); decl && instance.others().isEmpty()) {
        for (const size_t index : shapeOf(*decl).order) {
            if (const auto told = instance.told(index))
                value(nameSpace, decl->properties[index].name, *told);
        }
        return;
    }
    NamedValues properties = instance.properties();
    if (!isRequest(m_envelope))
        sortByName(properties);
    for (const auto &[name, each] : std::as_const(properties))
        value(nameSpace, name, each);
}

void ValueWriter::members(const CimInstance &instance)
{
    fill(nameSpaceOf(instance), instance);
}

void ValueWriter::element(const CimInstance &instance)
{
    const QString nameSpace = nameSpaceOf(instance);
    m_out.open(nameSpace, instance.className());
    fill(nameSpace, instance);
    m_out.close();
}

} // namespace Cistern::Soap
