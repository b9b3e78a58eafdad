// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "app/cli/storage.h"

#include "services/schema/schema.h"

#include <algorithm>

namespace Cistern::Cli {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qsizetype longestName = 256; // characters (SP.R14)

bool contains(const CimInstance &object, QStringView property, quint64 number)
{
    return object.value(property).toUnsigneds().contains(number);
}

// "DataRedundancyGoal" within what the pool's capabilities allow: DataRedundancyMin and …Max
// (SP.R18).
std::optional<Failure> boundsProblem(const CimInstance &capabilities, const QString &name,
                                     quint64 value)
{
    for (const QString &end : {u"Goal"_s, u"Min"_s, u"Max"_s}) {
        if (!name.endsWith(end))
            continue;
        const QString stem = name.chopped(end.size());
        const auto least = capabilities.value(stem + u"Min"_s).toUnsigned();
        const auto most = capabilities.value(stem + u"Max"_s).toUnsigned();
        if ((least && value < *least) || (most && value > *most))
            return usage(name,
                         Command::tr("this pool takes %1 to %2")
                             .arg(least.value_or(0))
                             .arg(most.value_or(value)));
    }
    return std::nullopt;
}
} // namespace

QString nameProblem(const QString &name)
{
    if (name.trimmed().isEmpty())
        return Command::tr("a name is more than blanks; leave it away to have one chosen");
    if (name.size() > longestName)
        return Command::tr("a name has at most %L1 characters").arg(longestName);
    return {};
}

void StorageCommand::prepare(const QString &method, Action action, std::function<void()> next)
{
    m_method = Schema::methodsNamed(method).value(0);
    reach(system(), [this, action, next] {
        then(target(*m_method, {}), [this, action, next](const CimPath &service) {
            m_service = service;
            readPools(action, next);
        });
    });
}

void StorageCommand::readPools(Action action, const std::function<void()> &next)
{
    const QString nameSpace(m_method->nameSpace);
    const auto capabilities = [this, nameSpace](Connection &connection) {
        return connection.enumerate(nameSpace, u"CIM_StorageConfigurationCapabilities"_s, this);
    };
    const auto pools = [this, nameSpace](Connection &connection) {
        return connection.enumerate(nameSpace, u"CIM_StoragePool"_s, this);
    };
    then(session().ask(system(), capabilities),
         [this, action, next, pools](const QList<CimInstance> &found) {
             if (!found.isEmpty())
                 m_capabilities = found.first();
             const auto number = static_cast<quint64>(action);
             if (m_capabilities
                 && !contains(*m_capabilities, u"SupportedAsynchronousActions", number)
                 && !contains(*m_capabilities, u"SupportedSynchronousActions", number))
                 return fail(Failure{.cause = Failure::Cause::NotSupported,
                                     .code = 1,
                                     .parameter = QString(m_method->name)},
                             m_method);
             then(session().ask(system(), pools), [this, next](const QList<CimInstance> &all) {
                 m_pools = all;
                 next();
             });
         });
}

void StorageCommand::readDevices(std::function<void()> next)
{
    const auto question = [this](Connection &connection) {
        return connection.enumerate(QString(m_method->nameSpace), u"CIM_StorageExtent"_s, this);
    };
    then(session().ask(system(), question), [this, next](const QList<CimInstance> &all) {
        m_devices = all;
        next();
    });
}

MethodCall StorageCommand::newCall() const
{
    return MethodCall(*m_method, m_service);
}

bool StorageCommand::announces(Feature feature) const
{
    return !m_capabilities
        || contains(*m_capabilities, u"SupportedStoragePoolFeatures",
                    static_cast<quint64>(feature));
}

void StorageCommand::withQuality(const CimPath &pool, const QStringList &words,
                                 std::function<void(const SettingRequest &)> next)
{
    Wsman::AssociationFilter filter;
    filter.object = pool;
    filter.resultClass = u"CIM_StorageCapabilities"_s;
    const auto question = [this, filter](Connection &connection) {
        return connection.associators(filter, this);
    };
    then(session().ask(system(), question), [this, words, next](const QList<CimInstance> &found) {
        if (found.isEmpty())
            return fail(Failure{.cause = Failure::Cause::NotSupported, .parameter = u"Goal"_s});
        const ClassDecl *decl = Schema::findClass(QString(m_method->nameSpace),
                                                  u"MSISCSITARGET_StorageSetting");
        SettingRequest request{
            .parameter = u"Goal"_s, .capabilities = found.first().path(), .values = {}};
        for (const QString &word : words) {
            const QString name = word.section(u'=', 0, 0);
            const int index = decl->indexOf(name);
            if (index < 0 || !word.contains(u'='))
                return fail(
                    usage(u"--quality"_s,
                          tr("%1 is no property of a setting; write NAME=VALUE").arg(name)));
            const PropertyDecl &property = decl->properties[size_t(index)];
            const auto value = CimValue::fromText(property.type, word.section(u'=', 1));
            if (!value)
                return fail(
                    usage(name,
                          tr("%1 is no %2")
                              .arg(word.section(u'=', 1), QString(cimTypeName(property.type)))));
            if (const auto number = value->toUnsigned()) {
                if (const auto problem = boundsProblem(found.first(), QString(property.name),
                                                       *number))
                    return fail(*problem);
            }
            request.values.append({QString(property.name), *value});
        }
        next(request);
    });
}

} // namespace Cistern::Cli
