// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// How class and namespace are spelled in a resource URI (DSP0227 section 5). Pure functions.
#pragma once

#include "services/wsman/envelope.h"

#include <optional>

namespace Cistern {

struct ResourceUri
{
    UriForm form = UriForm::Wmi;
    QString nameSpace; // of the WMI form; the DMTF form mostly has it in a selector
    QString className; // "*" for all classes
};

// Any letter case before the class, either slash, the DMTF form of any vendor, also with the
// namespace inside it. Nothing for a URI that names no CIM class.
std::optional<ResourceUri> readResourceUri(QStringView uri);
// The namespace in small letters.
QString writeResourceUri(const CimPath &path, UriForm form);

} // namespace Cistern
