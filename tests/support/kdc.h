// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A Kerberos realm of its own: a real MIT KDC on 127.0.0.1 with a database, a keytab and
// configuration files in a temporary folder, for any user of the machine. Nothing of the machine's
// own Kerberos is read or written. Services are named after `localhost`: MIT takes that as a host
// name like any other once it is told not to ask DNS for a better one. Owned by a test.
#pragma once

#include "tests/support/child.h"

#include <QDateTime>
#include <QHash>
#include <QTemporaryDir>

#include <memory>
#include <optional>

namespace Cistern {

class Kdc
{
public:
    // Of the programs it needs, the first that is not installed; empty: all are there.
    static QString missing();

    Kdc();
    ~Kdc();

    // Whether all went well so far; what the tools said otherwise.
    bool isReady() const { return m_problem.isEmpty(); }
    const char *problem() const { return m_problem.constData(); }

    static QString realm() { return QStringLiteral("CISTERN.TEST"); }
    static QString principal(const QString &user) { return user + u'@' + realm(); }
    QString keytab() const { return m_folder.filePath(QStringLiteral("keytab")); }
    QString filePath(const QString &name) const { return m_folder.filePath(name); }
    quint16 port() const { return m_port; }

    // `options` are kadmin's: "-expire yesterday", "-allow_tix" (locked), "-pwexpire yesterday".
    bool addUser(const QString &name, const QByteArray &password, const QStringList &options = {});
    // With its key in the keytab, of that type of encryption alone. There is HTTP/localhost from
    // the start. Users have a key of each type.
    bool addService(const QString &name, const QString &encryption = QStringLiteral("aes256-cts"));
    // A new key that the keytab does not have, as after a machine joined anew.
    bool changeKey(const QString &name);

    // Gets a ticket into a cache of that name and tells its path; empty: refused. `options` are
    // kinit's: "-l 5s".
    QString ticket(const QString &user, const QByteArray &password,
                   const QString &cache = QStringLiteral("cache"), const QStringList &options = {});
    // From now on who uses this cache has a clock that is wrong by so many seconds.
    static bool shiftClock(const QString &cachePath, qint32 seconds);

    // For child processes. The cache is the one of ticket(), which need not be there.
    void insertInto(QProcessEnvironment &environment) const;
    // For this process, until the realm goes.
    void enter();

    void stop(); // the KDC no longer answers
    bool start();

private:
    bool kadmin(const QStringList &query);
    bool run(const QString &program, const QStringList &arguments, const QByteArray &input = {});
    void writeConfiguration();
    QHash<QByteArray, QByteArray> variables() const;

    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;
    std::unique_ptr<Child> m_server;
    QHash<QByteArray, std::optional<QByteArray>> m_before; // variables of this process
    QByteArray m_problem;
    quint16 m_port = 0;
};

// Writes a file in the form that gss-ntlmssp reads where NTLM_USER_FILE names it. Names are
// DOMAIN\user or user, which then belongs to the domain WORKGROUP.
bool writeNtlmUsers(const QString &path, const QHash<QString, QByteArray> &passwords);
// Whether NTLM is there as a mechanism.
bool hasNtlm();

} // namespace Cistern
