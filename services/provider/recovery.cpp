// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/recovery.h"

#include "services/provider/books.h"
#include "services/provider/errortext.h"
#include "services/provider/filework.h"
#include "services/provider/jobstatus.h"
#include "services/provider/objects.h"

#include <QJsonArray>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
Outcome<Done> settleFiles(const QJsonArray &names, const Books &books)
{
    for (const QJsonValue &each : names) {
        const QString name = each.toString();
        const QString owner = books.elementOfFile(name);
        const auto settled = owner.isEmpty() ? removeFile(name)
                                             : settleFile(name, books.fileBytes(owner));
        if (!settled)
            return settled.failure();
        if (const auto synced = syncFile(name); !synced)
            return synced.failure();
    }
    return Done();
}

const StoredObject *jobOf(const ObjectStore &store, const QString &intent)
{
    for (const Objects::JobClasses &classes : Objects::jobClasses()) {
        if (const StoredObject *job = store.find(Objects::jobPath(classes, intent)))
            return job;
    }
    return nullptr;
}

void endJob(CimInstance job, bool committed, const QDateTime &now, StoreChange &change)
{
    if (JobState::isFinal(job))
        return;
    if (committed) {
        JobState::putCompleted(job, now);
        return change.put(job);
    }
    const Failure stopped{
        .cause = Failure::Cause::ServerFault,
        .stage = Failure::Stage::Job,
        .serverText = u"The target was stopped while the job ran; everything was rolled back."_s};
    JobState::put(job, JobState::Exception, now);
    job.set(u"ErrorCode", CimValue::uint16(4));
    job.set(u"ErrorDescription", CimValue::string(stopped.serverText));
    change.put(job, {{u"error"_s, errorText(stopped, {}, job.path().nameSpace())}});
}
} // namespace

Outcome<Done> recoverWork(ObjectStore &store, const QDateTime &now)
{
    const Books books = Books::read(store);
    StoreChange change;
    const auto intents = store.intents();
    for (auto intent = intents.begin(); intent != intents.end(); ++intent) {
        if (const auto settled = settleFiles(intent->value(u"files"_s).toArray(), books); !settled)
            return settled;
        change.dropIntent(intent.key());
        if (const StoredObject *job = jobOf(store, intent.key()))
            endJob(job->instance, intent->value(u"committed"_s).toBool(), now, change);
    }
    return store.commit(change);
}

} // namespace Cistern
