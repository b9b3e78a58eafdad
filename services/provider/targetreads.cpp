// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the target tells: objects, parts of them, and which of them a filter means.
#include "services/provider/fragment.h"
#include "services/provider/objects.h"
#include "services/provider/target.h"
#include "services/provider/wql/query.h"
#include "services/schema/schema.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
// The declaration that tells the keys of a class, also of one that is only a base here.
const ClassDecl *declOf(QStringView nameSpace, QStringView className)
{
    return Schema::classesBelow(nameSpace, className).value(0);
}

Wsman::AssociationFilter associationOf(const WqlQuery::Related &related, const QString &nameSpace)
{
    CimPath object = related.object;
    if (object.nameSpace().isEmpty())
        object.setNameSpace(nameSpace);
    return {.object = object,
            .links = related.links,
            .associationClass = related.associationClass,
            .role = related.role,
            .resultClass = related.resultClass,
            .resultRole = related.resultRole};
}

// A property of the class as a selector filter names it, with the value it must have: a single one,
// no time and no reference (as WinRM).
using Wanted = std::pair<QString, CimValue>;
std::optional<Wanted> wantedValue(const QList<const ClassDecl *> &classes, const QString &name,
                                  const QString &text)
{
    for (const ClassDecl *decl : classes) {
        const int index = decl->indexOf(name);
        if (index < 0)
            continue;
        const PropertyDecl &property = decl->properties[size_t(index)];
        const bool plain = !property.array && property.type != CimType::DateTime
            && property.type != CimType::Reference && property.type != CimType::Instance;
        const auto value = plain ? CimValue::fromText(property.type, text) : std::nullopt;
        return value ? std::optional<Wanted>({property.name, *value}) : std::nullopt;
    }
    return std::nullopt;
}

bool has(const CimInstance &instance, const Wanted &wanted)
{
    const CimValue value = instance.value(wanted.first);
    return value == wanted.second
        || (value.type() == CimType::String && !value.isNull()
            && sameName(value.toString(), wanted.second.toString()));
}
} // namespace

std::optional<Wsman::Fault> Target::checkClass(const CimPath &path) const
{
    if (!Schema::hasNameSpace(path.nameSpace()))
        return refusal(Refusal::InvalidNamespace, path.nameSpace());
    if (path.className() != "*"_L1 && !declOf(path.nameSpace(), path.className()))
        return refusal(Refusal::InvalidClass, path.className());
    return std::nullopt;
}

// Exactly the keys of the class, none twice, in any letter case (DSP0226 R5.1.2.2-1 and -4), and an
// object that has them.
std::optional<Wsman::Fault> Target::checkObject(const CimPath &path) const
{
    const ClassDecl *decl = declOf(path.nameSpace(), path.className());
    if (!decl)
        return refusal(Refusal::InvalidClass, path.className());
    for (qsizetype i = 1; i < path.keys().size(); ++i) {
        if (sameName(path.keys()[i].name, path.keys()[i - 1].name))
            return refusal(Refusal::DuplicateSelectors, path.keys()[i].name);
    }
    for (const CimPath::Key &key : path.keys()) {
        const int index = decl->indexOf(key.name);
        if (index < 0 || !decl->properties[size_t(index)].key)
            return refusal(Refusal::UnexpectedSelectors, key.name);
    }
    for (const PropertyDecl &property : decl->properties) {
        if (property.key && path.key(QString(property.name)).isNull())
            return refusal(Refusal::InsufficientSelectors, property.name);
    }
    if (!m_store->find(path))
        return refusal(Refusal::NotFound, path.toText());
    return std::nullopt;
}

std::optional<QStringList> Target::associated(const Wsman::AssociationFilter &filter) const
{
    const StoredObject *object = m_store->find(filter.object);
    if (!object)
        return std::nullopt;
    QStringList found;
    const QString own = keyOf(object->instance.path());
    const auto links = m_store->references(
        filter.object, filter.links ? filter.resultClass : filter.associationClass, filter.role);
    QSet<QString> seen;
    for (const StoredObject *link : links) {
        if (filter.links) {
            found.append(keyOf(link->instance.path()));
            continue;
        }
        for (const auto &[name, value] : link->instance.properties()) {
            const CimPath *end = value.toPath();
            if (!end || keyOf(*end) == own
                || (!filter.resultRole.isEmpty() && !sameName(name, filter.resultRole)))
                continue;
            const StoredObject *far = m_store->find(*end);
            if (!far
                || (!filter.resultClass.isEmpty()
                    && !far->instance.decl()->isA(filter.resultClass)))
                continue;
            const QString key = keyOf(far->instance.path());
            if (seen.contains(key))
                continue;
            seen.insert(key);
            found.append(key);
        }
    }
    return found;
}

Wsman::Body Target::get(const Envelope &request) const
{
    const CimInstance &object = m_store->find(request.target)->instance;
    const QString &fragment = std::get<Wsman::Get>(request.body).fragment;
    if (fragment.isEmpty())
        return Wsman::InstanceReply{Objects::whole(object)};
    return fragmentOf(object, fragment);
}

Wsman::Body Target::enumerate(const Envelope &request, const Caller &caller)
{
    // Keys belong to an object, not to a class (as WinRM).
    if (request.target.isInstance())
        return refusal(Refusal::KeysNotWanted);
    showFigures(request.target);
    const auto &wanted = std::get<Wsman::Enumerate>(request.body);
    const auto found = std::visit([&](const auto &filter) { return find(filter, request.target); },
                                  wanted.filter);
    if (const auto *fault = std::get_if<Wsman::Fault>(&found))
        return *fault;
    return m_enumerations->open(caller.user, request, std::get<Found>(found));
}

Target::Finding Target::find(std::monostate, const CimPath &target) const
{
    return allOf(target, [](const CimInstance &) { return true; });
}

Target::Finding Target::find(const Wsman::UnknownFilter &filter, const CimPath &) const
{
    return refusal(Refusal::FilterDialectUnavailable, filter.dialect);
}

Target::Finding Target::find(const Wsman::AssociationFilter &filter, const CimPath &) const
{
    const auto ends = associated(filter);
    if (!ends)
        return refusal(Refusal::NotFound, filter.object.toText());
    return Found{.keys = *ends, .properties = filter.resultProperties};
}

Target::Finding Target::find(const Wsman::SelectorFilter &filter, const CimPath &target) const
{
    const auto classes = Schema::classesBelow(target.nameSpace(), target.className());
    if (classes.isEmpty())
        return refusal(Refusal::InvalidClass, target.className());
    QList<Wanted> wanted;
    for (const auto &[name, text] : filter.selectors) {
        const auto value = wantedValue(classes, name, text);
        if (!value)
            return refusal(Refusal::FilterNotProcessed, name);
        wanted.append(*value);
    }
    return allOf(target, [&wanted](const CimInstance &instance) {
        return std::all_of(wanted.cbegin(), wanted.cend(),
                           [&instance](const Wanted &each) { return has(instance, each); });
    });
}

Target::Finding Target::find(const Wsman::WqlFilter &filter, const CimPath &target) const
{
    const auto query = WqlQuery::parse(filter.query);
    if (!query)
        return refusal(Refusal::FilterNotProcessed, query.failure().serverText);
    const QString nameSpace = target.nameSpace();
    if (query->related())
        return find(associationOf(*query->related(), nameSpace), target);
    // On all classes, or on the class that the query names or a base of it.
    if (!declOf(nameSpace, query->className()))
        return refusal(Refusal::InvalidClass, query->className());
    if (target.className() != "*"_L1
        && !Schema::isA(nameSpace, query->className(), target.className()))
        return refusal(Refusal::FilterNotProcessed,
                       u"the query is on %1"_s.arg(query->className()));
    if (const auto checked = query->check(nameSpace); !checked)
        return refusal(Refusal::FilterNotProcessed, checked.failure().serverText);
    auto found = allOf(CimPath(nameSpace, query->className()),
                       [&query](const CimInstance &each) { return query->matches(each); });
    if (auto *all = std::get_if<Found>(&found))
        all->columns = query->columns();
    return found;
}

Target::Finding Target::allOf(const CimPath &classPath,
                              const std::function<bool(const CimInstance &)> &matches) const
{
    if (!declOf(classPath.nameSpace(), classPath.className()))
        return refusal(Refusal::InvalidClass, classPath.className());
    Found found;
    m_store->eachOfClass(classPath.className(), classPath.nameSpace(),
                         [&](const QString &key, const StoredObject &object) {
                             if (matches(object.instance))
                                 found.keys.append(key);
                         });
    return found;
}

} // namespace Cistern
