// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A program that a test starts, with what it says on its two streams. It ends with its owner, and
// with the test's process whatever becomes of that. Owned by a test; lives in that thread.
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStringList>

#include <functional>

namespace Cistern {

class Child
{
public:
    static constexpr int patience = 60'000; // ms; the machine may be busy

    explicit Child(
        const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment());
    ~Child();
    Q_DISABLE_COPY_MOVE(Child)

    // Where a program lies, also one that only an administrator's search path has; empty: nowhere.
    static QString find(const QString &program);
    // Runs a program to its end.
    static QByteArray output(const QString &program, const QStringList &arguments,
                             const QProcessEnvironment &environment, const QByteArray &input = {},
                             int *code = nullptr);

    void setWorkingDirectory(const QString &folder) { m_process.setWorkingDirectory(folder); }
    void start(const QString &program, const QStringList &arguments, const QByteArray &input = {});
    // The same with standard input left open.
    void startTalking(const QString &program, const QStringList &arguments);
    void say(const QByteArray &line) { m_process.write(line + '\n'); }
    void closeInput() { m_process.closeWriteChannel(); }
    QByteArray nextLine(); // of standard output, without its end; empty when it ended first
    // As long as it runs; false when it ended before that came true.
    bool until(const std::function<bool()> &condition);
    bool untilEnd(); // false when it takes too long
    void signal(int number);
    void stop(); // by TERM, then by KILL

    bool ended() const { return code != -1; }
    qint64 id() const { return m_process.processId(); }
    QByteArray all() const { return out + err; }

    QByteArray out, err;
    int code = -1; // until it ended; -2: by a signal, or it never started

private:
    QProcess m_process;
    qsizetype m_told = 0; // octets of out that nextLine() gave
};

// A port of 127.0.0.1 that nobody listens on, and that nobody gets but by its number as long as
// this process lives.
quint16 freePort();
// Whether somebody does.
bool isServed(quint16 port);

} // namespace Cistern
