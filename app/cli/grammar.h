// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// How the command groups declare themselves: leaves with options whose values become a command.
// Lives as long as one parse; GUI thread.
#pragma once

#include "app/cli/commandline.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <memory>
#include <vector>

namespace Cistern::Cli {

class Grammar
{
public:
    Grammar(CLI::App &app, MakeCommand &make) : m_app(app), m_make(make) {}

    // A group holds leaves ("pool"), a leaf is a command ("create").
    CLI::App &group(const char *word, const QString &help);
    CLI::App &leaf(CLI::App &parent, const char *word, const QString &help);
    CLI::App &leaf(const char *word, const QString &help) { return leaf(m_app, word, help); }

    CLI::Option *text(CLI::App &leaf, const char *name, QString &target, const QString &help);
    // Where "" says something else than nothing.
    CLI::Option *optionalText(CLI::App &leaf, const char *name, std::optional<QString> &target,
                              const QString &help);
    CLI::Option *list(CLI::App &leaf, const char *name, QStringList &target,
                      const QString &help); // name given again for each
    CLI::Option *words(CLI::App &leaf, const char *name, QStringList &target,
                       const QString &help); // positional
    CLI::Option *size(CLI::App &leaf, const char *name, std::optional<quint64> &target,
                      const QString &help);
    CLI::Option *flag(CLI::App &leaf, const char *name, bool &target, const QString &help);

    // Values that live until the parse is over.
    template<class Options>
    Options &own()
    {
        auto options = std::make_shared<Options>();
        m_owned.push_back(options);
        return *options;
    }
    // The leaf was chosen: its command gets a copy of what was read.
    template<class C, class Options>
    void run(CLI::App &leaf, const Options &options)
    {
        leaf.callback([this, &options] {
            m_make = [options](Session &session) { return std::make_unique<C>(session, options); };
        });
    }

private:
    CLI::App &m_app;
    MakeCommand &m_make;
    std::vector<std::shared_ptr<void>> m_owned;
};

// Says why text is not good; empty when it is.
using Check = std::function<QString(const QString &)>;
void check(CLI::Option *option, const Check &check);

// One a file.
void addSystems(Grammar &grammar);
void addSystemChanges(Grammar &grammar, CLI::App &system); // of the group
void addCredentials(Grammar &grammar);
void addObjects(Grammar &grammar);
void addMethods(Grammar &grammar);
void addPools(Grammar &grammar);
void addChildPools(Grammar &grammar);
void addRootPools(Grammar &grammar);
void addVolumes(Grammar &grammar);
void addPipes(Grammar &grammar);
void addJobs(Grammar &grammar);
void addLocations(Grammar &grammar);
void addServing(Grammar &grammar);
void addPeers(Grammar &grammar);
void addPractice(Grammar &grammar);
void addTrust(Grammar &grammar);

} // namespace Cistern::Cli
