// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// INT, TERM and HUP as a Qt signal; PIPE is ignored. One a process, owned by main; GUI thread.
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace Cistern::Cli {

class Signals : public QObject
{
    Q_OBJECT

public:
    explicit Signals(QObject *parent = nullptr);
    ~Signals() override;

Q_SIGNALS:
    void received(int number);

private:
    void read();

    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace Cistern::Cli
