// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/jobs/historyfile.h"

#include <QDir>
#include <QFileInfo>
#include <QUuid>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qint32 applicationId = 0x43734873; // "CsHs"

constexpr const char *versions[] = {
    "CREATE TABLE record (id INTEGER PRIMARY KEY AUTOINCREMENT, submitted INTEGER NOT NULL,"
    " over INTEGER NOT NULL, content TEXT NOT NULL) STRICT;"
    "CREATE INDEX record_submitted ON record (submitted);"
    "CREATE INDEX record_unfinished ON record (id) WHERE NOT over;"
    "CREATE TABLE draft (kind TEXT PRIMARY KEY, system TEXT NOT NULL, changed INTEGER NOT NULL,"
    " content TEXT NOT NULL) STRICT, WITHOUT ROWID;",

    // What a page of the history is found and sorted by, and what was said on the wire.
    "ALTER TABLE record ADD COLUMN system TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE record ADD COLUMN state INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE record ADD COLUMN words TEXT NOT NULL DEFAULT '';"
    "UPDATE record SET system = coalesce(content ->> 'system', ''),"
    " state = coalesce(content ->> 'state', 0), words = lower(content);"
    "CREATE INDEX record_state ON record (state);"
    "CREATE TABLE exchange (record INTEGER PRIMARY KEY REFERENCES record ON DELETE CASCADE,"
    " request BLOB NOT NULL, reply BLOB NOT NULL) STRICT;",

    // Which run of the program follows a record, or is filling in a form.
    "ALTER TABLE record ADD COLUMN run TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE draft RENAME TO olddraft;"
    "CREATE TABLE draft (kind TEXT NOT NULL, run TEXT NOT NULL, system TEXT NOT NULL,"
    " changed INTEGER NOT NULL, content TEXT NOT NULL, PRIMARY KEY (kind, run)) STRICT,"
    " WITHOUT ROWID;"
    "INSERT INTO draft SELECT kind, '', system, changed, content FROM olddraft;"
    "DROP TABLE olddraft;",

    Database::checkedPages,
};
} // namespace

HistoryFile::HistoryFile(const QString &file)
    : m_file(file), m_run(QUuid::createUuid().toString(QUuid::WithoutBraces)), m_worker(new QObject)
{
    m_thread.setObjectName("history"_L1);
    m_worker->moveToThread(&m_thread);
    m_thread.start();
}

HistoryFile::~HistoryFile()
{
    // Behind all work in the queue; quit() alone would leave it undone.
    QMetaObject::invokeMethod(
        m_worker,
        [this] {
            m_database.reset();
            m_lock.reset();
            delete m_worker;
            m_thread.quit();
        },
        Qt::QueuedConnection);
    m_thread.wait();
}

std::optional<Failure> HistoryFile::open()
{
    if (m_database || m_unopened)
        return m_unopened;
    QDir().mkpath(QFileInfo(m_file).absolutePath());
    m_lock = std::make_unique<RunLock>(m_file, m_run);
    auto database = Database::open(m_file, {.applicationId = applicationId, .versions = versions});
    if (database)
        m_database = std::move(*database);
    else
        m_unopened = database.failure();
    return m_unopened;
}

} // namespace Cistern
