// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// For bytes that held a secret on its way: what is only freed can still be read in a core dump.
#pragma once

#include <QByteArray>
#include <QString>

#include <cstring>

namespace Cistern {

// Overwrites the bytes for all who still share them, and empties this one. They must be on the
// heap, not a literal's.
inline void wipe(QByteArray &bytes)
{
    if (bytes.capacity() > 0)
        explicit_bzero(const_cast<char *>(bytes.constData()), static_cast<size_t>(bytes.size()));
    bytes.clear();
}

inline void wipe(QString &text)
{
    if (text.capacity() > 0)
        explicit_bzero(const_cast<QChar *>(text.constData()),
                       static_cast<size_t>(text.size()) * sizeof(QChar));
    text.clear();
}

} // namespace Cistern
