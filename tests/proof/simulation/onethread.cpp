// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/proof/simulation/onethread.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QEvent>
#include <QHash>
#include <QPointer>
#include <QRandomGenerator>
#include <QRunnable>
#include <QThread>
#include <QUuid>

#include <dlfcn.h>

namespace Cistern::OneThread {

namespace {
quint64 randomState = 0;
TakeWork take;
DropWork drop;

QMultiHash<const QThread *, QPointer<QObject>> &residents()
{
    static QMultiHash<const QThread *, QPointer<QObject>> all;
    return all;
}

// SplitMix64: one state, and good enough to choose by.
quint64 nextRandom()
{
    quint64 z = (randomState += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

// The library's own function, for threads that are none of the program's: those of a test.
template<class Function>
Function *original(const char *symbol)
{
    return reinterpret_cast<Function *>(dlsym(RTLD_NEXT, symbol));
}

bool isReplaced(const QThread *thread)
{
    return residents().contains(thread);
}

void moveIn(QObject *object, const QThread *thread)
{
    residents().insert(thread, object);
}

// What those who live in the thread were told comes to its end.
void finish(const QThread *thread)
{
    const QList<QPointer<QObject>> objects = residents().values(thread);
    residents().remove(thread);
    for (const QPointer<QObject> &object : objects) {
        if (object)
            QCoreApplication::sendPostedEvents(object);
    }
}

void takeUp(const QThreadPool *pool, std::function<void()> work)
{
    take(pool, std::move(work));
}
} // namespace

void begin(quint64 seed, const TakeWork &takeWork, const DropWork &dropWork)
{
    randomState = seed;
    take = takeWork;
    drop = dropWork;
    residents().clear();
}

void settle()
{
    // Deletions and what they post need no more than a few rounds.
    for (int round = 0; round < 3; ++round) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

} // namespace Cistern::OneThread

// The linker takes these for all objects of the program; the library's own stay its own.
using namespace Cistern;

void QThreadPool::start(std::function<void()> functionToRun, int)
{
    OneThread::takeUp(this, std::move(functionToRun));
}

void QThreadPool::start(QRunnable *runnable, int)
{
    OneThread::takeUp(this, [runnable] {
        const bool goes = runnable->autoDelete();
        runnable->run();
        if (goes)
            delete runnable;
    });
}

bool QThreadPool::waitForDone(int)
{
    if (OneThread::drop)
        OneThread::drop(this);
    return true;
}

void QObject::moveToThread(QThread *thread)
{
    OneThread::moveIn(this, thread);
}

void QThread::start(Priority priority)
{
    if (!OneThread::isReplaced(this))
        OneThread::original<void(QThread *, Priority)>("_ZN7QThread5startENS_8PriorityE")(this,
                                                                                          priority);
}

void QThread::quit()
{
    if (!OneThread::isReplaced(this))
        OneThread::original<void(QThread *)>("_ZN7QThread4quitEv")(this);
}

bool QThread::wait(QDeadlineTimer deadline)
{
    if (!OneThread::isReplaced(this))
        return OneThread::original<bool(QThread *, QDeadlineTimer)>(
            "_ZN7QThread4waitE14QDeadlineTimer")(this, deadline);
    OneThread::finish(this);
    return true;
}

QUuid QUuid::createUuid()
{
    QUuid id;
    const quint64 high = OneThread::nextRandom(), low = OneThread::nextRandom();
    id.data1 = uint(high >> 32);
    id.data2 = ushort(high >> 16);
    id.data3 = ushort((high & 0x0fff) | 0x4000); // version 4
    for (int i = 0; i < 8; ++i)
        id.data4[i] = uchar(low >> (8 * i));
    id.data4[0] = uchar((id.data4[0] & 0x3f) | 0x80);
    return id;
}

quint64 QRandomGenerator::_fillRange(void *buffer, qptrdiff count)
{
    if (!buffer)
        return OneThread::nextRandom();
    auto *words = static_cast<quint32 *>(buffer);
    for (qptrdiff i = 0; i < count; ++i)
        words[i] = quint32(OneThread::nextRandom());
    return 0;
}
