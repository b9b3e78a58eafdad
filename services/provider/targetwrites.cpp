// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the target changes outside methods: properties, finished jobs, locations, adjustments.
#include "services/provider/fragment.h"
#include "services/provider/jobstatus.h"
#include "services/provider/objects.h"
#include "services/provider/target.h"
#include "services/provider/virtualizationfigures.h"
#include "services/provider/writable.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
// The Windows client sends whole objects and names beside them what it means to write.
std::optional<QStringList> modifiedProperties(const QList<Wsman::Option> &options)
{
    std::optional<QStringList> names;
    for (const Wsman::Option &option : options) {
        if (!option.name.endsWith(":__MIInstanceModifiedPropertiesList"_L1))
            continue;
        if (!names)
            names.emplace();
        names->append(option.value);
    }
    return names;
}

Failure refused(Failure::Cause cause, const QString &parameter)
{
    return Failure{.cause = cause, .stage = Failure::Stage::Storage, .parameter = parameter};
}
} // namespace

Wsman::Body Target::put(const Envelope &request)
{
    const StoredObject old = *m_store->find(request.target);
    const auto &wanted = std::get<Wsman::Put>(request.body);
    const auto named = modifiedProperties(request.options);
    CimInstance now = old.instance;
    for (const auto &[name, given] : wanted.instance.properties()) {
        const int index = now.decl()->indexOf(name);
        if (index < 0)
            return refusal(Refusal::NoSuchProperty, name);
        const PropertyDecl &property = now.decl()->properties[size_t(index)];
        const CimValue before = now.value(name);
        CimValue value = given;
        if (!wanted.fragment.isEmpty()) {
            const auto whole = withFragment(before, given, wanted.fragment);
            if (!whole)
                return refusal(Refusal::FragmentNotProcessed, wanted.fragment);
            value = *whole;
        }
        // A client may send back all that it read; what did not change is no wish.
        if (before == value || (before.isNull() && value.isNull()))
            continue;
        if (property.key)
            return refusal(Refusal::KeyChanged, name);
        if (named && !named->contains(name, Qt::CaseInsensitive))
            continue;
        if (!Writable::mayWrite(now, property))
            return refusal(Refusal::NotSupported, name);
        if (!Writable::hasType(property, value))
            return refusal(Refusal::TypeMismatch, name);
        if (!Writable::isGood(property, value))
            return refusal(Refusal::InvalidParameter, name);
        now.set(name, value);
    }
    StoreChange change;
    change.put(now, old.facts);
    if (const auto committed = m_store->commit(change); !committed)
        return refusal(Refusal::Failed, committed.failure().serverText);
    if (now.decl()->isA(u"CIM_ConcreteJob"))
        m_work->sweep();
    const StoredObject *kept = m_store->find(request.target);
    if (kept && !wanted.fragment.isEmpty())
        return fragmentOf(kept->instance, wanted.fragment);
    return Wsman::InstanceReply{kept ? std::optional(Objects::whole(kept->instance))
                                     : std::nullopt};
}

Wsman::Body Target::remove(const Envelope &request)
{
    const CimInstance object = m_store->find(request.target)->instance;
    if (object.decl()->isA(u"CISTERN_ReplicationPipe"))
        return removePipe(object.path());
    // What clients made, they may put away: it is copied into what is made from it.
    const bool goal = object.decl()->isA(u"CIM_StorageSetting") && Writable::isChangeable(object);
    if (!goal && !object.decl()->isA(u"CIM_ConcreteJob"))
        return refusal(Refusal::NotSupported);
    // A job that is at work may still have to read the goal that it was given.
    if (goal ? m_work->isBusy() : !JobState::isFinal(object))
        return refusal(Refusal::Busy);
    StoreChange change;
    change.remove(object.path());
    if (const auto committed = m_store->commit(change); !committed)
        return refusal(Refusal::Failed, committed.failure().serverText);
    return Wsman::DoneReply();
}

// No method deletes a pipe, so that the instance itself is deleted.
Wsman::Body Target::removePipe(const CimPath &path)
{
    switch (m_pipes->remove(path)) {
    case Pipes::Removal::Removed:
        return Wsman::DoneReply();
    case Pipes::Removal::NotWhole:
        return refusal(Refusal::NotSupported, u"part of another pipe"_s);
    case Pipes::Removal::Busy:
        return refusal(Refusal::Busy);
    case Pipes::Removal::InUse:
        return refusal(Refusal::Failed, u"a replication uses it"_s);
    case Pipes::Removal::Failed:
        break;
    }
    return refusal(Refusal::Failed);
}

Outcome<QList<PipePeer>> Target::peers() const
{
    if (m_unopened)
        return *m_unopened;
    QList<PipePeer> told;
    const QList<Peer> peers = m_pipes->peers();
    for (const Peer &peer : peers)
        told.append({peer.name, peer.place.toText(), peer.fingerprint});
    return told;
}

Outcome<Done> Target::addPeer(const PipePeer &peer)
{
    if (m_unopened)
        return *m_unopened;
    return m_pipes->addPeer({.name = peer.name,
                             .place = PipePlace::fromText(peer.place).value_or(PipePlace()),
                             .fingerprint = peer.fingerprint});
}

Outcome<Done> Target::removePeer(const QString &name)
{
    if (m_unopened)
        return *m_unopened;
    return m_pipes->removePeer(name);
}

Outcome<PipeIdentity> Target::pipeIdentity() const
{
    if (m_unopened)
        return *m_unopened;
    return m_pipes->identity();
}

QString Target::ownName() const
{
    for (const StoredObject *object : m_store->ofClass(u"MSFTSM_ComputerSystem")) {
        if (!object->facts.contains(u"foreign"_s))
            return object->instance.value(u"Name").toString();
    }
    return Objects::hostName();
}

// Other namespaces tell what locations lie on. The change that it follows is made by then; what
// can't be told now is told at the next start.
void Target::tellHost()
{
    StoreChange change;
    setUpRest(change, ownName());
    (void)m_store->commit(change).ok();
}

Outcome<QList<StorageLocation>> Target::locations() const
{
    if (m_unopened)
        return *m_unopened;
    QList<StorageLocation> found;
    const Books books = m_work->books();
    for (const BookPool &pool : books.locations())
        found.append({pool.id, pool.name, pool.folder, pool.limit, books.total(pool.id),
                      books.remaining(pool.id)});
    return found;
}

Outcome<StorageLocation> Target::addLocation(const QString &folder, std::optional<quint64> limit,
                                             const QString &name)
{
    if (m_unopened)
        return *m_unopened;
    const QFileInfo about(folder);
    const QString canonical = about.canonicalFilePath();
    if (!about.isDir())
        return refused(Failure::Cause::NotFound, folder);
    if (!about.isWritable())
        return refused(Failure::Cause::Denied, folder);
    Books books = m_work->books();
    for (const BookPool &pool : books.locations()) {
        if (pool.folder == canonical)
            return refused(Failure::Cause::Exists, folder);
    }
    const BookPool pool{.id = Objects::newId(),
                        .name = name.isEmpty() ? QDir(canonical).dirName() : name,
                        .systemName = ownName(),
                        .primordial = true,
                        .folder = canonical,
                        .limit = limit,
                        .space = spaceOf(canonical),
                        .sources = {},
                        .draws = {},
                        .given = {},
                        .goal = {}};
    books.pools.insert(pool.id, pool);
    StoreChange change;
    books.write(*m_store, change);
    if (const auto committed = m_store->commit(change); !committed)
        return committed.failure();
    tellHost();
    return StorageLocation{pool.id,
                           pool.name,
                           pool.folder,
                           pool.limit,
                           books.total(pool.id),
                           books.remaining(pool.id)};
}

Outcome<Done> Target::removeLocation(const QString &idOrFolder)
{
    if (m_unopened)
        return *m_unopened;
    Books books = m_work->books();
    const QString folder = QFileInfo(idOrFolder).canonicalFilePath();
    for (const BookPool &pool : books.locations()) {
        if (pool.id != idOrFolder && (folder.isEmpty() || pool.folder != folder))
            continue;
        const QString id = pool.id;
        bool holds = false;
        books.elements.each(
            [&](const BookElement &element) { holds = holds || element.location == id; });
        if (holds || books.busyAsSource(id) || books.isSource(id)
            || Virtualization::usesHost(*m_store, books, pool.folder))
            return refused(Failure::Cause::InUse, pool.folder);
        books.pools.remove(id);
        StoreChange change;
        books.write(*m_store, change);
        const auto committed = m_store->commit(change);
        if (committed)
            tellHost();
        return committed;
    }
    return refused(Failure::Cause::NotFound, idOrFolder);
}

Outcome<Done> Target::adjust(const CimInstance &object, bool foreign)
{
    if (m_unopened)
        return *m_unopened;
    const StoredObject *old = m_store->find(object.path());
    QJsonObject facts = old ? old->facts : QJsonObject();
    if (foreign)
        facts.insert(u"foreign"_s, true);
    StoreChange change;
    change.put(object, facts);
    return m_store->commit(change);
}

} // namespace Cistern
