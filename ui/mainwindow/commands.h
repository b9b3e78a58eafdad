// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The commands as tables: words, keys, place in the menus, what each does to which class, and which
// of them a thing offers. Constant; GUI thread for the translations.
#pragma once

#include "models/offers.h"

#include <QLatin1StringView>
#include <QString>

#include <optional>
#include <span>

namespace Cistern {

enum class Command {
    Connect,
    AddLocation,
    Quit,
    Refresh,
    Search,
    Filter,
    ShowJobs,
    ShowHistory,
    NextPane,
    ShowGuide,
    Reconnect,
    Disconnect,
    EditConnection,
    Certificate,
    RemoveSystem,
    NewPool,
    NewChildPool,
    NewRootPool,
    NewVolume,
    NewExtent,
    Resize,
    EditResources,
    EditMembers,
    EditSettings,
    Rename,
    Delete,
    NewPipe,
    EditPipe,
    CallMethod,
    CredentialSets,
    OpenPractice,
    PracticeSlow,
    PracticeRefuse,
    PracticeDrop,
    PracticeSize,
    PracticeBusy,
    StopJob,
    KillJob,
    CheckJob,
    JobDetails,
    RunAgain,
    ReverseJob,
    ClearFinished,
    About,
};

enum class Menu : quint8 { File, View, System, Pool, Pipe, Tools, Help };

struct CommandRow
{
    Command command;
    Menu menu;
    const char *text; // QT_TRANSLATE_NOOP("Cistern::Actions", …)
    QLatin1StringView icon;
    const char *keys;       // portable text; nullptr: none
    bool separated = false; // a line before it
    bool checkable = false;
};
std::span<const CommandRow> commandRows();

struct MenuRow
{
    Menu menu;
    const char *text; // likewise
};
std::span<const MenuRow> menuRows();

// What a command does to the thing that is selected. Without a class the system alone counts.
struct CommandDeed
{
    Command command;
    QLatin1StringView nameSpace;
    QLatin1StringView className;
    Deed deed;
};
std::span<const CommandDeed> commandDeeds();
// Empty when the command is none of this thing's, or none that asks a system.
std::optional<Deed> deedOf(Command command, const Node *node);
bool asksSystem(Command command);
// What has to be selected for it, in a sentence.
QString selectFirstText(Command command);

// What a context menu and a pane offer for a thing, the commonest first; the same list, cut to what
// a pane has room for.
std::span<const Command> commandsFor(const Node *node);

} // namespace Cistern
