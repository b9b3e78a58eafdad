// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/auth/userfile.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QMessageAuthenticationCode>
#include <QPasswordDigestor>
#include <QRandomGenerator>
#include <QSaveFile>

#include <algorithm>
#include <iterator>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 mostFileBytes = 8 * 1024 * 1024;
constexpr qsizetype mostNameLetters = 256;
constexpr qsizetype mostPasswordBytes = 1024;
constexpr int mostIterations = 10'000'000;
constexpr int saltBytes = 16;
constexpr quint64 hashBytes = 32;
constexpr int lockPatience = 5'000; // ms
constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

struct RoleName
{
    AccessRole role;
    QLatin1StringView name;
};
constexpr RoleName roleNames[] = {{AccessRole::Read, "read"_L1}, {AccessRole::Manage, "manage"_L1}};

QByteArray randomBytes(int count)
{
    QByteArray bytes(count, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = char(QRandomGenerator::system()->bounded(256));
    return bytes;
}

// Takes as long whichever byte differs.
bool equal(const QByteArray &a, const QByteArray &b)
{
    int difference = a.size() == b.size() ? 0 : 1;
    for (qsizetype i = 0; i < std::min(a.size(), b.size()); ++i)
        difference |= a[i] ^ b[i];
    return difference == 0;
}

Failure invalid(const QString &parameter)
{
    return {.cause = Failure::Cause::InvalidValue,
            .stage = Failure::Stage::Input,
            .parameter = parameter};
}

Failure broken(Failure::Cause cause, const QString &path, const QString &words)
{
    return {
        .cause = cause, .stage = Failure::Stage::Storage, .parameter = path, .serverText = words};
}

bool passwordIsUsable(const Secret &password)
{
    // HMAC fills a short key up with NUL, so one at the end would make no difference.
    const QByteArrayView bytes = password.reveal();
    return !bytes.isEmpty() && bytes.size() <= mostPasswordBytes && !bytes.contains('\0');
}

bool nameIsUsable(const QString &name)
{
    // A colon ends the name in Basic.
    return !name.isEmpty() && name.size() <= mostNameLetters && name == name.trimmed()
        && std::none_of(name.begin(), name.end(),
                        [](QChar c) { return c == u':' || !c.isPrint() || c.isSurrogate(); });
}

} // namespace

UserFile::UserFile(const QString &path, int iterations)
    : m_path(path)
    , m_iterations(std::max(iterations, leastIterations))
    , m_proofKey(randomBytes(int(hashBytes)))
{}

Outcome<QList<User>> UserFile::users()
{
    const QMutexLocker lock(&m_mutex);
    if (const auto fresh = refresh(); !fresh)
        return fresh.failure();
    QList<User> users;
    for (const Entry &entry : std::as_const(m_entries))
        users << entry.user;
    return users;
}

Outcome<Done> UserFile::add(const User &user, const Secret &password)
{
    if (!passwordIsUsable(password))
        return invalid(nameIsUsable(user.name) ? u"password"_s : u"user"_s);
    Entry entry{{user.name, user.role}, m_iterations, randomBytes(saltBytes), {}};
    entry.hash = hashOf(entry, password);
    return keep(entry);
}

Outcome<Done> UserFile::addExternal(const User &user)
{
    return keep({{user.name, user.role, true}, 0, {}, {}});
}

Outcome<Done> UserFile::keep(const Entry &entry)
{
    if (!nameIsUsable(entry.user.name))
        return invalid(u"user"_s);
    if (entry.user.role == AccessRole::Nobody)
        return invalid(u"role"_s);
    QLockFile file(m_path + u".lock"_s);
    if (!file.tryLock(lockPatience))
        return broken(Failure::Cause::InUse, m_path, {});
    auto entries = read();
    if (!entries)
        return entries.failure();
    entries->removeIf([&](const Entry &known) { return known.user.name == entry.user.name; });
    if (entries->size() >= mostUsers)
        return broken(Failure::Cause::TooLarge, m_path, {});
    *entries << entry;
    return write(*entries);
}

Outcome<Done> UserFile::remove(const QString &name)
{
    QLockFile file(m_path + u".lock"_s);
    if (!file.tryLock(lockPatience))
        return broken(Failure::Cause::InUse, m_path, {});
    auto entries = read();
    if (!entries)
        return entries.failure();
    if (entries->removeIf([&](const Entry &known) { return known.user.name == name; }) == 0)
        return Failure{.cause = Failure::Cause::NotFound,
                       .stage = Failure::Stage::Input,
                       .parameter = u"user"_s};
    return write(*entries);
}

Outcome<Caller> UserFile::verify(const Credentials &credentials)
{
    const QByteArray proof = proofOf(credentials);
    Entry entry{{}, m_iterations, m_proofKey, {}}; // for nobody: hashed all the same
    {
        const QMutexLocker lock(&m_mutex);
        if (const auto fresh = refresh(); !fresh)
            return fresh.failure();
        const auto known = std::find_if(
            m_entries.cbegin(), m_entries.cend(), [&](const Entry &one) {
                return one.user.name == credentials.user && !one.user.external;
            });
        if (known != m_entries.cend())
            entry = *known;
        if (!entry.user.name.isEmpty() && equal(m_proofs.value(entry.user.name), proof))
            return Caller{entry.user.name, entry.user.role};
    }
    const bool right = passwordIsUsable(credentials.secret)
        && equal(hashOf(entry, credentials.secret), entry.hash) && !entry.user.name.isEmpty();
    if (!right)
        return Failure{.cause = Failure::Cause::SignIn, .stage = Failure::Stage::SignIn};
    const QMutexLocker lock(&m_mutex);
    // The file may have changed while hashing; then this proof is of the past.
    const bool current = std::any_of(m_entries.cbegin(), m_entries.cend(), [&](const Entry &one) {
        return one.user == entry.user && one.hash == entry.hash;
    });
    if (current)
        m_proofs.insert(entry.user.name, proof);
    return Caller{entry.user.name, entry.user.role};
}

Outcome<Caller> UserFile::known(const QString &name, Qt::CaseSensitivity letters)
{
    const QMutexLocker lock(&m_mutex);
    if (const auto fresh = refresh(); !fresh)
        return fresh.failure();
    for (const Entry &entry : std::as_const(m_entries)) {
        if (entry.user.external && entry.user.name.compare(name, letters) == 0)
            return Caller{entry.user.name, entry.user.role};
    }
    return Failure{.cause = Failure::Cause::SignIn, .stage = Failure::Stage::SignIn};
}

int UserFile::hashesMade() const
{
    const QMutexLocker lock(&m_mutex);
    return m_hashes;
}

UserFile::Stamp UserFile::stamp() const
{
    const QFileInfo info(m_path);
    return info.exists() ? Stamp{info.lastModified(), info.size()} : Stamp{};
}

Outcome<Done> UserFile::refresh()
{
    const Stamp now = stamp();
    if (now == m_stamp)
        return Done{};
    auto entries = read();
    m_proofs.clear();
    m_entries = entries.ok() ? *entries : QList<Entry>(); // unreadable: nobody signs in
    if (!entries)
        return entries.failure();
    m_stamp = now;
    return Done{};
}

QByteArray UserFile::hashOf(const Entry &entry, const Secret &password)
{
    {
        const QMutexLocker lock(&m_mutex);
        ++m_hashes;
    }
    return QPasswordDigestor::deriveKeyPbkdf2(QCryptographicHash::Sha256, password.revealBytes(),
                                              entry.salt, entry.iterations, hashBytes);
}

QByteArray UserFile::proofOf(const Credentials &credentials) const
{
    QMessageAuthenticationCode code(QCryptographicHash::Sha256, m_proofKey);
    code.addData(credentials.user.toUtf8() + '\0');
    code.addData(credentials.secret.revealBytes());
    return code.result();
}

Outcome<QList<UserFile::Entry>> UserFile::read() const
{
    QFile file(m_path);
    if (!file.exists())
        return QList<Entry>();
    // Hashes that others can read are passwords that others can try.
    if (QFileInfo(m_path).permissions()
        & (QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther
           | QFileDevice::WriteOther))
        return broken(Failure::Cause::Storage, m_path, u"readable or writable by others"_s);
    if (!file.open(QIODevice::ReadOnly))
        return broken(Failure::Cause::Storage, m_path, file.errorString());
    if (file.size() > mostFileBytes)
        return broken(Failure::Cause::TooLarge, m_path, {});

    QJsonParseError error;
    const QJsonObject root = QJsonDocument::fromJson(file.readAll(), &error).object();
    if (error.error != QJsonParseError::NoError || root.value("version"_L1).toInt() != 1
        || !root.value("users"_L1).isArray())
        return broken(Failure::Cause::Malformed, m_path, error.errorString());
    QList<Entry> entries;
    for (const QJsonValue &value : root.value("users"_L1).toArray()) {
        Entry entry{
            {value["name"_L1].toString(), AccessRole::Nobody, value["external"_L1].toBool()},
            value["iterations"_L1].toInt(),
            QByteArray::fromBase64(value["salt"_L1].toString().toLatin1()),
            QByteArray::fromBase64(value["hash"_L1].toString().toLatin1())};
        for (const RoleName &row : roleNames) {
            if (value["role"_L1].toString() == row.name)
                entry.user.role = row.role;
        }
        const bool twice = std::any_of(entries.cbegin(), entries.cend(), [&](const Entry &known) {
            return known.user.name == entry.user.name;
        });
        const bool hashed = entry.iterations >= leastIterations
            && entry.iterations <= mostIterations && entry.salt.size() >= saltBytes
            && entry.hash.size() == qsizetype(hashBytes);
        const bool bare = entry.iterations == 0 && entry.salt.isEmpty() && entry.hash.isEmpty();
        if (!nameIsUsable(entry.user.name) || twice || entry.user.role == AccessRole::Nobody
            || !(entry.user.external ? bare : hashed))
            return broken(Failure::Cause::Malformed, m_path, entry.user.name);
        entries << entry;
    }
    return entries;
}

Outcome<Done> UserFile::write(const QList<Entry> &entries) const
{
    QJsonArray users;
    for (const Entry &entry : entries) {
        const auto *role = std::find_if(
            std::begin(roleNames), std::end(roleNames),
            [&](const RoleName &row) { return row.role == entry.user.role; });
        QJsonObject user{{"name"_L1, entry.user.name}, {"role"_L1, role->name}};
        if (entry.user.external) {
            user.insert("external"_L1, true);
        } else {
            user.insert("iterations"_L1, entry.iterations);
            user.insert("salt"_L1, QString::fromLatin1(entry.salt.toBase64()));
            user.insert("hash"_L1, QString::fromLatin1(entry.hash.toBase64()));
        }
        users.append(user);
    }
    QSaveFile file(m_path);
    // The rights come first: no moment in which others can open it.
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(ownerOnly))
        return broken(Failure::Cause::Storage, m_path, file.errorString());
    const QByteArray bytes = QJsonDocument(QJsonObject{{"version"_L1, 1}, {"users"_L1, users}})
                                 .toJson();
    if (file.write(bytes) != bytes.size() || !file.commit())
        return broken(Failure::Cause::Storage, m_path, file.errorString());
    return Done{};
}

} // namespace Cistern
