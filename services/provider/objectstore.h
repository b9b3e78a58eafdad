// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// All objects of the local target: instances and associations (instances with reference
// properties), in memory for reading, every change written through to target.sqlite in one
// transaction. Holds the folder's lock, the intents of unfinished work and the replies given.
// Provider's thread.
#pragma once

#include "services/cim/ciminstance.h"
#include "services/core/database.h"
#include "services/core/filelock.h"
#include "services/core/outcome.h"

#include <QDateTime>
#include <QHash>
#include <QJsonObject>
#include <QMap>
#include <QSet>

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace Cistern {

struct StoredObject
{
    CimInstance instance;
    QJsonObject facts = {}; // what only this target knows: files, sources; never told to clients
};

// What became of one object, as those who watch are told of it.
struct ObjectChange
{
    enum class Kind : quint8 { Created, Modified, Deleted };
    Kind kind = Kind::Created;
    CimInstance object;      // as it is now; deleted: as it was
    CimInstance before = {}; // of Modified
};

// The reply kept for a message that changed something; without one it is a mark: the message was
// acted on, and what was answered is not known yet.
struct KeptReply
{
    QString user, messageId;
    QByteArray digest;
    QJsonObject reply;
    QDateTime until;
};
using MessageName = std::pair<QString, QString>; // user and message id

// What one transaction writes, in order.
class StoreChange
{
public:
    void put(const StoredObject &object) { m_puts.append(object); }
    void put(const CimInstance &instance, const QJsonObject &facts = {})
    {
        m_puts.append({instance, facts});
    }
    void remove(const CimPath &path) { m_removals.append(path); } // links to it go with it
    void setIntent(const QString &id, const QJsonObject &intent) { m_intents.insert(id, intent); }
    void dropIntent(const QString &id) { m_intents.insert(id, {}); }
    void keep(const KeptReply &reply) { m_reply = reply; }

private:
    friend class ObjectStore;
    QList<CimPath> m_removals;           // before the puts
    QSet<QString> m_forgotten;           // keys of objects, the same without what points at them
    std::optional<MessageName> m_unkept; // of a reply
    QList<StoredObject> m_puts;
    QMap<QString, QJsonObject> m_intents;
    std::optional<KeptReply> m_reply;
};

// What is read out of the objects once and kept up with them.
class StoreIndex
{
public:
    virtual ~StoreIndex() = default;
    virtual void entered(const StoredObject &object) = 0;
    virtual void left(const StoredObject &object) = 0;
};

class ObjectStore
{
public:
    // Makes folder and file when missing. InUse names the process that holds the folder.
    static Outcome<std::unique_ptr<ObjectStore>> open(const QString &folder);

    // By any class name the object answers to; null when there is none.
    const StoredObject *find(const CimPath &path) const;
    // By the text of keyOf.
    const StoredObject *at(const QString &key) const;
    // Subclasses too; ordered by class and path.
    void eachOfClass(
        QStringView className, QStringView nameSpace,
        const std::function<void(const QString &key, const StoredObject &object)> &call) const;
    QList<const StoredObject *> ofClass(
        QStringView className, QStringView nameSpace = u"Root/CIMv2/Storage/iScsiTarget") const;
    // Associations that point at the object; empty names match all.
    QList<const StoredObject *> references(const CimPath &object, QStringView associationClass = {},
                                           QStringView role = {}) const;

    // After a failure all is as it was, also on disk, unless the store is in doubt.
    Outcome<Done> commit(const StoreChange &change);
    // The same, with all that is to be written by then in one transaction: a disk takes as long to
    // sync one change as to sync a hundred. What is built sees what was built before it, and is
    // built again, alone, when all together could not be written.
    using Building = std::function<StoreChange()>;
    using Written = std::function<void(const Outcome<Done> &)>;
    void commitSoon(const Building &build, const Written &written);
    void flush(); // those that wait
    // Asked once for the first that waits; without it none does.
    void onWaiting(std::function<void()> flushSoon) { m_flushSoon = std::move(flushSoon); }
    // Behind all that were made here before: what is made in a row is filed in a row, so that a
    // transaction writes few pages for it.
    QString newUuid() const;
    qint64 commits() const { return m_number; } // so many so far
    // False while a commit that failed so late that it may have happened could not be undone yet;
    // looks anew whether the disk lets it be undone.
    bool isSure() { return !m_undo || settle(); }
    // Changes what readers see, but not what is kept: figures that are true only now.
    void show(const CimPath &path, QStringView property, const CimValue &value);
    using Figure = std::pair<QStringView, quint64>;
    void show(const CimPath &path, std::initializer_list<Figure> figures);
    // The same for a whole object, as a change that the observer hears of.
    void showChanged(const CimInstance &now, const std::optional<QJsonObject> &facts = {});
    // Hears of every change once it is done; must not change anything itself.
    void observe(std::function<void(const ObjectChange &)> observer)
    {
        m_observer = std::move(observer);
    }

    StoreIndex *index() const { return m_index.get(); } // null until one is set
    void setIndex(std::unique_ptr<StoreIndex> index) const { m_index = std::move(index); }

    QMap<QString, QJsonObject> intents() const { return m_intents; }
    Outcome<std::optional<KeptReply>> keptReply(const QString &user, const QString &messageId);
    // The mark goes with the next change in one transaction, unless that keeps a reply itself.
    void markWithNext(const KeptReply &mark) { m_mark = mark; }
    std::optional<KeptReply> takeMark() { return std::exchange(m_mark, {}); } // that did not go yet
    Outcome<QList<MessageName>> keptReplies();
    Outcome<Done> forgetReplies(const QList<MessageName> &messages);
    Outcome<Done> forgetReplies(const QDateTime &before); // by the date they were kept until

private:
    ObjectStore() = default;
    Outcome<Done> load();
    using Before = QMap<QString, std::optional<CimInstance>>; // of what a change touches, by key
    struct Piece                                              // of a transaction
    {
        StoreChange change;
        QSet<QString> removed = {}; // keys
        StoreChange undo = {};
        Before before = {};
    };
    struct Waiting
    {
        Building build;
        Written written;
        std::optional<KeptReply> mark;
    };
    Piece applied(StoreChange change); // to what is in memory
    void unapply(const Piece &piece);
    void enterIntents(const StoreChange &change);
    Outcome<Done> commitAll(const QList<Waiting> &waiting);
    Outcome<Done> commit(const std::vector<Piece> &pieces);
    Outcome<Done> write(const std::vector<Piece> &pieces);
    Outcome<std::unique_ptr<Database>> openFile() const;
    Outcome<qint64> number() const; // of the last commit that is in the file
    StoreChange undoOf(const StoreChange &change, const QSet<QString> &removed) const;
    Outcome<Done> reopen(); // looks in the file which it was and undoes what happened
    Outcome<Done> settle(); // the same, where it is needed
    void enter(const StoredObject &object);
    void leave(const QString &key);
    Before beforeOf(const StoreChange &change, const QSet<QString> &removed) const;
    void tell(const Before &before) const;

    std::unique_ptr<FileLock> m_lock;
    QString m_file;
    std::unique_ptr<Database> m_database;     // null while it can't be opened again
    qint64 m_number = 0;                      // of the last commit
    bool m_late = false;                      // the last write failed at its commit
    std::optional<QList<StoreChange>> m_undo; // of a commit in doubt, the last first
    QList<Waiting> m_waiting;
    std::function<void()> m_flushSoon;
    std::optional<KeptReply> m_mark;
    QMap<QString, StoredObject> m_objects; // by keyOf(path): classes lie together
    // Key of an object to keys of associations, where classes lie together too.
    QHash<QString, std::set<QString>> m_pointers;
    mutable std::unique_ptr<StoreIndex> m_index;
    QMap<QString, QJsonObject> m_intents;
    std::function<void(const ObjectChange &)> m_observer;
    mutable std::optional<quint32> m_run; // that all UUIDs made here begin with
    mutable quint32 m_made = 0;           // UUIDs
};

// The text under which the store files an object: namespace, class and keys, letter case and host
// levelled.
QString keyOf(const CimPath &path);

} // namespace Cistern
