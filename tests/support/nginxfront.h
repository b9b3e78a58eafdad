// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// nginx as a TLS front before a served target, from a folder and on a port of its own, for any user
// of the machine. Owned by a test.
#pragma once

#include "tests/support/child.h"
#include "tests/support/pemfiles.h"

#include <QTemporaryDir>
#include <QUrl>

#include <memory>

namespace Cistern {

class NginxFront
{
public:
    static bool isInstalled();

    struct Options
    {
        quint16 upstream = 0; // port on this machine
        bool upstreamTls = false;
        // How many idle connections to the target are kept; 0: each request gets a new one, as
        // nginx does by itself. A connection that is kept serves whoever comes next.
        int kept = 0;
        bool http10 = false; // towards the target, as nginx does unless told otherwise
    };
    // With the certificate of a server from these files.
    bool start(const Options &options, const PemFiles &pem);
    void stop() { m_server.reset(); }
    const char *problem() const { return m_problem.constData(); }

    QUrl url() const; // of `localhost`

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Child> m_server;
    QByteArray m_problem;
    quint16 m_port = 0;
};

} // namespace Cistern
