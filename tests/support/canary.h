// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Looks for a secret in every shape it could leave behind: as it is, in UTF-16, inside Base64 and
// percent encoding, and as the hash that NTLM keeps. Files, bytes, and the memory of a process that
// this one started. A value.
#pragma once

#include <QByteArray>
#include <QList>
#include <QStringList>

#include <utility>

namespace Cistern {

class Canary
{
public:
    explicit Canary(const QByteArray &secret); // of UTF-8, not too short

    // The shapes found, each with where; empty: none.
    QStringList inBytes(const QByteArray &bytes, const QString &where) const;
    QStringList inFiles(const QString &folder) const; // contents and names, all below it
    QStringList inProcess(qint64 id) const;           // arguments and environment
    // What a core dump would hold. The process must be one that this one may trace.
    QStringList inMemory(qint64 id) const;

private:
    QList<std::pair<QString, QByteArray>> m_shapes;
};

} // namespace Cistern
