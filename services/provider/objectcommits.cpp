// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// How changes of the objects become durable: all of a transaction or nothing of it, in memory and
// on disk, also when nobody can tell which it was.
#include "services/provider/objectjson.h"
#include "services/provider/objectstore.h"

#include <QJsonDocument>

namespace Cistern {

namespace {
QString compact(const QJsonObject &json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}
} // namespace

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

Outcome<Done> ObjectStore::reopen()
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

Outcome<Done> ObjectStore::settle()
{
    return m_undo || !m_database ? reopen() : Outcome<Done>(Done());
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
        (void)reopen().ok(); // else with the next commit, or when somebody asks
        return written.failure();
    }
    ++m_number;
    for (const Piece &piece : pieces)
        tell(piece.before);
    return Done();
}

Outcome<Done> ObjectStore::commit(const StoreChange &wanted)
{
    if (const auto ready = settle(); !ready)
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
    if (const auto ready = settle(); !ready)
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
    const bool alone = !together && waiting.size() > 1 && !m_undo;
    for (const Waiting &each : waiting)
        each.written(alone ? commitAll({each}) : together);
}

} // namespace Cistern
