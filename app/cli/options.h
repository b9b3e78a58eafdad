// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Options that several groups share.
#pragma once

#include "app/cli/commit.h"
#include "app/cli/grammar.h"

namespace Cistern::Cli {

void addCommitOptions(Grammar &grammar, CLI::App &leaf,
                      CommitOptions &options); // --system --wait --dry-run

} // namespace Cistern::Cli
