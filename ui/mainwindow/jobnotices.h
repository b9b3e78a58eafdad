// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Tells of what ended while nobody looked: only of what took longer than ten seconds, and only
// where no window of ours is the active one. Owned by the main window; GUI thread.
#pragma once

#include "ui/widgets/console.h"

#include <QObject>
#include <QSet>

namespace Cistern {

class DesktopNotices;

class JobNotices : public QObject
{
    Q_OBJECT

public:
    explicit JobNotices(const Console &console, QObject *parent = nullptr);

Q_SIGNALS:
    void activated(qint64 job);

private:
    void recordChanged(qint64 id);

    Console m_console;
    DesktopNotices *m_notices;
    QSet<qint64> m_told;
};

} // namespace Cistern
