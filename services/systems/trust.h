// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Whom a person trusts: the certificate pinned for a system. It stands in the system's
// ConnectionSpec, and Connections begins anew when it changes. Pure functions; GUI thread.
#pragma once

#include "services/core/clock.h"
#include "services/systems/systembook.h"
#include "services/wsman/peercertificate.h"

namespace Cistern::Trust {

// A person has to decide about a certificate before anything more is sent.
bool awaitsDecision(const Failure &failure);

// The same system with this certificate as the only good one, from now on.
ConnectionSpec pinned(const ConnectionSpec &spec, const CertificateFacts &certificate,
                      const Clock &clock);
// The chain of its certificate decides again.
ConnectionSpec unpinned(const ConnectionSpec &spec);

// InvalidValue for what nobody can trust; else what SystemBook::change() says.
Answer<Done> pin(SystemBook &book, const QString &systemId, const PeerCertificate &shown,
                 const Clock &clock, QObject *owner);
Answer<Done> forget(SystemBook &book, const QString &systemId, QObject *owner);

} // namespace Cistern::Trust
