// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/support/smallstore.h"

#include "services/provider/provider.h"

#include <QTest>

bool makeSmallStore(const QString &folder, quint64 limit)
{
    Cistern::Provider provider(
        {.store = folder, .firstLimit = limit, .clock = nullptr, .faults = {}});
    const auto opened = provider.opened();
    return QTest::qWaitFor([&] { return opened.isFinished(); }, 20000)
        && Cistern::takenFrom(opened).ok();
}
