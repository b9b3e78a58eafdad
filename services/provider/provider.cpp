// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/provider.h"

#include "services/provider/target.h"

#include <QMutex>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

struct Provider::Door
{
    QMutex mutex;
    Target *target = nullptr; // null once the provider is gone

    // Runs call(target) on the target's thread, unless the target is gone by then.
    template<class Call>
    void post(Call call)
    {
        const QMutexLocker lock(&mutex);
        if (target)
            QMetaObject::invokeMethod(
                target, [at = target, call] { call(*at); }, Qt::QueuedConnection);
    }
};

Provider::Provider(const Options &options, QObject *parent)
    : QObject(parent), m_door(std::make_shared<Door>())
{
    m_thread.setObjectName(u"target"_s);
    Options whole = options;
    if (!whole.faults)
        whole.faults = std::make_shared<FaultPoints>();
    m_door->target = new Target(whole);
    m_door->target->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_door->target, &QObject::deleteLater);
    m_door->post([opened = m_opened](Target &target) { opened.give(target.open()); });
    m_thread.start();
}

Provider::~Provider()
{
    {
        const QMutexLocker lock(&m_door->mutex);
        m_door->target = nullptr;
    }
    m_thread.quit();
    m_thread.wait();
}

Responder Provider::responder() const
{
    return [door = m_door](const Envelope &request, const Caller &caller) {
        const Pledge<Envelope> pledge; // dropped unanswered when the provider goes: Cancelled
        door->post([=](Target &target) { target.handle(request, caller, pledge); });
        return pledge.answer();
    };
}

std::function<Answer<Done>()> Provider::admission() const
{
    return [door = m_door] {
        const Pledge<Done> pledge;
        door->post([pledge](Target &target) { pledge.give(target.admit()); });
        return pledge.answer();
    };
}

template<class T, class Call>
Answer<T> Provider::ask(Call call) const
{
    const Pledge<T> pledge;
    m_door->post([=](Target &target) {
        const Outcome<T> outcome = call(target);
        target.whenSettled([pledge, outcome] { pledge.give(outcome); });
    });
    return pledge.answer();
}

Answer<QList<StorageLocation>> Provider::locations() const
{
    return ask<QList<StorageLocation>>([](Target &target) { return target.locations(); });
}

Answer<StorageLocation> Provider::addLocation(const QString &folder, std::optional<quint64> limit,
                                              const QString &name)
{
    return ask<StorageLocation>(
        [=](Target &target) { return target.addLocation(folder, limit, name); });
}

Answer<Done> Provider::removeLocation(const QString &idOrFolder)
{
    return ask<Done>([=](Target &target) { return target.removeLocation(idOrFolder); });
}

Answer<QList<PipePeer>> Provider::peers() const
{
    return ask<QList<PipePeer>>([](Target &target) { return target.peers(); });
}

Answer<Done> Provider::addPeer(const PipePeer &peer)
{
    return ask<Done>([=](Target &target) { return target.addPeer(peer); });
}

Answer<Done> Provider::removePeer(const QString &name)
{
    return ask<Done>([=](Target &target) { return target.removePeer(name); });
}

Answer<PipeIdentity> Provider::pipeIdentity() const
{
    return ask<PipeIdentity>([](Target &target) { return target.pipeIdentity(); });
}

Answer<Done> Provider::adjust(const CimInstance &object, bool foreign)
{
    return ask<Done>([=](Target &target) { return target.adjust(object, foreign); });
}

} // namespace Cistern
