// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/proof/simulation/farhost.h"

#include "services/provider/objectjson.h"
#include "services/provider/objectstore.h"
#include "services/schema/schema.h"
#include "tests/proof/simulation/onethread.h"

#include <QJsonDocument>

#include <sqlite3.h>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr quint64 capacity = 24 * 1024 * 1024; // bytes: little enough to run out

// By what the rows of a class begin with.
const QByteArrayList &keysOfKept()
{
    static const QByteArrayList all = [] {
        QByteArrayList keys;
        for (const auto &[nameSpace, className] :
             {std::pair(Schema::iscsiTarget, "CIM_StoragePool"_L1),
              {Schema::iscsiTarget, "CIM_StorageExtent"_L1},
              {Schema::virtualization, "CIM_ResourcePool"_L1}}) {
            for (const ClassDecl *decl :
                 Schema::classesBelow(QString(nameSpace), QString(className)))
                keys.append(keyOf(CimPath(QString(nameSpace), QString(decl->name))).toUtf8()
                            + '\x1f');
        }
        return keys;
    }();
    return all;
}
} // namespace

FarHost::FarHost(const QString &folder, Agenda &agenda, Luck &luck)
    : m_folder(folder)
    , m_file(folder + u"/target.sqlite"_s)
    , m_agenda(agenda)
    , m_luck(luck)
    , m_clock(agenda)
{}

FarHost::~FarHost()
{
    m_target.reset();
}

void FarHost::boot()
{
    if (m_target)
        return;
    m_atBoot = MemoryFiles::below(m_folder);
    m_reader.reset();
    m_target = std::make_unique<Target>(Provider::Options{.store = m_folder,
                                                          .systemName = u"san1"_s,
                                                          .firstLimit = capacity,
                                                          .clock = &m_clock,
                                                          .faults = m_faults,
                                                          .pipes = {}});
    if (const auto opened = m_target->open(); !opened)
        qFatal("the store did not open: %s", qPrintable(opened.failure().serverText));
}

// Nothing that was begun goes on, and nothing is tidied up: what was durable is put back.
void FarHost::crash(bool forgets)
{
    const MemoryFiles::Image durable = forgets ? m_atBoot : MemoryFiles::below(m_folder);
    m_target.reset();
    m_reader.reset();
    MemoryFiles::putBack(m_folder, durable);
}

Answer<Envelope> FarHost::handle(const Envelope &request, const Caller &caller)
{
    Pledge<Envelope> pledge;
    if (m_target)
        m_target->handle(request, caller, pledge);
    else
        pledge.give(Failure{.cause = Failure::Cause::Refused, .stage = Failure::Stage::Network});
    return pledge.answer();
}

void FarHost::takeWork(const QThreadPool *pool, std::function<void()> work)
{
    const int drops = m_dropped.value(pool);
    // Most work is short; some takes so long that it is seen at it.
    const int most = m_luck.inHundred(70) ? 300 : 20'000;
    m_agenda.after(std::chrono::milliseconds(m_luck.between(1, most)), this,
                   [this, pool, drops, work = std::move(work)] {
                       if (m_dropped.value(pool) == drops)
                           work();
                   });
}

QList<CimInstance> FarHost::all(QLatin1StringView nameSpace, const QString &className)
{
    Envelope request;
    request.body = Wsman::Enumerate{.filter = {}, .maxElements = 5000};
    request.target = CimPath(QString(nameSpace), className);
    request.messageId = newMessageId();
    const auto answer = handle(request, {u"watcher"_s, AccessRole::Read});
    const auto reply = takenFrom(answer);
    const auto *items = reply ? std::get_if<Wsman::Items>(&reply->body) : nullptr;
    return items ? items->instances : QList<CimInstance>();
}

CimPath FarHost::service(QLatin1StringView nameSpace, QLatin1StringView className)
{
    CimPath &path = m_services[className];
    if (path.isEmpty())
        path = all(nameSpace, className).value(0).path();
    return path;
}

void FarHost::Close::operator()(sqlite3 *database) const
{
    sqlite3_close(database);
}

const QList<CimInstance> &FarHost::kept()
{
    const quint64 writes = MemoryFiles::writes(m_file);
    if (m_reader && m_read == writes)
        return m_kept;
    if (!m_reader) {
        sqlite3 *database = nullptr;
        sqlite3_open_v2(m_file.toUtf8().constData(), &database, SQLITE_OPEN_READONLY, nullptr);
        m_reader.reset(database);
    }
    m_read = writes;
    m_kept.clear();
    sqlite3_stmt *rows = nullptr;
    if (sqlite3_prepare_v2(m_reader.get(), "SELECT body FROM object WHERE key >= ?1 AND key < ?2",
                           -1, &rows, nullptr)
        != SQLITE_OK)
        qFatal("the store can't be read: %s", sqlite3_errmsg(m_reader.get()));
    for (const QByteArray &key : keysOfKept()) {
        const QByteArray end = key.chopped(1) + '\x20';
        sqlite3_bind_text(rows, 1, key.constData(), int(key.size()), SQLITE_STATIC);
        sqlite3_bind_text(rows, 2, end.constData(), int(end.size()), SQLITE_STATIC);
        while (sqlite3_step(rows) == SQLITE_ROW) {
            const QByteArray body(reinterpret_cast<const char *>(sqlite3_column_text(rows, 0)),
                                  sqlite3_column_bytes(rows, 0));
            auto known = m_known.constFind(body);
            if (known == m_known.cend())
                known = m_known.insert(body,
                                       instanceFromJson(QJsonDocument::fromJson(body).object()));
            m_kept.append(*known);
        }
        sqlite3_reset(rows);
    }
    sqlite3_finalize(rows);
    return m_kept;
}

} // namespace Cistern

#include "moc_farhost.cpp"
