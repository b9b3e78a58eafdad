// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/readablexml.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qsizetype shownMost = 200'000;

// Of what begins there; −1: it has none. What stands in quotes is no end.
qsizetype endOfTag(QStringView text, qsizetype open)
{
    QChar quote;
    for (qsizetype at = open; at < text.size(); ++at) {
        const QChar c = text.at(at);
        if (c == quote)
            quote = QChar();
        else if (quote.isNull() && (c == u'"' || c == u'\''))
            quote = c;
        else if (quote.isNull() && c == u'>')
            return at;
    }
    return -1;
}

QString indented(const QByteArray &xml)
{
    const QString text = QString::fromUtf8(xml).trimmed();
    QString shown;
    int depth = 0;
    for (qsizetype at = 0; at < text.size();) {
        // A piece is what stands before an element, and its tag.
        const qsizetype open = text.indexOf(u'<', at);
        const qsizetype close = open < 0 ? -1 : endOfTag(text, open);
        if (close < 0) {
            shown += QStringView(text).sliced(at);
            break;
        }
        const QStringView tag = QStringView(text).sliced(open, close - open + 1);
        const bool ends = tag.startsWith("</"_L1);
        const bool plain = tag.endsWith("/>"_L1) || tag.startsWith("<?"_L1);
        const bool afterText = open > at;
        if (ends)
            --depth;
        if (!shown.isEmpty() && !afterText && !(ends && shown.endsWith(u'\n')))
            shown += u'\n' + QString(2 * std::max(0, depth), u' ');
        shown += QStringView(text).sliced(at, close - at + 1);
        if (!ends && !plain)
            ++depth;
        at = close + 1;
    }
    return shown;
}
} // namespace

QString readableXml(const QByteArray &xml)
{
    QString text = indented(xml.left(shownMost));
    if (text.isEmpty())
        text = QString::fromUtf8(xml.left(shownMost));
    return xml.size() > shownMost ? text + u"\n\n…"_s : text;
}

} // namespace Cistern
