// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A console that knows two local targets of this process, "alpha" and "beta", which are each
// other's peers: reached in-process or over HTTP, each at its own port.
#pragma once

#include "app/services.h"
#include "models/pipefacts.h"
#include "services/core/systemclock.h"
#include "services/credentials/credentialbook.h"
#include "services/credentials/vault.h"
#include "services/inventory/refresher.h"
#include "services/jobs/jobhistory.h"
#include "services/jobs/jobtracker.h"
#include "services/provider/provider.h"
#include "services/systems/connections.h"
#include "services/systems/secretsource.h"
#include "services/wsman/listener.h"
#include "services/wsman/transports/httptransport.h"
#include "services/wsman/transports/localtransport.h"
#include "ui/widgets/console.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

class PipeConsole
{
public:
    enum class Way { InProcess, Http };

    static QString alpha() { return QStringLiteral("alpha"); }
    static QString beta() { return QStringLiteral("beta"); }

    // folder: where it keeps everything, and finds what another one left there; empty: its own.
    explicit PipeConsole(Way way = Way::InProcess, const QString &folder = {})
        : m_folder(folder.isEmpty() ? m_dir.path() : folder)
        , m_way(way)
        , m_users(std::make_shared<Cistern::UserFile>(m_folder.filePath(QStringLiteral("users")),
                                                      Cistern::UserFile::leastIterations))
        , book(m_folder.filePath(QStringLiteral("systems.json")))
        , connections(
              book,
              [this](const Cistern::ConnectionSpec &spec, const Cistern::Secret &) {
                  return transport(spec);
              },
              [this](const Cistern::ConnectionSpec &, QObject *) {
                  return Cistern::readyAnswer<Cistern::Secret>(m_password);
              },
              clock)
        , history(m_folder.filePath(QStringLiteral("history.sqlite")))
        , jobs(connections, history, clock)
        , refresher(book, connections, inventory, clock)
        , console{.clock = clock,
                  .book = book,
                  .connections = connections,
                  .inventory = inventory,
                  .refresher = refresher,
                  .jobs = jobs,
                  .history = history,
                  .credentials = credentials,
                  .secrets = secrets,
                  .addLocation = {},
                  .names = std::make_shared<QHash<QString, QString>>()}
    {
        QObject::connect(&jobs, &Cistern::JobTracker::affected, &refresher,
                         &Cistern::Refresher::refresh);
        [&] {
            QVERIFY(
                m_users->add({QStringLiteral("admin"), Cistern::AccessRole::Manage}, m_password));
            QVERIFY(m_users->add({QStringLiteral("guest"), Cistern::AccessRole::Read}, m_password));
        }();
        must(book.load(&m_owner));
        start(alpha());
        start(beta());
        befriend();
        for (const QString &id : {alpha(), beta()})
            connections.open(id);
        [&] {
            QTRY_VERIFY_WITH_TIMEOUT(facts(alpha()).endpoints().size() > 0
                                         && facts(beta()).endpoints().size() > 0,
                                     20000);
        }();
    }

    Cistern::PipeFacts facts(const QString &id) const { return {inventory, id}; }
    Cistern::CimPath endpoint(const QString &id, int index) const
    {
        return facts(id).endpoints().at(index).path;
    }
    Cistern::CimInstance capabilities(const QString &id) const
    {
        const auto found = inventory.objects(id,
                                             QStringLiteral("CIM_StorageReplicationCapabilities"));
        return found.isEmpty() ? Cistern::CimInstance() : inventory.node(found.first())->instance;
    }
    Cistern::Provider &provider(const QString &id) { return *m_targets.at(id).provider; }

    // As the person of that role from now on.
    void signInAs(const QString &id, const QString &user)
    {
        Cistern::ConnectionSpec spec = *book.find(id);
        spec.user = user;
        must(book.change(spec, &m_owner));
        connections.close(id);
        connections.open(id);
        [&] { QTRY_VERIFY(connections.connection(id)); }();
    }

    // Nobody listens there any more, and its end of every pipe is gone.
    void stop(const QString &id)
    {
        connections.close(id);
        m_targets.at(id) = {};
    }

    void adjust(const QString &id, const Cistern::CimInstance &object)
    {
        must(provider(id).adjust(object));
        refresher.refresh(id);
    }

    template<class T>
    Cistern::Outcome<T> await(const Cistern::Answer<T> &answer)
    {
        [&] { QTRY_VERIFY_WITH_TIMEOUT(answer.isFinished(), 20000); }();
        return Cistern::takenFrom(answer);
    }

    template<class T>
    void must(const Cistern::Answer<T> &answer)
    {
        [&] { QVERIFY(await(answer).ok()); }();
    }

private:
    struct Target
    {
        std::unique_ptr<Cistern::Provider> provider;
        std::unique_ptr<Cistern::Listener> listener;
    };

    void start(const QString &name)
    {
        Target target;
        target.provider = std::make_unique<Cistern::Provider>(Cistern::Provider::Options{
            .store = m_folder.filePath(name), .systemName = name, .firstLimit = 64 * 1024 * 1024});
        must(target.provider->opened());
        target.listener = std::make_unique<Cistern::Listener>(
            Cistern::ListenOptions(), target.provider->responder(), m_users, clock);
        [&] { QVERIFY(target.listener->listen().ok()); }();
        const QUrl url(QStringLiteral("http://127.0.0.1:%1/wsman").arg(target.listener->port()));
        m_targets[name] = std::move(target);
        QString shown = name;
        shown[0] = shown[0].toUpper();
        const Cistern::ConnectionSpec spec{.id = name,
                                           .name = shown,
                                           .url = url,
                                           .user = QStringLiteral("admin"),
                                           .site = name == alpha() ? QStringLiteral("London")
                                                                   : QStringLiteral("Frankfurt"),
                                           .pin = {}};
        must(book.find(name) ? book.change(spec, &m_owner) : book.add(spec, &m_owner));
    }

    void befriend()
    {
        const auto one = await(provider(alpha()).pipeIdentity());
        const auto other = await(provider(beta()).pipeIdentity());
        must(provider(alpha()).addPeer({other->systemName, other->endpoints.value(0), {}}));
        must(provider(beta()).addPeer({one->systemName, one->endpoints.value(0), {}}));
    }

    std::unique_ptr<Cistern::Transport> transport(const Cistern::ConnectionSpec &spec)
    {
        const auto role = spec.user == QLatin1String("guest") ? Cistern::AccessRole::Read
                                                              : Cistern::AccessRole::Manage;
        const auto target = m_targets.find(spec.id);
        if (m_way == Way::InProcess && target != m_targets.end() && target->second.provider)
            return std::make_unique<Cistern::LocalTransport>(
                target->second.provider->responder(), Cistern::Caller{spec.user, role}, clock);
        Cistern::HttpTarget http;
        http.url = spec.url;
        http.credentials = {spec.user, m_password};
        return std::make_unique<Cistern::HttpTransport>(http, clock);
    }

    QTemporaryDir m_dir; // goes last
    QDir m_folder;
    Way m_way;
    Cistern::Secret m_password{QByteArray("a password")};
    std::shared_ptr<Cistern::UserFile> m_users;
    QObject m_owner;

public:
    Cistern::SystemClock clock;

private:
    std::map<QString, Target> m_targets;

public:
    Cistern::Vault vault;
    Cistern::CredentialBook credentials{m_folder.filePath(QStringLiteral("credentials.json"))};
    Cistern::SecretSource secrets{vault, credentials};
    Cistern::SystemBook book;
    Cistern::Connections connections;
    Cistern::JobHistory history;
    Cistern::JobTracker jobs;
    Cistern::Inventory inventory;
    Cistern::Refresher refresher;
    Cistern::Console console;
};
