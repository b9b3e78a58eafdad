// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Every failure has its sentences.

#include "ui/text/messages.h"

#include "services/schema/schema.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class TestMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCauseHasProblemAndCause()
    {
        QStringList problems;
        for (int cause = 0; cause <= int(Failure::Cause::OutcomeUnknown); ++cause) {
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

    void theCallersProblemWins()
    {
        QCOMPARE(messageFor(Failure{}, {.problem = u"Pool \"gold\" was not created."_s}).problem,
                 u"Pool \"gold\" was not created."_s);
    }
};

QTEST_GUILESS_MAIN(TestMessages)
#include "tst_messages.moc"
