// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/jobtext.h"

#include "models/pipefacts.h"
#include "models/storagefacts.h"
#include "services/jobs/calleffect.h"
#include "services/schema/jobstate.h"
#include "services/systems/systembook.h"
#include "ui/text/units.h"

#include <QCoreApplication>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
struct Jobs
{
    Q_DECLARE_TR_FUNCTIONS(Job)
};

// Methods whose work needs no more than a name to be told; %1 is the name.
struct Title
{
    QLatin1StringView method;
    const char *words;
    const char *unnamed;
    const char *problem; // what did not come about
};
// clang-format off
constexpr Title titles[] = {
    {"CreatePool"_L1, QT_TRANSLATE_NOOP("Job", "Create child pool “%1”"), QT_TRANSLATE_NOOP("Job", "Create a child pool"), QT_TRANSLATE_NOOP("Job", "Child pool “%1” was not created.")},
    {"ModifyPoolSettings"_L1, QT_TRANSLATE_NOOP("Job", "Change the settings of “%1”"), QT_TRANSLATE_NOOP("Job", "Change the settings of a pool"), QT_TRANSLATE_NOOP("Job", "The settings of “%1” were not changed.")},
    {"ModifyPoolResources"_L1, QT_TRANSLATE_NOOP("Job", "Change the resources of “%1”"), QT_TRANSLATE_NOOP("Job", "Change the resources of a pool"), QT_TRANSLATE_NOOP("Job", "The resources of “%1” were not changed.")},
    {"DeletePool"_L1, QT_TRANSLATE_NOOP("Job", "Delete child pool “%1”"), QT_TRANSLATE_NOOP("Job", "Delete a child pool"), QT_TRANSLATE_NOOP("Job", "“%1” was not deleted.")},
    {"CreateResourcePool"_L1, QT_TRANSLATE_NOOP("Job", "Create root pool “%1”"), QT_TRANSLATE_NOOP("Job", "Create a root pool"), QT_TRANSLATE_NOOP("Job", "Root pool “%1” was not created.")},
    {"CreateChildResourcePool"_L1, QT_TRANSLATE_NOOP("Job", "Create cluster child pool “%1”"), QT_TRANSLATE_NOOP("Job", "Create a cluster child pool"), QT_TRANSLATE_NOOP("Job", "Cluster child pool “%1” was not created.")},
    {"AddResourcesToResourcePool"_L1, QT_TRANSLATE_NOOP("Job", "Add devices to “%1”"), QT_TRANSLATE_NOOP("Job", "Add devices to a pool"), QT_TRANSLATE_NOOP("Job", "No devices were added to “%1”.")},
    {"RemoveResourcesFromResourcePool"_L1, QT_TRANSLATE_NOOP("Job", "Take devices out of “%1”"), QT_TRANSLATE_NOOP("Job", "Take devices out of a pool"), QT_TRANSLATE_NOOP("Job", "No devices were taken out of “%1”.")},
    {"ChangeParentResourcePool"_L1, QT_TRANSLATE_NOOP("Job", "Move pool “%1”"), QT_TRANSLATE_NOOP("Job", "Move a pool"), QT_TRANSLATE_NOOP("Job", "Pool “%1” was not moved.")},
    {"DeleteResourcePool"_L1, QT_TRANSLATE_NOOP("Job", "Delete cluster pool “%1”"), QT_TRANSLATE_NOOP("Job", "Delete a cluster pool"), QT_TRANSLATE_NOOP("Job", "“%1” was not deleted.")},
    {"CreateOrModifyReplicationPipe"_L1, QT_TRANSLATE_NOOP("Job", "Create pipe “%1”"), QT_TRANSLATE_NOOP("Job", "Create a pipe"), QT_TRANSLATE_NOOP("Job", "Pipe “%1” was not created.")},
};
constexpr Title stoppedJob{{}, QT_TRANSLATE_NOOP("Job", "Stop job “%1”"), QT_TRANSLATE_NOOP("Job", "Stop a job"), QT_TRANSLATE_NOOP("Job", "Job “%1” was not stopped.")};
constexpr Title killedJob{{}, QT_TRANSLATE_NOOP("Job", "Kill job “%1”"), QT_TRANSLATE_NOOP("Job", "Kill a job"), QT_TRANSLATE_NOOP("Job", "Job “%1” was not killed.")};
constexpr Title changedPipe{{}, QT_TRANSLATE_NOOP("Job", "Change pipe “%1”"), QT_TRANSLATE_NOOP("Job", "Change a pipe"), QT_TRANSLATE_NOOP("Job", "Pipe “%1” was not changed.")};
// clang-format on

// What a record does to what.
struct Deed
{
    enum class Kind {
        CreatePool,
        RenamePool,
        ResizePool,
        ChangePool,
        DeletePool,
        CreateVolume,
        CreateExtent,
        ChangeVolume,
        ChangeExtent,
        DeleteElement,
        Other
    };
    Kind kind = Kind::Other;
    QString name;
    QString size;
};

// As it is called now, or was when it was last seen or asked for.
QString rememberedName(const Console &console, const JobRecord &record, const CimPath &path)
{
    const QString name = StorageFacts(console.inventory, record.systemId).nameOf(path);
    const QString key = record.systemId + u' ' + path.toText();
    if (console.inventory.find(record.systemId, path) < 0)
        return console.names->value(key, record.subject.isEmpty() ? name : record.subject);
    console.names->insert(key, name);
    return name;
}

const Title *titleOf(const JobRecord &record)
{
    if (!record.call.isValid())
        return nullptr;
    for (const Title &title : titles) {
        if (title.method == record.call.decl().name)
            return record.call.argument(u"ReplicationPipe").isNull() ? &title : &changedPipe;
    }
    switch (stopOf(record.call)) {
    case JobState::Terminated:
        return &stoppedJob;
    case JobState::Killed:
        return &killedJob;
    default:
        return nullptr;
    }
}

// Of what it makes, as the call says; of what it changes, as it is known here.
QString subjectName(const Console &console, const JobRecord &record)
{
    const CallEffect effect = effectOf(record.call);
    // Jobs go soon; their names are kept in the records.
    if (stopOf(record.call) != 0)
        return record.caption;
    if (!effect.subject.isEmpty())
        return rememberedName(console, record, effect.subject);
    for (const auto &[name, value] : effect.wanted) {
        if ((name == "ElementName"_L1 || name == "PoolID"_L1) && !value.toString().isEmpty())
            return value.toString();
    }
    return record.result.isEmpty() ? QString() : rememberedName(console, record, record.result);
}

Deed deedOf(const Console &console, const JobRecord &record)
{
    const MethodCall &call = record.call;
    if (!call.isValid())
        return {};
    const StorageFacts facts(console.inventory, record.systemId);
    const auto nameOf = [&](QStringView parameter) {
        const CimValue value = call.argument(parameter);
        return value.toPath() ? rememberedName(console, record, *value.toPath()) : QString();
    };
    const QLatin1StringView method = call.decl().name;
    const CimValue given = call.argument(u"ElementName");
    const auto size = call.argument(u"Size").toUnsigned();
    Deed deed;
    deed.size = size ? formatSize(*size) : QString();
    if (method == "CreateOrModifyStoragePool"_L1) {
        if (call.argument(u"Pool").isNull()) {
            deed.kind = Deed::Kind::CreatePool;
            deed.name = given.isNull() && !record.result.isEmpty() ? facts.nameOf(record.result)
                                                                   : given.toString();
        } else {
            const bool sources = !call.argument(u"InPools").isNull()
                || !call.argument(u"InExtents").isNull();
            deed.kind = sources || (size && !given.isNull()) ? Deed::Kind::ChangePool
                : size                                       ? Deed::Kind::ResizePool
                : given.isNull()                             ? Deed::Kind::ChangePool
                                                             : Deed::Kind::RenamePool;
            deed.name = deed.kind == Deed::Kind::RenamePool ? given.toString() : nameOf(u"Pool");
        }
    } else if (method == "DeleteStoragePool"_L1) {
        deed.kind = Deed::Kind::DeletePool;
        deed.name = nameOf(u"Pool");
    } else if (method == "CreateOrModifyElementFromStoragePool"_L1) {
        const bool extent = call.argument(u"ElementType").toUnsigned() == 3;
        if (call.argument(u"TheElement").isNull()) {
            deed.kind = extent ? Deed::Kind::CreateExtent : Deed::Kind::CreateVolume;
            deed.name = given.toString();
        } else {
            deed.kind = extent ? Deed::Kind::ChangeExtent : Deed::Kind::ChangeVolume;
            deed.name = nameOf(u"TheElement");
        }
    } else if (method == "ReturnToStoragePool"_L1) {
        deed.kind = Deed::Kind::DeleteElement;
        deed.name = nameOf(u"TheElement");
    }
    return deed;
}
} // namespace

QString jobTitle(const Console &console, const JobRecord &record)
{
    if (!record.isOurs())
        return record.startedBy.isEmpty()
            ? Jobs::tr("%1 (started by somebody else)").arg(isolated(record.caption))
            : Jobs::tr("%1 (started by %2)")
                  .arg(isolated(record.caption), isolated(record.startedBy));
    if (const Title *title = titleOf(record)) {
        const QString subject = subjectName(console, record);
        return subject.isEmpty() ? Jobs::tr(title->unnamed)
                                 : Jobs::tr(title->words).arg(isolated(subject));
    }
    const Deed deed = deedOf(console, record);
    const QString name = isolated(deed.name);
    const bool named = !deed.name.isEmpty();
    switch (deed.kind) {
    case Deed::Kind::CreatePool:
        return named ? Jobs::tr("Create pool “%1”").arg(name) : Jobs::tr("Create a pool");
    case Deed::Kind::RenamePool:
        return Jobs::tr("Rename a pool to “%1”").arg(name);
    case Deed::Kind::ResizePool:
        return Jobs::tr("Resize pool “%1” to %2").arg(name, deed.size);
    case Deed::Kind::ChangePool:
        return Jobs::tr("Change pool “%1”").arg(name);
    case Deed::Kind::DeletePool:
        return Jobs::tr("Delete pool “%1”").arg(name);
    case Deed::Kind::CreateVolume:
        return named ? Jobs::tr("Create volume “%1”").arg(name) : Jobs::tr("Create a volume");
    case Deed::Kind::CreateExtent:
        return named ? Jobs::tr("Create extent “%1”").arg(name) : Jobs::tr("Create an extent");
    case Deed::Kind::ChangeVolume:
        return Jobs::tr("Change volume “%1”").arg(name);
    case Deed::Kind::ChangeExtent:
        return Jobs::tr("Change extent “%1”").arg(name);
    case Deed::Kind::DeleteElement:
        return Jobs::tr("Delete “%1”").arg(name);
    case Deed::Kind::Other:
        break;
    }
    if (record.call.isValid())
        return QCoreApplication::translate("Method", record.call.decl().label);
    return Jobs::tr("Delete “%1”").arg(isolated(rememberedName(console, record, record.removed)));
}

QString jobProblem(const Console &console, const JobRecord &record)
{
    if (const Title *title = titleOf(record)) {
        const QString subject = subjectName(console, record);
        return subject.isEmpty() ? QString() : Jobs::tr(title->problem).arg(isolated(subject));
    }
    const Deed deed = deedOf(console, record);
    const QString name = isolated(deed.name);
    const bool named = !deed.name.isEmpty();
    switch (deed.kind) {
    case Deed::Kind::CreatePool:
        return named ? Jobs::tr("Pool “%1” was not created.").arg(name)
                     : Jobs::tr("The pool was not created.");
    case Deed::Kind::RenamePool:
        return Jobs::tr("The pool was not renamed to “%1”.").arg(name);
    case Deed::Kind::ResizePool:
        return Jobs::tr("Pool “%1” was not resized.").arg(name);
    case Deed::Kind::ChangePool:
        return Jobs::tr("Pool “%1” was not changed.").arg(name);
    case Deed::Kind::DeletePool:
    case Deed::Kind::DeleteElement:
        return Jobs::tr("“%1” was not deleted.").arg(name);
    case Deed::Kind::CreateVolume:
        return named ? Jobs::tr("Volume “%1” was not created.").arg(name)
                     : Jobs::tr("The volume was not created.");
    case Deed::Kind::CreateExtent:
        return named ? Jobs::tr("Extent “%1” was not created.").arg(name)
                     : Jobs::tr("The extent was not created.");
    case Deed::Kind::ChangeVolume:
        return Jobs::tr("Volume “%1” was not changed.").arg(name);
    case Deed::Kind::ChangeExtent:
        return Jobs::tr("Extent “%1” was not changed.").arg(name);
    case Deed::Kind::Other:
        break;
    }
    if (!record.removed.isEmpty())
        return Jobs::tr("“%1” was not deleted.")
            .arg(isolated(rememberedName(console, record, record.removed)));
    return {};
}

QString systemName(const Console &console, const QString &systemId)
{
    const ConnectionSpec *spec = console.book.find(systemId);
    return spec ? spec->name : systemId;
}

QString peerName(const Console &console, const QString &cimName)
{
    const QString systemId = systemCalled(console.inventory, cimName);
    return systemId.isEmpty() ? cimName : systemName(console, systemId);
}

QString pipeText(const QString &from, const QString &to, std::optional<bool> bothWays)
{
    return isolatedLeftToRight(u"%1 %2 %3"_s.arg(
        isolated(from), bothWays.value_or(false) ? u"⇄"_s : u"→"_s, isolated(to)));
}

} // namespace Cistern
