// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Every failure has its sentences.

#include "ui/text/messages.h"

#include "services/jobs/jobcalls.h"
#include "services/jobs/joberror.h"
#include "services/provider/errortext.h"
#include "services/schema/replyfailure.h"
#include "services/schema/schema.h"
#include "ui/text/methodwords.h"

#include <QTest>

#include <cerrno>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class TestMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCauseHasProblemAndCause()
    {
        QStringList problems;
        for (int cause = 0; cause <= int(Failure::lastCause); ++cause) {
            const Message message = messageFor(Failure{.cause = Failure::Cause(cause)},
                                               {.system = u"iscsi01"_s});
            QVERIFY2(message.problem.endsWith(u'.'), qPrintable(QString::number(cause)));
            QVERIFY2(message.cause.endsWith(u'.'), qPrintable(QString::number(cause)));
            QVERIFY(!problems.contains(message.problem));
            problems.append(message.problem);
            if (Failure::Cause(cause) != Failure::Cause::Cancelled)
                QVERIFY2(message.fix.endsWith(u'.'), qPrintable(QString::number(cause)));
        }
    }

    void whatIsOfAnotherStoreNamesItsFolder()
    {
        const Message message = messageFor(Failure{.cause = Failure::Cause::NotSupported,
                                                   .stage = Failure::Stage::Input,
                                                   .parameter = u"store"_s,
                                                   .serverText = u"/srv/pools"_s},
                                           {.problem = u"It can't be looked at."_s});
        QVERIFY2(message.cause.contains(u"/srv/pools"_s), qPrintable(message.cause));
        QVERIFY2(message.fix.contains(u"--store"_s), qPrintable(message.fix));
    }

    void everyMeaningHasWords()
    {
        QStringList all;
        for (int meaning = 0; meaning <= int(Meaning::Vendor); ++meaning) {
            const QString words = meaningText(Meaning(meaning));
            QVERIFY2(!words.isEmpty(), qPrintable(QString::number(meaning)));
            QVERIFY2(!all.contains(words), qPrintable(words));
            all.append(words);
        }
    }

    // Done and started are no failures; all else says why and what to do.
    void everyCodeOfEveryMethodHasCauseAndFix()
    {
        for (const MethodDecl *method : Schema::methods()) {
            for (const CodeDecl &row : method->codes) {
                for (const quint32 code : {row.first, row.last}) {
                    const auto failure = failureOf(*method, {.returnValue = code, .outs = {}});
                    if (!failure)
                        continue;
                    const Message message = messageFor(*failure, {.method = method});
                    const QString what = method->name + u' ' + QString::number(code);
                    QVERIFY2(message.cause.endsWith(u'.'), qPrintable(what));
                    QVERIFY2(message.fix.endsWith(u'.'), qPrintable(what));
                    QVERIFY2(
                        message.details.contains(u"0x"_s + QString::number(code, 16).toUpper()),
                        qPrintable(what));
                    QVERIFY2(message.details.contains(meaningText(row.meaning)), qPrintable(what));
                }
            }
        }
    }

    void PIPE_R4_PIPE_R5_busyAndNotSupportedReadTheSame()
    {
        const Message busy = answered(pipe(), 4096), refused = answered(pipe(), 1);
        QCOMPARE(busy.cause, u"This system does not offer replication pipes."_s);
        QCOMPARE(refused.cause, busy.cause);
        QCOMPARE(refused.fix, busy.fix);
        QCOMPARE(refused.problem, busy.problem);
        QVERIFY(busy.details.contains(u"4096"_s) && refused.details.contains(u"code 1 "_s));
        QVERIFY(!QString(busy.problem + busy.cause + busy.fix).contains(u"busy"_s));
    }

    void PIPE_R14_aPeerThatDoesNotAnswerIsLookedForFirst()
    {
        QVERIFY(answered(pipe(), 3).fix.contains(u"Look at the pipes"_s));
    }

    void CP_R17_CP_R27_notSupportedNamesWhatIsNotSupported_data()
    {
        QTest::addColumn<int>("parents");
        QTest::addColumn<int>("settings");
        QTest::addColumn<bool>("shared");
        QTest::newRow("one limit for two parents") << 2 << 1 << true;
        QTest::newRow("a limit each") << 2 << 2 << false;
        QTest::newRow("one parent") << 1 << 1 << false; // CP.R18
    }
    void CP_R17_CP_R27_notSupportedNamesWhatIsNotSupported()
    {
        QFETCH(int, parents);
        QFETCH(int, settings);
        QFETCH(bool, shared);
        MethodCall call(createPool(), CimPath());
        QList<CimValue> paths;
        for (int i = 0; i < parents; ++i)
            paths.append(
                CimValue::reference(CimPath(QString(Schema::virtualization), u"Msvm_ResourcePool"_s,
                                            {{u"InstanceID"_s, CimValue::uint64(i)}})));
        call.setArgument(u"ParentPools", CimValue::array(CimType::Reference, paths));
        call.setArgument(u"AllocationSettings",
                         CimValue::strings(QStringList(settings, u"<INSTANCE/>"_s)));
        const auto failure = failureOf(call.decl(), {.returnValue = 32770, .outs = {}});
        const Message message = messageFor(*failure, {.call = &call});
        QCOMPARE(message.cause.contains(u"share one limit"_s), shared);
        QCOMPARE(message.fix,
                 shared ? u"Give each parent a setting of its own."_s
                        : u"Choose another system."_s);
        QCOMPARE(message.cause.contains(u"This target makes no child pools"_s), !shared);
    }

    void CP_R25_numbersThatClientsReadInAnotherWaySaySo_data()
    {
        QTest::addColumn<quint32>("code");
        QTest::addColumn<QString>("documented");
        QTest::addColumn<QString>("other");
        const auto row = [](quint32 code, const QString &documented, const QString &other) {
            QTest::addRow("%u", code) << code << documented << other;
        };
        row(32779, u"Vendor Reserved"_s, u"File not found"_s);
        row(32780, u"Insufficient Resources"_s, u"Not ready"_s);
        row(32783, u"Object Not Found"_s, u"Restart required"_s);
        row(32788, u"Object Exists"_s, u"Insufficient resources"_s);
        row(32789, u"Vendor Specific"_s, u"Object not found"_s);
        row(32790, u"Vendor Specific"_s, u"Object exists"_s);
        row(32781, {}, {}); // all agree
    }
    void CP_R25_numbersThatClientsReadInAnotherWaySaySo()
    {
        QFETCH(quint32, code);
        QFETCH(QString, documented);
        QFETCH(QString, other);
        const Message message = answered(createPool(), code);
        QCOMPARE(message.cause.contains(u"Some systems use this number"_s), !other.isEmpty());
        QVERIFY2(message.cause.contains(other), qPrintable(message.cause));
        QVERIFY2(message.details.contains(documented), qPrintable(message.details));
        QVERIFY(message.details.contains(QString::number(code)));
    }

    // Five is nobody's "invalid parameter" here.
    void CP_R25_aSmallNumberIsReservedHere()
    {
        QVERIFY(answered(createPool(), 5).details.contains(meaningText(Meaning::Reserved)));
        QVERIFY(
            !answered(createPool(), 5).details.contains(meaningText(Meaning::InvalidParameter)));
    }

    void CP_R26_theTextSaysWhatTheUserCanDo_data()
    {
        QTest::addColumn<quint32>("code");
        QTest::addColumn<QString>("fix");
        QTest::newRow("access") << 32769u << u"administrators"_s;
        QTest::newRow("locked") << 32774u << u"Wait for running jobs"_s;
        QTest::newRow("parent") << 32775u << u"state of the parent pools"_s;
        QTest::newRow("service") << 32777u << u"Start the service"_s;
        QTest::newRow("memory") << 32778u << u"Free memory"_s;
    }
    void CP_R26_theTextSaysWhatTheUserCanDo()
    {
        QFETCH(quint32, code);
        QFETCH(QString, fix);
        QVERIFY2(answered(createPool(), code).fix.contains(fix),
                 qPrintable(answered(createPool(), code).fix));
    }

    void CP_R30_aMissingNamespaceIsAFeatureThatIsNotInstalled()
    {
        const Failure failure{
            .cause = Failure::Cause::NotFound, .code = 3, .serverText = u"no such namespace"_s};
        QCOMPARE(messageFor(failure, {.method = &createPool()}).cause,
                 u"Hyper-V is not installed on this system."_s);
        QVERIFY(missingNamespaceText(QString(Schema::hypervCluster)).contains(u"clustering"_s));
    }

    void CRP_R21_aSizeWithoutASuggestionSaysSo()
    {
        const Message message = answered(createRootPool(), 4097);
        QVERIFY2(message.cause.startsWith(u"This size is not possible"_s),
                 qPrintable(message.cause));
        QVERIFY(message.fix.contains(u"other devices"_s));
    }

    void aFaultIsNotReadAsACode()
    {
        const Failure fault{
            .cause = Failure::Cause::NotFound, .code = 6, .serverText = u"no such object"_s};
        QVERIFY(!isReturnCode(fault, createRootPool()));
        QVERIFY(!messageFor(fault, {.method = &createRootPool()}).cause.contains(u"device"_s));
    }

    void aClosedConnectionIsNoWordOfTheSystem()
    {
        const Message message = messageFor({.cause = Failure::Cause::ServerFault,
                                            .stage = Failure::Stage::Network,
                                            .serverText = u"remote host closed"_s},
                                           {.system = u"far"_s});
        QVERIFY(!message.problem.contains("reports"_L1));
        QVERIFY2(message.cause.contains("far closed"_L1), qPrintable(message.cause));
        QVERIFY(!message.cause.contains("says"_L1));
        QVERIFY(message.details.contains("remote host closed"_L1));
    }

    void theNearestSizeIsOffered_data()
    {
        QTest::addColumn<QVariant>("offered");
        QTest::addColumn<QString>("cause");
        QTest::addColumn<QString>("fix");
        QTest::newRow("some") << QVariant(quint64(10) << 40) << u"10 TiB"_s << u"10 TiB"_s;
        QTest::newRow("none") << QVariant(quint64(0)) << u"any size"_s << u"sources"_s;
        QTest::newRow("not told") << QVariant() << u"exactly this size"_s << u"sources"_s;
    }
    void theNearestSizeIsOffered()
    {
        QFETCH(QVariant, offered);
        QFETCH(QString, cause);
        QFETCH(QString, fix);
        const Message message = messageFor(
            Failure{.cause = Failure::Cause::SizeNotSupported, .code = 4097, .offered = offered});
        QVERIFY2(message.cause.contains(cause), qPrintable(message.cause));
        QVERIFY2(message.fix.contains(fix), qPrintable(message.fix));
        QVERIFY(message.details.contains(u"4097 (0x1001)"_s));
    }

    void aCodeIsExplainedByTheTableOfItsMethod()
    {
        const MethodDecl *method = Schema::findMethod(QString(Schema::iscsiTarget),
                                                      u"MSISCSITARGET_StorageConfigurationService",
                                                      u"CreateOrModifyStoragePool");
        const Failure failure{.cause = Failure::Cause::ServerFault, .code = 4098};
        QVERIFY(messageFor(failure, {.method = method})
                    .details.contains(meaningText(Meaning::Reserved)));
    }

    // Job model 4.2.
    void aProbableCauseSaysWhatToDo_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<QString>("fix");
        QTest::newRow("connection") << 5 << u"can be reached"_s;
        QTest::newRow("communications") << 7 << u"network"_s;
        QTest::newRow("configuration") << 8 << u"correct the values"_s;
        QTest::newRow("memory") << 33 << u"Free memory"_s;
        QTest::newRow("resource") << 44 << u"Ask for less"_s;
        QTest::newRow("software") << 47 << u"logs"_s;
        QTest::newRow("storage") << 50 << u"free some space"_s;
        QTest::newRow("unavailable") << 57 << u"is there"_s;
        QTest::newRow("other") << 1 << u"details of the job"_s;
        QTest::newRow("of a radio") << 84 << u"details of the job"_s;
    }
    void aProbableCauseSaysWhatToDo()
    {
        QFETCH(int, number);
        QFETCH(QString, fix);
        const Message message = messageFor(failedJob({.probableCause = quint16(number)}));
        QVERIFY2(message.fix.contains(fix), qPrintable(message.fix));
        QVERIFY(message.cause.endsWith(u'.'));
        QCOMPARE(message.details.contains(u"probable cause %1"_s.arg(number)), number > 1);
        QVERIFY(message.advice.isEmpty());
    }

    void whatTheSystemRecommendsIsListed()
    {
        Failure failure = failedJob({.recommended = {u"<b>Free</b> %1"_s, u"Ask %n"_s}});
        failure.serverText = u"Disk full"_s;
        Message message = messageFor(failure, {.system = u"iscsi01"_s});
        QCOMPARE(message.advice,
                 QStringList({u"The system recommends:"_s, u"• <b>Free</b> %1"_s, u"• Ask %n"_s}));
        QCOMPARE(message.fix, QString()); // of ours is none that says more
        QVERIFY(message.cause.contains(u"Disk full"_s));
        failure.cause = Failure::Cause::Exists;
        message = messageFor(failure);
        QVERIFY2(!message.cause.contains(u'"'), qPrintable(message.cause)); // nobody's name is told
        QCOMPARE(message.fix, u"Choose another name."_s);
        QCOMPARE(message.advice.size(), 3);
    }

    void theLocalTargetsErrorsSayWhatToDo()
    {
        const Failure full{
            .cause = Failure::Cause::Storage, .stage = Failure::Stage::Storage, .code = ENOSPC};
        const Failure told = jobFailure(CimInstance(u"X"_s),
                                        errorText(full, {}, QString(Schema::iscsiTarget)));
        QCOMPARE(adviceOf(told).probableCause, 50);
        QVERIFY(messageFor(told).fix.contains(u"free some space"_s));
    }

    void theWordsOfAServerAreNotAFormat()
    {
        const Failure failure{.cause = Failure::Cause::ServerFault,
                              .serverText = u"%1 %2 %n <b>no</b>"_s};
        const Message message = messageFor(failure, {.system = u"%2"_s});
        QVERIFY2(message.cause.contains(u"%1 %2 %n <b>no</b>"_s), qPrintable(message.cause));
    }

    void marksOfDirectionStandOnlyWhereDirectionsMix()
    {
        const Failure failure{.cause = Failure::Cause::SizeNotSupported,
                              .offered = quint64(1) << 40};
        const auto marked = [](const Message &message) {
            return QString(message.cause + message.fix).contains(QChar(0x2066))
                || message.cause.contains(QChar(0x2068));
        };
        QVERIFY(!marked(messageFor(failure, {.system = u"iscsi01"_s})));
        QVERIFY(marked(messageFor(failure, {.system = u"\u05e9\u05e8\u05ea"_s})));
        QLocale::setDefault(QLocale(QLocale::Hebrew));
        const Message message = messageFor(failure, {.system = u"iscsi01"_s});
        QLocale::setDefault(QLocale::c());
        QVERIFY(marked(message));
    }

    // The answer was lost, and this was seen instead of what the call would have done.
    void whatWasNotDoneSaysWhatIsThere_data()
    {
        QTest::addColumn<MethodCall>("call");
        QTest::addColumn<QString>("cause");
        QTest::addColumn<QString>("fix");
        const QString again = u"Run it again with these values if it is still wanted."_s;
        const CimPath pool(QString(Schema::iscsiTarget), u"MSISCSITARGET_StoragePool"_s,
                           {{u"InstanceID"_s, CimValue::string(u"gold"_s)}});
        const CimPath job(QString(Schema::iscsiTarget), u"MSISCSITARGET_ConcreteJob"_s,
                          {{u"InstanceID"_s, CimValue::string(u"1"_s)}});
        const auto call = [&](QLatin1StringView name) {
            return MethodCall(method(Schema::iscsiTarget, name), pool);
        };
        MethodCall create = call("CreateOrModifyStoragePool"_L1);
        create.setArgument(u"ElementName", CimValue::string(u"gold"_s));
        MethodCall rename = create, remove = call("DeleteStoragePool"_L1);
        rename.setArgument(u"Pool", CimValue::reference(pool));
        remove.setArgument(u"Pool", CimValue::reference(pool));
        QTest::newRow("create") << create << u"nothing of it is there."_s << again;
        QTest::newRow("rename") << rename << u"the object is as it was."_s << again;
        QTest::newRow("delete") << remove << u"the object is still there."_s
                                << u"Delete it again if it is to go."_s;
        QTest::newRow("plain Delete") << MethodCall() << u"the object is still there."_s
                                      << u"Delete it again if it is to go."_s;
        for (const bool force : {false, true})
            QTest::newRow(force ? "kill" : "stop")
                << stateChangeOf(job, force).value_or(MethodCall())
                << u"the job goes on, or has come to an end of its own."_s
                << u"Look whether the job still runs before you ask again."_s;
    }
    void whatWasNotDoneSaysWhatIsThere()
    {
        QFETCH(MethodCall, call);
        QFETCH(QString, cause);
        QFETCH(QString, fix);
        const Message message = messageFor({.cause = Failure::Cause::NotDone},
                                           {.system = u"iscsi01"_s, .call = &call});
        QCOMPARE(message.cause,
                 u"The answer was lost. iscsi01 was read again for half a minute, and "_s + cause);
        QCOMPARE(message.fix, fix);
    }
    void whatNeverLeftWasNotLookedFor()
    {
        MethodCall call(method(Schema::iscsiTarget, "CreateOrModifyStoragePool"_L1), CimPath());
        const Message message = messageFor(
            {.cause = Failure::Cause::NotDone, .parameter = u"Goal"_s},
            {.system = u"iscsi01"_s, .call = &call});
        QVERIFY2(message.cause.endsWith(u"The call itself was never sent."_s),
                 qPrintable(message.cause));
        QVERIFY2(!message.cause.contains(u"read again"_s), qPrintable(message.cause));
    }

    void theCallersProblemWins()
    {
        QCOMPARE(messageFor(Failure{}, {.problem = u"Pool \"gold\" was not created."_s}).problem,
                 u"Pool \"gold\" was not created."_s);
    }

private:
    static Failure failedJob(const JobAdvice &advice)
    {
        return {.stage = Failure::Stage::Job, .offered = QVariant::fromValue(advice)};
    }
    static const MethodDecl &method(QLatin1StringView nameSpace, QLatin1StringView name)
    {
        for (const MethodDecl *decl : Schema::methods()) {
            if (decl->nameSpace == nameSpace && decl->name == name)
                return *decl;
        }
        qFatal("no such method");
    }
    static const MethodDecl &pipe()
    {
        return method(Schema::iscsiTarget, "CreateOrModifyReplicationPipe"_L1);
    }
    static const MethodDecl &createPool()
    {
        return method(Schema::virtualization, "CreatePool"_L1);
    }
    static const MethodDecl &createRootPool()
    {
        return method(Schema::hypervCluster, "CreateResourcePool"_L1);
    }
    static Message answered(const MethodDecl &decl, quint32 code)
    {
        return messageFor(failureOf(decl, {.returnValue = code, .outs = {}}).value_or(Failure()),
                          {.method = &decl});
    }
};

QTEST_GUILESS_MAIN(TestMessages)
#include "tst_messages.moc"
