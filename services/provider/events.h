// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Which changes a subscription asks for, and the event instances that tell them: those of WMI
// (__InstanceModificationEvent …) and of the CIM event model (CIM_InstModification …). Values; any
// thread.
#pragma once

#include "services/cim/ciminstance.h"
#include "services/provider/objectstore.h"
#include "services/provider/wql/query.h"
#include "services/wsman/envelope.h"

#include <array>
#include <optional>
#include <variant>

namespace Cistern::Events {

enum class Family : quint8 { Wmi, Cim };

// The events of one change, made when they are first wanted.
using Made = std::array<std::optional<CimInstance>, 2>;

class Interest
{
public:
    // Nothing when it is not asked for.
    std::optional<CimInstance> eventOf(const ObjectChange &change, const QDateTime &now,
                                       Made &made) const;
    // How late it may be told of what goes on slowly.
    std::chrono::milliseconds within() const
    {
        return m_query ? m_query->within().value_or(std::chrono::milliseconds(0))
                       : std::chrono::milliseconds(0);
    }

private:
    friend std::variant<Interest, Wsman::Fault> interestOf(const Envelope &request);

    Family m_family = Family::Wmi;
    std::optional<ObjectChange::Kind> m_kind; // none: all
    std::optional<WqlQuery> m_query;
};

// What a Subscribe asks for: the query of its filter, or all events of the class that it names
// (DSP0227 section 10.2.1). The fault when that can't be watched.
std::variant<Interest, Wsman::Fault> interestOf(const Envelope &request);

} // namespace Cistern::Events
