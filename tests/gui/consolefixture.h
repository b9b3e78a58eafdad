// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A whole console on a store of its own: services, local target with a small location, main window.
#pragma once

#include "app/windowconsole.h"
#include "models/childpoolcall.h"
#include "models/storagefacts.h"
#include "services/inventory/refresher.h"
#include "services/jobs/jobtracker.h"
#include "services/schema/schema.h"
#include "services/systems/connections.h"
#include "ui/mainwindow/jobdock.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/treepanel.h"
#include "tests/gui/showndialog.h"
#include "tests/support/smallstore.h"

#include <QApplication>
#include <QDirIterator>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

class ConsoleFixture
{
public:
    static constexpr quint64 MiB = 1024 * 1024;

    // limit in bytes of the one location.
    explicit ConsoleFixture(quint64 limit = 512 * MiB)
    {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope,
                           m_dir.filePath(QStringLiteral("settings")));
        [&] { QVERIFY(makeSmallStore(store(), limit)); }();
        open();
    }

    // From the next open() on it shows what was read before, and returns without a reading.
    void keepReadings() { m_cached = true; }
    QString store() const { return m_dir.filePath(QStringLiteral("store")); }

    void open()
    {
        services = std::make_unique<Cistern::Services>(Cistern::Services::Options{
            .store = store(),
            .configDir = m_dir.filePath(QStringLiteral("config")),
            .dataDir = m_dir.filePath(QStringLiteral("data")),
            .systemName = {},
            .cacheDir = m_cached ? m_dir.filePath(QStringLiteral("cache")) : QString()});
        window = std::make_unique<Cistern::MainWindow>(Cistern::windowConsole(*services));
        window->resize(1280, 800);
        window->show();
        [&] { QVERIFY(QTest::qWaitForWindowExposed(window.get())); }();
        window->activateWindow();
        loaded = services->book().load(window.get());
        [&] { QTRY_VERIFY(loaded.isFinished()); }();
        services->connections().open(local());
        resumed = services->jobs().resume(window.get());
        // A long first reading shows what it has so far: wait for all of it.
        [&] { QTRY_VERIFY_WITH_TIMEOUT(!facts().pools().isEmpty(), 30000); }();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(!services->refresher().busy(local()), 30000); }();
    }

    void close()
    {
        window->close();
        window.reset();
        services.reset();
    }

    static QString local() { return QString(Cistern::localSystemId); }
    Cistern::StorageFacts facts() const { return {services->inventory(), local()}; }
    std::optional<Cistern::PoolFacts> poolNamed(const QString &name) const
    {
        for (const Cistern::PoolFacts &pool : facts().pools()) {
            if (pool.name == name)
                return pool;
        }
        return std::nullopt;
    }
    Cistern::PoolFacts primordial() const { return facts().pools().first(); }
    const Cistern::JobRecord *lastJob() const
    {
        return services->jobs().records().isEmpty() ? nullptr : &services->jobs().records().last();
    }
    quint64 bytesOnDisk() const; // of all extent files, as the file system has them

    template<class T>
    T *openDialog() const
    {
        return Cistern::shownDialog<T>();
    }

    // Creates a pool past the window, for tests that begin with one.
    void makePool(const QString &name, quint64 bytes)
    {
        using namespace Cistern;
        MethodCall call(*Schema::findMethod(QString(Schema::iscsiTarget),
                                            u"MSISCSITARGET_StorageConfigurationService",
                                            u"CreateOrModifyStoragePool"),
                        facts().service());
        call.setArgument(u"ElementName", CimValue::string(name));
        call.setArgument(u"Size", CimValue::uint64(bytes));
        call.setArgument(u"InPools", CimValue::strings({primordial().path.toText()}));
        const auto run = services->jobs().run(local(), call, window.get());
        [&] { QTRY_VERIFY_WITH_TIMEOUT(poolNamed(name).has_value(), 30000); }();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(lastJob()->over(), 30000); }();
    }

    Cistern::ResourceFacts hyperV() const
    {
        return {services->inventory(), local(), QString(Cistern::Schema::virtualization)};
    }
    // The host's own, of which child pools are made.
    std::optional<Cistern::ResourcePoolFacts> memoryPool() const
    {
        const auto pools = hyperV().pools();
        for (const Cistern::ResourcePoolFacts &pool : pools) {
            if (pool.primordial && pool.type.number == 4)
                return pool;
        }
        return std::nullopt;
    }
    // Half a GiB of this host's memory reserved, a whole one at most.
    bool makeChildPool(const QString &name)
    {
        using namespace Cistern;
        const auto parent = memoryPool();
        const auto half = parent ? parent->unit.amountOf(quint64(512) << 20) : std::nullopt;
        if (!half)
            return false;
        const auto plan = ChildPool::completed(
            {.type = parent->type,
             .name = name,
             .parents = {parent->path},
             .terms = {{.reservation = *half, .limit = *half * 2}}},
            hyperV());
        const auto run = services->jobs().run(local(), ChildPool::create(plan, hyperV()),
                                              window.get());
        return QTest::qWaitFor([&] { return hyperV().pool(parent->type, name).has_value(); }, 30000)
            && QTest::qWaitFor([this] { return lastJob()->over(); }, 30000);
    }

    // Asked anew each time: what moves below its parent is another row.
    Cistern::NodeId childPool(const QString &name) const
    {
        const auto parent = memoryPool();
        const auto pool = parent ? hyperV().pool(parent->type, name) : std::nullopt;
        return pool ? pool->node : -1;
    }

private:
    QTemporaryDir m_dir; // goes last
    bool m_cached = false;

public:
    std::unique_ptr<Cistern::Services> services;
    std::unique_ptr<Cistern::MainWindow> window;

private:
    Cistern::Answer<Cistern::Done> loaded;
    Cistern::Answer<Cistern::Done> resumed;
};

inline quint64 ConsoleFixture::bytesOnDisk() const
{
    quint64 bytes = 0;
    QDirIterator files(store(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QFileInfo file(files.next());
        if (!file.fileName().contains(QStringLiteral("sqlite"))
            && !file.fileName().endsWith(QStringLiteral("lock")))
            bytes += quint64(file.size());
    }
    return bytes;
}
