// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A disk stops answering in the middle of a change, so that nobody knows whether it is in the file:
// nobody is told that it failed before it is sure, and the next start finds what was told.
#include "services/provider/objects.h"
#include "tests/proof/storage/filelayer.h"
#include "tests/support/providerfixture.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>

#include <cerrno>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using FileLayer::Fault;

namespace {
Wsman::Put owned(const CimInstance &object, const QString &name)
{
    CimInstance wanted = object;
    wanted.set(u"PrimaryOwnerName", words(name));
    return {.instance = wanted};
}
} // namespace

class tst_Doubt : public QObject
{
    Q_OBJECT

private slots:
    // Each write, or sync, of one Put in turn is the first of those that fail.
    void aChangeInDoubtIsNotToldAsFailed_data()
    {
        QTest::addColumn<bool>("heals");
        QTest::newRow("the disk answers again") << true;
        QTest::newRow("the process ends before") << false;
    }
    void aChangeInDoubtIsNotToldAsFailed()
    {
        QFETCH(bool, heals);
        int doubts = 0;
        for (int number = 0; number < 32; ++number) {
            ProviderFixture at;
            const CimPath path = at.system();
            const CimInstance system = *at.get(path);
            at.send(owned(system, u"before"_s), path);
            const Wsman::Put put = owned(system, u"after"_s);
            FileLayer::fail(at.store(),
                            {.kind = number % 2 ? Fault::Kind::Sync : Fault::Kind::Write,
                             .first = 1 + number / 2,
                             .onwards = true,
                             .error = EIO});
            const Answer<Envelope> answer = at.sendNow(put, path);
            // It is answered, or what is not sure is not told to those who read either.
            QTRY_VERIFY(answer.isFinished()
                        || std::holds_alternative<Wsman::Fault>(at.send(Wsman::Get(), path)));
            const bool told = answer.isFinished();
            doubts += told ? 0 : 1;
            if (!heals)
                at.stop();
            const int failed = FileLayer::heal();
            QVERIFY(told || failed > 0);
            if (heals)
                at.clock().advance(2s);
            else
                at.restart();
            QStringList right = {u"before"_s, u"after"_s};
            if (told || heals) {
                const auto reply = at.await(answer);
                QVERIFY(reply);
                right.removeAt(std::holds_alternative<Wsman::InstanceReply>(reply->body) ? 0 : 1);
            }
            const QString owner = at.text(path, u"PrimaryOwnerName");
            QVERIFY2(right.contains(owner), qPrintable(u"%1 %2"_s.arg(number).arg(owner)));
            at.restart();
            QCOMPARE(at.text(path, u"PrimaryOwnerName"), owner);
        }
        FileLayer::fail({}, {});
        QVERIFY2(doubts > 0, "nothing left the store in doubt");
    }

    // Some of the writes of one change in turn fail, once.
    void aLocationIsThereWhenItWasToldSo_data()
    {
        QTest::addColumn<bool>("added");
        QTest::newRow("added") << true;
        QTest::newRow("removed") << false;
    }
    void aLocationIsThereWhenItWasToldSo()
    {
        QFETCH(bool, added);
        int failures = 0;
        int failed = 1; // of the writes
        for (int number = 1; failed > 0; number += 4) {
            ProviderFixture at;
            const QString folder = QFileInfo(at.store()).path() + u"/more"_s;
            QVERIFY(QDir().mkdir(folder));
            if (!added)
                QVERIFY(at.await(at.provider().addLocation(folder, 64 * MiB)));
            FileLayer::fail(
                at.store(),
                {.kind = Fault::Kind::Write, .first = number, .onwards = false, .error = EIO});
            const bool done = added ? at.await(at.provider().addLocation(folder, 64 * MiB)).ok()
                                    : at.await(at.provider().removeLocation(folder)).ok();
            failed = FileLayer::heal();
            failures += done ? 0 : 1;
            const auto locations = at.await(at.provider().locations());
            QVERIFY2(locations->size() == (done == added ? 2 : 1),
                     qPrintable(QString::number(number)));
        }
        FileLayer::fail({}, {});
        QVERIFY(failures > 0);
    }
};

QTEST_GUILESS_MAIN(tst_Doubt)
#include "tst_doubt.moc"
