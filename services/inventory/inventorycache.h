// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Keeps the last reading of every system on disk and shows it at the next start, as that of a
// system that is away, until there is a newer one. A cache: its folder may be deleted at any time,
// and what can't be written is not missed. Owned by app/services; GUI thread, the files on a thread
// of its own.
#pragma once

#include "services/core/clock.h"
#include "services/inventory/inventory.h"
#include "services/inventory/readingfile.h"

#include <QHash>
#include <QObject>
#include <QThreadPool>

#include <chrono>
#include <functional>

namespace Cistern {

class Refresher;
class SystemBook;

class InventoryCache : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::minutes pause{2}; // between two writes of one system

    // Tells what a system stands for: one id may be another store, or another address, tomorrow.
    using KeyOf = std::function<QString(const QString &systemId)>;
    // The folder is its own. All others outlive this, and follow the book before this does.
    InventoryCache(const QString &folder, SystemBook &book, Refresher &refresher,
                   Inventory &inventory, Clock &clock, KeyOf keyOf, QObject *parent = nullptr);
    // Writes what is not written yet, as far as that does not keep the program from ending.
    ~InventoryCache() override;

private:
    struct Kept
    {
        QString key;
        SystemReading reading;
    };

    void followBook();
    void show(const QString &systemId, const SystemReading &reading);
    void keep(const QString &systemId, const SystemReading &reading);
    void write(const Kept &kept);
    QString fileOf(const QString &key) const;

    const QString m_folder;
    SystemBook &m_book;
    Inventory &m_inventory;
    Clock &m_clock;
    const KeyOf m_keyOf;
    QHash<QString, NodeId> m_asked;                      // whose file was looked for
    QHash<QString, std::chrono::milliseconds> m_written; // when, on the monotonic clock
    QHash<QString, Kept> m_unwritten;                    // read since then
    ReadingFile::GiveUp m_giveUp = false;
    QThreadPool m_pool; // one thread: in order
};

} // namespace Cistern
