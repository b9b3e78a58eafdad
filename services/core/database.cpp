// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/core/database.h"

#include "services/core/pagechecks.h"

#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

#include <cerrno>
#include <cstring>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
Failure storageFailure(int code, const QString &words)
{
    return Failure{.cause = Failure::Cause::Storage,
                   .stage = Failure::Stage::Storage,
                   .code = quint32(code),
                   .serverText = words};
}

Failure failureOf(sqlite3 *database, int code)
{
    if (code == SQLITE_IOERR_DATA) // a page that is not what was written
        return storageFailure(code, QString::fromUtf8(sqlite3_errstr(SQLITE_CORRUPT)));
    QString words = QString::fromUtf8(database ? sqlite3_errmsg(database) : sqlite3_errstr(code));
    // "disk I/O error" and "unable to open" may mean a full disk as well as a broken one.
    const int primary = code & 0xff;
    if (const int error = database && (primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN)
            ? sqlite3_system_errno(database)
            : 0;
        error != 0 && error != ENOENT) // of its second try, which hides why the first one failed
        words += u" (%1)"_s.arg(QString::fromLocal8Bit(std::strerror(error)));
    return storageFailure(code, words);
}
} // namespace

void Statement::Finalize::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

Statement::Statement(sqlite3 *database, sqlite3_stmt *statement)
    : m_database(database), m_statement(statement)
{}

void Statement::note(int result)
{
    if (m_bindResult == SQLITE_OK)
        m_bindResult = result;
}

void Statement::reset()
{
    // The result repeats the error of the last step, which has been reported already.
    sqlite3_reset(m_statement.get());
}

Statement &Statement::bind(int parameter, const QString &value)
{
    const QByteArray utf8 = value.toUtf8();
    note(sqlite3_bind_text64(m_statement.get(), parameter + 1, utf8.constData(),
                             sqlite3_uint64(utf8.size()), SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

Statement &Statement::bind(int parameter, const QByteArray &value)
{
    const char *bytes = value.isNull() ? "" : value.constData();
    note(sqlite3_bind_blob64(m_statement.get(), parameter + 1, bytes, sqlite3_uint64(value.size()),
                             SQLITE_TRANSIENT));
    return *this;
}

Statement &Statement::bind(int parameter, qint64 value)
{
    note(sqlite3_bind_int64(m_statement.get(), parameter + 1, value));
    return *this;
}

Statement &Statement::bindNull(int parameter)
{
    note(sqlite3_bind_null(m_statement.get(), parameter + 1));
    return *this;
}

Outcome<bool> Statement::next()
{
    const int bound = std::exchange(m_bindResult, SQLITE_OK);
    if (bound != SQLITE_OK)
        return failureOf(m_database, bound);
    const int result = sqlite3_step(m_statement.get());
    if (result == SQLITE_ROW)
        return true;
    if (result == SQLITE_DONE) {
        reset();
        return false;
    }
    const Failure failure = failureOf(m_database, result);
    reset();
    return failure;
}

Outcome<Done> Statement::run()
{
    for (;;) {
        const Outcome<bool> row = next();
        if (!row)
            return row.failure();
        if (!*row)
            return Done();
    }
}

QString Statement::text(int column) const
{
    const auto *bytes = reinterpret_cast<const char *>(
        sqlite3_column_text(m_statement.get(), column));
    return QString::fromUtf8(bytes, sqlite3_column_bytes(m_statement.get(), column));
}

QByteArray Statement::blob(int column) const
{
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement.get(), column));
    return QByteArray(bytes, sqlite3_column_bytes(m_statement.get(), column));
}

qint64 Statement::number(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

void Database::Close::operator()(sqlite3 *database) const
{
    sqlite3_close_v2(database);
}

Database::~Database() = default;

Outcome<std::unique_ptr<Database>> Database::open(const QString &file, const Kind &kind)
{
    // SQLite gives its journal the rights of the database, so the file must have them first. Where
    // nothing can be written they stand already, and it can be read.
    constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    if (!QFileInfo::exists(file)) {
        QFile made(file);
        if (!made.open(QIODevice::WriteOnly | QIODevice::NewOnly, ownerOnly))
            return storageFailure(SQLITE_CANTOPEN, made.errorString());
    } else if (const auto present = QFile::permissions(file) & QFileDevice::Permissions(0x7077);
               present != ownerOnly && !QFile::setPermissions(file, ownerOnly)) {
        return storageFailure(SQLITE_PERM, file);
    }

    auto database = std::unique_ptr<Database>(new Database);
    sqlite3 *handle = nullptr;
    const int result = sqlite3_open_v2(QFile::encodeName(file).constData(), &handle,
                                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX,
                                       PageChecks::vfs());
    database->m_database.reset(handle);
    if (result != SQLITE_OK)
        return failureOf(handle, result);
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, 5000);
    int room = PageChecks::reserved; // of a file that is made now, or anew
    sqlite3_file_control(handle, nullptr, SQLITE_FCNTL_RESERVE_BYTES, &room);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    // A rollback journal: a write-ahead log can damage the file before SQLite 3.51.3.
    if (const auto set = database->execute("PRAGMA trusted_schema=OFF; PRAGMA foreign_keys=ON;"
                                           "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA;"
                                           "PRAGMA cell_size_check=ON;");
        !set)
        return set.failure();
    if (const auto migrated = database->migrate(file, kind); !migrated)
        return migrated.failure();
    return database;
}

Outcome<qint64> Database::pragma(const char *sql)
{
    auto statement = prepare(sql);
    if (!statement)
        return statement.failure();
    const auto row = statement->next();
    if (!row)
        return row.failure();
    return *row ? statement->number(0) : 0;
}

Outcome<Done> Database::migrate(const QString &file, const Kind &kind)
{
    const auto id = pragma("PRAGMA application_id");
    const auto version = pragma("PRAGMA user_version");
    const auto pages = pragma("PRAGMA schema_version"); // 0: nothing was ever made in it
    for (const auto *outcome : {&id, &version, &pages}) {
        if (!*outcome)
            return outcome->failure();
    }
    const bool fresh = *id == 0 && *version == 0 && *pages == 0;
    if (!fresh && *id != kind.applicationId)
        return storageFailure(SQLITE_NOTADB, file);
    const auto newest = qint64(kind.versions.size());
    if (*version > newest || *version < 0)
        return storageFailure(SQLITE_SCHEMA, file);
    int checked = 0;
    sqlite3_file_control(m_database.get(), nullptr, PageChecks::IsOn, &checked);
    // Those of the newest version all are; the mark of it is damaged then.
    if (*version == newest)
        return checked
            ? Outcome<Done>(Done())
            : storageFailure(SQLITE_CORRUPT, QString::fromUtf8(sqlite3_errstr(SQLITE_CORRUPT)));
    if (!fresh) {
        // Of one state: another run may be at work with it, or bring it to the newest version.
        const auto still = Transaction::begin(*this);
        if (!still)
            return still.failure();
        const auto now = pragma("PRAGMA user_version");
        if (!now)
            return now.failure();
        const QString backup = file + u".v%1.bak"_s.arg(*version);
        if (*now == *version) {
            QFile::remove(backup);
            if (!QFile::copy(file, backup))
                return storageFailure(SQLITE_IOERR, backup);
        }
    }
    // Page by page in their order, so that the first one tells of all others how they are written.
    if (!fresh && !checked) {
        if (const auto made = execute("PRAGMA cache_spill=OFF; VACUUM; PRAGMA cache_spill=ON;");
            !made)
            return made;
    }
    auto transaction = Transaction::begin(*this);
    if (!transaction)
        return transaction.failure();
    // Another program may have done it while this one waited.
    const auto present = pragma("PRAGMA user_version");
    if (!present)
        return present.failure();
    for (qint64 i = *present; i < newest; ++i) {
        if (const auto step = execute(kind.versions[size_t(i)]); !step)
            return step.failure();
    }
    // Pragmas take no bound values; both are numbers of our own.
    const QString marks =
        u"PRAGMA application_id=%1; PRAGMA user_version=%2;"_s.arg(kind.applicationId).arg(newest);
    if (const auto marked = execute(marks.toLatin1().constData()); !marked)
        return marked.failure();
    return transaction->commit();
}

Outcome<Statement> Database::prepare(const char *sql)
{
    sqlite3_stmt *statement = nullptr;
    const int result = sqlite3_prepare_v3(m_database.get(), sql, -1, SQLITE_PREPARE_PERSISTENT,
                                          &statement, nullptr);
    if (result != SQLITE_OK)
        return failureOf(m_database.get(), result);
    return Statement(m_database.get(), statement);
}

Outcome<Done> Database::execute(const char *sql)
{
    const int result = sqlite3_exec(m_database.get(), sql, nullptr, nullptr, nullptr);
    if (result != SQLITE_OK)
        return failureOf(m_database.get(), result);
    return Done();
}

Outcome<Transaction> Transaction::begin(Database &database)
{
    if (const auto begun = database.execute("BEGIN IMMEDIATE"); !begun)
        return begun.failure();
    return Transaction(database);
}

Transaction::~Transaction()
{
    // When this fails too, SQLite has rolled back already, or does so when the file is next opened.
    if (m_database && !m_database->execute("ROLLBACK"))
        m_database = nullptr;
}

Outcome<Done> Transaction::commit()
{
    if (const auto committed = m_database->execute("COMMIT"); !committed)
        return committed.failure();
    m_database = nullptr;
    return Done();
}

} // namespace Cistern
