// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What has to be known of a query that is sent: its class, and whether whole objects come back.
// The server is the one who reads the rest. Pure functions; any thread.
#pragma once

#include <QString>

namespace Cistern::Wsman {

QString queriedClass(const QString &wql); // empty where there is none to be seen
bool selectsAll(const QString &wql);      // SELECT *

} // namespace Cistern::Wsman
