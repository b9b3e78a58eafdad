// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/bench/parts/sampleobjects.h"

#include "services/schema/schema.h"
#include "services/wsman/soapxml.h"

namespace Cistern::Sample {

using namespace Qt::Literals::StringLiterals;

namespace {
QString text(const ClassDecl &decl, const PropertyDecl &property, qint64 number)
{
    const QString digits = QString::number(number).rightJustified(7, u'0');
    if (property.name == "CreationClassName"_L1)
        return decl.name;
    if (property.name == "SystemCreationClassName"_L1)
        return u"MSFTSM_ComputerSystem"_s;
    if (property.name == "SystemName"_L1 || property.name == "Status"_L1)
        return property.name == "Status"_L1 ? u"OK"_s : u"far"_s;
    if (property.key || property.name.endsWith("ID"_L1))
        return u"Far:1f0c2a54-6d0b-4a6e-9c5e-%1"_s.arg(digits);
    if (property.name.contains("Name"_L1))
        return u"pool %1"_s.arg(digits);
    return u"as told"_s;
}

CimValue scalar(const ClassDecl &decl, const PropertyDecl &property, qint64 number)
{
    switch (property.type) {
    case CimType::Boolean:
        return CimValue::boolean(property.name != "Primordial"_L1 && number % 2);
    case CimType::String:
        return CimValue::string(text(decl, property, number));
    case CimType::DateTime:
        return CimValue::dateTime(
            CimDateTime::at(QDateTime::fromSecsSinceEpoch(1'700'000'000 + number, Qt::UTC)));
    case CimType::UInt64:
        return CimValue::uint64(quint64(number + 1) << 20);
    case CimType::Reference: {
        const auto classes = Schema::classesBelow(QString(decl.nameSpace),
                                                  QString(property.refClass));
        return classes.isEmpty() ? CimValue() : CimValue::reference(path(*classes.first(), number));
    }
    default:
        if (property.name == "OperationalStatus"_L1)
            return CimValue::uint16(2);
        if (property.name == "HealthState"_L1)
            return CimValue::uint16(5);
        return CimValue::fromText(property.type, QString::number(number % 7)).value_or(CimValue());
    }
}
} // namespace

CimInstance object(const ClassDecl &decl, qint64 number, int told)
{
    CimInstance made(decl);
    int count = 0;
    for (const PropertyDecl &property : decl.properties) {
        if (told >= 0 && count >= told && !property.key)
            continue;
        CimValue value = scalar(decl, property, number);
        if (property.array && !value.isNull())
            value = CimValue::array(property.type, {value});
        made.set(QString(property.name), value);
        ++count;
    }
    return made;
}

CimPath path(const ClassDecl &decl, qint64 number)
{
    return object(decl, number, 0).path();
}

const ClassDecl &poolClass()
{
    return *Schema::findClass(QString(Schema::iscsiTarget), QString(className));
}

Envelope request(const ClassDecl &decl)
{
    Envelope request;
    request.to = u"https://san1.lab.example:5986/wsman"_s;
    request.target = CimPath(decl.nameSpace, decl.name);
    request.messageId = newMessageId();
    request.body = Wsman::Enumerate{.filter = {}, .maxElements = 1000};
    return request;
}

QByteArray reply(const Envelope &request, qint64 from, int count)
{
    const ClassDecl *decl = Schema::findClass(request.target.nameSpace(),
                                              request.target.className());
    Wsman::Items items{.instances = {}, .paths = {}, .context = newMessageId(), .end = false};
    for (qint64 number = from; number < from + count; ++number)
        items.instances.append(object(*decl, number, properties));
    return writeEnvelope(replyTo(request, items));
}

} // namespace Cistern::Sample
