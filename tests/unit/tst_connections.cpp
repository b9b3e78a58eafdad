// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Connects: the ladder rung by rung, waiting with jitter, sixteen at once, and what each failure
// leads to.

#include "services/systems/connections.h"

#include "services/core/systemclock.h"
#include "tests/support/child.h"
#include "tests/support/fakesystem.h"
#include "tests/support/manualclock.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Phase = SystemState::Phase;
using Step = Rung::Step;
using Cause = Failure::Cause;

namespace {
// Never answers, and counts how many of its kind there are.
class SilentTransport final : public Transport
{
public:
    explicit SilentTransport(int &alive) : m_alive(alive) { ++m_alive; }
    ~SilentTransport() override { --m_alive; }
    QString address() const override { return u"local:"_s; }
    Answer<Envelope> send(const Envelope &, QObject *) override
    {
        m_unanswered.emplace_back();
        return m_unanswered.back().answer();
    }

private:
    int &m_alive;
    std::vector<Pledge<Envelope>> m_unanswered;
};
} // namespace

class TestConnections : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_clock = std::make_unique<ManualClock>();
        m_system = std::make_unique<FakeSystem>();
        m_book = std::make_unique<SystemBook>(m_folder->filePath(u"systems.json"_s));
        m_passwords = [](const ConnectionSpec &, QObject *) {
            return readyAnswer<Secret>(Secret("right"));
        };
        m_asked = 0;
        m_given.clear();
        m_connections = std::make_unique<Connections>(
            *m_book,
            [this](const ConnectionSpec &, const Secret &password) {
                m_given.append(password);
                return m_system->transport();
            },
            [this](const ConnectionSpec &spec, QObject *owner) {
                ++m_asked;
                return m_passwords(spec, owner);
            },
            *m_clock);
    }

    void cleanup() { m_connections.reset(); }

    void theLocalTargetSkipsWhatDoesNotApply()
    {
        m_connections->open(localSystemId);
        QCOMPARE(m_connections->state(localSystemId).phase, Phase::Connecting);
        QTRY_COMPARE(m_connections->state(localSystemId).phase, Phase::Connected);
        const SystemState state = m_connections->state(localSystemId);
        for (const Step step : {Step::Name, Step::Network, Step::Encryption})
            QCOMPARE(state.ladder.rung(step).state, Rung::State::Skipped);
        for (const Step step : {Step::SignIn, Step::Identify, Step::Namespaces})
            QCOMPARE(state.ladder.rung(step).state, Rung::State::Done);
        QVERIFY(state.ladder.connected());
        QCOMPARE(state.ladder.rung(Step::Identify).fact, u"Cistern 0"_s);
        QCOMPARE(state.lastSeen, m_clock->now());
        QVERIFY(m_connections->connection(localSystemId));
        QCOMPARE(m_asked, 0); // nobody signs in there
    }

    void SP_R40_aMissingNamespaceIsNotOnThisTargetAndNoError_data()
    {
        QTest::addColumn<bool>("installed");
        QTest::addColumn<QStringList>("found");
        QTest::newRow("there") << true << QStringList{u"Root/CIMv2/Storage/iScsiTarget"_s};
        QTest::newRow("not there") << false << QStringList();
    }
    void SP_R40_aMissingNamespaceIsNotOnThisTargetAndNoError()
    {
        QFETCH(bool, installed);
        QFETCH(QStringList, found);
        if (!installed)
            m_system->nameSpaces.clear();
        m_connections->open(localSystemId);
        QTRY_COMPARE(m_connections->state(localSystemId).phase, Phase::Connected);
        QCOMPARE(m_connections->state(localSystemId).ladder.namespaces(), found);
        QVERIFY(!m_connections->state(localSystemId).failure);
        const Ladder ladder = m_connections->state(localSystemId).ladder;
        QCOMPARE(ladder.rung(Step::Namespaces).failure.has_value(), !installed); // worth a remark
        QCOMPARE(ladder.spaces.size(), 3);
        QCOMPARE(ladder.spaces.last().presence, NamespaceFact::Presence::NoNamespace);
    }

    void aPlainPortIsReachedByNameAndSkipsEncryption()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        addSystem(u"far"_s, u"http://127.0.0.1:%1/wsman"_s.arg(server.serverPort()));
        m_connections->open(u"far"_s);
        QTRY_COMPARE(m_connections->state(u"far"_s).phase, Phase::Connected);
        const Ladder ladder = m_connections->state(u"far"_s).ladder;
        QCOMPARE(ladder.rung(Step::Name).fact, u"127.0.0.1"_s);
        QCOMPARE(ladder.rung(Step::Network).fact, u"127.0.0.1:%1"_s.arg(server.serverPort()));
        QCOMPARE(ladder.rung(Step::Encryption).state, Rung::State::Skipped);
        QCOMPARE(ladder.rung(Step::SignIn).fact, u"bar"_s);
        QCOMPARE(m_given.last().reveal().toByteArray(), QByteArray("right"));
    }

    void nobodyThereFailsOnTheNetworkRungAndWaits()
    {
        const quint16 port = freePort();
        addSystem(u"far"_s, u"http://127.0.0.1:%1/wsman"_s.arg(port));
        m_connections->open(u"far"_s);
        QTRY_COMPARE(m_connections->state(u"far"_s).phase, Phase::Waiting);
        const SystemState state = m_connections->state(u"far"_s);
        QCOMPARE(state.ladder.failed()->step, Step::Network);
        QCOMPARE(state.failure->cause, Cause::Refused);
        QVERIFY(state.nextTry > m_clock->now());
        QVERIFY(!m_connections->connection(u"far"_s));
    }

    void waitsLongerEachTimeUpToAMinute()
    {
        m_system->linkDown = true;
        m_connections->open(localSystemId);
        for (const int plain : {1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000}) {
            QTRY_COMPARE(m_connections->state(localSystemId).phase, Phase::Waiting);
            const qint64 wait = m_clock->now().msecsTo(m_connections->state(localSystemId).nextTry);
            QVERIFY2(wait >= std::max(1000, plain * 8 / 10)
                         && wait <= std::min(60000, plain * 12 / 10),
                     qPrintable(QString::number(wait)));
            m_clock->advance(std::chrono::milliseconds(wait - 1));
            QCOMPARE(m_connections->state(localSystemId).phase, Phase::Waiting);
            m_clock->advance(1ms);
            QCOMPARE(m_connections->state(localSystemId).phase, Phase::Connecting);
        }
        QTRY_COMPARE(m_connections->state(localSystemId).phase, Phase::Waiting);
        m_system->linkDown = false;
        m_connections->open(localSystemId); // a person does not wait
        QTRY_COMPARE(m_connections->state(localSystemId).phase, Phase::Connected);

        // Once it was connected, the waiting begins anew.
        m_system->linkDown = true;
        m_connections->report(localSystemId,
                              Failure{.cause = Cause::Refused, .stage = Failure::Stage::Network});
        const qint64 wait = m_clock->now().msecsTo(m_connections->state(localSystemId).nextTry);
        QVERIFY2(wait >= 1000 && wait <= 1200, qPrintable(QString::number(wait)));
    }

    // Many systems that went down together do not come back in the same moment.
    void theWaitingHasJitter()
    {
        QList<qint64> waits;
        m_system->linkDown = true;
        for (int round = 0; round < 40; ++round) {
            m_connections->open(localSystemId);
            QTRY_COMPARE(m_connections->state(localSystemId).phase, Phase::Waiting);
            if (round >= 7) // at the longest
                waits.append(m_clock->now().msecsTo(m_connections->state(localSystemId).nextTry));
        }
        const auto [least, most] = std::minmax_element(waits.cbegin(), waits.cend());
        QVERIFY(*least >= 48'000 && *most <= 60'000);
        QVERIFY2(*most - *least > 2000, qPrintable(QString::number(*most - *least)));
    }

    void closingEndsTheWaiting()
    {
        m_system->linkDown = true;
        m_connections->open(localSystemId);
        QTRY_COMPARE(m_connections->state(localSystemId).phase, Phase::Waiting);
        m_connections->close(localSystemId);
        m_clock->advance(120s);
        QCoreApplication::processEvents();
        QCOMPARE(m_connections->state(localSystemId).phase, Phase::Idle);
        QCOMPARE(m_system->count(u"Identify"_s), 1);
    }

    void aWrongPasswordWaitsForAPersonAndIsAskedAnew()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        addSystem(u"far"_s, u"http://127.0.0.1:%1/wsman"_s.arg(server.serverPort()));
        m_system->signInFailure = Failure{.cause = Cause::SignIn, .stage = Failure::Stage::SignIn};
        m_connections->open(u"far"_s);
        QTRY_COMPARE(m_connections->state(u"far"_s).phase, Phase::Failed);
        QCOMPARE(m_connections->state(u"far"_s).ladder.failed()->step, Step::SignIn);
        m_clock->advance(300s);
        QCoreApplication::processEvents();
        QCOMPARE(m_system->count(u"Identify"_s), 1); // a locked account would be the thanks
        m_system->signInFailure.reset();
        m_connections->open(u"far"_s);
        QTRY_COMPARE(m_connections->state(u"far"_s).phase, Phase::Connected);
        QCOMPARE(m_asked, 2);
    }

    void noPasswordIsAFailureToSignInAndNothingIsSent()
    {
        m_passwords = [](const ConnectionSpec &, QObject *) {
            return readyAnswer<Secret>(
                Failure{.cause = Cause::SignIn, .stage = Failure::Stage::SignIn});
        };
        addSystem(u"far"_s, u"http://127.0.0.1:9/wsman"_s);
        m_connections->open(u"far"_s);
        QTRY_COMPARE(m_connections->state(u"far"_s).phase, Phase::Failed);
        QCOMPARE(m_connections->state(u"far"_s).ladder.failed()->step, Step::SignIn);
        QVERIFY(m_system->sent.isEmpty());
    }

    void aSystemThatDoesNotAnswerIsGivenUpAfter15Seconds()
    {
        int alive = 0;
        Connections silent(
            *m_book,
            [&alive](const ConnectionSpec &, const Secret &) {
                return std::make_unique<SilentTransport>(alive);
            },
            m_passwords, *m_clock);
        silent.open(localSystemId);
        QTRY_COMPARE(alive, 1);
        m_clock->advance(14'999ms);
        QCOMPARE(silent.state(localSystemId).phase, Phase::Connecting);
        m_clock->advance(1ms);
        QCOMPARE(silent.state(localSystemId).phase, Phase::Waiting);
        QCOMPARE(silent.state(localSystemId).failure->cause, Cause::TimedOut);
        QCOMPARE(silent.state(localSystemId).ladder.failed()->step, Step::SignIn);
        QTRY_COMPARE(alive, 0);
    }

    void sixteenClimbAtOnceAndTheOthersStandInLine()
    {
        addSilent(40);
        int alive = 0;
        const auto silent = silentBut({}, alive);
        for (int i = 0; i < 40; ++i)
            silent->open(u"far%1"_s.arg(i));
        QCOMPARE(alive, 16);
        silent->close(u"far0"_s); // whoever leaves makes room
        QTRY_COMPARE(alive, 16);
        QCOMPARE(silent->state(u"far0"_s).phase, Phase::Idle);
        for (int i = 0; i < 200; ++i) {
            m_clock->advance(250ms);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            QVERIFY2(alive <= 16, qPrintable(QString::number(alive)));
        }
        for (int i = 1; i < 40; ++i) // each had its turn
            QVERIFY(silent->state(u"far%1"_s.arg(i)).failure);
    }

    void whoeverClosesManyConnectsToNoneOfThem()
    {
        addSilent(40);
        int alive = 0;
        const auto silent = silentBut({}, alive);
        for (int i = 0; i < 40; ++i)
            silent->open(u"far%1"_s.arg(i));
        for (int i = 0; i < 40; ++i)
            silent->close(u"far%1"_s.arg(i));
        QCOMPARE(alive, 16); // these are not gone yet
        QTRY_COMPARE(alive, 0);
    }

    // Those that say nothing came first and hold all places; the others have theirs after a second.
    void silentSystemsSlowNobody()
    {
        addSilent(33);
        const QStringList good{u"far30"_s, u"far31"_s, u"far32"_s};
        int alive = 0;
        SystemClock clock;
        const auto connections = silentBut(good, alive, &clock);
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 33; ++i)
            connections->open(u"far%1"_s.arg(i));
        for (const QString &id : good)
            QTRY_COMPARE_WITH_TIMEOUT(connections->state(id).phase, Phase::Connected, 10000);
        qInfo() << "three good systems behind thirty silent ones:" << timer.elapsed() << "ms";
        QVERIFY2(timer.elapsed() < 3500, qPrintable(QString::number(timer.elapsed())));
    }

    // Those that failed before never hold more than twelve places.
    void whoFailedBeforeStandsBehind()
    {
        addSilent(33);
        const QStringList good{u"far30"_s, u"far31"_s, u"far32"_s};
        int alive = 0;
        const auto connections = silentBut(good, alive);
        for (int i = 0; i < 30; ++i)
            connections->open(u"far%1"_s.arg(i));
        // All fail, and try again by themselves; at times all of them may wait.
        for (int i = 0; i < 400 || (alive == 0 && i < 4000); ++i) {
            m_clock->advance(250ms);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
        for (int i = 0; i < 30; ++i)
            QVERIFY(connections->state(u"far%1"_s.arg(i)).failure);
        QVERIFY2(alive > 0 && alive <= 12, qPrintable(QString::number(alive)));
        for (const QString &id : good)
            connections->open(id);
        for (const QString &id : good) // no time passes
            QTRY_COMPARE(connections->state(id).phase, Phase::Connected);
    }

    void aSystemThatOnlyTookTooLongStaysConnected()
    {
        m_connections->open(localSystemId);
        QTRY_COMPARE(m_connections->state(localSystemId).phase, Phase::Connected);
        const Failure late{.cause = Cause::TimedOut, .stage = Failure::Stage::Operation};
        m_connections->report(localSystemId, late);
        QTRY_COMPARE(m_system->count(u"Identify"_s), 2);
        QCoreApplication::processEvents();
        QCOMPARE(m_connections->state(localSystemId).phase, Phase::Connected);
        m_system->linkDown = true; // as when it lost its power: nothing is closed
        m_connections->report(localSystemId, late);
        QTRY_COMPARE(m_connections->state(localSystemId).phase, Phase::Waiting);
    }

    void aLostLinkMovesTheStateAndOthersAreNotTouched()
    {
        m_connections->open(localSystemId);
        QTRY_COMPARE(m_connections->state(localSystemId).phase, Phase::Connected);
        QSignalSpy changed(m_connections.get(), &Connections::stateChanged);
        m_connections->report(
            localSystemId, Failure{.cause = Cause::NotFound, .stage = Failure::Stage::Operation});
        QCOMPARE(m_connections->state(localSystemId).phase, Phase::Connected);
        m_connections->report(localSystemId,
                              Failure{.cause = Cause::Refused, .stage = Failure::Stage::Network});
        QCOMPARE(m_connections->state(localSystemId).phase, Phase::Waiting);
        QVERIFY(!m_connections->connection(localSystemId));
        QCOMPARE(changed.count(), 1);
        m_clock->advance(2s);
        QTRY_COMPARE(m_connections->state(localSystemId).phase, Phase::Connected);
    }

    void aSystemThatLeavesTheBookIsClosed()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        addSystem(u"far"_s, u"http://127.0.0.1:%1/wsman"_s.arg(server.serverPort()));
        m_connections->open(u"far"_s);
        QTRY_COMPARE(m_connections->state(u"far"_s).phase, Phase::Connected);
        const auto removed = m_book->remove(u"far"_s, this);
        QTRY_VERIFY(removed.isFinished());
        QTRY_COMPARE(m_connections->state(u"far"_s).phase, Phase::Idle);
        QVERIFY(!m_connections->connection(u"far"_s));
    }

    void aCheckClimbsOnceAndKeepsNothing()
    {
        const ConnectionSpec spec{.id = u"new"_s, .url = QUrl(u"local:"_s)};
        QList<Step> climbing;
        const auto ladder = m_connections->check(
            spec, Secret(), this, [&climbing](const Ladder &now) {
                for (const Rung &rung : now.rungs) {
                    if (rung.state == Rung::State::Climbing && !climbing.contains(rung.step))
                        climbing.append(rung.step);
                }
            });
        QTRY_VERIFY(ladder.isFinished());
        QVERIFY(takenFrom(ladder)->connected());
        QCOMPARE(climbing, (QList<Step>{Step::SignIn, Step::Identify, Step::Namespaces}));
        QCOMPARE(m_connections->state(u"new"_s).phase, Phase::Idle);
    }

private:
    void addSystem(const QString &id, const QString &url)
    {
        const auto added = m_book->add({.id = id, .url = QUrl(url), .user = u"bar"_s}, this);
        QTRY_VERIFY(added.isFinished());
        QVERIFY(takenFrom(added));
    }

    // Systems without a network before them, so that only their silence counts.
    void addSilent(int count)
    {
        for (int i = 0; i < count; ++i) {
            const auto added = m_book->add(
                {.id = u"far%1"_s.arg(i), .url = QUrl(u"local:/%1"_s.arg(i))}, this);
            QTRY_VERIFY(added.isFinished());
            QVERIFY(takenFrom(added));
        }
    }

    std::unique_ptr<Connections> silentBut(const QStringList &good, int &alive,
                                           Clock *clock = nullptr)
    {
        return std::make_unique<Connections>(
            *m_book,
            [this, good, &alive](const ConnectionSpec &spec,
                                 const Secret &) -> std::unique_ptr<Transport> {
                if (good.contains(spec.id))
                    return m_system->transport();
                return std::make_unique<SilentTransport>(alive);
            },
            m_passwords, clock ? *clock : *m_clock);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<FakeSystem> m_system;
    std::unique_ptr<SystemBook> m_book;
    std::unique_ptr<Connections> m_connections;
    PasswordSource m_passwords;
    QList<Secret> m_given;
    int m_asked = 0;
};

QTEST_GUILESS_MAIN(TestConnections)
#include "tst_connections.moc"
