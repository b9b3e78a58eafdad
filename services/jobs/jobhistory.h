// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The record of all commits, kept in SQLite after the systems have forgotten them. One thread of
// its own does the I/O. Owned by app/services; calls come from the GUI thread.
#pragma once

#include "services/core/async.h"
#include "services/jobs/jobrecord.h"
#include "services/wsman/envelope.h"

#include <QHash>
#include <QObject>

#include <memory>
#include <optional>

namespace Cistern {

class HistoryFile;

// Names of systems by their ids.
using SystemNames = QHash<QString, QString>;

// Which records, newest first unless told otherwise.
struct HistoryQuery
{
    enum class Order { Submitted, System, State };
    // As people see them, which change: found and sorted by. What is not among them is its id.
    SystemNames names = {};
    QString words = {};    // all of them must occur: in names, the method, paths, messages, people
    QString phrase = {};   // must occur as it stands there, too: the path of an object
    QString systemId = {}; // empty: any
    QList<JobRecord::State> states = {}; // empty: any
    std::optional<bool> unknown = {};    // ended without anybody knowing how
    QDateTime from = {}, to = {};        // UTC; submitted in [from, to); invalid: open
    Order order = Order::Submitted;
    bool ascending = false;
    int first = 0, most = 200;

    bool operator==(const HistoryQuery &) const = default;
};
struct HistoryPage
{
    QList<JobRecord> records;
    qint64 all = 0; // that the query finds
};

// What was said on the wire about a record, as text without secrets; empty where nothing was.
struct ExchangeText
{
    QByteArray request, reply; // UTF-8; a reply that was lost is empty
    bool operator==(const ExchangeText &) const = default;
};

class JobHistory : public QObject
{
    Q_OBJECT

public:
    explicit JobHistory(const QString &file, QObject *parent = nullptr);
    ~JobHistory() override; // what was given is on disk before it returns

    Answer<qint64> add(const JobRecord &record, QObject *owner);  // its new id, once durable
    Answer<Done> update(const JobRecord &record, QObject *owner); // of the record with its id
    Answer<QList<JobRecord>> unfinished(QObject *owner);          // oldest first
    // Those of them that no other living run of the program follows and that were not asked of
    // another store; from now on they are this one's. So is whatever it writes.
    Answer<QList<JobRecord>> takeOver(const QHash<QString, QString> &stores, QObject *owner);
    Answer<QList<JobRecord>> since(const QDateTime &time, int limit,
                                   QObject *owner); // newest first

    Answer<JobRecord> record(qint64 id, QObject *owner); // NotFound
    // The same, to be followed here; InUse while another living run of the program follows it.
    Answer<JobRecord> freeRecord(qint64 id, QObject *owner);
    // Other calls to the same system that were not over when this one was recorded: what came up
    // since may be theirs.
    Answer<QList<JobRecord>> besides(const JobRecord &record, QObject *owner);
    // Those since then of which nobody knows what became of them; oldest first.
    Answer<QList<JobRecord>> doubtful(const QDateTime &since, QObject *owner);

    Answer<HistoryPage> page(const HistoryQuery &query, QObject *owner);
    // Ids of all systems that there are records of, also of those that were taken out of the book.
    Answer<QStringList> systems(QObject *owner);

    // Over what was kept of that record before.
    Answer<Done> keep(qint64 id, const Exchange &exchange, QObject *owner);
    Answer<ExchangeText> exchange(qint64 id, QObject *owner);
    // Removes what was asked for before then and is over; how many. What is open stays whatever its
    // age.
    Answer<qint64> forget(const QDateTime &before, QObject *owner);

    HistoryFile &file() { return *m_file; } // for Drafts, which lie in the same database

private:
    std::unique_ptr<HistoryFile> m_file;
};

} // namespace Cistern
