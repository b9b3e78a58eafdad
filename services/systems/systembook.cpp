// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/systems/systembook.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int fileVersion = 1;
constexpr int copiesKept = 3;
constexpr qint64 largestFile = 16 * 1024 * 1024;

ConnectionSpec thisComputer()
{
    return ConnectionSpec{
        .id = localSystemId, .name = u"This computer"_s, .url = QUrl(u"local:"_s)};
}

Failure invalid(const QString &parameter)
{
    return Failure{.cause = Failure::Cause::InvalidValue,
                   .stage = Failure::Stage::Input,
                   .parameter = parameter};
}

Failure malformed(const QString &file, qint64 line, const QString &words)
{
    return Failure{.cause = Failure::Cause::Malformed,
                   .stage = Failure::Stage::Storage,
                   .code = quint32(line),
                   .parameter = file,
                   .serverText = words};
}

Failure storage(const QString &file, const QString &words)
{
    return Failure{.cause = Failure::Cause::Storage,
                   .stage = Failure::Stage::Storage,
                   .parameter = file,
                   .serverText = words};
}

bool isLocal(const QUrl &url)
{
    return url.scheme() == "local"_L1;
}

// What a person leaves out is filled in: the ports of WinRM and its path.
QUrl completed(QUrl url)
{
    if (isLocal(url))
        return url;
    if (url.port() < 0)
        url.setPort(url.scheme() == "http"_L1 ? 5985 : 5986);
    if (url.path().isEmpty() || url.path() == "/"_L1)
        url.setPath(u"/wsman"_s);
    return url;
}

std::optional<Failure> problemOf(const ConnectionSpec &spec)
{
    const bool idFits = !spec.id.isEmpty() && spec.id.size() <= 64
        && std::all_of(spec.id.begin(), spec.id.end(), [](QChar c) {
               return c.isLetterOrNumber() || c.isSurrogate() || u"._-"_s.contains(c);
           });
    // "local:" alone is this computer; other stores of this computer are named by their folder.
    const bool own = isLocal(spec.url) && spec.url.path().isEmpty();
    if (!idFits || (spec.id == localSystemId) != own)
        return invalid(u"id"_s);
    const QString scheme = spec.url.scheme();
    const bool networked = scheme == "http"_L1 || scheme == "https"_L1;
    // A password in a URL would land in the file.
    if (!spec.url.isValid() || !spec.url.userInfo().isEmpty()
        || (networked && spec.url.host().isEmpty()) || !(networked || isLocal(spec.url))
        || (isLocal(spec.url) && !own && !spec.url.path().startsWith(u'/')))
        return invalid(u"url"_s);
    return {};
}

QJsonObject toJson(const ConnectionSpec &spec)
{
    QJsonObject object{{u"id"_s, spec.id},
                       {u"name"_s, spec.name},
                       {u"url"_s, spec.url.toString(QUrl::FullyEncoded)}};
    if (!spec.user.isEmpty())
        object[u"user"_s] = spec.user;
    if (!spec.site.isEmpty())
        object[u"site"_s] = spec.site;
    if (!spec.pin.isEmpty())
        object[u"pin"_s] = QString::fromLatin1(spec.pin.toHex());
    if (!spec.pinned.sha256.isEmpty())
        object[u"pinned"_s] = toJson(spec.pinned);
    if (spec.pinnedSince.isValid())
        object[u"pinnedSince"_s] = spec.pinnedSince.toUTC().toString(Qt::ISODate);
    return object;
}

Outcome<QList<ConnectionSpec>> fromJson(const QByteArray &text, const QString &file)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        return malformed(
            file, text.first(std::clamp<qsizetype>(error.offset, 0, text.size())).count('\n') + 1,
            error.errorString());
    const int version = document[u"version"_s].toInt(-1);
    if (version != fileVersion || !document[u"systems"_s].isArray())
        return malformed(file, 1, u"version %1"_s.arg(version));
    QList<ConnectionSpec> systems;
    const QJsonArray rows = document[u"systems"_s].toArray();
    for (const QJsonValue &row : rows) {
        const ConnectionSpec spec{
            .id = row[u"id"_s].toString(),
            .name = row[u"name"_s].toString(),
            .url = QUrl(row[u"url"_s].toString(), QUrl::StrictMode),
            .user = row[u"user"_s].toString(),
            .site = row[u"site"_s].toString(),
            .pin = QByteArray::fromHex(row[u"pin"_s].toString().toLatin1()),
            .pinned = certificateFactsFromJson(row[u"pinned"_s].toObject()),
            .pinnedSince = QDateTime::fromString(row[u"pinnedSince"_s].toString(), Qt::ISODate)
                               .toUTC()};
        const bool twice = std::any_of(
            systems.begin(), systems.end(),
            [&spec](const ConnectionSpec &other) { return other.id == spec.id; });
        if (const auto problem = problemOf(spec); problem || twice)
            return malformed(file, 1,
                             u"system %1 \"%2\": %3"_s.arg(systems.size() + 1)
                                 .arg(spec.id, twice ? u"id"_s : problem->parameter));
        systems.append(spec);
    }
    if (std::none_of(systems.begin(), systems.end(),
                     [](const auto &spec) { return spec.id == localSystemId; }))
        systems.prepend(thisComputer());
    return systems;
}

Outcome<QList<ConnectionSpec>> read(const QString &name)
{
    QFile file(name);
    if (!file.exists())
        return QList<ConnectionSpec>{thisComputer()};
    if (!file.open(QIODevice::ReadOnly))
        return storage(name, file.errorString());
    if (file.size() > largestFile)
        return Failure{
            .cause = Failure::Cause::TooLarge, .stage = Failure::Stage::Storage, .parameter = name};
    return fromJson(file.readAll(), name);
}

Outcome<Done> write(const QString &name, const QList<ConnectionSpec> &systems)
{
    QJsonArray rows;
    for (const ConnectionSpec &spec : systems)
        rows.append(toJson(spec));
    const QJsonObject content{{u"version"_s, fileVersion}, {u"systems"_s, rows}};
    if (!QDir().mkpath(QFileInfo(name).absolutePath()))
        return storage(name, {});
    if (QFile::exists(name)) {
        for (int i = copiesKept; i > 1; --i) {
            QFile::remove(u"%1.%2"_s.arg(name).arg(i));
            QFile::rename(u"%1.%2"_s.arg(name).arg(i - 1), u"%1.%2"_s.arg(name).arg(i));
        }
        QFile::copy(name, name + ".1"_L1);
    }
    QSaveFile file(name);
    if (!file.open(QIODevice::WriteOnly))
        return storage(name, file.errorString());
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    file.write(QJsonDocument(content).toJson());
    if (!file.commit())
        return storage(name, file.errorString());
    return Done();
}
} // namespace

SystemBook::SystemBook(const QString &file, QObject *parent)
    : QObject(parent)
    , m_file(file)
    , m_systems{thisComputer()}
    , m_saved(m_systems)
    , m_latest(m_systems)
{
    m_pool.setMaxThreadCount(1);
}

Answer<Done> SystemBook::load(QObject *owner)
{
    Pledge<QList<ConnectionSpec>> pledge;
    m_pool.start([pledge, file = m_file] { pledge.give(read(file)); });
    Pledge<Done> loaded;
    onDone(pledge.answer(), this, [this, loaded](const Outcome<QList<ConnectionSpec>> &systems) {
        m_unreadable.reset();
        if (!systems) {
            m_unreadable = systems.failure();
            loaded.give(systems.failure());
            return;
        }
        m_latest = *systems;
        list(*systems);
        loaded.give(Done());
    });
    return ownedBy(owner, loaded.answer());
}

void SystemBook::lend(const QList<ConnectionSpec> &systems)
{
    m_lent = systems;
    list(m_saved);
}

void SystemBook::list(const QList<ConnectionSpec> &saved)
{
    m_saved = m_systems = saved;
    m_systems.removeIf([this](const ConnectionSpec &spec) {
        return std::any_of(m_lent.begin(), m_lent.end(), [&spec](const ConnectionSpec &lent) {
            return lent.id == spec.id || lent.url == spec.url;
        });
    });
    m_systems = m_lent + m_systems;
    Q_EMIT changed();
}

const ConnectionSpec *SystemBook::find(const QString &id) const
{
    const auto found = std::find_if(m_systems.begin(), m_systems.end(),
                                    [&id](const ConnectionSpec &spec) { return spec.id == id; });
    return found == m_systems.end() ? nullptr : &*found;
}

Answer<Done> SystemBook::add(const ConnectionSpec &spec, QObject *owner)
{
    ConnectionSpec added = spec;
    added.url = completed(spec.url);
    if (added.name.isEmpty())
        added.name = added.id;
    if (const auto problem = problemOf(added))
        return readyAnswer<Done>(*problem);
    for (const ConnectionSpec &other : std::as_const(m_latest)) {
        const bool sameId = other.id.compare(added.id, Qt::CaseInsensitive) == 0;
        if (sameId || other.url == added.url)
            return readyAnswer<Done>(Failure{.cause = Failure::Cause::Exists,
                                             .stage = Failure::Stage::Input,
                                             .parameter = sameId ? u"id"_s : u"url"_s,
                                             .offered = other.id});
    }
    return save(m_latest + QList<ConnectionSpec>{added}, owner);
}

Answer<Done> SystemBook::change(const ConnectionSpec &spec, QObject *owner)
{
    ConnectionSpec changed = spec;
    changed.url = completed(spec.url);
    if (const auto problem = problemOf(changed))
        return readyAnswer<Done>(*problem);
    QList<ConnectionSpec> systems = m_latest;
    ConnectionSpec *place = nullptr;
    for (ConnectionSpec &other : systems) {
        if (other.id == changed.id)
            place = &other;
        else if (other.url == changed.url)
            return readyAnswer<Done>(Failure{.cause = Failure::Cause::Exists,
                                             .stage = Failure::Stage::Input,
                                             .parameter = u"url"_s,
                                             .offered = other.id});
    }
    if (!place)
        return readyAnswer<Done>(Failure{.cause = Failure::Cause::NotFound,
                                         .stage = Failure::Stage::Input,
                                         .parameter = u"id"_s});
    *place = changed;
    return save(systems, owner);
}

Answer<Done> SystemBook::remove(const QString &id, QObject *owner)
{
    if (id == localSystemId)
        return readyAnswer<Done>(Failure{.cause = Failure::Cause::NotSupported,
                                         .stage = Failure::Stage::Input,
                                         .parameter = u"id"_s});
    QList<ConnectionSpec> systems = m_latest;
    if (systems.removeIf([&id](const ConnectionSpec &spec) { return spec.id == id; }) == 0)
        return readyAnswer<Done>(Failure{.cause = Failure::Cause::NotFound,
                                         .stage = Failure::Stage::Input,
                                         .parameter = u"id"_s});
    return save(systems, owner);
}

Answer<Done> SystemBook::save(const QList<ConnectionSpec> &systems, QObject *owner)
{
    // Writing over a file that could not be read would lose what is in it.
    if (m_unreadable)
        return readyAnswer<Done>(*m_unreadable);
    m_latest = systems;
    ++m_saving;
    Pledge<Done> written;
    m_pool.start([written, file = m_file, systems] { written.give(write(file, systems)); });
    Pledge<Done> saved;
    onDone(written.answer(), this, [this, saved, systems](const Outcome<Done> &outcome) {
        --m_saving;
        if (outcome) {
            list(systems);
        } else if (m_saving == 0) {
            m_latest = m_saved;
        }
        saved.give(outcome);
    });
    return ownedBy(owner, saved.answer());
}

} // namespace Cistern

#include "moc_systembook.cpp"
