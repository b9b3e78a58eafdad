// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The quick way to read a document: what servers write nearly always, elements, attributes and text
// without anything rare. Whatever is not plain, or may not be well-formed, is left to the careful
// way; this one never tells a failure. Pure function; any thread.
#pragma once

#include <QByteArray>

#include <memory>

namespace Cistern {

struct XmlTree;

namespace PlainXml {
// The same tree that the careful way makes; null when that one has to look.
std::shared_ptr<const XmlTree> read(const QByteArray &bytes);
} // namespace PlainXml

} // namespace Cistern
