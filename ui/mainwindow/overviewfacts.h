// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the overview says about a node: its space as bar and legend, its properties in plain words.
// Pure functions of what is known; GUI thread.
#pragma once

#include "services/inventory/inventory.h"
#include "ui/widgets/console.h"
#include "ui/widgets/legend.h"
#include "ui/widgets/propertygrid.h"

#include <optional>

namespace Cistern {

class ModelWords;

struct SpaceFacts
{
    Capacity capacity;
    QString figure; // what is used
    QString text;   // beside the figure of what is used
    QList<LegendEntry> legend;
};

std::optional<SpaceFacts> spaceFacts(const Console &console, const Node &node);
QList<PropertyGroup> propertyFacts(const Console &console, const ModelWords &words,
                                   const Node &node);

} // namespace Cistern
