// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/nameproblem.h"

#include <QCoreApplication>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
struct Names
{
    Q_DECLARE_TR_FUNCTIONS(Name)
};

QString codePoint(char32_t character)
{
    return u"U+%1"_s.arg(QString::number(uint(character), 16).toUpper(), 4, u'0');
}

// Formats, marks of direction and other characters that leave no trace on the screen.
bool isHidden(char32_t character)
{
    return QChar::category(character) == QChar::Other_Format || character == 0x115F
        || character == 0x1160 || character == 0x3164 || character == 0xFFA0;
}

QString folded(const QString &name)
{
    return name.normalized(QString::NormalizationForm_C)
        .toCaseFolded()
        .normalized(QString::NormalizationForm_C);
}
} // namespace

NameProblem nameProblem(const QString &name, bool mayBeEmpty, const QStringList &others)
{
    if (name.isEmpty()) {
        if (mayBeEmpty)
            return {};
        return {Names::tr("A name is needed."), State::Error};
    }
    const QList<uint> points = name.toUcs4();
    for (const uint point : points) {
        if (QChar::category(point) == QChar::Other_Control) {
            const QString which = point == '\t'  ? Names::tr("a tab stop")
                : point == '\n' || point == '\r' ? Names::tr("a line end")
                                                 : codePoint(point);
            return {Names::tr("Control characters can't be part of a name; this one holds %1.")
                        .arg(which),
                    State::Error};
        }
    }
    const bool blank = std::all_of(points.begin(), points.end(), [](uint point) {
        return QChar::isSpace(point) || isHidden(point);
    });
    if (blank) {
        return {mayBeEmpty ? Names::tr(
                    "A name can't consist of blanks. Clear the field to let the system choose.")
                           : Names::tr("A name can't consist of blanks."),
                State::Error};
    }
    if (name.size() > longestName)
        return {Names::tr("Names have at most %n characters.", nullptr, longestName), State::Error};
    for (const QString &other : others) {
        if (folded(other) == folded(name))
            return {Names::tr("Another pool on this system has this name already."),
                    State::Warning};
    }
    if (name.front().isSpace() || name.back().isSpace())
        return {Names::tr("The name begins or ends with a blank; it is sent as typed."),
                State::Warning};
    for (const uint point : points) {
        if (isHidden(point))
            return {Names::tr("The name holds a character that can't be seen: %1.")
                        .arg(codePoint(point)),
                    State::Warning};
    }
    return {};
}

QString visibleName(const QString &name)
{
    QString shown;
    const QList<uint> points = name.toUcs4();
    for (const uint point : points) {
        if (isHidden(point) || QChar::category(point) == QChar::Other_Control)
            shown += u"\u27e8"_s + codePoint(point) + u"\u27e9"_s;
        else
            shown += QString::fromUcs4(reinterpret_cast<const char32_t *>(&point), 1);
    }
    return shown;
}

} // namespace Cistern
