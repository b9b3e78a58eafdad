// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Every kind of envelope, written and read back in both URI forms.
#include "services/schema/schema.h"
#include "services/wsman/names.h"
#include "services/wsman/soapxml.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
namespace Names = Wsman::Names;

Q_DECLARE_METATYPE(Cistern::Envelope)

namespace {
const QString nameSpace(Schema::iscsiTarget);

CimPath poolPath(const QString &id = u"CISTERN:Pool:\"a\\b\" & <c>"_s)
{
    return {nameSpace, u"MSISCSITARGET_StoragePool"_s, {{u"InstanceID"_s, CimValue::string(id)}}};
}

CimPath servicePath()
{
    return {
        nameSpace,
        u"MSISCSITARGET_StorageConfigurationService"_s,
        {{u"SystemCreationClassName"_s, CimValue::string(u"MSFTSM_ComputerSystem"_s)},
         {u"SystemName"_s, CimValue::string(u"san1.lab.example"_s)},
         {u"CreationClassName"_s, CimValue::string(u"MSISCSITARGET_StorageConfigurationService"_s)},
         {u"Name"_s, CimValue::string(u"Service"_s)}}};
}

CimInstance pool()
{
    CimInstance instance(*Schema::findClass(nameSpace, u"MSISCSITARGET_StoragePool"));
    instance.set(u"InstanceID", CimValue::string(u"CISTERN:Pool:1"_s));
    instance.set(u"ElementName", CimValue::string(u"  Ünïcode <&> \"quoted\" \r\n\t\U0001F4BE "_s));
    instance.set(u"Description", CimValue::string(u""_s));
    instance.set(u"Caption", CimValue::null(CimType::String));
    instance.set(u"OperationalStatus", CimValue::uint16s({2, 3}));
    instance.set(u"StatusDescriptions", CimValue::strings({u"only one"_s}));
    instance.set(u"Primordial", CimValue::boolean(false));
    instance.set(u"TotalManagedSpace", CimValue::uint64(std::numeric_limits<quint64>::max()));
    instance.set(u"InstallDate",
                 CimValue::dateTime(*CimDateTime::fromCimText(u"20260304081530.250000+000")));
    return instance;
}

CimInstance link()
{
    CimInstance instance(*Schema::findClass(nameSpace, u"MSISCSITARGET_HostedStoragePool"));
    instance.set(u"GroupComponent",
                 CimValue::reference(
                     {nameSpace,
                      u"MSFTSM_ComputerSystem"_s,
                      {{u"CreationClassName"_s, CimValue::string(u"MSFTSM_ComputerSystem"_s)},
                       {u"Name"_s, CimValue::string(u"san1"_s)}}}));
    instance.set(u"PartComponent", CimValue::reference(poolPath()));
    return instance;
}

Envelope request(const Wsman::Body &body, const CimPath &target, UriForm form)
{
    Envelope envelope;
    envelope.body = body;
    envelope.to = u"https://san1.lab.example:5986/wsman"_s;
    envelope.target = target;
    envelope.form = form;
    envelope.messageId = newMessageId();
    envelope.operationTimeout = std::chrono::milliseconds(61'005);
    if (!std::holds_alternative<Wsman::Identify>(body))
        envelope.action = requestAction(envelope);
    return envelope;
}

CimPath allOf(const QString &className)
{
    return {nameSpace, className};
}
} // namespace

class tst_SoapXml : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requestComesBack_data()
    {
        QTest::addColumn<Envelope>("sent");
        for (const UriForm form : {UriForm::Wmi, UriForm::Dmtf}) {
            const char *name = form == UriForm::Wmi ? "wmi" : "dmtf";
            const auto add = [form, name](const char *what, const Wsman::Body &body,
                                          const CimPath &target) {
                QTest::addRow("%s %s", name, what) << request(body, target, form);
            };
            add("get", Wsman::Get(), poolPath());
            add("put", Wsman::Put{pool()}, poolPath(u"CISTERN:Pool:1"_s));
            add("create", Wsman::Create{link()}, allOf(u"MSISCSITARGET_HostedStoragePool"_s));
            add("delete", Wsman::Delete(), link().path());
            add("enumerate", Wsman::Enumerate{.filter = {}, .maxElements = 200},
                allOf(u"MSISCSITARGET_StoragePool"_s));
            add("enumerate slowly",
                Wsman::Enumerate{.filter = {},
                                 .mode = Wsman::Mode::Objects,
                                 .optimize = false,
                                 .maxElements = 1},
                allOf(u"MSISCSITARGET_StoragePool"_s));
            add("enumerate paths",
                Wsman::Enumerate{.filter = {}, .mode = Wsman::Mode::Paths, .maxElements = 5},
                allOf(u"CIM_StoragePool"_s));
            add("wql",
                Wsman::Enumerate{.filter = Wsman::WqlFilter{u"SELECT * FROM X WHERE a < 'b & c'"_s},
                                 .maxElements = 7},
                allOf(u"*"_s));
            add("unknown filter", Wsman::Enumerate{.filter = Wsman::UnknownFilter{u"urn:other"_s}},
                allOf(u"*"_s));
            Wsman::AssociationFilter far{.object = poolPath(),
                                         .associationClass = u"A"_s,
                                         .role = u"B"_s,
                                         .resultClass = u"C"_s,
                                         .resultRole = u"D"_s};
            add("associators", Wsman::Enumerate{.filter = far, .maxElements = 9}, allOf(u"*"_s));
            Wsman::AssociationFilter links{.object = poolPath(),
                                           .links = true,
                                           .associationClass = {},
                                           .role = u"PartComponent"_s,
                                           .resultClass = u"C"_s,
                                           .resultRole = {}};
            add("links", Wsman::Enumerate{.filter = links, .maxElements = 9}, allOf(u"*"_s));
            add("pull", Wsman::Pull{u"uuid:1"_s, 200}, allOf(u"*"_s));
            add("pull with limits",
                Wsman::Pull{.context = u"uuid:1"_s,
                            .maxElements = 5,
                            .maxTime = std::chrono::milliseconds(1500),
                            .maxCharacters = 9000},
                allOf(u"*"_s));
            add("get a part", Wsman::Get{u"OperationalStatus[2]"_s}, poolPath());
            CimInstance part(*pool().decl());
            part.set(u"ElementName", CimValue::string(u" x "_s));
            add("put a part", Wsman::Put{part, u"ElementName"_s}, poolPath());
            add("selector filter",
                Wsman::Enumerate{
                    .filter = Wsman::SelectorFilter{{{u"A"_s, u"<1>"_s}, {u"B"_s, u""_s}}},
                    .maxElements = 9},
                allOf(u"MSISCSITARGET_StoragePool"_s));
            far.resultProperties = {u"E"_s, u"F"_s};
            add("associators with properties", Wsman::Enumerate{.filter = far, .maxElements = 9},
                allOf(u"*"_s));
            add("release", Wsman::Release{u"uuid:1"_s}, allOf(u"*"_s));
            add("invoke",
                Wsman::Invoke{u"CreateOrModifyStoragePool"_s,
                              {{u"ElementName"_s, CimValue::string(u"Backup & more"_s)},
                               {u"Size"_s, CimValue::uint64(1ULL << 40)},
                               {u"InPools"_s, CimValue::strings({poolPath().toText(), u"x"_s})},
                               {u"Pool"_s, CimValue::reference(poolPath())}}},
                servicePath());
            const Wsman::XmlPart identifier{QString(Names::eventing), u"Identifier"_s,
                                            u"uuid:3 <&>"_s};
            add("subscribe",
                Wsman::Subscribe{
                    .mode = QString(Names::pullMode),
                    .filter = Wsman::WqlFilter{u"SELECT * FROM E WITHIN 5 WHERE a < 'b'"_s},
                    .expires = std::chrono::milliseconds(3'600'500),
                    .heartbeats = std::chrono::milliseconds(120'000),
                    .bookmarks = true},
                allOf(u"*"_s));
            add("subscribe to everything", Wsman::Subscribe{.mode = QString(Names::pushMode)},
                allOf(u"CIM_InstCreation"_s));
            add("renew", Wsman::Renew{{identifier}, std::chrono::milliseconds(60'000)},
                allOf(u"*"_s));
            add("renew as before", Wsman::Renew{{identifier}}, allOf(u"*"_s));
            add("unsubscribe", Wsman::Unsubscribe{{identifier}}, allOf(u"*"_s));
            add("invoke without arguments", Wsman::Invoke{u"Undeclared"_s, {}}, servicePath());
        }
        Envelope choosy = request(Wsman::Get(), poolPath(), UriForm::Wmi);
        choosy.options = {{u"a"_s, u"1"_s}, {u"a"_s, u"2"_s}};
        QTest::newRow("with options") << choosy;
        Envelope identify = request(Wsman::Identify(), {}, UriForm::Wmi);
        identify.to.clear();
        identify.messageId.clear();
        identify.operationTimeout = Envelope().operationTimeout;
        QTest::newRow("identify") << identify;
    }
    void requestComesBack()
    {
        QFETCH(Envelope, sent);
        const RequestRead read = readRequest(writeEnvelope(sent));
        if (read.fault)
            qWarning() << std::get<Wsman::Fault>(read.envelope.body).reason << writeEnvelope(sent);
        QVERIFY(!read.fault);
        QVERIFY2(read.envelope == sent,
                 (writeEnvelope(read.envelope) + "\n" + writeEnvelope(sent)).constData());
    }

    void replyComesBack_data()
    {
        QTest::addColumn<Envelope>("asked");
        QTest::addColumn<Envelope>("answer");
        for (const UriForm form : {UriForm::Wmi, UriForm::Dmtf}) {
            const char *name = form == UriForm::Wmi ? "wmi" : "dmtf";
            const auto add = [form, name](const char *what, const Wsman::Body &body,
                                          const CimPath &target, const Wsman::Body &reply) {
                const Envelope asked = request(body, target, form);
                QTest::addRow("%s %s", name, what) << asked << replyTo(asked, reply);
            };
            add("get", Wsman::Get(), poolPath(), Wsman::InstanceReply{pool()});
            add("get link", Wsman::Get(), link().path(), Wsman::InstanceReply{link()});
            add("put", Wsman::Put{pool()}, poolPath(), Wsman::InstanceReply{pool()});
            CimInstance part(*pool().decl());
            part.set(u"OperationalStatus", CimValue::uint16s({2, 3}));
            add("get a part", Wsman::Get{u"OperationalStatus"_s}, poolPath(),
                Wsman::FragmentReply{.fragment = u"OperationalStatus"_s, .instance = part});
            add("get a text", Wsman::Get{u"ElementName/text()"_s}, poolPath(),
                Wsman::FragmentReply{
                    .fragment = u"ElementName/text()"_s, .instance = {}, .text = u" x "_s});
            add("put without answer", Wsman::Put{pool()}, poolPath(), Wsman::InstanceReply{});
            add("create", Wsman::Create{pool()}, allOf(u"MSISCSITARGET_StoragePool"_s),
                Wsman::CreateReply{poolPath()});
            add("delete", Wsman::Delete(), poolPath(), Wsman::DoneReply());
            add("release", Wsman::Release{u"1"_s}, allOf(u"*"_s), Wsman::DoneReply());
            const Wsman::Items both{
                .instances = {pool(), link()}, .paths = {}, .context = u"7"_s, .end = false};
            const Wsman::Items paths{.mode = Wsman::Mode::Paths,
                                     .instances = {},
                                     .paths = {poolPath(), link().path()},
                                     .context = {}};
            const Wsman::Items objects{
                .mode = Wsman::Mode::Objects, .instances = {pool()}, .paths = {}, .context = {}};
            const Wsman::Items nothing{.instances = {}, .paths = {}, .context = {}};
            const Wsman::Enumerate enumerate{.filter = {}};
            for (const auto &[what, items] : {std::pair("items", both),
                                              {"paths", paths},
                                              {"objects", objects},
                                              {"none", nothing}}) {
                add(qPrintable(u"enumerate %1"_s.arg(QLatin1StringView(what))), enumerate,
                    allOf(u"*"_s), items);
                add(qPrintable(u"pull %1"_s.arg(QLatin1StringView(what))), Wsman::Pull{u"6"_s, 3},
                    allOf(u"*"_s), items);
            }
            const Wsman::XmlPart selector{
                QString(Names::wsman), u"Selector"_s, u"7"_s, {{{}, u"Name"_s, u"Id"_s}}};
            const Wsman::SubscribeReply subscribed{
                .manager = {{QString(Names::eventing), u"Identifier"_s, u"uuid:3"_s},
                            {QString(Names::wsman), u"SelectorSet"_s, {}, {}, {selector}}},
                .expires = std::chrono::milliseconds(90'000),
                .context = u"8"_s};
            add("subscribe", Wsman::Subscribe{.mode = QString(Names::pullMode)}, allOf(u"*"_s),
                subscribed);
            add("renew", Wsman::Renew{{}}, allOf(u"*"_s),
                Wsman::RenewReply{std::chrono::milliseconds(61'001)});
            add("renew without a word", Wsman::Renew{{}}, allOf(u"*"_s), Wsman::RenewReply{});
            add("unsubscribe", Wsman::Unsubscribe{{}}, allOf(u"*"_s), Wsman::DoneReply());
            CimInstance event(u"__InstanceModificationEvent"_s);
            event.set(u"TargetInstance", CimValue::instance(pool()));
            add("events", Wsman::Pull{u"8"_s, 9}, allOf(u"*"_s),
                Wsman::Items{.mode = Wsman::Mode::Objects,
                             .instances = {event},
                             .paths = {},
                             .context = u"8"_s,
                             .end = false,
                             .dropped = 4});
            const Wsman::Invoke invoke{u"CreateOrModifyStoragePool"_s, {}};
            MethodReply started{
                .returnValue = 4096,
                .outs = {{u"Job"_s,
                          CimValue::reference({nameSpace,
                                               u"MSISCSITARGET_ConcreteJob"_s,
                                               {{u"InstanceID"_s, CimValue::string(u"j"_s)}}})},
                         {u"Size"_s, CimValue::uint64(5)}}};
            add("invoke", invoke, servicePath(), Wsman::InvokeReply{invoke.method, started});
            add("invoke void", invoke, servicePath(), Wsman::InvokeReply{invoke.method, {}});
            const MethodReply extents{
                .returnValue = 0,
                .outs = {{u"AvailableExtents"_s, CimValue::references({poolPath(), poolPath()})}}};
            add("invoke with references", Wsman::Invoke{u"GetAvailableExtents"_s, {}}, poolPath(),
                Wsman::InvokeReply{u"GetAvailableExtents"_s, extents});
            add("fault", Wsman::Get(), poolPath(),
                Wsman::Fault{.code = u"Sender"_s,
                             .subcode = u"DestinationUnreachable"_s,
                             .detail = u"InvalidResourceURI"_s,
                             .reason = u"no such <object>"_s,
                             .cimStatus = 6,
                             .vendorCode = 2150858752});
            add("delivery fault", Wsman::Subscribe{}, allOf(u"*"_s),
                Wsman::Fault{.code = u"Sender"_s,
                             .subcode = u"DeliveryModeRequestedUnavailable"_s,
                             .reason = u"no"_s,
                             .deliveryModes = {QString(Names::pullMode)}});
            add("header fault", Wsman::Get(), poolPath(),
                Wsman::Fault{
                    .code = u"MustUnderstand"_s, .reason = u"?"_s, .notUnderstood = u"Odd"_s});
        }
        const Envelope identify = request(Wsman::Identify(), {}, UriForm::Wmi);
        Envelope identity;
        identity.body = Wsman::IdentifyReply{u"1"_s, u"Cistern & co"_s, u"0.1"_s};
        QTest::newRow("identify") << identify << identity;
    }
    void replyComesBack()
    {
        QFETCH(Envelope, asked);
        QFETCH(Envelope, answer);
        const auto read = readReply(writeEnvelope(answer), asked);
        if (!read)
            qWarning() << read.failure().parameter << read.failure().serverText;
        QVERIFY(read.ok());
        if (std::holds_alternative<Wsman::Fault>(answer.body))
            answer.action = read->action;
        QVERIFY2(*read == answer,
                 (writeEnvelope(*read) + "\n" + writeEnvelope(answer)).constData());
    }
};

QTEST_APPLESS_MAIN(tst_SoapXml)
#include "tst_soapxml.moc"
