// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What of an object a FragmentTransfer header names, in the part of XPath that a flat object needs
// (DSP0226 section 7.7 and annex D.1): Property, Property[2], Property/text(). Value; any thread.
#pragma once

#include <QString>

#include <optional>

namespace Cistern {

struct FragmentPath
{
    QString property;
    std::optional<quint32> index; // of an array, from 1
    bool text = false;            // its characters alone

    // Nothing for any other path, an absolute one included. A prefix before the name is dropped.
    static std::optional<FragmentPath> fromText(QStringView text);
};

} // namespace Cistern
