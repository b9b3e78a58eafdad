// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/inventory/inventorycache.h"

#include "services/core/onpool.h"
#include "services/inventory/refresher.h"
#include "services/systems/systembook.h"

#include <QDir>
#include <QSet>

#include <utility>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr auto longestEnd = 500ms;
constexpr auto onlyMine = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;

// What is left of an earlier write that was cut short goes, too.
void removeOthers(const QString &folder, const QSet<QString> &wanted)
{
    const QDir dir(folder);
    const QStringList files = dir.entryList({u"*.reading*"_s}, QDir::Files);
    for (const QString &file : files) {
        if (!wanted.contains(file))
            QFile::remove(dir.filePath(file));
    }
}

void makeFolder(const QString &folder)
{
    const QDir dir(folder);
    if (!dir.exists() && QDir().mkpath(folder))
        QFile::setPermissions(folder, onlyMine);
}
} // namespace

InventoryCache::InventoryCache(const QString &folder, SystemBook &book, Refresher &refresher,
                               Inventory &inventory, Clock &clock, KeyOf keyOf, QObject *parent)
    : QObject(parent)
    , m_folder(folder)
    , m_book(book)
    , m_inventory(inventory)
    , m_clock(clock)
    , m_keyOf(std::move(keyOf))
{
    m_pool.setMaxThreadCount(1);
    connect(&m_book, &SystemBook::changed, this, &InventoryCache::followBook);
    connect(&refresher, &Refresher::wasRead, this, &InventoryCache::keep);
    followBook();
}

InventoryCache::~InventoryCache()
{
    for (const auto &[systemId, kept] : std::as_const(m_unwritten).asKeyValueRange()) {
        if (m_keyOf(systemId) == kept.key)
            write(kept);
    }
    if (m_pool.waitForDone(int(longestEnd.count())))
        return;
    m_giveUp = true; // what lies there is only older
    m_pool.clear();
    m_pool.waitForDone();
}

QString InventoryCache::fileOf(const QString &key) const
{
    return m_folder + u'/' + ReadingFile::nameFor(key);
}

void InventoryCache::followBook()
{
    if (!m_book.isRead()) // a system that is not listed may be in it
        return;
    QSet<QString> wanted;
    for (const ConnectionSpec &spec : m_book.systems()) {
        const QString systemId = spec.id, key = m_keyOf(systemId), file = fileOf(key);
        wanted.insert(ReadingFile::nameFor(key));
        // One that moved to another site starts empty there.
        const NodeId node = m_inventory.system(systemId);
        if (std::exchange(m_asked[systemId], node) == node)
            continue;
        const auto read = onPool(
            [file, key, &giveUp = m_giveUp]() -> Outcome<SystemReading> {
                if (auto reading = ReadingFile::read(file, key, giveUp))
                    return *std::move(reading);
                if (!giveUp)
                    QFile::remove(file); // good for nothing
                return Failure{.cause = Failure::Cause::NotFound};
            },
            m_pool);
        onDone(read, this, [this, systemId, key](const Outcome<SystemReading> &reading) {
            if (reading && m_keyOf(systemId) == key)
                show(systemId, *reading);
        });
    }
    m_asked.removeIf(
        [this](QHash<QString, NodeId>::iterator system) { return !m_book.find(system.key()); });
    m_unwritten.removeIf(
        [this](QHash<QString, Kept>::iterator system) { return !m_book.find(system.key()); });
    m_pool.start([folder = m_folder, wanted] { removeOthers(folder, wanted); });
}

void InventoryCache::show(const QString &systemId, const SystemReading &reading)
{
    if (!m_inventory.isBlank(systemId))
        return;
    m_inventory.setLacking(systemId, reading.lacking);
    onDone(m_inventory.take(systemId, reading.findings), this, [](const Outcome<Done> &) {});
    m_inventory.setStale(systemId, true); // before the first of it is in the tree
}

void InventoryCache::keep(const QString &systemId, const SystemReading &reading)
{
    Kept kept{.key = m_keyOf(systemId), .reading = reading};
    const auto now = m_clock.elapsed();
    const auto before = m_written.constFind(systemId);
    if (before == m_written.cend() || now - *before >= pause) {
        m_written.insert(systemId, now);
        write(kept);
        kept = m_unwritten.take(systemId);
    } else {
        std::swap(m_unwritten[systemId], kept);
    }
    m_pool.start([kept = std::move(kept)] {}); // what may be the last of many objects goes there
}

void InventoryCache::write(const Kept &kept)
{
    m_pool.start([folder = m_folder, file = fileOf(kept.key), kept, &giveUp = m_giveUp] {
        makeFolder(folder);
        ReadingFile::write(file, kept.key, kept.reading, giveUp);
    });
}

} // namespace Cistern

#include "moc_inventorycache.cpp"
