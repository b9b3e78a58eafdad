// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/weight.h"

#include "services/wsman/soapxml.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qsizetype longestContext = 41;
constexpr qsizetype envelopeOverhead = 4096; // headers, body and the frame of the items

// What things take on the wire, rather too much. A class that the message is about has a prefix of
// one letter, and so has one within another; others have one that is made up, and declare it.
constexpr qsizetype shortTags = 9;
constexpr qsizetype longTags = 21;
constexpr qsizetype frame = 48;      // with the item around it
constexpr qsizetype longFrame = 400; // with the namespace, and the type of what is embedded
constexpr qsizetype nil = 16;
constexpr qsizetype nilArray = 160; // and IsNullArray with its namespace
constexpr qsizetype longestNumber = 28;
constexpr qsizetype longestTime = 64; // with its wrapper
constexpr qsizetype referenceFrame = 400;
constexpr qsizetype selectorFrame = 48;

qsizetype weightOf(QStringView text)
{
    qsizetype sum = text.size();
    for (const QChar c : text) {
        if (c.unicode() >= 128)
            sum += 2;
        else if (c < u' ' || c == u'<' || c == u'>' || c == u'&' || c == u'"')
            sum += 5;
    }
    return sum;
}

qsizetype weightOf(qsizetype name, qsizetype tags, const CimValue &value);

qsizetype weightOf(const CimPath &path)
{
    qsizetype sum = referenceFrame + 2 * path.nameSpace().size() + path.className().size()
        + path.host().size();
    for (const CimPath::Key &key : path.keys()) {
        const CimPath *inner = key.value.toPath();
        sum += selectorFrame + key.name.size()
            + (inner ? weightOf(*inner) : weightOf(QStringView(key.value.toText())));
    }
    return sum;
}

qsizetype weightOf(const CimInstance &instance, qsizetype tags)
{
    qsizetype sum = 0;
    const ClassDecl *decl = instance.decl();
    for (size_t i = 0; decl && i < decl->properties.size(); ++i) {
        if (const auto value = instance.told(i))
            sum += weightOf(decl->properties[i].name.size(), tags, *value);
    }
    for (const auto &[name, value] : instance.others())
        sum += weightOf(3 * name.size(), tags, value); // a letter may take three octets
    return sum;
}

// An element of that name for each of them.
qsizetype weightOf(qsizetype name, qsizetype tags, const CimValue &value)
{
    if (value.isNull())
        return name + tags + (value.isArray() ? nilArray : nil);
    qsizetype sum = 0;
    value.eachElement([name, tags, &sum](const CimValue &element) {
        sum += 2 * name + tags;
        if (element.type() == CimType::String)
            sum += weightOf(QStringView(element.toString()));
        else if (const CimPath *path = element.toPath())
            sum += weightOf(*path);
        else if (const CimInstance *instance = element.toInstance())
            sum += longFrame + 4 * instance->className().size() + weightOf(*instance, shortTags);
        else
            sum += element.type() == CimType::DateTime ? longestTime : longestNumber;
    });
    return sum;
}
} // namespace

qsizetype roomFor(const Envelope &request)
{
    return qsizetype(request.maxEnvelopeSize) - envelopeOverhead;
}

qsizetype weightOf(const CimInstance &instance, Wsman::Mode mode, const CimPath &target)
{
    const qsizetype path = mode == Wsman::Mode::Objects ? 0 : weightOf(instance.path());
    if (mode == Wsman::Mode::Paths)
        return path;
    const QString className = instance.className();
    return className == target.className()
        ? path + frame + 2 * className.size() + weightOf(instance, shortTags)
        : path + longFrame + 4 * className.size() + weightOf(instance, longTags);
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
        room -= weightOf(objects[count], mode, request.target);
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
