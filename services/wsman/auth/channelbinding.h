// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What ties a sign-in to the TLS channel it happens in: tls-server-end-point of RFC 5929 section 4.
// Pure functions; any thread.
#pragma once

#include <QSslCertificate>

namespace Cistern {

// The application data of the binding, with its prefix; empty for a null certificate.
QByteArray channelBinding(const QSslCertificate &certificate);

} // namespace Cistern
