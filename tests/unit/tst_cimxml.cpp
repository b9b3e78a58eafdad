// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What four families of servers and the Windows client write, read into the same values.
#include "services/wsman/cimxml.h"

#include "services/schema/schema.h"
#include "services/wsman/soapxml.h"

#include <QFile>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace Wsman;

namespace {
const QString nameSpace(Schema::iscsiTarget);

QByteArray file(const QString &name)
{
    QFile data(QStringLiteral(CISTERN_TEST_DATA "/wsman/") + name);
    return data.open(QIODevice::ReadOnly) ? data.readAll() : QByteArray();
}

Envelope asked(const Body &body, const CimPath &target = {nameSpace, u"CIM_StoragePool"_s},
               UriForm form = UriForm::Wmi)
{
    Envelope request;
    request.body = body;
    request.target = target;
    request.form = form;
    request.messageId = u"uuid:11111111-2222-3333-4444-555555555555"_s;
    return request;
}

Items items(const QString &name, const Envelope &request)
{
    const auto reply = readReply(file(name), request);
    if (!reply) {
        qWarning() << reply.failure().parameter << reply.failure().serverText;
        return {};
    }
    return std::get<Items>(reply->body);
}

Fault fault(const QString &name)
{
    const auto reply = readReply(file(name), asked(Get()));
    return reply ? std::get<Fault>(reply->body) : Fault{.code = reply.failure().parameter};
}

CimDateTime time(const QString &text)
{
    return *CimDateTime::fromWireText(text);
}
} // namespace

class tst_CimXml : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void winrm()
    {
        const Items page = items(u"winrm-pools.xml"_s, asked(Enumerate{.filter = {}}));
        QCOMPARE(page.instances.size(), 1);
        QCOMPARE(page.context, u"uuid:AAAA0003-0000-0000-0000-000000000001"_s);
        QVERIFY(!page.end);
        const CimInstance &pool = page.instances.first();
        QVERIFY(pool.decl());
        QCOMPARE(pool.value(u"TotalManagedSpace"), CimValue::uint64(9'223'372'036'854'775'809ULL));
        QCOMPARE(pool.value(u"OperationalStatus"),
                 CimValue::uint16s({2})); // one element, still an array
        QCOMPARE(pool.value(u"InstallDate").toDateTime()->time(),
                 time(u"2025-11-30T21:15:00.500Z"_s).time());
        // Null, empty and absent are three things.
        QVERIFY(pool.has(u"Caption") && pool.value(u"Caption").isNull());
        QVERIFY(!pool.value(u"Description").isNull()
                && pool.value(u"Description").toString().isEmpty());
        QVERIFY(!pool.has(u"HealthState"));
        // What no table declares is kept by name.
        QCOMPARE(pool.value(u"VendorNote"), CimValue::string(u"hello"_s));
        QCOMPARE(pool.value(u"VendorList"), CimValue::strings({u"1"_s, u"2"_s}));
        QVERIFY(!pool.has(u"Location"));
        // The path beside the object is the server's word; the namespace is spelled as declared.
        QCOMPARE(pool.path().key(u"InstanceID").toString(), u"pool\\7 as told"_s);
        QCOMPARE(pool.path().nameSpace(), nameSpace);
    }

    void omi()
    {
        const Items page = items(
            u"omi-pools.xml"_s,
            asked(Enumerate{.filter = {}}, {nameSpace, u"CIM_StoragePool"_s}, UriForm::Dmtf));
        QCOMPARE(page.instances.size(), 1);
        QVERIFY(page.end);
        QVERIFY(page.context.isEmpty()); // it is given, but there is nothing left to release
        const CimInstance &pool = page.instances.first();
        QCOMPARE(pool.value(u"Primordial"), CimValue::boolean(true));
        QCOMPARE(pool.value(u"OperationalStatus"), CimValue::uint16s({3, 5}));
        QVERIFY(pool.value(u"StatusDescriptions").isNull()
                && pool.value(u"StatusDescriptions").isArray());
        QCOMPARE(*pool.value(u"InstallDate").toDateTime(), time(u"2026-01-02T03:04:05.000006Z"_s));
        // The reference names no namespace: that of the request is meant.
        QCOMPARE(pool.path(),
                 CimPath(nameSpace, u"MSISCSITARGET_StoragePool"_s,
                         {{u"InstanceID"_s, CimValue::string(u"attic"_s)}}));
    }

    void omiMethodReply()
    {
        const Envelope request = asked(Invoke{u"CreateOrModifyStoragePool"_s, {}},
                                       {nameSpace, u"MSISCSITARGET_StorageConfigurationService"_s},
                                       UriForm::Dmtf);
        const auto reply = readReply(file(u"omi-invoke.xml"_s), request);
        QVERIFY(reply.ok());
        const MethodReply &result = std::get<InvokeReply>(reply->body).reply;
        QCOMPARE(result.returnValue, 4096);
        QCOMPARE(result.out(u"Size"), CimValue::uint64(2'147'483'648));
        const CimPath job(nameSpace, u"MSISCSITARGET_ConcreteJob"_s,
                          {{u"InstanceID"_s, CimValue::string(u"job \"1\" \\ 2"_s)}});
        QVERIFY(result.out(u"Job").toPath());
        QCOMPARE(*result.out(u"Job").toPath(), job);
        QVERIFY(result.out(u"Pool").isNull());
    }

    void openwsman()
    {
        const Items page = items(
            u"openwsman-pools.xml"_s,
            asked(Enumerate{.filter = {}}, {u"root/cimv2"_s, u"CIM_StoragePool"_s}, UriForm::Dmtf));
        QCOMPARE(page.instances.size(), 1);
        QVERIFY(!page.end);
        const CimInstance &pool = page.instances.first();
        QCOMPARE(pool.className(), u"CIM_StoragePool"_s);
        QCOMPARE(pool.value(u"TotalManagedSpace"),
                 CimValue::string(u"42"_s)); // of a class that no table declares
        QCOMPARE(pool.path().nameSpace(), u"root/cimv2"_s);
        QCOMPARE(pool.path().keys().size(), 1);
        QCOMPARE(pool.path().host(), u"barn.lab.example"_s);
    }

    void pegasus()
    {
        const auto reply = readReply(file(u"pegasus-disk.xml"_s),
                                     asked(Get(), {u"root/acme"_s, u"ACME_Disk"_s}, UriForm::Dmtf));
        QVERIFY2(reply.ok(), reply ? "" : qPrintable(reply.failure().parameter));
        const CimInstance disk = *std::get<InstanceReply>(reply->body).instance;
        const auto lun = disk.value(u"Lun").toInstance();
        QVERIFY(lun);
        QCOMPARE(lun->className(), u"ACME_Lun"_s);
        QCOMPARE(lun->value(u"Number").toString(), u"5"_s);
        const CimValue flatValue = disk.value(u"Flat");
        const CimInstance *flat = flatValue.toInstance();
        QVERIFY(flat);
        QCOMPARE(flat->className(), u"ACME_Flat"_s);
        QCOMPARE(flat->value(u"Text").toString(), u"t"_s);
        QCOMPARE(*disk.value(u"Uptime").toDateTime(), time(u"P1DT2H3M4S"_s));
        QCOMPARE(*disk.value(u"Owner").toPath(),
                 CimPath(u"root/acme"_s, u"ACME_Box"_s, {{u"Name"_s, CimValue::string(u"b"_s)}}));
    }

    void identities()
    {
        const auto reply = readReply(file(u"omi-identify.xml"_s), asked(Identify()));
        QVERIFY(reply.ok());
        QCOMPARE(std::get<IdentifyReply>(reply->body).productVendor,
                 u"Open Management Infrastructure"_s);
        QCOMPARE(std::get<IdentifyReply>(reply->body).productVersion, u"9.9"_s);
    }

    void faults()
    {
        const Fault provider = fault(u"winrm-fault-provider.xml"_s);
        QCOMPARE(provider,
                 (Fault{.code = u"Sender"_s,
                        .subcode = u"DestinationUnreachable"_s,
                        .detail = u"InvalidResourceURI"_s,
                        .reason = u"innermost words"_s,
                        .vendorCode = 2'150'858'752}));
        QCOMPARE(failureOf(provider).cause, Failure::Cause::NotFound);
        QCOMPARE(fault(u"winrm-fault-quota.xml"_s),
                 (Fault{.code = u"Receiver"_s,
                        .subcode = u"InternalError"_s,
                        .reason = u"too many operations"_s,
                        .cimStatus = 27,
                        .vendorCode = 2'150'859'174}));
        QCOMPARE(fault(u"openwsman-fault.xml"_s),
                 (Fault{.code = u"Sender"_s,
                        .subcode = u"InvalidSelectors"_s,
                        .detail = u"AmbiguousSelectors"_s,
                        .reason = u"words"_s}));
        const Fault header = fault(u"omi-fault-header.xml"_s);
        QCOMPARE(header,
                 (Fault{.code = u"MustUnderstand"_s, .notUnderstood = u"FragmentTransfer"_s}));
        QCOMPARE(failureOf(header).cause, Failure::Cause::NotSupported);
        QCOMPARE(failureOf(header).parameter, u"FragmentTransfer"_s);
    }

    void windowsClient()
    {
        const RequestRead read = readRequest(file(u"windows-client-invoke.xml"_s));
        QVERIFY(!read.fault);
        QCOMPARE(read.envelope.form, UriForm::Dmtf);
        QCOMPARE(read.envelope.operationTimeout, std::chrono::milliseconds(45'500));
        QCOMPARE(read.envelope.target,
                 CimPath(nameSpace, u"MSISCSITARGET_StorageConfigurationService"_s,
                         {{u"Name"_s, CimValue::string(u"service"_s)}}));
        const Invoke &call = std::get<Invoke>(read.envelope.body);
        QCOMPARE(call.arguments.size(), 4);
        QCOMPARE(call.arguments[0].second, CimValue::string(u"Cellar ä"_s));
        QCOMPARE(*call.arguments[1].second.toPath(),
                 CimPath(nameSpace, u"MSISCSITARGET_StorageSetting"_s,
                         {{u"InstanceID"_s, CimValue::string(u"s1"_s)}}));
        QCOMPARE(call.arguments[2].second, CimValue::uint64(1'073'741'824));
        QCOMPARE(call.arguments[3].second,
                 CimValue::strings({u"MSISCSITARGET_StoragePool.InstanceID=\"a<b\""_s}));
    }

    void everyDatetimeForm_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("wrapped") << QByteArray("<cim:Datetime>2026-03-04T08:15:30Z</cim:Datetime>");
        QTest::newRow("wrapped without namespace")
            << QByteArray("<Datetime>2026-03-04T08:15:30.000Z</Datetime>");
        QTest::newRow("bare") << QByteArray("2026-03-04T08:15:30Z");
        QTest::newRow("without zone") << QByteArray("2026-03-04T08:15:30");
        QTest::newRow("raw") << QByteArray("20260304081530.000000+000");
        QTest::newRow("raw, wrapped")
            << QByteArray("<CIM_DateTime>20260304081530.000000+000</CIM_DateTime>");
        QTest::newRow("elsewhere")
            << QByteArray("<cim:Datetime>2026-03-04T09:15:30+01:00</cim:Datetime>");
    }
    void everyDatetimeForm()
    {
        QFETCH(QByteArray, content);
        const auto document = XmlDocument::read(
            "<MSISCSITARGET_StoragePool "
            "xmlns:cim='http://schemas.dmtf.org/wbem/wscim/1/common'><InstallDate>"
            + content + "</InstallDate></MSISCSITARGET_StoragePool>");
        QVERIFY(document.ok());
        const auto pool = CimXml::readInstance(document->root(), nameSpace,
                                               CimXml::Side::FromServer);
        QVERIFY(pool.ok());
        QCOMPARE(pool->value(u"InstallDate").toDateTime()->time(),
                 time(u"2026-03-04T08:15:30Z"_s).time());
    }
};

QTEST_APPLESS_MAIN(tst_CimXml)
#include "tst_cimxml.moc"
