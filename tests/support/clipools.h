// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Pools as the command line lists them, and a store whose figures stand still, for tests of that
// program.
#pragma once

#include "tests/support/child.h"
#include "tests/support/clihome.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

namespace Cistern {

// The only location becomes one with a limit, so that figures stand still whatever else writes.
inline void limitStore(const CliHome &home, const QString &size)
{
    const auto listed = home.runHere({QStringLiteral("location"), QStringLiteral("list")});
    const QJsonArray locations = listed.json().value(QStringLiteral("locations")).toArray();
    QVERIFY2(locations.size() == 1, listed.all().constData());
    const auto removed = home.runHere(
        {QStringLiteral("location"), QStringLiteral("remove"),
         locations[0].toObject().value(QStringLiteral("id")).toString()});
    QVERIFY2(removed.code == 0, removed.all().constData());
    QVERIFY(QDir().mkpath(home.filePath(QStringLiteral("disk"))));
    const auto added = home.runHere(
        {QStringLiteral("location"), QStringLiteral("add"), home.filePath(QStringLiteral("disk")),
         QStringLiteral("--limit"), size, QStringLiteral("--name"), QStringLiteral("disk")});
    QVERIFY2(added.code == 0, added.all().constData());
}

// Of a served system with the password of its user.
inline QJsonArray pools(const CliHome &home, const QStringList &arguments)
{
    const auto listed = home.run(
        QStringList{QStringLiteral("list"), QStringLiteral("pools"), QStringLiteral("--json")}
            + arguments,
        arguments.contains(QStringLiteral("--password-stdin")) ? QByteArray("geheim\n")
                                                               : QByteArray());
    return listed.json().value(QStringLiteral("pools")).toArray();
}

inline QJsonObject named(const QJsonArray &array, const QString &name)
{
    for (const QJsonValue &value : array) {
        if (value[QStringLiteral("name")].toString() == name)
            return value.toObject();
    }
    return {};
}

inline quint64 bytes(const QJsonObject &object, const QString &name)
{
    return object.value(name).toString().toULongLong();
}

} // namespace Cistern
