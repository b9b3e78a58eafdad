// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Every building block in one window, in both themes and both directions: facts that can be
// measured are, and pictures of the rest lie in the build folder's screenshots.

#include "tests/gui/gallery.h"
#include "tests/gui/painted.h"

#include "models/roles.h"
#include "ui/widgets/appstyle.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/capacitybar.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/fieldproblem.h"
#include "ui/widgets/label.h"
#include "ui/widgets/ladderview.h"
#include "ui/widgets/sizeedit.h"
#include "ui/widgets/statedelegate.h"
#include "ui/widgets/stateglyph.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/steplist.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QDir>
#include <QPushButton>
#include <QScopeGuard>
#include <QSlider>
#include <QStandardItemModel>
#include <QTest>
#include <QTreeView>

#include <cmath>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
double channel(double value)
{
    return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &colour)
{
    return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF())
        + 0.0722 * channel(colour.blueF());
}

// WCAG 2.1
double contrast(const QColor &a, const QColor &b)
{
    const double x = luminance(a);
    const double y = luminance(b);
    return (qMax(x, y) + 0.05) / (qMin(x, y) + 0.05);
}
} // namespace

class TestGallery : public QObject
{
    Q_OBJECT

private slots:
    void init() { beginLightLeftToRight(); }

    void contrastHoldsInBothThemes_data();
    void contrastHoldsInBothThemes();
    void picturesOfEveryBlock_data();
    void picturesOfEveryBlock();
    void nothingIsCutOff_data();
    void nothingIsCutOff();
    void aPillShowsAllOfItsWords();
    void everyControlHasAName();
    void theSelectedRowIsSoft();
    void aTreeRowIsMirroredRightToLeft();
    void serverTextIsShownAsPlainText();
    void openWindowsFollowTheTheme();
    void rowsAreDescribedInWords();
    void rowsCanBeTicked_data();
    void rowsCanBeTicked();
};

void TestGallery::contrastHoldsInBothThemes_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestGallery::contrastHoldsInBothThemes()
{
    QFETCH(bool, dark);
    const QPalette p = dark ? darkPalette() : lightPalette();
    QCOMPARE(isDark(p), dark);
    const QColor base = p.color(QPalette::Base);
    const QColor window = p.color(QPalette::Window);
    const QColor text = p.color(QPalette::Text);
    const QColor soft = softSelection(p);

    struct Case
    {
        const char *what;
        QColor ink;
        QColor paper;
        double least;
    };
    QList<Case> cases{
        {"text", text, base, dark ? 13.6 : 16.3},
        {"secondary on base", secondaryText(p), base, dark ? 7.2 : 6.0},
        {"secondary on window", secondaryText(p), window, dark ? 6.4 : 5.4},
        {"placeholder", p.color(QPalette::PlaceholderText), base, dark ? 6.4 : 4.9},
        {"highlighted text", p.color(QPalette::HighlightedText), p.color(QPalette::Highlight),
         dark ? 4.8 : 5.7},
        {"link", p.color(QPalette::Link), base, dark ? 7.5 : 7.0},
        {"field border", fieldBorder(p), base, dark ? 3.5 : 3.4},
        {"field border on window", fieldBorder(p), window, 3.1},
        {"text on selection", text, soft, dark ? 9.3 : 13.7},
        {"secondary on selection", secondaryText(p), soft, dark ? 4.9 : 5.0},
        {"used on groove", spaceColor(Space::Used, p), barGroove(p), dark ? 3.5 : 4.5},
        {"danger", QColor(Qt::white), dangerFill(p), 5.8},
    };
    for (const State state : {State::Ok, State::Warning, State::Error, State::Busy, State::Info}) {
        const QByteArray word = stateWord(state).toLatin1();
        const char *what = qstrdup(word.constData());
        cases.append({what, stateColor(state, p), base, dark ? 7.1 : 5.3});
        cases.append({what, stateColor(state, p), soft, dark ? 4.85 : 4.45});
        cases.append({what, stateColor(state, p), stateBackground(state, p), 4.7});
        cases.append({what, text, stateBackground(state, p), 9.8});
        cases.append({what, stateMarkColor(p), stateColor(state, p), 4.5});
    }
    for (const Case &c : cases) {
        const double found = contrast(c.ink, c.paper);
        QVERIFY2(found >= c.least,
                 qPrintable(u"%1: %2 on %3 is %4, not %5"_s
                                .arg(QString::fromLatin1(c.what), c.ink.name(), c.paper.name())
                                .arg(found)
                                .arg(c.least)));
    }
}

void TestGallery::picturesOfEveryBlock_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<bool>("mirrored");
    QTest::newRow("gallery-light") << false << false;
    QTest::newRow("gallery-dark") << true << false;
    QTest::newRow("gallery-light-rtl") << false << true;
    QTest::newRow("gallery-dark-rtl") << true << true;
}

void TestGallery::picturesOfEveryBlock()
{
    QFETCH(bool, dark);
    QFETCH(bool, mirrored);
    applyAppearance(*qApp, dark ? Appearance::Dark : Appearance::Light);
    QApplication::setLayoutDirection(mirrored ? Qt::RightToLeft : Qt::LeftToRight);
    Gallery gallery;
    gallery.show();
    QVERIFY(QTest::qWaitForWindowExposed(&gallery));
    const QImage image = gallery.grab().toImage();
    QDir().mkpath(QStringLiteral(CISTERN_BINARY_DIR "/screenshots"));
    QVERIFY(image.save(QStringLiteral(CISTERN_BINARY_DIR "/screenshots/%1.png")
                           .arg(QString::fromLatin1(QTest::currentDataTag()))));
    // The pane's own background tells the theme, the tree's side the direction.
    const QPalette palette = dark ? darkPalette() : lightPalette();
    QCOMPARE(image.pixelColor(image.width() / 2, image.height() / 2 + 300).lightness() < 128, dark);
    QVERIFY(near(image.pixelColor(mirrored ? image.width() - 3 : 3, 500),
                 palette.color(QPalette::Window)));
    const QPoint tree = gallery.tree->mapTo(&gallery, gallery.tree->rect().center());
    QCOMPARE(tree.x() > image.width() / 2, mirrored);
}

void TestGallery::nothingIsCutOff_data()
{
    QTest::addColumn<double>("factor");
    QTest::newRow("as it is") << 1.0;
    QTest::newRow("large type") << 1.3;
}

void TestGallery::nothingIsCutOff()
{
    QFETCH(double, factor);
    const QFont before = QApplication::font();
    const auto restore = qScopeGuard([&before] { QApplication::setFont(before); });
    QApplication::setFont(scaledFont(before, factor));
    Gallery gallery;
    gallery.setFormWidth(int(560 * factor));
    gallery.resize(int(1760 * factor), int(1180 * factor * 1.1));
    gallery.show();
    QVERIFY(QTest::qWaitForWindowExposed(&gallery));
    int checked = 0;
    const QList<QWidget *> widgets = gallery.findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        const auto *label = qobject_cast<Label *>(widget);
        const bool button = qobject_cast<QPushButton *>(widget);
        if (!widget->isVisible() || (!label && !button && !qobject_cast<StatePill *>(widget)))
            continue;
        ++checked;
        const QString text = label ? label->text()
            : button               ? static_cast<QPushButton *>(widget)->text()
                                   : widget->accessibleName();
        if (label && label->wordWrap()) {
            QVERIFY2(widget->height() >= label->heightForWidth(widget->width()), qPrintable(text));
        } else {
            QVERIFY2(widget->width() >= widget->sizeHint().width(), qPrintable(text));
            QVERIFY2(widget->height() >= widget->sizeHint().height(), qPrintable(text));
        }
    }
    QVERIFY(checked > 60);
}

// As wide as it asks to be, it looks as where there is more room.
void TestGallery::aPillShowsAllOfItsWords()
{
    for (const QString &words : {u"Sign-in needed"_s, u"Certificate changed"_s, u"Not connected"_s,
                                 u"Service in trouble"_s, u"Waiting"_s, u"OK"_s}) {
        StatePill pill;
        pill.setState(State::Warning, words);
        pill.resize(pill.sizeHint());
        const QRect inside = pill.rect().adjusted(12, 6, -8, -6);
        const QImage narrow = pill.grab(inside).toImage();
        pill.resize(pill.width() + 40, pill.height());
        QVERIFY2(pill.grab(inside).toImage() == narrow, qPrintable(words));
    }
}

void TestGallery::everyControlHasAName()
{
    Gallery gallery;
    int checked = 0;
    const QList<QWidget *> widgets = gallery.findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        const bool control = qobject_cast<QAbstractButton *>(widget)
            || qobject_cast<QSlider *>(widget) || qobject_cast<CapacityBar *>(widget)
            || qobject_cast<StateGlyph *>(widget) || qobject_cast<StatePill *>(widget)
            || qobject_cast<Banner *>(widget) || qobject_cast<StepList *>(widget)
            || qobject_cast<LadderView *>(widget) || qobject_cast<EmptyState *>(widget)
            || qobject_cast<SizeEdit *>(widget->parentWidget());
        if (!control || qobject_cast<QLabel *>(widget) || widget->inherits("QLineEditIconButton")
            || qobject_cast<FieldProblem *>(widget) || widget->inherits("QTableCornerButton")
            || widget->inherits("QToolBarExtension")
            || widget->metaObject()->className() == QByteArrayLiteral("QWidget"))
            continue;
        const auto *button = qobject_cast<QAbstractButton *>(widget);
        const QString name = button && !button->text().isEmpty() ? button->text()
                                                                 : widget->accessibleName();
        const bool empty = qobject_cast<StateGlyph *>(widget)
            && static_cast<StateGlyph *>(widget)->state() == State::None;
        if (button && button->isHidden())
            continue;
        ++checked;
        QVERIFY2(empty || !name.isEmpty(), widget->metaObject()->className());
    }
    QVERIFY(checked > 50);
    QCOMPARE(gallery.bar->accessibleDescription(), u"6.19 TiB of 10 TiB used, 62 %"_s);
}

void TestGallery::theSelectedRowIsSoft()
{
    Gallery gallery;
    gallery.show();
    QVERIFY(QTest::qWaitForWindowExposed(&gallery));
    const QModelIndex selected = gallery.tree->selectionModel()->selectedIndexes().constFirst();
    const QRect row = gallery.tree->visualRect(selected);
    const QImage image = gallery.tree->viewport()->grab().toImage();
    const QColor soft = softSelection(gallery.tree->palette());
    QCOMPARE(image.pixelColor(2, row.center().y()), soft);           // branch area
    QCOMPARE(image.pixelColor(row.left() + 1, row.top() + 2), soft); // cell
    QCOMPARE(image.pixelColor(image.width() - 2, row.center().y()), soft);
    QVERIFY(row.height() >= 26);
}

void TestGallery::aTreeRowIsMirroredRightToLeft()
{
    const auto barSide = [] {
        Gallery gallery;
        gallery.show();
        (void)QTest::qWaitForWindowExposed(&gallery);
        const QModelIndex selected = gallery.tree->selectionModel()->selectedIndexes().constFirst();
        const QRect row = gallery.tree->visualRect(selected);
        const QImage image = gallery.tree->viewport()->grab().toImage();
        const QColor used = spaceColor(Space::Used, gallery.tree->palette());
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, row.center().y()) == used)
                return x < image.width() / 2 ? Qt::LeftEdge : Qt::RightEdge;
        }
        return Qt::TopEdge;
    };
    QCOMPARE(barSide(), Qt::RightEdge);
    QApplication::setLayoutDirection(Qt::RightToLeft);
    QCOMPARE(barSide(), Qt::LeftEdge);
}

void TestGallery::serverTextIsShownAsPlainText()
{
    Gallery gallery;
    const QString nasty = u"<b>x</b><img src=file:///etc/passwd>"_s;
    Banner banner;
    banner.setText({State::Error, nasty, {nasty}, nasty});
    const QList<QLabel *> labels = banner.findChildren<QLabel *>()
        + gallery.findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (!label->text().isEmpty())
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }
    QVERIFY(labels.size() > 40);
}

void TestGallery::openWindowsFollowTheTheme()
{
    Gallery gallery;
    gallery.show();
    QVERIFY(QTest::qWaitForWindowExposed(&gallery));
    applyAppearance(*qApp, Appearance::Dark);
    const QPalette dark = darkPalette();
    QTRY_COMPARE(gallery.palette().color(QPalette::Window), dark.color(QPalette::Window));
    int grey = 0;
    const QList<Label *> labels = gallery.findChildren<Label *>();
    for (const Label *label : labels) {
        const QColor ink = label->palette().color(label->foregroundRole());
        QVERIFY2(contrast(ink, dark.color(QPalette::Window)) > 4, qPrintable(label->text()));
        grey += ink == secondaryText(dark);
    }
    QVERIFY(grey > 10);
    const QImage image = gallery.grab().toImage();
    QCOMPARE(image.pixelColor(image.width() / 2, image.height() - 200), dark.color(QPalette::Base));
    applyAppearance(*qApp, Appearance::System); // none here: the light pair
    QCOMPARE(qApp->palette().color(QPalette::Highlight), lightPalette().color(QPalette::Highlight));
}

void TestGallery::rowsAreDescribedInWords()
{
    const std::unique_ptr<QStandardItemModel> model(treeModel(nullptr));
    const QModelIndex system = model->index(0, 0, model->index(0, 0));
    const QModelIndex pools = model->index(0, 0, system);
    const QLocale locale = QLocale::c();
    QCOMPARE(rowDescription(system, locale), u"iscsi01, OK"_s);
    QCOMPARE(rowDescription(pools, locale), u"Pools, 4"_s);
    QCOMPARE(rowDescription(model->index(2, 0, pools), locale),
             u"silver-pool, Warning, 9.29 TiB of 10 TiB used, 93 %, low on space"_s);
    QCOMPARE(rowDescription(model->index(1, 0, model->index(1, 0, system)), locale),
             u"logs → iscsi11, Lost contact"_s);
}

void TestGallery::rowsCanBeTicked_data()
{
    QTest::addColumn<bool>("mirrored");
    QTest::newRow("left to right") << false;
    QTest::newRow("right to left") << true;
}

void TestGallery::rowsCanBeTicked()
{
    QFETCH(bool, mirrored);
    QApplication::setLayoutDirection(mirrored ? Qt::RightToLeft : Qt::LeftToRight);
    QTreeView view;
    QStandardItemModel model;
    auto *item = row(u"E: (primordial)"_s, u"primordial"_s, {});
    item->setCheckable(true);
    model.appendRow(item);
    view.setModel(&model);
    view.setRootIsDecorated(false);
    view.setItemDelegate(new StateDelegate(StateDelegate::Layout::Name, &view));
    view.resize(300, 100);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    const QRect cell = view.visualRect(model.index(0, 0));
    const QPoint box(mirrored ? cell.right() - 10 : cell.left() + 10, cell.center().y());
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, box);
    QCOMPARE(item->checkState(), Qt::Checked);
    const QImage image = view.viewport()->grab().toImage();
    const QColor tick = view.palette().color(QPalette::Highlight);
    bool filled = false;
    for (int x = box.x() - 8; x < box.x() + 8; ++x)
        filled = filled || image.pixelColor(x, box.y() - 4) == tick;
    QVERIFY(filled);
    view.setFocus();
    view.setCurrentIndex(model.index(0, 0));
    QTest::keyClick(&view, Qt::Key_Space);
    QCOMPARE(item->checkState(), Qt::Unchecked);
}

QTEST_MAIN(TestGallery)
#include "tst_gallery.moc"
