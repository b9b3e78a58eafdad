// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/objectstore.h"

#include "services/provider/locations.h"
#include "services/provider/objectjson.h"
#include "services/schema/schema.h"

#include <QDir>
#include <QJsonDocument>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr const char *versions[] = {
    "CREATE TABLE object(key TEXT PRIMARY KEY, body TEXT NOT NULL, facts TEXT NOT NULL) STRICT, "
    "WITHOUT ROWID;"
    "CREATE TABLE intent(id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE reply(user TEXT NOT NULL, message TEXT NOT NULL, digest BLOB NOT NULL, body TEXT "
    "NOT NULL,"
    " until INTEGER NOT NULL, PRIMARY KEY(user, message)) STRICT, WITHOUT ROWID;",
    // Tells whether a commit that failed late has happened.
    "CREATE TABLE progress(only_row INTEGER PRIMARY KEY CHECK(only_row = 1), number INTEGER NOT "
    "NULL) STRICT;"
    "INSERT INTO progress VALUES(1, 0);"};
constexpr Database::Kind kind{.applicationId = 0x43495354, .versions = versions}; // "CIST"

QString compact(const QJsonObject &json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

QJsonObject parsed(const QString &text)
{
    return QJsonDocument::fromJson(text.toUtf8()).object();
}

// Stores of the first version know one namespace; its keys go without, as they have them.
QString classKey(const QString &nameSpace, const QString &className)
{
    const bool first = nameSpace.isEmpty()
        || sameNameSpace(nameSpace, QString(Schema::iscsiTarget));
    return (first ? QString() : nameSpace.toCaseFolded() + u':') + className.toCaseFolded();
}

QString keysOf(const CimPath &path)
{
    QString text;
    for (const CimPath::Key &key : path.keys()) {
        const CimPath *reference = key.value.toPath();
        text += u'\x1f' + key.name.toCaseFolded() + u'='
            + (reference ? keyOf(*reference) : key.value.toText());
    }
    return text;
}
} // namespace

QString keyOf(const CimPath &path)
{
    return classKey(path.nameSpace(), path.className()) + keysOf(path);
}

Outcome<std::unique_ptr<ObjectStore>> ObjectStore::open(const QString &folder)
{
    const QDir dir(folder);
    if (!dir.exists()) {
        if (!QDir().mkpath(folder))
            return Failure{.cause = Failure::Cause::Storage,
                           .stage = Failure::Stage::Storage,
                           .parameter = folder};
        QFile::setPermissions(
            folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
        if (const auto synced = syncFile(dir.absolutePath()); !synced)
            return synced.failure();
    }
    auto store = std::unique_ptr<ObjectStore>(new ObjectStore);
    store->m_lock = std::make_unique<QLockFile>(dir.filePath(u"lock"_s));
    store->m_lock->setStaleLockTime(0); // only a process that is gone leaves a stale lock
    if (!store->m_lock->tryLock(0)) {
        qint64 pid = 0;
        QString host, program;
        store->m_lock->getLockInfo(&pid, &host, &program);
        return Failure{.cause = Failure::Cause::InUse,
                       .stage = Failure::Stage::Storage,
                       .code = quint32(pid),
                       .parameter = folder,
                       .serverText = u"%1 (%2)"_s.arg(program).arg(pid)};
    }
    store->m_file = dir.filePath(u"target.sqlite"_s);
    auto database = store->openFile();
    if (!database)
        return database.failure();
    store->m_database = std::move(*database);
    const auto last = store->number();
    if (!last)
        return last.failure();
    store->m_number = *last;
    if (const auto loaded = store->load(); !loaded)
        return loaded.failure();
    return store;
}

Outcome<std::unique_ptr<Database>> ObjectStore::openFile() const
{
    return Database::open(m_file, kind);
}

Outcome<qint64> ObjectStore::number() const
{
    auto statement = m_database->prepare("SELECT number FROM progress");
    if (!statement)
        return statement.failure();
    const auto row = statement->next();
    if (!row)
        return row.failure();
    return *row ? statement->number(0) : 0;
}

Outcome<Done> ObjectStore::load()
{
    auto objects = m_database->prepare("SELECT body, facts FROM object");
    if (!objects)
        return objects.failure();
    for (;;) {
        const auto row = objects->next();
        if (!row)
            return row.failure();
        if (!*row)
            break;
        enter({instanceFromJson(parsed(objects->text(0))), parsed(objects->text(1))});
    }
    auto intents = m_database->prepare("SELECT id, body FROM intent");
    if (!intents)
        return intents.failure();
    for (;;) {
        const auto row = intents->next();
        if (!row)
            return row.failure();
        if (!*row)
            return Done();
        m_intents.insert(intents->text(0), parsed(intents->text(1)));
    }
}

void ObjectStore::enter(const StoredObject &object)
{
    const QString key = keyOf(object.instance.path());
    m_objects.insert(key, object);
    if (m_index)
        m_index->entered(object);
    if (!object.instance.decl() || !object.instance.decl()->association)
        return;
    for (const auto &[name, value] : object.instance.properties()) {
        if (const CimPath *end = value.toPath())
            m_pointers[keyOf(*end)].insert(key);
    }
}

void ObjectStore::leave(const QString &key)
{
    const auto found = m_objects.constFind(key);
    if (found == m_objects.constEnd())
        return;
    for (const auto &[name, value] : found->instance.properties()) {
        if (const CimPath *end = value.toPath()) {
            const auto pointers = m_pointers.find(keyOf(*end));
            if (pointers != m_pointers.end() && pointers->erase(key) > 0 && pointers->empty())
                m_pointers.erase(pointers);
        }
    }
    if (m_index)
        m_index->left(*found);
    m_objects.erase(found);
}

const StoredObject *ObjectStore::find(const CimPath &path) const
{
    const QString nameSpace = path.nameSpace().isEmpty() ? QString(Schema::iscsiTarget)
                                                         : path.nameSpace();
    const QString keys = keysOf(path);
    if (const auto exact = m_objects.constFind(classKey(nameSpace, path.className()) + keys);
        exact != m_objects.constEnd())
        return &*exact;
    for (const ClassDecl *decl : Schema::classesBelow(nameSpace, path.className())) {
        const auto found = m_objects.constFind(classKey(nameSpace, decl->name) + keys);
        if (found != m_objects.constEnd())
            return &*found;
    }
    return nullptr;
}

QList<const StoredObject *> ObjectStore::ofClass(QStringView className, QStringView nameSpace) const
{
    QList<const StoredObject *> found;
    for (const ClassDecl *decl : Schema::classesBelow(nameSpace, className)) {
        const QString prefix = classKey(decl->nameSpace, decl->name) + u'\x1f';
        for (auto it = m_objects.lowerBound(prefix);
             it != m_objects.constEnd() && it.key().startsWith(prefix); ++it)
            found.append(&*it);
    }
    return found;
}

QList<const StoredObject *> ObjectStore::references(const CimPath &object,
                                                    QStringView associationClass,
                                                    QStringView role) const
{
    const StoredObject *end = find(object);
    if (!end)
        return {};
    const QString key = keyOf(end->instance.path());
    const auto links = m_pointers.constFind(key);
    if (links == m_pointers.constEnd())
        return {};
    QList<const StoredObject *> found;
    for (auto link = links->begin(); link != links->end();) {
        const StoredObject &candidate = *m_objects.constFind(*link);
        // Of one class there may be many, and all others are of another.
        if (!associationClass.isEmpty() && !candidate.instance.decl()->isA(associationClass)) {
            const QString ofClass = link->left(link->indexOf(u'\x1f'));
            link = links->lower_bound(ofClass + u'\x20');
            continue;
        }
        ++link;
        const CimValue byRole = candidate.instance.value(role);
        if (!role.isEmpty() && !(byRole.toPath() && keyOf(*byRole.toPath()) == key))
            continue;
        found.append(&candidate);
    }
    return found;
}

Outcome<Done> ObjectStore::write(const std::vector<Piece> &pieces)
{
    m_late = false;
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return transaction.failure();
    auto erase = m_database->prepare("DELETE FROM object WHERE key = ?");
    auto put = m_database->prepare(
        "INSERT OR REPLACE INTO object(key, body, facts) VALUES(?, ?, ?)");
    auto setIntent = m_database->prepare("INSERT OR REPLACE INTO intent(id, body) VALUES(?, ?)");
    auto dropIntent = m_database->prepare("DELETE FROM intent WHERE id = ?");
    auto keep = m_database->prepare(
        "INSERT OR REPLACE INTO reply(user, message, digest, body, until) VALUES(?, ?, ?, ?, ?)");
    auto unkeep = m_database->prepare("DELETE FROM reply WHERE user = ? AND message = ?");
    auto count = m_database->prepare("UPDATE progress SET number = ?");
    for (const auto *statement : {&erase, &put, &setIntent, &dropIntent, &keep, &unkeep, &count}) {
        if (!*statement)
            return statement->failure();
    }
    if (const auto done = count->bind(0, m_number + 1).run(); !done)
        return done;
    for (const Piece &piece : pieces) {
        const StoreChange &change = piece.change;
        for (const QSet<QString> &keys : {piece.removed, change.m_forgotten}) {
            for (const QString &key : keys) {
                if (const auto done = erase->bind(0, key).run(); !done)
                    return done;
            }
        }
        if (const auto &reply = change.m_unkept) {
            if (const auto done = unkeep->bind(0, reply->first).bind(1, reply->second).run(); !done)
                return done;
        }
        for (const StoredObject &object : change.m_puts) {
            put->bind(0, keyOf(object.instance.path()))
                .bind(1, compact(toJson(object.instance)))
                .bind(2, compact(object.facts));
            if (const auto done = put->run(); !done)
                return done;
        }
        for (auto intent = change.m_intents.cbegin(); intent != change.m_intents.cend(); ++intent) {
            const auto done = intent->isEmpty()
                ? dropIntent->bind(0, intent.key()).run()
                : setIntent->bind(0, intent.key()).bind(1, compact(*intent)).run();
            if (!done)
                return done;
        }
        if (const auto &reply = change.m_reply) {
            keep->bind(0, reply->user)
                .bind(1, reply->messageId)
                .bind(2, reply->digest)
                .bind(3, compact(reply->reply));
            if (const auto done = keep->bind(4, reply->until.toMSecsSinceEpoch()).run(); !done)
                return done;
        }
    }
    const auto committed = transaction->commit();
    m_late = !committed;
    return committed;
}

// What brings back the rows that a change touches.
StoreChange ObjectStore::undoOf(const StoreChange &change, const QSet<QString> &removed) const
{
    StoreChange undo;
    QSet<QString> keys = removed;
    for (const StoredObject &object : change.m_puts)
        keys.insert(keyOf(object.instance.path()));
    for (const QString &key : std::as_const(keys)) {
        const auto found = m_objects.constFind(key);
        if (found == m_objects.constEnd())
            undo.m_forgotten.insert(key);
        else
            undo.m_puts.append(*found);
    }
    for (auto intent = change.m_intents.cbegin(); intent != change.m_intents.cend(); ++intent)
        undo.m_intents.insert(intent.key(), m_intents.value(intent.key()));
    // The mark of a message stays when it is the result that could not be kept.
    if (change.m_reply && !change.m_reply->reply.isEmpty()) {
        undo.m_reply = change.m_reply;
        undo.m_reply->reply = {};
    } else if (change.m_reply) {
        undo.m_unkept = {change.m_reply->user, change.m_reply->messageId};
    }
    return undo;
}

Outcome<Done> ObjectStore::settle()
{
    m_database.reset(); // what it remembers of the file can't be relied on after an error
    auto opened = openFile();
    if (!opened)
        return opened.failure();
    m_database = std::move(*opened);
    const auto last = number();
    if (!last) {
        m_database.reset();
        return last.failure();
    }
    if (m_undo && *last > m_number) {
        const qint64 before = std::exchange(m_number, *last);
        std::vector<Piece> undo;
        for (const StoreChange &each : std::as_const(*m_undo))
            undo.push_back({.change = each});
        if (const auto undone = write(undo); !undone) {
            m_number = before; // still in doubt
            return undone;
        }
        ++m_number;
    }
    m_undo.reset();
    return Done();
}

Outcome<Done> ObjectStore::usable()
{
    return m_undo || !m_database ? settle() : Outcome<Done>(Done());
}

ObjectStore::Piece ObjectStore::applied(StoreChange change)
{
    Piece piece{.change = std::move(change)};
    const StoreChange &wanted = piece.change;
    for (const CimPath &path : wanted.m_removals) {
        const StoredObject *object = find(path);
        if (!object)
            continue;
        const QString key = keyOf(object->instance.path());
        piece.removed.insert(key);
        if (const auto links = m_pointers.constFind(key); links != m_pointers.constEnd()) {
            for (const QString &link : *links)
                piece.removed.insert(link);
        }
    }
    piece.undo = undoOf(wanted, piece.removed);
    if (m_observer)
        piece.before = beforeOf(wanted, piece.removed);
    for (const QString &key : std::as_const(piece.removed))
        leave(key);
    for (const StoredObject &object : wanted.m_puts) {
        leave(keyOf(object.instance.path()));
        enter(object);
    }
    enterIntents(wanted);
    return piece;
}

void ObjectStore::unapply(const Piece &piece)
{
    for (const QString &key : piece.undo.m_forgotten)
        leave(key);
    for (const StoredObject &object : piece.undo.m_puts) {
        leave(keyOf(object.instance.path()));
        enter(object);
    }
    enterIntents(piece.undo);
}

void ObjectStore::enterIntents(const StoreChange &change)
{
    for (auto intent = change.m_intents.cbegin(); intent != change.m_intents.cend(); ++intent) {
        if (intent->isEmpty())
            m_intents.remove(intent.key());
        else
            m_intents.insert(intent.key(), *intent);
    }
}

Outcome<Done> ObjectStore::commit(const std::vector<Piece> &pieces)
{
    if (const auto written = write(pieces); !written) {
        QList<StoreChange> undo;
        for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) {
            unapply(*piece);
            undo.append(piece->undo);
        }
        if (m_late)
            m_undo = undo;
        (void)settle().ok(); // else with the next commit, or when somebody asks
        return written.failure();
    }
    ++m_number;
    for (const Piece &piece : pieces)
        tell(piece.before);
    return Done();
}

Outcome<Done> ObjectStore::commit(const StoreChange &wanted)
{
    if (const auto ready = usable(); !ready)
        return ready;
    StoreChange change = wanted;
    if (!change.m_reply)
        change.m_reply = m_mark;
    std::vector<Piece> pieces;
    pieces.push_back(applied(change));
    const auto committed = commit(pieces);
    if (committed)
        m_mark.reset();
    return committed;
}

void ObjectStore::commitSoon(const Building &build, const Written &written)
{
    m_waiting.append({build, written, takeMark()});
    if (!m_flushSoon)
        flush();
    else if (m_waiting.size() == 1)
        m_flushSoon();
}

Outcome<Done> ObjectStore::commitAll(const QList<Waiting> &waiting)
{
    if (const auto ready = usable(); !ready)
        return ready;
    std::vector<Piece> pieces;
    for (const Waiting &each : waiting) {
        StoreChange change = each.build();
        if (!change.m_reply)
            change.m_reply = each.mark;
        pieces.push_back(applied(std::move(change)));
    }
    return commit(pieces);
}

void ObjectStore::flush()
{
    const QList<Waiting> waiting = std::exchange(m_waiting, {});
    if (waiting.isEmpty())
        return;
    const auto together = commitAll(waiting);
    // One of them may be what the disk does not take.
    const bool alone = !together && waiting.size() > 1 && !isInDoubt();
    for (const Waiting &each : waiting)
        each.written(alone ? commitAll({each}) : together);
}

ObjectStore::Before ObjectStore::beforeOf(const StoreChange &change,
                                          const QSet<QString> &removed) const
{
    Before before;
    const auto add = [this, &before](const QString &key) {
        const auto found = m_objects.constFind(key);
        before.insert(
            key, found == m_objects.constEnd() ? std::nullopt : std::optional(found->instance));
    };
    for (const QString &key : removed)
        add(key);
    for (const StoredObject &object : change.m_puts)
        add(keyOf(object.instance.path()));
    return before;
}

void ObjectStore::tell(const Before &before) const
{
    for (auto each = before.cbegin(); each != before.cend(); ++each) {
        const std::optional<CimInstance> &old = each.value();
        const auto now = m_objects.constFind(each.key());
        if (now == m_objects.constEnd() && old)
            m_observer({ObjectChange::Kind::Deleted, *old});
        else if (now != m_objects.constEnd() && !old)
            m_observer({ObjectChange::Kind::Created, now->instance});
        else if (now != m_objects.constEnd() && !(now->instance == *old))
            m_observer({ObjectChange::Kind::Modified, now->instance, *old});
    }
}

void ObjectStore::showChanged(const CimInstance &now, const std::optional<QJsonObject> &facts)
{
    const auto found = m_objects.find(keyOf(now.path()));
    if (found == m_objects.end())
        return;
    const CimInstance before = std::exchange(found->instance, now);
    if (facts)
        found->facts = *facts;
    if (m_observer && !(before == now))
        m_observer({ObjectChange::Kind::Modified, now, before});
}

void ObjectStore::show(const CimPath &path, QStringView property, const CimValue &value)
{
    if (const auto found = m_objects.find(keyOf(path)); found != m_objects.end())
        found->instance.set(property, value);
}

Outcome<std::optional<KeptReply>> ObjectStore::keptReply(const QString &user,
                                                         const QString &messageId)
{
    if (const auto ready = usable(); !ready)
        return ready.failure();
    auto statement = m_database->prepare(
        "SELECT digest, body, until FROM reply WHERE user = ? AND message = ?");
    if (!statement)
        return statement.failure();
    const auto row = statement->bind(0, user).bind(1, messageId).next();
    if (!row)
        return row.failure();
    if (!*row)
        return std::optional<KeptReply>();
    return std::optional(KeptReply{user, messageId, statement->blob(0), parsed(statement->text(1)),
                                   QDateTime::fromMSecsSinceEpoch(statement->number(2), Qt::UTC)});
}

Outcome<QList<MessageName>> ObjectStore::keptReplies()
{
    if (const auto ready = usable(); !ready)
        return ready.failure();
    auto statement = m_database->prepare("SELECT user, message FROM reply ORDER BY until");
    if (!statement)
        return statement.failure();
    QList<MessageName> names;
    for (;;) {
        const auto row = statement->next();
        if (!row)
            return row.failure();
        if (!*row)
            return names;
        names.append({statement->text(0), statement->text(1)});
    }
}

Outcome<Done> ObjectStore::forgetReplies(const QList<MessageName> &messages)
{
    if (const auto ready = usable(); !ready)
        return ready;
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return transaction.failure();
    auto statement = m_database->prepare("DELETE FROM reply WHERE user = ? AND message = ?");
    if (!statement)
        return statement.failure();
    for (const auto &[user, message] : messages) {
        if (const auto done = statement->bind(0, user).bind(1, message).run(); !done)
            return done;
    }
    return transaction->commit();
}

Outcome<Done> ObjectStore::forgetReplies(const QDateTime &before)
{
    if (const auto ready = usable(); !ready)
        return ready;
    auto statement = m_database->prepare("DELETE FROM reply WHERE until < ?");
    if (!statement)
        return statement.failure();
    return statement->bind(0, before.toMSecsSinceEpoch()).run();
}

} // namespace Cistern
