// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The words and pictures that models put into their roles. Models know facts alone; the window
// hands in what ui/text makes of them. This base answers with names and codes as they are. Owned by
// the one who builds the models; GUI thread.
#pragma once

#include "models/resourceunit.h"
#include "models/roles.h"
#include "services/inventory/inventory.h"
#include "services/jobs/jobrecord.h"
#include "services/systems/connections.h"

#include <QString>

#include <chrono>
#include <optional>

namespace Cistern {

// What a job does at the moment, worked out from several readings.
struct JobFigures
{
    std::optional<quint64> bytesDone;
    std::optional<quint64> rate;                   // bytes a second
    std::optional<std::chrono::milliseconds> left; // after three readings that grew
    bool stalled = false;                          // no change for two minutes

    bool operator==(const JobFigures &) const = default;
};

class ModelWords
{
public:
    virtual ~ModelWords() = default;

    virtual QString name(const Node &node) const;
    // The name may become another one although the object stays the same.
    virtual bool isNamedByOthers(const Node &node) const;
    virtual QString kind(const Node &node) const; // "Child pool"
    virtual QString icon(const Node &node) const; // empty: none
    virtual QString stateText(State state, const Node &node) const;
    virtual QString systemStateText(const SystemState &state) const;    // "Retry in 12 s"
    virtual QString detail(const Node &node, qsizetype children) const; // "16 systems"
    // What a row has no room for: why a system is not connected and when it was seen; plain text.
    virtual QString toolTip(const Node &node) const;
    // In two words what somebody must not forget of it, whatever its state; empty: nothing.
    virtual QString warning(const Node &node) const;
    virtual QString both(const QString &state, const QString &warning) const;
    virtual QString amount(quint64 value, const ResourceUnit &unit) const;
    virtual QString header(QLatin1StringView column) const; // of any table
    virtual QString jobCell(QLatin1StringView column, const JobRecord &record,
                            const JobFigures &figures) const;
};

} // namespace Cistern
