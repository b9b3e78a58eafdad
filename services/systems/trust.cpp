// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/systems/trust.h"

namespace Cistern::Trust {

using namespace Qt::Literals::StringLiterals;

namespace {
Failure notThere()
{
    return {
        .cause = Failure::Cause::NotFound, .stage = Failure::Stage::Input, .parameter = u"id"_s};
}
} // namespace

bool awaitsDecision(const Failure &failure)
{
    const auto shown = offeredCertificate(failure);
    return shown && !shown->chain.isEmpty();
}

ConnectionSpec pinned(const ConnectionSpec &spec, const CertificateFacts &certificate,
                      const Clock &clock)
{
    ConnectionSpec changed = spec;
    changed.pin = certificate.sha256;
    changed.pinned = certificate;
    changed.pinnedSince = clock.now();
    return changed;
}

ConnectionSpec unpinned(const ConnectionSpec &spec)
{
    ConnectionSpec changed = spec;
    changed.pin.clear();
    changed.pinned = {};
    changed.pinnedSince = {};
    return changed;
}

Answer<Done> pin(SystemBook &book, const QString &systemId, const PeerCertificate &shown,
                 const Clock &clock, QObject *owner)
{
    const ConnectionSpec *spec = book.find(systemId);
    if (!spec)
        return readyAnswer<Done>(notThere());
    if (!shown.canBeTrusted())
        return readyAnswer<Done>(Failure{.cause = Failure::Cause::InvalidValue,
                                         .stage = Failure::Stage::Input,
                                         .parameter = u"fingerprint"_s});
    return book.change(pinned(*spec, shown.chain.first(), clock), owner);
}

Answer<Done> forget(SystemBook &book, const QString &systemId, QObject *owner)
{
    const ConnectionSpec *spec = book.find(systemId);
    return spec ? book.change(unpinned(*spec), owner) : readyAnswer<Done>(notThere());
}

} // namespace Cistern::Trust
