// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Secrets in the system's keychain and nowhere else; without a keychain they live for this run.
// Each is read once a run. Owned by app/services; GUI thread.
#pragma once

#include "services/core/async.h"
#include "services/core/secret.h"

#include <QHash>
#include <QObject>

namespace Cistern {

class Vault : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // NotFound when nothing is kept; NotSupported when no keychain answers.
    Answer<Secret> read(const QString &key, QObject *owner);
    // Keeps it for this run at once; the answer tells whether the keychain has it too.
    Answer<Done> write(const QString &key, const Secret &secret, QObject *owner);
    Answer<Done> forget(const QString &key, QObject *owner);
    void keepForThisRun(const QString &key, const Secret &secret);

private:
    QHash<QString, Secret> m_known;
};

} // namespace Cistern
