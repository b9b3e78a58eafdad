// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Folders that give space, and the files in them. Space is read from the filesystem, never
// invented; files are really allocated. Pure functions of paths; any thread.
#pragma once

#include "services/core/outcome.h"

#include <QString>

#include <functional>

namespace Cistern {

inline constexpr quint64 sizeStep = 1024 * 1024; // sizes are multiples of it, and at least it
inline constexpr quint64 fileChunk = 64 * 1024
    * 1024; // bytes between two looks at progress and cancel

struct FileSystemSpace
{
    quint64 device = 0; // equal for folders that share their space
    quint64 usable = 0; // bytes free for us: what is free less 5 %, at least 1 GiB
};
FileSystemSpace spaceOf(const QString &folder); // nothing usable when the folder is gone

// Adds bytes to the end of the file, which is made (owner-only) when it is missing.
// Storage, code errno: nothing was added, or less than asked; the length tells.
Outcome<Done> growFile(const QString &file, quint64 bytes);
// From the end; refused when it has less.
Outcome<Done> shrinkFile(const QString &file, quint64 bytes);
Outcome<Done> removeFile(const QString &file); // also when it is gone already
// Makes what was done to the file, also that it came to be or went, outlive a power cut.
Outcome<Done> syncFile(const QString &file);
Outcome<quint64> fileLength(const QString &file); // 0 when missing

// Makes the length of a file what the books say, after an unclean end.
Outcome<Done> settleFile(const QString &file, quint64 length);

} // namespace Cistern
