// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/failuretext.h"

#include "ui/text/messages.h"

namespace Cistern {

BannerText failureBanner(const Failure &failure, const QString &systemName, const QString &problem,
                         const MethodCall *call)
{
    const Message message = messageFor(failure,
                                       {.system = systemName, .problem = problem, .call = call});
    BannerText text;
    text.state = failure.cause == Failure::Cause::OutcomeUnknown ? State::Warning : State::Error;
    text.problem = message.problem;
    for (const QString &line : {message.cause, message.fix}) {
        if (!line.isEmpty())
            text.lines.append(line);
    }
    text.details = message.details;
    return text;
}

} // namespace Cistern
