// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// As much of DER (X.690) as certificates need to be read: element by element, without copies, and
// nothing where the bytes end too early. Pure functions.
#pragma once

#include <QByteArrayView>

#include <optional>

namespace Cistern::Der {

enum Tag : quint8 {
    ObjectId = 0x06,
    Utf8Text = 0x0c,
    OctetString = 0x04,
    Sequence = 0x30,
    Context0 = 0xa0, // of the structure around it
    Context3 = 0xa3,
};

struct Element
{
    quint8 tag = 0;
    QByteArrayView contents;
};

// The first element of bytes, which go behind it.
inline std::optional<Element> takeAny(QByteArrayView &bytes)
{
    if (bytes.size() < 2)
        return std::nullopt;
    qsizetype length = quint8(bytes[1]);
    qsizetype start = 2;
    if (length >= 0x80) {
        const qsizetype octets = length & 0x7f;
        start += octets;
        if (octets < 1 || octets > 4 || bytes.size() < start)
            return std::nullopt;
        length = 0;
        for (qsizetype i = 2; i < start; ++i)
            length = length << 8 | quint8(bytes[i]);
    }
    if (bytes.size() - start < length)
        return std::nullopt;
    const Element element{quint8(bytes[0]), bytes.sliced(start, length)};
    bytes = bytes.sliced(start + length);
    return element;
}

// The contents of the first element, if it is of that tag; else bytes stay where they are.
inline std::optional<QByteArrayView> take(QByteArrayView &bytes, Tag tag)
{
    QByteArrayView behind = bytes;
    const auto element = takeAny(behind);
    if (!element || element->tag != tag)
        return std::nullopt;
    bytes = behind;
    return element->contents;
}

} // namespace Cistern::Der
