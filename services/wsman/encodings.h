// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The encodings that a message may come in. An answer goes back in that of its request (DSP0226
// R13.1-5); what lies between is UTF-8. Pure functions.
#pragma once

#include <QByteArray>

#include <optional>

namespace Cistern {

enum class Encoding : quint8 { Utf8, Utf16Little, Utf16Big };

// As charset (in small letters, maybe empty) and the first octets say; nothing for any other.
std::optional<Encoding> encodingOf(const QByteArray &charset, const QByteArray &body);
// Without byte order mark; of UTF-16 also without an XML declaration, which would say otherwise.
// Nothing for octets that are no text.
std::optional<QByteArray> toUtf8(const QByteArray &body, Encoding encoding);
// With a byte order mark in UTF-16.
QByteArray fromUtf8(const QByteArray &text, Encoding encoding);
QByteArray charsetName(Encoding encoding);

} // namespace Cistern
