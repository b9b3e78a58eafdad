// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Asks every pool of a system for its free extents (GetAvailableExtents) and reads those that are
// not known yet. Owned by the form; a new question or the form's end cancels the old. GUI thread.
#pragma once

#include "services/cim/ciminstance.h"
#include "services/core/outcome.h"
#include "ui/widgets/console.h"

#include <QList>
#include <QObject>

#include <chrono>
#include <memory>

namespace Cistern {

struct MethodReply;

class ExtentQuestion : public QObject
{
    Q_OBJECT

public:
    ExtentQuestion(const Console &console, QObject *owner);

    void ask(const QString &systemId, const QList<CimPath> &pools);
    bool isAsking() const { return m_open > 0; }
    const QList<CimInstance> &extents() const { return m_found; }
    std::chrono::milliseconds took() const { return m_took; }

Q_SIGNALS:
    void answered();

private:
    void take(const Outcome<MethodReply> &reply);
    void finishOne();

    Console m_console;
    QString m_systemId;
    std::unique_ptr<QObject> m_round;
    int m_open = 0;
    QList<CimPath> m_paths;
    QList<CimInstance> m_found;
    std::chrono::milliseconds m_start{0};
    std::chrono::milliseconds m_took{0};
};

} // namespace Cistern
