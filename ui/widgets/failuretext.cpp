// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/failuretext.h"

#include "ui/text/messages.h"

namespace Cistern {

namespace {
BannerText bannerOf(const Failure &failure, const MessageContext &about)
{
    const Message message = messageFor(failure, about);
    BannerText text;
    text.state = failure.cause == Failure::Cause::OutcomeUnknown ? State::Warning : State::Error;
    text.problem = message.problem;
    for (const QString &line : {message.cause, message.fix}) {
        if (!line.isEmpty())
            text.lines.append(line);
    }
    text.lines += message.advice;
    text.details = message.details;
    return text;
}
} // namespace

BannerText failureBanner(const Failure &failure, const QString &systemName, const QString &problem,
                         const MethodCall *call)
{
    return bannerOf(failure, {.system = systemName, .problem = problem, .call = call});
}

BannerText failureBanner(const Failure &failure, const QString &systemName, const QString &problem,
                         const MethodDecl *method)
{
    return bannerOf(failure, {.system = systemName, .problem = problem, .method = method});
}

} // namespace Cistern
