// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The multipart form of sealed messages, in every variant that is seen, and in none that is not.

#include "services/wsman/auth/sealedbody.h"

#include <QTest>
#include <QtEndian>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray spnego = "application/HTTP-SPNEGO-session-encrypted";
const QByteArray soap = "application/soap+xml;charset=UTF-8";

SealedBody sample()
{
    return {.protocol = spnego,
            .type = soap,
            .tab = false,
            .parts = {{.header = QByteArray(16, 's'), .data = "0123456789", .length = 10}}};
}

QByteArray size(quint32 octets)
{
    QByteArray bytes(4, '\0');
    qToLittleEndian(octets, bytes.data());
    return bytes;
}

// What a test changes of a body that is right.
struct Form
{
    QByteArray boundary = "--Encrypted Boundary";
    QByteArray indent = "\t";
    QByteArray original = "OriginalContent: type=application/soap+xml;charset=UTF-8;Length=10";
    QByteArray octets = "Content-Type: application/octet-stream";
    QByteArray header = QByteArray(16, 's');
    QByteArray announced = size(16);
    QByteArray data = "0123456789";
    QByteArray closing = "--Encrypted Boundary--\r\n";
};

QByteArray written(const Form &form)
{
    const QByteArray end = "\r\n";
    return form.boundary + end + form.indent + "Content-Type: " + spnego + end + form.indent
        + form.original + end + form.boundary + end + form.indent + form.octets + end
        + form.announced + form.header + form.data + form.closing;
}

QByteArray wordsOf(const Outcome<SealedBody> &read)
{
    return read.ok() ? QByteArray() : read.failure().serverText.toUtf8();
}

} // namespace

class TestSealedBody : public QObject
{
    Q_OBJECT

private slots:
    void isWrittenAsWindowsReadsIt();
    void whatIsWrittenIsRead_data();
    void whatIsWrittenIsRead();
    void variantsAreRead_data();
    void variantsAreRead();
    void whatIsBrokenIsRefused_data();
    void whatIsBrokenIsRefused();
    void everyCutIsRefused();
    void typesAreKnown();
};

void TestSealedBody::isWrittenAsWindowsReadsIt()
{
    const QByteArray expected = "--Encrypted Boundary\r\n"
                                "Content-Type: application/HTTP-SPNEGO-session-encrypted\r\n"
                                "OriginalContent: type=application/soap+xml;charset=UTF-8;Length=10"
                                "\r\n--Encrypted Boundary\r\n"
                                "Content-Type: application/octet-stream\r\n"
        + QByteArray("\x10\0\0\0", 4) + "ssssssssssssssss0123456789--Encrypted Boundary--\r\n";
    QCOMPARE(toBytes(sample()), expected);
    QCOMPARE(sealedContentType(sample()),
             QByteArray("multipart/encrypted;protocol=\"application/HTTP-SPNEGO-session-encrypted\""
                        ";boundary=\"Encrypted Boundary\""));
    SealedBody tab = sample();
    tab.tab = true;
    QCOMPARE(toBytes(tab), written({}));
}

void TestSealedBody::whatIsWrittenIsRead_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::newRow("letters") << QByteArray("0123456789");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("the boundary itself")
        << QByteArray("--Encrypted Boundary--\r\n--Encrypted Boundary\r\n--Encrypted Boundary");
    QTest::newRow("every octet") << [] {
        QByteArray all;
        for (int i = 0; i < 256; ++i)
            all += char(i);
        return all;
    }();
    QTest::newRow("a large one") << QByteArray(400'000, '\xfe');
}

void TestSealedBody::whatIsWrittenIsRead()
{
    QFETCH(QByteArray, data);
    for (const bool tab : {false, true}) {
        SealedBody body = sample();
        body.tab = tab;
        body.parts.first().data = data;
        body.parts.first().length = data.size();
        const auto read = sealedBody(toBytes(body));
        QVERIFY2(read.ok(), wordsOf(read).constData());
        QCOMPARE(*read, body);
    }
    SealedBody several = sample();
    several.parts << SealedPart{QByteArray(60, 'k'), data, data.size()} << several.parts.first();
    const auto read = sealedBody(toBytes(several));
    QVERIFY(read.ok());
    QCOMPARE(*read, several);
    QVERIFY(sealedContentType(several).startsWith("multipart/x-multi-encrypted;"));
}

void TestSealedBody::variantsAreRead_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<int>("length");
    const auto row = [](const char *name, const Form &form, const QByteArray &data = "0123456789",
                        int length = 10) {
        QTest::newRow(name) << written(form) << data << length;
    };
    row("Windows", {});
    row("OMI: no TAB", {.indent = ""});
    row("blanks instead of TAB", {.indent = "  "});
    row("OMI: a line more at the end", {.closing = "--Encrypted Boundary--\r\n\r\n"});
    row("no line end at the end", {.closing = "--Encrypted Boundary--"});
    row("no hyphens at the end", {.closing = "--Encrypted Boundary\r\n"});
    row("neither", {.closing = "--Encrypted Boundary"});
    row("Vista: a blank in the boundary, no hyphens at the end",
        {.boundary = "-- Encrypted Boundary", .closing = "-- Encrypted Boundary\r\n"});
    row("openwsman: a blank in the boundary, hyphens at the end",
        {.boundary = "-- Encrypted Boundary", .closing = "-- Encrypted Boundary--\r\n"});
    row("length in capitals",
        {.original = "OriginalContent: type=application/soap+xml;charset=UTF-8;LENGTH=10"});
    row("length first, blanks",
        {.original = "originalcontent : length=10; type=application/soap+xml;charset=UTF-8"});
    row("octets in capitals", {.octets = "CONTENT-TYPE: Application/Octet-Stream"});
    row("more data than announced", {.data = "0123456789a"}, "0123456789a");
    row("less data than announced", {.data = "012345678"}, "012345678");
    row("a length beyond everything",
        {.original = "OriginalContent: type=application/soap+xml;charset=UTF-8;Length=2000000000"},
        "0123456789", 2'000'000'000);
    row("a boundary in data of another length", {.data = "--Encrypted Boundaryx"},
        "--Encrypted Boundaryx");
    row("a header of 4096 octets", {.header = QByteArray(4096, 'h'), .announced = size(4096)});
    row("no header", {.header = "", .announced = size(0)});
}

void TestSealedBody::variantsAreRead()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, data);
    QFETCH(int, length);
    const auto read = sealedBody(bytes);
    QVERIFY2(read.ok(), wordsOf(read).constData());
    QCOMPARE(read->protocol, spnego);
    QCOMPARE(read->type, soap);
    QCOMPARE(read->tab, bytes.contains("\n\tContent"));
    QCOMPARE(read->parts.size(), 1);
    QCOMPARE(read->parts.first().data, data);
    QCOMPARE(read->parts.first().length, length);
}

void TestSealedBody::whatIsBrokenIsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *name, const Form &form) {
        QTest::newRow(name) << written(form);
    };
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("an envelope") << QByteArray("<s:Envelope/>\r\n");
    QTest::newRow("an empty boundary") << QByteArray("--\r\n--\r\n--\r\n");
    QTest::newRow("line ends alone") << QByteArray("\r\n\r\n\r\n\r\n");
    QTest::newRow("one endless line") << QByteArray(100'000, '-');
    QTest::newRow("no end of the headers")
        << "--Encrypted Boundary\r\n" + QByteArray("A: b\r\n").repeated(1000);
    row("no length", {.original = "OriginalContent: type=application/soap+xml"});
    row("two lengths", {.original = "OriginalContent: type=x;Length=10;Length=10"});
    row("a negative length", {.original = "OriginalContent: type=x;Length=-1"});
    row("a signed length", {.original = "OriginalContent: type=x;Length=+10"});
    row("a length of 20 digits",
        {.original = "OriginalContent: type=x;Length=18446744073709551626"});
    row("a length in words", {.original = "OriginalContent: type=x;Length=ten"});
    row("no octets", {.octets = "Content-Type: text/plain"});
    row("a header larger than 4096", {.header = QByteArray(4097, 'h'), .announced = size(4097)});
    row("a header of 4 GiB", {.announced = size(0xffffffff)});
    row("a header of all the rest and more", {.announced = size(200)});
    row("no boundary at the end", {.closing = ""});
    row("another boundary at the end", {.closing = "--Encrypted\r\n"});
    row("bytes behind the end", {.closing = "--Encrypted Boundary--\r\nGET / HTTP/1.1\r\n"});
    row("bytes right behind the end", {.closing = "--Encrypted Boundary--x"});
    row("half a part behind it", {.closing = "--Encrypted Boundary\r\n\tContent-Type: x\r\n"});
    QTest::newRow("too many parts") << [] {
        SealedBody body = sample();
        body.parts = QList<SealedPart>(mostSealedParts + 1, body.parts.first());
        return toBytes(body);
    }();
}

void TestSealedBody::whatIsBrokenIsRefused()
{
    QFETCH(QByteArray, bytes);
    const auto read = sealedBody(bytes);
    QVERIFY(!read.ok());
    QCOMPARE(read.failure().cause, Failure::Cause::Malformed);
    QVERIFY(!read.failure().serverText.isEmpty());
}

// Up to the closing line nothing may do that was cut; and no octet may lead the reader astray.
void TestSealedBody::everyCutIsRefused()
{
    const QByteArray whole = written({});
    for (qsizetype length = 0; length < whole.size() - 4; ++length)
        QVERIFY2(!sealedBody(whole.first(length)).ok(), whole.first(length).constData());
    for (qsizetype at = 0; at < whole.size(); ++at) {
        for (const char octet : {'\0', '\r', '-', '\xff'}) {
            QByteArray changed = whole;
            changed[at] = octet;
            (void)sealedBody(changed).ok();
        }
    }
}

void TestSealedBody::typesAreKnown()
{
    QVERIFY(isSealedType("multipart/encrypted"));
    QVERIFY(isSealedType("multipart/x-multi-encrypted"));
    QVERIFY(!isSealedType("multipart/mixed"));
    QVERIFY(!isSealedType("application/soap+xml"));
    QVERIFY(!isSealedType(""));
}

QTEST_GUILESS_MAIN(TestSealedBody)
#include "tst_sealedbody.moc"
