// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Threads, pools and random numbers of the program, replaced where its objects are linked: all of
// it runs in the one thread of the simulation, and what is random comes from its seed. The program
// itself knows nothing of it. One thread.
#pragma once

#include <QThreadPool>

#include <functional>

namespace Cistern::OneThread {

// What a pool was given is handed to takeWork instead, to be run when the simulation likes.
using TakeWork = std::function<void(const QThreadPool *pool, std::function<void()> work)>;
// The work that one waits for is over: when a pool is waited for, what has not begun is dropped.
using DropWork = std::function<void(const QThreadPool *pool)>;
void begin(quint64 seed, const TakeWork &takeWork, const DropWork &dropWork);

// Everything that was posted, and what that posts.
void settle();

} // namespace Cistern::OneThread
