// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "app/cli/linereader.h"

#include "services/core/wipe.h"

#include <cerrno>

#include <unistd.h>

namespace Cistern::Cli {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qsizetype longestLine = 64 * 1024; // octets
constexpr qsizetype usualLine = 1024;
} // namespace

LineReader::LineReader(QObject *parent) : QObject(parent) {}

LineReader::~LineReader()
{
    end(Failure{.cause = Failure::Cause::Cancelled});
}

bool LineReader::atTerminal()
{
    return isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1;
}

Answer<Secret> LineReader::line()
{
    m_pledge = Pledge<Secret>();
    m_bytes.reserve(usualLine); // growing leaves the beginning behind
    m_notifier = std::make_unique<QSocketNotifier>(STDIN_FILENO, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &LineReader::read);
    return m_pledge.answer();
}

Answer<Secret> LineReader::hiddenLine()
{
    if (tcgetattr(STDIN_FILENO, &m_shown) == 0) {
        termios hidden = m_shown;
        hidden.c_lflag &= ~tcflag_t(ECHO);
        m_hiding = tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0;
    }
    return line();
}

// One byte at a time, so that the rest is left to whoever reads after us.
void LineReader::read()
{
    char c = 0;
    const ssize_t count = ::read(STDIN_FILENO, &c, 1);
    if (count < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    const bool over = count <= 0 || c == '\n';
    if (!over) {
        m_bytes.append(c);
        if (m_bytes.size() <= longestLine)
            return;
    }
    if (m_bytes.endsWith('\r'))
        m_bytes.chop(1);
    if ((count <= 0 && m_bytes.isEmpty()) || m_bytes.size() > longestLine)
        end(Failure{.cause = Failure::Cause::InvalidValue,
                    .stage = Failure::Stage::Input,
                    .parameter = u"standard input"_s});
    else
        end(Secret(m_bytes));
}

void LineReader::end(Outcome<Secret> outcome)
{
    m_notifier.reset();
    wipe(m_bytes);
    if (m_hiding)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_shown);
    m_hiding = false;
    m_pledge.give(std::move(outcome));
}

} // namespace Cistern::Cli
