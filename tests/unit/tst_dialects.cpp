// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What each family of servers and clients writes, read into the same values: whole messages from
// files, named after the quirk they bring, and single quirks inside a message of this file.
#include "services/schema/schema.h"
#include "services/wsman/cimxml.h"
#include "services/wsman/flavour.h"
#include "services/wsman/http/httpreader.h"
#include "services/wsman/resourceuri.h"
#include "services/wsman/soapxml.h"
#include "services/wsman/transports/httpoutcome.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace Wsman;

Q_DECLARE_METATYPE(Cistern::Envelope)

namespace {
const QString iscsi(Schema::iscsiTarget);
const QString hyperV = u"root/virtualization/v2"_s;
const QString orchard = u"root/orchard"_s;
const QString folder = QStringLiteral(CISTERN_TEST_DATA "/wsman/dialects/");

QByteArray file(const QString &name)
{
    QFile data(folder + name);
    return data.open(QIODevice::ReadOnly) ? data.readAll() : QByteArray();
}

Envelope asked(const Body &body, const CimPath &target, UriForm form)
{
    Envelope request;
    request.body = body;
    request.target = target;
    request.form = form;
    request.messageId = u"uuid:11111111-2222-3333-4444-555555555555"_s;
    return request;
}
Envelope dmtf(const Body &body, const QString &nameSpace, const QString &className)
{
    return asked(body, {nameSpace, className}, UriForm::Dmtf);
}
Envelope wmi(const Body &body, const QString &nameSpace, const QString &className)
{
    return asked(body, {nameSpace, className}, UriForm::Wmi);
}
const Enumerate all{.filter = {}};

QString shown(const CimPath &path)
{
    return path.toText().replace(u'\\', u'/');
}

// A value as one line: "Name=text".
void tell(QStringList &facts, const QString &name, const CimValue &value)
{
    if (const CimInstance *instance = value.toInstance()) {
        facts << name + u'=' + instance->className();
        for (const auto &[member, inner] : instance->properties())
            tell(facts, name + u'.' + member, inner);
    } else {
        facts << name + u'='
                + (value.isNull()                  ? u"null"_s
                       : value.toPath() != nullptr ? shown(*value.toPath())
                                                   : value.toText());
    }
}

void tell(QStringList &facts, const CimInstance &instance)
{
    facts << u"class="_s + instance.className() << u"path="_s + shown(instance.path());
    for (const auto &[name, value] : instance.properties())
        tell(facts, name, value);
}

struct Teller
{
    QStringList operator()(const IdentifyReply &identity) const
    {
        return {u"vendor="_s + identity.productVendor, u"version="_s + identity.productVersion,
                u"family="_s + flavourOf(identity).name};
    }
    QStringList operator()(const InstanceReply &reply) const
    {
        QStringList facts;
        if (reply.instance)
            tell(facts, *reply.instance);
        return facts.isEmpty() ? QStringList(u"nothing"_s) : facts;
    }
    QStringList operator()(const CreateReply &reply) const
    {
        return {u"path="_s + shown(reply.path)};
    }
    QStringList operator()(const DoneReply &) const { return {u"done"_s}; }
    QStringList operator()(const Items &items) const
    {
        QStringList facts{
            u"count=%1"_s.arg(items.instances.size() + items.paths.size()),
            u"end=%1"_s.arg(items.end),
            u"context="_s + items.context,
        };
        for (const CimInstance &instance : items.instances)
            tell(facts, instance);
        for (const CimPath &path : items.paths)
            facts << u"path="_s + shown(path);
        return facts;
    }
    QStringList operator()(const InvokeReply &reply) const
    {
        QStringList facts{reply.reply.returnValue ? u"return=%1"_s.arg(*reply.reply.returnValue)
                                                  : u"return=none"_s};
        for (const auto &[name, value] : reply.reply.outs)
            tell(facts, name, value);
        return facts;
    }
    QStringList operator()(const SubscribeReply &reply) const
    {
        return {u"context="_s + reply.context, u"identifier="_s + identifierOf(reply.manager),
                u"expires=%1"_s.arg(reply.expires ? reply.expires->count() : -1)};
    }
    QStringList operator()(const Fault &fault) const
    {
        return {u"fault="_s + fault.subcode,          u"code="_s + fault.code,
                u"detail="_s + fault.detail,          u"status=%1"_s.arg(fault.cimStatus),
                u"number=%1"_s.arg(fault.vendorCode), u"words="_s + fault.reason,
                u"header="_s + fault.notUnderstood};
    }
    QStringList operator()(const auto &) const { return {u"?"_s}; }
};

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

QStringList factsOf(const Outcome<Envelope> &reply)
{
    if (!reply)
        return {u"refused="_s + reply.failure().parameter,
                u"cause=%1"_s.arg(int(reply.failure().cause)), reply.failure().serverText};
    return std::visit(Teller(), reply->body);
}

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

// A reply to Get with these properties of a pool, or to Enumerate with this content.
QByteArray envelope(const QByteArray &action, const QByteArray &body)
{
    return "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope' "
           "xmlns:a='http://schemas.xmlsoap.org/ws/2004/08/addressing' "
           "xmlns:w='http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd' "
           "xmlns:n='http://schemas.xmlsoap.org/ws/2004/09/enumeration' "
           "xmlns:x='http://schemas.xmlsoap.org/ws/2004/09/transfer' "
           "xmlns:cim='http://schemas.dmtf.org/wbem/wscim/1/common' "
           "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><s:Header><a:Action>"
        + action
        + "</a:Action><a:RelatesTo>uuid:11111111-2222-3333-4444-555555555555</a:RelatesTo>"
          "</s:Header><s:Body>"
        + body + "</s:Body></s:Envelope>";
}

constexpr auto poolUri = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/storage/"
                         "iscsitarget/MSISCSITARGET_StoragePool";

QByteArray pool(const QByteArray &properties)
{
    return "<p:MSISCSITARGET_StoragePool xmlns:p='" + QByteArray(poolUri) + "'>" + properties
        + "</p:MSISCSITARGET_StoragePool>";
}
QByteArray reference(const QByteArray &uri, const QByteArray &selectors,
                     const QByteArray &parameters = "a:ReferenceParameters")
{
    return "<a:Address>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address><"
        + parameters + "><w:ResourceURI>" + uri + "</w:ResourceURI><w:SelectorSet>" + selectors
        + "</w:SelectorSet></" + parameters + ">";
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

    void values_data();
    void values();
    void pages_data();
    void pages();
    void references_data();
    void references();
    void methodReplies_data();
    void methodReplies();
    void createReplies_data();
    void createReplies();
    void identities_data();
    void identities();
    void resourceUris_data();
    void resourceUris();
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
    add("Get of a fragment", u"winrm-get-fragment-request.xml"_s, u"Get|UnsupportedFeature"_s, {});
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
        fault && !kind.split(u'|').contains(fault->subcode))
        QFAIL(qPrintable(fault->subcode + u' ' + fault->detail + u' ' + fault->reason));
    QVERIFY(kind.split(u'|').contains(std::visit(Kind(), read.envelope.body)));
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

void tst_Dialects::values_data()
{
    QTest::addColumn<QByteArray>("properties");
    QTest::addColumn<QString>("fact");
    const auto row = [](const char *quirk, const QByteArray &properties, const QString &fact) {
        QTest::newRow(quirk) << properties << fact;
    };
    row("nil true", "<p:Caption xsi:nil='true'/>", u"Caption=null"_s);
    row("nil 1", "<p:Caption xsi:nil='1'/>", u"Caption=null"_s);
    row("nil TRUE, padded", "<p:Caption xsi:nil=' TRUE '/>", u"Caption=null"_s);
    row("nil false", "<p:Caption xsi:nil='false'>x</p:Caption>", u"Caption=x"_s);
    row("nil of the schema's own namespace",
        "<p:Caption xmlns:o='http://www.w3.org/2001/XMLSchema' o:nil='true'/>", u"Caption=null"_s);
    row("nil and type together", "<p:Caption xsi:type='cim:cimString' xsi:nil='true'/>",
        u"Caption=null"_s);
    row("null array marked as one",
        "<p:OperationalStatus xmlns:m='http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd' "
        "m:IsNullArray='true' xsi:nil='true'/>",
        u"OperationalStatus=null"_s);
    row("empty is not null", "<p:Caption></p:Caption>", u"Caption="_s);
    row("white space of a string stays", "<p:Caption>  a </p:Caption>", u"Caption=  a "_s);
    row("array of one", "<p:OperationalStatus>2</p:OperationalStatus>", u"OperationalStatus=2"_s);
    row("array of two",
        "<p:OperationalStatus>2</p:OperationalStatus><p:OperationalStatus>3</p:OperationalStatus>",
        u"OperationalStatus=2, 3"_s);
    row("TRUE", "<p:Primordial>TRUE</p:Primordial>", u"Primordial=true"_s);
    row("False", "<p:Primordial>False</p:Primordial>", u"Primordial=false"_s);
    row("1", "<p:Primordial>1</p:Primordial>", u"Primordial=true"_s);
    row("0, padded", "<p:Primordial>\n0\n</p:Primordial>", u"Primordial=false"_s);
    row("plus", "<p:TotalManagedSpace>+7</p:TotalManagedSpace>", u"TotalManagedSpace=7"_s);
    row("zeros", "<p:TotalManagedSpace>000000000000000000000007</p:TotalManagedSpace>",
        u"TotalManagedSpace=7"_s);
    row("padded number", "<p:TotalManagedSpace> 7\t</p:TotalManagedSpace>",
        u"TotalManagedSpace=7"_s);
    row("largest number", "<p:TotalManagedSpace>18446744073709551615</p:TotalManagedSpace>",
        u"TotalManagedSpace=18446744073709551615"_s);
    row("type decorates a number",
        "<p:TotalManagedSpace xsi:type='undeclared:cimUnsignedLong'>7</p:TotalManagedSpace>",
        u"TotalManagedSpace=7"_s);
    const auto time = [&row](const char *quirk, const QByteArray &content, const QString &text) {
        row(quirk, "<p:InstallDate>" + content + "</p:InstallDate>", u"InstallDate="_s + text);
    };
    const QString noon = u"20250719120000.000000+000"_s;
    time("wrapped datetime", "<cim:Datetime>2025-07-19T12:00:00Z</cim:Datetime>", noon);
    time("wrapped, no namespace", "<Datetime>2025-07-19T12:00:00.0000000Z</Datetime>", noon);
    time("wrapped, padded", "\n <cim:Datetime> 2025-07-19T12:00:00Z </cim:Datetime>\n", noon);
    time("bare datetime", "2025-07-19T12:00:00Z", noon);
    time("bare, padded", " 2025-07-19T12:00:00Z ", noon);
    time("without zone", "2025-07-19T12:00:00", noon);
    time("offset and fraction", "2025-07-19T12:00:00.46875+08:00", u"20250719120000.468750+480"_s);
    time("25 characters", "20250719120000.000000+000", noon);
    time("25 characters, offset", "20250719120000.000000-420", u"20250719120000.000000-420"_s);
    time("25 characters, asterisks", "20250719******.******+000", u"20250719******.******+000"_s);
    time("CIM_DateTime", "<cim:CIM_DateTime>20250719120000.000000-420</cim:CIM_DateTime>",
         u"20250719120000.000000-420"_s);
    time("CIM_DateTimeString", "<CIM_DateTimeString>20250719120000.000000+000</CIM_DateTimeString>",
         noon);
    time("Date", "<cim:Date>2025-07-19</cim:Date>", u"20250719******.******+000"_s);
    time("Time", "<cim:Time>12:34:56</cim:Time>", u"********123456.******+000"_s);
    time("interval", "<cim:Interval>P1DT2H3M4.5S</cim:Interval>", u"00000001020304.500000:000"_s);
    time("bare interval", "PT0.5S", u"00000000000000.500000:000"_s);
    time("interval of zero", "P", u"00000000000000.000000:000"_s);
    time("interval of 25 characters", "00000001020304.000005:000", u"00000001020304.000005:000"_s);
    row("prefix rebound", "<o:Caption xmlns:o='" + QByteArray(poolUri) + "'>x</o:Caption>",
        u"Caption=x"_s);
    row("member without a namespace", "<Caption xmlns=''>x</Caption>", u"Caption=x"_s);
    row("unknown attribute", "<p:Caption odd='1' xsi:odd='2'>x</p:Caption>", u"Caption=x"_s);
    row("comment and CDATA", "<p:Caption>a<!-- b -->c<![CDATA[<d>]]></p:Caption>",
        u"Caption=ac<d>"_s);
    row("location appended", "<p:Caption>x</p:Caption><cim:Location/>", u"Caption=x"_s);
    row("bad reference", "<p:Caption>a&#0;b</p:Caption>", u"Caption=a\uFFFDb"_s);
    row("datetime of an undeclared property",
        "<p:Odd><cim:Datetime>2025-07-19T12:00:00Z"
        "</cim:Datetime></p:Odd>",
        u"Odd="_s + noon);
    row("flattened object, undeclared prefix",
        "<p:Odd xsi:type='q:ACME_Label_Type'><p:Version>1</p:Version><p:Sealed>true</p:Sealed>"
        "</p:Odd>",
        u"Odd=ACME_Label"_s);
    row("flattened object, a namespace each",
        "<p:Odd xsi:type='q:ACME_Label_Type'><a1:Version xmlns:a1='urn:a1'>1</a1:Version>"
        "<a2:Sealed xmlns:a2='urn:a2'>true</a2:Sealed></p:Odd>",
        u"Odd.Sealed=true"_s);
    row("wrapped object, type without a prefix",
        "<p:Odd><i:ACME_Label xmlns:i='urn:i' xsi:type='ACME_Label_Type'>"
        "<i:Version>1</i:Version></i:ACME_Label></p:Odd>",
        u"Odd.Version=1"_s);
    row("wrapped object, no type",
        "<p:Odd><i:ACME_Label xmlns:i='urn:i'><i:Version>1</i:Version></i:ACME_Label></p:Odd>",
        u"Odd=ACME_Label"_s);
    row("object where a string is declared",
        "<p:Description xsi:type='i:ACME_Label_Type'><i:Version xmlns:i='urn:i'>1</i:Version>"
        "</p:Description>",
        u"Description=<INSTANCE CLASSNAME=\"ACME_Label\"><PROPERTY NAME=\"Version\" "
        "TYPE=\"string\"><VALUE>1</VALUE></PROPERTY></INSTANCE>"_s);
}

void tst_Dialects::values()
{
    QFETCH(QByteArray, properties);
    QFETCH(QString, fact);
    const auto reply = readReply(envelope("http://schemas.xmlsoap.org/ws/2004/09/transfer/"
                                          "GetResponse",
                                          pool(properties)),
                                 wmi(Get(), iscsi, u"MSISCSITARGET_StoragePool"_s));
    const QStringList told = factsOf(reply);
    QVERIFY2(told.contains(fact), qPrintable(told.join(u'\n')));
    // What is not told is unknown, not null.
    QVERIFY(!told.contains(u"HealthState=null"_s));
}

void tst_Dialects::pages_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QStringList>("facts");
    const auto row = [](const char *quirk, const QByteArray &content, const QStringList &facts) {
        QTest::newRow(quirk) << content << facts;
    };
    const QByteArray one = pool("<p:InstanceID>1</p:InstanceID>");
    const QString unfinished = u"end=0"_s, finished = u"end=1"_s;
    const auto context = [](const QByteArray &text) {
        return "<n:EnumerationContext>" + text + "</n:EnumerationContext>";
    };
    row("context uuid", context("uuid:8C3A3B1C-0000-0000-0000-000000000001"),
        {unfinished, u"context=uuid:8C3A3B1C-0000-0000-0000-000000000001"_s});
    row("context bare", context("8c3a3b1c-0000-0000-0000-000000000001"), {unfinished});
    row("context decimal", context("4294967296"), {unfinished, u"context=4294967296"_s});
    row("context 0", context("0"), {unfinished, u"context=0"_s});
    row("context padded", context("\n  77\n"), {unfinished, u"context=77"_s});
    row("context empty", context(""), {finished, u"context="_s});
    row("context missing", "<w:Items>" + one + "</w:Items>", {u"context="_s, u"count=1"_s});
    row("context beside the end", context("5") + "<w:EndOfSequence/>", {finished, u"context="_s});
    row("end in the enumeration namespace", context("5") + "<n:EndOfSequence/>", {finished});
    row("end with another prefix",
        context("5")
            + "<q:EndOfSequence xmlns:q='http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd'/>",
        {finished});
    row("items in the enumeration namespace", context("5") + "<n:Items>" + one + "</n:Items>",
        {u"count=1"_s, unfinished});
    row("items first", "<w:Items>" + one + "</w:Items>" + context("5"),
        {u"count=1"_s, u"context=5"_s});
    row("end first", "<w:EndOfSequence/><w:Items>" + one + "</w:Items>" + context(""),
        {u"count=1"_s, finished});
    row("items empty", context("5") + "<w:Items></w:Items>", {u"count=0"_s, unfinished});
    row("items absent", context("5"), {u"count=0"_s});
    row("unknown elements", "<w:Odd/>" + context("5") + "<n:Expires>PT5M</n:Expires>",
        {u"context=5"_s});
    const QByteArray epr = "<a:EndpointReference>"
        + reference(poolUri, "<w:Selector Name='InstanceID'>1</w:Selector>")
        + "</a:EndpointReference>";
    const QString path = u"path=Root/CIMv2/Storage/iScsiTarget:MSISCSITARGET_StoragePool."
                         "InstanceID=\"1\""_s;
    row("object before reference", "<w:Items><w:Item>" + one + epr + "</w:Item></w:Items>",
        {u"count=1"_s, path});
    row("reference before object", "<w:Items><w:Item>" + epr + one + "</w:Item></w:Items>",
        {u"count=1"_s, path});
    row("object alone, keys from its class", "<w:Items>" + one + "</w:Items>", {path});
    row("references alone", "<w:Items>" + epr + epr + "</w:Items>", {u"count=2"_s, path});
    row("fragment of a query",
        "<w:Items><w:XmlFragment><Caption>x</Caption><InstallDate><Datetime>2025-07-19T12:00:00Z"
        "</Datetime></InstallDate></w:XmlFragment></w:Items>",
        {u"class=MSISCSITARGET_StoragePool"_s, u"Caption=x"_s,
         u"InstallDate=20250719120000.000000+000"_s});
}

void tst_Dialects::pages()
{
    QFETCH(QByteArray, content);
    QFETCH(QStringList, facts);
    const Enumerate query{
        .filter = WqlFilter{u"select Caption, InstallDate from MSISCSITARGET_StoragePool"_s}};
    const Envelope requests[] = {
        wmi(query, iscsi, u"*"_s),
        wmi(Pull{u"x"_s, 1, u"MSISCSITARGET_StoragePool"_s}, iscsi, u"*"_s),
    };
    for (const Envelope &request : requests) {
        const bool pulled = std::holds_alternative<Pull>(request.body);
        const QByteArray name = pulled ? "Pull" : "Enumerate";
        const QStringList told = factsOf(readReply(
            envelope("http://schemas.xmlsoap.org/ws/2004/09/enumeration/" + name + "Response",
                     "<n:" + name + "Response>" + content + "</n:" + name + "Response>"),
            request));
        for (const QString &fact : facts)
            QVERIFY2(told.contains(fact), qPrintable(fact + u" is not in:\n"_s + told.join(u'\n')));
        // Whoever pulls has a context already, and left out it stays good.
        if (!content.contains("EnumerationContext") && !content.contains("EndOfSequence"))
            QVERIFY(told.contains(pulled ? u"end=0"_s : u"end=1"_s));
    }
}

void tst_Dialects::references_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("path");
    const QByteArray key = "<w:Selector Name='InstanceID'>7</w:Selector>";
    const QByteArray space = "<w:Selector Name='__cimnamespace'>root/orchard</w:Selector>";
    const QByteArray plain = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/ACME_Barrel";
    const QString there = u"root/orchard:ACME_Barrel.InstanceID=\"7\""_s;
    const QString here = u"Root/CIMv2/Storage/iScsiTarget:ACME_Barrel.InstanceID=\"7\""_s;
    const auto row = [](const char *quirk, const QByteArray &content, const QString &path) {
        QTest::newRow(quirk) << content << path;
    };
    row("parts in the element", reference(plain, space + key), there);
    row("wrapped",
        "<a:EndpointReference>" + reference(plain, space + key) + "</a:EndpointReference>", there);
    row("wrapped without a prefix",
        "<EndpointReference xmlns=''>" + reference(plain, space + key) + "</EndpointReference>",
        there);
    row("reference properties", reference(plain, space + key, "a:ReferenceProperties"), there);
    row("parameters in another namespace",
        "<e:ReferenceParameters xmlns:e='http://schemas.xmlsoap.org/ws/2004/08/eventing'>"
        "<w:ResourceURI>"
            + plain + "</w:ResourceURI><w:SelectorSet>" + space + key
            + "</w:SelectorSet></e:ReferenceParameters><a:Address>http://schemas.xmlsoap.org/ws/"
              "2004/08/addressing/role/anonymous</a:Address>",
        there);
    row("namespace missing: that of the request", reference(plain, key), here);
    row("namespace last", reference(plain, key + space), there);
    row("namespace in capitals",
        reference(plain, "<w:Selector Name='__CimNamespace'>root\\orchard</w:Selector>" + key),
        there);
    row("WMI form",
        reference("http://schemas.microsoft.com/wbem/wsman/1/wmi/root/orchard/ACME_Barrel", key),
        there);
    row("WMI form, capitals and backslash",
        reference("HTTP://Schemas.Microsoft.com/wbem/wsman/1/WMI/root\\orchard/ACME_Barrel", key),
        there);
    row("URI padded", reference("\n" + plain + "\n", space + key), there);
    row("no address",
        "<a:ReferenceProperties><w:ResourceURI>" + plain + "</w:ResourceURI><w:SelectorSet>" + space
            + key + "</w:SelectorSet></a:ReferenceProperties>",
        there);
    row("reference inside a selector",
        reference(plain,
                  space + "<w:Selector Name='Owner'><a:EndpointReference>" + reference(plain, key)
                      + "</a:EndpointReference></w:Selector>"),
        u"root/orchard:ACME_Barrel.Owner=\"root//orchard:ACME_Barrel.InstanceID=/\"7/\"\""_s);
    row("singleton without selectors",
        "<a:Address>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address>"
        "<a:ReferenceParameters><w:ResourceURI>"
            + plain + "</w:ResourceURI></a:ReferenceParameters>",
        u"Root/CIMv2/Storage/iScsiTarget:ACME_Barrel"_s);
    row("path as text", "\\\\barn\\root\\orchard:ACME_Barrel.InstanceID=\"7\"",
        u"//barn/root/orchard:ACME_Barrel.InstanceID=\"7\""_s);
}

void tst_Dialects::references()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, path);
    const Envelope request = wmi(Invoke{u"CreateOrModifyStoragePool"_s, {}}, iscsi,
                                 u"MSISCSITARGET_StorageConfigurationService"_s);
    const auto reply = readReply(
        envelope(requestAction(request).toUtf8() + "Response",
                 "<o:CreateOrModifyStoragePool_OUTPUT xmlns:o='urn:o'><o:Pool>" + content
                     + "</o:Pool><o:ReturnValue>0</o:ReturnValue>"
                       "</o:CreateOrModifyStoragePool_OUTPUT>"),
        request);
    const QStringList told = factsOf(reply);
    QVERIFY(reply.ok());
    QVERIFY2(told.contains(u"Pool="_s + path), qPrintable(told.join(u'\n')));
}

void tst_Dialects::methodReplies_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("fact");
    const QByteArray result = "<o:ReturnValue>5</o:ReturnValue>";
    const auto row = [](const char *quirk, const QByteArray &body, const QString &fact) {
        QTest::newRow(quirk) << body << fact;
    };
    const auto root = [](const QByteArray &name, const QByteArray &content) {
        return "<o:" + name + " xmlns:o='urn:o'>" + content + "</o:" + name + ">";
    };
    row("METHOD_OUTPUT", root("CreateOrModifyStoragePool_OUTPUT", result), u"return=5"_s);
    row("METHOD", root("CreateOrModifyStoragePool", result), u"return=5"_s);
    row("CLASS_OUTPUT", root("MSISCSITARGET_StorageConfigurationService_OUTPUT", result),
        u"return=5"_s);
    row("no namespace at all", "<Any xmlns=''><ReturnValue>5</ReturnValue></Any>", u"return=5"_s);
    row("result last", root("X", "<o:Size>9</o:Size>" + result), u"Size=9"_s);
    row("result nil", root("X", "<o:ReturnValue xsi:nil='1'/>"), u"return=none"_s);
    row("result absent", root("X", "<o:Size>9</o:Size>"), u"return=none"_s);
    row("void", root("X", ""), u"return=none"_s);
    row("result typed", root("X", "<o:ReturnValue xsi:type='cim:cimUnsignedInt'>5</o:ReturnValue>"),
        u"return=5"_s);
    row("result padded", root("X", "<o:ReturnValue> 5 </o:ReturnValue>"), u"return=5"_s);
    row("HRESULT", root("X", "<o:ReturnValue>2147749891</o:ReturnValue>"), u"return=2147749891"_s);
    row("HRESULT with a sign", root("X", "<o:ReturnValue>-2147217405</o:ReturnValue>"),
        u"return=2147749891"_s);
    row("a number that is no HRESULT", root("X", "<o:ReturnValue>-1</o:ReturnValue>"),
        u"refused=ReturnValue"_s);
    row("null output", root("X", "<o:Job xsi:nil='true'/>" + result), u"return=5"_s);
}

void tst_Dialects::methodReplies()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, fact);
    const Envelope request = wmi(Invoke{u"CreateOrModifyStoragePool"_s, {}}, iscsi,
                                 u"MSISCSITARGET_StorageConfigurationService"_s);
    const QByteArray action = requestAction(request).toUtf8();
    // One family answers with the action of the request.
    for (const QByteArray &answered : {action + "Response", action}) {
        const QStringList told = factsOf(readReply(envelope(answered, body), request));
        QVERIFY2(told.contains(fact), qPrintable(told.join(u'\n')));
    }
}

void tst_Dialects::createReplies_data()
{
    QTest::addColumn<QByteArray>("body");
    const QByteArray parts = reference(poolUri, "<w:Selector Name='InstanceID'>1</w:Selector>");
    const QByteArray one = pool("<p:InstanceID>1</p:InstanceID>");
    QTest::newRow("parts") << QByteArray("<x:ResourceCreated>" + parts + "</x:ResourceCreated>");
    QTest::newRow("wrapped") << QByteArray("<x:ResourceCreated><a:EndpointReference>" + parts
                                           + "</a:EndpointReference></x:ResourceCreated>");
    QTest::newRow("bare reference")
        << QByteArray("<a:EndpointReference>" + parts + "</a:EndpointReference>");
    QTest::newRow("with the object")
        << QByteArray("<x:ResourceCreated>" + parts + "</x:ResourceCreated>" + one);
    QTest::newRow("the object alone") << one;
}

void tst_Dialects::createReplies()
{
    QFETCH(QByteArray, body);
    const QStringList told = factsOf(
        readReply(envelope("http://schemas.xmlsoap.org/ws/2004/09/transfer/CreateResponse", body),
                  wmi(Create(), iscsi, u"MSISCSITARGET_StoragePool"_s)));
    QCOMPARE(told,
             QStringList(u"path=Root/CIMv2/Storage/iScsiTarget:MSISCSITARGET_StoragePool."
                         "InstanceID=\"1\""_s));
}

void tst_Dialects::identities_data()
{
    QTest::addColumn<QByteArray>("nameSpace");
    QTest::addColumn<QByteArray>("vendor");
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<QString>("family");
    const QByteArray usual = "http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd";
    const QByteArray other = "http://schemas.dmtf.org/wbem/wsman/identify/1/wsmanidentity.xsd";
    const QByteArray soap = "http://www.w3.org/2003/05/soap-envelope";
    const auto row = [](const char *quirk, const QByteArray &nameSpace, const QByteArray &vendor,
                        const QByteArray &version, const QString &family) {
        QTest::newRow(quirk) << nameSpace << vendor << version << family;
    };
    row("WinRM, signed in", usual, "Microsoft Corporation", "OS: 10.0.17763 SP: 0.0 Stack: 3.0",
        u"WinRM"_s);
    row("WinRM, not signed in", usual, "Microsoft Corporation", "OS: 0.0.0 SP: 0.0 Stack: 3.0",
        u"WinRM"_s);
    row("2008 R2", usual, "Microsoft Corporation", "OS: 6.1.7601 SP: 1.0 Stack: 2.0",
        u"WinRM 2.0"_s);
    row("Vista", usual, "Microsoft Corporation", "OS: 6.0.6002 SP: 2.0 Stack: 1.1", u"WinRM 1"_s);
    row("2003 R2", "http://schemas.xmlsoap.org/wsman/2005/06/identity/1/wsmanidentity.xsd",
        "Microsoft Corporation", "OS: 5.2.3790 SP: 2.0 Stack: 1.0", u"WinRM 1"_s);
    row("OMI, by its namespace", soap, "Somebody", "1.9", u"OMI"_s);
    row("OMI, by its vendor", usual, "Open Management Infrastructure", "1.9", u"OMI"_s);
    row("Pegasus, by its namespace", other, "Somebody", "2.14", u"Pegasus"_s);
    row("Pegasus, by its vendor", usual, "The Open Group (OpenPegasus)", "2.14", u"Pegasus"_s);
    row("openwsman", usual, "Openwsman Project", "2.6", u"openwsman"_s);
    row("Cistern", usual, "Cistern developers", "0.1", u"Cistern"_s);
    row("hardware", usual, "Somebody Inc.", "9", u"other"_s);
    row("no namespace", "", "Openwsman Project", "2.6", u"openwsman"_s);
}

void tst_Dialects::identities()
{
    QFETCH(QByteArray, nameSpace);
    QFETCH(QByteArray, vendor);
    QFETCH(QByteArray, version);
    QFETCH(QString, family);
    const QByteArray text = "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'>"
                            "<s:Header/><s:Body><IdentifyResponse xmlns='"
        + nameSpace
        + "'><ProtocolVersion>http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd</ProtocolVersion>"
          "<ProductVendor>"
        + vendor + "</ProductVendor><ProductVersion>" + version
        + "</ProductVersion><SecurityProfiles/></IdentifyResponse></s:Body></s:Envelope>";
    const QStringList told = factsOf(readReply(text, wmi(Identify(), {}, {})));
    QVERIFY2(told.contains(u"family="_s + family), qPrintable(told.join(u'\n')));
    QVERIFY(told.contains(u"version="_s + QString::fromUtf8(version)));
}

void tst_Dialects::resourceUris_data()
{
    QTest::addColumn<QString>("uri");
    QTest::addColumn<QString>("read"); // "form namespace:class", empty when none
    const auto row = [](const char *quirk, const QString &uri, const QString &read) {
        QTest::newRow(quirk) << uri << read;
    };
    row("WMI", u"http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/Win32_Thing"_s,
        u"wmi root/cimv2:Win32_Thing"_s);
    row("WMI, all classes", u"http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/*"_s,
        u"wmi root/cimv2:*"_s);
    row("DMTF", u"http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_Thing"_s,
        u"dmtf :CIM_Thing"_s);
    row("DMTF, all classes", u"http://schemas.dmtf.org/wbem/wscim/1/*"_s, u"dmtf :*"_s);
    row("DMTF, all classes of the schema", u"http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/*"_s,
        u"dmtf :*"_s);
    row("Microsoft's schema", u"http://schemas.microsoft.com/wbem/wscim/1/cim-schema/2/SCX_Thing"_s,
        u"dmtf :SCX_Thing"_s);
    row("a vendor's schema", u"http://schemas.acme.example/wbem/wscim/1/cim-schema/2/ACME_Thing"_s,
        u"dmtf :ACME_Thing"_s);
    row("a controller's own schema", u"http://acme.example/wbem/wscim/1/amt-schema/1/AMT_Thing"_s,
        u"dmtf :AMT_Thing"_s);
    row("the namespace inside",
        u"http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/root/dcim/ACME_Thing"_s,
        u"dmtf root/dcim:ACME_Thing"_s);
    row("no class", u"http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/"_s, {});
    row("another protocol", u"http://schemas.microsoft.com/wbem/wsman/1/config"_s, {});
    row("no URI", u"CIM_Thing"_s, {});
}

void tst_Dialects::resourceUris()
{
    QFETCH(QString, uri);
    QFETCH(QString, read);
    const auto found = readResourceUri(uri);
    QCOMPARE(found.has_value(), !read.isEmpty());
    if (found)
        QCOMPARE((found->form == UriForm::Wmi ? u"wmi "_s : u"dmtf "_s) + found->nameSpace + u':'
                     + found->className,
                 read);
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
