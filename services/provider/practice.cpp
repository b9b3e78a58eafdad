// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/practice.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr PracticeSwitchName names[] = {
    {PracticeSwitch::Slow, "slow"_L1}, {PracticeSwitch::Refuse, "refuse"_L1},
    {PracticeSwitch::Drop, "drop"_L1}, {PracticeSwitch::OddSize, "4097"_L1},
    {PracticeSwitch::Busy, "busy"_L1}, {PracticeSwitch::NoEvents, "noevents"_L1},
};
constexpr int version = 1;

Failure storage(const QFileDevice &file)
{
    return Failure{.cause = Failure::Cause::Storage,
                   .stage = Failure::Stage::Storage,
                   .parameter = file.fileName(),
                   .serverText = file.errorString()};
}

QJsonObject contents(const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}
} // namespace

std::span<const PracticeSwitchName> practiceSwitches()
{
    return names;
}

QString PracticeSite::file() const
{
    return m_folder + u"/practice.json"_s;
}

QString PracticeSite::switchFile(PracticeSwitch which) const
{
    for (const PracticeSwitchName &row : names) {
        if (row.which == which)
            return m_folder + u"/faults/"_s + row.name;
    }
    return {};
}

std::optional<PracticeSite> PracticeSite::ofStore(const QString &store)
{
    const QFileInfo info(QDir(store).absolutePath());
    const PracticeSite site(info.absolutePath());
    return site.systems().contains(info.fileName()) ? std::optional(site) : std::nullopt;
}

bool PracticeSite::exists() const
{
    return contents(file()).value(u"version"_s).toInt() == version;
}

QStringList PracticeSite::systems() const
{
    QStringList systems;
    const QJsonArray rows = contents(file()).value(u"systems"_s).toArray();
    for (const QJsonValue &row : rows)
        systems.append(row[u"name"].toString());
    return systems;
}

quint64 PracticeSite::pace(const QString &system) const
{
    const QJsonArray rows = contents(file()).value(u"systems"_s).toArray();
    for (const QJsonValue &row : rows) {
        if (row[u"name"].toString() == system)
            return quint64(row[u"bytesPerSecond"].toInteger());
    }
    return 0;
}

Outcome<Done> PracticeSite::write(const QStringList &systems,
                                  const QHash<QString, quint64> &paces) const
{
    QJsonArray rows;
    for (const QString &system : systems)
        rows.append(
            QJsonObject{{u"name"_s, system}, {u"bytesPerSecond"_s, qint64(paces.value(system))}});
    QSaveFile to(file());
    if (!to.open(QIODevice::WriteOnly))
        return storage(to);
    to.write(QJsonDocument(QJsonObject{{u"version"_s, version}, {u"systems"_s, rows}}).toJson());
    if (!to.commit())
        return storage(to);
    return Done();
}

bool PracticeSite::isOn(PracticeSwitch which) const
{
    return QFile::exists(switchFile(which));
}

Outcome<Done> PracticeSite::set(PracticeSwitch which, bool on) const
{
    QFile file(switchFile(which));
    if (!on) {
        if (file.exists() && !file.remove())
            return storage(file);
        return Done();
    }
    QDir().mkpath(QFileInfo(file).absolutePath());
    if (!file.open(QIODevice::WriteOnly))
        return storage(file);
    return Done();
}

} // namespace Cistern
