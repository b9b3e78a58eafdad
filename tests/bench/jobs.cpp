// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// 10,000 jobs that others started run on 20 systems and are followed: how long until the list holds
// them, what a round of asking takes, and what following costs.
#include "services/jobs/jobhistory.h"
#include "services/jobs/jobtracker.h"
#include "tests/bench/parts/figures.h"
#include "tests/bench/parts/fleet.h"
#include "tests/bench/parts/watched.h"
#include "tests/support/proof.h"

#include <QCoreApplication>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
class Followed
{
public:
    Followed(Watched<QCoreApplication> &application, const BenchSize &size)
        : m_application(application)
        , m_small(size.small)
        , m_fleet({.good = size.of(2, 20)}, 1, ofSystem(size))
        , m_history(m_fleet.folder.filePath(u"history.sqlite"_s))
        , m_tracker(m_fleet.connections, m_history, m_fleet.clock)
        , m_jobs(qsizetype(m_fleet.good.size()) * ofSystem(size))
    {
        m_tracker.watchOthers(m_fleet.inventory);
        QObject::connect(&m_tracker, &JobTracker::recordChanged, &m_owner, [this](qint64) {
            if (m_changes++ == 0)
                m_round.start();
            m_last = double(m_round.nsecsElapsed()) / 1e9;
        });
    }

    int run()
    {
        QElapsedTimer time;
        time.start();
        m_fleet.openAll();
        const bool all = comes([this] { return m_tracker.others().size() >= m_jobs; }, 300'000);
        m_figures.tell(u"jobs listed"_s, u"s"_s, double(time.nsecsElapsed()) / 1e9);
        m_figures.must(u"each job is listed once"_s, all && m_tracker.others().size() == m_jobs);
        m_application.tell(m_figures, u"until they are listed"_s);
        measureRounds();
        return m_figures.exitCode();
    }

private:
    static int ofSystem(const BenchSize &size) { return size.of(50, 500); }

    void measureRounds()
    {
        std::vector<double> rounds;
        const double cpu = cpuSeconds();
        QElapsedTimer time;
        time.start();
        bool all = true;
        for (int i = 0; i < (m_small ? 1 : 4) && all; ++i) {
            m_changes = 0;
            all = comes([this] { return m_changes >= m_jobs; }, 60'000);
            rounds.push_back(m_last);
        }
        const double share = (cpuSeconds() - cpu) * 1e5 / double(time.elapsed());
        m_figures.must(u"each round tells of all jobs"_s, all);
        m_figures.tell({.name = u"a round, first answer to last"_s,
                        .unit = u"s"_s,
                        .samples = rounds,
                        .reaches = {atMost(5)}});
        m_figures.tell(u"of a core while they are followed"_s, u"%"_s, share, {atMost(10)});
        m_application.tell(m_figures, u"while they are followed"_s);
        m_figures.tell(u"most memory"_s, u"MiB"_s, double(mostResidentBytes()) / 1024 / 1024);
    }

    Watched<QCoreApplication> &m_application;
    const bool m_small;
    Figures m_figures{u"jobs"_s};
    Fleet m_fleet;
    JobHistory m_history;
    JobTracker m_tracker;
    QObject m_owner;
    const qsizetype m_jobs;
    qsizetype m_changes = 0;
    QElapsedTimer m_round;
    double m_last = 0;
};
} // namespace

int main(int count, char **values)
{
    Watched<QCoreApplication> application(count, values);
    int code = 0;
    if (isFleetServer(QCoreApplication::arguments(), code))
        return code;
    return Followed(application, benchSize(QCoreApplication::arguments())).run();
}
