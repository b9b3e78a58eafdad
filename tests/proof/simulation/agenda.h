// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What happens when, in a time of its own: the one source of order in a simulation. One thread.
#pragma once

#include "services/core/clock.h"

#include <QPointer>

#include <algorithm>
#include <map>
#include <utility>

namespace Cistern {

class Agenda
{
public:
    using Time = std::chrono::milliseconds;

    Time now() const { return m_now; }
    int after(Time delay, QObject *context, std::function<void()> call)
    {
        const int number = ++m_last;
        m_entries.emplace(std::pair(m_now + std::max(delay, Time(0)), number),
                          Entry{context, context != nullptr, std::move(call)});
        return number;
    }
    void stop(int number)
    {
        std::erase_if(m_entries,
                      [number](const auto &entry) { return entry.first.second == number; });
    }
    // Runs the next one, unless it lies behind `until`; then the time is that.
    bool step(Time until)
    {
        const auto first = m_entries.begin();
        if (first == m_entries.end() || first->first.first > until) {
            m_now = std::max(m_now, until);
            return false;
        }
        m_now = std::max(m_now, first->first.first);
        const Entry due = std::move(first->second);
        m_entries.erase(first);
        if (due.context || !due.owned)
            due.call();
        return true;
    }

private:
    struct Entry
    {
        QPointer<QObject> context;
        bool owned;
        std::function<void()> call;
    };
    Time m_now{0};
    std::map<std::pair<Time, int>, Entry> m_entries;
    int m_last = 0;
};

// The clock of one machine: the time of all, and a date of its own that somebody may set.
class MachineClock final : public Clock
{
public:
    explicit MachineClock(Agenda &agenda) : m_agenda(agenda) {}

    QDateTime now() const override { return m_date.addMSecs(m_agenda.now().count()); }
    std::chrono::milliseconds elapsed() const override { return m_agenda.now(); }
    int after(std::chrono::milliseconds delay, QObject *context,
              std::function<void()> call) override
    {
        return m_agenda.after(delay, context, std::move(call));
    }
    void stop(int timer) override { m_agenda.stop(timer); }
    void jump(std::chrono::seconds by) { m_date = m_date.addSecs(by.count()); }

private:
    Agenda &m_agenda;
    QDateTime m_date = QDateTime(QDate(2026, 1, 1), QTime(12, 0), Qt::UTC);
};

} // namespace Cistern
