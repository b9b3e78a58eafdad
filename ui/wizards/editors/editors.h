// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The table from what a declaration says to the editor for it. GUI thread.
#pragma once

#include "ui/wizards/editors/valueedit.h"

namespace Cistern {

// Owned by parent.
ValueEdit *makeEditor(const FieldDecl &field, const EditorPlace &place, QWidget *parent);

} // namespace Cistern
