// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The careful way to read a document: every limit is held before memory or time is spent, and what
// is wrong is told with its place. Pure function; any thread.
#pragma once

#include "services/core/outcome.h"

#include <QByteArray>

#include <memory>

namespace Cistern {

struct XmlTree;

namespace CarefulXml {
// Failures as XmlDocument::read tells them.
Outcome<std::shared_ptr<const XmlTree>> read(const QByteArray &bytes);
// References to characters that XML does not have replaced by U+FFFD; replaced: how many.
QByteArray withoutBadReferences(const QByteArray &bytes, int &replaced);
} // namespace CarefulXml

} // namespace Cistern
