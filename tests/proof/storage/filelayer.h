// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A layer between this program and its files: the C library's writes, syncs, lengths and removals,
// also those of SQLite, noted in their order, made to fail, and played back as what a disk may hold
// after a power cut. Only files named target.sqlite* and those in "extents" below the root count.
// Any thread.
#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QRandomGenerator>
#include <QString>

#include <functional>

namespace Cistern::FileLayer {

struct Event
{
    enum class Kind { Create, Write, Length, Remove, Sync, SyncFolder, Mark };
    Kind kind;
    QString path;      // Mark: the line
    qint64 offset = 0; // Length: the new length; Write without data: nothing
    QByteArray data = {};
};

// From now on events below the folder are noted; empty: no more. Gives what was noted until then.
QList<Event> record(const QString &root);
void mark(const QString &line); // among the events

// Faults, below the folder.
struct Fault
{
    enum class Kind { Write, Sync, ShortWrite };
    Kind kind = Kind::Write;
    int first = 1;        // the call that fails, counted from now
    bool onwards = false; // and all that follow
    int error = 0;        // errno
};
void fail(const QString &root, const Fault &fault);
int heal(); // no more faults; how many there were
struct Counts
{
    int writes = 0, syncs = 0;
};
Counts counts(); // of calls since fail()

// What the disk may hold when the power goes after the first `end` events.
enum class Left {
    All,    // as when only the process ends
    Synced, // nothing but what was synced
    Some,   // besides, by chance, some of what was not, in torn sectors
};
struct Image
{
    QMap<QString, QByteArray> files;
    QMap<QString, qint64> lengths; // of files of which only the length counts
    QByteArray digest() const;
    void write(const QString &root) const; // in place of what is there
};
Image image(const QList<Event> &events, qsizetype end, Left left, QRandomGenerator &random);
bool hasUnsynced(const QList<Event> &events, qsizetype end);

} // namespace Cistern::FileLayer
