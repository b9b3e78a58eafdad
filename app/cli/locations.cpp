// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// location add|list|remove: folders whose space the local target may use.
#include "app/cli/facts.h"
#include "app/cli/grammar.h"
#include "services/provider/provider.h"
#include "ui/text/units.h"

#include <QFileInfo>
#include <QJsonArray>

namespace Cistern::Cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct LocationOptions
{
    QString folder;
    QString name;
    std::optional<quint64> limit = {};
};

QJsonObject locationFacts(const StorageLocation &location)
{
    return {{u"id"_s, location.id},
            {u"name"_s, location.name},
            {u"folder"_s, location.folder},
            {u"limit"_s, location.limit ? QJsonValue(bytesText(*location.limit)) : QJsonValue()},
            {u"total"_s, bytesText(location.total)},
            {u"free"_s, bytesText(location.free)}};
}

class LocationAddCommand final : public Command
{
public:
    LocationAddCommand(Session &session, const LocationOptions &options)
        : Command(session), m_options(options)
    {}

    void start() override
    {
        Provider &target = services().localTarget();
        then(target.opened(), [this, &target](const Done &) {
            const QString folder = QFileInfo(m_options.folder).absoluteFilePath();
            then(target.addLocation(folder, m_options.limit, m_options.name),
                 [this](const StorageLocation &location) {
                     if (console().json())
                         console().print(locationFacts(location));
                     else
                         console().print(
                             tr("%1 gives %2").arg(location.folder, formatSize(location.free)));
                     finish();
                 });
        });
    }

private:
    LocationOptions m_options;
};

class LocationListCommand final : public Command
{
public:
    LocationListCommand(Session &session, const LocationOptions &) : Command(session) {}

    void start() override
    {
        Provider &target = services().localTarget();
        then(target.opened(), [this, &target](const Done &) {
            then(target.locations(),
                 [this](const QList<StorageLocation> &locations) { print(locations); });
        });
    }

private:
    void print(const QList<StorageLocation> &locations)
    {
        QJsonArray array;
        QList<QStringList> rows;
        for (const StorageLocation &location : locations) {
            array.append(locationFacts(location));
            rows.append({location.name, location.folder,
                         location.limit ? formatSize(*location.limit) : QString(),
                         formatSize(location.total), formatSize(location.free)});
        }
        if (console().json())
            console().print({{u"locations"_s, array}});
        else
            console().table({tr("NAME"), tr("FOLDER"), tr("LIMIT"), tr("TOTAL"), tr("FREE")}, rows);
        finish();
    }
};

class LocationRemoveCommand final : public Command
{
public:
    LocationRemoveCommand(Session &session, const LocationOptions &options)
        : Command(session), m_options(options)
    {}

    void start() override
    {
        Provider &target = services().localTarget();
        then(target.opened(), [this, &target](const Done &) {
            // An id, or a folder as it was typed.
            const QFileInfo folder(m_options.folder);
            const QString meant = folder.isDir() ? folder.absoluteFilePath() : m_options.folder;
            then(target.removeLocation(meant), [this, meant](const Done &) {
                if (console().json())
                    console().print({{u"removed"_s, meant}});
                finish();
            });
        });
    }

private:
    LocationOptions m_options;
};

} // namespace

void addLocations(Grammar &grammar)
{
    CLI::App &location = grammar.group("location",
                                       Command::tr("folders whose space this computer offers"));

    auto &add = grammar.own<LocationOptions>();
    CLI::App &addLeaf = grammar.leaf(location, "add", Command::tr("offer the space of a folder"));
    grammar.text(addLeaf, "FOLDER", add.folder, Command::tr("that is there already"))->required();
    grammar.size(addLeaf, "--limit", add.limit, Command::tr("no more than this, with unit"));
    grammar.text(addLeaf, "--name", add.name,
                 Command::tr("of its pool; the folder's name otherwise"));
    grammar.run<LocationAddCommand>(addLeaf, add);

    auto &list = grammar.own<LocationOptions>();
    grammar.run<LocationListCommand>(
        grammar.leaf(location, "list", Command::tr("with what they have left")), list);

    auto &remove = grammar.own<LocationOptions>();
    CLI::App &removeLeaf = grammar.leaf(location, "remove",
                                        Command::tr("no longer offer a folder that is not in use"));
    grammar.text(removeLeaf, "FOLDER", remove.folder, Command::tr("or the location's id"))
        ->required();
    grammar.run<LocationRemoveCommand>(removeLeaf, remove);
}

} // namespace Cistern::Cli
