// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A MethodCall as something a person can copy: PowerShell, winrm, our own command line. Each is one
// line that does what the call does; no password ever stands in it. Pure functions; any thread.
#pragma once

#include "services/schema/methodcall.h"

#include <QString>
#include <QUrl>

namespace Cistern::Render {

// Where the call goes: the id for our own commands, address and user for those of others.
struct System
{
    QString id;
    QUrl url; // no host: the machine on which the command is typed
    QString user;
};

// Settings that the call carries come first, parted by semicolons.
QString powerShell(const MethodCall &call, const System &system);

// What winrm takes on its own line is text without quotes; all else stands in a file beside it.
struct Winrm
{
    QString command;
    QString fileName; // empty when the command says it all
    QString fileText; // XML
};
Winrm winrm(const MethodCall &call, const System &system);

// Class.Method, and NAMESPACE:Class.Method where a class of that name stands in several namespaces.
QString methodName(const MethodDecl &decl);
// "cistern-cli call METHOD NAME=VALUE …" for any call.
QString callCommand(const MethodCall &call, const System &system);
// "cistern-cli pool create --name …" where there is such a command, the call command otherwise.
QString wizardCommand(const MethodCall &call, const System &system);

// One literal. PowerShell takes any of five characters for a closing single quote, so all are
// doubled; control characters and line ends become [char] terms.
QString powerShellText(QStringView text);
// One word of a POSIX shell; with line ends or control characters one of bash ($'…').
QString shellWord(QStringView text);
// The shortest exact size: "256MiB", "1000".
QString sizeWord(quint64 bytes);

} // namespace Cistern::Render
