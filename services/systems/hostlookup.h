// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// How the addresses of a host are found: as QHostInfo::lookupHost() does it.
#pragma once

#include <functional>

class QHostInfo;
class QObject;
class QString;

namespace Cistern {

// Calls back in the context's thread unless the context is gone; gives a number by which
// QHostInfo can stop it.
using HostLookup = std::function<int(const QString &host, QObject *context,
                                     const std::function<void(const QHostInfo &)> &found)>;

} // namespace Cistern
