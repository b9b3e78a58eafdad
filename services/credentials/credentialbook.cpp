// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/credentials/credentialbook.h"

#include <QUuid>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int fileVersion = 1;

const CredentialSet *findIn(const QList<CredentialSet> &sets, const QString &id)
{
    const auto found = std::find_if(sets.begin(), sets.end(),
                                    [&id](const CredentialSet &set) { return set.id == id; });
    return found == sets.end() ? nullptr : &*found;
}

const CredentialSet *namedIn(const QList<CredentialSet> &sets, const QString &name)
{
    const auto found = std::find_if(sets.begin(), sets.end(), [&name](const CredentialSet &set) {
        return set.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == sets.end() ? nullptr : &*found;
}

Failure notFound()
{
    return Failure{.cause = Failure::Cause::NotFound,
                   .stage = Failure::Stage::Input,
                   .parameter = u"credential"_s};
}
} // namespace

CredentialBook::CredentialBook(const QString &file, QObject *parent)
    : QObject(parent), m_file(file, u"credentials"_s, fileVersion, this)
{}

Answer<Done> CredentialBook::load(QObject *owner)
{
    Pledge<Done> loaded;
    onDone(m_file.load(this), this, [this, loaded](const Outcome<QJsonArray> &rows) {
        if (!rows)
            return loaded.give(rows.failure());
        QList<CredentialSet> sets;
        for (const QJsonValue &row : *rows) {
            const CredentialSet set = credentialSetFrom(row.toObject());
            const bool twice = findIn(sets, set.id) || namedIn(sets, set.name);
            const auto problem = problemOf(set);
            if (problem || twice)
                return loaded.give(
                    m_file.refuse(u"credential %1 \"%2\": %3"_s.arg(sets.size() + 1)
                                      .arg(set.name, twice ? u"name"_s : problem->parameter)));
            sets.append(set);
        }
        m_latest = sets;
        list(sets);
        loaded.give(Done());
    });
    return ownedBy(owner, loaded.answer());
}

void CredentialBook::list(const QList<CredentialSet> &sets)
{
    const QList<CredentialSet> before = std::exchange(m_sets, sets);
    std::sort(m_sets.begin(), m_sets.end(), [](const CredentialSet &a, const CredentialSet &b) {
        return QString::localeAwareCompare(a.name, b.name) < 0;
    });
    Q_EMIT changed();
    for (CredentialSet old : before) {
        const CredentialSet *now = find(old.id);
        if (!now)
            continue;
        old.name = now->name;
        if (!(old == *now))
            Q_EMIT setChanged(now->id);
    }
}

const CredentialSet *CredentialBook::find(const QString &id) const
{
    return findIn(m_sets, id);
}

const CredentialSet *CredentialBook::named(const QString &name) const
{
    return namedIn(m_sets, name);
}

std::optional<Failure> CredentialBook::obstacle(const CredentialSet &set) const
{
    if (const auto problem = problemOf(set))
        return problem;
    const CredentialSet *other = namedIn(m_latest, set.name);
    if (other && other->id != set.id)
        return Failure{.cause = Failure::Cause::Exists,
                       .stage = Failure::Stage::Input,
                       .parameter = u"name"_s,
                       .offered = other->name};
    return {};
}

Answer<QString> CredentialBook::add(const CredentialSet &set, QObject *owner)
{
    CredentialSet added = set;
    added.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    if (const auto problem = obstacle(added))
        return readyAnswer<QString>(*problem);
    return andThen(save(m_latest + QList<CredentialSet>{added}, owner), owner,
                   [id = added.id](const Done &) { return readyAnswer<QString>(id); });
}

Answer<Done> CredentialBook::change(const CredentialSet &set, QObject *owner)
{
    if (const auto problem = obstacle(set))
        return readyAnswer<Done>(*problem);
    QList<CredentialSet> sets = m_latest;
    const auto place = std::find_if(sets.begin(), sets.end(), [&set](const CredentialSet &other) {
        return other.id == set.id;
    });
    if (place == sets.end())
        return readyAnswer<Done>(notFound());
    *place = set;
    return save(sets, owner);
}

Answer<Done> CredentialBook::remove(const QString &id, QObject *owner)
{
    QList<CredentialSet> sets = m_latest;
    if (sets.removeIf([&id](const CredentialSet &set) { return set.id == id; }) == 0)
        return readyAnswer<Done>(notFound());
    if (const QStringList users = usersOf(id); !users.isEmpty())
        return readyAnswer<Done>(Failure{.cause = Failure::Cause::InUse,
                                         .stage = Failure::Stage::Input,
                                         .parameter = u"credential"_s,
                                         .serverText = users.join(u", "_s)});
    return save(sets, owner);
}

void CredentialBook::setUsers(std::function<QStringList(const QString &)> users)
{
    m_users = std::move(users);
}

QStringList CredentialBook::usersOf(const QString &id) const
{
    return m_users ? m_users(id) : QStringList();
}

Answer<Done> CredentialBook::save(const QList<CredentialSet> &sets, QObject *owner)
{
    m_latest = sets;
    ++m_saving;
    QJsonArray rows;
    for (const CredentialSet &set : sets)
        rows.append(toJson(set));
    Pledge<Done> saved;
    onDone(m_file.save(rows, this), this, [this, saved, sets](const Outcome<Done> &outcome) {
        --m_saving;
        if (outcome)
            list(sets);
        else if (m_saving == 0)
            m_latest = m_sets;
        saved.give(outcome);
    });
    return ownedBy(owner, saved.answer());
}

} // namespace Cistern

#include "moc_credentialbook.cpp"
