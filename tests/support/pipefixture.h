// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Local targets in this process that are each other's peers, "alpha" and "beta", and short words
// for what tests do with their pipes.
#pragma once

#include "tests/support/providerfixture.h"

namespace Cistern {

class PipeFixture
{
public:
    explicit PipeFixture(const PipeOptions &options = {});

    ProviderFixture alpha, beta;

    // Each of the two knows the other.
    static void befriend(ProviderFixture &one, ProviderFixture &other,
                         const QByteArray &fingerprintOfOther = {});
    static CimPath system(const QString &name);
    static CimPath endpoint(const QString &systemName, const QString &place);
    // Those a system listens at, by port.
    static QList<CimPath> endpoints(ProviderFixture &at);
    QList<CimPath> here(int count) { return endpoints(alpha).first(count); }
    QList<CimPath> there(int count) { return endpoints(beta).first(count); }

    // Source and target system, and so many pairs of endpoints; others replace or follow.
    Arguments arguments(int pairs = 0, const Arguments &others = {});
    ProviderFixture::Result create(int pairs = 1, const Arguments &others = {});
    CimPath pipe(int pairs = 1, const QString &name = {}); // must succeed
    ProviderFixture::Result change(const CimPath &pipe, const Arguments &others);

    // Top pipes, in the order in which the system names them.
    static QList<CimInstance> pipes(ProviderFixture &at);
    static QList<CimInstance> children(ProviderFixture &at, const CimPath &pipe);
    // The pipes that carry connections: the children, or the pipe itself.
    static QList<CimPath> leaves(ProviderFixture &at, const CimPath &pipe);
    // "127.0.0.1:4001>127.0.0.1:5001": source and sink of each leaf, in order.
    static QStringList ends(ProviderFixture &at, const CimPath &pipe);
    static quint64 state(ProviderFixture &at, const CimPath &pipe); // first OperationalStatus
    static bool waitForState(ProviderFixture &at, const CimPath &pipe, quint64 state,
                             int timeout = 10'000);
    // All that is kept about pipes, without what only shows.
    static QStringList kept(ProviderFixture &at);
    void announce(QStringView property, const CimValue &value); // by alpha
};

} // namespace Cistern
