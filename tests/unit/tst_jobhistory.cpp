// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What was done is remembered exactly, and drafts survive.

#include "services/jobs/calljson.h"
#include "services/jobs/drafts.h"
#include "services/jobs/joberror.h"
#include "services/jobs/jobhistory.h"
#include "services/schema/schema.h"
#include "services/wsman/envelope.h"
#include "tests/support/got.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
const QString nameSpace = Schema::iscsiTarget;

CimPath pool(const QString &id)
{
    return CimPath(nameSpace, u"MSISCSITARGET_StoragePool"_s,
                   {{u"InstanceID"_s, CimValue::string(id)}});
}

JobRecord record()
{
    JobRecord record;
    record.systemId = u"far"_s;
    record.call = MethodCall(*Schema::findMethod(nameSpace,
                                                 u"MSISCSITARGET_StorageConfigurationService",
                                                 u"CreateOrModifyStoragePool"),
                             CimPath(nameSpace, u"MSISCSITARGET_StorageConfigurationService"_s,
                                     {{u"Name"_s, CimValue::string(u"a\"b\\c"_s)}}));
    record.call.setArgument(u"ElementName", CimValue::string(u"<gold> \u00fc \"x\""_s));
    record.call.setArgument(u"Size", CimValue::uint64(18446744073709551615u));
    record.call.setArgument(u"InPools",
                            CimValue::strings({pool(u"a"_s).toText(), pool(u"b"_s).toText()}));
    record.call.setArgument(u"Pool", CimValue::reference(pool(u"c:\"d\\"_s)));
    record.call.setting = SettingRequest{
        .parameter = u"Goal"_s,
        .capabilities = pool(u"caps"_s),
        .values = {{u"DataRedundancyGoal"_s, CimValue::uint16(2)}}};
    record.state = JobRecord::State::Failed;
    record.submitted = QDateTime(QDate(2026, 3, 4), QTime(8, 15, 30, 250), Qt::UTC);
    record.ended = record.submitted.addSecs(5);
    record.returnValue = 4097;
    record.job = CimPath(nameSpace, u"Vendor_Job"_s, {{u"InstanceID"_s, CimValue::string(u"x"_s)}});
    record.caption = u"Create pool gold"_s;
    record.jobState = 40000;
    record.percent = 99;
    record.stoppable = false;
    record.progressed = record.submitted;
    record.stopAsked = record.submitted;
    record.stopRefused = true;
    record.result = pool(u"made"_s);
    record.size = 9223372036854775809u;
    record.failure = Failure{.cause = Failure::Cause::SizeNotSupported,
                             .stage = Failure::Stage::Operation,
                             .code = 4294967295u,
                             .parameter = u"Size"_s,
                             .serverText = u"<b>no</b>"_s,
                             .offered = quint64(18446744073709551614u)};
    record.further = {
        Failure{.stage = Failure::Stage::Job,
                .offered = QVariant::fromValue(
                    JobAdvice{.probableCause = 44, .recommended = {u"<b>Wait</b>"_s, u"Ask"_s}})}};
    record.affected = {pool(u"made"_s), pool(u"near"_s)};
    record.statusText = u"words"_s;
    record.before = QList<CimPath>{pool(u"old"_s)};
    return record;
}
} // namespace

class TestJobHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aRecordComesBackAsItWas()
    {
        JobRecord written = record();
        {
            JobHistory history(file());
            const auto id = got(history.add(written, this));
            QVERIFY(id);
            written.id = *id;
        }
        JobHistory history(file());
        const auto read = got(history.since({}, 10, this));
        QVERIFY(read);
        QCOMPARE(read->size(), 1);
        QVERIFY(read->first() == written);
    }

    void valuesOfEveryTypeAreExact_data()
    {
        QTest::addColumn<CimValue>("value");
        QTest::newRow("null") << CimValue::null(CimType::UInt64, true);
        QTest::newRow("true") << CimValue::boolean(true);
        QTest::newRow("uint64") << CimValue::uint64(18446744073709551615u);
        QTest::newRow("sint64") << CimValue::ofSigned(CimType::SInt64,
                                                      std::numeric_limits<qint64>::min());
        QTest::newRow("uint8") << CimValue::uint8(255);
        QTest::newRow("real") << CimValue::real64(0.1);
        QTest::newRow("tiny real") << CimValue::real64(5e-324);
        QTest::newRow("empty text") << CimValue::string(u""_s);
        QTest::newRow("text") << CimValue::string(u"a\n\t\"\\ \u4e2d"_s);
        QTest::newRow("time") << CimValue::dateTime(
            *CimDateTime::fromCimText(u"20260304081530.123456+060"));
        QTest::newRow("interval") << CimValue::dateTime(
            *CimDateTime::fromCimText(u"00000003000500.000001:000"));
        QTest::newRow("reference") << CimValue::reference(pool(u"x:\"y\\z"_s));
        QTest::newRow("texts") << CimValue::strings({u"a"_s, u""_s});
        QTest::newRow("numbers") << CimValue::uint16s({1, 65535});
        CimInstance error(*Schema::findClass(nameSpace, u"CIM_Error"));
        error.set(u"Message", CimValue::string(u"m"_s));
        error.set(u"CIMStatusCode", CimValue::uint32(1));
        QTest::newRow("instance") << CimValue::instance(error);
    }
    void valuesOfEveryTypeAreExact()
    {
        QFETCH(CimValue, value);
        const QByteArray text = QJsonDocument(CallJson::toJson(value)).toJson();
        const auto back = CallJson::valueFromJson(QJsonDocument::fromJson(text).object());
        QVERIFY(back);
        QCOMPARE(*back, value);
        QCOMPARE(back->type(), value.type());
        QCOMPARE(back->isArray(), value.isArray());
    }

    void aMethodThatIsGoneIsNotGuessed()
    {
        const QJsonObject object{{u"namespace"_s, nameSpace},
                                 {u"class"_s, u"MSISCSITARGET_StoragePool"_s},
                                 {u"method"_s, u"Vanish"_s}};
        QCOMPARE(CallJson::callFromJson(object).failure().cause, Failure::Cause::NotFound);
    }

    void onlyWhatIsNotOverIsUnfinished()
    {
        JobHistory history(file());
        JobRecord done = record();
        JobRecord running = record();
        running.state = JobRecord::State::Running;
        const auto first = got(history.add(running, this));
        QVERIFY(got(history.add(done, this)));
        QCOMPARE(got(history.unfinished(this))->size(), 1);
        running.id = *first;
        running.state = JobRecord::State::Succeeded;
        QVERIFY(got(history.update(running, this)));
        QVERIFY(got(history.unfinished(this))->isEmpty());
    }

    void newestFirstAndNotOlderThanAsked()
    {
        JobHistory history(file());
        for (int day = 1; day <= 3; ++day) {
            JobRecord one = record();
            one.submitted = QDateTime(QDate(2026, 1, day), QTime(0, 0), Qt::UTC);
            QVERIFY(got(history.add(one, this)));
        }
        const auto since = got(
            history.since(QDateTime(QDate(2026, 1, 2), QTime(0, 0), Qt::UTC), 10, this));
        QCOMPARE(since->size(), 2);
        QCOMPARE(since->first().submitted.date().day(), 3);
        QCOMPARE(got(history.since({}, 1, this))->size(), 1);
    }

    // They may be called otherwise than when the record was written, or be gone from the list.
    void systemsAreFoundAndSortedByTheirNames()
    {
        JobHistory history(file());
        for (const QString &system : {u"alpha"_s, u"beta"_s, u"gone"_s, u"local"_s}) {
            JobRecord one = record();
            one.systemId = system;
            if (system == "local"_L1)
                one.caption = u"Copy to berlin"_s;
            QVERIFY(got(history.add(one, this)));
        }
        const SystemNames names{{u"alpha"_s, u"Zürich 1"_s},
                                {u"beta"_s, u"berlin"_s},
                                {u"local"_s, u"This computer"_s}};
        const auto found = [&](HistoryQuery query) {
            query.names = names;
            const auto page = got(history.page(query, this));
            QStringList systems;
            if (page && page->all == page->records.size()) {
                for (const JobRecord &each : page->records)
                    systems.append(each.systemId);
            }
            return systems.join(u' ');
        };
        const auto bySystem = [&](const QString &words, bool ascending) {
            return found(
                {.words = words, .order = HistoryQuery::Order::System, .ascending = ascending});
        };
        QCOMPARE(bySystem({}, true), u"beta gone local alpha"_s);
        QCOMPARE(bySystem({}, false), u"alpha local gone beta"_s);
        QCOMPARE(bySystem(u"BERLIN"_s, true), u"beta local"_s);
        QCOMPARE(bySystem(u"zÜrich words"_s, true), u"alpha"_s);
        QCOMPARE(bySystem(u"zürich berlin"_s, true), QString());
        QCOMPARE(bySystem(u"gone"_s, true), u"gone"_s);
        QCOMPARE(found({.words = u"1 zürich"_s, .systemId = u"beta"_s}), QString());
        QCOMPARE(found({.phrase = u"zürich"_s}), QString()); // of an object alone
        QCOMPARE(*got(history.systems(this)),
                 QStringList({u"alpha"_s, u"beta"_s, u"gone"_s, u"local"_s}));
    }

    void aFileThatIsNoHistoryIsRefusedUntouched()
    {
        QFile other(file());
        QVERIFY(other.open(QIODevice::WriteOnly));
        other.write("not a database at all, but long enough to be mistaken for one by its size");
        other.close();
        JobHistory history(file());
        QCOMPARE(got(history.add(record(), this)).failure().cause, Failure::Cause::Storage);
        QVERIFY(other.open(QIODevice::ReadOnly));
        QVERIFY(other.readAll().startsWith("not a database"));
    }

    void noSecretIsKeptOfWhatWasSaid_data()
    {
        QTest::addColumn<QString>("said"); // %1 is the secret
        const auto row = [](const char *name, const QString &said) { QTest::newRow(name) << said; };
        const QString property = u"<INSTANCE CLASSNAME=\"A\"><PROPERTY NAME=\"Name\"><VALUE>gold"
                                 "</VALUE></PROPERTY><PROPERTY TYPE=\"string\" "
                                 "NAME=\"UserPassword\"><VALUE>%1</VALUE></PROPERTY></INSTANCE>"_s;
        row("plain", u"<Password>%1</Password>"_s);
        row("in a namespace", u"<p:ChapSecret xml:lang=\"en\">%1</p:ChapSecret>"_s);
        row("with markup around it", u"<Passphrase><![CDATA[%1]]><b>%1</b></Passphrase>"_s);
        row("a selector", u"<w:Selector Name=\"Password\">%1</w:Selector>"_s);
        row("without an end", u"<Password>%1"_s);
        row("after an empty one", u"<Password/><p:Password a=\"b\"/><Password>%1</Password>"_s);
        row("a property", property);
        row("embedded", property.toHtmlEscaped());
        row("embedded, plain quotes", property.toHtmlEscaped().replace(u"&quot;"_s, u"\""_s));
        row("embedded, plain ends", property.toHtmlEscaped().replace(u"&gt;"_s, u">"_s));
        row("embedded twice", property.toHtmlEscaped().toHtmlEscaped());
        row("embedded element", u"&lt;p:Password&gt;%1&lt;/p:Password&gt;"_s);
        row("embedded by numbers", u"&#60;Password&#x3E;%1&#60;/Password&#x3E;"_s);
    }
    void noSecretIsKeptOfWhatWasSaid()
    {
        QFETCH(QString, said);
        const QString secret = u"h4rd to guess"_s;
        const QByteArray reply = u"<s:Body><Before>1</Before>%1<After>2</After></s:Body>"_s
                                     .arg(said.arg(secret))
                                     .toUtf8();
        Envelope answer;
        answer.asRead.bytes = reply;
        // What goes out is escaped once more where it is text.
        const Exchange exchange{
            .request = {.body = Wsman::Invoke{u"Change"_s,
                                              {{u"Password"_s, CimValue::string(secret)},
                                               {u"Instance"_s, CimValue::string(said.arg(secret))},
                                               {u"Size"_s, CimValue::uint64(42)}}},
                        .messageId = newMessageId()},
            .reply = answer};
        JobHistory history(file());
        const auto id = got(history.add(record(), this));
        QVERIFY(id);
        QVERIFY(got(history.keep(*id, exchange, this)));
        const auto kept = got(history.exchange(*id, this));
        QVERIFY(kept);
        for (const QByteArray &text : {kept->request, kept->reply}) {
            QVERIFY2(!text.contains(secret.toUtf8()), text.constData());
            QVERIFY2(text.contains("\u2022\u2022\u2022"), text.constData());
        }
        QVERIFY(kept->reply.startsWith("<s:Body><Before>1</Before>"));
        if (!said.endsWith(u"%1"_s)) {
            QVERIFY2(kept->reply.endsWith("<After>2</After></s:Body>"), kept->reply.constData());
            QVERIFY2(kept->request.contains(">42<"), kept->request.constData());
        }
        QCOMPARE(kept->reply.contains("gold"), said.contains(u"gold"_s));
    }
    void whatHoldsNoSecretIsKeptAsItCame()
    {
        Envelope answer;
        answer.asRead.bytes = "<s:Body><a:Name b=\"Password\">x &lt; password &gt; y</a:Name>"
            + QByteArray(200'000, '<') + "</s:Body>";
        JobHistory history(file());
        const auto id = got(history.add(record(), this));
        QVERIFY(id);
        const Exchange exchange{.request = {.body = Wsman::Delete(), .messageId = newMessageId()},
                                .reply = answer};
        QVERIFY(got(history.keep(*id, exchange, this)));
        QCOMPARE(got(history.exchange(*id, this))->reply, answer.asRead.bytes);
    }

    void aDraftIsKeptOneForEachKind()
    {
        const Draft draft{
            .systemId = u"far"_s, .call = record().call, .changed = record().submitted};
        {
            JobHistory history(file());
            Drafts drafts(history.file());
            Draft older = draft;
            older.systemId = u"older"_s;
            QVERIFY(got(drafts.keep(u"pool"_s, older, this)));
            QVERIFY(got(drafts.keep(u"pool"_s, draft, this)));
        }
        JobHistory history(file());
        Drafts drafts(history.file());
        const auto found = got(drafts.find(u"pool"_s, u"far"_s, this));
        QVERIFY(found && found->has_value());
        QCOMPARE((*found)->systemId, u"far"_s);
        QVERIFY((*found)->call == draft.call);
        QCOMPARE((*found)->changed, draft.changed);
        QVERIFY(!got(drafts.find(u"volume"_s, u"far"_s, this))->has_value());
        QVERIFY(got(drafts.forget(u"pool"_s, u"far"_s, this)));
        QVERIFY(!got(drafts.find(u"pool"_s, u"far"_s, this))->has_value());
    }

private:
    QString file() const { return m_folder->filePath(u"history.sqlite"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestJobHistory)
#include "tst_jobhistory.moc"
