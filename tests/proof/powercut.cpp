// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Power cuts: a day's work of the local target is recorded, write by write and sync by sync; then
// its store is made as a disk may hold it after each of them, opened and looked at (FS-02).
// Each image that differs counts once.
//
//   proof_powercut [--images N] [--seed S]     5,000 images unless told
//   proof_powercut --sample [--seed S]         120 of them, spread, under a seed that is printed
//   proof_powercut --without KIND …            as if the target forgot to sync: "files" or
//                                              "folders". Must fail; each run tries both at its
//                                              end.
#include "tests/proof/storage/filelayer.h"
#include "tests/proof/storage/storework.h"
#include "tests/support/proof.h"

#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QProcess>

#include <cstdio>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int shuffles = 10; // of each window between syncs

QList<FileLayer::Event> recorded(const QString &store, quint32 seed)
{
    FileLayer::record(store);
    {
        ProviderFixture target({.limit = StoreWork::limit, .jobs = true, .store = store});
        FileLayer::mark(u"opened"_s);
        StoreWork::run(target, StoreWork::script(seed), FileLayer::mark);
    }
    return FileLayer::record({});
}

// Nothing is proved by a proof that would not see a target that forgets its syncs.
bool seesWhatIsForgotten(const QString &kind)
{
    QProcess process;
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    process.start(QCoreApplication::applicationFilePath(),
                  {u"--without"_s, kind, u"--images"_s, u"40"_s, u"--seed"_s, u"1"_s});
    if (!process.waitForFinished(120000))
        qFatal("the control does not end");
    // A store that does not even open ends the program.
    const bool seen = process.exitStatus() == QProcess::CrashExit || process.exitCode() == 1;
    say(u"control without syncs of %1: %2"_s.arg(kind, seen ? u"seen"_s : u"NOT SEEN"_s));
    return seen;
}

struct Cut
{
    qsizetype end;
    FileLayer::Left left;
    quint32 shuffle;
};

QString problemOf(const QString &store, const QList<FileLayer::Event> &events, const Cut &cut,
                  quint32 seed)
{
    const QList<StoreOp> ops = StoreWork::script(seed);
    StoreLedger ledger(ops);
    for (qsizetype i = 0; i < cut.end; ++i) {
        if (events[i].kind == FileLayer::Event::Kind::Mark && events[i].path != "opened"_L1)
            ledger.note(events[i].path);
    }
    ProviderFixture target({.limit = StoreWork::limit, .jobs = true, .store = store});
    const QString problem = ledger.problem(target);
    if (problem.isEmpty() && target.location().isEmpty())
        return u"the first location is missing"_s;
    return problem.isEmpty() ? problem : problem + u" after "_s + ledger.lines().join(u" | "_s);
}
} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication program(argc, argv);
    qunsetenv("CISTERN_TEST_TRANSPORT");
    qInstallMessageHandler(sayWithPoint);
    QCommandLineParser parser;
    const QCommandLineOption sample(u"sample"_s), imageCount(u"images"_s, {}, u"N"_s, u"5000"_s),
        seedOption(u"seed"_s, {}, u"S"_s), without(u"without"_s, {}, u"KIND"_s);
    parser.addOptions({sample, imageCount, seedOption, without});
    parser.process(program);
    quint32 seed = parser.isSet(seedOption)
        ? parser.value(seedOption).toUInt()
        : (parser.isSet(sample) ? QRandomGenerator::global()->generate() : 1);
    say(u"seed %1"_s.arg(seed));

    QElapsedTimer took;
    took.start();
    const qsizetype wanted = parser.isSet(sample) ? 120 : parser.value(imageCount).toLongLong();
    const QTemporaryDir folder(u"/dev/shm/cistern-cut-XXXXXX"_s);
    const QString store = folder.filePath(u"store"_s);
    QSet<QByteArray> opened;
    QMap<FileLayer::Left, int> of;
    int wrong = 0;
    qsizetype events = 0;
    for (; opened.size() < wanted; ++seed) {
        QDir(store).removeRecursively();
        QList<FileLayer::Event> all = recorded(store, seed);
        all.removeIf([&](const FileLayer::Event &event) {
            using Kind = FileLayer::Event::Kind;
            const QString forgotten = parser.value(without);
            return (event.kind == Kind::Sync && forgotten == "files"_L1)
                || (event.kind == Kind::SyncFolder && forgotten == "folders"_L1);
        });
        events += all.size();
        QList<Cut> cuts;
        for (qsizetype end = 1; end <= all.size(); ++end) {
            cuts.append({end, FileLayer::Left::All, 0});
            if (!FileLayer::hasUnsynced(all, end))
                continue;
            cuts.append({end, FileLayer::Left::Synced, 0});
            for (int i = 0; i < shuffles; ++i)
                cuts.append(
                    {end, FileLayer::Left::Some, seed * 100000 + quint32(end * shuffles + i)});
        }
        QRandomGenerator random(seed);
        std::shuffle(cuts.begin(), cuts.end(), random); // so that any number is spread over all
        int marks = 0;
        for (const Cut &cut : std::as_const(cuts)) {
            if (opened.size() >= wanted)
                break;
            QRandomGenerator chances(cut.shuffle);
            const FileLayer::Image image = FileLayer::image(all, cut.end, cut.left, chances);
            marks = int(std::count_if(all.begin(), all.begin() + cut.end, [](const auto &event) {
                return event.kind == FileLayer::Event::Kind::Mark;
            }));
            const QByteArray digest = image.digest() + QByteArray::number(marks);
            if (opened.contains(digest))
                continue;
            opened.insert(digest);
            ++of[cut.left];
            provedPoint = u"seed %1, cut after %2 of %3, kind %4, shuffle %5"_s.arg(seed)
                              .arg(cut.end)
                              .arg(all.size())
                              .arg(int(cut.left))
                              .arg(cut.shuffle);
            image.write(store);
            if (const QString problem = problemOf(store, all, cut, seed); !problem.isEmpty()) {
                ++wrong;
                say(u"%1: %2"_s.arg(provedPoint, problem));
            }
        }
    }
    say(u"%1 images (%2 prefixes, %3 of what was synced, %4 shuffled and torn) of %5 events, %6 "
        "wrong, %7 s"_s.arg(opened.size())
            .arg(of[FileLayer::Left::All])
            .arg(of[FileLayer::Left::Synced])
            .arg(of[FileLayer::Left::Some])
            .arg(events)
            .arg(wrong)
            .arg(double(took.elapsed()) / 1000, 0, 'f', 1));
    if (!parser.isSet(without)) {
        for (const QString &kind : {u"files"_s, u"folders"_s})
            wrong += seesWhatIsForgotten(kind) ? 0 : 1;
    }
    return wrong == 0 ? 0 : 1;
}
