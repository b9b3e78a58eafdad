// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What one resource pool takes from its parents. Value; any thread.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace Cistern {

struct ResourceTerms
{
    quint64 reservation = 0;
    quint64 limit = 0;      // 0: none
    QStringList hosts = {}; // host resources, as a client named them; empty: all of the parent's

    bool operator==(const ResourceTerms &) const = default;
};

struct ResourceClaim
{
    QString id;                 // InstanceID of the pool
    QStringList parents;        // likewise, in their order
    QList<ResourceTerms> terms; // one for each parent, or one that all of them share
    quint64 carried = 0;        // of a change under way: what the children draw already

    bool shared() const { return parents.size() > 1 && terms.size() == 1; }
    const ResourceTerms &termsFor(qsizetype parent) const
    {
        return terms[terms.size() == 1 ? 0 : parent];
    }
    bool operator==(const ResourceClaim &) const = default;
};

} // namespace Cistern
