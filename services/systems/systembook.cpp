// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/systems/systembook.h"

#include "services/credentials/credentialbook.h"
#include "services/systems/signinways.h"

#include <QJsonObject>

#include <algorithm>
#include <variant>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int fileVersion = 2; // 1 knew one way to sign in: the default of ConnectionSpec

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
    if (spec.scheme.isEmpty())
        return invalid(u"scheme"_s);
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
    if (isLocal(spec.url))
        return object;
    object[u"scheme"_s] = spec.scheme;
    if (!spec.credential.isEmpty())
        object[u"credential"_s] = spec.credential;
    if (!spec.service.isEmpty())
        object[u"service"_s] = spec.service;
    if (spec.clearAllowed)
        object[u"clearAllowed"_s] = true;
    if (!spec.bindsChannel)
        object[u"bindsChannel"_s] = false;
    return object;
}

ConnectionSpec fromJson(const QJsonValue &row)
{
    const ConnectionSpec plain;
    return {.id = row[u"id"_s].toString(),
            .name = row[u"name"_s].toString(),
            .url = QUrl(row[u"url"_s].toString(), QUrl::StrictMode),
            .user = row[u"user"_s].toString(),
            .site = row[u"site"_s].toString(),
            .pin = QByteArray::fromHex(row[u"pin"_s].toString().toLatin1()),
            .credential = row[u"credential"_s].toString(),
            .scheme = row[u"scheme"_s].toString(plain.scheme),
            .service = row[u"service"_s].toString(),
            .clearAllowed = row[u"clearAllowed"_s].toBool(plain.clearAllowed),
            .bindsChannel = row[u"bindsChannel"_s].toBool(plain.bindsChannel),
            .pinned = certificateFactsFromJson(row[u"pinned"_s].toObject()),
            .pinnedSince = QDateTime::fromString(row[u"pinnedSince"_s].toString(), Qt::ISODate)
                               .toUTC()};
}

// The words of what is wrong with a row, or the systems of all.
std::variant<QList<ConnectionSpec>, QString> systemsFrom(const QJsonArray &rows)
{
    QList<ConnectionSpec> systems;
    for (const QJsonValue &row : rows) {
        const ConnectionSpec spec = fromJson(row);
        const bool twice = std::any_of(
            systems.begin(), systems.end(),
            [&spec](const ConnectionSpec &other) { return other.id == spec.id; });
        if (const auto problem = problemOf(spec); problem || twice)
            return u"system %1 \"%2\": %3"_s.arg(systems.size() + 1)
                .arg(spec.id, twice ? u"id"_s : problem->parameter);
        systems.append(spec);
    }
    if (std::none_of(systems.begin(), systems.end(),
                     [](const auto &spec) { return spec.id == localSystemId; }))
        systems.prepend(thisComputer());
    return systems;
}
} // namespace

SystemBook::SystemBook(const QString &file, QObject *parent)
    : QObject(parent)
    , m_systems{thisComputer()}
    , m_saved(m_systems)
    , m_latest(m_systems)
    , m_file(file, u"systems"_s, fileVersion, this)
{}

void SystemBook::setCredentials(const CredentialBook &sets)
{
    m_sets = &sets;
}

Answer<Done> SystemBook::load(QObject *owner)
{
    Pledge<Done> loaded;
    onDone(m_file.load(this), this, [this, loaded](const Outcome<QJsonArray> &rows) {
        if (!rows)
            return loaded.give(rows.failure());
        const auto systems = systemsFrom(*rows);
        if (const QString *problem = std::get_if<QString>(&systems))
            return loaded.give(m_file.refuse(*problem));
        m_latest = std::get<0>(systems);
        m_read = true;
        list(m_latest);
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
    if (const auto problem = obstacle(added))
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
    if (const auto problem = obstacle(changed))
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

// A file may hold a set or a way that this program does not know: that system does not sign in, and
// all the others do. What a person says is held to more.
std::optional<Failure> SystemBook::obstacle(const ConnectionSpec &spec) const
{
    if (const auto problem = problemOf(spec))
        return problem;
    if (isLocal(spec.url))
        return {};
    const CredentialSet *set = m_sets ? m_sets->find(spec.credential) : nullptr;
    if (!spec.credential.isEmpty() && !set)
        return invalid(u"credential"_s);
    return signInProblem(spec, set);
}

Answer<Done> SystemBook::save(const QList<ConnectionSpec> &systems, QObject *owner)
{
    m_latest = systems;
    ++m_saving;
    QJsonArray rows;
    for (const ConnectionSpec &spec : systems)
        rows.append(toJson(spec));
    Pledge<Done> saved;
    onDone(m_file.save(rows, this), this, [this, saved, systems](const Outcome<Done> &outcome) {
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
