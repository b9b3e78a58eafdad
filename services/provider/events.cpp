// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/events.h"

#include "services/provider/objects.h"
#include "services/provider/replies.h"
#include "services/schema/schema.h"

#include <QDateTime>

#include <algorithm>

namespace Cistern::Events {

using namespace Qt::Literals::StringLiterals;
using Kind = ObjectChange::Kind;

namespace {
struct EventClass
{
    QLatin1StringView name;
    Family family;
    std::optional<Kind> kind; // none: a base of the others
};
constexpr EventClass eventClasses[] = {
    {"__InstanceCreationEvent"_L1, Family::Wmi, Kind::Created},
    {"__InstanceModificationEvent"_L1, Family::Wmi, Kind::Modified},
    {"__InstanceDeletionEvent"_L1, Family::Wmi, Kind::Deleted},
    {"__InstanceOperationEvent"_L1, Family::Wmi, std::nullopt},
    {"CIM_InstCreation"_L1, Family::Cim, Kind::Created},
    {"CIM_InstModification"_L1, Family::Cim, Kind::Modified},
    {"CIM_InstDeletion"_L1, Family::Cim, Kind::Deleted},
    {"CIM_InstIndication"_L1, Family::Cim, std::nullopt},
};

const EventClass *findEventClass(const QString &name)
{
    const auto found = std::find_if(
        std::begin(eventClasses), std::end(eventClasses),
        [&name](const EventClass &row) { return sameName(name, QString(row.name)); });
    return found == std::end(eventClasses) ? nullptr : found;
}

QString subjectOf(Family family)
{
    return family == Family::Wmi ? u"TargetInstance"_s : u"SourceInstance"_s;
}

CimInstance eventFor(const ObjectChange &change, Family family, const QDateTime &now)
{
    const auto row = std::find_if(
        std::begin(eventClasses), std::end(eventClasses),
        [&](const EventClass &each) { return each.family == family && each.kind == change.kind; });
    CimInstance event{QString(row->name)};
    if (family == Family::Wmi) {
        // 100 ns since 1601, as WMI counts.
        constexpr qint64 epoch = 11'644'473'600'000; // ms
        event.set(u"TIME_CREATED",
                  CimValue::uint64(quint64(now.toMSecsSinceEpoch() + epoch) * 10'000));
    } else {
        event.set(u"IndicationTime", CimValue::dateTime(CimDateTime::at(now)));
        event.set(u"SourceInstanceModelPath", CimValue::string(change.object.path().toText()));
    }
    event.set(subjectOf(family), CimValue::instance(Objects::whole(change.object)));
    if (change.kind == Kind::Modified)
        event.set(u"PreviousInstance", CimValue::instance(Objects::whole(change.before)));
    return event;
}
} // namespace

std::optional<CimInstance> Interest::eventOf(const ObjectChange &change, const QDateTime &now,
                                             Made &made) const
{
    if (m_kind && *m_kind != change.kind)
        return std::nullopt;
    auto &event = made[size_t(m_family)];
    if (!event)
        event = eventFor(change, m_family, now);
    if (m_query && !m_query->matches(*event))
        return std::nullopt;
    return event;
}

std::variant<Interest, Wsman::Fault> interestOf(const Envelope &request)
{
    const auto &wanted = std::get<Wsman::Subscribe>(request.body);
    const QString nameSpace = request.target.nameSpace();
    if (!Schema::hasNameSpace(nameSpace))
        return refusal(Refusal::InvalidNamespace, nameSpace);
    if (const auto *unknown = std::get_if<Wsman::UnknownFilter>(&wanted.filter))
        return refusal(Refusal::FilteringUnavailable, unknown->dialect);
    Interest interest;
    QString className = request.target.className();
    if (const auto *wql = std::get_if<Wsman::WqlFilter>(&wanted.filter)) {
        const auto query = WqlQuery::parse(wql->query);
        if (!query)
            return refusal(Refusal::FilterNotProcessed, query.failure().serverText);
        if (query->related() || !query->selectsAll())
            return refusal(Refusal::FilterNotProcessed, u"whole events only"_s);
        interest.m_query = *query;
        className = query->className();
    } else if (className == "*"_L1) {
        return refusal(Refusal::FilteringRequired); // everything would be too much
    }
    const EventClass *row = findEventClass(className);
    if (!row && interest.m_query)
        return refusal(Refusal::FilterNotProcessed, className);
    if (!row)
        return refusal(Refusal::NoEventSource, className);
    interest.m_family = row->family;
    interest.m_kind = row->kind;
    if (interest.m_query) {
        const QString demanded = interest.m_query->demandedClass(subjectOf(row->family));
        if (!demanded.isEmpty() && Schema::classesBelow(nameSpace, demanded).isEmpty())
            return refusal(Refusal::FilterNotProcessed, demanded);
    }
    return interest;
}

} // namespace Cistern::Events
