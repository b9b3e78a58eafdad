// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/bookindex.h"

#include <QJsonArray>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
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

BookPool poolOf(const StoredObject &object)
{
    const CimInstance &instance = object.instance;
    BookPool pool{.id = instance.value(u"InstanceID").toString(),
                  .name = instance.value(u"ElementName").toString(),
                  .systemName = instance.value(u"SystemName").toString(),
                  .primordial = instance.value(u"Primordial").toBool().value_or(false),
                  .folder = {},
                  .limit = {},
                  .space = {},
                  .sources = namesFromJson(object.facts.value(u"sources"_s)),
                  .draws = amountsFromJson(object.facts.value(u"draws"_s)),
                  .given = namesFromJson(object.facts.value(u"given"_s)),
                  .goal = {}};
    if (pool.primordial) {
        pool.folder = object.facts.value(u"folder"_s).toString();
        if (object.facts.contains(u"limit"_s))
            pool.limit = object.facts.value(u"limit"_s).toString().toULongLong();
    }
    return pool;
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

// Whether an object is kept in the books, and as what: those of other systems are not ours.
enum class Kept : quint8 { No, Pool, Extent, Volume };
Kept keptAs(const StoredObject &object)
{
    const ClassDecl *decl = object.instance.decl();
    if (!decl || decl->association || object.facts.contains(u"foreign"_s))
        return Kept::No;
    if (decl->name == "MSISCSITARGET_StoragePool"_L1)
        return Kept::Pool;
    if (decl->name == "CISTERN_StorageExtent"_L1)
        return Kept::Extent;
    return decl->name == "MSISCSITARGET_StorageVolume"_L1 ? Kept::Volume : Kept::No;
}

QString idOf(const StoredObject &object, Kept as)
{
    return object.instance.value(as == Kept::Pool ? u"InstanceID" : u"DeviceID").toString();
}
} // namespace

const BookIndex &BookIndex::of(const ObjectStore &store)
{
    if (!store.index()) {
        auto made = std::make_unique<BookIndex>();
        for (const QStringView className :
             {u"CIM_StoragePool", u"CISTERN_StorageExtent", u"MSISCSITARGET_StorageVolume"}) {
            for (const StoredObject *object : store.ofClass(className))
                made->entered(*object);
        }
        store.setIndex(std::move(made));
    }
    return static_cast<const BookIndex &>(*store.index());
}

template<class Record>
void BookIndex::count(const QString &id, const Record &record, bool in)
{
    eachSum(record, [this, in](BookSum which, const QString &key, quint64 bytes) {
        auto &sums = m_sums[size_t(which)];
        const quint64 now = in ? sums.value(key) + bytes : sums.value(key) - bytes;
        if (now == 0)
            sums.remove(key);
        else
            sums.insert(key, now);
    });
    eachRelation(record, [this, in, &id](BookRelation which, const QString &key) {
        auto &related = m_related[size_t(which)];
        if (in) {
            related[key].insert(id);
        } else if (const auto found = related.find(key); found != related.end()) {
            found->remove(id);
            if (found->isEmpty())
                related.erase(found);
        }
    });
}

void BookIndex::entered(const StoredObject &object)
{
    const Kept as = keptAs(object);
    if (as == Kept::No)
        return;
    left(object); // one that came twice
    if (as == Kept::Pool) {
        const BookPool pool = poolOf(object);
        if (pool.primordial)
            m_primordial.insert(pool.id);
        count(pool.id, pool, true);
        m_pools.insert(pool.id, pool);
        return;
    }
    const BookElement element = elementOf(
        object, as == Kept::Extent ? BookElement::Kind::Extent : BookElement::Kind::Volume);
    count(element.id, element, true);
    m_files.insert(element.file, element.id);
    m_elements.insert(element.id, element);
}

void BookIndex::left(const StoredObject &object)
{
    const Kept as = keptAs(object);
    const QString id = as == Kept::No ? QString() : idOf(object, as);
    if (as == Kept::Pool && m_pools.contains(id)) {
        count(id, m_pools[id], false);
        m_primordial.remove(id);
        m_pools.remove(id);
    } else if (as != Kept::Pool && m_elements.contains(id)) {
        count(id, m_elements[id], false);
        m_files.remove(m_elements[id].file);
        m_elements.remove(id);
    }
}

} // namespace Cistern
