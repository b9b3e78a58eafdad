// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a pool can give: GetSupportedSizes, GetSupportedSizeRange, GetAvailableExtents.
#include "services/provider/methods/invocation.h"
#include "services/provider/objects.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
enum ElementType : quint64 { PoolType = 2, VolumeType = 3, LogicalDiskType = 4 };

// These methods know no code for a wrong parameter: a type or goal that is not offered is 1.
bool asksWell(const Invocation &call, const QString &pool)
{
    const auto type = call.in(u"ElementType").toUnsigned();
    if (type != PoolType && type != VolumeType)
        return false;
    if (!call.given(u"Goal"))
        return true;
    const StoredObject *goal = call.object(call.in(u"Goal"), u"CIM_StorageSetting");
    return goal && goalFits(call, goal->instance, pool);
}
} // namespace

void Methods::getSupportedSizes(const Invocation &call)
{
    // Any multiple of a step is possible, so there is no list.
    call.answer(asksWell(call, call.target.value(u"InstanceID").toString()) ? UseSibling
                                                                            : NotSupported);
}

void Methods::getSupportedSizeRange(const Invocation &call)
{
    const QString pool = call.target.value(u"InstanceID").toString();
    const Books books = call.work.books();
    const bool volume = call.in(u"ElementType").toUnsigned() == VolumeType;
    if (!asksWell(call, pool) || !books.pools.contains(pool)
        || (volume && books.pools[pool].primordial))
        return call.answer(NotSupported);
    const quint64 free = books.freeFor(pool);
    const quint64 most = volume ? std::min(free, books.carvable(pool) / sizeStep * sizeStep) : free;
    call.answer(Completed,
                {{u"MinimumVolumeSize"_s, CimValue::uint64(std::min(sizeStep, most))},
                 {u"MaximumVolumeSize"_s, CimValue::uint64(most)},
                 {u"VolumeSizeDivisor"_s, CimValue::uint64(sizeStep)}});
}

void Methods::getAvailableExtents(const Invocation &call)
{
    const QString pool = call.target.value(u"InstanceID").toString();
    if (call.given(u"Goal")) {
        const StoredObject *goal = call.object(call.in(u"Goal"), u"CIM_StorageSetting");
        if (!goal || !goalFits(call, goal->instance, pool))
            return call.answer(InvalidParameter);
    }
    const Books books = call.work.books();
    QList<CimPath> extents;
    for (const QString &id : books.related(BookRelation::Home, pool)) {
        const BookElement &element = books.elements[id];
        if (element.kind == BookElement::Kind::Extent && element.user.isEmpty()
            && !books.locked(id))
            extents.append(Objects::extentPath(element.systemName, element.id));
    }
    call.answer(Completed, {{u"AvailableExtents"_s, CimValue::references(extents)}});
}

} // namespace Cistern
