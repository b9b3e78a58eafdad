// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the client makes of every number at a boundary of every declared method. The rules below say
// it once more by hand, from the documents and not from the tables.

#include "services/schema/replyfailure.h"
#include "services/schema/schema.h"

#include <QTest>

#include <algorithm>

Q_DECLARE_METATYPE(const Cistern::MethodDecl *)

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using Cause = Failure::Cause;

namespace {
// What a code comes to; the causes of failures have their own names.
constexpr int done = -1, started = -2;

int outcomeOf(const MethodDecl &decl, quint64 code)
{
    const auto failure = failureOf(decl, {.returnValue = code, .outs = {}});
    if (failure)
        return int(failure->cause);
    return decl.meaning(code) == Meaning::JobStarted ? started : done;
}

const MethodDecl &method(QLatin1StringView nameSpace, QLatin1StringView name)
{
    for (const MethodDecl *decl : Schema::methods()) {
        if (decl->nameSpace == nameSpace && decl->name == name)
            return *decl;
    }
    qFatal("no such method");
}

struct Expected
{
    quint64 code;
    int outcome;
};

void fill(QLatin1StringView nameSpace, std::initializer_list<QLatin1StringView> names,
          std::initializer_list<Expected> codes)
{
    QTest::addColumn<const MethodDecl *>("decl");
    QTest::addColumn<quint64>("code");
    QTest::addColumn<int>("outcome");
    for (const QLatin1StringView name : names) {
        for (const Expected &each : codes)
            QTest::addRow("%s %llu", name.data(), static_cast<unsigned long long>(each.code))
                << &method(nameSpace, name) << each.code << each.outcome;
    }
}

void compare()
{
    QFETCH(const MethodDecl *, decl);
    QFETCH(quint64, code);
    QFETCH(int, outcome);
    QCOMPARE(outcomeOf(*decl, code), outcome);
}

constexpr int notSupported = int(Cause::NotSupported), unknown = int(Cause::OutcomeUnknown),
              fault = int(Cause::ServerFault), invalid = int(Cause::InvalidValue),
              inUse = int(Cause::InUse), size = int(Cause::SizeNotSupported),
              denied = int(Cause::Denied), notFound = int(Cause::NotFound),
              exists = int(Cause::Exists);
} // namespace

class TestReturnCodes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Each number of the tables, its neighbours, and what no table has.
    void everyBoundaryOfEveryMethodIsDecodedByItsOwnTable()
    {
        for (const MethodDecl *decl : Schema::methods()) {
            QList<quint64> codes{
                0, 1, 5, 4095, 4096, 4097, 32767, 32768, 65535, 65536, Q_UINT64_C(4294967295)};
            for (const CodeDecl &row : decl->codes)
                codes << row.first << row.last << quint64(row.last) + 1;
            for (const quint64 code : std::as_const(codes)) {
                const QString what = u"%1.%2 %3"_s.arg(decl->className, decl->name).arg(code);
                const auto failure = failureOf(*decl, {.returnValue = code, .outs = {}});
                const auto row = std::find_if(decl->codes.begin(), decl->codes.end(),
                                              [code](const CodeDecl &each) {
                                                  return code >= each.first && code <= each.last;
                                              });
                const Meaning meaning = row == decl->codes.end() ? Meaning::Reserved : row->meaning;
                const bool good = meaning == Meaning::Done || meaning == Meaning::JobStarted;
                QVERIFY2(failure.has_value() != good, qPrintable(what));
                if (!failure)
                    continue;
                QVERIFY2(failure->code == quint32(code), qPrintable(what));
                QVERIFY2(failure->stage == Failure::Stage::Operation, qPrintable(what));
                QVERIFY2((failure->cause == Cause::OutcomeUnknown) == isOutcomeUnknown(meaning),
                         qPrintable(what));
                // A reserved or vendor number is never taken for one of its neighbours.
                if (meaning == Meaning::Reserved || meaning == Meaning::Vendor)
                    QVERIFY2(failure->cause == Cause::ServerFault, qPrintable(what));
            }
            // Rows neither overlap nor stand in disorder: the first that fits decides.
            for (size_t i = 1; i < decl->codes.size(); ++i)
                QVERIFY2(decl->codes[i].first > decl->codes[i - 1].last,
                         qPrintable(QString(decl->name)));
            // No job can be started by a method that could not name it.
            const bool starts = std::any_of(
                decl->codes.begin(), decl->codes.end(),
                [](const CodeDecl &row) { return row.meaning == Meaning::JobStarted; });
            const bool ofJob = decl->className.contains("ConcreteJob"_L1);
            QVERIFY2(!starts || decl->param(u"Job") || ofJob, qPrintable(QString(decl->name)));
        }
    }

    void SP_R38_storagePoolCodes_data()
    {
        fill(Schema::iscsiTarget,
             {"CreateOrModifyStoragePool"_L1, "CreateOrModifyElementFromStoragePool"_L1,
              "CreateReplica"_L1},
             {{0, done},
              {1, notSupported},
              {2, unknown},
              {3, unknown},
              {4, fault},
              {5, invalid},
              {6, inUse},
              {7, fault},
              {8, fault},
              {4095, fault},
              {4096, started},
              {4097, size},
              {4098, fault},
              {4099, fault},
              {32767, fault},
              {32768, fault},
              {65535, fault},
              {65536, fault}});
    }
    void SP_R38_storagePoolCodes() { compare(); }

    void SP_R38_whatDeletesHasNoSize_data()
    {
        fill(Schema::iscsiTarget, {"DeleteStoragePool"_L1, "ReturnToStoragePool"_L1},
             {{0, done}, {6, inUse}, {4096, started}, {4097, fault}});
    }
    void SP_R38_whatDeletesHasNoSize() { compare(); }

    void PIPE_R29_pipeCodes_data()
    {
        fill(Schema::iscsiTarget, {"CreateOrModifyReplicationPipe"_L1},
             {{0, done},
              {1, notSupported},
              {2, unknown},
              {3, unknown},
              {4, fault},
              {5, invalid},
              {6, fault},
              {7, fault},
              {4095, fault},
              {4096, notSupported},
              {4097, fault},
              {32767, fault},
              {32768, fault},
              {65535, fault},
              {65536, fault}});
    }
    void PIPE_R29_pipeCodes() { compare(); }

    void CRP_R20_rootPoolCodes_data()
    {
        fill(Schema::hypervCluster,
             {"CreateResourcePool"_L1, "AddResourcesToResourcePool"_L1,
              "RemoveResourcesFromResourcePool"_L1},
             {{0, done},
              {1, notSupported},
              {2, unknown},
              {3, unknown},
              {4, fault},
              {5, invalid},
              {6, inUse},
              {7, invalid},
              {8, fault},
              {4095, fault},
              {4096, started},
              {4097, size},
              {4098, fault},
              {32767, fault},
              {32768, fault},
              {65535, fault}});
    }
    void CRP_R20_rootPoolCodes() { compare(); }

    // Eight belongs to the calls of child pools alone, and a delete has no size.
    void CRP_R20_childAndDeleteDiffer_data()
    {
        fill(Schema::hypervCluster, {"CreateChildResourcePool"_L1, "ChangeParentResourcePool"_L1},
             {{7, invalid}, {8, invalid}, {9, fault}, {4096, started}, {4097, size}});
    }
    void CRP_R20_childAndDeleteDiffer() { compare(); }
    void CRP_R20_deleteHasNoSize_data()
    {
        fill(Schema::hypervCluster, {"DeleteResourcePool"_L1},
             {{7, invalid}, {8, fault}, {4096, started}, {4097, fault}});
    }
    void CRP_R20_deleteHasNoSize() { compare(); }

    void CP_R25_childPoolCodes_data()
    {
        fill(Schema::virtualization,
             {"CreatePool"_L1, "ModifyPoolResources"_L1, "ModifyPoolSettings"_L1, "DeletePool"_L1},
             {{0, done},         {1, fault},
              {2, fault},        {4, fault},
              {5, fault},        {6, fault},
              {8, fault},        {4095, fault},
              {4096, started},   {4097, fault},
              {32767, fault},    {32768, fault},
              {32769, denied},   {32770, notSupported},
              {32771, unknown},  {32772, unknown},
              {32773, invalid},  {32774, inUse},
              {32775, inUse},    {32776, invalid},
              {32777, fault},    {32778, fault},
              {32779, fault},    {32780, invalid},
              {32781, notFound}, {32783, notFound},
              {32787, notFound}, {32788, exists},
              {32789, fault},    {32790, fault},
              {32791, fault},    {65535, fault}});
    }
    void CP_R25_childPoolCodes() { compare(); }

    void aSizeThatFitsIsOfferedAndNoneWhereNoneIsTold()
    {
        const MethodDecl &create = method(Schema::iscsiTarget, "CreateOrModifyStoragePool"_L1);
        const auto offered = failureOf(
            create, {.returnValue = 4097, .outs = {{u"Size"_s, CimValue::uint64(7)}}});
        QCOMPARE(offered->offered.toULongLong(), 7u);
        // CRP_R21: there is no Size to report through.
        const auto silent = failureOf(method(Schema::hypervCluster, "CreateResourcePool"_L1),
                                      {.returnValue = 4097, .outs = {}});
        QVERIFY(!silent->offered.isValid());
    }

    void theSiblingIsCalledWhereTheSystemSaysSo()
    {
        for (const QLatin1StringView name : {"GetSupportedSizes"_L1, "GetSupportedSizeRange"_L1})
            QCOMPARE(method(Schema::iscsiTarget, name).meaning(2), Meaning::UseSibling);
    }

    void withoutANumberNothingIsKnown()
    {
        const auto failure = failureOf(method(Schema::virtualization, "CreatePool"_L1), {});
        QCOMPARE(failure->cause, Cause::OutcomeUnknown);
    }
};

QTEST_GUILESS_MAIN(TestReturnCodes)
#include "tst_returncodes.moc"
