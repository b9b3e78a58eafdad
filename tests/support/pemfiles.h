// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// An authority with the certificates that it signed, as PEM files for programs: one for a server
// and one for each client. Owned by a test.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QStringList>
#include <QTemporaryDir>

namespace Cistern {

class PemFiles
{
public:
    // The server is `localhost` and 127.0.0.1; digest is of the signatures.
    explicit PemFiles(const QString &digest = QStringLiteral("sha256"));

    bool isReady() const { return m_ready; }
    QString authority() const { return m_folder.filePath(QStringLiteral("authority.pem")); }
    QString certificate() const { return m_folder.filePath(QStringLiteral("server.pem")); }
    QString key() const { return m_folder.filePath(QStringLiteral("server.key")); }

    // For signing in as that user: clientAuth, with these universal principal names. The
    // certificate is at clientCertificate(), its key at clientKey().
    bool addClient(const QString &name, const QStringList &principals = {});
    QString clientCertificate(const QString &name) const
    {
        return m_folder.filePath(name + QStringLiteral(".pem"));
    }
    QString clientKey(const QString &name) const
    {
        return m_folder.filePath(name + QStringLiteral(".key"));
    }
    QByteArray serverDer() const;

private:
    bool openssl(const QStringList &arguments);
    bool sign(const QString &name, const QString &commonName, const QByteArray &extensions);

    QTemporaryDir m_folder;
    const QString m_digest;
    bool m_ready = false;
};

} // namespace Cistern
