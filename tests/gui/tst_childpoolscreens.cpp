// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Writes a picture of every page of the child pool wizard and of its property sheet, light, dark
// and mirrored. It fails where a page does not come up or a button is cut off.

#include "tests/gui/consolefixture.h"
#include "tests/gui/widgetparts.h"

#include "services/schema/schema.h"
#include "tests/support/poolobjects.h"
#include "ui/widgets/appstyle.h"
#include "ui/wizards/amountedit.h"
#include "ui/wizards/childpoolsheet.h"
#include "ui/wizards/childpoolwizard.h"

#include <QPushButton>
#include <QRadioButton>
#include <QTabBar>
#include <QTabWidget>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
const QString hv23 = u"hv23"_s;
const QString mib = u"byte * 2^20"_s;
constexpr quint64 GiB = 1024; // in units of mib
} // namespace

class TestChildPoolScreens : public QObject
{
    Q_OBJECT

private slots:
    void everyPage_data();
    void everyPage();

private:
    void memoryPages(const Console &console, QWidget *window);
    void otherPages(const Console &console, QWidget *window);
    void sheet(const Console &console, QWidget *window);
    CimPath m_silver, m_gold, m_folders;
};

void TestChildPoolScreens::everyPage_data()
{
    QTest::addColumn<int>("appearance");
    QTest::addColumn<int>("direction");
    QTest::newRow("light") << int(Appearance::Light) << int(Qt::LeftToRight);
    QTest::newRow("dark") << int(Appearance::Dark) << int(Qt::LeftToRight);
    QTest::newRow("mirrored") << int(Appearance::Light) << int(Qt::RightToLeft);
}
void TestChildPoolScreens::everyPage()
{
    QFETCH(int, appearance);
    QFETCH(int, direction);
    applyAppearance(*qApp, Appearance(appearance));
    QGuiApplication::setLayoutDirection(Qt::LayoutDirection(direction));

    ConsoleFixture fixture;
    const auto added = fixture.services->book().add({.id = hv23,
                                                     .name = hv23,
                                                     .url = QUrl(u"http://127.0.0.1:9/wsman"_s),
                                                     .user = u"admin"_s,
                                                     .site = {},
                                                     .pin = {}},
                                                    fixture.window.get());
    QTRY_VERIFY(added.isFinished());
    PoolObjects host{QString(Schema::virtualization)};
    const CimPath memory = host.primordial(PoolObjects::memory(), mib, 512 * GiB, 256 * GiB);
    host.primordial(PoolObjects::processor(), u"percent / 1000"_s, 3200000, 800000);
    const CimPath disks = host.primordial(PoolObjects::disk(), u"byte"_s, quint64(8) << 40,
                                          quint64(2) << 40);
    m_silver = host.child(u"vm-silver"_s, PoolObjects::memory(), mib, {memory},
                          {{.reservation = 160 * GiB}}, 160 * GiB, 72 * GiB);
    m_gold = host.child(u"vm-gold"_s, PoolObjects::memory(), mib, {memory},
                        {{.reservation = 96 * GiB, .limit = 128 * GiB}}, 96 * GiB, 40 * GiB);
    m_folders = host.child(
        u"vhd-fast"_s, PoolObjects::disk(), u"byte"_s, {disks},
        {{.reservation = quint64(2) << 40, .hostResources = {uR"(D:\VMs\fast)"_s, uR"(E:\VMs)"_s}}},
        quint64(4) << 40, quint64(1) << 40);
    host.tell(fixture.services->inventory(), hv23);
    const Console console = windowConsole(*fixture.services);
    memoryPages(console, fixture.window.get());
    otherPages(console, fixture.window.get());
    sheet(console, fixture.window.get());
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
}

void TestChildPoolScreens::memoryPages(const Console &console, QWidget *window)
{
    auto *wizard = new ChildPoolWizard(console, hv23, window);
    wizard->open();
    ChildPool::Plan plan = wizard->plan();
    plan.name = u"vm-gold"_s;
    plan.parents = {m_silver, m_gold};
    plan.terms = {{.reservation = 32 * GiB, .limit = 64 * GiB, .weight = 100},
                  {.reservation = 24 * GiB, .limit = 64 * GiB, .weight = 100}};
    wizard->reopen(ChildPool::create(plan, wizard->facts()), {}, ChildPoolWizard::TypeStep);
    shoot(wizard, u"wizard-child-pool-name-taken"_s);
    plan.name = u"web"_s;
    wizard->reopen(ChildPool::create(plan, wizard->facts()), {}, ChildPoolWizard::TypeStep);
    shoot(wizard, u"wizard-child-pool-name"_s);
    wizard->next();
    shoot(wizard, u"wizard-child-pool-parents"_s);
    wizard->next();
    QCOMPARE(wizard->currentId(), int(ChildPoolWizard::AllocationStep));
    shoot(wizard, u"wizard-child-pool-allocation"_s);
    auto *field = wizard->currentPage()->findChild<AmountEdit *>();
    field->setText(u"100 GiB"_s);
    shoot(wizard, u"wizard-child-pool-allocation-problem"_s);
    field->setText(u"32 GiB"_s);
    wizard->next();
    QCOMPARE(wizard->currentId(), int(ChildPoolWizard::ReviewStep));
    shoot(wizard, u"wizard-child-pool-review"_s);
    auto *tabs = wizard->currentPage()->findChild<QTabBar *>();
    for (int tab = 1; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        shoot(wizard, u"wizard-child-pool-review-%1"_s.arg(tab));
    }
    plan.shared = true;
    plan.terms = {{.reservation = 100 * GiB, .limit = 256 * GiB, .weight = 100}};
    wizard->reopen(ChildPool::create(plan, wizard->facts()),
                   Failure{.cause = Failure::Cause::NotSupported, .code = 32770},
                   ChildPoolWizard::ReviewStep);
    QCOMPARE(wizard->currentId(), int(ChildPoolWizard::AllocationStep));
    shoot(wizard, u"wizard-child-pool-shared"_s);
    wizard->reject();
}

void TestChildPoolScreens::otherPages(const Console &console, QWidget *window)
{
    auto *wizard = new ChildPoolWizard(console, hv23, window);
    wizard->setParentPool(m_folders);
    wizard->open();
    ChildPool::Plan plan = wizard->plan();
    plan.name = u"vhd-web"_s;
    plan.notes = u"Disks of the web servers.\nAsk the web team before it is changed."_s;
    plan.terms[0].reservation = quint64(512) << 30;
    plan.terms[0].hostResources = {uR"(E:\VMs)"_s};
    wizard->reopen(ChildPool::create(plan, wizard->facts()), {}, ChildPoolWizard::ReviewStep);
    QCOMPARE(wizard->currentId(), int(ChildPoolWizard::ReviewStep));
    shoot(wizard, u"wizard-child-pool-disk-review"_s);
    wizard->back();
    shoot(wizard, u"wizard-child-pool-disk-allocation"_s);
    wizard->back();
    wizard->back();
    shoot(wizard, u"wizard-child-pool-disk-name"_s);
    wizard->reject();
}

void TestChildPoolScreens::sheet(const Console &console, QWidget *window)
{
    auto *sheet = new ChildPoolSheet(console, hv23, m_gold, window);
    sheet->open();
    shoot(sheet, u"child-pool-sheet"_s);
    ChildPool::Plan plan = sheet->plan();
    plan.name = u"vm-platinum"_s;
    plan.notes = u"renamed"_s;
    plan.parents.append(m_silver);
    plan.terms[0].limit = 112 * GiB;
    plan.terms.append({.reservation = 8 * GiB, .limit = 16 * GiB, .weight = 100});
    const ResourceFacts facts(console.inventory, hv23, QString(Schema::virtualization));
    for (const MethodCall &call : ChildPool::change(m_gold, plan, facts))
        sheet->setCall(call);
    shoot(sheet, u"child-pool-sheet-resources"_s);
    sheet->focus(ChildPoolSheet::Settings);
    for (QLineEdit *edit : sheet->findChildren<QLineEdit *>()) {
        if (edit->text() == "vm-gold"_L1)
            edit->setText(u"vm-platinum"_s);
    }
    shoot(sheet, u"child-pool-sheet-settings"_s);
    QCOMPARE(sheet->calls().size(), 2);
    sheet->reject();
}

QTEST_MAIN(TestChildPoolScreens)
#include "tst_childpoolscreens.moc"
