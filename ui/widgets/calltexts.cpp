// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/calltexts.h"

#include "services/schema/render.h"
#include "services/schema/schema.h"
#include "services/systems/connections.h"
#include "services/wsman/readablexml.h"

#include <QCoreApplication>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
struct CallTexts
{
    Q_DECLARE_TR_FUNCTIONS(CallTexts)
};

QString requestText(const Connection &connection, const MethodCall &call)
{
    QString text;
    if (call.setting) {
        // What comes before: the setting is made, then its values are written.
        const MethodDecl *make = Schema::findMethod(
            QString(Schema::iscsiTarget), u"MSISCSITARGET_StorageCapabilities", u"CreateSetting");
        MethodCall setting(*make, call.setting->capabilities);
        setting.setArgument(u"SettingType", CimValue::uint16(3));
        text = readableXml(connection.requestText(setting)) + u"\n\n"_s;
    }
    return text + readableXml(connection.requestText(call));
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
} // namespace

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
