// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// CreateSetting: a goal that a client may change before it refers to it.
#include "services/provider/goals.h"
#include "services/provider/methods/invocation.h"
#include "services/provider/objects.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

void Methods::createSetting(const Invocation &call)
{
    enum { Default = 2, Goal = 3 };
    const auto type = call.in(u"SettingType").toUnsigned();
    if (type != Default && type != Goal)
        return call.answer(InvalidParameter);
    const QDateTime now = call.clock.now();
    StoreChange change;
    if (Goals::reap(call.store, now, change) >= Goals::most)
        return call.answer(Failed);

    CimInstance setting = Objects::setting(Objects::newId(), u"Goal"_s, call.target, true);
    if (type == Goal) {
        for (const QLatin1StringView group : {"DataRedundancy"_L1, "PackageRedundancy"_L1}) {
            for (const QLatin1StringView end : {"Min"_L1, "Max"_L1})
                setting.set(QString(group) + end, call.target.value(QString(group) + end));
        }
    }
    change.put(setting, Goals::madeAt(now));
    CimInstance link = Objects::link("MSISCSITARGET_StorageSettingsAssociatedToCapabilities"_L1,
                                     "Antecedent"_L1, call.target.path(), "Dependent"_L1,
                                     setting.path());
    link.set(u"DefaultSetting", CimValue::boolean(false));
    change.put(link);
    if (!call.store.commit(change))
        return call.answer(Failed);
    call.answer(Completed, {{u"NewSetting"_s, CimValue::reference(setting.path())}});
}

} // namespace Cistern
