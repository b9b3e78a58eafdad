// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The settings that clients make as goals, by CreateSetting and by Create: how many there may be,
// and when those go that nobody promised to keep. Pure functions; provider's thread.
#pragma once

#include "services/provider/objectstore.h"

namespace Cistern::Goals {

inline constexpr qsizetype most = 1000;

// When a transient one was made, among the facts of its object.
QJsonObject madeAt(const QDateTime &now);
// Removes the transient ones that are an hour old; how many goals stay.
qsizetype reap(const ObjectStore &store, const QDateTime &now, StoreChange &change);

} // namespace Cistern::Goals
