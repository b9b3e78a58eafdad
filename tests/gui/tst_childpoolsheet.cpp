// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The property sheet of a child pool, driven by keyboard over the local target in-process and over
// HTTP: which calls its changes make, in which order, and what holds them back.

#include "tests/gui/childpoolhost.h"
#include "tests/gui/keys.h"
#include "tests/support/adjust.h"

#include "models/childpoolcall.h"
#include "ui/wizards/childpoolsheet.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class TestChildPoolSheet : public QObject
{
    Q_OBJECT

private slots:
    void keyboardAloneChangesBothSteps_data() { ChildPoolHost::ways(); }
    void keyboardAloneChangesBothSteps();
    void onlyWhatChangedIsSent();
    void whatOthersChangeMeanwhileIsNotSentBack();
    void CP_R27_eachStepIsAnnounced();
    void theSecondCallWaitsForTheFirst();
};

void TestChildPoolSheet::keyboardAloneChangesBothSteps()
{
    QFETCH(bool, http);
    ChildPoolHost host(http);
    host.make(u"gold"_s, {host.root().path}, {.reservation = 64, .limit = 128});
    ChildPoolSheet *sheet = host.edit(u"gold"_s);
    QVERIFY(sheet);
    QVERIFY(sheet->calls().isEmpty());
    replace(u"platinum"_s);
    QCOMPARE(sheet->calls().size(), 1);
    sheet->focus(ChildPoolSheet::Resources);
    replace(u"32 MiB"_s);
    QCOMPARE(sheet->calls().size(), 2);
    QCOMPARE(sheet->calls().first().decl().name, "ModifyPoolSettings"_L1);
    QCOMPARE(sheet->calls().last().decl().name, "ModifyPoolResources"_L1);
    const auto before = host.records().size();
    press(Qt::Key_C, Qt::AltModifier);
    QTRY_VERIFY(!host.console.openDialog<ChildPoolSheet>());
    QTRY_COMPARE_WITH_TIMEOUT(host.records().size(), before + 2, 30000);
    QTRY_VERIFY_WITH_TIMEOUT(host.console.lastJob()->over(), 30000);
    QCOMPARE(host.console.lastJob()->state, JobRecord::State::Succeeded);
    QTRY_VERIFY_WITH_TIMEOUT(host.named(u"platinum"_s).has_value(), 30000);
    QVERIFY(!host.named(u"gold"_s));
    QTRY_COMPARE(host.facts().allocations(host.named(u"platinum"_s)->path).first().reservation,
                 quint64(32));
    QTRY_COMPARE(host.root().reserved, quint64(32));
}

void TestChildPoolSheet::onlyWhatChangedIsSent()
{
    ChildPoolHost host(false);
    host.make(u"gold"_s, {host.root().path}, {.reservation = 64, .limit = 128});
    ChildPoolSheet *sheet = host.edit(u"gold"_s);
    QVERIFY(sheet);
    sheet->focus(ChildPoolSheet::Resources);
    replace(u"32 MiB"_s);
    QCOMPARE(sheet->calls().size(), 1);
    QCOMPARE(sheet->calls().first().decl().name, "ModifyPoolResources"_L1);
    replace(u"64 MiB"_s);
    QVERIFY(sheet->calls().isEmpty()); // as it was
    replace(u"256 MiB"_s);             // above its limit
    QVERIFY(!sheet->calls().isEmpty());
    bool offered = false;
    for (const QPushButton *button : sheet->findChildren<QPushButton *>())
        offered = offered || (button->text() == "&Change pool"_L1 && button->isEnabled());
    QVERIFY(!offered);
}

void TestChildPoolSheet::whatOthersChangeMeanwhileIsNotSentBack()
{
    ChildPoolHost host(false);
    host.make(u"gold"_s, {host.root().path}, {.reservation = 64, .limit = 128});
    const CimPath pool = host.named(u"gold"_s)->path;
    ChildPoolSheet *sheet = host.edit(u"gold"_s);
    QVERIFY(sheet);
    ChildPool::Plan other = ChildPool::planOfPool(pool, host.facts());
    other.name = u"platinum"_s;
    other.terms.first().limit = 256;
    for (const MethodCall &call : ChildPool::change(pool, other, host.facts())) {
        const auto run = host.console.services->jobs().run(host.id(), call,
                                                           host.console.window.get());
        QTRY_VERIFY_WITH_TIMEOUT(run.isFinished(), 30000);
    }
    QTRY_VERIFY_WITH_TIMEOUT(host.named(u"platinum"_s).has_value(), 30000);
    QTRY_COMPARE_WITH_TIMEOUT(host.facts().allocations(pool).first().limit, quint64(256), 30000);
    QVERIFY(sheet->calls().isEmpty()); // this person changed nothing
    sheet->findChild<QPlainTextEdit *>()->setPlainText(u"for the web"_s);
    QCOMPARE(sheet->calls().size(), 1);
    const ChildPool::Plan sent = ChildPool::planOfCall(sheet->calls().first(), host.facts());
    QCOMPARE(sent.notes, u"for the web"_s);
    QCOMPARE(sent.name, u"platinum"_s);
}

void TestChildPoolSheet::CP_R27_eachStepIsAnnounced()
{
    ChildPoolHost host(false);
    host.make(u"gold"_s, {host.root().path}, {.reservation = 64, .limit = 128});
    const Inventory &inventory = host.console.services->inventory();
    const auto ids = inventory.objects(host.id(), u"Msvm_ResourcePoolConfigurationCapabilities"_s);
    QVERIFY(!ids.isEmpty());
    CimInstance told = inventory.node(ids.first())->instance;
    for (const auto &list : {u"AsynchronousMethodsSupported"_s, u"SynchronousMethodsSupported"_s})
        told.set(list, CimValue::array(CimType::UInt32, {CimValue::uint32(32770)}));
    QVERIFY(adjustLocalTarget(*host.console.services, told));
    host.console.services->refresher().refresh(host.id());
    QTRY_VERIFY_WITH_TIMEOUT(!host.facts().offers(ResourceFacts::ModifyResources), 10000);
    ChildPoolSheet *sheet = host.edit(u"gold"_s);
    QVERIFY(sheet);
    const auto blocked = [&] {
        const auto labels = sheet->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
            return label->isVisibleTo(sheet)
                && label->text().contains(u"does not change the resources"_s);
        });
    };
    replace(u"silver"_s);
    QVERIFY(!blocked()); // settings are announced
    sheet->focus(ChildPoolSheet::Resources);
    replace(u"32 MiB"_s);
    QCOMPARE(sheet->calls().size(), 2);
    QVERIFY(blocked());
    const auto before = host.records().size();
    sheet->accept();
    QVERIFY(host.console.openDialog<ChildPoolSheet>());
    QCOMPARE(host.records().size(), before);
    replace(u"64 MiB"_s); // as it was
    QVERIFY(!blocked());
    sheet->accept();
    QTRY_COMPARE(host.records().size(), before + 1);
}

void TestChildPoolSheet::theSecondCallWaitsForTheFirst()
{
    ChildPoolHost host(false);
    host.make(u"gold"_s, {host.root().path}, {.reservation = 64, .limit = 128});
    ChildPoolSheet *sheet = host.edit(u"gold"_s);
    QVERIFY(sheet);
    replace(u"silver"_s);
    sheet->focus(ChildPoolSheet::Resources);
    replace(u"32 MiB"_s);
    QCOMPARE(sheet->calls().size(), 2);
    // Somebody else takes the name on the system; this console has not read it yet.
    CimInstance other =
        host.console.services->inventory().node(host.named(u"gold"_s)->node)->instance;
    other.set(u"InstanceID", CimValue::string(u"Microsoft:0F0F0F0F"_s));
    other.set(u"PoolID", CimValue::string(u"silver"_s));
    other.setPath({});
    const auto put = host.console.services->localTarget().adjust(other);
    QTRY_VERIFY(put.isFinished());
    const auto before = host.records().size();
    sheet->accept();
    QTRY_COMPARE(host.records().size(), before + 2); // both are written down
    QTRY_VERIFY_WITH_TIMEOUT(host.console.lastJob()->over(), 30000);
    const JobRecord first = host.records().at(before), second = host.records().last();
    QCOMPARE(first.state, JobRecord::State::Failed);
    QCOMPARE(first.failure->code, quint32(32788));
    QCOMPARE(second.failure->cause, Failure::Cause::Cancelled); // and was not sent
    QVERIFY(second.messageId.isEmpty());
    host.forms->reopen(first.id, false);
    QTRY_VERIFY((sheet = host.console.openDialog<ChildPoolSheet>()));
    QCOMPARE(sheet->plan().name, u"silver"_s);
}

QTEST_MAIN(TestChildPoolSheet)
#include "tst_childpoolsheet.moc"
