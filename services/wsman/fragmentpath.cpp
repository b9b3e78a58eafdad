// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/fragmentpath.h"

#include <QRegularExpression>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

std::optional<FragmentPath> FragmentPath::fromText(QStringView text)
{
    static const QRegularExpression form(u"^(?:[A-Za-z_][A-Za-z0-9_.-]*:)?([A-Za-z_][A-Za-z0-9_]*)"
                                         "(?:\\[\\s*([1-9][0-9]{0,5})\\s*\\])?(/text\\(\\))?$"_s);
    const auto match = form.match(text.trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    FragmentPath path;
    path.property = match.captured(1);
    if (match.capturedLength(2) > 0)
        path.index = match.capturedView(2).toUInt();
    path.text = match.capturedLength(3) > 0;
    return path;
}

} // namespace Cistern
