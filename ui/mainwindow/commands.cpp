// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/commands.h"

#include "models/pipefacts.h"
#include "services/schema/schema.h"
#include "services/systems/systembook.h"

#include <QCoreApplication>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using Schema::hypervCluster;
using Schema::iscsiTarget;
using Schema::virtualization;

namespace {
// clang-format off
#define WORDS(text) QT_TRANSLATE_NOOP("Cistern::Actions", text)
constexpr CommandRow rows[] = {
    {Command::Connect,       Menu::File,   WORDS("&Connect…"), "connect"_L1, "Ctrl+Shift+C"},
    {Command::AddLocation,   Menu::File,   WORDS("Add &location…"), "folder"_L1, nullptr},
    {Command::Quit,          Menu::File,   WORDS("&Quit"), "quit"_L1, "Ctrl+Q", true},

    {Command::Refresh,       Menu::View,   WORDS("&Refresh"), "refresh"_L1, "F5"},
    {Command::Search,        Menu::View,   WORDS("&Search"), "search"_L1, "Ctrl+K", true},
    {Command::Filter,        Menu::View,   WORDS("&Filter the tree"), "filter"_L1, "Ctrl+F"},
    {Command::NextPane,      Menu::View,   WORDS("&Next pane"), ""_L1, "F6"},
    {Command::ShowJobs,      Menu::View,   WORDS("Show &jobs"), "job"_L1, "Ctrl+J", true, true},
    {Command::ShowHistory,   Menu::View,   WORDS("&History"), "history"_L1, "Ctrl+H"},
    {Command::ShowGuide,     Menu::View,   WORDS("Show “&Getting started”"), ""_L1, nullptr, false, true},

    {Command::Reconnect,     Menu::System, WORDS("Connect &again"), "connect"_L1, nullptr},
    {Command::Disconnect,    Menu::System, WORDS("&Disconnect"), ""_L1, nullptr},
    {Command::EditConnection, Menu::System, WORDS("C&onnection…"), "settings"_L1, nullptr},
    {Command::Certificate,   Menu::System, WORDS("&Certificate…"), "shield"_L1, nullptr},
    {Command::CallMethod,    Menu::System, WORDS("Call a &method…"), "code"_L1, "Ctrl+M", true},
    {Command::RemoveSystem,  Menu::System, WORDS("Remove from the &list…"), ""_L1, nullptr, true},

    {Command::NewPool,       Menu::Pool,   WORDS("&New storage pool…"), "newpool"_L1, "Ctrl+N"},
    {Command::NewChildPool,  Menu::Pool,   WORDS("New &Hyper-V child pool…"), "hyperv"_L1, nullptr},
    {Command::NewRootPool,   Menu::Pool,   WORDS("New &cluster root pool…"), "cluster"_L1, nullptr},
    {Command::NewVolume,     Menu::Pool,   WORDS("New &volume…"), "volume"_L1, "Ctrl+Shift+V", true},
    {Command::NewExtent,     Menu::Pool,   WORDS("New free &extent…"), "extent"_L1, nullptr},
    {Command::Resize,        Menu::Pool,   WORDS("Re&size…"), "resize"_L1, nullptr, true},
    {Command::EditResources, Menu::Pool,   WORDS("Change &resources…"), "resize"_L1, nullptr},
    {Command::EditMembers,   Menu::Pool,   WORDS("Change &members…"), "list"_L1, nullptr},
    {Command::EditSettings,  Menu::Pool,   WORDS("Change se&ttings…"), "settings"_L1, nullptr},
    {Command::Rename,        Menu::Pool,   WORDS("Ren&ame…"), "rename"_L1, "F2"},
    {Command::Delete,        Menu::Pool,   WORDS("&Delete…"), "delete"_L1, "Del", true},

    {Command::NewPipe,       Menu::Pipe,   WORDS("&New pipe…"), "newpipe"_L1, "Ctrl+Shift+N"},
    {Command::EditPipe,      Menu::Pipe,   WORDS("&Change the pipe…"), "pipe"_L1, nullptr},

    {Command::CredentialSets, Menu::Tools, WORDS("Crede&ntial sets…"), "key"_L1, nullptr},
    {Command::OpenPractice,  Menu::Tools,  WORDS("Open the &practice site"), "flask"_L1, nullptr, true},
    {Command::PracticeSlow,  Menu::Tools,  WORDS("Practice: answer &slowly"), ""_L1, nullptr, true, true},
    {Command::PracticeRefuse, Menu::Tools, WORDS("Practice: &refuse calls"), ""_L1, nullptr, false, true},
    {Command::PracticeDrop,  Menu::Tools,  WORDS("Practice: &lose answers"), ""_L1, nullptr, false, true},
    {Command::PracticeSize,  Menu::Tools,  WORDS("Practice: size not s&upported (4097)"), ""_L1, nullptr, false, true},
    {Command::PracticeBusy,  Menu::Tools,  WORDS("Practice: &busy (4096)"), ""_L1, nullptr, false, true},
    {Command::StopJob,       Menu::Tools,  WORDS("Re&quest stop of the job"), "stop"_L1, nullptr, true},
    {Command::KillJob,       Menu::Tools,  WORDS("&Kill the job…"), ""_L1, nullptr},
    {Command::CheckJob,      Menu::Tools,  WORDS("C&heck again what became of it"), ""_L1, nullptr},
    {Command::JobDetails,    Menu::Tools,  WORDS("&Details of the job…"), "info"_L1, "Alt+Return"},
    {Command::RunAgain,      Menu::Tools,  WORDS("Run &again with these values…"), "refresh"_L1, nullptr},
    {Command::ReverseJob,    Menu::Tools,  WORDS("Prepare the re&verse action…"), ""_L1, nullptr},
    {Command::ClearFinished, Menu::Tools,  WORDS("&Clear finished jobs"), ""_L1, nullptr},

    {Command::About,         Menu::Help,   WORDS("&About Cistern"), "info"_L1, nullptr},
};
constexpr MenuRow menus[] = {
    {Menu::File, WORDS("&File")}, {Menu::View, WORDS("&View")}, {Menu::System, WORDS("&System")},
    {Menu::Pool, WORDS("&Pool")}, {Menu::Pipe, WORDS("P&ipe")}, {Menu::Tools, WORDS("&Tools")},
    {Menu::Help, WORDS("&Help")},
};

constexpr CommandDeed deedTable[] = {
    {Command::NewPool,       {}, {}, Deed::CreatePool},
    {Command::NewChildPool,  {}, {}, Deed::CreateChildPool},
    {Command::NewRootPool,   {}, {}, Deed::CreateRootPool},
    {Command::NewPipe,       {}, {}, Deed::CreatePipe},
    {Command::NewVolume,     iscsiTarget, "CIM_StoragePool"_L1, Deed::CreateVolume},
    {Command::NewExtent,     iscsiTarget, "CIM_StoragePool"_L1, Deed::CreateExtent},
    {Command::Resize,        iscsiTarget, "CIM_StoragePool"_L1, Deed::ModifyPool},
    {Command::EditResources, virtualization, "CIM_ResourcePool"_L1, Deed::ChangeChildResources},
    {Command::EditMembers,   hypervCluster, "CIM_ResourcePool"_L1, Deed::AddDevices},
    {Command::EditSettings,  virtualization, "CIM_ResourcePool"_L1, Deed::ChangeChildSettings},
    {Command::EditPipe,      iscsiTarget, "CIM_NetworkPipe"_L1, Deed::ModifyPipe},
    {Command::Rename,        iscsiTarget, "CIM_StoragePool"_L1, Deed::ModifyPool},
    {Command::Rename,        virtualization, "CIM_ResourcePool"_L1, Deed::ChangeChildSettings},
    {Command::Rename,        iscsiTarget, "CIM_NetworkPipe"_L1, Deed::ModifyPipe},
    {Command::Delete,        iscsiTarget, "CIM_StoragePool"_L1, Deed::DeletePool},
    {Command::Delete,        iscsiTarget, "CIM_StorageExtent"_L1, Deed::ReturnElement},
    {Command::Delete,        virtualization, "CIM_ResourcePool"_L1, Deed::DeleteChildPool},
    {Command::Delete,        hypervCluster, "CIM_ResourcePool"_L1, Deed::DeleteClusterPool},
    {Command::Delete,        iscsiTarget, "CIM_NetworkPipe"_L1, Deed::DeletePipe},
};

constexpr Command locationCommands[] = {Command::NewPool, Command::NewVolume, Command::NewExtent};
constexpr Command poolCommands[] = {Command::NewVolume, Command::Resize, Command::Rename, Command::Delete, Command::NewPool, Command::NewExtent};
constexpr Command elementCommands[] = {Command::Delete};
constexpr Command hostPoolCommands[] = {Command::NewChildPool};
constexpr Command childPoolCommands[] = {Command::EditResources, Command::EditSettings, Command::NewChildPool, Command::Delete};
constexpr Command clusterPoolCommands[] = {Command::EditMembers, Command::NewRootPool, Command::Delete};
constexpr Command pipeCommands[] = {Command::EditPipe, Command::Rename, Command::NewPipe, Command::Delete};
constexpr Command poolsHeading[] = {Command::NewPool};
constexpr Command childPoolsHeading[] = {Command::NewChildPool};
constexpr Command rootPoolsHeading[] = {Command::NewRootPool};
constexpr Command pipesHeading[] = {Command::NewPipe};
constexpr Command localCommands[] = {Command::NewPool, Command::AddLocation, Command::NewPipe, Command::NewChildPool, Command::NewRootPool, Command::CallMethod};
constexpr Command systemCommands[] = {Command::NewPool, Command::NewPipe, Command::Reconnect, Command::NewChildPool, Command::NewRootPool, Command::CallMethod, Command::Disconnect, Command::EditConnection, Command::Certificate, Command::RemoveSystem};
constexpr Command noSystemCommands[] = {Command::Connect};

// Rows of things and headings; the first that fits wins.
struct OfferedRow
{
    QLatin1StringView nameSpace;
    QLatin1StringView className;
    bool primordial;
    std::span<const Command> commands;
};
constexpr OfferedRow objectRows[] = {
    {iscsiTarget, "CIM_StoragePool"_L1, true, locationCommands},
    {iscsiTarget, "CIM_StoragePool"_L1, false, poolCommands},
    {iscsiTarget, "CIM_StorageExtent"_L1, false, elementCommands},
    {iscsiTarget, "CIM_NetworkPipe"_L1, false, pipeCommands},
    {virtualization, "CIM_ResourcePool"_L1, true, hostPoolCommands},
    {virtualization, "CIM_ResourcePool"_L1, false, childPoolCommands},
    {hypervCluster, "CIM_ResourcePool"_L1, false, clusterPoolCommands},
};
struct HeadingRow { QLatin1StringView group; std::span<const Command> commands; };
constexpr HeadingRow headingRows[] = {
    {"pools"_L1, poolsHeading}, {"hypervpools"_L1, childPoolsHeading},
    {"clusterpools"_L1, rootPoolsHeading}, {"pipes"_L1, pipesHeading},
};
// clang-format on

QString tr(const char *text)
{
    return QCoreApplication::translate("Cistern::Actions", text);
}

bool fits(const Node *node, QLatin1StringView nameSpace, QLatin1StringView className)
{
    return node && node->kind == Node::Kind::Object
        && sameNameSpace(node->instance.nameSpace(), QString(nameSpace))
        && Schema::isA(QString(nameSpace), node->instance.className(), QString(className));
}
} // namespace

std::span<const CommandRow> commandRows()
{
    return rows;
}

std::span<const MenuRow> menuRows()
{
    return menus;
}

std::span<const CommandDeed> commandDeeds()
{
    return deedTable;
}

std::optional<Deed> deedOf(Command command, const Node *node)
{
    for (const CommandDeed &row : deedTable) {
        if (row.command == command
            && (row.className.isEmpty() || fits(node, row.nameSpace, row.className)))
            return row.deed;
    }
    return std::nullopt;
}

bool asksSystem(Command command)
{
    for (const CommandDeed &row : deedTable) {
        if (row.command == command)
            return true;
    }
    return false;
}

QString selectFirstText(Command command)
{
    switch (command) {
    case Command::NewVolume:
    case Command::NewExtent:
        return tr(WORDS("Select the pool first."));
    case Command::EditResources:
    case Command::EditSettings:
        return tr(WORDS("Select a Hyper-V child pool first."));
    case Command::EditMembers:
        return tr(WORDS("Select a cluster root pool first."));
    case Command::EditPipe:
        return tr(WORDS("Select a pipe first."));
    case Command::Rename:
        return tr(WORDS("Select a pool or pipe first."));
    case Command::Delete:
        return tr(WORDS("Select a pool, volume, extent or pipe first."));
    default:
        return tr(WORDS("Select a pool first."));
    }
}

std::span<const Command> commandsFor(const Node *node)
{
    if (!node || node->systemId.isEmpty())
        return noSystemCommands;
    if (node->kind == Node::Kind::Group) {
        for (const HeadingRow &row : headingRows) {
            if (node->name == row.group)
                return row.commands;
        }
        return {};
    }
    if (node->kind != Node::Kind::Object)
        return node->systemId == localSystemId ? std::span<const Command>(localCommands)
                                               : std::span<const Command>(systemCommands);
    const bool primordial = node->instance.value(u"Primordial").toBool().value_or(false);
    for (const OfferedRow &row : objectRows) {
        if (fits(node, row.nameSpace, row.className) && (!row.primordial || primordial))
            return row.commands;
    }
    return {};
}

} // namespace Cistern
