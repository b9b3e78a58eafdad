// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/resourceuri.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr QLatin1StringView wmiPrefix{"http://schemas.microsoft.com/wbem/wsman/1/wmi/"};
constexpr QLatin1StringView dmtfPrefix{"http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/"};
constexpr QLatin1StringView dmtfAll{"http://schemas.dmtf.org/wbem/wscim/1/*"};
// Vendors put their own host before it.
constexpr QLatin1StringView schemaPart{"/wbem/wscim/1/cim-schema/2/"};
constexpr QLatin1StringView allPart{"/wbem/wscim/1/*"};

bool isClassName(QStringView text)
{
    return text == "*"_L1 || (!text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) {
               return c == u'_' || (c.unicode() < 128 && c.isLetterOrNumber());
           }));
}
} // namespace

std::optional<ResourceUri> readResourceUri(QStringView uri)
{
    ResourceUri result;
    if (uri.startsWith(wmiPrefix, Qt::CaseInsensitive)) {
        QString path = uri.sliced(wmiPrefix.size()).toString().replace(u'\\', u'/');
        const qsizetype slash = path.lastIndexOf(u'/');
        if (slash <= 0)
            return std::nullopt;
        result.className = path.sliced(slash + 1);
        result.nameSpace = path.first(slash);
    } else if (const qsizetype part = uri.indexOf(schemaPart, 0, Qt::CaseInsensitive);
               part > 0 && uri.startsWith("http://"_L1, Qt::CaseInsensitive)) {
        result.form = UriForm::Dmtf;
        result.className = uri.sliced(part + schemaPart.size()).toString();
    } else if (uri.endsWith(allPart, Qt::CaseInsensitive)) {
        result.form = UriForm::Dmtf;
        result.className = u"*"_s;
    } else {
        return std::nullopt;
    }
    if (!isClassName(result.className))
        return std::nullopt;
    return result;
}

QString writeResourceUri(const CimPath &path, UriForm form)
{
    if (form == UriForm::Wmi)
        return wmiPrefix + path.nameSpace() + u'/' + path.className();
    return path.className() == "*"_L1 ? QString(dmtfAll) : dmtfPrefix + path.className();
}

} // namespace Cistern
