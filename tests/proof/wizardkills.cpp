// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The console's window killed by SIGKILL on each page of each form, while it sends and while its
// job is at work, and the local targets in it with it; then started again: there is one record at
// the most, and it tells what the target has (FP-01).
//   proof_wizardkills [--runs N] [--seed S]
#include "models/recordfacts.h"
#include "services/jobs/jobhistory.h"
#include "services/schema/schema.h"
#include "tests/proof/killedwindow/killedwindow.h"

#include <QAbstractButton>

#include <random>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int patience = KilledWindow::patience;
constexpr int pause = 50;          // ms between two buttons
constexpr int onPage = 250;        // ms at the most from a page being shown to the kill
constexpr int whileSending = 60;   // the same from its last button being pressed, one time
constexpr int afterSending = 1000; // and another
constexpr quint64 size = quint64(256) << 20; // of which a storage pool takes all
const QString name = u"killed"_s;

QByteArray placeLine(int page)
{
    return "at " + QByteArray::number(page);
}

// In the process that is killed: presses whatever leads to that page, stays there, and says each
// one it comes to. Past the last one it is when it presses the last button.
int goThrough(const QString &folder, int form, int wanted)
{
    KilledWindow program(folder, KilledWindow::forms[size_t(form)]);
    if (!program.ready() || !program.open())
        return 1;
    KilledWindow::nameField()->setText(name);
    std::puts("open");
    std::fflush(stdout);
    QTimer pressing;
    int said = -1;
    const auto tell = [&said](int place) {
        if (place != said)
            say(QString::fromLatin1(placeLine(place)));
        said = place;
    };
    QObject::connect(&pressing, &QTimer::timeout, &program.window, [&] {
        const int page = program.page();
        if (said == program.form.pages || page < 0)
            return;
        tell(page);
        if (page == wanted)
            return;
        QAbstractButton *leading = KilledWindow::onward();
        if (auto *wizard = KilledWindow::wizard(); wizard && page > wanted)
            leading = wizard->button(QWizard::BackButton);
        if (!leading)
            return;
        if (page == program.form.pages - 1 && wanted > page)
            tell(wanted);
        leading->click();
    });
    pressing.start(pause);
    return QApplication::exec();
}

// Where it is to be killed, and where it was.
struct Place
{
    int form, page;
    const KilledWindow::Form &of() const { return KilledWindow::forms[size_t(form)]; }
    bool isSent() const { return page == of().pages; }
    QString words() const
    {
        const QString what = QString::fromLatin1(of().name);
        return isSent() ? what + u", sent"_s
                        : u"%1, page %2 of %3"_s.arg(what).arg(page + 1).arg(of().pages);
    }
};

// Each second one once its last button was pressed, the others on one page after the other.
Place placeOf(qint64 number)
{
    QList<Place> pages;
    for (int form = 0; form < int(KilledWindow::forms.size()); ++form) {
        for (int page = 0; page < KilledWindow::forms[size_t(form)].pages; ++page)
            pages.append({form, page});
    }
    const qint64 half = number / 2;
    if (number % 2 == 1)
        return pages[half * 5 % pages.size()]; // 5 and their number have no divisor in common
    const int form = int(half % qint64(KilledWindow::forms.size()));
    return {form, KilledWindow::forms[size_t(form)].pages};
}

// What the killed program said last.
int pageAt(const QByteArray &out)
{
    const QByteArray whole = out.left(out.lastIndexOf('\n'));
    const qsizetype last = whole.lastIndexOf("\nat ");
    return last < 0 ? -1 : whole.mid(last + 4).toInt();
}

struct Figures
{
    qint64 killed = 0, unrecorded = 0, open = 0, failed = 0, cannotTell = 0;
    QHash<QByteArray, qint64> done; // by form
    QMap<std::pair<int, int>, qint64> places;
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
QString problemOf(const QString &folder, const Place &place, Figures &figures)
{
    const KilledWindow::Form &form = place.of();
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
    if (!place.isSent())
        return u"there is a record of what nobody sent"_s;
    const JobRecord &record = kept.first();
    if (record.failure && record.failure->cause == Failure::Cause::OutcomeUnknown) {
        ++figures.cannotTell;
        std::printf("%s: it can't be told, %s, and it is there %d times\n", form.name,
                    doubtName(record.doubt).data(), *times);
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
        return goThrough(arguments.value(2), arguments.value(3).toInt(),
                         arguments.value(4).toInt());
    }
    const ProofRun wanted = proofRun(application, 100, 5);
    std::mt19937 luck(wanted.seed);
    Figures figures;
    qint64 wrong = 0;
    QElapsedTimer time;
    time.start();
    for (qint64 i = 0; i < wanted.runs; ++i) {
        const Place wantedPlace = placeOf(i);
        KilledProcess process(size);
        process.start(u"through"_s, wantedPlace.form, {QString::number(wantedPlace.page)});
        const bool reached = process.says(placeLine(wantedPlace.page));
        const int most = !wantedPlace.isSent() ? onPage
            : luck() % 2 == 0                  ? whileSending
                                               : afterSending;
        const int after = int(luck() % quint32(most));
        process.killAfter(after);
        ++figures.killed;
        const Place place{wantedPlace.form, pageAt(process.out())};
        ++figures.places[{place.form, place.page}];
        const QString problem = reached ? problemOf(process.folder(), place, figures)
                                        : u"it did not come there"_s;
        wrong += !problem.isEmpty();
        if (!problem.isEmpty())
            std::printf("%s, killed after %d ms: %s\n", qPrintable(wantedPlace.words()), after,
                        qPrintable(problem));
    }
    printFigure("seed", wanted.seed);
    printFigure("killed", figures.killed);
    printFigure("with a problem", wrong);
    printFigure("killed before there was a record", figures.unrecorded);
    printFigure("open at the next start", figures.open);
    bool allDone = true, allPages = true;
    for (int form = 0; form < int(KilledWindow::forms.size()); ++form) {
        const KilledWindow::Form &of = KilledWindow::forms[size_t(form)];
        for (int page = 0; page <= of.pages; ++page) {
            const qint64 times = figures.places.value({form, page});
            const Place place{form, page};
            allPages &= times > 0;
            printFigure(qPrintable(u"killed at: "_s + place.words()), times);
        }
        allDone &= figures.done[of.name] > 0;
        printFigure(("found done, " + QByteArray(of.name)).constData(), figures.done[of.name]);
    }
    printFigure("found failed or rolled back", figures.failed);
    printFigure("can't be told", figures.cannotTell);
    printFigure("seconds", time.elapsed() / 1000);
    // One that never got as far as its commit would prove nothing.
    const bool many = wanted.runs >= 10 * qint64(KilledWindow::forms.size());
    return wrong == 0 && (wanted.sample || (allPages && (allDone || !many))) ? 0 : 1;
}
