// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/instancereader.h"

#include "services/schema/schema.h"
#include "services/wsman/names.h"
#include "services/wsman/resourceuri.h"
#include "services/wsman/xmlvalues.h"

#include <algorithm>
#include <bit>

namespace Cistern::CimXml {

using namespace Qt::Literals::StringLiterals;
namespace Names = Wsman::Names;

namespace {
// Places of names that are no declared property.
constexpr qint16 unknown = -3, skipped = -2, undeclared = -1;

QString text(std::string_view octets)
{
    return QString::fromUtf8(octets.data(), qsizetype(octets.size()));
}
} // namespace

InstanceReader::InstanceReader(const QString &nameSpace, Side side)
    : m_nameSpace(nameSpace), m_side(side)
{}

InstanceReader::Members InstanceReader::membersOf(const QString &nameSpace,
                                                  const QString &className) const
{
    Members members{.nameSpace = nameSpace, .className = className};
    members.decl = Schema::findClass(nameSpace, className);
    if (members.decl)
        members.keys = int(std::count_if(members.decl->properties.begin(),
                                         members.decl->properties.end(),
                                         [](const PropertyDecl &decl) { return decl.key; }));
    return members;
}

InstanceReader::Members &InstanceReader::membersOf(const XmlElement &element)
{
    const quint32 id = element.nameId();
    for (const auto &known : m_members) {
        if (known->element == id)
            return *known;
    }
    const auto uri = readResourceUri(element.nameSpace());
    const QString nameSpace = uri && !uri->nameSpace.isEmpty() ? uri->nameSpace : m_nameSpace;
    m_members.push_back(std::make_unique<Members>(membersOf(nameSpace, element.name().toString())));
    m_members.back()->element = id;
    return *m_members.back();
}

Outcome<CimInstance> InstanceReader::read(const XmlElement &element)
{
    if (const auto problem = readInto(element, membersOf(element)))
        return *problem;
    return m_packer.end();
}

Outcome<CimInstance> InstanceReader::read(const XmlElement &element, const XmlElement &path)
{
    Members &members = membersOf(element);
    if (const auto problem = readInto(element, members))
        return *problem;
    if (isMadeOfKeys(path, members)) {
        m_packer.setKeyedPath(m_form.host);
    } else {
        const auto told = readPath(path, m_nameSpace);
        if (!told)
            return told.failure();
        m_packer.setPath(*told);
    }
    return m_packer.end();
}

Outcome<CimInstance> InstanceReader::readMembers(const XmlElement &element,
                                                 const QString &className)
{
    Members members = membersOf(m_nameSpace, className);
    if (const auto problem = readInto(element, members))
        return *problem;
    return m_packer.end();
}

qint16 InstanceReader::placeOf(const XmlElement &child, Members &members) const
{
    const size_t id = child.nameId();
    if (id >= members.places.size())
        members.places.resize(id + 16, unknown);
    qint16 &place = members.places[id];
    if (place == unknown) {
        // Old servers append the location as a child (DSP0227 section 8.4).
        if (child.nameSpace() == Names::cimCommon)
            place = skipped;
        else
            place = members.decl ? qint16(members.decl->indexOf(child.name())) : undeclared;
    }
    return place;
}

std::optional<Failure> InstanceReader::readInto(const XmlElement &element, Members &members)
{
    if (members.decl)
        m_packer.begin(*members.decl);
    else
        m_packer.begin(members.className);
    XmlElement child = element.firstChild();
    while (child) {
        const qint16 place = placeOf(child, members);
        if (place >= 0 && !m_packer.has(place) && takePlain(child, place))
            continue;
        if (const auto problem = readChild(child, place, members))
            return problem;
    }
    return std::nullopt;
}

namespace {
// Where a plain value stands: the element itself, or the one that DSP0230 puts around times. Null
// when it is not plain.
XmlElement plainHolder(const XmlElement &element, bool time)
{
    const XmlElement inner = element.firstChild();
    if (element.hasAttributes())
        return {};
    if (!inner)
        return element;
    const bool wraps = time && !inner.next() && inner.name() == "Datetime"_L1
        && !inner.hasChildren();
    return wraps ? inner : XmlElement();
}

bool sameName(const XmlElement &a, const XmlElement &b)
{
    return a.nameId() == b.nameId() || a.name() == b.name();
}
} // namespace

// Most are values without attributes or parts, one of a name or the elements of an array.
bool InstanceReader::takePlain(XmlElement &child, int place)
{
    const bool time = m_packer.isTime(place);
    XmlElement holder = plainHolder(child, time), next = child.next();
    if (!holder)
        return false;
    bool added = false;
    if (!next || !sameName(next, child)) {
        added = m_packer.addText(place, holder.utf8());
    } else {
        m_texts = {holder.utf8()};
        for (; next && sameName(next, child); next = next.next()) {
            holder = plainHolder(next, time);
            if (!holder)
                return false;
            m_texts.push_back(holder.utf8());
        }
        added = m_packer.addTexts(place, m_texts);
    }
    if (added)
        child = next;
    return added;
}

std::optional<Failure> InstanceReader::readChild(XmlElement &child, int place,
                                                 const Members &members)
{
    const Same same = takeSame(child);
    if (place == skipped)
        return std::nullopt;
    const QString name = same.first().name().toString();
    const Place at{members.className + u'.' + name, members.nameSpace, m_side};
    if (place < 0 ? m_packer.hasOther(name) : m_packer.has(place))
        return unreadable(at.name, u"given twice"_s);
    if (place < 0) {
        const auto value = readUndeclared(same, at);
        if (!value)
            return value.failure();
        m_packer.addOther(name, *value);
        return std::nullopt;
    }
    const PropertyDecl &property = members.decl->properties[size_t(place)];
    const auto value = readValue(same, property.type, property.array, at);
    if (!value)
        return value.failure();
    m_packer.add(place, *value);
    return std::nullopt;
}

// Whether the path says what the keys of the instance just read say, so that it need not be kept.
bool InstanceReader::isMadeOfKeys(const XmlElement &path, Members &members)
{
    if (!members.decl || members.keys == 0)
        return false;
    quint64 matched = 0; // a bit for each place in the list of selectors
    std::string_view nameSpace;
    for (XmlElement selector = referenceParameters(path).child("SelectorSet"_L1).firstChild();
         selector; selector = selector.next()) {
        const auto name = selector.attributeUtf8({}, "Name"_L1);
        if (!name || selector.hasChildren() || selector.name() != "Selector"_L1)
            return false;
        auto known = std::find_if(members.selectors.begin(), members.selectors.end(),
                                  [&](const auto &each) { return each.first == *name; });
        if (known == members.selectors.end()) {
            int place = members.decl->indexOf(text(*name));
            if (place >= 0 && !members.decl->properties[size_t(place)].key)
                place = undeclared;
            if (Cistern::sameName(text(*name), QString(Names::nameSpaceSelector)))
                place = skipped;
            members.selectors.emplace_back(std::string(*name), place);
            known = members.selectors.end() - 1;
        }
        const auto place = known - members.selectors.begin();
        if (known->second == skipped && nameSpace.empty()) {
            nameSpace = selector.utf8();
            continue;
        }
        const quint64 bit = place < 64 ? quint64(1) << place : 0;
        if (known->second < 0 || !bit || (matched & bit)
            || !m_packer.says(known->second, selector.utf8()))
            return false;
        matched |= bit;
    }
    return std::popcount(matched) == members.keys && knowsForm(path, nameSpace, members.decl);
}

bool InstanceReader::knowsForm(const XmlElement &path, std::string_view nameSpace,
                               const ClassDecl *decl)
{
    const XmlElement epr = reference(path);
    const std::string_view uri = referenceParameters(path).child("ResourceURI"_L1).utf8();
    const std::string_view address = epr.child("Address"_L1).utf8();
    if (m_form.decl == decl && m_form.uri == uri && m_form.nameSpace == nameSpace
        && m_form.address == address)
        return true;
    const auto told = readPath(path, m_nameSpace);
    if (!told || Schema::findClass(told->nameSpace(), told->className()) != decl)
        return false;
    m_form = {decl, std::string(uri), std::string(nameSpace), std::string(address), told->host()};
    return true;
}

} // namespace Cistern::CimXml
