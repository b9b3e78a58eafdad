// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/support/adjust.h"

#include "services/provider/provider.h"

#include <QTest>

bool adjustLocalTarget(Cistern::Services &services, const Cistern::CimInstance &object)
{
    const auto done = services.localTarget().adjust(object);
    return QTest::qWaitFor([&] { return done.isFinished(); }, 10000)
        && Cistern::takenFrom(done).ok();
}
