// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A message as people read it. Pure; any thread.
#pragma once

#include <QByteArray>
#include <QString>

namespace Cistern {

// The same characters, a line an element; what nobody reads to its end, above 200,000 octets, is
// cut. What is no XML stays as it is.
QString readableXml(const QByteArray &xml);

} // namespace Cistern
