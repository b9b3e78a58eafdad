// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "app/services.h"

#include "app/practicesystems.h"
#include "services/credentials/vault.h"
#include "services/inventory/refresher.h"
#include "services/inventory/shape.h"
#include "services/jobs/jobhistory.h"
#include "services/provider/practice.h"
#include "services/provider/provider.h"
#include "services/systems/systemevents.h"
#include "services/wsman/transports/httptransport.h"
#include "services/wsman/transports/localtransport.h"

#include <QDir>
#include <QStandardPaths>

#include <map>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {

QString orBelow(const QString &folder, QStandardPaths::StandardLocation location)
{
    return folder.isEmpty() ? QStandardPaths::writableLocation(location) + u"/cistern"_s : folder;
}

// Says itself why the store could not be opened, where the provider could only answer with a fault.
class StoreTransport final : public Transport
{
public:
    using Admission = std::function<Answer<Done>()>;
    StoreTransport(const Answer<Done> &opened, Admission admission,
                   std::unique_ptr<Transport> inner)
        : m_opened(opened), m_admission(std::move(admission)), m_inner(std::move(inner))
    {}

    QString address() const override { return m_inner->address(); }
    Answer<Envelope> send(const Envelope &request, QObject *owner) override
    {
        // Held by the call, which may outlast this object while the store still opens.
        const auto admitted = andThen(
            m_opened, owner, [admission = m_admission](const Done &) { return admission(); });
        return andThen(admitted, owner, [inner = m_inner, request, owner](const Done &) {
            return inner->send(request, owner);
        });
    }

private:
    Answer<Done> m_opened;
    Admission m_admission;
    std::shared_ptr<Transport> m_inner;
};

} // namespace

struct Services::Private
{
    explicit Private(const Options &options)
        : configDir(orBelow(options.configDir, QStandardPaths::GenericConfigLocation))
        , dataDir(orBelow(options.dataDir, QStandardPaths::GenericDataLocation))
        , store(options.store.isEmpty() ? dataDir + u"/local"_s : options.store)
        , systemName(options.systemName)
        , book(configDir + u"/systems.json"_s)
        , history(dataDir + u"/history.sqlite"_s)
    {
        // A practice site stands for its systems, the first of them for this computer.
        const PracticeSite site(store);
        const QStringList names = options.store.isEmpty() ? QStringList() : site.systems();
        if (names.isEmpty())
            return;
        book.lend(practiceSystems(site));
        store = site.store(names.first());
    }

    std::unique_ptr<Transport> transport(const ConnectionSpec &spec, const Secret &password);
    Provider &target(const QString &folder);

    const QString configDir, dataDir;
    QString store, systemName;
    PipeOptions pipes;
    SystemClock clock;
    Vault vault;
    SystemBook book;
    JobHistory history;
    PasswordSource prompt;
    std::map<QString, std::unique_ptr<Provider>> targets; // by folder; opened when first wanted
    std::unique_ptr<Connections> connections;
    std::unique_ptr<SystemEvents> events;
    std::unique_ptr<JobTracker> jobs;
    std::unique_ptr<Inventory> inventory;
    std::unique_ptr<Refresher> refresher;
};

// The one place that knows which kinds of transport there are.
std::unique_ptr<Transport> Services::Private::transport(const ConnectionSpec &spec,
                                                        const Secret &password)
{
    if (spec.url.scheme() == "local"_L1) {
        const QString folder = spec.url.path().isEmpty() ? store : spec.url.path();
        // A store that could not be opened is tried anew: who held it may be gone.
        if (const auto old = targets.find(QDir::cleanPath(folder)); old != targets.end()
            && old->second->opened().isFinished() && !takenFrom(old->second->opened()))
            targets.erase(old);
        Provider &provider = target(folder);
        const Caller person{.user = qEnvironmentVariable("USER"), .role = AccessRole::Manage};
        return std::make_unique<StoreTransport>(
            provider.opened(), provider.admission(),
            std::make_unique<LocalTransport>(provider.responder(), person, clock));
    }
    return std::make_unique<HttpTransport>(
        HttpTarget{.url = spec.url,
                   .credentials = {.user = spec.user, .secret = password},
                   .pin = spec.pin},
        clock);
}

Provider &Services::Private::target(const QString &folder)
{
    std::unique_ptr<Provider> &provider = targets[QDir::cleanPath(folder)];
    if (!provider)
        provider = std::make_unique<Provider>(
            Provider::Options{.store = folder,
                              .systemName = folder == store ? systemName : QString(),
                              .firstLimit = {},
                              .clock = nullptr,
                              .faults = {},
                              .pipes = folder == store ? pipes : PipeOptions()});
    return *provider;
}

Services::Services(const Options &options, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(options))
{
    d->connections = std::make_unique<Connections>(
        d->book,
        [this](const ConnectionSpec &spec, const Secret &password) {
            return d->transport(spec, password);
        },
        [this](const ConnectionSpec &spec, QObject *owner) { return password(spec, owner); },
        d->clock);
    d->events = std::make_unique<SystemEvents>(*d->connections, Shape::interests());
    d->jobs = std::make_unique<JobTracker>(*d->connections, d->history, d->clock, nullptr,
                                           d->events.get());
    connect(d->connections.get(), &Connections::stateChanged, this, [this](const QString &id) {
        const SystemState state = d->connections->state(id);
        const ConnectionSpec *spec = d->book.find(id);
        if (spec && state.phase == SystemState::Phase::Failed
            && state.failure->cause == Failure::Cause::SignIn)
            d->vault.refuse(passwordKey(*spec));
    });
}

Services::~Services()
{
    // Those who ask go before those who answer.
    d->refresher.reset();
    d->jobs.reset();
    d->events.reset();
    d->connections.reset();
}

Clock &Services::clock()
{
    return d->clock;
}
SystemBook &Services::book()
{
    return d->book;
}
Connections &Services::connections()
{
    return *d->connections;
}
JobTracker &Services::jobs()
{
    return *d->jobs;
}
JobHistory &Services::history()
{
    return d->history;
}
Vault &Services::vault()
{
    return d->vault;
}
Provider &Services::localTarget()
{
    return d->target(d->store);
}
void Services::setPipes(const PipeOptions &pipes)
{
    d->pipes = pipes;
}
QString Services::configDir() const
{
    return d->configDir;
}
QString Services::dataDir() const
{
    return d->dataDir;
}
QString Services::store() const
{
    return d->store;
}

Inventory &Services::inventory()
{
    refresher();
    return *d->inventory;
}

Refresher &Services::refresher()
{
    if (!d->refresher) {
        d->inventory = std::make_unique<Inventory>();
        d->refresher = std::make_unique<Refresher>(d->book, *d->connections, *d->inventory,
                                                   d->clock, nullptr, d->events.get());
        connect(d->jobs.get(), &JobTracker::affected, d->refresher.get(),
                [this](const QString &systemId) { d->refresher->refresh(systemId); });
    }
    return *d->refresher;
}

void Services::setPasswordPrompt(PasswordSource prompt)
{
    d->prompt = std::move(prompt);
}

Answer<Secret> Services::password(const ConnectionSpec &spec, QObject *owner)
{
    Pledge<Secret> pledge;
    const QString key = passwordKey(spec);
    onDone(d->vault.read(key, owner), owner,
           [this, key, spec, owner, pledge](const Outcome<Secret> &kept) {
               if (kept)
                   return pledge.give(*kept);
               if (!d->prompt)
                   return pledge.give(
                       Failure{.cause = Failure::Cause::SignIn, .stage = Failure::Stage::SignIn});
               onDone(d->prompt(spec, owner), owner,
                      [this, key, pledge](const Outcome<Secret> &told) {
                          if (told)
                              d->vault.keepForThisRun(key, *told);
                          pledge.give(told);
                      });
           });
    return pledge.answer();
}

QString Services::passwordKey(const ConnectionSpec &spec)
{
    return spec.user + u'@' + spec.url.toString(QUrl::RemoveUserInfo | QUrl::FullyEncoded);
}

bool Services::worksHere(const QString &systemId) const
{
    const ConnectionSpec *spec = d->book.find(systemId);
    return spec && spec->url.scheme() == "local"_L1;
}

} // namespace Cistern
