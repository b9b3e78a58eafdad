// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// child-pool create|modify|delete of the real program: defaults, checks before sending, exit codes.

#include "tests/support/clihome.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class TestCliChildPool : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_home = std::make_unique<CliHome>(); }
    void CP_R10_aChildPoolOfThePrimordialOne();
    void CP_R12_CP_R13_termsForEachParent();
    void CP_R14_oneSharedLimit();
    void CP_R21_foldersGoToTheirParent();
    void problemsAreSaidBeforeSending_data();
    void problemsAreSaidBeforeSending();
    void dryRunSendsNothing();
    void settingsThenResourcesAreChanged();
    void aPoolInUseStays();

private:
    QJsonObject only(const QString &name, const QString &className = u"CIM_ResourcePool"_s);
    CliHome::Result create(const QStringList &arguments)
    {
        return m_home->runHere(QStringList{u"child-pool"_s, u"create"_s, u"--wait"_s} + arguments);
    }
    void made(const QStringList &arguments)
    {
        const auto result = create(arguments);
        QVERIFY2(result.code == 0, result.all().constData());
    }

    std::unique_ptr<CliHome> m_home;
};

// The properties of the pool of that PoolID, as `enumerate` tells them.
QJsonObject TestCliChildPool::only(const QString &name, const QString &className)
{
    const auto listed = m_home->runHere(
        {u"enumerate"_s, className, u"--namespace"_s, u"Root/Virtualization/V2"_s});
    const QJsonObject whole = listed.json();
    for (const QJsonValue &array : whole) {
        for (const QJsonValue &object : array.toArray()) {
            const QJsonObject found = object.toObject();
            const QJsonObject properties = found.contains(u"properties"_s)
                ? found.value(u"properties"_s).toObject()
                : found;
            if (properties.value(u"PoolID"_s).toString() == name)
                return properties;
        }
    }
    return {};
}

void TestCliChildPool::CP_R10_aChildPoolOfThePrimordialOne()
{
    const auto result = create({u"--name"_s, u"web"_s, u"--type"_s, u"memory"_s, u"--reservation"_s,
                                u"64MiB"_s, u"--limit"_s, u"128MiB"_s, u"--notes"_s,
                                u"for <web>"_s});
    QVERIFY2(result.code == 0, result.all().constData());
    QVERIFY(result.json().value(u"pool"_s).toString().contains(u"Msvm_ResourcePool"_s));
    QCOMPARE(only(u"web"_s).value(u"Capacity"_s).toString(), u"128"_s);
    QCOMPARE(only(u"web"_s, u"Msvm_ResourcePoolSettingData"_s).value(u"Notes"_s).toString(),
             u"for <web>"_s);
}

void TestCliChildPool::CP_R12_CP_R13_termsForEachParent()
{
    made({u"--name"_s, u"a"_s, u"--type"_s, u"4"_s, u"--reservation"_s, u"64MiB"_s});
    made({u"--name"_s, u"b"_s, u"--type"_s, u"4"_s, u"--reservation"_s, u"64MiB"_s});
    made({u"--name"_s, u"both"_s, u"--parent"_s, u"a"_s, u"--parent"_s, u"b"_s, u"--reservation"_s,
          u"16MiB"_s, u"--reservation"_s, u"32MiB"_s});
    QCOMPARE(only(u"a"_s).value(u"Reserved"_s).toString(), u"16"_s);
    QCOMPARE(only(u"b"_s).value(u"Reserved"_s).toString(), u"32"_s);
    const auto wrong = create({u"--name"_s, u"c"_s, u"--parent"_s, u"a"_s, u"--limit"_s, u"1MiB"_s,
                               u"--limit"_s, u"2MiB"_s});
    QCOMPARE(wrong.code, 2);
    QVERIFY(only(u"c"_s).isEmpty());
}

void TestCliChildPool::CP_R14_oneSharedLimit()
{
    made({u"--name"_s, u"a"_s, u"--type"_s, u"memory"_s, u"--limit"_s, u"64MiB"_s});
    made({u"--name"_s, u"b"_s, u"--type"_s, u"memory"_s, u"--limit"_s, u"64MiB"_s});
    made({u"--name"_s, u"both"_s, u"--parent"_s, u"a"_s, u"--parent"_s, u"b"_s, u"--shared"_s,
          u"--limit"_s, u"100MiB"_s});
    QCOMPARE(only(u"both"_s).value(u"Capacity"_s).toString(), u"100"_s);
    const auto alone = create({u"--name"_s, u"c"_s, u"--parent"_s, u"a"_s, u"--shared"_s});
    QCOMPARE(alone.code, 2);
}

void TestCliChildPool::CP_R21_foldersGoToTheirParent()
{
    const auto locations = m_home->runHere({u"location"_s, u"list"_s});
    const QString folder = locations.json().value(u"locations"_s)[0][u"folder"_s].toString();
    QVERIFY2(!folder.isEmpty(), locations.all().constData());
    made(
        {u"--name"_s, u"vhd"_s, u"--type"_s, u"virtual hard disk"_s, u"--host-resource"_s, folder});
    const auto wrong = create(
        {u"--name"_s, u"vhd2"_s, u"--type"_s, u"31"_s, u"--host-resource"_s, u"/nowhere/at/all"_s});
    QCOMPARE(wrong.code, 2);
}

void TestCliChildPool::problemsAreSaidBeforeSending_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QStringList &arguments, const QString &words) {
        QTest::newRow(name) << arguments << words;
    };
    row("CP_R7 no name", {u"--type"_s, u"memory"_s}, u"--name"_s);
    row("CP_R7 blank name", {u"--name"_s, u"  "_s, u"--type"_s, u"memory"_s}, u"blanks"_s);
    row("CP_R8 taken", {u"--name"_s, u"PRIMORDIAL"_s, u"--type"_s, u"memory"_s}, u"Primordial"_s);
    row("CP_R19 no such type", {u"--name"_s, u"a"_s, u"--type"_s, u"lampshade"_s}, u"lampshade"_s);
    row("no type", {u"--name"_s, u"a"_s}, u"--type"_s);
    row("CP_R10 no such parent",
        {u"--name"_s, u"a"_s, u"--type"_s, u"memory"_s, u"--parent"_s, u"nobody"_s}, u"nobody"_s);
    row("CP_R20 above the limit",
        {u"--name"_s, u"a"_s, u"--type"_s, u"memory"_s, u"--reservation"_s, u"2MiB"_s, u"--limit"_s,
         u"1MiB"_s},
        u"above the limit"_s);
    row("CP_R20 above all there is",
        {u"--name"_s, u"a"_s, u"--type"_s, u"memory"_s, u"--reservation"_s, u"9999PiB"_s},
        u"left to reserve"_s);
    row("part of a unit",
        {u"--name"_s, u"a"_s, u"--type"_s, u"memory"_s, u"--reservation"_s, u"5"_s}, u"steps of"_s);
    row("no number", {u"--name"_s, u"a"_s, u"--type"_s, u"3"_s, u"--limit"_s, u"many"_s},
        u"number"_s);
}

void TestCliChildPool::problemsAreSaidBeforeSending()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, words);
    const auto result = m_home->run(
        QStringList{u"child-pool"_s, u"create"_s, u"--store"_s, m_home->store()} + arguments);
    QCOMPARE(result.code, 2);
    QVERIFY(result.out.isEmpty());
    QVERIFY2(result.err.contains(words.toUtf8()), result.err.constData());
    const auto history = m_home->runHere({u"history"_s});
    for (const QJsonValue &array : history.json())
        QVERIFY2(array.toArray().isEmpty(), history.all().constData());
}

void TestCliChildPool::dryRunSendsNothing()
{
    const auto result = m_home->runHere({u"child-pool"_s, u"create"_s, u"--name"_s, u"<web>"_s,
                                         u"--type"_s, u"memory"_s, u"--dry-run"_s});
    QVERIFY2(result.code == 0, result.all().constData());
    const QString request = result.json().value(u"request"_s).toString();
    QVERIFY(request.contains(u"CreatePool"_s));
    QVERIFY(request.contains(u"AllocationSettings"_s));
    QVERIFY(!request.contains(u"<web>"_s));
    QVERIFY(only(u"<web>"_s).isEmpty());
}

void TestCliChildPool::settingsThenResourcesAreChanged()
{
    made({u"--name"_s, u"gold"_s, u"--type"_s, u"memory"_s, u"--reservation"_s, u"64MiB"_s});
    const auto changed = m_home->runHere({u"child-pool"_s, u"modify"_s, u"gold"_s, u"--name"_s,
                                          u"platinum"_s, u"--reservation"_s, u"32MiB"_s,
                                          u"--wait"_s});
    QVERIFY2(changed.code == 0, changed.all().constData());
    QVERIFY(only(u"gold"_s).isEmpty());
    QVERIFY(!only(u"platinum"_s).isEmpty());
    QCOMPARE(only(QString()).isEmpty(), false);
    // Two requests are one JSON value.
    const auto shown = m_home->runHere({u"child-pool"_s, u"modify"_s, u"platinum"_s, u"--name"_s,
                                        u"tin"_s, u"--reservation"_s, u"16MiB"_s, u"--dry-run"_s});
    QVERIFY2(shown.code == 0, shown.all().constData());
    const QJsonDocument both = QJsonDocument::fromJson(shown.out);
    QVERIFY2(both.isArray() && both.array().size() == 2, shown.all().constData());
    QVERIFY(both.array().at(1)[u"request"_s].toString().contains(u"ModifyPoolResources"_s));
    const auto same = m_home->runHere(
        {u"child-pool"_s, u"modify"_s, u"platinum"_s, u"--reservation"_s, u"32MiB"_s});
    QCOMPARE(same.code, 2); // nothing would change
    const auto root = m_home->runHere(
        {u"child-pool"_s, u"modify"_s, u"Primordial"_s, u"--name"_s, u"x"_s});
    QCOMPARE(root.code, 2);
    const auto gone = m_home->runHere({u"child-pool"_s, u"delete"_s, u"platinum"_s, u"--wait"_s});
    QVERIFY2(gone.code == 0, gone.all().constData());
    QVERIFY(only(u"platinum"_s).isEmpty());
}

void TestCliChildPool::aPoolInUseStays()
{
    made({u"--name"_s, u"top"_s, u"--type"_s, u"memory"_s, u"--reservation"_s, u"64MiB"_s});
    made({u"--name"_s, u"below"_s, u"--parent"_s, u"top"_s});
    const auto refused = m_home->runHere({u"child-pool"_s, u"delete"_s, u"top"_s, u"--wait"_s});
    QCOMPARE(refused.code, 1);
    QCOMPARE(refused.json().value(u"error"_s)[u"code"_s].toInt(), 32774);
    QVERIFY(!only(u"top"_s).isEmpty());
}

QTEST_GUILESS_MAIN(TestCliChildPool)
#include "tst_clichildpool.moc"
