// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/hostdevices.h"

#include <QDir>
#include <QFile>
#include <QStorageInfo>
#include <QThread>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
QString textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).trimmed() : QString();
}

// "key : value" lines of the kernel.
QString valueOf(const QString &line)
{
    return line.section(u':', 1).trimmed();
}

QStringList namesIn(const QString &folder)
{
    return QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
}
} // namespace

QList<HostProcessor> HostDevices::processors()
{
    QList<HostProcessor> found;
    const QStringList lines = textOf(u"/proc/cpuinfo"_s).split(u'\n');
    for (const QString &line : lines) {
        const QString key = line.section(u':', 0, 0).trimmed();
        if (key == "processor"_L1)
            found.append({.id = u"cpu"_s + valueOf(line), .model = {}});
        else if (!found.isEmpty() && key == "model name"_L1)
            found.last().model = valueOf(line);
        else if (!found.isEmpty() && key == "cpu MHz"_L1)
            found.last().megahertz = quint32(valueOf(line).toDouble());
    }
    for (int i = 0; found.isEmpty() && i < QThread::idealThreadCount(); ++i)
        found.append({.id = u"cpu%1"_s.arg(i), .model = {}});
    return found;
}

QList<HostDisk> HostDevices::disks()
{
    constexpr int opticalType = 5; // SCSI peripheral device type
    const QString root = u"/sys/block/"_s;
    QList<HostDisk> found;
    for (const QString &name : namesIn(root)) {
        const QString folder = root + name;
        // Loop, RAM and mapped devices are no hardware: the kernel links none to them.
        if (!QFile::exists(folder + u"/device"_s)
            || textOf(folder + u"/device/type"_s).toInt() == opticalType)
            continue;
        // The kernel counts in 512 bytes, whatever the block size of the device.
        const quint64 bytes = textOf(folder + u"/size"_s).toULongLong() * 512;
        if (bytes > 0)
            found.append({name, textOf(folder + u"/device/model"_s), bytes});
    }
    return found;
}

QList<HostFileSystem> HostDevices::fileSystems(const QStringList &folders)
{
    QList<HostFileSystem> found;
    QStringList seen;
    for (const QString &folder : folders) {
        const QStorageInfo info(folder);
        if (!info.isValid() || !info.isReady() || info.blockSize() <= 0
            || seen.contains(info.rootPath()))
            continue;
        seen.append(info.rootPath());
        found.append({info.rootPath(), QString::fromLocal8Bit(info.device()),
                      quint64(info.blockSize()),
                      quint64(info.bytesTotal()) / quint64(info.blockSize())});
    }
    return found;
}

} // namespace Cistern
