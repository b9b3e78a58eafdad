// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What classes look like to people: every class of the tree has a row, icons exist, types have
// names.

#include "services/inventory/shape.h"
#include "services/schema/schema.h"
#include "ui/text/presentation.h"
#include "ui/text/units.h"

#include <QFile>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class TestPresentation : public QObject
{
    Q_OBJECT

private slots:
    void everyHeadingHasATitle();
    void everyDeclaredObjectHasAKindThatItsIconExistsFor();
    void aSubclassLooksLikeItsBase();
    void everyListKindHasColumnsWithNames();
    void roundTripsKeepATenth();
    void typesAreNamedByWhatTheyAre();
};

void TestPresentation::everyHeadingHasATitle()
{
    for (const Shape::GroupRow &row : Shape::groups()) {
        if (row.name.isEmpty())
            continue; // known, but below no heading
        const QString name(row.name);
        QVERIFY2(groupTitle(name) != name, row.name.data());
    }
}

void TestPresentation::everyDeclaredObjectHasAKindThatItsIconExistsFor()
{
    for (const ClassDecl *decl : Schema::classes()) {
        const QString nameSpace(decl->nameSpace);
        const QString name(decl->name);
        const bool shown = decl->isA(u"CIM_StoragePool") || decl->isA(u"CIM_ResourcePool")
            || decl->isA(u"CIM_StorageExtent") || decl->isA(u"CIM_NetworkPipe")
            || decl->isA(u"CIM_ProtocolEndpoint") || decl->isA(u"CIM_LogicalDevice")
            || decl->isA(u"CIM_ConcreteJob");
        if (!shown)
            continue;
        for (const Variant variant : {Variant::Plain, Variant::Primordial, Variant::Child}) {
            const Presentation &row = presentationOf(nameSpace, name, variant);
            QVERIFY2(!kindText(row).isEmpty(), qPrintable(name));
            QVERIFY2(!row.overview.empty(), qPrintable(name));
            QVERIFY2(QFile::exists(QStringLiteral(CISTERN_SOURCE_DIR) + u"/resources/icons/"_s
                                   + QString(row.icon) + u".svg"_s),
                     row.icon.data());
        }
    }
}

void TestPresentation::aSubclassLooksLikeItsBase()
{
    const auto kind = [](QLatin1StringView nameSpace, const QString &name, Variant variant) {
        return kindText(presentationOf(QString(nameSpace), name, variant));
    };
    QCOMPARE(kind(Schema::virtualization, u"Msvm_ProcessorPool"_s, Variant::Plain),
             u"Hyper-V child pool"_s);
    QCOMPARE(kind(Schema::virtualization, u"msvm_processorpool"_s, Variant::Primordial),
             u"Hyper-V host pool"_s);
    QCOMPARE(kind(Schema::hypervCluster, u"CISTERN_ResourcePool"_s, Variant::Plain),
             u"Cluster root pool"_s);
    // The same base class is another thing in another namespace.
    QCOMPARE(kind(Schema::hypervCluster, u"CISTERN_StorageExtent"_s, Variant::Plain), u"Extent"_s);
    QCOMPARE(kind(Schema::iscsiTarget, u"MSISCSITARGET_StorageVolume"_s, Variant::Child),
             u"Volume"_s);
    QCOMPARE(kind(Schema::iscsiTarget, u"VENDOR_Thing"_s, Variant::Plain), QString());
    QCOMPARE(iconName(*CimPath::fromText(
                 u"Root/CIMv2/Storage/iScsiTarget:MSISCSITARGET_StoragePool.InstanceID=\"a\""_s)),
             u"pool"_s);
}

void TestPresentation::everyListKindHasColumnsWithNames()
{
    QStringList kinds;
    for (const ListKind &kind : listKinds()) {
        kinds.append(kind.name);
        QVERIFY2(!kind.columns().empty(), kind.name.data());
        QSet<QString> names;
        for (const Field &field : kind.columns()) {
            QVERIFY2(!field.name.isEmpty(), field.property.data());
            QVERIFY2(!names.contains(field.name), field.name.data());
            names.insert(field.name);
        }
        for (const ListSource &source : kind.sources)
            QVERIFY2(
                presentationOf(QString(source.nameSpace), QString(source.className)).columns.data()
                    == kind.columns().data(),
                source.className.data());
    }
    QCOMPARE(kinds,
             (QStringList{u"pools"_s, u"extents"_s, u"volumes"_s, u"endpoints"_s, u"devices"_s,
                          u"pipes"_s, u"jobs"_s, u"resource-pools"_s}));
}

void TestPresentation::roundTripsKeepATenth()
{
    QCOMPARE(formatRoundTrip(0, QLocale::c()), u"0 ms"_s);
    QCOMPARE(formatRoundTrip(12, QLocale::c()), u"0.1 ms"_s);
    QCOMPARE(formatRoundTrip(812, QLocale::c()), u"0.8 ms"_s);
    QCOMPARE(formatRoundTrip(12'800, QLocale::c()), u"12 ms"_s);
}

void TestPresentation::typesAreNamedByWhatTheyAre()
{
    const auto pool = [](quint16 type, const QString &sub, const QString &other) {
        CimInstance made(*Schema::findClass(QString(Schema::virtualization), u"Msvm_ResourcePool"));
        made.set(u"ResourceType", CimValue::uint16(type));
        if (!sub.isEmpty())
            made.set(u"ResourceSubType", CimValue::string(sub));
        if (!other.isEmpty())
            made.set(u"OtherResourceType", CimValue::string(other));
        return resourceTypeText(made);
    };
    QCOMPARE(pool(31, u"Microsoft:Hyper-V:Virtual Hard Disk"_s, {}), u"Virtual hard disk"_s);
    QCOMPARE(pool(4, {}, {}), u"Memory"_s);
    QCOMPARE(pool(1, u"not this"_s, u"Microsoft:Hyper-V:VSS Component"_s), u"VSS Component"_s);
}

QTEST_GUILESS_MAIN(TestPresentation)
#include "tst_presentation.moc"
