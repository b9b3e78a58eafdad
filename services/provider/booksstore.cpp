// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Books from the store and back.
#include "services/provider/books.h"

#include "services/provider/objects.h"
#include "services/schema/schema.h"

#include <QJsonArray>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
QJsonObject amountsToJson(const QMap<QString, quint64> &amounts)
{
    QJsonObject json;
    for (auto it = amounts.cbegin(); it != amounts.cend(); ++it)
        json.insert(it.key(), QString::number(*it));
    return json;
}

QJsonObject factsOf(const BookPool &pool)
{
    if (!pool.primordial) {
        return {{u"sources"_s, QJsonArray::fromStringList(pool.sources)},
                {u"draws"_s, amountsToJson(pool.draws)},
                {u"given"_s, QJsonArray::fromStringList(pool.given)}};
    }
    QJsonObject facts{{u"folder"_s, pool.folder}};
    if (pool.limit)
        facts.insert(u"limit"_s, QString::number(*pool.limit));
    return facts;
}

QJsonObject factsOf(const BookElement &element)
{
    return {{u"location"_s, element.location}, {u"home"_s, element.home},
            {u"user"_s, element.user},         {u"own"_s, element.own},
            {u"file"_s, element.file},         {u"carved"_s, amountsToJson(element.carved)}};
}

CimPath pathOf(const BookElement &element)
{
    return element.kind == BookElement::Kind::Extent
        ? Objects::extentPath(element.systemName, element.id)
        : Objects::volumePath(element.systemName, element.id);
}

// Puts what is new or differs.
void putIfChanged(const ObjectStore &store, StoreChange &change, const CimInstance &instance,
                  const QJsonObject &facts)
{
    const StoredObject *old = store.find(instance.path());
    if (!old || !(old->instance == instance) || old->facts != facts)
        change.put(instance, facts);
}

CimInstance instanceOf(const ObjectStore &store, const BookElement &element, quint64 carvedOut)
{
    const StoredObject *old = store.find(pathOf(element));
    const bool extent = element.kind == BookElement::Kind::Extent;
    CimInstance instance = old ? old->instance
        : extent               ? Objects::extent(element.id, element.systemName)
                               : Objects::volume(element.id, element.systemName);
    instance.set(u"ElementName", CimValue::string(element.name));
    instance.set(u"NumberOfBlocks", CimValue::uint64(element.size / 512));
    const bool available = extent && element.user.isEmpty();
    const quint64 free = extent && !available && element.size > carvedOut ? element.size - carvedOut
                                                                          : 0;
    instance.set(u"ConsumableBlocks", CimValue::uint64((available ? element.size : free) / 512));
    instance.set(extent ? u"Name" : u"MSDevicePath", CimValue::string(element.file));
    return instance;
}

// Capabilities of a pool and the one setting that belongs to them; a goal becomes both.
void putQuality(const ObjectStore &store, StoreChange &change, const BookPool &pool)
{
    const CimPath path = Objects::poolPath(pool.id);
    CimInstance capabilities = Objects::capabilities(pool.id + u":capabilities"_s, pool.name);
    CimInstance setting = Objects::setting(pool.id + u":setting"_s, u"Default"_s, capabilities,
                                           false);
    if (const StoredObject *goal = store.find(pool.goal)) {
        const CimInstance &wanted = goal->instance;
        for (const auto &[name, value] : wanted.properties()) {
            if (name != "InstanceID"_L1 && name != "ChangeableType"_L1)
                setting.set(name, value);
        }
        for (const QLatin1StringView group : {"DataRedundancy"_L1, "PackageRedundancy"_L1}) {
            capabilities.set(QString(group) + "Min"_L1, wanted.value(QString(group) + "Min"_L1));
            capabilities.set(QString(group) + "Max"_L1, wanted.value(QString(group) + "Max"_L1));
            capabilities.set(QString(group) + "Default"_L1,
                             wanted.value(QString(group) + "Goal"_L1));
        }
        capabilities.set(u"NoSinglePointOfFailure", wanted.value(u"NoSinglePointOfFailure"));
        capabilities.set(u"NoSinglePointOfFailureDefault", wanted.value(u"NoSinglePointOfFailure"));
    }
    change.put(capabilities);
    change.put(setting);
    change.put(Objects::link("MSISCSITARGET_ElementCapabilities"_L1, "ManagedElement"_L1, path,
                             "Capabilities"_L1, capabilities.path()));
    CimInstance link = Objects::link("MSISCSITARGET_StorageSettingsAssociatedToCapabilities"_L1,
                                     "Antecedent"_L1, capabilities.path(), "Dependent"_L1,
                                     setting.path());
    link.set(u"DefaultSetting", CimValue::boolean(true));
    change.put(link);
}

// The link as it must be; none when it must not be there.
void putLink(const ObjectStore &store, StoreChange &change, const CimInstance &link, bool wanted)
{
    const StoredObject *old = store.find(link.path());
    if (!wanted && old)
        change.remove(link.path());
    else if (wanted && (!old || !(old->instance == link)))
        change.put(link);
}

CimInstance componentOf(const QString &group, const CimPath &extent)
{
    return Objects::link("CISTERN_ConcreteComponent"_L1, "GroupComponent"_L1,
                         Objects::poolPath(group), "PartComponent"_L1, extent);
}

const QString &groupOf(const BookElement &extent)
{
    return extent.user.isEmpty() ? extent.home : extent.user;
}
} // namespace

Books Books::read(const ObjectStore &store)
{
    Books books;
    books.m_index = &BookIndex::of(store);
    books.pools = Ledger<BookPool>(books.m_index->pools());
    books.elements = Ledger<BookElement>(books.m_index->elements());
    for (const QString &id : books.m_index->primordial()) {
        BookPool &pool = books.pools.edit(id);
        pool.space = spaceOf(pool.folder);
    }
    return books;
}

void Books::writePool(const ObjectStore &store, StoreChange &change, const QString &id) const
{
    const BookPool *pool = pools.find(id);
    const CimPath path = Objects::poolPath(id);
    if (!pool) {
        change.remove(path);
        for (const StoredObject *link : store.references(path, u"CIM_ElementCapabilities")) {
            const CimPath capabilities = *link->instance.value(u"Capabilities").toPath();
            for (const StoredObject *made :
                 store.references(capabilities, u"CIM_StorageSettingsAssociatedToCapabilities"))
                change.remove(*made->instance.value(u"Dependent").toPath());
            change.remove(capabilities);
        }
        return;
    }
    const StoredObject *old = store.find(path);
    CimInstance instance = old ? old->instance
                               : Objects::pool(id, pool->name, pool->systemName, pool->primordial);
    instance.set(u"ElementName", CimValue::string(pool->name));
    if (!pool->primordial) {
        const quint64 all = total(id), used = consumed(id);
        instance.set(u"TotalManagedSpace", CimValue::uint64(all));
        instance.set(u"RemainingManagedSpace", CimValue::uint64(remaining(id)));
        instance.set(u"Capacity", CimValue::uint64(all));
        instance.set(u"Reserved", CimValue::uint64(used));
    }
    putIfChanged(store, change, instance, factsOf(*pool));
    if (!old || !pool->goal.isEmpty())
        putQuality(store, change, *pool);
    putLink(store, change,
            Objects::link("MSISCSITARGET_HostedStoragePool"_L1, "GroupComponent"_L1,
                          Objects::systemPath(pool->systemName), "PartComponent"_L1, path),
            true);
}

void Books::writeElement(const ObjectStore &store, StoreChange &change, const QString &id) const
{
    const BookElement *element = elements.find(id), *old = elements.before(id);
    if (!element) {
        if (old)
            change.remove(pathOf(*old));
        return;
    }
    const CimPath path = pathOf(*element);
    putIfChanged(store, change, instanceOf(store, *element, carvedOut(id)), factsOf(*element));
    putLink(store, change,
            Objects::link("MSISCSITARGET_SystemDevice"_L1, "GroupComponent"_L1,
                          Objects::systemPath(element->systemName), "PartComponent"_L1, path),
            true);
    if (element->kind != BookElement::Kind::Extent)
        return;
    if (old && groupOf(*old) != groupOf(*element))
        putLink(store, change, componentOf(groupOf(*old), path), false);
    putLink(store, change, componentOf(groupOf(*element), path), true);
}

void Books::write(const ObjectStore &store, StoreChange &change, const Booking &over) const
{
    QSet<QString> changedPools, changedElements;
    QSet<std::pair<QString, QString>> dependencies; // a pool and who consumes of it
    const auto notePool = [&](const BookPool &pool) {
        changedPools.insert(pool.id);
        eachRelation(pool, [&](BookRelation, const QString &source) {
            changedPools.insert(source);
            dependencies.insert({source, pool.id});
        });
    };
    const auto noteElement = [&](const BookElement &element) {
        changedElements.insert(element.id);
        changedPools.insert(element.home);
        if (!element.user.isEmpty())
            changedPools.insert(element.user);
        if (element.kind == BookElement::Kind::Volume)
            dependencies.insert({element.home, element.id});
        else if (!element.user.isEmpty())
            dependencies.insert({element.home, element.user});
        for (const QString &extent : element.carved.keys())
            changedElements.insert(extent);
    };
    const auto note = [](const auto &ledger, const auto &noteOne) {
        const auto &changes = ledger.changes();
        for (auto it = changes.cbegin(); it != changes.cend(); ++it) {
            if (const auto *before = ledger.before(it.key()))
                noteOne(*before);
            if (*it)
                noteOne(**it);
        }
    };
    note(pools, notePool);
    note(elements, noteElement);
    for (const QString &pool : over.fromPools.keys())
        changedPools.insert(pool);
    for (const QString &extent : over.fromExtents.keys())
        changedElements.insert(extent);

    for (const QString &id : std::as_const(changedPools)) {
        if (pools.contains(id) || pools.before(id))
            writePool(store, change, id);
    }
    for (const QString &id : std::as_const(changedElements))
        writeElement(store, change, id);
    for (const auto &[pool, dependent] : std::as_const(dependencies)) {
        const BookElement *element = elements.find(dependent);
        if (!element)
            element = elements.before(dependent);
        CimInstance link = Objects::link("MSISCSITARGET_AllocatedFromStoragePool"_L1,
                                         "Antecedent"_L1, Objects::poolPath(pool), "Dependent"_L1,
                                         element ? pathOf(*element) : Objects::poolPath(dependent));
        const auto bytes = pools.contains(pool) ? consumption(pool, dependent) : std::nullopt;
        link.set(u"SpaceConsumed", CimValue::uint64(bytes.value_or(0)));
        link.set(u"SpaceLimit", CimValue::uint64(0));
        putLink(store, change, link, bytes.has_value());
    }
}

void Books::showFigures(ObjectStore &store) const
{
    QSet<QString> different;
    store.eachOfClass(
        u"CIM_StoragePool", QString(Schema::iscsiTarget),
        [this, &different](const QString &, const StoredObject &object) {
            const CimInstance &told = object.instance;
            const QString id = told.value(u"InstanceID").toString();
            const quint64 all = sum(BookSum::Held, id), used = sum(BookSum::Consumed, id);
            const quint64 taken = used + booked(id), free = std::max(all, taken) - taken;
            const auto isTold = [&told](QStringView name, quint64 bytes) {
                return told.value(name).toUnsigned() == bytes;
            };
            if (told.value(u"Primordial").toBool().value_or(false) || !isTold(u"Capacity", all)
                || !isTold(u"Reserved", used) || !isTold(u"RemainingManagedSpace", free)
                || !isTold(u"TotalManagedSpace", free + used))
                different.insert(id);
        });
    showFigures(store, different);
}

void Books::showFigures(ObjectStore &store, const QSet<QString> &some) const
{
    for (const QString &id : some) {
        const BookPool *pool = pools.find(id);
        if (!pool)
            continue;
        const CimPath path = Objects::poolPath(id);
        const quint64 all = total(id), free = remaining(id), used = consumed(id);
        store.show(path,
                   {{u"TotalManagedSpace", pool->primordial ? all : free + used},
                    {u"RemainingManagedSpace", free},
                    {u"Capacity", all},
                    {u"Reserved", used}});
    }
}

} // namespace Cistern
