// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/filework.h"

#include "services/provider/locations.h"

#include <QMutex>
#include <QThread>

#include <algorithm>
#include <array>
#include <cerrno>

namespace Cistern {

namespace {
// Lengths of extents are changed relative to what they are, by several workers. Files share these.
std::array<QMutex, 64> lengthMutexes;

Outcome<Done> step(FileStep::Kind kind, const QString &file, quint64 bytes)
{
    const QMutexLocker lock(&lengthMutexes[qHash(file) % lengthMutexes.size()]);
    return kind == FileStep::Kind::Grow ? growFile(file, bytes) : shrinkFile(file, bytes);
}

const Failure cancelled{.cause = Failure::Cause::Cancelled, .stage = Failure::Stage::Job};
} // namespace

FileWork::FileWork(QList<FileStep> before, QList<FileStep> after,
                   std::shared_ptr<FaultPoints> faults)
    : m_before(std::move(before))
    , m_after(std::move(after))
    , m_done(size_t(m_before.size() + m_after.size()))
    , m_faults(std::move(faults))
{}

Outcome<Done> FileWork::run(const QList<FileStep> &steps, size_t firstCounter,
                            FaultPoints::Step point, bool mayLeave)
{
    const auto leave = [this, mayLeave] {
        return m_abandoned || (mayLeave && m_gate == Gate::Cancelled);
    };
    // A piece of each step in turn: what one file gives up is there for the next. Files go last.
    for (const bool removing : {false, true}) {
        for (bool more = true; more;) {
            more = false;
            for (qsizetype i = 0; i < steps.size(); ++i) {
                std::atomic<quint64> &done = m_done[firstCounter + size_t(i)];
                const FileStep &now = steps[i];
                if ((now.kind == FileStep::Kind::Remove) != removing
                    || done >= std::max<quint64>(now.bytes, 1))
                    continue;
                while (m_gate == Gate::Suspended && !leave())
                    QThread::msleep(10);
                const bool passed = m_faults->pass(point, leave);
                if (leave())
                    return cancelled;
                if (!passed)
                    return Failure{.cause = Failure::Cause::Storage,
                                   .stage = Failure::Stage::Job,
                                   .code = EIO,
                                   .parameter = now.file};
                const quint64 piece = std::min(now.bytes - done, fileChunk);
                const quint64 bytes = removing ? piece : m_faults->paced(piece, leave);
                if (const auto outcome = removing ? removeFile(now.file)
                                                  : step(now.kind, now.file, bytes);
                    !outcome)
                    return outcome;
                done += removing ? std::max<quint64>(now.bytes, 1) : bytes;
                more = true;
            }
        }
    }
    // What is committed next must not be more durable than what it speaks of.
    for (const FileStep &each : steps) {
        if (const auto synced = syncFile(each.file); !synced)
            return synced;
    }
    return Done();
}

Outcome<Done> FileWork::runBefore()
{
    const auto outcome = run(m_before, 0, FaultPoints::Step::Chunk, true);
    while (outcome && !leaving()) {
        Gate open = Gate::Open;
        if (m_gate.compare_exchange_strong(open, Gate::Past))
            return outcome;
        QThread::msleep(10); // suspended after the last piece
    }
    if (m_abandoned)
        return cancelled;
    undo();
    return outcome ? Outcome<Done>(cancelled) : outcome;
}

bool FileWork::suspend()
{
    Gate open = Gate::Open;
    return m_gate.compare_exchange_strong(open, Gate::Suspended);
}

void FileWork::resume()
{
    Gate suspended = Gate::Suspended;
    m_gate.compare_exchange_strong(suspended, Gate::Open);
}

bool FileWork::cancel()
{
    Gate now = m_gate;
    while (now != Gate::Past && now != Gate::Cancelled) {
        if (m_gate.compare_exchange_weak(now, Gate::Cancelled))
            return true;
    }
    return now == Gate::Cancelled;
}

Outcome<Done> FileWork::runAfter()
{
    return run(m_after, size_t(m_before.size()), FaultPoints::Step::After, false);
}

void FileWork::undo()
{
    // A rollback that fails is put right at the next start: the intent is kept for it.
    bool whole = true;
    const auto note = [&whole](const Outcome<Done> &outcome) { whole = outcome.ok() && whole; };
    (void)m_faults->pass(FaultPoints::Step::Undo, [this] { return m_abandoned.load(); });
    for (qsizetype i = m_before.size() - 1; i >= 0; --i) {
        const FileStep &now = m_before[i];
        if (now.kind == FileStep::Kind::Grow && now.fresh)
            note(removeFile(now.file));
    }
    for (qsizetype i = m_before.size() - 1; i >= 0; --i) {
        const FileStep &now = m_before[i];
        if (now.kind == FileStep::Kind::Grow && now.fresh)
            continue;
        const auto back = now.kind == FileStep::Kind::Grow ? FileStep::Kind::Shrink
                                                           : FileStep::Kind::Grow;
        for (quint64 left = m_done[size_t(i)]; left > 0;) {
            if (m_abandoned) {
                m_resisted = true;
                return;
            }
            const quint64 piece = std::min(left, fileChunk);
            const auto done = step(back, now.file, piece);
            note(done);
            if (!done)
                break;
            left -= piece;
        }
    }
    for (const FileStep &each : m_before)
        note(syncFile(each.file));
    m_resisted = !whole;
    for (qsizetype i = 0; i < m_before.size(); ++i)
        m_done[size_t(i)] = 0;
}

int FileWork::percent() const
{
    quint64 all = 0, done = 0;
    const auto add = [&](const FileStep &step, size_t counter) {
        all += step.bytes;
        done += std::min(step.bytes, m_done[counter].load());
    };
    for (qsizetype i = 0; i < m_before.size(); ++i)
        add(m_before[i], size_t(i));
    for (qsizetype i = 0; i < m_after.size(); ++i)
        add(m_after[i], size_t(m_before.size() + i));
    return all == 0 ? 0 : int(double(done) * 100.0 / double(all));
}

QMap<QString, quint64> FileWork::written() const
{
    QMap<QString, quint64> bytes;
    for (qsizetype i = 0; i < m_before.size(); ++i) {
        if (!m_before[i].location.isEmpty())
            bytes[m_before[i].location] += m_done[size_t(i)];
    }
    return bytes;
}

QStringList FileWork::files() const
{
    QStringList files;
    for (const QList<FileStep> *steps : {&m_before, &m_after}) {
        for (const FileStep &step : *steps)
            files.append(step.file);
    }
    return files;
}

} // namespace Cistern
