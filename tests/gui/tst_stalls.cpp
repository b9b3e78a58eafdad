// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A crowd of objects comes into tree and table while somebody scrolls and types, thousands of jobs
// are followed, systems go: no event of the window lasts over 50 ms of a processor that it has.
// Prints the figures.

#include "tests/gui/consolefixture.h"

#include "app/stallwatch.h"
#include "models/objecttablemodel.h"
#include "models/systemtreemodel.h"
#include "ui/mainwindow/systempane.h"

#include <QElapsedTimer>
#include <QHeaderView>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTreeView>
#include <QUrl>
#include <QWheelEvent>

#include <algorithm>
#include <chrono>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
StallWatch *stallWatch = nullptr;

CimInstance poolOf(int system, int number)
{
    CimInstance pool(
        *Schema::findClass(QString(Schema::iscsiTarget), u"MSISCSITARGET_StoragePool"));
    pool.set(u"InstanceID", CimValue::string(u"Crowd:%1:%2"_s.arg(system).arg(number)));
    pool.set(u"ElementName", CimValue::string(u"pool-%1"_s.arg(number * 7919 % 100'003)));
    pool.set(u"Primordial", CimValue::boolean(false));
    pool.set(u"TotalManagedSpace", CimValue::uint64(quint64(number + 1) << 30));
    pool.set(u"RemainingManagedSpace", CimValue::uint64(quint64(number) << 29));
    pool.set(u"OperationalStatus", CimValue::uint16s({2}));
    return pool;
}

// What a program may do with the thread of the window at a time. Waiting for a processor that other
// programs have does not count, and where each step is checked it takes many times as long.
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr std::chrono::milliseconds mostOfAnEvent{1000};
#else
constexpr std::chrono::milliseconds mostOfAnEvent{50};
#endif

// From here to the end of its life the events of one deed are timed and printed.
class Stage
{
public:
    explicit Stage(const QString &name) : m_name(name)
    {
        stallWatch->record();
        m_timer.start();
    }
    // The answer that the person waits for is there.
    void answered() { m_answer = m_timer.nsecsElapsed(); }
    ~Stage()
    {
        const StallWatch::Figures figures = stallWatch->figures();
        qInfo("%-22s %7.1f ms, in all %6lld ms, %6lld events, p99 %5.1f ms, longest %5.1f ms (%d "
              "of %s)",
              qPrintable(m_name), double(m_answer) / 1e6, static_cast<long long>(m_timer.elapsed()),
              static_cast<long long>(figures.events), double(figures.p99.count()) / 1000,
              double(figures.longest.count()) / 1000, figures.longestType, figures.longestAt);
        if (figures.longest > mostOfAnEvent)
            tooLong.append(m_name);
    }

    static inline QStringList tooLong;

private:
    QString m_name;
    QElapsedTimer m_timer;
    qint64 m_answer = 0;
};

void turns(int ms)
{
    QElapsedTimer until;
    until.start();
    do
        QCoreApplication::processEvents();
    while (until.elapsed() < ms);
}

template<class Condition>
void await(Condition condition)
{
    QElapsedTimer until;
    until.start();
    while (!condition() && until.elapsed() < 60'000)
        QCoreApplication::processEvents();
    QVERIFY(condition());
}

// As an event, so that it is timed.
template<class Deed>
void inEvent(Deed deed)
{
    bool done = false;
    QMetaObject::invokeMethod(
        qApp,
        [&] {
            deed();
            done = true;
        },
        Qt::QueuedConnection);
    await([&done] { return done; });
}

void wheel(QTreeView *view, int degrees)
{
    const QPointF at = view->viewport()->rect().center();
    QWheelEvent event(at, view->viewport()->mapToGlobal(at), {}, {0, degrees * 8}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(view->viewport(), &event);
}
} // namespace

class TestStalls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCrowdComes_data();
    void aCrowdComes();
    void aSystemOfManyIsConnected_data();
    void aSystemOfManyIsConnected();
    void aPoolIsUsedByManyOthers_data();
    void aPoolIsUsedByManyOthers();
    void jobsAreFollowed();
    void manyAreOpened_data();
    void manyAreOpened();
};

void TestStalls::aCrowdComes_data()
{
    QTest::addColumn<int>("systems");
    QTest::addColumn<int>("each");
    QTest::newRow("20,000 in 20 systems") << 20 << 1000;
    QTest::newRow("20,000 in one system") << 1 << 20'000;
#ifndef NDEBUG
    // Without an optimizer only as many as it bears, unless somebody asks for the figures.
    if (!qEnvironmentVariableIsSet("CISTERN_ALL_FIGURES"))
        return;
#endif
    QTest::newRow("100,000 in one system") << 1 << 100'000;
    QTest::newRow("100,000 in 100 systems") << 100 << 1000;
    QTest::newRow("100,000 in 1,000 systems") << 1000 << 100;
}

void TestStalls::aCrowdComes()
{
    QFETCH(int, systems);
    QFETCH(int, each);
    ConsoleFixture console;
    Inventory &inventory = console.services->inventory();
    QTreeView *view = console.window->tree()->view();
    QTreeView *table = console.window->pane()->tableAt(1);
    const auto *model = qobject_cast<const SystemTreeModel *>(view->model());
    QLineEdit *field = console.window->tree()->filterField();
    QList<ConnectionSpec> lent;
    QList<QList<CimInstance>> crowd;
    for (int i = 0; i < systems; ++i) {
        lent.append(ConnectionSpec());
        lent.last().id = u"s%1"_s.arg(i);
        lent.last().name = u"system %1"_s.arg(i);
        lent.last().site = u"Crowd"_s;
        lent.last().url = QUrl(u"http://s%1.invalid/wsman"_s.arg(i));
        crowd.append(QList<CimInstance>());
        for (int j = 0; j < each; ++j)
            crowd.last().append(poolOf(i, j));
    }
    QSignalSpy changes(&inventory, &Inventory::changed);
    Stage::tooLong.clear();
    {
        Stage stage(u"systems come"_s);
        inEvent([&] { console.services->book().lend(lent); });
        stage.answered();
        turns(50);
    }
    const NodeId site = inventory.node(inventory.system(u"s0"_s))->parent;
    const NodeId chosen = systems > 1 ? site : inventory.system(u"s0"_s);
    QVERIFY(console.window->select(chosen));
    console.window->pane()->tabs()->setCurrentIndex(1);
    const int all = systems * each;
    {
        Stage stage(u"objects come"_s);
        const QDateTime now = QDateTime::currentDateTimeUtc();
        for (int i = 0; i < systems; ++i) {
            inEvent([&] {
                inventory.take(lent.at(i).id, {.objects = {crowd.at(i)}, .links = {}, .read = now});
            });
            if (i == 0) {
                await([&] { return table->model()->rowCount() > 0; });
                stage.answered(); // the first row
            }
            wheel(view, i % 20 < 15 ? -45 : 45);
            wheel(table, i % 30 < 20 ? -90 : 90);
            turns(1);
        }
        await([&] { return table->model()->rowCount() == all; });
        const CimPath last = crowd.last().last().path();
        await([&] { return model->indexOf(inventory.find(lent.last().id, last)).isValid(); });
        turns(100);
    }
    const QString words = u"pool-19"_s;
    for (const QChar key : words) {
        Stage stage(u"key %1"_s.arg(key));
        QTest::keyClick(field, key.toLatin1());
        await([&] { return model->isFiltered(); });
        stage.answered();
        turns(50);
    }
    QCOMPARE(console.window->tree()->selected(), QList<NodeId>{chosen});
    {
        Stage stage(u"filter cleared"_s);
        field->clear();
        await([&] { return model->isFiltered(); });
        stage.answered();
        turns(50);
    }
    {
        Stage stage(u"table sorted"_s);
        const QHeaderView *header = table->header();
        const QPoint at(header->sectionViewportPosition(ObjectTableModel::Filled) + 20, 8);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, Qt::NoModifier, at);
        const QAbstractItemModel *rows = table->model();
        await([&] { // by name this would be the first one
            return rows->index(all - 1, 0).data().toString() == u"pool-0"_s;
        });
        stage.answered();
        turns(50);
    }
    {
        Stage stage(u"another is selected"_s);
        QTest::keyClick(view, Qt::Key_Down);
        stage.answered();
        QVERIFY(console.window->tree()->selected() != QList<NodeId>{chosen});
        turns(50);
    }
    {
        Stage stage(u"and all again"_s);
        QTest::keyClick(view, Qt::Key_Up);
        stage.answered();
        await([&] { return table->model()->rowCount() == all; });
        turns(200);
    }
    {
        Stage stage(u"one is away"_s);
        inEvent([&] { inventory.setStale(u"s0"_s, true); });
        turns(100);
    }
    {
        Stage stage(u"half of one goes"_s);
        QList<CimInstance> left;
        for (int i = 0; i < each; i += 2)
            left.append(crowd.first().at(i));
        Answer<Done> taken;
        inEvent([&] {
            taken = inventory.take(
                u"s0"_s, {.objects = {left}, .links = {}, .read = QDateTime::currentDateTimeUtc()});
        });
        await([&] { return taken.isFinished(); });
        await([&] { return table->model()->rowCount() == all - each / 2; });
        stage.answered();
        turns(50);
    }
    {
        Stage stage(u"they are the same again"_s);
        const qsizetype before = changes.size();
        QList<Answer<Done>> taken;
        inEvent([&] {
            for (int i = 1; i < systems; ++i)
                taken.append(inventory.take(lent.at(i).id,
                                            {.objects = {crowd.at(i)},
                                             .links = {},
                                             .read = QDateTime::currentDateTimeUtc()}));
        });
        for (const Answer<Done> &answer : std::as_const(taken))
            await([&answer] { return answer.isFinished(); });
        stage.answered();
        turns(50);
        QCOMPARE(changes.size(), before);
    }
    {
        Stage stage(u"all go"_s);
        inEvent([&] { console.services->book().lend({}); });
        await([&] { return !inventory.node(site); });
        stage.answered();
        turns(50);
    }
    QCOMPARE(Stage::tooLong, QStringList());
}

void TestStalls::aSystemOfManyIsConnected_data()
{
    QTest::addColumn<int>("pools");
    QTest::newRow("20,000") << 20'000;
#ifndef NDEBUG
    if (!qEnvironmentVariableIsSet("CISTERN_ALL_FIGURES"))
        return;
#endif
    QTest::newRow("100,000") << 100'000;
}

// Of a system that is there its page says what it has and what it offers.
void TestStalls::aSystemOfManyIsConnected()
{
    QFETCH(int, pools);
    ConsoleFixture console;
    Inventory &inventory = console.services->inventory();
    const auto *model = qobject_cast<const SystemTreeModel *>(
        console.window->tree()->view()->model());
    const QString local = ConsoleFixture::local();
    const NodeId system = inventory.system(local);
    QList<CimInstance> own;
    const QList<NodeId> known = inventory.objects(local, u"CIM_ManagedElement"_s);
    for (const NodeId id : known)
        own.append(inventory.node(id)->instance);
    QList<CimInstance> crowd;
    for (int i = 0; i < pools; ++i)
        crowd.append(poolOf(0, i));
    const auto tell = [&] {
        return inventory.take(
            local, {.objects = {own, crowd}, .links = {}, .read = QDateTime::currentDateTimeUtc()});
    };
    QVERIFY(console.window->select(system));
    Stage::tooLong.clear();
    {
        Stage stage(u"they come"_s);
        const auto taken = tell();
        await([&] { return taken.isFinished(); });
        stage.answered();
        await([&] { return model->indexOf(inventory.find(local, crowd.last().path())).isValid(); });
        turns(500);
    }
    const NodeId pool = inventory.find(local, crowd.at(1).path());
    {
        Stage stage(u"a pool is selected"_s);
        inEvent([&] { console.window->select(pool); });
        stage.answered();
        turns(50);
    }
    {
        Stage stage(u"it is filtered out"_s);
        QTest::keyClick(console.window->tree()->filterField(), '1');
        QTest::keyClick(console.window->tree()->filterField(), '5');
        await([&] { return model->isFiltered(); });
        stage.answered();
        turns(200);
    }
    QVERIFY(console.window->tree()->selected() != QList<NodeId>{pool});
    {
        Stage stage(u"the system is selected"_s);
        inEvent([&] { console.window->select(system); });
        stage.answered();
        turns(200);
    }
    {
        Stage stage(u"one is another"_s);
        crowd.first().set(u"RemainingManagedSpace", CimValue::uint64(1));
        const auto taken = tell();
        await([&] { return taken.isFinished(); });
        stage.answered();
        turns(500);
    }
    QCOMPARE(Stage::tooLong, QStringList());
}

void TestStalls::aPoolIsUsedByManyOthers_data()
{
    QTest::addColumn<int>("users");
    QTest::newRow("5,000") << 5000;
#ifndef NDEBUG
    if (!qEnvironmentVariableIsSet("CISTERN_ALL_FIGURES"))
        return;
#endif
    QTest::newRow("10,000") << 10'000;
}

// All of them draw from one pool, which is looked at.
void TestStalls::aPoolIsUsedByManyOthers()
{
    QFETCH(int, users);
    ConsoleFixture console;
    Inventory &inventory = console.services->inventory();
    ConnectionSpec lent;
    lent.id = u"s0"_s;
    lent.name = u"system"_s;
    lent.url = QUrl(u"http://s0.invalid/wsman"_s);
    console.services->book().lend({lent});
    console.window->tree()->setFilter(u"pool"_s); // opens all
    QList<CimInstance> pools;
    QList<CimInstance> links;
    for (int i = 0; i <= users; ++i) {
        pools.append(poolOf(0, i));
        if (i == 0)
            continue;
        CimInstance link(*Schema::findClass(QString(Schema::iscsiTarget),
                                            u"MSISCSITARGET_AllocatedFromStoragePool"));
        link.set(u"Antecedent", CimValue::reference(pools.first().path()));
        link.set(u"Dependent", CimValue::reference(pools.last().path()));
        link.set(u"SpaceConsumed", CimValue::uint64(7));
        links.append(link);
    }
    const auto tell = [&] {
        return inventory.take(
            lent.id,
            {.objects = {pools}, .links = {links}, .read = QDateTime::currentDateTimeUtc()});
    };
    QTreeView *table = console.window->pane()->tableAt(2);
    Stage::tooLong.clear();
    {
        Stage stage(u"they come"_s);
        const auto taken = tell();
        await([&] { return taken.isFinished(); });
        stage.answered();
        turns(100);
    }
    const NodeId used = inventory.find(lent.id, pools.first().path());
    {
        Stage stage(u"it is selected"_s);
        inEvent([&] { console.window->select(used); });
        await([&] { return table->model()->rowCount() == pools.size() - 1; });
        stage.answered();
        turns(100);
    }
    {
        Stage stage(u"used by"_s);
        inEvent([&] { console.window->pane()->tabs()->setCurrentIndex(2); });
        stage.answered();
        turns(100);
    }
    {
        Stage stage(u"half are others"_s);
        for (int i = 1; i < pools.size(); i += 2)
            pools[i].set(u"RemainingManagedSpace", CimValue::uint64(1));
        const auto taken = tell();
        await([&] { return taken.isFinished(); });
        stage.answered();
        turns(100);
    }
    {
        Stage stage(u"half of them go"_s);
        pools.resize(users / 2 + 1);
        links.resize(users / 2);
        const auto taken = tell();
        await([&] { return table->model()->rowCount() == pools.size() - 1; });
        stage.answered();
        turns(100);
    }
    QCOMPARE(Stage::tooLong, QStringList());
}

void TestStalls::jobsAreFollowed()
{
    constexpr int systems = 20, each = 500;
    ConsoleFixture console;
    Inventory &inventory = console.services->inventory();
    QTreeView *dock = console.window->findChild<JobDock *>()->view();
    QList<ConnectionSpec> lent;
    for (int i = 0; i < systems; ++i) {
        lent.append(ConnectionSpec());
        lent.last().id = u"s%1"_s.arg(i);
        lent.last().name = u"system %1"_s.arg(i);
        lent.last().url = QUrl(u"http://s%1.invalid/wsman"_s.arg(i));
    }
    console.services->book().lend(lent);
    const QDateTime begun = QDateTime::currentDateTimeUtc();
    const auto tell = [&](quint16 percent) {
        for (int i = 0; i < systems; ++i) {
            QList<CimInstance> jobs;
            for (int j = 0; j < each; ++j) {
                CimInstance job(
                    *Schema::findClass(QString(Schema::iscsiTarget), u"MSISCSITARGET_ConcreteJob"));
                job.set(u"InstanceID", CimValue::string(u"Crowd:%1:%2"_s.arg(i).arg(j)));
                job.set(u"TimeSubmitted",
                        CimValue::dateTime(
                            CimDateTime::at(begun.addSecs(-((i * each + j) * 7919 % 100'003)))));
                job.set(u"JobState", CimValue::uint16(4));
                job.set(u"PercentComplete", CimValue::uint16(percent));
                jobs.append(job);
            }
            inventory.take(
                lent.at(i).id,
                {.objects = {jobs}, .links = {}, .read = QDateTime::currentDateTimeUtc()});
        }
    };
    const JobTracker &jobs = console.services->jobs();
    const auto areAt = [&](int percent) {
        const QList<JobRecord> others = jobs.others();
        return others.size() == systems * each
            && std::all_of(others.begin(), others.end(),
                           [&](const JobRecord &job) { return job.percent == percent; });
    };
    Stage::tooLong.clear();
    {
        Stage stage(u"jobs come"_s);
        tell(1);
        await([&] { return dock->model()->rowCount() >= systems * each; });
        stage.answered();
        turns(100);
    }
    for (const int percent : {2, 3}) {
        Stage stage(u"a round"_s);
        tell(quint16(percent));
        await([&] {
            wheel(dock, percent == 2 ? -45 : 45);
            return areAt(percent);
        });
        stage.answered();
        turns(1100); // the dock counts the seconds
    }
    QCOMPARE(Stage::tooLong, QStringList());
}

void TestStalls::manyAreOpened_data()
{
    QTest::addColumn<QString>("user");
    QTest::newRow("as nobody") << QString();
    QTest::newRow("with secrets that nobody kept") << u"ann"_s;
}

// As it is at the start.
void TestStalls::manyAreOpened()
{
    QFETCH(QString, user);
    ConsoleFixture console;
    Connections &connections = console.services->connections();
    QList<ConnectionSpec> lent;
    for (int i = 0; i < 500; ++i) {
        lent.append(ConnectionSpec());
        lent.last().id = u"s%1"_s.arg(i);
        lent.last().name = u"system %1"_s.arg(i);
        lent.last().site = u"site %1"_s.arg(i % 20);
        lent.last().url = QUrl(u"http://127.0.0.1:1/%1"_s.arg(i));
        lent.last().user = user;
    }
    console.services->book().lend(lent);
    turns(100);
    const auto allAre = [&](SystemState::Phase phase) {
        return std::all_of(lent.begin(), lent.end(), [&](const ConnectionSpec &spec) {
            return connections.state(spec.id).phase == phase;
        });
    };
    Stage::tooLong.clear();
    {
        Stage stage(u"they are opened"_s);
        inEvent([&] { console.services->openAll(); });
        stage.answered();
        await([&] {
            return std::none_of(lent.begin(), lent.end(), [&](const ConnectionSpec &spec) {
                const SystemState::Phase phase = connections.state(spec.id).phase;
                return phase == SystemState::Phase::Idle || phase == SystemState::Phase::Connecting;
            });
        });
        turns(100);
    }
    QVERIFY(allAre(user.isEmpty() ? SystemState::Phase::Waiting : SystemState::Phase::Failed));
    QVERIFY(!console.openDialog<QDialog>());
    QCOMPARE(Stage::tooLong, QStringList());
}

int main(int argc, char **argv)
{
    Watched<QApplication> application(argc, argv);
    stallWatch = &application.watch();
    TestStalls test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_stalls.moc"
