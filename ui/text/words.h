// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The words of this program and of Qt in the person's language. Call once, at the start of main.
#pragma once

class QCoreApplication;

namespace Cistern {

// Without words in the person's language English speaks, whose file holds the plurals alone.
void installWords(QCoreApplication &application);

} // namespace Cistern
