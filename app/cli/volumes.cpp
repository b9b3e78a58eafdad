// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// volume create|delete
#include "app/cli/options.h"
#include "app/cli/storage.h"
#include "services/schema/schema.h"

namespace Cistern::Cli {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr quint16 storageVolume = 2; // ElementType

struct VolumeOptions
{
    QString volume; // to delete
    QString name;
    std::optional<quint64> size = {};
    QString from;
    QStringList quality;
    CommitOptions commit;
};

class VolumeCreateCommand final : public StorageCommand
{
public:
    VolumeCreateCommand(Session &session, const VolumeOptions &options)
        : StorageCommand(session, options.commit, u"volume"_s), m_options(options)
    {}

    void start() override
    {
        prepare(u"CreateOrModifyElementFromStoragePool"_s, Action::CreateElement, [this] {
            const Outcome<CimPath> pool = source();
            if (!pool)
                return fail(pool.failure());
            MethodCall call = newCall();
            if (!m_options.name.isEmpty())
                call.setArgument(u"ElementName", CimValue::string(m_options.name));
            call.setArgument(u"ElementType", CimValue::uint16(storageVolume));
            if (m_options.size)
                call.setArgument(u"Size", CimValue::uint64(*m_options.size));
            call.setArgument(u"InPool", CimValue::reference(*pool));
            if (m_options.quality.isEmpty())
                return commit(call);
            withQuality(*pool, m_options.quality,
                        [this, call](const SettingRequest &setting) mutable {
                            call.setting = setting;
                            commit(call);
                        });
        });
    }

private:
    // The only pool somebody made, when none is named: volumes don't come from primordial ones by
    // accident.
    Outcome<CimPath> source() const
    {
        if (!m_options.from.isEmpty())
            return pick(pools(), m_options.from, u"--from"_s);
        QList<CimPath> made;
        for (const CimInstance &pool : pools()) {
            if (!pool.value(u"Primordial").toBool().value_or(false))
                made.append(pool.path());
        }
        if (made.size() == 1)
            return made.first();
        return usage(
            u"--from"_s,
            made.isEmpty()
                ? tr("there is no pool yet; make one with `cistern-cli pool create`")
                : tr("there are %n pools; name one with --from POOL", nullptr, int(made.size())));
    }

    VolumeOptions m_options;
};

class VolumeDeleteCommand final : public StorageCommand
{
public:
    VolumeDeleteCommand(Session &session, const VolumeOptions &options)
        : StorageCommand(session, options.commit, u"volume"_s), m_volume(options.volume)
    {}

    void start() override
    {
        prepare(u"ReturnToStoragePool"_s, Action::ReturnElement, [this] {
            readDevices([this] {
                QList<CimInstance> volumes;
                for (const CimInstance &device : devices()) {
                    if (Schema::isA(QString(Schema::iscsiTarget), device.className(),
                                    u"CIM_StorageVolume"))
                        volumes.append(device);
                }
                const Outcome<CimPath> volume = pick(volumes, m_volume, u"VOLUME"_s);
                if (!volume)
                    return fail(volume.failure());
                MethodCall call = newCall();
                call.setArgument(u"TheElement", CimValue::reference(*volume));
                commit(call);
            });
        });
    }

private:
    QString m_volume;
};

} // namespace

void addVolumes(Grammar &grammar)
{
    CLI::App &volume = grammar.group("volume", Command::tr("create or delete a volume"));

    auto &create = grammar.own<VolumeOptions>();
    CLI::App &createLeaf = grammar.leaf(volume, "create", Command::tr("make a volume in a pool"));
    check(grammar.text(createLeaf, "--name", create.name,
                       Command::tr("of the volume; the system chooses one otherwise")),
          nameProblem);
    grammar.size(createLeaf, "--size", create.size,
                 Command::tr("with unit (64MiB); all that is free otherwise"));
    grammar
        .text(createLeaf, "--from", create.from,
              Command::tr("the pool, by name or path; the only one otherwise"))
        ->type_name("POOL");
    grammar.list(createLeaf, "--quality", create.quality,
                 Command::tr("NAME=VALUE of a setting made for it; may be given again"));
    addCommitOptions(grammar, createLeaf, create.commit);
    grammar.run<VolumeCreateCommand>(createLeaf, create);

    auto &remove = grammar.own<VolumeOptions>();
    CLI::App &removeLeaf = grammar.leaf(volume, "delete",
                                        Command::tr("delete a volume and what is in it"));
    grammar.text(removeLeaf, "VOLUME", remove.volume, Command::tr("name, id or path"))->required();
    addCommitOptions(grammar, removeLeaf, remove.commit);
    grammar.run<VolumeDeleteCommand>(removeLeaf, remove);
}

} // namespace Cistern::Cli
