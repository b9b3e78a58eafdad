// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The console's window killed by SIGKILL while somebody types into a form, and started again: a
// draft of what was typed two seconds before must be there, or a later one, and it must be offered
// and come back into the form.
//   proof_draftkills [--runs N] [--seed S]
#include "services/jobs/calljson.h"
#include "services/jobs/drafts.h"
#include "services/jobs/jobhistory.h"
#include "tests/proof/killedwindow/killedwindow.h"
#include "ui/mainwindow/jobdock.h"

#include <QJsonDocument>
#include <QPointer>
#include <QPushButton>

#include <random>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int patience = KilledWindow::patience;
constexpr qint64 mostAge = 2'000; // ms, of what a draft may lack
constexpr int pause = 30;         // ms between two keys
constexpr quint64 size = quint64(64) << 20;

qint64 now()
{
    return QDateTime::currentMSecsSinceEpoch();
}

// In the process that is killed: types for ever, and says what stands there and when.
int fill(const QString &folder, int form)
{
    KilledWindow program(folder, KilledWindow::forms[size_t(form)]);
    if (!program.ready() || !program.open())
        return 1;
    QTimer typing;
    QObject::connect(&typing, &QTimer::timeout, &program.window, [] {
        QLineEdit *field = KilledWindow::nameField();
        if (!field || field->text().size() > 200)
            return;
        field->insert(u"abcdefghijklmnopqrstuvwxyz"_s.mid(field->text().size() % 26, 1));
        std::printf("%lld %s\n", static_cast<long long>(now()), qPrintable(field->text()));
        std::fflush(stdout);
    });
    typing.start(pause);
    return QApplication::exec();
}

// What the killed program had typed by then; the last line may be cut.
QString typedBy(const QByteArray &out, qint64 time)
{
    QString text;
    const QList<QByteArray> lines = out.left(out.lastIndexOf('\n')).split('\n');
    for (const QByteArray &line : lines) {
        const qsizetype space = line.indexOf(' ');
        if (space > 0 && line.left(space).toLongLong() <= time)
            text = QString::fromLatin1(line.mid(space + 1));
    }
    return text;
}

struct Figures
{
    qint64 killed = 0, drafts = 0, none = 0, comeBack = 0, oldest = 0;
};

QString draftIn(const QString &folder, const KilledWindow::Form &form)
{
    JobHistory history(folder + (form.pair ? u"/history.sqlite"_s : u"/data/history.sqlite"_s));
    Drafts drafts(history.file());
    const auto all = drafts.all(&history);
    if (!comes([&all] { return all.isFinished(); }, patience) || !takenFrom(all)
        || takenFrom(all)->isEmpty())
        return {};
    const MethodCall call = takenFrom(all)->first().draft.call;
    for (const QStringView parameter : {u"ElementName", u"PipeElementName"}) {
        if (const CimValue name = call.argument(parameter); !name.isNull())
            return name.toString();
    }
    // Of a child pool it stands in its settings.
    const QString text = QString::fromUtf8(QJsonDocument(CallJson::toJson(call)).toJson());
    const qsizetype at = text.indexOf(u"abc"_s);
    qsizetype end = at;
    while (at >= 0 && text.at(end).isLower())
        ++end;
    return at < 0 ? QString() : text.mid(at, end - at);
}

// Empty when the next start has what it must.
QString problemOf(const QString &folder, const KilledWindow::Form &form, const QByteArray &out,
                  qint64 died, Figures &figures)
{
    const QString least = typedBy(out, died - mostAge), most = typedBy(out, died + mostAge);
    const QString kept = draftIn(folder, form);
    if (!most.startsWith(kept) || kept.size() < least.size())
        return u"kept “%1”, two seconds before there was “%2”"_s.arg(kept, least);
    figures.none += kept.isEmpty();
    if (kept.isEmpty())
        return {};
    ++figures.drafts;
    qint64 age = 0;
    while (typedBy(out, died - age).size() > kept.size())
        age += 10;
    figures.oldest = std::max(figures.oldest, age);
    KilledWindow program(folder, form);
    QPointer<QPushButton> offer;
    const auto offered = [&] {
        for (QPushButton *button : program.window.jobs()->findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text().contains(kept))
                offer = button;
        }
        return offer != nullptr;
    };
    if (!program.ready() || !comes(offered, patience))
        return u"“%1” is not offered"_s.arg(kept);
    offer->click();
    const bool back = comes(
        [&] { return KilledWindow::nameField() && KilledWindow::nameField()->text() == kept; },
        20'000);
    if (QDialog *open = KilledWindow::dialog())
        open->reject();
    figures.comeBack += back;
    return back ? QString() : u"“%1” does not come back"_s.arg(kept);
}
} // namespace

int main(int count, char **values)
{
    QApplication application(count, values);
    const QStringList arguments = application.arguments();
    if (arguments.value(1) == "fill"_L1) {
        KilledProcess::keepSettingsIn(arguments.value(2));
        return fill(arguments.value(2), arguments.value(3).toInt());
    }
    const ProofRun wanted = proofRun(application, 60, 5);
    std::mt19937 luck(wanted.seed);
    Figures figures;
    qint64 wrong = 0;
    QElapsedTimer time;
    time.start();
    for (qint64 i = 0; i < wanted.runs; ++i) {
        const int number = int(i % qint64(KilledWindow::forms.size()));
        const KilledWindow::Form &form = KilledWindow::forms[size_t(number)];
        KilledProcess process(size);
        process.start(u"fill"_s, number);
        const int after = int(luck() % 4000);
        const qint64 died = process.killAfter(after);
        ++figures.killed;
        const QString problem = problemOf(process.folder(), form, process.out(), died, figures);
        wrong += !problem.isEmpty();
        if (!problem.isEmpty())
            std::printf("%s, killed after %d ms: %s\n", form.name, after, qPrintable(problem));
    }
    printFigure("seed", wanted.seed);
    printFigure("killed while somebody typed", figures.killed);
    printFigure("with a problem", wrong);
    printFigure("drafts found", figures.drafts);
    printFigure("killed before there had to be one, and there is none", figures.none);
    printFigure("came back into the form", figures.comeBack);
    printFigure("most that was lost, in milliseconds", figures.oldest);
    printFigure("seconds", time.elapsed() / 1000);
    return wrong == 0 && figures.drafts > 0 ? 0 : 1;
}
