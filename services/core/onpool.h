// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Runs a function of values on the pool: decoding, hashing, files. Call it from any thread; the
// function returns an Outcome<T> and touches nothing that lives elsewhere.
#pragma once

#include "services/core/async.h"

#include <QThreadPool>

namespace Cistern {

namespace Internal {
template<class O>
struct ValueOf;
template<class T>
struct ValueOf<Outcome<T>>
{
    using Type = T;
};
} // namespace Internal

template<class Function>
auto onPool(Function function, QThreadPool &pool = *QThreadPool::globalInstance())
{
    using T = typename Internal::ValueOf<std::invoke_result_t<Function &>>::Type;
    Pledge<T> pledge;
    pool.start(
        [pledge, function = std::move(function)]() mutable { pledge.give(function()); });
    return pledge.answer();
}

} // namespace Cistern
