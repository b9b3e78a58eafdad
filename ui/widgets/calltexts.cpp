// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/calltexts.h"

#include "services/schema/render.h"
#include "services/schema/schema.h"
#include "services/systems/connections.h"

#include <QCoreApplication>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
struct CallTexts
{
    Q_DECLARE_TR_FUNCTIONS(CallTexts)
};

// The same characters, with line breaks and blanks between elements.
QString indented(const QByteArray &xml)
{
    const QString text = QString::fromUtf8(xml).trimmed();
    QString shown;
    int depth = 0;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype close = text.indexOf(u'>', at);
        if (close < 0)
            break;
        // A piece is what stands before an element, and its tag.
        const qsizetype open = text.indexOf(u'<', at);
        const QStringView tag = QStringView(text).sliced(open, close - open + 1);
        const bool ends = tag.startsWith("</"_L1);
        const bool plain = tag.endsWith("/>"_L1) || tag.startsWith("<?"_L1);
        const bool afterText = open > at;
        if (ends)
            --depth;
        if (!shown.isEmpty() && !afterText && !(ends && shown.endsWith(u'\n')))
            shown += u'\n' + QString(2 * std::max(0, depth), u' ');
        shown += QStringView(text).sliced(at, close - at + 1);
        if (!ends && !plain)
            ++depth;
        at = close + 1;
    }
    return shown;
}

QString requestText(const Connection &connection, const MethodCall &call)
{
    QString text;
    if (call.setting) {
        // What comes before: the setting is made, then its values are written.
        const MethodDecl *make = Schema::findMethod(
            QString(Schema::iscsiTarget), u"MSISCSITARGET_StorageCapabilities", u"CreateSetting");
        MethodCall setting(*make, call.setting->capabilities);
        setting.setArgument(u"SettingType", CimValue::uint16(3));
        text = indented(connection.requestText(setting)) + u"\n\n"_s;
    }
    return text + indented(connection.requestText(call));
}

bool namesAnotherMachine(const MethodCall &call)
{
    const auto arguments = call.arguments();
    return std::any_of(arguments.begin(), arguments.end(), [](const auto &argument) {
        const auto values = argument.second.elements();
        return std::any_of(values.begin(), values.end(), [](const CimValue &value) {
            return value.toPath() && !value.toPath()->host().isEmpty();
        });
    });
}
constexpr qsizetype shownMost = 200'000; // characters: more than that nobody reads
} // namespace

QString readableXml(const QByteArray &xml)
{
    QString text = indented(xml.left(shownMost));
    if (text.isEmpty())
        text = QString::fromUtf8(xml.left(shownMost));
    return xml.size() > shownMost ? text + u"\n\n…"_s : text;
}

QString argumentsText(const MethodCall &call)
{
    QStringList lines;
    for (const auto &[name, value] : call.arguments()) {
        const QStringList values = value.isArray() ? value.toStrings() : QStringList();
        lines.append(values.size() > 1 ? name + u" =\n    "_s + values.join(u"\n    "_s)
                                       : name + u" = "_s + value.toText());
    }
    return lines.join(u'\n');
}

QList<TextTab> callTexts(const Console &console, const QString &systemId, const MethodCall &call)
{
    QList<TextTab> tabs;
    if (const Connection *connection = console.connections.connection(systemId)) {
        tabs.append({.label = CallTexts::tr("Request"),
                     .text = requestText(*connection, call),
                     .note = call.setting
                         ? CallTexts::tr("The setting is made and written first; the pool then "
                                         "refers to it. Passwords are never part of this text.")
                         : CallTexts::tr("Passwords are never part of this text."),
                     .fileName = u"request.xml"_s});
    }
    const ConnectionSpec *spec = console.book.find(systemId);
    const Render::System system{
        .id = systemId, .url = spec ? spec->url : QUrl(), .user = spec ? spec->user : QString()};
    tabs.append({.label = CallTexts::tr("PowerShell"),
                 .text = Render::powerShell(call, system),
                 .note = namesAnotherMachine(call)
                     ? CallTexts::tr("PowerShell can't say that an object lies on another system: "
                                     "this call can only be read here, not run.")
                     : CallTexts::tr("Runs as it stands, or change it first. It asks for the "
                                     "password; none is written here."),
                 .fileName = u"request.ps1"_s});
    tabs.append({.label = CallTexts::tr("Command line"),
                 .text = Render::wizardCommand(call, system),
                 .note = CallTexts::tr("Does the same in a terminal of this computer."),
                 .fileName = u"request.sh"_s});
    return tabs;
}

} // namespace Cistern
