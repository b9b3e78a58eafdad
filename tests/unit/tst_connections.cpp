// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Connects: the ladder rung by rung, waiting with jitter, sixteen at once, and what each failure
// leads to.

#include "services/systems/connections.h"
#include "tests/support/fakesystem.h"
#include "tests/support/manualclock.h"

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
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const quint16 port = server.serverPort();
        server.close();
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
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        for (int i = 0; i < 40; ++i)
            addSystem(u"far%1"_s.arg(i),
                      u"http://127.0.0.1:%1/%2"_s.arg(server.serverPort()).arg(i));
        int alive = 0;
        Connections silent(
            *m_book,
            [&alive](const ConnectionSpec &, const Secret &) {
                return std::make_unique<SilentTransport>(alive);
            },
            m_passwords, *m_clock);
        for (int i = 0; i < 40; ++i)
            silent.open(u"far%1"_s.arg(i));
        QTRY_COMPARE(alive, 16);
        silent.close(u"far0"_s); // whoever leaves makes room
        QTRY_COMPARE(alive, 16);
        QCOMPARE(silent.state(u"far0"_s).phase, Phase::Idle);
        m_clock->advance(15s);
        QTRY_COMPARE(alive, 16); // the next ones
        m_clock->advance(15s);
        QTRY_VERIFY(alive >= 7);
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
