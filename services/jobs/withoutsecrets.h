// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Envelopes as they may be kept: all of what was said but for secrets. Pure function; any thread.
#pragma once

#include <QByteArray>

namespace Cistern {

// UTF-8. What stands in elements that are called like a secret, or have a NAME like one (CIM-XML,
// selectors), is covered; in embedded instances too, however often their text was escaped.
QByteArray withoutSecrets(const QByteArray &envelope);

} // namespace Cistern
