// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/auth/sealedbody.h"

#include <QtEndian>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr const char *delimiter = "--Encrypted Boundary";
constexpr const char *mediaTypes[] = {"multipart/encrypted", "multipart/x-multi-encrypted"};
constexpr QByteArrayView octets = "application/octet-stream";
constexpr qsizetype mostLineBytes = 1024;
constexpr int mostHeaderLines = 16;

Failure broken(const char *what)
{
    return {.cause = Failure::Cause::Malformed,
            .stage = Failure::Stage::Protocol,
            .serverText = QString::fromLatin1(what)};
}

struct Field
{
    QByteArray name; // lower case
    QByteArray value;
};

Field fieldOf(QByteArrayView line)
{
    const QByteArray text = line.toByteArray();
    const qsizetype colon = text.indexOf(':');
    if (colon < 0)
        return {};
    return {text.first(colon).trimmed().toLower(), text.sliced(colon + 1).trimmed()};
}

// "type=application/soap+xml;charset=UTF-8;Length=1234" → the type and the length.
bool readOriginal(const QByteArray &value, QByteArray &type, qsizetype &length)
{
    QList<QByteArray> kept;
    bool told = false;
    for (const QByteArray &one : value.split(';')) {
        const QByteArray parameter = one.trimmed();
        const QByteArray lower = parameter.toLower();
        if (lower.startsWith("length=")) {
            const QByteArray digits = parameter.sliced(7).trimmed();
            const bool plain = std::all_of(digits.begin(), digits.end(),
                                           [](char c) { return c >= '0' && c <= '9'; });
            bool ok = false;
            length = digits.toInt(&ok);
            if (told || !ok || !plain)
                return false;
            told = true;
        } else if (lower.startsWith("type=")) {
            kept << parameter.sliced(5).trimmed();
        } else if (!parameter.isEmpty()) {
            kept << parameter;
        }
    }
    type = kept.join(';');
    return told;
}

class Reader
{
public:
    explicit Reader(const QByteArray &bytes) : m_bytes(bytes), m_left(m_bytes) {}

    Outcome<SealedBody> read()
    {
        // The first line as it is written is the delimiter, with or without a blank behind its
        // hyphens.
        const std::optional<QByteArrayView> first = line();
        if (!first || !first->startsWith("--") || first->sliced(2).trimmed().isEmpty())
            return broken("no boundary");
        m_delimiter = *first;
        do {
            if (m_body.parts.size() >= mostSealedParts)
                return broken("too many parts");
            if (const char *problem = part())
                return broken(problem);
        } while (!m_left.isEmpty());
        return m_body;
    }

private:
    // Without its line end; m_left goes behind it.
    std::optional<QByteArrayView> line()
    {
        const qsizetype end = m_left.first(std::min(m_left.size(), mostLineBytes)).indexOf("\r\n");
        if (end < 0)
            return std::nullopt;
        const QByteArrayView found = m_left.first(end);
        m_left = m_left.sliced(end + 2);
        return found;
    }

    // One sealed message; the delimiter before it has been read. Null, or what is wrong.
    const char *part()
    {
        SealedPart part;
        bool told = false;
        for (int lines = 0;; ++lines) {
            const std::optional<QByteArrayView> text = line();
            if (!text || lines > mostHeaderLines)
                return "no end of the headers";
            if (*text == m_delimiter)
                break;
            m_body.tab = m_body.tab || text->startsWith('\t');
            const Field field = fieldOf(*text);
            if (field.name == "content-type")
                m_body.protocol = field.value;
            else if (field.name == "originalcontent")
                told = readOriginal(field.value, m_body.type, part.length);
        }
        if (!told)
            return "no length";
        for (int lines = 0;; ++lines) {
            const std::optional<QByteArrayView> text = line();
            if (!text || lines > mostHeaderLines || text->startsWith(m_delimiter))
                return "no octets";
            const Field field = fieldOf(*text);
            if (field.name == "content-type"
                && QByteArrayView(field.value).trimmed().compare(octets, Qt::CaseInsensitive) == 0)
                break;
        }
        if (m_left.size() < 4)
            return "no size of the header";
        const quint32 size = qFromLittleEndian<quint32>(m_left.data());
        m_left = m_left.sliced(4);
        if (size > mostSealHeaderBytes || qsizetype(size) > m_left.size())
            return "a header of impossible size";
        part.header = m_left.first(size).toByteArray();
        m_left = m_left.sliced(size);
        const qsizetype end = dataEnd(part.length);
        if (end < 0)
            return "no boundary behind the data";
        part.data = m_left.first(end).toByteArray();
        m_left = m_left.sliced(end + m_delimiter.size());
        m_body.parts << part;
        return closing();
    }

    // The announced length where the delimiter follows; else the last delimiter that there is,
    // since the sealed octets may hold anything.
    qsizetype dataEnd(qsizetype length) const
    {
        if (length <= m_left.size() && m_left.sliced(length).startsWith(m_delimiter))
            return length;
        return m_left.lastIndexOf(m_delimiter);
    }

    // What stands behind the delimiter after the data: the end in one of its forms, or a line end
    // and the next part.
    const char *closing()
    {
        if (m_left.startsWith("--")) {
            // Of several parts each may be closed on its own.
            QByteArrayView behind = m_left.sliced(2);
            if (behind.startsWith("\r\n") && behind.sliced(2).startsWith(m_delimiter))
                m_left = behind.sliced(2 + m_delimiter.size());
            else
                return finish(behind);
        }
        if (m_left.isEmpty())
            return nullptr;
        if (!m_left.startsWith("\r\n"))
            return "no line end behind the boundary";
        if (m_left.sliced(2).trimmed().isEmpty())
            return finish(m_left);
        m_left = m_left.sliced(2);
        return nullptr;
    }

    const char *finish(QByteArrayView rest)
    {
        m_left = {};
        return rest == QByteArrayView() || rest == "\r\n" || rest == "\r\n\r\n"
            ? nullptr
            : "bytes behind the end";
    }

    const QByteArray m_bytes;
    QByteArrayView m_left;
    QByteArrayView m_delimiter;
    SealedBody m_body;
};

} // namespace

bool isSealedType(const QByteArray &mediaType)
{
    return std::any_of(std::begin(mediaTypes), std::end(mediaTypes),
                       [&](const char *type) { return mediaType == type; });
}

QByteArray sealedContentType(const SealedBody &body)
{
    return QByteArray(mediaTypes[body.parts.size() > 1 ? 1 : 0]) + ";protocol=\"" + body.protocol
        + "\";boundary=\"Encrypted Boundary\"";
}

QByteArray toBytes(const SealedBody &body)
{
    const QByteArray tab = body.tab ? "\t" : "";
    const QByteArray line = QByteArray(delimiter) + "\r\n";
    QByteArray bytes;
    for (const SealedPart &part : body.parts) {
        bytes += line + tab + "Content-Type: " + body.protocol + "\r\n" + tab
            + "OriginalContent: type=" + body.type + ";Length=" + QByteArray::number(part.length)
            + "\r\n" + line + tab + "Content-Type: application/octet-stream\r\n";
        char size[4];
        qToLittleEndian(quint32(part.header.size()), size);
        // No line end between the data and what closes it.
        bytes += QByteArrayView(size, 4);
        bytes += part.header + part.data;
    }
    return bytes + delimiter + "--\r\n";
}

Outcome<SealedBody> sealedBody(const QByteArray &bytes)
{
    return Reader(bytes).read();
}

} // namespace Cistern
