// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// CreateOrModifyStoragePool and DeleteStoragePool (rules SP.R1 to SP.R40). Checks come in the
// order of the precedence of errors; what they find is booked before anything is answered.
#include "services/provider/methods/invocation.h"
#include "services/provider/methods/pooldraw.h"
#include "services/provider/objects.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
QString idOf(const StoredObject *object)
{
    const bool pool = object->instance.decl()->isA(u"CIM_StoragePool");
    return object->instance.value(pool ? u"InstanceID" : u"DeviceID").toString();
}

// The name a system gives: the first that is not taken.
QString freeName(const Books &books)
{
    QSet<QString> taken;
    books.pools.each([&taken](const BookPool &pool) { taken.insert(pool.name); });
    for (int number = 1;; ++number) {
        const QString name = u"Pool %1"_s.arg(number);
        if (!taken.contains(name))
            return name;
    }
}

// What the call asks for, once its parameters are known to be good.
struct Wish
{
    bool modify = false;
    QString pool = {}; // of a modify
    const StoredObject *goal = nullptr;
    std::optional<quint64> size = {};
    bool poolsGiven = false, extentsGiven = false;
    QStringList pools = {}, extents = {}; // the complete new lists
};

// Steps 5 to 9, all of which answer 5.
std::optional<Wish> readWish(const Invocation &call, const Books &books)
{
    Wish wish{.modify = call.given(u"Pool"),
              .size = call.in(u"Size").toUnsigned(),
              .poolsGiven = call.given(u"InPools"),
              .extentsGiven = call.given(u"InExtents")};
    if (!nameFits(call.in(u"ElementName")))
        return std::nullopt;
    const auto pools = call.objects(call.in(u"InPools"), u"CIM_StoragePool");
    const auto extents = call.objects(call.in(u"InExtents"), u"CIM_StorageExtent");
    if (!pools || !extents)
        return std::nullopt;
    for (const StoredObject *pool : *pools)
        wish.pools.append(idOf(pool));
    for (const StoredObject *extent : *extents) {
        if (!extent->instance.decl()->isA(u"CISTERN_StorageExtent")) // a volume is no component
            return std::nullopt;
        wish.extents.append(idOf(extent));
    }
    if (wish.modify) {
        const StoredObject *pool = call.object(call.in(u"Pool"), u"CIM_StoragePool");
        if (!pool || books.pools[idOf(pool)].primordial)
            return std::nullopt;
        wish.pool = idOf(pool);
        const BookPool &now = books.pools[wish.pool];
        for (const QString &source : std::as_const(wish.pools)) {
            if (books.descends(source, wish.pool))
                return std::nullopt;
        }
        for (const QString &extent : std::as_const(wish.extents)) {
            if (books.descends(books.elements[extent].home, wish.pool))
                return std::nullopt;
        }
        if (!wish.poolsGiven)
            wish.pools = now.sources;
        if (!wish.extentsGiven)
            wish.extents = now.given;
    } else if (wish.pools.isEmpty() && wish.extents.isEmpty()) {
        return std::nullopt;
    }
    if (call.given(u"Goal")) {
        wish.goal = call.object(call.in(u"Goal"), u"CIM_StorageSetting");
        const QString source = !wish.pools.isEmpty() ? wish.pools.first()
                                                     : books.elements[wish.extents.first()].home;
        if (!wish.goal || !goalFits(call, wish.goal->instance, source))
            return std::nullopt;
    }
    return wish;
}

// Step 10: features 2 extents, 3 one pool, 4 several, 5 goal, 6 grow, 7 shrink.
bool offers(const Announced &announced, const Wish &wish, quint64 now, quint64 wanted)
{
    const bool several = wish.poolsGiven && wish.pools.size() > 1;
    return (!wish.extentsGiven || announced.poolFeature(2))
        && (!wish.poolsGiven || announced.poolFeature(several ? 4 : 3))
        && (!wish.modify || !wish.goal || announced.poolFeature(5))
        && (!wish.modify || wanted <= now || announced.poolFeature(6))
        && (!wish.modify || wanted >= now || announced.poolFeature(7));
}

// Step 11, as far as it does not depend on amounts.
bool inUse(const Books &books, const Wish &wish)
{
    if (wish.modify && books.locked(wish.pool))
        return true;
    for (const QString &pool : wish.pools) {
        if (books.locked(pool))
            return true;
    }
    for (const QString &extent : wish.extents) {
        const QString &user = books.elements[extent].user;
        if (books.locked(extent) || (!user.isEmpty() && user != wish.pool))
            return true;
    }
    return false;
}

// The size that a modify without Size ends with (SP.R23).
quint64 keptSize(const Books &books, const Wish &wish, quint64 now)
{
    if (!wish.extentsGiven)
        return now;
    const QStringList before = books.pools[wish.pool].given;
    quint64 added = 0, dropped = 0;
    for (const QString &extent : wish.extents)
        added += before.contains(extent) ? 0 : books.elements[extent].size;
    for (const QString &extent : before)
        dropped += wish.extents.contains(extent) ? 0 : books.elements[extent].size;
    return now + added > dropped ? now + added - dropped : 0;
}
} // namespace

void Methods::createOrModifyStoragePool(const Invocation &call)
{
    const Announced announced(call);
    const bool modify = call.given(u"Pool");
    const auto action = modify ? Announced::ModifyPool : Announced::CreatePool;
    if (!announced.enabled())
        return call.answer(Failed);
    if (!announced.has(action))
        return call.answer(NotSupported);
    const Books books = call.work.books();
    const auto wish = readWish(call, books);
    if (!wish)
        return call.answer(InvalidParameter);

    const quint64 now = modify ? books.total(wish->pool) : 0;
    const bool sourcesChange = wish->poolsGiven || wish->extentsGiven;
    const bool resizes = !modify || wish->size || sourcesChange;
    const quint64 kept = modify ? keptSize(books, *wish, now) : 0;
    if (!offers(announced, *wish, now, wish->size.value_or(kept)))
        return call.answer(NotSupported);
    if (inUse(books, *wish))
        return call.answer(InUse);

    PoolDraw draw(books, wish->pool, wish->extents, wish->pools);
    if (resizes) {
        const quint64 needed = modify ? books.consumed(wish->pool) + books.unusedExtents(wish->pool)
                + books.booked(wish->pool)
                                      : 0;
        const quint64 least = std::max(sizeStep, wholeSteps(needed));
        const quint64 most = draw.most();
        if (modify && sourcesChange && most < needed)
            return call.answer(InUse); // a dropped source is needed
        if (most < least)
            return call.answer(SizeNotSupported, offered(0));
        const quint64 asked = wish->size ? *wish->size : modify ? kept : most;
        if (asked > most)
            return call.answer(SizeNotSupported, offered(most));
        if (asked < least)
            return call.answer(SizeNotSupported, offered(least));
        if (!draw.take(wholeSteps(asked)))
            return call.answer(InUse); // bytes of a volume can not move to where they would have to
    }

    const CimValue name = call.in(u"ElementName");
    const QString id = modify ? wish->pool : Objects::newId(call.store);
    BookPool pool = modify ? books.pools[id]
                           : BookPool{.id = id, .name = {}, .systemName = call.systemName()};
    if (!name.isNull())
        pool.name = name.toString();
    else if (!modify)
        pool.name = freeName(books);
    // A new pool without a goal gets the defaults of its first source (SP.R16).
    if (wish->goal) {
        pool.goal = wish->goal->instance.path();
    } else if (!modify) {
        const QString source = !wish->pools.isEmpty() ? wish->pools.first()
                                                      : books.elements[wish->extents.first()].home;
        pool.goal = CimPath(QString(call.decl.nameSpace), u"MSISCSITARGET_StorageSetting"_s,
                            {{u"InstanceID"_s, CimValue::string(source + u":setting"_s)}});
    }

    WorkOrder order{.caption = modify ? u"Change pool %1"_s.arg(pool.name)
                                      : u"Create pool %1"_s.arg(pool.name),
                    .owner = call.caller.user,
                    .service = call.target.path()};
    if (resizes)
        order.apply = [draw, pool](Books &at) { draw.apply(at, pool); };
    else
        order.apply = [pool](Books &at) {
            BookPool &changed = at.pools.edit(pool.id);
            changed.name = pool.name;
            changed.goal = pool.goal;
        };
    Books planned = books;
    order.apply(planned);
    planFiles(books, planned, draw.split(), order);
    order.asJob = announced.asJob(action,
                                  !order.before.isEmpty() || !order.after.isEmpty() || !modify);
    if (resizes)
        order.booking = draw.booking();
    if (modify) {
        order.booking.locked.insert(id);
        order.changed = Objects::poolPath(id);
    } else {
        order.made = Objects::poolPath(id);
    }
    for (const QString &source : std::as_const(wish->pools))
        order.sources.append(Objects::poolPath(source));
    for (const QString &extent : std::as_const(wish->extents))
        order.sources.append(Objects::extentPath(books.elements[extent].systemName, extent));

    const CimValue size = CimValue::uint64(resizes ? planned.total(id) : now);
    const CimValue path = CimValue::reference(Objects::poolPath(id));
    call.work.start(order,
                    [reply = call.reply, size, path, modify](quint32 code, const CimPath &job) {
                        QList<std::pair<QString, CimValue>> outs;
                        if (code == Completed || code == JobStarted)
                            outs.append({u"Size"_s, size});
                        // A pool that a job has yet to make is not there to be read (SP.R37).
                        if (code == Completed || (code == JobStarted && modify))
                            outs.append({u"Pool"_s, path});
                        if (code == JobStarted)
                            outs.append({u"Job"_s, CimValue::reference(job)});
                        reply(code, outs);
                    });
}

void Methods::deleteStoragePool(const Invocation &call)
{
    const Announced announced(call);
    if (!announced.enabled())
        return call.answer(Failed);
    if (!announced.has(Announced::DeletePool))
        return call.answer(NotSupported);
    const StoredObject *object = call.object(call.in(u"Pool"), u"CIM_StoragePool");
    const Books books = call.work.books();
    if (!object || books.pools[idOf(object)].primordial)
        return call.answer(InvalidParameter);
    const QString id = idOf(object);
    if (books.locked(id) || books.busyAsSource(id) || books.isSource(id)
        || books.unusedExtents(id) > 0)
        return call.answer(InUse);

    WorkOrder order{.caption = u"Delete pool %1"_s.arg(books.pools[id].name),
                    .owner = call.caller.user,
                    .service = call.target.path()};
    order.changed = Objects::poolPath(id);
    order.booking.locked.insert(id);
    order.apply = [id](Books &at) {
        at.pools.remove(id);
        for (const QString &extent : at.related(BookRelation::Serving, id)) {
            if (at.elements[extent].own)
                at.elements.remove(extent);
            else
                at.elements.edit(extent).user.clear(); // given back to the pool it came from
        }
    };
    Books planned = books;
    order.apply(planned);
    planFiles(books, planned, {}, order);
    order.asJob = announced.asJob(Announced::DeletePool, true);
    call.work.start(order, [reply = call.reply](quint32 code, const CimPath &job) {
        reply(code,
              code == JobStarted ? QList{std::pair(u"Job"_s, CimValue::reference(job))}
                                 : QList<std::pair<QString, CimValue>>());
    });
}

} // namespace Cistern
