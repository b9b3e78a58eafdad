// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The seam: sends one envelope to one place and answers with one. Knows nothing of what it carries.
// Owned by its Connection; lives in that thread.
#pragma once

#include "services/core/async.h"
#include "services/wsman/envelope.h"

#include <QDateTime>
#include <QObject>

namespace Cistern {

class Transport : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // Where requests go, as their To header says it.
    virtual QString address() const = 0;

    // Writes the request exactly once and answers with the reply, which may be a Fault envelope.
    // Failures (a change = !onlyAsks(request)):
    //   before the first byte was written: NameNotFound, Refused, Certificate, SignIn, TimedOut, …;
    //   after it: of a change always OutcomeUnknown, else TimedOut, Malformed, TooLarge or
    //   ServerFault; a 401, 403, 404, 413 … without an envelope says that nothing ran, but for a
    //   401 or 403 where the same one was let in before: that may come from the way back.
    // When owner goes, the request is aborted and nobody is called.
    virtual Answer<Envelope> send(const Envelope &request, QObject *owner) = 0;

Q_SIGNALS:
    // Told on the way, before the answers; only where there is a network, and as often as it is so.
    void signedIn();                         // the far end took the one who asks
    void clockRead(const QDateTime &theirs); // as the far end's clock stood; UTC, whole seconds
};

} // namespace Cistern
