// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "app/stallwatch.h"

#include <QByteArray>
#include <QLoggingCategory>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <utility>

#if __has_include(<execinfo.h>)
#    include <cxxabi.h>
#    include <execinfo.h>
#    include <fcntl.h>
#    include <pthread.h>
#    include <signal.h>
#    include <unistd.h>
#    define CISTERN_STACKS 1
#endif

namespace Cistern {

using namespace std::chrono_literals;

namespace {
Q_LOGGING_CATEGORY(stalls, "cistern.stalls")

#ifdef CISTERN_STACKS
// Filled by the handler in the thread that is stuck, read by the one that looks out.
std::array<void *, 64> frames;
std::atomic<int> frameCount{-1};
pthread_t watched;
constexpr int askSignal = SIGURG; // ignored by whoever doesn't handle it

void takeStack(int)
{
    const int before = errno;
    frameCount.store(backtrace(frames.data(), int(frames.size())));
    errno = before;
}

// "program(_ZN7Cistern3RunEv+0x12) [0x55…]", with the name as a person writes it.
QByteArray readable(const QByteArray &line)
{
    const auto open = line.indexOf('(');
    const auto plus = line.indexOf('+', open);
    if (open < 0 || plus < 0)
        return line;
    int status = 0;
    char *name = abi::__cxa_demangle(line.mid(open + 1, plus - open - 1).constData(), nullptr,
                                     nullptr, &status);
    if (!name)
        return line;
    const QByteArray said = QByteArray(name) + line.mid(plus, line.indexOf(')', plus) - plus);
    std::free(name); // NOLINT(cppcoreguidelines-no-malloc): so says the ABI
    return said;
}

void watchThisThread()
{
    watched = pthread_self();
    backtrace(frames.data(), 1); // the first call loads a library, which no handler may
    struct sigaction action = {};
    action.sa_handler = takeStack;
    action.sa_flags = SA_RESTART;
    sigaction(askSignal, &action, nullptr);
}

QByteArray stackOfWatched()
{
    frameCount.store(-1);
    if (pthread_kill(watched, askSignal) != 0)
        return {};
    // A handler of signals may wake nobody by a condition variable (signal-safety(7)), so this
    // looks again and again. Nobody waits for it meanwhile but the thread that was asked, if it
    // ends the watch now; and that one runs the handler even so.
    for (int i = 0; i < 100 && frameCount.load() < 0; ++i)
        std::this_thread::sleep_for(1ms);
    const int count = frameCount.load();
    if (count <= 0)
        return {};
    QByteArray text;
    char **lines = backtrace_symbols(frames.data(), count);
    for (int i = 2; lines && i < count; ++i) // without the handler and what called it
        text += "\n    " + readable(lines[i]);
    std::free(lines); // NOLINT(cppcoreguidelines-no-malloc): so says its manual
    return text;
}
#else
void watchThisThread() {}
QByteArray stackOfWatched()
{
    return {};
}
#endif
} // namespace

StallWatch::StallWatch(std::chrono::milliseconds limit) : m_limit(limit)
{
    watchThisThread();
#ifdef CISTERN_STACKS
    m_statistics = ::open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
#endif
    m_thread = std::thread([this] { lookOut(); });
}

StallWatch::~StallWatch()
{
    {
        const std::lock_guard lock(m_mutex);
        m_over = true;
    }
    m_wake.notify_one();
    m_thread.join();
#ifdef CISTERN_STACKS
    if (m_statistics >= 0)
        ::close(m_statistics);
#endif
}

// For a processor that others had: the second number of the line.
std::chrono::nanoseconds StallWatch::waited() const
{
#ifdef CISTERN_STACKS
    std::array<char, 96> text{};
    if (m_statistics >= 0 && ::pread(m_statistics, text.data(), text.size() - 1, 0) > 0) {
        char *end = nullptr;
        std::strtoll(text.data(), &end, 10);
        return std::chrono::nanoseconds(std::strtoll(end, nullptr, 10));
    }
#endif
    return 0ns;
}

void StallWatch::record()
{
    m_took.clear();
    m_took.reserve(1'000'000);
    m_figures = {};
    m_recording = true;
}

StallWatch::Figures StallWatch::figures() const
{
    Figures figures = m_figures;
    std::vector<std::chrono::microseconds> took = m_took;
    figures.events = qsizetype(took.size());
    if (took.empty())
        return figures;
    const auto at = took.begin() + qsizetype(took.size() * 99 / 100);
    std::nth_element(took.begin(), at, took.end());
    figures.p99 = *at;
    return figures;
}

int StallWatch::enter(const QObject *receiver, const QEvent *event)
{
    const int level = 1 + QThread::currentThread()->loopLevel();
    if (level <= m_level)
        return inside;
    const int outer = std::exchange(m_level, level);
    begin(receiver, event);
    return outer;
}

void StallWatch::begin(const QObject *receiver, const QEvent *event)
{
    m_class = receiver->metaObject()->className();
    m_type = int(event->type());
    if (m_recording)
        m_waitedBefore = waited();
    m_began = Clock::now().time_since_epoch().count();
}

void StallWatch::leave(int outer)
{
    if (outer == inside)
        return;
    m_level = outer;
    const Clock::time_point began{Clock::duration(m_began.exchange(0))};
    const auto took = Clock::now() - began;
    if (took > m_limit)
        qCWarning(stalls, "event %d of %s took %lld ms", m_type.load(), m_class.load(),
                  static_cast<long long>(took / 1ms));
    if (m_recording) {
        const auto own = std::chrono::duration_cast<std::chrono::microseconds>(
            std::max<Clock::duration>(0ns, took - (waited() - m_waitedBefore)));
        m_took.push_back(own);
        if (own > m_figures.longest) {
            m_figures.longest = own;
            m_figures.longestAt = m_class;
            m_figures.longestType = m_type;
        }
    }
    // After an event loop inside an event the outer one has lasted since then, for the person.
    if (outer > 0)
        m_began = Clock::now().time_since_epoch().count();
}

void StallWatch::lookOut()
{
    Clock::rep told = 0;
    std::unique_lock lock(m_mutex);
    while (!m_wake.wait_for(lock, m_limit / 5, [this] { return m_over; })) {
        const Clock::rep began = m_began;
        if (began == 0 || began == told
            || Clock::now() - Clock::time_point(Clock::duration(began)) < m_limit)
            continue;
        told = began;
        qCWarning(stalls, "event %d of %s lasts over %lld ms%s", m_type.load(), m_class.load(),
                  static_cast<long long>(m_limit.count()), stackOfWatched().constData());
    }
}

} // namespace Cistern
