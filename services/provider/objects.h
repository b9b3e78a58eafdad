// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the objects of the local target look like when they are new, and their paths. Pure
// functions; any thread.
#pragma once

#include "services/cim/ciminstance.h"

#include <QDateTime>
#include <QString>

#include <span>

namespace Cistern {
class ObjectStore;
}

namespace Cistern::Objects {

// A new instance of a declared class.
CimInstance made(QLatin1StringView className); // of the storage namespace
CimInstance made(QStringView nameSpace, QLatin1StringView className);
// With every property of its class: what has no value is told to have none (as WinRM).
CimInstance whole(CimInstance instance);
// OK in every property that tells health.
void setHealthy(CimInstance &instance);
void setEnabled(CimInstance &instance);

CimPath systemPath(const QString &systemName);
CimPath servicePath(const QString &systemName);
CimPath poolPath(const QString &id);
CimPath extentPath(const QString &systemName, const QString &id);
CimPath volumePath(const QString &systemName, const QString &id);
// What a job and its links are called; each namespace has its own.
struct JobClasses
{
    QLatin1StringView nameSpace, job, affected, owning;
};
const JobClasses &jobClasses(QStringView nameSpace);
std::span<const JobClasses> jobClasses();
CimPath jobPath(const JobClasses &classes, const QString &id);

CimInstance system(const QString &systemName, const QString &description, const QDateTime &booted);
CimInstance service(const QString &systemName);
CimInstance serviceCapabilities();
CimInstance pool(const QString &id, const QString &name, const QString &systemName,
                 bool primordial);
CimInstance extent(const QString &id, const QString &systemName);
CimInstance volume(const QString &id, const QString &systemName);
// One copy, no failure survived: that is what a file on a disk is worth.
CimInstance capabilities(const QString &id, const QString &name);
CimInstance setting(const QString &id, const QString &name, const CimInstance &capabilities,
                    bool changeable);
// Of the namespace of the first end.
CimInstance link(QLatin1StringView className, QLatin1StringView firstRole, const CimPath &first,
                 QLatin1StringView secondRole, const CimPath &second);

QString newId();                         // "Cistern:" and a new UUID
QString newId(const ObjectStore &store); // of what is made in large numbers, see newUuid there
// The one machine all of this is about: its name, and what it runs.
QString hostName();
QString hostDescription();
QDateTime hostBooted();
bool isThisHost(const QString &host,
                const QString &systemName); // own names, ".", "localhost", none

} // namespace Cistern::Objects
