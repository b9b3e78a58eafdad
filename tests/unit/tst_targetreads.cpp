// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the target tells: parts of objects, what filters find, pages and their rules.
#include "services/provider/objects.h"
#include "services/wsman/names.h"
#include "services/wsman/soapxml.h"
#include "tests/support/providerfixture.h"
#include "tests/support/requests.h"

#include <QRegularExpression>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
namespace Names = Wsman::Names;

namespace {
const QString nameSpace(Schema::iscsiTarget);
const Caller admin = anAdmin();

quint64 number(const Wsman::Body &body)
{
    const auto *fault = std::get_if<Wsman::Fault>(&body);
    return fault ? fault->vendorCode : 0;
}

CimPath any()
{
    return {nameSpace, u"*"_s};
}

CimPath poolClass()
{
    return {nameSpace, u"CIM_StoragePool"_s};
}

using Filter = decltype(Wsman::Enumerate::filter);
Wsman::Enumerate asking(const Filter &filter, Wsman::Mode mode = Wsman::Mode::ObjectsAndPaths)
{
    return {.filter = filter, .mode = mode, .maxElements = 100};
}

QStringList namesOf(const Wsman::Body &body)
{
    QStringList names;
    if (const auto *items = std::get_if<Wsman::Items>(&body)) {
        for (const CimInstance &instance : items->instances)
            names.append(instance.value(u"ElementName").toString());
    }
    names.sort();
    return names;
}

// A reply as the bytes that go out.
QByteArray bytesOf(ProviderFixture &at, const Envelope &request)
{
    const auto reply = at.await(at.provider().responder()(request, admin));
    return reply ? writeEnvelope(*reply) : QByteArray();
}
} // namespace

class tst_TargetReads : public QObject
{
    Q_OBJECT

private slots:
    void DSP0226_R7_7_1_partsOfAnObject_data()
    {
        QTest::addColumn<QString>("fragment");
        QTest::addColumn<QString>("told"); // in the body; empty: refused
        const QString open = u"<XmlFragment>"_s, close = u"</XmlFragment>"_s;
        QTest::newRow("property") << u"ElementName"_s
                                  << open + u"<ElementName>gold</ElementName>"_s + close;
        QTest::newRow("text") << u"ElementName/text()"_s << open + u"gold"_s + close;
        QTest::newRow("one of an array")
            << u"OperationalStatus[1]"_s
            << open + u"<OperationalStatus>2</OperationalStatus>"_s + close;
        QTest::newRow("null") << u"Caption"_s << open + u"<Caption xsi:nil=\"true\"/>"_s + close;
        QTest::newRow("letter case") << u"elementname"_s << QString();
        QTest::newRow("unknown") << u"Colour"_s << QString();
        QTest::newRow("beyond") << u"OperationalStatus[9]"_s << QString();
    }

    void DSP0226_R7_7_1_partsOfAnObject()
    {
        QFETCH(QString, fragment);
        QFETCH(QString, told);
        ProviderFixture at({.jobs = false});
        const CimPath pool = at.pool(u"gold"_s, MiB);
        const Envelope request = requestOf(Wsman::Get{fragment}, pool);
        static const QRegularExpression prefix(u"(</?)[a-z]+[0-9]*:([A-Z][A-Za-z]+)(?=[ />])"_s);
        const QString text = QString::fromUtf8(bytesOf(at, request));
        if (told.isEmpty()) {
            QVERIFY2(text.contains("<s:Value>wsman:CannotProcessFilter</s:Value>"_L1),
                     qPrintable(text));
            QVERIFY(text.contains("http://schemas.dmtf.org/wbem/wsman/1/wsman/fault<"_L1));
            return;
        }
        const QString plain = QString(text).replace(prefix, u"\\1\\2"_s);
        QVERIFY2(plain.contains(told), qPrintable(plain));
        // The reply says which part it is.
        QVERIFY(text.contains(
            u"<wsman:FragmentTransfer s:mustUnderstand=\"true\">%1</wsman:FragmentTransfer>"_s.arg(
                fragment)));
        const auto read = readReply(text.toUtf8(), request);
        QVERIFY(read && std::holds_alternative<Wsman::FragmentReply>(read->body));
    }

    void aQueryWithColumnsTellsThemAlone()
    {
        ProviderFixture at({.jobs = false});
        at.pool(u"gold"_s, MiB);
        const Envelope request = requestOf(
            asking(Wsman::WqlFilter{u"SELECT TotalManagedSpace, ElementName, Caption, __CLASS "
                                    "FROM CIM_StoragePool WHERE ElementName = 'gold'"_s},
                   Wsman::Mode::Objects),
            any());
        const QByteArray text = bytesOf(at, request);
        // In the order of their names, in no namespace, no key unless selected.
        QVERIFY2(text.contains("<wsman:Items><wsman:XmlFragment>"
                               "<__CLASS>MSISCSITARGET_StoragePool</__CLASS>"
                               "<Caption xsi:nil=\"true\"/><ElementName>gold</ElementName>"
                               "<TotalManagedSpace>1048576</TotalManagedSpace>"
                               "</wsman:XmlFragment></wsman:Items>"),
                 text.constData());
    }

    void queriesOnAllClassesAndOnOne()
    {
        ProviderFixture at({.jobs = false});
        at.pool(u"gold"_s, MiB);
        at.pool(u"silver"_s, 2 * MiB);
        const Wsman::WqlFilter wanted{
            u"SELECT * FROM MSISCSITARGET_StoragePool WHERE ElementName LIKE 'g%' OR "
            "(TotalManagedSpace > 1048576 AND NOT Primordial = TRUE)"_s};
        const QStringList both{u"gold"_s, u"silver"_s};
        QCOMPARE(namesOf(at.send(asking(wanted), any())), both);
        QCOMPARE(namesOf(at.send(asking(wanted), poolClass())), both);
        QCOMPARE(
            namesOf(at.send(asking(wanted), CimPath(nameSpace, u"MSISCSITARGET_StoragePool"_s))),
            both);
        QCOMPARE(subcode(at.send(asking(wanted), CimPath(nameSpace, u"CIM_StorageExtent"_s))),
                 u"CannotProcessFilter"_s);
    }

    void whatIsWrongWithAQueryIsSaidWithItsPlace()
    {
        ProviderFixture at;
        const auto broken = at.send(
            asking(Wsman::WqlFilter{u"SELECT * FROM CIM_StoragePool WHERE Colour = 1"_s}), any());
        QCOMPARE(subcode(broken), u"CannotProcessFilter"_s);
        QCOMPARE(number(broken), 0x80041017ULL);
        QCOMPARE(std::get<Wsman::Fault>(broken).cimStatus, 15u);
        QVERIFY(std::get<Wsman::Fault>(broken).reason.contains("at character 37"_L1));
        QCOMPARE(subcode(at.send(asking(Wsman::WqlFilter{u"SELECT * FROM CIM_Nothing"_s}), any())),
                 u"DestinationUnreachable"_s);
    }

    void associatorsOfAnObjectByQuery()
    {
        ProviderFixture at({.jobs = false});
        const CimPath pool = at.pool(u"gold"_s, MiB);
        CimPath bare = pool;
        bare.setNameSpace({});
        const auto ends = at.send(
            asking(Wsman::WqlFilter{
                u"ASSOCIATORS OF {%1} WHERE AssocClass=CIM_HostedStoragePool "
                "ResultClass=CIM_System ResultRole=GroupComponent"_s.arg(bare.toText())}),
            any());
        QVERIFY2(std::holds_alternative<Wsman::Items>(ends), qPrintable(subcode(ends)));
        QCOMPARE(std::get<Wsman::Items>(ends).instances.size(), 1);
        QCOMPARE(std::get<Wsman::Items>(ends).instances.first().path(), at.system());
        const auto links = at.send(
            asking(Wsman::WqlFilter{u"REFERENCES OF {%1} WHERE ResultClass=CIM_HostedStoragePool"_s
                                        .arg(bare.toText())}),
            any());
        QCOMPARE(std::get<Wsman::Items>(links).instances.size(), 1);
        QCOMPARE(subcode(at.send(asking(Wsman::WqlFilter{
                                     u"ASSOCIATORS OF {CIM_StoragePool.InstanceID=\"x\"}"_s}),
                                 any())),
                 u"DestinationUnreachable"_s);
    }

    void anAssociationFilterMayAskForSomePropertiesOnly()
    {
        ProviderFixture at({.jobs = false});
        const CimPath pool = at.pool(u"gold"_s, MiB);
        const Wsman::AssociationFilter filter{.object = at.system(),
                                              .associationClass = u"CIM_HostedStoragePool"_s,
                                              .role = {},
                                              .resultClass = {},
                                              .resultRole = u"PartComponent"_s,
                                              .resultProperties = {u"ElementName"_s, u"Odd"_s}};
        const auto items = std::get<Wsman::Items>(at.send(asking(filter), any()));
        QCOMPARE(items.instances.size(), 2);
        for (const CimInstance &instance : items.instances) {
            QCOMPARE(instance.properties().size(), 1);
            QVERIFY(instance.has(u"ElementName"));
            QVERIFY(at.get(instance.path())); // and yet it is known which it is
        }
        Wsman::AssociationFilter wrongEnd = filter;
        wrongEnd.resultRole = u"GroupComponent"_s;
        QVERIFY(std::get<Wsman::Items>(at.send(asking(wrongEnd), any())).instances.isEmpty());
    }

    void selectorFilters_data()
    {
        QTest::addColumn<QList<QStringList>>("selectors");
        QTest::addColumn<QStringList>("found"); // "!": refused
        QTest::newRow("boolean") << QList<QStringList>{{u"Primordial"_s, u"false"_s}}
                                 << QStringList{u"gold"_s, u"silver"_s};
        QTest::newRow("both") << QList<QStringList>{{u"primordial"_s, u"false"_s},
                                                    {u"ElementName"_s, u"GOLD"_s}}
                              << QStringList{u"gold"_s};
        QTest::newRow("number") << QList<QStringList>{{u"TotalManagedSpace"_s, u"2097152"_s}}
                                << QStringList{u"silver"_s};
        QTest::newRow("none") << QList<QStringList>{{u"ElementName"_s, u"x"_s}} << QStringList{};
        QTest::newRow("unknown") << QList<QStringList>{{u"Colour"_s, u"x"_s}}
                                 << QStringList{u"!"_s};
        QTest::newRow("array") << QList<QStringList>{{u"OperationalStatus"_s, u"2"_s}}
                               << QStringList{u"!"_s};
        QTest::newRow("no number")
            << QList<QStringList>{{u"TotalManagedSpace"_s, u"much"_s}} << QStringList{u"!"_s};
    }

    void selectorFilters()
    {
        QFETCH(QList<QStringList>, selectors);
        QFETCH(QStringList, found);
        ProviderFixture at({.jobs = false});
        at.pool(u"gold"_s, MiB);
        at.pool(u"silver"_s, 2 * MiB);
        Wsman::SelectorFilter filter;
        for (const QStringList &each : selectors)
            filter.selectors.append({each[0], each[1]});
        const auto body = at.send(asking(filter), poolClass());
        if (found.value(0) == "!"_L1)
            QCOMPARE(subcode(body), u"CannotProcessFilter"_s);
        else
            QCOMPARE(namesOf(body), found);
    }

    void keysBelongToObjects()
    {
        ProviderFixture at;
        const auto body = at.send(asking({}), at.location());
        QCOMPARE(subcode(body), u"InvalidSelectors"_s);
        QCOMPARE(number(body), 0x80338108ULL);
    }

    void modes()
    {
        ProviderFixture at({.jobs = false});
        at.pool(u"gold"_s, MiB);
        const auto items = [&](Wsman::Mode mode) {
            return bytesOf(at, requestOf(asking({}, mode), poolClass()));
        };
        const QByteArray objects = items(Wsman::Mode::Objects), paths = items(Wsman::Mode::Paths),
                         both = items(Wsman::Mode::ObjectsAndPaths);
        QCOMPARE(objects.count(":ElementName>"), 4); // opened and closed, twice
        QVERIFY(!objects.contains("EndpointReference"));
        QCOMPARE(paths.count("<wsa:EndpointReference>"), 2);
        QVERIFY(!paths.contains("ElementName"));
        QCOMPARE(both.count("<wsman:Item>"), 2);
        QCOMPARE(both.count("<wsa:EndpointReference>"), 2);
        for (const QByteArray &text : {objects, paths, both}) {
            QVERIFY(text.contains("<wsen:EnumerationContext/>"));
            QVERIFY(text.contains("<wsman:EndOfSequence/>"));
            QVERIFY(text.contains("xml:lang=\"en-US\"")); // DSP0226 R6.3-4
        }
    }

    void referencesHaveTheFormOfTheRequest()
    {
        ProviderFixture at;
        Envelope request = requestOf(asking({}, Wsman::Mode::Paths), poolClass());
        request.form = UriForm::Dmtf;
        const QByteArray text = bytesOf(at, request);
        const qsizetype first = text.indexOf("<wsman:Selector ");
        QVERIFY2(text.mid(first).startsWith("<wsman:Selector Name=\"__cimnamespace\">"),
                 text.constData());
        QVERIFY(text.contains("http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/MSISCSITARGET_"));
    }

    // What a strict server checks, so that no client gets used to less.
    void aPullRepeatsWhatTheEnumerateAskedFor()
    {
        ProviderFixture at({.jobs = false});
        at.pool(u"a"_s, MiB);
        at.pool(u"b"_s, MiB);
        const auto open = [&](bool optimize) {
            return std::get<Wsman::Items>(
                at.send(Wsman::Enumerate{.filter = {}, .optimize = optimize, .maxElements = 1},
                        poolClass()));
        };
        const QString context = open(true).context;
        const auto other = at.send(Wsman::Pull{context, 2}, poolClass());
        QCOMPARE(subcode(other), u"InvalidParameter"_s);
        QCOMPARE(number(other), 0x803381adULL);
        const auto same = at.send(Wsman::Pull{context, 1}, poolClass());
        QCOMPARE(std::get<Wsman::Items>(same).instances.size(), 1);
        // Nothing was asked for where the first reply held nothing.
        const auto first = at.send(Wsman::Pull{open(false).context, 3}, poolClass());
        QCOMPARE(std::get<Wsman::Items>(first).instances.size(), 3);
    }

    void maxCharactersLimitsAPage()
    {
        ProviderFixture at({.jobs = false});
        for (int i = 0; i < 10; ++i)
            at.pool(u"p%1"_s.arg(i), MiB);
        const auto context = std::get<Wsman::Items>(
                                 at.send(Wsman::Enumerate{.filter = {}, .optimize = false},
                                         poolClass()))
                                 .context;
        const auto page = std::get<Wsman::Items>(
            at.send(Wsman::Pull{.context = context, .maxElements = 100, .maxCharacters = 30'000},
                    poolClass()));
        QVERIFY(!page.instances.isEmpty() && page.instances.size() < 11);
        QVERIFY(!page.end);
    }

    void DSP0226_R8_2_3_5_whatIsLeftOverIsPulled()
    {
        ProviderFixture at({.jobs = false});
        at.pool(u"a"_s, MiB);
        at.pool(u"b"_s, MiB);
        const auto first = std::get<Wsman::Items>(
            at.send(Wsman::Enumerate{.filter = {}, .maxElements = 2}, poolClass()));
        QCOMPARE(first.instances.size(), 2);
        QVERIFY(!first.end && !first.context.isEmpty());
        const auto rest = std::get<Wsman::Items>(
            at.send(Wsman::Pull{first.context, 2}, poolClass()));
        QCOMPARE(rest.instances.size(), 1);
        QVERIFY(rest.end && rest.context.isEmpty());
    }

    void whatHasGoneIsNotTold()
    {
        ProviderFixture at({.jobs = false});
        const CimPath a = at.pool(u"a"_s, MiB);
        at.pool(u"b"_s, MiB);
        const auto context = std::get<Wsman::Items>(
                                 at.send(Wsman::Enumerate{.filter = {}, .optimize = false},
                                         poolClass()))
                                 .context;
        QCOMPARE(at.callService(u"DeleteStoragePool"_s, {{u"Pool"_s, ref(a)}}).code, 0u);
        const auto page = std::get<Wsman::Items>(at.send(Wsman::Pull{context, 100}, poolClass()));
        QCOMPARE(page.instances.size(), 2);
        QVERIFY(page.end);
    }

    // Clients that say the namespace once only.
    void aPullNeedsNoNamespace()
    {
        ProviderFixture at({.jobs = false});
        at.pool(u"a"_s, MiB);
        Envelope request = requestOf(Wsman::Enumerate{.filter = {}, .optimize = false},
                                     poolClass());
        request.form = UriForm::Dmtf;
        const auto opened = at.await(at.provider().responder()(request, admin));
        request.target = CimPath({}, u"CIM_StoragePool"_s);
        request.messageId = newMessageId();
        request.body = Wsman::Pull{std::get<Wsman::Items>(opened->body).context, 10};
        const QByteArray text = bytesOf(at, request);
        QVERIFY2(text.contains(
                     "<wsman:Selector Name=\"__cimnamespace\">Root/CIMv2/Storage/iScsiTarget<"),
                 text.constData());
        request.body = Wsman::Get();
        request.target = CimPath({}, u"MSISCSITARGET_StoragePool"_s, at.location().keys());
        request.messageId = newMessageId();
        QVERIFY(bytesOf(at, request).contains(":ElementName>")); // the one that has the class
    }

    void strangersAreNotToldTheVersion()
    {
        ProviderFixture at;
        const Responder responder = at.provider().responder();
        Envelope request;
        request.body = Wsman::Identify{QString(Names::identify)};
        const auto masked = at.await(responder(request, {}));
        const auto known = at.await(responder(request, admin));
        const auto &a = std::get<Wsman::IdentifyReply>(masked->body);
        const auto &b = std::get<Wsman::IdentifyReply>(known->body);
        QCOMPARE(a.productVersion, u"0.0.0"_s);
        QVERIFY(b.productVersion != a.productVersion);
        QCOMPARE(a.productVendor, b.productVendor);
        const QByteArray text = writeEnvelope(*masked);
        QVERIFY2(text.contains(Names::identify.data()),
                 text.constData()); // in the spelling of the request
        QVERIFY(!text.contains("RelatesTo"));
    }
};

QTEST_GUILESS_MAIN(tst_TargetReads)
#include "tst_targetreads.moc"
