// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/objectstore.h"

#include "services/provider/locations.h"
#include "services/provider/objectjson.h"
#include "services/schema/schema.h"

#include <QDir>
#include <QJsonDocument>
#include <QUuid>

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
    "INSERT INTO progress VALUES(1, 0);",
    Database::checkedPages};
constexpr Database::Kind kind{.applicationId = 0x43495354, .versions = versions}; // "CIST"

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
    store->m_lock = std::make_unique<FileLock>(dir.filePath(u"lock"_s));
    if (const auto taken = store->m_lock->take(); !taken) {
        Failure failure = taken.failure();
        failure.parameter = folder;
        return failure;
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
    auto opened = Database::open(m_file, kind);
    if (!opened)
        return opened;
    // What SQLite takes by itself holds a few thousand objects; beyond that each change would read
    // its pages anew.
    if (const auto set = (*opened)->execute("PRAGMA cache_size=-32768;"); !set) // KiB
        return set.failure();
    return opened;
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

QString ObjectStore::newUuid() const
{
    QUuid id = QUuid::createUuid();
    id.data1 = m_run ? *m_run : m_run.emplace(id.data1);
    id.data2 = ushort(m_made >> 12);
    id.data3 = ushort(0x8000 | (m_made & 0x0fff)); // version 8: of our own making (RFC 9562)
    ++m_made;
    return id.toString(QUuid::WithoutBraces);
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

const StoredObject *ObjectStore::at(const QString &key) const
{
    const auto found = m_objects.constFind(key);
    return found == m_objects.constEnd() ? nullptr : &*found;
}

void ObjectStore::eachOfClass(
    QStringView className, QStringView nameSpace,
    const std::function<void(const QString &key, const StoredObject &object)> &call) const
{
    for (const ClassDecl *decl : Schema::classesBelow(nameSpace, className)) {
        const QString prefix = classKey(decl->nameSpace, decl->name) + u'\x1f';
        for (auto it = m_objects.lowerBound(prefix);
             it != m_objects.constEnd() && it.key().startsWith(prefix); ++it)
            call(it.key(), *it);
    }
}

QList<const StoredObject *> ObjectStore::ofClass(QStringView className, QStringView nameSpace) const
{
    QList<const StoredObject *> found;
    eachOfClass(className, nameSpace,
                [&found](const QString &, const StoredObject &object) { found.append(&object); });
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

void ObjectStore::show(const CimPath &path, std::initializer_list<Figure> figures)
{
    const auto found = m_objects.find(keyOf(path));
    if (found == m_objects.end())
        return;
    for (const auto &[property, figure] : figures)
        found->instance.set(property, CimValue::uint64(figure));
}

Outcome<std::optional<KeptReply>> ObjectStore::keptReply(const QString &user,
                                                         const QString &messageId)
{
    if (const auto ready = settle(); !ready)
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
    if (const auto ready = settle(); !ready)
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
    if (const auto ready = settle(); !ready)
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
    if (const auto ready = settle(); !ready)
        return ready;
    auto statement = m_database->prepare("DELETE FROM reply WHERE until < ?");
    if (!statement)
        return statement.failure();
    return statement->bind(0, before.toMSecsSinceEpoch()).run();
}

} // namespace Cistern
