// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The one async idiom: Answer<T>, awaited only through onDone and andThen. The owner's lifetime is
// the cancellation. Answers may be given from any thread; callbacks run in the owner's thread.
#pragma once

#include "services/core/outcome.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>
#include <QPromise>

#include <functional>
#include <memory>

namespace Cistern {

template<class T>
using Answer = QFuture<Outcome<T>>;

// The giving side of an Answer. Copies share it; when the last one goes without an answer, those
// who wait get Failure{Cancelled}.
template<class T>
class Pledge
{
public:
    Pledge() : m_promise(std::make_shared<QPromise<Outcome<T>>>()) { m_promise->start(); }

    Answer<T> answer() const { return m_promise->future(); }
    bool given() const { return m_promise->future().isFinished(); }

    // The first answer counts; later ones are dropped.
    void give(Outcome<T> outcome) const
    {
        if (given())
            return;
        m_promise->addResult(std::move(outcome));
        m_promise->finish();
    }

private:
    std::shared_ptr<QPromise<Outcome<T>>> m_promise;
};

template<class T>
Answer<T> readyAnswer(Outcome<T> outcome)
{
    Pledge<T> pledge;
    pledge.give(std::move(outcome));
    return pledge.answer();
}

template<class T>
Outcome<T> takenFrom(const Answer<T> &answer)
{
    if (answer.resultCount() == 0)
        return Failure{.cause = Failure::Cause::Cancelled};
    return answer.result();
}

// Calls back(outcome) once, in the owner's thread and always from its event loop, unless the owner
// is gone by then. Call it from the owner's thread.
template<class T, class Callback>
void onDone(const Answer<T> &answer, QObject *owner, Callback callback)
{
    auto *watcher = new QFutureWatcher<Outcome<T>>(owner);
    QObject::connect(watcher, &QFutureWatcherBase::finished, watcher,
                     [watcher, callback = std::move(callback)]() mutable {
                         const Outcome<T> outcome = takenFrom<T>(watcher->future());
                         watcher->deleteLater();
                         callback(outcome);
                     });
    watcher->setFuture(answer);
}

namespace Internal {
template<class A>
struct AnswerOf;
template<class T>
struct AnswerOf<QFuture<Outcome<T>>>
{
    using Type = T;
};
} // namespace Internal

// Goes on with next(value) after a success; a Failure passes through. The result is Cancelled when
// the owner goes first.
template<class T, class Next>
auto andThen(const Answer<T> &answer, QObject *owner, Next next)
{
    using U = typename Internal::AnswerOf<std::invoke_result_t<Next, const T &>>::Type;
    Pledge<U> pledge;
    onDone(
        answer, owner, [owner, pledge, next = std::move(next)](const Outcome<T> &outcome) mutable {
            if (!outcome) {
                pledge.give(outcome.failure());
                return;
            }
            onDone(next(*outcome), owner, [pledge](const Outcome<U> &last) { pledge.give(last); });
        });
    return pledge.answer();
}

// The same answer, but Cancelled when the owner goes first. The work itself goes on.
template<class T>
Answer<T> ownedBy(QObject *owner, const Answer<T> &answer)
{
    Pledge<T> pledge;
    onDone(answer, owner, [pledge](const Outcome<T> &outcome) { pledge.give(outcome); });
    return pledge.answer();
}

} // namespace Cistern
