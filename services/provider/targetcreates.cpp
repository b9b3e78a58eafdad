// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What WS-Transfer makes here (DSP0226 section 7.6): the settings that methods take as goals. All
// else comes to be by methods, which know what belongs to it.
#include "services/provider/goals.h"
#include "services/provider/objects.h"
#include "services/provider/target.h"
#include "services/provider/writable.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
enum Changeable : quint16 { Transient = 1, Persistent = 2 };
constexpr qsizetype longestId = 256; // characters of a key (DSP1001 section 7)
constexpr QLatin1StringView givenAtFirst[] = {"InstanceID"_L1, "ElementName"_L1, "Caption"_L1,
                                              "Description"_L1, "ChangeableType"_L1};

// A goal of which nothing is said yet; what is made on purpose stays until it is deleted.
CimInstance newSetting()
{
    CimInstance setting = Objects::setting(Objects::newId(), u"Goal"_s,
                                           Objects::capabilities({}, {}), true);
    setting.set(u"ChangeableType", CimValue::uint16(Persistent));
    return setting;
}

struct Creatable
{
    QLatin1StringView className;
    CimInstance (*made)();
};
constexpr Creatable creatable[] = {{"MSISCSITARGET_StorageSetting"_L1, newSetting}};

bool isInitial(const PropertyDecl &property)
{
    return std::find(std::begin(givenAtFirst), std::end(givenAtFirst), property.name)
        != std::end(givenAtFirst);
}

bool isGood(const PropertyDecl &property, const CimValue &value)
{
    if (property.key)
        return !value.toString().isEmpty() && value.toString().size() <= longestId;
    if (property.name == "ElementName"_L1)
        return !value.isNull() && Writable::isGood(property, value);
    if (property.name == "ChangeableType"_L1)
        return value.toUnsigned() == Transient || value.toUnsigned() == Persistent;
    return Writable::isGood(property, value);
}

// What the client says of it, within the rules of Put.
std::optional<Wsman::Fault> fill(CimInstance &made, const CimInstance &wanted)
{
    for (const auto &[name, value] : wanted.properties()) {
        const int index = made.decl()->indexOf(name);
        if (index < 0)
            return refusal(Refusal::InvalidRepresentation, name);
        const PropertyDecl &property = made.decl()->properties[size_t(index)];
        // Of what is told to be nothing, the target finds what it takes.
        if (value.isNull() || made.value(name) == value)
            continue;
        const bool mayGive = isInitial(property) || Writable::mayWrite(made, property);
        if (!mayGive || !Writable::hasType(property, value) || !isGood(property, value))
            return refusal(Refusal::InvalidRepresentation, name);
        made.set(name, value);
    }
    return std::nullopt;
}
} // namespace

Wsman::Body Target::create(const Envelope &request)
{
    if (request.target.isInstance())
        return refusal(Refusal::KeysNotWanted);
    const CimInstance &wanted = std::get<Wsman::Create>(request.body).instance;
    const auto row = std::find_if(std::begin(creatable), std::end(creatable),
                                  [&wanted](const Creatable &each) {
                                      return sameName(wanted.className(), QString(each.className));
                                  });
    if (row == std::end(creatable))
        return refusal(Refusal::NotSupported, wanted.className());
    CimInstance made = row->made();
    if (const auto wrong = fill(made, wanted))
        return *wrong;
    if (m_store->find(made.path()))
        return refusal(Refusal::AlreadyExists, made.path().toText());
    StoreChange change;
    const QDateTime now = m_clock->now();
    if (Goals::reap(*m_store, now, change) >= Goals::most)
        return refusal(Refusal::TooManyObjects);
    // A transient one goes as those do that CreateSetting makes.
    QJsonObject facts;
    if (made.value(u"ChangeableType").toUnsigned() == Transient)
        facts = Goals::madeAt(now);
    change.put(made, facts);
    if (const auto committed = m_store->commit(change); !committed)
        return refusal(Refusal::Failed, committed.failure().serverText);
    return Wsman::CreateReply{made.path()};
}

} // namespace Cistern
