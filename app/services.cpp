// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "app/services.h"

#include "app/practicesystems.h"
#include "models/storagefacts.h"
#include "services/credentials/credentialbook.h"
#include "services/credentials/vault.h"
#include "services/inventory/inventorycache.h"
#include "services/inventory/refresher.h"
#include "services/inventory/shape.h"
#include "services/jobs/jobhistory.h"
#include "services/provider/practice.h"
#include "services/provider/provider.h"
#include "services/systems/networkwatch.h"
#include "services/systems/secretsource.h"
#include "services/systems/systemevents.h"
#include "services/wsman/transports/httptransport.h"
#include "services/wsman/transports/localtransport.h"

#include <QDir>
#include <QElapsedTimer>
#include <QStandardPaths>
#include <QTimer>

#include <algorithm>
#include <map>
#include <utility>

#include <pwd.h>
#include <unistd.h>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qint64 longestTurn = 5'000'000; // ns

QString orBelow(const QString &folder, QStandardPaths::StandardLocation location)
{
    return folder.isEmpty() ? QStandardPaths::writableLocation(location) + u"/cistern"_s : folder;
}

// Of this computer. USER may be anything, or missing under a service manager.
QString accountName()
{
    const passwd *entry = getpwuid(getuid());
    return entry ? QString::fromLocal8Bit(entry->pw_name) : qEnvironmentVariable("USER");
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

// Of a system that names somebody whose credentials are not there: to sign in as nobody instead
// would ask the system for something else.
class MissingCredentials final : public Transport
{
public:
    explicit MissingCredentials(const ConnectionSpec &spec)
        : m_address(spec.url.toString(QUrl::RemoveUserInfo))
        , m_failure{.cause = Failure::Cause::NotFound,
                    .stage = Failure::Stage::SignIn,
                    .parameter = u"credential"_s}
    {
        if (findScheme(spec.scheme.toLatin1()))
            return;
        m_failure.cause = Failure::Cause::NotSupported;
        m_failure.parameter = u"scheme"_s;
    }

    QString address() const override { return m_address; }
    Answer<Envelope> send(const Envelope &, QObject *) override
    {
        return readyAnswer<Envelope>(m_failure);
    }

private:
    QString m_address;
    Failure m_failure;
};

QString cleanFolder(const QString &folder)
{
    return QDir::cleanPath(QDir(folder).absolutePath());
}
} // namespace

struct Services::Private
{
    explicit Private(const Options &options)
        : configDir(orBelow(options.configDir, QStandardPaths::GenericConfigLocation))
        , dataDir(orBelow(options.dataDir, QStandardPaths::GenericDataLocation))
        , store(options.store.isEmpty() ? dataDir + u"/local"_s : options.store)
        , systemName(options.systemName)
        , cacheDir(options.cacheDir)
        , credentials(configDir + u"/credentials.json"_s)
        , book(configDir + u"/systems.json"_s)
        , secrets(vault, credentials)
        , history(dataDir + u"/history.sqlite"_s)
    {
        book.setCredentials(credentials);
        credentials.setUsers([this](const QString &set) { return usersOf(set); });
        // A practice site stands for its systems, the first of them for this computer.
        const PracticeSite site(store);
        const QStringList names = options.store.isEmpty() ? QStringList() : site.systems();
        if (!names.isEmpty()) {
            book.lend(practiceSystems(site));
            store = site.store(names.first());
        }
        store = cleanFolder(store); // by which its records are known
    }

    Credentials credentialsOf(const ConnectionSpec &spec, const Secret &secret) const;
    std::unique_ptr<Transport> transport(const ConnectionSpec &spec, const Secret &password);
    QString userOf(const QString &systemId) const;
    QString nameOf(const QString &systemId, const CimPath &path) const;
    QString storeOf(const ConnectionSpec &spec) const; // empty for what is elsewhere
    QString whatIs(const QString &systemId) const;
    QHash<QString, QString> stores() const;
    QStringList usersOf(const QString &set) const;
    void signInAnew(const std::function<bool(const ConnectionSpec &)> &concerns);
    Provider &target(const QString &folder);

    const QString configDir, dataDir;
    QString store, systemName, cacheDir;
    PipeOptions pipes;
    SystemClock clock;
    Vault vault;
    CredentialBook credentials;
    SystemBook book;
    SecretSource secrets;
    JobHistory history;
    std::map<QString, std::unique_ptr<Provider>> targets; // by folder; opened when first wanted
    std::unique_ptr<Connections> connections;
    QStringList opening; // systems that wait for openAll() to come to them
    std::unique_ptr<NetworkWatch> network;
    std::unique_ptr<SystemEvents> events;
    std::unique_ptr<JobTracker> jobs;
    std::unique_ptr<Inventory> inventory;
    std::unique_ptr<Refresher> refresher;
    std::unique_ptr<InventoryCache> cache;
};

Credentials Services::Private::credentialsOf(const ConnectionSpec &spec, const Secret &secret) const
{
    if (!findScheme(spec.scheme.toLatin1()))
        return {};
    if (spec.credential.isEmpty())
        return {.user = spec.user, .secret = secret};
    const CredentialSet *set = credentials.find(spec.credential);
    if (!set)
        return {};
    if (set->kind != CredentialSet::Kind::Certificate)
        return {.user = set->user,
                .secret = secret,
                .useTicketCache = set->kind == CredentialSet::Kind::TicketCache};
    const ClientCertificate certificate = secrets.certificateOf(set->id);
    return {.clientCertificate = certificate.chain, .clientKey = certificate.key};
}

// As the system knows who asks; empty with a ticket or a certificate, whose name it reads itself.
QString Services::Private::userOf(const QString &systemId) const
{
    const ConnectionSpec *spec = book.find(systemId);
    if (!spec)
        return {};
    if (spec->url.scheme() == "local"_L1)
        return accountName();
    const CredentialSet *set = credentials.find(spec->credential);
    return set ? set->user : spec->user;
}

// Empty of what has not been read.
QString Services::Private::nameOf(const QString &systemId, const CimPath &path) const
{
    const Node *node = inventory ? inventory->node(inventory->find(systemId, path)) : nullptr;
    return node ? StorageFacts::nameOf(node->instance) : QString();
}

QStringList Services::Private::usersOf(const QString &set) const
{
    QStringList names;
    for (const ConnectionSpec &spec : book.systems()) {
        if (spec.credential == set)
            names.append(spec.name);
    }
    return names;
}

void Services::Private::signInAnew(const std::function<bool(const ConnectionSpec &)> &concerns)
{
    const QList<ConnectionSpec> systems = book.systems();
    for (const ConnectionSpec &spec : systems) {
        if (concerns(spec))
            connections->signInAnew(spec.id);
    }
}

QString Services::Private::storeOf(const ConnectionSpec &spec) const
{
    if (spec.url.scheme() != "local"_L1)
        return {};
    return spec.url.path().isEmpty() ? store : cleanFolder(spec.url.path());
}

// A store or an address, besides the id: what was read there holds for nothing else.
QString Services::Private::whatIs(const QString &systemId) const
{
    const ConnectionSpec *spec = book.find(systemId);
    const QString folder = spec ? storeOf(*spec) : QString();
    return systemId + u'\n'
        + (folder.isEmpty() && spec ? spec->url.toString(QUrl::RemoveUserInfo) : folder);
}

QHash<QString, QString> Services::Private::stores() const
{
    QHash<QString, QString> stores;
    for (const ConnectionSpec &spec : book.systems()) {
        if (const QString folder = storeOf(spec); !folder.isEmpty())
            stores.insert(spec.id, folder);
    }
    return stores;
}

// The one place that knows which kinds of transport there are.
std::unique_ptr<Transport> Services::Private::transport(const ConnectionSpec &spec,
                                                        const Secret &password)
{
    if (const QString folder = storeOf(spec); !folder.isEmpty()) {
        // A store that could not be opened is tried anew: who held it may be gone.
        if (const auto old = targets.find(folder); old != targets.end()
            && old->second->opened().isFinished() && !takenFrom(old->second->opened()))
            targets.erase(old);
        Provider &provider = target(folder);
        const Caller person{.user = accountName(), .role = AccessRole::Manage};
        return std::make_unique<StoreTransport>(
            provider.opened(), provider.admission(),
            std::make_unique<LocalTransport>(provider.responder(), person, clock));
    }
    const Credentials who = credentialsOf(spec, password);
    if (who.isEmpty() && !(spec.user.isEmpty() && spec.credential.isEmpty()))
        return std::make_unique<MissingCredentials>(spec);
    // A way that is not known stands for nobody.
    const Scheme *scheme = findScheme(spec.scheme.toLatin1());
    return std::make_unique<HttpTransport>(HttpTarget{.url = spec.url,
                                                      .credentials = who,
                                                      .pin = spec.pin,
                                                      .scheme = scheme ? scheme : &schemes().back(),
                                                      .service = spec.service,
                                                      .bindsChannel = spec.bindsChannel,
                                                      .address = spec.address,
                                                      .clearAllowed = spec.clearAllowed},
                                           clock);
}

Provider &Services::Private::target(const QString &folder)
{
    std::unique_ptr<Provider> &provider = targets[folder];
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
        [this](const ConnectionSpec &spec, QObject *owner) {
            return d->secrets.secret(spec, owner);
        },
        d->clock);
    d->connections->setKnownPasswords([this](const ConnectionSpec &spec, QObject *owner) {
        return d->secrets.secret(spec, owner, SecretSource::Ask::Nobody);
    });
    d->events = std::make_unique<SystemEvents>(*d->connections, Shape::interests());
    d->jobs = std::make_unique<JobTracker>(*d->connections, d->history, d->clock, nullptr,
                                           d->events.get());
    d->jobs->setAsker(
        {.person = accountName(),
         .signedInAs = [this](const QString &systemId) { return d->userOf(systemId); },
         .nameOf = [this](const QString &systemId,
                          const CimPath &path) { return d->nameOf(systemId, path); },
         .stores = [this] { return d->stores(); }});
    connect(d->connections.get(), &Connections::stateChanged, this, &Services::followSignIn);
    connect(&d->secrets, &SecretSource::changed, this, [this](const QString &key) {
        d->signInAnew([&key](const auto &spec) { return SecretSource::keyOf(spec) == key; });
    });
    // Those who wait for the same answer have it; those who gave up before try again.
    connect(&d->secrets, &SecretSource::told, this, [this](const QString &key) {
        d->signInAnew([this, &key](const ConnectionSpec &spec) {
            return SecretSource::keyOf(spec) == key && failedToSignIn(spec.id);
        });
    });
    connect(&d->credentials, &CredentialBook::setChanged, this, [this](const QString &set) {
        d->signInAnew([&set](const ConnectionSpec &spec) { return spec.credential == set; });
    });
}

void Services::openAll()
{
    QList<std::pair<QString, QString>> order; // as the list shows them, this computer before all
    for (const ConnectionSpec &spec : d->book.systems()) {
        const QString place = spec.site.isEmpty() ? spec.name : spec.site + u'\n' + spec.name;
        order.append({spec.id == localSystemId ? QString() : place.toCaseFolded(), spec.id});
    }
    std::sort(order.begin(), order.end());
    d->opening.clear();
    for (const auto &[place, id] : std::as_const(order))
        d->opening.append(id);
    openSome();
}

void Services::openSome()
{
    QElapsedTimer time;
    time.start();
    while (!d->opening.isEmpty() && time.nsecsElapsed() < longestTurn)
        d->connections->openUnasked(d->opening.takeFirst());
    if (!d->opening.isEmpty())
        QTimer::singleShot(0, this, &Services::openSome);
}

void Services::watchNetwork()
{
    if (d->network)
        return;
    d->network = std::make_unique<NetworkWatch>(d->clock);
    connect(d->network.get(), &NetworkWatch::changed, d->connections.get(),
            &Connections::startOver);
    d->network->start();
}

bool Services::failedToSignIn(const QString &systemId) const
{
    const SystemState state = d->connections->state(systemId);
    return state.phase == SystemState::Phase::Failed
        && state.failure->cause == Failure::Cause::SignIn;
}

void Services::followSignIn(const QString &systemId)
{
    const ConnectionSpec *spec = d->book.find(systemId);
    if (!spec)
        return;
    if (failedToSignIn(systemId))
        d->secrets.refused(*spec);
    else if (d->connections->state(systemId).phase == SystemState::Phase::Connected)
        d->secrets.accepted(*spec);
}

Services::~Services()
{
    // Those who ask go before those who answer.
    d->refresher.reset();
    d->cache.reset();
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
CredentialBook &Services::credentials()
{
    return d->credentials;
}
SecretSource &Services::secrets()
{
    return d->secrets;
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
        d->jobs->watchOthers(*d->inventory);
        connect(d->jobs.get(), &JobTracker::affected, d->refresher.get(),
                [this](const QString &systemId) { d->refresher->refresh(systemId); });
        if (!d->cacheDir.isEmpty())
            d->cache = std::make_unique<InventoryCache>(
                d->cacheDir, d->book, *d->refresher, *d->inventory, d->clock,
                [this](const QString &systemId) { return d->whatIs(systemId); });
    }
    return *d->refresher;
}

Answer<Done> Services::load(QObject *owner)
{
    Pledge<Done> pledge;
    onDone(d->credentials.load(this), owner, [this, owner, pledge](const Outcome<Done> &sets) {
        onDone(d->book.load(this), owner, [pledge, sets](const Outcome<Done> &systems) {
            pledge.give(systems ? sets : systems);
        });
    });
    return pledge.answer();
}

void Services::setPasswordPrompt(const PasswordSource &prompt)
{
    d->secrets.setPrompt([prompt](const SecretQuestion &question, QObject *owner) {
        return andThen(prompt(question.spec, owner), owner, [](const Secret &secret) {
            return readyAnswer<ToldSecret>(ToldSecret{.secret = secret});
        });
    });
}

bool Services::worksHere(const QString &systemId) const
{
    const ConnectionSpec *spec = d->book.find(systemId);
    return spec && spec->url.scheme() == "local"_L1;
}

} // namespace Cistern
