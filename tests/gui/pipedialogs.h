// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The dialog for replication pipes over two local targets, and what a person finds and does in it.
#pragma once

#include "tests/gui/keys.h"
#include "tests/gui/pipeconsole.h"

#include "models/pipecall.h"
#include "ui/dialogs/pipedialog.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QObject>
#include <QPushButton>
#include <QRadioButton>

#include <algorithm>
#include <memory>

namespace Cistern {

// What a person can read in it now.
inline QStringList shownTexts(const QWidget *widget)
{
    QStringList all;
    const auto labels = widget->findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (label->isVisible() && !label->text().isEmpty())
            all.append(label->text());
    }
    return all;
}

inline bool shows(const QWidget *widget, const QString &words)
{
    const QStringList all = shownTexts(widget);
    return std::any_of(all.begin(), all.end(),
                       [&](const QString &text) { return text.contains(words); });
}

inline QPushButton *accepting(const PipeDialog &dialog)
{
    const auto buttons = dialog.findChildren<QPushButton *>();
    for (QPushButton *button : buttons) {
        if (button->isDefault())
            return button;
    }
    return nullptr;
}

// By Tab alone; of two radio buttons the other one is reached by an arrow.
inline void reach(const PipeDialog &dialog, const QWidget *wanted)
{
    const bool radio = qobject_cast<const QRadioButton *>(wanted);
    for (int steps = 0; steps < 80 && QApplication::focusWidget() != wanted; ++steps) {
        if (radio && qobject_cast<QRadioButton *>(QApplication::focusWidget()))
            press(steps % 2 ? Qt::Key_Left : Qt::Key_Right);
        else
            press(Qt::Key_Tab);
    }
    QVERIFY(dialog.isVisible());
    QCOMPARE(QApplication::focusWidget(), wanted);
}

// Goes to the button with these words and presses it.
inline void use(const PipeDialog &dialog, const QString &words)
{
    const auto buttons = dialog.findChildren<QAbstractButton *>();
    const auto found = std::find_if(buttons.begin(), buttons.end(), [&](QAbstractButton *each) {
        return each->isVisible()
            && (each->text().remove(u'&') == words || each->accessibleName() == words);
    });
    QVERIFY2(found != buttons.end(), qPrintable(words));
    reach(dialog, *found);
    if (!(*found)->isChecked())
        press(Qt::Key_Space);
}

// Opens the dialog over two local targets; commits go to the tracker as the window has it.
class PipeDialogs : public QObject
{
public:
    static void ways()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("in-process") << int(PipeConsole::Way::InProcess);
        QTest::newRow("http") << int(PipeConsole::Way::Http);
    }
    static PipeConsole::Way way()
    {
        QFETCH(int, way);
        return PipeConsole::Way(way);
    }
    static PipePlan create() { return {.sourceId = PipeConsole::alpha(), .targetId = {}}; }

protected:
    // With keys going there.
    std::unique_ptr<PipeDialog> open(PipeConsole &console, const PipePlan &plan)
    {
        auto dialog = std::make_unique<PipeDialog>(console.console, plan);
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        m_record = 0;
        connect(dialog.get(), &PipeDialog::committed, this,
                [this, &console](const QString &systemId, const MethodCall &call) {
                    onDone(console.jobs.run(systemId, call, this), this,
                           [this](const Outcome<qint64> &id) { m_record = id ? *id : -1; });
                });
        dialog->show();
        dialog->activateWindow();
        const auto hasKeys = [&] {
            return QApplication::activeWindow() == dialog.get()
                && dialog->isAncestorOf(QApplication::focusWidget());
        };
        [&] {
            QVERIFY(QTest::qWaitForWindowExposed(dialog.get()));
            QVERIFY(QTest::qWaitFor(hasKeys));
        }();
        return dialog;
    }

    // Past the dialog, for tests that begin with one.
    Pipe makePipe(PipeConsole &console, const QString &name, int pairs)
    {
        PipePlan plan{
            .sourceId = PipeConsole::alpha(), .targetId = PipeConsole::beta(), .name = name};
        plan.pairs.emplace();
        for (int i = 0; i < pairs; ++i)
            plan.pairs->append({.source = console.endpoint(PipeConsole::alpha(), i),
                                .target = console.endpoint(PipeConsole::beta(), i)});
        const auto id = console.await(
            console.jobs.run(PipeConsole::alpha(), pipeCall(console.inventory, plan), this));
        const auto find = [&]() -> std::optional<Pipe> {
            for (const Pipe &pipe : console.facts(PipeConsole::alpha()).pipes()) {
                if (pipe.name == name && pipe.pairs.size() == pairs)
                    return pipe;
            }
            return std::nullopt;
        };
        [&] { QTRY_VERIFY_WITH_TIMEOUT(find().has_value(), 20000); }();
        return find().value_or(Pipe());
    }

    static bool is(const PipeDialog &dialog, PipeProblem::Kind kind)
    {
        const auto all = dialog.problems();
        return std::any_of(all.begin(), all.end(),
                           [kind](const PipeProblem &each) { return each.kind == kind; });
    }

    qint64 m_record = 0; // of the call that was sent last; -1: it was not taken
};

} // namespace Cistern
