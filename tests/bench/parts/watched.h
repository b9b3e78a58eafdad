// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// An application that notes how long each event took that its event loop handed out. GUI thread.
#pragma once

#include "tests/bench/parts/figures.h"

#include <utility>
#include <vector>

class QEvent;
class QObject;

namespace Cistern {

template<class Application>
class Watched final : public Application
{
public:
    using Application::Application;

    bool notify(QObject *receiver, QEvent *event) override
    {
        if (m_inside)
            return Application::notify(receiver, event);
        m_inside = true;
        QElapsedTimer time;
        time.start();
        const bool result = Application::notify(receiver, event);
        m_took.push_back(double(time.nsecsElapsed()) / 1e6);
        m_inside = false;
        return result;
    }

    // Milliseconds of all since the last call.
    std::vector<double> takeTimes() { return std::exchange(m_took, {}); }

    void tell(const Figures &figures, const QString &what)
    {
        const std::vector<double> took = takeTimes();
        figures.tell(QStringLiteral("longest event, ") + what, QStringLiteral("ms"),
                     percentile(took, 1), {atMost(50)});
        figures.tell(QStringLiteral("p99 of %1 events, ").arg(took.size()) + what,
                     QStringLiteral("ms"), percentile(took, 0.99), {atMost(16)});
    }

private:
    std::vector<double> m_took;
    bool m_inside = false;
};

} // namespace Cistern
