// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// From the start of the process to the first paint of the window: with nothing configured and with
// 500 systems of which an earlier run left what it read (and until their list, and what was read of
// all of them, is painted), beside a program that shows an empty QMainWindow, which needs no font,
// and one that shows what each window has: menus, a field, a tree, a table, a few words. Warm is
// started again and again; for cold, what it has mapped and what it reads is taken out of the page
// cache as far as nobody else maps it.
#include "app/windowconsole.h"
#include "services/inventory/readingfile.h"
#include "services/inventory/refresher.h"
#include "services/schema/schema.h"
#include "services/systems/secretsource.h"
#include "tests/bench/parts/figures.h"
#include "tests/bench/parts/sampleobjects.h"
#include "tests/support/child.h"
#include "tests/support/got.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/text/words.h"
#include "ui/widgets/appstyle.h"
#include "ui/widgets/icons.h"

#include <QApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QSplitter>
#include <QStatusBar>
#include <QStringListModel>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <cstdio>
#include <fcntl.h>
#include <numeric>
#include <time.h>
#include <unistd.h>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
double now() // ms, of a clock that all processes share
{
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

void say(const char *what)
{
    std::printf("%s %f\n", what, now());
}

// Which files that took.
void endWithFiles()
{
    QFile maps(u"/proc/self/maps"_s);
    QByteArray last;
    if (maps.open(QIODevice::ReadOnly)) {
        const QList<QByteArray> lines = maps.readAll().split('\n');
        for (const QByteArray &line : lines) {
            const qsizetype at = line.indexOf('/');
            if (at >= 0 && std::exchange(last, line.mid(at)) != line.mid(at))
                std::printf("%s\n", line.mid(at).constData());
        }
    }
    std::fflush(stdout);
    _exit(0);
}

class BareWindow final : public QMainWindow
{
protected:
    bool event(QEvent *event) override
    {
        const bool result = QMainWindow::event(event);
        if (event->type() == QEvent::Paint)
            QMetaObject::invokeMethod(
                this,
                [] {
                    say("painted");
                    endWithFiles();
                },
                Qt::QueuedConnection);
        return result;
    }
};

int showBare(int count, char **values)
{
    const QApplication application(count, values);
    BareWindow window;
    window.resize(1280, 800);
    window.show();
    return QApplication::exec();
}

int showPlain(int count, char **values)
{
    const QApplication application(count, values);
    BareWindow window;
    for (const QString &title : {u"File"_s, u"View"_s, u"Help"_s})
        window.menuBar()->addMenu(title)->addAction(title);
    window.statusBar()->showMessage(u"ready"_s);
    const QStringList names{u"one"_s, u"two"_s, u"three"_s};
    QStringListModel rows(names);
    auto *split = new QSplitter(&window);
    auto *left = new QWidget(split);
    auto *right = new QTabWidget(split);
    auto *column = new QVBoxLayout(left);
    auto *tree = new QTreeView(left);
    auto *table = new QTreeView(right);
    tree->setModel(&rows);
    table->setModel(&rows);
    column->addWidget(new QLabel(names.first(), left));
    column->addWidget(new QLineEdit(left));
    column->addWidget(tree);
    for (const QString &name : names)
        right->addTab(name == names.first() ? static_cast<QWidget *>(table) : new QLabel(name),
                      name);
    window.setCentralWidget(split);
    window.resize(1280, 800);
    window.show();
    return QApplication::exec();
}

Services::Options below(const QString &folder)
{
    return {.store = folder + u"/store"_s,
            .configDir = folder + u"/config"_s,
            .dataDir = folder + u"/data"_s,
            .systemName = {},
            .cacheDir = folder + u"/cache"_s};
}

bool showsAll(Services &services)
{
    const auto &systems = services.book().systems();
    return std::all_of(systems.begin(), systems.end(), [&services](const ConnectionSpec &spec) {
        const Inventory &inventory = services.inventory();
        const Node *system = inventory.node(inventory.system(spec.id));
        return spec.id == localSystemId || (system && system->read.isValid());
    });
}

// As app/main.cpp does it.
int showConsole(int count, char **values, const QString &folder)
{
    QApplication application(count, values);
    QApplication::setOrganizationName(u"cistern"_s);
    QApplication::setApplicationName(u"cistern"_s);
    installWords(application);
    QApplication::setWindowIcon(applicationIcon());
    applyAppearance(application, Appearance::System);
    Services services(below(folder));
    MainWindow window(windowConsole(services));
    bool listed = false;
    const auto endWhenFilled = [&] {
        if (!listed || !showsAll(services))
            return;
        window.repaint();
        say("filled");
        endWithFiles();
    };
    QObject::connect(&services.inventory(), &Inventory::changed, &window, endWhenFilled);
    QObject::connect(&window, &MainWindow::shown, &window, [&] {
        say("painted");
        onDone(services.load(&window), &window, [&](const Outcome<Done> &) {
            // Behind what the list of systems led to.
            QTimer::singleShot(0, &window, [&] {
                window.repaint();
                listed = services.book().systems().size() > 1;
                say(listed ? "listed" : "empty");
                if (!listed)
                    endWithFiles();
                endWhenFilled();
            });
        });
    });
    window.show();
    return QApplication::exec();
}

class Start
{
public:
    static constexpr int poolsOfEach = 40; // of the systems

    explicit Start(const BenchSize &size) : m_size(size), m_runs(size.of(1, 11)) {}

    int run()
    {
        configure(m_many.path(), m_size.of(20, 500));
        const QList<Reach> warmer{atMost(500), against(u"bare window, warm"_s, 1.5),
                                  against(u"plain window, warm"_s)};
        const QList<Reach> colder{atMost(1'000), against(u"bare window, cold"_s, 1.5)};
        const QString many = u"window with %1 systems"_s.arg(m_size.of(20, 500));
        std::vector<double> bare, plain, empty, full, listed, filled, coldBare, coldEmpty, coldFull,
            coldFilled;
        for (int i = 0; i < m_runs; ++i) { // in turns
            shown({u"--bare"_s});
            bare.push_back(shown({u"--bare"_s}));
            plain.push_back(shown({u"--plain"_s}));
            empty.push_back(shown({u"--console"_s, m_none.path()}));
            full.push_back(shown({u"--console"_s, m_many.path()}));
            listed.push_back(m_listed);
            filled.push_back(m_filled);
        }
        for (int i = 0; i < m_runs; ++i) {
            for (const auto &[samples, arguments] :
                 {std::pair{&coldBare, QStringList{u"--bare"_s}},
                  std::pair{&coldEmpty, QStringList{u"--console"_s, m_none.path()}},
                  std::pair{&coldFull, QStringList{u"--console"_s, m_many.path()}}}) {
                evict();
                samples->push_back(shown(arguments));
            }
            coldFilled.push_back(m_filled);
        }
        tell(u"window, warm"_s, empty, warmer);
        tell(many + u", warm"_s, full, warmer);
        tell(many + u", its list painted, warm"_s, listed, {atMost(1'000)});
        tell(many + u", all that was kept of them shown, warm"_s, filled, {});
        tell(u"bare window, warm"_s, bare, {});
        tell(u"plain window, warm"_s, plain, {});
        tell(u"window, cold"_s, coldEmpty, colder);
        tell(many + u", cold"_s, coldFull, colder);
        tell(many + u", all that was kept of them shown, cold"_s, coldFilled, {});
        tell(u"bare window, cold"_s, coldBare, {});
        measureFile(m_size.of(1'000, 100'000));
        m_figures.remark(u"on the platform "_s
                         + qEnvironmentVariable("QT_QPA_PLATFORM", u"default"_s));
        return m_figures.exitCode();
    }

private:
    void tell(const QString &name, const std::vector<double> &samples, const QList<Reach> &reaches)
    {
        m_figures.tell({.name = name, .unit = u"ms"_s, .samples = samples, .reaches = reaches});
    }

    static void configure(const QString &folder, int systems)
    {
        Services services(below(folder));
        QObject owner;
        if (!got(services.load(&owner)))
            qFatal("no list of systems");
        Refresher &refresher = services.refresher();
        for (int i = 0; i < systems; ++i) {
            const ConnectionSpec spec{
                .id = u"s%1"_s.arg(i),
                .name = u"system %1"_s.arg(i),
                .url = QUrl(u"https://127.0.0.1:1/wsman/%1"_s.arg(i)),
                .user = u"admin"_s,
                .site = u"site %1"_s.arg(i % 20),
            };
            if (!got(services.book().add(spec, &owner)))
                qFatal("a system can't be added");
            Q_EMIT refresher.wasRead(spec.id, reading(i));
        }
        const QDir kept(folder + u"/cache"_s);
        if (!QTest::qWaitFor([&] { return kept.entryList(QDir::Files).size() >= systems; }, 60'000))
            qFatal("what was read is not kept");
    }

    // Some pools of a small system.
    static SystemReading reading(int number)
    {
        QList<CimInstance> objects{Sample::object(
            *Schema::findClass(QString(Schema::iscsiTarget), u"MSFTSM_ComputerSystem"), number)};
        for (int i = 0; i < poolsOfEach; ++i)
            objects.append(Sample::object(Sample::poolClass(), i));
        return {.findings = {.objects = {objects},
                             .links = {},
                             .read = QDateTime::currentDateTimeUtc().addDays(-1)},
                .lacking = {QString(Schema::virtualization), QString(Schema::hypervCluster)}};
    }

    static qsizetype sizeOf(const QList<QList<CimInstance>> &pages)
    {
        return std::accumulate(pages.begin(), pages.end(), qsizetype(0),
                               [](qsizetype sum, const auto &page) { return sum + page.size(); });
    }

    // Of one large system: what the program may have to wait for when it ends, and how long after
    // the start it is shown.
    void measureFile(int count)
    {
        SystemReading large = reading(0);
        QList<CimInstance> &objects = large.findings.objects.first();
        objects.clear();
        for (int i = 0; i < count; ++i)
            objects.append(Sample::object(Sample::poolClass(), i));
        const QString file = m_none.filePath(u"large"_s);
        const ReadingFile::GiveUp goOn = false;
        std::vector<double> written, read;
        for (int i = 0; i < std::min(m_runs, 5); ++i) {
            const double begun = now();
            const bool whole = ReadingFile::write(file, u"a"_s, large, goOn);
            const double between = now();
            const auto back = ReadingFile::read(file, u"a"_s, goOn);
            read.push_back(now() - between);
            written.push_back(between - begun);
            m_figures.must(u"all objects come back"_s,
                           whole && back && sizeOf(back->findings.objects) == count);
        }
        const double bytes = double(QFile(file).size());
        const QString name = u"what was read of %1 objects "_s.arg(count);
        m_figures.tell(
            {.name = name + u"written"_s, .unit = u"ms"_s, .samples = written, .bytes = bytes});
        m_figures.tell(
            {.name = name + u"read back"_s, .unit = u"ms"_s, .samples = read, .bytes = bytes});
    }

    double shown(const QStringList &arguments)
    {
        Child child;
        const double begun = now();
        child.start(QCoreApplication::applicationFilePath(), arguments);
        const bool ended = child.untilEnd();
        const QList<QByteArray> lines = child.out.split('\n');
        const double painted = lines.value(0).mid(8).toDouble();
        m_figures.must(u"the window is painted"_s,
                       ended && lines.value(0).startsWith("painted ") && painted > begun);
        const auto after = [&](int line, const QByteArray &what) {
            return lines.value(line).startsWith(what)
                ? lines.value(line).mid(what.size()).toDouble() - begun
                : 0;
        };
        m_listed = after(1, "listed ");
        m_filled = after(2, "filled ");
        m_figures.must(u"what was kept is shown"_s, (m_listed > 0) == (m_filled > 0));
        m_files = lines.mid(1);
        return painted - begun;
    }

    void evict() const
    {
        QList<QByteArray> files = m_files;
        QDirIterator own(m_many.path(), QDir::Files, QDirIterator::Subdirectories);
        while (own.hasNext())
            files.append(QFile::encodeName(own.next()));
        for (const QByteArray &name : std::as_const(files)) {
            const int file = ::open(name.constData(), O_RDONLY);
            if (file < 0)
                continue;
            posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
            ::close(file);
        }
    }

    const BenchSize m_size;
    const int m_runs;
    Figures m_figures{u"start"_s};
    QTemporaryDir m_none, m_many;
    QList<QByteArray> m_files;
    double m_listed = 0, m_filled = 0; // ms, of the last that had a list
};
} // namespace

int main(int count, char **values)
{
    const QByteArray mode = count > 1 ? values[1] : "";
    if (mode == "--bare")
        return showBare(count, values);
    if (mode == "--plain")
        return showPlain(count, values);
    if (mode == "--console" && count > 2)
        return showConsole(count, values, QString::fromLocal8Bit(values[2]));
    const QCoreApplication application(count, values);
    return Start(benchSize(QCoreApplication::arguments())).run();
}
