// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/enumerations.h"

#include "services/provider/replies.h"
#include "services/wsman/soapxml.h"

#include <QUuid>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr std::chrono::seconds keptFor{60};
constexpr int mostPerUser = 100;
constexpr qsizetype mostPerBatch = 1000;
constexpr qsizetype longestContext = 36;
constexpr qsizetype envelopeOverhead = 4096; // headers, body and the endpoint reference's frame

// What a value takes on the wire, rather too much: each character escaped, a tag on both sides.
qsizetype weightOf(const QString &name, const CimValue &value)
{
    if (const CimPath *path = value.toPath()) {
        qsizetype sum = 600 + 2 * name.size();
        for (const CimPath::Key &key : path->keys())
            sum += 120 + weightOf(key.name, key.value);
        return sum;
    }
    if (const CimInstance *instance = value.toInstance()) {
        qsizetype sum = 200;
        for (const auto &[member, content] : instance->properties())
            sum += weightOf(member, content);
        return sum;
    }
    if (value.isArray()) {
        qsizetype sum = 0;
        for (const CimValue &element : value.elements())
            sum += weightOf(name, element);
        return sum;
    }
    qsizetype text = 0;
    for (const QChar c : value.toText())
        text += c.unicode() >= 128 ? 3 : (c == u'<' || c == u'>' || c == u'&' || c == u'"') ? 6 : 1;
    return 2 * name.size() + text + 40;
}

qsizetype weightOf(const CimInstance &instance, Wsman::Mode mode)
{
    qsizetype sum = 400;
    if (mode != Wsman::Mode::Objects)
        sum += weightOf(u"EndpointReference"_s, CimValue::reference(instance.path()));
    if (mode != Wsman::Mode::Paths) {
        for (const auto &[name, value] : instance.properties())
            sum += weightOf(name, value);
    }
    return sum;
}
} // namespace

void Enumerations::expire()
{
    const auto now = m_clock.elapsed();
    m_open.removeIf([now](auto it) { return it->until <= now; });
}

std::optional<Wsman::Items> Enumerations::batch(Open &open, const Envelope &request, quint32 wanted)
{
    Wsman::Items items{.mode = open.mode, .instances = {}, .paths = {}, .context = {}, .end = true};
    qsizetype room = qsizetype(request.maxEnvelopeSize) - envelopeOverhead;
    const qsizetype most = std::min<qsizetype>(std::max<quint32>(wanted, 1), mostPerBatch);
    qsizetype taken = 0;
    for (; taken < std::min(most, open.left.size()); ++taken) {
        const CimInstance &next = open.left[taken];
        room -= weightOf(next, open.mode);
        if (room < 0)
            break;
        if (open.mode == Wsman::Mode::Paths)
            items.paths.append(next.path());
        else
            items.instances.append(next);
    }
    // The estimate is on the safe side; for a single object the bytes themselves decide.
    if (taken == 0 && !open.left.isEmpty()) {
        if (open.mode == Wsman::Mode::Paths)
            items.paths = {open.left.first().path()};
        else
            items.instances = {open.left.first()};
        Wsman::Items whole = items;
        whole.context = QString(longestContext, u'x');
        whole.end = false;
        if (writeEnvelope(replyTo(request, whole)).size() > qsizetype(request.maxEnvelopeSize))
            return std::nullopt;
        taken = 1;
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
