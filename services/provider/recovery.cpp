// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/recovery.h"

#include "services/provider/books.h"
#include "services/provider/errortext.h"
#include "services/provider/filework.h"
#include "services/provider/jobstatus.h"
#include "services/provider/objects.h"

#include <QFileInfo>
#include <QHash>
#include <QJsonArray>
#include <QSet>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
// The files of all intents: what could not be done about which.
class Settlement
{
public:
    explicit Settlement(const Books &books) : m_books(books) {}

    // First all that gives room, then all that takes it: bytes that moved lie in one file or in
    // the other, and nothing else may be free.
    void settle(const QStringList &files)
    {
        if (files.isEmpty())
            return;
        const QSet<QString> away = foldersAway(files);
        for (const QString &file : files) {
            if (const QString folder = folderOf(file); away.contains(folder))
                m_resisted.insert(file,
                                  {.cause = Failure::Cause::NotFound,
                                   .stage = Failure::Stage::Storage,
                                   .serverText = u"The location is not there."_s});
        }
        for (const auto step : {&Settlement::giveRoom, &Settlement::takeRoom, &Settlement::sync}) {
            for (const QString &file : files) {
                if (m_resisted.contains(file))
                    continue;
                if (const auto done = (this->*step)(file); !done)
                    m_resisted.insert(file, done.failure());
            }
        }
    }

    // Of the first of these that resisted.
    std::optional<Failure> failure(const QStringList &files) const
    {
        for (const QString &file : files) {
            if (const auto found = m_resisted.constFind(file); found != m_resisted.constEnd()) {
                Failure failure = *found;
                failure.parameter = file;
                return failure;
            }
        }
        return std::nullopt;
    }

private:
    static QString folderOf(const QString &file) { return QFileInfo(file).absolutePath(); }

    Outcome<Done> giveRoom(const QString &file) const
    {
        const QString owner = m_books.elementOfFile(file);
        if (owner.isEmpty())
            return removeFile(file);
        const auto now = fileLength(file);
        const quint64 length = m_books.fileBytes(owner);
        return !now ? now.failure() : *now > length ? shrinkFile(file, *now - length) : Done();
    }
    Outcome<Done> takeRoom(const QString &file) const
    {
        const QString owner = m_books.elementOfFile(file);
        return owner.isEmpty() ? Done() : settleFile(file, m_books.fileBytes(owner));
    }
    Outcome<Done> sync(const QString &file) const { return syncFile(file); }

    // Those that are gone, and those where not one of the files lies that must: a filesystem that
    // is not mounted leaves an empty folder. What the intents touch may be missing.
    QSet<QString> foldersAway(const QStringList &files) const
    {
        QSet<QString> folders, expected, seen;
        for (const QString &file : files)
            folders.insert(folderOf(file));
        const QSet<QString> touched(files.begin(), files.end());
        m_books.elements.each([&](const BookElement &element) {
            const QString folder = folderOf(element.file);
            if (!folders.contains(folder) || seen.contains(folder) || touched.contains(element.file)
                || m_books.fileBytes(element.id) == 0)
                return;
            expected.insert(folder);
            if (QFileInfo::exists(element.file))
                seen.insert(folder);
        });
        QSet<QString> away = expected - seen;
        for (const BookPool &location : m_books.locations()) {
            if (folders.contains(location.folder) && !QFileInfo(location.folder).isDir())
                away.insert(location.folder);
        }
        return away;
    }

    const Books &m_books;
    QHash<QString, Failure> m_resisted; // by file
};

QStringList filesOf(const QJsonObject &intent)
{
    QStringList files;
    for (const QJsonValue &each : intent.value(u"files"_s).toArray())
        files.append(each.toString());
    return files;
}

const StoredObject *jobOf(const ObjectStore &store, const QString &intent)
{
    for (const Objects::JobClasses &classes : Objects::jobClasses()) {
        if (const StoredObject *job = store.find(Objects::jobPath(classes, intent)))
            return job;
    }
    return nullptr;
}

// With what resisted, which the next start tries again; what is in the books is done all the same.
void endJob(CimInstance job, bool committed, const std::optional<Failure> &resisted,
            const QDateTime &now, StoreChange &change)
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
        .serverText = resisted
            ? u"The target was stopped while the job ran. %1 is put right at the next start: %2"_s
                  .arg(resisted->parameter, resisted->serverText)
            : u"The target was stopped while the job ran; everything was rolled back."_s};
    JobState::put(job, JobState::Exception, now);
    job.set(u"ErrorCode", CimValue::uint16(4));
    job.set(u"ErrorDescription", CimValue::string(stopped.serverText));
    change.put(job, {{u"error"_s, errorText(stopped, {}, job.path().nameSpace(), !resisted)}});
}
} // namespace

Outcome<Done> recoverWork(ObjectStore &store, const QDateTime &now)
{
    const Books books = Books::read(store);
    const auto intents = store.intents();
    QStringList files;
    for (const QJsonObject &intent : intents)
        files += filesOf(intent);
    Settlement settlement(books);
    settlement.settle(files);
    StoreChange change;
    for (auto intent = intents.begin(); intent != intents.end(); ++intent) {
        if (!intent->contains(u"files"_s))
            continue; // no work: whoever wrote it sees to it
        const auto resisted = settlement.failure(filesOf(*intent));
        if (!resisted)
            change.dropIntent(intent.key());
        if (const StoredObject *job = jobOf(store, intent.key()))
            endJob(job->instance, intent->value(u"committed"_s).toBool(), resisted, now, change);
    }
    return store.commit(change);
}

} // namespace Cistern
