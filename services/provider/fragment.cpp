// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/fragment.h"

#include "services/provider/replies.h"
#include "services/wsman/fragmentpath.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

Wsman::Body fragmentOf(const CimInstance &object, const QString &fragment)
{
    const auto path = FragmentPath::fromText(fragment);
    const ClassDecl *decl = object.decl();
    const int index = path && decl ? decl->indexOf(path->property) : -1;
    if (index < 0 || path->property != decl->properties[size_t(index)].name)
        return refusal(Refusal::FragmentNotProcessed, fragment);
    CimValue value = object.value(path->property);
    if (path->index) {
        const QList<CimValue> elements = value.elements();
        if (*path->index > quint32(elements.size()))
            return refusal(Refusal::FragmentNotProcessed, fragment);
        const CimValue element = elements[*path->index - 1];
        value = value.isArray() ? CimValue::array(value.type(), {element}) : element;
    }
    Wsman::FragmentReply reply{.fragment = fragment, .instance = CimInstance(*decl)};
    if (path->text)
        reply.text = value.toText();
    else
        reply.instance.set(path->property, value);
    return reply;
}

std::optional<CimValue> withFragment(const CimValue &before, const CimValue &part,
                                     const QString &fragment)
{
    const auto path = FragmentPath::fromText(fragment);
    if (!path || !path->index)
        return path ? std::optional(part) : std::nullopt;
    QList<CimValue> elements = before.elements();
    const QList<CimValue> one = part.elements();
    if (!before.isArray() || one.size() != 1 || *path->index > quint32(elements.size()))
        return std::nullopt;
    elements[*path->index - 1] = one.first();
    return CimValue::array(before.type(), elements);
}

} // namespace Cistern
