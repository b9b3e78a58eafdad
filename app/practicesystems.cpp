// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "app/practicesystems.h"

#include "app/practicebuilder.h"
#include "services/core/onpool.h"
#include "services/schema/schema.h"

#include <QCoreApplication>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
QUrl urlOf(const PracticeSite &site, const QString &system)
{
    QUrl url;
    url.setScheme(u"local"_s);
    url.setPath(site.store(system));
    return url;
}

// The list as it should be: the site's systems in it, under ids that are free.
Answer<QStringList> list(Services &services, const PracticeSite &site, QObject *owner,
                         QStringList systems, const QStringList &done = {})
{
    if (systems.isEmpty())
        return readyAnswer<QStringList>(done);
    const QString system = systems.takeFirst();
    ConnectionSpec spec{.id = system,
                        .name = system,
                        .url = urlOf(site, system),
                        .site = QCoreApplication::translate("Practice", "Practice site")};
    for (const ConnectionSpec &other : services.book().systems()) {
        if (other.url == spec.url)
            return list(services, site, owner, systems, done + QStringList{other.id});
        if (other.id.compare(spec.id, Qt::CaseInsensitive) == 0)
            spec.id = system + u"-practice"_s;
    }
    return andThen(services.book().add(spec, owner), owner, [=, &services](const Done &) {
        return list(services, site, owner, systems, done + QStringList{spec.id});
    });
}

// On the system whose files take their time, once in its life.
void startSlowJob(Services &services, const QString &id)
{
    const QString nameSpace(Schema::iscsiTarget),
        poolClass = u"CIM_StoragePool"_s,
        serviceClass = u"MSISCSITARGET_StorageConfigurationService"_s;
    auto *once = new QObject(&services);
    const auto look = [=, &services] {
        Connection *connection = services.connections().connection(id);
        if (!connection)
            return;
        QObject::disconnect(&services.connections(), nullptr, once, nullptr);
        const auto hosts = connection->enumerate(nameSpace, serviceClass, once);
        onDone(hosts, once, [=, &services](const Outcome<QList<CimInstance>> &found) {
            if (!found || found->isEmpty() || !services.connections().connection(id))
                return once->deleteLater();
            const CimPath service = found->first().path();
            const auto pools = services.connections().connection(id)->enumerate(nameSpace,
                                                                                poolClass, once);
            onDone(pools, once, [=, &services](const Outcome<QList<CimInstance>> &all) {
                once->deleteLater();
                const QString name = u"slow-pool"_s;
                CimPath location;
                for (const CimInstance &pool : all ? *all : QList<CimInstance>()) {
                    if (pool.value(u"ElementName").toString() == name)
                        return;
                    if (pool.value(u"Primordial").toBool().value_or(false))
                        location = pool.path();
                }
                if (location.isEmpty())
                    return;
                MethodCall call(
                    *Schema::findMethod(nameSpace, serviceClass, u"CreateOrModifyStoragePool"),
                    service);
                call.setArgument(u"ElementName", CimValue::string(name));
                call.setArgument(u"Size", CimValue::uint64(16 * 1024 * 1024));
                call.setArgument(u"InPools", CimValue::strings({location.toText()}));
                services.jobs().run(id, call, &services);
            });
        });
    };
    QObject::connect(&services.connections(), &Connections::stateChanged, once, look);
    look();
}
} // namespace

QList<ConnectionSpec> practiceSystems(const PracticeSite &site)
{
    QList<ConnectionSpec> specs;
    const QStringList systems = site.systems();
    for (const QString &system : systems)
        specs.append({.id = system,
                      .name = system,
                      .url = urlOf(site, system),
                      .site = QCoreApplication::translate("Practice", "Practice site")});
    return specs;
}

PracticeSite practiceSite(const Services &services)
{
    return PracticeSite(services.dataDir() + u"/practice"_s);
}

Answer<Done> makePracticeSite(const PracticeSite &site, QObject *owner)
{
    const auto there = onPool([site]() -> Outcome<bool> { return site.exists(); });
    return andThen(there, owner, [site, owner](bool exists) {
        return exists ? readyAnswer<Done>(Done()) : (new PracticeBuilder(site, owner))->start();
    });
}

Answer<QStringList> addPracticeSite(Services &services, QObject *owner)
{
    const PracticeSite site = practiceSite(services);
    return andThen(makePracticeSite(site, owner), owner, [site, &services, owner](const Done &) {
        return list(services, site, owner, PracticeBuilder::systems());
    });
}

Answer<QStringList> openPracticeSite(Services &services, QObject *owner)
{
    return andThen(addPracticeSite(services, owner), owner, [&services](const QStringList &ids) {
        for (const QString &id : ids)
            services.connections().open(id);
        const qsizetype slow = PracticeBuilder::systems().indexOf(PracticeBuilder::slowSystem());
        startSlowJob(services, ids.value(slow));
        return readyAnswer<QStringList>(ids);
    });
}

bool practiceSiteIsOpen(Services &services)
{
    const PracticeSite site = practiceSite(services);
    const QStringList names = PracticeBuilder::systems();
    return std::all_of(names.begin(), names.end(), [&](const QString &name) {
        const auto &systems = services.book().systems();
        return std::any_of(systems.begin(), systems.end(), [&](const ConnectionSpec &spec) {
            return spec.url == urlOf(site, name);
        });
    });
}

void setPracticeSwitch(const PracticeSite &site, PracticeSwitch which, bool on)
{
    onPool([=] { return site.set(which, on); });
}

} // namespace Cistern
