// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "app/cli/signals.h"

#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace Cistern::Cli {

namespace {
int pipeEnds[2] = {-1, -1};

// All that a handler may do: one byte into the pipe, which the event loop reads.
void onSignal(int number)
{
    const auto byte = static_cast<unsigned char>(number);
    [[maybe_unused]] const ssize_t count = write(pipeEnds[1], &byte, 1);
}

void setHandler(int number, void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigaction(number, &action, nullptr);
}
} // namespace

Signals::Signals(QObject *parent) : QObject(parent)
{
    setHandler(SIGPIPE, SIG_IGN);
    if (pipe2(pipeEnds, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    m_notifier = std::make_unique<QSocketNotifier>(pipeEnds[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &Signals::read);
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        // What the one who started us had ignored stays ignored: nohup, a shell's background.
        struct sigaction before = {};
        if (sigaction(number, nullptr, &before) == 0 && before.sa_handler != SIG_IGN)
            setHandler(number, onSignal);
    }
}

Signals::~Signals()
{
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction now = {};
        if (sigaction(number, nullptr, &now) == 0 && now.sa_handler == onSignal)
            setHandler(number, SIG_DFL);
    }
    m_notifier.reset();
    close(pipeEnds[0]);
    close(pipeEnds[1]);
}

void Signals::read()
{
    unsigned char byte = 0;
    while (::read(pipeEnds[0], &byte, 1) == 1)
        Q_EMIT received(byte);
}

} // namespace Cistern::Cli
