// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A client certificate and its key as they lie in files. Reads files: to be called on the pool.
#pragma once

#include "services/core/outcome.h"
#include "services/core/secret.h"
#include "services/credentials/credentialset.h"

#include <QList>
#include <QSslCertificate>
#include <QSslKey>

namespace Cistern {

struct ClientCertificate
{
    QList<QSslCertificate> chain = {}; // the leaf first
    QSslKey key = {};
};

// Whether the key wants a passphrase. Storage, with the file as parameter, when it can't be read.
Outcome<bool> keyIsLocked(const CredentialSet &set);
// Besides: SignIn for a passphrase that does not open the key, InvalidValue for a file that holds
// none or another's.
Outcome<ClientCertificate> readClientCertificate(const CredentialSet &set,
                                                 const Secret &passphrase);

} // namespace Cistern
