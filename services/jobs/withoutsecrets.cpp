// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/jobs/withoutsecrets.h"

#include <QRegularExpression>
#include <QString>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
// The beginning of an element that holds a secret. Markup may be written as it is or escaped, and
// that again. No part of it is long or takes a step back: a text of a server must not make it fail,
// for then nothing would be covered.
const QRegularExpression &opening()
{
    static const QRegularExpression pattern = [] {
        const QString less = u"(?:<|&(?:amp;)*(?:lt|#0*60|#x0*3c);)"_s;
        const QString greater = u"(?:>|&(?:amp;)*(?:gt|#0*62|#x0*3e);)"_s;
        const QString quote = u"(?:[\"']|&(?:amp;)*(?:quot|apos|#0*3[49]|#x0*2[27]);)"_s;
        const QString word = u"(?:password|passphrase|secret)"_s;
        const QString letter = u"[^<>&/\\s]"_s;
        const QString inTag = u"(?:[^<>&]|&(?!(?:amp;)*(?:[lg]t|#0*6[02]|#x0*3[ce]);))*?"_s;
        const QString called = letter + u"{0,200}?"_s + word + letter + u"*+"_s;
        const QString named = letter
            + u"{1,200}+(?=\\s(?:%1\\s)?NAME\\s*=\\s*%2[^<>&\"']{0,200}?%3)"_s.arg(inTag, quote,
                                                                                   word);
        return QRegularExpression(u"(?<less>%1)(?<name>%2|%3)(?:\\s[^<>]*?)?(?<greater>%4)"_s.arg(
                                      less, called, named, greater),
                                  QRegularExpression::CaseInsensitiveOption
                                      | QRegularExpression::DotMatchesEverythingOption);
    }();
    return pattern;
}
} // namespace

QByteArray withoutSecrets(const QByteArray &envelope)
{
    const QString text = QString::fromUtf8(envelope);
    QString kept;
    qsizetype at = 0;
    for (;;) {
        const QRegularExpressionMatch match = opening().match(text, at);
        if (!match.hasMatch())
            return kept.append(QStringView(text).mid(at)).toUtf8();
        const qsizetype begin = match.capturedEnd();
        kept += QStringView(text).mid(at, begin - at);
        at = begin;
        if (text.at(match.capturedStart(u"greater") - 1) == u'/')
            continue; // it is empty
        // Without an end all that follows may be the secret.
        const qsizetype end = text.indexOf(match.captured(u"less") + u'/' + match.captured(u"name"),
                                           begin, Qt::CaseInsensitive);
        at = end < 0 ? text.size() : end;
        if (at > begin)
            kept += u"\u2022\u2022\u2022"_s;
    }
}

} // namespace Cistern
