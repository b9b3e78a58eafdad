// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A system that names somebody is never asked as nobody.

#include "app/services.h"
#include "services/systems/connections.h"
#include "tests/support/relay.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class TestNobody : public QObject
{
    Q_OBJECT

private slots:
    void AUTH_missingCredentialsSendNothing_data();
    void AUTH_missingCredentialsSendNothing();
};

void TestNobody::AUTH_missingCredentialsSendNothing_data()
{
    QTest::addColumn<QString>("credential");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<Failure::Cause>("cause");
    for (const QString &scheme : {u"Basic"_s, u"Negotiate"_s, u"Kerberos"_s, u"Certificate"_s}) {
        QTest::addRow("a set that is gone, %s", qPrintable(scheme))
            << u"gone"_s << QString() << scheme << Failure::Cause::NotFound;
    }
    QTest::newRow("a scheme of another version")
        << QString() << u"bar"_s << u"Semaphore"_s << Failure::Cause::NotSupported;
}

void TestNobody::AUTH_missingCredentialsSendNothing()
{
    QFETCH(QString, credential);
    QFETCH(QString, user);
    QFETCH(QString, scheme);
    QFETCH(Failure::Cause, cause);
    QByteArray heard;
    Relay server([&heard](int, const QByteArray &request) {
        heard += request;
        return Relay::Act{.close = true};
    });
    const QTemporaryDir folder;
    Services services(
        {.store = folder.path(), .configDir = folder.path(), .dataDir = folder.path()});
    const ConnectionSpec spec{.id = u"far"_s,
                              .name = u"far"_s,
                              .url = QUrl(u"http://127.0.0.1:%1/wsman"_s.arg(server.port())),
                              .user = user,
                              .credential = credential,
                              .scheme = scheme};
    const auto answer = services.connections().check(spec, Secret("right"), this,
                                                     [](const Ladder &) {});
    QVERIFY(QTest::qWaitFor([&] { return answer.isFinished(); }, 20'000));
    const Outcome<Ladder> ladder = takenFrom(answer);
    const Rung *failed = ladder->failed();
    QVERIFY(failed);
    QCOMPARE(failed->step, Rung::Step::SignIn);
    QCOMPARE(failed->failure->cause, cause);
    QCOMPARE(heard, QByteArray());
}

QTEST_GUILESS_MAIN(TestNobody)
#include "tst_nobody.moc"
