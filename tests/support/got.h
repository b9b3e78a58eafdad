// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What an Answer says, waited for in the event loop of the test.
#pragma once

#include "services/core/async.h"

#include <QTest>

namespace Cistern {

// TimedOut when it says nothing in time.
template<class T>
[[nodiscard]] Outcome<T> got(const Answer<T> &answer, int milliseconds = 30'000)
{
    if (!QTest::qWaitFor([&answer] { return answer.isFinished(); }, milliseconds))
        return Failure{.cause = Failure::Cause::TimedOut,
                       .serverText = QStringLiteral("the test waited too long")};
    return takenFrom(answer);
}

} // namespace Cistern
