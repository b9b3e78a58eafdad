// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A store for clients who make pools of 1 MiB and nothing else, and `cistern-cli serve` on top of
// it, over HTTP and as a process of its own. What can't be set up ends the program, which has
// nothing to measure or prove then. Owned by that program; main thread.
#pragma once

#include "services/cim/cimpath.h"
#include "services/wsman/envelope.h"
#include "tests/support/child.h"
#include "tests/support/clihome.h"

#include <memory>

namespace Cistern {

class PoolSite
{
public:
    // What the pools draw from.
    enum class Source : quint8 {
        Location, // each has a file of its own
        LargePool // that is larger than any disk here: its file is as long, but empty. Pools that
                  // draw from it have no files, so that only the target is measured
    };

    // With space for so many pools. folder: of the store; empty: in its home.
    PoolSite(qint64 pools, Source source, const QString &folder = {});

    void serve(); // at a port that is another one each time
    Child &server() { return *m_server; }
    quint16 port() const { return m_port; }

    const CliHome &home() const { return m_home; }
    QString store() const { return m_store; }
    CimPath service() const { return m_service; }
    CimPath source() const { return m_source; }

    static QString user();
    static QByteArray password();

    // What clients say as octets, with marks for what differs each time.
    QByteArray createRequest() const; // CreateOrModifyStoragePool
    QByteArray getRequest() const;    // of the service
    // A request of those, filled in and ready to be sent.
    static QByteArray post(QByteArray request, const QString &name, const QString &messageId);
    // The InstanceID of the job that a create was answered with.
    static QByteArray jobOf(QByteArrayView reply);

private:
    void addLargePool(const QString &system, quint64 size);
    QByteArray request(const Wsman::Body &body) const;

    CliHome m_home;
    QString m_store;
    CimPath m_service, m_source;
    std::unique_ptr<Child> m_server;
    quint16 m_port = 0;
};

} // namespace Cistern
