// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A self-signed certificate for 127.0.0.1 and localhost with its key, made anew for each call.
#pragma once

#include <QSslConfiguration>

namespace Cistern {

// For a server; its localCertificate() is null when no certificate could be made.
QSslConfiguration selfSigned();

} // namespace Cistern
