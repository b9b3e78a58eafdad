// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The multipart form in which sealed messages travel ([MS-WSMV] section 2.2.9.1), without what
// seals them. Pure functions of bytes; any thread.
#pragma once

#include "services/core/outcome.h"

#include <QByteArray>
#include <QList>

namespace Cistern {

struct SealedPart
{
    QByteArray header = {}; // of the mechanism: a signature or a token header
    QByteArray data = {};
    qsizetype length = 0; // announced: that of the readable message, with its padding

    bool operator==(const SealedPart &) const = default;
};

struct SealedBody
{
    QByteArray protocol = {}; // "application/HTTP-SPNEGO-session-encrypted", say
    QByteArray type = {};     // of the readable message: "application/soap+xml;charset=UTF-8"
    // A TAB before each header of a part. Windows writes and takes both forms; OMI takes only the
    // one without, the oldest clients only the one with.
    bool tab = false;
    QList<SealedPart> parts = {}; // their readable messages make one

    bool operator==(const SealedBody &) const = default;
};

inline constexpr qsizetype mostSealHeaderBytes = 4096;
inline constexpr int mostSealedParts = 64;

bool isSealedType(const QByteArray &mediaType); // lower case, without parameters
// The whole Content-Type header that goes with it.
QByteArray sealedContentType(const SealedBody &body);
QByteArray toBytes(const SealedBody &body);
// Malformed, with what is wrong as serverText.
Outcome<SealedBody> sealedBody(const QByteArray &bytes);

} // namespace Cistern
