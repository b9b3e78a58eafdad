// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/support/providerfixture.h"

#include "services/provider/objects.h"
#include "services/schema/jobstate.h"
#include "services/schema/schema.h"
#include "tests/support/requests.h"

#include <QDir>
#include <QEventLoop>
#include <QFileInfo>
#include <QStorageInfo>
#include <QTest>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
const QString nameSpace(Schema::iscsiTarget);

CimPath classPath(const QString &className, const QString &where = nameSpace)
{
    return CimPath(where, className);
}

// A sync of a real disk takes longer than all else that these tests do; memory is as good for them
// where there is enough of it.
QString folderTemplate()
{
    const QStorageInfo memory(u"/dev/shm"_s);
    const bool roomy = memory.isReady() && !memory.isReadOnly()
        && memory.bytesAvailable() > qint64(4096 * MiB);
    return (roomy ? memory.rootPath() : QDir::tempPath()) + u"/cistern-XXXXXX"_s;
}
} // namespace

ProviderFixture::ProviderFixture() : ProviderFixture(Options()) {}

ProviderFixture::ProviderFixture(const Options &options)
    : m_options(options), m_folder(folderTemplate()), m_faults(std::make_shared<FaultPoints>())
{
    start();
    if (!m_options.jobs) {
        announce(u"SupportedAsynchronousActions", {});
        announce(u"SupportedSynchronousActions", {2, 3, 4, 5, 6, 7});
    }
}

ProviderFixture::~ProviderFixture()
{
    m_wire.reset();
    m_provider.reset();
}

void ProviderFixture::start()
{
    m_provider = std::make_unique<Provider>(Provider::Options{.store = store(),
                                                              .systemName = m_options.systemName,
                                                              .firstLimit = m_options.limit,
                                                              .clock = &m_clock,
                                                              .faults = m_faults,
                                                              .pipes = m_options.pipes});
    const auto opened = await(m_provider->opened());
    if (!opened)
        qFatal("the store did not open: %s", qPrintable(opened.failure().serverText));
    m_wire = std::make_unique<Wire>(m_provider->responder());
}

void ProviderFixture::stop()
{
    m_wire.reset();
    m_provider.reset();
}

void ProviderFixture::restart()
{
    stop();
    start();
}

QStringList ProviderFixture::files() const
{
    return QDir(store() + u"/extents"_s).entryList(QDir::Files, QDir::Name);
}

Answer<Envelope> ProviderFixture::sendNow(const Wsman::Body &body, const CimPath &target,
                                          const QString &messageId, const Caller &caller)
{
    Envelope request;
    request.body = body;
    request.target = target;
    request.messageId = messageId.isNull() ? newMessageId() : messageId;
    return m_wire->send(request, caller);
}

Wsman::Body ProviderFixture::send(const Wsman::Body &body, const CimPath &target,
                                  const QString &messageId, const Caller &caller)
{
    const auto reply = await(sendNow(body, target, messageId, caller));
    return reply ? reply->body
                 : Wsman::Body(Wsman::Fault{.code = u"none"_s,
                                            .subcode = u"NoReply"_s,
                                            .detail = {},
                                            .reason = reply.failure().serverText,
                                            .notUnderstood = {}});
}

ProviderFixture::Result ProviderFixture::resultOf(const Wsman::Body &body)
{
    Result result;
    if (const auto *reply = std::get_if<Wsman::InvokeReply>(&body)) {
        result.reply = reply->reply;
        result.code = reply->reply.returnValue.value_or(99999);
    } else if (const auto *fault = std::get_if<Wsman::Fault>(&body)) {
        result.fault = *fault;
        result.code = 99999;
    }
    return result;
}

namespace {
// The call as the program would make it; nothing for one that it would not make at all.
std::optional<MethodCall> sensibleCall(const CimPath &target, const QString &method,
                                       const Arguments &arguments)
{
    const MethodDecl *decl = Schema::findMethod(target.nameSpace(), target.className(), method);
    if (!decl)
        return std::nullopt;
    MethodCall call(*decl, target);
    for (const auto &[name, value] : arguments) {
        if (!value.isNull())
            call.setArgument(name, value);
    }
    return call.problems().isEmpty() ? std::optional(call) : std::nullopt;
}
} // namespace

ProviderFixture::Result ProviderFixture::call(const CimPath &target, const QString &method,
                                              const Arguments &arguments)
{
    const auto sensible = sensibleCall(target, method, arguments);
    if (!m_wire->connection() || !sensible)
        return resultOf(send(Wsman::Invoke{method, arguments}, target));
    const auto reply = await(m_wire->connection()->invoke(*sensible, this));
    return resultOf(reply ? Wsman::Body(Wsman::InvokeReply{method, *reply}) : m_wire->heard());
}

CimPath ProviderFixture::Result::path(QStringView out) const
{
    const CimValue value = reply.out(out);
    return value.toPath() ? *value.toPath() : CimPath();
}

std::optional<CimInstance> ProviderFixture::get(const CimPath &path)
{
    if (m_wire->connection()) {
        const auto instance = await(m_wire->connection()->get(path, this));
        return instance ? std::optional(*instance) : std::nullopt;
    }
    const Wsman::Body body = send(Wsman::Get(), path);
    const auto *reply = std::get_if<Wsman::InstanceReply>(&body);
    return reply ? reply->instance : std::nullopt;
}

QList<CimInstance> ProviderFixture::all(const QString &className, QLatin1StringView where)
{
    const QString nameSpace(where);
    if (m_wire->connection()) {
        const auto instances = await(m_wire->connection()->enumerate(nameSpace, className, this));
        return instances ? *instances : QList<CimInstance>();
    }
    const Wsman::Body body = send(Wsman::Enumerate{.filter = {}, .maxElements = 1000},
                                  classPath(className, nameSpace));
    const auto *items = std::get_if<Wsman::Items>(&body);
    return items && items->end ? items->instances : QList<CimInstance>();
}

QList<CimInstance> ProviderFixture::filtered(const Wsman::AssociationFilter &filter)
{
    if (m_wire->connection()) {
        const auto instances = await(m_wire->connection()->associators(filter, this));
        return instances ? *instances : QList<CimInstance>();
    }
    const Wsman::Body body = send(Wsman::Enumerate{.filter = filter, .maxElements = 1000},
                                  classPath(u"*"_s, filter.object.nameSpace()));
    const auto *items = std::get_if<Wsman::Items>(&body);
    return items ? items->instances : QList<CimInstance>();
}

QList<CimInstance> ProviderFixture::associated(const CimPath &path, const QString &associationClass,
                                               const QString &resultClass, const QString &role)
{
    const Wsman::AssociationFilter filter{.object = path,
                                          .links = false,
                                          .associationClass = associationClass,
                                          .role = role,
                                          .resultClass = resultClass,
                                          .resultRole = {}};
    return filtered(filter);
}

QList<CimInstance> ProviderFixture::links(const CimPath &path, const QString &associationClass)
{
    const Wsman::AssociationFilter filter{.object = path,
                                          .links = true,
                                          .associationClass = {},
                                          .role = {},
                                          .resultClass = associationClass,
                                          .resultRole = {}};
    return filtered(filter);
}

quint64 ProviderFixture::number(const CimPath &path, QStringView property)
{
    const auto instance = get(path);
    return instance ? instance->value(property).toUnsigned().value_or(~quint64(0)) : ~quint64(0);
}

QString ProviderFixture::text(const CimPath &path, QStringView property)
{
    const auto instance = get(path);
    return instance ? instance->value(property).toString() : QString();
}

CimPath ProviderFixture::service()
{
    if (m_service.isEmpty())
        m_service = all(u"MSISCSITARGET_StorageConfigurationService"_s).value(0).path();
    return m_service;
}

CimPath ProviderFixture::system()
{
    return associated(service(), u"CIM_HostedService"_s).value(0).path();
}

CimPath ProviderFixture::location()
{
    if (m_location.isEmpty()) {
        for (const CimInstance &pool : all(u"MSISCSITARGET_StoragePool"_s)) {
            if (pool.value(u"ElementName").toString() == "This computer's storage"_L1)
                m_location = pool.path();
        }
    }
    return m_location;
}

CimPath ProviderFixture::capabilitiesOf(const CimPath &pool)
{
    return associated(pool, u"CIM_ElementCapabilities"_s).value(0).path();
}

QList<CimPath> ProviderFixture::pools()
{
    QList<CimPath> paths;
    for (const CimInstance &pool : all(u"MSISCSITARGET_StoragePool"_s)) {
        if (!pool.value(u"Primordial").toBool().value_or(false))
            paths.append(pool.path());
    }
    return paths;
}

std::optional<quint64> ProviderFixture::spaceConsumed(const CimPath &parent,
                                                      const CimPath &dependent)
{
    for (const CimInstance &link : links(parent, u"CIM_AllocatedFromStoragePool"_s)) {
        if (*link.value(u"Antecedent").toPath() == parent
            && *link.value(u"Dependent").toPath() == dependent)
            return link.value(u"SpaceConsumed").toUnsigned();
    }
    return std::nullopt;
}

QList<CimPath> ProviderFixture::availableExtents(const CimPath &pool)
{
    return call(pool, u"GetAvailableExtents"_s).reply.out(u"AvailableExtents").toPaths();
}

quint64 ProviderFixture::jobState(const CimPath &job)
{
    return number(job, u"JobState");
}

bool ProviderFixture::waitForState(const CimPath &job, quint64 state)
{
    return QTest::qWaitFor([&] { return jobState(job) == state; }, 10000);
}

bool ProviderFixture::waitForEnd(const CimPath &job)
{
    return QTest::qWaitFor([&] { return JobState::isFinal(jobState(job)); }, 20000);
}

CimPath ProviderFixture::madeBy(const CimPath &job)
{
    for (const CimInstance &link : links(job, u"CIM_AffectedJobElement"_s)) {
        if (link.value(u"ElementEffects").toUnsigneds().contains(5))
            return *link.value(u"AffectedElement").toPath();
    }
    return {};
}

ProviderFixture::Result ProviderFixture::finished(Result result)
{
    const CimPath job = result.path(u"Job");
    if (result.code == 4096 && waitForEnd(job)) {
        if (const CimPath made = madeBy(job);
            !made.isEmpty() && made.className().endsWith("Pool"_L1))
            result.reply.outs.append({u"Pool"_s, ref(made)});
        else if (!made.isEmpty())
            result.reply.outs.append({u"TheElement"_s, ref(made)});
    }
    return result;
}

ProviderFixture::Result ProviderFixture::createPool(const Arguments &arguments)
{
    return finished(callService(u"CreateOrModifyStoragePool"_s, arguments));
}

ProviderFixture::Result ProviderFixture::modify(const CimPath &pool, Arguments arguments)
{
    arguments.append({u"Pool"_s, ref(pool)});
    return createPool(arguments);
}

CimPath ProviderFixture::pool(const QString &name, quint64 size, const CimPath &from)
{
    const CimPath made = createPool(
                             {{u"ElementName"_s, words(name)},
                              {u"Size"_s, bytes(size)},
                              {u"InPools"_s, pathTexts({from.isEmpty() ? location() : from})}})
                             .path(u"Pool");
    if (made.isEmpty())
        qFatal("no pool %s", qPrintable(name));
    return made;
}

CimPath ProviderFixture::extent(quint64 size, const CimPath &from)
{
    const CimPath made = finished(
                             callService(u"CreateOrModifyElementFromStoragePool"_s,
                                         {{u"ElementType"_s, CimValue::uint16(3)},
                                          {u"Size"_s, bytes(size)},
                                          {u"InPool"_s, ref(from.isEmpty() ? location() : from)}}))
                             .path(u"TheElement");
    if (made.isEmpty())
        qFatal("no extent");
    return made;
}

CimPath ProviderFixture::volume(const CimPath &pool, quint64 size)
{
    const CimPath made = finished(callService(u"CreateOrModifyElementFromStoragePool"_s,
                                              {{u"ElementType"_s, CimValue::uint16(2)},
                                               {u"Size"_s, bytes(size)},
                                               {u"InPool"_s, ref(pool)}}))
                             .path(u"TheElement");
    if (made.isEmpty())
        qFatal("no volume");
    return made;
}

QStringList ProviderFixture::folders()
{
    QStringList folders;
    const auto locations = await(m_provider->locations());
    for (const auto &location : *locations)
        folders.append(location.folder);
    return folders;
}

CimPath ProviderFixture::addLocation(const QString &name, quint64 limit)
{
    const QString folder = m_folder.filePath(name);
    QDir().mkpath(folder);
    const auto added = await(m_provider->addLocation(folder, limit));
    if (!added)
        qFatal("no location %s", qPrintable(name));
    return Objects::poolPath(added->id);
}

CimPath ProviderFixture::goal(const CimPath &pool, const Arguments &values)
{
    const CimPath made = call(capabilitiesOf(pool), u"CreateSetting"_s,
                              {{u"SettingType"_s, CimValue::uint16(3)}})
                             .path(u"NewSetting");
    for (const auto &[name, value] : values)
        putGoal(made, name, value);
    return made;
}

void ProviderFixture::putGoal(const CimPath &setting, const QString &property,
                              const CimValue &value)
{
    CimInstance change = Objects::made("MSISCSITARGET_StorageSetting"_L1);
    change.set(property, value);
    if (std::holds_alternative<Wsman::Fault>(send(Wsman::Put{change}, setting)))
        qFatal("the goal could not be written");
}

void ProviderFixture::announce(QStringView property, std::initializer_list<quint16> values)
{
    CimInstance capabilities = all(u"MSISCSITARGET_StorageConfigurationCapabilities"_s).value(0);
    capabilities.set(property,
                     values.size() == 0 ? CimValue::null(CimType::UInt16, true)
                                        : CimValue::uint16s(values));
    if (!await(m_provider->adjust(capabilities)))
        qFatal("the capabilities could not be adjusted");
}

CimInstance ProviderFixture::addForeignSystem()
{
    const QString name = u"other.example"_s;
    const CimInstance pool = Objects::pool(u"Other:pool"_s, u"far"_s, name, false);
    const CimInstance extent = Objects::extent(u"far-extent"_s, name);
    for (const CimInstance &object :
         {Objects::system(name, {}, {}), pool, extent,
          Objects::link("MSISCSITARGET_HostedStoragePool"_L1, "GroupComponent"_L1,
                        Objects::systemPath(name), "PartComponent"_L1, pool.path())}) {
        if (!await(m_provider->adjust(object, true)))
            qFatal("the other system could not be added");
    }
    return pool;
}

std::variant<CimPath, QString> ProviderFixture::create(const CimInstance &instance)
{
    const QString where(instance.decl()->nameSpace);
    Wsman::Body body;
    if (m_wire->connection()) {
        const auto path = await(m_wire->connection()->create(where, instance, this));
        if (path)
            return *path;
        body = m_wire->heard();
    } else {
        body = send(Wsman::Create{instance}, {where, instance.className()});
    }
    if (const auto *reply = std::get_if<Wsman::CreateReply>(&body))
        return reply->path;
    return subcode(body);
}

QStringList ProviderFixture::snapshot()
{
    QStringList lines;
    for (const QString &className :
         {u"CIM_StoragePool"_s, u"CIM_StorageExtent"_s, u"CIM_AllocatedFromStoragePool"_s,
          u"CIM_ConcreteComponent"_s, u"CIM_HostedStoragePool"_s, u"CIM_SystemDevice"_s,
          u"CIM_StorageCapabilities"_s}) {
        for (const CimInstance &instance : all(className)) {
            QString line = instance.path().toText();
            for (const auto &[name, value] : instance.properties())
                line += u'\n' + name + u'=' + value.toText();
            lines.append(line);
        }
    }
    for (const QString &file : files())
        lines.append(file + u' '
                     + QString::number(QFileInfo(store() + u"/extents/"_s + file).size()));
    return lines;
}

QString ProviderFixture::booksProblem()
{
    const auto allLinks = all(u"CIM_AllocatedFromStoragePool"_s);
    for (const CimInstance &pool : all(u"CIM_StoragePool"_s)) {
        quint64 consumed = 0;
        for (const CimInstance &link : allLinks) {
            if (*link.value(u"Antecedent").toPath() == pool.path())
                consumed += link.value(u"SpaceConsumed").toUnsigned().value_or(0);
        }
        const quint64 total = pool.value(u"TotalManagedSpace").toUnsigned().value_or(0);
        const quint64 remaining = pool.value(u"RemainingManagedSpace").toUnsigned().value_or(0);
        if (total != remaining + consumed)
            return u"%1: %2 != %3 + %4"_s.arg(pool.value(u"ElementName").toString())
                .arg(total)
                .arg(remaining)
                .arg(consumed);
    }
    return {};
}

CimValue pathTexts(const QList<CimPath> &paths)
{
    QStringList texts;
    for (const CimPath &path : paths)
        texts.append(path.toText());
    return CimValue::strings(texts);
}

} // namespace Cistern
