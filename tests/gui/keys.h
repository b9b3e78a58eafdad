// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The keyboard of a person: each key goes to what has the focus.
#pragma once

#include <QApplication>
#include <QTest>
#include <QWidget>

namespace Cistern {

inline void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QWidget *target = QApplication::focusWidget();
    if (!target)
        target = QApplication::activeWindow();
    QVERIFY(target);
    QTest::keyClick(target, key, modifiers);
}

inline void type(const QString &text)
{
    QWidget *target = QApplication::focusWidget();
    QVERIFY(target);
    QTest::keyClicks(target, text);
}

// Instead of what stands in the field.
inline void replace(const QString &text)
{
    press(Qt::Key_A, Qt::ControlModifier);
    type(text);
}

// Tabs on until the widget has the keyboard.
inline void tabTo(const QWidget *widget)
{
    QVERIFY(widget);
    for (int i = 0; i < 40 && !widget->hasFocus(); ++i)
        press(Qt::Key_Tab);
    QVERIFY(widget->hasFocus());
}

} // namespace Cistern
