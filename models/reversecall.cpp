// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "models/reversecall.h"

#include "services/jobs/calleffect.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
using Turn = std::optional<Reverse> (*)(const JobRecord &record);

std::optional<Reverse> removeResult(const JobRecord &record)
{
    if (record.result.isEmpty())
        return std::nullopt;
    return Reverse{.call = {}, .object = record.result};
}

// The same arguments for the method that does the contrary.
std::optional<Reverse> sameWith(const JobRecord &record, const QString &method)
{
    const MethodDecl *decl = methodOf(record.call.target(), method);
    if (!decl)
        return std::nullopt;
    MethodCall call(*decl, record.call.target());
    const auto arguments = record.call.arguments();
    for (const auto &[name, value] : arguments)
        call.setArgument(name, value);
    return Reverse{.call = call};
}

std::optional<Reverse> takeOut(const JobRecord &record)
{
    return sameWith(record, u"RemoveResourcesFromResourcePool"_s);
}

std::optional<Reverse> addAgain(const JobRecord &record)
{
    return sameWith(record, u"AddResourcesToResourcePool"_s);
}

// Name and size as they were. Where its sources changed, nobody knows the earlier ones any more.
std::optional<Reverse> poolAsItWas(const JobRecord &record)
{
    const MethodCall &now = record.call;
    if (now.argument(u"Pool").isNull())
        return removeResult(record);
    if (!record.subjectBefore || !now.argument(u"InPools").isNull()
        || !now.argument(u"InExtents").isNull() || !now.argument(u"Goal").isNull())
        return std::nullopt;
    MethodCall call(now.decl(), now.target());
    call.setArgument(u"Pool", now.argument(u"Pool"));
    if (!now.argument(u"ElementName").isNull()) {
        const CimValue name = record.subjectBefore->value(u"ElementName");
        if (name.isNull())
            return std::nullopt;
        call.setArgument(u"ElementName", CimValue::string(name.toString()));
    }
    if (!now.argument(u"Size").isNull()) {
        const auto size = record.subjectBefore->value(u"TotalManagedSpace").toUnsigned();
        if (!size)
            return std::nullopt;
        call.setArgument(u"Size", CimValue::uint64(*size));
    }
    return Reverse{.call = call};
}

std::optional<Reverse> elementAsItWas(const JobRecord &record)
{
    return record.call.argument(u"TheElement").isNull() ? removeResult(record) : std::nullopt;
}

std::optional<Reverse> pipeAsItWas(const JobRecord &record)
{
    return record.call.argument(u"ReplicationPipe").isNull() ? removeResult(record) : std::nullopt;
}

struct Row
{
    QLatin1StringView method;
    Turn turn;
};
constexpr Row rows[] = {
    {"CreateOrModifyStoragePool"_L1, &poolAsItWas},
    {"CreateOrModifyElementFromStoragePool"_L1, &elementAsItWas},
    {"CreatePool"_L1, &removeResult},
    {"CreateResourcePool"_L1, &removeResult},
    {"CreateChildResourcePool"_L1, &removeResult},
    {"AddResourcesToResourcePool"_L1, &takeOut},
    {"RemoveResourcesFromResourcePool"_L1, &addAgain},
    {"CreateOrModifyReplicationPipe"_L1, &pipeAsItWas},
};
} // namespace

std::optional<Reverse> reverseOf(const JobRecord &record)
{
    if (record.state != JobRecord::State::Succeeded || !record.call.isValid())
        return std::nullopt;
    const auto row = std::find_if(std::begin(rows), std::end(rows), [&record](const Row &each) {
        return each.method == record.call.decl().name;
    });
    return row == std::end(rows) ? std::nullopt : row->turn(record);
}

} // namespace Cistern
