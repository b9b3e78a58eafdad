// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The figures of Root/Virtualization/V2 of this moment: what the host has, what pools book of it.
// Target's thread.
#pragma once

#include "services/provider/books.h"
#include "services/provider/resourcebooks.h"

namespace Cistern::Virtualization {

// The key under which two ways to write one host resource are the same: a folder, or the path of a
// device.
QString hostKey(const QString &host);
// Keys of all host resources that pools may be given: storage locations and network ports.
QStringList hosts(const ObjectStore &store, const Books &storage);
// Some child pool, also one that is being made, names the host resource as its own.
bool usesHost(const ObjectStore &store, const Books &storage, const QString &host);
// Settled, with the work under way that the storage books know of.
ResourceBooks books(const ObjectStore &store, const Books &storage);
quint64 freeStorage(const Books &storage); // bytes; the one figure that no commit changes
void showFigures(ObjectStore &store, const Books &storage); // for readers

} // namespace Cistern::Virtualization
