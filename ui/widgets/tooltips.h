// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Tool tips guess whether their text is markup; what a server or a person wrote never is. Pure
// function; GUI thread.
#pragma once

#include <QString>

namespace Cistern {

// The text for a tool tip that shows these very characters.
[[nodiscard]] QString plainToolTip(const QString &text);

} // namespace Cistern
