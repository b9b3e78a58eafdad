// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The real Clock. Use one per thread: its timers belong to the thread that calls after().
#pragma once

#include "services/core/clock.h"

#include <QElapsedTimer>
#include <QHash>
#include <QPointer>
#include <QTimer>

namespace Cistern {

class SystemClock final : public Clock
{
public:
    SystemClock();
    ~SystemClock() override;

    QDateTime now() const override;
    std::chrono::milliseconds elapsed() const override;
    int after(std::chrono::milliseconds delay, QObject *context,
              std::function<void()> call) override;
    void stop(int timer) override;

private:
    QElapsedTimer m_started;
    QHash<int, QPointer<QTimer>> m_timers;
    int m_last = 0;
};

} // namespace Cistern
