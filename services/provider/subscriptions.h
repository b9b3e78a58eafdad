// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Who wants to hear of which changes, what they have not heard yet, and who waits for it. Events
// are pulled: an answer comes when there is something to tell or when the time is over, and nothing
// is held meanwhile but the request (DSP0226 section 10.2). Owned by the target; its thread.
#pragma once

#include "services/core/clock.h"
#include "services/provider/objectstore.h"
#include "services/wsman/envelope.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <memory>

namespace Cistern {

class Subscriptions final : public QObject
{
    Q_OBJECT

public:
    static constexpr int mostPerUser = 16;
    static constexpr qsizetype mostQueued = 256; // events; then the oldest go
    static constexpr std::chrono::hours longest{24};

    using Answered = std::function<void(const Wsman::Body &)>;

    explicit Subscriptions(Clock &clock, QObject *parent = nullptr);
    ~Subscriptions() override;

    Wsman::Body subscribe(const QString &user, const Envelope &request);
    Wsman::Body renew(const QString &user, const Wsman::Renew &renew);
    Wsman::Body unsubscribe(const QString &user, const Wsman::Unsubscribe &unsubscribe);
    bool holds(const QString &context) const { return m_open.contains(context); }
    // Of a context that this holds. Answers once, maybe much later.
    void pull(const QString &user, const Envelope &request, const Answered &answered);

    bool isEmpty() const { return m_open.isEmpty(); }
    // What everybody who wants to know is told; those who wait get all of one turn at once.
    void note(const ObjectChange &change);

private:
    struct Open;
    using OpenPtr = std::shared_ptr<Open>;

    OpenPtr byIdentifier(const QString &user, const QList<Wsman::XmlPart> &manager) const;
    static void enqueue(Open &open, const CimInstance &event, const QString &progressOf);
    void deliver(const OpenPtr &open);
    void deliverAll();
    void watch(const OpenPtr &open);
    void timeUp(const OpenPtr &open);
    void end(const OpenPtr &open);

    Clock &m_clock;
    QHash<QString, OpenPtr> m_open; // by context
    bool m_announced = false;       // deliverAll is on its way
};

} // namespace Cistern
