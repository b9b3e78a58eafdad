// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The last reading of one system as a file of its own, so that the next start can show it. A cache:
// a file that is missing, damaged, of another version or of another system is no reading, and no
// error. Pure functions but for the file; any thread, not the GUI thread.
#pragma once

#include "services/inventory/known.h"

#include <QStringList>

#include <atomic>
#include <optional>

namespace Cistern {

struct SystemReading
{
    Findings findings;   // whole
    QStringList lacking; // namespaces that the system does not have
};

namespace ReadingFile {
// Set by whoever will not wait for a large one any more: it is given up soon, as if it had failed.
using GiveUp = std::atomic<bool>;

// Of the file, whatever the key is made of that tells its system from all others.
QString nameFor(const QString &key);
// Whole or not at all, readable by its owner alone. False: the disk says no.
bool write(const QString &file, const QString &key, const SystemReading &reading,
           const GiveUp &giveUp);
std::optional<SystemReading> read(const QString &file, const QString &key, const GiveUp &giveUp);
} // namespace ReadingFile

} // namespace Cistern
