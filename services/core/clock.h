// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Time as a thing one can replace in tests: wall clock, monotonic clock and timers.
// Owned by app/services; timers fire in the context's thread.
#pragma once

#include <QDateTime>
#include <QObject>

#include <chrono>
#include <functional>

namespace Cistern {

class Clock
{
public:
    virtual ~Clock() = default;

    virtual QDateTime now() const = 0;                     // UTC
    virtual std::chrono::milliseconds elapsed() const = 0; // monotonic, from an unknown start
    // Calls once after delay, unless context is gone or stop was called with the returned number.
    virtual int after(std::chrono::milliseconds delay, QObject *context,
                      std::function<void()> call) = 0;
    virtual void stop(int timer) = 0;
};

} // namespace Cistern
