// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/schema/render.h"

#include "services/cim/ciminstance.h"
#include "services/schema/schema.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <span>

namespace Cistern::Render {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isControl(QChar c)
{
    return c.unicode() < 0x20 || c.unicode() == 0x7f || c.unicode() == 0x85 || c.unicode() == 0x2028
        || c.unicode() == 0x2029;
}

// PowerShell -----------------------------------------------------------------------------------

QLatin1StringView netType(CimType type)
{
    switch (type) {
    case CimType::Boolean:
        return "bool"_L1;
    case CimType::UInt8:
        return "byte"_L1;
    case CimType::UInt16:
        return "uint16"_L1;
    case CimType::UInt32:
        return "uint32"_L1;
    case CimType::UInt64:
        return "uint64"_L1;
    case CimType::SInt8:
        return "sbyte"_L1;
    case CimType::SInt16:
        return "int16"_L1;
    case CimType::SInt32:
        return "int32"_L1;
    case CimType::SInt64:
        return "int64"_L1;
    case CimType::Real32:
        return "single"_L1;
    case CimType::Real64:
        return "double"_L1;
    case CimType::Char16:
        return "char"_L1;
    case CimType::DateTime:
        return "datetime"_L1;
    case CimType::String:
    case CimType::Reference:
    case CimType::Instance:
        break;
    }
    return "string"_L1;
}

QString powerShellValue(const CimValue &value);

QString hashTable(const QList<std::pair<QString, CimValue>> &entries)
{
    QStringList parts;
    for (const auto &[name, value] : entries)
        parts.append(name + u" = "_s + powerShellValue(value));
    return u"@{"_s + parts.join("; "_L1) + u'}';
}

// An instance that names an object without reading it: the keys are all a reference holds.
QString powerShellObject(const CimPath &path)
{
    QStringList keys;
    QList<std::pair<QString, CimValue>> values;
    for (const CimPath::Key &key : path.keys()) {
        keys.append(powerShellText(key.name));
        values.append({key.name, key.value});
    }
    return u"(New-CimInstance -ClientOnly -Namespace %1 -ClassName %2 -Key %3 -Property %4)"_s.arg(
        powerShellText(path.nameSpace()), powerShellText(path.className()), keys.join(u','),
        hashTable(values));
}

QString powerShellTime(const CimDateTime &time)
{
    if (const auto interval = time.interval()) {
        // A .NET tick is 100 ns.
        return u"[timespan]::FromTicks(%1)"_s.arg(interval->count() * 10);
    }
    return u"[datetime]"_s + powerShellText(time.toWireText());
}

QString powerShellScalar(const CimValue &value)
{
    switch (value.type()) {
    case CimType::Boolean:
        return value.toBool().value_or(false) ? u"$true"_s : u"$false"_s;
    case CimType::String:
        return powerShellText(value.toString());
    case CimType::Char16:
        return u"[char]"_s + powerShellText(value.toText());
    case CimType::DateTime:
        return powerShellTime(value.toDateTime().value_or(CimDateTime()));
    case CimType::Reference:
        return u"[ref]"_s + (value.toPath() ? powerShellObject(*value.toPath()) : u"$null"_s);
    case CimType::Instance:
        return value.toInstance()
            ? u"(New-CimInstance -ClientOnly -ClassName %1 -Property %2)"_s.arg(
                powerShellText(value.toInstance()->className()),
                hashTable(value.toInstance()->properties()))
            : u"$null"_s;
    default:
        return u'[' + netType(value.type()) + u']' + value.toText();
    }
}

QString powerShellValue(const CimValue &value)
{
    if (value.isNull())
        return u"$null"_s;
    if (!value.isArray())
        return powerShellScalar(value);
    QStringList parts;
    for (const CimValue &element : value.elements())
        parts.append(powerShellScalar(element));
    return u"@("_s + parts.join(", "_L1) + u')';
}

QString sessionFor(const System &system)
{
    QString text = u"New-CimSession -ComputerName "_s + powerShellText(system.url.host());
    const bool tls = system.url.scheme() == "https"_L1;
    text += u" -Port %1"_s.arg(system.url.port(tls ? 5986 : 5985));
    if (!system.user.isEmpty())
        text += u" -Authentication Basic -Credential "_s + powerShellText(system.user);
    if (tls)
        text += u" -SessionOption (New-CimSessionOption -UseSsl)"_s;
    return text;
}

// The object the method runs on. A service not looked up yet is the only one of its class.
QString powerShellTarget(const MethodCall &call, const QString &session)
{
    const CimPath &target = call.target();
    if (target.isInstance())
        return powerShellObject(target);
    return u"(Get-CimInstance%1 -Namespace %2 -ClassName %3)"_s.arg(
        session, powerShellText(QString(call.decl().nameSpace)),
        powerShellText(target.isEmpty() ? QString(call.decl().className) : target.className()));
}

// winrm ----------------------------------------------------------------------------------------

QString classUri(const CimPath &path, const MethodDecl &decl)
{
    const QString nameSpace = path.nameSpace().isEmpty() ? QString(decl.nameSpace)
                                                         : path.nameSpace();
    const QString className = path.isEmpty() ? QString(decl.className) : path.className();
    return u"http://schemas.microsoft.com/wbem/wsman/1/wmi/"_s + nameSpace + u'/' + className;
}

QString encoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

bool isPlain(const CimValue &value)
{
    if (value.isArray() || value.type() == CimType::Reference || value.type() == CimType::Instance)
        return false;
    const QString text = value.toText();
    return std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c.unicode() < 128 && c.isLetterOrNumber()) || u" ._-:"_s.contains(c);
    });
}

QString wireText(const CimValue &value)
{
    const auto time = value.toDateTime();
    return time ? time->toWireText() : value.toText();
}

QString inputElement(const QString &name, const CimValue &value)
{
    if (value.isArray()) {
        QString all;
        for (const CimValue &element : value.elements())
            all += inputElement(name, element);
        return all;
    }
    QString content;
    if (const CimPath *path = value.toPath()) {
        const QString address = path->host().isEmpty()
            ? u"http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous"_s
            : u"http://"_s + path->host() + u"/wsman"_s;
        content = u"<a:Address>"_s + address.toHtmlEscaped()
            + u"</a:Address><a:ReferenceParameters><w:ResourceURI>"_s
            + (u"http://schemas.microsoft.com/wbem/wsman/1/wmi/"_s + path->nameSpace() + u'/'
               + path->className())
                  .toHtmlEscaped()
            + u"</w:ResourceURI><w:SelectorSet>"_s;
        for (const CimPath::Key &key : path->keys())
            content += u"<w:Selector Name=\"%1\">%2</w:Selector>"_s.arg(
                key.name.toHtmlEscaped(), wireText(key.value).toHtmlEscaped());
        content += u"</w:SelectorSet></a:ReferenceParameters>"_s;
    } else {
        content = wireText(value).toHtmlEscaped();
    }
    return u"<p:"_s + name + u'>' + content + u"</p:"_s + name + u'>';
}

// Our own --------------------------------------------------------------------------------------

// How `call` reads NAME=VALUE: "null" and @FILE have a meaning, := takes the text as it stands.
QString callArgument(const QString &name, const ParamDecl *param, const CimValue &value)
{
    const QString text = value.toText();
    if (param && param->unit == Unit::Bytes && value.toUnsigned())
        return name + u'=' + sizeWord(*value.toUnsigned());
    const bool literal = value.type() == CimType::String
        && (text == "null"_L1 || text.startsWith(u'@'));
    return name + (literal ? u":="_s : u"="_s) + text;
}

struct Option
{
    QLatin1StringView param;
    QLatin1StringView option;
};

// A command that stands for one use of a method.
struct Command
{
    QLatin1StringView method;
    QLatin1StringView words;
    QStringView object;  // the parameter that is the command's first word; must be given
    QStringView absent;  // a parameter that must not be given
    QStringView implied; // a parameter with one value only, which the words say
    quint64 impliedValue;
    QStringView objectClass; // what object must be; any when empty
    std::span<const Option> options;
};

constexpr Option poolOptions[] = {
    {"ElementName"_L1, "--name"_L1}, {"Size"_L1, "--size"_L1}, {"InPools"_L1, "--from"_L1},
    {"InExtents"_L1, "--extent"_L1}, {"Goal"_L1, "--goal"_L1},
};
constexpr Option volumeOptions[] = {
    {"ElementName"_L1, "--name"_L1},
    {"Size"_L1, "--size"_L1},
    {"InPool"_L1, "--from"_L1},
    {"Goal"_L1, "--goal"_L1},
};
constexpr Option rootPoolOptions[] = {
    {"ElementName"_L1, "--name"_L1},
    {"ResourceType"_L1, "--type"_L1},
    {"HostResources"_L1, "--device"_L1},
};
constexpr Command commands[] = {
    {"CreateResourcePool"_L1, "root-pool create"_L1, {}, {}, {}, 0, {}, rootPoolOptions},
    {"AddResourcesToResourcePool"_L1, "root-pool add"_L1, u"Pool", {}, {}, 0, {}, rootPoolOptions},
    {"RemoveResourcesFromResourcePool"_L1,
     "root-pool remove"_L1,
     u"Pool",
     {},
     {},
     0,
     {},
     rootPoolOptions},
    {"DeleteResourcePool"_L1, "root-pool delete"_L1, u"Pool", {}, {}, 0, {}, {}},
    {"CreateOrModifyStoragePool"_L1, "pool create"_L1, {}, u"Pool", {}, 0, {}, poolOptions},
    {"CreateOrModifyStoragePool"_L1, "pool modify"_L1, u"Pool", {}, {}, 0, {}, poolOptions},
    {"DeletePool"_L1, "child-pool delete"_L1, u"Pool", {}, {}, 0, {}, {}},
    {"DeleteStoragePool"_L1, "pool delete"_L1, u"Pool", {}, {}, 0, {}, {}},
    {"CreateOrModifyElementFromStoragePool"_L1,
     "volume create"_L1,
     {},
     u"TheElement",
     u"ElementType",
     2,
     {},
     volumeOptions},
    {"ReturnToStoragePool"_L1,
     "volume delete"_L1,
     u"TheElement",
     {},
     {},
     0,
     u"MSISCSITARGET_StorageVolume",
     {}},
};

// The words of the command for this call; empty when the row does not fit it.
QStringList wordsOf(const Command &command, const MethodCall &call)
{
    const CimValue object = command.object.isEmpty() ? CimValue() : call.argument(command.object);
    const bool objectFits = command.object.isEmpty()
        || (object.toPath()
            && (command.objectClass.isEmpty()
                || sameName(object.toPath()->className(), command.objectClass)));
    if (call.decl().name != command.method || !objectFits
        || (!command.absent.isEmpty() && !call.argument(command.absent).isNull())
        || (!command.implied.isEmpty()
            && call.argument(command.implied).toUnsigned() != command.impliedValue))
        return {};
    QStringList words = QString(command.words).split(u' ');
    if (object.toPath())
        words.append(object.toText());
    for (const auto &[name, value] : call.arguments()) {
        if (name == command.object || name == command.implied)
            continue;
        const auto option = std::find_if(
            command.options.begin(), command.options.end(),
            [&name = name](const Option &row) { return name == row.param; });
        if (option == command.options.end())
            return {};
        const ParamDecl *param = call.decl().param(name);
        const QList<CimValue> elements = value.elements();
        for (const CimValue &element : elements) {
            const QString text = param && param->unit == Unit::Bytes && element.toUnsigned()
                ? sizeWord(*element.toUnsigned())
                : element.toText();
            // "--name=-x" is a value, "--name -x" an option.
            words.append(text.startsWith(u'-') ? QStringList{option->option + u'=' + text}
                                               : QStringList{option->option, text});
        }
    }
    if (call.setting) {
        for (const auto &[name, value] : call.setting->values)
            words << u"--quality"_s << name + u'=' + value.toText();
    }
    return words;
}

QString commandLine(const QStringList &words, const System &system)
{
    QStringList quoted{u"cistern-cli"_s};
    for (const QString &word : words)
        quoted.append(shellWord(word));
    if (!system.id.isEmpty() && system.id != "local"_L1)
        quoted << u"--system"_s << shellWord(system.id);
    return (quoted << u"--wait"_s).join(u' ');
}

} // namespace

QString powerShellText(QStringView text)
{
    QString out, piece;
    bool parted = false;
    for (const QChar c : text) {
        if (isControl(c)) {
            out += u'\'' + piece + u"' + [char]%1 + "_s.arg(c.unicode());
            piece.clear();
            parted = true;
            continue;
        }
        piece += c;
        if (c == u'\'' || (c >= QChar(0x2018) && c <= QChar(0x201b)))
            piece += c;
    }
    out += u'\'' + piece + u'\'';
    return parted ? u'(' + out + u')' : out;
}

QString shellWord(QStringView text)
{
    const auto isSafe = [](QChar c) {
        return (c.unicode() < 128 && c.isLetterOrNumber()) || u"_./:=@%+,-"_s.contains(c);
    };
    if (!text.isEmpty() && std::all_of(text.begin(), text.end(), isSafe))
        return text.toString();
    if (!std::any_of(text.begin(), text.end(), isControl))
        return u'\'' + text.toString().replace(u'\'', "'\\''"_L1) + u'\'';
    QString word = u"$'"_s;
    for (const QChar c : text) {
        if (isControl(c))
            word += u"\\u%1"_s.arg(static_cast<uint>(c.unicode()), 4, 16, QChar(u'0'));
        else if (c == u'\'' || c == u'\\')
            word += u'\\' + QString(c);
        else
            word += c;
    }
    return word + u'\'';
}

QString sizeWord(quint64 bytes)
{
    static constexpr std::array units{"EiB"_L1, "PiB"_L1, "TiB"_L1, "GiB"_L1, "MiB"_L1, "KiB"_L1};
    int shift = 60;
    for (const QLatin1StringView unit : units) {
        const quint64 one = quint64(1) << shift;
        if (bytes != 0 && bytes % one == 0)
            return QString::number(bytes / one) + unit;
        shift -= 10;
    }
    return QString::number(bytes);
}

QString powerShell(const MethodCall &call, const System &system)
{
    const bool remote = !system.url.host().isEmpty();
    // One session for all statements; a call alone can make it in place.
    QString text, session;
    if (remote && call.setting) {
        text = u"$session = "_s + sessionFor(system) + u"; "_s;
        session = u" -CimSession $session"_s;
    } else if (remote) {
        session = u" -CimSession ("_s + sessionFor(system) + u')';
    }
    QString arguments;
    const QList<std::pair<QString, CimValue>> given = call.arguments();
    QStringList parts;
    for (const auto &[name, value] : given)
        parts.append(name + u" = "_s + powerShellValue(value));
    if (call.setting) {
        text += u"$setting = (Invoke-CimMethod%1 -InputObject %2 -MethodName 'CreateSetting' "
                u"-Arguments @{SettingType"
                " = [uint16]3}).NewSetting; "_s.arg(session,
                                                    powerShellObject(call.setting->capabilities));
        if (!call.setting->values.isEmpty())
            text += u"Set-CimInstance%1 -InputObject $setting -Property %2; "_s.arg(
                session, hashTable(call.setting->values));
        parts.append(call.setting->parameter + u" = [ref]$setting"_s);
    }
    if (!parts.isEmpty())
        arguments = u" -Arguments @{"_s + parts.join("; "_L1) + u'}';
    return text + u"Invoke-CimMethod"_s + session + u" -InputObject "_s
        + powerShellTarget(call, session) + u" -MethodName "_s
        + powerShellText(QString(call.decl().name)) + arguments;
}

Winrm winrm(const MethodCall &call, const System &system)
{
    const QString uri = classUri(call.target(), call.decl());
    QString target = uri;
    QStringList selectors;
    for (const CimPath::Key &key : call.target().keys())
        selectors.append(key.name + u'=' + encoded(wireText(key.value)));
    if (!selectors.isEmpty())
        target += u'?' + selectors.join(u'+');
    Winrm text;
    text.command = u"winrm invoke "_s + call.decl().name + u" \""_s + target + u'"';
    const QList<std::pair<QString, CimValue>> arguments = call.arguments();
    const bool plain = std::all_of(arguments.begin(), arguments.end(),
                                   [](const auto &argument) { return isPlain(argument.second); });
    if (!plain) {
        text.fileName = call.decl().name + u".xml"_s;
        text.command += u" -file:"_s + text.fileName;
        const QString root = u"p:"_s + call.decl().name + u"_INPUT"_s;
        text.fileText = u'<' + root
            + u" xmlns:p=\"%1\" xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\" "
              "xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\">"_s.arg(
                  uri.toHtmlEscaped());
        for (const auto &[name, value] : arguments)
            text.fileText += inputElement(name, value);
        text.fileText += u"</"_s + root + u'>';
    } else if (!arguments.isEmpty()) {
        QStringList parts;
        for (const auto &[name, value] : arguments)
            parts.append(name + u"=\""_s + wireText(value) + u'"');
        text.command += u" @{"_s + parts.join(u';') + u'}';
    }
    if (!system.url.host().isEmpty()) {
        text.command += u" -r:"_s + system.url.toString(QUrl::RemoveUserInfo | QUrl::FullyEncoded);
        if (!system.user.isEmpty())
            text.command += u" -a:Basic -u:\""_s + system.user + u'"';
    }
    return text;
}

QString callCommand(const MethodCall &call, const System &system)
{
    QStringList words{u"call"_s, methodName(call.decl())};
    for (const auto &[name, value] : call.arguments()) {
        for (const CimValue &element : value.elements())
            words.append(callArgument(name, call.decl().param(name), element));
    }
    if (call.target().isInstance())
        words << u"--target"_s << call.target().toText();
    return commandLine(words, system);
}

QString methodName(const MethodDecl &decl)
{
    const QString name = decl.className + u'.' + decl.name;
    return Schema::methodsNamed(name).size() == 1 ? name : decl.nameSpace + u':' + name;
}

QString wizardCommand(const MethodCall &call, const System &system)
{
    for (const Command &command : commands) {
        if (const QStringList words = wordsOf(command, call); !words.isEmpty())
            return commandLine(words, system);
    }
    return callCommand(call, system);
}

} // namespace Cistern::Render
