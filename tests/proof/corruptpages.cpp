// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Disks that give back something else than was written: of the file of a local target and of that
// of a history one page after the other gets another byte, goes to zeros, or is that of another
// place; then it is opened, read whole and written to. What is told is what was written, or a
// failure that says the file is damaged; and what is acknowledged then is there later (FS-07).
//
//   proof_corruptpages [--runs N] [--seed S]     2,400 images unless told
//   proof_corruptpages --sample                  90 of them
#include "services/jobs/drafts.h"
#include "services/jobs/jobhistory.h"
#include "services/provider/objectjson.h"
#include "services/provider/objects.h"
#include "services/provider/objectstore.h"
#include "tests/proof/storage/storework.h"
#include "tests/support/proof.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <random>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qsizetype pageSize = 4096;
const QDateTime longAgo(QDate(2026, 3, 4), QTime(8, 15), Qt::UTC);

QByteArray contentOf(const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s can't be read", qPrintable(name));
    return file.readAll();
}

void put(const QString &name, const QByteArray &content)
{
    QFile::remove(name + u"-journal"_s);
    QFile file(name);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("%s can't be written", qPrintable(name));
}

// All of what is kept, as lines; a failure when any of it can't be read.
using Lines = QStringList;

struct Subject
{
    const char *name;
    QString file;
    QByteArray whole;                    // its content as it was written
    std::function<Outcome<Lines>()> all; // opens it anew
    std::function<Outcome<Done>(const QString &)> add;
    Lines lines = {}; // of the whole one
};

// The local target
Outcome<Lines> allOfStore(const QString &folder)
{
    const auto store = ObjectStore::open(folder);
    if (!store)
        return store.failure();
    Lines lines;
    const auto json = [](const QJsonObject &object) {
        return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
    };
    for (const ClassDecl *decl : Schema::classes()) {
        for (const StoredObject *object :
             (*store)->ofClass(QString(decl->name), QString(decl->nameSpace))) {
            if (object->instance.decl() == decl)
                lines.append(json(toJson(object->instance)) + json(object->facts));
        }
    }
    const auto intents = (*store)->intents();
    for (auto intent = intents.cbegin(); intent != intents.cend(); ++intent)
        lines.append(intent.key() + json(*intent));
    const auto replies = (*store)->keptReplies();
    if (!replies)
        return replies.failure();
    for (const auto &[user, message] : *replies) {
        const auto reply = (*store)->keptReply(user, message);
        if (!reply)
            return reply.failure();
        if (*reply)
            lines.append(user + message + QString::fromLatin1((*reply)->digest.toHex())
                         + json((*reply)->reply) + (*reply)->until.toString(Qt::ISODateWithMs));
    }
    lines.sort();
    return lines;
}

Outcome<Done> addToStore(const QString &folder, const QString &name)
{
    const auto store = ObjectStore::open(folder);
    if (!store)
        return store.failure();
    StoreChange change;
    change.put(Objects::pool(name, name, u"here"_s, false));
    return (*store)->commit(change);
}

Subject storeIn(const QString &folder, quint32 seed)
{
    {
        ProviderFixture target({.limit = StoreWork::limit, .jobs = true, .store = folder});
        StoreWork::run(target, StoreWork::script(seed), [](const QString &) {});
    }
    if (const auto store = ObjectStore::open(folder)) {
        StoreChange change;
        change.setIntent(u"i"_s, {{u"long"_s, QString(10000, u'x')}}); // over several pages
        change.setIntent(u"j"_s, {{u"kind"_s, u"none"_s}});
        change.keep({u"user"_s, u"message"_s, "digest", {{u"kind"_s, u"done"_s}}, longAgo});
        (void)(*store)->commit(change).ok();
    }
    return {.name = "store",
            .file = folder + u"/target.sqlite"_s,
            .whole = {},
            .all = [folder] { return allOfStore(folder); },
            .add = [folder](const QString &name) { return addToStore(folder, name); }};
}

// The history
JobRecord recordOf(const QString &name)
{
    JobRecord record;
    record.systemId = u"far"_s;
    record.call = MethodCall(*Schema::findMethod(QString(Schema::iscsiTarget),
                                                 u"MSISCSITARGET_StorageConfigurationService",
                                                 u"CreateOrModifyStoragePool"),
                             Objects::servicePath(u"far"_s));
    record.call.setArgument(u"ElementName", CimValue::string(name));
    record.submitted = longAgo;
    return record;
}

template<class T>
Outcome<T> said(const Answer<T> &answer)
{
    if (!comes([&answer] { return answer.isFinished(); }))
        qFatal("the history does not answer");
    return takenFrom(answer);
}

QString lineOf(const JobRecord &record)
{
    return u"%1 %2 %3 %4 %5"_s.arg(record.id)
        .arg(record.systemId)
        .arg(int(record.state))
        .arg(record.call.argument(u"ElementName").toString(), record.statusText);
}

Outcome<Lines> allOfHistory(const QString &file)
{
    JobHistory history(file);
    QObject owner;
    const auto page = said(history.page({.most = 1000}, &owner));
    if (!page)
        return page.failure();
    Lines lines{u"%1 in all"_s.arg(page->all)};
    for (const JobRecord &record : page->records) {
        const auto exchange = said(history.exchange(record.id, &owner));
        if (!exchange)
            return exchange.failure();
        lines.append(lineOf(record) + QString::fromUtf8(exchange->reply));
    }
    const auto open = said(history.unfinished(&owner));
    if (!open)
        return open.failure();
    for (const JobRecord &record : *open)
        lines.append(u"open "_s + lineOf(record));
    Drafts drafts(history.file());
    const auto kept = said(drafts.all(&owner));
    if (!kept)
        return kept.failure();
    for (const auto &each : *kept)
        lines.append(each.kind + each.draft.call.argument(u"ElementName").toString());
    lines.sort();
    return lines;
}

Outcome<Done> addToHistory(const QString &file, const QString &name)
{
    JobHistory history(file);
    QObject owner;
    const auto id = said(history.add(recordOf(name), &owner));
    return id ? Outcome<Done>(Done()) : id.failure();
}

Subject historyIn(const QString &file)
{
    {
        JobHistory history(file);
        QObject owner;
        for (int i = 0; i < 60; ++i) {
            JobRecord record = recordOf(u"pool %1"_s.arg(i));
            record.submitted = longAgo.addSecs(i);
            record.state = i % 10 == 0 ? JobRecord::State::Running : JobRecord::State::Succeeded;
            record.statusText = QString(i * 150, u'w'); // some over several pages
            const auto id = said(history.add(record, &owner));
            if (!id)
                qFatal("no history");
            Exchange exchange;
            if (!said(history.keep(*id, exchange, &owner)))
                qFatal("no exchange");
        }
        Drafts drafts(history.file());
        const Draft draft{
            .systemId = u"far"_s, .call = recordOf(u"draft"_s).call, .changed = longAgo};
        for (const QString &kind : {u"pool"_s, u"pipe"_s}) {
            if (!said(drafts.keep(kind, draft, &owner)))
                qFatal("no draft");
        }
    }
    return {.name = "history",
            .file = file,
            .whole = {},
            .all = [file] { return allOfHistory(file); },
            .add = [file](const QString &name) { return addToHistory(file, name); }};
}

struct Figures
{
    qint64 told = 0, harmless = 0, added = 0, refused = 0, wrong = 0;
};

bool isClear(const Failure &failure)
{
    return failure.cause == Failure::Cause::Storage
        && (!failure.serverText.isEmpty() || !failure.parameter.isEmpty());
}

// Empty when it is as it must be.
QString problemOf(const Subject &subject, Figures &figures)
{
    const auto found = subject.all();
    if (!found) {
        ++figures.told;
        return isClear(found.failure()) ? QString() : u"the failure does not say why"_s;
    }
    if (*found != subject.lines)
        return u"something else is told than was written"_s;
    ++figures.harmless;
    const auto added = subject.add(u"one more"_s);
    if (!added) {
        ++figures.refused;
        return isClear(added.failure()) ? QString() : u"the refusal does not say why"_s;
    }
    ++figures.added;
    const auto after = subject.all();
    if (!after)
        return u"what was acknowledged can't be read: "_s + after.failure().serverText;
    return after->join(u'\n').contains(u"one more"_s) ? QString()
                                                      : u"what was acknowledged is not there"_s;
}

// What the disk made of a page: what, and the bytes.
std::pair<QString, QByteArray> damaged(const Subject &subject, qsizetype page, int kind,
                                       std::mt19937 &luck)
{
    QByteArray bytes = subject.whole;
    const qsizetype begin = page * pageSize;
    if (kind == 0) {
        bytes.replace(begin, pageSize, QByteArray(pageSize, '\0'));
        return {u"all zero"_s, bytes};
    }
    if (kind == 1) {
        const qsizetype other = qsizetype(luck()) % (bytes.size() / pageSize) * pageSize;
        bytes.replace(begin, pageSize, subject.whole.mid(other, pageSize));
        return {u"that at %1"_s.arg(other), bytes};
    }
    constexpr quint32 header = 100; // which says how all pages are to be read
    const qsizetype at = begin + qsizetype(luck() % (page == 0 ? header : quint32(pageSize)));
    const auto by = char(1 + luck() % 255);
    bytes[at] = char(bytes[at] ^ by);
    return {u"byte %1 changed by %2"_s.arg(at).arg(int(uchar(by))), bytes};
}
} // namespace

int main(int count, char **values)
{
    QCoreApplication program(count, values);
    qunsetenv("CISTERN_TEST_TRANSPORT");
    qInstallMessageHandler(sayWithPoint);
    const ProofRun wanted = proofRun(program, 2400, 90);
    QElapsedTimer took;
    took.start();
    const QTemporaryDir folder(u"/dev/shm/cistern-pages-XXXXXX"_s);
    std::vector<Subject> subjects{storeIn(folder.filePath(u"store"_s), wanted.seed),
                                  historyIn(folder.filePath(u"history.sqlite"_s))};
    printFigure("seed", wanted.seed);
    for (Subject &subject : subjects) {
        const auto lines = subject.all();
        if (!lines || lines->size() < 20)
            qFatal("%s: there is nothing to damage", subject.name);
        subject.lines = *lines;
        subject.whole = contentOf(subject.file);
        printFigure(qPrintable(u"pages, %1"_s.arg(QString::fromLatin1(subject.name))),
                    subject.whole.size() / pageSize);
    }
    std::mt19937 luck(wanted.seed);
    Figures figures;
    // A page of the one, a page of the other; of each page zeros, another one, then changed bytes.
    for (qint64 i = 0; i < wanted.runs; ++i) {
        const Subject &subject = subjects[size_t(i % 2)];
        const qsizetype pages = subject.whole.size() / pageSize;
        const qint64 turn = i / 2;
        const qsizetype page = wanted.sample ? qsizetype(luck() % quint32(pages)) : turn % pages;
        const int kind = int(wanted.sample ? turn % 6 : turn / pages);
        const auto [what, bytes] = damaged(subject, page, kind, luck);
        if (bytes == subject.whole)
            continue; // a page for itself
        provedPoint =
            u"%1, page %2, %3"_s.arg(QString::fromLatin1(subject.name)).arg(page).arg(what);
        put(subject.file, bytes);
        const QString problem = problemOf(subject, figures);
        if (problem.isEmpty())
            continue;
        ++figures.wrong;
        say(provedPoint + u": "_s + problem);
    }
    printFigure("images", figures.told + figures.harmless);
    printFigure("told to be damaged", figures.told);
    printFigure("all there: nobody reads that page", figures.harmless);
    printFigure("of these written to, and there later", figures.added);
    printFigure("of these refused to be written to", figures.refused);
    printFigure("wrong", figures.wrong);
    printFigure("seconds", took.elapsed() / 1000);
    return figures.wrong == 0 && figures.told > 0 ? 0 : 1;
}
