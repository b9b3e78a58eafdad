// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/weight.h"

#include "services/wsman/soapxml.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qsizetype longestContext = 41;
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

} // namespace

qsizetype roomFor(const Envelope &request)
{
    return qsizetype(request.maxEnvelopeSize) - envelopeOverhead;
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

bool fits(const Wsman::Items &items, const Envelope &request)
{
    Wsman::Items more = items;
    more.context = QString(longestContext, u'x');
    more.end = false;
    return writeEnvelope(replyTo(request, more)).size() <= qsizetype(request.maxEnvelopeSize);
}

qsizetype fitting(const QList<CimInstance> &objects, Wsman::Mode mode, const Envelope &request,
                  qsizetype most)
{
    qsizetype room = roomFor(request);
    qsizetype count = 0;
    while (count < std::min(most, objects.size())) {
        room -= weightOf(objects[count], mode);
        if (room < 0)
            break;
        ++count;
    }
    if (count > 0 || objects.isEmpty())
        return count;
    // The estimate is on the safe side; for a single object the bytes themselves decide.
    Wsman::Items one{.mode = mode, .instances = {}, .paths = {}, .context = {}, .end = false};
    if (mode == Wsman::Mode::Paths)
        one.paths = {objects.first().path()};
    else
        one.instances = {objects.first()};
    return fits(one, request) ? 1 : 0;
}

} // namespace Cistern
