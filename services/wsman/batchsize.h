// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// How many objects to ask for in one page: as many as arrive in about the time that a person does
// not notice, and no more than fit the envelope. Value; any thread.
#pragma once

#include <QtGlobal>

#include <chrono>

namespace Cistern {

class BatchSize
{
public:
    static constexpr quint32 least = 20; // that slowness alone leads to
    static constexpr std::chrono::milliseconds quick{250};
    static constexpr std::chrono::milliseconds slow{2'000};

    BatchSize() = default;
    BatchSize(quint32 first, quint32 most) : m_objects(first), m_most(most) {} // neither is 0

    quint32 objects() const { return qMin(m_objects, m_most); }

    // A page of came objects arrived after took; full: it had as many as were asked for.
    void tell(bool full, quint32 came, std::chrono::milliseconds took);
    // A page of asked objects did not fit an envelope. False: a single one did not.
    bool shrink(quint32 asked);

private:
    quint32 m_objects = 200;
    quint32 m_most = 2'000;
};

} // namespace Cistern
