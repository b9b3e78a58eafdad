// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/methods/invocation.h"

#include "services/provider/objects.h"
#include "services/schema/schema.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
struct Row
{
    QLatin1StringView nameSpace, className, method;
    Handler handler;
};
using Schema::iscsiTarget;
using Schema::virtualization;
constexpr QLatin1StringView service{"MSISCSITARGET_StorageConfigurationService"};
constexpr QLatin1StringView pool{"MSISCSITARGET_StoragePool"};
constexpr QLatin1StringView job{"MSISCSITARGET_ConcreteJob"};
constexpr QLatin1StringView msvmJob{"Msvm_ConcreteJob"};
constexpr QLatin1StringView clusterService{"CIM_ResourcePoolConfigurationService"};
using Schema::hypervCluster;
constexpr QLatin1StringView hypervService{"Msvm_ResourcePoolConfigurationService"};
constexpr Row table[] = {
    {iscsiTarget, service, "CreateOrModifyStoragePool"_L1, Methods::createOrModifyStoragePool},
    {iscsiTarget, service, "DeleteStoragePool"_L1, Methods::deleteStoragePool},
    {iscsiTarget, service, "CreateOrModifyElementFromStoragePool"_L1,
     Methods::createOrModifyElementFromStoragePool},
    {iscsiTarget, service, "ReturnToStoragePool"_L1, Methods::returnToStoragePool},
    {iscsiTarget, service, "CreateOrModifyReplicationPipe"_L1,
     Methods::createOrModifyReplicationPipe},
    {iscsiTarget, pool, "GetAvailableExtents"_L1, Methods::getAvailableExtents},
    {iscsiTarget, pool, "GetSupportedSizeRange"_L1, Methods::getSupportedSizeRange},
    {iscsiTarget, pool, "GetSupportedSizes"_L1, Methods::getSupportedSizes},
    {iscsiTarget, "MSISCSITARGET_StorageCapabilities"_L1, "CreateSetting"_L1,
     Methods::createSetting},
    {iscsiTarget, job, "RequestStateChange"_L1, Methods::requestStateChange},
    {iscsiTarget, job, "KillJob"_L1, Methods::killJob},
    {iscsiTarget, job, "GetError"_L1, Methods::getError},
    {hypervCluster, clusterService, "CreateResourcePool"_L1, Methods::createResourcePool},
    {hypervCluster, clusterService, "CreateChildResourcePool"_L1, Methods::createChildResourcePool},
    {hypervCluster, clusterService, "AddResourcesToResourcePool"_L1,
     Methods::addResourcesToResourcePool},
    {hypervCluster, clusterService, "RemoveResourcesFromResourcePool"_L1,
     Methods::removeResourcesFromResourcePool},
    {hypervCluster, clusterService, "ChangeParentResourcePool"_L1,
     Methods::changeParentResourcePool},
    {hypervCluster, clusterService, "DeleteResourcePool"_L1, Methods::deleteResourcePool},
    {hypervCluster, msvmJob, "RequestStateChange"_L1, Methods::requestClusterJobState},
    {hypervCluster, msvmJob, "KillJob"_L1, Methods::killJob},
    {hypervCluster, msvmJob, "GetError"_L1, Methods::getError},
    {hypervCluster, msvmJob, "GetErrorEx"_L1, Methods::getErrorEx},
    {virtualization, hypervService, "CreatePool"_L1, Methods::createPool},
    {virtualization, hypervService, "ModifyPoolResources"_L1, Methods::modifyPoolResources},
    {virtualization, hypervService, "ModifyPoolSettings"_L1, Methods::modifyPoolSettings},
    {virtualization, hypervService, "DeletePool"_L1, Methods::deletePool},
    {virtualization, hypervService, "RequestStateChange"_L1, Methods::notSupported},
    {virtualization, hypervService, "StartService"_L1, Methods::notSupported},
    {virtualization, hypervService, "StopService"_L1, Methods::notSupported},
    {virtualization, msvmJob, "RequestStateChange"_L1, Methods::requestStateChange},
    {virtualization, msvmJob, "KillJob"_L1, Methods::notSupported},
    {virtualization, msvmJob, "GetError"_L1, Methods::getError},
    {virtualization, msvmJob, "GetErrorEx"_L1, Methods::getErrorEx},
};
} // namespace

Handler handlerOf(const MethodDecl &decl)
{
    for (const Row &row : table) {
        if (row.nameSpace == decl.nameSpace && row.className == decl.className
            && row.method == decl.name)
            return row.handler;
    }
    return nullptr;
}

bool handlerActsLater(const MethodDecl &decl)
{
    const Handler handler = handlerOf(decl);
    return handler == Methods::createOrModifyReplicationPipe
        || handler == Methods::requestStateChange || handler == Methods::requestClusterJobState
        || handler == Methods::killJob;
}

CimValue Invocation::in(QStringView name) const
{
    for (const auto &[argument, value] : arguments) {
        if (sameName(argument, name))
            return value;
    }
    return {};
}

QString Invocation::systemName() const
{
    const CimValue named = target.value(u"SystemName");
    return named.isNull() ? Objects::hostName() : named.toString();
}

QStringList Invocation::ownSystems() const
{
    QStringList names{systemName()};
    for (const StoredObject *hosted : store.references(target.path(), u"CIM_HostedService")) {
        const CimPath system = *hosted->instance.value(u"Antecedent").toPath();
        for (const StoredObject *node :
             store.references(system, u"CIM_ComponentCS", u"GroupComponent"))
            names.append(node->instance.value(u"PartComponent").toPath()->key(u"Name").toString());
    }
    return names;
}

const StoredObject *Invocation::object(const CimValue &argument, QStringView className) const
{
    const auto path = argument.toPath() ? std::optional(*argument.toPath())
                                        : CimPath::fromText(argument.toString());
    const QStringList systems = ownSystems();
    const auto isHost = [&path](const QString &name) {
        return Objects::isThisHost(path->host(), name);
    };
    if (!path || !path->isInstance() || std::none_of(systems.begin(), systems.end(), isHost))
        return nullptr;
    const StoredObject *found = store.find(*path);
    if (!found || !sameNameSpace(found->instance.path().nameSpace(), QString(decl.nameSpace))
        || !found->instance.decl()->isA(className) || found->facts.contains(u"foreign"_s))
        return nullptr;
    const CimValue system = found->instance.value(u"SystemName");
    return system.isNull() || systems.contains(system.toString(), Qt::CaseInsensitive) ? found
                                                                                       : nullptr;
}

std::optional<QList<const StoredObject *>> Invocation::objects(const CimValue &argument,
                                                               QStringView className) const
{
    QList<const StoredObject *> found;
    for (const CimValue &element : argument.elements()) {
        const StoredObject *next = object(element, className);
        if (!next || found.contains(next))
            return std::nullopt;
        found.append(next);
    }
    return found;
}

Announced::Announced(const Invocation &invocation)
{
    const auto state = invocation.target.value(u"EnabledState").toUnsigned().value_or(5);
    m_enabled = state == 2 || state == 5; // 5 Not Applicable is the default of the class
    for (const StoredObject *link :
         invocation.store.references(invocation.target.path(), u"CIM_ElementCapabilities")) {
        const StoredObject *object = invocation.store.find(
            *link->instance.value(u"Capabilities").toPath());
        if (!object || !object->instance.decl()->isA(u"CIM_StorageConfigurationCapabilities"))
            continue;
        const CimInstance &told = object->instance;
        m_jobs = told.value(u"SupportedAsynchronousActions").toUnsigneds();
        m_atOnce = told.value(u"SupportedSynchronousActions").toUnsigneds();
        m_poolFeatures = told.value(u"SupportedStoragePoolFeatures").toUnsigneds();
        m_elementFeatures = told.value(u"SupportedStorageElementFeatures").toUnsigneds();
        m_elementTypes = told.value(u"SupportedStorageElementTypes").toUnsigneds();
    }
}

bool Announced::asJob(Action action, bool movesBytes) const
{
    return m_jobs.contains(action) && (movesBytes || !m_atOnce.contains(action));
}

bool goalFits(const Invocation &invocation, const CimInstance &goal, const QString &poolId)
{
    const StoredObject *capabilities = nullptr;
    for (const StoredObject *link :
         invocation.store.references(Objects::poolPath(poolId), u"CIM_ElementCapabilities"))
        capabilities = invocation.store.find(*link->instance.value(u"Capabilities").toPath());
    if (!capabilities)
        return false;
    const CimInstance &can = capabilities->instance;
    for (const QLatin1StringView name : {"DataRedundancy"_L1, "PackageRedundancy"_L1}) {
        const QString group(name);
        const auto low = goal.value(group + "Min"_L1).toUnsigned(),
                   high = goal.value(group + "Max"_L1).toUnsigned();
        const auto wanted = goal.value(group + "Goal"_L1).toUnsigned();
        if (!low || !high || !wanted || *low > *wanted || *wanted > *high
            || *low < can.value(group + "Min"_L1).toUnsigned()
            || *high > can.value(group + "Max"_L1).toUnsigned())
            return false;
    }
    const auto alone = goal.value(u"NoSinglePointOfFailure").toBool();
    if (!alone || (*alone && !can.value(u"NoSinglePointOfFailure").toBool().value_or(false)))
        return false;
    // What the capabilities do not offer must stay NULL in a goal.
    for (const auto &[offer, wants] :
         {std::pair(u"ExtentStripeLengthDefault"_s, u"ExtentStripeLength"_s),
          std::pair(u"ParityLayoutDefault"_s, u"ParityLayout"_s),
          std::pair(u"UserDataStripeDepthDefault"_s, u"UserDataStripeDepth"_s),
          std::pair(u"DeltaReservationDefault"_s, u"DeltaReservationGoal"_s)}) {
        if (can.value(offer).isNull() && !goal.value(wants).isNull())
            return false;
    }
    return true;
}

bool nameFits(const CimValue &name)
{
    if (name.isNull())
        return true;
    const QString text = name.toString();
    return !text.trimmed().isEmpty() && text.toUcs4().size() <= 256;
}

void planFiles(const Books &before, const Books &after, const QSet<QString> &split,
               WorkOrder &order)
{
    using Kind = FileStep::Kind;
    QList<FileStep> growFirst, growLater, removals;
    // What differs, and what bytes moved out of or into.
    QSet<QString> changed;
    const auto &changes = after.elements.changes();
    for (auto it = changes.cbegin(); it != changes.cend(); ++it) {
        changed.insert(it.key());
        for (const BookElement *element :
             {before.elements.find(it.key()), after.elements.find(it.key())}) {
            if (element) {
                const QStringList extents = element->carved.keys();
                changed.unite(QSet<QString>(extents.begin(), extents.end()));
            }
        }
    }
    for (const QString &id : std::as_const(changed)) {
        const bool old = before.elements.contains(id);
        const BookElement &element = after.elements.contains(id) ? after.elements[id]
                                                                 : before.elements[id];
        const auto sizeIn = [&id](const Books &books) { return qint64(books.elements[id].size); };
        const qint64 sized = sizeIn(after) - sizeIn(before);
        const qint64 carved = qint64(after.carvedOut(id)) - qint64(before.carvedOut(id));
        const QString location = element.carved.isEmpty() && element.home == element.location
            ? element.location
            : QString();
        const bool early = split.contains(id);
        const qint64 first = std::max<qint64>(sized, 0) - std::max<qint64>(carved, 0)
            + (early ? std::min<qint64>(sized, 0) : 0);
        const qint64 later = (early ? 0 : std::min<qint64>(sized, 0)) - std::min<qint64>(carved, 0);
        if (first > 0)
            growFirst.append({Kind::Grow, element.file, quint64(first), !old, location});
        else if (first < 0)
            order.before.append({Kind::Shrink, element.file, quint64(-first)});
        if (!after.elements.contains(id)) {
            if (!element.carved.isEmpty())
                order.after.append({Kind::Shrink, element.file, quint64(-later)});
            removals.append(
                {Kind::Remove, element.file, element.carved.isEmpty() ? quint64(-sized) : 0});
        } else if (later > 0) {
            growLater.append({Kind::Grow, element.file, quint64(later)});
        } else if (later < 0) {
            order.after.append({Kind::Shrink, element.file, quint64(-later)});
        }
    }
    order.before += growFirst;
    order.after += growLater + removals;
}

QList<std::pair<QString, CimValue>> offered(quint64 size)
{
    return {{u"Size"_s, CimValue::uint64(size)}};
}

quint64 wholeSteps(quint64 size)
{
    return (size + sizeStep - 1) / sizeStep * sizeStep;
}

} // namespace Cistern
