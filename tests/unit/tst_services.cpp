// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The rooms put together: passwords on their way from a person to a system.
#include "app/services.h"
#include "services/credentials/credentialbook.h"
#include "services/provider/provider.h"
#include "services/systems/secretsource.h"
#include "services/systems/systembook.h"
#include "services/wsman/auth/userfile.h"
#include "services/wsman/listener.h"
#include "tests/support/got.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using Phase = SystemState::Phase;

namespace {
// One local target behind several doors, each with users of its own, and services that know each
// door as a system that signs in with the same credential set.
class ManyDoors
{
public:
    explicit ManyDoors(const QStringList &passwords)
    {
        provider = std::make_unique<Provider>(Provider::Options{.store = folder.filePath(u"far"_s),
                                                                .systemName = u"far"_s,
                                                                .firstLimit = 64 * 1024 * 1024});
        [&] { QVERIFY(got(provider->opened())); }();
        services = std::make_unique<Services>(
            Services::Options{.store = folder.filePath(u"store"_s),
                              .configDir = folder.filePath(u"config"_s),
                              .dataDir = folder.filePath(u"data"_s)});
        set = got(services->credentials().add({.name = u"lab"_s, .user = u"ann"_s}, services.get()))
                  .value();
        services->secrets().setPrompt([this](const SecretQuestion &question, QObject *) {
            questions.append(question);
            return said.isEmpty() ? readyAnswer<ToldSecret>(
                       Failure{.cause = Failure::Cause::SignIn, .stage = Failure::Stage::SignIn})
                                  : readyAnswer<ToldSecret>(ToldSecret{.secret = Secret(said)});
        });
        for (const QString &password : passwords)
            add(password);
    }

    void setPassword(int door, const QString &password)
    {
        [&] { QVERIFY(users[door]->remove(u"ann"_s)); }();
        [&] {
            QVERIFY(users[door]->add({u"ann"_s, AccessRole::Manage}, Secret(password.toUtf8())));
        }();
    }

    static QString id(int door) { return u"door%1"_s.arg(door); }
    SystemState state(int door) const { return services->connections().state(id(door)); }
    void open(int door) { services->connections().open(id(door)); }

    QByteArray said;
    QList<SecretQuestion> questions;
    QString set;
    std::unique_ptr<Services> services;

private:
    void add(const QString &password)
    {
        const int door = int(listeners.size());
        users.push_back(std::make_shared<UserFile>(folder.filePath(u"users%1"_s.arg(door)),
                                                   UserFile::leastIterations));
        [&] {
            QVERIFY(users[door]->add({u"ann"_s, AccessRole::Manage}, Secret(password.toUtf8())));
        }();
        listeners.push_back(
            std::make_unique<Listener>(ListenOptions(), provider->responder(), users[door], clock));
        [&] { QVERIFY(listeners[door]->listen()); }();
        const auto added = got(services->book().add(
            {.id = id(door),
             .name = id(door),
             .url = QUrl(u"http://127.0.0.1:%1"_s.arg(listeners[door]->port())),
             .credential = set},
            services.get()));
        [&] { QVERIFY(added); }();
    }

    QTemporaryDir folder; // goes last
    SystemClock clock;
    std::unique_ptr<Provider> provider;
    std::vector<std::shared_ptr<UserFile>> users;
    std::vector<std::unique_ptr<Listener>> listeners;
};
} // namespace

class tst_Services : public QObject
{
    Q_OBJECT

private slots:
    // A wrong password is not offered again by itself, or nobody could ever correct it; and a
    // system that counts wrong ones locks the person out.
    void aRefusedPasswordIsAskedForAnew()
    {
        const QTemporaryDir folder;
        const auto users = std::make_shared<UserFile>(folder.filePath(u"users"_s),
                                                      UserFile::leastIterations);
        QVERIFY(users->add({u"ann"_s, AccessRole::Manage}, Secret("right")));
        SystemClock clock;
        Listener listener(
            {}, [](const Envelope &, const Caller &) { return readyAnswer<Envelope>(Failure{}); },
            users, clock);
        QVERIFY(listener.listen());

        Services services({.store = folder.filePath(u"store"_s),
                           .configDir = folder.filePath(u"config"_s),
                           .dataDir = folder.filePath(u"data"_s)});
        int asked = 0;
        services.setPasswordPrompt([&asked](const ConnectionSpec &, QObject *) {
            return readyAnswer<Secret>(Secret(++asked == 1 ? "wrong" : "right"));
        });
        const ConnectionSpec spec{.id = u"far"_s,
                                  .url = QUrl(u"http://127.0.0.1:%1"_s.arg(listener.port())),
                                  .user = u"ann"_s};
        const auto added = services.book().add(spec, this);
        QTRY_VERIFY(added.isFinished() && takenFrom(added));

        Connections &connections = services.connections();
        connections.open(u"far"_s);
        QTRY_COMPARE(connections.state(u"far"_s).phase, Phase::Failed);
        QCOMPARE(connections.state(u"far"_s).failure->cause, Failure::Cause::SignIn);
        QCOMPARE(asked, 1);
        connections.open(u"far"_s);
        QTRY_COMPARE(asked, 2);
        // It is let in now, and what it is told there is another matter.
        QTRY_VERIFY(connections.state(u"far"_s).phase != Phase::Connecting);
        QVERIFY(connections.state(u"far"_s).failure->cause != Failure::Cause::SignIn);
        // The good one is asked for once.
        connections.close(u"far"_s);
        connections.open(u"far"_s);
        QTRY_VERIFY(connections.state(u"far"_s).phase != Phase::Connecting);
        QCOMPARE(asked, 2);
    }

    // Nobody sits down to answer two hundred questions.
    void whatOpensByItselfAsksNobody()
    {
        ManyDoors far({u"right"_s, u"right"_s});
        far.said = "right";
        far.services->openAll();
        for (int door = 0; door < 2; ++door) {
            QTRY_COMPARE_WITH_TIMEOUT(far.state(door).phase, Phase::Failed, 20'000);
            QVERIFY(far.state(door).wantsSignIn());
        }
        QTRY_COMPARE(far.services->connections().state(QString(localSystemId)).phase,
                     Phase::Connected);
        QCOMPARE(far.questions.size(), 0);
        // Who signs in to one of them signs in to all that take the same.
        far.open(1);
        for (int door = 0; door < 2; ++door)
            QTRY_COMPARE_WITH_TIMEOUT(far.state(door).phase, Phase::Connected, 20'000);
        QCOMPARE(far.questions.size(), 1);
        // What was said counts for the rest of this run.
        for (int door = 0; door < 2; ++door)
            far.services->connections().close(ManyDoors::id(door));
        far.services->openAll();
        for (int door = 0; door < 2; ++door)
            QTRY_COMPARE_WITH_TIMEOUT(far.state(door).phase, Phase::Connected, 20'000);
        QCOMPARE(far.questions.size(), 1);
    }

    void aPersonWhoComesMeanwhileIsAsked()
    {
        ManyDoors far({u"right"_s});
        far.said = "right";
        far.services->connections().openUnasked(ManyDoors::id(0));
        far.open(0);
        QTRY_COMPARE_WITH_TIMEOUT(far.state(0).phase, Phase::Connected, 20'000);
        QCOMPARE(far.questions.size(), 1);
    }

    void aPersonIsAskedOnceForAllSystemsOfASet()
    {
        ManyDoors far({u"right"_s, u"right"_s, u"right"_s});
        far.said = "right";
        for (int door = 0; door < 3; ++door)
            far.open(door);
        for (int door = 0; door < 3; ++door)
            QTRY_COMPARE_WITH_TIMEOUT(far.state(door).phase, Phase::Connected, 20'000);
        QCOMPARE(far.questions.size(), 1);
        QCOMPARE(far.questions.first().set->name, u"lab"_s);
        QCOMPARE(far.questions.first().systems, 3);
        QVERIFY(!far.questions.first().refused);
    }

    // What the others take is right: the one system that refuses it waits for its administrator and
    // costs the others nothing.
    void aSystemThatDoesNotKnowTheAccountTakesThePasswordFromNobody()
    {
        ManyDoors far({u"right"_s, u"other"_s});
        far.said = "right";
        far.open(0);
        QTRY_COMPARE_WITH_TIMEOUT(far.state(0).phase, Phase::Connected, 20'000);
        far.open(1);
        QTRY_COMPARE_WITH_TIMEOUT(far.state(1).phase, Phase::Failed, 20'000);
        QCOMPARE(far.state(1).failure->cause, Failure::Cause::SignIn);
        far.setPassword(1, u"right"_s);
        far.open(1);
        QTRY_COMPARE_WITH_TIMEOUT(far.state(1).phase, Phase::Connected, 20'000);
        QCOMPARE(far.questions.size(), 1);
    }

    void aPasswordThatNobodyTakesIsNotOfferedAgain()
    {
        ManyDoors far({u"right"_s, u"right"_s});
        far.said = "wrong";
        far.open(0);
        QTRY_COMPARE_WITH_TIMEOUT(far.state(0).phase, Phase::Failed, 20'000);
        far.said = "right";
        far.open(1); // asks anew, and the first tries again with what is told
        for (int door = 0; door < 2; ++door)
            QTRY_COMPARE_WITH_TIMEOUT(far.state(door).phase, Phase::Connected, 20'000);
        QCOMPARE(far.questions.size(), 2);
        QVERIFY(far.questions.last().refused);
    }

    void aPromptThatIsClosedIsNoRefusalOfAPassword()
    {
        ManyDoors far({u"right"_s});
        far.open(0);
        QTRY_COMPARE_WITH_TIMEOUT(far.state(0).phase, Phase::Failed, 20'000);
        far.said = "right";
        far.open(0);
        QTRY_COMPARE_WITH_TIMEOUT(far.state(0).phase, Phase::Connected, 20'000);
        QVERIFY(!far.questions.last().refused);
    }

    void aPasswordChangedInOnePlaceSignsAllInAnew()
    {
        ManyDoors far({u"old"_s, u"new"_s});
        far.said = "old";
        far.open(0);
        QTRY_COMPARE_WITH_TIMEOUT(far.state(0).phase, Phase::Connected, 20'000);
        far.open(1);
        QTRY_COMPARE_WITH_TIMEOUT(far.state(1).phase, Phase::Failed, 20'000);
        far.setPassword(0, u"new"_s);
        const Connection *before = far.services->connections().connection(far.id(0));
        const auto changed = far.services->secrets().change(vaultKey(far.set), Secret("new"), false,
                                                            this);
        QVERIFY(got(changed));
        for (int door = 0; door < 2; ++door)
            QTRY_COMPARE_WITH_TIMEOUT(far.state(door).phase, Phase::Connected, 20'000);
        QVERIFY(far.services->connections().connection(far.id(0)) != before);
        QCOMPARE(far.questions.size(), 1);
    }

    void aSetThatIsGoneSaysSoAndAsksNobody()
    {
        ManyDoors far({u"right"_s});
        ConnectionSpec spec = *far.services->book().find(far.id(0));
        spec.credential = u"gone"_s;
        const auto outcome = got(far.services->secrets().secret(spec, this));
        QCOMPARE(outcome.failure().cause, Failure::Cause::NotFound);
        QCOMPARE(outcome.failure().stage, Failure::Stage::SignIn);
        QVERIFY(far.questions.isEmpty());
        QCOMPARE(got(far.services->credentials().remove(far.set, this)).failure().serverText,
                 far.id(0));
    }

    void keysWithoutAPassphraseAskForNone_data()
    {
        QTest::addColumn<QStringList>("lock"); // words for openssl
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<int>("asked");
        QTest::addColumn<int>("cause"); // -1: it opens
        const QStringList open{u"-nodes"_s};
        const QStringList locked{u"-passout"_s, u"pass:phrase"_s};
        QTest::newRow("open") << open << QByteArray() << 0 << -1;
        QTest::newRow("locked") << locked << QByteArray("phrase") << 1 << -1;
        QTest::newRow("wrong") << locked << QByteArray("other") << 1 << int(Failure::Cause::SignIn);
    }
    void keysWithoutAPassphraseAskForNone()
    {
        QFETCH(QStringList, lock);
        QFETCH(QByteArray, said);
        QFETCH(int, asked);
        QFETCH(int, cause);
        const QTemporaryDir folder;
        const QString key = folder.filePath(u"me.key"_s);
        const QString certificate = folder.filePath(u"me.pem"_s);
        QProcess openssl;
        openssl.start(u"openssl"_s,
                      QStringList{u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-days"_s,
                                  u"2"_s, u"-subj"_s, u"/CN=me"_s, u"-keyout"_s, key, u"-out"_s,
                                  certificate}
                          + lock);
        QTRY_COMPARE_WITH_TIMEOUT(openssl.state(), QProcess::NotRunning, 20'000);
        QVERIFY(QFile::exists(certificate));
        ManyDoors far({});
        far.said = said;
        ConnectionSpec spec{.id = u"x"_s};
        spec.credential = got(far.services->credentials().add(
                                  {.name = u"cert"_s,
                                   .kind = CredentialSet::Kind::Certificate,
                                   .certificateFile = certificate,
                                   .keyFile = key},
                                  this))
                              .value();
        const auto secret = got(far.services->secrets().secret(spec, this));
        QCOMPARE(secret ? -1 : int(secret.failure().cause), cause);
        const ClientCertificate files = far.services->secrets().certificateOf(spec.credential);
        QCOMPARE(files.key.isNull(), cause >= 0);
        QCOMPARE(files.chain.isEmpty(), cause >= 0);
        QCOMPARE(far.questions.size(), asked);
    }
};

QTEST_GUILESS_MAIN(tst_Services)

#include "tst_services.moc"
