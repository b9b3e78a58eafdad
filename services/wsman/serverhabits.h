// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What one connection knows of its server: the flavour that Identify told, and what faults have
// taught since. Owned by its RequestLine; that thread.
#pragma once

#include "services/wsman/batchsize.h"
#include "services/wsman/envelope.h"
#include "services/wsman/flavour.h"

#include <QString>

namespace Cistern {

class ServerHabits
{
public:
    static constexpr quint32 largestEnvelope = 4 * 1024 * 1024; // octets; what is read at most

    const Flavour &flavour() const { return *m_flavour; }
    void setFlavour(const Flavour &flavour);

    BatchSize batch;
    quint32 envelopeSize() const { return m_sizeHeader ? m_envelopeSize : 0; }
    bool paths() const { return m_paths; } // of objects are told beside them
    bool associationFilter() const { return m_associationFilter; }
    bool maxElements() const { return m_maxElements; }

    // Leaves out of a request what this server has refused before.
    Envelope adapted(const Envelope &request) const;
    // From a fault of the kind Otherwise that request got. True: the next try would be another.
    bool learn(const Wsman::Fault &fault, const Envelope &request);
    // From one about sizes. True: as above.
    bool resize(const Wsman::Fault &fault, const Envelope &request);

private:
    bool learnHeader(const QString &name);
    bool grow(quint32 asked);

    const Flavour *m_flavour = &flavourOf(Flavour::Family::WinRm); // until Identify says otherwise
    quint32 m_envelopeSize = Wsman::defaultEnvelopeSize;
    bool m_sizeHeader = true;
    bool m_timeout = true;
    bool m_locale = true;
    bool m_paths = true;
    bool m_associationFilter = true;
    bool m_maxElements = true;
};

} // namespace Cistern
