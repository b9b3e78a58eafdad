// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/support/kdc.h"

#include <QDir>
#include <QFile>
#include <QtEndian>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        && file.write(bytes) == bytes.size();
}

} // namespace

QString Kdc::missing()
{
    for (const QString &program :
         {u"krb5kdc"_s, u"kdb5_util"_s, u"kadmin.local"_s, u"kinit"_s, u"kdestroy"_s}) {
        if (Child::find(program).isEmpty())
            return program;
    }
    return {};
}

Kdc::Kdc() : m_environment(QProcessEnvironment::systemEnvironment())
{
    const QHash<QByteArray, QByteArray> ours = variables();
    for (auto it = ours.cbegin(); it != ours.cend(); ++it)
        m_environment.insert(QString::fromLatin1(it.key()), QFile::decodeName(it.value()));
    m_environment.insert(u"KRB5_KDC_PROFILE"_s, filePath(u"kdc.conf"_s));
    m_port = freePort();
    writeConfiguration();
    // -W takes its randomness from the weak source: no waiting for entropy.
    if (run(u"kdb5_util"_s,
            {u"create"_s, u"-s"_s, u"-W"_s, u"-r"_s, realm(), u"-P"_s, u"of-the-database"_s}))
        start() && addService(u"HTTP/localhost"_s);
}

Kdc::~Kdc()
{
    for (auto it = m_before.cbegin(); it != m_before.cend(); ++it) {
        if (*it)
            qputenv(it.key().constData(), **it);
        else
            qunsetenv(it.key().constData());
    }
}

void Kdc::writeConfiguration()
{
    const QByteArray port = QByteArray::number(m_port);
    const QByteArray folder = QFile::encodeName(m_folder.path());
    // Names are taken as they are, and nobody outside is asked for anything.
    const QByteArray client = "[libdefaults]\n default_realm = " + realm().toLatin1()
        + "\n rdns = false\n dns_canonicalize_hostname = false\n dns_lookup_kdc = false\n"
          " dns_lookup_realm = false\n udp_preference_limit = 1\n"
          "[realms]\n "
        + realm().toLatin1() + " = {\n  kdc = 127.0.0.1:" + port
        + "\n }\n"
          "[domain_realm]\n localhost = "
        + realm().toLatin1() + '\n';
    const QByteArray server =
        "[libdefaults]\n allow_weak_crypto = true\n allow_rc4 = true\n[kdcdefaults]\n "
        "kdc_listen = \"\"\n kdc_tcp_listen = 127.0.0.1:"
        + port + "\n[realms]\n " + realm().toLatin1() + " = {\n  database_name = " + folder
        + "/principal\n  key_stash_file = " + folder + "/stash\n  acl_file = " + folder
        + "/acl\n  supported_enctypes = aes256-cts:normal aes128-cts:normal "
          "aes256-sha2:normal aes128-sha2:normal arcfour-hmac:normal\n }\n"
          "[logging]\n kdc = FILE:"
        + folder + "/kdc.log\n admin_server = FILE:" + folder
        + "/kadmin.log\n default = FILE:" + folder + "/krb5.log\n";
    write(filePath(u"krb5.conf"_s), client);
    write(filePath(u"kdc.conf"_s), server);
}

// The port was free a moment ago; somebody may have been quicker.
bool Kdc::start()
{
    for (int attempt = 0; attempt < 3; ++attempt) {
        m_server = std::make_unique<Child>(m_environment);
        m_server->start(u"krb5kdc"_s, {u"-n"_s, u"-r"_s, realm()});
        if (m_server->until([this] { return isServed(m_port); }))
            return true;
        m_problem = m_server->all();
        m_port = freePort();
        writeConfiguration();
    }
    m_problem.prepend("krb5kdc: ");
    return false;
}

void Kdc::stop()
{
    m_server.reset();
}

bool Kdc::run(const QString &program, const QStringList &arguments, const QByteArray &input)
{
    int code = -1;
    const QByteArray said = Child::output(program, arguments, m_environment, input, &code);
    if (code != 0)
        m_problem = program.toLatin1() + ": " + said;
    return code == 0;
}

bool Kdc::kadmin(const QStringList &query)
{
    return run(u"kadmin.local"_s, QStringList{u"-r"_s, realm()} + query);
}

bool Kdc::addUser(const QString &name, const QByteArray &password, const QStringList &options)
{
    // The password goes in by standard input, so that no argument holds it: tests look there.
    const QByteArray query = "addprinc " + options.join(u' ').toUtf8() + ' ' + name.toUtf8() + '\n'
        + password + '\n' + password + "\nquit\n";
    int code = -1;
    const QByteArray said = Child::output(u"kadmin.local"_s, {u"-r"_s, realm()}, m_environment,
                                          query, &code);
    if (said.contains("created."))
        return true;
    m_problem = "kadmin.local: " + said;
    return false;
}

bool Kdc::addService(const QString &name, const QString &encryption)
{
    const QString keys = encryption + u":normal"_s;
    return kadmin({u"addprinc"_s, u"-randkey"_s, u"-e"_s, keys, name})
        && kadmin({u"ktadd"_s, u"-k"_s, keytab(), u"-e"_s, keys, name});
}

bool Kdc::changeKey(const QString &name)
{
    return kadmin({u"change_password"_s, u"-randkey"_s, name});
}

QString Kdc::ticket(const QString &user, const QByteArray &password, const QString &cache,
                    const QStringList &options)
{
    const QString path = filePath(cache);
    int code = -1;
    const QByteArray said = Child::output(
        u"kinit"_s, QStringList{u"-c"_s, u"FILE:"_s + path} + options + QStringList{user},
        m_environment, password + '\n', &code);
    if (code != 0)
        m_problem = "kinit: " + said;
    return code == 0 ? path : QString();
}

// The fourth format of the cache file begins with 05 04, the length of a header and the header's
// fields; field 1 is the offset of the KDC's clock, which the library adds to its own.
bool Kdc::shiftClock(const QString &cachePath, qint32 seconds)
{
    QFile file(cachePath);
    if (!file.open(QIODevice::ReadWrite))
        return false;
    const QByteArray bytes = file.readAll();
    if (!bytes.startsWith(QByteArrayView("\x05\x04", 2)) || bytes.size() < 4)
        return false;
    const quint16 length = qFromBigEndian<quint16>(bytes.constData() + 2);
    QByteArray header("\0\1\0\x08\0\0\0\0\0\0\0\0", 12);
    qToBigEndian(seconds, header.data() + 4);
    QByteArray size(2, '\0');
    qToBigEndian(quint16(header.size()), size.data());
    const QByteArray shifted = bytes.left(2) + size + header + bytes.mid(4 + length);
    return file.seek(0) && file.resize(0) && file.write(shifted) == shifted.size();
}

QHash<QByteArray, QByteArray> Kdc::variables() const
{
    const QByteArray folder = QFile::encodeName(m_folder.path());
    return {{"KRB5_CONFIG", folder + "/krb5.conf"},
            {"KRB5CCNAME", "FILE:" + folder + "/cache"},
            {"KRB5_KTNAME", "FILE:" + folder + "/keytab"},
            {"KRB5_CLIENT_KTNAME", "FILE:" + folder + "/none"},
            {"KRB5RCACHENAME", "file2:" + folder + "/replays"}};
}

void Kdc::insertInto(QProcessEnvironment &environment) const
{
    const QHash<QByteArray, QByteArray> ours = variables();
    for (auto it = ours.cbegin(); it != ours.cend(); ++it)
        environment.insert(QString::fromLatin1(it.key()), QFile::decodeName(it.value()));
}

void Kdc::enter()
{
    const QHash<QByteArray, QByteArray> ours = variables();
    for (auto it = ours.cbegin(); it != ours.cend(); ++it) {
        if (!m_before.contains(it.key()))
            m_before.insert(it.key(),
                            qEnvironmentVariableIsSet(it.key().constData())
                                ? std::optional(qgetenv(it.key().constData()))
                                : std::nullopt);
        qputenv(it.key().constData(), it.value());
    }
}

bool writeNtlmUsers(const QString &path, const QHash<QString, QByteArray> &passwords)
{
    QByteArray lines;
    for (auto it = passwords.cbegin(); it != passwords.cend(); ++it) {
        const qsizetype bar = it.key().indexOf(u'\\');
        lines += (bar < 0 ? "WORKGROUP" : it.key().left(bar).toUtf8()) + ':'
            + it.key().mid(bar + 1).toUtf8() + ':' + *it + '\n';
    }
    return write(path, lines);
}

bool hasNtlm()
{
    return !QDir(u"/etc/gss/mech.d"_s).entryList({u"*ntlm*.conf"_s}, QDir::Files).isEmpty();
}

} // namespace Cistern
