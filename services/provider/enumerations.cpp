// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/enumerations.h"

#include "services/provider/objects.h"
#include "services/provider/replies.h"
#include "services/provider/weight.h"
#include "services/provider/wql/condition.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr std::chrono::seconds keptFor{60};
constexpr int mostPerUser = 100;
constexpr qsizetype mostPerBatch = 2'000;
} // namespace

void Enumerations::expire()
{
    m_open.removeIf(
        [now = m_clock.elapsed()](const auto &each) { return each.value()->until <= now; });
}

// DSP0226 R8.1-6: a context is good only for the one who opened it.
Enumerations::OpenPtr Enumerations::find(const QString &user, const QString &context)
{
    expire();
    const OpenPtr open = m_open.value(context);
    return open && open->user == user ? open : OpenPtr();
}

CimInstance Enumerations::told(const CimInstance &object, const Found &found) const
{
    if (found.columns.isEmpty() && found.properties.isEmpty())
        return Objects::whole(object);
    CimInstance part = found.columns.isEmpty() && object.decl() ? CimInstance(*object.decl())
                                                                : CimInstance(object.className());
    for (const QStringList &steps : found.columns)
        part.set(steps.join(u'.'), Wql::propertyIn(object, steps));
    for (const QString &property : found.properties) {
        if (object.has(property))
            part.set(property, object.value(property));
    }
    part.setPath(object.path());
    return part;
}

std::optional<Wsman::Items> Enumerations::batch(Open &open, const Envelope &request, quint32 wanted,
                                                quint32 maxCharacters)
{
    Wsman::Items items{.mode = open.mode,
                       .instances = {},
                       .columns = open.found.columns,
                       .paths = {},
                       .context = {},
                       .end = true};
    // MaxCharacters is a limit of the same kind.
    Envelope limited = request;
    if (maxCharacters)
        limited.maxEnvelopeSize = std::min(limited.maxEnvelopeSize, maxCharacters);
    qsizetype room = roomFor(limited);
    const qsizetype most = std::min<qsizetype>(std::max<quint32>(wanted, 1), mostPerBatch);
    const bool paths = open.mode == Wsman::Mode::Paths;
    qsizetype taken = 0;
    for (; taken < most && open.next < open.found.keys.size(); ++open.next) {
        const StoredObject *object = m_store.at(open.found.keys[open.next]);
        if (!object)
            continue;
        CimInstance next = paths ? object->instance : told(object->instance, open.found);
        room -= weightOf(next, open.mode, request.target);
        // The estimate is on the safe side; for a single object the bytes themselves decide.
        if (room < 0 && taken > 0)
            break;
        if (paths)
            items.paths.append(next.path());
        else
            items.instances.append(std::move(next));
        ++taken;
        if (room >= 0)
            continue;
        if (!fits(items, limited))
            return std::nullopt;
        ++open.next;
        break;
    }
    items.end = open.next >= open.found.keys.size();
    return items;
}

Wsman::Body Enumerations::open(const QString &user, const Envelope &request, const Found &found)
{
    expire();
    const auto &wanted = std::get<Wsman::Enumerate>(request.body);
    const auto open = std::make_shared<Open>();
    open->user = user;
    open->nameSpace = request.target.nameSpace();
    open->mode = wanted.mode;
    open->found = found;
    Wsman::Items items{.mode = wanted.mode,
                       .instances = {},
                       .columns = found.columns,
                       .paths = {},
                       .context = {},
                       .end = false};
    if (wanted.optimize) {
        open->maxElements = wanted.maxElements;
        open->maxEnvelopeSize = request.maxEnvelopeSize;
        const auto first = batch(*open, request, wanted.maxElements, 0);
        if (!first)
            return refusal(Refusal::InstanceTooLarge);
        items = *first;
    }
    if (items.end)
        return items;
    const auto same = std::count_if(m_open.cbegin(), m_open.cend(),
                                    [&user](const OpenPtr &other) { return other->user == user; });
    if (same >= mostPerUser)
        return refusal(Refusal::TooManyContexts);
    // DSP0226 R8.2.3-5: what an optimised reply leaves over is there to be pulled.
    items.context = newMessageId();
    open->until = m_clock.elapsed() + keptFor;
    m_open.insert(items.context, open);
    return items;
}

Wsman::Body Enumerations::pull(const QString &user, const Envelope &request)
{
    const auto &wanted = std::get<Wsman::Pull>(request.body);
    const OpenPtr open = find(user, wanted.context);
    if (!open)
        return refusal(Refusal::ContextUnknown);
    // As WinRM: what an optimised Enumerate asked for holds to the end.
    if (open->maxElements
        && (wanted.maxElements != *open->maxElements
            || request.maxEnvelopeSize != open->maxEnvelopeSize))
        return refusal(Refusal::PullDiffers);
    auto items = batch(*open, request, wanted.maxElements, wanted.maxCharacters);
    if (!items || items->end)
        m_open.remove(wanted.context); // one that does not fit would be in the way for ever
    if (!items)
        return refusal(Refusal::InstanceTooLarge);
    if (!items->end) {
        items->context = wanted.context;
        open->until = m_clock.elapsed() + keptFor;
    }
    return *items;
}

Wsman::Body Enumerations::release(const QString &user, const QString &context)
{
    if (!find(user, context))
        return refusal(Refusal::ContextUnknown);
    m_open.remove(context);
    return Wsman::DoneReply();
}

std::optional<QString> Enumerations::nameSpaceOf(const QString &user, const QString &context)
{
    const OpenPtr open = find(user, context);
    return open ? std::optional(open->nameSpace) : std::nullopt;
}

} // namespace Cistern
