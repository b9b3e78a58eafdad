// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// `cistern-cli serve`: a store for other machines, for as long as it runs, and what it says when it
// cannot have the store or the port.

#include "tests/support/clipools.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTest>

#include <csignal>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qint64 MiB = 1024 * 1024;
}

class TestCliServe : public QObject
{
    Q_OBJECT

private slots:
    void servedToOtherMachines();
    void aStoreInUseIsAClearFailure();
    void aPortInUseIsAClearFailure();
    void serveStopsOnTerm();
};

void TestCliServe::servedToOtherMachines()
{
    const CliHome home;
    limitStore(home, u"64MiB"_s);
    QCOMPARE(home.runHere({u"pool"_s, u"create"_s, u"--name"_s, u"gold"_s, u"--size"_s, u"16MiB"_s,
                           u"--wait"_s})
                 .code,
             0);
    const auto added = home.run({u"user"_s, u"add"_s, u"bar"_s, u"--store"_s, home.store()},
                                "geheim\n");
    QVERIFY2(added.code == 0, added.all().constData());
    const QString address = u"127.0.0.1:%1"_s.arg(freePort());
    const QString url = u"http://%1/wsman"_s.arg(address);
    Child serving(home.environment());
    serving.start(CliHome::program(),
                  {u"serve"_s, u"--store"_s, home.store(), u"--listen"_s, address});
    QTRY_VERIFY2_WITH_TIMEOUT(serving.out.contains(url.toUtf8()), serving.all().constData(),
                              Child::patience);

    QCOMPARE(home.run({u"system"_s, u"add"_s, u"far"_s, url, u"--user"_s, u"bar"_s, u"--scheme"_s,
                       u"basic"_s})
                 .code,
             0);
    const QStringList far{u"--system"_s, u"far"_s, u"--password-stdin"_s};
    const QJsonArray seen = pools(home, far);
    QCOMPARE(seen.size(), 2);
    QCOMPARE(bytes(named(seen, u"gold"_s), u"total"_s), quint64(16 * MiB));
    QCOMPARE(named(seen, u"gold"_s).value(u"system"_s).toString(), u"far"_s);

    // A change over the wire, and what is left is what the store holds.
    const auto created = home.run(QStringList{u"pool"_s, u"create"_s, u"--name"_s, u"silver"_s,
                                              u"--size"_s, u"8MiB"_s, u"--wait"_s, u"--json"_s}
                                      + far,
                                  "geheim\n");
    QVERIFY2(created.code == 0, created.all().constData());
    QCOMPARE(created.json().value(u"size"_s).toString(), QString::number(8 * MiB));
    QCOMPARE(pools(home, far).size(), 3);

    // Not with another password, and not without one.
    const auto wrong = home.run(QStringList{u"list"_s, u"pools"_s, u"--json"_s} + far, "falsch\n");
    QCOMPARE(wrong.code, 3);
    QCOMPARE(wrong.json().value(u"errors"_s)[0][u"cause"_s].toString(), u"SignIn"_s);
    QVERIFY(!wrong.all().contains("falsch"));
    QCOMPARE(home.run({u"list"_s, u"pools"_s, u"--system"_s, u"far"_s}).code, 3);

    // A stranger who shares no line with us.
    const QString curl = QStandardPaths::findExecutable(u"curl"_s);
    if (curl.isEmpty())
        QSKIP("curl is not installed");
    QFile request(home.filePath(u"enumerate.xml"_s));
    QVERIFY(request.open(QIODevice::WriteOnly));
    request.write(
        "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" "
        "xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\" "
        "xmlns:n=\"http://schemas.xmlsoap.org/ws/2004/09/enumeration\" "
        "xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\"><s:Header>"
        "<a:To>"
        + url.toUtf8()
        + "</a:To>"
          "<a:ReplyTo><a:Address s:mustUnderstand=\"true\">"
          "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address></a:ReplyTo>"
          "<a:Action "
          "s:mustUnderstand=\"true\">http://schemas.xmlsoap.org/ws/2004/09/enumeration/Enumerate</"
          "a:Action>"
          "<a:MessageID>uuid:11111111-2222-3333-4444-555555555555</a:MessageID>"
          "<w:ResourceURI "
          "s:mustUnderstand=\"true\">http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/"
          "storage/"
          "iscsitarget/MSISCSITARGET_StoragePool</w:ResourceURI></s:Header><s:Body><n:Enumerate>"
          "<w:OptimizeEnumeration/><w:MaxElements>100</w:MaxElements></n:Enumerate></s:Body></"
          "s:Envelope>");
    request.close();
    const QStringList ask{u"-s"_s,
                          u"-w"_s,
                          u"\n%{http_code}"_s,
                          u"-H"_s,
                          u"Content-Type: application/soap+xml;charset=UTF-8"_s,
                          u"-d"_s,
                          u"@"_s + request.fileName(),
                          url};
    Child known(home.environment()), nobody(home.environment());
    known.start(curl, QStringList{u"-u"_s, u"bar:geheim"_s} + ask);
    nobody.start(curl, ask);
    QTRY_VERIFY_WITH_TIMEOUT(known.ended() && nobody.ended(), Child::patience);
    QVERIFY2(known.out.endsWith("\n200"), known.all().constData());
    QVERIFY2(known.out.contains(">gold<") && known.out.contains(">silver<"), known.out.constData());
    QVERIFY2(nobody.out.endsWith("\n401"), nobody.all().constData());
    QVERIFY(!nobody.out.contains("gold"));
}

void TestCliServe::aStoreInUseIsAClearFailure()
{
    const CliHome home;
    Child serving(home.environment());
    serving.start(
        CliHome::program(),
        {u"serve"_s, u"--store"_s, home.store(), u"--listen"_s, u"127.0.0.1:%1"_s.arg(freePort())});
    QTRY_VERIFY_WITH_TIMEOUT(serving.out.contains("listening"), Child::patience);
    const auto listed = home.runHere({u"list"_s, u"pools"_s});
    QCOMPARE(listed.code, 3);
    QCOMPARE(listed.json().value(u"errors"_s)[0][u"cause"_s].toString(), u"InUse"_s);
    const auto create = home.runHere({u"pool"_s, u"create"_s, u"--size"_s, u"1MiB"_s});
    QCOMPARE(create.code, 3);
    QCOMPARE(create.json().value(u"error"_s)[u"cause"_s].toString(), u"InUse"_s);
    QVERIFY(!serving.ended());
}

void TestCliServe::aPortInUseIsAClearFailure()
{
    const CliHome home;
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    const auto serving = home.run({u"serve"_s, u"--store"_s, home.store(), u"--listen"_s,
                                   u"127.0.0.1:%1"_s.arg(taken.serverPort())});
    QCOMPARE(serving.code, 1);
    QVERIFY2(serving.err.contains(QByteArray::number(taken.serverPort())), serving.err.constData());
    // And without TLS only this machine is served.
    QCOMPARE(home.run({u"serve"_s, u"--store"_s, home.store(), u"--listen"_s,
                       u"0.0.0.0:%1"_s.arg(freePort())})
                 .code,
             2);
}

void TestCliServe::serveStopsOnTerm()
{
    const CliHome home;
    const quint16 port = freePort();
    Child serving(home.environment());
    serving.start(
        CliHome::program(),
        {u"serve"_s, u"--store"_s, home.store(), u"--listen"_s, u"127.0.0.1:%1"_s.arg(port)});
    QTRY_VERIFY_WITH_TIMEOUT(serving.out.contains("listening"), Child::patience);
    serving.signal(SIGTERM);
    QTRY_VERIFY_WITH_TIMEOUT(serving.ended(), 10'000);
    QCOMPARE(serving.code, 0);
    QTcpServer free;
    QVERIFY(free.listen(QHostAddress::LocalHost, port));
    QCOMPARE(home.runHere({u"list"_s, u"pools"_s}).code, 0); // the store is free again
}

QTEST_GUILESS_MAIN(TestCliServe)
#include "tst_cliserve.moc"
