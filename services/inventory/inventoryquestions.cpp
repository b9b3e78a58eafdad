// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What others ask of the inventory; nothing changes by it.
#include "services/inventory/inventory.h"

#include "services/inventory/systemdata.h"

#include <algorithm>
#include <utility>

namespace Cistern {

namespace {
bool isA(const Known::OfClass &objects, const QString &className)
{
    return objects.decl ? objects.decl->isA(className) : sameName(objects.name, className);
}

QList<NodeId> nodesOf(const Known &known, const QString &className, bool primordialsAlone)
{
    QList<NodeId> found;
    for (const Known::OfClass &each : known.classes) {
        if (!isA(each, className) || (primordialsAlone && !each.primordial))
            continue;
        for (const quint32 place : each.places) {
            if (const NodeId id = known.objects[place].node; id > 0)
                found.append(id);
        }
    }
    if (!std::is_sorted(found.begin(), found.end()))
        std::sort(found.begin(), found.end());
    return found;
}
} // namespace

const Node *Inventory::node(NodeId id) const
{
    const NodePages::Record *record = m_nodes.find(id);
    return record ? &record->node : nullptr;
}

// -1 for one that is not known.
qint32 Inventory::placeOf(const SystemData &data, const CimPath &path) const
{
    const quint64 hash = hashOf(path);
    for (const quint32 place : data.known->byPath.at(hash)) {
        const Known::Object &object = data.known->objects[place];
        if (object.hash == hash && object.instance.path() == path)
            return qint32(place);
    }
    return -1;
}

NodeId Inventory::find(const QString &systemId, const CimPath &path) const
{
    const auto data = m_systems.value(systemId);
    const qint32 place = data ? placeOf(*data, path) : -1;
    const NodeId id = place < 0 ? 0 : data->known->objects[size_t(place)].node;
    return id > 0 ? id : -1;
}

NodeId Inventory::system(const QString &systemId) const
{
    const auto data = m_systems.value(systemId);
    return data ? data->node : -1;
}

bool Inventory::isBlank(const QString &systemId) const
{
    const auto data = m_systems.value(systemId);
    return data && !data->taking && !node(data->node)->read.isValid();
}

QList<NodeId> Inventory::objects(const QString &systemId, const QString &className) const
{
    const auto data = m_systems.value(systemId);
    return data ? nodesOf(*data->known, className, false) : QList<NodeId>();
}

QList<NodeId> Inventory::primordials(const QString &systemId, const QString &className) const
{
    const auto data = m_systems.value(systemId);
    return data ? nodesOf(*data->known, className, true) : QList<NodeId>();
}

qsizetype Inventory::madeCount(const QString &systemId, const QString &className,
                               const QString &nameSpace) const
{
    qsizetype count = 0;
    if (const auto data = m_systems.value(systemId)) {
        for (const Known::OfClass &each : data->known->classes) {
            if (isA(each, className) && !each.primordial
                && (nameSpace.isEmpty() || sameNameSpace(each.nameSpace, nameSpace)))
                count += qsizetype(each.places.size());
        }
    }
    return count;
}

QList<CimInstance> Inventory::links(const QString &systemId, const CimPath &path) const
{
    QList<CimInstance> found;
    const auto data = m_systems.value(systemId);
    if (!data)
        return found;
    qint64 last = -1;
    for (const Known::Tie &tie : tiesOf(*data, path)) {
        if (std::exchange(last, qint64(tie.link)) != tie.link)
            found.append(data->known->links.at(tie.link));
    }
    return found;
}

QList<Inventory::Linked> Inventory::linked(const QString &systemId, const CimPath &path) const
{
    QList<Linked> found;
    const auto data = m_systems.value(systemId);
    if (!data)
        return found;
    const Known &known = *data->known;
    const auto ties = tiesOf(*data, path);
    found.reserve(qsizetype(ties.size()));
    for (const Known::Tie &tie : ties) {
        const NodeId other = tie.other < 0 ? 0 : known.objects[size_t(tie.other)].node;
        found.append({.link = &known.links.at(tie.link),
                      .role = known.roles.at(tie.role),
                      .otherRole = known.roles.at(tie.otherRole),
                      .other = other > 0 ? other : -1});
    }
    return found;
}

std::span<const Known::Tie> Inventory::tiesOf(const SystemData &data, const CimPath &path) const
{
    const Known &known = *data.known;
    if (const qint32 place = placeOf(data, path); place >= 0)
        return known.tiesOf(size_t(place));
    for (const quint32 place : known.strangersByPath.at(hashOf(path))) {
        if (known.strangers[place] == path)
            return known.tiesOf(known.objects.size() + place);
    }
    return {};
}

bool Inventory::lacks(const QString &systemId, QStringView nameSpace) const
{
    const auto data = m_systems.value(systemId);
    return data
        && std::any_of(data->lacking.begin(), data->lacking.end(),
                       [&](const QString &each) { return sameNameSpace(each, nameSpace); });
}

} // namespace Cistern
