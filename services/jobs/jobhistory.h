// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The record of all commits, kept in SQLite after the systems have forgotten them. One thread of
// its own does the I/O. Owned by app/services; calls come from the GUI thread.
#pragma once

#include "services/core/async.h"
#include "services/jobs/jobrecord.h"

#include <QObject>

#include <memory>

namespace Cistern {

class HistoryFile;

class JobHistory : public QObject
{
    Q_OBJECT

public:
    explicit JobHistory(const QString &file, QObject *parent = nullptr);
    ~JobHistory() override; // what was given is on disk before it returns

    Answer<qint64> add(const JobRecord &record, QObject *owner);  // its new id, once durable
    Answer<Done> update(const JobRecord &record, QObject *owner); // of the record with its id
    Answer<QList<JobRecord>> unfinished(QObject *owner);          // oldest first
    Answer<QList<JobRecord>> since(const QDateTime &time, int limit,
                                   QObject *owner); // newest first

    HistoryFile &file() { return *m_file; } // for Drafts, which lie in the same database

private:
    std::unique_ptr<HistoryFile> m_file;
};

} // namespace Cistern
