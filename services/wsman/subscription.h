// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What changes on one system, pulled for as long as somebody wants to know. Made by a Connection,
// ended by whoever asked for it, gone with the connection at the latest; GUI thread. It never has
// more than one request under way, so that it holds up nothing that people ask for.
#pragma once

#include "services/core/clock.h"
#include "services/wsman/requestline.h"

#include <QList>

#include <chrono>
#include <vector>

namespace Cistern {

// Events of one namespace: each needs a subscription of its own.
struct EventInterest
{
    QString nameSpace;
    QString query; // WQL
    bool operator==(const EventInterest &) const = default;
};

struct CimEvent
{
    enum class Kind : quint8 { Created, Modified, Deleted };
    Kind kind = Kind::Modified;
    QString nameSpace;
    CimInstance object; // deleted: as it was last

    // The event says it of the object of this path, also when no table declares its class.
    bool isOf(const CimPath &path) const;
};

class EventStream final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::minutes asked{30};       // life of a subscription
    static constexpr std::chrono::minutes silence{2};      // that it must survive
    static constexpr std::chrono::seconds longestPull{30}; // of one namespace alone
    static constexpr std::chrono::seconds turnPull{5};     // when several take turns
    static constexpr std::chrono::seconds glance{1};       // at what is not urgent
    static constexpr int mostFailures = 5;                 // in a row; then it is not asked again

    EventStream(RequestLine &line, const QList<EventInterest> &interests);
    ~EventStream() override;

    // What happens there will be told soon: within the second, or what the server allows.
    bool watches(QStringView nameSpace) const;
    bool watchesAnything() const;
    // Where somebody waits for each event; the others are looked at now and then, or not at all.
    void setUrgent(const QStringList &nameSpaces, bool others);
    // Tells the system that nobody listens any more, and goes.
    void end();

Q_SIGNALS:
    void happened(const QList<Cistern::CimEvent> &events);
    void missed(); // something may have happened that was not told
    void watchingChanged();
    void heard(); // the system has answered
    void failed(const Cistern::Failure &failure);

private:
    struct Watch
    {
        enum class State : quint8 { Lost, On, Refused };
        EventInterest interest;
        State state = State::Lost;
        QList<Wsman::XmlPart> manager, oldManager;
        QString context;
        bool renews = true;
        bool wasOn = false;
        bool wanted = false;
        bool urgent = false;
        bool pulledAsUrgent = false;
        int failures = 0;                    // in a row
        std::chrono::milliseconds due{0};    // to be subscribed to, or to be renewed
        std::chrono::milliseconds pulled{0}; // when it was last asked
        std::chrono::milliseconds began{0};  // to be On
    };
    Envelope request(const Watch &watch, const Wsman::Body &body) const;
    template<class Take>
    void send(const Envelope &request, Take take);
    void next();
    void subscribe(Watch &watch);
    void renew(Watch &watch);
    void pull(Watch &watch, std::chrono::milliseconds wait);
    void taken(Watch &watch, const Wsman::Items &items);
    void refused(Watch &watch, const Wsman::Fault &fault);
    void lose(Watch &watch);
    bool hasLasted(const Watch &watch) const;
    void report(const Failure &failure);
    void unsubscribe(const Watch &watch, const QList<Wsman::XmlPart> &manager);
    Watch *turn(std::chrono::milliseconds &wait);

    RequestLine &m_line;
    Clock &m_clock;
    std::vector<Watch> m_watches;
    bool m_busy = false;
    std::chrono::milliseconds m_notBefore{0};
    int m_timer = 0;
};

} // namespace Cistern
