// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What each family of servers and clients writes, read into the same values: whole messages from
// files, named after the quirk they bring. Single quirks are in tst_dialectparts.
#include "services/schema/schema.h"
#include "services/wsman/cimxml.h"
#include "services/wsman/http/httpreader.h"
#include "services/wsman/soapxml.h"
#include "services/wsman/transports/httpoutcome.h"
#include "tests/support/dialects.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Cistern;
using namespace Cistern::Dialects;
using namespace Qt::Literals::StringLiterals;
using namespace Wsman;

namespace {
const QString iscsi(Schema::iscsiTarget);
const QString hyperV = u"root/virtualization/v2"_s;
const QString orchard = u"root/orchard"_s;
const QString folder = QStringLiteral(CISTERN_TEST_DATA "/wsman/dialects/");
const Enumerate all{.filter = {}};

QByteArray file(const QString &name)
{
    QFile data(folder + name);
    return data.open(QIODevice::ReadOnly) ? data.readAll() : QByteArray();
}

struct Kind
{
    QString operator()(const Identify &) const { return u"Identify"_s; }
    QString operator()(const Get &) const { return u"Get"_s; }
    QString operator()(const Put &) const { return u"Put"_s; }
    QString operator()(const Create &) const { return u"Create"_s; }
    QString operator()(const Delete &) const { return u"Delete"_s; }
    QString operator()(const Enumerate &) const { return u"Enumerate"_s; }
    QString operator()(const Pull &) const { return u"Pull"_s; }
    QString operator()(const Release &) const { return u"Release"_s; }
    QString operator()(const Invoke &) const { return u"Invoke"_s; }
    QString operator()(const Subscribe &) const { return u"Subscribe"_s; }
    QString operator()(const Renew &) const { return u"Renew"_s; }
    QString operator()(const Unsubscribe &) const { return u"Unsubscribe"_s; }
    QString operator()(const Fault &fault) const { return fault.subcode; }
    QString operator()(const auto &) const { return u"?"_s; }
};

// As HttpTransport takes a reply apart.
Outcome<Envelope> throughHttp(const QByteArray &bytes, const Envelope &request)
{
    HttpReader reader(HttpReader::Kind::Reply, 4 * 1024 * 1024);
    qsizetype used = 0;
    while (used < bytes.size() && reader.state() != HttpReader::State::Broken
           && reader.state() != HttpReader::State::Whole)
        used += reader.feed(QByteArrayView(bytes).sliced(used));
    if (reader.state() == HttpReader::State::Body)
        reader.feed({});
    if (reader.state() != HttpReader::State::Whole)
        return Failure{.parameter = u"http"_s};
    return envelopeOf({reader.status(), reader.headers(), reader.body()}, request);
}
} // namespace

class tst_Dialects : public QObject
{
    Q_OBJECT

private:
    static void wholeReplies_omi();
    static void wholeReplies_live();

private Q_SLOTS:
    void wholeReplies_data();
    void wholeReplies();
    void wholeRequests_data();
    void wholeRequests();
    void noFileIsLeftOut(); // by these two
    void eventsInsideABatch();
};

namespace {
QSet<QString> &covered()
{
    static QSet<QString> names;
    return names;
}

void row(const char *quirk, const QString &name, const Envelope &request, const QStringList &facts)
{
    covered().insert(name);
    QTest::newRow(quirk) << name << request << facts;
}
} // namespace

void tst_Dialects::wholeReplies_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<Envelope>("request");
    QTest::addColumn<QStringList>("facts");
    const auto invoke = [](const QString &method) { return Invoke{method, {}}; };
    const QString poolClass = u"MSISCSITARGET_StoragePool"_s;
    const QString service = u"MSISCSITARGET_StorageConfigurationService"_s;

    row("WinRM: p rebound, nil, arrays, largest uint64, wrapped datetime",
        u"winrm-get-response.xml"_s, wmi(Get(), iscsi, poolClass),
        {u"class=MSISCSITARGET_StoragePool"_s, u"ElementName=Cellar shelf"_s, u"Capacity=null"_s,
         u"InstallDate=20250719214005.250000+000"_s, u"OperationalStatus=2, 5"_s,
         u"StatusDescriptions=All jars closed, A lid leaks & drips"_s,
         u"TotalManagedSpace=18446744073709551615"_s, u"Primordial=false"_s});
    row("WinRM: one property in an XmlFragment", u"winrm-get-fragment-response.xml"_s,
        wmi(Get(), iscsi, poolClass),
        {u"class=MSISCSITARGET_StoragePool"_s, u"RemainingManagedSpace=3298534883328"_s});
    row("WinRM: Put answers with the object, embedded object flattened",
        u"winrm-put-response.xml"_s, wmi(Put(), u"root/wmi"_s, u"WT_Disk"_s),
        {u"class=WT_Disk"_s, u"Description=Cider of the week"_s,
         u"VdsLunInfo=WT_VDSLunInformation"_s, u"VdsLunInfo.Version=1"_s,
         u"AsyncOpEndTime=null"_s});
    row("WinRM: Create answers with the parts of a reference", u"winrm-create-response.xml"_s,
        wmi(Create(), u"root/wmi"_s, u"WT_IDMethod"_s),
        {u"path=root/wmi:WT_IDMethod.HostName=\"tap-east\",Method=\"4\","
         "Value=\"iqn.2020-01.test.example:tap-east\""_s});
    row("WinRM: Delete answers with an empty body", u"winrm-delete-response.xml"_s,
        wmi(Delete(), u"root/wmi"_s, u"WT_IDMethod"_s), {u"done"_s});
    row("WinRM: links with references, and their paths with reference selectors",
        u"winrm-association-response.xml"_s, wmi(all, iscsi, u"*"_s),
        {u"count=1"_s, u"end=1"_s, u"context="_s, u"class=MSISCSITARGET_HostedStoragePool"_s});
    row("WinRM: nothing found, no Items, empty context, no white space",
        u"winrm-enumerate-response-empty-compact.xml"_s, wmi(all, hyperV, u"Msvm_ResourcePool"_s),
        {u"count=0"_s, u"end=1"_s, u"context="_s});
    row("WinRM: only references", u"winrm-enumerate-response-epr-only.xml"_s,
        wmi(all, hyperV, u"Msvm_ResourcePool"_s), {u"count=2"_s, u"end=1"_s});
    row("WinRM: pairs of object and reference", u"winrm-enumerate-response-objectandepr.xml"_s,
        wmi(all, hyperV, u"Msvm_ResourcePool"_s),
        {u"count=1"_s, u"end=1"_s, u"class=Msvm_ResourcePool"_s});
    row("WinRM: more to come", u"winrm-enumerate-response-optimized.xml"_s,
        wmi(all, hyperV, u"Msvm_ResourcePool"_s),
        {u"end=0"_s, u"context=uuid:99D9BB98-B558-3065-69CF-8F77E41EF2E7"_s, u"ElementName=Oak"_s});
    row("WinRM: the context changes with each Pull", u"winrm-pull-response-more.xml"_s,
        wmi(Pull{}, hyperV, u"*"_s),
        {u"end=0"_s, u"context=uuid:205D26D0-F11C-E692-BE45-68E9C3BFB41D"_s, u"PoolID=Oak"_s});
    row("WinRM: the last page has no context", u"winrm-pull-response-end.xml"_s,
        wmi(Pull{}, hyperV, u"*"_s),
        {u"end=1"_s, u"context="_s, u"PoolID=Elm"_s, u"InstallDate=null"_s});
    row("WinRM: columns of a query, without namespaces and class",
        u"winrm-pull-response-wql-projection.xml"_s,
        wmi(Pull{u"x"_s, 1, u"Msvm_ComputerSystem"_s}, hyperV, u"*"_s),
        {u"class=Msvm_ComputerSystem"_s, u"ElementName=press-03"_s,
         u"InstallDate=20250612103101.500000+000"_s, u"OtherIdentifyingInfo=null"_s});
    row("WinRM: a job was started, null output", u"winrm-invoke-storagepool-response-job.xml"_s,
        wmi(invoke(u"CreateOrModifyStoragePool"_s), iscsi, service),
        {u"return=4096"_s, u"Size=3298534883328"_s});
    row("WinRM: method answer without white space",
        u"winrm-invoke-createpool-response-compact.xml"_s,
        wmi(invoke(u"CreatePool"_s), hyperV, u"Msvm_ResourcePoolConfigurationService"_s),
        {u"return=0"_s});
    row("WinRM: identity with security profiles", u"winrm-identify-response.xml"_s,
        wmi(Identify(), {}, {}),
        {u"vendor=Microsoft Corporation"_s, u"version=OS: 10.0.99999 SP: 0.0 Stack: 3.0"_s,
         u"family=WinRM"_s});
    row("WinRM: subscription with real address and both identifiers",
        u"winrm-subscribe-response.xml"_s, wmi(Subscribe(), hyperV, u"*"_s),
        {u"context=uuid:123884C2-F88A-719A-1AC1-85F6068089C9"_s, u"expires=3600000"_s});
    row("WinRM: fault without RelatesTo, type and nil together",
        u"winrm-fault-wmierror-quota.xml"_s, wmi(Get(), hyperV, u"X"_s),
        {u"fault=InternalError"_s, u"status=27"_s, u"number=2150859174"_s,
         u"words=words 8 of a server"_s});
    row("WinRM: fault of a provider inside a fault", u"winrm-fault-notfound-provider.xml"_s,
        wmi(Get(), iscsi, poolClass),
        {u"fault=DestinationUnreachable"_s, u"detail=InvalidResourceURI"_s, u"number=2150858752"_s,
         u"words=words 6 of a server"_s});
    row("WinRM: time-out", u"winrm-fault-timedout.xml"_s, wmi(Pull{}, hyperV, u"*"_s),
        {u"fault=TimedOut"_s, u"code=Receiver"_s, u"number=2150858793"_s});
    row("WinRM: wrong selectors", u"winrm-fault-invalidselectors.xml"_s,
        wmi(Get(), iscsi, poolClass),
        {u"fault=InvalidSelectors"_s, u"detail=UnexpectedSelectors"_s, u"number=2150858843"_s});
    row("WinRM: header not understood, no subcode", u"winrm-fault-mustunderstand.xml"_s,
        wmi(Get(), iscsi, poolClass),
        {u"fault="_s, u"code=MustUnderstand"_s, u"number=2150858768"_s});

    row("openwsman: Items before a bare context", u"openwsman-enumerate-response-optimized.xml"_s,
        dmtf(all, orchard, u"CIM_StoragePool"_s),
        {u"count=1"_s, u"end=0"_s, u"context=2172f3d1-feed-5c22-ec04-cfe80d350b56"_s,
         u"InstallDate=null"_s});
    row("openwsman: namespace selector last", u"openwsman-pull-response.xml"_s,
        dmtf(Pull{}, orchard, u"CIM_StoragePool"_s),
        {u"end=1"_s, u"path=root/orchard:CIM_StoragePool.InstanceID=\"E\""_s,
         u"TotalManagedSpace=3298534883328"_s});
    row("openwsman: method answer without job", u"openwsman-invoke-response.xml"_s,
        dmtf(invoke(u"CreateOrModifyStoragePool"_s), orchard, u"CIM_StorageConfigurationService"_s),
        {u"return=0"_s, u"Pool=root/orchard:CIM_StoragePool.InstanceID=\"G\""_s});
    row("openwsman: subscription with an identifier among the parameters",
        u"openwsman-subscribe-response.xml"_s, dmtf(Subscribe(), orchard, u"*"_s),
        {u"identifier=uuid:485fe76e-d27b-e492-15dc-4264b6f59f72"_s, u"expires=3600000"_s});
    row("openwsman: fault with MessageID last and white space",
        u"openwsman-fault-actionnotsupported.xml"_s, dmtf(Get(), orchard, u"X"_s),
        {u"fault=ActionNotSupported"_s, u"detail=ActionMismatch"_s,
         u"words=words 2 of a server"_s});

    row("Pegasus: every namespace declared, empty context and end",
        u"pegasus-enumerate-response.xml"_s, dmtf(all, orchard, u"CIM_StoragePool"_s),
        {u"count=1"_s, u"end=1"_s, u"context="_s, u"ElementName=Cellar shelf"_s});
    row("Pegasus: embedded object wrapped, p rebound, bare interval",
        u"pegasus-get-response-embedded.xml"_s, dmtf(Get(), orchard, u"ACME_Barrel"_s),
        {u"DeviceID=b17"_s, u"Label=ACME_Label"_s, u"Label.Version=1"_s, u"Label.Sealed=true"_s,
         u"Ripening=P9DT8H7M6S"_s});
    row("Pegasus: action repeated, ReturnValue last, real address",
        u"pegasus-invoke-response.xml"_s,
        dmtf(invoke(u"CreateOrModifyStoragePool"_s), orchard, u"CIM_StorageConfigurationService"_s),
        {u"return=0"_s, u"Size=3298534883328"_s,
         u"Pool=//silo.example.test/root/PG_Orchard:CIM_StoragePool.InstanceID=\"G\""_s});
    row("Pegasus: Put answers with an empty body", u"pegasus-put-response.xml"_s,
        dmtf(Put(), orchard, u"CIM_StoragePool"_s), {u"nothing"_s});
    row("Pegasus: envelope too small", u"pegasus-fault-encodinglimit.xml"_s,
        dmtf(Get(), orchard, u"X"_s), {u"fault=EncodingLimit"_s, u"detail=MinimumEnvelopeLimit"_s});
    wholeReplies_omi();
    wholeReplies_live();
}

void tst_Dialects::wholeReplies_omi()
{
    const QString poolClass = u"MSISCSITARGET_StoragePool"_s;
    const QString service = u"MSISCSITARGET_StorageConfigurationService"_s;
    row("OMI: decimal context beside the end, TRUE and FALSE", u"omi-enumerate-response.xml"_s,
        dmtf(all, iscsi, poolClass),
        {u"count=1"_s, u"end=1"_s, u"context="_s, u"Primordial=false"_s,
         u"StatusDescriptions=null"_s, u"InstallDate=20250719214005.250000+000"_s});
    row("OMI: bare datetime, class order", u"omi-get-response.xml"_s, dmtf(Get(), iscsi, poolClass),
        {u"ElementName=Cellar shelf"_s, u"OperationalStatus=2, 5"_s,
         u"TotalManagedSpace=18446744073709551615"_s});
    row("OMI: Items and end in the enumeration namespace", u"omi-pull-response.xml"_s,
        dmtf(Pull{}, iscsi, poolClass),
        {u"count=1"_s, u"end=1"_s, u"InstanceID=CISTERN:Shelf:F"_s});
    row("OMI: identity in the SOAP namespace", u"omi-identify-response.xml"_s,
        dmtf(Identify(), {}, {}), {u"version=7.7.7-0"_s, u"family=OMI"_s});
    row("OMI: method answer named as the method, reference without namespace",
        u"omi-invoke-response.xml"_s,
        dmtf(Invoke{u"CreateOrModifyStoragePool"_s, {}}, iscsi, service),
        {u"return=0"_s, u"Size=3298534883328"_s,
         u"Pool=Root/CIMv2/Storage/iScsiTarget:MSISCSITARGET_StoragePool."
         "InstanceID=\"CISTERN:Shelf:G\""_s});
    row("OMI: subscription with reference properties and no address",
        u"omi-subscribe-response.xml"_s, dmtf(Subscribe(), iscsi, u"*"_s),
        {u"context=5050"_s, u"identifier=5050"_s});
    row("OMI: fault with a CIM error", u"omi-fault-cimerror.xml"_s, dmtf(Get(), iscsi, poolClass),
        {u"fault=DestinationUnreachable"_s, u"status=6"_s, u"words=words 1 of a server"_s});
}

// With the head of HTTP, as running servers send them.
void tst_Dialects::wholeReplies_live()
{
    const QString volume = u"MSISCSITARGET_StorageVolume"_s;
    const QString service = u"MSISCSITARGET_StorageConfigurationService"_s;
    const QString firstVolume = u"ElementName=Barrel 0 <iSCSI> & \"test\" ü€"_s;
    row("live OMI: wrong password, empty body", u"live-omi-401-badpassword.http"_s,
        dmtf(Get(), iscsi, volume), {u"cause=%1"_s.arg(int(Failure::Cause::SignIn))});
    row("live OMI: pairs", u"live-omi-enum-objepr.http"_s, dmtf(all, iscsi, volume),
        {u"context=4100200300"_s, u"end=0"_s, firstVolume, u"Access=3"_s, u"InstanceID=null"_s});
    row("live OMI: two objects, more to come", u"live-omi-enum-volume-opt-max2.http"_s,
        dmtf(all, iscsi, volume),
        {u"count=2"_s, u"end=0"_s, u"context=4100200301"_s,
         u"InstallDate=20230909060708.000000+060"_s});
    row("live OMI: found by a query", u"live-omi-enum-wql.http"_s, dmtf(all, iscsi, u"*"_s),
        {u"count=1"_s, u"DeviceID=BRL-00000043"_s});
    row("live OMI: all at once, context beside the end",
        u"live-omi-enumerate-identify-optimized.http"_s,
        dmtf(all, u"root-omi"_s, u"OMI_Identify"_s),
        {u"count=1"_s, u"end=1"_s, u"context="_s, u"ProductName=OMI"_s,
         u"ConfigNameSpaces=interop, root-check, root-cimv2, root-omi"_s});
    row("live OMI: empty Items at once, without the end",
        u"live-omi-enumerate-identify-plain.http"_s, dmtf(all, u"root-omi"_s, u"OMI_Identify"_s),
        {u"count=0"_s, u"end=0"_s, u"context=4100200301"_s});
    row("live OMI: last page with a context", u"live-omi-pull-identify-last.http"_s,
        dmtf(Pull{}, u"root-omi"_s, u"OMI_Identify"_s), {u"count=1"_s, u"end=1"_s});
    row("live OMI: one object a page", u"live-omi-pull-volume-max1.http"_s,
        dmtf(Pull{}, iscsi, volume),
        {u"count=1"_s, u"context=4100200301"_s, u"DeviceID=BRL-00000042"_s});
    row("live OMI: a running job, an interval of zero written P",
        u"live-omi-get-job-running.http"_s, dmtf(Get(), iscsi, u"MSISCSITARGET_ConcreteJob"_s),
        {u"ElementName=Create storage pool Jars & crocks"_s,
         u"ElapsedTime=00000000000000.000000:000"_s, u"DeleteOnCompletion=false"_s,
         u"PercentComplete=4"_s, u"TimeSubmitted=20251031111213.000014+000"_s});
    row("live OMI: identity in the SOAP namespace", u"live-omi-identify-basic.http"_s,
        dmtf(Identify(), {}, {}), {u"version=7.7.7-1"_s, u"family=OMI"_s});
    row("live OMI: method answer with a job", u"live-omi-invoke-createpool-job.http"_s,
        dmtf(Invoke{u"CreateOrModifyStoragePool"_s, {}}, iscsi, service),
        {u"return=4096"_s, u"Size=2149580800"_s,
         u"Job=Root/CIMv2/Storage/iScsiTarget:MSISCSITARGET_ConcreteJob."
         "InstanceID=\"CISTERN:Errand:1\""_s});
    row("live OMI: method answer at once", u"live-omi-invoke-createpool-sync.http"_s,
        dmtf(Invoke{u"CreateOrModifyStoragePool"_s, {}}, iscsi, service),
        {u"return=0"_s, u"Size=2147483648"_s});
    row("live OMI: reference as output", u"live-omi-invoke-pipe-epr-params.http"_s,
        dmtf(Invoke{u"CreateOrModifyReplicationPipe"_s, {}}, iscsi, service), {u"return=0"_s});
    row("live OMI: nothing found", u"live-omi-fault-get-notfound.http"_s,
        dmtf(Get(), iscsi, volume), {u"status=6"_s, u"words=There is no such jar."_s});
    row("live OMI: wrong type of an argument", u"live-omi-fault-invoke-badtype.http"_s,
        dmtf(Invoke{u"CreateOrModifyStoragePool"_s, {}}, iscsi, service),
        {u"fault=InternalError"_s, u"status=1"_s});
    row("live OMI: no such method", u"live-omi-fault-invoke-nomethod.http"_s,
        dmtf(Invoke{u"Odd"_s, {}}, iscsi, service), {u"fault=InternalError"_s, u"status=1"_s});
    row("live OMI: context dropped, said as unreachable",
        u"live-omi-fault-pull-invalid-context.http"_s, dmtf(Pull{}, iscsi, volume),
        {u"fault=DestinationUnreachable"_s, u"detail="_s, u"status=0"_s});
    row("live openwsman: wrong password, text", u"live-owsman-401.http"_s,
        dmtf(Get(), orchard, u"X"_s), {u"cause=%1"_s.arg(int(Failure::Cause::SignIn))});
    row("live openwsman: fault with status 503 and reason (null)", u"live-owsman-fault.http"_s,
        dmtf(Get(), orchard, u"X"_s),
        {u"fault=DestinationUnreachable"_s, u"detail=InvalidResourceURI"_s});
    row("live openwsman: object of no class, members without namespace",
        u"live-owsman-get-test.http"_s, dmtf(Get(), orchard, u"X"_s),
        {u"class=GetResponse"_s, u"Simple=Plain answer"_s, u"Result.result1=0"_s});
    row("live openwsman: identity, status 200 (null)", u"live-owsman-identify.http"_s,
        dmtf(Identify(), {}, {}), {u"version=2.9"_s, u"family=openwsman"_s});
    row("live Pegasus: context 0, no Items, padded length in small letters",
        u"live-pegasus-enum-objepr.http"_s, dmtf(all, orchard, u"Orchard_Tree"_s),
        {u"count=0"_s, u"end=0"_s, u"context=0"_s});
    row("live Pegasus: two objects", u"live-pegasus-enum-opt.http"_s,
        dmtf(all, orchard, u"Orchard_Tree"_s),
        {u"count=2"_s, u"end=0"_s, u"context=1"_s, u"Message=Apple"_s, u"Message=Pear"_s});
    row("live Pegasus: fault without detail", u"live-pegasus-fault-get.http"_s,
        dmtf(Get(), orchard, u"X"_s),
        {u"fault=InternalError"_s, u"words=CIM_ERR_FAILED: The basket is empty."_s});
    row("live Pegasus: identity in the namespace identify", u"live-pegasus-identify.http"_s,
        dmtf(Identify(), {}, {}), {u"version=2.99.1"_s, u"family=Pegasus"_s});
    row("live Pegasus: method that returns words", u"live-pegasus-invoke.http"_s,
        dmtf(Invoke{u"Greet"_s, {}}, orchard, u"Orchard_Keeper"_s),
        {u"return=none"_s, u"Place=Behind the barn"_s, u"ReturnValue=Good evening, Ada!"_s});
    row("live Pegasus: last page without a context", u"live-pegasus-pull.http"_s,
        dmtf(Pull{}, orchard, u"PG_ComputerSystem"_s),
        {u"count=1"_s, u"end=1"_s, u"Description=A machine in the mill"_s});
}

void tst_Dialects::wholeReplies()
{
    QFETCH(QString, name);
    QFETCH(Envelope, request);
    QFETCH(QStringList, facts);
    const QByteArray bytes = file(name);
    QVERIFY(!bytes.isEmpty());
    const QStringList told = factsOf(name.endsWith(".http"_L1) ? throughHttp(bytes, request)
                                                               : readReply(bytes, request));
    for (const QString &fact : facts)
        QVERIFY2(told.contains(fact), qPrintable(fact + u" is not in:\n"_s + told.join(u'\n')));
    if (name.endsWith(".http"_L1) || told.constFirst().startsWith("refused"_L1))
        return;
    // The same between line breaks and blanks, as a proxy or a debug build writes it.
    QByteArray spaced = bytes;
    spaced.replace("><", ">\n  <");
    QCOMPARE(factsOf(readReply(spaced, request)), told);
}

void tst_Dialects::wholeRequests_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("kind"); // index of the body, or the subcode of the fault
    QTest::addColumn<QString>("target");
    const auto add = [](const char *quirk, const QString &name, const QString &kind,
                        const QString &target) {
        covered().insert(name);
        QTest::newRow(quirk) << name << kind << target;
    };
    const QString pools = u"Root/CIMv2/Storage/iScsiTarget:MSISCSITARGET_StoragePool"_s;
    const QString everything = u"root/virtualization/v2:*"_s;
    add("libvirt: no SelectorSet, no sizes", u"client-libvirt-style-enumerate-request.xml"_s,
        u"Enumerate"_s, everything);
    add("openwsman: Action first, To to be understood", u"client-openwsman-enumerate-request.xml"_s,
        u"Enumerate"_s, u"root/cimv2/storage/iscsitarget:CIM_StoragePool"_s);
    add("Windows: DMTF form for all classes, many options",
        u"client-windows-mi-enumerate-request.xml"_s, u"Enumerate"_s,
        u"root/cimv2/storage/iscsitarget:*"_s);
    add("Windows: undeclared prefixes in types", u"client-windows-mi-invoke-request.xml"_s,
        u"Invoke"_s, {});
    add("wsl: bare message id, no sizes", u"live-client-wsl-enum.xml"_s, u"Enumerate"_s,
        u"Root/CIMv2/Storage/iScsiTarget:MSISCSITARGET_StorageVolume"_s);
    add("wsl: references as arguments", u"live-client-wsl-invoke-epr-params.xml"_s, u"Invoke"_s,
        {});
    add("wsl: Pull without SelectorSet", u"live-client-wsl-pull.xml"_s, u"Pull"_s,
        u"MSISCSITARGET_StorageVolume"_s);
    add("Identify without headers", u"winrm-identify-request.xml"_s, u"Identify"_s, {});
    add("Get", u"winrm-get-request.xml"_s, u"Get"_s, pools + u".InstanceID=\"CISTERN:Shelf:E\""_s);
    add("Get of a fragment", u"winrm-get-fragment-request.xml"_s, u"Get"_s, {});
    add("Put with a list of properties", u"winrm-put-request.xml"_s, u"Put"_s,
        u"root/wmi:WT_Disk.WTD=\"12\""_s);
    add("Create", u"winrm-create-request.xml"_s, u"Create"_s, u"root/wmi:WT_IDMethod"_s);
    add("Delete", u"winrm-delete-request.xml"_s, u"Delete"_s, {});
    add("query on all classes", u"winrm-enumerate-request-wql.xml"_s, u"Enumerate"_s, everything);
    add("association filter", u"winrm-association-request.xml"_s, u"Enumerate"_s, {});
    add("Pull", u"winrm-pull-request.xml"_s, u"Pull"_s, everything);
    add("Release", u"winrm-release-request.xml"_s, u"Release"_s, everything);
    add("text array, nil arguments", u"winrm-invoke-storagepool-request.xml"_s, u"Invoke"_s, {});
    add("embedded instances, escaped twice", u"winrm-invoke-createpool-request.xml"_s, u"Invoke"_s,
        {});
    add("embedded instances in CDATA", u"winrm-invoke-createpool-request-cdata.xml"_s, u"Invoke"_s,
        {});
    add("several arrays of references", u"winrm-invoke-pipe-request.xml"_s, u"Invoke"_s, {});
    add("Subscribe for Pull", u"winrm-subscribe-pull-request.xml"_s, u"Subscribe"_s, everything);
    add("Subscribe for PushWithAck", u"winrm-subscribe-pushwithack-request.xml"_s, u"Subscribe"_s,
        everything);
    add("Renew", u"winrm-renew-request.xml"_s, u"Renew"_s, {});
    add("Unsubscribe", u"winrm-unsubscribe-request.xml"_s, u"Unsubscribe"_s, {});
    // This program is no sink: what only sinks get is refused.
    add("delivered events", u"event-delivery-events-batch.xml"_s, u"DestinationUnreachable"_s, {});
    add("end of a subscription", u"event-subscriptionend.xml"_s, u"DestinationUnreachable"_s, {});
    add("acknowledgement", u"event-delivery-ack.xml"_s, u"MessageInformationHeaderRequired"_s, {});
}

void tst_Dialects::wholeRequests()
{
    QFETCH(QString, name);
    QFETCH(QString, kind);
    QFETCH(QString, target);
    const RequestRead read = readRequest(file(name));
    if (const auto *fault = std::get_if<Fault>(&read.envelope.body);
        fault && kind != fault->subcode)
        QFAIL(qPrintable(fault->subcode + u' ' + fault->detail + u' ' + fault->reason));
    QCOMPARE(std::visit(Kind(), read.envelope.body), kind);
    if (!target.isEmpty())
        QCOMPARE(shown(read.envelope.target), target);
}

void tst_Dialects::noFileIsLeftOut()
{
    const QStringList files = QDir(folder).entryList(QDir::Files);
    QVERIFY(files.size() > 80);
    for (const QString &name : files)
        QVERIFY2(covered().contains(name), qPrintable(name));
}

void tst_Dialects::eventsInsideABatch()
{
    const auto document = XmlDocument::read(file(u"event-delivery-events-batch.xml"_s));
    QVERIFY(document.ok());
    const XmlElement event =
        document->root().child("Body"_L1).child("Events"_L1).child("Event"_L1).firstChild();
    const auto instance = CimXml::readInstance(event, hyperV, CimXml::Side::FromServer);
    QVERIFY(instance.ok());
    QStringList told;
    tell(told, *instance);
    QVERIFY2(told.contains(u"TargetInstance=Msvm_ConcreteJob"_s), qPrintable(told.join(u'\n')));
    QVERIFY(told.contains(u"TargetInstance.JobState=7"_s));
    QVERIFY(told.contains(u"TargetInstance.PercentComplete=100"_s));
}

QTEST_APPLESS_MAIN(tst_Dialects)
#include "tst_dialects.moc"
