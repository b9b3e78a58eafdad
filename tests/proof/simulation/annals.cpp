// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/proof/simulation/annals.h"

#include "ui/text/messages.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using State = JobRecord::State;
using Cause = Failure::Cause;

namespace {
bool isUnknown(const JobRecord &record)
{
    return record.failure && record.failure->cause == Cause::OutcomeUnknown;
}

bool isExplained(const JobRecord &record)
{
    if (!record.failure)
        return false;
    const Message message = messageFor(*record.failure, {.call = &record.call});
    return !message.problem.isEmpty() && !message.cause.isEmpty();
}

QString removedBy(const MethodCall &call)
{
    const CallEffect effect = effectOf(call);
    return effect.kind == CallEffect::Kind::Removes ? effect.subject.toText() : QString();
}

// The extent that a pool is made of comes and goes with it, and is called after it.
bool isPartOfPool(const QString &name)
{
    return name.startsWith("Extent of "_L1);
}

QString wordsOf(const JobRecord &record)
{
    const QString what = record.call.isValid() ? QString(record.call.decl().name) : u"Delete"_s;
    return u"%1 (%2, %3)"_s.arg(what, Wishes::nameOf(record.call), record.messageId);
}
} // namespace

void Annals::see(const QList<Thing> &things, Time now)
{
    const QSet<QString> before = std::exchange(m_there, {});
    for (const Thing &thing : things) {
        const QString path = thing.path.toText();
        m_there.insert(path);
        QStringList &names = m_ever[path];
        if (!names.isEmpty() && names.last() == thing.name)
            continue;
        // No name is given twice.
        if (names.contains(thing.name))
            m_reverted.append(thing.name);
        names.append(thing.name);
        m_named.insert(thing.name, path);
    }
    for (const QString &path : before - m_there)
        m_gone.insert(path, now);
}

void Annals::noteEnd(const JobRecord &record, Time now)
{
    if (record.over())
        m_ended.insert(record.messageId, now);
}

void Annals::noteElsewhere(const MethodCall &call)
{
    m_elsewhere.append(call);
}

Annals::Asked Annals::askedBy(const QList<JobRecord> &records) const
{
    Asked asked;
    for (const MethodCall &call : m_elsewhere) {
        asked.names.insert(Wishes::nameOf(call));
        asked.removal.insert(removedBy(call), 0);
    }
    for (const JobRecord &record : records) {
        asked.names.insert(Wishes::nameOf(record.call));
        if (record.state == State::Succeeded || isUnknown(record))
            asked.removal.insert(removedBy(record.call), record.id);
    }
    return asked;
}

QStringList Annals::problems(const QList<JobRecord> &records) const
{
    QStringList problems;
    for (const QString &name : m_reverted)
        problems.append(u"called again what it was called before: "_s + name);
    const Asked asked = askedBy(records);
    for (const JobRecord &record : records)
        check(record, asked, problems);
    for (const QString &name : m_named.uniqueKeys()) {
        if (isPartOfPool(name))
            continue;
        if (const qsizetype times = m_named.count(name); times > 1)
            problems.append(u"made %1 times: %2"_s.arg(times).arg(name));
        if (!asked.names.contains(name))
            problems.append(u"nobody asked for "_s + name);
    }
    for (auto ever = m_ever.cbegin(); ever != m_ever.cend(); ++ever) {
        if (!m_there.contains(ever.key()) && !isPartOfPool(ever->first())
            && !asked.removal.contains(ever.key()))
            problems.append(u"lost, and nobody removed it: %1, %2"_s.arg(ever.key(), ever->last()));
    }
    return problems;
}

void Annals::check(const JobRecord &record, const Asked &asked, QStringList &problems) const
{
    const QString what = wordsOf(record);
    const bool good = record.state == State::Succeeded;
    if (!record.over())
        return problems.append(u"%1 is not over: %2"_s.arg(what).arg(int(record.state)));
    if (record.state == State::Failed && !isExplained(record))
        return problems.append(u"%1 failed and does not say why"_s.arg(what));
    if (isUnknown(record)) {
        if (record.doubt == Doubt::None)
            problems.append(u"%1 can't be told and does not say why"_s.arg(what));
        return;
    }
    if (!record.call.isValid()) {
        // A job goes by itself as well.
        if (good && m_there.contains(record.removed.toText()))
            problems.append(u"%1 is told to be done, and the object is there"_s.arg(what));
        return;
    }
    const CallEffect effect = effectOf(record.call);
    if (effect.kind == CallEffect::Kind::Removes)
        return checkRemoval(record, effect.subject.toText(), asked, problems);
    const QString name = Wishes::nameOf(record.call);
    if (name.isEmpty())
        return;
    const QList<QString> objects = m_named.values(name);
    if (good && objects.isEmpty())
        problems.append(u"%1 is told to be done, and never was"_s.arg(what));
    const bool allGone = std::all_of(objects.begin(), objects.end(), [&](const QString &object) {
        return wasGone(object, record, asked);
    });
    if (!good && !allGone)
        problems.append(u"%1 is told not to be done (state %2, cause %3), and was"_s.arg(what)
                            .arg(int(record.state))
                            .arg(record.failure ? int(record.failure->cause) : -1));
    const QString result = record.result.toText();
    if (good && !record.result.isEmpty() && !objects.isEmpty() && !objects.contains(result))
        problems.append(u"%1 names another object: %2"_s.arg(what, result));
}

// What somebody had removed by the time of the last look can't be told from what never was.
bool Annals::wasGone(const QString &object, const JobRecord &record, const Asked &asked) const
{
    const bool looked = record.failure && record.failure->cause == Cause::NotDone;
    return looked && m_gone.contains(object) && asked.removal.contains(object)
        && m_gone.value(object) < m_ended.value(record.messageId);
}

void Annals::checkRemoval(const JobRecord &record, const QString &subject, const Asked &asked,
                          QStringList &problems) const
{
    const bool there = m_there.contains(subject);
    if (record.state == State::Succeeded) {
        if (there)
            problems.append(
                u"%1 is told to be done, and the object is there"_s.arg(wordsOf(record)));
        return;
    }
    // Somebody else may have done it.
    const QStringList names = m_ever.value(subject);
    if (!there && !names.isEmpty() && !isPartOfPool(names.first())
        && !asked.removal.contains(subject))
        problems.append(
            u"%1 is told not to be done (state %2), and the object is gone"_s.arg(wordsOf(record))
                .arg(int(record.state)));
}

} // namespace Cistern
