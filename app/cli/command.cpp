// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "app/cli/command.h"

namespace Cistern::Cli {

std::optional<int> Command::interrupted()
{
    fail(Failure{.cause = Failure::Cause::Cancelled});
    return 1;
}

void Command::finish(int exitCode)
{
    if (std::exchange(m_over, true))
        return;
    console().endProgress();
    Q_EMIT finished(exitCode);
}

void Command::fail(const Failure &failure, const MessageContext &about)
{
    if (m_over)
        return;
    printFailure(console(), failure, about);
    finish(exitCode(failure));
}

void Command::failToReach(const Failure &failure, const QString &systemId)
{
    if (m_over)
        return;
    Failure named = failure;
    if (named.parameter.isEmpty())
        named.parameter = systemId;
    printFailure(console(), named);
    finish(connectExitCode(failure));
}

} // namespace Cistern::Cli
