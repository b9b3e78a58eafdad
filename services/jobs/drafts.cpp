// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/jobs/drafts.h"

#include "services/jobs/calljson.h"
#include "services/jobs/historyfile.h"

#include <QJsonDocument>

#include <algorithm>

namespace Cistern {

Drafts::Drafts(HistoryFile &file, QObject *parent) : QObject(parent), m_file(file) {}

Answer<Done> Drafts::keep(const QString &kind, const Draft &draft, QObject *owner)
{
    const auto work = [kind, draft, run = m_file.run()](Database &database) -> Outcome<Done> {
        auto statement = database.prepare("INSERT OR REPLACE INTO draft"
                                          " (kind, run, system, changed, content)"
                                          " VALUES (?, ?, ?, ?, ?)");
        if (!statement)
            return statement.failure();
        statement->bind(0, kind).bind(1, run).bind(2, draft.systemId);
        statement->bind(3, draft.changed.toMSecsSinceEpoch());
        statement->bind(
            4,
            QString::fromUtf8(
                QJsonDocument(CallJson::toJson(draft.call)).toJson(QJsonDocument::Compact)));
        return statement->run();
    };
    return ownedBy(owner, m_file.run<Done>(work));
}

Answer<std::optional<Draft>> Drafts::find(const QString &kind, const QString &systemId,
                                          QObject *owner)
{
    return andThen(all(owner), owner, [kind, systemId](const QList<KeptDraft> &kept) {
        const auto found = std::find_if(kept.begin(), kept.end(), [&](const KeptDraft &each) {
            return each.kind == kind && each.draft.systemId == systemId;
        });
        return readyAnswer<std::optional<Draft>>(found == kept.end() ? std::nullopt
                                                                     : std::optional(found->draft));
    });
}

Answer<QList<KeptDraft>> Drafts::all(QObject *owner)
{
    using All = QList<KeptDraft>;
    const auto work = [file = &m_file](Database &database) -> Outcome<All> {
        auto statement = database.prepare(
            "SELECT kind, system, changed, content, run FROM draft ORDER BY changed DESC");
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
            if (!call || file->livesElsewhere(statement->text(4)))
                continue;
            all.append({.kind = statement->text(0),
                        .draft = {.systemId = statement->text(1),
                                  .call = *call,
                                  .changed = QDateTime::fromMSecsSinceEpoch(statement->number(2),
                                                                            Qt::UTC)}});
        }
    };
    return ownedBy(owner, m_file.run<All>(work));
}

Answer<Done> Drafts::forget(const QString &kind, const QString &reopened, QObject *owner)
{
    const auto work = [file = &m_file, kind, reopened](Database &database) -> Outcome<Done> {
        auto runs = database.prepare(
            "SELECT run FROM draft WHERE kind = ? AND (run = ? OR system = ?)");
        auto gone = database.prepare("DELETE FROM draft WHERE kind = ? AND run = ?");
        if (!runs || !gone)
            return runs ? gone.failure() : runs.failure();
        runs->bind(0, kind).bind(1, file->run()).bind(2, reopened);
        QStringList ended;
        for (;;) {
            const auto row = runs->next();
            if (!row)
                return row.failure();
            if (!*row)
                break;
            if (!file->livesElsewhere(runs->text(0)))
                ended.append(runs->text(0));
        }
        for (const QString &run : std::as_const(ended)) {
            gone->bind(0, kind).bind(1, run);
            if (const auto done = gone->run(); !done)
                return done.failure();
        }
        return Done();
    };
    return ownedBy(owner, m_file.run<Done>(work));
}

} // namespace Cistern

#include "moc_drafts.cpp"
