// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// child-pool create|modify|delete: the wizard's checks and defaults, off what is read anew.
#include "app/cli/kinds.h"
#include "app/cli/options.h"
#include "models/childpoolcall.h"
#include "services/inventory/shape.h"
#include "services/schema/schema.h"
#include "ui/text/amounts.h"
#include "ui/text/childpoolwords.h"

#include <algorithm>
#include <optional>

namespace Cistern::Cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct ChildPoolOptions
{
    QString pool; // to modify or delete
    QString nameText;
    QString type;
    QString notes;
    QStringList parents;
    QStringList reservations;
    QStringList limits;
    QStringList weights;
    QStringList hostResources;
    bool shared = false;
    bool apart = false;
    CommitOptions commit;
};

// The option that a problem of the plan is about.
QString optionOf(const ChildPool::Problem &problem)
{
    using Kind = ChildPool::Problem::Kind;
    switch (problem.kind) {
    case Kind::TypeMissing:
        return u"--type"_s;
    case Kind::SharedOfOneParent:
    case Kind::SharedNotPossible:
        return u"--shared"_s;
    case Kind::WeightOutOfRange:
        return u"--weight"_s;
    case Kind::ResourceUnknown:
    case Kind::ResourceTwice:
        return u"--host-resource"_s;
    case Kind::BelowUse:
    case Kind::LimitRestrictsNothing:
        return u"--limit"_s;
    default:
        break;
    }
    return problem.parameter == "PoolSettings"_L1 ? u"--name"_s
        : problem.parameter == "ParentPools"_L1   ? u"--parent"_s
                                                  : u"--reservation"_s;
}

class ChildPoolCommand : public CommitCommand
{
public:
    ChildPoolCommand(Session &session, const ChildPoolOptions &options)
        : CommitCommand(session, options.commit, u"pool"_s), m_options(options)
    {}

protected:
    const ChildPoolOptions &options() const { return m_options; }
    ResourceFacts facts() const { return {m_inventory, system(), nameSpace()}; }

    // Reaches the system, reads its pools, goes on; fails when it has no Hyper-V (CP.R30) or does
    // not announce the action.
    void prepare(const QString &method, std::optional<ResourceFacts::Action> action,
                 std::function<void()> next)
    {
        m_method = Schema::methodsNamed(method).value(0);
        for (const Shape::ReadRow &row : Shape::reads()) {
            if (sameNameSpace(QString(row.nameSpace), nameSpace()))
                m_left.append(row);
        }
        reach(system(), [this, action, next = std::move(next)] {
            then(target(*m_method, {}), [this, action, next](const CimPath &) {
                read([this, action, next] {
                    if (!action || announced(*action, *m_method))
                        next();
                });
            });
        });
    }

    // Fails when it is not.
    bool announced(ResourceFacts::Action action, const MethodDecl &method)
    {
        if (facts().offers(action))
            return true;
        fail(Failure{.cause = Failure::Cause::NotSupported,
                     .code = 32770,
                     .parameter = QString(method.name)},
             &method);
        return false;
    }

    // Its path, or its name with people or as the system's own.
    Outcome<CimPath> pick(const QString &text, const std::optional<ResourceType> &type,
                          const QString &option) const
    {
        const ResourceFacts known = facts();
        const auto path = pathFrom(text);
        QList<CimPath> found;
        const auto all = known.pools();
        for (const ResourcePoolFacts &pool : all) {
            const bool named = resourcePoolName(pool).compare(text, Qt::CaseInsensitive) == 0
                || (pool.primordial && !pool.name.isEmpty()
                    && pool.name.compare(text, Qt::CaseInsensitive) == 0);
            if (path ? pool.path == *path : named && (!type || pool.type == *type))
                found.append(pool.path);
        }
        if (found.size() == 1)
            return found.first();
        return found.isEmpty() ? usage(option, tr("there is none that is called %1").arg(text))
                               : usage(option,
                                       tr("%n are called %1; say the --type or give the path",
                                          nullptr, int(found.size()))
                                           .arg(text));
    }

    // What the options say is put over the plan.
    Outcome<ChildPool::Plan> planned(ChildPool::Plan plan) const
    {
        const ResourceFacts known = facts();
        if (!m_options.nameText.isEmpty())
            plan.name = m_options.nameText;
        if (!m_options.notes.isEmpty())
            plan.notes = m_options.notes;
        if (!m_options.parents.isEmpty()) {
            QList<CimPath> parents;
            for (const QString &text : m_options.parents) {
                const Outcome<CimPath> parent = pick(text, plan.type, u"--parent"_s);
                if (!parent)
                    return parent.failure();
                parents.append(*parent);
            }
            if (parents != plan.parents)
                plan.terms.clear();
            plan.parents = parents;
        }
        if ((m_options.shared && !plan.shared) || (m_options.apart && plan.shared)) {
            plan.shared = m_options.shared;
            plan.terms.clear();
        }
        const bool wantsShared = plan.shared;
        plan = ChildPool::completed(plan, known);
        if (wantsShared != plan.shared)
            return usage(u"--shared"_s, tr("a shared limit needs two parents or more"));
        return withTerms(plan);
    }

    std::optional<Failure> problemOf(const ChildPool::Plan &plan, const CimPath &pool = {})
    {
        const auto problems = ChildPool::problems(plan, facts(), pool);
        for (const ChildPool::Problem &problem : problems) {
            const QString words = childPoolProblemText(problem, plan, facts(), system());
            if (problem.blocks())
                return usage(optionOf(problem), words);
            if (!console().json())
                console().note(words);
        }
        return std::nullopt;
    }

private:
    static QString nameSpace() { return QString(Schema::virtualization); }

    // One class after the other; the classes a system lacks hold nothing.
    void read(const std::function<void()> &next)
    {
        if (m_left.isEmpty()) {
            m_inventory.setSystems({{system(), system()}}, {});
            m_inventory.setObjects(system(), m_objects, m_links, QDateTime::currentDateTimeUtc());
            return next();
        }
        const Shape::ReadRow row = m_left.takeFirst();
        const auto question = [this, row](Connection &connection) {
            return connection.enumerate(QString(row.nameSpace), QString(row.className), this);
        };
        onDone(session().ask(system(), question), this,
               [this, row, next](const Outcome<QList<CimInstance>> &found) {
                   if (!found && found.failure().cause != Failure::Cause::NotFound)
                       return fail(found.failure(), m_method);
                   if (found)
                       (row.link ? m_links : m_objects) += *found;
                   read(next);
               });
    }

    // Given once, a figure is for each of the parents; given for each, in their order.
    Outcome<ChildPool::Plan> withTerms(ChildPool::Plan plan) const
    {
        const ResourceUnit unit = unitOf(plan, facts());
        for (qsizetype i = 0; i < plan.terms.size(); ++i) {
            ChildPool::Terms &terms = plan.terms[i];
            for (const auto &[option, texts, figure] :
                 {std::tuple{u"--reservation"_s, &m_options.reservations, &terms.reservation},
                  std::tuple{u"--limit"_s, &m_options.limits, &terms.limit}}) {
                if (const auto text = textFor(*texts, i)) {
                    const ParsedAmount amount = parseAmount(*text, unit, QLocale::c());
                    if (!amount.ok())
                        return usage(option, amount.problem);
                    *figure = amount.amount;
                }
                if (texts->size() > 1 && texts->size() != plan.terms.size())
                    return usage(option, tr("give it once, or once for each parent"));
            }
            if (const auto text = textFor(m_options.weights, i)) {
                bool ok = false;
                terms.weight = text->toUInt(&ok);
                if (!ok)
                    return usage(u"--weight"_s, tr("%1 is no whole number").arg(*text));
            }
        }
        if (!m_options.hostResources.isEmpty())
            placeResources(plan);
        return plan;
    }

    static std::optional<QString> textFor(const QStringList &texts, qsizetype place)
    {
        if (texts.isEmpty())
            return std::nullopt;
        return texts.size() == 1 ? texts.first() : texts.value(place);
    }

    // Each with the parent that has it; with the first where none tells.
    void placeResources(ChildPool::Plan &plan) const
    {
        for (ChildPool::Terms &terms : plan.terms)
            terms.hostResources.clear();
        for (const QString &resource : m_options.hostResources) {
            qsizetype place = 0;
            for (qsizetype i = 0; i < plan.terms.size() && !plan.shared; ++i) {
                if (facts().hostResources(plan.parents.at(i)).contains(resource)) {
                    place = i;
                    break;
                }
            }
            if (place < plan.terms.size())
                plan.terms[place].hostResources.append(resource);
        }
    }

    ChildPoolOptions m_options;
    const MethodDecl *m_method = nullptr;
    QList<Shape::ReadRow> m_left;
    QList<CimInstance> m_objects;
    QList<CimInstance> m_links;
    Inventory m_inventory;
};

class ChildPoolCreateCommand final : public ChildPoolCommand
{
public:
    using ChildPoolCommand::ChildPoolCommand;

    void start() override
    {
        prepare(u"CreatePool"_s, ResourceFacts::CreatePool, [this] {
            const Outcome<ResourceType> type = typeOf();
            if (!type)
                return fail(type.failure());
            const Outcome<ChildPool::Plan> plan = planned({.type = *type});
            if (!plan)
                return fail(plan.failure());
            if (const auto problem = problemOf(*plan))
                return fail(*problem);
            commit(ChildPool::create(*plan, facts()));
        });
    }

private:
    // What was asked for among the types that the system has a primordial pool of; the first
    // parent's where nothing was.
    Outcome<ResourceType> typeOf() const
    {
        const ResourceFacts known = facts();
        if (options().type.isEmpty()) {
            if (options().parents.isEmpty())
                return usage(u"--type"_s, tr("say a type, or a parent that has one"));
            const Outcome<CimPath> parent = pick(options().parents.first(), {}, u"--parent"_s);
            if (!parent)
                return parent.failure();
            return known.pool(*parent)->type;
        }
        const QString wanted = options().type;
        const ResourceTypeRow *row = resourceTypeNamed(wanted);
        QList<ResourceType> found;
        QStringList names;
        const auto types = known.types();
        for (const ResourceType &type : types) {
            names.append(resourceTypeName(type));
            const bool numbered = QString::number(type.number) == wanted;
            const bool named = row
                && type == ResourceType{.number = row->number, .subType = QString(row->text)};
            if (numbered || named || type.text().compare(wanted, Qt::CaseInsensitive) == 0)
                found.append(type);
        }
        if (found.size() == 1)
            return found.first();
        return usage(u"--type"_s,
                     found.isEmpty()
                         ? tr("%1 has no pool of the type %2; it has %3")
                               .arg(system(), wanted, QLocale::c().createSeparatedList(names))
                         : tr("%1 stands for several types; write its name").arg(wanted));
    }
};

class ChildPoolModifyCommand final : public ChildPoolCommand
{
public:
    using ChildPoolCommand::ChildPoolCommand;

    void start() override
    {
        prepare(u"ModifyPoolSettings"_s, std::nullopt, [this] {
            const Outcome<CimPath> pool = pick(options().pool, {}, u"POOL"_s);
            if (!pool)
                return fail(pool.failure());
            const ResourceFacts known = facts();
            if (known.pool(*pool)->primordial)
                return fail(usage(u"POOL"_s, tr("a primordial pool can't be changed")));
            const Outcome<ChildPool::Plan> plan = planned(ChildPool::planOfPool(*pool, known));
            if (!plan)
                return fail(plan.failure());
            const auto calls = ChildPool::change(*pool, *plan, known);
            if (calls.isEmpty())
                return fail(usage(u"POOL"_s, tr("nothing of it would change")));
            for (const MethodCall &call : calls) { // each with an announcement of its own (CP.R27)
                const bool settings = call.decl().name == "ModifyPoolSettings"_L1;
                if (!announced(settings ? ResourceFacts::ModifySettings
                                        : ResourceFacts::ModifyResources,
                               call.decl()))
                    return;
            }
            if (const auto problem = problemOf(*plan, *pool))
                return fail(*problem);
            commitInTurn(calls);
        });
    }
};

class ChildPoolDeleteCommand final : public ChildPoolCommand
{
public:
    using ChildPoolCommand::ChildPoolCommand;

    void start() override
    {
        prepare(u"DeletePool"_s, ResourceFacts::DeletePool, [this] {
            const Outcome<CimPath> pool = pick(options().pool, {}, u"POOL"_s);
            if (!pool)
                return fail(pool.failure());
            if (facts().pool(*pool)->primordial)
                return fail(usage(u"POOL"_s, tr("a primordial pool can't be deleted")));
            commit(ChildPool::destroy(*pool, facts()));
        });
    }
};

QString blankProblem(const QString &name)
{
    return name.trimmed().isEmpty() ? Command::tr("a name is more than blanks") : QString();
}

void termsGrammar(Grammar &grammar, CLI::App &leaf, ChildPoolOptions &options)
{
    grammar.text(leaf, "--notes", options.notes, Command::tr("for people; kept with the pool"));
    grammar
        .list(leaf, "--parent", options.parents,
              Command::tr("pool to draw from, by name or path; may be given again"))
        ->type_name("POOL");
    grammar.list(leaf, "--reservation", options.reservations,
                 Command::tr("what is always there for it (4GiB, 1.5 processors); once, or once "
                             "for each parent"));
    grammar.list(leaf, "--limit", options.limits,
                 Command::tr("the most it may ever use, 0 for none; once, or once for each "
                             "parent"));
    grammar.list(leaf, "--weight", options.weights,
                 Command::tr("share among pools that compete; once, or once for each parent"));
    grammar.list(leaf, "--host-resource", options.hostResources,
                 Command::tr("folder, or path of a switch or port, to take from a parent; may be "
                             "given again"));
    addCommitOptions(grammar, leaf, options.commit);
}

} // namespace

void addChildPools(Grammar &grammar)
{
    CLI::App &group = grammar.group("child-pool",
                                    Command::tr("create, change or delete a Hyper-V child pool"));

    auto &create = grammar.own<ChildPoolOptions>();
    CLI::App &createLeaf = grammar.leaf(group, "create", Command::tr("make a child pool"));
    CLI::Option *name = grammar.text(createLeaf, "--name", create.nameText,
                                     Command::tr("of the pool"));
    name->required();
    check(name, blankProblem);
    grammar.text(createLeaf, "--type", create.type,
                 Command::tr("name or number of the resource type; that of the first parent "
                             "otherwise"));
    grammar.flag(createLeaf, "--shared", create.shared,
                 Command::tr("one limit for all parents together"));
    termsGrammar(grammar, createLeaf, create);
    grammar.run<ChildPoolCreateCommand>(createLeaf, create);

    auto &modify = grammar.own<ChildPoolOptions>();
    CLI::App &modifyLeaf = grammar.leaf(group, "modify",
                                        Command::tr("change settings, then parents and terms"));
    grammar.text(modifyLeaf, "POOL", modify.pool, Command::tr("name or path"))->required();
    check(grammar.text(modifyLeaf, "--name", modify.nameText, Command::tr("the new name")),
          blankProblem);
    CLI::Option *shared = grammar.flag(modifyLeaf, "--shared", modify.shared,
                                       Command::tr("one limit for all parents together"));
    grammar.flag(modifyLeaf, "--apart", modify.apart, Command::tr("one limit for each parent"))
        ->excludes(shared);
    termsGrammar(grammar, modifyLeaf, modify);
    grammar.run<ChildPoolModifyCommand>(modifyLeaf, modify);

    auto &remove = grammar.own<ChildPoolOptions>();
    CLI::App &removeLeaf = grammar.leaf(group, "delete",
                                        Command::tr("delete a child pool nothing draws from"));
    grammar.text(removeLeaf, "POOL", remove.pool, Command::tr("name or path"))->required();
    addCommitOptions(grammar, removeLeaf, remove.commit);
    grammar.run<ChildPoolDeleteCommand>(removeLeaf, remove);
}

} // namespace Cistern::Cli
