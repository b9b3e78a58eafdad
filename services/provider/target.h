// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The local target itself: opens the store, answers envelopes, keeps replies. Owned by Provider;
// lives on the provider's thread.
#pragma once

#include "services/core/async.h"
#include "services/provider/enumerations.h"
#include "services/provider/pipes/pipes.h"
#include "services/provider/practice.h"
#include "services/provider/provider.h"
#include "services/provider/replies.h"
#include "services/provider/subscriptions.h"
#include "services/provider/work.h"
#include "services/schema/declaration.h"

#include <QObject>

#include <deque>
#include <memory>

namespace Cistern {

class Target : public QObject
{
    Q_OBJECT

public:
    explicit Target(const Provider::Options &options);
    ~Target() override;

    Outcome<Done> open();
    void handle(const Envelope &sent, const Caller &caller, const Pledge<Envelope> &pledge);
    Outcome<Done> admit() const; // what a connection would find; Refused

    Outcome<QList<StorageLocation>> locations() const;
    Outcome<StorageLocation> addLocation(const QString &folder, std::optional<quint64> limit,
                                         const QString &name);
    Outcome<Done> removeLocation(const QString &idOrFolder);
    Outcome<Done> adjust(const CimInstance &object, bool foreign);
    Outcome<QList<PipePeer>> peers() const;
    Outcome<Done> addPeer(const PipePeer &peer);
    Outcome<Done> removePeer(const QString &name);
    Outcome<PipeIdentity> pipeIdentity() const;
    // At once, or when it is known again what the store holds: before that nothing is sure.
    void whenSettled(const std::function<void()> &then);

private:
    using Answered = std::function<void(Wsman::Body)>;
    Outcome<Done> setUp();
    Outcome<Done> addFirstLocation();
    QString ownName() const; // of the system that this target is
    void tellHost();
    void setUpRest(StoreChange &change, const QString &systemName) const; // beyond storage
    bool practising(PracticeSwitch which) const;
    std::optional<Wsman::Body> practisedReply(const MethodDecl &decl,
                                              const Wsman::Invoke &invoke) const;
    Envelope completed(Envelope request, const Caller &caller) const;
    void answerOnce(const Envelope &request, const Caller &caller, const Answered &answered);
    void changeOnce(const Envelope &request, const Caller &caller, const QByteArray &digest,
                    const Answered &answered);
    bool actsLater(const Envelope &request) const;
    Outcome<Done> takeUpReplies();
    void keepOn(const MessageName &name);
    void expireReplies();
    void dispatch(const Envelope &request, const Caller &caller, const Answered &answered);
    void invoke(const Envelope &request, const Caller &caller, const Answered &answered);
    Wsman::Body get(const Envelope &request) const;
    Wsman::Body put(const Envelope &request);
    Wsman::Body create(const Envelope &request);
    Wsman::Body remove(const Envelope &request);
    Wsman::Body removePipe(const CimPath &path);
    bool subscribed(const Envelope &request, const Caller &caller, const Answered &answered);
    void followProgress();
    Wsman::Body enumerate(const Envelope &request, const Caller &caller);
    std::optional<QStringList> associated(const Wsman::AssociationFilter &filter) const;
    using Finding = std::variant<Found, Wsman::Fault>;
    Finding find(std::monostate, const CimPath &target) const;
    Finding find(const Wsman::AssociationFilter &filter, const CimPath &target) const;
    Finding find(const Wsman::WqlFilter &filter, const CimPath &target) const;
    Finding find(const Wsman::SelectorFilter &filter, const CimPath &target) const;
    Finding find(const Wsman::UnknownFilter &filter, const CimPath &target) const;
    Finding allOf(const CimPath &classPath,
                  const std::function<bool(const CimInstance &)> &matches) const;
    std::optional<Wsman::Fault> checkClass(const CimPath &path) const;
    std::optional<Wsman::Fault> checkObject(const CimPath &path) const;
    std::optional<Wsman::Fault> checkArguments(const MethodDecl &decl,
                                               const Wsman::Invoke &invoke) const;
    void showFigures(const CimPath &target); // of what readers of it will see
    // What the figures of a namespace come from that is computed as a whole.
    struct Grounds
    {
        qint64 commits = -1; // of the store; below 0: work under way counts too
        quint64 storage = 0; // free bytes
        bool operator==(const Grounds &) const = default;
    };
    bool changed(Grounds &last, const QList<Booking> &bookings, quint64 storage = 0) const;

    Provider::Options m_options;
    std::unique_ptr<Clock> m_ownClock;
    Clock *m_clock = nullptr;
    std::optional<PracticeSite> m_practice; // that the store is part of
    std::optional<Failure> m_unopened;      // why nothing can be answered
    std::unique_ptr<ObjectStore> m_store;
    std::unique_ptr<Work> m_work;
    std::unique_ptr<Pipes> m_pipes;
    std::unique_ptr<Enumerations> m_enumerations;
    std::unique_ptr<Subscriptions> m_subscriptions;
    bool m_following = false;               // jobs, for those who watch
    bool m_allShown = false;                // the figures of all pools, once
    Grounds m_virtualShown, m_clusterShown; // of the figures shown last
    QSet<QString> m_shown; // pools whose figures work under way moved when they were last shown

    struct Recent
    {
        QByteArray digest;
        std::chrono::milliseconds until;
        std::optional<Wsman::Body> body;
        bool usedUp = false; // to do it again would not be the same
    };
    void remember(const QString &name, const Recent &recent);
    QHash<QString, Recent> m_recent; // user and message id; of requests that change nothing
    std::deque<QString> m_recentOrder;
    size_t m_recentEmptied = 0;    // of the oldest, that have no objects any more
    qsizetype m_recentObjects = 0; // in all of them
    struct InFlight
    {
        QByteArray digest;
        QList<Answered> waiting;
    };
    QHash<MessageName, InFlight> m_inFlight; // changes whose answer is not known yet
    // Until when replies to changes are kept, by the clock that nobody sets.
    QHash<MessageName, std::chrono::milliseconds> m_kept;
    std::deque<std::pair<std::chrono::milliseconds, MessageName>> m_keptOrder;
    QList<MessageName> m_expired; // still in the store
    std::chrono::milliseconds m_nextForget{0};
    StoreChange *m_foretelling = nullptr; // that an answer belongs to before it is given
};

} // namespace Cistern
