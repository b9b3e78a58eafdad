// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/support/httpmessages.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class tst_HttpMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMessageIsWholeWithItsLastOctet_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QByteArray>("body");
        const QByteArray status = "HTTP/1.1 200 OK\r\n";
        QTest::newRow("a length") << status + "Content-Length: 5\r\n\r\n" << QByteArray("hello");
        QTest::newRow("a length of none") << status + "Content-Length: 0\r\n\r\n" << QByteArray();
        QTest::newRow("no length") << status + "X: y\r\n\r\n" << QByteArray();
        QTest::newRow("no headers") << status + "\r\n" << QByteArray();
        QTest::newRow("other letters") << status + "X: y\r\ncOnTeNt-lEnGtH:5 \r\nY: x\r\n\r\n"
                                       << QByteArray("hello");
        QTest::newRow("another header that ends so")
            << status + "X-Content-Length: 9\r\nContent-Length: 5\r\n\r\n"
            << QByteArray("hello");
        QTest::newRow("empty lines in the body")
            << status + "Content-Length: 32\r\n\r\n"
            << QByteArray("\r\n\r\nContent-Length: 7\r\n\r\nhello\r\n");
    }
    void aMessageIsWholeWithItsLastOctet()
    {
        QFETCH(QByteArray, head);
        QFETCH(QByteArray, body);
        const QByteArray octets = head + body;
        HttpMessages heard;
        for (qsizetype i = 0; i < octets.size(); ++i) {
            QVERIFY(!heard.take());
            heard.add(octets.sliced(i, 1));
        }
        const auto message = heard.take();
        QVERIFY(message);
        QCOMPARE(message->octets, octets);
        QCOMPARE(message->head().toByteArray(), head);
        QCOMPARE(message->body().toByteArray(), body);
        QVERIFY(!heard.take());
    }

    void messagesInOnePieceAreTakenInTheirOrder()
    {
        HttpMessages heard("POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\none"
                           "GET /b HTTP/1.1\r\n\r\n"
                           "POST /c HTTP/1.1\r\nContent-Length: 5\r\n\r\nthr");
        auto message = heard.take();
        QVERIFY(message);
        QCOMPARE(message->body().toByteArray(), "one");
        message = heard.take();
        QVERIFY(message);
        QCOMPARE(message->octets, "GET /b HTTP/1.1\r\n\r\n");
        QVERIFY(!heard.take());
        heard.add("ee");
        message = heard.take();
        QVERIFY(message);
        QVERIFY(message->head().startsWith("POST /c "));
        QCOMPARE(message->body().toByteArray(), "three");
    }

    void aPostIsOneMessage()
    {
        HttpMessages said(basicPost(u"Zoë"_s, "a:b", "<a/>"));
        const auto message = said.take();
        QVERIFY(message);
        QVERIFY(message->head().startsWith("POST /wsman HTTP/1.1\r\n"));
        QVERIFY(message->head().contains("\r\nAuthorization: Basic Wm/DqzphOmI=\r\n"));
        QCOMPARE(message->body().toByteArray(), "<a/>");
        QVERIFY(!said.take());
    }

    void textIsOfTheFirstElementOfThatName_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *name, const char *xml, const char *text) {
            QTest::newRow(name) << QByteArray(xml) << QByteArray(text);
        };
        row("with a prefix", "<s:a><a:Action>one</a:Action><a:Action>two</a:Action></s:a>", "one");
        row("without", "<Action>one</Action>", "one");
        row("attributes", "<a:Action s:mustUnderstand='true'> one\n</a:Action>", "one");
        row("a longer name before it", "<a:Actions>0</a:Actions><a:Action>one</a:Action>", "one");
        row("a name that ends so", "<a:ReAction>0</a:ReAction><a:Action>one</a:Action>", "one");
        row("empty", "<a:Action></a:Action>", "");
        row("nothing in it", "<a:Action/><b>0</b>", "");
        row("not there", "<a:To>Action</a:To>", "");
        row("cut", "<a:Action>on", "");
        row("cut in the name", "<a:Action", "");
    }
    void textIsOfTheFirstElementOfThatName()
    {
        QFETCH(QByteArray, xml);
        QTEST(textOf("Action", xml), "text");
    }
};

QTEST_GUILESS_MAIN(tst_HttpMessages)
#include "tst_httpmessages.moc"
