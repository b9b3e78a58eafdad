// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The rooms put together: passwords on their way from a person to a system.
#include "app/services.h"
#include "services/systems/systembook.h"
#include "services/wsman/auth/userfile.h"
#include "services/wsman/listener.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using Phase = SystemState::Phase;

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
};

QTEST_GUILESS_MAIN(tst_Services)

#include "tst_services.moc"
