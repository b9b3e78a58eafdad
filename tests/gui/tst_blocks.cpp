// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What single building blocks do: a size is read and offered, facts stay in place when they are
// told again, and steps and rungs tell where one is.

#include "tests/gui/gallery.h"

#include "models/roles.h"
#include "ui/widgets/fieldproblem.h"
#include "ui/widgets/label.h"
#include "ui/widgets/ladderview.h"
#include "ui/widgets/propertygrid.h"
#include "ui/widgets/sizeedit.h"
#include "ui/widgets/steplist.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class TestBlocks : public QObject
{
    Q_OBJECT

private slots:
    void init() { beginLightLeftToRight(); }

    void sizeEditReadsAndOffers();
    void sizeEditSliderCoversHugeRanges();
    void sizeEditKeepsAProblemFoundElsewhere();
    void propertyGridKeepsItsWidgetsOnRefresh();
    void propertyGridFoldsIntoOneColumn();
    void stepListTellsWhereOneIs();
    void ladderReportsItsActions();
};

void TestBlocks::sizeEditReadsAndOffers()
{
    SizeEdit edit;
    edit.setLocale(QLocale::c());
    edit.setRange(GiB, 10 * TiB - 20 * GiB, GiB);
    QSignalSpy changed(&edit, &SizeEdit::sizeChanged);
    QTest::keyClicks(edit.lineEdit(), u"2 GiB"_s);
    QCOMPARE(edit.size(), std::optional<quint64>(2 * GiB));
    QVERIFY(edit.problemText().isEmpty());
    QVERIFY(!changed.isEmpty());
    QCOMPARE(changed.constLast().constFirst().value<std::optional<quint64>>(),
             std::optional<quint64>(2 * GiB));

    edit.lineEdit()->setText(u"10 TiB"_s);
    QCOMPARE(edit.size(), std::nullopt);
    QCOMPARE(edit.nearest(), std::optional<quint64>(10 * TiB - 20 * GiB));
    QVERIFY(!edit.isAcceptable());
    QVERIFY(!edit.lineEdit()->accessibleDescription().isEmpty());
    auto *use = edit.findChild<FieldProblem *>()->findChild<QPushButton *>();
    QVERIFY(use->text().contains(u"9.98 TiB"_s));
    use->click();
    QCOMPARE(edit.size(), std::optional<quint64>(10 * TiB - 20 * GiB));
    QVERIFY(edit.isAcceptable());

    edit.lineEdit()->setText(u"1.5 GiB"_s); // not a multiple
    QCOMPARE(edit.size(), std::nullopt);
    QCOMPARE(edit.nearest(), std::optional<quint64>(GiB));
    edit.lineEdit()->setText(u"-1"_s);
    QCOMPARE(edit.size(), std::nullopt);
    QCOMPARE(edit.nearest(), std::nullopt);
    edit.lineEdit()->setText(u"99999999999999999999999 TiB"_s);
    QCOMPARE(edit.nearest(), std::optional<quint64>(10 * TiB - 20 * GiB));
    edit.lineEdit()->clear();
    QVERIFY(edit.problemText().isEmpty() && !edit.isAcceptable());
    edit.setOptional(true);
    QVERIFY(edit.isAcceptable());
}

void TestBlocks::sizeEditSliderCoversHugeRanges()
{
    SizeEdit edit;
    edit.setRange(0, ~quint64(0), 1);
    auto *slider = edit.findChild<QSlider *>();
    slider->setValue(slider->maximum());
    QCOMPARE(edit.size(), std::optional<quint64>(~quint64(0)));
    slider->setValue(0);
    QCOMPARE(edit.size(), std::optional<quint64>(0));
    edit.setRange(GiB, 5 * GiB, GiB);
    QCOMPARE(slider->maximum(), 4);
    slider->setValue(2);
    QCOMPARE(edit.size(), std::optional<quint64>(3 * GiB));
    edit.setSize(5 * GiB);
    QCOMPARE(slider->value(), 4);
}

void TestBlocks::sizeEditKeepsAProblemFoundElsewhere()
{
    SizeEdit edit;
    edit.setSize(10 * TiB);
    edit.showProblem(u"iscsi01 can't make exactly 10 TiB."_s, 9 * TiB);
    QVERIFY(!edit.isAcceptable());
    QVERIFY(edit.problemText().startsWith(u"iscsi01"_s));
    edit.findChild<FieldProblem *>()->findChild<QPushButton *>()->click();
    QCOMPARE(edit.size(), std::optional<quint64>(9 * TiB));
    QVERIFY(edit.problemText().isEmpty());
}

void TestBlocks::propertyGridKeepsItsWidgetsOnRefresh()
{
    PropertyGrid grid;
    const auto content = [](const QString &value) {
        return QList<PropertyGroup>{
            {u"General"_s, {{u"Name"_s, value, {}, u"ElementName"_s, {}, State::None}}}};
    };
    grid.setGroups(content(u"gold"_s));
    const auto value = [&grid] {
        const QList<Label *> labels = grid.findChildren<Label *>();
        for (Label *label : labels) {
            if (label->accessibleName().startsWith(u"Name:"_s))
                return label;
        }
        return static_cast<Label *>(nullptr);
    };
    Label *before = value();
    QVERIFY(before);
    QCOMPARE(before->toolTip(), u"ElementName"_s);
    grid.setGroups(content(u"silver"_s));
    QCOMPARE(value(), before);
    QCOMPARE(before->text(), u"silver"_s);
}

void TestBlocks::propertyGridFoldsIntoOneColumn()
{
    Gallery gallery;
    gallery.show();
    QVERIFY(QTest::qWaitForWindowExposed(&gallery));
    QCOMPARE(gallery.grid->columns(), 2);
    PropertyGrid narrow;
    narrow.setGroups({{u"A"_s, {{u"a"_s, u"b"_s, {}, {}, {}, State::None}}},
                      {u"B"_s, {{u"a"_s, u"b"_s, {}, {}, {}, State::None}}}});
    narrow.resize(400, 300);
    narrow.show();
    QVERIFY(QTest::qWaitForWindowExposed(&narrow));
    QCOMPARE(narrow.columns(), 1);
}

void TestBlocks::stepListTellsWhereOneIs()
{
    StepList steps;
    steps.setSteps({u"Name"_s, u"Size"_s, u"Review"_s});
    steps.setCurrent(1);
    QCOMPARE(steps.accessibleDescription(), u"Step 2 of 3: Size"_s);
}

void TestBlocks::ladderReportsItsActions()
{
    LadderView ladder;
    ladder.setRungs(rungs());
    QSignalSpy spy(&ladder, &LadderView::actionTriggered);
    ladder.row(2)->trouble()->button(0)->click();
    QCOMPARE(spy.size(), 1);
    QCOMPARE(spy.constFirst(), (QVariantList{2, 0}));
}

QTEST_MAIN(TestBlocks)
#include "tst_blocks.moc"
