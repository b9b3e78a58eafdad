// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// root-pool create|add|remove|delete: the wizard's checks and defaults.
#include "app/cli/kinds.h"
#include "app/cli/options.h"
#include "models/rootpoolcall.h"

namespace Cistern::Cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct RootPoolOptions
{
    QString pool; // to change or delete
    QString nameText;
    QString type;
    QStringList devices;
    CommitOptions commit;
};

// A decimal code of the value map, or its name in any letter case.
std::optional<quint16> typeFrom(const QString &text)
{
    for (const CodeName &code : ClusterFacts::types()) {
        const auto number = quint16(code.first);
        if (text == QString::number(number)
            || text.compare(QLatin1StringView(code.label), Qt::CaseInsensitive) == 0
            || text.compare(ClusterFacts::typeName(number), Qt::CaseInsensitive) == 0)
            return number;
    }
    return {};
}

class RootPoolCommand : public CommitCommand
{
public:
    RootPoolCommand(Session &session, const RootPoolOptions &options)
        : CommitCommand(session, options.commit, u"pool"_s), m_options(options)
    {}

protected:
    const RootPoolOptions &options() const { return m_options; }

    // Reads what the cluster is made of, then goes on; fails where the action is not announced.
    void prepare(const QString &method, ClusterFacts::Action action,
                 std::function<void(const ClusterFacts &)> next)
    {
        const MethodDecl *decl = Schema::findMethod(
            QString(Schema::hypervCluster), u"CIM_ResourcePoolConfigurationService", method);
        reach(system(), [this, decl, action, next] {
            then(target(*decl, {}), [this, decl, action, next](const CimPath &) {
                read(0, [this, decl, action, next] {
                    const ClusterFacts facts(m_objects, m_links);
                    if (!facts.offers(action))
                        return fail(Failure{.cause = Failure::Cause::NotSupported,
                                            .code = 1,
                                            .parameter = QString(decl->name)},
                                    decl);
                    next(facts);
                });
            });
        });
    }

    // In the order in which they were named; nothing after a failure, which ends the command.
    std::optional<QList<CimPath>> devices()
    {
        QList<CimPath> found;
        for (const QString &text : m_options.devices) {
            const Outcome<CimPath> device = pick(objectsOf(u"CIM_LogicalDevice"), text,
                                                 u"--device"_s);
            if (!device) {
                fail(device.failure());
                return {};
            }
            found.append(*device);
        }
        return found;
    }

    std::optional<CimPath> pool()
    {
        const Outcome<CimPath> found = pick(objectsOf(u"CIM_ResourcePool"), m_options.pool,
                                            u"POOL"_s);
        if (found)
            return *found;
        fail(found.failure());
        return {};
    }

    // What blocks ends the command before anything is sent; a hint is told.
    void commitChecked(const QList<RootPool::Problem> &problems, const MethodCall &call)
    {
        for (const RootPool::Problem &problem : problems) {
            if (problem.blocks)
                return fail(usage(problem.parameter, problem.text));
        }
        for (const RootPool::Problem &problem : problems)
            console().note(problem.text);
        commit(call);
    }

private:
    QList<CimInstance> objectsOf(QStringView className) const
    {
        QList<CimInstance> found;
        for (const CimInstance &object : m_objects) {
            if (object.decl() && object.decl()->isA(className))
                found.append(object);
        }
        return found;
    }

    // One class after the other; one that the system does not have is empty.
    void read(size_t place, const std::function<void()> &next)
    {
        const auto objects = ClusterFacts::objectClasses();
        const auto links = ClusterFacts::linkClasses();
        if (place == objects.size() + links.size())
            return next();
        const bool isLink = place >= objects.size();
        const QString name = isLink ? links[place - objects.size()] : objects[place];
        const auto question = [this, name](Connection &connection) {
            return connection.enumerate(QString(Schema::hypervCluster), name, this);
        };
        onDone(session().ask(system(), question), this,
               [this, place, isLink, next](const Outcome<QList<CimInstance>> &found) {
                   if (!found && found.failure().cause != Failure::Cause::NotFound)
                       return fail(found.failure());
                   if (found)
                       (isLink ? m_links : m_objects) += *found;
                   read(place + 1, next);
               });
    }

    RootPoolOptions m_options;
    QList<CimInstance> m_objects;
    QList<CimInstance> m_links;
};

class RootPoolCreateCommand final : public RootPoolCommand
{
public:
    using RootPoolCommand::RootPoolCommand;

    void start() override
    {
        prepare(u"CreateResourcePool"_s, ClusterFacts::CreateRootPool,
                [this](const ClusterFacts &facts) {
                    const auto chosen = devices();
                    if (!chosen)
                        return;
                    const RootPool::Plan plan{
                        .name = options().nameText,
                        .type = options().type.isEmpty() ? std::nullopt : typeFrom(options().type),
                        .devices = *chosen};
                    commitChecked(RootPool::problems(plan, facts),
                                  RootPool::create(facts.service(), plan, facts));
                });
    }
};

class RootPoolMembersCommand : public RootPoolCommand
{
public:
    RootPoolMembersCommand(Session &session, const RootPoolOptions &options, bool adds)
        : RootPoolCommand(session, options), m_adds(adds)
    {}

    void start() override
    {
        prepare(m_adds ? u"AddResourcesToResourcePool"_s : u"RemoveResourcesFromResourcePool"_s,
                m_adds ? ClusterFacts::AddDevices : ClusterFacts::RemoveDevices,
                [this](const ClusterFacts &facts) {
                    const auto chosen = devices();
                    const auto changed = chosen ? pool() : std::nullopt;
                    if (changed)
                        change(facts, *changed, *chosen);
                });
    }

private:
    void change(const ClusterFacts &facts, const CimPath &pool, const QList<CimPath> &chosen)
    {
        const RootPoolFacts *present = facts.pool(pool);
        QList<CimPath> members = present ? present->devices : QList<CimPath>();
        for (const CimPath &device : chosen) {
            if (members.contains(device) == m_adds)
                return fail(usage(u"--device"_s,
                                  m_adds ? tr("%1 is in the pool already").arg(facts.nameOf(device))
                                         : tr("%1 is not in the pool").arg(facts.nameOf(device))));
            if (m_adds)
                members.append(device);
            else
                members.removeAll(device);
        }
        commitChecked(RootPool::memberProblems(pool, members, facts),
                      m_adds ? RootPool::add(facts.service(), pool, chosen)
                             : RootPool::remove(facts.service(), pool, chosen));
    }

    bool m_adds;
};

class RootPoolAddCommand final : public RootPoolMembersCommand
{
public:
    RootPoolAddCommand(Session &session, const RootPoolOptions &options)
        : RootPoolMembersCommand(session, options, true)
    {}
};

class RootPoolRemoveCommand final : public RootPoolMembersCommand
{
public:
    RootPoolRemoveCommand(Session &session, const RootPoolOptions &options)
        : RootPoolMembersCommand(session, options, false)
    {}
};

class RootPoolDeleteCommand final : public RootPoolCommand
{
public:
    using RootPoolCommand::RootPoolCommand;

    void start() override
    {
        prepare(u"DeleteResourcePool"_s, ClusterFacts::DeletePool,
                [this](const ClusterFacts &facts) {
                    if (const auto doomed = pool())
                        commit(RootPool::destroy(facts.service(), *doomed));
                });
    }
};

CLI::Option *deviceGrammar(Grammar &grammar, CLI::App &leaf, RootPoolOptions &options)
{
    return grammar
        .list(leaf, "--device", options.devices,
              Command::tr("device by path, name or ID; may be given again"))
        ->type_name("DEVICE");
}

template<class C>
void changeGrammar(Grammar &grammar, CLI::App &group, const char *word, const QString &help,
                   bool devices)
{
    auto &options = grammar.own<RootPoolOptions>();
    CLI::App &leaf = grammar.leaf(group, word, help);
    grammar.text(leaf, "POOL", options.pool, Command::tr("name or path"))->required();
    if (devices)
        deviceGrammar(grammar, leaf, options)->required();
    addCommitOptions(grammar, leaf, options.commit);
    grammar.run<C>(leaf, options);
}

} // namespace

void addRootPools(Grammar &grammar)
{
    CLI::App &group = grammar.group(
        "root-pool", Command::tr("create, change or delete a root pool of a cluster"));

    auto &create = grammar.own<RootPoolOptions>();
    CLI::App &leaf = grammar.leaf(group, "create", Command::tr("make a root pool of devices"));
    grammar.text(leaf, "--name", create.nameText,
                 Command::tr("of the pool; the system chooses one otherwise"));
    check(grammar.text(leaf, "--type", create.type,
                       Command::tr("resource type, by name or number; that of the first device "
                                   "otherwise")),
          [](const QString &text) {
              return typeFrom(text) ? QString() : Command::tr("%1 is no resource type").arg(text);
          });
    deviceGrammar(grammar, leaf, create);
    addCommitOptions(grammar, leaf, create.commit);
    grammar.run<RootPoolCreateCommand>(leaf, create);

    changeGrammar<RootPoolAddCommand>(grammar, group, "add", Command::tr("add devices to it"),
                                      true);
    changeGrammar<RootPoolRemoveCommand>(grammar, group, "remove",
                                         Command::tr("take devices out of it"), true);
    changeGrammar<RootPoolDeleteCommand>(
        grammar, group, "delete", Command::tr("delete it; its devices are free again"), false);
}

} // namespace Cistern::Cli
