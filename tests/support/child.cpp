// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/support/child.h"

#include <QStandardPaths>
#include <QTest>

#include <csignal>

#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

Child::Child(const QProcessEnvironment &environment)
{
    m_process.setProcessEnvironment(environment);
    m_process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process,
                     [this] { out += m_process.readAllStandardOutput(); });
    QObject::connect(&m_process, &QProcess::readyReadStandardError, &m_process,
                     [this] { err += m_process.readAllStandardError(); });
    QObject::connect(&m_process, &QProcess::finished, &m_process,
                     [this](int exitCode, QProcess::ExitStatus status) {
                         code = status == QProcess::NormalExit ? exitCode : -2;
                     });
    QObject::connect(&m_process, &QProcess::errorOccurred, &m_process,
                     [this](QProcess::ProcessError error) {
                         if (error == QProcess::FailedToStart)
                             code = -2;
                     });
}

Child::~Child()
{
    stop();
    m_process.disconnect();
}

QString Child::find(const QString &program)
{
    const QString path = QStandardPaths::findExecutable(program);
    return path.isEmpty() ? QStandardPaths::findExecutable(
               program, {u"/usr/local/sbin"_s, u"/usr/sbin"_s, u"/sbin"_s})
                          : path;
}

QByteArray Child::output(const QString &program, const QStringList &arguments,
                         const QProcessEnvironment &environment, const QByteArray &input, int *code)
{
    Child child(environment);
    child.start(program, arguments, input);
    child.untilEnd();
    if (code)
        *code = child.code;
    return child.all();
}

void Child::start(const QString &program, const QStringList &arguments, const QByteArray &input)
{
    startTalking(program, arguments);
    m_process.write(input);
    m_process.closeWriteChannel();
}

void Child::startTalking(const QString &program, const QStringList &arguments)
{
    m_process.start(find(program), arguments);
}

QByteArray Child::nextLine()
{
    if (!until([this] { return out.indexOf('\n', m_told) >= 0; }))
        return {};
    const qsizetype end = out.indexOf('\n', m_told);
    const QByteArray line = out.mid(m_told, end - m_told);
    m_told = end + 1;
    return line;
}

bool Child::until(const std::function<bool()> &condition)
{
    bool met = false;
    return QTest::qWaitFor([&] { return (met = condition()) || ended(); }, patience) && met;
}

bool Child::untilEnd()
{
    return QTest::qWaitFor([&] { return ended(); }, patience);
}

void Child::signal(int number)
{
    if (m_process.processId() > 0)
        ::kill(pid_t(m_process.processId()), number);
}

void Child::stop()
{
    const auto isOver = [this] { return m_process.state() == QProcess::NotRunning; };
    if (isOver())
        return;
    m_process.terminate();
    if (QTest::qWaitFor(isOver, 5'000))
        return;
    m_process.kill();
    (void)QTest::qWaitFor(isOver, patience);
}

quint16 freePort()
{
    // Bound and not listening, it stays free for whoever binds it by its number, and the system
    // gives it to nobody else.
    const int held = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    constexpr int reused = 1;
    ::setsockopt(held, SOL_SOCKET, SO_REUSEADDR, &reused, sizeof reused);
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof place;
    if (::bind(held, reinterpret_cast<const sockaddr *>(&place), size) != 0
        || ::getsockname(held, reinterpret_cast<sockaddr *>(&place), &size) != 0)
        qFatal("no port");
    return ntohs(place.sin_port);
}

// On the loopback a connection is made or refused at once, so nothing blocks here.
bool isServed(quint16 port)
{
    sockaddr_in place = {};
    place.sin_family = AF_INET;
    place.sin_port = htons(port);
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool served = connect(descriptor, reinterpret_cast<const sockaddr *>(&place),
                                sizeof place)
        == 0;
    close(descriptor);
    return served;
}

} // namespace Cistern
