// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/jobs/calleffect.h"

#include "services/schema/embedded.h"
#include "services/schema/jobstate.h"
#include "services/schema/schema.h"

#include <algorithm>
#include <iterator>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
enum class Deed { Makes, MakesOrChanges, Changes, Removes };

// Which associations tell what became of an object, and the parameter that names the far ends.
struct LinkRow
{
    QLatin1StringView className;
    QLatin1StringView objectRole;
    QLatin1StringView farRole;
    QLatin1StringView farParameter;
    WantedLinks::Mode mode = WantedLinks::Mode::All;
};
constexpr auto exactly = WantedLinks::Mode::Exactly;
constexpr LinkRow members{"CIM_ConcreteComponent"_L1, "GroupComponent"_L1, "PartComponent"_L1,
                          "HostResources"_L1};
constexpr LinkRow notMembers{"CIM_ConcreteComponent"_L1, "GroupComponent"_L1, "PartComponent"_L1,
                             "HostResources"_L1, WantedLinks::Mode::None};
constexpr LinkRow parentPool{"CIM_ElementAllocatedFromPool"_L1, "Dependent"_L1, "Antecedent"_L1,
                             "ParentPool"_L1, exactly};
constexpr LinkRow parentPools{"CIM_ElementAllocatedFromPool"_L1, "Dependent"_L1, "Antecedent"_L1,
                              "ParentPools"_L1, exactly};
constexpr LinkRow endpoints{"CIM_EndpointOfNetworkPipe"_L1, "Dependent"_L1, "Antecedent"_L1, {}};

// How the result of a method is found.
struct EffectRow
{
    QLatin1StringView method;
    Deed deed;
    QLatin1StringView object;        // the parameter that holds, or will hold, it
    QLatin1StringView name = {};     // the parameter that becomes its ElementName
    QLatin1StringView settings = {}; // the parameter whose embedded instance it will show
    const LinkRow *links = nullptr;
    // A parameter with terms: shown by settings of the object if it holds them as text. Else its
    // effect can't be seen, and nothing is taken for the end of a change.
    QLatin1StringView terms = {};
};
constexpr EffectRow effects[] = {
    {"CreateOrModifyStoragePool"_L1, Deed::MakesOrChanges, "Pool"_L1, "ElementName"_L1},
    {"DeleteStoragePool"_L1, Deed::Removes, "Pool"_L1},
    {"CreateOrModifyElementFromStoragePool"_L1, Deed::MakesOrChanges, "TheElement"_L1,
     "ElementName"_L1},
    {"CreateOrModifyElementFromElements"_L1, Deed::MakesOrChanges, "TheElement"_L1,
     "ElementName"_L1},
    {"ReturnToStoragePool"_L1, Deed::Removes, "TheElement"_L1},
    {"CreateReplica"_L1, Deed::Makes, "TargetElement"_L1, "ElementName"_L1},
    {"CreateReplicationBuffer"_L1, Deed::Makes, "ReplicaBuffer"_L1},
    {"RequestUsageChange"_L1, Deed::Changes, "TheElement"_L1},
    {"ModifySynchronization"_L1, Deed::Changes, "Synchronization"_L1},
    {"CreateOrModifyReplicationPipe"_L1,
     Deed::MakesOrChanges,
     "ReplicationPipe"_L1,
     "PipeElementName"_L1,
     {},
     &endpoints,
     "Goal"_L1},
    {"CreateResourcePool"_L1, Deed::Makes, "Pool"_L1, "ElementName"_L1, {}, &members},
    {"CreateChildResourcePool"_L1, Deed::Makes, "Pool"_L1, "ElementName"_L1, {}, &parentPool},
    {"AddResourcesToResourcePool"_L1, Deed::Changes, "Pool"_L1, {}, {}, &members},
    {"RemoveResourcesFromResourcePool"_L1, Deed::Changes, "Pool"_L1, {}, {}, &notMembers},
    {"ChangeParentResourcePool"_L1,
     Deed::Changes,
     "ChildPool"_L1,
     {},
     {},
     &parentPool,
     "Settings"_L1},
    {"DeleteResourcePool"_L1, Deed::Removes, "Pool"_L1},
    {"CreatePool"_L1, Deed::Makes, "Pool"_L1, {}, "PoolSettings"_L1},
    {"ModifyPoolResources"_L1,
     Deed::Changes,
     "ChildPool"_L1,
     {},
     {},
     &parentPools,
     "AllocationSettings"_L1},
    {"ModifyPoolSettings"_L1, Deed::Changes, "ChildPool"_L1, {}, "PoolSettings"_L1},
    {"DeletePool"_L1, Deed::Removes, "Pool"_L1},
};

const EffectRow *rowOf(const MethodDecl &decl)
{
    const auto found = std::find_if(std::begin(effects), std::end(effects),
                                    [&](const EffectRow &row) { return row.method == decl.name; });
    return found == std::end(effects) ? nullptr : found;
}

// TheElement is only told to be some logical element; what it will be stands in ElementType, whose
// numbers differ from method to method.
QString classMade(const MethodCall &call, const ParamDecl &param)
{
    const ParamDecl *kind = call.decl().param(u"ElementType");
    if (param.refClass != "CIM_LogicalElement"_L1 || !kind)
        return param.refClass;
    constexpr quint64 volume = 2, extent = 3;
    const quint64 type = call.argument(u"ElementType").toUnsigned().value_or(volume);
    if (type == volume)
        return u"CIM_StorageVolume"_s;
    if (type == extent)
        return u"CIM_StorageExtent"_s;
    const bool fromElements = call.decl().name == "CreateOrModifyElementFromElements"_L1;
    return fromElements && type == 4 ? u"CIM_StoragePool"_s : u"CIM_LogicalDisk"_s;
}

// CP.R7, CP.R8: a pool is known by its type and its PoolID, which is its name where none is given.
// A change of settings shows in the settings, which hold all that was told.
void wantSettings(CallEffect &effect, const MethodCall &call, const EffectRow &row)
{
    const ParamDecl *param = call.decl().param(QString(row.settings));
    const auto told = Embedded::fromText(call.argument(QString(row.settings)).toString(),
                                         call.decl().nameSpace);
    if (!told)
        return;
    CimInstance settings = *told;
    if (settings.value(u"PoolID").toString().isEmpty())
        settings.set(u"PoolID", settings.value(u"ElementName"));
    const bool makes = effect.kind == CallEffect::Kind::Creates;
    const QStringList ignored{u"InstanceID"_s, u"Reservation"_s, u"Limit"_s}; // CP.R5, CP.R7
    const QStringList identity{u"PoolID"_s, u"ResourceType"_s, u"OtherResourceType"_s,
                               u"ResourceSubType"_s};
    const auto properties = settings.properties();
    for (const auto &[name, value] : properties) {
        if (makes ? identity.contains(name) : !ignored.contains(name))
            effect.wanted.append({name, value});
    }
    effect.unique = makes;
    if (!makes && param)
        effect.settingsClass = param->refClass;
}

void wantLinks(CallEffect &effect, const MethodCall &call, const EffectRow &row)
{
    const LinkRow &link = *row.links;
    WantedLinks wanted{.classes = {link.className},
                       .objectRole = link.objectRole,
                       .farRole = link.farRole,
                       .far = call.argument(QString(link.farParameter)).toPaths(),
                       .mode = link.mode};
    if (&link == &endpoints) {
        // PIPE.R2: the ends hang on the pipe of each pair, below the one that was asked for.
        wanted.classes.append(u"CIM_NetworkPipeComposition"_s);
        for (const QStringView parameter : {u"SourceEndpoint", u"TargetEndpoint"})
            wanted.far += call.argument(parameter).toPaths();
        if (!wanted.far.isEmpty())
            wanted.mode = WantedLinks::Mode::Exactly; // PIPE.R23
        for (const QStringView parameter : {u"SourceSystem", u"TargetSystem"}) {
            if (const auto system = call.argument(parameter).toPath())
                wanted.hosts.append(system->key(u"Name").toText());
        }
    }
    if (!wanted.far.isEmpty() || !wanted.hosts.isEmpty())
        effect.links = wanted;
}

// False: they can't be compared with what is shown.
bool wantTerms(CallEffect &effect, const MethodCall &call, const EffectRow &row)
{
    const ParamDecl *param = call.decl().param(QString(row.terms));
    const QStringList texts = call.argument(QString(row.terms)).toStrings();
    for (const QString &text : texts) {
        const auto entry = Embedded::fromText(text, call.decl().nameSpace);
        if (!entry)
            return false;
        effect.terms.append(*entry);
    }
    effect.termsParameter = row.terms;
    return param && param->carries == Carries::Embedded && !texts.isEmpty();
}

// An entry gets its InstanceID from the system.
bool isTerm(const QString &name)
{
    return name != "InstanceID"_L1;
}

// The state that is asked of a job; 0 of anything else.
quint16 stateAskedOf(const MethodCall &call)
{
    constexpr std::pair<quint64, quint16> states[] = {{2, JobState::Running},
                                                      {3, JobState::Suspended},
                                                      {4, JobState::Terminated},
                                                      {5, JobState::Killed},
                                                      {6, JobState::Service}};
    if (!Schema::isA(QString(call.decl().nameSpace), QString(call.decl().className),
                     u"CIM_ConcreteJob"))
        return 0;
    if (call.decl().name == "KillJob"_L1)
        return JobState::Killed;
    const auto asked = call.argument(u"RequestedState").toUnsigned();
    for (const auto &[requested, state] : states) {
        if (call.decl().name == "RequestStateChange"_L1 && asked == requested)
            return state;
    }
    return 0;
}

bool isSame(const CimValue &a, const CimValue &b)
{
    const bool texts = a.type() == CimType::String && b.type() == CimType::String && !a.isArray()
        && !b.isArray();
    const bool empty = (a.isNull() || a.toText().isEmpty()) && (b.isNull() || b.toText().isEmpty());
    return empty || a == b || (texts && a.toString() == b.toString());
}

bool isSameIdentity(const CimValue &a, const CimValue &b)
{
    return isSame(a, b)
        || (a.type() == CimType::String && !a.isArray()
            && a.toString().compare(b.toString(), Qt::CaseInsensitive) == 0); // CP.R8
}

quint64 sizeOf(const CimInstance &object)
{
    if (const auto total = object.value(u"TotalManagedSpace").toUnsigned())
        return *total;
    return object.value(u"BlockSize").toUnsigned().value_or(0)
        * object.value(u"NumberOfBlocks").toUnsigned().value_or(0);
}

// The far ends of the object and of all below it. A server may say that two objects are parts of
// each other, so each is asked once.
QList<CimPath> farEnds(const WantedLinks &wanted, const CimPath &object,
                       const QList<CimInstance> &links)
{
    QList<CimPath> far;
    QList<CimPath> seen{object};
    for (qsizetype next = 0; next < seen.size(); ++next) {
        const CimPath current = seen.at(next);
        for (const CimInstance &link : links) {
            const CimValue near = link.value(wanted.objectRole), end = link.value(wanted.farRole);
            if (near.toPath() && *near.toPath() == current && end.toPath())
                far.append(*end.toPath());
            const CimValue whole = link.value(u"GroupComponent");
            const CimValue part = link.value(u"PartComponent");
            if (wanted.farRole != "PartComponent"_L1 && whole.toPath() && *whole.toPath() == current
                && part.toPath() && !seen.contains(*part.toPath()))
                seen.append(*part.toPath());
        }
    }
    return far;
}
} // namespace

quint16 stopOf(const MethodCall &call)
{
    const quint16 state = call.isValid() ? stateAskedOf(call) : quint16(0);
    return JobState::isStopped(state) ? state : quint16(0);
}

CallEffect effectOf(const MethodCall &call)
{
    CallEffect effect;
    if (!call.isValid())
        return effect;
    // A job shows in its state what was asked of it, at the latest when it has come to rest.
    if (const quint16 state = stateAskedOf(call))
        return {.kind = CallEffect::Kind::Modifies,
                .className = call.target().className(),
                .subject = call.target(),
                .wanted = {{u"JobState"_s, CimValue::uint16(state)}}};
    effect.startsJobs = call.decl().param(u"Job") != nullptr;
    const EffectRow *row = rowOf(call.decl());
    const ParamDecl *param = row ? call.decl().param(QString(row->object)) : nullptr;
    if (!param)
        return effect;
    using Kind = CallEffect::Kind;
    const CimValue argument = call.argument(QString(param->name));
    effect.kind = row->deed == Deed::Removes ? Kind::Removes
        : row->deed == Deed::Makes || (row->deed == Deed::MakesOrChanges && argument.isNull())
        ? Kind::Creates
        : Kind::Modifies;
    effect.parameter = param->name;
    effect.className = enumerableClass(call.target().nameSpace(), classMade(call, *param));
    if (const CimPath *path = argument.toPath())
        effect.subject = *path;
    if (effect.kind == Kind::Removes)
        return effect;
    const bool hasTerms = effect.kind == Kind::Modifies && !row->terms.isEmpty()
        && !call.argument(QString(row->terms)).isNull();
    if (hasTerms && !wantTerms(effect, call, *row)) {
        effect.terms.clear();
        return effect;
    }
    if (const CimValue name = call.argument(QString(row->name)); !name.isNull())
        effect.wanted.append({u"ElementName"_s, name});
    if (effect.kind == Kind::Modifies)
        effect.size = call.argument(u"Size").toUnsigned();
    if (!row->settings.isEmpty())
        wantSettings(effect, call, *row);
    if (row->links)
        wantLinks(effect, call, *row);
    return effect;
}

CimInstance shownPart(const CallEffect &effect, const CimInstance &object)
{
    CimInstance part(object.className());
    const auto take = [&](const QString &name) {
        if (const CimValue value = object.value(name); !value.isNull())
            part.set(name, value);
    };
    for (const auto &[name, value] : effect.wanted)
        take(name);
    if (effect.size) {
        for (const QString &name : {u"TotalManagedSpace"_s, u"BlockSize"_s, u"NumberOfBlocks"_s})
            take(name);
    }
    return part;
}

CimValue shownTerms(const CallEffect &effect, const QList<CimInstance> &settings)
{
    QStringList shown;
    for (const CimInstance &setting : settings) {
        CimInstance part(setting.className());
        for (const CimInstance &term : effect.terms) {
            const auto properties = term.properties();
            for (const auto &[name, value] : properties) {
                if (isTerm(name) && !setting.value(name).isNull())
                    part.set(name, setting.value(name));
            }
        }
        shown.append(Embedded::toText(part));
    }
    shown.sort();
    return CimValue::strings(shown);
}

bool showsTerms(const CallEffect &effect, const QList<CimInstance> &settings)
{
    QList<CimInstance> left = settings;
    const bool all = std::all_of(
        effect.terms.begin(), effect.terms.end(), [&left](const CimInstance &term) {
            const auto wanted = term.properties();
            const auto fits = [&wanted](const CimInstance &setting) {
                return std::all_of(wanted.begin(), wanted.end(), [&setting](const auto &property) {
                    return !isTerm(property.first)
                        || isSame(property.second, setting.value(property.first));
                });
            };
            const auto found = std::find_if(left.begin(), left.end(), fits);
            if (found == left.end())
                return false;
            left.erase(found);
            return true;
        });
    return all && left.isEmpty();
}

bool shows(const CallEffect &effect, const CimInstance &object, std::optional<quint64> size)
{
    const bool fits = std::all_of(
        effect.wanted.begin(), effect.wanted.end(), [&](const auto &wanted) {
            const CimValue is = object.value(wanted.first);
            return effect.unique ? isSameIdentity(wanted.second, is) : isSame(wanted.second, is);
        });
    return fits && (!effect.size || sizeOf(object) == size.value_or(*effect.size));
}

QList<CimPath> madeAmong(const CallEffect &effect, const QList<CimInstance> &objects,
                         const std::optional<QList<CimPath>> &before)
{
    QList<CimPath> made;
    for (const CimInstance &object : objects) {
        if (!shows(effect, object, {}))
            continue;
        const CimPath path = object.path(); // few are left, of many
        if (before ? !before->contains(path) : effect.unique)
            made.append(path);
    }
    return made;
}

QList<CimPath> linkedAmong(const WantedLinks &wanted, const QList<CimPath> &objects,
                           const QList<CimInstance> &links)
{
    using Mode = WantedLinks::Mode;
    const auto isLinked = [&](const CimPath &object) {
        const QList<CimPath> far = farEnds(wanted, object, links);
        const bool ends = std::all_of(wanted.far.begin(), wanted.far.end(), [&](const auto &end) {
            return far.contains(end) == (wanted.mode != Mode::None);
        });
        const bool noOthers = wanted.mode != Mode::Exactly || wanted.far.size() == far.size();
        return ends && noOthers
            && std::all_of(wanted.hosts.begin(), wanted.hosts.end(), [&far](const QString &host) {
                   return std::any_of(far.begin(), far.end(), [&host](const CimPath &end) {
                       return end.key(u"SystemName").toText().compare(host, Qt::CaseInsensitive)
                           == 0;
                   });
               });
    };
    QList<CimPath> linked;
    std::copy_if(objects.begin(), objects.end(), std::back_inserter(linked), isLinked);
    return linked;
}

QList<CimPath> objectsNamedBy(const MethodCall &call)
{
    QList<CimPath> paths;
    if (!call.isValid())
        return paths;
    const auto arguments = call.arguments();
    for (const auto &[name, value] : arguments) {
        const ParamDecl *param = call.decl().param(name);
        paths += value.toPaths();
        if (param && param->carries == Carries::Path) {
            const QStringList texts = value.toStrings();
            for (const QString &text : texts) {
                if (const auto path = CimPath::fromText(text))
                    paths.append(*path);
            }
        }
    }
    return paths + QList<CimPath>{call.target()};
}

QString enumerableClass(const QString &nameSpace, const QString &base)
{
    QString only;
    for (const ClassDecl *decl : Schema::classesBelow(nameSpace, base)) {
        if (decl->abstract)
            continue;
        // Classes of our own are known to our own targets alone.
        if (decl->name.startsWith("CISTERN_"_L1))
            return base;
        if (!only.isEmpty())
            return base;
        only = decl->name;
    }
    return only.isEmpty() ? base : only;
}

const MethodDecl *methodOf(const CimPath &object, const QString &method)
{
    if (const MethodDecl *decl = Schema::findMethod(object.nameSpace(), object.className(), method))
        return decl;
    const QList<const MethodDecl *> named = Schema::methodsNamed(method);
    for (const MethodDecl *decl : named) {
        if (sameNameSpace(object.nameSpace(), QString(decl->nameSpace)))
            return decl;
    }
    return nullptr;
}

} // namespace Cistern
