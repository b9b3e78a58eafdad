// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Databases in memory: a file layer of SQLite whose files can be copied and put back, as they are
// when a process dies. One thread.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

namespace Cistern::MemoryFiles {

using Image = QHash<QByteArray, QByteArray>; // name to content

void install(); // for all databases opened from now on; once
void clear();
quint64 writes(const QString &file);                     // so far, in this run
Image below(const QString &folder);                      // what lies there now
void putBack(const QString &folder, const Image &image); // and nothing else

} // namespace Cistern::MemoryFiles
