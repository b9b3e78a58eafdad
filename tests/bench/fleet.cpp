// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// 1,000 systems, 300 of them dead, slow or hostile: how long until all good ones are read, and read
// again, what that costs, and whether the event loop stalls.
#include "tests/bench/parts/figures.h"
#include "tests/bench/parts/fleet.h"
#include "tests/bench/parts/watched.h"
#include "tests/support/proof.h"

#include <QCoreApplication>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
class Refreshed
{
public:
    Refreshed(Watched<QCoreApplication> &application, const BenchSize &size)
        : m_application(application)
        , m_small(size.small)
        , m_fleet(size.small ? Fleet::Size{.good = 14, .dead = 2, .slow = 2, .hostile = 2}
                             : Fleet::Size{.good = 700, .dead = 100, .slow = 100, .hostile = 100},
                  50, 0)
    {
        QObject::connect(&m_fleet.refresher, &Refresher::refreshed, &m_owner,
                         [this](const QString &id) { m_fresh.insert(id); });
        QObject::connect(
            &m_fleet.inventory, &Inventory::changed, &m_owner, [this](const Changes &changes) {
                ++m_signals;
                m_rows += changes.added.size() + changes.removed.size() + changes.updated.size();
            });
    }

    int run()
    {
        const double seconds = measure(u"first refresh"_s, [this] { m_fleet.openAll(); });
        m_figures.tell(u"all good ones fresh"_s, u"s"_s, seconds, {atMost(60)});
        m_signals = m_rows = 0;
        m_figures.tell(u"all good ones again"_s, u"s"_s,
                       measure(u"again"_s, [this] { m_fleet.refresher.refreshAll(); }));
        m_figures.tell(u"signals to models, nothing changed"_s, {}, double(m_signals), {atMost(0)});
        m_figures.tell(u"rows in them"_s, {}, double(m_rows), {atMost(0)});
        m_figures.tell(u"most memory"_s, u"MiB"_s, double(mostResidentBytes()) / 1024 / 1024,
                       {atMost(500)});
        growth();
        for (const QString &id : std::as_const(m_fleet.good))
            m_objects += m_fleet.inventory.objects(id, u"CIM_StoragePool"_s).size();
        m_figures.must(u"each pool of each good system is there once"_s,
                       m_objects == m_fleet.good.size() * 51);
        m_figures.tell(u"connections of one system at once"_s, {},
                       m_fleet.report("connections").toDouble(), {atMost(4)});
        m_figures.tell(u"silent systems connected to at once"_s, {},
                       m_fleet.report("silent").toDouble(), {atMost(16)});
        return m_figures.exitCode();
    }

private:
    double measure(const QString &what, const std::function<void()> &start)
    {
        m_fresh.clear();
        m_application.takeTimes();
        const double cpu = cpuSeconds();
        QElapsedTimer time;
        time.start();
        start();
        const bool all = comes([this] { return m_fresh.size() >= m_fleet.good.size(); }, 180'000);
        const double seconds = double(time.nsecsElapsed()) / 1e9;
        QCoreApplication::processEvents(); // the inventory tells of the last of them
        m_figures.must(what + u": all good ones are read"_s, all);
        m_application.tell(m_figures, what);
        m_figures.tell(what + u", CPU"_s, u"s"_s, cpuSeconds() - cpu);
        return seconds;
    }

    // The same, many times: what is kept must not grow with it. Of the good ones alone, because
    // what becomes of the others goes on all the time.
    void growth()
    {
        const QList<ConnectionSpec> systems = m_fleet.book.systems();
        for (const ConnectionSpec &spec : systems) {
            if (!m_fleet.good.contains(spec.id))
                m_fleet.connections.close(spec.id);
        }
        const int rounds = m_small ? 10 : 3;
        const auto refresh = [this] {
            m_fresh.clear();
            m_fleet.refresher.refreshAll();
            comes([this] { return m_fresh.size() >= m_fleet.good.size(); }, 180'000);
            QCoreApplication::processEvents();
            m_application.takeTimes(); // these would be kept, too
        };
        for (int i = 0; i < rounds; ++i)
            refresh();
        const qint64 before = allocatedBytes();
        for (int i = 0; i < rounds; ++i)
            refresh();
        const double grown = double(allocatedBytes() - before) / rounds
            / double(m_fleet.good.size());
        m_figures.tell(u"growth with each refresh of a system"_s, u"bytes"_s, grown);
        m_figures.must(u"refreshing again does not grow"_s, grown < 4'096);
    }

    Watched<QCoreApplication> &m_application;
    const bool m_small;
    Figures m_figures{u"fleet"_s};
    Fleet m_fleet;
    QObject m_owner;
    QSet<QString> m_fresh;
    qsizetype m_signals = 0, m_rows = 0, m_objects = 0;
};
} // namespace

int main(int count, char **values)
{
    Watched<QCoreApplication> application(count, values);
    int code = 0;
    if (isFleetServer(QCoreApplication::arguments(), code))
        return code;
    return Refreshed(application, benchSize(QCoreApplication::arguments())).run();
}
