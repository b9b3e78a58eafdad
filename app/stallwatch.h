// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Times every event of the GUI thread. Of one that lasts too long it logs who got it and, where the
// platform tells, the stack it is stuck in. For debug builds and tests; made and asked in the GUI
// thread, the look-out has a thread of its own.
#pragma once

#include <QCoreApplication>
#include <QEvent>
#include <QThread>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace Cistern {

class StallWatch
{
    Q_DISABLE_COPY_MOVE(StallWatch)

public:
    using Clock = std::chrono::steady_clock;

    explicit StallWatch(std::chrono::milliseconds limit = std::chrono::milliseconds(50));
    ~StallWatch();

    // Around each delivery. What is delivered inside another counts with it, unless an event loop
    // inside of that one delivers it.
    class Delivery
    {
        Q_DISABLE_COPY_MOVE(Delivery)

    public:
        Delivery(StallWatch &watch, const QObject *receiver, const QEvent *event)
            : m_watch(watch), m_outer(watch.enter(receiver, event))
        {}
        ~Delivery() { m_watch.leave(m_outer); }

    private:
        friend class StallWatch;
        StallWatch &m_watch;
        int m_outer; // level of the loop that delivers around this one; inside: nothing to do
    };

    // What was timed since record(). Without the time in which other programs had the processor,
    // where the platform tells.
    void record();
    struct Figures
    {
        qsizetype events = 0;
        std::chrono::microseconds longest{0};
        std::chrono::microseconds p99{0};
        const char *longestAt = ""; // class of the receiver
        int longestType = 0;        // QEvent::Type
    };
    Figures figures() const;

private:
    static constexpr int inside = -1;

    int enter(const QObject *receiver, const QEvent *event);
    void leave(int outer);
    void begin(const QObject *receiver, const QEvent *event);
    void lookOut();
    std::chrono::nanoseconds waited() const;

    const std::chrono::milliseconds m_limit;
    std::atomic<Clock::rep> m_began{0}; // 0: between events
    std::atomic<const char *> m_class{""};
    std::atomic<int> m_type{0};
    int m_level = 0; // of the event loop that delivers at the moment; 0: none
    std::chrono::nanoseconds m_waitedBefore{0};
    int m_statistics = -1; // how long this thread had to wait for a processor
    bool m_recording = false;
    std::vector<std::chrono::microseconds> m_took;
    Figures m_figures;

    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_over = false;
    std::thread m_thread;
};

// An application whose events are timed.
template<class Application>
class Watched : public Application
{
public:
    Watched(int &argc, char **argv) : Application(argc, argv) {}

    bool notify(QObject *receiver, QEvent *event) override
    {
        if (QThread::currentThread() != this->thread())
            return Application::notify(receiver, event);
        const StallWatch::Delivery delivery(m_watch, receiver, event);
        return Application::notify(receiver, event);
    }
    StallWatch &watch() { return m_watch; }

private:
    StallWatch m_watch;
};

} // namespace Cistern
