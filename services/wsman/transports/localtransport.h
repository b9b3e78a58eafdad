// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The Transport to an answerer in this process. Envelopes become bytes and envelopes again on the
// pool, under the limits of the network, so that nothing works here that would fail there. Owned by
// its Connection; lives in that thread.
#pragma once

#include "services/core/clock.h"
#include "services/wsman/responder.h"
#include "services/wsman/transport.h"

namespace Cistern {

class LocalTransport final : public Transport
{
    Q_OBJECT

public:
    static constexpr qsizetype mostRequestBytes = 512'000;
    static constexpr qsizetype mostReplyBytes = 4 * 1024 * 1024;

    LocalTransport(Responder responder, const Caller &caller, Clock &clock,
                   QObject *parent = nullptr);
    ~LocalTransport() override;

    QString address() const override;
    Answer<Envelope> send(const Envelope &request, QObject *owner) override;

private:
    class Sending;

    Responder m_responder;
    Caller m_caller;
    Clock &m_clock;
};

} // namespace Cistern
