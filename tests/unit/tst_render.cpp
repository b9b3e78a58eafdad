// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/schema/render.h"

#include "services/schema/embedded.h"
#include "services/schema/schema.h"

#include <QTest>
#include <QXmlStreamReader>

#include <limits>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
CimPath objectPath(const QString &className, const QString &id)
{
    return CimPath(QString(Schema::iscsiTarget), className,
                   {{u"InstanceID"_s, CimValue::string(id)}});
}

CimPath poolPath(const QString &id)
{
    return objectPath(u"MSISCSITARGET_StoragePool"_s, id);
}

MethodCall callOf(const QString &method)
{
    MethodCall call(*Schema::methodsNamed(method).constFirst(),
                    CimPath(QString(Schema::iscsiTarget),
                            u"MSISCSITARGET_StorageConfigurationService"_s,
                            {{u"Name"_s, CimValue::string(u"Storage"_s)}}));
    return call;
}

MethodCall poolCall()
{
    MethodCall call = callOf(u"CreateOrModifyStoragePool"_s);
    call.setArgument(u"ElementName", CimValue::string(u"gold"_s));
    call.setArgument(u"Size", CimValue::uint64(268435456));
    call.setArgument(u"InPools", CimValue::strings({poolPath(u"p1"_s).toText()}));
    return call;
}

const Render::System here{.id = u"local"_s, .url = QUrl(u"local:"_s), .user = {}};
const Render::System far{
    .id = u"far"_s, .url = QUrl(u"https://far.example:5986/wsman"_s), .user = u"bar"_s};

// Reads one single-quoted literal as PowerShell's own scanner does: any quote of the family closes,
// any two of it in a row stand for the first. Nothing when text is more or less than one literal.
std::optional<QString> readPowerShell(const QString &text)
{
    const auto isQuote = [](QChar c) {
        return c == u'\'' || (c >= QChar(0x2018) && c <= QChar(0x201b));
    };
    QString value;
    if (text.size() < 2 || !isQuote(text.front()))
        return std::nullopt;
    for (qsizetype i = 1; i < text.size(); ++i) {
        if (isQuote(text[i])) {
            if (i + 1 == text.size())
                return value;
            if (!isQuote(text[i + 1]))
                return std::nullopt;
            value += text[i++];
        } else {
            value += text[i];
        }
    }
    return std::nullopt;
}
} // namespace

class TestRender : public QObject
{
    Q_OBJECT

private slots:
    void WF_07_hostileTextIsOnePowerShellString_data();
    void WF_07_hostileTextIsOnePowerShellString();
    void WF_07_lineEndsStayOutOfTheCommand();
    void powerShellSaysTheWholeCall();
    void powerShellMakesReferencesAndSessions();
    void powerShellMakesTheSettingFirst();
    void powerShellKeepsTheType_data();
    void powerShellKeepsTheType();
    void winrmTakesPlainValuesOnItsLine();
    void winrmPutsTheRestIntoAFile();
    void shellWordsComeBackWhole_data();
    void shellWordsComeBackWhole();
    void sizesAreShortAndExact_data();
    void sizesAreShortAndExact();
    void callCommandsCarryEveryArgument();
    void wizardCommandsStandForTheirCalls_data();
    void wizardCommandsStandForTheirCalls();
    void noPasswordFromTheAddress();
    void everyMethodIsRenderedWhole_data();
    void everyMethodIsRenderedWhole();
    void namesOfMethodsAreUnambiguous();
};

void TestRender::WF_07_hostileTextIsOnePowerShellString_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("apostrophe") << u"it's"_s;
    QTest::newRow("double quote") << u"a\"b"_s;
    QTest::newRow("back-tick") << u"a`b`n"_s;
    QTest::newRow("subexpression") << u"$(Remove-Item C:\\)"_s;
    QTest::newRow("semicolon") << u"a; b"_s;
    QTest::newRow("pipe") << u"a | b"_s;
    for (const char16_t quote : {u'\'', u'\u2018', u'\u2019', u'\u201a', u'\u201b'}) {
        const QString one(1, QChar(quote));
        QTest::addRow("U+%04x", static_cast<uint>(quote)) << u"a"_s + one + u"; calc; "_s + one;
        QTest::addRow("U+%04x alone", static_cast<uint>(quote)) << one;
        QTest::addRow("U+%04x twice", static_cast<uint>(quote)) << one + one;
    }
    QTest::newRow("mixed") << u"\u2018a\u2019'\u201b\u201a"_s;
    QTest::newRow("empty") << QString();
}

void TestRender::WF_07_hostileTextIsOnePowerShellString()
{
    QFETCH(QString, text);
    const auto read = readPowerShell(Render::powerShellText(text));
    QVERIFY(read.has_value());
    QCOMPARE(*read, text);

    MethodCall call = poolCall();
    call.setArgument(u"ElementName", CimValue::string(text));
    const QString command = Render::powerShell(call, far);
    QCOMPARE(command.count(u"Invoke-CimMethod"_s), 1);
    QVERIFY(command.contains(u"ElementName = "_s + Render::powerShellText(text) + u';'));
}

void TestRender::WF_07_lineEndsStayOutOfTheCommand()
{
    MethodCall call = poolCall();
    call.setArgument(u"ElementName", CimValue::string(u"a\r\nb\u2028'c\t"_s));
    for (const QString &command :
         {Render::powerShell(call, far), Render::wizardCommand(call, far),
          Render::callCommand(call, far), Render::winrm(call, far).command}) {
        for (const QChar c : command)
            QVERIFY2(c.unicode() >= 0x20 && c.unicode() != 0x2028, qPrintable(command));
    }
    QVERIFY(Render::powerShell(call, far).contains(
        u"ElementName = ('a' + [char]13 + '' + [char]10 + 'b' + [char]8232 + '''c' + [char]9 + '')"_s));
}

void TestRender::powerShellSaysTheWholeCall()
{
    QCOMPARE(
        Render::powerShell(poolCall(), here),
        u"Invoke-CimMethod -InputObject (New-CimInstance -ClientOnly -Namespace "
        u"'Root/CIMv2/Storage/iScsiTarget' "
        "-ClassName 'MSISCSITARGET_StorageConfigurationService' -Key 'Name' -Property @{Name = "
        "'Storage'}) "
        "-MethodName 'CreateOrModifyStoragePool' -Arguments @{ElementName = 'gold'; Size = "
        "[uint64]268435456; "
        "InPools = @('Root\\CIMv2\\Storage\\iScsiTarget:MSISCSITARGET_StoragePool.InstanceID=\"p1\"')}"_s);
}

void TestRender::powerShellMakesReferencesAndSessions()
{
    MethodCall call = callOf(u"DeleteStoragePool"_s);
    call.setTarget({});
    call.setArgument(u"Pool", CimValue::reference(poolPath(u"p'2"_s)));
    const QString session = u" -CimSession (New-CimSession -ComputerName 'far.example' -Port 5986 "
                            u"-Authentication Basic "
                            "-Credential 'bar' -SessionOption (New-CimSessionOption -UseSsl))"_s;
    QCOMPARE(Render::powerShell(call, far),
             u"Invoke-CimMethod"_s + session + u" -InputObject (Get-CimInstance"_s + session
                 + u" -Namespace 'Root/CIMv2/Storage/iScsiTarget' -ClassName "
                   u"'MSISCSITARGET_StorageConfigurationService') "
                   "-MethodName 'DeleteStoragePool' -Arguments @{Pool = [ref](New-CimInstance "
                   "-ClientOnly -Namespace "
                   "'Root/CIMv2/Storage/iScsiTarget' -ClassName 'MSISCSITARGET_StoragePool' -Key "
                   "'InstanceID' -Property "
                   "@{InstanceID = 'p''2'})}"_s);
}

void TestRender::powerShellMakesTheSettingFirst()
{
    MethodCall call = poolCall();
    call.setting = SettingRequest{
        .parameter = u"Goal"_s,
        .capabilities = objectPath(u"MSISCSITARGET_StorageCapabilities"_s, u"c1"_s),
        .values = {{u"DataRedundancyGoal"_s, CimValue::uint16(2)}}};
    const QStringList statements = Render::powerShell(call, far).split(u"; "_s);
    const QString all = Render::powerShell(call, far);
    QVERIFY(statements[0].startsWith(u"$session = New-CimSession "_s));
    QVERIFY(statements[1].startsWith(
        u"$setting = (Invoke-CimMethod -CimSession $session -InputObject (New-CimInstance"_s));
    QVERIFY(all.contains(u"'CreateSetting' -Arguments @{SettingType = [uint16]3}).NewSetting; "_s));
    QVERIFY(all.contains(
        u"; Set-CimInstance -CimSession $session -InputObject $setting -Property @{DataRedundancyGoal = [uint16]2}; Invoke-"_s));
    QVERIFY(all.endsWith(u"; Goal = [ref]$setting}"_s));
}

void TestRender::powerShellKeepsTheType_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("largest size") << u"CreateOrModifyStoragePool"_s << u"Size"_s
                                  << u"18446744073709551615"_s
                                  << u"Size = [uint64]18446744073709551615"_s;
    QTest::newRow("uint16") << u"RequestStateChange"_s << u"RequestedState"_s << u"4"_s
                            << u"RequestedState = [uint16]4"_s;
    QTest::newRow("interval") << u"RequestStateChange"_s << u"TimeoutPeriod"_s
                              << u"00000000000130.000000:000"_s
                              << u"TimeoutPeriod = [timespan]::FromTicks(900000000)"_s;
    QTest::newRow("boolean") << u"KillJob"_s << u"DeleteOnKill"_s << u"true"_s
                             << u"DeleteOnKill = $true"_s;
}

void TestRender::powerShellKeepsTheType()
{
    QFETCH(QString, method);
    QFETCH(QString, name);
    QFETCH(QString, text);
    QFETCH(QString, expected);
    MethodCall call = callOf(method);
    const auto value = CimValue::fromText(call.decl().param(name)->type, text);
    QVERIFY(value);
    call.setArgument(name, *value);
    QVERIFY2(Render::powerShell(call, here).contains(expected),
             qPrintable(Render::powerShell(call, here)));
}

void TestRender::winrmTakesPlainValuesOnItsLine()
{
    MethodCall call = callOf(u"CreateOrModifyStoragePool"_s);
    call.setArgument(u"ElementName", CimValue::string(u"gold"_s));
    call.setArgument(u"Size", CimValue::uint64(1048576));
    const Render::Winrm text = Render::winrm(call, far);
    QCOMPARE(text.command,
             u"winrm invoke CreateOrModifyStoragePool "
             u"\"http://schemas.microsoft.com/wbem/wsman/1/wmi/Root/CIMv2/Storage/"
             "iScsiTarget/MSISCSITARGET_StorageConfigurationService?Name=Storage\" "
             "@{ElementName=\"gold\";"
             "Size=\"1048576\"} -r:https://far.example:5986/wsman -a:Basic -u:\"bar\""_s);
    QVERIFY(text.fileName.isEmpty());
}

void TestRender::winrmPutsTheRestIntoAFile()
{
    MethodCall call = poolCall();
    call.setArgument(u"ElementName", CimValue::string(u"a\" & <b>"_s));
    call.setArgument(u"Pool", CimValue::reference(poolPath(u"x&y"_s)));
    const Render::Winrm text = Render::winrm(call, here);
    QVERIFY(text.command.endsWith(u" -file:CreateOrModifyStoragePool.xml"_s));
    QCOMPARE(text.fileName, u"CreateOrModifyStoragePool.xml"_s);
    QXmlStreamReader reader(text.fileText);
    QHash<QString, QString> texts;
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement
            && (reader.name() == u"ElementName"_s || reader.name() == u"Selector"_s
                || reader.name() == u"InPools"_s)) {
            const QString name = reader.name().toString();
            texts[name] = reader.readElementText();
        }
    }
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    QCOMPARE(texts[u"ElementName"_s], u"a\" & <b>"_s);
    QCOMPARE(texts[u"Selector"_s], u"x&y"_s);
    QCOMPARE(texts[u"InPools"_s], poolPath(u"p1"_s).toText());
    QVERIFY(text.fileText.contains(u"/role/anonymous</a:Address>"_s));
    // What lies on another machine is named there, too.
    CimPath away = poolPath(u"x&y"_s);
    away.setHost(u"rome.example"_s);
    call.setArgument(u"Pool", CimValue::reference(away));
    const QString told = Render::winrm(call, here).fileText;
    QVERIFY2(told.contains(u"<a:Address>http://rome.example/wsman</a:Address>"_s),
             qPrintable(told));
}

void TestRender::shellWordsComeBackWhole_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("word");
    QTest::newRow("plain") << u"gold-2_x/y.z"_s << u"gold-2_x/y.z"_s;
    QTest::newRow("empty") << QString() << u"''"_s;
    QTest::newRow("blank") << u"a b"_s << u"'a b'"_s;
    QTest::newRow("apostrophe") << u"it's"_s << u"'it'\\''s'"_s;
    QTest::newRow("command") << u"$(rm -r ~)"_s << u"'$(rm -r ~)'"_s;
    QTest::newRow("line end") << u"a\nb'\\"_s << u"$'a\\u000ab\\'\\\\'"_s;
}

void TestRender::shellWordsComeBackWhole()
{
    QFETCH(QString, text);
    QFETCH(QString, word);
    QCOMPARE(Render::shellWord(text), word);
}

void TestRender::sizesAreShortAndExact_data()
{
    QTest::addColumn<quint64>("bytes");
    QTest::addColumn<QString>("word");
    QTest::newRow("0") << quint64(0) << u"0"_s;
    QTest::newRow("1000") << quint64(1000) << u"1000"_s;
    QTest::newRow("1536") << quint64(1536) << u"1536"_s;
    QTest::newRow("MiB") << quint64(268435456) << u"256MiB"_s;
    QTest::newRow("1.5 TiB") << quint64(1649267441664) << u"1536GiB"_s;
    QTest::newRow("EiB") << (quint64(15) << 60) << u"15EiB"_s;
    QTest::newRow("maximum") << std::numeric_limits<quint64>::max() << u"18446744073709551615"_s;
}

void TestRender::sizesAreShortAndExact()
{
    QFETCH(quint64, bytes);
    QFETCH(QString, word);
    QCOMPARE(Render::sizeWord(bytes), word);
}

void TestRender::callCommandsCarryEveryArgument()
{
    MethodCall call = poolCall();
    call.setArgument(u"ElementName", CimValue::string(u"null"_s));
    QCOMPARE(
        Render::callCommand(call, far),
        u"cistern-cli call MSISCSITARGET_StorageConfigurationService.CreateOrModifyStoragePool "
        u"ElementName:=null "
        "Size=256MiB "
        "'InPools=Root\\CIMv2\\Storage\\iScsiTarget:MSISCSITARGET_StoragePool.InstanceID=\"p1\"' "
        "--target "
        "'Root\\CIMv2\\Storage\\iScsiTarget:MSISCSITARGET_StorageConfigurationService.Name="
        "\"Storage\"' "
        "--system far --wait"_s);
}

void TestRender::wizardCommandsStandForTheirCalls_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QStringList>("arguments"); // NAME=VALUE
    QTest::addColumn<QString>("command");
    const QString path =
        u"Root\\CIMv2\\Storage\\iScsiTarget:MSISCSITARGET_StoragePool.InstanceID=\"p\""_s;
    const QString volume =
        u"Root\\CIMv2\\Storage\\iScsiTarget:MSISCSITARGET_StorageVolume.DeviceID=\"v\""_s;
    const QString extent =
        u"Root\\CIMv2\\Storage\\iScsiTarget:CISTERN_StorageExtent.DeviceID=\"e\""_s;
    QTest::newRow("create") << u"CreateOrModifyStoragePool"_s
                            << QStringList{u"ElementName=a b"_s, u"Size=1048576"_s}
                            << u"pool create --name 'a b' --size 1MiB"_s;
    QTest::newRow("a name like an option")
        << u"CreateOrModifyStoragePool"_s << QStringList{u"ElementName=--json"_s}
        << u"pool create --name=--json"_s;
    QTest::newRow("modify") << u"CreateOrModifyStoragePool"_s
                            << QStringList{u"Pool="_s + path, u"Size=1048576"_s}
                            << u"pool modify '"_s + path + u"' --size 1MiB"_s;
    QTest::newRow("delete") << u"DeleteStoragePool"_s << QStringList{u"Pool="_s + path}
                            << u"pool delete '"_s + path + u'\'';
    QTest::newRow("volume") << u"CreateOrModifyElementFromStoragePool"_s
                            << QStringList{u"ElementType=2"_s, u"Size=1048576"_s,
                                           u"InPool="_s + path}
                            << u"volume create --size 1MiB --from '"_s + path + u'\'';
    QTest::newRow("volume delete")
        << u"ReturnToStoragePool"_s << QStringList{u"TheElement="_s + volume}
        << u"volume delete '"_s + volume + u'\'';
    QTest::newRow("extent has no command")
        << u"ReturnToStoragePool"_s << QStringList{u"TheElement="_s + extent}
        << u"call MSISCSITARGET_StorageConfigurationService.ReturnToStoragePool 'TheElement="_s
            + extent + u'\'';
    QTest::newRow("an extent is no volume")
        << u"CreateOrModifyElementFromStoragePool"_s << QStringList{u"ElementType=3"_s}
        << u"call MSISCSITARGET_StorageConfigurationService."
           "CreateOrModifyElementFromStoragePool ElementType=3"_s;
}

void TestRender::wizardCommandsStandForTheirCalls()
{
    QFETCH(QString, method);
    QFETCH(QStringList, arguments);
    QFETCH(QString, command);
    MethodCall call = callOf(method);
    call.setTarget({});
    for (const QString &argument : arguments) {
        const QString name = argument.section(u'=', 0, 0);
        const auto value = CimValue::fromText(call.decl().param(name)->type,
                                              argument.section(u'=', 1));
        QVERIFY2(value, qPrintable(argument));
        call.setArgument(name, *value);
    }
    QCOMPARE(Render::wizardCommand(call, here), u"cistern-cli "_s + command + u" --wait"_s);
}

void TestRender::noPasswordFromTheAddress()
{
    const Render::System careless{
        .id = u"x"_s, .url = QUrl(u"http://me:secret@host:5985/wsman"_s), .user = u"me"_s};
    const QString all = Render::powerShell(poolCall(), careless)
        + Render::winrm(poolCall(), careless).command + Render::callCommand(poolCall(), careless);
    QVERIFY(!all.contains(u"secret"_s));
}

namespace {
// A value for the parameter, hostile where it can be.
CimValue sample(const ParamDecl &param, const QString &nameSpace)
{
    const auto one = [&](int i) {
        if (param.type == CimType::Reference)
            return CimValue::reference(
                CimPath(nameSpace, QString(param.refClass),
                        {{u"InstanceID"_s, CimValue::string(u"it's \"%1\""_s.arg(i))}}));
        if (param.carries == Carries::Embedded) {
            CimInstance instance{QString(param.refClass)};
            instance.set(u"ElementName", CimValue::string(u"<'$(x)'>\r\n"_s));
            return CimValue::string(Embedded::toText(instance));
        }
        if (param.type == CimType::String)
            return CimValue::string(u"a'; \u2019b"_s);
        if (param.type == CimType::DateTime)
            return *CimValue::fromText(CimType::DateTime, u"00000000000010.000000:000"_s);
        return *CimValue::fromText(param.type, param.type == CimType::Boolean ? u"true"_s : u"2"_s);
    };
    return param.array ? CimValue::array(param.type, {one(1), one(2)}) : one(1);
}

// Outside of quoted texts every bracket has its partner, and every text its end.
bool isBalanced(const QString &powerShell)
{
    QString open;
    bool quoted = false;
    const auto isQuote = [](QChar c) {
        return c == u'\'' || (c >= QChar(0x2018) && c <= QChar(0x201b));
    };
    for (const QChar c : powerShell) {
        if (isQuote(c)) {
            quoted = !quoted; // a doubled quote closes and opens again
        } else if (!quoted && u"({["_s.contains(c)) {
            open.append(c);
        } else if (!quoted && u")}]"_s.contains(c)) {
            const QChar partner = c == u')' ? u'(' : c == u'}' ? u'{' : u'[';
            if (!open.endsWith(partner))
                return false;
            open.chop(1);
        }
    }
    return open.isEmpty() && !quoted;
}
} // namespace

void TestRender::everyMethodIsRenderedWhole_data()
{
    QTest::addColumn<QString>("nameSpace");
    QTest::addColumn<QString>("className");
    QTest::addColumn<QString>("method");
    for (const MethodDecl *decl : Schema::methods())
        QTest::addRow("%s.%s in %s", decl->className.data(), decl->name.data(),
                      decl->nameSpace.data())
            << QString(decl->nameSpace) << QString(decl->className) << QString(decl->name);
}

void TestRender::everyMethodIsRenderedWhole()
{
    QFETCH(QString, nameSpace);
    QFETCH(QString, className);
    QFETCH(QString, method);
    const MethodDecl *decl = Schema::findMethod(nameSpace, className, method);
    QVERIFY(decl);
    MethodCall call(*decl,
                    CimPath(nameSpace, className, {{u"Name"_s, CimValue::string(u"it's"_s)}}));
    for (const ParamDecl &param : decl->params) {
        if (param.in())
            call.setArgument(QString(param.name), sample(param, nameSpace));
    }
    const Render::Winrm winrm = Render::winrm(call, far);
    const QString powerShell = Render::powerShell(call, far);
    for (const QString &text : {powerShell, Render::callCommand(call, far),
                                Render::wizardCommand(call, far), winrm.command}) {
        for (const QChar c : text)
            QVERIFY2(c.unicode() >= 0x20, qPrintable(text));
    }
    QVERIFY2(isBalanced(powerShell), qPrintable(powerShell));
    QVERIFY(powerShell.contains(u" -MethodName '"_s + method + u'\''));
    QVERIFY(powerShell.contains(Render::powerShellText(nameSpace)));
    for (const auto &[name, value] : call.arguments()) {
        QVERIFY2(powerShell.contains(name + u" = "_s), qPrintable(name));
        if (value.type() == CimType::Reference)
            QCOMPARE(
                powerShell.contains(name + (value.isArray() ? u" = @([ref]("_s : u" = [ref]("_s)),
                true);
    }
    if (!winrm.fileText.isEmpty()) {
        QXmlStreamReader xml(winrm.fileText);
        while (!xml.atEnd())
            xml.readNext();
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    }
    QVERIFY(Render::callCommand(call, far).startsWith(u"cistern-cli call "_s
                                                      + Render::methodName(*decl)));
}

// Msvm_ConcreteJob stands in two namespaces.
void TestRender::namesOfMethodsAreUnambiguous()
{
    for (const MethodDecl *decl : Schema::methods()) {
        const QString name = Render::methodName(*decl);
        QCOMPARE(Schema::methodsNamed(name), QList<const MethodDecl *>{decl});
        QCOMPARE(Render::shellWord(name), name);
    }
    const QString job = u"Msvm_ConcreteJob.RequestStateChange"_s;
    QCOMPARE(Schema::methodsNamed(job).size(), 2);
    QCOMPARE(Schema::methodsNamed(u"root\\virtualization\\v2:"_s + job).size(), 1);
    QCOMPARE(Schema::methodsNamed(u"CreatePool"_s).size(), 1);
    QCOMPARE(Schema::methodsNamed(u"Nowhere:CreatePool"_s).size(), 0);
}

QTEST_GUILESS_MAIN(TestRender)
#include "tst_render.moc"
