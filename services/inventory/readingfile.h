// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The last reading of one system as a file of its own, so that the next start can show it. A cache:
// a file that is missing, damaged, of another version or of another system is no reading, and no
// error. Pure functions but for the file; any thread, not the GUI thread.
#pragma once

#include "services/cim/ciminstance.h"

#include <QDateTime>
#include <QList>
#include <QStringList>

#include <optional>

namespace Cistern {

struct SystemReading
{
    QList<CimInstance> objects;
    QList<CimInstance> links;
    QStringList lacking; // namespaces that the system does not have
    QDateTime read;      // UTC
};

namespace ReadingFile {
QString nameFor(const QString &systemId); // of the file, whatever the id is made of
// Whole or not at all, readable by its owner alone. False: the disk says no.
bool write(const QString &file, const QString &systemId, const SystemReading &reading);
std::optional<SystemReading> read(const QString &file, const QString &systemId);
} // namespace ReadingFile

} // namespace Cistern
