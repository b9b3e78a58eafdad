// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/proof/simulation/console.h"

#include "tests/proof/simulation/onethread.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

Console::Rooms::Rooms(const QString &folder, const QString &user, Network &network, Clock &clock)
    : book(folder + u"/systems.json"_s)
    , connections(
          book,
          [&network, user](const ConnectionSpec &, const Secret &) {
              return network.transport(user);
          },
          [](const ConnectionSpec &, QObject *) { return readyAnswer<Secret>(Secret()); }, clock)
    , history(folder + u"/history.sqlite"_s)
    , tracker(connections, history, clock)
{
    tracker.setAsker({.person = user, .signedInAs = [user](const QString &) { return user; }});
}

void Console::boot()
{
    if (m_rooms)
        return;
    m_atBoot = MemoryFiles::below(m_folder);
    m_rooms.emplace(m_folder, m_user, m_network, m_clock);
    connect(&m_rooms->tracker, &JobTracker::recordChanged, this, [this](qint64 id) {
        if (const JobRecord *record = m_rooms ? m_rooms->tracker.find(id) : nullptr)
            Q_EMIT told(*record);
    });
    m_rooms->connections.open(localSystemId);
    onDone(m_rooms->tracker.resume(this), this, [](const Outcome<Done> &) {});
}

// The history writes on its way out what a process that is killed does not.
void Console::crash(bool forgets)
{
    const MemoryFiles::Image durable = forgets ? m_atBoot : MemoryFiles::below(m_folder);
    m_rooms.reset();
    MemoryFiles::putBack(m_folder, durable);
}

void Console::signIn()
{
    if (m_rooms && !m_rooms->connections.connection(localSystemId))
        m_rooms->connections.open(localSystemId);
}

void Console::run(const MethodCall &call)
{
    if (m_rooms)
        onDone(m_rooms->tracker.run(localSystemId, call, this), this,
               [](const Outcome<qint64> &) {});
}

void Console::remove(const CimPath &path)
{
    if (m_rooms)
        onDone(m_rooms->tracker.remove(localSystemId, path, this), this,
               [](const Outcome<qint64> &) {});
}

void Console::stop(qint64 id, bool force)
{
    if (m_rooms)
        m_rooms->tracker.stop(id, force);
}

bool Console::isIdle()
{
    if (!m_rooms)
        return false;
    const auto left = m_rooms->history.unfinished(this); // also of what is in no list: stops
    OneThread::settle();
    return left.isFinished() && takenFrom(left) && takenFrom(left)->isEmpty();
}

Answer<QList<JobRecord>> Console::history()
{
    return m_rooms->history.since({}, 10'000, this);
}

} // namespace Cistern

#include "moc_console.cpp"
