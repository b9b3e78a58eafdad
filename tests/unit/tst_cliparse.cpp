// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "app/cli/commandline.h"

#include "app/cli/arguments.h"
#include "app/cli/console.h"
#include "app/cli/kinds.h"
#include "services/schema/schema.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Cistern;
using namespace Cistern::Cli;
using namespace Qt::Literals::StringLiterals;

class TestCliParse : public QObject
{
    Q_OBJECT

private slots:
    void commandsAreUnderstood_data();
    void commandsAreUnderstood();
    void badUsageIsTwo_data();
    void badUsageIsTwo();
    void CL_01_misspelledWordsGetASuggestion_data();
    void CL_01_misspelledWordsGetASuggestion();
    void CL_02_optionsWithoutValue_data();
    void CL_02_optionsWithoutValue();
    void CL_03_portsOutsideTheRange_data();
    void CL_03_portsOutsideTheRange();
    void CL_04_passwordsAreNoArguments_data();
    void CL_04_passwordsAreNoArguments();
    void CL_06_argumentsThatAreNoText();
    void CL_08_sameOptionTwice_data();
    void CL_08_sameOptionTwice();
    void CL_10_tooMuchIsRefusedAtOnce();
    void CL_20_helpAndVersionOfEverything_data();
    void CL_20_helpAndVersionOfEverything();
    void globalOptionsStandAnywhere_data();
    void globalOptionsStandAnywhere();
    void SP_R14_namesThatCantBe_data();
    void SP_R14_namesThatCantBe();
    void SP_R22_sizesThatCantBe_data();
    void SP_R22_sizesThatCantBe();
    void argumentsBecomeTypedValues();
    void badArgumentsNameTheParameter_data();
    void badArgumentsNameTheParameter();
    void dataCantSteerTheTerminal();
};

namespace {
const QString poolPath = u"MSISCSITARGET_StoragePool.InstanceID=\"p\""_s;

CommandLine parse(const QStringList &words)
{
    return parseCommandLine(words);
}
} // namespace

void TestCliParse::commandsAreUnderstood_data()
{
    QTest::addColumn<QStringList>("words");
    const auto row = [](const QString &line) {
        QTest::newRow(qPrintable(line)) << line.split(u' ');
    };
    row(u"systems"_s);
    row(u"system add far http://h:5985/wsman --user bar"_s);
    row(u"system remove far"_s);
    row(u"system check local"_s);
    for (const QString &kind : {u"pools"_s, u"extents"_s, u"volumes"_s, u"endpoints"_s,
                                u"devices"_s, u"pipes"_s, u"jobs"_s, u"resource-pools"_s})
        row(u"list "_s + kind + u" --system a --system b"_s);
    row(u"get "_s + poolPath);
    row(u"enumerate CIM_StoragePool --namespace root/interop"_s);
    row(u"associators "_s + poolPath + u" --links"_s);
    row(u"describe CreateOrModifyStoragePool"_s);
    row(u"call GetSupportedSizes ElementType=2 --target "_s + poolPath);
    row(u"render CreateOrModifyStoragePool Size=1GiB --as powershell"_s);
    row(u"pool create"_s);
    row(u"pool create --name gold --size 256MiB --from a --from b --extent c --wait --dry-run"_s);
    row(u"pool modify gold --size 1GiB"_s);
    row(u"pool delete gold"_s);
    row(u"volume create --name v --size 1MiB"_s);
    row(u"volume delete v"_s);
    row(u"jobs --follow"_s);
    row(u"job stop 7 --force"_s);
    row(u"history --since 2026-03-04 --limit 5"_s);
    row(u"location add /srv --limit 1GiB"_s);
    row(u"location list"_s);
    row(u"location remove /srv"_s);
    row(u"user add bar --role read"_s);
    row(u"user list"_s);
    row(u"user remove bar"_s);
    row(u"serve --listen 127.0.0.1:5999"_s);
    row(u"serve --listen [::1]:5999"_s);
    row(u"serve --certificate c.pem --key k.pem --channel-binding strict"_s);
}

void TestCliParse::commandsAreUnderstood()
{
    QFETCH(QStringList, words);
    const CommandLine line = parse(words);
    QVERIFY2(line.make, qPrintable(line.error));
    QCOMPARE(line.exitCode, 0);
    QVERIFY(line.error.isEmpty());
}

void TestCliParse::badUsageIsTwo_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("says");
    const auto row = [](const QString &line, const QString &says) {
        QTest::newRow(qPrintable(line)) << line.split(u' ', Qt::SkipEmptyParts) << says;
    };
    row(u""_s, u"subcommand"_s);
    row(u"pool"_s, u"subcommand"_s);
    row(u"list"_s, u"KIND"_s);
    row(u"list cats"_s,
        u"pools, extents, volumes, endpoints, devices, pipes, jobs, resource-pools"_s);
    row(u"get nonsense"_s, u"no path"_s);
    row(u"render CreateSetting"_s, u"--as"_s);
    row(u"render CreateSetting --as perl"_s, u"powershell"_s);
    row(u"history --since yesterday"_s, u"no date"_s);
    row(u"history --limit 0"_s, u"--limit"_s);
    row(u"job stop seven"_s, u"ID"_s);
    row(u"user add bar --role king"_s, u"neither read nor manage"_s);
    row(u"serve --certificate c.pem"_s, u"--key"_s);
    row(u"serve --channel-binding strict"_s, u"--certificate"_s);
    row(u"serve --certificate c --key k --channel-binding loose"_s, u"relaxed, strict, none"_s);
    row(u"pool create gold"_s, u"gold"_s);
    row(u"pool create --goal x.y=\"z\" --quality a=b"_s, u"--quality"_s);
}

void TestCliParse::badUsageIsTwo()
{
    QFETCH(QStringList, words);
    QFETCH(QString, says);
    const CommandLine line = parse(words);
    QVERIFY(!line.make);
    QCOMPARE(line.exitCode, 2);
    QVERIFY(line.output.isEmpty());
    QVERIFY2(line.error.contains(says), qPrintable(line.error));
    QVERIFY2(line.error.contains(u"--help"_s), qPrintable(line.error));
}

void TestCliParse::CL_01_misspelledWordsGetASuggestion_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("suggestion");
    QTest::newRow("option") << QStringList{u"pool"_s, u"create"_s, u"--nmae"_s, u"gold"_s}
                            << u"--name"_s;
    QTest::newRow("option with value")
        << QStringList{u"pool"_s, u"create"_s, u"--siez=1GiB"_s} << u"--size"_s;
    QTest::newRow("global option") << QStringList{u"systems"_s, u"--jason"_s} << u"--json"_s;
    QTest::newRow("command") << QStringList{u"lst"_s, u"pools"_s} << u"list"_s;
    QTest::newRow("leaf") << QStringList{u"pool"_s, u"craete"_s} << u"create"_s;
}

void TestCliParse::CL_01_misspelledWordsGetASuggestion()
{
    QFETCH(QStringList, words);
    QFETCH(QString, suggestion);
    const CommandLine line = parse(words);
    QVERIFY(!line.make);
    QCOMPARE(line.exitCode, 2);
    QVERIFY2(line.error.contains(u"did you mean %1?"_s.arg(suggestion)), qPrintable(line.error));
}

void TestCliParse::CL_02_optionsWithoutValue_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("at the end") << QStringList{u"pool"_s, u"create"_s, u"--name"_s};
    QTest::newRow("before an option")
        << QStringList{u"pool"_s, u"create"_s, u"--name"_s, u"--wait"_s};
    QTest::newRow("before a global option")
        << QStringList{u"pool"_s, u"create"_s, u"--size"_s, u"--json"_s};
    QTest::newRow("store") << QStringList{u"systems"_s, u"--store"_s};
}

void TestCliParse::CL_02_optionsWithoutValue()
{
    QFETCH(QStringList, words);
    const CommandLine line = parse(words);
    QVERIFY(!line.make);
    QCOMPARE(line.exitCode, 2);
    // With an equals sign it is a value.
    QVERIFY(parse({u"pool"_s, u"create"_s, u"--name=--wait"_s}).make);
}

void TestCliParse::CL_03_portsOutsideTheRange_data()
{
    QTest::addColumn<QString>("listen");
    for (const char *port : {"0", "-1", "65536", "0x50", "", "+80", "5985 ", "99999999999"})
        QTest::addRow("%s", port) << u"127.0.0.1:"_s + QString::fromLatin1(port);
}

void TestCliParse::CL_03_portsOutsideTheRange()
{
    QFETCH(QString, listen);
    const CommandLine line = parse({u"serve"_s, u"--listen"_s, listen});
    QVERIFY(!line.make);
    QCOMPARE(line.exitCode, 2);
    QVERIFY2(line.error.contains(u"1 to 65535"_s), qPrintable(line.error));
}

void TestCliParse::CL_04_passwordsAreNoArguments_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("word") << QStringList{u"list"_s, u"pools"_s, u"--password"_s, u"geheim"_s};
    QTest::newRow("equals") << QStringList{u"list"_s, u"pools"_s, u"--password=geheim"_s};
    QTest::newRow("first") << QStringList{u"--password"_s, u"geheim"_s, u"systems"_s};
}

void TestCliParse::CL_04_passwordsAreNoArguments()
{
    QFETCH(QStringList, words);
    const CommandLine line = parse(words);
    QVERIFY(!line.make);
    QCOMPARE(line.exitCode, 2);
    QVERIFY(line.error.contains(u"--password-stdin"_s));
    QVERIFY(line.error.contains(u"keychain"_s));
    QVERIFY(!line.error.contains(u"geheim"_s));
}

void TestCliParse::CL_06_argumentsThatAreNoText()
{
    const char *const good[] = {"cistern-cli", "get", "a b\n\xc3\xa4"};
    const auto read = argumentsFrom(3, good);
    QVERIFY(read);
    QCOMPARE(*read, (QStringList{u"get"_s, u"a b\n\u00e4"_s}));
    const char *const bad[] = {"cistern-cli", "get", "\xff\xfe"};
    QVERIFY(!argumentsFrom(3, bad));
}

void TestCliParse::CL_08_sameOptionTwice_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("name") << QStringList{u"pool"_s, u"create"_s, u"--name"_s,
                                         u"a"_s,    u"--name"_s, u"b"_s};
    QTest::newRow("size") << QStringList{u"pool"_s, u"create"_s, u"--size"_s, u"1GiB"_s,
                                         u"--size=2GiB"_s};
    QTest::newRow("store") << QStringList{u"--store"_s, u"a"_s, u"systems"_s, u"--store"_s, u"b"_s};
    QTest::newRow("system of one command")
        << QStringList{u"get"_s, poolPath, u"--system"_s, u"a"_s, u"--system"_s, u"b"_s};
}

void TestCliParse::CL_08_sameOptionTwice()
{
    QFETCH(QStringList, words);
    const CommandLine line = parse(words);
    QVERIFY(!line.make);
    QCOMPARE(line.exitCode, 2);
    QVERIFY(!line.error.isEmpty());
}

void TestCliParse::CL_10_tooMuchIsRefusedAtOnce()
{
    QElapsedTimer timer;
    timer.start();
    QStringList many{u"get"_s};
    for (int i = 0; i < 200'000; ++i)
        many.append(u"x"_s);
    QCOMPARE(parse(many).exitCode, 2);
    QCOMPARE(parse({u"get"_s, QString(128 * 1024, u'x')}).exitCode, 2);
    QVERIFY(timer.elapsed() < 1000);
}

void TestCliParse::CL_20_helpAndVersionOfEverything_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("says");
    QTest::newRow("help") << QStringList{u"--help"_s} << u"--password-stdin"_s;
    QTest::newRow("version") << QStringList{u"--version"_s} << QStringLiteral(CISTERN_VERSION);
    QTest::newRow("group") << QStringList{u"pool"_s, u"--help"_s} << u"create"_s;
    QTest::newRow("leaf") << QStringList{u"pool"_s, u"create"_s, u"--help"_s} << u"--size"_s;
    QTest::newRow("after nonsense values") << QStringList{u"serve"_s, u"--help"_s} << u"--listen"_s;
}

void TestCliParse::CL_20_helpAndVersionOfEverything()
{
    QFETCH(QStringList, words);
    QFETCH(QString, says);
    const CommandLine line = parse(words);
    QVERIFY(!line.make); // nothing is opened for it
    QCOMPARE(line.exitCode, 0);
    QVERIFY2(line.output.contains(says), qPrintable(line.output));
}

void TestCliParse::globalOptionsStandAnywhere_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("first") << QStringList{u"--json"_s,           u"--store"_s, u"S"_s,
                                          u"--password-stdin"_s, u"pool"_s,    u"create"_s};
    QTest::newRow("last") << QStringList{u"pool"_s,    u"create"_s, u"--password-stdin"_s,
                                         u"--store"_s, u"S"_s,      u"--json"_s};
    QTest::newRow("between") << QStringList{u"--json"_s, u"pool"_s, u"--store=S"_s, u"create"_s,
                                            u"--password-stdin"_s};
}

void TestCliParse::globalOptionsStandAnywhere()
{
    QFETCH(QStringList, words);
    const CommandLine line = parse(words);
    QVERIFY2(line.make, qPrintable(line.error));
    QVERIFY(line.options.json);
    QVERIFY(line.options.passwordStdin);
    QCOMPARE(line.options.store, u"S"_s);
}

void TestCliParse::SP_R14_namesThatCantBe_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("good");
    QTest::newRow("empty") << u""_s << false;
    QTest::newRow("blanks") << u"  \u00a0"_s << false;
    QTest::newRow("256") << QString(256, u'x') << true;
    QTest::newRow("257") << QString(257, u'x') << false;
    QTest::newRow("brackets") << u"[a,b]"_s << true;
    QTest::newRow("markup") << u"<b>%1</b>"_s << true;
}

void TestCliParse::SP_R14_namesThatCantBe()
{
    QFETCH(QString, name);
    QFETCH(bool, good);
    const CommandLine line = parse({u"pool"_s, u"create"_s, u"--name"_s, name});
    QCOMPARE(bool(line.make), good);
    QCOMPARE(line.exitCode, good ? 0 : 2);
}

void TestCliParse::SP_R22_sizesThatCantBe_data()
{
    QTest::addColumn<QString>("size");
    QTest::addColumn<bool>("good");
    QTest::newRow("bytes") << u"1048576"_s << true;
    QTest::newRow("zero") << u"0"_s << true; // the system says the least size
    QTest::newRow("unit") << u"1.5TiB"_s << true;
    QTest::newRow("largest") << u"18446744073709551615"_s << true;
    QTest::newRow("9999PiB") << u"9999PiB"_s << true;
    QTest::newRow("one more") << u"18446744073709551616"_s << false;
    QTest::newRow("negative") << u"-1"_s << false;
    QTest::newRow("exponent") << u"1e30"_s << false;
    QTest::newRow("hexadecimal") << u"0x10"_s << false;
    QTest::newRow("part of a byte") << u"0.5"_s << false;
    QTest::newRow("unknown unit") << u"5 cats"_s << false;
    QTest::newRow("empty") << u""_s << false;
}

void TestCliParse::SP_R22_sizesThatCantBe()
{
    QFETCH(QString, size);
    QFETCH(bool, good);
    const CommandLine line = parse({u"pool"_s, u"create"_s, u"--size="_s + size});
    QCOMPARE(bool(line.make), good);
    QCOMPARE(line.exitCode, good ? 0 : 2);
}

void TestCliParse::argumentsBecomeTypedValues()
{
    const Outcome<const MethodDecl *> decl = methodNamed(u"createormodifystoragepool"_s);
    QVERIFY(decl);
    const Outcome<MethodCall> call = callFrom(**decl, {},
                                              {u"elementname:=null"_s, u"Size=1.5TiB"_s,
                                               u"InPools="_s + poolPath, u"InPools="_s + poolPath,
                                               u"Goal=null"_s, u"Pool="_s + poolPath});
    QVERIFY(call);
    QCOMPARE(call->argument(u"ElementName").toString(), u"null"_s);
    QCOMPARE(call->argument(u"Size"), CimValue::uint64(1649267441664));
    QCOMPARE(call->argument(u"InPools").toStrings(), (QStringList{poolPath, poolPath}));
    QVERIFY(call->argument(u"Goal").isNull());
    QVERIFY(call->argument(u"Pool").toPath());
    QCOMPARE(call->argument(u"Pool").toPath()->nameSpace(), QString(Schema::iscsiTarget));
}

void TestCliParse::badArgumentsNameTheParameter_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("parameter");
    const QString pool = u"CreateOrModifyStoragePool"_s;
    QTest::newRow("unknown") << pool << QStringList{u"Colour=red"_s} << u"Colour"_s;
    QTest::newRow("an output") << pool << QStringList{u"Job=x"_s} << u"Job"_s;
    QTest::newRow("no size") << pool << QStringList{u"Size=big"_s} << u"Size"_s;
    QTest::newRow("no path") << pool << QStringList{u"Pool=gold"_s} << u"Pool"_s;
    QTest::newRow("no number") << u"GetSupportedSizes"_s << QStringList{u"ElementType=two"_s}
                               << u"ElementType"_s;
    QTest::newRow("out of range") << u"GetSupportedSizes"_s << QStringList{u"ElementType=65536"_s}
                                  << u"ElementType"_s;
    QTest::newRow("twice") << pool << QStringList{u"Size=1"_s, u"size=2"_s} << u"Size"_s;
    QTest::newRow("no equals sign") << pool << QStringList{u"gold"_s} << u"gold"_s;
    QTest::newRow("no such file") << pool << QStringList{u"ElementName=@/nowhere/at/all"_s}
                                  << u"ElementName"_s;
}

void TestCliParse::badArgumentsNameTheParameter()
{
    QFETCH(QString, method);
    QFETCH(QStringList, words);
    QFETCH(QString, parameter);
    const Outcome<MethodCall> call = callFrom(**methodNamed(method), {}, words);
    QVERIFY(!call);
    QCOMPARE(call.failure().parameter, parameter);
    QCOMPARE(call.failure().stage, Failure::Stage::Input);
    QCOMPARE(Cli::exitCode(call.failure()), 2);
}

void TestCliParse::dataCantSteerTheTerminal()
{
    QCOMPARE(visible(u"a\u001b[2Jb\r\n"_s), u"a\u241b[2Jb\u240d\u240a"_s);
    QCOMPARE(visible(u"\u202egnp"_s), u"<U+202E>gnp"_s);
    QCOMPARE(visible(u"\u00fcber 2\u00a0GiB"_s), u"\u00fcber 2\u00a0GiB"_s);
}

QTEST_GUILESS_MAIN(TestCliParse)
#include "tst_cliparse.moc"
