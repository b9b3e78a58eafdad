// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/text/units.h"

#include <QTest>

#include <limits>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr quint64 KiB = 1024;
constexpr quint64 MiB = 1024 * KiB;
constexpr quint64 GiB = 1024 * MiB;
constexpr quint64 TiB = 1024 * GiB;
constexpr quint64 EiB = 1024 * 1024 * TiB;
constexpr quint64 maximum = std::numeric_limits<quint64>::max();
const QLocale english(QLocale::English, QLocale::UnitedStates);
} // namespace

class TestUnits : public QObject
{
    Q_OBJECT

private slots:
    void sizesAreReadable_data();
    void sizesAreReadable();
    void aSizeIsNeverShownLargerThanItIs();
    void exactSizesCarryEveryDigit();
    void whatIsShownForEditingIsReadBackExactly();

    void SP_R19_anyUnitIsExactBytes_data();
    void SP_R19_anyUnitIsExactBytes();
    void SP_R22_theWholeRangeOf64Bits_data();
    void SP_R22_theWholeRangeOf64Bits();
    void SP_R22_whatIsNoSizeIsRefused_data();
    void SP_R22_whatIsNoSizeIsRefused();
    void WF_10_numbersFollowTheLocale_data();
    void WF_10_numbersFollowTheLocale();
    void everyProblemHasASentence();

    void durations_data();
    void durations();
    void rates();
    void percentagesRoundButNeverReachTheEndEarly();
    void percentagesOfHugeSizes();
    void percentagesAreWrittenByTheLocale();
    void figuresKeepTheirOrderInRightToLeftText();
};

void TestUnits::sizesAreReadable_data()
{
    QTest::addColumn<quint64>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << quint64(0) << u"0 B"_s;
    QTest::newRow("one byte") << quint64(1) << u"1 B"_s;
    QTest::newRow("below a KiB") << quint64(1023) << u"1023 B"_s;
    QTest::newRow("a KiB") << KiB << u"1 KiB"_s;
    QTest::newRow("10 TiB") << 10 * TiB << u"10 TiB"_s;
    QTest::newRow("four tenths") << 4 * TiB + 2 * TiB / 5 << u"4.39 TiB"_s;
    QTest::newRow("nearest size") << quint64(10'973'125'541'888) << u"9.97 TiB"_s;
    QTest::newRow("one and a half") << 3 * TiB / 2 << u"1.5 TiB"_s;
    QTest::newRow("hundreds") << 500 * GiB << u"500 GiB"_s;
    QTest::newRow("no fourth digit") << 614 * GiB + 400 * MiB << u"614 GiB"_s;
    QTest::newRow("just below") << TiB - 1 << u"1023 GiB"_s;
    QTest::newRow("largest") << maximum << u"15.9 EiB"_s;
}

void TestUnits::sizesAreReadable()
{
    QFETCH(quint64, bytes);
    QTEST(formatSize(bytes, english), "text");
    QVERIFY(formatSize(bytes, QLocale(QLocale::German)).count(u',')
            == formatSize(bytes, english).count(u'.'));
}

void TestUnits::aSizeIsNeverShownLargerThanItIs()
{
    quint64 bytes = 1;
    for (int i = 0; i < 4000; ++i) {
        const ParsedSize shown = parseSize(formatSize(bytes, english), english);
        // Two decimals of a unit are rarely whole bytes; then the text is below by less than one.
        if (shown.ok())
            QVERIFY2(shown.bytes <= bytes, qPrintable(formatSize(bytes, english)));
        bytes = bytes * 6364136223846793005ULL + 1442695040888963407ULL;
        bytes >>= i % 60;
    }
    QVERIFY(formatSize(10 * TiB - 1, english).startsWith(u"9.99"_s));
}

void TestUnits::exactSizesCarryEveryDigit()
{
    QCOMPARE(formatExact(10 * TiB, english), u"10,995,116,277,760 bytes"_s);
    QCOMPARE(formatExact(maximum, english), u"18,446,744,073,709,551,615 bytes"_s);
    QCOMPARE(formatExact(1, english), u"1 byte"_s);
    QCOMPARE(formatExact(0, english), u"0 bytes"_s);
}

void TestUnits::whatIsShownForEditingIsReadBackExactly()
{
    QCOMPARE(formatEditable(3 * TiB / 2, english), u"1.5 TiB"_s);
    QCOMPARE(formatEditable(10'464'788 * MiB, english), u"10464788 MiB"_s);
    QCOMPARE(formatEditable(1025, english), u"1025 B"_s);
    const QLocale locales[] = {english,
                               QLocale::c(),
                               QLocale(QLocale::German),
                               QLocale(QLocale::French),
                               QLocale(QLocale::Arabic, QLocale::Egypt),
                               QLocale(QLocale::Persian),
                               QLocale(QLocale::Hindi)};
    for (const QLocale &locale : locales) {
        quint64 bytes = 1;
        for (int i = 0; i < 500; ++i) {
            QCOMPARE(parseSize(formatEditable(bytes, locale), locale), (ParsedSize{bytes}));
            bytes = (bytes * 6364136223846793005ULL + 1442695040888963407ULL) >> (i % 40);
            bytes <<= i % 31;
        }
    }
}

void TestUnits::SP_R19_anyUnitIsExactBytes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<quint64>("bytes");
    QTest::newRow("no unit is bytes") << u"1048576"_s << MiB;
    QTest::newRow("1.5 TiB") << u"1.5 TiB"_s << quint64(1'649'267'441'664);
    QTest::newRow("without a space") << u"1.5TiB"_s << quint64(1'649'267'441'664);
    QTest::newRow("small letters") << u"1.5 tib"_s << quint64(1'649'267'441'664);
    QTest::newRow("blanks around") << u"  2   GiB "_s << 2 * GiB;
    QTest::newRow("B") << u"17 B"_s << quint64(17);
    QTest::newRow("bytes") << u"17 bytes"_s << quint64(17);
    QTest::newRow("kB") << u"1 kB"_s << quint64(1000);
    QTest::newRow("KB") << u"1 KB"_s << quint64(1000);
    QTest::newRow("MB") << u"1 MB"_s << quint64(1'000'000);
    QTest::newRow("GB") << u"9700 GB"_s << quint64(9'700'000'000'000);
    QTest::newRow("TB") << u"1 TB"_s << quint64(1'000'000'000'000);
    QTest::newRow("PB") << u"1 PB"_s << quint64(1'000'000'000'000'000);
    QTest::newRow("EB") << u"1 EB"_s << quint64(1'000'000'000'000'000'000);
    QTest::newRow("KiB") << u"1 KiB"_s << KiB;
    QTest::newRow("MiB") << u"10464788 MiB"_s << quint64(10'973'125'541'888);
    QTest::newRow("PiB") << u"1 PiB"_s << 1024 * TiB;
    QTest::newRow("EiB") << u"1 EiB"_s << EiB;
    QTest::newRow("K alone") << u"1K"_s << KiB;
    QTest::newRow("M alone") << u"256M"_s << 256 * MiB;
    QTest::newRow("G alone") << u"3 g"_s << 3 * GiB;
    QTest::newRow("T alone") << u"1T"_s << TiB;
    QTest::newRow("E alone") << u"1E"_s << EiB;
    QTest::newRow("leading point") << u".5 KiB"_s << quint64(512);
    QTest::newRow("one byte as a fraction") << u"0.0009765625 KiB"_s << quint64(1);
    QTest::newRow("a byte of an EiB")
        << u"0.000000000000000000867361737988403547205962240695953369140625 EiB"_s << quint64(1);
    QTest::newRow("trailing zeros") << u"1.50000000000000000000000000000000 KiB"_s << quint64(1536);
    QTest::newRow("leading zeros") << u"0000000000000000000000000000012 B"_s << quint64(12);
    // 0.1 has no exact binary form: a double would miss by some bytes here.
    QTest::newRow("decimal fraction")
        << u"9007199.254740993 GB"_s << quint64(9'007'199'254'740'993);
}

void TestUnits::SP_R19_anyUnitIsExactBytes()
{
    QFETCH(QString, text);
    QFETCH(quint64, bytes);
    QCOMPARE(parseSize(text, english), (ParsedSize{bytes}));
}

void TestUnits::SP_R22_theWholeRangeOf64Bits_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<quint64>("bytes");
    QTest::newRow("0") << u"0"_s << quint64(0);
    QTest::newRow("2^53+1") << u"9007199254740993"_s << quint64(9'007'199'254'740'993);
    QTest::newRow("2^63-1") << u"9223372036854775807"_s << quint64(9'223'372'036'854'775'807);
    QTest::newRow("2^63") << u"9223372036854775808"_s << (quint64(1) << 63);
    QTest::newRow("2^64-1") << u"18446744073709551615"_s << maximum;
    QTest::newRow("grouped") << u"18,446,744,073,709,551,615 bytes"_s << maximum;
    QTest::newRow("15 EiB") << u"15 EiB"_s << 15 * EiB;
    QTest::newRow("16 EiB minus 1 KiB") << u"18014398509481983 KiB"_s << maximum - 1023;
    QTest::newRow("18.4 EB") << u"18.446744073709551615 EB"_s << maximum;
}

void TestUnits::SP_R22_theWholeRangeOf64Bits()
{
    QFETCH(QString, text);
    QFETCH(quint64, bytes);
    QCOMPARE(parseSize(text, english), (ParsedSize{bytes}));
}

void TestUnits::SP_R22_whatIsNoSizeIsRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<SizeProblem>("problem");
    QTest::addColumn<int>("position");
    QTest::newRow("empty") << QString() << SizeProblem::Empty << 0;
    QTest::newRow("blanks") << u"  \t"_s << SizeProblem::Empty << 3;
    QTest::newRow("-1") << u" -1"_s << SizeProblem::Negative << 1;
    QTest::newRow("minus sign") << u"−1 GiB"_s << SizeProblem::Negative << 0;
    QTest::newRow("2^64") << u"18446744073709551616"_s << SizeProblem::TooLarge << 0;
    QTest::newRow("16 EiB") << u"16 EiB"_s << SizeProblem::TooLarge << 0;
    QTest::newRow("just above") << u"18.446744073709551616 EB"_s << SizeProblem::TooLarge << 0;
    QTest::newRow("9999999999 TiB") << u"9999999999 TiB"_s << SizeProblem::TooLarge << 0;
    QTest::newRow("half a byte") << u"0.5"_s << SizeProblem::FractionOfByte << 0;
    QTest::newRow("1.5 bytes") << u"1.5 B"_s << SizeProblem::FractionOfByte << 0;
    QTest::newRow("1.0001 KiB") << u"1.0001 KiB"_s << SizeProblem::FractionOfByte << 0;
    QTest::newRow("0.0001 kB") << u"0.0001 kB"_s << SizeProblem::FractionOfByte << 0;
    QTest::newRow("1e30") << u"1e30"_s << SizeProblem::Exponent << 1;
    QTest::newRow("1E+3 MiB") << u"1E+3 MiB"_s << SizeProblem::Exponent << 1;
    QTest::newRow("0x10") << u"0x10"_s << SizeProblem::Hexadecimal << 0;
    QTest::newRow("words") << u"much"_s << SizeProblem::NotANumber << 0;
    QTest::newRow("unit alone") << u"TiB"_s << SizeProblem::NotANumber << 0;
    QTest::newRow("a plus") << u"+1"_s << SizeProblem::NotANumber << 0;
    QTest::newRow("nothing after the point") << u"1. TiB"_s << SizeProblem::NotANumber << 1;
    QTest::newRow("two points") << u"1.2.3"_s << SizeProblem::BadSeparator << 3;
    QTest::newRow("a comma parts thousands here") << u"1,5 TiB"_s << SizeProblem::BadSeparator << 1;
    QTest::newRow("uneven groups") << u"1,0000"_s << SizeProblem::BadSeparator << 1;
    QTest::newRow("long first group") << u"1000,000"_s << SizeProblem::BadSeparator << 4;
    QTest::newRow("no such unit") << u"1 QiB"_s << SizeProblem::UnknownUnit << 2;
    QTest::newRow("two numbers") << u"1 2"_s << SizeProblem::UnknownUnit << 2;
    QTest::newRow("words after") << u"1 TiB or so"_s << SizeProblem::UnknownUnit << 2;
    QTest::newRow("NUL") << u"1\0"_s << SizeProblem::UnknownUnit << 1;
    QTest::newRow("Arabic digits in English") << u"٥ GiB"_s << SizeProblem::NotANumber << 0;
}

void TestUnits::SP_R22_whatIsNoSizeIsRefused()
{
    QFETCH(QString, text);
    QFETCH(SizeProblem, problem);
    QFETCH(int, position);
    const ParsedSize parsed = parseSize(text, english);
    QCOMPARE(parsed.problem, problem);
    QCOMPARE(parsed.position, qsizetype(position));
    QCOMPARE(parsed.bytes, quint64(0));
}

void TestUnits::WF_10_numbersFollowTheLocale_data()
{
    QTest::addColumn<QLocale>("locale");
    QTest::addColumn<QString>("text");
    QTest::addColumn<quint64>("bytes");
    const QLocale german(QLocale::German, QLocale::Germany);
    const QLocale french(QLocale::French, QLocale::France);
    const QLocale arabic(QLocale::Arabic, QLocale::Egypt);
    QTest::newRow("German comma") << german << u"1,5 TiB"_s << 3 * TiB / 2;
    QTest::newRow("C point in German") << german << u"1.5 TiB"_s << 3 * TiB / 2;
    QTest::newRow("German thousands") << german << u"1.500 GiB"_s << 1500 * GiB;
    QTest::newRow("German both") << german << u"1.500,5 GiB"_s << 1500 * GiB + GiB / 2;
    QTest::newRow("French thin space") << french << u"10\u202f464,5 GiB"_s << 10464 * GiB + GiB / 2;
    QTest::newRow("French plain space") << french << u"10 464,5 GiB"_s << 10464 * GiB + GiB / 2;
    QTest::newRow("Arabic digits") << arabic << u"١٫٥ TiB"_s << 3 * TiB / 2;
    QTest::newRow("C digits in Arabic") << arabic << u"1.5 TiB"_s << 3 * TiB / 2;
}

void TestUnits::WF_10_numbersFollowTheLocale()
{
    QFETCH(QLocale, locale);
    QFETCH(QString, text);
    QFETCH(quint64, bytes);
    QCOMPARE(parseSize(text, locale), (ParsedSize{bytes}));
}

void TestUnits::everyProblemHasASentence()
{
    QStringList seen;
    for (int i = int(SizeProblem::Empty); i <= int(SizeProblem::NotANumber); ++i) {
        const QString text = sizeProblemText(SizeProblem(i), english);
        QVERIFY(text.endsWith(u'.'));
        QVERIFY(!text.contains(u'%') && !seen.contains(text));
        seen << text;
    }
    QVERIFY(sizeProblemText(SizeProblem::None).isEmpty());
    QVERIFY(sizeProblemText(SizeProblem::BadSeparator, QLocale(QLocale::German))
                .contains(u"1,5 TiB"_s));
}

void TestUnits::durations_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("ms") << qint64(212) << u"212 ms"_s;
    QTest::newRow("tenths") << qint64(1449) << u"1.4 s"_s;
    QTest::newRow("even") << qint64(2000) << u"2 s"_s;
    QTest::newRow("seconds") << qint64(59'999) << u"59 s"_s;
    QTest::newRow("a minute") << qint64(60'000) << u"1 min"_s;
    QTest::newRow("minutes") << qint64(252'000) << u"4 min 12 s"_s;
    QTest::newRow("hours") << qint64(11'520'000) << u"3 h 12 min"_s;
    QTest::newRow("days") << qint64(191'000'000) << u"2 d 5 h"_s;
    QTest::newRow("clock set back") << qint64(-5) << u"0 ms"_s;
}

void TestUnits::durations()
{
    QFETCH(qint64, ms);
    QTEST(formatDuration(std::chrono::milliseconds(ms), english), "text");
}

void TestUnits::rates()
{
    QCOMPARE(formatRate(205 * MiB, english), u"205 MiB/s"_s);
    QCOMPARE(formatRate(0, english), u"0 B/s"_s);
}

void TestUnits::percentagesRoundButNeverReachTheEndEarly()
{
    QCOMPARE(wholePercent(0.57), 57); // as int(0.57 * 100) this would be 56
    QCOMPARE(wholePercent(0.999), 99);
    QCOMPARE(wholePercent(1.0), 100);
    QCOMPARE(wholePercent(1.01), 100);
    QCOMPARE(wholePercent(-0.5), 0);
    QCOMPARE(wholePercent(std::numeric_limits<double>::quiet_NaN()), 0);
    QCOMPARE(wholePercent(62, 100), 62);
    QCOMPARE(wholePercent(999, 1000), 99);
    QCOMPARE(wholePercent(1000, 1000), 100);
    QCOMPARE(wholePercent(5, 0), 0);
}

void TestUnits::percentagesOfHugeSizes()
{
    QCOMPARE(wholePercent(maximum - 1, maximum), 99);
    QCOMPARE(wholePercent(maximum, maximum), 100);
    QCOMPARE(wholePercent(maximum / 2, maximum), 50);
    QCOMPARE(wholePercent(1, maximum), 0);
}

void TestUnits::percentagesAreWrittenByTheLocale()
{
    QCOMPARE(percentText(62, english), u"62 %"_s);
    QCOMPARE(percentText(quint64(62), quint64(100), english), u"62 %"_s);
}

void TestUnits::figuresKeepTheirOrderInRightToLeftText()
{
    QCOMPARE(isolatedLeftToRight(u"2.1 TiB"_s), u"\u20662.1 TiB\u2069"_s);
    QCOMPARE(isolated(u"name"_s), u"\u2068name\u2069"_s);
}

QTEST_APPLESS_MAIN(TestUnits)
#include "tst_units.moc"
