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

// Vendors put their own host before it and name their own schema, "/wbem/wscim/1/amt-schema/1/";
// some controllers have the CIM namespace between that and the class.
QStringView afterSchema(QStringView uri)
{
    constexpr QLatin1StringView part{"/wbem/wscim/1/"};
    const qsizetype at = uri.indexOf(part, 0, Qt::CaseInsensitive);
    if (at <= 0 || !uri.startsWith("http://"_L1, Qt::CaseInsensitive))
        return {};
    const QStringView rest = uri.sliced(at + part.size());
    if (rest == u"*")
        return rest;
    const qsizetype name = rest.indexOf("-schema/"_L1, 0, Qt::CaseInsensitive);
    const qsizetype version = name > 0 ? rest.indexOf(u'/', name + 8) : -1;
    return version < 0 ? QStringView() : rest.sliced(version + 1);
}

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
    QString path;
    if (uri.startsWith(wmiPrefix, Qt::CaseInsensitive)) {
        path = uri.sliced(wmiPrefix.size()).toString().replace(u'\\', u'/');
        if (path.lastIndexOf(u'/') <= 0)
            return std::nullopt;
    } else {
        result.form = UriForm::Dmtf;
        path = afterSchema(uri).toString();
    }
    const qsizetype slash = path.lastIndexOf(u'/');
    result.className = path.sliced(slash + 1);
    result.nameSpace = path.first(qMax(slash, qsizetype(0)));
    if (!isClassName(result.className))
        return std::nullopt;
    return result;
}

QString writeResourceUri(const CimPath &path, UriForm form)
{
    if (form == UriForm::Wmi)
        return wmiPrefix + path.nameSpace().toLower() + u'/' + path.className(); // as WinRM
    return path.className() == "*"_L1 ? QString(dmtfAll) : dmtfPrefix + path.className();
}

} // namespace Cistern
