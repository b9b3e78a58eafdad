// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/proof/simulation/farhost.h"

#include "tests/proof/simulation/onethread.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr quint64 capacity = 24 * 1024 * 1024; // bytes: little enough to run out
}

FarHost::FarHost(const QString &folder, Agenda &agenda, Luck &luck)
    : m_folder(folder), m_agenda(agenda), m_luck(luck), m_clock(agenda)
{}

FarHost::~FarHost()
{
    m_target.reset();
}

void FarHost::boot()
{
    if (m_target)
        return;
    m_target = std::make_unique<Target>(Provider::Options{.store = m_folder,
                                                          .systemName = u"san1"_s,
                                                          .firstLimit = capacity,
                                                          .clock = &m_clock,
                                                          .faults = m_faults,
                                                          .pipes = {}});
    if (const auto opened = m_target->open(); !opened)
        qFatal("the store did not open: %s", qPrintable(opened.failure().serverText));
}

// Nothing that was begun goes on, and nothing is tidied up: what was durable is put back.
void FarHost::crash()
{
    const MemoryFiles::Image durable = MemoryFiles::below(m_folder);
    m_target.reset();
    MemoryFiles::putBack(m_folder, durable);
}

Answer<Envelope> FarHost::handle(const Envelope &request, const Caller &caller)
{
    Pledge<Envelope> pledge;
    if (m_target)
        m_target->handle(request, caller, pledge);
    else
        pledge.give(Failure{.cause = Failure::Cause::Refused, .stage = Failure::Stage::Network});
    return pledge.answer();
}

void FarHost::takeWork(const QThreadPool *pool, std::function<void()> work)
{
    const int drops = m_dropped.value(pool);
    // Most work is short; some takes so long that it is seen at it.
    const int most = m_luck.inHundred(70) ? 300 : 20'000;
    m_agenda.after(std::chrono::milliseconds(m_luck.between(1, most)), this,
                   [this, pool, drops, work = std::move(work)] {
                       if (m_dropped.value(pool) == drops)
                           work();
                   });
}

QList<CimInstance> FarHost::all(QLatin1StringView nameSpace, const QString &className)
{
    Envelope request;
    request.body = Wsman::Enumerate{.filter = {}, .maxElements = 5000};
    request.target = CimPath(QString(nameSpace), className);
    request.messageId = newMessageId();
    const auto answer = handle(request, {u"watcher"_s, AccessRole::Read});
    const auto reply = takenFrom(answer);
    const auto *items = reply ? std::get_if<Wsman::Items>(&reply->body) : nullptr;
    return items ? items->instances : QList<CimInstance>();
}

} // namespace Cistern

#include "moc_farhost.cpp"
