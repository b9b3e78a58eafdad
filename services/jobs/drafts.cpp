// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/jobs/drafts.h"

#include "services/jobs/calljson.h"
#include "services/jobs/historyfile.h"

#include <QJsonDocument>

namespace Cistern {

Drafts::Drafts(HistoryFile &file, QObject *parent) : QObject(parent), m_file(file) {}

Answer<Done> Drafts::keep(const QString &kind, const Draft &draft, QObject *owner)
{
    return ownedBy(owner, m_file.run<Done>([kind, draft](Database &database) -> Outcome<Done> {
        auto statement = database.prepare(
            "INSERT OR REPLACE INTO draft (kind, system, changed, content) VALUES (?, ?, ?, ?)");
        if (!statement)
            return statement.failure();
        statement->bind(0, kind).bind(1, draft.systemId).bind(2, draft.changed.toMSecsSinceEpoch());
        statement->bind(
            3,
            QString::fromUtf8(
                QJsonDocument(CallJson::toJson(draft.call)).toJson(QJsonDocument::Compact)));
        return statement->run();
    }));
}

Answer<std::optional<Draft>> Drafts::find(const QString &kind, QObject *owner)
{
    using Found = std::optional<Draft>;
    return ownedBy(owner, m_file.run<Found>([kind](Database &database) -> Outcome<Found> {
        auto statement = database.prepare(
            "SELECT system, changed, content FROM draft WHERE kind = ?");
        if (!statement)
            return statement.failure();
        statement->bind(0, kind);
        const auto row = statement->next();
        if (!row)
            return row.failure();
        if (!*row)
            return Found();
        const auto call = CallJson::callFromJson(
            QJsonDocument::fromJson(statement->text(2).toUtf8()).object());
        if (!call)
            return call.failure();
        return Found(
            Draft{.systemId = statement->text(0),
                  .call = *call,
                  .changed = QDateTime::fromMSecsSinceEpoch(statement->number(1), Qt::UTC)});
    }));
}

Answer<QList<KeptDraft>> Drafts::all(QObject *owner)
{
    using All = QList<KeptDraft>;
    return ownedBy(owner, m_file.run<All>([](Database &database) -> Outcome<All> {
        auto statement = database.prepare(
            "SELECT kind, system, changed, content FROM draft ORDER BY changed DESC");
        if (!statement)
            return statement.failure();
        All all;
        for (;;) {
            const auto row = statement->next();
            if (!row)
                return row.failure();
            if (!*row)
                return all;
            const auto call = CallJson::callFromJson(
                QJsonDocument::fromJson(statement->text(3).toUtf8()).object());
            if (!call)
                continue;
            all.append({.kind = statement->text(0),
                        .draft = {.systemId = statement->text(1),
                                  .call = *call,
                                  .changed = QDateTime::fromMSecsSinceEpoch(statement->number(2),
                                                                            Qt::UTC)}});
        }
    }));
}

Answer<Done> Drafts::forget(const QString &kind, QObject *owner)
{
    return ownedBy(owner, m_file.run<Done>([kind](Database &database) -> Outcome<Done> {
        auto statement = database.prepare("DELETE FROM draft WHERE kind = ?");
        if (!statement)
            return statement.failure();
        statement->bind(0, kind);
        return statement->run();
    }));
}

} // namespace Cistern

#include "moc_drafts.cpp"
