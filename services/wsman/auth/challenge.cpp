// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/auth/challenge.h"

#include <QStringList>

#include <algorithm>

namespace Cistern {

namespace {

// The parts of a list between commas, those within quotes aside.
QList<QByteArray> partsOf(const QByteArray &value)
{
    QList<QByteArray> parts{QByteArray()};
    bool quoted = false;
    for (qsizetype i = 0; i < value.size(); ++i) {
        const char c = value[i];
        if (c == '"')
            quoted = !quoted;
        if (quoted && c == '\\' && i + 1 < value.size())
            parts.last() += value[i++];
        if (c == ',' && !quoted)
            parts << QByteArray();
        else
            parts.last() += value[i];
    }
    for (QByteArray &part : parts)
        part = part.trimmed();
    parts.removeAll(QByteArray());
    return parts;
}

// "name=value" or "name = value" goes on with the scheme before; "Scheme", "Scheme token==" and
// "Scheme name=value" begin one.
bool beginsScheme(const QByteArray &part)
{
    const auto end = std::find_if(part.begin(), part.end(),
                                  [](char c) { return c == ' ' || c == '\t' || c == '='; });
    if (end == part.end())
        return true;
    return *end != '=' && !QByteArrayView(end, part.end()).trimmed().startsWith('=');
}

} // namespace

QList<Challenge> challenges(const HttpHeaders &headers)
{
    QList<Challenge> all;
    for (const QByteArray &value : headerValues(headers, "WWW-Authenticate")) {
        bool begun = false;
        for (const QByteArray &part : partsOf(value)) {
            if (beginsScheme(part)) {
                const auto end = std::find_if(part.begin(), part.end(),
                                              [](char c) { return c == ' ' || c == '\t'; });
                const qsizetype length = end - part.begin();
                all << Challenge{part.first(length), part.sliced(length).trimmed()};
            } else if (begun) {
                all.last().token += ", " + part;
            }
            begun = begun || beginsScheme(part);
        }
    }
    return all;
}

std::optional<QByteArray> challengeOf(const HttpHeaders &headers, QByteArrayView word)
{
    for (const Challenge &challenge : challenges(headers)) {
        if (challenge.word.compare(word, Qt::CaseInsensitive) == 0)
            return challenge.token;
    }
    return std::nullopt;
}

Failure refusalOf(const HttpReply &reply, const Scheme &scheme)
{
    Failure failure{.cause = Failure::Cause::SignIn,
                    .stage = Failure::Stage::SignIn,
                    .code = quint32(reply.status)};
    QStringList words;
    for (const Challenge &challenge : challenges(reply.headers))
        words << QString::fromLatin1(challenge.word);
    words.removeDuplicates();
    // Not every server lists what it takes, so a scheme without a challenge proves nothing.
    if (!words.isEmpty() && !scheme.challenge.isEmpty()
        && !words.contains(scheme.word, Qt::CaseInsensitive)) {
        failure.cause = Failure::Cause::SchemeNotOffered;
        failure.parameter = scheme.id;
        failure.serverText = words.join(QStringLiteral(", "));
    }
    return failure;
}

} // namespace Cistern
