// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One SQLite file, opened the careful way, and its statements. The only place that knows SQLite.
// Owned by whoever opened it; one thread. Failures have cause Storage, stage Storage, SQLite's
// extended code and its words.
#pragma once

#include "services/core/outcome.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <span>
#include <utility>

struct sqlite3;
struct sqlite3_stmt;

namespace Cistern {

class Database;

// A prepared statement. Values are only ever bound; parameters and columns count from 0.
class Statement
{
public:
    Statement(Statement &&) noexcept = default;
    Statement &operator=(Statement &&) noexcept = default;

    Statement &bind(int parameter, const QString &value);
    Statement &bind(int parameter, const QByteArray &value); // a blob
    Statement &bind(int parameter, qint64 value);
    Statement &bindNull(int parameter);

    Outcome<bool> next(); // true: a row is there to be read; false: finished, ready to be bound
                          // anew
    Outcome<Done> run();  // to the end, rows dropped

    QString text(int column) const;
    QByteArray blob(int column) const;
    qint64 number(int column) const;
    bool isNull(int column) const;

private:
    friend class Database;
    struct Finalize
    {
        void operator()(sqlite3_stmt *statement) const;
    };
    Statement(sqlite3 *database, sqlite3_stmt *statement);
    void note(int result);
    void reset();

    sqlite3 *m_database = nullptr; // of the Database, which outlives its statements
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
    int m_bindResult = 0;
};

class Database
{
public:
    struct Kind
    {
        qint32 applicationId;                  // written into a new file, demanded of an old one
        std::span<const char *const> versions; // SQL text that leads from version i to i + 1
    };

    // A version that differs from the one before by that alone; of kinds without it all were.
    static constexpr const char *checkedPages = "";

    // Opens or makes the file (owner-only rights), brings it to the newest version in one
    // transaction after a copy named "FILE.vN.bak". A file of another application or of a newer
    // version is refused untouched. Each page is checked whenever it is read: one that the disk
    // changed fails what needs it.
    static Outcome<std::unique_ptr<Database>> open(const QString &file, const Kind &kind);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    Outcome<Statement> prepare(const char *sql);
    Outcome<Done> execute(const char *sql); // several statements, nothing to bind

private:
    Database() = default;
    Outcome<Done> migrate(const QString &file, const Kind &kind);
    Outcome<qint64> pragma(const char *sql);

    struct Close
    {
        void operator()(sqlite3 *database) const;
    };
    std::unique_ptr<sqlite3, Close> m_database;
};

// All or nothing: what is not committed is rolled back when this goes.
class Transaction
{
public:
    static Outcome<Transaction> begin(Database &database); // takes the write lock at once
    Transaction(Transaction &&other) noexcept : m_database(std::exchange(other.m_database, nullptr))
    {}
    Transaction &operator=(Transaction &&) = delete;
    ~Transaction();

    Outcome<Done> commit(); // durable when this succeeds

private:
    explicit Transaction(Database &database) : m_database(&database) {}
    Database *m_database;
};

} // namespace Cistern
