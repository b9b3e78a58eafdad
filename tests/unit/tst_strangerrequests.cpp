// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Requests in the shapes that other clients send, byte for byte, and what the target makes of them.
#include "services/provider/objects.h"
#include "services/wsman/soapxml.h"
#include "tests/support/jobcalls.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
const Caller admin{u"admin"_s, AccessRole::Manage};

// "<wsman:Selector …>" for each key, in the prefix of the file.
QString selectors(const CimPath &path, const QString &prefix)
{
    QString text;
    for (const CimPath::Key &key : path.keys())
        text += u"<%1:Selector Name=\"%2\">%3</%1:Selector>"_s.arg(
            prefix, key.name, key.value.toText().toHtmlEscaped());
    return text;
}

class Stranger
{
public:
    explicit Stranger(ProviderFixture &at) : m_at(at) {}

    // The request in the file, with the keys of this target in place of its marks.
    QByteArray request(const QString &name, const QString &context = {})
    {
        QFile file(QStringLiteral(CISTERN_TEST_DATA "/wsman/requests/") + name + u".xml"_s);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("no such request");
        QString text = QString::fromUtf8(file.readAll());
        static const QRegularExpression mark(u"@(\\w+):(\\w+)@"_s);
        for (auto match = mark.match(text); match.hasMatch(); match = mark.match(text))
            text.replace(match.captured(0),
                         selectors(object(match.captured(2)), match.captured(1)));
        text.replace(u"@POOLPATH@"_s, m_at.location().toText().toHtmlEscaped());
        text.replace(u"@CONTEXT@"_s, context);
        return text.toUtf8();
    }

    QByteArray answer(const QByteArray &bytes)
    {
        const RequestRead read = readRequest(bytes);
        if (read.fault)
            return writeEnvelope(read.envelope);
        const auto reply = m_at.await(m_at.provider().responder()(read.envelope, admin));
        return reply ? writeEnvelope(*reply) : QByteArray("no reply");
    }
    QByteArray ask(const QString &name, const QString &context = {})
    {
        return answer(request(name, context));
    }

    QString opened(const QString &className, quint32 most)
    {
        const CimPath path(m_at.location().nameSpace(), className);
        return std::get<Wsman::Items>(
                   m_at.send(Wsman::Enumerate{.filter = {}, .optimize = false, .maxElements = most},
                             path))
            .context;
    }

private:
    CimPath object(const QString &mark)
    {
        if (mark == "POOL"_L1)
            return m_at.location();
        if (mark == "SYSTEM"_L1)
            return m_at.system();
        if (mark == "SERVICE"_L1)
            return m_at.service();
        const QString className = mark == "CPUPOOL"_L1 ? u"Msvm_ProcessorPool"_s
                                                       : u"Msvm_ResourcePoolConfigurationService"_s;
        return m_at.all(className, Schema::virtualization).value(0).path();
    }

    ProviderFixture &m_at;
};
} // namespace

class tst_StrangerRequests : public QObject
{
    Q_OBJECT

private slots:
    void areAnswered_data()
    {
        QTest::addColumn<QByteArrayList>("told"); // all of it is in the reply
        const auto row = [](const char *name, const QByteArrayList &told) {
            QTest::newRow(name) << told;
        };
        row("winrm-identify", {"IdentifyResponse", "<s:Header", ":ProductVendor>Cistern<"});
        row("winrm-get", {"transfer/GetResponse<", ":RemainingManagedSpace>", ":Primordial>true<"});
        row("winrm-get-fragment",
            {"<wsman:FragmentTransfer s:mustUnderstand=\"true\">RemainingManagedSpace<",
             "<wsman:XmlFragment>", ":RemainingManagedSpace>"});
        row("winrm-put",
            {"transfer/PutResponse<", ":PrimaryOwnerName>Cellar &amp; more<",
             ":PrimaryOwnerContact xsi:nil=\"true\"/>"});
        row("winrm-create", {"ActionNotSupported", "2150859010", "ProviderFault"});
        row("winrm-create-setting",
            {"transfer/CreateResponse<", "<x:ResourceCreated><wsa:Address>",
             "<wsman:Selector Name=\"InstanceID\">ACME:by hand<"});
        row("winrm-delete", {"ActionNotSupported", "Code=\"2150859010\" Machine=\""});
        row("winrm-enumerate-wql",
            {"EnumerateResponse<", "<wsman:EndOfSequence/>", "<wsen:EnumerationContext/>",
             "<wsman:Item>", "/wmi/root/virtualization/v2/Msvm_ResourcePool\"", ":ResourceType>4<",
             ":Primordial>true<"});
        row("winrm-association",
            {"<wsman:Item>", "MSISCSITARGET_HostedStoragePool", "GroupComponent",
             "<wsa:EndpointReference>"});
        row("winrm-invoke-pool",
            {"CreateOrModifyStoragePoolResponse<", "_OUTPUT", ":ReturnValue>0<", ":Size>1048576<"});
        row("winrm-invoke-createpool", {"CreatePoolResponse<", ":ReturnValue>"});
        row("winrm-invoke-createpool-cdata", {"CreatePoolResponse<", ":ReturnValue>"});
        row("winrm-invoke-pipe", {"CreateOrModifyReplicationPipeResponse<", ":ReturnValue>"});
        row("windows-enumerate",
            {"<wsman:Item>", "<wsman:Selector Name=\"__cimnamespace\">", "<wsman:EndOfSequence/>",
             ":IsNullArray=\"true\""});
        row("windows-invoke", {"CreateOrModifyStoragePoolResponse<", ":ReturnValue>0<"});
        row("windows-get-missing",
            {"DestinationUnreachable", "MSFT_WmiError", "IsCIM_Error=\"true\"", ":CIMStatusCode>6<",
             ":error_Code>2150858752<", "ErrorSource xsi:nil=\"true\""});
        row("wsl-enumerate",
            {"<wsa:EndpointReference>", "<wsa:ReferenceParameters>", "<wsen:EnumerationContext/>",
             "__cimnamespace"});
        row("wsl-invoke-pipe", {"CreateOrModifyReplicationPipeResponse<", ":ReturnValue>"});
        row("openwsman-enumerate", {"<wsman:Items>", "MSISCSITARGET_StoragePool", "EndOfSequence"});
        row("libvirt-enumerate", {"<wsen:EnumerationContext>uuid:"});
        row("omi-invoke", {"CreateOrModifyStoragePoolResponse<", ":ReturnValue>0<"});
        row("omi-invoke-nil", {"CreateOrModifyStoragePoolResponse<", ":ReturnValue>0<"});
        row("winrm-subscribe-pull",
            {"eventing/SubscribeResponse<", "<e:SubscriptionManager>",
             "<e:Identifier>uuid:", "<e:Expires>PT3600.000S<", "<wsen:EnumerationContext>uuid:"});
        row("winrm-subscribe-pushwithack",
            {"DeliveryModeRequestedUnavailable", "2150858782", "<e:SupportedDeliveryMode>"});
        row("winrm-renew", {"UnableToRenew", "2150858788"});
        row("winrm-unsubscribe", {"InvalidMessage", "2150858789"});
    }

    void areAnswered()
    {
        QFETCH(QByteArrayList, told);
        ProviderFixture at({.jobs = false});
        Stranger stranger(at);
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        const QByteArray reply = stranger.ask(name);
        for (const QByteArray &part : told)
            QVERIFY2(reply.contains(part), (part + " is not in " + reply).constData());
        const QByteArray request = stranger.request(name);
        const qsizetype id = request.indexOf("MessageID");
        if (id < 0) { // only Identify has none, and then nothing can be said of it
            QVERIFY(!reply.contains("RelatesTo"));
            return;
        }
        const qsizetype from = request.indexOf('>', id) + 1;
        const QByteArray messageId = request.mid(from, request.indexOf('<', from) - from);
        QVERIFY(reply.contains("<wsa:RelatesTo>" + messageId + "</wsa:RelatesTo>"));
    }

    // As WinRM names the members of an object: by the alphabet, with the namespace in small
    // letters.
    void membersComeInTheOrderOfTheirNames()
    {
        ProviderFixture at({.jobs = false});
        Stranger stranger(at);
        const QString reply = QString::fromUtf8(stranger.ask(u"winrm-get"_s));
        QVERIFY(
            reply.contains(u"/wmi/root/cimv2/storage/iscsitarget/MSISCSITARGET_StoragePool\""_s));
        QStringList names;
        static const QRegularExpression member(u"<m:([A-Z]\\w+)[ >/]"_s);
        for (auto match = member.globalMatch(reply); match.hasNext();)
            names.append(match.next().captured(1));
        QVERIFY(names.size() > 15);
        QCOMPARE(names.takeFirst(), u"MSISCSITARGET_StoragePool"_s);
        QStringList sorted = names;
        sorted.sort(Qt::CaseInsensitive);
        QCOMPARE(names, sorted);
        const QByteArray result = stranger.ask(u"winrm-invoke-pool"_s);
        QVERIFY(result.indexOf(":Pool>") < result.indexOf(":ReturnValue>"));
        QVERIFY(result.indexOf(":ReturnValue>") < result.indexOf(":Size>"));
    }

    // What the subscription calls itself is renewed and given up in the shapes of the Windows
    // client.
    void aSubscriptionIsRenewedAndGivenUp()
    {
        ProviderFixture at({.jobs = false});
        Stranger stranger(at);
        const QString reply = QString::fromUtf8(stranger.ask(u"winrm-subscribe-pull"_s));
        const QString identifier = reply.section(u"<e:Identifier>"_s, 1).section(u'<', 0, 0);
        const QByteArray renewed = stranger.ask(u"winrm-renew"_s, identifier);
        QVERIFY2(renewed.contains("<e:RenewResponse><e:Expires>PT3600.000S<"), renewed.constData());
        const QByteArray over = stranger.ask(u"winrm-unsubscribe"_s, identifier);
        QVERIFY2(over.contains("eventing/UnsubscribeResponse<"), over.constData());
        QVERIFY(over.contains("<s:Body/>"));
        const QByteArray gone = stranger.answer(stranger.request(u"winrm-renew"_s, identifier)
                                                    .replace("0000-4000-8000-", "0000-4000-9000-"));
        QVERIFY2(gone.contains("UnableToRenew"), gone.constData());
    }

    // A carriage return or indentation between elements is nothing to them, nor is its absence.
    void inOneLineToo_data() { areAnswered_data(); }

    void inOneLineToo()
    {
        QFETCH(QByteArrayList, told);
        ProviderFixture at({.jobs = false});
        Stranger stranger(at);
        QString text = QString::fromUtf8(
            stranger.request(QString::fromLatin1(QTest::currentDataTag())));
        static const QRegularExpression between(u">\\s+<"_s);
        text.replace(between, u"><"_s);
        const QByteArray reply = stranger.answer(text.toUtf8());
        for (const QByteArray &part : told)
            QVERIFY2(reply.contains(part), (part + " is not in " + reply).constData());
    }

    void pagesAreTurnedAndPutAway()
    {
        ProviderFixture at({.jobs = false});
        for (int i = 0; i < 5; ++i)
            at.pool(u"p%1"_s.arg(i), MiB);
        Stranger stranger(at);
        const QString context = stranger.opened(u"MSISCSITARGET_StoragePool"_s, 1);
        const QByteArray all = stranger.ask(u"winrm-pull"_s, context);
        QCOMPARE(all.count("<wsman:Item>"), 6);
        QVERIFY2(all.contains("<wsen:Items>") && all.contains("<wsen:EndOfSequence/>"),
                 all.constData());
        QVERIFY(!all.contains("EnumerationContext")); // none where nothing is left
        const QString other = stranger.opened(u"CIM_StoragePool"_s, 1);
        // Without selectors: the namespace is the one of the Enumerate.
        const QByteArray some = stranger.ask(u"wsl-pull"_s, other);
        QCOMPARE(some.count("<wsman:Item>"), 4);
        QVERIFY2(some.contains("<wsen:EnumerationContext>" + other.toUtf8() + "<"),
                 some.constData());
        QVERIFY(some.contains(
            "<wsman:Selector Name=\"__cimnamespace\">Root/CIMv2/Storage/iScsiTarget<"));
        const QByteArray released = stranger.ask(u"winrm-release"_s, other);
        QVERIFY(released.contains("enumeration/ReleaseResponse<"));
        QVERIFY(released.contains("<s:Body/>"));
        QVERIFY(stranger
                    .answer(stranger.request(u"wsl-pull"_s, other)
                                .replace("0000-4000-8000-", "0000-4000-9000-"))
                    .contains("InvalidEnumerationContext"));
    }
};

QTEST_GUILESS_MAIN(tst_StrangerRequests)
#include "tst_strangerrequests.moc"
