// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Icons, states, bars and buttons as they are painted: each in its place and its colour, and told
// apart without colour too.

#include "tests/gui/gallerymodels.h"
#include "tests/gui/painted.h"

#include "models/roles.h"
#include "ui/widgets/appstyle.h"
#include "ui/widgets/capacitybar.h"
#include "ui/widgets/cisternstyle.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/progressbar.h"
#include "ui/widgets/stateglyph.h"
#include "ui/widgets/theme.h"

#include <QDir>
#include <QPainter>
#include <QPushButton>
#include <QTest>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class TestPainting : public QObject
{
    Q_OBJECT

private slots:
    void init() { beginLightLeftToRight(); }

    void everyIconDrawsSomethingAndFollowsThePalette();
    void everyStateHasItsOwnShape();
    void theBarShowsEachPartInItsPlace();
    void theBarIsMirroredRightToLeft();
    void aFullBarTurnsToWarning();
    void thePlanIsHatchedAndTheMarkStaysVisible();
    void theDefaultButtonIsFilledFlat();
    void iconsAreSharpAtEveryRatio();
};

void TestPainting::everyIconDrawsSomethingAndFollowsThePalette()
{
    const QStringList files = QDir(u":/icons"_s).entryList({u"*.svg"_s});
    QVERIFY(files.size() > 50);
    for (const QString &file : files) {
        const QString name = file.chopped(4);
        const QImage image = iconPixmap(name, 16, Qt::red, 2).toImage();
        QCOMPARE(image.size(), QSize(32, 32));
        int inked = 0;
        int clipped = 0;
        for (int y = 0; y < 32; ++y) {
            for (int x = 0; x < 32; ++x) {
                const bool ink = qAlpha(image.pixel(x, y)) > 60;
                inked += ink;
                clipped += ink && (x == 0 || y == 0 || x == 31 || y == 31);
            }
        }
        QVERIFY2(inked > 30, qPrintable(name));
        QVERIFY2(clipped == 0, qPrintable(name));
    }
    QVERIFY(icon("no-such-icon"_L1).isNull());

    const QIcon bin = icon("delete"_L1);
    const auto darkest = [&bin] {
        const QImage image = bin.pixmap(QSize(16, 16), 1.0).toImage();
        for (int x = 0; x < 16; ++x) {
            if (qAlpha(image.pixel(x, 4)) > 200)
                return image.pixelColor(x, 4).lightness();
        }
        return -1;
    };
    const int light = darkest();
    applyAppearance(*qApp, Appearance::Dark);
    const int dark = darkest();
    QVERIFY(light >= 0 && light < 128);
    QVERIFY(dark > 128);
}

void TestPainting::everyStateHasItsOwnShape()
{
    // In one colour, so that only the shape can tell them apart.
    QList<QImage> shapes;
    for (const State state : everyState) {
        const QImage image = painted({32, 32}, Qt::white, [state](QPainter *p) {
            paintStateGlyph(p, QRectF(0, 0, 32, 32), state, lightPalette());
        });
        QImage mono(32, 32, QImage::Format_Mono);
        mono.fill(0);
        for (int y = 0; y < 32; ++y) {
            for (int x = 0; x < 32; ++x)
                mono.setPixel(x, y, image.pixelColor(x, y).lightness() < 190);
        }
        for (const QImage &other : std::as_const(shapes)) {
            int differing = 0;
            for (int y = 0; y < 32; ++y) {
                for (int x = 0; x < 32; ++x)
                    differing += mono.pixelIndex(x, y) != other.pixelIndex(x, y);
            }
            QVERIFY2(differing > 24, qPrintable(stateWord(state)));
        }
        shapes.append(mono);
    }
}

void TestPainting::theBarShowsEachPartInItsPlace()
{
    const QPalette p = lightPalette();
    const Capacity capacity = Capacity::of(60, 100, 0.9, 20);
    const QImage image = painted({200, 20}, Qt::white, [&](QPainter *painter) {
        paintCapacityBar(painter, QRectF(0, 0, 200, 20), capacity, p, Qt::LeftToRight,
                         MarkStyle::Line);
    });
    QCOMPARE(image.pixelColor(40, 10), spaceColor(Space::Used, p));
    QCOMPARE(image.pixelColor(76, 10), spaceColor(Space::Used, p));
    QCOMPARE(image.pixelColor(100, 10), spaceColor(Space::Children, p));
    QVERIFY(near(image.pixelColor(80, 10), p.color(QPalette::Base), 60)); // the gap between parts
    QCOMPARE(image.pixelColor(140, 10), barGroove(p));
    QVERIFY(near(image.pixelColor(180, 10), stateColor(State::Warning, p), 90));
}

void TestPainting::theBarIsMirroredRightToLeft()
{
    const QPalette p = lightPalette();
    const QImage image = painted({200, 20}, Qt::white, [&](QPainter *painter) {
        paintCapacityBar(painter, QRectF(0, 0, 200, 20), Capacity::of(30, 100), p, Qt::RightToLeft,
                         MarkStyle::Line);
    });
    QCOMPARE(image.pixelColor(180, 10), spaceColor(Space::Used, p));
    QCOMPARE(image.pixelColor(100, 10), barGroove(p));
    QCOMPARE(image.pixelColor(20, 10), barGroove(p));
    const QImage progress = painted({200, 8}, Qt::white, [&](QPainter *painter) {
        paintProgressBar(painter, QRectF(0, 0, 200, 8), 0.25, p, Qt::RightToLeft);
    });
    QCOMPARE(progress.pixelColor(180, 4), spaceColor(Space::Busy, p));
    QCOMPARE(progress.pixelColor(20, 4), barGroove(p));
}

void TestPainting::aFullBarTurnsToWarning()
{
    const QPalette p = darkPalette();
    const Capacity low = Capacity::of(93, 100, 0.9);
    QVERIFY(low.isLow());
    QVERIFY(!Capacity::of(89, 100, 0.9).isLow());
    QVERIFY(!Capacity::of(100, 100).isLow());
    const QImage image = painted({200, 8}, Qt::black, [&](QPainter *painter) {
        paintCapacityBar(painter, QRectF(0, 0, 200, 8), low, p, Qt::LeftToRight, MarkStyle::Line);
    });
    QCOMPARE(image.pixelColor(50, 4), spaceColor(Space::Low, p));
    QVERIFY(capacityText(low, QLocale::c()).endsWith(u"low on space"_s));
    // More used than there is, as some servers say for a moment: full, not beyond.
    QCOMPARE(Capacity::of(120, 100).used(), quint64(100));
}

void TestPainting::thePlanIsHatchedAndTheMarkStaysVisible()
{
    const QPalette p = lightPalette();
    Capacity capacity = Capacity::of(40, 100, 0.9);
    capacity.planned = 60;
    const QImage image = painted({300, 24}, Qt::white, [&](QPainter *painter) {
        paintCapacityBar(painter, QRectF(0, 6, 300, 12), capacity, p, Qt::LeftToRight,
                         MarkStyle::Triangle);
    });
    int darkest = 255;
    int lightest = 0;
    for (int x = 150; x < 240; ++x) {
        darkest = qMin(darkest, image.pixelColor(x, 12).lightness());
        lightest = qMax(lightest, image.pixelColor(x, 12).lightness());
    }
    QVERIFY2(lightest - darkest > 60, "the planned part must not be solid");
    QVERIFY(near(image.pixelColor(270, 13), stateColor(State::Warning, p), 70));
    QVERIFY(near(image.pixelColor(268, 13), p.color(QPalette::Base), 50));      // halo
    QVERIFY(near(image.pixelColor(270, 3), stateColor(State::Warning, p), 70)); // triangle
}

void TestPainting::theDefaultButtonIsFilledFlat()
{
    for (const Appearance appearance : {Appearance::Light, Appearance::Dark}) {
        applyAppearance(*qApp, appearance);
        QPushButton button(u"Create"_s);
        button.setDefault(true);
        button.resize(100, 30);
        QImage image = button.grab().toImage();
        const QColor fill = button.palette().color(QPalette::Highlight);
        QCOMPARE(image.pixelColor(8, 6), fill);
        QCOMPARE(image.pixelColor(8, 24), fill); // no gradient
        setButtonLook(&button, ButtonLook::Danger);
        image = button.grab().toImage();
        QCOMPARE(image.pixelColor(8, 6), dangerFill(button.palette()));
        setButtonLook(&button, ButtonLook::SafeDefault);
        image = button.grab().toImage();
        QCOMPARE(image.pixelColor(8, 8), button.palette().color(QPalette::Button));
        QVERIFY(near(image.pixelColor(0, 15), fill, 30));
    }
}

void TestPainting::iconsAreSharpAtEveryRatio()
{
    for (const double ratio : {1.0, 1.25, 1.5, 2.0}) {
        const QPixmap pixmap = icon("pool"_L1).pixmap(QSize(16, 16), ratio);
        QCOMPARE(pixmap.size(), QSize(qRound(16 * ratio), qRound(16 * ratio)));
        QCOMPARE(pixmap.devicePixelRatio(), ratio);
    }
}

QTEST_MAIN(TestPainting)
#include "tst_painting.moc"
