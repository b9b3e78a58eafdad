// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What would undo a commit is prepared from what is known, and from nothing else.

#include "models/reversecall.h"
#include "services/schema/schema.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
CimPath pool(const QString &nameSpace, const QString &className)
{
    return CimPath(nameSpace, className, {{u"InstanceID"_s, CimValue::string(u"p"_s)}});
}

JobRecord done(const QString &nameSpace, const QString &service, const QString &method)
{
    JobRecord record;
    record.state = JobRecord::State::Succeeded;
    record.call = MethodCall(*Schema::findMethod(nameSpace, service, method),
                             CimPath(nameSpace, service, {{u"Name"_s, CimValue::string(u"s"_s)}}));
    return record;
}

JobRecord doneToPool()
{
    return done(Schema::iscsiTarget, u"MSISCSITARGET_StorageConfigurationService"_s,
                u"CreateOrModifyStoragePool"_s);
}
} // namespace

class TestReverseCall : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasMadeIsRemoved();
    void sizeAndNameGoBackToWhatTheyWere();
    void addedDevicesAreTakenOutAndBack();
    void nothingIsUndoneThatDidNotComeAbout();
};

void TestReverseCall::whatWasMadeIsRemoved()
{
    JobRecord record = doneToPool();
    QVERIFY(!reverseOf(record)); // nobody knows what it made
    record.result = pool(Schema::iscsiTarget, u"MSISCSITARGET_StoragePool"_s);
    const auto reverse = reverseOf(record);
    QVERIFY(reverse && !reverse->call.isValid());
    QCOMPARE(reverse->object, record.result);
}

void TestReverseCall::sizeAndNameGoBackToWhatTheyWere()
{
    JobRecord record = doneToPool();
    const CimPath path = pool(Schema::iscsiTarget, u"MSISCSITARGET_StoragePool"_s);
    record.call.setArgument(u"Pool", CimValue::reference(path));
    record.call.setArgument(u"Size", CimValue::uint64(2000));
    record.call.setArgument(u"ElementName", CimValue::string(u"new"_s));
    QVERIFY(!reverseOf(record)); // what was there before was not read
    CimInstance before(path.className());
    before.set(u"ElementName"_s, CimValue::string(u"old"_s));
    before.set(u"TotalManagedSpace"_s, CimValue::uint64(1000));
    record.subjectBefore = before;
    const auto reverse = reverseOf(record);
    QVERIFY(reverse && reverse->call.isValid());
    QCOMPARE(reverse->call.argument(u"ElementName").toString(), u"old"_s);
    QCOMPARE(reverse->call.argument(u"Size").toUnsigned(), quint64(1000));
    QCOMPARE(reverse->call.argument(u"Pool"), CimValue::reference(path));
    record.call.setArgument(u"InPools", CimValue::strings({path.toText()}));
    QVERIFY(!reverseOf(record)); // from what it was made before nobody knows
}

void TestReverseCall::addedDevicesAreTakenOutAndBack()
{
    const QString service = u"CIM_ResourcePoolConfigurationService"_s;
    JobRecord record = done(Schema::hypervCluster, service, u"AddResourcesToResourcePool"_s);
    const CimValue devices = CimValue::strings({u"a"_s, u"b"_s});
    record.call.setArgument(u"HostResources", devices);
    const auto out = reverseOf(record);
    QVERIFY(out && out->call.isValid());
    QCOMPARE(QString(out->call.decl().name), u"RemoveResourcesFromResourcePool"_s);
    QCOMPARE(out->call.argument(u"HostResources"), devices);
    record.call = out->call;
    const auto back = reverseOf(record);
    QVERIFY(back && back->call.isValid());
    QCOMPARE(QString(back->call.decl().name), u"AddResourcesToResourcePool"_s);
}

void TestReverseCall::nothingIsUndoneThatDidNotComeAbout()
{
    JobRecord record = doneToPool();
    record.result = pool(Schema::iscsiTarget, u"MSISCSITARGET_StoragePool"_s);
    for (const auto state : {JobRecord::State::Running, JobRecord::State::Failed,
                             JobRecord::State::Stopped, JobRecord::State::Checking}) {
        record.state = state;
        QVERIFY(!reverseOf(record));
    }
}

QTEST_GUILESS_MAIN(TestReverseCall)
#include "tst_reversecall.moc"
