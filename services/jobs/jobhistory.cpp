// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/jobs/jobhistory.h"

#include "services/jobs/calljson.h"
#include "services/jobs/historyfile.h"

#include <QJsonDocument>

namespace Cistern {

namespace {
QString contentOf(const JobRecord &record)
{
    return QString::fromUtf8(
        QJsonDocument(CallJson::toJson(record)).toJson(QJsonDocument::Compact));
}

Outcome<Done> bindAndRun(Statement &statement, const JobRecord &record)
{
    statement.bind(0, record.submitted.toMSecsSinceEpoch())
        .bind(1, qint64(record.over()))
        .bind(2, contentOf(record));
    return statement.run();
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
} // namespace

JobHistory::JobHistory(const QString &file, QObject *parent)
    : QObject(parent), m_file(std::make_unique<HistoryFile>(file))
{}

JobHistory::~JobHistory() = default;

Answer<qint64> JobHistory::add(const JobRecord &record, QObject *owner)
{
    return ownedBy(owner, m_file->run<qint64>([record](Database &database) -> Outcome<qint64> {
        auto statement = database.prepare(
            "INSERT INTO record (submitted, over, content) VALUES (?, ?, ?) RETURNING id");
        if (!statement)
            return statement.failure();
        statement->bind(0, record.submitted.toMSecsSinceEpoch())
            .bind(1, qint64(record.over()))
            .bind(2, contentOf(record));
        if (const auto row = statement->next(); !row)
            return row.failure();
        const qint64 id = statement->number(0);
        // Only the end of the statement makes the row durable.
        if (const auto end = statement->run(); !end)
            return end.failure();
        return id;
    }));
}

Answer<Done> JobHistory::update(const JobRecord &record, QObject *owner)
{
    return ownedBy(owner, m_file->run<Done>([record](Database &database) -> Outcome<Done> {
        auto statement = database.prepare(
            "UPDATE record SET submitted = ?, over = ?, content = ? WHERE id = ?");
        if (!statement)
            return statement.failure();
        statement->bind(3, record.id);
        return bindAndRun(*statement, record);
    }));
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

} // namespace Cistern

#include "moc_jobhistory.cpp"
