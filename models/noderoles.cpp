// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "models/noderoles.h"

#include "models/objectfacts.h"
#include "services/inventory/shape.h"
#include "services/schema/schema.h"
#include "services/systems/trust.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
State nodeState(const Connections &connections, const Node &node)
{
    if (node.kind == Node::Kind::Object)
        return objectState(node.instance);
    if (node.kind != Node::Kind::System)
        return State::None;
    const State connection = systemState(connections.state(node.systemId));
    // A healthy connection says nothing of the health behind it.
    const State health = objectState(node.instance);
    return connection == State::Ok && health != State::None ? health : connection;
}

QVariant spaceRole(const Inventory &inventory, const Node &node, int role)
{
    const auto space = node.kind == Node::Kind::Object ? poolSpace(node.instance) : std::nullopt;
    if (!space)
        return {};
    if (role == ChildUsedRole) // looks at every link of it
        return poolSpace(inventory, node).childUsed;
    switch (role) {
    case UsedRole:
        return space->used;
    case TotalRole:
        return space->total;
    case UnitRole:
        return QVariant::fromValue(space->unit);
    default:
        return space->lowMark ? QVariant(*space->lowMark) : QVariant();
    }
}
} // namespace

State systemState(const SystemState &state)
{
    switch (state.phase) {
    case SystemState::Phase::Idle:
        return State::Untried;
    case SystemState::Phase::Connecting:
        return State::Busy;
    case SystemState::Phase::Connected: // with nothing to manage, or not all of it
        return !state.ladder.rungs.isEmpty() && state.ladder.rung(Rung::Step::Namespaces).failure
            ? State::Warning
            : State::Ok;
    case SystemState::Phase::Waiting:
        return State::Retrying;
    case SystemState::Phase::Failed:
        break;
    }
    if (state.wantsSignIn())
        return State::Warning;
    return state.failure && Trust::awaitsDecision(*state.failure) ? State::CertificateChanged
                                                                  : State::Error;
}

QString sortText(const QString &name, const Node &node)
{
    int rank = 0;
    if (node.kind == Node::Kind::Group) {
        const auto groups = Shape::groups();
        rank = int(std::find_if(groups.begin(), groups.end(),
                                [&](const auto &row) { return row.name == node.name; })
                   - groups.begin());
    } else if (node.kind == Node::Kind::Object) {
        const bool pool = Schema::isA(node.instance.nameSpace(), node.instance.className(),
                                      u"CIM_ResourcePool");
        rank = (pool ? 0 : 2)
            + (node.instance.value(u"Primordial").toBool().value_or(false) ? 1 : 0);
    } else if (node.kind == Node::Kind::System && node.systemId == localSystemId) {
        rank = 1; // after the sites and systems that people configured
    }
    return QString::number(rank) + name;
}

QVariant nodeRole(const Inventory &inventory, const Connections &connections,
                  const ModelWords &words, const Node &node, int role)
{
    switch (role) {
    case Qt::DisplayRole:
    case RawRole:
        return words.name(node);
    case SortRole:
        return sortText(words.name(node), node);
    case StateRole: {
        const State state = nodeState(connections, node);
        return int(state == State::Ok && node.kind == Node::Kind::System
                           && !words.warning(node).isEmpty()
                       ? State::Warning
                       : state);
    }
    case StateTextRole: {
        const State state = nodeState(connections, node);
        if (node.kind == Node::Kind::Object)
            return words.stateText(state, node);
        const SystemState system = connections.state(node.systemId);
        const QString warning = words.warning(node);
        if (state == State::Ok && !warning.isEmpty())
            return warning;
        const QString text = node.kind == Node::Kind::System && systemState(system) != State::Ok
            ? words.systemStateText(system)
            : words.stateText(state, node);
        return warning.isEmpty() ? text : words.both(text, warning);
    }
    case DetailRole:
        return words.detail(node, node.children.size());
    case PathRole:
        if (const CimPath path = node.path(); !path.isEmpty())
            return path.toText();
        return {};
    case NodeIdRole:
        return node.id;
    case SystemRole:
        return node.systemId;
    case KindRole:
        return node.kind == Node::Kind::Object ? node.instance.className() : node.name;
    case IconRole:
        return words.icon(node);
    case UsedRole:
    case ChildUsedRole:
    case TotalRole:
    case UnitRole:
    case LowMarkRole:
        return spaceRole(inventory, node, role);
    case StaleRole:
        return node.stale && node.kind != Node::Kind::System; // which is shown as it is now
    case Qt::ToolTipRole: {
        const QString hint = words.toolTip(node);
        return hint.isEmpty() ? QVariant() : QVariant(hint);
    }
    case CimNameRole:
        return node.kind == Node::Kind::Object ? QVariant(node.instance.className()) : QVariant();
    default:
        return {};
    }
}

} // namespace Cistern
