// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// CreateOrModifyElementFromStoragePool and ReturnToStoragePool: volumes, and extents that pools
// can be made of.
#include "services/provider/methods/invocation.h"
#include "services/provider/objects.h"

#include <QDir>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
enum ElementType : quint64 { VolumeType = 2, ExtentType = 3, LogicalDiskType = 4 };

CimPath pathOf(const BookElement &element)
{
    return element.kind == BookElement::Kind::Extent
        ? Objects::extentPath(element.systemName, element.id)
        : Objects::volumePath(element.systemName, element.id);
}

QString freeName(const Books &books, bool volume)
{
    QSet<QString> taken;
    books.elements.each([&taken](const BookElement &element) { taken.insert(element.name); });
    for (int number = 1;; ++number) {
        const QString name = (volume ? u"Volume %1"_s : u"Extent %1"_s).arg(number);
        if (!taken.contains(name))
            return name;
    }
}

struct ElementWish
{
    bool modify = false;
    quint64 type = 0;
    QString pool = {}, element = {};
    std::optional<quint64> size = {};
    bool goal = false;
};

// Steps 5 to 9.
std::optional<ElementWish> readWish(const Invocation &call, const Books &books)
{
    ElementWish wish{.modify = call.given(u"TheElement"),
                     .type = call.in(u"ElementType").toUnsigned().value_or(0),
                     .size = call.in(u"Size").toUnsigned(),
                     .goal = call.given(u"Goal")};
    if (!nameFits(call.in(u"ElementName")) || wish.type < VolumeType || wish.type > LogicalDiskType)
        return std::nullopt;
    if (wish.modify) {
        const StoredObject *object = call.object(call.in(u"TheElement"), u"CIM_StorageExtent");
        if (!object || call.given(u"InPool"))
            return std::nullopt;
        const bool volume = object->instance.decl()->isA(u"CIM_StorageVolume");
        wish.element = object->instance.value(u"DeviceID").toString();
        const BookElement &element = books.elements[wish.element];
        // An extent that was made for its pool is changed through that pool.
        if (volume != (wish.type == VolumeType) || element.own)
            return std::nullopt;
        wish.pool = element.home;
    } else {
        const StoredObject *pool = call.object(call.in(u"InPool"), u"CIM_StoragePool");
        if (!pool)
            return std::nullopt;
        wish.pool = pool->instance.value(u"InstanceID").toString();
        // Locations give extents; volumes come out of pools.
        if (wish.type == VolumeType && books.pools[wish.pool].primordial)
            return std::nullopt;
    }
    if (wish.goal) {
        const StoredObject *goal = call.object(call.in(u"Goal"), u"CIM_StorageSetting");
        if (!goal || !goalFits(call, goal->instance, wish.pool))
            return std::nullopt;
    }
    return wish;
}

// Step 10: features 2, 3 create and 4, 5 change an extent or volume, 6 from a pool, 11 goal, 12
// grow, 13 shrink.
bool offers(const Announced &announced, const ElementWish &wish, quint64 now)
{
    const bool volume = wish.type == VolumeType;
    return announced.elementType(wish.type)
        && announced.elementFeature(wish.modify ? (volume ? 5 : 4) : (volume ? 3 : 2))
        && (wish.modify || announced.elementFeature(6))
        && (!wish.modify || !wish.goal || announced.elementFeature(11))
        && (!wish.modify || !wish.size || *wish.size <= now || announced.elementFeature(12))
        && (!wish.modify || !wish.size || *wish.size >= now || announced.elementFeature(13));
}

void answerWith(const Invocation &call, const WorkOrder &order, const CimPath &element,
                quint64 size, bool modify)
{
    call.work.start(order,
                    [reply = call.reply, element, size, modify](quint32 code, const CimPath &job) {
                        QList<std::pair<QString, CimValue>> outs;
                        if (code == Completed || code == JobStarted)
                            outs.append({u"Size"_s, CimValue::uint64(size)});
                        if (code == Completed || (code == JobStarted && modify))
                            outs.append({u"TheElement"_s, CimValue::reference(element)});
                        if (code == JobStarted)
                            outs.append({u"Job"_s, CimValue::reference(job)});
                        reply(code, outs);
                    });
}
} // namespace

void Methods::createOrModifyElementFromStoragePool(const Invocation &call)
{
    const Announced announced(call);
    const bool modify = call.given(u"TheElement");
    const auto action = modify ? Announced::ModifyElement : Announced::CreateElement;
    if (!announced.enabled())
        return call.answer(Failed);
    if (!announced.has(action))
        return call.answer(NotSupported);
    const Books books = call.work.books();
    const auto wish = readWish(call, books);
    if (!wish)
        return call.answer(InvalidParameter);
    BookElement element = books.elements.value(wish->element);
    const quint64 now = element.size;
    if (!offers(announced, *wish, now))
        return call.answer(NotSupported);
    if (books.lockedAbove(wish->pool)
        || (modify && (books.locked(wish->element) || !element.user.isEmpty())))
        return call.answer(InUse);

    const bool fromLocation = books.pools[wish->pool].primordial;
    quint64 size = now;
    Booking booking;
    if (!modify || wish->size) {
        const quint64 free = books.freeFor(wish->pool);
        const quint64 room = fromLocation
            ? free
            : std::min(free, books.carvable(wish->pool, element.location) / sizeStep * sizeStep);
        const quint64 most = now + room;
        if (most < sizeStep)
            return call.answer(SizeNotSupported, offered(0));
        const quint64 asked = wish->size.value_or(most);
        if (asked > most)
            return call.answer(SizeNotSupported, offered(most));
        if (asked < sizeStep)
            return call.answer(SizeNotSupported, offered(sizeStep));
        size = wholeSteps(asked);
    }
    if (!modify) {
        element.kind = wish->type == VolumeType ? BookElement::Kind::Volume
                                                : BookElement::Kind::Extent;
        element.id = call.store.newUuid();
        element.systemName = call.systemName();
        element.home = element.location = wish->pool;
    }
    if (const CimValue name = call.in(u"ElementName"); !name.isNull())
        element.name = name.toString();
    else if (!modify)
        element.name = freeName(books, wish->type == VolumeType);
    if (size > now) {
        booking.fromPools.insert(wish->pool, size - now);
        if (!fromLocation) {
            const auto carve = books.carve(wish->pool, size - now,
                                           modify ? element.location : QString());
            element.location = carve.location;
            booking.fromExtents = carve.bytes;
        }
    }
    if (element.file.isEmpty()) {
        const QString ending = element.kind == BookElement::Kind::Volume ? u".img"_s : u".extent"_s;
        element.file = QDir(books.pools[element.location].folder).filePath(element.id + ending);
    }

    WorkOrder order{.caption = (modify ? u"Change %1"_s : u"Create %1"_s).arg(element.name),
                    .owner = call.caller.user,
                    .service = call.target.path()};
    const QMap<QString, quint64> carved = booking.fromExtents;
    order.apply = [element, carved, size, now, modify](Books &at) {
        BookElement &made = at.elements.edit(element.id);
        if (!modify)
            made = element;
        made.name = element.name;
        made.size = size;
        if (size < now)
            at.giveBack(made, now - size);
        for (auto it = carved.begin(); it != carved.end(); ++it)
            made.carved[it.key()] += *it;
    };
    Books planned = books;
    order.apply(planned);
    planFiles(books, planned, {}, order);
    order.asJob = announced.asJob(action, !order.before.isEmpty() || !order.after.isEmpty());
    order.booking = booking;
    (modify ? order.changed : order.made) = pathOf(element);
    order.sources = {Objects::poolPath(wish->pool)};
    if (modify)
        order.booking.locked.insert(element.id);
    answerWith(call, order, pathOf(element), size, modify);
}

void Methods::returnToStoragePool(const Invocation &call)
{
    const Announced announced(call);
    if (!announced.enabled())
        return call.answer(Failed);
    if (!announced.has(Announced::ReturnElement))
        return call.answer(NotSupported);
    const StoredObject *object = call.object(call.in(u"TheElement"), u"CIM_LogicalElement");
    if (!object
        || !object->instance.decl()->isA(u"CIM_StorageExtent")) // a pool is deleted, not returned
        return call.answer(InvalidParameter);
    const Books books = call.work.books();
    const BookElement element = books.elements[object->instance.value(u"DeviceID").toString()];
    if (!element.user.isEmpty() || books.locked(element.id) || books.lockedAbove(element.home))
        return call.answer(InUse);

    WorkOrder order{.caption = u"Return %1"_s.arg(element.name),
                    .owner = call.caller.user,
                    .service = call.target.path()};
    order.changed = pathOf(element);
    order.booking.locked.insert(element.id);
    order.apply = [id = element.id](Books &at) { at.elements.remove(id); };
    Books planned = books;
    order.apply(planned);
    planFiles(books, planned, {}, order);
    order.asJob = announced.asJob(Announced::ReturnElement, true);
    call.work.start(order, [reply = call.reply](quint32 code, const CimPath &job) {
        reply(code,
              code == JobStarted ? QList{std::pair(u"Job"_s, CimValue::reference(job))}
                                 : QList<std::pair<QString, CimValue>>());
    });
}

} // namespace Cistern
