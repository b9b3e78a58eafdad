// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A store of the local target whose one location has a limit, so that tests know its figures.
#pragma once

#include <QString>

bool makeSmallStore(const QString &folder, quint64 limit); // bytes; false when it could not be made
