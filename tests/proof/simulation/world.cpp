// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/proof/simulation/world.h"

#include "services/schema/schema.h"
#include "tests/proof/simulation/console.h"
#include "tests/proof/simulation/annals.h"
#include "tests/proof/simulation/onethread.h"
#include "tests/proof/simulation/wishes.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QHashSeed>
#include <QMap>
#include <QSet>
#include <QTemporaryDir>

#include <cstdio>
#include <ctime>

#include <malloc.h>
#include <unistd.h>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using State = JobRecord::State;
using Cause = Failure::Cause;
using Step = FaultPoints::Step;
using Act = FaultPoints::Act;
using Time = Agenda::Time;

namespace {
constexpr Time unrest = 150s; // in which things happen and go wrong
constexpr Time patience = 30min;
constexpr std::clock_t stall = CLOCKS_PER_SEC / 5; // of this process
constexpr size_t mostBytes = 64 * 1024 * 1024;

// The folder of the process, with a target as it is after its first start.
class Ground
{
public:
    Ground() : m_folder(u"/dev/shm/cistern-simulation-XXXXXX"_s)
    {
        MemoryFiles::install();
        QHashSeed::setDeterministicGlobalSeed();
        OneThread::begin(
            0, [](const QThreadPool *, const std::function<void()> &) {},
            [](const QThreadPool *) {});
        Agenda agenda;
        Luck luck(0);
        FarHost host(store(), agenda, luck);
        host.boot();
        m_fresh = MemoryFiles::below(store());
    }

    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString store() const { return path(u"store"_s); }
    void renew() const
    {
        MemoryFiles::clear();
        MemoryFiles::putBack(store(), m_fresh);
        QDir extents(store() + u"/extents"_s);
        for (const QString &file : extents.entryList(QDir::Files))
            extents.remove(file);
    }

private:
    QTemporaryDir m_folder;
    MemoryFiles::Image m_fresh;
};

// What a run may leave behind in the process.
struct Burden
{
    qsizetype descriptors = 0;
    size_t bytes = 0;

    static Burden now()
    {
        return {.descriptors =
                    QDir(u"/proc/self/fd"_s).entryList(QDir::AllEntries | QDir::System).size(),
                .bytes = ::mallinfo2().uordblks};
    }
    QStringList problemsSince(const Burden &before) const
    {
        QStringList problems;
        if (descriptors > before.descriptors)
            problems.append(u"descriptors left open: %1"_s.arg(descriptors - before.descriptors));
        if (bytes > before.bytes + mostBytes)
            problems.append(u"bytes left behind: %1"_s.arg(bytes - before.bytes));
        return problems;
    }
};

class World final : public QObject
{
public:
    World(quint64 seed, const Ground &ground, const WorldOptions &options)
        : m_luck(seed)
        , m_host(ground.store(), m_agenda, m_luck)
        , m_network(m_host, m_agenda, m_luck)
        , m_hash(QCryptographicHash::Sha256)
        , m_options(options)
        , m_database(ground.store() + u"/target.sqlite"_s)
    {
        OneThread::begin(
            seed,
            [this](const QThreadPool *pool, std::function<void()> work) {
                m_host.takeWork(pool, std::move(work));
            },
            [this](const QThreadPool *pool) { m_host.dropWork(pool); });
        m_network.trace = [this](const QString &line) { note(line); };
        m_network.defect = options.defect;
        if (options.defect == Defect::Leaks)
            m_leak = ::dup(0);
        const bool alike = m_luck.inHundred(30); // the same account at both
        for (int i = 0; i < 2; ++i)
            m_consoles.push_back(std::make_unique<Console>(ground.path(u"console%1"_s.arg(i)),
                                                           u"admin%1"_s.arg(alike ? 0 : i),
                                                           m_network, m_agenda));
    }

    WorldReport run()
    {
        m_host.boot();
        m_network.weather.mishapsOfChanges = m_luck.oneOf(QList<int>{0, 10, 40, 90});
        m_network.weather.mishapsOfReads = m_luck.oneOf(QList<int>{0, 0, 5, 25});
        for (const auto &console : m_consoles) {
            connect(console.get(), &Console::told, this,
                    [this](const JobRecord &record) { m_annals.noteEnd(record, m_agenda.now()); });
            console->boot();
        }
        plan();
        advance(unrest);
        calm();
        const Time end = m_agenda.now() + patience;
        while (m_agenda.now() < end && !allIdle()) {
            advance(m_agenda.now() + 5s);
            for (const auto &console : m_consoles)
                console->signIn();
        }
        check();
        m_report.trace = m_hash.result().toHex();
        return m_report;
    }

private:
    void note(const QString &line)
    {
        const QByteArray text = QByteArray::number(qint64(m_agenda.now().count())) + ' '
            + line.toUtf8() + '\n';
        m_hash.addData(text);
        if (m_options.show)
            std::fputs(text.constData(), stdout);
    }
    void problem(const QString &text)
    {
        note(u"PROBLEM "_s + text);
        m_report.problems.append(text);
    }

    // Steps, each with all that follows from it at once.
    void advance(Time until)
    {
        do {
            OneThread::settle();
            if (m_host.isUp() && MemoryFiles::writes(m_database) != m_writes)
                look();
            const std::clock_t now = std::clock();
            if (now - m_stepped > stall)
                problem(u"a stall"_s);
            m_stepped = now;
        } while (m_agenda.step(until));
    }

    void at(int first, int last, std::function<void()> what)
    {
        m_agenda.after(Time(m_luck.between(first, last)), this, std::move(what));
    }

    // All that will be done and will go wrong; what it is done to is chosen when its time comes.
    void plan()
    {
        const int all = int(unrest.count());
        for (int i = m_luck.between(3, 9); i > 0; --i)
            at(3000, all, [this] { wish(*m_consoles[size_t(m_luck.below(2))]); });
        for (int i = m_luck.below(4); i > 0; --i)
            at(3000, all, [this] { actElsewhere(); });
        for (int i = m_luck.oneOf(QList<int>{0, 0, 1, 2}); i > 0; --i)
            at(3000, all, [this] { crashConsole(); });
        for (int i = m_luck.oneOf(QList<int>{0, 0, 0, 1, 2}); i > 0; --i)
            at(3000, all, [this] { crashTarget(); });
        for (int i = m_luck.oneOf(QList<int>{0, 0, 1}); i > 0; --i)
            at(3000, all, [this] {
                m_network.weather.isCut = true;
                note(u"cut"_s);
                at(100, 60'000, [this] { m_network.weather.isCut = false; });
            });
        for (int i = m_luck.oneOf(QList<int>{0, 0, 1, 2}); i > 0; --i)
            at(3000, all, [this] { breakJobs(); });
        for (int i = m_luck.oneOf(QList<int>{0, 0, 1}); i > 0; --i)
            at(3000, all, [this] {
                MachineClock &clock = m_luck.inHundred(50) ? m_host.clock()
                                                           : m_consoles.front()->clock();
                clock.jump(std::chrono::seconds(m_luck.between(-90'000, 90'000)));
                note(u"jump"_s);
            });
        for (int i = m_luck.oneOf(QList<int>{0, 1, 2}); i > 0; --i)
            at(3000, all, [this] { stopSomething(); });
    }

    void wish(Console &console)
    {
        if (!console.isUp())
            return;
        if (m_luck.inHundred(8)) {
            if (const CimPath job = Wishes::oldJob(m_host, m_luck); !job.isEmpty())
                console.remove(job);
            return;
        }
        const auto wanted = Wishes::next(m_host, m_luck, u"i%1"_s.arg(++m_wishes));
        if (!wanted)
            return;
        note(u"wish %1"_s.arg(QString(wanted->decl().name)));
        console.run(*wanted);
    }

    // Another administrator, of whom the consoles know nothing.
    void actElsewhere()
    {
        const auto wanted = Wishes::next(m_host, m_luck, u"o%1"_s.arg(++m_wishes));
        if (!wanted || !m_host.isUp())
            return;
        note(u"other %1"_s.arg(QString(wanted->decl().name)));
        Envelope request;
        request.body = Wsman::Invoke{QString(wanted->decl().name), wanted->arguments()};
        request.target = wanted->target();
        request.messageId = newMessageId();
        if (m_options.defect != Defect::ActsUnasked)
            m_annals.noteElsewhere(*wanted);
        onDone(m_host.handle(request, {u"other"_s, AccessRole::Manage}), this,
               [](const Outcome<Envelope> &) {});
    }

    void crashConsole()
    {
        Console &console = *m_consoles[size_t(m_luck.below(2))];
        if (!console.isUp())
            return;
        note(u"console dies"_s);
        console.crash(m_options.defect == Defect::ForgetsRecords);
        ++m_report.figures.consoleCrashes;
        at(10, 40'000, [&console] { console.boot(); });
    }

    void crashTarget()
    {
        if (!m_host.isUp())
            return;
        note(u"target dies"_s);
        m_host.crash(m_options.defect == Defect::ForgetsObjects);
        ++m_report.figures.targetCrashes;
        at(10, 40'000, [this] { m_host.boot(); });
    }

    void breakJobs()
    {
        static const QList<Step> steps{Step::Memory, Step::Intent, Step::Queue, Step::Begin,
                                       Step::Chunk,  Step::Commit, Step::Undo};
        const Step step = m_luck.oneOf(steps);
        note(u"fails at %1"_s.arg(int(step)));
        m_host.faults().set(step, Act::Fail, m_luck.below(3));
        at(1000, 30'000, [this, step] { m_host.faults().set(step, Act::Pass); });
    }

    void stopSomething()
    {
        Console &console = *m_consoles[size_t(m_luck.below(2))];
        if (!console.isUp())
            return;
        for (const JobRecord &record : console.records()) {
            if (record.mayStop()) {
                note(u"stop"_s);
                console.stop(record.id, m_luck.inHundred(50));
                return;
            }
        }
    }

    // Whatever was broken works again, and somebody signs in where that is needed.
    void calm()
    {
        note(u"calm"_s);
        m_network.weather = {};
        for (const Step step : {Step::Memory, Step::Intent, Step::Queue, Step::Begin, Step::Chunk,
                                Step::Undo, Step::Commit, Step::After})
            m_host.faults().set(step, Act::Pass);
        m_host.boot();
        for (const auto &console : m_consoles)
            console->boot();
        OneThread::settle();
        for (const auto &console : m_consoles)
            console->signIn();
    }

    bool allIdle() const
    {
        return std::all_of(m_consoles.begin(), m_consoles.end(),
                           [](const auto &console) { return console->isIdle(); });
    }

    void look()
    {
        m_writes = MemoryFiles::writes(m_database);
        m_annals.see(Wishes::things(m_host), m_agenda.now());
    }

    void check();
    void checkMessages(const QList<JobRecord> &records);
    void count(const JobRecord &record);

    Agenda m_agenda;
    Luck m_luck;
    FarHost m_host;
    Network m_network;
    std::vector<std::unique_ptr<Console>> m_consoles;
    QCryptographicHash m_hash;
    WorldOptions m_options;
    WorldReport m_report;
    Annals m_annals;
    QString m_database; // of the target
    quint64 m_writes = 0;
    std::clock_t m_stepped = std::clock();
    int m_wishes = 0;
    int m_leak = -1;
};

void World::check()
{
    // What was told to be done must be there after a restart too.
    look();
    m_host.crash(m_options.defect == Defect::ForgetsObjects);
    m_host.boot();
    OneThread::settle();
    look();
    QList<JobRecord> records;
    for (const auto &console : m_consoles) {
        const auto answer = console->history();
        OneThread::settle();
        if (const auto all = takenFrom(answer))
            records += *all;
        else
            problem(u"the history can't be read"_s);
    }
    for (JobRecord &record : records) {
        if (m_options.defect == Defect::KeepsQuiet)
            record.failure.reset();
        count(record);
    }
    for (const QString &wrong : m_annals.problems(records) + Wishes::booksProblems(m_host))
        problem(wrong);
    checkMessages(records);
}

// One request for each record, and none without.
void World::checkMessages(const QList<JobRecord> &records)
{
    QSet<QString> recorded;
    for (const JobRecord &record : records) {
        if (!record.messageId.isEmpty() && recorded.contains(record.messageId))
            problem(u"two records have one message id"_s);
        recorded.insert(record.messageId);
    }
    WorldFigures &figures = m_report.figures;
    for (auto change = m_network.changes().cbegin(); change != m_network.changes().cend();
         ++change) {
        const auto *invoke = std::get_if<Wsman::Invoke>(&change->body);
        if (invoke && invoke->method == "RequestStateChange"_L1)
            continue;
        figures.delivered += change->delivered > 0;
        figures.deliveredTwice += change->delivered > 1;
        figures.answersLost += change->lost;
        if (change->sent != 1)
            problem(u"sent %1 times: %2"_s.arg(change->sent).arg(change.key()));
        if (!recorded.contains(change.key()))
            problem(u"sent without a record: "_s + change.key());
    }
}

void World::count(const JobRecord &record)
{
    const QString what = record.call.isValid() ? QString(record.call.decl().name) : u"Delete"_s;
    note(u"%1 (%2) %3: state %4 cause %5 doubt %6"_s
             .arg(what, Wishes::nameOf(record.call), record.messageId)
             .arg(int(record.state))
             .arg(record.failure ? int(record.failure->cause) : -1)
             .arg(int(record.doubt)));
    if (record.failure)
        note(u"  stage %1 code %2 %3 %4"_s.arg(int(record.failure->stage))
                 .arg(record.failure->code)
                 .arg(record.failure->parameter, record.failure->serverText));
    if (!record.result.isEmpty() || !record.job.isEmpty())
        note(u"  result %1 job %2"_s.arg(record.result.toText(), record.job.toText()));
    WorldFigures &figures = m_report.figures;
    ++figures.intents;
    const Cause cause = record.failure ? record.failure->cause : Cause::ServerFault;
    if (record.state == State::Succeeded)
        ++figures.succeeded;
    else if (record.state == State::Stopped)
        ++figures.stopped;
    else if (cause == Cause::OutcomeUnknown)
        ++figures.cannotTell;
    else if (cause == Cause::NotDone)
        ++figures.notDone;
    else
        ++figures.failed;
}
} // namespace

WorldFigures &WorldFigures::operator+=(const WorldFigures &other)
{
    intents += other.intents;
    delivered += other.delivered;
    deliveredTwice += other.deliveredTwice;
    answersLost += other.answersLost;
    succeeded += other.succeeded;
    notDone += other.notDone;
    failed += other.failed;
    stopped += other.stopped;
    cannotTell += other.cannotTell;
    consoleCrashes += other.consoleCrashes;
    targetCrashes += other.targetCrashes;
    return *this;
}

WorldReport runWorld(quint64 seed, const WorldOptions &options)
{
    static const Ground ground;
    ground.renew();
    const Burden before = Burden::now();
    WorldReport report;
    {
        World world(seed, ground, options);
        report = world.run();
    }
    QCoreApplication::removePostedEvents(nullptr); // of those that are gone
    report.problems += Burden::now().problemsSince(before);
    return report;
}

} // namespace Cistern
