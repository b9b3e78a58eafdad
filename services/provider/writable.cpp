// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/writable.h"

#include <algorithm>

namespace Cistern::Writable {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr QLatin1StringView jobProperties[] = {"DeleteOnCompletion"_L1, "TimeBeforeRemoval"_L1,
                                               "Priority"_L1, "Notify"_L1};
constexpr QLatin1StringView ownerProperties[] = {"PrimaryOwnerName"_L1, "PrimaryOwnerContact"_L1,
                                                 "Roles"_L1, "EnabledDefault"_L1};

bool among(std::span<const QLatin1StringView> names, QStringView name)
{
    return std::any_of(names.begin(), names.end(), [name](QLatin1StringView each) {
        return name.compare(each, Qt::CaseInsensitive) == 0;
    });
}
} // namespace

bool isChangeable(const CimInstance &setting)
{
    return setting.value(u"ChangeableType").toUnsigned().value_or(0) != 0;
}

bool mayWrite(const CimInstance &object, const PropertyDecl &property)
{
    const QString name(property.name);
    if (!property.writable)
        return false;
    if (object.decl()->isA(u"CIM_StorageSetting"))
        return isChangeable(object);
    if (object.decl()->isA(u"CIM_ConcreteJob"))
        return among(jobProperties, name);
    return among(ownerProperties, name);
}

bool hasType(const PropertyDecl &property, const CimValue &value)
{
    return value.isNull() || (value.type() == property.type && value.isArray() == property.array);
}

bool isGood(const PropertyDecl &property, const CimValue &value)
{
    const bool needed = property.name == "DeleteOnCompletion"_L1
        || property.name == "TimeBeforeRemoval"_L1;
    if (value.isNull())
        return !needed;
    if (property.name == "TimeBeforeRemoval"_L1)
        return value.toDateTime()
            && value.toDateTime()->interval(); // a length of time, not a moment
    if (property.codes.empty())
        return value.toString().size() <= 1024;
    const auto code = value.toUnsigned();
    return code
        && std::any_of(property.codes.begin(), property.codes.end(), [code](const CodeName &row) {
               return *code >= row.first && *code <= row.last;
           });
}

} // namespace Cistern::Writable
