// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Books from the store and back.
#include "services/provider/books.h"

#include "services/provider/objects.h"

#include <QJsonArray>

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

QMap<QString, quint64> amountsFromJson(const QJsonValue &json)
{
    QMap<QString, quint64> amounts;
    const QJsonObject object = json.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        amounts.insert(it.key(), it->toString().toULongLong());
    return amounts;
}

QStringList namesFromJson(const QJsonValue &json)
{
    QStringList names;
    for (const QJsonValue &name : json.toArray())
        names.append(name.toString());
    return names;
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

BookElement elementOf(const StoredObject &object, BookElement::Kind kind)
{
    const CimInstance &i = object.instance;
    return {.kind = kind,
            .id = i.value(u"DeviceID").toString(),
            .name = i.value(u"ElementName").toString(),
            .systemName = i.value(u"SystemName").toString(),
            .size = i.value(u"BlockSize").toUnsigned().value_or(0)
                * i.value(u"NumberOfBlocks").toUnsigned().value_or(0),
            .location = object.facts.value(u"location"_s).toString(),
            .home = object.facts.value(u"home"_s).toString(),
            .user = object.facts.value(u"user"_s).toString(),
            .own = object.facts.value(u"own"_s).toBool(),
            .file = object.facts.value(u"file"_s).toString(),
            .carved = amountsFromJson(object.facts.value(u"carved"_s))};
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

// The links that must be there; the others of the same classes and ends go.
void writeLinks(const ObjectStore &store, StoreChange &change, const QList<CimInstance> &wanted,
                QStringView className)
{
    QHash<QString, const CimInstance *> byKey;
    for (const CimInstance &link : wanted)
        byKey.insert(keyOf(link.path()), &link);
    const auto present = store.ofClass(className);
    for (const StoredObject *object : present) {
        if (object->facts.contains(u"foreign"_s)) // of a system that is not ours to keep books for
            continue;
        const auto same = byKey.constFind(keyOf(object->instance.path()));
        if (same == byKey.constEnd())
            change.remove(object->instance.path());
        else if (**same == object->instance)
            byKey.erase(same);
    }
    for (const CimInstance *link : std::as_const(byKey))
        change.put(*link);
}
} // namespace

Books Books::read(const ObjectStore &store)
{
    Books books;
    const auto pools = store.ofClass(u"CIM_StoragePool");
    for (const StoredObject *object : pools) {
        const CimInstance &instance = object->instance;
        BookPool pool{.id = instance.value(u"InstanceID").toString(),
                      .name = instance.value(u"ElementName").toString(),
                      .systemName = instance.value(u"SystemName").toString(),
                      .primordial = instance.value(u"Primordial").toBool().value_or(false),
                      .folder = {},
                      .limit = {},
                      .space = {},
                      .sources = namesFromJson(object->facts.value(u"sources"_s)),
                      .draws = amountsFromJson(object->facts.value(u"draws"_s)),
                      .given = namesFromJson(object->facts.value(u"given"_s)),
                      .goal = {}};
        if (object->facts.contains(u"foreign"_s))
            continue;
        if (pool.primordial) {
            pool.folder = object->facts.value(u"folder"_s).toString();
            pool.space = spaceOf(pool.folder);
            if (object->facts.contains(u"limit"_s))
                pool.limit = object->facts.value(u"limit"_s).toString().toULongLong();
        }
        books.pools.insert(pool.id, pool);
    }
    for (const StoredObject *object : store.ofClass(u"CISTERN_StorageExtent")) {
        if (!object->facts.contains(u"foreign"_s))
            books.elements.insert(object->instance.value(u"DeviceID").toString(),
                                  elementOf(*object, BookElement::Kind::Extent));
    }
    for (const StoredObject *object : store.ofClass(u"MSISCSITARGET_StorageVolume")) {
        if (!object->facts.contains(u"foreign"_s))
            books.elements.insert(object->instance.value(u"DeviceID").toString(),
                                  elementOf(*object, BookElement::Kind::Volume));
    }
    return books;
}

void Books::write(const ObjectStore &store, StoreChange &change) const
{
    QList<CimInstance> hosted, devices, components, allocated;
    const Books before = read(store);
    for (const BookPool &pool : before.pools) {
        if (pools.contains(pool.id))
            continue;
        change.remove(Objects::poolPath(pool.id));
        for (const StoredObject *link :
             store.references(Objects::poolPath(pool.id), u"CIM_ElementCapabilities")) {
            const CimPath capabilities = *link->instance.value(u"Capabilities").toPath();
            for (const StoredObject *made :
                 store.references(capabilities, u"CIM_StorageSettingsAssociatedToCapabilities"))
                change.remove(*made->instance.value(u"Dependent").toPath());
            change.remove(capabilities);
        }
    }
    for (const BookElement &element : before.elements) {
        if (!elements.contains(element.id))
            change.remove(pathOf(element));
    }
    for (const BookPool &pool : pools) {
        const CimPath path = Objects::poolPath(pool.id);
        const StoredObject *old = store.find(path);
        CimInstance instance = old
            ? old->instance
            : Objects::pool(pool.id, pool.name, pool.systemName, pool.primordial);
        instance.set(u"ElementName", CimValue::string(pool.name));
        if (!pool.primordial) {
            instance.set(u"TotalManagedSpace", CimValue::uint64(total(pool.id)));
            instance.set(u"RemainingManagedSpace", CimValue::uint64(remaining(pool.id)));
        }
        putIfChanged(store, change, instance, factsOf(pool));
        if (!old || !pool.goal.isEmpty())
            putQuality(store, change, pool);
        hosted.append(Objects::link("MSISCSITARGET_HostedStoragePool"_L1, "GroupComponent"_L1,
                                    Objects::systemPath(pool.systemName), "PartComponent"_L1,
                                    path));
        const auto links = consumedFrom(pool.id);
        for (auto it = links.begin(); it != links.end(); ++it) {
            const CimPath dependent = elements.contains(it.key()) ? pathOf(elements[it.key()])
                                                                  : Objects::poolPath(it.key());
            CimInstance link = Objects::link("MSISCSITARGET_AllocatedFromStoragePool"_L1,
                                             "Antecedent"_L1, path, "Dependent"_L1, dependent);
            link.set(u"SpaceConsumed", CimValue::uint64(*it));
            link.set(u"SpaceLimit", CimValue::uint64(0));
            allocated.append(link);
        }
    }
    for (const BookElement &element : elements) {
        const CimPath path = pathOf(element);
        putIfChanged(store, change, instanceOf(store, element, carvedOut(element.id)),
                     factsOf(element));
        devices.append(Objects::link("MSISCSITARGET_SystemDevice"_L1, "GroupComponent"_L1,
                                     Objects::systemPath(element.systemName), "PartComponent"_L1,
                                     path));
        if (element.kind == BookElement::Kind::Extent) {
            const QString &group = element.user.isEmpty() ? element.home : element.user;
            components.append(Objects::link("CISTERN_ConcreteComponent"_L1, "GroupComponent"_L1,
                                            Objects::poolPath(group), "PartComponent"_L1, path));
        }
    }
    writeLinks(store, change, hosted, u"MSISCSITARGET_HostedStoragePool");
    writeLinks(store, change, devices, u"MSISCSITARGET_SystemDevice");
    writeLinks(store, change, components, u"CISTERN_ConcreteComponent");
    writeLinks(store, change, allocated, u"MSISCSITARGET_AllocatedFromStoragePool");
}

void Books::showFigures(ObjectStore &store) const
{
    for (const BookPool &pool : pools) {
        const CimPath path = Objects::poolPath(pool.id);
        const quint64 all = total(pool.id), free = remaining(pool.id);
        store.show(path, u"TotalManagedSpace",
                   CimValue::uint64(pool.primordial ? all : free + consumed(pool.id)));
        store.show(path, u"RemainingManagedSpace", CimValue::uint64(free));
        store.show(path, u"Capacity", CimValue::uint64(all));
        store.show(path, u"Reserved", CimValue::uint64(consumed(pool.id)));
    }
}

} // namespace Cistern
