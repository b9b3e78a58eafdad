// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A message of the desktop comes for what took long while nobody looked, and a click on it shows
// the job. On a bus of its own with a service made here.

#include "tests/gui/consolefixture.h"
#include "tests/gui/trackedconsole.h"
#include "ui/mainwindow/jobnotices.h"

#include <QDBusConnection>
#include <QSignalSpy>

#include <unistd.h>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

// Takes messages as the service of a desktop does.
class FakeService : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    QStringList titles, texts;

public Q_SLOTS:
    uint Notify(const QString &, uint, const QString &, const QString &title, const QString &text,
                const QStringList &, const QVariantMap &, int)
    {
        titles.append(title);
        texts.append(text);
        return uint(titles.size());
    }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString &action);
    void NotificationClosed(uint id, uint reason);
};

class TestNotifications : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void onlyWhatTookLongWhileNobodyLookedIsTold_data();
    void onlyWhatTookLongWhileNobodyLookedIsTold();
    void aClickShowsTheJob();

private:
    FakeService m_service;
};

void TestNotifications::initTestCase()
{
    if (!qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS"))
        QSKIP("needs dbus-run-session");
    QDBusConnection bus = QDBusConnection::sessionBus();
    QVERIFY(bus.registerObject(u"/org/freedesktop/Notifications"_s, &m_service,
                               QDBusConnection::ExportAllContents));
    QVERIFY(bus.registerService(u"org.freedesktop.Notifications"_s));
}

void TestNotifications::onlyWhatTookLongWhileNobodyLookedIsTold_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<bool>("active");
    QTest::addColumn<bool>("told");
    QTest::newRow("long, nobody looks") << 11 << false << true;
    QTest::newRow("long, a window is active") << 11 << true << false;
    QTest::newRow("short, nobody looks") << 9 << false << false;
}

void TestNotifications::onlyWhatTookLongWhileNobodyLookedIsTold()
{
    QFETCH(int, seconds);
    QFETCH(bool, active);
    QFETCH(bool, told);
    m_service.titles.clear();
    m_service.texts.clear();
    TrackedConsole far;
    quint16 state = 4;
    far.answerByJob();
    far.system.beforeJobRead = [&](CimInstance &job) {
        job.set(u"JobState", CimValue::uint16(state));
    };
    QVERIFY(far.connect());
    JobNotices notices(far.console());
    QSignalSpy activated(&notices, &JobNotices::activated);
    QWidget window;
    if (active) {
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
    } else {
        QTRY_VERIFY(!QApplication::activeWindow());
    }

    const qint64 id = far.started(far.create(u"<b>gold</b>"_s));
    const auto now = [&] { return far.find(id); };
    QTRY_COMPARE(now()->state, JobRecord::State::Running);
    far.clock.advance(std::chrono::seconds(seconds - 1));
    state = 10;
    for (int i = 0; i < 100 && !now()->over(); ++i) {
        far.clock.advance(10ms);
        if (!QTest::qWaitFor([&] { return now()->over(); }, 20))
            continue;
    }
    if (!now()->over())
        far.clock.advance(5s);
    QTRY_VERIFY(now()->over());
    if (!told) {
        QVERIFY(!QTest::qWaitFor([this] { return !m_service.titles.isEmpty(); }, 300));
        return;
    }
    QTRY_COMPARE(m_service.titles.size(), 1);
    QVERIFY(m_service.titles.first().contains(u"<b>gold</b>"_s)); // which nobody reads as markup
    QVERIFY(!m_service.texts.first().contains(u'<'));
    QVERIFY(m_service.texts.first().startsWith(u"Failed after"_s));
    // The answer with its number may still be on the way.
    QVERIFY(QTest::qWaitFor(
        [&] {
            emit m_service.ActionInvoked(1, u"default"_s);
            return !activated.isEmpty();
        },
        5000));
    QCOMPARE(activated.first().first().toLongLong(), id);
}

void TestNotifications::aClickShowsTheJob()
{
    ConsoleFixture console;
    console.makePool(u"gold"_s, 64 * ConsoleFixture::MiB);
    console.window->jobs()->setFolded(true);
    console.window->showMinimized();
    console.window->showJob(console.lastJob()->id);
    QTRY_VERIFY(!console.window->isMinimized());
    QVERIFY(!console.window->jobs()->isFolded());
    QCOMPARE(console.window->jobs()->selected(), console.lastJob()->id);
}

// Again on a bus of its own, where there is a program that makes one.
int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("CISTERN_TEST_BUS")) {
        qputenv("CISTERN_TEST_BUS", "1");
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        QList<char *> words{qstrdup("dbus-run-session"), qstrdup("--")};
        for (int i = 0; i < argc; ++i)
            words.append(argv[i]);
        words.append(nullptr);
        ::execvp("dbus-run-session", words.data());
    }
    QApplication application(argc, argv);
    TestNotifications test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_notifications.moc"
