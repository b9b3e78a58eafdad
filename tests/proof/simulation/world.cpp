// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/proof/simulation/world.h"

#include "services/schema/schema.h"
#include "tests/proof/simulation/console.h"
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

class World final : public QObject
{
public:
    World(quint64 seed, const Ground &ground, bool show)
        : m_luck(seed)
        , m_host(ground.store(), m_agenda, m_luck)
        , m_network(m_host, m_agenda, m_luck)
        , m_hash(QCryptographicHash::Sha256)
        , m_show(show)
    {
        OneThread::begin(
            seed,
            [this](const QThreadPool *pool, std::function<void()> work) {
                m_host.takeWork(pool, std::move(work));
            },
            [this](const QThreadPool *pool) { m_host.dropWork(pool); });
        m_network.trace = [this](const QString &line) { note(line); };
        m_network.beforeChange = [this] { lookAtTarget(); };
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
        for (const auto &console : m_consoles)
            console->boot();
        plan();
        advance(unrest);
        calm();
        const Time end = m_agenda.now() + patience;
        while (m_agenda.now() < end && !allIdle())
            advance(m_agenda.now() + 5s);
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
        if (m_show)
            std::fputs(text.constData(), stdout);
    }
    void problem(const QString &text)
    {
        note(u"PROBLEM "_s + text);
        m_report.problems.append(text);
    }

    void advance(Time until)
    {
        do
            OneThread::settle();
        while (m_agenda.step(until));
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
        const auto wanted = Wishes::next(m_host, m_luck, u"i%1"_s.arg(++m_wishes));
        if (!wanted)
            return;
        note(u"wish %1"_s.arg(wanted->isValid() ? QString(wanted->decl().name) : QString()));
        console.run(*wanted);
    }

    // Another administrator, of whom the consoles know nothing.
    void actElsewhere()
    {
        const auto wanted = Wishes::next(m_host, m_luck, u"o%1"_s.arg(++m_wishes));
        if (!wanted || !m_host.isUp())
            return;
        lookAtTarget();
        note(u"other %1"_s.arg(QString(wanted->decl().name)));
        Envelope request;
        request.body = Wsman::Invoke{QString(wanted->decl().name), wanted->arguments()};
        request.target = wanted->target();
        request.messageId = newMessageId();
        m_elsewhere.append(*wanted);
        onDone(m_host.handle(request, {u"other"_s, AccessRole::Manage}), this,
               [](const Outcome<Envelope> &) {});
    }

    void crashConsole()
    {
        Console &console = *m_consoles[size_t(m_luck.below(2))];
        if (!console.isUp())
            return;
        note(u"console dies"_s);
        console.crash();
        ++m_report.figures.consoleCrashes;
        at(10, 40'000, [&console] { console.boot(); });
    }

    void crashTarget()
    {
        if (!m_host.isUp())
            return;
        note(u"target dies"_s);
        lookAtTarget();
        m_host.crash();
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

    // Remembers what there is, because a deletion may come next.
    void lookAtTarget()
    {
        if (!m_host.isUp())
            return;
        for (const Thing &thing : Wishes::things(m_host)) {
            m_everNames.insert(thing.name);
            QString &name = m_everPaths[thing.path.toText()];
            if (!name.isEmpty() && name != thing.name)
                m_takenNames.insert(name);
            name = thing.name;
        }
    }

    void check();
    void checkRecord(const JobRecord &record, const QSet<QString> &paths);

    Agenda m_agenda;
    Luck m_luck;
    FarHost m_host;
    Network m_network;
    std::vector<std::unique_ptr<Console>> m_consoles;
    QCryptographicHash m_hash;
    bool m_show;
    WorldReport m_report;
    int m_wishes = 0;
    QMap<QString, QString> m_everPaths; // to the name that was last seen
    QSet<QString> m_everNames;
    QSet<QString> m_takenNames; // of objects that got another one since
    QList<MethodCall> m_elsewhere;
    QSet<QString> m_removals; // objects that somebody asked to remove
};

QString removedBy(const MethodCall &call)
{
    const CallEffect effect = effectOf(call);
    return effect.kind == CallEffect::Kind::Removes ? effect.subject.toText() : QString();
}

void World::check()
{
    // What was told to be done must be there after a restart too.
    m_host.crash();
    m_host.boot();
    OneThread::settle();
    lookAtTarget();
    QSet<QString> paths;
    QMap<QString, int> names;
    for (const Thing &thing : Wishes::things(m_host)) {
        paths.insert(thing.path.toText());
        ++names[thing.name];
    }
    QSet<QString> recorded, asked;
    QList<JobRecord> records;
    for (const auto &console : m_consoles) {
        const auto answer = console->history();
        OneThread::settle();
        const auto all = takenFrom(answer);
        if (!all) {
            problem(u"the history can't be read"_s);
            continue;
        }
        records += *all;
    }
    for (const JobRecord &record : std::as_const(records)) {
        if (!record.messageId.isEmpty() && recorded.contains(record.messageId))
            problem(u"two records have one message id"_s);
        recorded.insert(record.messageId);
        asked.insert(Wishes::nameOf(record.call));
        m_removals.insert(removedBy(record.call));
    }
    for (const MethodCall &call : std::as_const(m_elsewhere)) {
        asked.insert(Wishes::nameOf(call));
        m_removals.insert(removedBy(call));
    }
    for (const JobRecord &record : std::as_const(records))
        checkRecord(record, paths);
    for (auto change = m_network.changes().cbegin(); change != m_network.changes().cend();
         ++change) {
        const auto *invoke = std::get_if<Wsman::Invoke>(&change->body);
        if (invoke && invoke->method == "RequestStateChange"_L1)
            continue;
        m_report.figures.delivered += change->delivered > 0;
        m_report.figures.deliveredTwice += change->delivered > 1;
        m_report.figures.answersLost += change->lost;
        if (change->sent != 1)
            problem(u"sent %1 times: %2"_s.arg(change->sent).arg(change.key()));
        if (!recorded.contains(change.key()))
            problem(u"sent without a record: "_s + change.key());
    }
    for (auto name = names.cbegin(); name != names.cend(); ++name) {
        if (*name > 1)
            problem(u"there %1 times: %2"_s.arg(*name).arg(name.key()));
        // The extent that a pool is made of is called after it.
        if (!asked.contains(QString(name.key()).remove(u"Extent of "_s)))
            problem(u"nobody asked for "_s + name.key());
    }
    for (const QString &wrong : Wishes::booksProblems(m_host))
        problem(wrong);
}

void World::checkRecord(const JobRecord &record, const QSet<QString> &paths)
{
    WorldFigures &figures = m_report.figures;
    ++figures.intents;
    const QString what = u"%1 (%2)"_s.arg(QString(record.call.decl().name),
                                          Wishes::nameOf(record.call));
    note(u"%1 %2: state %3 cause %4 doubt %5"_s.arg(what, record.messageId)
             .arg(int(record.state))
             .arg(record.failure ? int(record.failure->cause) : -1)
             .arg(int(record.doubt)));
    if (record.failure)
        note(u"  stage %1 code %2 %3 %4"_s.arg(int(record.failure->stage))
                 .arg(record.failure->code)
                 .arg(record.failure->parameter, record.failure->serverText));
    if (!record.result.isEmpty() || !record.job.isEmpty())
        note(u"  result %1 job %2"_s.arg(record.result.toText(), record.job.toText()));
    if (!record.over())
        return problem(u"%1 is not over: %2"_s.arg(what).arg(int(record.state)));
    if (record.state == State::Failed && !record.failure)
        return problem(u"%1 failed and does not say why"_s.arg(what));
    if (record.state == State::Failed && record.failure->cause == Cause::OutcomeUnknown) {
        ++figures.cannotTell;
        if (record.doubt == Doubt::None)
            problem(u"%1 can't be told and does not say why"_s.arg(what));
        return;
    }
    const CallEffect effect = effectOf(record.call);
    const QString name = Wishes::nameOf(record.call);
    const bool good = record.state == State::Succeeded;
    figures.succeeded += good;
    figures.stopped += record.state == State::Stopped;
    const bool notDone = record.failure && record.failure->cause == Cause::NotDone;
    figures.notDone += notDone;
    figures.failed += record.state == State::Failed && !notDone;
    if (effect.kind == CallEffect::Kind::Removes) {
        const QString subject = effect.subject.toText();
        if (good && paths.contains(subject))
            problem(u"%1 is told to be done, and the object is there"_s.arg(what));
        return;
    }
    const bool ever = m_everNames.contains(name);
    if (good && !ever)
        return problem(u"%1 is told to be done, and never was"_s.arg(what));
    // What somebody else has changed before it could be looked at can't be told from his own.
    if (!good && ever && !m_takenNames.contains(name))
        return problem(u"%1 is told not to be done (cause %2), and was"_s.arg(what).arg(
            record.failure ? int(record.failure->cause) : -1));
    if (!good)
        return;
    const QString result = record.result.toText();
    if (!record.result.isEmpty() && !m_everPaths.contains(result))
        problem(u"%1 names an object that never was: %2"_s.arg(what, result));
    // A later change may have taken the name away, but not the object.
    if (!record.result.isEmpty() && !paths.contains(result) && !m_removals.contains(result))
        problem(u"%1 was done and is lost: %2"_s.arg(what, result));
    if (record.result.isEmpty() && effect.kind == CallEffect::Kind::Creates)
        note(u"without a result: "_s + what);
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

WorldReport runWorld(quint64 seed, bool show)
{
    static const Ground ground;
    ground.renew();
    WorldReport report;
    {
        World world(seed, ground, show);
        report = world.run();
    }
    QCoreApplication::removePostedEvents(nullptr); // of those that are gone
    return report;
}

} // namespace Cistern
