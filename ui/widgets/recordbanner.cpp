// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/recordbanner.h"

#include "ui/text/doubtwords.h"
#include "ui/text/joberrorwords.h"
#include "ui/widgets/failuretext.h"
#include "ui/widgets/jobtext.h"

namespace Cistern {

BannerText recordBanner(const Console &console, const JobRecord &record)
{
    const Failure failure = record.failure.value_or(Failure());
    const QString system = systemName(console, record.systemId);
    if (!record.isUnknown()) {
        BannerText text = failureBanner(failure, system, jobProblem(console, record), &record.call);
        for (const Failure &other : record.further) {
            if (!other.serverText.isEmpty())
                text.lines.append(Banner::tr("It also says: %1").arg(other.serverText));
            text.lines += recommendedLines(other);
        }
        return text;
    }
    const Message message = doubtMessage(record, system, jobTitle(console, record));
    return {.state = State::Warning,
            .problem = message.problem,
            .lines = {message.cause, message.fix},
            .details = message.details};
}

} // namespace Cistern
