// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The real command line program in a home of its own: arguments in, two streams and an exit code
// out. Owned by a test.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QProcessEnvironment>
#include <QStringList>
#include <QTemporaryDir>

namespace Cistern {

class CliHome
{
public:
    struct Result
    {
        QByteArray out, err;
        int code = -1; // -1: it did not end

        QJsonObject json() const;
        QByteArray all() const { return out + err; }
    };

    CliHome();

    // The program itself, where the folder of the tests lies.
    static QString program();
    QString store() const { return m_home.filePath(QStringLiteral("store")); }
    QString filePath(const QString &name) const { return m_home.filePath(name); }
    QProcessEnvironment environment() const { return m_environment; }
    // Waits for the end.
    Result run(const QStringList &arguments, const QByteArray &input = {}) const;
    // On the store of this home, as JSON.
    Result runHere(QStringList arguments) const;

private:
    QTemporaryDir m_home;
    QProcessEnvironment m_environment;
};

} // namespace Cistern
