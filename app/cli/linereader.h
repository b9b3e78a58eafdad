// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Reads one line at a time from standard input, or from the terminal without showing what is typed.
// Owned by the session; GUI thread.
#pragma once

#include "services/core/async.h"
#include "services/core/secret.h"

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>

#include <memory>

#include <termios.h>

namespace Cistern::Cli {

class LineReader : public QObject
{
    Q_OBJECT

public:
    explicit LineReader(QObject *parent = nullptr);
    ~LineReader() override; // the terminal shows again what is typed

    static bool atTerminal(); // a person is there to be asked

    // Up to the line's end, without it; what follows stays unread. InvalidValue, stage Input, at
    // the end of input or beyond 64 KiB.
    Answer<Secret> line();
    Answer<Secret> hiddenLine(); // typed at the terminal

private:
    void read();
    void end(Outcome<Secret> outcome);

    std::unique_ptr<QSocketNotifier> m_notifier;
    Pledge<Secret> m_pledge;
    QByteArray m_bytes;
    bool m_hiding = false;
    termios m_shown = {};
};

} // namespace Cistern::Cli
