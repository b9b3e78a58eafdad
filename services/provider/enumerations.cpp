// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/enumerations.h"

#include "services/provider/replies.h"
#include "services/provider/weight.h"

#include <QUuid>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr std::chrono::seconds keptFor{60};
constexpr int mostPerUser = 100;
constexpr qsizetype mostPerBatch = 1000;
} // namespace

void Enumerations::expire()
{
    const auto now = m_clock.elapsed();
    m_open.removeIf([now](auto it) { return it->until <= now; });
}

std::optional<Wsman::Items> Enumerations::batch(Open &open, const Envelope &request, quint32 wanted)
{
    Wsman::Items items{.mode = open.mode, .instances = {}, .paths = {}, .context = {}, .end = true};
    const qsizetype most = std::min<qsizetype>(std::max<quint32>(wanted, 1), mostPerBatch);
    const qsizetype taken = fitting(open.left, open.mode, request, most);
    if (taken == 0 && !open.left.isEmpty())
        return std::nullopt;
    for (const CimInstance &next : std::as_const(open.left).first(taken)) {
        if (open.mode == Wsman::Mode::Paths)
            items.paths.append(next.path());
        else
            items.instances.append(next);
    }
    open.left.remove(0, taken);
    items.end = open.left.isEmpty();
    return items;
}

Wsman::Body Enumerations::open(const QString &user, const Envelope &request,
                               const QList<CimInstance> &found)
{
    expire();
    const auto &wanted = std::get<Wsman::Enumerate>(request.body);
    Open open{.user = user, .mode = wanted.mode, .left = found};
    Wsman::Items items{
        .mode = wanted.mode, .instances = {}, .paths = {}, .context = {}, .end = false};
    if (wanted.optimize) {
        const auto first = batch(open, request, wanted.maxElements);
        if (!first)
            return refusal(Refusal::InstanceTooLarge);
        items = *first;
    }
    if (items.end)
        return items;
    const auto same = std::count_if(m_open.cbegin(), m_open.cend(),
                                    [&user](const Open &other) { return other.user == user; });
    if (same >= mostPerUser)
        return refusal(Refusal::TooManyContexts);
    items.context = QUuid::createUuid().toString(QUuid::WithoutBraces).toUpper();
    open.until = m_clock.elapsed() + keptFor;
    m_open.insert(items.context, open);
    return items;
}

Wsman::Body Enumerations::pull(const QString &user, const Envelope &request)
{
    expire();
    const auto &wanted = std::get<Wsman::Pull>(request.body);
    const auto found = m_open.find(wanted.context);
    if (found == m_open.end() || found->user != user)
        return refusal(Refusal::ContextUnknown);
    auto items = batch(*found, request, wanted.maxElements);
    if (!items) {
        // The one that does not fit would be in the way for ever.
        m_open.erase(found);
        return refusal(Refusal::InstanceTooLarge);
    }
    if (items->end) {
        m_open.erase(found);
        return *items;
    }
    items->context = wanted.context;
    found->until = m_clock.elapsed() + keptFor;
    return *items;
}

Wsman::Body Enumerations::release(const QString &user, const QString &context)
{
    expire();
    const auto found = m_open.find(context);
    if (found == m_open.end() || found->user != user)
        return refusal(Refusal::ContextUnknown);
    m_open.erase(found);
    return Wsman::DoneReply();
}

} // namespace Cistern
