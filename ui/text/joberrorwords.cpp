// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/text/joberrorwords.h"

#include "services/jobs/joberror.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
QString tr(const char *text)
{
    return QCoreApplication::translate("JobErrors", text);
}

// Job model 4.2: the numbers of ProbableCause that say what to do; the others are told as numbers.
struct ProbableCauseRow
{
    quint16 number;
    const char *cause;
    const char *fix;
};
// clang-format off
constexpr ProbableCauseRow rows[] = {
    {5, QT_TRANSLATE_NOOP("JobErrors", "A connection that the work needs could not be made."),
     QT_TRANSLATE_NOOP("JobErrors", "Check that the other side is on and can be reached from the system, then run it again.")},
    {7, QT_TRANSLATE_NOOP("JobErrors", "The system could not communicate as the work needs it."),
     QT_TRANSLATE_NOOP("JobErrors", "Check the network of the system, then run it again.")},
    {8, QT_TRANSLATE_NOOP("JobErrors", "Something is configured wrongly there, or a value does not fit any more."),
     QT_TRANSLATE_NOOP("JobErrors", "Look at the present state, correct the values and run it again.")},
    {33, QT_TRANSLATE_NOOP("JobErrors", "The system ran out of memory."),
     QT_TRANSLATE_NOOP("JobErrors", "Free memory on the system, then run it again.")},
    {44, QT_TRANSLATE_NOOP("JobErrors", "A resource is used up, or nearly so."),
     QT_TRANSLATE_NOOP("JobErrors", "Ask for less, or free some of the resource first.")},
    {47, QT_TRANSLATE_NOOP("JobErrors", "A program on the system failed."),
     QT_TRANSLATE_NOOP("JobErrors", "Look at the present state and at the logs of the system before you try again.")},
    {50, QT_TRANSLATE_NOOP("JobErrors", "There is not enough room in the storage."),
     QT_TRANSLATE_NOOP("JobErrors", "Ask for less, free some space there, or choose other sources.")},
    {57, QT_TRANSLATE_NOOP("JobErrors", "Something that the work needs was gone, busy or out of order."),
     QT_TRANSLATE_NOOP("JobErrors", "Look whether all that it needs is there and in order, then run it again.")},
};
// clang-format on
} // namespace

QStringList recommendedLines(const Failure &failure)
{
    QStringList lines;
    const QStringList actions = adviceOf(failure).recommended;
    if (!actions.isEmpty())
        lines.append(tr("The system recommends:"));
    for (const QString &action : actions)
        lines.append(u"• "_s + action);
    return lines;
}

void addJobError(Message &message, const Failure &failure)
{
    const JobAdvice told = adviceOf(failure);
    if (told == JobAdvice())
        return;
    message.advice = recommendedLines(failure);
    if (told.probableCause > 1) // 0 and 1: unknown, other
        message.details += (message.details.isEmpty() ? QString() : u", "_s)
            + tr("probable cause %1").arg(told.probableCause);
    // Of what has a cause of its own there is a better fix already.
    if (failure.cause != Failure::Cause::ServerFault)
        return;
    const auto row = std::find_if(
        std::begin(rows), std::end(rows),
        [&told](const ProbableCauseRow &each) { return each.number == told.probableCause; });
    const bool known = row != std::end(rows);
    if (known && failure.serverText.isEmpty())
        message.cause = tr(row->cause);
    if (known || !message.advice.isEmpty())
        message.fix = known ? tr(row->fix) : QString();
}

} // namespace Cistern
