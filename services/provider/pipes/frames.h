// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What goes over the connection of a pipe, version 1. A frame is a length in four octets (big
// endian, 2 to 8192) and so many octets of UTF-8: one JSON object, whose "type" says what it is.
//   hello    caller first   version, protocol, from, to (names of systems), here, there
//   (endpoints),
//                           pipe (its InstanceID), every (ms between heartbeats)
//   welcome  the answer     version, protocol, system
//   refuse   or this        why: one of the Refuse words; then the connection is closed
//   ping     caller         n, one more each time
//   pong     the answer     the same n
// The first octet of a frame is always 0, that of a TLS handshake 22: so the side that is called
// sees which of the two comes. Members that are not known are skipped; a frame that is not known
// ends the connection. Pure functions of bytes.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QLatin1StringView>

class QIODevice;

namespace Cistern::Frames {

inline constexpr int version = 1;
inline constexpr qint64 longest = 8192;      // octets of one object
inline constexpr qint64 readBuffer = 16'384; // octets kept of a connection, at the most
inline constexpr qint64 mostUnsent = 65'536; // octets to one who does not read
inline constexpr char tlsBegin = 22;

// Why one is not let in.
namespace Refuse {
inline constexpr QLatin1StringView peer{"peer"};     // nobody that is known here
inline constexpr QLatin1StringView system{"system"}; // another system was meant
inline constexpr QLatin1StringView protocol{
    "protocol"};                                 // another PeerConnectionProtocol or version
inline constexpr QLatin1StringView full{"full"}; // not now
} // namespace Refuse

QByteArray written(const QJsonObject &frame);

enum class Read { Nothing, Whole, Broken };
// Takes the next frame from what has arrived, and nothing unless it is whole.
Read take(QIODevice &device, QJsonObject &frame);

} // namespace Cistern::Frames
