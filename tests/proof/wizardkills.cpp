// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The console's window killed by SIGKILL while a form is gone through, sends and its job is at
// work, and the local targets in it with it; then started again: there is one record at the most,
// and it tells what the target has.
//   proof_wizardkills [--runs N] [--seed S]
#include "services/jobs/jobhistory.h"
#include "services/schema/schema.h"
#include "tests/proof/killedwindow/killedwindow.h"

#include <QAbstractButton>

#include <random>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int patience = KilledWindow::patience;
constexpr int pause = 50;                    // ms between two buttons
constexpr int longest = 1500;                // ms from the first page to the kill
constexpr quint64 size = quint64(256) << 20; // of which a storage pool takes all
const QString name = u"killed"_s;

// In the process that is killed: presses whatever leads on.
int goThrough(const QString &folder, int form)
{
    KilledWindow program(folder, KilledWindow::forms[size_t(form)]);
    if (!program.ready() || !program.open())
        return 1;
    KilledWindow::nameField()->setText(name);
    std::puts("open");
    std::fflush(stdout);
    QTimer pressing;
    QObject::connect(&pressing, &QTimer::timeout, &program.window, [] {
        if (QAbstractButton *on = KilledWindow::onward())
            on->click();
    });
    pressing.start(pause);
    return QApplication::exec();
}

struct Figures
{
    qint64 killed = 0, unrecorded = 0, open = 0, failed = 0, cannotTell = 0;
    QHash<QByteArray, qint64> done; // by form
};

// How many of the name there are, or nothing when the target does not tell.
std::optional<int> timesDone(KilledWindow &program)
{
    Connection *connection = program.console.connections.connection(program.system());
    if (!connection)
        return std::nullopt;
    const auto all = connection->enumerate(QString(program.form.nameSpace),
                                           QString(program.form.className), &program.window);
    if (!comes([&all] { return all.isFinished(); }, patience) || !takenFrom(all))
        return std::nullopt;
    const QList<CimInstance> objects = *takenFrom(all);
    return int(std::count_if(objects.begin(), objects.end(), [](const CimInstance &each) {
        return each.value(u"ElementName").toString() == name;
    }));
}

// Empty when the next start tells the truth.
QString problemOf(const QString &folder, const KilledWindow::Form &form, Figures &figures)
{
    KilledWindow program(folder, form);
    if (!program.ready())
        return u"it does not start again"_s;
    const QList<JobRecord> &records = program.console.jobs.records();
    const auto over = [&records] {
        return std::all_of(records.begin(), records.end(),
                           [](const JobRecord &each) { return each.over(); });
    };
    figures.open += !records.isEmpty();
    if (!comes(over, patience))
        return u"it is left open"_s;
    const auto page = program.console.history.page({}, &program.window);
    if (!comes([&page] { return page.isFinished(); }, patience) || !takenFrom(page))
        return u"there is no history"_s;
    const QList<JobRecord> kept = takenFrom(page)->records;
    const auto times = timesDone(program);
    if (!times || kept.size() > 1 || *times > 1)
        return u"%1 records, %2 objects"_s.arg(kept.size()).arg(times.value_or(-1));
    if (kept.isEmpty()) {
        ++figures.unrecorded;
        return *times == 0 ? QString() : u"it was done without a record"_s;
    }
    const JobRecord &record = kept.first();
    if (record.failure && record.failure->cause == Failure::Cause::OutcomeUnknown) {
        ++figures.cannotTell;
        return {};
    }
    const bool done = record.state == JobRecord::State::Succeeded;
    ++(done ? figures.done[form.name] : figures.failed);
    return done == (*times == 1)
        ? QString()
        : u"it is told to be in state %1, and is there %2 times"_s.arg(int(record.state))
              .arg(*times);
}
} // namespace

int main(int count, char **values)
{
    QApplication application(count, values);
    const QStringList arguments = application.arguments();
    const bool killed = arguments.value(1) == "through"_L1;
    if (killed) {
        KilledProcess::keepSettingsIn(arguments.value(2));
        return goThrough(arguments.value(2), arguments.value(3).toInt());
    }
    const ProofRun wanted = proofRun(application, 100, 5);
    std::mt19937 luck(wanted.seed);
    Figures figures;
    qint64 wrong = 0;
    QElapsedTimer time;
    time.start();
    for (qint64 i = 0; i < wanted.runs; ++i) {
        const int number = int(i % qint64(KilledWindow::forms.size()));
        const KilledWindow::Form &form = KilledWindow::forms[size_t(number)];
        KilledProcess process(size);
        process.start(u"through"_s, number);
        const int after = int(luck() % longest);
        process.killAfter(after);
        ++figures.killed;
        const QString problem = problemOf(process.folder(), form, figures);
        wrong += !problem.isEmpty();
        if (!problem.isEmpty())
            std::printf("%s, killed after %d ms: %s\n", form.name, after, qPrintable(problem));
    }
    printFigure("seed", wanted.seed);
    printFigure("killed", figures.killed);
    printFigure("with a problem", wrong);
    printFigure("killed before there was a record", figures.unrecorded);
    printFigure("open at the next start", figures.open);
    bool allDone = true;
    for (const KilledWindow::Form &form : KilledWindow::forms) {
        allDone &= figures.done[form.name] > 0;
        printFigure(("found done, " + QByteArray(form.name)).constData(), figures.done[form.name]);
    }
    printFigure("found failed or rolled back", figures.failed);
    printFigure("can't be told", figures.cannotTell);
    printFigure("seconds", time.elapsed() / 1000);
    // One that never got as far as its commit would prove nothing.
    const bool many = wanted.runs >= 10 * qint64(KilledWindow::forms.size());
    return wrong == 0 && (allDone || !many) ? 0 : 1;
}
