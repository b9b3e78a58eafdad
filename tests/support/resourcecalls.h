// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Short words for what tests do with the Hyper-V pools of a local target. Amounts are in the unit
// of the type; one processor is 100000, and memory counts MiB.
#pragma once

#include "tests/support/providerfixture.h"

namespace Cistern::Resources {

enum Type : quint16 { Processor = 3, Memory = 4, Disk = 31, Network = 33 };

inline constexpr quint64 oneProcessor = 100000;

CimPath service(ProviderFixture &at);
CimPath primordial(ProviderFixture &at, Type type);
QList<CimPath> children(ProviderFixture &at); // all child pools
quint64 capacity(ProviderFixture &at, const CimPath &pool);
quint64 reserved(ProviderFixture &at, const CimPath &pool);
quint64 free(ProviderFixture &at, const CimPath &pool);

CimInstance settings(Type type, const QString &poolId, const Arguments &more = {});
struct Entry
{
    quint64 reservation = 0, limit = 0;
    QStringList hosts = {};
    QString poolId = {};
};
CimInstance entry(Type type, const Entry &values = {}, const Arguments &more = {});
CimValue texts(const QList<CimInstance> &instances); // as the array parameter
CimValue text(const CimInstance &instance);

// The arguments of CreatePool, one entry for each parent or one for all.
Arguments creation(const CimInstance &settings, const QList<CimPath> &parents,
                   const QList<CimInstance> &entries);
ProviderFixture::Result call(ProviderFixture &at, const QString &method,
                             const Arguments &arguments); // waits for its job
ProviderFixture::Result create(ProviderFixture &at, const Arguments &arguments);
// Must succeed.
CimPath pool(ProviderFixture &at, Type type, const QString &poolId, const QList<CimPath> &parents,
             const QList<Entry> &entries);
CimPath pool(ProviderFixture &at, Type type, const QString &poolId, quint64 reservation = 0,
             quint64 limit = 0);                          // of the primordial pool
quint64 remove(ProviderFixture &at, const CimPath &pool); // the code

// Withdraws or moves what the service announces.
void announce(ProviderFixture &at, const QList<quint32> &jobs, const QList<quint32> &atOnce);
void allAtOnce(ProviderFixture &at);
void put(ProviderFixture &at, const CimInstance &instance, bool foreign = false); // past all rules
void put(ProviderFixture &at, const CimPath &path, const QString &property, const CimValue &value);

// All pools, settings, capabilities and links of the namespace, to compare before and after.
QStringList snapshot(ProviderFixture &at);
// Empty when CP.R28 holds for every pool whose children draw from it alone, else what is wrong.
QString booksProblem(ProviderFixture &at);

} // namespace Cistern::Resources
