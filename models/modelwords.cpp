// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "models/modelwords.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

QString ModelWords::name(const Node &node) const
{
    if (node.kind != Node::Kind::Object)
        return node.name;
    for (const auto &property : {u"ElementName"_s, u"Name"_s, u"DeviceID"_s, u"InstanceID"_s}) {
        const QString name = node.instance.value(property).toString();
        if (!name.isEmpty())
            return name;
    }
    return node.path().toText();
}

bool ModelWords::isNamedByOthers(const Node &) const
{
    return false;
}

QString ModelWords::kind(const Node &node) const
{
    return node.kind == Node::Kind::Object ? node.instance.className() : QString();
}

QString ModelWords::icon(const Node &) const
{
    return {};
}

QString ModelWords::stateText(State, const Node &) const
{
    return {};
}

QString ModelWords::warning(const Node &) const
{
    return {};
}

QString ModelWords::both(const QString &state, const QString &) const
{
    return state;
}

QString ModelWords::systemStateText(const SystemState &) const
{
    return {};
}

QString ModelWords::detail(const Node &, qsizetype children) const
{
    return children > 0 ? QString::number(children) : QString();
}

QString ModelWords::toolTip(const Node &) const
{
    return {};
}

QString ModelWords::amount(quint64 value, const ResourceUnit &) const
{
    return QString::number(value);
}

QString ModelWords::header(QLatin1StringView column) const
{
    return column;
}

QString ModelWords::jobCell(QLatin1StringView column, const JobRecord &record,
                            const JobFigures &) const
{
    if (column == "job"_L1)
        return record.call.isValid() ? QString(record.call.decl().name) : record.removed.toText();
    return column == "system"_L1 ? record.systemId : QString();
}

} // namespace Cistern
