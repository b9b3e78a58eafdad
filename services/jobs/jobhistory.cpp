// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/jobs/jobhistory.h"

#include "services/jobs/calljson.h"
#include "services/jobs/historyfile.h"
#include "services/jobs/withoutsecrets.h"
#include "services/wsman/soapxml.h"

#include <QJsonDocument>
#include <QSet>

#include <limits>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
QString contentOf(const JobRecord &record)
{
    return QString::fromUtf8(
        QJsonDocument(CallJson::toJson(record)).toJson(QJsonDocument::Compact));
}

// All that somebody may look for, in small letters.
QString wordsOf(const JobRecord &record)
{
    QStringList words{record.systemId,   record.person,  record.signedInAs, record.messageId,
                      record.statusText, record.caption, record.subject};
    if (record.call.isValid()) {
        words << record.call.target().toText() << QString(record.call.decl().name)
              << QString::fromUtf8(record.call.decl().label);
        for (const auto &[name, value] : record.call.arguments())
            words << value.toText() << value.toStrings();
    }
    for (const CimPath &path :
         QList<CimPath>{record.result, record.removed, record.job} + record.affected)
        words << path.toText();
    if (record.failure)
        words << record.failure->serverText << record.failure->parameter;
    return words.join(u'\n').toLower();
}

void bindRecord(Statement &statement, const JobRecord &record, const QString &run)
{
    statement.bind(0, record.submitted.toMSecsSinceEpoch())
        .bind(1, qint64(record.over()))
        .bind(2, contentOf(record))
        .bind(3, record.systemId)
        .bind(4, qint64(record.state))
        .bind(5, wordsOf(record))
        .bind(6, run);
}

// A record that this version can't read any more, of a method that went say, is left out; it stays
// in the file.
Outcome<QList<JobRecord>> readAll(Statement &statement)
{
    QList<JobRecord> records;
    for (;;) {
        const auto row = statement.next();
        if (!row)
            return row.failure();
        if (!*row)
            return records;
        auto record = CallJson::recordFromJson(
            QJsonDocument::fromJson(statement.text(1).toUtf8()).object());
        if (!record)
            continue;
        record->id = statement.number(0);
        records.append(*record);
    }
}

// A piece of a statement, and what is bound to its places.
struct Clause
{
    QString sql = {};
    QStringList bound = {};
};

// Systems are put in order by what people see. Ids and names of many are few beside the records.
Clause orderOf(const HistoryQuery &query)
{
    using Order = HistoryQuery::Order;
    Clause column{.sql = query.order == Order::State ? u"state"_s : u"submitted"_s};
    if (query.order == Order::System) {
        column.sql = u"lower(system)"_s;
        for (auto it = query.names.begin(); it != query.names.end(); ++it)
            column.bound << it.key() << it->toCaseFolded();
        if (!query.names.isEmpty())
            column.sql = u"CASE system"_s + u" WHEN ? THEN ?"_s.repeated(query.names.size())
                + u" ELSE lower(system) END"_s;
    }
    const QString direction = query.ascending ? u" ASC"_s : u" DESC"_s;
    return {.sql = u" ORDER BY "_s + column.sql + direction + u", id"_s + direction,
            .bound = column.bound};
}

// In the record itself, or in what its system is called now.
Clause containing(const QString &word, const SystemNames &names)
{
    QStringList systems;
    for (auto it = names.begin(); it != names.end(); ++it) {
        if (it->toLower().contains(word))
            systems.append(it.key());
    }
    const QString places = QStringList(systems.size(), u"?"_s).join(u',');
    return {.sql = u" AND (instr(words, ?) OR system IN (%1))"_s.arg(places),
            .bound = QStringList{word} + systems};
}

// Words are bound; what is put together here are words of our own and numbers.
Outcome<Statement> selected(Database &database, const HistoryQuery &query, const QString &columns,
                            const Clause &rest)
{
    QString sql = u"SELECT %1 FROM record WHERE submitted >= ? AND submitted < ?"_s.arg(columns);
    QStringList bound;
    const auto add = [&sql, &bound](const Clause &clause) {
        sql += clause.sql;
        bound += clause.bound;
    };
    const QStringList words = query.words.toLower().split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words)
        add(containing(word, query.names));
    if (!query.phrase.isEmpty())
        add(containing(query.phrase.toLower(), {}));
    if (!query.systemId.isEmpty())
        add({.sql = u" AND system = ?"_s, .bound = {query.systemId}});
    if (!query.states.isEmpty()) {
        QStringList states;
        for (const JobRecord::State state : query.states)
            states.append(QString::number(int(state)));
        sql += u" AND state IN (%1)"_s.arg(states.join(u','));
    }
    if (query.unknown)
        sql += u" AND coalesce(content ->> '$.failure.cause', -1) %1 %2"_s.arg(
            *query.unknown ? u"="_s : u"<>"_s,
            QString::number(int(Failure::Cause::OutcomeUnknown)));
    add(rest);
    auto statement = database.prepare(sql.toUtf8().constData());
    if (!statement)
        return statement;
    int next = 0;
    const auto atOr = [](const QDateTime &time, qint64 open) {
        return time.isValid() ? time.toMSecsSinceEpoch() : open;
    };
    statement->bind(next++, atOr(query.from, std::numeric_limits<qint64>::min()));
    statement->bind(next++, atOr(query.to, std::numeric_limits<qint64>::max()));
    for (const QString &text : std::as_const(bound))
        statement->bind(next++, text);
    return statement;
}

Outcome<JobRecord> readOne(Database &database, qint64 id)
{
    auto statement = database.prepare("SELECT id, content FROM record WHERE id = ?");
    if (!statement)
        return statement.failure();
    statement->bind(0, id);
    const auto found = readAll(*statement);
    if (!found)
        return found.failure();
    if (found->isEmpty())
        return Failure{.cause = Failure::Cause::NotFound, .stage = Failure::Stage::Storage};
    return found->first();
}
} // namespace

JobHistory::JobHistory(const QString &file, QObject *parent)
    : QObject(parent), m_file(std::make_unique<HistoryFile>(file))
{}

JobHistory::~JobHistory() = default;

Answer<qint64> JobHistory::add(const JobRecord &record, QObject *owner)
{
    const auto work = [record, run = m_file->run()](Database &database) -> Outcome<qint64> {
        auto statement = database.prepare(
            "INSERT INTO record (submitted, over, content, system, state, words, run)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id");
        if (!statement)
            return statement.failure();
        bindRecord(*statement, record, run);
        if (const auto row = statement->next(); !row)
            return row.failure();
        const qint64 id = statement->number(0);
        // Only the end of the statement makes the row durable.
        if (const auto end = statement->run(); !end)
            return end.failure();
        return id;
    };
    return ownedBy(owner, m_file->run<qint64>(work));
}

Answer<Done> JobHistory::update(const JobRecord &record, QObject *owner)
{
    const auto work = [record, run = m_file->run()](Database &database) -> Outcome<Done> {
        auto statement = database.prepare(
            "UPDATE record SET submitted = ?, over = ?, content = ?, system = ?, state = ?,"
            " words = ?, run = ? WHERE id = ?");
        if (!statement)
            return statement.failure();
        bindRecord(*statement, record, run);
        statement->bind(7, record.id);
        return statement->run();
    };
    return ownedBy(owner, m_file->run<Done>(work));
}

Answer<QList<JobRecord>> JobHistory::takeOver(const QHash<QString, QString> &stores, QObject *owner)
{
    const auto work = [stores,
                       file = m_file.get()](Database &database) -> Outcome<QList<JobRecord>> {
        auto transaction = Transaction::begin(database);
        if (!transaction)
            return transaction.failure();
        auto statement = database.prepare(
            "SELECT id, content, run FROM record WHERE NOT over ORDER BY id");
        auto taken = database.prepare("UPDATE record SET run = ? WHERE id = ?");
        if (!statement || !taken)
            return statement ? taken.failure() : statement.failure();
        QSet<qint64> left;
        for (;;) {
            const auto row = statement->next();
            if (!row)
                return row.failure();
            if (!*row)
                break;
            if (file->livesElsewhere(statement->text(2)))
                left.insert(statement->number(0));
        }
        auto records = readAll(*statement);
        if (!records)
            return records;
        records->removeIf([&](const JobRecord &each) {
            return left.contains(each.id) || each.isElsewhere(stores);
        });
        for (const JobRecord &record : std::as_const(*records)) {
            taken->bind(0, file->run()).bind(1, record.id);
            if (const auto done = taken->run(); !done)
                return done.failure();
        }
        if (const auto committed = transaction->commit(); !committed)
            return committed.failure();
        return records;
    };
    return ownedBy(owner, m_file->run<QList<JobRecord>>(work));
}

Answer<QList<JobRecord>> JobHistory::unfinished(QObject *owner)
{
    return ownedBy(
        owner, m_file->run<QList<JobRecord>>([](Database &database) -> Outcome<QList<JobRecord>> {
            auto statement = database.prepare(
                "SELECT id, content FROM record WHERE NOT over ORDER BY id");
            if (!statement)
                return statement.failure();
            return readAll(*statement);
        }));
}

Answer<QList<JobRecord>> JobHistory::since(const QDateTime &time, int limit, QObject *owner)
{
    return ownedBy(owner,
                   m_file->run<QList<JobRecord>>(
                       [time, limit](Database &database) -> Outcome<QList<JobRecord>> {
                           auto statement = database.prepare(
                               "SELECT id, content FROM record WHERE submitted >= ? ORDER BY "
                               "submitted DESC, id DESC LIMIT ?");
                           if (!statement)
                               return statement.failure();
                           statement->bind(0, time.isValid() ? time.toMSecsSinceEpoch() : 0)
                               .bind(1, qint64(limit));
                           return readAll(*statement);
                       }));
}

Answer<JobRecord> JobHistory::record(qint64 id, QObject *owner)
{
    return ownedBy(
        owner, m_file->run<JobRecord>([id](Database &database) { return readOne(database, id); }));
}

Answer<JobRecord> JobHistory::freeRecord(qint64 id, QObject *owner)
{
    const auto work = [id, file = m_file.get()](Database &database) -> Outcome<JobRecord> {
        auto statement = database.prepare("SELECT run FROM record WHERE id = ? AND NOT over");
        if (!statement)
            return statement.failure();
        statement->bind(0, id);
        const auto open = statement->next();
        if (!open)
            return open.failure();
        if (*open && file->livesElsewhere(statement->text(0)))
            return Failure{.cause = Failure::Cause::InUse,
                           .stage = Failure::Stage::Storage,
                           .parameter = u"id"_s};
        return readOne(database, id);
    };
    return ownedBy(owner, m_file->run<JobRecord>(work));
}

// Ids tell what came later, whatever the clock did meanwhile; of what came earlier and has ended
// only the last thousand are asked when.
Answer<QList<JobRecord>> JobHistory::besides(const JobRecord &record, QObject *owner)
{
    return ownedBy(
        owner,
        m_file->run<QList<JobRecord>>(
            [system = record.systemId, id = record.id,
             submitted = record.submitted](Database &database) -> Outcome<QList<JobRecord>> {
                auto statement = database.prepare(
                    "SELECT id, content FROM record WHERE id > ?2 AND system = ?1"
                    " UNION ALL SELECT id, content FROM record"
                    " WHERE id < ?2 AND NOT over AND system = ?1"
                    " UNION ALL SELECT id, content FROM record WHERE id < ?2 AND id > ?2 - 1000"
                    " AND over AND content ->> 'ended' >= ?3 AND system = ?1");
                if (!statement)
                    return statement.failure();
                // All times in it are spelled alike, in UTC.
                statement->bind(0, system).bind(1, id).bind(
                    2, submitted.toUTC().toString(Qt::ISODateWithMs));
                return readAll(*statement);
            }));
}

Answer<QList<JobRecord>> JobHistory::doubtful(const QDateTime &since, QObject *owner)
{
    return ownedBy(
        owner,
        m_file->run<QList<JobRecord>>([since](Database &database) -> Outcome<QList<JobRecord>> {
            auto statement = database.prepare(
                "SELECT id, content FROM record WHERE submitted >= ? AND over AND state = ?"
                " AND content ->> 'doubt' <> 0 ORDER BY id");
            if (!statement)
                return statement.failure();
            statement->bind(0, since.toMSecsSinceEpoch()).bind(1, qint64(JobRecord::State::Failed));
            return readAll(*statement);
        }));
}

Answer<HistoryPage> JobHistory::page(const HistoryQuery &query, QObject *owner)
{
    return ownedBy(owner,
                   m_file->run<HistoryPage>([query](Database &database) -> Outcome<HistoryPage> {
                       HistoryPage page;
                       auto counted = selected(database, query, u"count(*), ''"_s, {});
                       if (!counted)
                           return counted.failure();
                       if (const auto row = counted->next(); !row)
                           return row.failure();
                       page.all = counted->number(0);
                       Clause rest = orderOf(query);
                       rest.sql += u" LIMIT %1 OFFSET %2"_s.arg(query.most).arg(query.first);
                       auto statement = selected(database, query, u"id, content"_s, rest);
                       if (!statement)
                           return statement.failure();
                       auto records = readAll(*statement);
                       if (!records)
                           return records.failure();
                       page.records = *records;
                       return page;
                   }));
}

Answer<QStringList> JobHistory::systems(QObject *owner)
{
    return ownedBy(owner, m_file->run<QStringList>([](Database &database) -> Outcome<QStringList> {
        auto statement = database.prepare("SELECT DISTINCT system FROM record ORDER BY system");
        if (!statement)
            return statement.failure();
        QStringList systems;
        for (;;) {
            const auto row = statement->next();
            if (!row)
                return row.failure();
            if (!*row)
                return systems;
            systems.append(statement->text(0));
        }
    }));
}

Answer<Done> JobHistory::keep(qint64 id, const Exchange &exchange, QObject *owner)
{
    return ownedBy(owner, m_file->run<Done>([id, exchange](Database &database) -> Outcome<Done> {
        auto statement = database.prepare(
            "INSERT OR REPLACE INTO exchange (record, request, reply) VALUES (?, ?, ?)");
        if (!statement)
            return statement.failure();
        statement->bind(0, id)
            .bind(1, withoutSecrets(writeEnvelope(exchange.request)))
            .bind(2,
                  exchange.reply && *exchange.reply
                      ? withoutSecrets((*exchange.reply)->asRead.bytes)
                      : QByteArray(""));
        return statement->run();
    }));
}

Answer<ExchangeText> JobHistory::exchange(qint64 id, QObject *owner)
{
    return ownedBy(
        owner, m_file->run<ExchangeText>([id](Database &database) -> Outcome<ExchangeText> {
            auto statement = database.prepare(
                "SELECT request, reply FROM exchange WHERE record = ?");
            if (!statement)
                return statement.failure();
            statement->bind(0, id);
            const auto row = statement->next();
            if (!row)
                return row.failure();
            if (!*row)
                return ExchangeText();
            return ExchangeText{.request = statement->blob(0), .reply = statement->blob(1)};
        }));
}

Answer<qint64> JobHistory::forget(const QDateTime &before, QObject *owner)
{
    return ownedBy(owner, m_file->run<qint64>([before](Database &database) -> Outcome<qint64> {
        auto statement = database.prepare(
            "DELETE FROM record WHERE over AND submitted < ? RETURNING id");
        if (!statement)
            return statement.failure();
        statement->bind(0, before.toMSecsSinceEpoch());
        for (qint64 gone = 0;; ++gone) {
            const auto row = statement->next();
            if (!row)
                return row.failure();
            if (!*row)
                return gone;
        }
    }));
}

} // namespace Cistern

#include "moc_jobhistory.cpp"
