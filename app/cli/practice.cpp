// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// practice: three systems to learn on, and switches for what they do wrong.
#include "app/cli/grammar.h"
#include "app/practicesystems.h"
#include "services/core/onpool.h"

#include <QDir>
#include <QJsonArray>

#include <algorithm>

namespace Cistern::Cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct PracticeOptions
{
    QStringList faults; // NAME, NAME=on, NAME=off
};

struct Wish
{
    PracticeSwitch which;
    bool on;
};

std::optional<Wish> wishOf(const QString &text)
{
    const QString state = text.contains(u'=') ? text.section(u'=', 1) : u"on"_s;
    for (const PracticeSwitchName &row : practiceSwitches()) {
        if (text.section(u'=', 0, 0).compare(row.name, Qt::CaseInsensitive) == 0
            && (state == "on"_L1 || state == "off"_L1))
            return Wish{row.which, state == "on"_L1};
    }
    return {};
}

QString switchNames()
{
    QStringList names;
    for (const PracticeSwitchName &row : practiceSwitches())
        names.append(row.name);
    return names.join(u", "_s);
}

// What there is when all is done.
struct SiteFacts
{
    QStringList systems;
    QStringList faults; // that are on
};

Outcome<SiteFacts> changed(const PracticeSite &site, const QStringList &faults)
{
    for (const QString &fault : faults) {
        const auto wish = wishOf(fault);
        if (const auto done = site.set(wish->which, wish->on); !done)
            return done.failure();
    }
    SiteFacts facts{.systems = site.systems(), .faults = {}};
    for (const PracticeSwitchName &row : practiceSwitches()) {
        if (site.isOn(row.which))
            facts.faults.append(row.name);
    }
    return facts;
}

class PracticeCommand final : public Command
{
public:
    PracticeCommand(Session &session, const PracticeOptions &options)
        : Command(session), m_options(options)
    {}

    void start() override
    {
        const QString folder = session().options().store;
        if (folder.isEmpty())
            return then(session().load(this), [this](const Done &) {
                then(addPracticeSite(services(), this),
                     [this](const QStringList &) { change(practiceSite(services()), {}); });
            });
        const PracticeSite site(QDir(folder).absolutePath());
        then(makePracticeSite(site, this),
             [this, site](const Done &) { change(site, site.folder()); });
    }

private:
    void change(const PracticeSite &site, const QString &store)
    {
        const auto done = onPool(
            [site, faults = m_options.faults] { return changed(site, faults); });
        then(done, [this, site, store](const SiteFacts &facts) { print(site, store, facts); });
    }

    void print(const PracticeSite &site, const QString &store, const SiteFacts &facts)
    {
        if (console().json()) {
            console().print({{u"site"_s, site.folder()},
                             {u"systems"_s, QJsonArray::fromStringList(facts.systems)},
                             {u"faults"_s, QJsonArray::fromStringList(facts.faults)}});
            return finish();
        }
        console().print(tr("Practice site in %1").arg(site.folder()));
        for (const QString &system : facts.systems) {
            const QString with = store.isEmpty() ? QString() : u" --store "_s + store;
            console().print(u"  cistern-cli list pools --system %1%2"_s.arg(system, with));
        }
        if (!facts.faults.isEmpty())
            console().print(tr("Faults that are on: %1").arg(facts.faults.join(u", "_s)));
        finish();
    }

    PracticeOptions m_options;
};

} // namespace

void addPractice(Grammar &grammar)
{
    auto &options = grammar.own<PracticeOptions>();
    CLI::App &leaf = grammar.leaf(
        "practice", Command::tr("make three systems to learn on, or tell them what to do wrong"));
    CLI::Option *fault = grammar.list(
        leaf, "--fault", options.faults,
        Command::tr("%1; with =off to end it; may be given again").arg(switchNames()));
    fault->type_name("NAME[=on|off]");
    check(fault, [](const QString &text) {
        return wishOf(text) ? QString()
                            : Command::tr("%1 is no fault; there are %2").arg(text, switchNames());
    });
    grammar.run<PracticeCommand>(leaf, options);
}

} // namespace Cistern::Cli
