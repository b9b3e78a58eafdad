// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a person finds in a window: a button by its words, a control by its letter, a sentence.
#pragma once

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTest>
#include <QWizard>

#include <algorithm>

namespace Cistern {

// One that is shown before one that is not; null when there is none.
inline QPushButton *buttonWith(const QWidget *parent, const QString &words)
{
    QPushButton *found = nullptr;
    const auto buttons = parent->findChildren<QPushButton *>();
    for (QPushButton *button : buttons) {
        if (!QString(button->text()).remove(u'&').contains(words))
            continue;
        if (button->isVisible())
            return button;
        found = found ? found : button;
    }
    return found;
}

inline bool says(const QWidget *widget, const QString &words)
{
    const auto labels = widget->findChildren<QLabel *>();
    return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
        return label->isVisibleTo(widget) && label->text().contains(words);
    });
}

inline bool isOn(const QWizard &wizard, QWizard::WizardButton button)
{
    return wizard.button(button)->isEnabled();
}

// Everything that Alt and a letter lead to now, with that letter.
struct Lettered
{
    QKeySequence keys;
    QWidget *leads = nullptr; // the button itself, or the field of a label
    QString words;
};
inline QList<Lettered> letters(const QWidget *dialog)
{
    QList<Lettered> found;
    const auto buttons = dialog->findChildren<QAbstractButton *>();
    for (QAbstractButton *button : buttons) {
        const QKeySequence keys = QKeySequence::mnemonic(button->text());
        if (!keys.isEmpty() && button->isVisible())
            found.append({keys, button, button->text()});
    }
    const auto labels = dialog->findChildren<QLabel *>();
    for (QLabel *label : labels) {
        const QKeySequence keys = QKeySequence::mnemonic(label->text());
        if (!keys.isEmpty() && label->buddy() && label->isVisible())
            found.append({keys, label->buddy(), label->text()});
    }
    return found;
}

// Letters that lead to more than one place.
inline QStringList clashes(const QWidget *dialog)
{
    QStringList told;
    const auto all = letters(dialog);
    for (qsizetype i = 0; i < all.size(); ++i) {
        for (qsizetype j = i + 1; j < all.size(); ++j) {
            if (all.at(i).keys == all.at(j).keys)
                told.append(all.at(i).words + QStringLiteral(" / ") + all.at(j).words);
        }
    }
    return told;
}

// What the letter stands for: offscreen no window takes Alt. The field it led to; null for a
// button.
inline QPointer<QWidget> press(QWidget *dialog, Qt::Key letter)
{
    dialog->activateWindow();
    if (!QTest::qWaitForWindowActive(dialog)) {
        QTest::qFail("the dialog does not become active", __FILE__, __LINE__);
        return nullptr;
    }
    const auto all = letters(dialog);
    for (const Lettered &each : all) {
        if (each.keys != QKeySequence(Qt::ALT | letter))
            continue;
        each.leads->setFocus();
        if (!qobject_cast<QAbstractButton *>(each.leads))
            return each.leads;
        QTest::keyClick(each.leads, Qt::Key_Space);
        return nullptr;
    }
    QTest::qFail("nothing has this letter", __FILE__, __LINE__);
    return nullptr;
}

// Into the field that the letter leads to.
inline void typeInto(QWidget *dialog, Qt::Key letter, const QString &text)
{
    if (const auto field = press(dialog, letter)) {
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(field, text);
    }
}

// Whatever takes the focus has a name for those who do not see it: these have none.
inline QStringList namelessOf(const QWidget *dialog)
{
    QStringList nameless;
    const auto widgets = dialog->findChildren<QWidget *>();
    const auto labels = dialog->findChildren<QLabel *>();
    for (QWidget *widget : widgets) {
        const bool control = qobject_cast<QLineEdit *>(widget) || qobject_cast<QComboBox *>(widget)
            || qobject_cast<QAbstractItemView *>(widget);
        if (!control || !widget->isVisible() || widget->focusPolicy() == Qt::NoFocus
            || widget->focusProxy() || widget->objectName().startsWith(QStringLiteral("qt_"))
            || qobject_cast<QComboBox *>(widget->parentWidget()))
            continue;
        const bool labelled = std::any_of(labels.begin(), labels.end(), [widget](QLabel *label) {
            return label->buddy() == widget;
        });
        if (!labelled && widget->accessibleName().isEmpty())
            nameless.append(QString::fromLatin1(widget->metaObject()->className()));
    }
    return nameless;
}

// Words that have fewer lines than they need.
inline QStringList cutOff(const QWidget *widget)
{
    QStringList cut;
    const auto labels = widget->findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (label->isVisible() && label->wordWrap() && !label->text().isEmpty()
            && label->height() < label->heightForWidth(label->width()))
            cut.append(label->text());
    }
    return cut;
}

// A picture in CISTERN_BINARY_DIR/screenshots, named by the row of the test too; no button may be
// too narrow for its words, no text too low.
inline void shoot(QWidget *widget, const QString &name,
                  const QString &suffix = QString::fromLatin1(QTest::currentDataTag()))
{
    QVERIFY2(widget, qPrintable(name));
    QVERIFY(QTest::qWaitForWindowExposed(widget->window()));
    QCoreApplication::sendPostedEvents(); // parts that were just added are laid out
    QCoreApplication::sendPostedEvents();
    const QString folder = QStringLiteral(CISTERN_BINARY_DIR) + QStringLiteral("/screenshots/");
    QVERIFY(QDir().mkpath(folder));
    const QPixmap picture = widget->grab();
    QVERIFY(!picture.isNull());
    QVERIFY(picture.save(folder + name + (suffix.isEmpty() ? QString() : u'-' + suffix)
                         + QStringLiteral(".png")));
    QCOMPARE(cutOff(widget), QStringList());
    const auto buttons = widget->findChildren<QPushButton *>();
    for (const QPushButton *button : buttons) {
        if (button->isVisible())
            QVERIFY2(
                button->width()
                    >= button->fontMetrics().size(Qt::TextShowMnemonic, button->text()).width(),
                qPrintable(button->text()));
    }
}

} // namespace Cistern
