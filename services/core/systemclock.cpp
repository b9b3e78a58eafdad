// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/core/systemclock.h"

namespace Cistern {

SystemClock::SystemClock()
{
    m_started.start();
}

SystemClock::~SystemClock()
{
    for (const QPointer<QTimer> &timer : std::as_const(m_timers))
        delete timer;
}

QDateTime SystemClock::now() const
{
    return QDateTime::currentDateTimeUtc();
}

std::chrono::milliseconds SystemClock::elapsed() const
{
    return std::chrono::milliseconds(m_started.elapsed());
}

int SystemClock::after(std::chrono::milliseconds delay, QObject *context,
                       std::function<void()> call)
{
    const int number = ++m_last;
    auto *timer = new QTimer(context);
    timer->setSingleShot(true);
    QObject::connect(timer, &QTimer::timeout, context, [this, number, call = std::move(call)] {
        if (QTimer *fired = m_timers.take(number))
            fired->deleteLater();
        call();
    });
    m_timers.insert(number, timer);
    timer->start(delay);
    return number;
}

void SystemClock::stop(int timer)
{
    delete m_timers.take(timer);
}

} // namespace Cistern
