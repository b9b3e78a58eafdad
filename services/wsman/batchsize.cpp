// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/batchsize.h"

namespace Cistern {

void BatchSize::tell(bool full, quint32 came, std::chrono::milliseconds took)
{
    if (full && came == objects() && took < quick)
        m_objects = qMin(m_objects * 2, m_most);
    else if (took > slow && m_objects > least) // maybe with fewer than were asked for
        m_objects = qMax(qMin(m_objects, came > 0 ? came : m_objects) / 2, least);
}

bool BatchSize::shrink(quint32 asked)
{
    if (asked <= 1)
        return false;
    m_objects = qMin(m_objects, asked / 2);
    m_most = m_objects; // this server has said what it can hold
    return true;
}

} // namespace Cistern
