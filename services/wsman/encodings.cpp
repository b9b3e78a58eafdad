// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/encodings.h"

#include <QStringConverter>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
// A mark, or the zero beside the "<" that every document begins with.
std::optional<Encoding> encodingShown(const QByteArray &body)
{
    if (body.startsWith("\xff\xfe") || body.startsWith(QByteArray("<\0", 2)))
        return Encoding::Utf16Little;
    if (body.startsWith("\xfe\xff") || body.startsWith(QByteArray("\0<", 2)))
        return Encoding::Utf16Big;
    return std::nullopt;
}

QStringConverter::Encoding converterOf(Encoding encoding)
{
    return encoding == Encoding::Utf16Big ? QStringConverter::Utf16BE : QStringConverter::Utf16LE;
}
} // namespace

std::optional<Encoding> encodingOf(const QByteArray &charset, const QByteArray &body)
{
    if (charset == "utf-16le" || charset == "utf-16be")
        return charset.endsWith("le") ? Encoding::Utf16Little : Encoding::Utf16Big;
    if (charset == "utf-16")
        return encodingShown(body).value_or(Encoding::Utf16Little);
    if (charset.isEmpty())
        return encodingShown(body).value_or(Encoding::Utf8);
    return charset == "utf-8" ? std::optional(Encoding::Utf8) : std::nullopt;
}

std::optional<QByteArray> toUtf8(const QByteArray &body, Encoding encoding)
{
    if (encoding == Encoding::Utf8)
        return body;
    QStringDecoder decoder(converterOf(encoding), QStringConverter::Flag::Stateless);
    QString text = decoder.decode(body);
    if (decoder.hasError() || body.size() % 2 != 0 || !text.isValidUtf16())
        return std::nullopt;
    if (text.startsWith(QChar(QChar::ByteOrderMark)))
        text.remove(0, 1);
    if (text.startsWith("<?xml "_L1))
        text.remove(0, text.indexOf("?>"_L1) + 2);
    return text.toUtf8();
}

QByteArray fromUtf8(const QByteArray &text, Encoding encoding)
{
    if (encoding == Encoding::Utf8)
        return text;
    QStringEncoder encoder(converterOf(encoding), QStringConverter::Flag::WriteBom);
    return encoder.encode(QString::fromUtf8(text));
}

QByteArray charsetName(Encoding encoding)
{
    return encoding == Encoding::Utf8 ? "UTF-8" : "UTF-16";
}

} // namespace Cistern
