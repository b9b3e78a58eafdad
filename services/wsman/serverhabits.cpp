// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/serverhabits.h"

#include "services/wsman/faults.h"

#include <utility>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
bool sameHeaders(const Envelope &a, const Envelope &b)
{
    return a.maxEnvelopeSize == b.maxEnvelopeSize && a.operationTimeout == b.operationTimeout
        && a.spelling.locale == b.spelling.locale;
}
} // namespace

void ServerHabits::setFlavour(const Flavour &flavour)
{
    if (std::exchange(m_flavour, &flavour) == &flavour)
        return; // what was learned still holds
    m_envelopeSize = flavour.envelopeSize;
    batch = BatchSize(flavour.firstElements, flavour.mostElements);
}

Envelope ServerHabits::adapted(const Envelope &request) const
{
    Envelope adapted = request;
    if (!m_sizeHeader)
        adapted.maxEnvelopeSize = 0;
    if (!m_timeout)
        adapted.operationTimeout = std::chrono::milliseconds(0);
    if (!m_locale)
        adapted.spelling.locale = false;
    return adapted;
}

bool ServerHabits::learnHeader(const QString &name)
{
    if (name == "MaxEnvelopeSize"_L1)
        m_sizeHeader = false;
    else if (name == "OperationTimeout"_L1)
        m_timeout = false;
    else if (name == "Locale"_L1)
        m_locale = false;
    else
        return false;
    return true;
}

// Several requests under way meet the same refusal: each is weighed by what it held itself, or only
// the first of them would be asked again.
bool ServerHabits::learn(const Wsman::Fault &fault, const Envelope &request)
{
    if (fault.code == "MustUnderstand"_L1)
        return learnHeader(fault.notUnderstood) && !sameHeaders(adapted(request), request);
    const auto *enumerate = std::get_if<Wsman::Enumerate>(&request.body);
    if (fault.subcode == "UnsupportedFeature"_L1) {
        if (enumerate && fault.detail == "EnumerationMode"_L1) {
            m_paths = false;
            return enumerate->mode == Wsman::Mode::ObjectsAndPaths;
        }
        if (enumerate && fault.detail == "MaxElements"_L1) {
            m_maxElements = false;
            return enumerate->maxElements > 1;
        }
        return learnHeader(fault.detail) && !sameHeaders(adapted(request), request);
    }
    const bool aboutFilter = fault.subcode == "FilteringNotSupported"_L1
        || fault.subcode == "FilterDialectRequestedUnavailable"_L1 || fault.cimStatus == 25;
    if (enumerate && aboutFilter
        && std::holds_alternative<Wsman::AssociationFilter>(enumerate->filter))
        m_associationFilter = false; // the same question again would not help
    return false;
}

bool ServerHabits::grow(quint32 asked)
{
    const quint32 larger = qBound(Wsman::defaultEnvelopeSize, asked * 2, largestEnvelope);
    if (!m_sizeHeader || larger <= asked)
        return false;
    m_envelopeSize = qMax(m_envelopeSize, larger);
    return true;
}

bool ServerHabits::resize(const Wsman::Fault &fault, const Envelope &request)
{
    const auto *enumerate = std::get_if<Wsman::Enumerate>(&request.body);
    const auto *pull = std::get_if<Wsman::Pull>(&request.body);
    const quint32 objects = enumerate ? enumerate->maxElements : pull ? pull->maxElements : 1;
    switch (meaningOf(fault).reaction) {
    case Reaction::Smaller:
        return batch.shrink(objects);
    case Reaction::Larger: {
        const bool grown = grow(request.maxEnvelopeSize);
        return batch.shrink(objects) || grown;
    }
    case Reaction::Narrower:
        if (request.maxEnvelopeSize / 2 < Wsman::leastEnvelopeSize)
            return false;
        m_envelopeSize = qMin(m_envelopeSize, request.maxEnvelopeSize / 2);
        return true;
    default:
        return false;
    }
}

} // namespace Cistern
