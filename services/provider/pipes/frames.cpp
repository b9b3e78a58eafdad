// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/pipes/frames.h"

#include <QIODevice>
#include <QJsonDocument>
#include <QtEndian>

namespace Cistern {

namespace {
constexpr qint64 prefix = 4;
}

QByteArray Frames::written(const QJsonObject &frame)
{
    const QByteArray body = QJsonDocument(frame).toJson(QJsonDocument::Compact);
    QByteArray bytes(prefix, Qt::Uninitialized);
    qToBigEndian(quint32(body.size()), bytes.data());
    return bytes + body;
}

Frames::Read Frames::take(QIODevice &device, QJsonObject &frame)
{
    const QByteArray begin = device.peek(prefix);
    if (!begin.isEmpty() && begin.at(0) != 0)
        return Read::Broken;
    if (begin.size() < prefix)
        return Read::Nothing;
    const quint32 length = qFromBigEndian<quint32>(begin.constData());
    if (length < 2 || length > longest)
        return Read::Broken;
    if (device.bytesAvailable() < prefix + qint64(length))
        return Read::Nothing;
    const QByteArray bytes = device.read(prefix + qint64(length));
    if (bytes.size() != prefix + qint64(length))
        return Read::Broken;
    const QJsonDocument document = QJsonDocument::fromJson(bytes.sliced(prefix));
    if (!document.isObject())
        return Read::Broken;
    frame = document.object();
    return Read::Whole;
}

} // namespace Cistern
