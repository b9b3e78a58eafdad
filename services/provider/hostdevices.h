// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What this host is made of, as far as it tells: processors, drives, filesystems. Read anew on each
// call; any thread.
#pragma once

#include <QList>
#include <QString>

namespace Cistern {

struct HostProcessor
{
    QString id, model; // "cpu0"
    quint32 megahertz = 0;
};

struct HostDisk
{
    QString id, model; // "sda"
    quint64 bytes = 0;
};

struct HostFileSystem
{
    QString mount, device; // "/srv"
    quint64 blockSize = 0, blocks = 0;
};

namespace HostDevices {
QList<HostProcessor> processors(); // logical ones
QList<HostDisk> disks();           // drives, not what is made of files or memory
QList<HostFileSystem> fileSystems(const QStringList &folders); // that hold the folders, once each
} // namespace HostDevices

} // namespace Cistern
