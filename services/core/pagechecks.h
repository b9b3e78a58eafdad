// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A layer between SQLite and the files of databases: each page ends in a sum of what it holds and
// of where it lies, and one that comes back otherwise than it was written is an error. SQLite
// itself would give out whatever the disk gives it. Part of Database.
#pragma once

namespace Cistern::PageChecks {

inline constexpr int reserved = 8; // octets of each page, as a database says in its header
// A file control: into an int, whether the pages of the file are checked.
inline constexpr int IsOn = 0x43734f6e;

const char *vfs(); // its name for sqlite3_open_v2, over what is SQLite's default at the first call

} // namespace Cistern::PageChecks
