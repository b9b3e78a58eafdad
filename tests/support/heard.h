// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Remembers what an Answer said and how often; lives no longer than owner.
#pragma once

#include "services/core/async.h"

namespace Cistern {

template<class T>
class Heard
{
    Q_DISABLE_COPY_MOVE(Heard)

public:
    Heard(const Answer<T> &answer, QObject *owner)
    {
        onDone(answer, owner, [this](const Outcome<T> &told) {
            ++times;
            outcome = told;
        });
    }

    int times = 0;
    Outcome<T> outcome = Failure{};
};

} // namespace Cistern
