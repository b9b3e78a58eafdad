// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the reader takes, and that each limit holds at its figure and not one earlier.
#include "services/wsman/xmlreader.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
QByteArray nested(int depth)
{
    return QByteArray("<a>").repeated(depth) + QByteArray("</a>").repeated(depth);
}

QByteArray withAttributes(int count)
{
    QByteArray xml = "<a";
    for (int i = 0; i < count; ++i)
        xml += " b" + QByteArray::number(i) + "='>\"='";
    return xml + "/>";
}

QByteArray withDeclarations(int levels, int each)
{
    QByteArray xml;
    for (int i = 0; i < levels; ++i) {
        xml += "<a";
        for (int j = 0; j < each; ++j)
            xml += " xmlns:p" + QByteArray::number(i * each + j) + "=\"u\"";
        xml += ">";
    }
    return xml + QByteArray("</a>").repeated(levels);
}
} // namespace

class tst_XmlReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesElementsWithNamespaces()
    {
        const auto document = XmlDocument::read(
            "<?xml version='1.0' encoding='utf-8'?><p:a xmlns:p='urn:1' xmlns='urn:2' p:x='1' "
            "x='2'>t<b/><p:b>u</p:b></p:a>\n");
        QVERIFY(document.ok());
        const XmlElement root = document->root();
        QVERIFY(root.is("urn:1"_L1, "a"_L1));
        QCOMPARE(root.text(), u"t"_s);
        QCOMPARE(root.attribute("urn:1"_L1, "x"_L1), u"1"_s);
        QCOMPARE(root.attribute({}, "x"_L1), u"2"_s);
        QVERIFY(!root.attribute("urn:2"_L1, "x"_L1));
        QVERIFY(root.child("b"_L1).is("urn:2"_L1, "b"_L1));
        QCOMPARE(root.child("urn:1"_L1, "b"_L1).text(), u"u"_s);
        QVERIFY(!root.child("c"_L1).child("d"_L1).next());
        QCOMPARE(root.child("c"_L1).text(), QString());
    }

    void takesPrefixesInValuesThatNobodyDeclared()
    {
        const auto document = XmlDocument::read("<a type='cim:cimString'>x</a>");
        QVERIFY(document.ok());
        QCOMPARE(document->root().attribute({}, "type"_L1), u"cim:cimString"_s);
    }

    void limitsHoldAtTheirFigure_data()
    {
        QTest::addColumn<QByteArray>("most");
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<QString>("limit");
        QTest::newRow("depth") << nested(64) << nested(65) << u"depth"_s;
        QTest::newRow("attributes") << withAttributes(64) << withAttributes(65) << u"attributes"_s;
        QTest::newRow("declarations")
            << withDeclarations(2, 64) << withDeclarations(3, 43) << u"declarations"_s;
        QTest::newRow("name") << "<" + QByteArray(256, 'n') + "/>"
                              << "<" + QByteArray(257, 'n') + "/>" << u"name"_s;
        const QByteArray text(XmlLimit::text, 't');
        QTest::newRow("text") << "<a>" + text + "</a>"
                              << "<a>" + text + "<!-- -->t</a>" << u"text"_s;
        const QByteArray many = QByteArray("<b/>").repeated(XmlLimit::elements - 1);
        QTest::newRow("elements") << "<a>" + many + "</a>"
                                  << "<a>" + many + "<b/></a>" << u"elements"_s;
        const QByteArray big = "<a b='" + QByteArray(XmlLimit::input - 10, 'x') + "'/>";
        QTest::newRow("size") << big.left(XmlLimit::input) << big + "  " << u"size"_s;
    }
    void limitsHoldAtTheirFigure()
    {
        QFETCH(QByteArray, most);
        QFETCH(QByteArray, more);
        QFETCH(QString, limit);
        const auto taken = XmlDocument::read(most);
        QVERIFY2(taken.ok(), taken.ok() ? "" : qPrintable(taken.failure().serverText));
        const auto refused = XmlDocument::read(more);
        QVERIFY(!refused);
        QCOMPARE(refused.failure().cause, Failure::Cause::TooLarge);
        QCOMPARE(refused.failure().parameter, limit);
    }

    void siblingsDoNotAddUpInDepthOrScope()
    {
        QByteArray xml = "<r>";
        for (int i = 0; i < 500; ++i)
            xml += "<a xmlns:p='u'/><b xmlns:q='u'></b>";
        QVERIFY(XmlDocument::read(xml + "</r>").ok());
    }

    void markupInsideCommentsAndCdataIsNoMarkup()
    {
        const auto document = XmlDocument::read(
            "<a><!-- <!DOCTYPE x> <b> --><![CDATA[<!DOCTYPE <c> ]]><?p <d>?></a>");
        QVERIFY(document.ok());
        QCOMPARE(document->root().text(), u"<!DOCTYPE <c> "_s);
        QVERIFY(!document->root().hasChildren());
    }

    void refusesWhatIsNotWellFormed_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<QString>("what");
        QTest::newRow("nothing") << QByteArray() << u"form"_s;
        QTest::newRow("text") << QByteArray("hello") << u"form"_s;
        QTest::newRow("cut") << QByteArray("<a><b></b>") << u"form"_s;
        QTest::newRow("cut in a tag") << QByteArray("<a><b") << u"form"_s;
        QTest::newRow("crossed") << QByteArray("<a><b></a></b>") << u"form"_s;
        QTest::newRow("attribute twice") << QByteArray("<a b='1' b='2'/>") << u"form"_s;
        QTest::newRow("undeclared prefix") << QByteArray("<p:a/>") << u"form"_s;
        QTest::newRow("entity") << QByteArray("<a>&other;</a>") << u"form"_s;
        QTest::newRow("text after") << QByteArray("<a/>x") << u"form"_s;
        QTest::newRow("second document") << QByteArray("<a/><a/>") << u"after the end"_s;
        QTest::newRow("comment after") << QByteArray("<a/><!-- -->") << u"after the end"_s;
        QTest::newRow("character 1") << QByteArray("<a>&#x1;</a>") << u"form"_s;
        QTest::newRow("character 0") << QByteArray("<a>&#0;</a>") << u"form"_s;
        QTest::newRow("surrogate reference") << QByteArray("<a>&#xD800;</a>") << u"form"_s;
        QTest::newRow("raw control") << QByteArray("<a>\x01</a>") << u"form"_s;
        QTest::newRow("overlong") << QByteArray("<a>\xC0\xAF</a>") << u"form"_s;
        QTest::newRow("coded surrogate") << QByteArray("<a>\xED\xA0\x80</a>") << u"form"_s;
        QTest::newRow("cut sequence") << QByteArray("<a>\xE2\x82</a>") << u"form"_s;
        QTest::newRow("beyond unicode") << QByteArray("<a>\xF5\x80\x80\x80</a>") << u"form"_s;
        QTest::newRow("utf-16 with mark")
            << QByteArray("\xFF\xFE<\0a\0/\0>\0", 10) << u"encoding"_s;
        QTest::newRow("utf-16 without mark") << QByteArray("\0<\0a\0/\0>", 8) << u"encoding"_s;
        QTest::newRow("utf-7") << QByteArray("<?xml version='1.0' encoding='UTF-7'?><a/>")
                               << u"encoding"_s;
        QTest::newRow("latin-1") << QByteArray("<?xml version='1.0' encoding='ISO-8859-1'?><a/>")
                                 << u"encoding"_s;
    }
    void refusesWhatIsNotWellFormed()
    {
        QFETCH(QByteArray, xml);
        QFETCH(QString, what);
        const auto refused = XmlDocument::read(xml);
        QVERIFY(!refused);
        QCOMPARE(refused.failure().cause, Failure::Cause::Malformed);
        QCOMPARE(refused.failure().parameter, what);
    }

    void saysWhere()
    {
        const auto refused = XmlDocument::read("<a>\n<b>\n&x;</b></a>");
        QVERIFY(!refused);
        QVERIFY2(refused.failure().serverText.startsWith("line 3, byte 8:"_L1),
                 qPrintable(refused.failure().serverText));
    }
};

QTEST_APPLESS_MAIN(tst_XmlReader)
#include "tst_xmlreader.moc"
