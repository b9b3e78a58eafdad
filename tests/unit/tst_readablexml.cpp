// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// An envelope as people read it holds the same characters, whatever stands in it.

#include "services/wsman/readablexml.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class tst_ReadableXml : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLost_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<int>("lines");
        QTest::newRow("elements") << QByteArray("<a><b>1</b><c/></a>") << 4;
        QTest::newRow("a sign in the text") << QByteArray("<a><b>1 > 2 > 3</b></a>") << 3;
        QTest::newRow("a sign in quotes") << QByteArray("<a b=\"x>y\" c='\"z>'><d/></a>") << 3;
        QTest::newRow("cut in a tag") << QByteArray("<a><b>1</b><c d=\"") << -1;
        QTest::newRow("cut in a text") << QByteArray("<a><b>1</b>and so") << -1;
        QTest::newRow("no XML") << QByteArray("Bad Gateway > try < later") << -1;
        QTest::newRow("nothing") << QByteArray() << -1;
    }
    void nothingIsLost()
    {
        QFETCH(QByteArray, xml);
        QFETCH(int, lines);
        const QString text = readableXml(xml);
        QString bare = text;
        bare.remove(u'\n').remove(u' ');
        QString wanted = QString::fromUtf8(xml);
        QCOMPARE(bare, wanted.remove(u' '));
        if (lines > 0)
            QCOMPARE(text.count(u'\n') + 1, lines);
    }

    void whatIsEndlessIsCut()
    {
        const QString text = readableXml("<a>" + QByteArray(1'000'000, 'x') + "</a>");
        QVERIFY(text.size() < 300'000);
        QVERIFY(text.endsWith(u'…'));
    }
};

QTEST_GUILESS_MAIN(tst_ReadableXml)
#include "tst_readablexml.moc"
