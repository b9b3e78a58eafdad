// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/support/clihome.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int patience = 60'000; // ms; the machine may be busy
}

QJsonObject CliHome::Result::json() const
{
    return QJsonDocument::fromJson(out).object();
}

CliHome::CliHome() : m_environment(QProcessEnvironment::systemEnvironment())
{
    for (const QString &kind : {u"CONFIG"_s, u"DATA"_s, u"CACHE"_s, u"STATE"_s})
        m_environment.insert(u"XDG_%1_HOME"_s.arg(kind), m_home.filePath(kind));
    m_environment.insert(u"HOME"_s, m_home.path());
    m_environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s); // no keychain
    m_environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
}

QString CliHome::program()
{
    return QCoreApplication::applicationDirPath() + u"/../bin/cistern-cli"_s;
}

CliHome::Result CliHome::run(const QStringList &arguments, const QByteArray &input) const
{
    QProcess process;
    process.setProcessEnvironment(m_environment);
    Result result;
    QObject::connect(&process, &QProcess::readyReadStandardOutput, &process,
                     [&] { result.out += process.readAllStandardOutput(); });
    QObject::connect(&process, &QProcess::readyReadStandardError, &process,
                     [&] { result.err += process.readAllStandardError(); });
    process.start(program(), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, patience))
        result.code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
    else
        process.kill();
    return result;
}

CliHome::Result CliHome::runHere(QStringList arguments) const
{
    return run(arguments << u"--store"_s << store() << u"--json"_s);
}

} // namespace Cistern
