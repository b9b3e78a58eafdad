// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// pool create|modify|delete: the wizard's checks and defaults.
#include "app/cli/kinds.h"
#include "app/cli/options.h"
#include "app/cli/storage.h"

namespace Cistern::Cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct PoolOptions
{
    QString pool; // to modify or delete
    QString nameText;
    std::optional<quint64> size = {};
    QStringList from;
    QStringList extents;
    QString goal;
    QStringList quality;
    CommitOptions commit;
};

class PoolEditCommand : public StorageCommand
{
public:
    PoolEditCommand(Session &session, const PoolOptions &options)
        : StorageCommand(session, options.commit, u"pool"_s), m_options(options)
    {}

protected:
    const PoolOptions &options() const { return m_options; }

    // The sources among what was read; the pools are the default ones when the person named none.
    void build(const QStringList &defaultSources)
    {
        m_call = newCall();
        if (!m_options.nameText.isEmpty())
            m_call.setArgument(u"ElementName", CimValue::string(m_options.nameText));
        if (m_options.size)
            m_call.setArgument(u"Size", CimValue::uint64(*m_options.size));
        QStringList from;
        for (const QString &text : m_options.from) {
            const Outcome<CimPath> pool = pick(pools(), text, u"--from"_s);
            if (!pool)
                return fail(pool.failure());
            from.append(pool->toText());
        }
        if (from.isEmpty() && m_options.extents.isEmpty())
            from = defaultSources;
        if ((from.size() == 1 && !announces(Feature::OnePool) && !announces(Feature::SeveralPools))
            || (from.size() > 1 && !announces(Feature::SeveralPools)))
            return notOffered(u"InPools"_s);
        if (!m_options.extents.isEmpty() && !announces(Feature::InExtents))
            return notOffered(u"InExtents"_s);
        m_call.setArgument(u"InPools", CimValue::strings(from));
        if (m_options.extents.isEmpty())
            return addGoal(from.value(0));
        readDevices([this, from] {
            QStringList extents;
            for (const QString &text : m_options.extents) {
                const Outcome<CimPath> extent = pick(devices(), text, u"--extent"_s);
                if (!extent)
                    return fail(extent.failure());
                extents.append(extent->toText());
            }
            m_call.setArgument(u"InExtents", CimValue::strings(extents));
            addGoal(from.value(0));
        });
    }

    MethodCall &call() { return m_call; }
    void setPool(const CimPath &pool) { m_pool = pool; }

private:
    void notOffered(const QString &parameter)
    {
        fail(Failure{.cause = Failure::Cause::NotSupported, .code = 1, .parameter = parameter},
             &m_call.decl());
    }

    void addGoal(const QString &source)
    {
        if (!m_pool.isEmpty())
            m_call.setArgument(u"Pool", CimValue::reference(m_pool));
        if (!m_options.goal.isEmpty())
            m_call.setArgument(u"Goal", CimValue::reference(*pathFrom(m_options.goal)));
        if (m_options.quality.isEmpty())
            return commit(m_call);
        // Of a source, or of the pool itself when its sources stay.
        const CimPath pool = source.isEmpty() ? m_pool : *pathFrom(source);
        if (pool.isEmpty())
            return fail(
                usage(u"--quality"_s, tr("name a pool with --from whose capabilities count")));
        withQuality(pool, m_options.quality, [this](const SettingRequest &setting) {
            m_call.setting = setting;
            commit(m_call);
        });
    }

    PoolOptions m_options;
    MethodCall m_call;
    CimPath m_pool;
};

class PoolCreateCommand final : public PoolEditCommand
{
public:
    using PoolEditCommand::PoolEditCommand;

    void start() override
    {
        prepare(u"CreateOrModifyStoragePool"_s, Action::CreatePool, [this] {
            QStringList primordial;
            for (const CimInstance &pool : pools()) {
                if (pool.value(u"Primordial").toBool().value_or(false))
                    primordial.append(pool.path().toText());
            }
            if (primordial.size() != 1 && options().from.isEmpty() && options().extents.isEmpty())
                return fail(usage(
                    u"--from"_s,
                    primordial.isEmpty()
                        ? tr("there is no pool to take space from")
                        : tr("there are %n pools to take space from; name one with --from POOL",
                             nullptr, int(primordial.size()))));
            build(primordial);
        });
    }
};

class PoolModifyCommand final : public PoolEditCommand
{
public:
    using PoolEditCommand::PoolEditCommand;

    void start() override
    {
        prepare(u"CreateOrModifyStoragePool"_s, Action::ModifyPool, [this] {
            const Outcome<CimPath> pool = pick(pools(), options().pool, u"POOL"_s);
            if (!pool)
                return fail(pool.failure());
            setPool(*pool);
            const auto size = totalOf(*pool);
            const bool grows = options().size && size && *options().size > *size;
            const bool shrinks = options().size && size && *options().size < *size;
            if ((grows && !announces(Feature::Grow)) || (shrinks && !announces(Feature::Shrink)))
                return fail(Failure{
                    .cause = Failure::Cause::NotSupported, .code = 1, .parameter = u"Size"_s});
            build({});
        });
    }

private:
    std::optional<quint64> totalOf(const CimPath &path) const
    {
        for (const CimInstance &pool : pools()) {
            if (pool.path() == path)
                return pool.value(u"TotalManagedSpace").toUnsigned();
        }
        return std::nullopt;
    }
};

class PoolDeleteCommand final : public StorageCommand
{
public:
    PoolDeleteCommand(Session &session, const PoolOptions &options)
        : StorageCommand(session, options.commit, u"pool"_s), m_pool(options.pool)
    {}

    void start() override
    {
        prepare(u"DeleteStoragePool"_s, Action::DeletePool, [this] {
            const Outcome<CimPath> pool = pick(pools(), m_pool, u"POOL"_s);
            if (!pool)
                return fail(pool.failure());
            MethodCall call = newCall();
            call.setArgument(u"Pool", CimValue::reference(*pool));
            commit(call);
        });
    }

private:
    QString m_pool;
};

void editGrammar(Grammar &grammar, CLI::App &leaf, PoolOptions &options, const QString &sizeHelp)
{
    check(grammar.text(leaf, "--name", options.nameText,
                       Command::tr("of the pool; the system chooses one otherwise")),
          nameProblem);
    grammar.size(leaf, "--size", options.size, sizeHelp);
    grammar
        .list(leaf, "--from", options.from,
              Command::tr("pool to take space from, by name or path; may be given again"))
        ->type_name("POOL");
    grammar.list(leaf, "--extent", options.extents,
                 Command::tr("free extent to use, by name or path; may be given again"));
    CLI::Option *goal = grammar.text(leaf, "--goal", options.goal,
                                     Command::tr("path of a setting that says the quality"));
    check(goal, [](const QString &text) {
        return pathFrom(text) ? QString() : Command::tr("%1 is no path of an object").arg(text);
    });
    grammar
        .list(leaf, "--quality", options.quality,
              Command::tr("NAME=VALUE of a setting made for it; may be given again"))
        ->excludes(goal);
    addCommitOptions(grammar, leaf, options.commit);
}

} // namespace

void addPools(Grammar &grammar)
{
    CLI::App &pool = grammar.group("pool", Command::tr("create, change or delete a storage pool"));

    auto &create = grammar.own<PoolOptions>();
    CLI::App &createLeaf = grammar.leaf(pool, "create", Command::tr("make a storage pool"));
    editGrammar(grammar, createLeaf, create,
                Command::tr("with unit (256MiB); all that is free otherwise"));
    grammar.run<PoolCreateCommand>(createLeaf, create);

    auto &modify = grammar.own<PoolOptions>();
    CLI::App &modifyLeaf = grammar.leaf(pool, "modify",
                                        Command::tr("rename, resize or change the sources"));
    grammar.text(modifyLeaf, "POOL", modify.pool, Command::tr("name or path"))->required();
    editGrammar(grammar, modifyLeaf, modify, Command::tr("the new total, with unit"));
    grammar.run<PoolModifyCommand>(modifyLeaf, modify);

    auto &remove = grammar.own<PoolOptions>();
    CLI::App &removeLeaf = grammar.leaf(pool, "delete",
                                        Command::tr("delete a pool without volumes"));
    grammar.text(removeLeaf, "POOL", remove.pool, Command::tr("name or path"))->required();
    addCommitOptions(grammar, removeLeaf, remove.commit);
    grammar.run<PoolDeleteCommand>(removeLeaf, remove);
}

} // namespace Cistern::Cli
