// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/bench/parts/generatedstore.h"

#include "services/provider/objectstore.h"
#include "tests/bench/parts/sampleobjects.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

Outcome<Done> fillStore(const QString &folder, const ClassDecl &decl, qint64 from, qint64 count)
{
    constexpr qint64 inOneTransaction = 10'000;
    const auto store = ObjectStore::open(folder);
    if (!store)
        return store.failure();
    const qint64 end = from + count;
    for (qint64 number = from; number < end;) {
        StoreChange change;
        for (const qint64 pause = std::min(end, number + inOneTransaction); number < pause;
             ++number)
            change.put(Sample::object(decl, number), {{u"foreign"_s, true}});
        if (const auto done = (*store)->commit(change); !done)
            return done;
    }
    return Done();
}

} // namespace Cistern
