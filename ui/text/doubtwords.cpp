// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/text/doubtwords.h"

#include "ui/text/units.h"

#include <QCoreApplication>
#include <QLocale>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
QString tr(const char *text)
{
    return QCoreApplication::translate("Doubts", text);
}

// %1 is the system.
struct DoubtRow
{
    Doubt doubt;
    const char *brief;
    const char *why;
    const char *fix;
};
// clang-format off
constexpr DoubtRow rows[] = {
    {Doubt::None, "", QT_TRANSLATE_NOOP("Doubts", "It could not be found out yet."),
     QT_TRANSLATE_NOOP("Doubts", "Check again, or look at %1 before you run it again.")},
    {Doubt::NothingToSee, QT_TRANSLATE_NOOP("Doubts", "it leaves nothing to read"),
     QT_TRANSLATE_NOOP("Doubts", "A call of this kind leaves nothing behind by which it could be told.")
     , QT_TRANSLATE_NOOP("Doubts", "Look on %1 itself whether it took effect; run it again only if it did not.")},
    {Doubt::NotReadable, QT_TRANSLATE_NOOP("Doubts", "what it leaves can't be read"),
     QT_TRANSLATE_NOOP("Doubts", "%1 does not show what would tell, or this user may not read it."),
     QT_TRANSLATE_NOOP("Doubts", "Sign in as a user who may read it and check again, or look on %1 itself.")},
    {Doubt::UnknownBefore, QT_TRANSLATE_NOOP("Doubts", "what was there before is not known"),
     QT_TRANSLATE_NOOP("Doubts", "What was there before the call could not be read: what is there now may be older, or changed since."),
     QT_TRANSLATE_NOOP("Doubts", "Look at when it was made, and run the call again only if it is none of yours.")},
    {Doubt::SeveralFit, QT_TRANSLATE_NOOP("Doubts", "several new objects fit"),
     QT_TRANSLATE_NOOP("Doubts", "Several new objects on %1 are as this call would have made one. Others may have made them."),
     QT_TRANSLATE_NOOP("Doubts", "Ask who else made some, and run the call again only if none is yours.")},
    {Doubt::ChangedOtherwise, QT_TRANSLATE_NOOP("Doubts", "it has been changed in another way"),
     QT_TRANSLATE_NOOP("Doubts", "The object has changed since, but not to what was asked for. Somebody else may have changed it, before or after."),
     QT_TRANSLATE_NOOP("Doubts", "Look at its present values, and run the call again if they are not what you want.")},
    {Doubt::SubjectGone, QT_TRANSLATE_NOOP("Doubts", "its object is gone"),
     QT_TRANSLATE_NOOP("Doubts", "The object that was to be changed is not there any more."),
     QT_TRANSLATE_NOOP("Doubts", "Find out who removed it. There is nothing to run again.")},
    {Doubt::JobGone, QT_TRANSLATE_NOOP("Doubts", "its job is gone"),
     QT_TRANSLATE_NOOP("Doubts", "%1 had begun a job and does not know it any more, and nothing shows that its work was done."),
     QT_TRANSLATE_NOOP("Doubts", "Check again, or look on %1 itself; run it again if it is still wanted.")},
    {Doubt::OthersAtWork, QT_TRANSLATE_NOOP("Doubts", "jobs run that may be its own"),
     QT_TRANSLATE_NOOP("Doubts", "Jobs came up on %1 that may belong to this call or to somebody else's."),
     QT_TRANSLATE_NOOP("Doubts", "Wait until they are over, then check again.")},
    {Doubt::UnclearAnswer, QT_TRANSLATE_NOOP("Doubts", "the answer does not tell"),
     QT_TRANSLATE_NOOP("Doubts", "%1 answered, but not whether it did it, and nothing shows that it did."),
     QT_TRANSLATE_NOOP("Doubts", "Check again; run it again if it is still wanted and nothing shows that it was done.")},
    {Doubt::SystemGone, QT_TRANSLATE_NOOP("Doubts", "its system is not in the list any more"),
     QT_TRANSLATE_NOOP("Doubts", "The system was taken out of the list before this could be found out."),
     QT_TRANSLATE_NOOP("Doubts", "Connect to the system again and look at it before you run this again.")},
    {Doubt::NewOtherwise, QT_TRANSLATE_NOOP("Doubts", "something new has another name"),
     QT_TRANSLATE_NOOP("Doubts", "Something of the kind has come up on %1 under another name. It may be what this call made, renamed by somebody since, or another's."),
     QT_TRANSLATE_NOOP("Doubts", "Ask who made or renamed it, and run the call again only if it is none of yours.")},
    {Doubt::NewUnmarked, QT_TRANSLATE_NOOP("Doubts", "something new has come up"),
     QT_TRANSLATE_NOOP("Doubts", "Something of the kind has come up on %1. The call gave it no name to know it by, so it may be another's."),
     QT_TRANSLATE_NOOP("Doubts", "Ask who made it, and run the call again only if it is none of yours.")},
    {Doubt::JobToStopGone, QT_TRANSLATE_NOOP("Doubts", "the job to stop is gone"),
     QT_TRANSLATE_NOOP("Doubts", "The job that was to be stopped is not listed on %1 any more. Servers forget a job some minutes after its end."),
     QT_TRANSLATE_NOOP("Doubts", "Look on %1 whether the job's work is there. There is nothing left to stop.")},
};
// clang-format on

const DoubtRow &rowOf(Doubt doubt)
{
    for (const DoubtRow &row : rows) {
        if (row.doubt == doubt)
            return row;
    }
    return rows[0];
}

// What came back of the one request; empty where the reason of the doubt says so itself.
QString answerText(const JobRecord &record, const QString &who)
{
    if (record.lost.isValid())
        return tr("The request was sent once, and its answer was lost at %1.")
            .arg(isolatedLeftToRight(
                QLocale().toString(record.lost.toLocalTime().time(), u"HH:mm:ss"_s)));
    if (record.doubt == Doubt::UnclearAnswer || record.doubt == Doubt::JobGone)
        return {};
    if (!record.isJobTold())
        return tr("The request was sent once, and its answer did not tell whether it was done.");
    return record.doubt == Doubt::SystemGone
        ? tr("The request was sent once, and %1 began a job for it.").arg(who)
        : tr("The request was sent once. %1 began a job for it and does not know that any more.")
              .arg(who);
}
} // namespace

QString checkingText(const JobRecord &record)
{
    return record.lost.isValid() ? tr("Answer lost; checking")
        : record.isJobTold()     ? tr("Job gone; checking")
                                 : tr("Unclear answer; checking");
}

QString doubtText(Doubt doubt)
{
    const QString brief = QString::fromLatin1(rowOf(doubt).brief);
    return brief.isEmpty() ? QString() : tr(rowOf(doubt).brief);
}

Message doubtMessage(const JobRecord &record, const QString &system, const QString &deed)
{
    const QString who = isolated(system);
    if (!record.isOurs()) {
        Message message;
        message.problem = tr("%1: nobody knows how this ended.").arg(deed);
        message.cause = record.doubt == Doubt::SystemGone
            ? tr("The system was taken out of the list while the job was running.")
            : tr("%1 does not know the job any more, and its end was not seen.").arg(who);
        message.fix = tr("Look on %1 whether its work is there.").arg(who);
        return message;
    }
    const DoubtRow &row = rowOf(record.doubt);
    QStringList known;
    if (const QString answer = answerText(record, who); !answer.isEmpty())
        known.append(answer);
    if (record.doubt != Doubt::NothingToSee && record.doubt != Doubt::None
        && record.doubt != Doubt::SystemGone)
        known.append(tr("The jobs and objects of %1 were read afterwards.").arg(who));
    const QString why = tr(row.why);
    known.append(why.contains("%1"_L1) ? why.arg(who) : why);
    const QString fix = tr(row.fix);
    Message message;
    message.problem = tr("%1: nobody knows yet whether this was done.").arg(deed);
    message.cause = known.join(u' ');
    message.fix = fix.contains("%1"_L1) ? fix.arg(who) : fix;
    message.details = record.failure ? record.failure->serverText : QString();
    return message;
}

} // namespace Cistern
