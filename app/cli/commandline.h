// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The grammar of the command line: words in, one command out, or why not. Pure function; GUI
// thread.
#pragma once

#include "app/cli/command.h"

#include <QStringList>

#include <functional>
#include <memory>

namespace Cistern::Cli {

using MakeCommand = std::function<std::unique_ptr<Command>(Session &)>;

struct CommandLine
{
    MakeCommand make; // none: exitCode and the texts say why
    Session::Options options;
    int exitCode = 0; // 0 after help and version, 2 after bad usage
    QString output;
    QString error;
};

// arguments without the program's name.
CommandLine parseCommandLine(const QStringList &arguments);
// The program's own arguments; nothing when one of them is no UTF-8.
std::optional<QStringList> argumentsFrom(int argc, const char *const *argv);

} // namespace Cistern::Cli
