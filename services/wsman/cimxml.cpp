// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/cimxml.h"

#include "services/schema/schema.h"
#include "services/wsman/instancereader.h"
#include "services/wsman/names.h"
#include "services/wsman/resourceuri.h"
#include "services/wsman/xmlvalues.h"

#include <QUrl>

#include <algorithm>

namespace Cistern::CimXml {

using namespace Qt::Literals::StringLiterals;
namespace Names = Wsman::Names;

Outcome<Selectors> readSelectors(const XmlElement &set, const QString &nameSpace)
{
    Selectors selectors;
    for (XmlElement element = set.firstChild(); element; element = element.next()) {
        const QString name = element.attribute({}, "Name"_L1).value_or(QString());
        if (element.name() != "Selector"_L1 || name.isEmpty())
            return unreadable(name, u"InvalidValue"_s);
        if (sameName(name, QString(Names::nameSpaceSelector))) {
            if (!selectors.nameSpace.isEmpty())
                return unreadable(name, u"DuplicateSelectors"_s);
            selectors.nameSpace = element.text().trimmed();
            continue;
        }
        const bool twice = std::any_of(
            selectors.keys.begin(), selectors.keys.end(),
            [&name](const CimPath::Key &key) { return sameName(key.name, name); });
        if (twice)
            return unreadable(name, u"DuplicateSelectors"_s);
        if (element.hasChildren()) {
            const auto path = readPath(
                element, selectors.nameSpace.isEmpty() ? nameSpace : selectors.nameSpace);
            if (!path)
                return unreadable(name, u"InvalidValue"_s);
            selectors.keys.append({name, CimValue::reference(*path)});
        } else {
            selectors.keys.append({name, CimValue::string(element.text())});
        }
    }
    return selectors;
}

CimPath declaredPath(const QString &nameSpace, const QString &className,
                     const QList<CimPath::Key> &keys)
{
    const ClassDecl *decl = Schema::findClass(nameSpace, className);
    if (!decl)
        return CimPath(nameSpace, className, keys);
    QList<CimPath::Key> typed = keys;
    for (CimPath::Key &key : typed) {
        const int index = decl->indexOf(key.name);
        if (index < 0)
            continue;
        const PropertyDecl &property = decl->properties[size_t(index)];
        key.name = property.name;
        if (key.value.type() == CimType::String && property.type != CimType::String) {
            if (const auto value = CimValue::fromText(property.type, key.value.toString()))
                key.value = *value;
        }
    }
    return CimPath(nameSpace.isEmpty() ? nameSpace : QString(decl->nameSpace), decl->name, typed);
}

Outcome<CimPath> readPath(const XmlElement &holder, const QString &nameSpace)
{
    const XmlElement epr = reference(holder);
    const XmlElement parameters = referenceParameters(holder);
    const QString uriText = parameters.child("ResourceURI"_L1).text().trimmed();
    const auto uri = readResourceUri(uriText);
    if (!uri)
        return unreadable(holder.name().toString(), uriText);
    const auto selectors = readSelectors(parameters.child("SelectorSet"_L1), nameSpace);
    if (!selectors)
        return unreadable(holder.name().toString(), selectors.failure().serverText);
    QString ns = uri->nameSpace.isEmpty() ? selectors->nameSpace : uri->nameSpace;
    if (ns.isEmpty())
        ns = nameSpace;
    CimPath path = declaredPath(ns, uri->className, selectors->keys);
    const QString address = epr.child("Address"_L1).text().trimmed();
    if (address != Names::anonymous) {
        const QString host = QUrl(address).host();
        path.setHost(host.isEmpty() ? address : host); // an address that can't be read is not here
    }
    return path;
}

Outcome<CimInstance> readInstance(const XmlElement &element, const QString &nameSpace, Side side)
{
    return InstanceReader(nameSpace, side).read(element);
}

Outcome<CimInstance> readMembers(const XmlElement &element, const QString &className,
                                 const QString &nameSpace, Side side)
{
    return InstanceReader(nameSpace, side).readMembers(element, className);
}

Outcome<CimInstance> readFragment(const XmlElement &element, const QString &className,
                                  const QString &nameSpace)
{
    return readMembers(element, className, nameSpace, Side::FromServer);
}

Outcome<NamedValues> readParameters(const XmlElement &root, const MethodDecl *decl,
                                    const QString &nameSpace, Side side)
{
    NamedValues values;
    for (XmlElement child = root.firstChild(); child;) {
        const Same same = takeSame(child);
        const QString name = same.first().name().toString();
        if (side == Side::FromServer && name == "ReturnValue"_L1)
            continue;
        const ParamDecl *param = decl ? decl->param(name) : nullptr;
        const Place place{name, nameSpace, side, param && param->carries == Carries::Embedded};
        if (decl && side == Side::FromClient && (!param || !param->in()))
            return unreadable(place.name, u"no such input"_s);
        const auto value = param ? readValue(same, param->type, param->array, place)
                                 : readUndeclared(same, place);
        if (!value)
            return value.failure();
        const QString spelling = param ? QString(param->name) : place.name;
        const bool twice = std::any_of(values.begin(), values.end(), [&](const auto &known) {
            return sameName(known.first, spelling);
        });
        if (twice)
            return unreadable(place.name, u"given twice"_s);
        if (!value->isNull())
            values.append({spelling, *value});
    }
    return values;
}

} // namespace Cistern::CimXml
